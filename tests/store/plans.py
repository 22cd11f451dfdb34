"""Invented plans of any size for the tests of the store."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.model.catalogue import KINDS, PlanSettings, Record
from planner.model.order import places_after
from planner.model.values import Money, Month, Range
from planner.session import Session

PLAN_ID = "01936000-0000-7000-8000-000000000000"


def record_id(kind: str, number: int) -> str:
    """A fixed id, the same in every run."""
    sort = list(KINDS).index(kind)
    return f"01936000-{sort:04x}-7000-8000-{number:012x}"


def start(**fields: Any) -> PlanSettings:
    """The record of a new plan."""
    return PlanSettings(id=PLAN_ID, title="Test", start_month=Month(2026, 12), **fields)


def _record(kind: str, number: int, position: str, **fields: Any) -> Record:
    return KINDS[kind].record(id=record_id(kind, number), position=position, **fields)


def small_records(count: int) -> list[Record]:
    """About `count` records of the small kinds, linked to one another: products, platforms, listings, needs and so on."""
    each = max(count // 8, 1)
    found: list[Record] = []
    for kind in ("domain", "product", "platform", "partner"):
        for number, place in enumerate(places_after("", each)):
            fields: dict[str, Any] = {"name": f"{kind} {number} 名称"}
            if kind == "product":
                fields |= {
                    "price": Money(Decimal(199), "CNY"),
                    "refund_rate": Range.between(Decimal("0.01"), Decimal("0.05")),
                }
            found.append(_record(kind, number, place, **fields))
    for number, place in enumerate(places_after("", each)):
        one, two = number % each, (number * 7 + 3) % each
        found += [
            _record(
                "listing",
                number,
                place,
                product=record_id("product", one),
                platform=record_id("platform", two),
                conversion=Range.between(Decimal("0.01"), Decimal("0.03"), typed="1% to 3%"),
                notes="Invented.",
            ),
            _record("need", number, place, product=record_id("product", one), domain=record_id("domain", two)),
            _record("alliance", number, place, name=f"Alliance {number}", partners=(record_id("partner", one),)),
            _record(
                "exchange", number, place, alliance=record_id("alliance", one), what="A link", hours=Range.exact(2)
            ),
        ]
    return found


def entries(count: int, first: int = 0, products: int = 0) -> list[Record]:
    """`count` lines of a ledger; with `products`, each names one of that many."""
    made = []
    for number in range(first, first + count):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number % 700)
        product = record_id("product", number % products) if products else None
        amount = Money.of_minor(number * 37 % 100_000, "CNY")
        made.append(
            _record("entry", number, "", date=day, amount=amount, currency="CNY", product=product, payee="Nobody")
        )
    return made


def made(path: Path, count: int = 40, ledger: int = 0) -> Session:
    """A new plan at `path` with some records."""
    records = small_records(count) if count else []
    return Session.create(path, start(), [*records, *entries(ledger, products=max(count // 8, 0))])
