"""What it means to say of a next action that it is done: by its sort, in the record it stands in."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from planner.commands import distribution, experiments, records, recurring
from planner.commands.distribution import Place
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import Alliance, Publication
from planner.store.transaction import Transaction


def done(tx: Transaction, sort: str, record_id: str, now: datetime, today: date) -> str:
    """Write that it is done: a milestone is reached, a test ended, a publication out, a step of an alliance taken, a
    review held, what recurs recorded. Returns the id. InputError for a verdict, which has to be told (`experiments.decide`).
    """
    deed = _DEEDS.get(sort)
    if deed is None:
        raise InputError(_("Say what you make of it: keep, stop or repeat."), f"experiment/{record_id}", "missing")
    deed(tx, record_id, now, today)
    return record_id


def _reach(tx: Transaction, milestone: str, _now: datetime, today: date) -> None:
    records.edit(tx, "milestone", milestone, done_on=today)


def _end(tx: Transaction, experiment: str, now: datetime, _today: date) -> None:
    experiments.stop(tx, experiment, now)


def _publish(tx: Transaction, publication: str, now: datetime, _today: date) -> None:
    found = tx.find("publication", publication)
    if not isinstance(found, Publication):
        raise InputError(_("The record is no longer there."), f"publication/{publication}", "unknown")
    distribution.publish(tx, [Place(str(found.work), str(found.platform), publication)], now)


def _take_step(tx: Transaction, alliance: str, _now: datetime, today: date) -> None:
    """The step is no longer the next one; that it was taken stands in the log of the first partner."""
    one = tx.plan.get(Alliance, alliance)
    if one.partners:
        records.create(tx, "contact", partner=one.partners[0], on=today, note=one.next_step)
    records.edit(tx, "alliance", alliance, next_step="", next_on=None)


def _hold_review(tx: Transaction, alliance: str, _now: datetime, _today: date) -> None:
    records.edit(tx, "alliance", alliance, review_on=None)


def _record(tx: Transaction, entry: str, _now: datetime, today: date) -> None:
    recurring.record(tx, [entry], today)


_DEEDS: Final[Mapping[str, Callable[[Transaction, str, datetime, date], None]]] = {
    "milestone": _reach, "run": _end, "publish": _publish, "retry": _publish, "step": _take_step, "review": _hold_review,
    "record": _record,
}  # fmt: skip
