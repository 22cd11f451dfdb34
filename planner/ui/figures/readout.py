"""The words beside a cross-hair: what is pointed at, with its numbers in a column, painted on the figure itself."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from planner.figures import text
from planner.figures.drawing import Hit, Rect, Text, Thick
from planner.ui.figures.painter import FigurePainter, area_outline

SIZE = 12.0
_ROW, _PAD, _GAP, _AWAY = 18.0, 10.0, 16.0, 12.0


def paint_readout(painter: QPainter, ink: FigurePainter, hit: Hit, room: QRectF) -> None:
    """Paint the tooltip of `hit` in inverse colours beside its area, within `room` (the figure's own pixels)."""
    head, *rows = _within(hit.tooltip, room.width() - 2 * _PAD)
    named = max((ink.width(row[0], SIZE) for row in rows), default=0.0)
    valued = max((ink.width(row[1], SIZE, 600) for row in rows if len(row) > 1), default=0.0)
    inner = max(ink.width(head[0], SIZE, 600), named + (valued + _GAP if valued else 0.0))
    box = _placed(hit, QRectF(0, 0, inner + 2 * _PAD, (len(rows) + 1) * _ROW + 12), room)
    frame = QPainterPath()
    frame.addRoundedRect(box, 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(frame, ink.colour("tip"))
    left, y = box.left() + _PAD, box.top() + _ROW
    ink.paint_text(painter, Text((left, y), head[0], SIZE, "tip_t", 600))
    for row in rows:
        y += _ROW
        ink.paint_text(painter, Text((left, y), row[0], SIZE, "tip_t"))
        if len(row) > 1:
            ink.paint_text(painter, Text((box.right() - _PAD, y), row[1], SIZE, "tip_t", 600, "end"))


def _within(tooltip: str, most: float) -> list[tuple[str, ...]]:
    """The rows of a tooltip, each in one or two parts, cut where they would be wider than `most`."""
    rows = [tuple(row.split("\t", 1)) for row in tooltip.split("\n")]
    values = [text.ellipsis(row[1], most * 0.6, SIZE, 600) if len(row) > 1 else "" for row in rows]
    valued = max((text.width(value, SIZE, 600) for value in values), default=0.0)
    names = [text.ellipsis(row[0], most - (valued + _GAP if len(row) > 1 else 0.0), SIZE, 600) for row in rows]
    return [(name, value) if len(row) > 1 else (name,) for row, name, value in zip(rows, names, values, strict=True)]


def _placed(hit: Hit, box: QRectF, room: QRectF) -> QRectF:
    """Beside a column, on the side where there is more room; under a row, or above it near the foot."""
    area = hit.area if isinstance(hit.area, Rect) else _around(hit.area)
    if area.height > area.width:
        right = area.middle[0] < room.center().x()
        box.moveTo(area.middle[0] + _AWAY if right else area.middle[0] - _AWAY - box.width(), area.y + 8)
    else:
        below = area.bottom + box.height() + 4 <= room.bottom()
        box.moveTo(area.middle[0] - box.width() / 2, area.bottom + 4 if below else area.y - box.height() - 4)
    box.moveLeft(max(room.left(), min(box.left(), room.right() - box.width())))
    box.moveTop(max(room.top(), min(box.top(), room.bottom() - box.height())))
    return box


def _around(area: Thick) -> Rect:
    """The rectangle around an open path."""
    box = area_outline(area).boundingRect()
    return Rect(box.left(), box.top(), box.width(), box.height())
