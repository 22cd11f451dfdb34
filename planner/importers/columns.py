"""Where the columns of a format stand in one table, by whatever name they have there: resolved once, not for each row."""

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from operator import itemgetter

from planner.importers.cells import text_of
from planner.importers.formats import Format
from planner.importers.recognise import Found
from planner.importers.sheets import Cell, TextSheet

Reader = Callable[[Sequence[Cell]], str]
"""Takes a text out of the cells of a row, whose texts are clean and which are filled up to the width of the table."""


def is_private(layout: Format, name: str) -> bool:
    """Whether the column is never kept: it holds persons, or texts of theirs."""
    return any(fnmatchcase(name, pattern) for pattern in (*layout.private.drop, *layout.private.hash))


class Columns:
    """The columns of `found` under the names that its format uses."""

    def __init__(self, found: Found) -> None:
        self._format = found.format
        self._places = found.columns
        self.holds_texts = isinstance(found.sheet, TextSheet)

    def place(self, name: str) -> int | None:
        """Where the column stands, None when the table has none of that name or of an older one."""
        names = (name, *self._format.aliases.get(name, ()))
        return next((self._places[one] for one in names if one and one in self._places), None)

    def has(self, name: str) -> bool:
        """Whether the table has that column."""
        return self.place(name) is not None

    def text(self, name: str) -> Reader:
        """Reads the clean text of a column; empty where there is none."""
        place = self.place(name)
        if place is None:
            return _nothing
        return itemgetter(place) if self.holds_texts else lambda cells: text_of(cells[place])

    def cell(self, name: str) -> Callable[[Sequence[Cell]], Cell]:
        """Reads the bare cell of a column; None where there is none."""
        place = self.place(name)
        if place is None:
            return lambda _cells: None
        return itemgetter(place)

    def joined(self, names: Iterable[str], between: str = " ") -> Reader:
        """Reads the texts of several columns, empty ones left out."""
        readers = [self.text(name) for name in names if self.has(name)]
        if not readers:
            return _nothing
        if len(readers) == 1:
            return readers[0]
        return lambda cells: between.join([text for read in readers if (text := read(cells))])

    def texts(self, names: Sequence[str]) -> Callable[[Sequence[Cell]], tuple[str, ...]]:
        """Reads the texts of several columns, empty ones left out."""
        readers = [self.text(name) for name in names if self.has(name)]
        if len(readers) > 1 and self.holds_texts:
            several = itemgetter(*(place for name in names if (place := self.place(name)) is not None))
            return lambda cells: tuple(filter(None, several(cells)))
        return lambda cells: tuple([text for read in readers if (text := read(cells))])


def _nothing(_cells: Sequence[Cell]) -> str:
    return ""
