"""What can be done with the time log: log a typed line, run one timer, and set a cell of the week."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from planner.commands import records
from planner.commands.ids import new_id
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import PlanSettings, TimeEntry, Timer
from planner.model.clock import working_day, zone_of
from planner.model.plan import Plan
from planner.model.time_line import LINKED, LONGEST_DAY, TimeLine
from planner.model.values import Hours
from planner.store.transaction import Transaction

USUAL = "making"


def log(tx: Transaction, line: TimeLine, now: datetime, usual: str = USUAL) -> TimeEntry:
    """Write the entry a line stands for; it is of today unless it says another day, `usual` unless it says what."""
    settings = tx.plan.settings
    day = line.day or working_day(now, settings)
    start = _start(line, day, settings)
    links = _linked(tx.plan, line)
    entry = TimeEntry(
        id=new_id(),
        start=start,
        date=day,
        minutes=line.minutes,
        activity=line.activity or usual,
        memo=line.memo,
        **links,
    )
    tx.insert(entry)
    return entry


def running(plan: Plan) -> Timer | None:
    """The timer that runs, if one does."""
    return next(iter(plan.of(Timer)), None)


def elapsed(timer: Timer, now: datetime) -> timedelta:
    """How long the timer has run; nothing when the clock was set back."""
    return max(timedelta(), now - (timer.start or now))


def start_timer(tx: Transaction, line: TimeLine, now: datetime, usual: str = USUAL) -> Timer:
    """Let a timer run on what the line names; one that runs already is stopped and logged."""
    if running(tx.plan) is not None:
        stop_timer(tx, now)
    timer = Timer(
        id=new_id(), start=_whole(now), activity=line.activity or usual, memo=line.memo, **_linked(tx.plan, line)
    )
    tx.insert(timer)
    return timer


def stop_timer(tx: Transaction, now: datetime) -> TimeEntry:
    """Stop the timer and write what it measured, a minute at least and 24 hours at most; InputError when none runs."""
    timer = running(tx.plan)
    if timer is None:
        raise InputError(_("No timer runs."))
    start = timer.start or now
    minutes = min(max(1, round(elapsed(timer, now) / timedelta(minutes=1))), LONGEST_DAY)
    links = {name: getattr(timer, name) for name in LINKED}
    day = working_day(start, tx.plan.settings)
    entry = TimeEntry(
        id=new_id(), start=start, date=day, minutes=Hours(minutes), activity=timer.activity, memo=timer.memo, **links
    )
    tx.insert(entry)
    tx.delete("timer", timer.id)
    return entry


def discard_timer(tx: Transaction) -> bool:
    """Let the timer go without a trace in the log; whether one ran."""
    timer = running(tx.plan)
    if timer is not None:
        tx.delete("timer", timer.id)
    return timer is not None


def put(tx: Transaction, there: Sequence[TimeEntry], like: TimeEntry, day: date, minutes: Hours) -> None:
    """Make the entries `there` of one day add up to `minutes`: the last one takes the difference.

    `like` says on what, where there is none yet. InputError when the last one is shorter than the difference.
    """
    total = sum((entry.minutes or Hours(0) for entry in there), Hours(0))
    if not there:
        if minutes:
            records.create(
                tx, "time_entry", date=day, minutes=minutes, activity=like.activity or USUAL, memo=like.memo,
                **{name: getattr(like, name) for name in LINKED},
            )  # fmt: skip
        return
    last = there[-1]
    left = (last.minutes or Hours(0)) + minutes - total
    if left.minutes < 0:
        raise InputError(_("Several entries make up this time; change or delete them in the list below."))
    if left:
        tx.update(replace(last, minutes=left))
    else:
        tx.delete("time_entry", last.id)


def _linked(plan: Plan, line: TimeLine) -> dict[str, Any]:
    """What the line names, and the product of the milestone it names."""
    links: dict[str, Any] = dict(line.links)
    milestone = plan.find("milestone", links.get("milestone"))
    if milestone is not None and milestone.product and "product" not in links:
        links["product"] = milestone.product
    return links


def _start(line: TimeLine, day: date, settings: PlanSettings) -> datetime | None:
    """The moment of the clock time typed; before the hour at which a day begins it is the next morning."""
    if line.begins is None:
        return None
    late = line.begins.hour < settings.day_starts_at and line.day is None
    wall = datetime.combine(day + timedelta(days=late), line.begins)
    zone = zone_of(settings)
    return (wall.astimezone() if zone is None else wall.replace(tzinfo=zone)).astimezone(UTC)


def _whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
