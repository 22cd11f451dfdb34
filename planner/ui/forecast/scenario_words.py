"""What a scenario changes, in few words: “Price +10%”, “Status: ended”; and which fields it may change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from planner.analysis.forecast_results import Driver
from planner.commands import scenarios
from planner.errors import InputError
from planner.i18n import _
from planner.model.calendar_types import CalendarMonth, Day
from planner.model.catalogue import KINDS, Override
from planner.model.field_types import Choice, FieldType
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.model.values import Hours, Money, Range
from planner.ui.editors.inherited import inherited
from planner.ui.editors.reference_picker import Pick
from planner.ui.tables.cell_text import Scene, shown

Place = tuple[str, str, str]  # kind, record id, field
KINDS_CHANGED: Final = ("listing", "product", "platform", "alliance", "exchange", "job", "cost", "milestone", "plan")
_NOT: Final = frozenset({("plan", "seed"), ("plan", "correlation"), ("plan", "horizon_months"), ("plan", "start_month"),
                         ("plan", "language"), ("platform", "launched_year"), ("platform", "wave")})  # fmt: skip
_TYPES: Final = (Amount, Number, Uncertain, WorkingTime, CalendarMonth, Day)
_SCALED: Final = frozenset({"money", "people", "count", "hours", "number"})
_LARGEST: Final = 3  # times as much is still told in per cent


@dataclass(frozen=True, slots=True)
class Difference:
    """One override in words: what changes, of which record, and the whole of it."""

    words: str
    record: str
    whole: str


def difference(override: Override, scene: Scene) -> Difference:
    """What `override` changes."""
    kind = KINDS.get(override.kind)
    spec = kind.by_name.get(override.field) if kind else None
    record = scene.plan.find(override.kind, override.record)
    if kind is None or spec is None or record is None:
        gone = _("What it changes is no longer there")
        return Difference(gone, "", gone)
    name = "" if override.kind == "plan" else scene.plan.label(override.kind, override.record)
    before = getattr(record, spec.name)
    try:
        after = scenarios.value_of(scene.plan, override)
    except InputError as error:
        return Difference(_("{field}: does not fit").format(field=_(spec.label)), name, error.message)
    words = _change(spec, before if before is not None else inherited(scene.plan, record, spec.name), after, scene)
    whole = _("{field}: {before} → {after}").format(
        field=_(spec.label), before=_value(spec, before, scene), after=_value(spec, after, scene)
    )
    return Difference(words, name, f"{name} · {whole}" if name else whole)


def _change(spec: FieldSpec, before: Any, after: Any, scene: Scene) -> str:
    ratio = _ratio(spec.type, before, after)
    if ratio is not None:
        percent = round((ratio - 1) * 100)
        if percent and ratio <= _LARGEST:
            sign = "+" if percent > 0 else "\u2212"
            return f"{_(spec.label)} {sign}{abs(percent)}%"
    return _("{field}: {value}").format(field=_(spec.label), value=_value(spec, after, scene))


def _value(spec: FieldSpec, value: Any, scene: Scene) -> str:
    return shown(spec, value, scene) or _("empty")


def _ratio(kind: FieldType, before: Any, after: Any) -> Decimal | None:
    """How many times as much, where all that is named grows alike; None where that says little, as of shares."""
    if isinstance(kind, Uncertain) and kind.family not in _SCALED:
        return None
    one, other = _numbers(before), _numbers(after)
    if not one or len(one) != len(other) or min(one) <= 0:
        return None
    ratios = [new / old for old, new in zip(one, other, strict=True)]
    return ratios[0] if max(ratios) - min(ratios) <= Decimal("0.005") * max(ratios) else None


def _numbers(value: Any) -> list[Decimal]:
    if isinstance(value, Money):
        return [value.amount]
    if isinstance(value, Hours):
        return [Decimal(value.minutes)]
    if isinstance(value, Range) and not value.is_observed:
        return [*value.ends(), *([] if value.likely is None else [value.likely])]
    return []


def places(scene: Scene, drivers: Iterable[Driver] = ()) -> list[Pick]:
    """Every field a scenario may change, those that move income most first, then those that hold something."""
    first = [(driver.kind, driver.id, driver.field) for driver in drivers]
    found = {pick.value: pick for pick in _picks(scene)}
    filled = [place for place in found if _holds(scene, place)]
    order = dict.fromkeys([place for place in first if place in found] + filled + list(found))
    return [found[place] for place in order]


def _picks(scene: Scene) -> Iterator[Pick]:
    for kind in KINDS_CHANGED:
        declared = KINDS[kind]
        specs = [spec for spec in declared.specs if _changeable(kind, spec)]
        for record in scene.plan.records(kind):
            name = scene.plan.label(kind, record.id) if kind != "plan" else _(declared.label)
            for spec in specs:
                label, value = _(spec.label), shown(spec, getattr(record, spec.name), scene)
                detail = f"{value} · {name}" if value else name
                names = (f"{name} {label}", f"{label} {name}")
                yield Pick((kind, record.id, spec.name), label, detail, icon=declared.icon, names=names)


def _changeable(kind: str, spec: FieldSpec) -> bool:
    chosen = isinstance(spec.type, Choice) and not spec.type.many
    return (kind, spec.name) not in _NOT and (chosen or isinstance(spec.type, _TYPES))


def _holds(scene: Scene, place: Place) -> bool:
    kind, record_id, field = place
    return getattr(scene.plan.find(kind, record_id), field) is not None
