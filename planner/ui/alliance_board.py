"""Alliances as cards in columns by stage: who, what next, and how much goes each way."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from planner.i18n import _
from planner.model.alliances import ALLIANCE_STAGES
from planner.model.catalogue import KINDS, Alliance
from planner.ui.cell_text import Scene
from planner.ui.next_steps import due_words, exchange_counts
from planner.ui.table_columns import SHAPES
from planner.ui.theme import follow, theme
from planner.ui.tokens import Size, Type
from planner.ui.widgets import marks, painting
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.record_table import RecordTable

_COLUMN: Final = 240  # px of a column with cards: at most, at least, and of one without
_LEAST: Final = 128
_EMPTY: Final = 84
_CARD: Final = 92
_HEAD: Final = 36
_GAP: Final = 8
_STAGES: Final = tuple(name for name, _label in ALLIANCE_STAGES)


class BoardSheet(QWidget):
    """The painted surface of the board; `card` is chosen by mouse and arrows."""

    chosen = Signal(str)
    shifted = Signal(int)
    opened = Signal()
    key = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.current = ""
        self.columns: list[list[Alliance]] = [[] for _stage in _STAGES]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        follow(self.fit)

    def show_alliances(self, alliances: Sequence[Alliance]) -> None:
        """Sort the alliances into their columns."""
        self.columns = [[one for one in alliances if (one.stage or "idea") == stage] for stage in _STAGES]
        self.fit()
        self._tell()

    def place(self) -> tuple[int, int] | None:
        """The column and row of the current card."""
        for column, cards in enumerate(self.columns):
            for row, alliance in enumerate(cards):
                if alliance.id == self.current:
                    return column, row
        return None

    def rect_of(self, column: int, row: int) -> QRectF:
        """Where a card stands."""
        look = theme()
        wide = self._widths()
        left = look.px(16) + sum(wide[:column]) + column * look.px(_GAP)
        top = look.px(_HEAD) + row * look.px(_CARD + _GAP)
        return QRectF(left, top, wide[column], look.px(_CARD))

    def _widths(self) -> list[int]:
        """Columns with cards share the room that the empty ones leave."""
        look = theme()
        filled = sum(bool(cards) for cards in self.columns)
        empty = look.px(_EMPTY)
        parent = self.parentWidget()
        room = (parent.width() if parent else 0) - 2 * look.px(16) - (len(_STAGES) - 1) * look.px(_GAP)
        share = (room - (len(_STAGES) - filled) * empty) // max(filled, 1)
        card = min(max(share, look.px(_LEAST)), look.px(_COLUMN))
        return [card if cards else empty for cards in self.columns]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shifted.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Delete or event.text().upper() in ("V", "C"):
            self.key.emit("Del" if key == Qt.Key.Key_Delete else event.text().upper())
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._at(event.position())
        if found:
            self.chosen.emit(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.place() is None and (every := [one for cards in self.columns for one in cards]):
            self.chosen.emit(every[0].id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        for column, (stage, cards) in enumerate(zip(_STAGES, self.columns, strict=True)):
            head = self.rect_of(column, 0)
            head = QRectF(head.left(), 0, head.width(), look.px(_HEAD))
            self._paint_head(painter, head, stage, len(cards))
            for row, alliance in enumerate(cards):
                self._paint_card(painter, self.rect_of(column, row), alliance)

    def _paint_head(self, painter: QPainter, rect: QRectF, stage: str, count: int) -> None:
        look = theme()
        side = look.px(12)
        marks.status(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), SHAPES[stage])
        painter.setFont(look.font(Type.SMALL, 600))
        label = _(dict(ALLIANCE_STAGES)[stage])
        words = QRectF(rect.left() + look.px(18), rect.top(), rect.width() - look.px(18), rect.height())
        wide = painting.line(painter, words, label, "t2")
        painter.setFont(look.font(Type.SMALL, tabular=True))
        painting.line(painter, words.adjusted(wide + look.px(8), 0, 0, 0), str(count) if count else "", "t3")

    def _paint_card(self, painter: QPainter, rect: QRectF, alliance: Alliance) -> None:
        look, plan = theme(), self.bridge.plan
        here = alliance.id == self.current
        fill = ("sel" if self.hasFocus() else "sel_inactive") if here else "surface"
        painting.box(painter, rect, Size.RADIUS_CARD, fill, "accent" if here and self.hasFocus() else "hair")
        pad = look.px(12)
        line = QRectF(rect.left() + pad, rect.top() + look.px(8), rect.width() - 2 * pad, look.px(20))
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, line, alliance.name, "t1")
        painter.setFont(look.font(Type.SMALL))
        partners = " · ".join(plan.label("partner", partner) for partner in alliance.partners)
        line = QRectF(line.left(), line.bottom(), line.width(), look.px(18))
        painting.line(painter, line, partners, "t3")
        line = line.translated(0, look.px(19))
        painting.line(painter, line, alliance.next_step, "t2")
        self._paint_foot(painter, line.translated(0, look.px(19)), alliance)

    def _paint_foot(self, painter: QPainter, line: QRectF, alliance: Alliance) -> None:
        """When the next step is due, and the lines given and got on one balance bar."""
        look = theme()
        painter.setFont(look.font(Type.TINY, 500, tabular=True))
        give, get = exchange_counts(alliance, self.bridge.plan)
        wide = painting.line(painter, line, f"{give} / {get}" if give or get else "", "t3", painting.RIGHT)
        if wide:
            wide += look.px(18)
            painting.icon(
                painter, "arrow-left-right", "t3", 12, QPointF(line.right() - wide + look.px(6), line.center().y())
            )
        context = Scene.of(self.bridge.plan).context
        due = due_words(alliance.next_on, context)
        today = alliance.next_on is not None and context.today is not None and alliance.next_on <= context.today
        painter.setFont(look.font(Type.TINY, 600 if today else 400, tabular=True))
        left = QRectF(line.left(), line.top(), line.width() - wide - look.px(8), line.height())
        painting.line(painter, left, due, "t1" if today else "t2")

    def _walk(self, rows: int) -> None:
        at = self.place()
        if at is None:
            return
        column, row = at
        if 0 <= row + rows < len(self.columns[column]):
            self.chosen.emit(self.columns[column][row + rows].id)

    def _at(self, place: QPointF) -> str:
        for column, cards in enumerate(self.columns):
            for row, alliance in enumerate(cards):
                if self.rect_of(column, row).contains(place):
                    return alliance.id
        return ""

    def _tell(self) -> None:
        stages = [_(label) for _name, label in ALLIANCE_STAGES]
        parts = [f"{stage} {len(cards)}" for stage, cards in zip(stages, self.columns, strict=True) if cards]
        self.setAccessibleName(_("Board of alliances"))
        self.setAccessibleDescription(in_a_row(parts))

    def fit(self) -> None:
        """Take the size the columns need."""
        most = max((len(cards) for cards in self.columns), default=0)
        last = self.rect_of(len(_STAGES) - 1, max(most - 1, 0))
        self.setMinimumSize(int(last.right()) + theme().px(16), int(last.bottom()) + theme().px(16))
        self.update()


class AllianceBoard(QScrollArea):
    """The board in the place of the table; Left and Right move a card to the next stage.

    `turned` asks for the table, `contacted` to log a contact, `opened` for the form.
    """

    turned = Signal()
    contacted = Signal()
    opened = Signal()

    def __init__(self, bridge: "Bridge", table: "RecordTable") -> None:
        super().__init__()
        self.bridge, self.table = bridge, table
        self.sheet = BoardSheet(bridge)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self.sheet)
        self.setFocusProxy(self.sheet)
        self.sheet.chosen.connect(self._choose)
        self.sheet.shifted.connect(self._shift)
        self.sheet.opened.connect(self.opened)
        self.sheet.key.connect(self._on_key)
        table.current_changed.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.fit()

    def refresh(self) -> None:
        """Show the alliances the table lists, filtered and sorted as it does."""
        self.sheet.current = self.table.current_id()
        self.sheet.show_alliances([one for one in self.table.model.records if isinstance(one, Alliance)])
        self._reveal()

    def _choose(self, alliance_id: str) -> None:
        row = self.table.model.row_of(alliance_id)
        if row >= 0:
            self.table.view.select_rows([row])

    def _follow(self, alliance_id: str) -> None:
        self.sheet.current = alliance_id
        self._reveal()
        self.sheet.update()

    def _reveal(self) -> None:
        at = self.sheet.place()
        if at is not None:
            centre = self.sheet.rect_of(*at).center()
            margin = theme().px(_COLUMN) // 2 + theme().px(24)
            self.ensureVisible(int(centre.x()), int(centre.y()), margin, theme().px(_CARD))

    def _shift(self, columns: int) -> None:
        """Move the current alliance to the stage before or after."""
        alliance = self.bridge.plan.find("alliance", self.sheet.current)
        if alliance is None:
            return
        at = _STAGES.index(alliance.stage or "idea") + columns
        if 0 <= at < len(_STAGES):
            self.table.edits.set_value([alliance], KINDS["alliance"].by_name["stage"], _STAGES[at])

    def _on_key(self, key: str) -> None:
        act = {"V": self.turned.emit, "C": self.contacted.emit, "Del": self.table.delete}[key]
        act()
