"""When something is due, said kindly, and what an alliance exchanges, counted."""

from datetime import date

from planner.i18n import _, ngettext
from planner.model import wording
from planner.model.catalogue import Record
from planner.model.parsing import Context
from planner.model.plan import Plan


def due_words(day: date | None, context: Context) -> str:
    """ "20 Nov"; a day that has passed is today's, with a neutral word about the delay."""
    if day is None:
        return ""
    late = (context.today - day).days if context.today else 0
    if late == 0 and context.today:
        return _("Today")
    if late > 0:
        return ngettext("Today, {count} day late", "Today, {count} days late", late).format(count=late)
    return wording.day_words(day, context)


def ago_words(day: date | None, context: Context) -> str:
    """How long ago a day was, in as few words as a card has room for: "12 d ago"; nothing without one."""
    if day is None or context.today is None:
        return ""
    passed = (context.today - day).days
    return _("today") if passed < 1 else ngettext("{count} d ago", "{count} d ago", passed).format(count=passed)


def exchange_counts(record: Record, plan: Plan) -> tuple[int, int]:
    """How many lines an alliance gives and gets."""
    lines = plan.naming("exchange", "alliance", record.id)
    give = sum(getattr(line, "direction", "") == "give" for line in lines)
    return give, len(lines) - give
