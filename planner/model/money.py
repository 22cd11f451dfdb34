"""What comes in and goes out: the ledger's entries, the job, running costs and exchange rates."""

import datetime as dt
from decimal import Decimal

from planner.i18n import N_
from planner.model.fields import (
    BASICS,
    choice,
    currency,
    day,
    flag,
    hours,
    money,
    month,
    notes,
    number,
    range_,
    ref,
    text,
)
from planner.model.kinds import Record, kind
from planner.model.values import Hours, Money, Month, Range

ENTRY_SORTS = (
    ("sale", N_("Sale")),
    ("refund", N_("Refund")),
    ("fee", N_("Fee charged")),
    ("payout", N_("Payout")),
    ("cost", N_("Cost")),
    ("ad_spend", N_("Ad spend")),
    ("salary", N_("Salary")),
    ("transfer", N_("Transfer")),
    ("tax", N_("Tax")),
)


@kind("rate", N_("Exchange rate"), N_("Exchange rates"), icon="arrow-left-right", title="currency")
class Rate(Record):
    """What one unit of a foreign currency is worth in the plan's base currency from a day on."""

    on: dt.date | None = day(N_("Valid from"), required=True)
    currency: str | None = currency(N_("Currency"), required=True)
    rate: Decimal | None = number(N_("Rate"), low="0.000001", required=True)


@kind("job", N_("Job"), N_("Jobs"), icon="building-2")
class Job(Record):
    """Employment that pays now."""

    name: str = text(N_("Name"), required=True)
    net_pay: Money | None = money(N_("Net pay per month"))
    hours_per_week: Hours | None = hours(N_("Hours per week"))
    start: Month | None = month(N_("Start"))
    end: Month | None = month(N_("End"))


@kind("cost", N_("Cost"), N_("Costs"), icon="banknote")
class Cost(Record):
    """A running cost of the business."""

    name: str = text(N_("Name"), required=True)
    amount: Range | None = range_(N_("Amount"), "money", "month")
    start: Month | None = month(N_("Start"))
    end: Month | None = month(N_("End"))
    listing: str | None = ref(N_("Listing"), "listing")
    platform: str | None = ref(N_("Platform"), "platform")
    product: str | None = ref(N_("Product"), "product")


@kind("entry", N_("Entry"), N_("Entries"), icon="receipt", title="payee", journal=True)
class Entry(Record):
    """A line of the ledger: money that moved."""

    date: dt.date | None = day(N_("Date"), required=True, section=BASICS)
    sort: str | None = choice(N_("Sort"), ENTRY_SORTS, default="sale")
    amount: Money | None = money(N_("Amount"), negative=True, currency_field="currency", required=True)
    currency: str | None = currency(N_("Currency"), required=True)
    fee: Money | None = money(N_("Fee charged"), negative=True, currency_field="currency")
    product: str | None = ref(N_("Product"), "product")
    platform: str | None = ref(N_("Platform"), "platform")
    partner: str | None = ref(N_("Partner"), "partner")
    quantity: Decimal | None = number(N_("Quantity"), low=None)
    payee: str = text(N_("Payee"))
    memo: str = notes(N_("Memo"))
    refund_of: str | None = ref(N_("Refund of"), "entry")
    external_id: str = text(N_("External number"))
    source: str = text(N_("Source"))
    checked: bool = flag(N_("Checked"))
