"""The time log in words: what was worked on, how a typed line was read, and how long a timer has run."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from planner.i18n import _, language
from planner.model import parsing
from planner.model.catalogue import TimeEntry, Timer
from planner.model.reading import Context
from planner.model.time import ACTIVITIES
from planner.model.time_line import LINKED, TimeLine
from planner.model.values import Hours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.model.plan import Plan

_DOT = " · "


def hours_words(minutes: int) -> str:
    """Working time in the words of the language in use."""
    return parsing.words("hours", Hours(minutes), Context(language()))


def clock_words(ran: timedelta) -> str:
    """How long a timer has run, as hours and minutes: 0:52."""
    minutes = int(ran.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def activity_words(name: str | None) -> str:
    """The name of an activity; empty for none."""
    return _(dict(ACTIVITIES)[name]) if name else ""


def task_words(plan: "Plan", entry: TimeEntry | Timer) -> str:
    """What was worked on: the records named and the memo, else the activity."""
    said = [named_words(plan, entry), entry.memo]
    return _DOT.join(part for part in said if part) or activity_words(entry.activity)


def named_words(plan: "Plan", entry: TimeEntry | Timer) -> str:
    """The records that were worked on."""
    return _DOT.join(plan.label(kind, target) for kind in LINKED if (target := getattr(entry, kind)))


def typed_task(plan: "Plan", entry: TimeEntry) -> str:
    """Words that, typed into the line, mean the same task again."""
    named = [plan.label(kind, target) for kind in LINKED if (target := getattr(entry, kind))]
    return " ".join([*named, *([entry.memo] if entry.memo else []), activity_words(entry.activity)])


def reading_words(plan: "Plan", line: TimeLine, usual: str, today: date) -> str:
    """How a typed line was read, part by part."""
    links: Mapping[str, str] = line.links
    day = "" if line.day in (None, today) else parsing.words("day", line.day, Context(language(), today=today))
    parts = [
        hours_words(line.minutes.minutes) if line.minutes else "",
        *(plan.label(kind, links[kind]) for kind in LINKED if kind in links),
        activity_words(line.activity or usual),
        day or (_("today") if line.minutes else ""),
        line.memo,
    ]
    said = _DOT.join(part for part in parts if part)
    if line.unclear:
        return _("{reading}. “{word}” fits several; write more of its name.").format(reading=said, word=line.unclear[0])
    return said


def now() -> datetime:
    """This moment, with its offset."""
    return datetime.now().astimezone()
