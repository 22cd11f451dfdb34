"""Rules about money and survival: how long it lasts, where it comes from, what stays when work stops."""

import math
from collections.abc import Iterator
from decimal import Decimal

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, Subject, absent, error, hint, warning
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import ends
from planner.analysis.forecasting.inputs import inputs_of
from planner.i18n import N_, _
from planner.model.catalogue import Job
from planner.model.checks import Fix, Lacking, Surroundings
from planner.model.values import Month

_HALF_A_YEAR = 6
_FAIR_START = Decimal("0.25")  # the middle of what is suggested to set aside


def _ruin(around: Surroundings) -> Iterator[Subject | Lacking]:
    """MO01: the chance of having run out at one of the first six month ends, and the P10 of the month it happens in."""
    forecast, settings = around.results["forecast"], around.plan.settings
    if forecast.survival is None:
        yield Lacking(_lacking_to_survive(forecast))
        return
    ruin = forecast.survival.ruin
    values = {"ruin_6": ruin[min(_HALF_A_YEAR, len(ruin)) - 1], "runway_p10": forecast.survival.runway_p10}
    yield Subject("plan", settings.id, "cash", values)


def _lacking_to_survive(forecast: Forecast) -> tuple[str, ...]:
    return tuple(field for one in forecast.missing if one.analysis == "survival" for field in one.fields)


def _reserves(around: Surroundings) -> Iterator[Subject]:
    """MO02: the median of the living costs, and the cash in the base currency."""
    plan, settings = around.plan, around.plan.settings
    living = inputs_of([settings], {}).get(f"plan/{settings.id}/living_costs")
    values = {"living_costs": None if living is None else ends(living)[1], "cash": money(plan, settings.cash)}
    yield Subject("plan", settings.id, "living_costs" if living is None else "cash", values)


def _employer(around: Surroundings) -> Iterator[Subject | Lacking]:
    """MO03: the share of the job that pays most in the income of 12 months; months of living that the mean earnings of
    these months and the other jobs cover."""
    forecast, settings = around.results["forecast"], around.plan.settings
    jobs = [source for source in forecast.concentration["job"].sources if source.kind == "job"]
    if not jobs:
        return
    if forecast.living_costs is None:
        yield Lacking((f"plan/{settings.id}/living_costs",))
        return
    top, *others = jobs
    year = forecast.living_costs.mean[:12]
    living = math.fsum(year) / len(year)
    rest = max(0.0, forecast.year.mean) + math.fsum(source.amount for source in others)
    values = {"employer_share": top.share, "other_months_covered": rest / living if living > 0 else math.inf}
    yield Subject("job", top.id, "net_pay", values, {"name": around.plan.label("job", top.id)})


def _last_pay(around: Surroundings) -> Iterator[Subject | Lacking]:
    """MO04: months of pay until the last job ends, none where a job has no end; the fewest months of job after which
    the chance of running out within two years is at most 5%."""
    plan, forecast = around.plan, around.results["forecast"]
    start = plan.settings.start_month
    jobs = [job for job in plan.of(Job) if start is not None and (job.end is None or job.end >= start)]
    ended = [(job.end, job) for job in jobs if job.end is not None]
    if start is None or not ended or len(ended) < len(jobs):
        return
    if forecast.survival is None:
        yield Lacking(_lacking_to_survive(forecast))
        return
    end, job = max(ended, key=lambda one: one[0])
    months, safe = end - start + 1, forecast.survival.safe_month
    early = 0 if safe is None else max(0, safe - months)
    fix = None
    if early:
        last = start + (months + early - 1)
        fix = Fix(_("Stay until {month}").format(month=_month(around, last)), {"end": last})
    names = {"early": Words(plan, around.today).number(early, "months")}
    yield Subject("job", job.id, "end", {"quit_month": months, "safe_month": safe}, names, fix=fix)


def _month(around: Surroundings, month: Month) -> str:
    start = around.plan.settings.start_month
    assert start is not None  # noqa: S101 - every plan has one
    return Words(around.plan, around.today).number(month - start + 1, "month")


def _hands_off(around: Surroundings) -> Iterator[Subject]:
    """MO05: income that goes on when no hour is worked, of what is planned for months 13 to 24."""
    values = {"hands_off_share": around.results["forecast"].hands_off_share}
    yield Subject("plan", around.plan.settings.id, "", values)


def _tax(around: Surroundings) -> Iterator[Subject]:
    """MO06: mean earnings of the 12 months from the start; pay from a job is net already."""
    settings, profit = around.plan.settings, around.results["forecast"].year.mean
    rate = settings.set_aside_rate
    fix = Fix(_("Set {share} aside").format(share=f"{_FAIR_START:.0%}"), {"set_aside_rate": _FAIR_START})
    values = {"profit_12": profit, "set_aside_rate": None if rate is None else float(rate)}
    impact = float(_FAIR_START) * max(0.0, profit)
    yield Subject("plan", settings.id, "set_aside_rate", values, fix=fix, impact=impact)


SPECS = (
    RuleSpec(
        "MO01",
        N_("Money may run out"),
        gather=_ruin,
        needs=("forecast",),
        numbers=(Number("ruin_6", "share"), Number("runway_p10", "months", infinite=True)),
        names=(),
        conditions=(
            error(
                N_("The money may run out within six months; the chance of it is {ruin_6}."),
                Mark("ruin_6", ">=", 0.2),
            ),
            warning(
                N_("In one case of ten the money lasts no longer than {runway_p10}."),
                Mark("runway_p10", "<", 6),
            ),
        ),
        why=N_(
            "It is time to act when the chance that the money is gone within six months reaches one fifth, or when it "
            "lasts less than six months in one case of ten. It is a chance and no fact; it can be changed."
        ),
        advice=N_("Cut a cost, or win a first customer for what is closest to being sold."),
        hysteresis=True,
    ),
    RuleSpec(
        "MO02",
        N_("How long the money lasts cannot be said yet"),
        gather=_reserves,
        numbers=(Number("living_costs", "amount", empty=True), Number("cash", "money", empty=True)),
        names=(),
        conditions=(
            error(
                N_("Enter your living costs and your cash to see how long your money lasts."),
                absent("living_costs"),
                absent("cash"),
            ),
            error(N_("Enter your living costs to see how long your money lasts."), absent("living_costs")),
            error(N_("Enter your cash to see how long your money lasts."), absent("cash")),
        ),
        why=N_(
            "How long money lasts follows from what you have and what you need a month. Without both it cannot be said, "
            "and a guess of ours would be worse than no answer."
        ),
        advice=N_("Enter what is missing in the settings of the plan; for living costs a range will do."),
    ),
    RuleSpec(
        "MO03",
        N_("One employer carries the income"),
        gather=_employer,
        needs=("forecast",),
        numbers=(
            Number("employer_share", "share", empty=True),
            Number("other_months_covered", "months", infinite=True),
        ),
        conditions=(
            warning(
                N_(
                    "{employer_share} of your income comes from “{name}”; without it your other sources cover "
                    "{other_months_covered}."
                ),
                Mark("employer_share", ">", 0.5),
                Mark("other_months_covered", "<", 3),
            ),
        ),
        why=N_(
            "A job can end. More than half of the income comes from this one, and what else comes in covers less than "
            "three months of living."
        ),
        advice=N_("Start something small beside the job."),
    ),
    RuleSpec(
        "MO04",
        N_("The job is left early"),
        gather=_last_pay,
        needs=("forecast",),
        numbers=(Number("quit_month", "month", empty=True), Number("safe_month", "month", empty=True)),
        names=("early",),
        conditions=(
            warning(
                N_("No month of this plan is safe for leaving the job yet; you plan to leave in {quit_month}."),
                Mark("quit_month", ">=", 0),
                absent("safe_month"),
            ),
            warning(
                N_("You plan to leave the job in {quit_month}; {safe_month} is the first safe month, {early} later."),
                Mark("quit_month", "<", "safe_month"),
            ),
        ),
        why=N_(
            "A month is safe when the money runs out within two years after it in at most one case of twenty. Leaving "
            "earlier can go well, but it is a bet."
        ),
        advice=N_("Keep the job until then, or bring some income forward."),
    ),
    RuleSpec(
        "MO05",
        N_("Income stops when you stop"),
        gather=_hands_off,
        needs=("forecast",),
        numbers=(Number("hands_off_share", "change", empty=True),),
        names=(),
        conditions=(
            hint(
                N_("{hands_off_share} of your income would go on if you stopped working."),
                Mark("hands_off_share", "<", 0.2),
            ),
        ),
        why=N_(
            "Your hands-off share lies below a fifth: nearly all income needs your hours. That is how most begin, and a "
            "single product that sells without you changes it."
        ),
        advice=N_("Add a product, a subscription or a share that earns without your hours."),
        hysteresis=True,
    ),
    RuleSpec(
        "MO06",
        N_("Tax is not set aside"),
        gather=_tax,
        needs=("forecast",),
        numbers=(Number("profit_12", "money"), Number("set_aside_rate", "share", empty=True)),
        names=(),
        conditions=(
            hint(
                N_("Set part of the expected profit of {profit_12} aside for tax; so far it is nothing."),
                Mark("profit_12", ">", 0),
                absent("set_aside_rate"),
            ),
            hint(
                N_("Set part of the expected profit of {profit_12} aside for tax; the rate is 0."),
                Mark("profit_12", ">", 0),
                Mark("set_aside_rate", "=", 0),
            ),
        ),
        why=N_(
            "Tax on a profit comes late and all at once. While you do not know your own rate, 20 to 30% is a fair start."
        ),
        advice=N_("Enter a rate to set aside in the settings of the plan."),
    ),
)
