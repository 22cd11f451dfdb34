"""Finds the table of a known export in an opened file: by the names in its header, wherever that row stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from planner.importers.cells import text_of
from planner.importers.containers import EntryChoice, Opened, UnreadableFile, open_file
from planner.importers.content import Pause, go_on
from planner.importers.formats import Format
from planner.importers.sheets import Cell, Sheet, TextSheet

SEARCHED = 60
"""A header stands in the first so many rows."""
DELIMITERS = (",", ";", "\t")
TRIED = 20
"""So many files of an archive are looked into without asking."""


@dataclass(frozen=True, slots=True)
class Found:
    """A table of a known format. `columns` maps each name of the header to its place; `others` are sheets left unread."""

    format: Format
    sheet: Sheet
    header_row: int
    columns: dict[str, int]
    delimiter: str = ""
    others: tuple[str, ...] = ()


def open_known(
    path: Path, formats: Sequence[Format], *, password: str = "", entry: str = "", pause: Pause = go_on
) -> tuple[Opened, Found | None]:
    """The file at `path` and its table of a known format; of an archive the one file inside that has such a table.

    Raises what `open_file` raises; EntryChoice only when several files inside, or none, are recognised.
    """
    try:
        opened = open_file(path, password=password, entry=entry, pause=pause)
        return opened, recognise(opened, formats, pause=pause)
    except EntryChoice as choice:
        known = []
        for label in () if entry else choice.entries[:TRIED]:
            with suppress(UnreadableFile):
                inside = open_file(path, password=password, entry=label, pause=pause)
                found = recognise(inside, formats, pause=pause)
                known += [(inside, found)] if found else []
        if len(known) != 1:
            raise
        return known[0]


def recognise(opened: Opened, formats: Iterable[Format], format_id: str = "", pause: Pause = go_on) -> Found | None:
    """The table that fits best, None when no format fits; only the format `format_id` is tried where one is given.

    Most names of a signature win, then most rows of data, then the later sheet.
    """
    tried = [
        one for one in formats if one.signature and opened.container in one.containers and format_id in ("", one.id)
    ]
    fitting = _fitting(opened.sheets, tried) if tried else []
    most = max((len(found.format.signature) for found in fitting), default=0)
    fitting = [found for found in fitting if len(found.format.signature) == most]
    if not fitting:
        return None
    best = fitting[0] if len(fitting) == 1 else _fullest(fitting, pause)
    return replace(best, others=tuple(sheet.name for sheet in opened.sheets if sheet.name != best.sheet.name))


def splits(sheet: Sheet) -> tuple[Sheet, ...]:
    """The sheet as it is, or a text split at each of the signs that part cells."""
    return tuple(map(sheet.split_by, DELIMITERS)) if isinstance(sheet, TextSheet) else (sheet,)


def likeliest_split(sheet: Sheet) -> Sheet:
    """The sheet, a text split at the sign that gives most rows one number of cells: what to show of an unknown table."""
    return max(splits(sheet), key=_evenness)


def _evenness(sheet: Sheet) -> tuple[int, int]:
    """How many of the first rows have the same number of cells, above one, and which number."""
    with suppress(UnreadableFile):
        counts = Counter(len(cells) for _number, cells in _top(sheet) if len(cells) > 1)
        return max(((rows, cells) for cells, rows in counts.items()), default=(0, 0))
    return 0, 0


def _top(sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
    return islice(sheet.top() if isinstance(sheet, TextSheet) else sheet.rows(), SEARCHED)


def _fitting(sheets: Sequence[Sheet], formats: Sequence[Format]) -> list[Found]:
    """All tables that are one of the formats; UnreadableFile where there is none and no sheet can be read."""
    found: list[Found] = []
    refusals: list[UnreadableFile] = []
    tables = [table for sheet in sheets for table in splits(sheet)]
    for table in tables:
        try:
            found += list(_headers(table, formats))
        except UnreadableFile as refusal:
            refusals.append(refusal)
    if refusals and not found and all(_evenness(table) == (0, 0) for table in tables):
        raise refusals[0]
    return found


def _headers(sheet: Sheet, formats: Sequence[Format]) -> Iterator[Found]:
    """For each format the first row that is its header."""
    left = list(formats)
    for number, cells in _top(sheet):
        names = [text_of(cell) for cell in cells]
        present = frozenset(names)
        for one in [one for one in left if present.issuperset(one.signature)]:
            if one.first_header in ("", names[0]):
                left.remove(one)
                delimiter = sheet.delimiter if isinstance(sheet, TextSheet) else ""
                yield Found(one, sheet, number, _places(names), delimiter)


def _places(names: Sequence[str]) -> dict[str, int]:
    """The first place of each name; columns without a name have none."""
    return {name: place for place, name in reversed(list(enumerate(names))) if name}


def _fullest(fitting: Sequence[Found], pause: Pause) -> Found:
    """The one with most rows below its header, of equals the last."""
    return max(reversed(fitting), key=lambda found: _count(found, pause))


def _count(found: Found, pause: Pause) -> int:
    count = 0
    for number, cells in found.sheet.rows():
        if number % 10_000 == 0:
            pause()
        count += number > found.header_row and any(cells)
    return count
