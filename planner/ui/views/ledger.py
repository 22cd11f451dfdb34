"""The ledger: what really came in and went out, in tabs of one page."""

from typing import ClassVar, Final

from PySide6.QtWidgets import QWidget

from planner.i18n import N_, _
from planner.ui.ledger.empty import IMPORT
from planner.ui.page import Page
from planner.ui.tabbed_page import Tab, TabbedPage
from planner.ui.widgets.buttons import Button

_NAMES: Final = ("product", "platform", "partner", "plan", "draft")


class LedgerPage(TabbedPage):
    """Transactions, hours and what recurs."""

    NAME = N_("Parts of the ledger")
    KEY = "ledger.tab"
    TABS: ClassVar[tuple[Tab, ...]] = (
        Tab(
            "transactions", N_("Transactions"), "planner.ui.ledger.transactions:TransactionsTab", ("entry", "filter"),
            frozenset(("entry", "recurring", "rate", "saved_view", *_NAMES)),
        ),
        Tab(
            "time", N_("Time"), "planner.ui.hours.log:TimeLog", ("time_entry",),
            frozenset(("time_entry", "entry", "rate", "timer", "milestone", "alliance", "domain", *_NAMES)),
        ),
        Tab(
            "recurring", N_("Recurring"), "planner.ui.ledger.recurring:RecurringTab", ("recurring",),
            frozenset(("recurring", *_NAMES)),
        ),
    )  # fmt: skip

    def _tools(self) -> tuple[QWidget, ...]:
        self.take_in = Button("", "secondary", "download")
        self.take_in.clicked.connect(lambda: self.bridge.go(IMPORT))
        return (self.take_in,)

    def _joined(self, tab: Page) -> None:
        asked = getattr(tab, "recurring_asked", None)
        if asked is not None:
            asked.connect(self._show_recurring)

    def _show_recurring(self) -> None:
        self.show_tab("recurring")
        self.tab.focus_first()

    def retranslate(self) -> None:
        super().retranslate()
        self.take_in.setText(_("Import…"))
