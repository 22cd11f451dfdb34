"""The numbers a rule has read, in words: those of fields by their labels, computed ones by the names of this table."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import isinf, isnan
from typing import Any, Final

from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS
from planner.model.checks import Problem
from planner.model.plan import Plan
from planner.model.wording import about, day_words
from planner.ui.findings.words import money_words
from planner.ui.tables.cell_text import Scene, shown

SHARE, MONEY, HOURS, MONTHS, DAYS, COUNT, NUMBER = "rate", "money", "hours", "months", "days", "count", "number"
DAY, HEADS = "day", "heads"
NUMBERS: Final[Mapping[str, tuple[str, str]]] = {  # the name a rule gives it -> what it is, its family
    "score": (N_("Score"), NUMBER),
    "hours_share_below_third": (N_("Hours with a third of the best gain or less"), SHARE),
    "live_products": (N_("Live products"), COUNT),
    "domains_used": (N_("Domains used"), COUNT),
    "sales": (N_("Sales"), COUNT),
    "logged_hours": (N_("Hours logged"), HOURS),
    "days_live": (N_("Live for"), DAYS),
    "transactions": (N_("Sales"), COUNT),
    "visitors": (N_("Visitors"), COUNT),
    "silence_visitors": (N_("Visitors from which silence counts"), COUNT),
    "net_per_order_p50": (N_("Net per order, in the middle case"), MONEY),
    "net_per_order": (N_("Net per order"), MONEY),
    "break_even_orders": (N_("Orders to break even"), COUNT),
    "orders_p90": (N_("Orders in a good year"), COUNT),
    "hours_per_sale": (N_("Hours per sale"), HOURS),
    "value_of_hour": (N_("What one more hour brings"), MONEY),
    "income_12": (N_("Income in 12 months"), MONEY),
    "outlets": (N_("Places of sale"), COUNT),
    "logged_make_hours": (N_("Hours spent making"), HOURS),
    "make_hours_p90": (N_("Hours planned for making, at most"), HOURS),
    "ad_spend": (N_("Spent on advertising"), MONEY),
    "organic_sales": (N_("Sales without advertising"), COUNT),
    "value_to_cost_p50": (N_("What a customer brings, times its cost"), NUMBER),
    "payback_months": (N_("Pays back after"), MONTHS),
    "runway_months": (N_("How long the money lasts"), MONTHS),
    "probability_falling": (N_("Chance that it falls"), SHARE),
    "drop": (N_("Fallen by"), SHARE),
    "top_share": (N_("Largest share"), SHARE),
    "months": (N_("Time the ledger covers"), MONTHS),
    "rows": (N_("Entries of the ledger"), COUNT),
    "effective_number": (N_("Sources, as if all were equal"), NUMBER),
    "lost_share": (N_("Income lost without it"), SHARE),
    "owned_reach_share": (N_("Reach that is your own"), SHARE),
    "publications_60_days": (N_("Publications in 60 days"), COUNT),
    "make_hours_elsewhere": (N_("Hours spent making other things"), HOURS),
    "offline_hours": (N_("Hours on the spot and on the road"), HOURS),
    "contribution": (N_("What it brings in 12 months"), MONEY),
    "net_value": (N_("Gives and gets, in all"), MONEY),
    "share": (N_("Share agreed"), SHARE),
    "low": (N_("Lowest share that suits both"), SHARE),
    "high": (N_("Highest share that suits both"), SHARE),
    "largest_violation": (N_("What some would gain by leaving together"), MONEY),
    "partner_share": (N_("Income through the partner"), SHARE),
    "ruin_6": (N_("Chance of running out within 6 months"), SHARE),
    "runway_p10": (N_("How long the money lasts, in a bad case"), MONTHS),
    "employer_share": (N_("Income from the employer"), SHARE),
    "other_months_covered": (N_("Months covered by the rest"), MONTHS),
    "hands_off_share": (N_("Income that goes on without work"), SHARE),
    "profit_12": (N_("Profit in 12 months"), MONEY),
    "set_aside_rate": (N_("Set aside for tax"), SHARE),
    "probability_off": (N_("Chance that plan and facts differ"), SHARE),
    "months_inside": (N_("Months within the forecast, of the last six"), COUNT),
    "bits": (N_("As unlikely as"), HEADS),
    "resolved": (N_("Ranges checked by facts"), COUNT),
    "coverage_tail": (N_("Chance of so many misses by luck"), SHARE),
    "p_undecided": (N_("Chance that it decides nothing"), SHARE),
    "sample": (N_("Visitors planned for the test"), COUNT),
    "bar_rank": (N_("Place among what matters most"), COUNT),
    "due": (N_("Due"), DAY),
    "finish_p80": (N_("Finished by, in four cases of five"), DAY),
    "planned_hours": (N_("Hours planned"), HOURS),
    "capacity_hours": (N_("Hours there are"), HOURS),
    "finished": (N_("Milestones finished"), COUNT),
    "bias": (N_("Hours needed, times the estimate"), NUMBER),
    "days": (N_("Late by"), DAYS),
    "known": (N_("Elsewhere"), SHARE),
}
_NEVER: Final = ("payback_months", "break_even_orders")  # infinite where it does not come
_LASTING: Final = ("runway_months", "runway_p10")  # infinite where the money does not run out within the forecast
_ENDLESS: Final = ("other_months_covered", "value_to_cost_p50")  # infinite where nothing is used up


def numbers_of(problem: Problem, plan: Plan) -> list[tuple[str, str]]:
    """What the rule has read, as label and words, in its order; what has no words here is left out."""
    known = [(name, value) for name, value in problem.values.items() if value is not None and type(value) is not bool]
    told = [(_label(problem, plan, name, value), _told(problem, plan, name, value)) for name, value in known]
    return [(label, text) for label, text in told if label and text]


def _own(problem: Problem, plan: Plan, name: str, value: Any) -> bool:
    """Whether the value is that of a field of the record itself."""
    record, declared = plan.find(problem.kind, problem.id), KINDS.get(problem.kind)
    return record is not None and declared is not None and name in declared.by_name and getattr(record, name) == value


def _label(problem: Problem, plan: Plan, name: str, value: Any) -> str:
    if _own(problem, plan, name, value):
        return _(KINDS[problem.kind].by_name[name].label)
    return _(NUMBERS[name][0]) if name in NUMBERS else ""


def _told(problem: Problem, plan: Plan, name: str, value: Any) -> str:
    if _own(problem, plan, name, value):
        return shown(KINDS[problem.kind].by_name[name], value, Scene.of(plan))
    if name not in NUMBERS:
        return ""
    form, context = NUMBERS[name][1], Scene.of(plan).context
    if isinstance(value, date):
        return day_words(value, context) if form == DAY else ""
    if not isinstance(value, int | float | Decimal) or form == DAY or isnan(value):
        return ""
    return _endless(name, plan) if isinf(value) else _counted(value, form, plan)


def _counted(value: float | Decimal, form: str, plan: Plan) -> str:
    if form == HEADS:
        return ngettext("{count} head in a row", "{count} heads in a row", round(value)).format(count=round(value))
    return (
        money_words(float(value), plan) if form == MONEY else about(Decimal(str(value)), form, Scene.of(plan).context)
    )


def _endless(name: str, plan: Plan) -> str:
    """What an infinite number means; empty where it means nothing that can be said."""
    if name in _NEVER:
        return _("never")
    if name in _LASTING and (horizon := plan.settings.horizon_months):
        return ngettext("beyond {count} month", "beyond {count} months", horizon).format(count=horizon)
    return _("no limit") if name in (*_LASTING, *_ENDLESS) else ""
