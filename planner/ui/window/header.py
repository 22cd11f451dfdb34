"""The head of the window: which page it is, whether the plan is saved, search, undo, redo, theme and help."""

from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.i18n import _
from planner.model.discretion import amounts_hidden
from planner.ui.actions import BY_ID, ActionBoard
from planner.ui.keys import first_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.header import SaveState, SearchBox
from planner.ui.widgets.labels import Label

TITLE = 124  # px: the save state keeps its place whatever the title


class ActionButton(ToolButton):
    """A square button of one action: its name without, its tooltip with the shortcut, grey when it cannot be done."""

    def __init__(self, action: QAction, icon: str) -> None:
        super().__init__(icon)
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        self.setEnabled(self._action.isEnabled())
        self.set_name(self._action.text().replace("&&", "&"))
        self.setToolTip(self._action.toolTip())


class Header(QWidget):
    """52 px above the page."""

    def __init__(self, board: ActionBoard) -> None:
        super().__init__()
        self._board = board
        self.title = Label("", Type.PAGE_TITLE, 600)
        self.save_state = SaveState()
        self.search = SearchBox("Ctrl+K")
        self.search.clicked.connect(board["palette"].trigger)
        self.undo = ActionButton(board["undo"], "undo-2")
        self.redo = ActionButton(board["redo"], "redo-2")
        self.theme_button = ActionButton(board["theme"], "moon")
        self.eye = ActionButton(board["hide_amounts"], "eye")
        self.eye.setCheckable(True)
        self.help = ActionButton(board["guide"], "circle-help")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.title)
        self._row.addWidget(self.save_state)
        self._row.addStretch(1)
        self._row.addWidget(self.search, 4)
        self._row.addSpacing(Size.CARD_GAP)
        for button in (self.undo, self.redo, self.eye, self.theme_button, self.help):
            self._row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        """Name the parts that are no actions, and show whether amounts are hidden."""
        self.eye.set_icon("eye-off" if amounts_hidden() else "eye")
        self.eye.setChecked(amounts_hidden())
        self.setAccessibleName(_("Header"))
        self.search.setToolTip(self._board["palette"].toolTip())
        self.search.set_shortcut(first_of(BY_ID["palette"]))

    def add(self, part: QWidget) -> None:
        """Put `part` before the buttons at the right end."""
        self._row.insertWidget(self._row.indexOf(self.undo), part)

    def set_title(self, title: str) -> None:
        """Show the title of the page."""
        self.title.setText(title)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.HEADER))
        self.title.setFixedWidth(look.px(TITLE))
        self._row.setContentsMargins(look.px(Size.PAGE_PADDING), 0, look.px(14), 0)
        self._row.setSpacing(look.px(4))
        self.theme_button.set_icon("sun" if look.dark else "moon")
