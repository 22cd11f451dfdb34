"""The last step of a review: what is to be done in the month that runs, and what one adds to it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from planner.commands import records
from planner.i18n import N_, _, ngettext
from planner.ui.look.tokens import Type
from planner.ui.overview.actions_card import ActionsCard
from planner.ui.review.steps import Step, month_end
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.analysis.roadmap.next_actions import NextAction
    from planner.model.values import Month
    from planner.ui.bridge import Bridge


class Ahead(Step):
    """Next actions until the month ends; a line adds a milestone by Enter. `export_asked` wants the month as a PDF."""

    title = N_("The coming month")
    export_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.actions_card = ActionsCard(bridge)
        self.ask = Label("", Type.SMALL, 500, "t2")
        self.edit = LineEdit()
        self.export = LinkButton("", "file-down", size=Type.BODY).set_flush("left")
        self.ask.setBuddy(self.edit)
        self.edit.setEnabled(not bridge.read_only)
        self._month: Month | None = None
        for part in (self.ask, self.edit, self.actions_card):
            self.column.addWidget(part)
        foot = QGridLayout()
        foot.addWidget(self.export, 0, 0)
        foot.setColumnStretch(1, 1)
        self.column.addLayout(foot)
        self.column.addStretch(1)
        self.edit.returnPressed.connect(self._add)
        self.export.clicked.connect(self.export_asked)
        self.actions_card.opened.connect(bridge.open_record)

    def show_actions(self, actions: "Sequence[NextAction]", month: "Month", today: "date") -> None:
        """Show what is due until the end of `month`, and what has no day."""
        self._month, end = month, month_end(month)
        due = [one for one in actions if one.due is None or one.due <= end]
        name = self.speech.month(month)
        told = ngettext("{count} thing is to be done until the end of {month}",
                        "{count} things are to be done until the end of {month}", len(due))  # fmt: skip
        nothing = _("Nothing is planned for {month} yet").format(month=name)
        self.say(told.format(count=len(due), month=name) if due else nothing)
        self.ask.setText(_("What else will you do in {month}?").format(month=name))
        self.edit.setAccessibleName(self.ask.text())
        self.edit.setPlaceholderText(_("Enter makes a milestone of it"))
        self.export.setText(_("The month as a PDF page"))
        self.actions_card.show_actions(due, today)

    def _add(self) -> None:
        """Make a milestone of what was typed, due when the month ends."""
        name, month = self.edit.text().strip(), self._month
        if not name or month is None:
            return
        made = self.bridge.run(
            N_("Add milestone “{name}”"),
            lambda tx: records.create(tx, "milestone", name=name, due=month_end(month)),
            origin=self,
            name=name,
        )
        if made is not None:
            self.edit.clear()
            self.bridge.toast(_("Added “{name}”").format(name=name))
