"""The list of findings: a line for each, in groups, with its own keys; the line one is at stays when the list changes."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QToolTip

from planner.i18n import _
from planner.ui.findings.delegate import ACT, FOLD, GO, ROW, FindingRows
from planner.ui.findings.rows import FINDING, GROUP, Key, Row
from planner.ui.findings.words import SEVERITY
from planner.ui.look.theme import follow, theme
from planner.ui.widgets.speech import in_a_row

Index = QModelIndex | QPersistentModelIndex
_PLAIN: Final = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


class Findings(QAbstractListModel):
    """The lines. The heads of groups that cannot be folded are mere marks: nothing can be done with them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Hold `rows` from now on."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.rows[index.row()]
        if row.sort == GROUP and row.unfolded is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(row: Row) -> str:
    """A line for a screen reader: how bad, the sentence, where, what it costs, what its button does."""
    tone = _(SEVERITY[row.tone]) if row.tone else ""
    count = f"{row.count:,}" if row.sort == GROUP else ""
    return in_a_row((tone, row.title, count, row.path, row.impact, row.act), ".")


class FindingList(QListView):
    """The lines on screen. `acted(row)` follows a click on a line's button, `went(row)` the way to its record,
    `turned(group)` the folding of a group, `chosen()` another current line; `keys` are letters and what they do.
    """

    acted = Signal(object)
    went = Signal(object)
    turned = Signal(str)
    chosen = Signal()
    clicked_line = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.findings = Findings()
        self.lines = FindingRows(self)
        self.keys: dict[str, Callable[[], None]] = {}
        self.moved = False  # whether the user has chosen a line; until then the first one is the current one
        self.setModel(self.findings)
        self.setItemDelegate(self.lines)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self.chosen)
        self.retranslate()
        follow(self._restyle)

    @property
    def row(self) -> Row | None:
        """The current line."""
        at = self.currentIndex().row()
        return self.findings.rows[at] if 0 <= at < len(self.findings.rows) else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List `rows`. The line the user has moved to stays; when it is gone, the next one below takes its place."""
        order = [row.key for row in self.findings.rows]
        at = self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.findings.set_rows(rows)
        self._remeasure()
        self.verticalScrollBar().setValue(scrolled)
        following = order[at:] + order[:at][::-1] if at >= 0 and self.moved else []
        places = {row.key: place for place, row in enumerate(rows) if self._stops(row)}
        self._go_to(next((places[key] for key in following if key in places), min(places.values(), default=-1)))
        self.chosen.emit()

    def go_to(self, key: Key) -> bool:
        """Make the line whose key begins with `key` the current one; False when there is none."""
        rows = enumerate(self.findings.rows)
        at = next((place for place, row in rows if row.key[: len(key)] == key and self._stops(row)), -1)
        if at >= 0:
            self.moved = True
            self._go_to(at)
        return at >= 0

    def step(self, tones: tuple[str, ...]) -> bool:
        """Go to the next line of one of the severities `tones`, after the last to the first."""
        at, rows = self.currentIndex().row(), self.findings.rows
        places = [place for place, row in enumerate(rows) if row.tone in tones]
        if places:
            self.moved = True
            self._go_to(next((place for place in places if place > at), places[0]))
        return bool(places)

    def height_of_all(self) -> int:
        """How high the list is when none of it is hidden."""
        option = QStyleOptionViewItem()
        return sum(
            self.lines.sizeHint(option, self.findings.index(at)).height() for at in range(len(self.findings.rows))
        )

    def retranslate(self) -> None:
        self.setAccessibleName(_("Findings"))
        self.lines.short = _("Fix")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.lines.ringed = self.moved = True
        if event.modifiers() & ~_PLAIN or not self._took(event):
            super().keyPressEvent(event)
            self._uncover_head()

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home, End and the page keys end at a line one can stop at: the heads of groups are passed over."""
        act, here = QAbstractItemView.CursorAction, self.currentIndex().row()
        stops = [at for at, row in enumerate(self.findings.rows) if self._stops(row)]
        if here not in stops or action not in (act.MoveHome, act.MoveEnd, act.MovePageUp, act.MovePageDown):
            return super().moveCursor(action, modifiers)
        if action in (act.MoveHome, act.MoveEnd):
            return self.findings.index(stops[0 if action == act.MoveHome else -1])
        forward = action == act.MovePageDown
        ahead = [at for at in stops if (at > here if forward else at < here)][:: 1 if forward else -1]
        top, page = self._top(here), self.viewport().height()
        within = [at for at in ahead if abs(self._top(at) - top) < page] or ahead[:1]
        return self.findings.index(within[-1] if within else here)

    def _top(self, at: int) -> int:
        return self.visualRect(self.findings.index(at)).top()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here; the filter searches."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.lines.ringed, self.moved = False, True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row, part = self._at(event.position().toPoint())
        if row is None or event.button() != Qt.MouseButton.LeftButton:
            return
        deeds: dict[str, Callable[[], None]] = {
            ACT: lambda: self.acted.emit(row),
            GO: lambda: self.went.emit(row),
            FOLD: lambda: self.turned.emit(row.key[1]),
        }
        deeds.get(part, self.clicked_line.emit)()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, part = self._at(event.position().toPoint())
        if row is not None and row.place is not None and not part:
            self.went.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._heat(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._heat(QPoint(-1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.lines.ringed = True
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._remeasure()

    def _took(self, event: QKeyEvent) -> bool:
        """Whether a key had a meaning of its own here."""
        row, key = self.row, event.key()
        if row is None:
            return False
        if row.sort == GROUP:
            ways = {Qt.Key.Key_Left: row.unfolded, Qt.Key.Key_Right: not row.unfolded}
            if ways.get(Qt.Key(key), key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)):
                self.turned.emit(row.key[1])
                return True
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went.emit(row)
            return True
        act = self.keys.get(event.text().upper()) if event.text() else None
        if act is not None:
            act()
        return act is not None

    @staticmethod
    def _stops(row: Row) -> bool:
        return row.sort != GROUP or row.unfolded is not None

    def _go_to(self, at: int) -> None:
        index = self.findings.index(at) if at >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        self._uncover_head()

    def _uncover_head(self) -> None:
        """Show the first line with the head of its group."""
        if self.currentIndex().row() == 1:
            self.scrollToTop()

    def _at(self, place: QPoint) -> tuple[Row | None, str]:
        """The line there, and what of it."""
        index = self.indexAt(place)
        if not index.isValid():
            return None, ""
        row = self.findings.rows[index.row()]
        if row.sort == GROUP:
            return row, FOLD if row.unfolded is not None else ""
        return row, self.lines.parts(self.visualRect(index), row).hit(place)

    def _heat(self, place: QPoint) -> None:
        index = self.indexAt(place)
        hot = (index.row(), self._at(place)[1])
        if hot != self.lines.hot:
            self.lines.hot = hot
            hand = hot[1] in (ACT, GO, FOLD)
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def _tip(self, place: QPoint) -> str:
        row, part = self._at(place)
        if row is None or row.sort == GROUP:
            return ""
        if part == ACT:
            return _("{action} ({keys})").format(action=row.act, keys="F" if row.sort == FINDING else "M")
        return _("{action} ({keys})").format(action=_("Go to"), keys="Enter") if part == GO else row.title

    def _remeasure(self) -> None:
        self.lines.measure(self.findings.rows)
        self.scheduleDelayedItemsLayout()

    def _restyle(self) -> None:
        self._remeasure()
        self.verticalScrollBar().setSingleStep(theme().px(24))
        self.viewport().update()
