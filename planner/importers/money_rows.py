"""Rows of money: what a sale, a fee, a purchase or a move of this format comes to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from planner.importers.amounts import Amounts, Currencies, Fees, Number, Refunds, number_of
from planner.importers.cells import minor_units
from planner.importers.keys import Keys, Known, Links
from planner.importers.outcomes import NO_FIGURES, NO_MONEY, Outcome, Rejected, Row, Told, row_of
from planner.importers.sheets import Cell
from planner.importers.table import Table, Texts, Times

# kind -> by what its amount is multiplied: where amounts are signed, and where they are not
_FACTORS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "sale": (1, 1),
        "free": (1, 1),
        "period": (1, 1),
        "tax": (1, -1),
        "refund": (-1, 1),
        "fee": (-1, 1),
        "other_in": (1, 1),
        "spend": (-1, 1),
        "spend_refund": (1, 1),
        "move": (1, 1),
    }
)
_GROSS = frozenset({"sale", "free", "period", "tax"})
_AMOUNT = frozenset({"other_in", "spend", "spend_refund", "move"})
_FLAGGED = frozenset({"sale", "period", "spend"})


class MoneyRows:
    """Makes the rows of one table of money."""

    def __init__(self, table: Table) -> None:
        layout, columns, conventions = table.layout, table.columns, table.conventions
        self._amounts = Amounts(layout.amount, columns, conventions)
        self._fees = Fees(layout.fee, columns, conventions)
        self._refunds = Refunds(layout.refund, columns, conventions)
        self._tax: Number | None = number_of(columns, conventions, layout.tax) if layout.tax else None
        self._currencies = Currencies(layout, columns, table.answers.currency)
        sign = 1 if layout.amount.shape == "positive" else 0
        self._factors = {kind: factors[sign] for kind, factors in _FACTORS.items()}
        self._times, self._texts = Times(table), Texts(table)
        self._keys, self._links = Keys(layout, columns, table.answers.secret), Links(layout.link, columns)
        self.signed = self._amounts.signed

    def row(self, number: int, kind: str, cells: Sequence[Cell], line: int = 0) -> Outcome:
        """The row with that kind. Raises BadCell when its time or its money cannot be read."""
        currency, places = self._currencies.always or self._currencies.of(cells)
        if not currency:
            return Rejected(number, "no_currency")
        moment = self._times.of(cells)
        value = self._amounts.of(kind, cells)
        amount = None if value is None else minor_units(value, places)
        key = self._keys.of(cells, Known(kind, moment, amount, line))
        link = self._links.of(kind, cells) if self._links.told else ""
        money = self._money(kind, amount, cells, (currency, places))
        texts = self._texts.of(kind, cells)
        day, at, zone, raw = moment
        return row_of((number, kind, at, day, raw, zone, *money, currency, key, link, *texts, NO_FIGURES, None))

    def _money(self, kind: str, amount: int | None, cells: Sequence[Cell], unit: tuple[str, int]) -> Told:
        """The money of a row, in smallest units."""
        currency, places = unit
        fee = self._fees.of(kind, cells, currency, places)
        value = (amount or 0) * self._factors[kind]
        refund = tax = None
        if kind == "move":
            value = abs(value) - (fee or 0 if self._fees.inside else 0)
        elif kind == "fee":
            fee = value + (fee or 0)
        elif kind == "refund":
            refund = value
        elif kind == "tax":
            tax = -value
        elif self._refunds.flagged and kind in _FLAGGED:
            refund = self._refunds.of(value, cells, places)
        if self._tax is not None and kind == "sale":
            tax = minor_units(self._tax(cells) or Decimal(0), places)
        return value if kind in _GROSS else None, fee, refund, tax, value if kind in _AMOUNT else None

    def order_line(self, number: int, cells: Sequence[Cell], first: Row, line: int) -> Row:
        """A further line of the order that the row `first` began; its money stands there."""
        key = self._keys.of(cells, Known("order_line", None, None, line))
        texts = self._texts.of("order_line", cells)
        told = (number, "order_line", first.at, first.day, "", "", *NO_MONEY, first.currency, key, first.link)
        return Row._make((*told, *texts, NO_FIGURES, None))
