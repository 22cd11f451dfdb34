"""Shares as exports write them, 4.41 %, 4.41 under a (%) or 0.0441, as a number from 0 to 1."""

from decimal import Decimal

from planner.importers.cells import clean, number
from planner.importers.sheets import Cell


class Scale:
    """How the bare numbers of one column of rates are meant: 0 to 1, or percent when the largest is above 1."""

    def __init__(self, header: str = "") -> None:
        self.percent = "(%)" in header or "（%）" in header or "(％)" in header

    def see(self, cell: Cell, decimal_sign: str = ".") -> None:
        """Take one more cell into account; BadCell when it is no rate."""
        if not _signed(cell):
            value = number(cell, decimal_sign)
            self.percent = self.percent or (value is not None and abs(value) > 1)


def rate(cell: Cell, percent: bool = False, decimal_sign: str = ".") -> Decimal | None:
    """A rate as a share of 1, None when the cell is empty; a bare number is taken for `percent` or not.

    Raises BadCell when it is no rate.
    """
    if isinstance(cell, str) and _signed(cell):
        return _hundredth(number(clean(cell).rstrip("%％") or cell, decimal_sign))
    value = number(cell, decimal_sign)
    return _hundredth(value) if percent else value


def _signed(cell: Cell) -> bool:
    return isinstance(cell, str) and clean(cell).endswith(("%", "％"))


def _hundredth(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.scaleb(-2)
