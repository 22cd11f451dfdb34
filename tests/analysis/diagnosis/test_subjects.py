"""Each rule in a plan that makes it fire and in one that just does not, by way of the engine; its fix mends the plan."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from planner.analysis.diagnosis.judge import SPECS
from planner.analysis.forecast_results import Band, Concentration, Driver, Forecast, Source
from planner.model.catalogue import KINDS, Experiment, Job, PlanSettings
from planner.model.checks import RULES, SEVERITIES, Problem, Surroundings, examine
from planner.model.values import Hours, Month
from tests.analysis.diagnosis.scenes import (
    Results,
    Scene,
    alliance,
    between,
    cny,
    domain,
    exact,
    line,
    listing,
    made,
    milestone,
    need,
    partners,
    platform,
    product,
    published,
    scene,
    settings,
    shop,
    sold,
)

Make = Callable[..., Scene]


@dataclass(frozen=True)
class Example:
    """How bad the rule finds it, the record it is about, and how to make the plan of one number that decides."""

    severity: str
    subject: tuple[str, str]
    make: Make
    fires: Any
    quiet: Any


def bent(**fields: Any) -> Callable[[Forecast], Forecast]:
    return lambda found: replace(found, **fields)


def surviving(**fields: Any) -> Callable[[Forecast], Forecast]:
    def bend(found: Forecast) -> Forecast:
        assert found.survival is not None
        return replace(found, survival=replace(found.survival, **fields))

    return bend


def concentrated(by: str, *sources: Source) -> Callable[[Forecast], Forecast]:
    return lambda found: replace(found, concentration={**found.concentration, by: Concentration(2.0, 0.5, sources)})


def band(value: float) -> Band:
    return Band(value, value, value, value, value, value)


def learning(target: int) -> Scene:
    """As many hours to 95 in one domain as to 60 in the other, where an hour gains 36 times as much."""
    known = {"curve": "exponential", "hours_to_80": Hours.of(500)}
    far, near = domain("far", 90, target=target, **known), domain("near", 20, target=60, **known)
    return scene(shop(), far, near, need("far"), need("near"))


def silent(clicks: int) -> Scene:
    course = product(launch_month=Month(2026, 8))
    return scene(
        course, platform(), listing(conversion=between("0.01", "0.05")),
        publications=(published(views=1000, clicks=clicks),),
    )  # fmt: skip


def still_to_make(price: int) -> Scene:
    """5,000 to earn back, 120 orders a year."""
    course = product(stage="making", make_hours=exact(100), price=cny(price))
    return scene(settings(hours_per_week=None), course, platform(), listing())


def advertised(elsewhere: bool) -> Scene:
    sales = (sold(where="shop"),) if elsewhere else ()
    return scene(shop(ad_budget=cny(50), cost_per_click=exact(1)), platform("shop"), money=sales)


def reached(views: int) -> Scene:
    months = [("2026-06", 1000), ("2026-09", views)]
    return scene(shop(), publications=[published(views=seen, month=month, count=2) for month, seen in months])


def spread_out(share: int) -> Scene:
    """Three platforms; the first brings `share` times what each other does."""
    places = [platform(key) for key in ("list", "shop", "feed")]
    prices = (cny(100 * share), cny(100), cny(100))
    offers = [listing(f"offer-{one.id}", where=one.id, price=price) for one, price in zip(places, prices, strict=True)]
    return scene(product(), places, offers)


def delivered(by_one: tuple[bool, ...]) -> Scene:
    places = [platform(key) for key in ("list", "shop", "feed")]
    offers = [
        listing(f"offer-{one.id}", where=one.id, fulfilled_by="room" if there else None)
        for one, there in zip(places, by_one, strict=True)
    ]
    return scene(product(), places, offers, platform("room", presence="offline", audience=None))


def rented(audience: int) -> Scene:
    feed = platform("feed", ownership="rented", audience=exact(audience))
    return scene(product(), platform(audience=exact(100)), feed, listing(), listing("second", where="feed"))


def kept_back(hours: float) -> Scene:
    return scene(shop(), product("book"), minutes=(made(hours, "book"),))


def on_the_spot(worth: float) -> Scene:
    """60 hours of selling for 24,000."""
    room = platform(presence="offline")
    return scene(product(hours_per_sale=exact("0.5")), room, listing(), bend=bent(value_of_hour=worth))


def exchanged(value: int) -> Scene:
    """Two hours at 50 against what they give."""
    lines = [
        line("lessons", "give", hours=exact(2), value_to_them=exact(300)),
        line("mentions", "get", "audience", value_to_us=exact(value)),
    ]
    return scene(partners("ann"), alliance("ann"), lines)


def shared(alternative: int) -> Scene:
    """2,000 a month of which they get three tenths."""
    paid = line("share", "give", "money", listing="offer", value_to_them=exact(600))
    ally = alliance("ann", share=Decimal("0.3"), share_basis="gross", our_alternative=exact(alternative))
    return scene(settings(hours_per_week=None), shop(), partners("ann"), ally, paid)


def together(bonus: int) -> Scene:
    """Two partners who get 100 in all and are worth a bonus by themselves."""
    lines = [line("lessons", "give", value_to_them=exact(100)), line("mentions", "get", value_to_us=exact(100))]
    ally = alliance("ann", "bob", pair_bonuses=f"Ann + Bob: {bonus}")
    return scene(partners("ann", "bob"), ally, lines)


def through_partner(share: float) -> Scene:
    source = Source("partner", "ann", 1000.0, share)
    return scene(shop(), partners("ann"), alliance("ann"), bend=concentrated("partner", source))


def employed(income: float) -> Scene:
    job = Job(id="job", name="Job", net_pay=cny(5000), start=Month(2020, 1))

    def bend(found: Forecast) -> Forecast:
        return replace(concentrated("job", Source("job", "job", 60_000.0, 0.51))(found), year=band(income))

    return scene(shop(), job, bend=bend)


def leaving(safe: int | None) -> Scene:
    job = Job(id="job", name="Job", net_pay=cny(5000), start=Month(2020, 1), end=Month(2027, 2))
    return scene(shop(), job, bend=surviving(safe_month=safe))


def judged(hits: int) -> Scene:
    return scene(
        shop(click_rate=between("0.1", "0.3")), publications=(published(views=200, clicks=hits),), bend=bent(drivers=())
    )


def honest(held: int) -> Scene:
    """Ten click rates that can be checked; those that held were 20%, the others 2%."""
    places = [platform(f"place-{place}") for place in range(10)]
    offers = [listing(f"offer-{one.id}", where=one.id, click_rate=between("0.1", "0.3")) for one in places]
    seen = [
        published(views=500, clicks=100 if place < held else 10, where=one.id, count=2)
        for place, one in enumerate(places)
    ]
    return scene(product(), places, offers, publications=seen)


def trial(sample: int) -> Scene:
    test = Experiment(id="test", hypothesis="It sells", listing="offer", threshold=Decimal("0.02"), sample=sample)
    return scene(shop(conversion=between("0.01", "0.05")), test)


def guessed(rank: int) -> Scene:
    def driver(place: int) -> Driver:
        field = ("conversion", "click_rate", "rpm", "cost_per_click")[place % 4]
        return Driver(
            "listing", "offer" if place == rank else f"other-{place}", field, 0, 1, 0.1, 0.1, 0, 1, 0.0, place == rank
        )

    return scene(shop(), bend=bent(drivers=tuple(map(driver, range(1, 9)))))


def due(day: int) -> Scene:
    """Ten hours of work at one a day."""
    return scene(milestone("draft", effort=exact(10), due=dt.date(2026, 11, day)))


def planned(hours: float) -> Scene:
    return scene(shop(), bend=bent(needed=(hours,) * 24))


def estimated(logged: float) -> Scene:
    """Five milestones that took `logged` hours where 10 were estimated."""
    done = [milestone(f"m{one}", effort=exact(10), done_on=dt.date(2026, 10, 1)) for one in range(5)]
    return scene(done, milestones={one.id: round(60 * logged) for one in done})


EXAMPLES: dict[str, Example] = {
    "SK01": Example("error", ("domain", "math"), lambda score: scene(shop(), domain("math", score), need("math")), 0, 1),
    "SK02": Example("warning", ("domain", "near"), learning, 96, 94),
    "SK03": Example(
        "hint", ("domain", "math"),
        lambda role: scene(shop(), domain("math", 50), domain("art", 50), need("math"), *([need("art", role=role)] if role else [])),
        "", "boost",
    ),
    "SK04": Example("warning", ("domain", "math"), lambda hours: scene(domain("math", 80), domains={"math": round(60 * hours)}), 99.9, 100),
    "PR01": Example("warning", ("product", "course"), silent, 210, 209),
    "PR02": Example("error", ("listing", "offer"), lambda cost: scene(product(unit_cost=cny(cost)), platform(), listing()), 200, "199.99"),
    "PR03": Example("warning", ("product", "course"), still_to_make, 41, 42),
    "PR04": Example(
        "warning", ("listing", "offer"),
        lambda worth: scene(product(hours_per_sale=exact(2)), platform(), listing(), bend=bent(value_of_hour=worth)),
        100.01, 100.0,
    ),
    "PR05": Example(
        "hint", ("product", "course"),
        lambda places: scene(product(), [platform(one) for one in places], [listing(f"on-{one}", where=one) for one in places]),
        ("list",), ("list", "shop"),
    ),
    "PR06": Example(
        "warning", ("product", "course"),
        lambda hours: scene(product(stage="making", make_hours=exact(60)), minutes=(made(hours),)), 90.1, 90,
    ),
    "PL01": Example("error", ("listing", "offer"), advertised, False, True),
    "PL02": Example("warning", ("platform", "list"), reached, 899, 901),
    "PL03": Example("warning", ("platform", "list"), spread_out, 3, 1),
    "PL04": Example("error", ("platform", "room"), delivered, (True, True, True), (True, False, False)),
    "PL05": Example("hint", ("platform", "feed"), rented, 901, 900),
    "PL06": Example("hint", ("platform", "list"), kept_back, 10, 9.9),
    "PL07": Example("warning", ("listing", "offer"), on_the_spot, 400.1, 399.9),
    "AL01": Example("error", ("alliance", "alliance"), exchanged, 100, 101),
    "AL02": Example("warning", ("alliance", "alliance"), shared, 1410, 1390),
    "AL03": Example("warning", ("alliance", "alliance"), together, 101, 100),
    "AL04": Example("warning", ("partner", "ann"), through_partner, 0.301, 0.3),
    "MO01": Example("error", ("plan", "plan"), lambda ruin: scene(shop(), bend=surviving(ruin=(0.0,) * 5 + (ruin,) * 19)), 0.2, 0.19),
    "MO02": Example("error", ("plan", "plan"), lambda costs: scene(settings(living_costs=costs)), None, exact(0)),
    "MO03": Example("warning", ("job", "job"), employed, 2999, 3000),
    "MO04": Example("warning", ("job", "job"), leaving, 4, 3),
    "MO05": Example("hint", ("plan", "plan"), lambda share: scene(shop(), bend=bent(hands_off_share=share)), 0.199, 0.2),
    "MO06": Example("hint", ("plan", "plan"), lambda rate: scene(settings(set_aside_rate=rate), shop()), None, Decimal("0.01")),
    "DA01": Example("warning", ("listing", "offer"), judged, 4, 40),
    "DA02": Example("hint", ("plan", "plan"), honest, 6, 7),
    "DA03": Example("warning", ("experiment", "test"), trial, 100, 210),
    "DA04": Example("hint", ("listing", "offer"), guessed, 5, 6),
    "RM01": Example(
        "error", ("milestone", "a"),
        lambda after: scene(milestone("a", after=("b",)), milestone("b", after=after)), ("a",), (),
    ),
    "RM02": Example("warning", ("milestone", "draft"), due, 28, 29),
    "RM03": Example("warning", ("plan", "plan"), planned, 26.4, 26.3),
    "RM04": Example("hint", ("plan", "plan"), estimated, 17.0, 16.8),
}  # fmt: skip


@dataclass(frozen=True)
class Fired:
    """The example of a rule that fires: its scene, what the rules got, and what the rule found."""

    before: Scene
    around: Surroundings
    problem: Problem


@cache
def fired(rule: str) -> Fired:
    before = EXAMPLES[rule].make(EXAMPLES[rule].fires)
    around = before.around()
    found = examine(around)
    assert not found.failed
    (problem,) = [one for one in found.problems if one.rule == rule]
    return Fired(before, around, problem)


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_a_rule_fires_and_just_does_not(rule: str) -> None:
    example, problem = EXAMPLES[rule], fired(rule).problem
    assert (problem.severity, problem.kind, problem.id) == (example.severity, *example.subject)
    assert not example.make(example.quiet).problems(rule)


def test_every_rule_has_an_example() -> None:
    assert set(EXAMPLES) == set(SPECS)
    assert set(SPECS) <= set(RULES)


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_what_is_said_is_whole(rule: str) -> None:
    problem, around = fired(rule).problem, fired(rule).around
    assert problem.message.endswith(".") and "{" not in problem.message
    assert not any(odd in problem.message for odd in ("nan", "None", "–", "∞", "“”", "  "))
    assert problem.why == SPECS[rule].why and problem.advice == SPECS[rule].advice
    assert RULES[rule].title == SPECS[rule].title and RULES[rule].severity in SEVERITIES
    assert around.plan.find(problem.kind, problem.id) is not None
    assert all(around.plan.find(*one) is not None for one in problem.also)
    assert problem.field in ("", *KINDS[problem.kind].by_name, *KINDS)
    assert set(problem.values) >= {number.name for number in SPECS[rule].numbers if not number.optional}


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_a_rule_reads_no_more_than_it_says_it_needs(rule: str) -> None:
    around = fired(rule).around
    results = Results(around.results)
    assert list(SPECS[rule].gather(replace(around, results=results)))
    assert results.read == set(SPECS[rule].needs)


MENDED = ("SK02", "SK04", "PR02", "PL01", "AL02", "MO04", "MO06", "DA01", "DA03", "DA04", "RM01", "RM02", "PR01")


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_a_fix_mends_what_was_found(rule: str) -> None:
    before, problem = fired(rule).before, fired(rule).problem
    assert (problem.fix is not None) == (rule in MENDED)
    if problem.fix is not None:
        assert problem.fix.label and not problem.fix.label.endswith(".")
        record = before.plan.find(problem.kind, problem.id)
        mended = KINDS[problem.kind].check(replace(record, **problem.fix.fields))
        assert mended != record
        after = before.with_record(mended)
        if rule == "DA04":  # the bars of a forecast that is bent stay as they are
            assert not getattr(mended, problem.field).is_exact
        else:
            assert not after.problems(rule)


def test_what_fired_lets_go_late() -> None:
    within = planned(22.0)
    assert not within.problems("RM03")
    assert [one.severity for one in within.problems("RM03", {("RM03", "plan")})] == ["warning"]
    assert not planned(20.0).problems("RM03", {("RM03", "plan")})


def lacking(found: Scene, rule: str) -> tuple[str, ...]:
    return dict(found.examined().skipped).get(rule, ())


@pytest.mark.parametrize(
    ("rule", "found", "fields"),
    [
        ("MO01", scene(settings(cash=None, living_costs=None)), ("plan/plan/cash", "plan/plan/living_costs")),
        ("MO03", scene(settings(living_costs=None), Job(id="job", name="Job", net_pay=cny(1))), ("plan/plan/living_costs",)),
        ("MO04", scene(settings(cash=None), Job(id="job", name="Job", net_pay=cny(1), end=Month(2027, 1))), ("plan/plan/cash",)),
        ("PR03", scene(settings(wage=None), product(stage="making", make_hours=exact(9)), platform(), listing()), ("plan/plan/wage",)),
        ("PR04", scene(settings(hours_per_week=None), product(hours_per_sale=exact(1)), platform(), listing()), ("plan/plan/hours_per_week",)),
        ("PR06", scene(product(), minutes=(made(1),)), ("product/course/make_hours",)),
        ("PL01", scene(shop(ad_budget=cny(50), conversion=None), money=(sold(where="shop"),)), ("listing/offer/cost_per_click", "listing/offer/conversion")),
        ("PL05", scene(product(), platform(audience=None), listing()), ("platform/list/audience",)),
        ("PL05", scene(product(), platform(ownership=None), platform("feed", ownership="rented"), listing(), listing("b", where="feed")), ("platform/list/ownership",)),
        ("PL07", scene(settings(hours_per_week=None), product(), platform(presence="offline"), listing()), ("plan/plan/hours_per_week",)),
        ("AL01", scene(settings(wage=None), alliance(), line("a", "give", value_to_them=exact(1), hours=exact(1)), line("b", "get")), ("exchange/b/value_to_us", "plan/plan/wage")),
        ("AL03", scene(partners("ann", "bob"), alliance("ann", "bob", pair_bonuses="Ann and Bob 30")), ("alliance/alliance/pair_bonuses",)),
        ("DA03", scene(Experiment(id="test", hypothesis="It sells", threshold=Decimal("0.02"))), ("experiment/test/sample",)),
        ("DA03", scene(Experiment(id="test", hypothesis="It sells", threshold=Decimal(2), sample=9)), ("experiment/test/threshold",)),
        ("RM02", scene(milestone("draft", due=dt.date(2026, 12, 1))), ("milestone/draft/effort",)),
        ("RM02", scene(settings(hours_per_week=None), milestone("draft", effort=exact(1), due=dt.date(2026, 12, 1))), ("plan/plan/hours_per_week",)),
        ("RM03", scene(settings(hours_per_week=None)), ("plan/plan/hours_per_week",)),
    ],
)  # fmt: skip
def test_a_rule_says_what_it_lacks(rule: str, found: Scene, fields: tuple[str, ...]) -> None:
    assert lacking(found, rule) == fields
    assert not found.problems(rule)


def test_an_empty_plan_is_asked_for_what_it_needs_and_for_nothing_else() -> None:
    empty = Scene((PlanSettings(id="plan", title="New", start_month=Month(2026, 12)),))
    found = empty.examined()
    assert [one.rule for one in found.problems] == ["MO02"]
    assert "living costs and your cash" in found.problems[0].message
    assert {rule for rule, _fields in found.skipped} == {"MO01", "RM03"}
    assert not found.failed


def test_without_results_only_the_rules_that_need_none_judge() -> None:
    plan = EXAMPLES["PR02"].make(EXAMPLES["PR02"].fires).plan
    found = examine(Surroundings(plan, dt.date(2026, 11, 20)))
    assert {one.rule for one in found.problems} & set(SPECS) == {"PR02"}
    skipped = {rule for rule, _fields in found.skipped}
    assert skipped & set(SPECS) == {one.id for one in SPECS.values() if one.needs}


def only(found: Scene, rule: str) -> Problem:
    (problem,) = found.problems(rule)
    return problem


def test_one_finding_for_a_domain_that_several_products_lack() -> None:
    found = scene(
        product(), product("book"), product("old", stage="retired"), domain("math", None),
        need("math"), need("math", "book"), need("math", "old"),
    )  # fmt: skip
    problem = only(found, "SK01")
    assert problem.also == (("product", "book"), ("product", "course"))
    assert problem.message.startswith("“Book” is worth nothing")
    put_away = scene(product(), domain("math", 90, archived=True), need("math"))
    assert only(put_away, "SK01").values == {"score": None}


def test_a_stream_of_content_counts_its_views_and_lives_on_what_is_behind_it() -> None:
    stream = product("clips", pricing="advertising", price=None, launch_month=Month(2026, 5))
    seen = (published(views=9000, what="clips", where="feed"),)
    alone = scene(stream, platform("feed"), listing(what="clips", where="feed"), publications=seen)
    assert only(alone, "PR01").values["visitors"] == 9000
    backed = scene(replace(stream, backed_by="course"), shop(), platform("feed"), publications=seen, money=(sold(),))
    assert not backed.problems("PR01")


def test_a_price_just_above_break_even_earns() -> None:
    loses = scene(product(unit_cost=cny("7.5"), price=cny(5)), platform(fee_rate=Decimal("0.1")), listing())
    problem = only(loses, "PR02")
    assert problem.fix is not None
    assert problem.fix.fields == {"price": cny("8.34")}
    hopeless = scene(product(unit_cost=cny(5), price=cny(5)), platform(fee_rate=Decimal(1)), listing())
    assert only(hopeless, "PR02").fix is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"conversion": exact("0.001")}, "brings back 0.2 times"),
        ({"conversion": exact("0.004")}, "brings back 0.8 times"),
    ],
)
def test_bought_customers_have_to_pay_back(fields: dict[str, Any], words: str) -> None:
    bought = shop(ad_budget=cny(50), cost_per_click=exact(1), **fields)
    assert words in only(scene(bought, platform("shop"), money=(sold(where="shop"),)), "PL01").message


def test_customers_who_pay_back_late_are_told() -> None:
    monthly = product(pricing="subscription", price=cny(2), churn=exact("0.02"))
    bought = listing(ad_budget=cny(50), cost_per_click=exact(2))
    found = scene(monthly, platform(), platform("shop"), bought, money=(sold(where="shop"),))
    problem = only(found, "PL01")
    assert problem.severity == "warning"
    assert problem.values["payback_months"] == 26
    assert "pay back after 26 months" in problem.message


def test_sales_before_the_advertising_began_are_organic() -> None:
    spent = replace(sold(month="2026-09"), sort="ad_spend")
    bought = shop(ad_budget=cny(50), cost_per_click=exact(1))
    assert not scene(bought, money=(sold(),)).problems("PL01")
    assert not scene(bought, money=(sold(month="2026-08"), spent)).problems("PL01")
    assert scene(bought, money=(sold(month="2026-10"), spent)).problems("PL01")


def test_income_of_the_ledger_counts_where_it_is_more_concentrated() -> None:
    even = spread_out(1)
    ledger = (sold(where="shop", count=8), sold(where="feed", count=2))
    problem = only(replace(even, tallies=replace(even.tallies, money=ledger)), "PL03")
    assert (problem.id, problem.values["top_share"]) == ("shop", 0.8)
    assert problem.message == "In 1 month, 80% of your income came from “Shop” (entries of the ledger: 8)."
    few = (sold(where="shop", count=4),)
    assert not replace(even, tallies=replace(even.tallies, money=few)).problems("PL03")


def test_a_platform_that_takes_only_its_own_sales_along_is_told_once() -> None:
    uneven = spread_out(3)
    assert uneven.problems("PL03") and not uneven.problems("PL04")
    only_one = scene(shop())
    assert [one.severity for one in only_one.problems("PL04")] == ["error"]


def test_a_job_can_be_kept_until_it_is_safe() -> None:
    problem = only(leaving(7), "MO04")
    assert problem.fix is not None
    assert problem.fix.fields == {"end": Month(2027, 6)}
    assert "Jun 2027 is the first safe month, 4 months later" in problem.message
    assert only(leaving(None), "MO04").fix is None


def test_a_circle_of_one_and_its_fix() -> None:
    problem = only(scene(milestone("a", after=("a",))), "RM01")
    assert problem.message.endswith("A → A.")
    assert problem.fix is not None
    assert problem.fix.fields == {"after": ()}


def test_a_first_sale_speaks_for_a_score() -> None:
    taught = [domain("math", 85), product(), need("math")]
    assert scene(taught).problems("SK04")
    assert not scene(taught, money=(sold(),)).problems("SK04")
    assert scene(taught, money=(sold(),), proofs={}).problems("SK04")  # given away, or wholly paid back


def test_a_circle_leaves_other_dates_to_be_judged() -> None:
    late = milestone("late", effort=exact(90), due=dt.date(2026, 12, 1))
    behind = milestone("behind", effort=exact(90), due=dt.date(2026, 12, 1), after=("a",))
    found = scene(milestone("a", after=("b",)), milestone("b", after=("a",)), late, behind)
    assert [one.id for one in found.problems("RM02")] == ["late"]
