"""The lines of the list of findings, painted: tile, sentence, path, what it costs, the button that mends, the way there."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from planner.ui.findings.rows import FAILED, FINDING, GROUP, LACKING, MUTED, Row
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting

ROW: Final = Qt.ItemDataRole.UserRole
ACT, GO, FOLD = "act", "go", "fold"  # what a click can hit besides the line
TINTS: Final = {  # severity or sort -> icon, ink, ground
    "error": ("circle-x", "neg", "neg_soft"),
    "warning": ("triangle-alert", "warn", "warn_soft"),
    "hint": ("lightbulb", "info", "info_soft"),
    FAILED: ("circle-x", "t3", "hover"),
    LACKING: ("circle-dashed", "t3", "hover"),
    MUTED: ("eye-off", "t3", "hover"),
}
_LINES: Final = 3  # of a sentence
_EDGE: Final = 16
_GO: Final = 28
_GAP: Final = 12
_NARROW: Final = 620  # px of the list under which buttons are narrow
_WIDEST: Final = 184  # px of a button; what is longer says only that it mends
_WIDEST_NARROW: Final = 120

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the parts of a line stand; an empty rectangle where there is none."""

    tile: QRectF
    words: QRectF
    impact: QRectF
    act: QRectF
    go: QRectF

    def hit(self, at: QPoint) -> str:
        """What stands there: ACT, GO or ""."""
        return next((name for name, area in ((ACT, self.act), (GO, self.go)) if area.contains(at)), "")


class FindingRows(QStyledItemDelegate):
    """Paints the lines of `view`. `hot` is the line and part under the mouse, `short` what a narrow button says."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.hot: tuple[int, str] = (-1, "")
        self.ringed = False
        self.short = ""
        self._act = 0  # width of the column of buttons
        self._wrapped: dict[tuple[str, int], list[str]] = {}
        self._buttons: dict[str, tuple[str, int]] = {}  # what a button says and how wide it is, by its whole label

    def measure(self, rows: list[Row]) -> None:
        """Find the width of the column of buttons for `rows`."""
        self._wrapped.clear()
        self._buttons.clear()
        self._act = max((self.button(row)[1] for row in rows if row.act), default=0)

    def button(self, row: Row) -> tuple[str, int]:
        """What the button of a line says, the whole label where there is room, and how wide it is."""
        if row.act not in self._buttons:
            look = theme()
            widest = look.px(_WIDEST_NARROW if self._narrow() else _WIDEST)
            fits = row.sort != FINDING or _button_width(row.act) <= widest
            said = row.act if fits else self.short
            self._buttons[row.act] = said, _button_width(said)
        return self._buttons[row.act]

    def parts(self, rect: QRect, row: Row) -> Parts:
        """Where the parts of `row` stand in `rect`."""
        look = theme()
        edge, gap, side = look.px(_EDGE), look.px(_GAP), look.px(Size.FINDING_TILE)
        area = QRectF(rect)
        tile = QRectF(area.left() + edge, area.top() + look.px(12), side, side)
        go_side, small = look.px(_GO), look.px(Size.CONTROL_SMALL)
        right, middle = area.right() - look.px(10), area.center().y()
        go = QRectF(right - go_side, middle - go_side / 2, go_side, go_side)
        wide = self.button(row)[1] if row.act else 0
        act = QRectF(go.left() - look.px(6) - wide, middle - small / 2, wide, small)
        money = painting.width(row.impact, _money_font()) if row.impact and not self._narrow() else 0
        impact = QRectF(go.left() - look.px(6 + _GAP) - self._act - money, area.top(), money, area.height())
        end = impact.left() - look.px(_EDGE) if money else act.left() - (gap if wide else 0)
        words = QRectF(tile.right() + gap, area.top(), end - tile.right() - gap, area.height())
        return Parts(tile, words, impact, act if row.act else QRectF(), go if row.place else QRectF())

    def path(self, row: Row) -> str:
        """Where it is; in a narrow list, which has no column for that, what it costs before it."""
        parts = (row.impact if self._narrow() else "", row.path)
        return " · ".join(part for part in parts if part)

    def _narrow(self) -> bool:
        return self._view.viewport().width() < theme().px(_NARROW)

    def lines(self, row: Row, room: float) -> list[str]:
        """The sentence of a line, broken; one that takes more than three lines stands whole in the panel."""
        key = (row.title, int(room))
        if key not in self._wrapped:
            lines = painting.wrapped(row.title, theme().font(Type.BODY, 500), room)
            at = 0
            for line in lines[: _LINES - 1]:
                at = row.title.index(line, at) + len(line)
            rest = [row.title[at:].strip()] if len(lines) >= _LINES else []
            self._wrapped[key] = [*lines[: _LINES - 1], *rest]
        return self._wrapped[key]

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        look, row = theme(), index.data(ROW)
        wide = self._view.viewport().width()
        if row.sort == GROUP:
            return QSize(wide, look.px(Size.TABLE_HEADER))
        lines = self.lines(row, self.parts(QRect(0, 0, wide, look.px(Size.FINDING_ROW)), row).words.width())
        return QSize(wide, look.px(Size.FINDING_ROW) + (len(lines) - 1) * painting.pitch(Type.BODY))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if row.sort == GROUP:
            self._paint_group(painter, option.rect, row, chosen)
        else:
            self._paint_ground(painter, option.rect, chosen, self.hot[0] == index.row())
            parts = self.parts(option.rect, row)
            self._paint_words(painter, parts, row)
            hot = self.hot[1] if self.hot[0] == index.row() else ""
            self._paint_ways(painter, parts, row, hot)
        if chosen and self.ringed and self._view.hasFocus():
            painting.ring(painter, QRectF(option.rect).adjusted(0, 0, 0, -1), Size.RADIUS_CONTROL)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, row: Row, chosen: bool) -> None:
        look, area = theme(), QRectF(rect)
        ground = ("sel" if self._view.hasFocus() else "sel_inactive") if chosen else "subtle"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        left = area.left() + look.px(_EDGE)
        if row.unfolded is not None:
            icon = "chevron-down" if row.unfolded else "chevron-right"
            painting.icon(painter, icon, "t2", 14, QPointF(left + look.px(7), area.center().y()))
            left += look.px(20)
        painter.setFont(look.font(Type.SMALL, 600))
        words = QRectF(left, area.top(), area.right() - look.px(60) - left, area.height())
        wide = painting.line(painter, words, row.title, "t2")
        if row.sort == GROUP and row.key[1] != LACKING:  # its title tells the number
            painter.setFont(look.font(Type.SMALL, tabular=True))
            painting.line(painter, words.adjusted(wide + look.px(8), 0, 0, 0), f"{row.count:,}", "t3")

    def _paint_ground(self, painter: QPainter, rect: QRect, chosen: bool, hot: bool) -> None:
        look = theme()
        ground = "hover" if hot else "surface"
        if chosen:
            ground = "sel" if self._view.hasFocus() else "sel_inactive"
        painter.fillRect(rect, look.color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("hair"))
        if chosen:
            painter.fillRect(rect.left(), rect.top(), look.px(3), rect.height() - 1, look.color("accent"))

    def _paint_words(self, painter: QPainter, parts: Parts, row: Row) -> None:
        look = theme()
        icon, ink, ground = TINTS[row.tone or row.sort]
        painting.box(painter, parts.tile, Size.RADIUS_TILE, ground)
        painting.icon(painter, icon, ink, 16, parts.tile.center())
        painter.setFont(look.font(Type.BODY, 500))
        step = painting.pitch(Type.BODY)
        top = parts.words.top() + look.px(7)
        for text in self.lines(row, parts.words.width()):
            area = QRectF(parts.words.left(), top, parts.words.width() + 1, step)
            painting.line(painter, area, text, "t1" if row.tone else "t2")
            top += step
        painter.setFont(look.font(Type.SMALL))
        area = QRectF(parts.words.left(), top, parts.words.width(), look.px(18))
        path = painter.fontMetrics().elidedText(self.path(row), Qt.TextElideMode.ElideMiddle, int(area.width()))
        painting.line(painter, area.adjusted(0, 0, 1, 0), path, "t3")
        if not parts.impact.isEmpty():
            painter.setFont(_money_font())
            painting.line(painter, parts.impact, row.impact, "t2", painting.RIGHT)

    def _paint_ways(self, painter: QPainter, parts: Parts, row: Row, hot: str) -> None:
        look = theme()
        if not parts.act.isEmpty():
            painting.box(painter, parts.act, Size.RADIUS_CONTROL, "hover" if hot == ACT else "surface", "ctl_soft")
            painter.setFont(look.font(Type.SMALL, 500))
            painting.line(painter, parts.act, self.button(row)[0], "t1", painting.CENTRE)
        if not parts.go.isEmpty():
            if hot == GO:
                painting.box(painter, parts.go, Size.RADIUS_CONTROL, "surface", "ctl_soft")
            painting.icon(painter, "arrow-right", "t2", 16, parts.go.center())


def _button_width(text: str) -> int:
    return painting.width(text, theme().font(Type.SMALL, 500)) + 2 * theme().px(10)


def _money_font() -> QFont:
    return theme().font(Type.SMALL, 500, tabular=True)
