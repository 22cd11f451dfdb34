"""A line that offers how it may go on: what fits the letters typed so far stands below it, and the keyboard stays in it."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from planner.ui.editors.reference_picker import PICK, Pick, PickRows
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.speech import announce

SHOWN: Final = 8  # offers at once
Find = Callable[[str], Sequence[Pick]]
_STEPS: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Offers(QWidget):
    """The list below a line; it never takes the keyboard. `chosen(pick)` follows a click."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view = QListView(self)
        self.view.setFrameShape(QListView.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setItemDelegate(PickRows(self.view))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = QStandardItemModel(self)
        self.view.setModel(self.rows)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.data(PICK)))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.view)

    @property
    def current(self) -> Pick | None:
        """The offer marked, if one is."""
        found = self.view.currentIndex().data(PICK) if self.view.currentIndex().isValid() else None
        return found if isinstance(found, Pick) else None

    def show_picks(self, picks: Sequence[Pick], below: QWidget, *, marked: bool) -> None:
        """List `picks` under `below`; the first is `marked` where it will be taken."""
        self.rows.clear()
        for pick in picks:
            item = QStandardItem(pick.title)
            item.setData(pick, PICK)
            item.setEditable(False)
            self.rows.appendRow(item)
        self.view.setCurrentIndex(self.rows.index(0, 0) if marked else QModelIndex())
        two = any(pick.detail for pick in picks)
        high = len(picks) * theme().px(Size.ROW_TWO_LINES if two else Size.ROW_ONE_LINE)
        self.setFixedSize(max(below.width(), theme().px(220)), high + 8)
        self.move(below.mapToGlobal(QPoint(0, below.height() + 2)))
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Mark the next offer, or the one before."""
        count = self.rows.rowCount()
        at = self.view.currentIndex().row() + rows if self.view.currentIndex().isValid() else (0 if rows > 0 else -1)
        self.view.setCurrentIndex(self.rows.index(at % count, 0))
        announce(self, str(self.view.currentIndex().data(Qt.ItemDataRole.DisplayRole)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), 0, "surface", "ctl_soft")


class CompletedEdit(LineEdit):
    """A line with offers. `taken(pick)` follows an offer taken: by Enter or Tab where one is marked, or by a click.

    `find` gives the offers for a text. Where the text has to be one of them (`strict`) the first is marked at once.
    """

    taken = Signal(object)

    def __init__(self, find: Find, parent: QWidget | None = None, *, strict: bool = False, icon: str = "") -> None:
        super().__init__(parent, icon=icon)
        self.offers_for, self.strict = find, strict
        self._offers: Offers | None = None
        self.textEdited.connect(self._offer)

    @property
    def offering(self) -> bool:
        """Whether offers are shown."""
        return self._offers is not None and self._offers.isVisible()

    @property
    def offered(self) -> list[Pick]:
        """What is offered now."""
        rows = self._offers.rows if self._offers is not None and self.offering else None
        return [rows.item(row).data(PICK) for row in range(rows.rowCount())] if rows else []

    def text_of(self, pick: Pick) -> str:
        """What stands in the line once the offer is taken."""
        return pick.title

    def settle(self) -> bool:
        """Take the offer that is marked, and show none any more; whether one was taken."""
        pick = self._offers.current if self._offers is not None and self.offering else None
        self.hush()
        if pick is None:
            return False
        self._take(pick)
        return True

    def hush(self) -> None:
        """Show no offers."""
        if self._offers is not None:
            self._offers.hide()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        if not self.composing:
            self.settle()
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composing:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(_STEPS[key])
        elif self.offering and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.settle():
            event.accept()
        elif self.offering and key == Qt.Key.Key_Escape:
            self.hush()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.hush()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.hush()
        super().hideEvent(event)

    def _step(self, rows: int) -> None:
        if self.offering and self._offers is not None:
            self._offers.step(rows)
        elif rows > 0 and not self.isReadOnly():
            self._show(self.offers_for("" if self.strict else self.text()), marked=False)

    def _offer(self, text: str) -> None:
        if not text.strip():
            self.hush()
            return
        self._show(self.offers_for(text), marked=self.strict)

    def _show(self, picks: Sequence[Pick], *, marked: bool) -> None:
        picks = [pick for pick in picks[:SHOWN] if self.strict or pick.title != self.text()]
        if not picks:
            self.hush()
            return
        if self._offers is None:
            self._offers = Offers(self)
            self._offers.chosen.connect(self._take)
        self._offers.show_picks(picks, self, marked=marked)

    def _take(self, pick: Pick) -> None:
        self.hush()
        text = self.text_of(pick)
        self.selectAll()
        self.insert(text)
        self.taken.emit(pick)
