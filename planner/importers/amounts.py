"""The money of a row: its amount, the fee and the refund told on the same row, and which currency they are in."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from planner.importers.cells import currency_of, minor_units, number, number_told
from planner.importers.columns import Columns
from planner.importers.conventions import Conventions
from planner.importers.formats import Amount, Fee, Format, Refund
from planner.importers.meanings import matcher
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell
from planner.model.values import minor_digits

Number = Callable[[Sequence[Cell]], Decimal | None]
_REMARK = re.compile(r"(?<=.)[(（].*")


def number_of(columns: Columns, conventions: Conventions, name: str) -> Number:
    """Reads the number in a column; None where it is empty, or where there is no such column."""
    read, sign = columns.cell(name), conventions.sign_of(name)
    if columns.holds_texts and columns.has(name):
        return lambda cells: number_told(read(cells), sign)
    return lambda cells: number(read(cells), sign)


def present(columns: Columns, names: Sequence[str]) -> list[str]:
    """Those of `names` that the table has."""
    return [name for name in names if columns.has(name)]


class Amounts:
    """The amounts of one table, as the format says where they stand; a number with its sign, not yet in smallest units."""

    def __init__(self, spec: Amount, columns: Columns, conventions: Conventions) -> None:
        self._spec = spec
        self._by_kind = {kind: self._reader(name, columns, conventions) for kind, name in spec.by_kind.items()}
        self._pattern = re.compile(spec.pattern)
        self._text = columns.text(spec.pattern_column)
        self._sign = conventions.sign_of(spec.column)
        self.signed = self._shaped(columns, conventions)

    def _reader(self, name: str, columns: Columns, conventions: Conventions) -> Number | None:
        return number_of(columns, conventions, name) if name else None

    def _shaped(self, columns: Columns, conventions: Conventions) -> Number:
        spec = self._spec
        main = number_of(columns, conventions, spec.column)
        if spec.bracket:
            text, sign = columns.text(spec.column), conventions.sign_of(spec.column)
            return lambda cells: number(_REMARK.sub("", text(cells)), sign)
        if spec.shape == "in_out":
            return _in_out(main, number_of(columns, conventions, spec.out))
        if spec.shape == "per_unit":
            return _times(main, number_of(columns, conventions, spec.units))
        return main

    def of(self, kind: str, cells: Sequence[Cell]) -> Decimal | None:
        """The amount of a row of that kind; None where such rows have none. Raises BadCell when it is needed and missing."""
        if kind in self._spec.pattern_kinds:
            found = self._pattern.search(self._text(cells))
            amount = number(found[1], self._sign) if found else None
        elif kind in self._by_kind:
            read = self._by_kind[kind]
            if read is None:
                return None
            amount = read(cells)
        else:
            amount = self.signed(cells)
        if amount is None and self._spec.required:
            raise BadCell("", "bad_amount")
        return amount


def _in_out(into: Number, out: Number) -> Number:
    def read(cells: Sequence[Cell]) -> Decimal | None:
        came, went = into(cells), out(cells)
        if came is None and went is None:
            return None
        return (came or Decimal(0)) - abs(went or Decimal(0))

    return read


def _times(price: Number, units: Number) -> Number:
    def read(cells: Sequence[Cell]) -> Decimal | None:
        each, count = price(cells), units(cells)
        return None if each is None or count is None else each * count

    return read


class Fees:
    """The fees that stand on the rows of one table."""

    def __init__(self, spec: Fee, columns: Columns, conventions: Conventions) -> None:
        self._spec = spec
        self._numbers = [number_of(columns, conventions, name) for name in present(columns, spec.columns)]
        self._also = [
            (number_of(columns, conventions, name), columns.text(beside))
            for name, beside in spec.also.items()
            if columns.has(name)
        ]
        self._texts = [columns.text(name) for name in spec.columns]
        self._pattern = re.compile(spec.pattern)
        in_columns = spec.shape in ("positive_column", "negative_column") and spec.counted and self._numbers
        self._tells = bool(in_columns) or spec.shape == "in_text"
        self.inside = spec.shape == "in_text"  # the amount of the row includes the fee

    def of(self, kind: str, cells: Sequence[Cell], currency: str, places: int) -> int | None:
        """The fee on a row of that kind in smallest units, below 0 where it was given back; None when the row says none."""
        spec = self._spec
        if not self._tells or (spec.kinds and kind not in spec.kinds):
            return None
        if self.inside:
            return self._in_text(cells, places)
        fee = sum(minor_units(read(cells) or Decimal(0), places) for read in self._numbers)
        if spec.shape == "negative_column":
            fee = -fee
        if spec.absolute:
            fee = -abs(fee) if kind in spec.back_on else abs(fee)
        return fee + self._further(cells, currency, places)

    def _in_text(self, cells: Sequence[Cell], places: int) -> int | None:
        for read in self._texts:
            found = self._pattern.search(read(cells))
            if found:
                return minor_units(number(found[1]) or Decimal(0), places)
        return None

    def _further(self, cells: Sequence[Cell], currency: str, places: int) -> int:
        """What a payment service took besides, where it is in the currency of the row."""
        return sum(
            minor_units(read(cells) or Decimal(0), places)
            for read, beside in self._also
            if currency_of(beside(cells)) == currency
        )


class Refunds:
    """What was given back of a sale, where the row of the sale tells it."""

    def __init__(self, spec: Refund, columns: Columns, conventions: Conventions) -> None:
        self._part = number_of(columns, conventions, spec.column)
        self._whole = [(columns.text(name), matcher(words)) for name, words in spec.whole.items()]
        self.flagged = spec.shape == "flag"

    def of(self, gross: int, cells: Sequence[Cell], places: int) -> int:
        """How much of a sale of `gross` was given back, in smallest units."""
        if any(fits(read(cells)) for read, fits in self._whole):
            return gross
        return abs(minor_units(self._part(cells) or Decimal(0), places))


class Currencies:
    """The currency of each row: of the format, of its cell, or as answered; `always` where it is the same for all."""

    def __init__(self, layout: Format, columns: Columns, answered: str) -> None:
        self._fixed = layout.currency or ("" if columns.has(layout.currency_column) else answered)
        self._read = columns.text(layout.currency_column)
        self._answered = answered
        self._known: dict[str, tuple[str, int]] = {}
        self.always = self.of(()) if self._fixed else None

    def of(self, cells: Sequence[Cell]) -> tuple[str, int]:
        """The currency and how many decimals its smallest unit has; an empty code when it is not known."""
        text = self._fixed or self._read(cells)
        if text not in self._known:
            code = currency_of(text) or ("" if text else self._answered)
            self._known[text] = (code, minor_digits(code))
        return self._known[text]
