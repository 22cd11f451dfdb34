"""Rows without money: posts with their figures, members as mere counts, hours of work."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from planner.importers.amounts import Currencies, number_of
from planner.importers.cells import minor_units, number, text_of
from planner.importers.formats import Figure
from planner.importers.keys import Keys, Known
from planner.importers.moments import Moment
from planner.importers.outcomes import NO_FIGURES, NO_MONEY, Outcome, Rejected, Row
from planner.importers.rates import rate
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell
from planner.importers.table import Table, Texts, Times, when

_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:[.,]\d+)?")
_PARTS = re.compile(r"(?:(\d+)\s*(?:小时|时|h))?\s*(?:(\d+)\s*(?:分钟|分|m|min))?\s*(?:([\d.]+)\s*(?:秒|s|sec))?")
_HOUR, _YEAR = 3600, 12

FigureReader = Callable[[Sequence[Cell]], int | Decimal | None]


def seconds_of(cell: Cell) -> Decimal | None:
    """A length of time such as ``0:00:41``, ``14.73秒``, ``1分20秒`` or 432, in seconds; None when empty.

    Raises BadCell when it is none.
    """
    text = text_of(cell)
    if not text:
        return None
    found = _CLOCK.fullmatch(text)
    if found:
        hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
        return hours * _HOUR + minutes * 60 + seconds
    found = _PARTS.fullmatch(text)
    if found and any(found.groups()):
        hours, minutes, seconds = (Decimal(part or 0) for part in found.groups())
        return hours * _HOUR + minutes * 60 + seconds
    return number(cell)


class PostRows:
    """Makes the rows of a table of posts."""

    def __init__(self, table: Table) -> None:
        layout, columns = table.layout, table.columns
        self._figures = [(one.column, self._figure(table, one)) for one in layout.figures if columns.has(one.column)]
        self._times, self._texts = Times(table), Texts(table)
        self._keys = Keys(layout, columns, table.answers.secret)

    @staticmethod
    def _figure(table: Table, one: Figure) -> FigureReader:
        if one.shape == "number":
            plain = number_of(table.columns, table.conventions, one.column)
            return lambda cells: _bare(plain(cells))
        read = table.columns.cell(one.column)
        if one.shape == "seconds":
            return lambda cells: seconds_of(read(cells))
        percent = one.column in table.conventions.percents
        sign = table.conventions.sign_of(one.column)
        return lambda cells: rate(read(cells), percent, sign)

    def signed(self, _cells: Sequence[Cell]) -> Decimal | None:
        """Posts have no amount."""
        return None

    def row(self, number: int, kind: str, cells: Sequence[Cell]) -> Outcome:
        """The row of a post. Raises BadCell when its time or a figure cannot be read."""
        moment = self._times.of(cells)
        figures = {name: value for name, read in self._figures if (value := read(cells)) is not None}
        key = self._keys.of(cells, Known(kind, moment))
        texts = self._texts.of(kind, cells)
        return Row._make((number, kind, *when(moment), *NO_MONEY, "", key, "", *texts, figures, None))


def _bare(value: Decimal | None) -> int | Decimal | None:
    return value if value is None or value != int(value) else int(value)


class MemberRows:
    """Makes the rows of a list of people: each counts for one in its group, and nothing else of it is kept."""

    def __init__(self, table: Table) -> None:
        layout, columns = table.layout, table.columns
        self._keys = Keys(layout, columns, table.answers.secret)
        self._pledge = layout.pledge
        self._amount = number_of(columns, table.conventions, layout.pledge.column if layout.pledge else "")
        self._per = columns.text(layout.pledge.per if layout.pledge else "")
        self._currencies = Currencies(layout, columns, table.answers.currency)

    def signed(self, _cells: Sequence[Cell]) -> Decimal | None:
        """People have no amount."""
        return None

    def row(self, number: int, group: str, cells: Sequence[Cell]) -> Outcome:
        """One person as a count. Raises BadCell when what the person pledged cannot be read."""
        currency, places = self._currencies.of(cells)
        amount = self._pledged(group, cells, places) if currency else None
        key = self._keys.of(cells, Known("audience"))
        return Row(number, "audience", figures={"total": 1, group: 1}, amount=amount, currency=currency, key=key)

    def _pledged(self, group: str, cells: Sequence[Cell], places: int) -> int | None:
        pledge = self._pledge
        if pledge is None or group != pledge.group:
            return None
        value = self._amount(cells) or Decimal(0)
        return minor_units(value / _YEAR if self._per(cells) in pledge.yearly else value, places)


class TimeRows:
    """Makes the rows of a log of work."""

    def __init__(self, table: Table) -> None:
        layout, columns = table.layout, table.columns
        self._times, self._texts = Times(table), Texts(table)
        self._keys = Keys(layout, columns, table.answers.secret)
        self.duration = columns.cell(layout.time.duration)
        self._hours = number_of(columns, table.conventions, layout.time.hours)

    def signed(self, _cells: Sequence[Cell]) -> Decimal | None:
        """Hours have no amount."""
        return None

    def row(self, number: int, kind: str, cells: Sequence[Cell]) -> Outcome:
        """The row of an interval. Raises BadCell when its times cannot be read, or it ends before it begins."""
        start, end = self._times.of(cells), self._times.end(cells)
        seconds = self._seconds(start, end, cells)
        if seconds is None:
            return Rejected(number, "open_interval")
        if seconds < 0:
            raise BadCell("", "bad_date")
        key = self._keys.of(cells, Known(kind, start))
        texts = self._texts.of(kind, cells)
        return Row._make((number, kind, *when(start), *NO_MONEY, "", key, "", *texts, NO_FIGURES, seconds))

    def _seconds(self, start: Moment, end: Moment | None, cells: Sequence[Cell]) -> int | None:
        if start.at is not None and end is not None and end.at is not None:
            return int((end.at - start.at).total_seconds())
        told = seconds_of(self.duration(cells))
        if told is None:
            hours = self._hours(cells)
            told = None if hours is None else hours * _HOUR
        return None if told is None else round(told)
