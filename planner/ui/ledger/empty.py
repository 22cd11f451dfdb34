"""What stands in the place of the rows while the ledger is empty: three ways to begin."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout

from planner.i18n import _
from planner.ui.views import BY_ID
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

IMPORT = "import"
"""The page that takes in statements."""


class LedgerEmpty(EmptyState):
    """`primary` is the first entry; `recurring_asked` follows the link about costs that come again."""

    recurring_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__("receipt", "plus", "download")
        self.bridge = bridge
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.recurring = LinkButton("", "repeat")
        self.recurring.clicked.connect(self.recurring_asked)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - the state's own
        column.insertWidget(column.indexOf(self.shortcut), self.recurring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.insertSpacing(column.indexOf(self.shortcut), 8)
        self.secondary.connect(lambda: bridge.go(IMPORT))
        for part in (self.primary_button, self.secondary_button, self.recurring):
            part.setEnabled(not bridge.read_only)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it in the language in use."""
        self.set_texts(
            _("What came in, what went out?"),
            _("Type the last sale or cost in the row above, or take in the statement of a platform or a bank."),
            _("Add the first entry"),
            _("Import a statement…") if IMPORT in BY_ID else "",
            _("Shortcut Ctrl+N"),
        )
        self.recurring.setText(_("Enter a cost that comes every month"))
