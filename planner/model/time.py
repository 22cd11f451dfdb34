"""Where the hours went."""

import datetime as dt

from planner.i18n import N_
from planner.model.fields import BASICS, choice, day, hours, instant, notes, ref, text
from planner.model.kinds import Record, kind
from planner.model.values import Hours

ACTIVITIES = (
    ("making", N_("Making")),
    ("publishing", N_("Publishing")),
    ("selling", N_("Selling")),
    ("delivering", N_("Delivering")),
    ("learning", N_("Learning")),
    ("allying", N_("Allying")),
    ("employed", N_("Employed")),
    ("admin", N_("Administration")),
)


@kind(
    "time_entry", N_("Time entry"), N_("Time entries"),
    icon="clock", title="memo", journal=True, either=("start", "date"),
)  # fmt: skip
class TimeEntry(Record):
    """Minutes worked on something; either the moment it began or the day is known."""

    start: dt.datetime | None = instant(N_("Started at"))
    date: dt.date | None = day(N_("Date"), section=BASICS)
    minutes: Hours | None = hours(N_("Time spent"), in_minutes=True, required=True)
    activity: str | None = choice(N_("Activity"), ACTIVITIES, default="making")
    domain: str | None = ref(N_("Domain"), "domain")
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    alliance: str | None = ref(N_("Alliance"), "alliance")
    milestone: str | None = ref(N_("Milestone"), "milestone")
    memo: str = notes(N_("Memo"))
    external_id: str = text(N_("External number"))
    source: str = text(N_("Source"))
