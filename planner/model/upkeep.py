"""What keeps the upkeep of a plan short: entries that recur, imports and what they have learned, saved filters, the timer."""

import datetime as dt

from planner.i18n import N_
from planner.model.fields import BASICS, choice, currency, day, instant, json_value, money, notes, ref, text, whole
from planner.model.kinds import Record, kind
from planner.model.money import ENTRY_SORTS
from planner.model.time import ACTIVITIES
from planner.model.values import Money

PERIODS = (("week", N_("Weekly")), ("month", N_("Monthly")), ("quarter", N_("Quarterly")), ("year", N_("Yearly")))


@kind("recurring", N_("Recurring entry"), N_("Recurring entries"), icon="repeat", title="payee")
class Recurring(Record):
    """An entry that comes again and again; it is offered when due, and written when confirmed."""

    payee: str = text(N_("Payee"), required=True)
    sort: str | None = choice(N_("Sort"), ENTRY_SORTS, default="cost")
    amount: Money | None = money(N_("Amount"), negative=True, currency_field="currency", required=True)
    currency: str | None = currency(N_("Currency"), required=True)
    every: str | None = choice(N_("How often"), PERIODS, default="month")
    next_on: dt.date | None = day(N_("Next on"), required=True, section=BASICS)
    until: dt.date | None = day(N_("Until"), section=BASICS)
    day_of_month: int | None = whole(
        N_("Day of the month"), low="1", high="31", help=N_("Kept through shorter months.")
    )
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    partner: str | None = ref(N_("Partner"), "partner")
    memo: str = notes(N_("Memo"))


@kind("import_rule", N_("Import rule"), N_("Import rules"), icon="wand-sparkles", title="contains")
class ImportRule(Record):
    """Where imported rows with a certain text belong; learned from what the user assigned, and editable."""

    contains: str = text(N_("Text"), required=True)
    source: str = text(N_("Source"), help=N_("The format this holds for; empty for every format."))
    sort: str | None = choice(N_("Sort"), ENTRY_SORTS)
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    partner: str | None = ref(N_("Partner"), "partner")


@kind("batch", N_("Import"), N_("Imports"), icon="download", title="file")
class Batch(Record):
    """One import of one file: what it was, what was answered, what came of it. No row of the file is in it."""

    file: str = text(N_("File"), required=True)
    format: str = text(N_("Format"))
    size: int | None = whole(N_("Size in bytes"))
    sha256: str = text(N_("SHA-256"))
    on: dt.datetime | None = instant(N_("Imported at"))
    answers: str | None = json_value(N_("Answers"))
    counts: str | None = json_value(N_("Counts"))
    rejected: str = notes(N_("Rejected rows"))


@kind("column_mapping", N_("Column mapping"), N_("Column mappings"), icon="table-2")
class ColumnMapping(Record):
    """How a table with these header names is read, as told once on the mapping screen."""

    name: str = text(N_("Name"), required=True)
    headers: str = notes(N_("Header names"), required=True)
    reading: str | None = json_value(N_("Reading"))


@kind("saved_view", N_("Saved view"), N_("Saved views"), icon="list-filter")
class SavedView(Record):
    """A filter and an order of a page's table under a name."""

    name: str = text(N_("Name"), required=True)
    page: str = text(N_("Page"), required=True)
    filter: str = text(N_("Filter"))
    order: str = text(N_("Order"))


@kind("timer", N_("Timer"), N_("Timers"), icon="timer", title="memo")
class Timer(Record):
    """The clock that runs now; stopped, it becomes a time entry."""

    start: dt.datetime | None = instant(N_("Started at"), required=True)
    activity: str | None = choice(N_("Activity"), ACTIVITIES, default="making")
    domain: str | None = ref(N_("Domain"), "domain")
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    alliance: str | None = ref(N_("Alliance"), "alliance")
    milestone: str | None = ref(N_("Milestone"), "milestone")
    memo: str = notes(N_("Memo"))
