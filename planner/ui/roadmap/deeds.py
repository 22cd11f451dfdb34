"""What is done with milestones on the timeline, each as one named step."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.commands import milestones, records
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import Milestone

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


class MilestoneDeeds:
    """Edits of milestones; `origin` is who asks, so that a view knows its own changes."""

    def __init__(self, bridge: "Bridge", origin: object) -> None:
        self.bridge, self.origin = bridge, origin

    def shift(self, one: Milestone, days: int, base: date) -> bool:
        """Move the day on which it is due; from `base` where no day is named."""
        label = N_("Move “{name}” by days")
        return self._run(label, one, lambda tx: milestones.shift(tx, one.id, days, base))

    def lengthen(self, one: Milestone, hours: int) -> bool:
        """Add hours to its effort, or take some off."""
        if milestones.longer(one.effort, hours) == one.effort or (one.effort is None and hours < 0):
            return False
        return self._run(N_("Change the effort of “{name}”"), one, lambda tx: milestones.lengthen(tx, one.id, hours))

    def link(self, one: Milestone, before: str) -> bool:
        """Let it wait for another."""
        names = {"other": self.bridge.plan.label("milestone", before)}
        label = N_("Let “{name}” wait for “{other}”")
        return self._run(label, one, lambda tx: milestones.link(tx, one.id, before), **names)

    def unlink(self, one: Milestone, before: str) -> bool:
        """Let it no longer wait for another."""
        names = {"other": self.bridge.plan.label("milestone", before)}
        label = N_("Let “{name}” no longer wait for “{other}”")
        return self._run(label, one, lambda tx: milestones.unlink(tx, one.id, before), **names)

    def turn_done(self, one: Milestone, today: date) -> bool:
        """Say that it was reached today, or that it was not."""
        label = N_("Reopen “{name}”") if one.done_on else N_("Reach “{name}”")
        day = None if one.done_on else today
        if not self._run(label, one, lambda tx: records.edit(tx, "milestone", one.id, done_on=day)):
            return False
        if day is not None:
            self.bridge.toast(_("Reached “{name}”").format(name=one.name))
        return True

    def push(self, days: Mapping[str, date]) -> bool:
        """Give all these milestones their new days in one step."""
        count = len(days)
        one = self.bridge.plan.label("milestone", next(iter(days)))
        label = N_("Move “{name}” by days") if count == 1 else N_("Move {count} milestones by days")
        done = self.bridge.run(label, lambda tx: milestones.due(tx, days), origin=self.origin, name=one, count=count)
        if done is not None:
            told = ngettext("Moved {count} date", "Moved {count} dates", count).format(count=count)
            self.bridge.toast(told)
        return done is not None

    def _run(self, label: str, one: Milestone, edit: Any, **names: Any) -> bool:
        return self.bridge.run(label, edit, origin=self.origin, name=one.name, **names) is not None
