"""A next action in words: what to do, where it stands, and when; the page and the report say it alike."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from planner.i18n import N_, _, ngettext
from planner.model.distribution import reason_parts
from planner.model.placements import Placement
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.weeks import WEEKDAYS
from planner.model.wording import day_words, money_words

if TYPE_CHECKING:
    from planner.analysis.roadmap.next_actions import NextAction

DOT: Final = " · "
NEAR: Final = 6  # days ahead that are called by their name of the week
_SORTS: Final[Mapping[str, str]] = {
    "milestone": N_("Milestone"), "run": N_("Experiment"), "verdict": N_("Experiment"), "publish": N_("Distribution"),
    "retry": N_("Distribution"), "step": N_("Alliance"), "review": N_("Alliance"), "record": N_("Recurring entry"),
}  # fmt: skip
_SAYS: Final[Mapping[str, str]] = {
    "milestone": "name",
    "run": "hypothesis",
    "verdict": "hypothesis",
    "step": "next_step",
}
ICONS: Final[Mapping[str, str]] = {
    "milestone": "milestone", "run": "flask-conical", "verdict": "flask-conical", "publish": "send", "retry": "send",
    "step": "handshake", "review": "handshake", "record": "repeat",
}  # fmt: skip


def action_words(plan: Plan, action: "NextAction") -> str:
    """What is to be done."""
    if action.placement is not None:
        return _publishing(plan, action.sort, action.placement)
    record = plan.find(action.kind, action.id)
    if record is None:
        return ""
    if action.sort == "review":
        return _("Review “{name}”").format(name=record.name)
    if action.sort == "record":
        return _("Record “{payee}”").format(payee=record.payee)
    return str(getattr(record, _SAYS[action.sort]))


def _publishing(plan: Plan, sort: str, placement: Placement) -> str:
    work = plan.label("work", placement.work)
    if sort == "publish":
        return _("Publish “{work}”").format(work=work)
    return reason_parts(placement.reason)[1] or _("Publish “{work}” again").format(work=work)


def place_words(plan: Plan, action: "NextAction", context: Context) -> str:
    """Where it stands, and what is to be known of it."""
    return DOT.join(part for part in (_(_SORTS[action.sort]), *_known(plan, action, context)) if part)


def _known(plan: Plan, action: "NextAction", context: Context) -> tuple[str, ...]:
    record, placement = plan.find(action.kind, action.id), action.placement
    if placement is not None:
        platform = plan.label("platform", placement.platform)
        return (platform,) if action.sort == "publish" else (platform, *_failure(plan, placement))
    if record is None:
        return ()
    if action.sort == "milestone":
        named = next((kind for kind in ("product", "platform", "alliance") if getattr(record, kind)), "product")
        return (plan.label(named, getattr(record, named)),)
    if action.sort == "step":
        return (record.name,)
    if action.sort == "record":
        return (money_words(record.amount, context) if record.amount else "",)
    told = {"run": _("running"), "verdict": _("over: keep, stop or repeat")}
    return (told.get(action.sort, ""),)


def _failure(plan: Plan, placement: Placement) -> tuple[str, ...]:
    """The work, where the next step has not named it, and what went wrong."""
    wrong, step = reason_parts(placement.reason)
    failed = _("failed: {reason}").format(reason=wrong) if wrong else _("failed")
    return (plan.label("work", placement.work), failed) if step else (failed,)


def when_words(action: "NextAction", today: date, context: Context) -> str:
    """When: today, tomorrow, a day of this week by its name, a date; nothing where no day is named."""
    day = action.when(today)
    if day is None:
        return ""
    if day == today:
        return _("Today")
    if day == today + timedelta(days=1):
        return _("Tomorrow")
    if (day - today).days <= NEAR:
        return _(WEEKDAYS[day.weekday()])
    return day_words(day, context)


def late_words(action: "NextAction", today: date) -> str:
    """ "3 days late"; empty when it is not."""
    late = action.late(today)
    return ngettext("{count} day late", "{count} days late", late).format(count=late) if late else ""
