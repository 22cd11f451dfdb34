"""The few strokes all painted widgets share, so that boxes, rings and lines of text sit alike everywhere.

Text is placed by its baseline, from the size of the font alone: a line with Chinese in it stands exactly where the
same line stands in English, whatever face the system lends.
"""

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFocusEvent, QFont, QFontMetricsF, QPainter, QPainterPath, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type

CAPITAL: Final = 0.727  # height of Inter's capitals, in ems
PITCH: Final = {10: 14, 11: 16, 12: 18, 13: 20, 14: 20, 16: 24, 18: 26, 20: 28, 26: 36}
_GAP: Final = re.compile(r"\s+(?=\S)|[：·」》）](?=\S)")  # where a line may end between words
_TOGETHER: Final = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff–])|(?<=[年月–]) (?=\S)| (?=·)")
"""Blanks at which no line ends: within a date, before what a number counts, and around the dash of a range."""
_LONELY: Final = 2  # signs that make no line of their own, as 方。 or 倍
_SHORT: Final = 0.18  # of the room, below which a last line looks lost
LEFT, RIGHT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter


def pitch(size: float) -> int:
    """The height of one line of text of `size` px at 100 %, scaled: fixed, never asked of a face."""
    return theme().px(PITCH.get(int(size), round(size * 1.45)))


def reveal(widget: QWidget, *, shown: bool) -> None:
    """Show or hide `widget`; one without a parent is shown with its parent later, not as a window of its own."""
    if widget.parent() is None and shown:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(shown)


def begin(widget: QWidget) -> QPainter:
    """A painter on `widget` that smooths edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def box(painter: QPainter, rect: QRect | QRectF, radius: float, fill: str = "", border: str = "") -> None:
    """A rounded box inside `rect`: `radius` px at 100 %, `fill` and `border` (1 px) are tokens or empty."""
    look = theme()
    inner = QRectF(rect)
    if border:
        inner.adjust(0.5, 0.5, -0.5, -0.5)
    painter.setPen(look.pen(border) if border else Qt.PenStyle.NoPen)
    painter.setBrush(look.brush(fill) if fill else QBrush())
    corner = look.px(radius) - (0.5 if border else 0)
    painter.drawRoundedRect(inner, corner, corner)


def ring(painter: QPainter, rect: QRect | QRectF, radius: float, tint: str = "accent", inset: float = 0) -> None:
    """The focus ring: 2 px of `tint` inside the border of `rect`, so that nothing moves."""
    look = theme()
    away = 1 + inset
    painter.setPen(look.pen(tint, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = max(look.px(radius) - away, 1)
    painter.drawRoundedRect(QRectF(rect).adjusted(away, away, -away, -away), corner, corner)


def ring_wanted(event: QFocusEvent, before: bool) -> bool:
    """Whether a button that gets the focus shows its ring: not by the mouse; as `before` when the window comes back."""
    back = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
    return before if event.reason() in back else event.reason() != Qt.FocusReason.MouseFocusReason


def width(text: str, font: QFont) -> int:
    """How many pixels `text` takes in `font`, rounded up."""
    return ceil(QFontMetricsF(font).horizontalAdvance(text))


def fitting(text: str, sizes: Sequence[float], weight: int, room: float) -> QFont:
    """The font of the first of `sizes`, from the largest down, in which `text` takes no more than `room` pixels; else the last."""
    fonts = [theme().font(size, weight, tabular=True) for size in sizes]
    return next((font for font in fonts if width(text, font) <= room), fonts[-1])


def line(painter: QPainter, rect: QRect | QRectF, text: str, token: str, align: Qt.AlignmentFlag = LEFT) -> float:
    """One line of `text` in the painter's font, centred on the height of `rect`, elided to its width.

    Returns the width drawn.
    """
    area, font = QRectF(rect), painter.font()
    metrics = QFontMetricsF(font)
    wide = metrics.horizontalAdvance(text)
    if wide > area.width() + 0.5:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        wide = metrics.horizontalAdvance(text)
    left = area.left()
    if align & RIGHT:
        left = area.right() - wide
    elif align & CENTRE:
        left = area.left() + (area.width() - wide) / 2
    painter.setPen(theme().color(token))
    painter.drawText(QPointF(left, baseline(area, font)), text)
    return wide


def baseline(area: QRectF, font: QFont) -> float:
    """The y on which a line of `font` stands when its capitals are centred in `area`."""
    return round(area.center().y() + font.pixelSize() * CAPITAL / 2)


def wrapped(text: str, font: QFont, room: float) -> list[str]:
    """`text` broken into lines no wider than `room` pixels; an empty text has one empty line.

    A line too short to stand alone at the end of a paragraph takes some of the line before.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rows = _broken(paragraph, font, room)
        if _lonely(rows, font, room):
            steps = range(1, 4 + int(_SHORT * room / font.pixelSize()))
            narrower = (_broken(paragraph, font, room - step * font.pixelSize()) for step in steps)
            rows = next((more for more in narrower if len(more) == len(rows) and not _lonely(more, font, room)), rows)
        lines += rows
    return lines


def _lonely(rows: list[str], font: QFont, room: float) -> bool:
    """Whether the last of several lines is a sign or two, or short beside the room there is."""
    return len(rows) > 1 and (len(rows[-1]) <= _LONELY or width(rows[-1], font) < _SHORT * room)


def _broken(paragraph: str, font: QFont, room: float) -> list[str]:
    """The lines of one paragraph, each as full as can be."""
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(_TOGETHER.sub("\u00a0", paragraph), font)
    layout.setTextOption(option)
    layout.beginLayout()
    while (piece := layout.createLine()).isValid():
        piece.setLineWidth(max(room, 20.0))
        start = piece.textStart()
        lines.append(paragraph[start : start + piece.textLength()].rstrip())
    layout.endLayout()
    return lines or [""]


def balanced(text: str, font: QFont, room: float) -> list[str]:
    """`text` wrapped into as few lines as `room` allows, and those as equal as can be."""
    rows = wrapped(text, font, room)
    narrow = room
    while len(rows) > 1 and len(closer := wrapped(text, font, narrow := narrow - font.pixelSize())) == len(rows):
        rows = closer
    return rows


def _even_lines(text: str, font: QFont, room: float) -> list[str]:
    """`text` wrapped; two lines part between words where there are any, and are as equal as can be."""
    rows = wrapped(text, font, room)
    if len(rows) != 2:
        return rows
    parted = [[text[: gap.end()].rstrip(), text[gap.end() :]] for gap in _GAP.finditer(text)]
    even = min(parted, key=lambda parts: max(width(part, font) for part in parts), default=rows)
    if parted and max(width(part, font) for part in even) <= room:
        return even
    half = width(text, font) / 2
    closer = wrapped(text, font, half + (room - half) / 4)
    return closer if len(closer) == 2 else rows


def two_lines(painter: QPainter, area: QRectF, text: str, token: str, align: Qt.AlignmentFlag = LEFT) -> None:
    """`text` in the middle of `area`, in one line or, where it is longer, in two; the second is cut where it must be."""
    rows = _even_lines(text, painter.font(), area.width())
    if len(rows) > 1:
        rows = [rows[0], text[len(rows[0]) :].strip()]
    step = theme().px(18)
    top = area.center().y() - step * len(rows) / 2
    for number, row in enumerate(rows):
        line(painter, QRectF(area.left(), top + number * step, area.width(), step), row, token, align)


def icon(painter: QPainter, name: str, token: str, size: float, centre: QPointF) -> None:
    """The icon `name` of `size` px at 100 %, tinted with `token`, its middle at `centre`."""
    look = theme()
    side = look.px(size)
    pixmap = look.pixmap(name, token, size, painter.device().devicePixelRatio())
    painter.drawPixmap(QPointF(round(centre.x() - side / 2), round(centre.y() - side / 2)), pixmap)


def badge(painter: QPainter, right: float, middle: float, text: str, tone: str) -> float:
    """A tinted badge of `tone` ("neg", "warn", "info", "pos") that ends at `right`; returns its left edge."""
    look = theme()
    painter.setFont(look.font(Type.TINY, 600, tabular=True))
    high = look.px(Size.BADGE)
    wide = max(width(text, painter.font()) + look.px(10), look.px(18))
    rect = QRectF(right - wide, middle - high / 2, wide, high)
    box(painter, rect, Size.BADGE / 2, f"{tone}_soft")
    line(painter, rect, text, tone, CENTRE)
    return rect.left()


def keycap_width(text: str) -> int:
    """How wide the keycap for `text` is."""
    look = theme()
    return max(width(text, look.font(Type.TINY, 500)) + look.px(10), look.px(18))


def keycaps(painter: QPainter, right: float, middle: float, keys: Sequence[str]) -> float:
    """Keycaps side by side that end at `right`; returns the left edge of the first."""
    look = theme()
    painter.setFont(look.font(Type.TINY, 500))
    high = look.px(Size.KEYCAP)
    for key in reversed(keys):
        wide = keycap_width(key)
        rect = QRectF(right - wide, middle - high / 2, wide, high)
        box(painter, rect, Size.RADIUS_KEYCAP, "surface", "ctl_soft")
        line(painter, rect, key, "t2", CENTRE)
        right = rect.left() - look.px(5)
    return right + look.px(5)


def cross_out(area: QRectF) -> QPainterPath:
    """A stroke from the lower left to the upper right of `area`."""
    path = QPainterPath(area.bottomLeft())
    path.lineTo(area.topRight())
    return path
