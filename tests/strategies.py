"""Random records and plans for hypothesis, made from the declarations: a new kind or field is covered by itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from planner.importers.intake import placed
from planner.model.calendar_types import CalendarMonth, Day, Days, Instant, Week
from planner.model.catalogue import KINDS, Kind, PlanSettings, Record
from planner.model.field_types import Choice, Currency, FieldType, Flag, Json, Reference, Text, check_id
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.model.plan import Plan
from planner.model.values import Hours, Money, Month, Range

Ids = Mapping[str, list[str]]
CURRENCIES = ("CNY", "USD", "JPY", "KWD")
uuids = st.uuids(version=4).map(str)
names = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=12)
texts = names.filter(lambda text: bool(text.strip()))
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))
months = st.builds(Month, st.integers(2000, 2099), st.integers(1, 12))


@cache
def moneys(negative: bool = False, currency: str | None = None) -> st.SearchStrategy[Money]:
    """Amounts, in minor units, of one or any of four currencies."""
    minor = st.integers(-(10**12) if negative else 0, 10**12)
    return st.builds(Money.of_minor, minor, st.just(currency) if currency else st.sampled_from(CURRENCIES))


def decimals(low: Decimal | None, high: Decimal | None) -> st.SearchStrategy[Decimal]:
    """Numbers between the bounds with up to four decimals."""
    least = Decimal(-(10**6)) if low is None else low
    most = Decimal(10**6) if high is None else high
    return st.decimals(least, most, places=6 if least == Decimal("0.000001") else 4).map(
        lambda number: number.normalize() + 0
    )


def ranges(kind: Uncertain) -> st.SearchStrategy[Range]:
    """Exact, two ends, three points, and observed where the family allows it."""
    number = decimals(kind.low, kind.high)
    typed = st.just("") | texts
    two = st.tuples(number, number, typed).map(lambda drawn: Range.between(*sorted(drawn[:2]), typed=drawn[2]))
    three = st.tuples(number, number, number).map(lambda drawn: Range.pert(*sorted(drawn)))
    observed = st.integers(1, 10**6).flatmap(lambda of: st.builds(Range.observed, st.integers(0, of), st.just(of)))
    every = st.builds(Range.exact, number) | two | three
    return every | observed if kind.family == "rate" else every


def numbers(kind: Number) -> st.SearchStrategy[Any]:
    """Exact numbers of the declared sort."""
    if kind.steps:
        return st.sampled_from(kind.steps)
    if kind.whole:
        low = -(10**6) if kind.low is None else int(kind.low)
        return st.integers(low, 10**9 if kind.high is None else int(kind.high))
    return decimals(kind.low, kind.high)


json_forms = st.recursive(
    st.booleans() | st.integers(-(10**12), 10**12) | texts | st.decimals(0, 1, places=3).map(float),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)


def values_of(kind: FieldType, ids: Ids) -> st.SearchStrategy[Any]:
    """Values that a field of this type may hold; `ids` says which records may be named."""
    if isinstance(kind, Reference):
        there = ids.get(kind.target, [])
        if not there:
            return st.just(kind.empty)
        return (
            st.lists(st.sampled_from(there), unique=True, max_size=4).map(tuple)
            if kind.many
            else st.sampled_from(there)
        )
    if isinstance(kind, Choice):
        one = st.sampled_from([name for name, _label in kind.choices])
        return st.lists(one, unique=True).map(kind.check) if kind.many else one
    for sort, found in (
        (Amount, lambda: moneys(kind.negative)),  # type: ignore[attr-defined]
        (Number, lambda: numbers(kind)),  # type: ignore[arg-type]
        (Uncertain, lambda: ranges(kind)),  # type: ignore[arg-type]
        (Text, lambda: texts.map(kind.check)),
        (Currency, lambda: st.sampled_from(CURRENCIES)),
        (Flag, st.booleans),
        (Json, lambda: json_forms.map(lambda form: kind.from_json(form, "CNY"))),
        (WorkingTime, lambda: st.builds(Hours, st.integers(0, 10**6))),
        (Day, lambda: days),
        (CalendarMonth, lambda: months),
        (Instant, lambda: instants),
        (Week, lambda: st.lists(st.builds(Hours, st.integers(0, 1440)), min_size=7, max_size=7).map(tuple)),
        (Days, lambda: st.lists(days, unique=True, max_size=4).map(sorted).map(tuple)),
    ):
        if isinstance(kind, sort):
            return found()
    raise AssertionError(f"no strategy for {kind}; add one")


def _field(spec: FieldSpec, ids: Ids) -> st.SearchStrategy[Any]:
    if isinstance(spec.type, Reference):
        return _or_empty(spec, values_of(spec.type, ids))
    if spec not in _FIELDS:  # to make a strategy takes longer than to draw from it
        _FIELDS[spec] = _or_empty(spec, values_of(spec.type, {}))
    return _FIELDS[spec]


_FIELDS: dict[FieldSpec, st.SearchStrategy[Any]] = {}


def _or_empty(spec: FieldSpec, value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return value if spec.required else st.just(spec.type.empty) | st.just(spec.default) | value


@st.composite
def _record(draw: st.DrawFn, kind: Kind, ids: Ids, record_id: str | None) -> Record:
    values = {spec.name: draw(_field(spec, ids)) for spec in kind.specs}
    for spec in kind.specs:
        if isinstance(spec.type, Amount) and spec.type.currency_field and values[spec.name] is not None:
            own = values[spec.type.currency_field]
            values[spec.name] = draw(moneys(spec.type.negative, own))
    if kind.name == "plan":
        for name in ("horizon_months", "correlation", "seed"):
            if values[name] is None:
                values[name] = kind.by_name[name].default
    if kind.either and all(values[name] is None for name in kind.either):
        name = draw(st.sampled_from(kind.either))
        values[name] = draw(values_of(kind.by_name[name].type, ids))
    archived = kind.name != "plan" and draw(st.booleans())
    made = kind.record(id=record_id or draw(uuids), archived=archived, **values)
    return kind.check(made)


def records_of(kind: str, ids: Ids | None = None, record_id: str | None = None) -> st.SearchStrategy[Record]:
    """Records of one kind with every field drawn; `ids` (kind -> ids) are the records that may be named.

    A kind with a required reference needs ids of the kinds it names.
    """
    return _record(KINDS[kind], ids or {}, record_id)


@st.composite
def record_sets(draw: st.DrawFn, most: int = 3, least: int = 0) -> list[Record]:
    """The settings first, then up to `most` records of every kind, journal kinds too, with places and sound references."""
    ids: dict[str, list[str]] = {}
    for name in KINDS:
        if name != "plan":
            ids[name] = draw(st.lists(uuids | texts.map(check_id), min_size=least, max_size=most, unique=True))
    records: list[Record] = [draw(records_of("plan"))]
    for name, kind in KINDS.items():
        if any(spec.required and not ids.get(getattr(spec.type, "target", "")) for spec in kind.references):
            ids[name] = []
    for name, there in ids.items():
        records += placed([draw(records_of(name, ids, one)) for one in there], "")
    return records


def plan_from(records: list[Record]) -> Plan:
    """The plan that holds the records of the kinds held in memory."""
    tables: dict[str, dict[str, Record]] = {}
    for record in records:
        tables.setdefault(_kind_name(record), {})[record.id] = record
    return Plan(tables)


def _kind_name(record: Record) -> str:
    return next(name for name, kind in KINDS.items() if kind.record is type(record))


def plans(most: int = 3) -> st.SearchStrategy[Plan]:
    """Whole plans; without the journal kinds, which a plan does not hold."""
    return record_sets(most).map(plan_from)


def settings() -> st.SearchStrategy[PlanSettings]:
    """The record of a plan itself."""
    return records_of("plan")  # type: ignore[return-value]
