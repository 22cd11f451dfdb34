"""The sheet of keys (Ctrl+F1): those of the page shown first, then every action in its group, and what works everywhere.

A click on the keys of an action asks for others; who has them already is named. Typing seeks among the actions.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from planner.i18n import N_, _
from planner.ui import keys
from planner.ui.actions import ACTIONS, GROUPS, Action
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import LinkButton, ToolButton
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import GroupLabel, Keycaps, Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.speech import announce
from planner.ui.window.key_button import KeyButton
from planner.ui.window.page_letters import letters_of
from planner.ui.window.palette_search import LETTERS, entry, search
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.ui.window.main import MainWindow

EVERYWHERE: Final = (  # what lists and fields understand without being actions
    (N_("Commit, or open"), "Return"),
    (N_("Leave the field"), "Esc"),
    (N_("Next field"), "Tab"),
    (N_("Field before"), "Shift+Tab"),
    (N_("Change the number"), "Up"),
    (N_("Ten times as much"), "Shift+Up"),
)
_EVERYWHERE, _HERE = N_("Everywhere"), N_("On this page")
_COLUMNS: Final = ((_HERE, *GROUPS[:1], *GROUPS[2:]), (*GROUPS[1:2], _EVERYWHERE))
WIDTH: Final = 760  # px
TOP: Final = 56
BESIDE: Final = 250  # px of the window that the sheet leaves for its head and foot


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line: words and keys; `action` where the keys can be changed."""

    text: str
    keys: str
    action: Action | None = None


class KeysSheet(TitledSheet):
    """Generated from the registry of actions each time it opens."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH)
        self._top = TOP
        self._window, self._board = window, window.board
        self._asked: tuple[Action, str] | None = None  # keys that another action has
        self.query, self.hint, self.reset = LineEdit(icon="search"), HintRow(), LinkButton()
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        line = QHBoxLayout()
        line.addWidget(self.hint, 1)
        line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.query)
        self.body.addWidget(self.area)
        self.body.addLayout(line)
        self.rows_shown: list[tuple[str, str]] = []
        self.buttons: dict[str, KeyButton] = {}
        self.query.textChanged.connect(self._fill)
        self.hint.fix_requested.connect(self._take)
        self.reset.clicked.connect(lambda: self._change({}))

    def open(self) -> None:
        """Fill the sheet and show it, the keyboard in the search."""
        self.query.clear()
        self.retranslate()
        super().open()
        self.query.setFocus(Qt.FocusReason.PopupFocusReason)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("Keys"))
        self.area.setAccessibleName(_("Keys"))
        self.query.setPlaceholderText(_("Find a key by what it does"))
        self.query.setAccessibleName(_("Find a key by what it does"))
        self.reset.setText(_("Reset all keys"))
        self._rest()
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.query.text():
            self.query.clear()
            self.query.setFocus()
            event.accept()
            return
        super().keyPressEvent(event)

    def _rest(self) -> None:
        """Say how keys are changed, and nothing of any one of them."""
        self._asked = None
        self.hint.set_message("hint", _("Click the keys of an action to change them; Backspace takes them away."))

    def _fill(self) -> None:
        """Two columns of groups: here and going on the left, doing on the right."""
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, theme().px(8), theme().px(8))
        columns.setSpacing(theme().px(32))
        self.rows_shown, self.buttons = [], {}
        wanted = self._wanted()
        for groups in _COLUMNS:
            grid = QGridLayout()
            grid.setVerticalSpacing(theme().px(2))
            grid.setColumnStretch(0, 1)
            for group in groups:
                self._add_group(grid, group, [row for row in self._keys_of(group) if wanted(row)])
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid, 1)
        self.area.setWidget(content)
        content.setAutoFillBackground(False)
        room = self.parentWidget().height() - theme().px(BESIDE)
        if not self.query.text() or self.area.height() > room:
            self.area.setFixedHeight(min(content.sizeHint().height(), room))
        self.reset.setVisible(any(keys.changed(action) for action in ACTIONS))
        self.place()

    def _wanted(self) -> "Callable[[KeyRow], bool]":
        """Whether a row is one of those sought: by its words, their pinyin, or its keys."""
        text = self.query.text().strip()
        if not text:
            return lambda _row: True
        squeezed = text.replace(" ", "").lower()
        return lambda row: (
            squeezed in row.keys.lower() or any(hit.tier < LETTERS for hit in search((entry(row.text, None),), text))
        )

    def _add_group(self, grid: QGridLayout, group: str, found: list[KeyRow]) -> None:
        if not found:
            return
        at = grid.rowCount()
        if at > 1:
            grid.setRowMinimumHeight(at, theme().px(10))
        grid.addWidget(GroupLabel(_(group)), at + 1, 0, 1, 2)
        for number, row in enumerate(found, start=at + 2):
            grid.addWidget(Label(row.text, Type.BODY), number, 0)
            grid.setRowMinimumHeight(number, theme().px(26))
            grid.addWidget(self._keys_widget(row), number, 1, Qt.AlignmentFlag.AlignRight)
            self.rows_shown.append((row.text, row.keys))

    def _keys_widget(self, row: KeyRow) -> QWidget:
        if row.action is None:
            line = QWidget()
            inner = QHBoxLayout(line)
            inner.setContentsMargins(0, 0, theme().px(6), 0)
            inner.addWidget(Keycaps(row.keys))
            return line
        action = row.action
        button = KeyButton(row.text, row.keys)
        button.pressed_keys.connect(lambda pressed: self._ask(action, pressed))
        button.listened.connect(self._rest)
        self.buttons[action.id] = button
        if not keys.changed(action):
            return button
        line = QWidget()
        inner = QHBoxLayout(line)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        back = ToolButton("rotate-ccw", _("Reset the keys of “{action}”").format(action=row.text), side=26, size=14)
        back.setToolTip(back.accessibleName())
        back.clicked.connect(lambda: self._change(keys.returned(action, ACTIONS), action))
        inner.addWidget(back)
        inner.addWidget(button)
        return line

    def _keys_of(self, group: str) -> list[KeyRow]:
        if group == _EVERYWHERE:
            return [KeyRow(_(text), shown) for text, shown in EVERYWHERE]
        if group == _HERE:
            space = self._window.workspace
            letters = letters_of(space.page) if space else ()
            return [KeyRow(_(letter.text), letter.key) for letter in letters]
        return [
            KeyRow(self._board.text(action.id), keys.first_of(action), action)
            for action in ACTIONS
            if action.group == group
        ]

    def _ask(self, action: Action, pressed: str) -> None:
        """Give `action` the keys, unless they cannot be or are another's: then say so, and offer to take them."""
        why = keys.refusal(pressed) if pressed else ""
        if why:
            self._tell("error", why)
            return
        other = keys.holder(pressed, ACTIONS, action.id) if pressed else None
        if other is None:
            self._change(keys.given(action, pressed, ACTIONS), action)
            return
        self._asked = (action, pressed)
        words = _("“{action}” has these keys.").format(action=self._board.text(other.id))
        self._tell("warning", words, _("Take them for “{action}”").format(action=self._board.text(action.id)))
        self.hint.fix.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        if self._asked is not None:
            action, pressed = self._asked
            self._change(keys.given(action, pressed, ACTIONS), action)

    def _change(self, chosen: dict[str, str], action: Action | None = None) -> None:
        """Keep what is chosen; everything that shows keys is said anew, this sheet with it."""
        self._window.preferences.change(keys=chosen)
        at = self.area.verticalScrollBar().value()
        self._rest()
        self._fill()
        self.area.verticalScrollBar().setValue(at)
        button = self.buttons.get(action.id) if action else None
        (button or self.query).setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, tone: str, words: str, fix: str = "") -> None:
        self.hint.set_message(tone, words, fix)
        announce(self.hint, words)
        self.place()
