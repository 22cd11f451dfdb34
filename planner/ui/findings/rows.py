"""What the list of findings holds, line by line: groups and their findings, what could not be judged, what is muted.

Plain Python over an examination and its plan; nothing is drawn here.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from planner.commands.records import name_of
from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS, Mute
from planner.model.checks import SEVERITIES, Examination, Problem, Surroundings, muted
from planner.model.parsing import words
from planner.model.plan import Plan
from planner.ui.findings.words import ALL, NO_PAGE, impact_words, path_of, place_of, rule_name, tone_of
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.filter import folded, terms_of
from planner.ui.views import HOME_OF
from planner.ui.window.trail import Place

GROUP, FINDING, FAILED, LACKING, MUTED = "group", "finding", "failed", "lacking", "muted"
FOLDED: Final = (LACKING, MUTED)  # the groups that are folded until one looks

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `sort` is GROUP, FINDING, FAILED, LACKING or MUTED; `key` stays the same from one look to the next.

    `tone` is a severity, or "" where the line is quiet. `act` is what its button says, `place` where one goes.
    `count` is how many a group holds; a group that can be folded says in `unfolded` whether it is not.
    """

    sort: str
    key: Key
    title: str
    tone: str = ""
    path: str = ""
    impact: str = ""
    act: str = ""
    place: Place | None = None
    problem: Problem | None = None
    mute: Mute | None = None
    rules: tuple[str, ...] = ()
    count: int = 0
    unfolded: bool | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed: words that must be found, pages and severities; empty ones mean all."""

    query: str = ""
    pages: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.query.strip() or self.pages or self.severities)

    def takes(self, row: Row) -> bool:
        """Whether the line passes."""
        if self.severities and row.tone not in self.severities:
            return False
        if self.pages and (row.place.view if row.place else NO_PAGE) not in self.pages:
            return False
        text = folded(" ".join((row.title, row.path, row.act, *row.rules)))
        return all(term in text for term in terms_of(self.query))


@dataclass(frozen=True)
class Report:
    """An examination with the plan it is of, as lines."""

    found: Examination
    around: Surroundings

    @cached_property
    def findings(self) -> list[Row]:
        """A line for each finding, in the order of the examination."""
        seen = Counter[Key]()
        rows = []
        for problem in self.found.problems:
            key = (FINDING, problem.rule, problem.kind, problem.id, problem.field)
            seen[key] += 1
            rows.append(_finding(problem, (*key, str(seen[key])), self.around.plan))
        return rows

    def failed(self) -> list[Row]:
        """A line for each rule that broke."""
        title = _("The rule “{rule}” failed")
        return [
            Row(FAILED, (FAILED, rule), title.format(rule=rule_name(rule)), path=error, rules=(rule,))
            for rule, error in self.found.failed
        ]

    def lacking(self) -> list[Row]:
        """A line for each field that rules cannot judge without; rules that wait for the analysis are none of these."""
        rules: dict[str, list[str]] = {}
        for rule, fields in self.found.skipped:
            for field in fields:
                if "/" in field:
                    rules.setdefault(field, []).append(rule)
        return [_lacking(field, tuple(names), self.around.plan) for field, names in rules.items()]

    def mutings(self) -> list[Row]:
        """A line for each muting in force."""
        plan, today = self.around.plan, self.around.today
        mutes = [mute for mute in plan.of(Mute) if mute.until is None or mute.until >= today]
        return [_muting(mute, self) for mute in mutes]

    def silenced(self, mute: Mute) -> tuple[Problem, ...]:
        """What would be heard again without this muting."""
        alone = replace(self.around, plan=_only(mute))
        return tuple(problem for problem in self.found.muted if muted(problem, alone))

    def lines(self, wanted: Wanted, unfolded: frozenset[str]) -> list[Row]:
        """Everything that is wanted, in groups; those of FOLDED hold their lines only while they are in `unfolded`."""
        findings = [row for row in self.findings if wanted.takes(row)]
        lines: list[Row] = []
        for severity in SEVERITIES:
            lines += _group(severity, [row for row in findings if row.tone == severity])
        for sort, listed in self._quiet().items():
            rows = [row for row in listed() if wanted.takes(row)]
            lines += _group(sort, rows, sort in unfolded if sort in FOLDED else None)
        return lines

    def _quiet(self) -> Mapping[str, Callable[[], list[Row]]]:
        return {FAILED: self.failed, LACKING: self.lacking, MUTED: self.mutings}


def _group(name: str, rows: list[Row], unfolded: bool | None = None) -> Iterator[Row]:
    """The head of a group and, unless it is folded, its lines; nothing where there are none."""
    if rows:
        rules = {rule for row in rows for rule in row.rules}
        count = len(rules) if name == LACKING else len(rows)
        yield Row(GROUP, (GROUP, name), _titles(name, count), count=count, unfolded=unfolded)
    if unfolded is not False:
        yield from rows


def _titles(name: str, count: int) -> str:
    if name == LACKING:
        return ngettext("{count} rule could not judge", "{count} rules could not judge", count).format(count=count)
    if name in ALL:
        return _(ALL[name])
    return {FAILED: _("Rules that failed"), MUTED: _("Muted")}[name]


def _finding(problem: Problem, key: Key, plan: Plan) -> Row:
    return Row(
        FINDING,
        key,
        problem.message,
        tone=tone_of(problem, plan),
        path=path_of(plan, problem.kind, problem.id, problem.field),
        impact=impact_words(problem.impact, plan),
        act=problem.fix.label if problem.fix else "",
        place=place_of(plan, problem.kind, problem.id, problem.field),
        problem=problem,
        rules=(problem.rule,),
    )


def _lacking(field: str, rules: tuple[str, ...], plan: Plan) -> Row:
    kind, record_id, name = (*field.split("/", 2), "", "")[:3]
    declared = KINDS.get(kind)
    label = _(declared.by_name[name].label) if declared and name in declared.by_name else field
    title = _("{field}: nothing entered").format(field=label)
    place = place_of(plan, kind, record_id, name)
    return Row(LACKING, (LACKING, field), title, path=path_of(plan, kind, record_id, name), place=place, rules=rules)


def _muting(mute: Mute, report: Report) -> Row:
    """Named by the finding it silences, or by rule and record where there is none or more than one."""
    plan, silenced = report.around.plan, report.silenced(mute)
    until = _("for good")
    if mute.until is not None:
        until = _("until {day}").format(day=words("day", mute.until, Scene.of(plan).context))
    title, place, problem = _subject(mute, plan), None, None
    path = _("{reason} · {until}").format(reason=mute.reason, until=until)
    if len(silenced) == 1:
        problem = silenced[0]
        title, place = problem.message, place_of(plan, problem.kind, problem.id, problem.field)
        path = f"{path} · {path_of(plan, problem.kind, problem.id, problem.field)}"
    elif silenced:
        count = ngettext("{count} finding", "{count} findings", len(silenced)).format(count=len(silenced))
        path = f"{path} · {count}"
    row = Row(MUTED, (MUTED, mute.id), title, path=path, act=_("Unmute"), place=place, problem=problem)
    return replace(row, mute=mute, rules=(mute.rule,))


def _subject(mute: Mute, plan: Plan) -> str:
    found = ((kind, plan.find(kind, mute.subject)) for kind in HOME_OF)
    record = next((record for _kind, record in found if record is not None), None)
    if record is None:
        return rule_name(mute.rule)
    return _("{rule}: {name}").format(rule=rule_name(mute.rule), name=name_of(plan, record))


def _only(mute: Mute) -> Plan:
    """A plan that holds this muting and nothing else."""
    return Plan({"mute": {mute.id: mute}})
