"""Choosing one of many by typing a part of its name: the list that opens, and what of it fits the typed text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.speech import announce, in_a_row

PICK = Qt.ItemDataRole.UserRole
SHOWN = 8  # rows visible at once
_LISTED = 200  # rows offered at most; typing finds the others


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing that can be chosen. `detail` is a second line, `note` a remark at the right end in the warning ink.

    `names` are further names by which it is found, in any language.
    """

    value: Any
    title: str
    detail: str = ""
    note: str = ""
    icon: str = ""
    names: tuple[str, ...] = ()


def ranked(query: str, picks: Iterable[Pick]) -> list[Pick]:
    """The picks that fit `query`: exact before beginning, beginning before word, word before part; else as given."""
    wanted = query.strip().casefold()
    if not wanted:
        return list(picks)
    tiers: list[list[Pick]] = [[], [], [], []]
    for pick in picks:
        tier = min((_tier(wanted, name.casefold()) for name in (pick.title, *pick.names)), default=4)
        if tier < len(tiers):
            tiers[tier].append(pick)
    return [pick for tier in tiers for pick in tier]


def _tier(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    at = name.find(wanted)
    while at > 0:
        if not name[at - 1].isalnum():
            return 2
        at = name.find(wanted, at + 1)
    return 3 if wanted in name else 4


class PickRows(QStyledItemDelegate):
    """The rows of a list of picks: one line of 36 px, or two of 48 where there is a detail."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        pick = index.data(PICK)
        high = Size.ROW_TWO_LINES if isinstance(pick, Pick) and pick.detail else Size.ROW_ONE_LINE
        return QSize(theme().px(240), theme().px(high))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect, pick = theme(), QRectF(option.rect), index.data(PICK)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, look.color("surface"))
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painting.box(painter, rect.adjusted(0, 1, 0, -1), Size.RADIUS_CONTROL, "sel")
        left = rect.left() + look.px(10)
        if pick.icon:
            painting.icon(painter, pick.icon, "t3", 15, QPointF(left + look.px(8), rect.center().y()))
            left += look.px(26)
        right = rect.right() - look.px(10)
        painter.setFont(look.font(Type.SMALL))
        if pick.note:
            wide = painting.width(pick.note, painter.font())
            painting.line(painter, QRectF(right - wide, rect.top(), wide + 1, rect.height()), pick.note, "warn")
            right -= wide + look.px(10)
        line = QRectF(left, rect.top(), right - left, rect.height())
        if pick.detail:
            painting.line(painter, line.adjusted(0, look.px(23), 0, -look.px(5)), pick.detail, "t3")
            line = line.adjusted(0, look.px(5), 0, -look.px(23))
        painter.setFont(look.font(Type.BODY, 500 if pick.detail else 400))
        painting.line(painter, line, pick.title, "t1")
        painter.restore()


class PickList(Popover):
    """A list to search: type to narrow, Up and Down to move, Enter to choose, Esc to leave.

    `find` gives the picks; `picked` carries the value chosen. Where `creates` is set a last row offers to make what was
    typed, and `created` carries the text.
    """

    picked = Signal(object)
    created = Signal(str)

    def __init__(self, find: Callable[[], Sequence[Pick]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._picks: Sequence[Pick] = ()
        self.creates = False
        self.search = LineEdit(icon="search")
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.nothing = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.view = QListView()
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setItemDelegate(PickRows(self.view))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.rows = QStandardItemModel(self)
        self.view.setModel(self.rows)
        self.view.clicked.connect(self._choose)
        for part in (self.search, self.nothing, self.view):
            self.body.addWidget(part)
        self.retranslate()
        follow(self._resize)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(_("Search or type a name"))
        self.search.setAccessibleName(_("Search"))
        self.view.setAccessibleName(_("Choices"))

    def ask(self, anchor: QWidget, text: str = "") -> None:
        """Open below `anchor` with `text` typed already."""
        self._picks = self._find()
        self.search.set_value("")
        self.search.setText(text)
        self._fill(text)
        self._resize()
        self.setFixedWidth(max(anchor.width(), theme().px(320)))
        self.open_below(anchor)
        self.search.setFocus()

    def shown(self) -> list[Pick]:
        """What is offered now, the row that creates among it."""
        return [self.rows.item(row).data(PICK) for row in range(self.rows.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys and Enter in the search field move and choose in the list."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and not self.search.composing:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        row, rows = self.view.currentIndex().row(), self.rows.rowCount()
        page = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -SHOWN, Qt.Key.Key_PageDown: SHOWN}
        key = Qt.Key(event.key())
        if key in page and rows:
            self.view.setCurrentIndex(self.rows.index(min(max(row + page[key], 0), rows - 1), 0))
            announce(self.search, self.view.currentIndex().data(Qt.ItemDataRole.DisplayRole))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if rows:
                self._choose(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _fill(self, text: str) -> None:
        found = ranked(text, self._picks)[:_LISTED]
        typed = text.strip()
        known = {name.casefold() for pick in found for name in (pick.title, *pick.names)}
        self.rows.clear()
        for pick in found:
            self._add(pick)
        if self.creates and typed and typed.casefold() not in known:
            self._add(Pick(None, _("Create “{name}”").format(name=typed), icon="plus"))
        self.view.setCurrentIndex(self.rows.index(0, 0))
        empty = self.rows.rowCount() == 0
        nothing = _("Nothing is called “{name}” here.") if typed else _("There is nothing to choose here yet.")
        self.nothing.setText(nothing.format(name=typed) if empty else "")
        self.nothing.setVisible(empty)
        self.view.setVisible(not empty)

    def _add(self, pick: Pick) -> None:
        item = QStandardItem(pick.title)
        item.setData(pick, PICK)
        spoken = in_a_row((pick.title, pick.detail, pick.note))
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        item.setEditable(False)
        self.rows.appendRow(item)

    def _choose(self, index: QModelIndex) -> None:
        pick, typed = index.data(PICK), self.search.text().strip()
        if not isinstance(pick, Pick):
            return
        self.hide()
        if pick.value is None and pick.icon == "plus" and self.creates:
            self.created.emit(typed)
        else:
            self.picked.emit(pick.value)

    def _resize(self) -> None:
        rows = min(max(len(self._picks) + self.creates, 1), SHOWN)
        two = any(pick.detail for pick in self._picks)
        self.view.setFixedHeight(rows * theme().px(Size.ROW_TWO_LINES if two else Size.ROW_ONE_LINE))
        self.adjustSize()
