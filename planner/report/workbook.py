"""Writes the tables of a plan as an XLSX workbook: one sheet for each kind, with real numbers and real dates.

Rows are handed on one by one, so that a long ledger needs no memory; text is text and never a formula.
"""

import contextlib
import io
import re
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.i18n import _
from planner.model.field_types import Reference, Text
from planner.model.number_types import Amount, Number, plain
from planner.model.table_columns import ARCHIVED, LABEL, Cell, Column
from planner.model.values import DIGITS
from planner.report.tables import Table

if TYPE_CHECKING:
    import xlsxwriter  # type: ignore[import-untyped]

ROWS_IN_SHEET = 1_000_000
LONGEST_CELL = 32_767  # characters a cell of a workbook can hold; the rest goes on in columns of its own
_FIRST_DAY = date(1904, 1, 1)  # spreadsheets disagree on days before
_NAME_LENGTH = 31
_NARROWEST, _WIDEST, _LOOKED_AT = 8, 48, 200
_HEADER_HEIGHT = 32
_ID_WIDTH = 12


@dataclass(frozen=True, slots=True)
class _Looks:
    """The cell formats of a workbook."""

    header: Any
    day: Any
    moment: Any
    money: Any
    share: Any
    text: Any
    quiet: Any


def write_workbook(tables: Iterator[Table], path: Path) -> None:
    """Write all tables to `path`; OSError when that cannot be."""
    import xlsxwriter  # noqa: PLC0415 - only an export needs it
    from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped] # noqa: PLC0415 - as above

    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    packed = io.BytesIO()  # a full disk would be met by a file nobody closes
    with tempfile.TemporaryDirectory() as rows:  # where they wait for being packed; it goes, whatever happens
        book = xlsxwriter.Workbook(packed, options | {"tmpdir": rows})
        try:
            with book:
                looks = _looks(book)
                for table in tables:
                    _Sheets(book, looks, table).write()
        except FileCreateError as error:
            why = error.args[0] if error.args else error
            for told in (error, why):  # its archive ends now, while there is still what it writes to
                traceback.clear_frames(getattr(told, "__traceback__", None))
            raise (why if isinstance(why, OSError) else OSError(str(error))) from error
        finally:
            _close_rows(book)
    path.write_bytes(packed.getbuffer())


def _close_rows(book: "xlsxwriter.Workbook") -> None:
    """Close the rows of sheets that a full disk left half written, so that nothing is told of them later."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):
                sheet.row_data_fh.close()


def _looks(book: "xlsxwriter.Workbook") -> _Looks:
    top = {"valign": "top"}
    return _Looks(
        header=book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#EEF1F5"}
        ),
        day=book.add_format(top | {"num_format": "yyyy-mm-dd"}),
        moment=book.add_format(top | {"num_format": "yyyy-mm-dd hh:mm:ss"}),
        money=book.add_format(top | {"num_format": "#,##0.00##"}),
        share=book.add_format(top | {"num_format": "0.0##%"}),
        text=book.add_format(top | {"num_format": "@"}),
        quiet=book.add_format(top | {"num_format": "@", "font_color": "#6B7280"}),
    )


class _Sheets:
    """The sheets of one table: one, or several where there are more rows than a sheet can hold."""

    def __init__(self, book: "xlsxwriter.Workbook", looks: _Looks, table: Table) -> None:
        self._book, self._looks, self._table = book, looks, table
        self._sheet: Any = None
        self._count = 0
        self._parts = [_parts_needed(column, table.records) for column in table.columns]

    def write(self) -> None:
        """Write every row."""
        self._begin()
        row = 0
        for cells in self._table.rows():
            if row == ROWS_IN_SHEET:
                self._end(row)
                self._begin()
                row = 0
            row += 1
            at = 0
            for column, cell, parts in zip(self._table.columns, cells, self._parts, strict=True):
                for piece in _pieces(cell, parts):
                    self._put(row, at, column, piece)
                    at += 1

        self._end(row)

    def _end(self, rows: int) -> None:
        """Let the rows of a sheet be filtered by their columns."""
        self._sheet.autofilter(0, 0, rows, sum(self._parts) - 1)

    def _begin(self) -> None:
        """Start a sheet: its name, its columns and its header."""
        self._count += 1
        self._sheet = self._book.add_worksheet(self._title())
        names = [
            (column, part)
            for column, parts in zip(self._table.columns, self._parts, strict=True)
            for part in range(parts)
        ]
        widths = self._widths()
        for at, (column, part) in enumerate(names):
            self._sheet.set_column(at, at, widths[column.name] if not part else _NARROWEST)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_row(0, _HEADER_HEIGHT)
        if not self._table.records:
            self._sheet.set_tab_color("#C8CDD5")
        for at, (column, part) in enumerate(names):
            name = f"{column.name}.{part + 1}" if part else column.name
            self._sheet.write_string(0, at, f"{name}\n{self._table.heading(column)}", self._looks.header)

    def _title(self) -> str:
        number = f" {self._count}" if self._count > 1 else ""
        plural = re.sub(r"[\[\]:*?/\\']", " ", _(self._table.kind.plural))
        name = self._table.kind.name
        return f"{name} · {plural}"[: _NAME_LENGTH - len(number)].rstrip() + number

    def _widths(self) -> dict[str, int]:
        """How wide each column should be, by its header and the first rows."""
        wanted = {
            column.name: max(_width(column.name), _width(self._table.heading(column))) + 1
            for column in self._table.columns
        }
        for _number, cells in zip(range(_LOOKED_AT), self._table.rows(), strict=False):
            for column, cell in zip(self._table.columns, cells, strict=True):
                wanted[column.name] = max(wanted[column.name], _width(_shown(cell)) + 2)
        widest = {column.name: _ID_WIDTH if _is_id(column) else _WIDEST for column in self._table.columns}
        return {name: min(widest[name], max(_NARROWEST, width)) for name, width in wanted.items()}

    def _put(self, row: int, at: int, column: Column, cell: Cell) -> None:
        sheet, looks = self._sheet, self._looks
        if cell is None:
            return
        if isinstance(cell, bool):
            sheet.write_boolean(row, at, cell)
        elif isinstance(cell, datetime) and not cell.microsecond and cell.date() >= _FIRST_DAY:
            sheet.write_datetime(row, at, cell.replace(tzinfo=None), looks.moment)
        elif isinstance(cell, date) and not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(row, at, cell, looks.day)
        elif isinstance(cell, int | Decimal) and len(Decimal(cell).normalize().as_tuple().digits) <= DIGITS:
            sheet.write_number(row, at, float(cell), self._number_look(column))
        else:
            sheet.write_string(row, at, _shown(cell), looks.quiet if column.part == LABEL else looks.text)

    def _number_look(self, column: Column) -> Any:
        sort = column.spec.type if column.spec is not None else None
        if isinstance(sort, Amount):
            return self._looks.money
        return self._looks.share if isinstance(sort, Number) and sort.rate else None


def _is_id(column: Column) -> bool:
    """Whether a column holds ids, which are for programs: its readable name stands beside it."""
    if column.spec is None:
        return column.name != ARCHIVED
    return isinstance(column.spec.type, Reference) and not column.part


def _parts_needed(column: Column, records: Sequence[Any]) -> int:
    """How many columns the longest text of a field needs."""
    spec = column.spec
    if spec is None or column.part or not (isinstance(spec.type, Text) and spec.type.lines):
        return 1
    longest = max((len(getattr(record, spec.name)) for record in records), default=0)
    return max(1, -(-longest * 2 // LONGEST_CELL)) if longest > LONGEST_CELL // 2 else 1


def _pieces(cell: Cell, parts: int) -> list[Cell]:
    """The cell for its columns; a long text is cut, for a sign may count for two in a workbook, where it would not fit."""
    if parts == 1:
        return [cell]
    text = _shown(cell)
    half = LONGEST_CELL // 2
    return [text[half * part : half * (part + 1)] or None for part in range(parts)]


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


def _width(text: str) -> int:
    """How many places the longest line takes; a Chinese sign takes two."""
    return max((sum(2 if sign > "\u2e80" else 1 for sign in line) for line in text.split("\n")), default=0)
