"""Records as cards in columns by how far they are: chosen by mouse and arrows, moved by Left and Right or by dragging."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QToolTip, QWidget

from planner.i18n import _
from planner.model.kinds import Record
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import SHAPES
from planner.ui.widgets import marks, painting
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.tables.records import RecordTable

_COLUMN: Final = 240  # px of a column with cards: at most, at least
_LEAST: Final = 128
_EVEN: Final = 200  # px from which empty columns are as wide as those with cards
_MARK: Final = 18  # px of the mark before the name of a column
_SLIM: Final = 20  # px of an empty column where cards would be too narrow: its mark alone, its name in the tooltip
_QUIET: Final = 120  # px of one that stands aside
_HEAD: Final = 36
_GAP: Final = 8


class CardSheet(QWidget):
    """The painted surface of a board. A subclass says what its columns are and paints a card.

    `chosen(id)` follows mouse and arrows, `shifted(columns)` Left and Right, `dropped(id, column name)` a card let go over
    another column, `opened` Enter, `key` a letter of KEYS or "Del".
    """

    chosen = Signal(str)
    shifted = Signal(int)
    dropped = Signal(str, str)
    opened = Signal()
    key = Signal(str)

    COLUMNS: ClassVar[tuple[tuple[str, str], ...]] = ()  # name and marked label
    KEYS: ClassVar[tuple[str, ...]] = ()
    CARD: ClassVar[int] = 92
    DRAGS: ClassVar[bool] = False

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.current = ""
        self.columns: list[list[Record]] = [[] for _column in self.COLUMNS]
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None  # where the card in hand is
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        follow(self.fit)

    # what a subclass says

    def column_of(self, record: Record) -> str:
        """The name of the column in which the record stands."""
        raise NotImplementedError

    def paint_card(self, painter: QPainter, rect: QRectF, record: Record) -> None:
        """Draw what the card says inside `rect`; ground and frame are there."""
        raise NotImplementedError

    def name(self) -> str:
        """What the board is called, in the language in use."""
        raise NotImplementedError

    def spoken(self, record: Record) -> str:
        """What a screen reader says of a card."""
        raise NotImplementedError

    def quiet(self, name: str) -> bool:  # noqa: ARG002 - a plain board shows every column
        """Whether the column stands aside: narrow, and gone while it is empty."""
        return False

    # where cards stand

    def show_records(self, records: Sequence[Record]) -> None:
        """Sort the records into their columns."""
        self.columns = [[one for one in records if self.column_of(one) == name] for name, _label in self.COLUMNS]
        self.fit()
        self.tell()

    def place(self) -> tuple[int, int] | None:
        """The column and row of the current card."""
        for column, cards in enumerate(self.columns):
            for row, record in enumerate(cards):
                if record.id == self.current:
                    return column, row
        return None

    def rect_of(self, column: int, row: int) -> QRectF:
        """Where a card stands."""
        look = theme()
        wide = self._widths()
        shown = sum(width > 0 for width in wide[:column])
        left = look.px(16) + sum(wide[:column]) + shown * look.px(_GAP)
        top = look.px(_HEAD) + row * look.px(self.CARD + _GAP)
        return QRectF(left, top, wide[column], look.px(self.CARD))

    def fit(self) -> None:
        """Take the size the columns need."""
        most = max((len(cards) for cards in self.columns), default=0)
        rights = [self.rect_of(at, 0).right() for at, wide in enumerate(self._widths()) if wide]
        bottom = self.rect_of(0, max(most - 1, 0)).bottom()
        self.setMinimumSize(int(max(rights, default=0)) + theme().px(16), int(bottom) + theme().px(16))
        self.update()

    def tell(self) -> None:
        """Say to a screen reader how many cards stand where, and what the current one says."""
        parts = [f"{_(label)} {len(cards)}" for (_name, label), cards in self._named() if cards]
        at = self.place()
        if at is not None:
            parts.append(self.spoken(self.columns[at[0]][at[1]]))
        self.setAccessibleName(self.name())
        self.setAccessibleDescription(in_a_row(parts))

    def _named(self) -> list[tuple[tuple[str, str], list[Record]]]:
        return list(zip(self.COLUMNS, self.columns, strict=True))

    def _widths(self) -> list[int]:
        """All columns alike where there is room; else those with cards share what the empty and the quiet ones leave."""
        look, parent = theme(), self.parentWidget()
        fixed = [self._fixed(column, cards) for column, cards in self._named()]
        empty = [at for at, cards in enumerate(self.columns) if not cards and not self.quiet(self.COLUMNS[at][0])]
        shown = sum(width != 0 for width in fixed)
        room = (parent.width() if parent else 0) - 2 * look.px(16) - (shown - 1) * look.px(_GAP)
        even, tight = room >= shown * look.px(_EVEN), self._share(fixed, room) < look.px(_LEAST)
        for at in empty if even or tight else ():
            fixed[at] = None if even else look.px(_SLIM)
        card = min(max(self._share(fixed, room), look.px(_LEAST)), look.px(_COLUMN))
        return [card if width is None else width for width in fixed]

    @staticmethod
    def _share(fixed: "Sequence[int | None]", room: int) -> int:
        """How wide each of the columns can be that have no width of their own."""
        return (room - sum(width or 0 for width in fixed)) // max(sum(width is None for width in fixed), 1)

    def _fixed(self, column: tuple[str, str], cards: Sequence[Record]) -> int | None:
        """The width of a column that takes no share of the room: of an empty one, or of one that stands aside."""
        name, label = column
        if self.quiet(name):
            return theme().px(_QUIET) if cards else 0
        return None if cards else theme().px(_MARK) + painting.width(_(label), theme().font(Type.SMALL, 600))

    def _at(self, place: QPointF) -> str:
        for column, cards in enumerate(self.columns):
            for row, record in enumerate(cards):
                if self.rect_of(column, row).contains(place):
                    return record.id
        return ""

    def _column_at(self, place: QPointF) -> int:
        """The column over which the mouse is, -1 for none."""
        for column, wide in enumerate(self._widths()):
            left = self.rect_of(column, 0).left()
            if wide and left <= place.x() <= left + wide:
                return column
        return -1

    # keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        letter = event.text().upper()
        if not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shifted.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Escape and self._dragged is not None:
            self._let_go()
        elif key == Qt.Key.Key_Delete or (letter and letter in self.KEYS):
            self.key.emit("Del" if key == Qt.Key.Key_Delete else letter)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Name a column that shows its mark alone."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            column = self._column_at(QPointF(event.pos()))
            slim = column >= 0 and self._widths()[column] == theme().px(_SLIM)
            QToolTip.showText(event.globalPos(), _(self.COLUMNS[column][1]) if slim else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = self._at(event.position())
        if found:
            self.chosen.emit(found)
            if self.DRAGS and event.button() == Qt.MouseButton.LeftButton and not self.bridge.read_only:
                self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        away = (event.position() - self._pressed).manhattanLength()
        if self._dragged is not None or away >= QApplication.startDragDistance():
            self._dragged = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, at = self._dragged is not None, self.place()
        self._let_go()
        column = self._column_at(event.position())
        if held and at is not None and column not in (-1, at[0]):
            self.dropped.emit(self.current, self.COLUMNS[column][0])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at(event.position()):
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.place() is None and (every := [one for cards in self.columns for one in cards]):
            self.chosen.emit(every[0].id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._let_go()

    def _let_go(self) -> None:
        self._pressed = self._dragged = None
        self.unsetCursor()
        self.update()

    def _walk(self, rows: int) -> None:
        at = self.place()
        if at is None:
            return
        column, row = at
        if 0 <= row + rows < len(self.columns[column]):
            self.chosen.emit(self.columns[column][row + rows].id)

    # how it looks

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        target = self._column_at(self._dragged) if self._dragged is not None else -1
        for column, ((name, label), cards) in enumerate(self._named()):
            head = self.rect_of(column, 0)
            if not head.width():
                continue
            if column == target:
                ground = QRectF(head.left() - look.px(4), 0, head.width() + look.px(8), self.height())
                painter.fillRect(ground, look.color("hover"))
            head = QRectF(head.left(), 0, head.width(), look.px(_HEAD))
            self._paint_head(painter, head, (name, label), len(cards))
            for row, record in enumerate(cards):
                self._paint_frame(painter, self.rect_of(column, row), record)
        self._paint_held(painter)

    def _paint_head(self, painter: QPainter, rect: QRectF, column: tuple[str, str], count: int) -> None:
        look = theme()
        side = look.px(12)
        marks.status(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), SHAPES[column[0]])
        if rect.width() <= look.px(_SLIM):
            return
        painter.setFont(look.font(Type.SMALL, 600))
        words = rect.adjusted(look.px(_MARK), 0, 1, 0)
        wide = painting.line(painter, words, _(column[1]), "t2")
        painter.setFont(look.font(Type.SMALL, tabular=True))
        painting.line(painter, words.adjusted(wide + look.px(8), 0, 0, 0), str(count) if count else "", "t3")

    def _paint_frame(self, painter: QPainter, rect: QRectF, record: Record) -> None:
        here = record.id == self.current
        fill = ("sel" if self.hasFocus() else "sel_inactive") if here else "surface"
        painting.box(painter, rect, Size.RADIUS_CARD, fill, "accent" if here and self.hasFocus() else "hair")
        self.paint_card(painter, rect, record)

    def _paint_held(self, painter: QPainter) -> None:
        """The card in hand, under the mouse."""
        at = self.place()
        if self._dragged is None or self._pressed is None or at is None:
            return
        rect = self.rect_of(*at).translated(self._dragged - self._pressed)
        self._paint_frame(painter, rect, self.columns[at[0]][at[1]])


class CardBoard(QScrollArea):
    """A board in the place of a table; it lists what the table lists, filtered and sorted as it does.

    `opened` asks for the form, `moved(id, columns)` to move a card so many columns on, `dropped(id, column name)` into a
    column, `key` follows a letter.
    """

    opened = Signal()
    moved = Signal(str, int)
    dropped = Signal(str, str)
    key = Signal(str)

    def __init__(self, sheet: CardSheet, table: "RecordTable") -> None:
        super().__init__()
        self.sheet, self.table = sheet, table
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its sheet takes the keyboard
        self.setWidgetResizable(True)
        self.setWidget(sheet)
        self.setFocusProxy(sheet)
        sheet.chosen.connect(self._choose)
        sheet.shifted.connect(lambda columns: self.moved.emit(sheet.current, columns))
        sheet.dropped.connect(self.dropped)
        sheet.opened.connect(self.opened)
        sheet.key.connect(self._on_key)
        table.current_changed.connect(self._follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sheet.fit()

    def refresh(self) -> None:
        """Show the records the table lists."""
        self.sheet.current = self.table.current_id()
        self.sheet.show_records(self.table.model.records)
        self._reveal()

    def _choose(self, record_id: str) -> None:
        row = self.table.model.row_of(record_id)
        if row >= 0:
            self.table.view.select_rows([row])

    def _follow(self, record_id: str) -> None:
        self.sheet.current = record_id
        self._reveal()
        self.sheet.tell()
        self.sheet.update()

    def _reveal(self) -> None:
        at = self.sheet.place()
        if at is not None:
            centre = self.sheet.rect_of(*at).center()
            margin = theme().px(_COLUMN) // 2 + theme().px(24)
            self.ensureVisible(int(centre.x()), int(centre.y()), margin, theme().px(self.sheet.CARD))

    def _on_key(self, key: str) -> None:
        if key == "Del":
            self.table.delete()
        else:
            self.key.emit(key)
