"""A month looked back on, in sentences: the guided page and the report say it alike."""

from typing import TYPE_CHECKING

from planner.figures.speech import Speech
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.facts.month_review import MonthReview


def came_in(review: "MonthReview", speech: Speech) -> str:
    """What came in, beside what had been expected."""
    words = {"month": speech.month(review.month), "income": speech.money(review.income)}
    one = review.outcome
    if one is None:
        return _("In {month}, {income} came in; nothing had been forecast for it").format(**words)
    words["range"] = speech.span(one.low, one.high)
    if one.inside:
        return _("In {month}, {income} came in, as expected: {range}").format(**words)
    if one.actual < one.low:
        return _("In {month}, {income} came in, less than expected: {range}").format(**words)
    return _("In {month}, {income} came in, more than expected: {range}").format(**words)


def besides(review: "MonthReview", speech: Speech) -> str:
    """The month before, costs, hours and what an hour brought: short phrases."""
    before = _("{month}: {income}").format(month=speech.month(review.month + -1), income=speech.money(review.before))
    parts = [before]
    if review.costs:
        left = _("costs {costs}, so {left} was left")
        parts.append(left.format(costs=speech.money(review.costs), left=speech.money(review.left)))
    if review.salary:
        parts.append(_("salary {amount}").format(amount=speech.money(review.salary)))
    if review.hourly is not None:
        hours = _("{hours} of work at {hourly} an hour")
        parts.append(hours.format(hours=speech.hours(review.hours), hourly=speech.money(review.hourly)))
    return " · ".join(parts)
