"""One line in the log of contacts, written from a list without leaving it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from planner.commands import records
from planner.i18n import N_, _
from planner.model.plan import Plan
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.view import TableView
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


def last_contact(plan: Plan, partners: Sequence[str]) -> date | None:
    """The day of the last contact with any of the partners, or None."""
    days = [contact.on for partner in partners for contact in plan.naming("contact", "partner", partner) if contact.on]
    return max(days, default=None)


class ContactNote(Popover):
    """Asks what was said; Enter writes it down for the first of the partners, under today. Esc leaves."""

    def __init__(self, bridge: "Bridge", partners: Sequence[str], parent: QWidget, origin: object = None) -> None:
        super().__init__(parent)
        self.bridge, self.partner, self.origin = bridge, partners[0], origin
        name = bridge.plan.label("partner", self.partner)
        self.title = Label(_("What was said with {name} today?").format(name=name), Type.SMALL, 500, "t2")
        self.line = LineEdit()
        self.line.setAccessibleName(self.title.text())
        self.line.setMinimumWidth(theme().px(320))
        self.body.addWidget(self.title)
        self.body.addWidget(self.line)
        self.line.returnPressed.connect(self._take)

    def open_at_row(self, view: TableView) -> None:
        """Open over the list, with the keyboard in the line."""
        self.open_below(view.head)
        self.line.setFocus()

    def _take(self) -> None:
        note = self.line.text().strip()
        today = datetime.now().astimezone().date()
        made = self.bridge.run(
            N_("Log a contact with {name}"),
            lambda tx: records.create(tx, "contact", partner=self.partner, on=today, note=note),
            origin=self.origin,
            name=self.bridge.plan.label("partner", self.partner),
        )
        if made is not None:
            self.close()
            self.bridge.toast(_("Noted: “{note}”").format(note=note) if note else _("The contact is noted"))
