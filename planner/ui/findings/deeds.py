"""What one can do about findings, each deed one step that the toast takes back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from planner.commands import findings, milestones
from planner.commands.records import name_of
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Mute
from planner.model.checks import Problem
from planner.ui.findings.rows import FINDING, Row
from planner.ui.findings.words import rule_name

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge


class FindingDeeds:
    """Deeds for `origin`, a page. Each answers whether it was done, and looks at the plan anew; a plan that can only
    be read takes none.
    """

    def __init__(self, bridge: "Bridge", origin: object) -> None:
        self._bridge, self._origin = bridge, origin

    def safe(self, rows: Iterable[Row]) -> tuple[Problem, ...]:
        """The problems of `rows` whose fixes can be made in one go."""
        if self._bridge.read_only:
            return ()
        problems = [row.problem for row in rows if row.sort == FINDING and row.problem is not None]
        return findings.together(self._bridge.examination.plan, problems)

    def fix(self, problem: Problem) -> bool:
        """Make the fix of one problem."""
        if problem.fix is None:
            return False
        seen, specs = self._bridge.examination.plan, KINDS[problem.kind].by_name
        field = problem.field if problem.field in specs else next(iter(problem.fix.fields))
        label, name = specs[field].label, self._name(problem)
        said = _("Fixed {field} of “{name}”").format(field=_(label), name=name)
        return self._run(findings.FIX, lambda tx: findings.fix(tx, seen, problem), said, field=label, name=name)

    def fix_all(self, problems: Sequence[Problem], lines: tuple[str, ...]) -> bool:
        """Make the fixes of all `problems` in one step; `lines` say what that changes."""
        if len(problems) == 1:
            return self.fix(problems[0])
        seen, count = self._bridge.examination.plan, len(problems)
        said = ngettext("Fixed {count} finding", "Fixed {count} findings", count).format(count=count)
        label = N_("Fix {count} findings")
        return self._run(label, lambda tx: findings.fix_all(tx, seen, problems), said, details=lines, count=count)

    def mute(self, problem: Problem, everywhere: bool, reason: str, until: date | None) -> bool:
        """Hear no more of the problem, or of all that its rule finds."""
        rule, subject, name = rule_name(problem.rule), "" if everywhere else problem.id, self._name(problem)
        label = N_("Mute a rule everywhere") if everywhere else N_("Mute a finding about “{name}”")
        said = _("Muted everywhere: “{rule}”") if everywhere else _("Muted a finding about “{name}”")

        def mute(tx: "Transaction") -> object:
            return findings.mute(tx, problem.rule, subject, reason, until)

        return self._run(label, mute, said.format(rule=rule, name=name), name=name)

    def unmute(self, mute: Mute, title: str) -> bool:
        """Hear again of what was muted: `title`."""
        said = _("You will hear again: {finding}").format(finding=title)
        return self._run(N_("Hear again of what was muted"), lambda tx: findings.unmute(tx, mute.id), said)

    def make_milestone(self, problem: Problem) -> str:
        """A milestone about what the problem is about, named for it; its id, "" when refused."""
        rule, plan = rule_name(problem.rule), self._bridge.plan
        record = plan.find(problem.kind, problem.id)
        about = problem.kind != "plan" and record is not None
        name = _("{finding}: {name}").format(finding=rule, name=self._name(problem)) if about else rule
        if self._bridge.read_only:
            return ""
        label = N_("Make a milestone of “{name}”")
        made = self._bridge.run(
            label, lambda tx: milestones.make(tx, name, (problem.kind, problem.id)), origin=self._origin, name=name
        )
        return made.id if made is not None else ""

    def _name(self, problem: Problem) -> str:
        """What the problem is about: the record, else the rule."""
        record = self._bridge.plan.find(problem.kind, problem.id)
        return name_of(self._bridge.plan, record) if record is not None else rule_name(problem.rule)

    def _run(
        self,
        label: str,
        edit: "Callable[[Transaction], object]",
        said: str,
        details: tuple[str, ...] = (),
        **names: object,
    ) -> bool:
        if self._bridge.read_only:
            return False
        done = self._bridge.run(label, edit, origin=self._origin, **names) is not None
        self._bridge.examination.settle()
        if done:
            self._bridge.toast(said, details=details)
        return done
