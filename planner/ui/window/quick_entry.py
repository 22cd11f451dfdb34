"""The row for a new entry over whatever page is shown (Ctrl+E): one writes a line down and goes on working."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from planner.i18n import _
from planner.model.catalogue import Entry
from planner.ui.ledger.columns import moved_words
from planner.ui.ledger.entry_row import EntryRow
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.window.workspace import Workspace

_WIDTH: Final = 1080  # px at most
_EDGE: Final = 24  # px kept free beside it


class QuickEntry(QWidget):
    """A frame at the top of the page. Enter adds the entry and stays for the next; Esc goes, and keeps what was typed."""

    def __init__(self, space: "Workspace") -> None:
        super().__init__(space)
        self.space, self.bridge = space, space.bridge
        self._before: QWidget | None = None
        self.title = Label("", Type.BODY, 600)
        self.keys = Label("", Type.SMALL, 400, "t3")
        self.cross = ToolButton("x", side=24, size=14)
        self.row = EntryRow(self.bridge, "quick.entry")
        self._head = QHBoxLayout()
        self._head.addWidget(self.title)
        self._head.addWidget(self.keys)
        self._head.addStretch(1)
        self._head.addWidget(self.cross)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.row)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc does it
        self.cross.clicked.connect(self.close_now)
        self.row.added.connect(self._on_added)
        self.row.escaped.connect(self.close_now)
        self.row.went_up.connect(lambda _field: self.row.focus_field("date"))
        space.installEventFilter(self)
        self.hide()
        self.retranslate()
        follow(self._restyle)

    def open(self) -> None:
        """Show the frame, with the keyboard in it; once more gives the keyboard back."""
        if self.isVisible():
            self.close_now()
            return
        self._before = QApplication.focusWidget()
        self.row.set_locked(locked=self.bridge.read_only)
        self.show()
        self.place()
        self.raise_()
        self.row.focus_field("date" if self.row.empty else "payee")

    def close_now(self) -> None:
        """Go, and give the keyboard back."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Stand below the header, in the middle of the page."""
        look, header = theme(), self.space.header
        left, room = header.x(), header.width()
        wide = min(look.px(_WIDTH), room - 2 * look.px(_EDGE))
        high = self._rows.totalSizeHint().height()
        self.setGeometry(left + (room - wide) // 2, header.height() + look.px(12), wide, high)

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        self.title.setText(_("Quick entry"))
        self.keys.setText(_("Enter adds, Esc closes and keeps what is typed"))
        self.cross.set_name(_("Close"))
        self.setAccessibleName(_("Quick entry"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if watched is self.space and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_now()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.box(painting.begin(self), self.rect(), Size.RADIUS_CARD, "surface", "ctl")

    def _on_added(self, record_id: str) -> None:
        found = next(iter(self.bridge.session.journal.records("entry", [record_id])), None)
        if isinstance(found, Entry):
            scene = Scene.of(self.bridge.plan)
            name = " · ".join(filter(None, (found.payee, moved_words(found, scene))))
            self.bridge.toast(_("Added “{name}”").format(name=name))

    def _restyle(self) -> None:
        look = theme()
        self._head.setContentsMargins(look.px(16), look.px(10), look.px(10), look.px(4))
        self._head.setSpacing(look.px(12))
        self._rows.setContentsMargins(1, 0, 1, look.px(8))
        self._rows.setSpacing(0)
        if self.isVisible():
            self.place()


def quick_entry(space: "Workspace") -> QuickEntry:
    """The frame of this plan, made when first asked for."""
    found = space.findChild(QuickEntry)
    return found if isinstance(found, QuickEntry) else QuickEntry(space)
