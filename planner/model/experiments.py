"""What a test of a day may count, what is fixed once it has begun, and the log of what was changed afterwards.

The log stands in `changes` of the experiment, one line each: moment, field, value before, value after, reason. Replies
are counted by hand and stand there too, so that each count keeps its moment.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.model.clock import day_at
from planner.model.plan import Plan
from planner.model.portfolio import Listing, Product
from planner.model.roadmap import Experiment

LOCKED = ("hypothesis", "listing", "measure", "threshold", "confidence", "sample", "stop_at")
"""What is promised at the start: later it is changed with a reason, or not at all."""
KEPT = ("state", "start", "decision", "changes")
"""What is written by starting, stopping and deciding only."""
REPLIES, BEFORE = "replies", "before"
"""Lines of the log that are no change: replies counted so far, and sales of the first day that the test did not make."""
_SIGN = " | "


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the log; `before` and `after` are values as text, empty where there is none."""

    at: dt.datetime
    field: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted: `hits` sales, replies or orders; `of` clicks, None where only hits are counted."""

    hits: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """What an experiment counts: sales or publications of these products on a platform between two moments.

    The ledger knows days only: a sale counts from the day of `since` to that of `until`, both included; `before` are
    those of the first day that were there already.
    """

    id: str
    measure: str
    products: tuple[str, ...]
    platform: str | None
    since: dt.datetime
    until: dt.datetime | None
    first_day: dt.date
    last_day: dt.date | None
    before: int = 0


def noted(changes: str) -> tuple[Noted, ...]:
    """The log, oldest first; lines that somebody wrote by hand are left out."""
    return tuple(_lines(changes))


def with_note(changes: str, note: Noted) -> str:
    """The log with one line more."""
    parts = (stamp(note.at), note.field, note.before, note.after, note.reason)
    line = _SIGN.join(" ".join(part.replace("|", "/").split()) for part in parts)
    return f"{changes}\n{line}" if changes else line


def stamp(at: dt.datetime) -> str:
    """A moment as the log spells it, in UTC to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def counted_by_hand(changes: str) -> int | None:
    """The replies counted last; None when none were."""
    found = [note.after for note in noted(changes) if note.field == REPLIES]
    return int(found[-1]) if found and found[-1].isdigit() else None


def locked(record: object) -> tuple[str, ...]:
    """The fields of a record that a plain edit must leave alone."""
    if not isinstance(record, Experiment):
        return ()
    return KEPT if (record.state or "idea") == "idea" else (*KEPT, *LOCKED)


def afresh(record: object) -> dict[str, object]:
    """What a copy of a record leaves behind: a test that was copied has not begun."""
    return dict.fromkeys(KEPT) | {"state": "idea", "changes": ""} if isinstance(record, Experiment) else {}


def window_of(plan: Plan, one: Experiment) -> Window | None:
    """What the experiment counts up to its end; None before its start or where nothing can be counted."""
    listing = plan.find("listing", one.listing)
    measure = one.measure or "conversion"
    if one.start is None or measure == REPLIES or not isinstance(listing, Listing) or listing.product is None:
        return None
    end, settings = one.stop_at, plan.settings
    before = next((note.after for note in reversed(noted(one.changes)) if note.field == BEFORE), "")
    return Window(
        one.id, measure, _ways_to(plan, listing.product) if measure == "conversion" else (listing.product,),
        listing.platform, one.start, end, day_at(one.start, settings), None if end is None else day_at(end, settings),
        int(before) if before.isdigit() else 0,
    )  # fmt: skip


def window_today(plan: Plan, one: Experiment, now: dt.datetime) -> Window | None:
    """What an experiment that begins now would count of this day already."""
    return window_of(plan, replace(one, start=now, stop_at=now, changes=""))


def windows(plan: Plan) -> tuple[Window, ...]:
    """What every experiment that has begun counts."""
    begun = (one for one in plan.of(Experiment) if one.state in ("running", "done"))
    return tuple(window for one in begun if (window := window_of(plan, one)) is not None)


def _lines(changes: str) -> Iterator[Noted]:
    for line in changes.splitlines():
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 5:
            continue
        try:
            at = dt.datetime.fromisoformat(parts[0])
        except ValueError:
            continue
        yield Noted(at, *parts[1:])


def _ways_to(plan: Plan, product_id: str) -> tuple[str, ...]:
    """The product, and those that are only a way to it: their publications speak for it."""
    ways = (one.id for one in plan.of(Product) if one.backed_by == product_id)
    return tuple(dict.fromkeys((product_id, *ways)))
