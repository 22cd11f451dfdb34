"""An invented plan with a journal in a real file, and what it adds up to."""

import datetime as dt
import tempfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.analysis.facts.actuals import Actuals, actuals
from planner.importers.bundle import read_bundle
from planner.model.catalogue import Entry, Listing, Platform, Product, Publication, Record, TimeEntry, Work
from planner.model.plan import Plan
from planner.model.values import Hours, Money, Range
from planner.paths import resource
from planner.session import Session
from tests.store.plans import record_id, start

TODAY = dt.date(2026, 11, 20)
COURSE, COLUMN, ADVICE, FILM = (record_id("product", number) for number in range(4))
LIST, FEED = (record_id("platform", number) for number in range(2))
PARTNER = record_id("partner", 0)


def between(low: str, high: str) -> Range:
    return Range.between(Decimal(low), Decimal(high))


def product(product_id: str, pricing: str = "one_off", **fields: Any) -> Product:
    return Product(id=product_id, name=f"Product {product_id[-1]}", pricing=pricing, **fields)


def platform(platform_id: str, **fields: Any) -> Platform:
    return Platform(id=platform_id, name=f"Platform {platform_id[-1]}", **fields)


def listing(number: int, what: str, where: str, **fields: Any) -> Listing:
    known = {"status": "active"} | fields
    return Listing(id=record_id("listing", number), product=what, platform=where, **known)


def small() -> list[Record]:
    """Four products and two platforms; the column is a way to the course."""
    return [
        product(COURSE),
        product(COLUMN, "advertising", backed_by=COURSE),
        product(ADVICE, "hourly"),
        product(FILM, "commission"),
        platform(LIST, audience=Range.exact(1000)),
        platform(FEED),
    ]


class Writer:
    """Makes lines of a journal with ids of their own."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def _id(self, kind: str) -> str:
        return record_id(kind, 10_000 + len(self.records))

    def entry(self, day: str, sort: str, minor: int, currency: str = "CNY", **fields: Any) -> None:
        fee, quantity = fields.pop("fee", None), fields.pop("quantity", None)
        self.records.append(
            Entry(
                id=self._id("entry"), date=dt.date.fromisoformat(day), sort=sort, currency=currency,
                amount=Money.of_minor(minor, currency), fee=None if fee is None else Money.of_minor(fee, currency),
                quantity=None if quantity is None else Decimal(quantity), **fields,
            )
        )  # fmt: skip

    def log(self, day: str, hours: float, activity: str = "making", **fields: Any) -> None:
        date, minutes = dt.date.fromisoformat(day), Hours(round(hours * 60))
        self.records.append(
            TimeEntry(id=self._id("time_entry"), date=date, minutes=minutes, activity=activity, **fields)
        )

    def publish(self, day: str, what: str | None, where: str, **fields: Any) -> None:
        work = Work(id=self._id("work"), title="Work", product=what)
        self.records.append(work)
        known = {"status": "published", "at": dt.datetime.fromisoformat(day + "T08:00:00+00:00")} | fields
        self.records.append(Publication(id=self._id("publication"), work=work.id, platform=where, **known))


def facts(records: Iterable[Record], today: dt.date = TODAY, settings: Any = None) -> tuple[Plan, Actuals]:
    """Plan and facts of records that were written to a file and read back."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session.create(Path(folder) / "a.brightroad", settings or start(), list(records))
        try:
            return session.plan, actuals(session.plan, session.journal.tallies(), today)
        finally:
            session.close()


def sample(language: str) -> tuple[list[Record], Plan, Actuals]:
    """The records of a sample plan, the plan, and its facts."""
    bundle = read_bundle(resource("samples", f"{language}.json").read_bytes())
    records = list(bundle.all())
    return records, *facts(records, TODAY, bundle.settings)
