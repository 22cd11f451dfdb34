"""Every rule with examples that fire and some that just do not, letting go late, absent numbers, and laws over all."""

import math
from datetime import date
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.diagnosis.declaration import UNITS, Number
from planner.analysis.diagnosis.judge import SPECS, condition_met, judge
from planner.errors import InputError
from planner.model.checks import SEVERITIES

Values = dict[str, Any]
INF = math.inf


def each(*names: str) -> Any:
    """A maker of values from numbers in order."""
    return lambda *numbers: dict(zip(names, numbers, strict=True))


SK03, SK04 = each("live_products", "domains_used"), each("score", "sales", "logged_hours")
PR01 = each("days_live", "transactions", "visitors", "silence_visitors")
PR03, PR04 = each("break_even_orders", "orders_p90"), each("net_per_order", "hours_per_sale", "value_of_hour")
PR05, PR06 = each("income_12", "outlets"), each("logged_make_hours", "make_hours_p90", "sales")
PL01 = each("ad_spend", "organic_sales", "value_to_cost_p50", "payback_months", "runway_months")
PL02, PL03 = each("probability_falling", "drop"), each("top_share", "effective_number")
PL06 = each("income_12", "publications_60_days", "make_hours_elsewhere")
PL07, AL02 = each("offline_hours", "value_of_hour", "contribution"), each("share", "low", "high")
MO01, MO02 = each("ruin_6", "runway_p10"), each("living_costs", "cash")
MO03, MO04 = each("employer_share", "other_months_covered"), each("quit_month", "safe_month")
MO06, DA01 = each("profit_12", "set_aside_rate"), each("probability_off", "bits", "months_inside")
DA02, DA03 = each("resolved", "coverage_tail"), each("p_undecided", "sample", "silence_visitors")
DA04 = each("is_point", "bar_rank", "untested", "highest_value_of_knowing")
RM02, RM03, RM04 = each("due", "finish_p80"), each("planned_hours", "capacity_hours"), each("finished", "bias")

E, W, H = "error", "warning", "hint"
EXAMPLES: dict[str, list[tuple[Values, str | None]]] = {
    "SK01": [({"score": None}, E), ({"score": 0}, E), ({"score": 0.5}, None)],
    "SK02": [
        ({"hours_share_below_third": 0.51}, W),
        ({"hours_share_below_third": 0.5}, None),
        ({"hours_share_below_third": None}, None),
    ],
    "SK03": [(SK03(1, 1), H), (SK03(0, 1), None), (SK03(3, 2), None), (SK03(1, 0), None)],
    "SK04": [
        (SK04(80, 0, 99.9), W),
        (SK04(79.9, 0, 0), None),
        (SK04(95, 1, 0), None),
        (SK04(95, 0, 100), None),
        (SK04(None, 0, 0), None),
    ],
    "PR01": [
        (PR01(90, 0, 210, 210), W),
        (PR01(89, 0, 500, 210), None),
        (PR01(90, 1, 500, 210), None),
        (PR01(90, 0, 209, 210), None),
        (PR01(900, 0, 1e9, INF), None),
        (PR01(None, 0, 500, 210), None),
    ],
    "PR02": [({"net_per_order_p50": 0}, E), ({"net_per_order_p50": -3}, E), ({"net_per_order_p50": 0.01}, None)],
    "PR03": [(PR03(INF, 1e6), W), (PR03(41, 40), W), (PR03(40, 40), None), (PR03(0, 0), None)],
    "PR04": [
        (PR04(39.99, 2, 20), W),
        (PR04(40, 2, 20), None),
        (PR04(-5, 0, 20), None),
        (PR04(-5, 1, 0), W),
    ],
    "PR05": [(PR05(0.01, 1), H), (PR05(0, 1), None), (PR05(100, 2), None), (PR05(100, 0), None), (PR05(-1, 1), None)],
    "PR06": [(PR06(91, 60, 0), W), (PR06(90, 60, 0), None), (PR06(500, 60, 1), None)],
    "PL01": [
        (PL01(50, 0, 2, 3, 20), E),
        (PL01(50, 4, 0.99, 3, 20), E),
        (PL01(50, 4, 1, INF, INF), W),
        (PL01(50, 4, 1, 13, INF), W),
        (PL01(50, 4, 1, 6, 5), W),
        (PL01(50, 4, 1, 12, INF), None),
        (PL01(50, 4, INF, 5, 5), None),
        (PL01(0, 0, 0, INF, 0), None),
    ],
    "PL02": [
        (PL02(0.95, 0.10), W),
        (PL02(0.949, 0.5), None),
        (PL02(1, 0.099), None),
        (PL02(1, None), None),
        (PL02(0, -3), None),
    ],
    "PL03": [
        (PL03(0.6, 2.2), W),
        ({**PL03(0.6, 2.2), "months": 6, "rows": 40}, W),
        ({**PL03(0.5, 2.2), "months": 6, "rows": 40}, None),
        (PL03(0.4, 1.99), W),
        (PL03(0.5, 2.2), None),
        (PL03(0.5, 2), None),
        (PL03(None, 0), None),
        (PL03(None, None), None),
    ],
    "PL04": [
        ({"lost_share": 0.8}, E),
        ({"lost_share": 0.79}, W),
        ({"lost_share": 0.5}, W),
        ({"lost_share": 0.49}, None),
        ({"lost_share": None}, None),
    ],
    "PL05": [
        ({"owned_reach_share": 0.099}, H),
        ({"owned_reach_share": 0.1}, None),
        ({"owned_reach_share": None}, None),
    ],
    "PL06": [(PL06(1, 0, 10), H), (PL06(0, 0, 10), None), (PL06(1, 1, 10), None), (PL06(1, 0, 9.9), None)],
    "PL07": [(PL07(2, 50, 99), W), (PL07(2, 50, 100), None), (PL07(0, 50, 0), None)],
    "AL01": [({"net_value": 0}, E), ({"net_value": -1}, E), ({"net_value": 0.01}, None)],
    "AL02": [
        (AL02(0.3, None, None), W),
        (AL02(0.3, 0.2, None), W),
        (AL02(None, None, None), W),
        (AL02(0.3, 0.5, 0.4), W),
        (AL02(0.3, INF, 0.4), W),
        (AL02(0.29, 0.3, 0.6), W),
        (AL02(0.61, 0.3, 0.6), W),
        (AL02(0.3, 0.3, 0.6), None),
        (AL02(0.6, 0.3, 0.6), None),
        (AL02(None, 0.3, 0.6), None),
    ],
    "AL03": [({"largest_violation": 0.01}, W), ({"largest_violation": 0}, None), ({"largest_violation": -5}, None)],
    "AL04": [({"partner_share": 0.31}, W), ({"partner_share": 0.3}, None), ({"partner_share": None}, None)],
    "MO01": [(MO01(0.2, 20), E), (MO01(0.19, 5), W), (MO01(0.19, 6), None), (MO01(0, INF), None)],
    "MO02": [
        (MO02(None, 500), E),
        (MO02(800, None), E),
        (MO02(None, None), E),
        (MO02(0, 0), None),
        (MO02(1, -5), None),
    ],
    "MO03": [
        (MO03(0.51, 2.9), W),
        (MO03(0.5, 0), None),
        (MO03(1, 3), None),
        (MO03(None, 0), None),
        (MO03(1, INF), None),
    ],
    "MO04": [
        (MO04(5, 6), W),
        (MO04(0, None), W),
        (MO04(6, 6), None),
        (MO04(None, 6), None),
        (MO04(None, None), None),
    ],
    "MO05": [({"hands_off_share": 0.19}, H), ({"hands_off_share": 0.2}, None), ({"hands_off_share": None}, None)],
    "MO06": [(MO06(1, 0), H), (MO06(1, None), H), (MO06(0, 0), None), (MO06(-1, 0), None), (MO06(1, 0.01), None)],
    "DA01": [
        (DA01(0.5, 0, None), W),
        (DA01(0, 4.32, None), W),
        (DA01(None, INF, None), W),
        (DA01(None, None, 2), W),
        (DA01(0.49, 4.31, 3), None),
        (DA01(None, None, None), None),
    ],
    "DA02": [(DA02(10, 0.04), H), (DA02(10, 0.05), None), (DA02(9, 0), None), (DA02(0, 1), None)],
    "DA03": [
        (DA03(0.51, 500, 100), W),
        (DA03(0.5, 99, 100), W),
        (DA03(0, 1e6, INF), W),
        (DA03(0.5, 100, 100), None),
    ],
    "DA04": [
        (DA04(True, 5, False, False), H),
        (DA04(False, None, True, True), H),
        (DA04(True, 6, True, False), None),
        (DA04(True, None, False, True), None),
        (DA04(False, 1, False, False), None),
    ],
    "RM01": [({"circular": True}, E), ({"circular": False}, None)],
    "RM02": [
        (RM02("2027-03-01", "2027-03-02"), W),
        (RM02(date(2027, 3, 2), "2027-03-02"), None),
        (RM02(40, 41.5), W),
        (RM02(40, 40), None),
        (RM02(40, INF), W),
        (RM02(None, 40), None),
    ],
    "RM03": [(RM03(86, 100), W), (RM03(85, 100), None), (RM03(1, 0), W), (RM03(0, 0), None)],
    "RM04": [(RM04(5, 1.31), H), (RM04(5, 1.3), None), (RM04(4, 3), None)],
}
# values inside the band (quiet before, held once firing), how bad they are then, and values at which the rule lets go
BANDS: list[tuple[str, Values, str, Values]] = [
    ("SK02", {"hours_share_below_third": 0.41}, W, {"hours_share_below_third": 0.4}),
    ("PL03", PL03(0.45, 2.6), W, PL03(0.4, 2.5)),
    ("PL03", PL03(0.3, 2.4), W, PL03(0.3, 2.6)),
    ("PL04", {"lost_share": 0.41}, W, {"lost_share": 0.39}),
    ("PL05", {"owned_reach_share": 0.12}, H, {"owned_reach_share": 0.125}),
    ("AL04", {"partner_share": 0.25}, W, {"partner_share": 0.24}),
    ("MO01", MO01(0.17, 20), E, MO01(0.15, 7.5)),
    ("MO01", MO01(0.1, 7.4), W, MO01(0.1, 7.5)),
    ("MO05", {"hands_off_share": 0.24}, H, {"hands_off_share": 0.25}),
    ("DA01", DA01(0.41, 3, 4), W, DA01(0.39, 3, 4)),
    ("DA01", DA01(0.1, 3.5, 4), W, DA01(0.1, 3.4, 4)),
    ("DA01", DA01(0.1, 3, 3), W, DA01(0.1, 3, 4)),
    ("RM03", RM03(69, 100), W, RM03(68, 100)),
]
FLAT = [(rule, values, severity) for rule, examples in EXAMPLES.items() for values, severity in examples]


def _number(number: Number) -> st.SearchStrategy[Any]:
    """Any value the number may have."""
    if number.unit == "flag":
        return st.booleans()
    top = {"share": 1.0, "score": 100.0}.get(number.unit, 1e6)
    low = {"money": -1e6, "change": -1e6, "factor": -1e6, "moment": -1e6, "rank": 1.0}.get(number.unit, 0.0)
    found: st.SearchStrategy[Any] = st.floats(low, top) | st.integers(math.ceil(low), int(top))
    if number.empty or number.optional:
        found |= st.none()
    return found | st.just(INF) if number.infinite else found


cases = st.sampled_from(sorted(SPECS)).flatmap(
    lambda rule: st.tuples(
        st.just(rule), st.fixed_dictionaries({number.name: _number(number) for number in SPECS[rule].numbers})
    )
)


def refused(kind: str, field: str, rule: str, values: Values) -> None:
    with pytest.raises(InputError) as caught:
        judge(rule, values)
    assert (caught.value.kind, caught.value.field) == (kind, field)


def test_there_are_35_rules_and_each_has_examples() -> None:
    assert len(SPECS) == 35
    assert set(EXAMPLES) == set(SPECS)
    assert all({severity is None for _, severity in examples} == {True, False} for examples in EXAMPLES.values())


@pytest.mark.parametrize(("rule", "values", "severity"), FLAT)
def test_examples_that_fire_and_that_just_do_not(rule: str, values: Values, severity: str | None) -> None:
    assert judge(rule, values) == severity


def test_every_condition_is_met_by_an_example() -> None:
    met = {(rule, condition_met(rule, values)) for rule, values, _ in FLAT}
    assert {(spec.id, condition) for spec in SPECS.values() for condition in spec.conditions} <= met


@pytest.mark.parametrize(("rule", "held", "severity", "gone"), BANDS)
def test_a_rule_that_fired_lets_go_late(rule: str, held: Values, severity: str, gone: Values) -> None:
    assert judge(rule, held) is None
    assert judge(rule, held, was_firing=True) == severity
    assert judge(rule, gone, was_firing=True) is None


def test_the_eased_thresholds_decide_how_bad_it_still_is() -> None:
    assert judge("PL04", {"lost_share": 0.7}) == "warning"
    assert judge("PL04", {"lost_share": 0.7}, was_firing=True) == "error"
    assert judge("PL04", {"lost_share": 0.6}, was_firing=True) == "warning"


def test_rules_without_hysteresis_forget_that_they_fired() -> None:
    eased = {"SK02", "PL03", "PL04", "PL05", "AL04", "MO01", "MO05", "DA01", "RM03"}
    assert {spec.id for spec in SPECS.values() if spec.hysteresis} == eased == {band[0] for band in BANDS}
    for rule, values, severity in FLAT:
        if rule not in eased:
            assert judge(rule, values, was_firing=True) == severity


def test_an_unknown_rule_is_named() -> None:
    refused("unknown", "rule", "ZZ99", {})
    refused("unknown", "rule", "", {})


@pytest.mark.parametrize("rule", sorted(SPECS))
def test_every_number_is_needed(rule: str) -> None:
    values = next(values for values, severity in EXAMPLES[rule] if severity is None)
    for number in SPECS[rule].numbers:
        rest = {name: value for name, value in values.items() if name != number.name}
        if number.optional:
            assert judge(rule, rest) is None
        else:
            refused("missing", f"values/{number.name}", rule, rest)
        if not (number.empty or number.optional):
            refused("missing", f"values/{number.name}", rule, {**values, number.name: None})


@pytest.mark.parametrize("rule", sorted(SPECS))
def test_what_is_no_number_is_refused(rule: str) -> None:
    values = next(values for values, severity in EXAMPLES[rule] if severity is None)
    for number in SPECS[rule].numbers:
        wrong = [math.nan, -INF, "much", [1], *([] if number.infinite else [INF])]
        wrong += [0, 1] if number.unit == "flag" else [True]
        for value in wrong:
            refused("out_of_range", f"values/{number.name}", rule, {**values, number.name: value})


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("PL03", PL03(1.01, 2)),
        ("PL03", PL03(-0.01, 2)),
        ("SK04", SK04(101, 0, 0)),
        ("PR06", PR06(-1, 60, 0)),
        ("MO02", MO02(-1, 5)),
        ("DA04", DA04(True, 0, False, False)),
        ("MO06", MO06(5, 30)),
    ],
)
def test_bounds_are_kept(rule: str, values: Values) -> None:
    with pytest.raises(InputError) as caught:
        judge(rule, values)
    assert caught.value.kind == "out_of_range"


@given(cases, st.booleans())
def test_a_rule_that_knows_its_numbers_always_answers(case: tuple[str, Values], was_firing: bool) -> None:
    rule, values = case
    assert judge(rule, values, was_firing) in (*SEVERITIES, None)


@given(cases)
def test_having_fired_never_makes_it_milder(case: tuple[str, Values]) -> None:
    rule, values = case
    ranks = (*SEVERITIES, None)
    assert ranks.index(judge(rule, values, was_firing=True)) <= ranks.index(judge(rule, values))


@pytest.mark.parametrize("rule", sorted(SPECS))
def test_a_rule_says_why_and_what_to_do_with_what_it_knows(rule: str) -> None:
    spec = SPECS[rule]
    assert spec.title and not spec.title.endswith(".")
    for text in (spec.title, spec.why, spec.advice):
        assert "{" not in text
    assert spec.why.endswith(".") and spec.advice.endswith(".")
    names = {number.name for number in spec.numbers}
    assert not names & set(spec.names)
    used = {part[1] for condition in spec.conditions for part in Formatter().parse(condition.message) if part[1]}
    assert used <= names | set(spec.names)
    assert used >= set(spec.names)
    assert all(condition.message.endswith(".") and condition.severity in SEVERITIES for condition in spec.conditions)
    assert all(number.unit in UNITS for number in spec.numbers)
    order = [SEVERITIES.index(condition.severity) for condition in spec.conditions]
    assert order == sorted(order)
