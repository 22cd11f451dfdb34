"""What charts are made of: scales, smooth lines, places for words, and how numbers are said."""

import math
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.figures import text
from planner.figures.axes import GRID_LINES, Scale, month_marks, reach, ticks
from planner.figures.curves import band, smooth
from planner.figures.drawing import Close, Cubic, Line, Move, Rect, along
from planner.figures.labels import Room, beside, spread, written
from planner.figures.speech import HIDDEN, Speech
from planner.model.catalogue import KINDS
from planner.model.reading import Context
from planner.model.values import Money, Month

amounts = st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False)
EN, ZH = Speech(Context("en", "CNY")), Speech(Context("zh", "CNY"))


@given(amounts, amounts)
def test_few_round_grid_lines_within_the_axis(one: float, other: float) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high)
    assert 1 <= len(found) <= GRID_LINES
    air = max(abs(low), abs(high), 1e-9) * 1e-6
    assert all(low - air <= tick <= high + air for tick in found)
    steps = [after - before for before, after in pairwise(found)]
    rounding = 4 * math.ulp(max(abs(low), abs(high)))
    assert all(step == pytest.approx(steps[0], rel=1e-6, abs=rounding) for step in steps)


def test_ticks_are_numbers_one_would_choose() -> None:
    assert ticks(0, 31) == (0, 10, 20, 30)
    assert ticks(0, 100) == (0, 25, 50, 75, 100)
    assert ticks(-1200, 3000) == (-1000, 0, 1000, 2000, 3000)


@given(low=st.floats(-1e6, 0), high=st.floats(1, 1e6), price=st.integers(1, 100_000))
def test_an_axis_of_an_index_has_the_round_numbers_of_the_index(low: float, high: float, price: int) -> None:
    speech = Speech(Context("en", "CNY", hundred=Money(Decimal(price), "CNY")))
    marks = ticks(low, high, one=speech.one)
    assert [mark / speech.one for mark in marks] == pytest.approx(ticks(low / speech.one, high / speech.one))
    plain = Speech(Context("en", "CNY"))
    assert speech.axis(marks) == plain.axis([mark / speech.one for mark in marks])


@given(st.lists(amounts, min_size=1, max_size=20))
def test_an_axis_holds_nought_and_every_value(values: list[float]) -> None:
    low, high = reach(values)
    assert low <= 0 <= high
    assert low <= min(values) <= max(values) <= high
    assert low < high


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=30))
def test_a_smooth_line_goes_through_its_points_and_never_beyond(heights: list[float]) -> None:
    points = [(10.0 * at, height) for at, height in enumerate(heights)]
    steps = smooth(points)
    assert [step.to for step in steps if not isinstance(step, Close)] == points
    for (start, end), step in zip(pairwise(points), steps[1:], strict=True):
        if isinstance(step, Cubic):
            inside = [along((Move(start), step), part / 8)[1] for part in range(9)]
            assert min(start[1], end[1]) - 1e-6 <= min(inside) <= max(inside) <= max(start[1], end[1]) + 1e-6


def test_a_band_is_closed_and_keeps_both_edges() -> None:
    upper, lower = [(0.0, 1.0), (1.0, 3.0), (2.0, 2.0)], [(0.0, 5.0), (1.0, 6.0), (2.0, 9.0)]
    steps = band(upper, lower)
    assert isinstance(steps[-1], Close)
    assert Line(lower[-1]) in steps
    assert [step.to for step in steps if isinstance(step, Cubic)] == [upper[1], upper[2], lower[1], lower[0]]


@given(st.lists(st.floats(0, 200), min_size=1, max_size=4))
def test_labels_at_line_ends_keep_apart_and_in_order(places: list[float]) -> None:
    found = spread(sorted(places), 16, 0, 200)
    assert all(after - before >= 16 - 1e-9 for before, after in pairwise(found))
    assert max(found) <= 200


def test_words_stand_where_nothing_else_runs_or_not_at_all() -> None:
    plot, flat = Rect(0, 0, 200, 100), [(0.0, 50.0), (200.0, 50.0)]
    words = written("words", "t1")
    wall = [(0.0, 40.0), (200.0, 40.0)]
    place = Room(plot, [wall]).write(_Ink(), words, beside(words, flat, plot))
    assert place is not None
    assert place.y > 50  # above runs the wall
    assert (
        Room(plot, [[(0.0, at), (200.0, at)] for at in range(0, 100, 10)]).write(
            _Ink(), words, beside(words, flat, plot)
        )
        is None
    )


class _Ink:
    """Takes what is written."""

    def write(self, *_texts: object) -> None: ...


@pytest.mark.parametrize("speech", [EN, ZH])
@pytest.mark.parametrize("count", [12, 24, 36, 60, 120])
@pytest.mark.parametrize("width", [160, 400, 800])
def test_month_names_have_room_and_the_year_at_january(speech: Speech, count: int, width: float) -> None:
    pitch = width / (count - 1)
    marks = month_marks(Month(2026, 12), count, pitch, speech)
    assert marks
    for (index, words), (later, following) in pairwise(marks):
        assert (later - index) * pitch >= (text.width(words, 11) + text.width(following, 11)) / 2 + 8
    for index, words in marks:
        month = Month(2026, 12) + index
        assert (str(month.year) in words) == (month.number == 1)


def test_where_there_is_little_room_only_years_are_named() -> None:
    assert month_marks(Month(2026, 12), 36, 4.5, ZH) == [(1, "2027"), (13, "2028"), (25, "2029")]


def test_amounts_are_said_in_the_units_of_the_language() -> None:
    assert [EN.money(value) for value in (0, 0.4, 841.3, 8412, 84123, 12345678)] == [
        "¥0", "¥0.4", "¥841", "¥8,410", "¥84.1k", "¥12.3M",
    ]  # fmt: skip
    assert [ZH.money(value) for value in (8412, 84123, 12345678, 123456789)] == [
        "¥8,410",
        "¥8.41 万",
        "¥1,230 万",
        "¥1.23 亿",
    ]
    assert EN.money(-84123) == "\u2212¥84.1k"
    assert EN.span(84000, 190000) == "¥84k to ¥190k"
    assert EN.span(84000, 84010) == "¥84k"
    assert Speech(Context("en", "USD")).money(950) == "$950"


def test_an_axis_has_one_unit_and_a_bare_nought() -> None:
    assert EN.axis((0, 5000, 10000)) == ["0", "5k", "10k"]
    assert ZH.axis((0, 5000, 10000)) == ["0", "0.5 万", "1 万"]
    assert ZH.axis((-20000, 0, 25000)) == ["\u22122 万", "0", "2.5 万"]
    assert EN.axis((0, 500, 1000)) == ["0", "500", "1,000"]


def test_a_chance_is_never_said_to_be_certain() -> None:
    assert [EN.chance(value) for value in (0.0, 0.004, 0.005, 0.724, 0.994, 1.0)] == [
        "under 1%", "under 1%", "1%", "72%", "99%", "over 99%",
    ]  # fmt: skip


def test_inputs_are_said_in_the_unit_of_their_field() -> None:
    def said(kind: str, field: str, value: float) -> str:
        return EN.value(KINDS[kind].by_name[field].type, value)

    assert said("listing", "conversion", 0.0123) == "1.23%"
    assert said("platform", "audience", 12000) == "12k"
    assert said("platform", "fee_rate", 0.3) == "30%"
    assert said("platform", "growth", -0.01) == "\u22121%"
    assert said("product", "price", 399) == "¥399"
    assert said("product", "hours_per_sale", 1.25) == "1h15m"
    assert said("product", "half_life_months", 8) == "8 months"


def test_hidden_amounts_leave_only_dots() -> None:
    hidden = Speech(Context("en"), hidden=True)
    assert hidden.amount(84123) == hidden.money(-84123) == hidden.span(-5, 9) == hidden.range(5, 9) == HIDDEN
    assert not any(hidden.axis((0, 10000)))
    assert hidden.chance(0.7) == "70%"


def test_a_scale_without_extent_has_one_place() -> None:
    assert Scale(3, 3, 10, 20).at(3) == 10
    assert Scale(0, 10, 10, 20).at(5) == 15
