"""Writes the tables of a plan as CSV: one file for each kind, in a folder or in a zip archive.

Text that a spreadsheet would take for a formula gets an apostrophe in front, which an import takes off again.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from planner.model.table_columns import FORMULA, Cell
from planner.report.tables import Table

_EPOCH = (1980, 1, 1, 0, 0, 0)
_AT_ONCE = 1000


def csv_lines(table: Table, byte_order_mark: bool = False) -> Iterator[bytes]:
    """The table as CSV in UTF-8, in pieces; `byte_order_mark` for spreadsheets that need it to see Chinese."""
    if byte_order_mark:
        yield b"\xef\xbb\xbf"
    rows = _rows(table)
    while True:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        count = 0
        for row in rows:
            writer.writerow(row)
            count += 1
            if count == _AT_ONCE:
                break
        if not count:
            return
        yield text.getvalue().encode()


def _rows(table: Table) -> Iterator[list[str]]:
    yield [f"{column.name} ({table.heading(column)})" for column in table.columns]
    for cells in table.rows():
        yield [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    """The text of a cell, kept from becoming a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if FORMULA.match(cell) else cell


def write_folder(tables: Iterator[Table], folder: Path, byte_order_mark: bool = False) -> None:
    """Write every table into the empty `folder` as `<kind>.csv`; OSError when the folder refuses."""
    for table in tables:
        with (folder / f"{table.kind.name}.csv").open("wb") as stream:
            stream.writelines(csv_lines(table, byte_order_mark))


def write_zip(tables: Iterator[Table], path: Path, byte_order_mark: bool = False) -> None:
    """Write every table into a zip archive at `path`; OSError when that cannot be."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            entry = zipfile.ZipInfo(f"{table.kind.name}.csv", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as stream:
                for piece in csv_lines(table, byte_order_mark):
                    stream.write(piece)
