"""Random plans that are at work: listings on offer around the plan's start, every field drawn, absurd ones too."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from planner.model.catalogue import Alliance, Cost, Job, Listing, PlanSettings, Platform, Product, Record
from planner.model.plan import Plan
from planner.model.values import Month
from tests.strategies import plan_from, record_sets

START = Month(2026, 12)
near = st.none() | st.integers(-30, 30).map(lambda step: START + step)
near_days = st.none() | st.dates(date(2026, 6, 1), date(2028, 6, 1))


@st.composite
def _at_work(draw: st.DrawFn, record: Record) -> Record:
    changed: dict[str, Any] = {"archived": False} if draw(st.integers(0, 9)) else {}
    match record:
        case PlanSettings():
            changed |= {"start_month": START, "horizon_months": draw(st.sampled_from((12, 24, 30)))}
        case Listing():
            status = draw(st.sampled_from(("active", "active", "trial", "idea", "paused", "ended", None)))
            changed |= {"status": status, "start_month": draw(near), "end_month": draw(near)}
        case Product():
            changed |= {"launch_month": draw(near)}
        case Platform():
            changed |= {"joined": draw(near)}
        case Alliance():
            stage = draw(st.sampled_from(("active", "agreed", "talking")))
            changed |= {"stage": stage, "start": draw(near_days), "end": draw(near_days)}
        case Job() | Cost():
            changed |= {"start": draw(near), "end": draw(near)}
        case _:
            pass
    return replace(record, **changed)


@st.composite
def businesses(draw: st.DrawFn, most: int = 3) -> Plan:
    """Plans with one to `most` records of every kind, of which most take part in a forecast."""
    records = draw(record_sets(most, least=1))
    return plan_from([draw(_at_work(record)) for record in records])


def numbers_in(value: Any, path: str = "") -> Iterator[tuple[str, float]]:
    """Every number of a frozen result, with the path to it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield path, value
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield from numbers_in(getattr(value, entry.name), f"{path}.{entry.name}")
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield from numbers_in(entry, f"{path}[{key}]")
    elif isinstance(value, tuple | list):
        for place, entry in enumerate(value):
            yield from numbers_in(entry, f"{path}[{place}]")
