"""The guide over the window (F1): chapters on the left, the one about the page one is on beside them."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from planner.guide import FIRST, IDS
from planner.i18n import _
from planner.ui.guide.contents import Contents
from planner.ui.guide.text import GuideText
from planner.ui.look.theme import theme
from planner.ui.views import BY_ID
from planner.ui.widgets.buttons import Button
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow

WIDTH: Final = 920  # px
CONTENTS: Final = 236
TOP: Final = 56
BELOW: Final = 48  # px of the window left free under the sheet


class GuideSheet(TitledSheet):
    """Opens at the chapter of the page shown. Links lead to other chapters, Alt+Left leads back."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH)
        self._top = TOP
        self._window = window
        self._path: list[str] = []
        self.contents, self.text = Contents(), GuideText()
        sides = QHBoxLayout()
        sides.addWidget(self.contents)
        sides.addWidget(self.text, 1)
        self.body.addLayout(sides)
        self._sides = sides
        self.keys = Button(icon="keyboard")
        self.keys.clicked.connect(self._to_keys)
        self.foot.addWidget(self.keys)
        for part in (self.contents, self.text, self.keys):
            part.installEventFilter(self)
        self.contents.turned.connect(self._show)
        self.text.turned.connect(self.turn_to)
        self._restyle()

    def open(self) -> None:
        """Show the chapter of the page the window is on."""
        space = self._window.workspace
        page = BY_ID[space.view].under or space.view if space is not None and space.view else ""
        self.open_at(page if page in IDS else FIRST)

    def open_at(self, chapter: str) -> None:
        """Show a chapter."""
        self.retranslate()
        self._path = []
        self.contents.choose(chapter)
        self._fit()
        super().open()
        self.contents.setFocus(Qt.FocusReason.PopupFocusReason)

    def turn_to(self, chapter: str) -> None:
        """Go to another chapter; there is a way back."""
        self._path.append(self.text.chapter)
        self.contents.choose(chapter)

    def back(self) -> None:
        """Return to the chapter a link was followed from."""
        if self._path:
            self.contents.choose(self._path.pop())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key that leads back before the list or the window does."""
        if watched is not self.parent() and isinstance(event, QKeyEvent) and _leads_back(event):
            if event.type() == QEvent.Type.KeyPress:
                self.back()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("Guide"))
        self.contents.retranslate()
        self.keys.setText(self._window.board.text("keys"))
        self.keys.setToolTip(self._window.board["keys"].toolTip())
        if self.text.chapter:
            self.text.show_chapter(self.text.chapter)

    def _to_keys(self) -> None:
        self.close_now()
        self._window.board["keys"].trigger()

    def _show(self, chapter: str) -> None:
        if chapter != self.text.chapter:
            self.text.show_chapter(chapter)

    def _fit(self) -> None:
        look = theme()
        self.contents.setFixedWidth(look.px(CONTENTS))
        self.text.setFixedHeight(self.parentWidget().height() - look.px(TOP + BELOW + 122))

    def _restyle(self) -> None:
        if hasattr(self, "_sides"):
            self._sides.setSpacing(theme().px(24))
            self._fit()
        super()._restyle()


def _leads_back(event: QKeyEvent) -> bool:
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return event.key() == Qt.Key.Key_Backspace or bool(alt and event.key() == Qt.Key.Key_Left)
