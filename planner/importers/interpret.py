"""Turns the rows of a table of a known format into outcomes, one after the other, without holding the table."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Protocol

from planner.importers.cells import clean_texts, text_of
from planner.importers.checks import Checks
from planner.importers.conventions import conventions_of
from planner.importers.formats import Totals
from planner.importers.meanings import Meaning
from planner.importers.money_rows import MoneyRows
from planner.importers.outcomes import REASONS, Answers, Checked, Outcome, Question, Rejected, Row, Total
from planner.importers.plain_rows import MemberRows, PostRows, TimeRows
from planner.importers.recognise import Found
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell
from planner.importers.table import Table
from planner.importers.tally import Tally


class Maker(Protocol):
    """Makes rows of one sort of record."""

    def signed(self, cells: Sequence[Cell]) -> Decimal | None:
        """The amount whose sign a rule may ask for."""

    def row(self, number: int, kind: str, cells: Sequence[Cell]) -> Outcome:
        """The row with that meaning; BadCell when it cannot be read."""


_MAKERS: dict[str, Callable[[Table], Maker]] = {
    "money": MoneyRows,
    "posts": PostRows,
    "audience": MemberRows,
    "time": TimeRows,
}


def questions(found: Found, answers: Answers | None = None) -> tuple[Question, ...]:
    """What has to be asked before the file can be read, beyond what is answered already."""
    return conventions_of(found, answers or Answers()).questions


class Interpretation:
    """One reading of a table: after `outcomes` has run out, `tally` and `checks` hold for the whole file."""

    def __init__(self, found: Found, answers: Answers) -> None:
        self.tally = Tally()
        self._found = found
        self._layout = found.format
        table = Table.of(found, answers)
        self.questions = table.conventions.questions
        self._maker = maker = _MAKERS[self._layout.record](table)
        self._meaning = Meaning(self._layout.kinds, table.columns, maker.signed)
        self._totals = _TotalRows(self._layout.totals, table)
        self._tells_totals = self._layout.totals.shape in ("row", "second_header")
        self._checks = Checks(table, self.tally, maker.signed)
        self._orders = _Orders(table, maker) if self._layout.order and isinstance(maker, MoneyRows) else None
        self._keys: set[str] = set()

    def outcomes(self) -> Iterator[Outcome]:
        """What each row becomes."""
        width = 0
        for number, cells in self._data(self._found.sheet.rows()):
            if number == self._found.header_row:
                width = len(cells)
                continue
            filled = cells if len(cells) >= width else cells + [""] * (width - len(cells))
            outcome = self._outcome(number, filled, width)
            self.tally.add(outcome)
            yield outcome

    def checks(self) -> tuple[Checked, ...]:
        """The file's own totals beside ours."""
        return self._checks.result()

    def _data(self, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
        """The header and the rows of data; the lines around them only tell totals."""
        header, skip, stop = self._found.header_row, self._layout.skip_lines, self._layout.stop_at
        for number, packed in rows:
            cells = clean_texts(packed)
            first: Cell = cells[0] if cells else ""
            if not isinstance(first, str):
                first = text_of(first)
            if number < header or (skip and first.startswith(skip)):
                self._checks.line(cells)
            elif stop and first.startswith(stop):
                break
            elif first or any(map(text_of, cells)):
                yield number, cells
        for _number, cells in rows:
            self._checks.line(cells)

    def _outcome(self, number: int, cells: list[Cell], width: int) -> Outcome:
        if self._tells_totals and self._totals.take(cells):
            self._checks.totals(cells, self._totals.names)
            return Total(number)
        if len(cells) > width and any(map(text_of, cells[width:])):
            return Rejected(number, "bad_row")
        try:
            outcome = self._read(number, cells)
        except BadCell as error:
            return Rejected(number, error.reason)
        if not isinstance(outcome, Row):
            return outcome
        known = len(self._keys)
        self._keys.add(outcome.key)
        if len(self._keys) == known:
            return Rejected(number, "duplicate_in_file")
        if self._checks.watches_rows:
            self._checks.row(outcome, cells)
        return outcome

    def _read(self, number: int, cells: Sequence[Cell]) -> Outcome:
        if self._orders and self._orders.goes_on(cells):
            return self._orders.line(number, cells)
        gives = self._meaning.of(cells)
        if gives in REASONS:
            outcome: Outcome = Rejected(number, gives)
        elif gives:
            outcome = self._maker.row(number, gives, cells)
        else:
            outcome = Rejected(number, "bad_row")
        if self._orders:
            self._orders.begin(outcome)
        return outcome


class _TotalRows:
    """Tells the rows among the data that only add up."""

    def __init__(self, spec: Totals, table: Table) -> None:
        self._word = spec.word
        self._read = table.columns.text(spec.column)
        self._in_column = spec.shape == "row"
        self._second_header = spec.shape == "second_header"
        self.names: dict[str, int] | None = None  # of a second header

    def take(self, cells: Sequence[Cell]) -> bool:
        """Whether this row of data is one of them."""
        if self._in_column:
            return self._read(cells) == self._word
        if self._second_header and self.names is None and text_of(cells[0]) == self._word:
            self.names = {text_of(cell): place for place, cell in enumerate(cells)}
        return self.names is not None


class _Orders:
    """Keeps orders that go over several rows together: the first tells the money, the others only what else was bought."""

    def __init__(self, table: Table, maker: MoneyRows) -> None:
        self._read = table.columns.text(table.layout.order)
        self._maker = maker
        self._order, self._line = "", 0
        self._first: Outcome | None = None

    def goes_on(self, cells: Sequence[Cell]) -> bool:
        """Whether the row belongs to the order of the row above."""
        order = self._read(cells)
        same = order == self._order and order != ""
        self._order, self._line = order, self._line + 1 if same else 0
        return same

    def begin(self, first: Outcome) -> None:
        """An order begins with this row."""
        self._first = first

    def line(self, number: int, cells: Sequence[Cell]) -> Outcome:
        """A further row of the order: what became of the first becomes of it."""
        if isinstance(self._first, Row):
            return self._maker.order_line(number, cells, self._first, self._line)
        return Rejected(number, self._first.reason if isinstance(self._first, Rejected) else "bad_row")
