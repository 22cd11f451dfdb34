"""Tables as they stand in a file: rows of cells with their numbers, read anew at each pass and never held whole."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Protocol

from planner.i18n import _
from planner.importers.content import Content
from planner.importers.encoding import CODECS
from planner.importers.refusals import UnreadableFile

Cell = str | Decimal | float | datetime | date | bool | None
"""What a cell holds; text files give text only."""

WIDEST = 2_000
"""A row of more cells belongs to no table that is exported by anybody."""
MOST_CELLS = 15_000_000
"""So many cells may lie between the first and the last of a sheet, filled or not."""
LONGEST_CELL = 131_072
"""Of a cell with more signs nothing is kept: such are the bodies of newsletters."""
LONGEST_READ = 10_000_000
TOP = 1_000
"""So many lines are looked at to find out how a text is split."""


class Sheet(Protocol):
    """One table of a file."""

    @property
    def name(self) -> str:
        """Its name in the workbook, or of the file."""

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Its rows, numbered from 1 in the file, blank ones too; UnreadableFile where the file turns out broken."""


@dataclass(frozen=True, slots=True)
class TextSheet:
    """The table of a text file, split at `delimiter`."""

    content: Content
    encoding: str
    delimiter: str = ","

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.content.name

    def split_by(self, delimiter: str) -> "TextSheet":
        """The same text, split at another sign."""
        return replace(self, delimiter=delimiter)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows; a line break inside quotes starts none."""
        return self._rows(None)

    def top(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows of the first lines: split at a wrong sign, a quotation mark could take in the whole file."""
        return self._rows(TOP)

    def _rows(self, most: int | None) -> Iterator[tuple[int, list[Cell]]]:
        number = 0
        csv.field_size_limit(LONGEST_READ)
        codec = CODECS.get(self.encoding, self.encoding)
        with io.TextIOWrapper(self.content.open(), codec, newline="") as lines:
            reader = csv.reader(islice(lines, most), delimiter=self.delimiter)
            try:
                for number, cells in enumerate(reader, start=1):
                    if len(cells) > WIDEST:
                        check_width(self.name, number, len(cells))
                    if sum(map(len, cells)) > LONGEST_CELL:
                        cells = [cell if len(cell) <= LONGEST_CELL else "" for cell in cells]  # noqa: PLW2901 - for speed
                    yield number, cells  # type: ignore[misc] # a list of texts that nobody else has
            except csv.Error:
                message = _(
                    "“{name}” has a cell after row {number} that does not end; look for a quotation mark too many."
                )
                raise UnreadableFile(message.format(name=self.name, number=number)) from None
            except UnicodeDecodeError:
                message = _("“{name}” was changed while it was read; import it again.")
                raise UnreadableFile(message.format(name=self.name)) from None


def check_width(name: str, number: int, count: int) -> None:
    """UnreadableFile when row `number` has more cells than any table has."""
    if count > WIDEST:
        message = _("Row {number} of “{name}” has more than {most} columns, as no export has; choose another file.")
        raise UnreadableFile(message.format(number=number, name=name, most=WIDEST))


def check_spread(name: str, rows: int, columns: int) -> None:
    """UnreadableFile when a sheet spreads over more cells than can be laid out."""
    if rows * columns > MOST_CELLS:
        message = _("The cells of “{name}” are spread too far; copy the table into a new workbook and import that.")
        raise UnreadableFile(message.format(name=name))
