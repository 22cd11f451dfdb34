"""What a field of a record looks like in a table, and what typing into it means: one place for cells, paste and copy.

Quantities are read as the form reads them; here choices and the names of records are added.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planner.analysis.forecasting.outlooks import Outlooks
from planner.errors import InputError
from planner.i18n import _, language, separator
from planner.model import parsing
from planner.model.catalogue import Draft, Record
from planner.model.clock import day_at
from planner.model.field_types import Choice, Currency, Flag, Reference
from planner.model.fields import FieldSpec
from planner.model.parsing import Context, ParseError
from planner.model.plan import Plan
from planner.model.proof import Proof
from planner.ui.editors.field_reading import context_for, counts_nothing, one_line, read_text, text_kind
from planner.ui.editors.inherited import currency_of

if TYPE_CHECKING:
    from planner.analysis.alliances.balances import Balance
    from planner.analysis.roadmap.dates import MilestoneOutlook
    from planner.analysis.skills.standings import Standing


@dataclass(frozen=True)
class Scene:
    """What is needed to show and read fields: the plan, how people write here today, and what the forecast says."""

    plan: Plan
    context: Context
    outlooks: Outlooks | None = None
    proofs: Mapping[str, Proof] = field(default_factory=dict)  # by product, where they are known
    dates: Mapping[str, "MilestoneOutlook"] = field(default_factory=dict)  # by milestone, where they are known
    standings: Mapping[str, "Standing"] = field(default_factory=dict)  # by domain, where they are known
    balances: Mapping[str, "Balance"] = field(default_factory=dict)  # by alliance, where they are known

    @classmethod
    def of(cls, plan: Plan, outlooks: Outlooks | None = None) -> "Scene":
        """The scene of `plan` in the language in use."""
        today = day_at(datetime.now(UTC), plan.settings)
        return cls(plan, Context(language(), plan.settings.currency, today), outlooks)

    @cached_property
    def drafts(self) -> Mapping[tuple[str, str, str], str]:
        """What was typed and could not be read, by kind, record and field."""
        return {(draft.kind, draft.record, draft.field): draft.text for draft in self.plan.of(Draft)}

    def draft(self, kind: str, record_id: str, field: str) -> str | None:
        """The text kept for a field because it could not be read, or None."""
        return self.drafts.get((kind, record_id, field))


def options(spec: FieldSpec, scene: Scene) -> list[tuple[str, str]]:
    """What can be chosen for a choice or a reference: (value, words); empty for every other field."""
    if isinstance(spec.type, Choice):
        return [(name, _(label)) for name, label in spec.type.choices]
    if isinstance(spec.type, Reference):
        records = scene.plan.records(spec.type.target)
        return [(record.id, scene.plan.label(spec.type.target, record.id)) for record in records]
    return []


def shown(spec: FieldSpec, value: Any, scene: Scene) -> str:
    """The value in the words of a table cell; empty when nothing was entered."""
    if value is None or value == spec.type.empty:
        return ""
    if counts_nothing(spec.type):
        return str(value)
    kind = text_kind(spec.type)
    return parsing.words(kind, value, scene.context) if kind else _named(spec, value, scene)


def editable(spec: FieldSpec, value: Any, scene: Scene) -> str:
    """The value as text that `read` takes back to the same value."""
    if value is None or value == spec.type.empty:
        return ""
    if counts_nothing(spec.type):
        return str(value)
    kind = text_kind(spec.type)
    return parsing.editable(kind, value, scene.context) if kind else _named(spec, value, scene)


def spoken(spec: FieldSpec, value: Any, scene: Scene) -> str:
    """The value for a screen reader."""
    kind = text_kind(spec.type)
    if not kind or value is None or counts_nothing(spec.type):
        return shown(spec, value, scene)
    return parsing.spoken(kind, value, scene.context)


def read(spec: FieldSpec, text: str, scene: Scene, record: Record | None = None) -> Any:
    """The checked value that `text` says in a field of `record`, or of a new one.

    InputError (ParseError with offers) where it says none.
    """
    kind = text_kind(spec.type)
    if not text.strip():
        return spec.check(None)
    if isinstance(spec.type, Choice | Reference):
        return spec.check(_chosen(spec, text, scene))
    if isinstance(spec.type, Flag):
        return text.strip().casefold() in {_("Yes").casefold(), "yes", "true", "1", "x", "✓"}
    if isinstance(spec.type, Currency):
        return spec.check(text.strip().upper())
    if not kind:
        return spec.check(text if getattr(spec.type, "lines", False) else " ".join(one_line(text).split()))
    today = scene.context.today or day_at(datetime.now(UTC), scene.plan.settings)
    current = getattr(record, spec.name) if record else None
    currency = getattr(current, "currency", "") or currency_of(scene.plan, record, spec)
    return read_text(spec, text, context_for(spec, scene.plan, today, current, currency)).value


def error_of(spec: FieldSpec, text: str, scene: Scene, record: Record) -> InputError | None:
    """Why the kept text of a field cannot be read, or None when it can be by now."""
    try:
        read(spec, text, scene, record)
    except InputError as error:
        return error
    return None


def _named(spec: FieldSpec, value: Any, scene: Scene) -> str:
    """Words for text, choices, references and flags."""
    if isinstance(spec.type, Flag):
        return _("Yes") if value else ""
    many = value if isinstance(value, tuple) else (value,)
    if isinstance(spec.type, Choice):
        return separator().join(spec.type.label(name) for name in many)
    if isinstance(spec.type, Reference):
        return separator().join(scene.plan.label(spec.type.target, name) for name in many)
    return str(value)


def _chosen(spec: FieldSpec, text: str, scene: Scene) -> Any:
    """The value or values whose words are `text`, whatever the case; ParseError naming what can be chosen."""
    known = {words.casefold(): value for value, words in reversed(options(spec, scene))}
    known |= {value.casefold(): value for value, _words in options(spec, scene)}
    if not getattr(spec.type, "many", False):
        return _pick(spec, text, known)
    for sign in "、，;；":
        text = text.replace(sign, ",")
    return tuple(_pick(spec, part, known) for part in text.split(",") if part.strip())


def _pick(spec: FieldSpec, text: str, known: Mapping[str, str]) -> str:
    found = known.get(text.strip().casefold())
    if found is None:
        message = _("“{text}” is not among the choices of {field}.")
        raise ParseError(message.format(text=text.strip()[:40], field=_(spec.label)))
    return found
