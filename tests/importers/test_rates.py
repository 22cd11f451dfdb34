"""Rates, however they are written, are shares of 1."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.importers.rates import Scale, rate
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell


def scale(*cells: Cell, header: str = "") -> bool:
    column = Scale(header)
    for cell in cells:
        column.see(cell)
    return column.percent


@given(st.decimals(0, 100, places=2))
def test_a_percentage_is_a_hundredth(value: Decimal) -> None:
    assert rate(f"{value}%") == value / 100 == rate(f"{value} ％") == rate(value, percent=True)


def test_a_share_stays_as_it_is() -> None:
    assert rate("0.2315") == Decimal("0.2315")
    assert rate(0.018947) == Decimal("0.018947")
    assert rate("4.41%", percent=False) == Decimal("0.0441")
    assert rate("4,41%", decimal_sign=",") == Decimal("0.0441")
    assert rate("") is None
    assert rate("--", percent=True) is None


def test_the_header_or_the_largest_number_says_percent() -> None:
    assert scale("0.63", header="Impressions click-through rate (%)")
    assert scale("0.63", "12.5")
    assert not scale("0.63", "", "1", "0")
    assert not scale("63%", "0.5")  # a sign speaks for its own cell only
    assert scale(0.4, 41.0)


@pytest.mark.parametrize("text", ["%", "abc", "a%", "4.4.1%"])
def test_what_is_no_rate_is_told(text: str) -> None:
    with pytest.raises(BadCell):
        rate(text)
