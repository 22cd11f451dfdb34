"""What is to be done: milestones one person can meet, and tests of a day with a pass mark set beforehand."""

import datetime as dt
from decimal import Decimal

from planner.i18n import N_
from planner.model.fields import (
    BASICS,
    EFFORT,
    choice,
    day,
    hours,
    instant,
    money,
    notes,
    number,
    range_,
    rate,
    ref,
    refs,
    text,
    whole,
)
from planner.model.kinds import Record, kind
from planner.model.values import Hours, Money, Range

MEASURES = (("conversion", N_("Conversion")), ("sales", N_("Number of sales")), ("replies", N_("Replies")))
STATES = (("idea", N_("Idea")), ("running", N_("Running")), ("done", N_("Done")), ("dropped", N_("Dropped")))
DECISIONS = (("keep", N_("Keep")), ("stop", N_("Stop")), ("repeat", N_("Repeat")))


@kind("milestone", N_("Milestone"), N_("Milestones"), icon="milestone")
class Milestone(Record):
    """A piece of work with an end."""

    name: str = text(N_("Name"), required=True)
    effort: Range | None = range_(N_("Effort in hours"), "hours", section=EFFORT)
    due: dt.date | None = day(N_("Due"))
    wait_days: int | None = whole(N_("Days of waiting afterwards"), high="3650")
    after: tuple[str, ...] = refs(N_("After"), "milestone")
    cost_of_delay: Money | None = money(N_("Cost of delay per week"))
    done_on: dt.date | None = day(N_("Done on"))
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    alliance: str | None = ref(N_("Alliance"), "alliance")


@kind("experiment", N_("Experiment"), N_("Experiments"), icon="flask-conical", title="hypothesis")
class Experiment(Record):
    """A test with a pass mark that is fixed once it has started."""

    hypothesis: str = text(N_("Hypothesis"), required=True)
    listing: str | None = ref(N_("Listing"), "listing", section=BASICS)
    measure: str | None = choice(N_("Measure"), MEASURES, default="conversion")
    threshold: Decimal | None = number(N_("Pass mark"), required=True)
    confidence: Decimal | None = rate(N_("Confidence"), section=BASICS, default=Decimal("0.8"))
    sample: int | None = whole(N_("Sample"))
    budget_hours: Hours | None = hours(N_("Hours to spend"), section=BASICS)
    start: dt.datetime | None = instant(N_("Start"))
    stop_at: dt.datetime | None = instant(N_("Stop at"), section=BASICS)
    state: str | None = choice(N_("State"), STATES, default="idea")
    decision: str | None = choice(N_("Decision"), DECISIONS)
    changes: str = notes(N_("Later changes of the pass mark"))
    notes: str = notes()
