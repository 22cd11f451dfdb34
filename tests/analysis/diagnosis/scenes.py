"""Small plans, what their journal adds up to and a forecast that can be bent: what the rules of the diagnosis look at."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from planner.analysis.diagnosis import findings  # noqa: F401 - registers the rules
from planner.analysis.facts.actuals import Actuals, actuals
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecast_results import Forecast
from planner.model.catalogue import (
    Alliance,
    Domain,
    Exchange,
    Listing,
    Milestone,
    Need,
    Partner,
    PlanSettings,
    Platform,
    Product,
    Record,
)
from planner.model.checks import Examination, Problem, Surroundings, examine
from planner.model.plan import Plan
from planner.model.proof import Proof
from planner.model.tallies import MonthMinutes, MonthSum, PublicationSum, Tallies
from planner.model.values import Hours, Money, Month, Range
from tests.strategies import plan_from

TODAY = dt.date(2026, 11, 20)
Bend = Callable[[Forecast], Forecast]


def cny(amount: str | int) -> Money:
    return Money(Decimal(amount), "CNY")


def exact(value: str | int) -> Range:
    return Range.exact(Decimal(value))


def between(low: str | int, high: str | int) -> Range:
    return Range.between(Decimal(low), Decimal(high))


def settings(**fields: Any) -> PlanSettings:
    """Cash for long, modest living costs, tax set aside, one hour a day, an hour sells for 50."""
    known = {
        "title": "Test", "start_month": Month(2026, 12), "horizon_months": 24, "cash": cny(100_000),
        "living_costs": exact(1000), "set_aside_rate": Decimal("0.2"), "wage": cny(50), "seed": 1,
        "hours_per_week": (Hours.of(1),) * 7,
    }  # fmt: skip
    return PlanSettings(id="plan", **(known | fields))


def product(key: str = "course", **fields: Any) -> Product:
    """A course that is live and sells for 200."""
    known = {"name": key.capitalize(), "stage": "live", "pricing": "one_off", "price": cny(200)}
    return Product(id=key, **(known | fields))


def platform(key: str = "list", **fields: Any) -> Platform:
    """A list of one's own with a thousand readers."""
    known = {"name": key.capitalize(), "ownership": "owned", "audience": exact(1000)}
    return Platform(id=key, **(known | fields))


def listing(key: str = "offer", what: str = "course", where: str = "list", **fields: Any) -> Listing:
    """Brings 10 orders a month."""
    known = {
        "status": "active", "publications_per_month": exact(2), "click_rate": exact("0.1"), "conversion": exact("0.05"),
    }  # fmt: skip
    return Listing(id=key, product=what, platform=where, **(known | fields))


def shop(**fields: Any) -> list[Record]:
    """The course on the list; fields are those of the listing."""
    return [product(), platform(), listing(**fields)]


def domain(key: str, score: int | None, **fields: Any) -> Domain:
    return Domain(id=key, name=key.capitalize(), score=score, **fields)


def need(domain_id: str, what: str = "course", role: str = "required") -> Need:
    return Need(id=f"{what}-{domain_id}", product=what, domain=domain_id, role=role, multiplier=exact(2))


def milestone(key: str, **fields: Any) -> Milestone:
    return Milestone(id=key, name=key.capitalize(), **fields)


def alliance(*partners: str, **fields: Any) -> Alliance:
    known = {"name": "Alliance", "partners": partners, "stage": "active"}
    return Alliance(id="alliance", **(known | fields))


def partners(*keys: str) -> list[Record]:
    return [Partner(id=key, name=key.capitalize()) for key in keys]


def line(key: str, direction: str, sort: str = "skill", **fields: Any) -> Exchange:
    return Exchange(id=key, alliance="alliance", direction=direction, sort=sort, what=key, **fields)


def sold(what: str = "course", where: str = "list", month: str = "2026-10", count: int = 1) -> MonthSum:
    """Sales of a month for 200 each."""
    return MonthSum(month, "sale", "CNY", what, where, None, 20_000 * count, 0, count, count)


def made(hours: float, what: str = "course", month: str = "2026-10") -> MonthMinutes:
    return MonthMinutes(month, "making", what, round(60 * hours))


def published(
    views: int = 0, clicks: int = 0, what: str = "course", where: str = "list", month: str = "2026-10", count: int = 1
) -> PublicationSum:
    """Publications of a month; clicks are known where there are any."""
    known = {"clicks": clicks, "clicks_of": max(views, clicks) if clicks else 0}
    return PublicationSum(month, where, what, "published", count, views, count if views else 0, **known)


class Results(Mapping[str, Any]):
    """Results of the analysis that tell which of them were looked at."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return self.known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def __contains__(self, name: object) -> bool:
        return name in self.known


@dataclass(frozen=True)
class Scene:
    """Records (settings first, or the usual ones), what the journal adds up to, and how the forecast is bent."""

    records: tuple[Record, ...]
    tallies: Tallies = field(default_factory=Tallies)
    bend: Bend = lambda found: found
    today: dt.date = TODAY

    @property
    def plan(self) -> Plan:
        records = self.records
        if not any(isinstance(one, PlanSettings) for one in records):
            records = (settings(), *records)
        return plan_from(list(records))

    def facts(self) -> Actuals:
        return actuals(self.plan, self.tallies, self.today)

    def around(self, firing: Iterable[tuple[str, str]] = ()) -> Surroundings:
        """What the rules get."""
        plan = self.plan
        facts = actuals(plan, self.tallies, self.today)
        found = self.bend(forecast(plan, facts, ForecastOptions(samples=64)))
        return Surroundings(plan, self.today, {}, {"forecast": found, "actuals": facts}, frozenset(firing))

    def examined(self, firing: Iterable[tuple[str, str]] = ()) -> Examination:
        return examine(self.around(firing))

    def problems(self, rule: str, firing: Iterable[tuple[str, str]] = ()) -> list[Problem]:
        """What one rule finds."""
        return [one for one in self.examined(firing).problems if one.rule == rule]

    def with_record(self, record: Record) -> "Scene":
        """The same with one record put in place of that of the same kind and id."""
        same = [one for one in self.records if type(one) is type(record) and one.id == record.id]
        rest = tuple(one for one in self.records if one not in same)
        return replace(self, records=(*rest, record))


def scene(*records: Record | Iterable[Record], bend: Bend | None = None, **tallies: Any) -> Scene:
    """A scene of records; `tallies` are fields of `Tallies`; what was sold is proven."""
    sales = [one for one in tallies.get("money", ()) if one.sort == "sale" and one.product]
    tallies.setdefault("proofs", {one.product: Proof(None, one.count) for one in sales})
    flat = tuple(one for part in records for one in ([part] if isinstance(part, Record) else part))
    return Scene(flat, Tallies(**tallies), bend or (lambda found: found))
