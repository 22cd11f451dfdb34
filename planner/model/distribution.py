"""Works, and where each of them went."""

import datetime as dt

from planner.i18n import N_
from planner.model.fields import choice, day, hours, instant, notes, ref, text, whole
from planner.model.kinds import Record, kind
from planner.model.portfolio import MEDIA
from planner.model.values import Hours

PUBLICATION_STATUSES = (
    ("draft", N_("Draft")),
    ("scheduled", N_("Scheduled")),
    ("published", N_("Published")),
    ("failed", N_("Failed")),
    ("skipped", N_("Skipped")),
    ("removed", N_("Removed")),
)

OUT = ("published", "removed")
"""Statuses of what went out: a work that was taken down later had been read all the same."""
_THEN = " → "  # between what went wrong and what is to be done about it


@kind("work", N_("Work"), N_("Works"), icon="file-text", title="title")
class Work(Record):
    """Something made once that can be published many times."""

    title: str = text(N_("Title"), required=True)
    medium: str | None = choice(N_("Medium"), MEDIA)
    product: str | None = ref(N_("Product"), "product")
    made_on: dt.date | None = day(N_("Made on"))
    hours: Hours | None = hours(N_("Hours"))
    file: str = text(N_("File or link"))
    text: str = notes(N_("Text"))


@kind("publication", N_("Publication"), N_("Publications"), icon="send", title="version", owner="work", journal=True)
class Publication(Record):
    """A work on a platform: when, whether it succeeded, and what came of it."""

    work: str | None = ref(N_("Work"), "work", required=True)
    platform: str | None = ref(N_("Platform"), "platform", required=True)
    status: str | None = choice(N_("Status"), PUBLICATION_STATUSES, default="draft")
    at: dt.datetime | None = instant(N_("At"))
    url: str = text(N_("Link"))
    version: str = notes(N_("Version"))
    views: int | None = whole(N_("Views"))
    clicks: int | None = whole(N_("Clicks"))
    followers: int | None = whole(N_("Followers"), low=None)
    orders: int | None = whole(N_("Orders"))
    reason: str = text(N_("Reason"))
    measured_on: dt.date | None = day(N_("Measured on"))
    external_id: str = text(N_("External number"))
    source: str = text(N_("Source"))


def reason_parts(reason: str) -> tuple[str, str]:
    """What went wrong, and the next step: they stand in one line, “cover too small → make one of 1146×717”."""
    wrong, _arrow, step = reason.partition(_THEN)
    return wrong.strip(), step.strip()


def reason_of(wrong: str, next_step: str) -> str:
    """The line that `reason_parts` takes apart."""
    return f"{wrong.strip()}{_THEN}{next_step.strip()}" if next_step.strip() else wrong.strip()
