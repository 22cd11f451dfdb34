"""One table of a known format with all that is settled about it, and what every kind of row has: a time, texts, a key."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from planner.importers.cells import number, text_of
from planner.importers.columns import Columns
from planner.importers.conventions import Conventions, conventions_of
from planner.importers.formats import Format
from planner.importers.moments import Moment, last_of_month
from planner.importers.outcomes import Answers, Unkept
from planner.importers.recognise import Found
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

_FROM_BUYERS = frozenset({"sale", "free", "refund", "other_in", "period", "tax"})
_OWN_PURCHASES = frozenset({"spend", "spend_refund"})
Said = tuple[str, str, tuple[str, ...], Unkept, str, str, int | None]
"""Payee, memo, words, what is not kept of them, channel, address and pieces, as they follow one another in a row."""
_NONE = Unkept()


@dataclass(frozen=True, slots=True)
class Table:
    """What the readers of rows need to know."""

    layout: Format
    columns: Columns
    conventions: Conventions
    answers: Answers

    @classmethod
    def of(cls, found: Found, answers: Answers) -> "Table":
        """The table that was found; reads the file where something has to be settled by all of it."""
        return cls(found.format, Columns(found), conventions_of(found, answers), answers)


class Times:
    """Reads when the rows of one table happened."""

    def __init__(self, table: Table) -> None:
        self._time = table.layout.time
        self._calendar = table.conventions.calendar
        self._read = self._cell(table.columns, self._time.columns)
        self._otherwise = self._cell(table.columns, self._time.otherwise)
        self._end = self._cell(table.columns, self._time.end)
        self._tells_end = any(table.columns.has(name) for name in self._time.end)
        self._moment = self._whole if self._time.zone in ("day", "month") else self._calendar.moment

    @staticmethod
    def _cell(columns: Columns, names: Sequence[str]) -> Callable[[Sequence[Cell]], Cell]:
        return columns.cell(names[0]) if len(names) == 1 else columns.joined(names)

    def of(self, cells: Sequence[Cell]) -> Moment:
        """When the row happened. Raises BadCell when that cannot be read."""
        moment = self._moment(self._read(cells)) or self._moment(self._otherwise(cells))
        if moment is None:
            raise BadCell("", "bad_date")
        return moment

    def end(self, cells: Sequence[Cell]) -> Moment | None:
        """When what the row is about ended, where the table tells it."""
        return self._calendar.moment(self._end(cells)) if self._tells_end else None

    def _whole(self, cell: Cell) -> Moment | None:
        """The day of a cell that tells a day, or a month by its last."""
        if self._time.zone == "month":
            last = last_of_month(cell)
            return None if last is None else Moment(last, None, "", text_of(cell))
        moment = self._calendar.moment(cell)
        return None if moment is None else Moment(moment.day, None, "", moment.raw)


class Texts:
    """Reads the texts of a row: never what is private, and of money that came in nothing its payer wrote is kept.

    Rules may look at what was bought there all the same: a rule holds, and the text is forgotten.
    """

    def __init__(self, table: Table) -> None:
        layout, columns = table.layout, table.columns
        hidden = () if table.answers.keep_names else layout.private.incoming
        self._entities = layout.entities
        self._payee = columns.text(layout.payee)
        self._keeps_payers = table.answers.keep_names
        self._memo = columns.joined(layout.memo)
        self._words = columns.texts(layout.words)
        self._bought_memo = columns.joined([name for name in layout.memo if name not in hidden])
        self._bought_words = columns.texts([name for name in layout.words if name not in hidden])
        self._unkept = columns.texts([name for name in (*layout.memo, *layout.words) if name in hidden])
        self._channel = columns.joined(layout.channel, " / ")
        self._url = columns.text(layout.url)
        self._extras = bool(layout.channel or layout.url)
        self._quantity = columns.cell(layout.quantity) if columns.has(layout.quantity) else None

    def of(self, kind: str, cells: Sequence[Cell]) -> Said:
        """The fields of a row that are texts, and how many pieces it is about."""
        from_buyer = kind in _FROM_BUYERS
        words = (self._bought_words if from_buyer else self._words)(cells)
        memo = (self._bought_memo if from_buyer else self._memo)(cells) or (words[0] if words else "")
        return (
            self._payee(cells) if kind in _OWN_PURCHASES or (self._keeps_payers and from_buyer) else "",
            html.unescape(memo) if self._entities else memo,
            words,
            Unkept(self._unkept(cells)) if from_buyer else _NONE,
            self._channel(cells) if self._extras else "",
            self._url(cells) if self._extras else "",
            None if self._quantity is None else _pieces(self._quantity(cells)),
        )


def _pieces(cell: Cell) -> int | None:
    """A whole number of pieces; None where it cannot be read, as no money hangs on it."""
    try:
        value = number(cell)
    except BadCell:
        return None
    return None if value is None else int(value)


def when(moment: Moment) -> tuple[datetime | None, date, str, str]:
    """When it happened, as it stands in a row."""
    return moment.at, moment.day, moment.raw, moment.zone
