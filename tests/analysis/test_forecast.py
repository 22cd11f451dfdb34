"""The forecast of whole plans: closed forms, what must not matter, what must, and plans nobody would write."""

import json
import math
import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from planner.analysis.forecast import ForecastOptions, Stopped, forecast
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting.draws import Draws
from planner.analysis.forecasting.paths import simulated
from planner.analysis.forecasting.reading import read
from planner.analysis.uncertainty.ranges import Spread, fit
from planner.errors import InputError
from planner.model.alliances import Alliance, Partner
from planner.model.catalogue import Cost, Exchange, Job, Listing, Milestone, Override, Platform, Product, Scenario
from planner.model.plan import Plan, plan_of
from planner.model.values import Hours, Range
from tests.analysis.businesses import businesses, numbers_in
from tests.analysis.one_listing import LISTING, START, WEEK, between, exact, plan_with, yuan
from tests.examples import examples

QUICK = ForecastOptions(samples=512)
LARGE = ForecastOptions(samples=8192, drivers=False)


def mean_of(kind: str, low: float, high: float) -> float:
    return fit(kind, Spread(low=low, high=high)).mean


def test_the_mean_is_the_product_of_the_means_of_independent_guesses() -> None:
    plan = plan_with()
    expected = (
        mean_of("people", 3000, 5000) * 2 * mean_of("rate", 0.3, 0.5) * mean_of("rate", 0.05, 0.15)
        * mean_of("rate", 0.01, 0.05) * 199
    )  # fmt: skip
    paths = simulated(read(plan, 1), Draws(7, 8192, 0.0))
    error = paths.income[0].std() / math.sqrt(8192)
    assert abs(paths.income[0].mean() - expected) < 4 * error
    assert forecast(plan, None, LARGE).income.mean[0] == pytest.approx(expected, rel=0.02)


def test_no_more_than_all_goes_on_without_work() -> None:
    week = {"hours_per_week": tuple(Hours.of(hours) for hours in (1, 0, 0, 0, 0, 0, 0))}
    plan = plan_with(
        product={"evergreen_share": exact(1), "hours_per_sale": exact(5)},
        plan=week,
        platform={"audience": exact(90_000)},
    )
    assert forecast(plan, None, QUICK).hands_off_share == 1


def test_the_chance_to_cover_is_that_of_the_one_guess_it_hangs_on() -> None:
    rates = {"open_rate": exact(1), "audience": between(1000, 4000)}
    plan = plan_with(
        platform=rates, listing={"click_rate": exact(1), "conversion": exact(1)}, product={"price": yuan(2)},
        plan={"living_costs": exact(9000)},
    )  # fmt: skip
    fitted = fit("people", Spread(low=1000, high=4000))
    wanted = 9000 / 4  # people, at two publications and a price of 2
    chance = 1 - ndtr((math.log(wanted) - fitted.parameters["mu"]) / fitted.parameters["sigma"])
    found = forecast(plan, None, LARGE).cover
    assert found is not None
    assert found.probability[0] == pytest.approx(chance, abs=4 * math.sqrt(chance * (1 - chance) / 8192))
    assert found.month is None or found.probability[found.month] >= 0.8


def test_sales_noise_has_the_spread_of_single_sales() -> None:
    """Nothing is uncertain but chance itself: the spread of a month is that of Poisson sales."""
    plan = plan_with(
        platform={"audience": exact(3000), "open_rate": exact("0.5")},
        listing={"click_rate": exact("0.1"), "conversion": exact("0.05")},
    )
    orders = 3000 * 0.5 * 2 * 0.1 * 0.05
    months = forecast(plan, None, LARGE)
    assert months.income.mean[0] == pytest.approx(orders * 199, rel=0.01)
    spread = (months.income.p90[0] - months.income.p10[0]) / (2 * 1.2815515655)
    assert spread == pytest.approx(199 * math.sqrt(orders), rel=0.03)
    assert months.year.p10 == months.year.p90, "yearly sums are without noise"
    assert months.first_sale["course"][0] == pytest.approx(1 - math.exp(-orders), rel=1e-9)


def test_a_listing_that_takes_no_part_changes_nothing() -> None:
    before = forecast(plan_with(), None, QUICK)
    platform = Platform(id="other", name="Other", audience=exact(90_000))
    for status in ("paused", "ended", "idea"):
        silent = replace(LISTING, id="silent", platform="other", status=status)
        after = forecast(plan_with(platform, silent), None, QUICK)
        assert replace(after, left_out=()) == before
        assert after.left_out == (("silent", status),)


def test_another_listing_moves_no_draw_of_the_first() -> None:
    before = forecast(plan_with(), None, QUICK)
    more = [
        Platform(id="a", name="A", audience=between(100, 900)),
        Product(id="b", name="B", stage="live", price=yuan(9)),
        replace(LISTING, id="0-first", product="b", platform="a"),
    ]
    after = forecast(plan_with(*more), None, QUICK)
    first, second = (next(one for one in run.listings if one.id == "sold") for run in (before, after))
    assert replace(first, share=None) == replace(second, share=None)


def test_twice_the_price_is_twice_the_income() -> None:
    once, twice = (forecast(plan_with(product={"price": yuan(price)}), None, QUICK) for price in (199, 398))
    assert np.allclose(twice.income.p50, 2 * np.array(once.income.p50), rtol=1e-9)
    assert twice.year.p90 == pytest.approx(2 * once.year.p90, rel=1e-9)


@pytest.mark.parametrize("field", ["conversion", "click_rate"])
def test_a_wider_range_never_narrows_the_fan(field: str) -> None:
    widths = []
    for low, high in (("0.04", "0.05"), ("0.03", "0.06"), ("0.01", "0.09"), ("0.001", "0.2")):
        year = forecast(plan_with(listing={field: between(low, high)}), None, LARGE).year
        widths.append(year.p90 - year.p10)
    assert widths == sorted(widths)


def test_the_order_of_the_records_changes_nothing() -> None:
    plan = busy_plan()
    records = [record for table in plan.tables().values() for record in table.values()]
    before = forecast(plan, None, QUICK)
    for seed in range(3):
        random.Random(seed).shuffle(records)
        assert forecast(plan_of(records), None, QUICK) == before


def busy_plan() -> Plan:
    """Three listings that compete for hours, a job, a cost, an alliance and a milestone."""
    return plan_with(
        Platform(id="site", name="Site", audience=between(800, 2000), hours_per_publication=between(2, 4), payout_days=45),
        Product(
            id="hour", name="Hour", stage="live", pricing="hourly", price=yuan(400), hours_per_sale=between(1, 2),
            upkeep_hours=between(1, 3),
        ),
        Listing(
            id="served", product="hour", platform="site", status="active", publications_per_month=exact(2),
            click_rate=between("0.02", "0.05"), conversion=between("0.1", "0.3"), priority=Decimal(1),
        ),
        replace(LISTING, id="twice", platform="site", priority=Decimal(2), start_month=START + 3),
        Partner(id="qin", name="Qin"),
        Alliance(id="with", name="With Qin", partners=("qin",), stage="active", share=Decimal("0.3")),
        Exchange(
            id="adds", alliance="with", direction="get", sort="audience", what="readers", listing="twice",
            extra_audience=between(500, 1500), hours=between(3, 6),
        ),
        Job(id="job", name="Job", net_pay=yuan(9000), end=START + 6),
        Cost(id="cost", name="Server", amount=between(50, 90)),
        Milestone(id="open", name="Rebuild", effort=between(20, 40)),
        plan={"hours_per_week": WEEK, "wage": yuan(100), "correlation": "some", "set_aside_rate": Decimal("0.1")},
        platform={"hours_per_publication": between(1, 3)},
    )  # fmt: skip


def test_without_a_platform_income_stays_below_what_the_others_could_earn() -> None:
    plan = busy_plan()
    everything = forecast(plan, None, QUICK)
    gone = replace(plan.get(Platform, "letter"), archived=True)
    records = [record for table in plan.tables().values() for record in table.values() if record.id != "letter"]
    left = forecast(plan_of([*records, gone]), None, QUICK)
    unlimited = forecast(plan_of([*records, gone, replace(plan.settings, hours_per_week=None)]), None, QUICK)
    assert left.year.mean <= unlimited.year.mean + 1e-6
    assert {one.id for one in left.listings} == {"served", "twice"}
    assert {one.id for one in everything.listings} == {"served", "twice", "sold"}


def test_hours_set_a_limit_and_what_they_cut_is_told() -> None:
    run = forecast(busy_plan(), None, QUICK)
    for hours, free in zip(run.hours.p90, run.capacity, strict=True):
        assert free is not None
        assert hours <= free + 1e-9
    assert max(run.needed) > 0
    served = next(one for one in run.listings if one.id == "served")
    assert 0 < served.fitted <= 1
    assert served.per_hour is not None


def test_the_same_seed_gives_the_same_numbers_and_another_does_not() -> None:
    plan = busy_plan()
    assert forecast(plan, None, QUICK) == forecast(plan, None, QUICK)
    assert forecast(plan, None, replace(QUICK, seed=8)).year != forecast(plan, None, QUICK).year


def test_a_scenario_changes_what_it_names_on_the_same_draws() -> None:
    override = Override(
        id="o", scenario="s", kind="listing", record="sold", field="publications_per_month", value=json.dumps(4)
    )
    plan = plan_with(Scenario(id="s", name="Twice as often"), override)
    once = forecast(plan, None, QUICK)
    twice = forecast(plan, None, replace(QUICK, scenario="s"))
    assert twice.scenario == "s"
    assert twice.year.p50 == pytest.approx(2 * once.year.p50, rel=1e-9)
    with pytest.raises(InputError) as refused:
        forecast(plan, None, replace(QUICK, scenario="none"))
    assert refused.value.kind == "unknown"


def test_a_shared_audience_is_paid_for_until_the_cap() -> None:
    def run(*, paid: bool = False, **alliance: object) -> Forecast:
        line = Exchange(
            id="adds", alliance="a", direction="get", sort="audience", what="readers", listing="sold",
            extra_audience=exact(4000),
        )  # fmt: skip
        pays = Exchange(id="pays", alliance="a", direction="give", sort="money", what="a share", listing="sold")
        fields = {"id": "a", "name": "A", "stage": "active", "partners": ("p",), **alliance}
        plan = plan_with(
            Partner(id="p", name="P"), Alliance(**fields), line, *([pays] if paid else []),  # type: ignore[arg-type]
            platform={"audience": exact(4000), "open_rate": exact("0.5")},
            listing={"click_rate": exact("0.1"), "conversion": exact("0.05")},
        )  # fmt: skip
        return forecast(plan, None, replace(QUICK, months=12))

    alone = 4000 * 0.5 * 2 * 0.1 * 0.05 * 199 * 12
    assert run(stage="talking").year.mean == pytest.approx(alone)
    assert run().year.mean == pytest.approx(2 * alone)
    assert run(share=Decimal("0.3")).year.mean == pytest.approx(1.7 * alone), "of the guests' half alone"
    assert run(share=Decimal("0.3"), cap=yuan(500)).year.mean == pytest.approx(2 * alone - 500)
    assert run(share=Decimal("0.3"), paid=True).year.mean == pytest.approx(2 * alone - 0.3 * 2 * alone), (
        "of all it sells"
    )
    half = run(end=(START + 5).first_day())
    assert half.year.mean == pytest.approx(1.5 * alone)
    assert half.concentration["partner"].sources[1].share == pytest.approx(1 / 3)


def test_cash_waits_for_payouts_and_pays_what_is_due() -> None:
    certain = {"audience": exact(4000), "open_rate": exact("0.5")}
    rates = {"click_rate": exact("0.1"), "conversion": exact("0.05")}
    month = 4000 * 0.5 * 2 * 0.1 * 0.05 * 199
    for days, delay in ((0, 0), (14, 0), (15, 1), (45, 2), (60, 2)):
        run = forecast(plan_with(platform={**certain, "payout_days": days}, listing=rates), None, LARGE)
        assert run.survival is not None
        flows = np.diff(run.survival.cash.mean, prepend=50_000)
        assert flows[0] == pytest.approx((month if delay == 0 else 0) - 8000, abs=60)
        assert flows[delay] == pytest.approx(month - 8000, abs=60)


def test_a_job_may_end_when_the_rest_carries() -> None:
    job = Job(id="j", name="Job", net_pay=yuan(20_000))
    run = forecast(plan_with(job, plan={"horizon_months": 60}), None, QUICK)
    assert run.survival is not None
    assert run.survival.has_job
    assert run.survival.safe_month is not None
    assert run.survival.safe_month > 0
    assert forecast(plan_with(), None, QUICK).survival.safe_month is None  # type: ignore[union-attr]


UNKNOWN = [
    ({"listing": {"conversion": None}}, "listing/sold/conversion"),
    ({"listing": {"publications_per_month": None}}, "listing/sold/publications_per_month"),
    ({"platform": {"audience": None}}, "platform/letter/audience"),
    ({"product": {"price": None}}, "product/course/price"),
    ({"product": {"pricing": "hourly"}}, "product/course/hours_per_sale"),
    ({"product": {"pricing": "subscription"}}, "product/course/churn"),
    ({"product": {"pricing": "commission"}}, "listing/sold/commission_rate"),
    ({"product": {"pricing": "advertising"}}, "listing/sold/rpm"),
]


@pytest.mark.parametrize(("changes", "field"), UNKNOWN)
def test_what_cannot_be_reckoned_is_unknown_and_not_nothing(changes: dict[str, dict[str, object]], field: str) -> None:
    run = forecast(plan_with(**changes), None, QUICK)  # type: ignore[arg-type]
    told = {one.analysis: one for one in run.missing}
    assert told["forecast"].fields == (field,)
    assert told["forecast"].subject == ("listing", "sold")
    assert field in told["survival"].fields
    assert told["cover"].fields == (field,)
    assert run.listings == run.products == run.platforms == ()
    assert (run.together, run.cover, run.survival, run.hands_off_share) == (None, None, None, None)


def test_what_can_be_reckoned_stands_beside_what_cannot() -> None:
    more = [Platform(id="b", name="B"), replace(LISTING, id="dark", platform="b")]
    run, alone = forecast(plan_with(*more), None, QUICK), forecast(plan_with(), None, QUICK)
    assert [one.fields for one in run.missing if one.analysis == "forecast"] == [("platform/b/audience",)]
    assert run.year == alone.year
    assert run.cover == alone.cover
    assert [one.id for one in run.listings] == ["sold"]
    assert [one.id for one in run.platforms] == ["letter"]


def test_a_budget_without_a_price_per_click_is_spent_and_buys_nothing() -> None:
    run, alone = (forecast(plan_with(listing={"ad_budget": budget}), None, QUICK) for budget in (yuan(100), None))
    assert [one.fields for one in run.missing if one.analysis == "forecast"] == [("listing/sold/cost_per_click",)]
    assert run.year.mean == pytest.approx(alone.year.mean - 1200)


@pytest.mark.parametrize("name", ["living_costs", "cash"])
def test_survival_needs_cash_and_living_costs(name: str) -> None:
    run = forecast(plan_with(plan={name: None}), None, QUICK)
    assert [one.fields for one in run.missing if one.analysis == "survival"] == [(f"plan/plan/{name}",)]
    assert run.survival is None
    assert (run.cover is None) == (name == "living_costs")
    assert run.year.mean > 0


def test_a_cost_and_a_job_without_an_amount_are_named() -> None:
    ended = Cost(id="old", name="Old", end=START + -1)
    run = forecast(plan_with(Cost(id="c", name="Server"), Job(id="j", name="Job"), ended), None, QUICK)
    assert [(one.fields, one.subject) for one in run.missing if one.analysis == "survival"] == [
        (("cost/c/amount",), ("cost", "c")),
        (("job/j/net_pay",), ("job", "j")),
    ]
    assert run.survival is not None


def test_a_month_with_few_sales_brings_nothing_and_never_less() -> None:
    rare = {"click_rate": exact("0.01"), "conversion": exact("0.01")}
    run = forecast(plan_with(listing=rare), None, LARGE)
    assert min(run.income.p10) == 0
    assert min(run.earnings.p10) == 0


def test_one_driver_makes_the_sum_wider() -> None:
    more = [replace(LISTING, id=f"l{number}") for number in range(4)]
    loose, tight = (
        forecast(plan_with(*more, plan={"correlation": correlation}), None, LARGE).year
        for correlation in ("none", "strong")
    )
    assert tight.p90 - tight.p10 > 1.3 * (loose.p90 - loose.p10)


def test_the_widest_guess_leads_and_a_number_is_marked() -> None:
    plan = plan_with(platform={"audience": exact(4000)}, plan={"wage": yuan(100)})
    drivers = forecast(plan, None, ForecastOptions(samples=2048)).drivers
    assert (drivers[0].kind, drivers[0].field) == ("listing", "conversion")
    assert [one.share for one in drivers] == sorted((one.share for one in drivers), reverse=True)
    assert sum(one.share for one in drivers) == pytest.approx(1)
    audience = next(one for one in drivers if one.field == "audience")
    assert audience.exact
    assert (audience.input_low, audience.input_high) == (pytest.approx(3600), pytest.approx(4400))
    assert audience.rank_share == audience.knowing == 0
    assert drivers[0].low < drivers[0].high


def test_a_run_that_is_no_longer_wanted_ends() -> None:
    with pytest.raises(Stopped):
        forecast(plan_with(), None, QUICK, stop=lambda: True)


def test_a_run_ends_in_the_month_in_which_it_is_no_longer_wanted() -> None:
    answers = iter([False, False, True])
    with pytest.raises(Stopped):
        forecast(plan_with(), None, QUICK, stop=lambda: next(answers))
    assert not [*answers]


def test_months_beyond_the_horizon_are_there_when_asked_for() -> None:
    run = forecast(plan_with(), None, replace(QUICK, months=60))
    assert len(run.months) == len(run.income.p50) == len(run.capacity) == 60
    assert run.months[-1] == START + 59


@settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
@given(businesses(), st.sampled_from((16, 64)))
def test_no_plan_however_absurd_gives_a_number_that_is_none(plan: Plan, samples: int) -> None:
    run = forecast(plan, None, ForecastOptions(samples=samples))
    for path, number in numbers_in(run):
        assert not math.isnan(number), path
        assert math.isfinite(number) or path.startswith((".survival.runway", ".survival.now")), path


def test_ranges_that_begin_at_nothing_are_read_as_absolute_ends() -> None:
    plan = plan_with(
        listing={"publications_per_month": Range.between(Decimal(0), Decimal(2)), "conversion": between(0, "0.1")}
    )
    run = forecast(plan, None, LARGE)
    assert [one.analysis for one in run.missing] == ["value_of_hour"], "nothing but the hours, which nobody entered"
    assert run.year.mean > 0


def test_a_day_of_the_plan_counts_the_hours_of_its_weekdays() -> None:
    run = forecast(plan_with(plan={"hours_per_week": tuple(Hours.of(8) for _day in range(7))}), None, QUICK)
    assert run.capacity[:3] == (248, 248, 224)


def test_a_share_of_which_nobody_says_of_what_is_named() -> None:
    alliance = Alliance(id="a", name="A", stage="active", share=Decimal("0.3"))
    run = forecast(plan_with(alliance), None, QUICK)
    assert [one.subject for one in run.missing if one.analysis == "alliance"] == [("alliance", "a")]
