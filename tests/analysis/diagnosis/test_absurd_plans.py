"""No plan, however absurd, breaks a rule or makes it say a number that is none; and what is judged stays as it is."""

import datetime as dt
import math

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.analysis.diagnosis import findings  # noqa: F401 - registers the rules
from planner.analysis.diagnosis.judge import SPECS
from planner.analysis.facts.actuals import actuals
from planner.analysis.forecast import ForecastOptions, forecast
from planner.errors import InputError
from planner.model.catalogue import KINDS
from planner.model.checks import Problem, Surroundings, examine
from planner.model.plan import Plan
from planner.model.tallies import MonthMinutes, MonthSum, PublicationSum, Tallies
from tests.analysis.businesses import businesses
from tests.examples import examples

many = settings(max_examples=examples(4), deadline=None, suppress_health_check=list(HealthCheck))
months = st.integers(0, 14).map(lambda step: f"{2026 + (5 + step) // 12}-{(5 + step) % 12 + 1:02}")
days = st.dates(dt.date(2026, 9, 1), dt.date(2028, 1, 1))


@st.composite
def journals(draw: st.DrawFn, plan: Plan) -> Tallies:
    """What the journal of the plan may add up to."""

    def some(kind: str) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *(record.id for record in plan.records(kind, archived=True))])

    counts = st.integers(0, 1000)
    sums = st.builds(
        MonthSum, months, st.sampled_from(("sale", "refund", "fee", "ad_spend", "salary")), st.sampled_from(("CNY", "USD")),
        some("product"), some("platform"), some("partner"), st.integers(-(10**4), 10**7), counts, counts, counts,
    )  # fmt: skip
    seen = st.builds(
        lambda month, platform, product, views, clicks, orders: PublicationSum(
            month, platform or "", product, "published", 3, views, 3 if views else 0, clicks, views, orders, clicks
        ),
        months, some("platform"), some("product"), st.integers(0, 10**5), counts, counts,
    )  # fmt: skip
    log = st.builds(MonthMinutes, months, st.sampled_from(("making", "selling", None)), some("product"), counts)
    minutes = {
        kind: {key: draw(counts) for key in map(str, draw(st.lists(some(kind), max_size=3))) if key != "None"}
        for kind in ("milestone", "domain")
    }
    weeks = {
        (dt.date(2026, 8, 3) + dt.timedelta(weeks=week)).isoformat(): draw(counts)
        for week in range(draw(st.integers(0, 8)))
    }
    return Tallies(
        tuple(draw(st.lists(sums, max_size=6))), tuple(draw(st.lists(log, max_size=4))),
        tuple(draw(st.lists(seen, max_size=6))), weeks, minutes["milestone"], minutes["domain"],
    )  # fmt: skip


def results_of(plan: Plan, tallies: Tallies, today: dt.date) -> dict[str, object]:
    facts = actuals(plan, tallies, today)
    try:
        return {"actuals": facts, "forecast": forecast(plan, facts, ForecastOptions(samples=8))}
    except InputError:  # a range that no distribution fits
        return {"actuals": facts}


def sound(problem: Problem) -> None:
    for name, value in problem.values.items():
        assert value is None or type(value) in (bool, int, float, dt.date), (problem.rule, name, value)
        assert not (isinstance(value, float) and math.isnan(value)), (problem.rule, name)
    assert problem.message
    assert problem.impact is None or math.isfinite(problem.impact)


@many
@given(st.data(), businesses(2), days)
def test_every_rule_judges_or_says_what_it_lacks(data: st.DataObject, plan: Plan, today: dt.date) -> None:
    tallies = data.draw(journals(plan))
    around = Surroundings(plan, today, {}, results_of(plan, tallies, today))
    found = examine(around)
    assert not found.failed
    for problem in (*found.problems, *found.muted):
        if problem.rule in SPECS:
            sound(problem)
            if problem.fix is not None:
                assert plan.find(problem.kind, problem.id) is not None
                for name, value in problem.fix.fields.items():
                    KINDS[problem.kind].by_name[name].check(value)
    for _rule, fields in found.skipped:
        assert all(fields)
    assert examine(around) == found
