"""The file's own totals beside ours: never data, and a difference never blocks."""

import re
from collections.abc import Sequence
from decimal import Decimal

from planner.importers.amounts import Number, number_of
from planner.importers.cells import minor_units, number, text_of
from planner.importers.formats import Check
from planner.importers.outcomes import Checked, Row
from planner.importers.plain_rows import seconds_of
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell
from planner.importers.table import Table
from planner.importers.tally import Tally
from planner.model.values import minor_digits


class Checks:
    """Gathers what one file says of its totals while its rows go by."""

    def __init__(self, table: Table, tally: Tally, signed: Number) -> None:
        self._table, self._tally, self._signed = table, tally, signed
        self._specs = table.layout.checks
        self._patterns = [(spec, re.compile(spec.pattern)) for spec in self._specs if spec.shape == "lines"]
        self._cells = [(spec, self._reader(spec)) for spec in self._specs if spec.shape not in ("cell", "lines")]
        self._told: dict[str, dict[str, Decimal]] = {}
        self._first: Decimal | None = None
        self._since = Decimal(0)
        self._each: list[Checked] = []
        self.watches_rows = bool(self._cells)

    def _reader(self, spec: Check) -> Number:
        columns = self._table.columns
        if spec.shape == "durations":
            duration = columns.cell(self._table.layout.time.duration)
            return lambda cells: seconds_of(duration(cells))
        return number_of(columns, self._table.conventions, spec.column)

    def line(self, cells: Sequence[Cell]) -> None:
        """A line around the table."""
        if not self._patterns:
            return
        text = ",".join([text_of(cell) for cell in cells])
        for spec, pattern in self._patterns:
            found = pattern.search(text)
            if found:
                self._tell(spec, "", _number(found[1]))

    def totals(self, cells: Sequence[Cell], names: dict[str, int] | None) -> None:
        """A row of totals; `names` are the places of the columns where it has a header of its own."""
        for spec in self._specs:
            place = self._table.columns.place(spec.column) if names is None else names.get(spec.column)
            if spec.shape == "cell" and place is not None and place < len(cells):
                self._tell(spec, "", _number(cells[place], self._table.conventions.sign_of(spec.column)))

    def row(self, row: Row, cells: Sequence[Cell]) -> None:
        """A row that was accepted."""
        for spec, read in self._cells:
            try:
                self._see(spec, row, cells, read(cells))
            except BadCell:
                continue  # the file's own figure cannot be read, so there is nothing to hold ours against

    def _see(self, spec: Check, row: Row, cells: Sequence[Cell], value: Decimal | None) -> None:
        if value is None:
            return
        if spec.shape == "each":
            self._each.append(self._beside(spec, row, value))
        elif spec.shape == "balance":
            self._balance(spec, row, cells, value)
        else:
            self._tell(spec, row.currency, value)

    def _tell(self, spec: Check, currency: str, value: Decimal | None) -> None:
        """Add to what the file says; rows of several currencies are never added up."""
        if value is not None:
            said = self._told.setdefault(spec.what, {})
            said[currency] = said.get(currency, Decimal(0)) + value

    def _beside(self, spec: Check, row: Row, value: Decimal) -> Checked:
        alone = Tally()
        alone.add(row)
        ours = sum(alone.of(name, row.currency) for name in spec.ours)
        file = minor_units(value, minor_digits(row.currency))
        return Checked(f"{spec.what} {row.raw_time}", file, ours, file == ours, row.currency)

    def _balance(self, spec: Check, row: Row, cells: Sequence[Cell], value: Decimal) -> None:
        if self._first is None:
            self._first = value
        else:
            self._since += self._signed(cells) or Decimal(0)
        self._told[spec.what] = {row.currency: value}

    def result(self) -> tuple[Checked, ...]:
        """All totals of the file beside ours, in the order of the format."""
        return (*(one for spec in self._specs for one in self._compared(spec)), *self._each)

    def _compared(self, spec: Check) -> list[Checked]:
        try:
            return [self._one(spec, currency, value) for currency, value in self._told.get(spec.what, {}).items()]
        except BadCell:
            return []  # no amount is as large as what the file says

    def _one(self, spec: Check, currency: str, value: Decimal) -> Checked:
        tally = self._tally
        said = -value if spec.negate else value
        if spec.shape == "durations":
            return Checked(spec.what, int(said), tally.seconds, said == tally.seconds, seconds=True)
        if not spec.ours and spec.shape != "balance":
            ours: int | Decimal = tally.figures.get(spec.column, 0)
            return Checked(spec.what, said, ours, said == ours)
        code = currency or self._table.layout.currency or next(iter(tally.money), "")
        if spec.count:
            counted = sum(tally.kinds[name] for name in spec.ours)
            return Checked(spec.what, int(said), counted, said == counted)
        places = minor_digits(code)
        file = minor_units(said, places)
        if spec.shape == "balance":
            total = minor_units((self._first or Decimal(0)) + self._since, places)
        else:
            total = sum(tally.of(name, code) for name in spec.ours)
        slack = (tally.accepted + 1) // 2 if spec.round_rows else 0
        return Checked(spec.what, file, total, abs(file - total) <= slack, code)


def _number(cell: Cell, sign: str = ".") -> Decimal | None:
    """The number in a cell of totals, None where there is none."""
    try:
        return number(cell, sign)
    except BadCell:
        return None
