"""Reads workbooks, .xlsx and the old .xls: values as they were last reckoned, no formulas, links or macros.

The reader lays a sheet out in memory, so the parts of an .xlsx are looked through first: how much they unpack to, how far
their cells spread, and that their XML declares nothing.
"""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from planner.i18n import _
from planner.importers.archives import MOST_UNPACKED, Archive, Entry, damaged, too_much
from planner.importers.compound import check_compound
from planner.importers.content import Content, Pause, go_on
from planner.importers.refusals import UnreadableFile
from planner.importers.sheets import Cell, check_spread, check_width
from planner.importers.sniffing import OLE

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_BLANK = 1_000
"""After so many blank rows a sheet is at its end, whatever it says of its size."""
_FOREIGN = (b"<!DOCTYPE", b"<!ENTITY", b"\0")
"""What the XML of a workbook never holds; the last is a sign of UTF-16."""
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{0,7})(\d{1,20})""")
_ROW = re.compile(rb"<(?:[^\s<>/]*:)?row(?=[\s/>])")
_CELL = re.compile(rb"[<:]c(?=[\s/>])")
_OVERLAP = 64
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class GridSheet:
    """One sheet of a workbook, laid out when its rows are first asked for."""

    name: str
    file: str
    grid: "Callable[[], CalamineSheet]"

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows, to the end or to a thousand blank ones."""
        grid = self.grid()
        left: list[Cell] = [None] * (grid.start[1] if grid.start else 0)
        check_width(self.file, 1, len(left) + grid.width)
        blank = 0
        for number, cells in enumerate(grid.iter_rows(), start=1):
            row = left + [_cell(value) for value in cells]
            blank = blank + 1 if row.count(None) == len(row) else 0
            if blank > MOST_BLANK:
                return
            yield number, row


def workbook_sheets(content: Content) -> tuple[GridSheet, ...]:
    """The sheets of a workbook; UnreadableFile when it is broken or has a password."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - only who imports a workbook pays for it

    packed = content.read()
    if packed.startswith(OLE):
        if _ENCRYPTED in packed:
            message = _(
                "“{name}” has a password; open it in a spreadsheet, save it without the password and import that."
            )
            raise UnreadableFile(message.format(name=content.name))
        check_compound(packed, content.name)
    with _telling(content.name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(packed))
        names = [about.name for about in workbook.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]

    def sheet(name: str) -> GridSheet:
        @cache
        def grid() -> "CalamineSheet":
            with _telling(content.name):
                return workbook.get_sheet_by_name(name)

        return GridSheet(name, content.name, grid)

    if not names:
        message = _("There is no sheet in “{name}”; export the data again.")
        raise UnreadableFile(message.format(name=content.name))
    return tuple(sheet(name) for name in names)


def check_parts(archive: Archive, name: str, pause: Pause = go_on) -> None:
    """UnreadableFile when the parts of an .xlsx unpack to too much, spread too far or declare entities."""
    unpacked = 0
    for entry in archive.entries:
        if entry.locked:  # no password opens the parts of a workbook one by one
            raise damaged(name)
        reach = _Reach(entry, name)
        for piece in archive.chunks(entry, pause=pause):
            unpacked += len(piece)
            if unpacked > MOST_UNPACKED:
                raise too_much(name)
            reach.see(piece)
        reach.end()


class _Reach:
    """How far the cells of one part spread, seen piece by piece; what bears no number stands after what came before."""

    def __init__(self, entry: Entry, name: str) -> None:
        path = entry.place.filename.lower()
        self._name = name
        self._is_xml = path.endswith((".xml", ".rels"))
        self._is_sheet = self._is_xml and "sheet" in path
        self._rest = b""
        self._row = self._column = 0

    def see(self, piece: bytes) -> None:
        """Take the next piece in; UnreadableFile when it does not belong into a workbook."""
        text = self._rest + piece
        if self._is_xml and any(mark in text for mark in _FOREIGN):
            message = _(
                "“{name}” is no ordinary workbook: its XML declares something of its own; save it anew as .xlsx."
            )
            raise UnreadableFile(message.format(name=self._name))
        if not self._is_sheet:
            self._rest = text[-_OVERLAP:]
            return
        *rows, self._rest = _ROW.split(text)
        for row in rows:
            self._see_row(row)
        check_spread(self._name, self._row, self._column)
        check_spread(self._name, len(self._rest), 1)

    def end(self) -> None:
        """The part is at its end."""
        self._see_row(self._rest)
        check_spread(self._name, self._row, self._column)

    def _see_row(self, row: bytes) -> None:
        places = _PLACE.findall(row)
        nameless = len(_CELL.findall(row)) - sum(1 for letters, _digits in places if letters)
        self._row = max(self._row + 1, *(int(digits) for _letters, digits in places), 0)
        widest = max((_column(letters) for letters, _digits in places), default=0)
        self._column = max(self._column, widest + max(nameless, 0))


@cache
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Turn what the reader refuses into a sentence."""
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    try:
        yield
    except (CalamineError, OSError, ValueError, OverflowError):
        raise damaged(name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the reader, written in Rust, says that it met a bug
            raise
        raise damaged(name) from None


def _cell(value: Any) -> Cell:
    """A value of the reader as a cell: blank is None, whole numbers are exact, a time of day and a duration are text."""
    kind = type(value)
    if kind is int:
        value = Decimal(value)
    elif kind is time:
        value = _clock(
            timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
        )
    elif kind is timedelta:
        value = _clock(value)
    cell: Cell = value
    return None if cell == "" else cell


def _clock(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
