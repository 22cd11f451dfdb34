"""What the diagnosis says of the sample plans: their three faults among few findings, each of them true."""

import pytest

from planner.analysis.diagnosis import findings  # noqa: F401 - registers the rules
from planner.analysis.diagnosis.judge import SPECS
from planner.analysis.forecast import ForecastOptions, forecast
from planner.model.catalogue import KINDS, Listing, Platform, Product
from planner.model.checks import Examination, Surroundings, examine
from planner.model.plan import Plan
from tests.analysis.facts import TODAY, sample

LANGUAGES = ("zh", "en")
FEW = 14


@pytest.fixture(scope="module", params=LANGUAGES)
def examined(request: pytest.FixtureRequest) -> tuple[Plan, Examination]:
    _records, plan, facts = sample(request.param)
    results = {"forecast": forecast(plan, facts, ForecastOptions(samples=1024)), "actuals": facts}
    return plan, examine(Surroundings(plan, TODAY, {}, results))


def test_the_three_faults_are_found(examined: tuple[Plan, Examination]) -> None:
    plan, found = examined
    by_rule = {one.rule: one for one in found.problems}
    stream = plan.get(Product, by_rule["PR01"].id)
    assert stream.pricing == "advertising" and not stream.backed_by
    assert plan.get(Platform, by_rule["PL03"].id).ownership == "rented"
    assert by_rule["PL03"].values["top_share"] > 0.5
    bought = plan.get(Listing, by_rule["PL01"].id)
    assert bought.ad_budget and by_rule["PL01"].values["organic_sales"] == 0
    assert by_rule["PL01"].severity == "error"


def test_the_list_is_short_and_nothing_is_said_twice(examined: tuple[Plan, Examination]) -> None:
    _plan, found = examined
    assert not found.failed and not found.skipped
    ours = [one for one in found.problems if one.rule in SPECS]
    assert 5 <= len(ours) <= FEW
    assert [one.rule for one in ours if one.severity == "error"] == ["PL01"]
    assert len({one.message for one in ours}) == len(ours)
    assert len({(one.rule, one.id, one.field) for one in ours}) == len(ours)


def test_what_can_be_mended_is_mended_by_what_the_field_can_hold(examined: tuple[Plan, Examination]) -> None:
    plan, found = examined
    fixes = [one for one in found.problems if one.fix is not None]
    assert fixes
    for one in fixes:
        kind = KINDS[one.kind]
        for name, value in one.fix.fields.items() if one.fix else ():
            assert kind.by_name[name].check(value) == value
        assert plan.find(one.kind, one.id) is not None
