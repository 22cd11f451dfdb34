"""Rows of money: what a sale, a fee, a purchase or a move of this format comes to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from planner.importers.amounts import Amounts, Currencies, Fees, Number, Refunds, number_of
from planner.importers.cells import minor_units
from planner.importers.keys import Keys, Known, Links
from planner.importers.outcomes import Outcome, Rejected, Row
from planner.importers.sheets import Cell
from planner.importers.table import Table, Texts, Times

# kind -> the field its amount goes to, and by what it is multiplied: where amounts are signed, and where they are not
_PLACES: Mapping[str, tuple[str, int, int]] = MappingProxyType(
    {
        "sale": ("gross", 1, 1),
        "free": ("gross", 1, 1),
        "period": ("gross", 1, 1),
        "tax": ("gross", 1, -1),
        "refund": ("refund", -1, 1),
        "fee": ("fee", -1, 1),
        "other_in": ("amount", 1, 1),
        "spend": ("amount", -1, 1),
        "spend_refund": ("amount", 1, 1),
        "move": ("amount", 1, 1),
    }
)
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
        self._is_signed = layout.amount.shape != "positive"
        self._times, self._texts = Times(table), Texts(table)
        self._keys, self._links = Keys(layout, columns, table.answers.secret), Links(layout.link, columns)
        self.signed = self._amounts.signed

    def row(self, number: int, kind: str, cells: Sequence[Cell], line: int = 0) -> Outcome:
        """The row with that kind. Raises BadCell when its time or its money cannot be read."""
        currency, places = self._currencies.of(cells)
        if not currency:
            return Rejected(number, "no_currency")
        moment = self._times.of(cells)
        value = self._amounts.of(kind, cells)
        amount = None if value is None else minor_units(value, places)
        return Row(
            number,
            kind,
            currency=currency,
            key=self._keys.of(cells, Known(kind, moment, amount, line)),
            link=self._links.of(kind, cells),
            at=moment.at,
            day=moment.day,
            raw_time=moment.raw,
            zone=moment.zone,
            **self._money(kind, amount, cells, (currency, places)),
            **self._texts.of(kind, cells),
        )

    def _money(self, kind: str, amount: int | None, cells: Sequence[Cell], unit: tuple[str, int]) -> dict[str, Any]:
        """The fields of money of a row, in smallest units."""
        currency, places = unit
        field, signed, unsigned = _PLACES[kind]
        fee = self._fees.of(kind, cells, currency, places)
        value = (amount or 0) * (signed if self._is_signed else unsigned)
        if kind == "move":
            value = abs(value) - (fee or 0 if self._fees.inside else 0)
        money: dict[str, Any] = {"fee": fee, field: value}
        if kind == "fee":
            money["fee"] = value + (fee or 0)
        elif kind == "tax":
            money["tax"] = -value
        elif self._refunds.flagged and kind in _FLAGGED:
            money["refund"] = self._refunds.of(value, cells, places)
        if self._tax is not None and kind == "sale":
            money["tax"] = minor_units(self._tax(cells) or Decimal(0), places)
        return money

    def order_line(self, number: int, cells: Sequence[Cell], first: Row, line: int) -> Row:
        """A further line of the order that the row `first` began; its money stands there."""
        key = self._keys.of(cells, Known("order_line", None, None, line))
        texts = self._texts.of("order_line", cells)
        return Row(
            number, "order_line", at=first.at, day=first.day, currency=first.currency, key=key, link=first.link, **texts
        )
