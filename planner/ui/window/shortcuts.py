"""The sheet of keys (Ctrl+F1): every action with a key, in its group, and the keys that work everywhere in lists and fields."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from planner.i18n import N_, _
from planner.ui.actions import ACTIONS, GROUPS
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.labels import GroupLabel, Keycaps, Label
from planner.ui.window.page_letters import letters_of
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow

EVERYWHERE: Final = (  # what lists and fields understand without being actions
    (N_("Commit, or open"), "Return"),
    (N_("Leave the field"), "Esc"),
    (N_("Next field"), "Tab"),
    (N_("Field before"), "Shift+Tab"),
    (N_("Change the number"), "Up"),
    (N_("Ten times as much"), "Shift+Up"),
)
_EVERYWHERE, _HERE = N_("Everywhere"), N_("In the list of this page")
WIDTH: Final = 720  # px


class KeysSheet(TitledSheet):
    """Generated from the registry of actions each time it opens."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH)
        self._window, self._board = window, window.board
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.body.addWidget(self.area)
        self.rows_shown: list[tuple[str, str]] = []

    def open(self) -> None:
        """Fill the sheet and show it."""
        self.retranslate()
        super().open()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(_("Keys"))
        self.area.setAccessibleName(_("Keys"))
        self._fill()

    def _fill(self) -> None:
        """Two columns of groups: going on the left, doing on the right."""
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(0, 0, theme().px(8), theme().px(16))
        columns.setSpacing(theme().px(32))
        self.rows_shown = []
        for groups in (GROUPS[:1] + GROUPS[2:], (*GROUPS[1:2], _EVERYWHERE, _HERE)):
            grid = QGridLayout()
            grid.setVerticalSpacing(theme().px(6))
            grid.setColumnStretch(0, 1)
            for group in groups:
                self._add_group(grid, group)
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid, 1)
        content.setAutoFillBackground(False)
        self.area.setWidget(content)
        content.setAutoFillBackground(False)
        self.area.setFixedHeight(min(content.sizeHint().height(), self.parentWidget().height() - theme().px(180)))
        self.place()

    def _add_group(self, grid: QGridLayout, group: str) -> None:
        found = self._keys_of(group)
        if not found:
            return
        row = grid.rowCount()
        if row > 1:
            grid.setRowMinimumHeight(row, theme().px(8))
        grid.addWidget(GroupLabel(_(group)), row + 1, 0, 1, 2)
        for number, (text, keys) in enumerate(found, start=row + 2):
            label = Label(text, Type.BODY)
            grid.addWidget(label, number, 0)
            grid.addWidget(Keycaps(keys), number, 1, Qt.AlignmentFlag.AlignRight)
            self.rows_shown.append((text, keys))

    def _keys_of(self, group: str) -> list[tuple[str, str]]:
        if group == _EVERYWHERE:
            return [(_(text), keys) for text, keys in EVERYWHERE]
        if group == _HERE:
            space = self._window.workspace
            letters = letters_of(space.page) if space else ()
            return [(_(letter.text), letter.key) for letter in letters]
        return [
            (self._board.text(action.id), action.shortcuts[0])
            for action in ACTIONS
            if action.group == group and action.shortcuts
        ]
