"""What the board and the form do with a test of a day, each as one named step."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from planner.commands import experiments
from planner.i18n import N_, _
from planner.model.catalogue import Experiment
from planner.model.experiments import window_today

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

DECIDE: Final[Mapping[str, str]] = {"keep": N_("Keep what “{name}” tested"), "stop": N_("Stop what “{name}” tested")}


class ExperimentDeeds:
    """Edits of tests; `origin` is who asks, so that a view knows its own changes."""

    def __init__(self, bridge: "Bridge", origin: object) -> None:
        self.bridge, self.origin = bridge, origin

    def start(self, one: Experiment) -> bool:
        """Begin the test now; what was sold today before does not count. False when something is lacking."""
        now = self._now()
        window = window_today(self.bridge.plan, one, now) if one.measure == "sales" else None
        before = self.bridge.session.journal.counts([window])[one.id].hits if window is not None else 0
        return self._run(N_("Start “{name}”"), one, lambda tx: experiments.start(tx, one.id, now, before))

    def stop(self, one: Experiment) -> bool:
        """End the test now."""
        now = self._now()
        return self._run(N_("End “{name}” before its time"), one, lambda tx: experiments.stop(tx, one.id, now))

    def drop(self, one: Experiment) -> bool:
        """Give the test up."""
        done = self._run(N_("Drop “{name}”"), one, lambda tx: experiments.drop(tx, one.id))
        if done:
            self.bridge.toast(_("Dropped “{name}”").format(name=one.hypothesis))
        return done

    def take_up(self, one: Experiment) -> bool:
        """Make a dropped test an idea again."""
        return self._run(N_("Take “{name}” up again"), one, lambda tx: experiments.take_up(tx, one.id))

    def decide(self, one: Experiment, decision: str) -> bool:
        """Keep or stop what was tested."""
        return self._run(DECIDE[decision], one, lambda tx: experiments.decide(tx, one.id, decision))

    def repeat(self, one: Experiment) -> str:
        """The id of a new idea with the same mark; empty when refused."""
        made = self.bridge.run(
            N_("Repeat “{name}”"), lambda tx: experiments.repeat(tx, one.id), origin=self.origin, name=one.hypothesis
        )
        return made.id if made is not None else ""

    def count_replies(self, one: Experiment, count: int) -> bool:
        """Note how many replies came so far."""
        now, label = self._now(), N_("Count replies to “{name}”")
        return self._run(label, one, lambda tx: experiments.count_replies(tx, one.id, count, now))

    def change(self, one: Experiment, fields: Mapping[str, Any], reason: str) -> bool:
        """Change what was fixed at the start, with a reason that stays."""
        now, label = self._now(), N_("Change the pass mark of “{name}”")
        return self._run(label, one, lambda tx: experiments.change(tx, one.id, fields, reason, now))

    def put(self, one: Experiment, state: str) -> bool:
        """Move the test into another column of the board; say why where that cannot be."""
        act = {
            ("idea", "running"): self.start, ("running", "done"): self.stop, ("idea", "dropped"): self.drop,
            ("running", "dropped"): self.drop, ("dropped", "idea"): self.take_up,
        }.get((one.state or "idea", state))  # fmt: skip
        if act is not None:
            return act(one)
        self.bridge.toast(self._why_not(one.state or "idea"), undo=False)
        return False

    def _why_not(self, state: str) -> str:
        if state == "running":
            return _("An experiment that has begun does not become an idea again: its mark is set. End it or drop it.")
        if state == "done":
            return _("This experiment is over. Repeat it to begin anew.")
        return _("An experiment has to run before it is done.")

    def _now(self) -> datetime:
        return self.bridge.experiments.now()

    def _run(self, label: str, one: Experiment, edit: Any) -> bool:
        return self.bridge.run(label, edit, origin=self.origin, name=one.hypothesis) is not None
