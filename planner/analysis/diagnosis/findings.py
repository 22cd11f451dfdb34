"""The rules of the diagnosis as rules of the engine: what they find in a plan, said in whole sentences.

Importing this registers all of them with `planner.model.checks`.
"""

from collections.abc import Iterator

from planner.analysis.diagnosis.declaration import Condition, RuleSpec, Subject
from planner.analysis.diagnosis.judge import SPECS
from planner.analysis.diagnosis.number_words import Words
from planner.errors import InputError
from planner.i18n import _
from planner.model.checks import Finding, Lacking, Look, Surroundings, check
from planner.model.plan import Plan


def _look(spec: RuleSpec) -> Look:
    """What the rule says of a plan: a finding for each subject that meets a condition, and the fields it lacks."""

    def look(plan: Plan, around: Surroundings) -> Iterator[Finding | Lacking]:
        words = Words(plan, around.today)
        try:
            for said in spec.gather(around):
                if isinstance(said, Lacking):
                    yield said
                elif met := spec.met(said.values, (spec.id, said.id) in around.firing):
                    yield _finding(spec, said, met, words)
        except InputError as error:  # a range that no distribution fits, or an amount without a rate
            yield Lacking((error.field,))

    return look


def _finding(spec: RuleSpec, subject: Subject, met: Condition, words: Words) -> Finding:
    texts = {number.name: words.number(subject.values.get(number.name), number.unit) for number in spec.numbers}
    return Finding(
        subject.field, _(met.message).format(**texts, **subject.names), subject.fix, subject.values, subject.also,
        subject.kind, subject.id, met.severity, _(spec.why), _(spec.advice), subject.impact,
    )  # fmt: skip


for _spec in SPECS.values():
    check(_spec.id, title=_spec.title, severity=_spec.conditions[0].severity, needs=_spec.needs)(_look(_spec))
