"""What a roadmap comes to, in a sentence and a line of what is unsure: pages and reports say it alike."""

from typing import TYPE_CHECKING

from planner.figures.speech import Speech
from planner.i18n import _, ngettext, separator
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.roadmap.dates import Roadmap
    from planner.analysis.roadmap.timeline import Timeline

_NAMED = 3  # of what slips
_APART = 1.5  # from where on bars and chances may seem to contradict each other


def conclusion(timeline: "Timeline", found: "Roadmap", plan: Plan, speech: Speech) -> str:
    """The sentence that answers first: what is wrong, what slips, or by when all is done; empty without milestones."""
    if found.circle:
        path = " → ".join(plan.label("milestone", one) for one in (*found.circle, found.circle[0]))
        return _("These wait for each other: {path}. Remove one arrow.").format(path=path)
    if not timeline.rows:
        return ""
    if not timeline.weeks and any(path.endswith("hours_per_week") for path in found.lacking):
        return _("No day can be told before the hours of your week are entered.")
    if timeline.slipping:
        return _slips(timeline, plan, speech)
    days = [row.outlook.p80 for row in timeline.rows]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or not known:
        return _("Not every milestone has a day: enter how many hours each takes.")
    count = len(timeline.rows)
    told = ngettext(
        "The one milestone is done by {day} with a chance of 80%.",
        "All {count} milestones are done by {day} with a chance of 80%.",
        count,
    )
    return told.format(count=count, day=speech.day(max(known)))


def _slips(timeline: "Timeline", plan: Plan, speech: Speech) -> str:
    """What slips by how much, and the week that is too full for it."""
    rows, week = timeline.slipping, timeline.fullest
    names = [plan.label("milestone", row.outlook.id) for row in rows[:_NAMED]]
    if len(rows) == 1:
        days = rows[0].slips
        told = ngettext("“{name}” slips by {count} day.", "“{name}” slips by {count} days.", days)
        what = told.format(name=names[0], count=days)
    elif len(rows) <= _NAMED:
        what = _("{names} slip.").format(names=separator().join(_("“{name}”").format(name=name) for name in names))
    else:
        what = ngettext("{count} milestone slips.", "{count} milestones slip.", len(rows)).format(count=len(rows))
    if week is None:
        return what
    full = (
        _("This week still needs {needed} and has {capacity}: {what}")
        if week.monday <= timeline.today
        else _("The week from {day} needs {needed} and has {capacity}: {what}")
    )
    needed, there = speech.hours(week.needed), speech.hours(week.capacity)
    return full.format(day=speech.day(week.monday), needed=needed, capacity=there, what=what)


def uncertainty(timeline: "Timeline", found: "Roadmap", plan: Plan, speech: Speech) -> list[str]:
    """What is unsure about it, in parts of one line."""
    parts = []
    halves = [row.outlook.p50 for row in timeline.rows]
    days = [day for day in halves if day is not None]
    if days and len(days) == len(halves):
        parts.append(_("As likely as not by {day}").format(day=speech.day(max(days))))
    unsure = [row for row in timeline.rows if row.outlook.late]
    worst = max(unsure, key=lambda row: row.outlook.late or 0.0, default=None)
    if worst is not None:
        words = _("“{name}” is late with a chance of {chance}")
        chance = speech.chance(worst.outlook.late or 0.0)
        parts.append(words.format(name=plan.label("milestone", worst.outlook.id), chance=chance))
    if found.finished:
        told = _("your estimates are taken {factor} times")
        parts.append(told.format(factor=f"{found.bias.shrunk_factor:.2g}"))
    typed, logged = _paces(found, plan)
    if typed and logged and max(typed, logged) >= _APART * min(typed, logged):
        words = _("bars reckon with the {typed} a week you entered, chances with the {logged} you logged")
        parts.append(words.format(typed=speech.hours(typed), logged=speech.hours(logged)))
    return parts


def _paces(found: "Roadmap", plan: Plan) -> tuple[float, float]:
    """Hours a week as entered, on which the bars stand, and as logged, on which the chances do; 0 where there are none."""
    week = plan.settings.hours_per_week
    typed = sum(day.minutes for day in week) / 60 if week is not None else 0.0
    return typed, sum(found.weekly) / len(found.weekly) if found.weekly else 0.0
