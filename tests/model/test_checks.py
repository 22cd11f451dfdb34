"""The rules: each has an example that fires and one that just does not, and its fix mends what it found."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.model import checks, checks_records
from planner.model.catalogue import (
    KINDS,
    Alliance,
    Cost,
    Domain,
    Draft,
    Exchange,
    Job,
    Listing,
    Mute,
    PlanSettings,
    Platform,
    Product,
    Rate,
    Record,
    kind_of,
)
from planner.model.checks import RULES, Finding, Problem, Surroundings, check, examine, problems_of
from planner.model.plan import Plan, plan_of
from planner.model.platform_catalogue import CataloguePlatform
from planner.model.values import Money, Month, Range

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def rules_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only these, whatever else was registered before; what a test registers is gone after it."""
    own = {name: rule for name, rule in RULES.items() if rule.look.__module__ == checks_records.__name__}
    monkeypatch.setattr(checks, "RULES", own)


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def known(key: str = "shop", rate: str = "0.1", strength: str = "official") -> CataloguePlatform:
    return CataloguePlatform(
        key=key, name_zh="小店", name_en="Shop", region="CN", kind="shop", media=(), presence="online",
        form="marketplace", ownership="rented", fee_rate=Decimal(rate), fixed_fee=None, fee_basis="", fee_note="",
        payout_note="", source="a page", date="2025-03-25", quality="good", strength=strength,
    )  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A record and its neighbours; the first record is the one looked at."""

    fires: tuple[Record, ...]
    quiet: tuple[Record, ...]


GIVE = Exchange(id="e", alliance="x", direction="give", what="Lessons")
GET = Exchange(id="g", alliance="x", direction="get", what="A post")
EXAMPLES: dict[str, Example] = {
    "domain.target_below_score": Example(
        (Domain(id="x", name="A", score=70, target=69),), (Domain(id="x", name="A", score=70, target=70),)
    ),
    "domain.score_without_evidence": Example(
        (Domain(id="x", name="A", score=1, evidence="  "),), (Domain(id="x", name="A", score=0),)
    ),
    "product.price_below_cost": Example(
        (Product(id="x", name="A", price=cny("9.99"), unit_cost=cny("10")),),
        (Product(id="x", name="A", price=cny("10"), unit_cost=cny("10")),),
    ),
    "product.live_without_listing": Example(
        (Product(id="x", name="A", stage="live"), Listing(id="l", product="y", platform="f")),
        (Product(id="x", name="A", stage="live"), Listing(id="l", product="x", platform="f")),
    ),
    "product.nothing_behind": Example(
        (Product(id="x", name="A", stage="live", medium="video"), Listing(id="l", product="x", platform="f")),
        (
            Product(id="x", name="A", stage="live", medium="video", backed_by="y"),
            Listing(id="l", product="x", platform="f"),
        ),
    ),
    "platform.fee_missing": Example(
        (Platform(id="x", name="A", catalogue_key="shop", fee_rate=Decimal(0)),),
        (Platform(id="x", name="A", catalogue_key="shop", fee_rate=Decimal("0.01")),),
    ),
    "platform.audience_missing": Example(
        (Platform(id="x", name="A"), Listing(id="l", product="p", platform="x", status="trial")),
        (Platform(id="x", name="A"), Listing(id="l", product="p", platform="x", status="idea")),
    ),
    "listing.duplicate": Example(
        (Listing(id="x", product="p", platform="f"), Listing(id="y", product="p", platform="f", status="paused")),
        (Listing(id="x", product="p", platform="f"), Listing(id="y", product="p", platform="f", status="ended")),
    ),
    "money.no_rate": Example(
        (Listing(id="x", product="p", platform="f", price=usd("9")),),
        (
            Listing(id="x", product="p", platform="f", price=usd("9")),
            Rate(id="r", on=date(2026, 1, 1), currency="USD", rate=Decimal("7.1")),
        ),
    ),
    "range.too_wide": Example(
        (Platform(id="x", name="A", audience=Range.between(20, 90000)),),
        (Platform(id="x", name="A", audience=Range.between(900, 90000)),),
    ),
    "period.end_before_start": Example(
        (Listing(id="x", product="p", platform="f", start_month=Month(2026, 12), end_month=Month(2026, 11)),),
        (Listing(id="x", product="p", platform="f", start_month=Month(2026, 12), end_month=Month(2026, 12)),),
    ),
    "alliance.one_sided": Example(
        (Alliance(id="x", name="A", stage="active"), GET), (Alliance(id="x", name="A", stage="active"), GET, GIVE)
    ),
    "alliance.follow_up_late": Example(
        (Alliance(id="x", name="A", next_on=date(2026, 11, 19)),), (Alliance(id="x", name="A", next_on=TODAY),)
    ),
    "alliance.over": Example(
        (Alliance(id="x", name="A", stage="agreed", end=date(2026, 11, 19)),),
        (Alliance(id="x", name="A", stage="agreed", end=TODAY),),
    ),
    "alliance.share_without_basis": Example(
        (Alliance(id="x", name="A", share=Decimal("0.3")),), (Alliance(id="x", name="A", share=Decimal(0)),)
    ),
}


def around(*records: Record, **more: Any) -> Surroundings:
    settings = PlanSettings(id="plan", title="T", start_month=Month(2026, 12))
    return Surroundings(plan_of([settings, *records]), TODAY, {"shop": known()}, **more)


def found(rule: str, records: tuple[Record, ...]) -> list[Problem]:
    return [problem for problem in problems_of(records[0], around(*records)) if problem.rule == rule]


def test_every_rule_of_records_has_its_examples() -> None:
    of_records = {rule.id for rule in RULES.values() if rule.look.__module__ == checks_records.__name__ and rule.kinds}
    assert set(EXAMPLES) == of_records


@pytest.mark.parametrize("rule", sorted(EXAMPLES))
def test_a_rule_fires_on_its_example_and_just_not_on_the_other(rule: str) -> None:
    (problem,) = found(rule, EXAMPLES[rule].fires)
    record = EXAMPLES[rule].fires[0]
    assert (problem.kind, problem.id) == (kind_of(record).name, "x")
    assert problem.field in KINDS[problem.kind].by_name
    assert problem.message
    assert "{" not in problem.message
    assert found(rule, EXAMPLES[rule].quiet) == []


SAY_ONLY = {  # rules that can only say where to look
    "alliance.one_sided", "domain.score_without_evidence", "money.no_rate", "platform.audience_missing",
    "product.live_without_listing", "product.nothing_behind", "range.too_wide",
}  # fmt: skip


def test_the_rules_that_offer_no_way_out_are_known() -> None:
    assert {rule for rule in EXAMPLES if found(rule, EXAMPLES[rule].fires)[0].fix is None} == SAY_ONLY


@pytest.mark.parametrize("rule", sorted(set(EXAMPLES) - SAY_ONLY))
def test_a_fix_writes_fields_that_fit_and_the_rule_is_content(rule: str) -> None:
    (problem,) = found(rule, EXAMPLES[rule].fires)
    assert problem.fix is not None
    record, *others = EXAMPLES[rule].fires
    mended = replace(record, **dict(problem.fix.fields))
    assert problem.fix.label
    assert "{" not in problem.fix.label
    assert KINDS[problem.kind].check(mended) == mended
    assert found(rule, (mended, *others)) == []


@pytest.mark.parametrize(
    ("value", "fires"),
    [
        (Range.between(Decimal("0.001"), Decimal("0.1")), False),  # exactly a hundredfold
        (Range.between(Decimal("0.001"), Decimal("0.1001")), True),
        (Range.between(Decimal(0), Decimal("0.5")), False),  # no multiple of nothing
        (Range.exact(Decimal("0.5")), False),
        (Range.observed(1, 500), False),
    ],
)
def test_a_range_is_too_wide_from_more_than_a_hundredfold_on(value: Range, fires: bool) -> None:
    problems = found("range.too_wide", (Platform(id="x", name="A", open_rate=value),))
    assert [problem.field for problem in problems] == (["open_rate"] if fires else [])
    assert all(problem.severity == "warning" for problem in problems)


def test_living_costs_with_a_digit_missing_are_told_at_their_field() -> None:
    settings = PlanSettings(id="plan", title="T", living_costs=Range.between(20, 90000))
    problems = problems_of(settings, Surroundings(plan_of([settings]), TODAY))
    told = [problem for problem in problems if problem.rule == "range.too_wide"]
    assert [(problem.kind, problem.field) for problem in told] == [("plan", "living_costs")]
    assert told[0].message == "The upper end is 4,500 times the lower one; check both."


def test_the_period_rule_knows_days_and_months_of_every_kind_that_has_them() -> None:
    late, early = date(2026, 12, 2), date(2026, 12, 1)
    for record in (
        Alliance(id="x", name="A", start=late, end=early),
        Job(id="x", name="A", start=Month(2026, 12), end=Month(2026, 11)),
        Cost(id="x", name="A", start=Month(2026, 12), end=Month(2026, 11)),
    ):
        (problem,) = found("period.end_before_start", (record,))
        assert problem.severity == "error"
        assert problem.fix is not None
        assert found("period.end_before_start", (replace(record, **dict(problem.fix.fields)),)) == []


def test_prices_in_different_currencies_are_compared_by_the_newest_rate() -> None:
    product = Product(id="x", name="A", price=usd("10"), unit_cost=cny("70"))
    rates = [
        Rate(id="r1", on=date(2025, 1, 1), currency="USD", rate=Decimal("6.9")),
        Rate(id="r2", on=date(2026, 1, 1), currency="USD", rate=Decimal("7.1")),
    ]
    assert found("product.price_below_cost", (product, *rates)) == []
    assert len(found("product.price_below_cost", (product, rates[0]))) == 1
    assert found("product.price_below_cost", (product,)) == []  # not known: not guessed


def test_a_weak_fee_is_called_so() -> None:
    platform = Platform(id="x", name="A", catalogue_key="shop")
    weak = replace(around(platform), known={"shop": known(strength="weak")})
    (problem,) = [one for one in problems_of(platform, weak) if one.rule == "platform.fee_missing"]
    assert "check" in problem.message


def test_what_is_muted_is_not_said_until_its_day_has_passed() -> None:
    domain = EXAMPLES["domain.target_below_score"].fires[0]
    rule = "domain.target_below_score"
    for mute, heard in (
        (Mute(id="m", rule=rule, subject="x", reason="I know"), 0),
        (Mute(id="m", rule=rule, reason="I know"), 0),
        (Mute(id="m", rule=rule, subject="y", reason="I know"), 1),
        (Mute(id="m", rule=rule, subject="x", reason="I know", until=TODAY), 0),
        (Mute(id="m", rule=rule, subject="x", reason="I know", until=date(2026, 11, 19)), 1),
    ):
        problems = problems_of(domain, around(domain, mute))
        assert sum(problem.rule == rule for problem in problems) == heard


def test_the_whole_plan_is_examined_worst_first_and_without_what_is_put_away() -> None:
    records = (
        Domain(id="d", name="A", score=70),
        Listing(id="l", product="p", platform="f", price=usd("9")),
        Domain(id="old", name="B", score=70, target=1, archived=True),
    )
    problems = examine(around(*records)).problems
    assert [problem.severity for problem in problems] == ["error", "hint"]
    assert {problem.id for problem in problems} == {"d", "l"}


def test_text_that_could_not_be_read_is_counted_where_it_stands() -> None:
    domain = Domain(id="d", name="A")
    draft = Draft(id="domain/d/score", kind="domain", record="d", field="score", text="lots")
    (problem,) = examine(around(domain, draft)).problems
    assert (problem.rule, problem.kind, problem.id, problem.field) == ("input.unread", "domain", "d", "score")
    assert "lots" in problem.message
    for quiet in ((draft,), (replace(domain, archived=True), draft), (domain,)):
        assert examine(around(*quiet)).problems == ()


@pytest.fixture
def register() -> Callable[..., Any]:
    return check


def test_a_rule_that_needs_the_analysis_is_skipped_until_it_is_there(register: Callable[..., Any]) -> None:
    @register("test.needs", severity="error", needs=("forecast",))
    def look(_plan: Plan, surroundings: Surroundings) -> list[Finding]:
        return [Finding("name", str(surroundings.results["forecast"]), kind="domain", id="d")]

    domain = Domain(id="d", name="A")
    without = examine(around(domain))
    assert without.skipped == (("test.needs", ("forecast",)),)
    assert without.problems == ()
    (problem,) = examine(around(domain, results={"forecast": 42})).problems
    assert (problem.kind, problem.id, problem.message) == ("domain", "d", "42")


def test_a_rule_is_registered_once_and_under_known_names(register: Callable[..., Any]) -> None:
    for wrong in (("domain.target_below_score",), ("test.unknown", "castle")):
        with pytest.raises(ValueError, match="cannot be registered"):
            register(*wrong)
    with pytest.raises(ValueError, match="cannot be registered"):
        register("test.severity", severity="terrible")


def test_a_range_alone_raises_nothing() -> None:
    platform = Platform(id="x", name="A", audience=Range.between(1, 2))
    assert problems_of(platform, around(platform)) == ()
