"""The plan itself: whose it is, its money, its hours, and how it is simulated."""

import datetime as dt
from decimal import Decimal

from planner.i18n import N_
from planner.model.fields import (
    TIME,
    choice,
    currency,
    days,
    money,
    month,
    range_,
    rate,
    text,
    week,
    whole,
)  # fmt: skip
from planner.model.kinds import Record, kind
from planner.model.values import Hours, Money, Month, Range

LANGUAGES = (("zh", N_("Chinese")), ("en", N_("English")))
CORRELATIONS = (("none", N_("None")), ("some", N_("Some")), ("strong", N_("Strong")))
SIMULATION = N_("Simulation")


@kind("plan", N_("Plan"), N_("Plans"), icon="layout-dashboard", title="title")
class PlanSettings(Record):
    """The one record every plan has."""

    title: str = text(N_("Title"), required=True)
    owner: str = text(N_("Owner"))
    language: str | None = choice(N_("Language of the plan"), LANGUAGES)
    currency: str = currency(N_("Base currency"), required=True, default="CNY")
    start_month: Month | None = month(N_("Start month"), required=True)
    horizon_months: int = whole(
        N_("Horizon in months"), low="12", high="120", section=TIME, default=36, falls_back=True
    )
    cash: Money | None = money(N_("Cash"), negative=True)
    credit_limit: Money | None = money(N_("Credit limit"))
    living_costs: Range | None = range_(N_("Living costs"), "money", "month")
    set_aside_rate: Decimal | None = rate(N_("Set aside for tax"))
    hours_per_week: tuple[Hours, ...] | None = week(N_("Hours per week"))
    days_off: tuple[dt.date, ...] = days(N_("Days off"))
    wage: Money | None = money(N_("Wage"), help=N_("What an hour of yours sells for"))
    correlation: str = choice(
        N_("Correlation"),
        CORRELATIONS,
        section=SIMULATION,
        default="some",
        falls_back=True,
        help=N_("How much your guesses move together"),
    )
    seed: int = whole(N_("Seed"), section=SIMULATION, high="999999999999999", counts=False, default=1, falls_back=True)
    time_zone: str = text(
        N_("Time zone"), section=TIME, help=N_("Such as Asia/Shanghai; empty for that of this computer.")
    )
    day_starts_at: int = whole(
        N_("Hour at which a day begins"),
        section=TIME,
        high="12",
        default=4,
        falls_back=True,
        help=N_("What is done before it counts for the day before."),
    )
