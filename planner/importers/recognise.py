"""Finds the table of a known export in an opened file: by the names in its header, wherever that row stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from planner.importers.cells import text_of
from planner.importers.containers import Opened
from planner.importers.formats import Format
from planner.importers.sheets import Sheet, TextSheet

SEARCHED = 60
"""A header stands in the first so many rows."""
DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a known format. `columns` maps each name of the header to its place; `others` are sheets left unread."""

    format: Format
    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    delimiter: str = ""
    others: tuple[str, ...] = ()


def recognise(opened: Opened, formats: Iterable[Format], format_id: str = "") -> Found | None:
    """The table that fits best, None when no format fits; only the format `format_id` is tried where one is given.

    Most names of a signature win, then most rows of data, then the later sheet.
    """
    tried = [
        one for one in formats if opened.container in one.containers and one.signature and format_id in ("", one.id)
    ]
    fitting = [found for sheet in opened.sheets for table in _splits(sheet) for found in _headers(table, tried)]
    if not fitting:
        return None
    most = max(len(found.format.signature) for found in fitting)
    fitting = [found for found in fitting if len(found.format.signature) == most]
    best = fitting[0] if len(fitting) == 1 else _fullest(fitting)
    others = tuple(sheet.name for sheet in opened.sheets if sheet.name != best.sheet.name)
    return Found(best.format, best.sheet, best.header_row, best.columns, best.delimiter, others)


def _splits(sheet: Sheet) -> Iterator[Sheet]:
    if isinstance(sheet, TextSheet):
        yield from (sheet.split_by(delimiter) for delimiter in DELIMITERS)
    else:
        yield sheet


def _headers(sheet: Sheet, formats: Sequence[Format]) -> Iterator[Found]:
    """For each format the first row that is its header."""
    left = list(formats)
    for number, cells in islice(sheet.rows(), SEARCHED):
        names = [text_of(cell) for cell in cells]
        present = frozenset(names)
        for one in [one for one in left if present.issuperset(one.signature)]:
            if one.first_header and names[0] != one.first_header:
                continue
            left.remove(one)
            delimiter = sheet.delimiter if isinstance(sheet, TextSheet) else ""
            yield Found(one, sheet, number, _places(names), delimiter)


def _places(names: Sequence[str]) -> dict[str, int]:
    """The first place of each name; columns without a name have none."""
    return {name: place for place, name in reversed(list(enumerate(names))) if name}


def _fullest(fitting: Sequence[Found]) -> Found:
    """The one with most rows below its header, of equals the last."""
    counts = [
        sum(1 for number, cells in found.sheet.rows() if number > found.header_row and any(cells)) for found in fitting
    ]
    return max(zip(counts, range(len(fitting)), fitting, strict=True), key=lambda counted: counted[:2])[2]
