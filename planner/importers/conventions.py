"""What a whole file settles about its cells: the decimal sign of a column, the order of days, percent or share.

What even the whole file does not settle is asked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from planner.importers.cells import DecimalSign, number, text_of
from planner.importers.columns import Columns
from planner.importers.formats import Format
from planner.importers.moments import Calendar, DayOrder, ZoneDoubt
from planner.importers.outcomes import Answers, Choice, Question
from planner.importers.rates import Scale
from planner.importers.recognise import Found
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

_ORDERS = ("dmy", "mdy")
_SIGNS = (".", ",")
_MOST_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Conventions:
    """How the cells of one file are meant. `signs` holds the decimal sign of the columns whose numbers settle it."""

    calendar: Calendar
    sign: str = "."
    signs: Mapping[str, str] = field(default_factory=dict)
    percents: frozenset[str] = frozenset()
    questions: tuple[Question, ...] = ()

    def sign_of(self, column: str) -> str:
        """The sign before the decimals in that column."""
        return self.signs.get(column, self.sign)


def conventions_of(found: Found, answers: Answers) -> Conventions:
    """What the file settles, what was answered, and what still has to be asked. Reads the file only where it must."""
    layout = found.format
    seen = _Seen(found, answers)
    seen.read()
    sign = layout.decimal if layout.decimal != "file" else answers.decimal_sign or "."
    order = layout.time.order if layout.time.order != "file" else seen.order.order or answers.date_order
    questions = (*seen.sign_questions(), *seen.order_questions(), *seen.zone_questions(), *seen.currency_questions())
    return Conventions(_calendar(layout, answers, order), sign, seen.decimal_signs(), seen.percents(), questions)


def _calendar(layout: Format, answers: Answers, order: str) -> Calendar:
    zone = layout.time.zone
    clock = zone not in ("day", "month")
    named = zone if zone in ("UTC", "UTC+8") else answers.zone if clock else "UTC"
    return Calendar(named, order, answers.zone, clock)


class _Seen:
    """What one way through the file has shown, gathered for all questions at once."""

    def __init__(self, found: Found, answers: Answers) -> None:
        self.order = DayOrder()
        self._found, self._answers, self._layout = found, answers, found.format
        self._columns = Columns(found)
        by_file = self._layout.decimal == "file"
        self._signs = {name: DecimalSign() for name in _numbers(self._layout)} if by_file else {}
        self._scales = {one.column: Scale(one.column) for one in self._layout.figures if one.shape == "rate"}
        self._doubts: dict[str, str] = {}
        self._without_currency = False

    def read(self) -> None:
        """Look at every row, where there is something to be settled."""
        watched = [(self._columns.cell(name), see) for name, see in self._watches() if self._columns.has(name)]
        if not watched:
            return
        width = max(self._found.columns.values()) + 1
        for cells in data_rows(self._found):
            filled = cells + [None] * (width - len(cells))
            for read, see in watched:
                see(read(filled))

    def _watches(self) -> Iterator[tuple[str, Callable[[Cell], None]]]:
        yield from ((name, sign.see) for name, sign in self._signs.items())
        yield from ((name, _forgiving(scale.see)) for name, scale in self._scales.items())
        time = self._layout.time
        if time.order == "file":
            yield from ((name, self.order.see) for name in (*time.columns, *time.otherwise, *time.end))
        if time.zone == "text" and not self._answers.zone:
            yield time.columns[-1], self._see_zone

    def _see_zone(self, cell: Cell) -> None:
        text = text_of(cell)
        word = text.rsplit(" ", 1)[-1]
        if word.isalpha() and word.isupper() and word not in self._doubts:
            try:
                Calendar().moment(f"2026-01-01 01:00:00 {word}")
            except ZoneDoubt:
                self._doubts[word] = text
            except BadCell:
                return

    def decimal_signs(self) -> dict[str, str]:
        """The signs that their columns settle."""
        return {name: sign.sign for name, sign in self._signs.items() if sign.sign}

    def percents(self) -> frozenset[str]:
        """The columns of rates whose bare numbers are percent."""
        return frozenset(name for name, scale in self._scales.items() if scale.percent)

    def sign_questions(self) -> Iterator[Question]:
        """The column whose numbers contradict each other, if there is one."""
        for name, sign in self._signs.items():
            if sign.samples and not self._answers.decimal_sign:
                samples = sign.samples[:_MOST_SAMPLES]
                yield Question("decimal_sign", name, samples, tuple(_number_choice(one, samples) for one in _SIGNS))
                return

    def order_questions(self) -> Iterator[Question]:
        """The order of day and month, if nothing settles it."""
        samples = self.order.samples[:_MOST_SAMPLES]
        if samples and not self._answers.date_order:
            name = self._layout.time.columns[0]
            yield Question("date_order", name, samples, tuple(_date_choice(one, samples) for one in _ORDERS))

    def zone_questions(self) -> Iterator[Question]:
        """The time zone, where the file does not name it, or names one that means several."""
        time = self._layout.time
        if self._doubts:
            yield Question("zone", time.columns[-1], tuple(self._doubts.values())[:_MOST_SAMPLES])
        elif time.zone == "user" and not self._answers.zone:
            yield Question("zone", time.columns[0])

    def currency_questions(self) -> Iterator[Question]:
        """The currency, where neither the format nor a column names it."""
        layout = self._layout
        named = layout.currency or self._columns.has(layout.currency_column)
        if layout.record == "money" and not named and not self._answers.currency:
            yield Question("currency")


def data_rows(found: Found) -> Iterator[list[Cell]]:
    """The rows below the header, of data or not."""
    return (cells for number, cells in found.sheet.rows() if number > found.header_row)


def _numbers(layout: Format) -> tuple[str, ...]:
    amount = layout.amount
    names = (amount.column, amount.out, *amount.by_kind.values(), *layout.fee.columns, layout.refund.column)
    figures = (one.column for one in layout.figures)
    checked = (check.column for check in layout.checks)
    return tuple(name for name in (*names, layout.tax, layout.time.hours, *figures, *checked) if name)


def _forgiving(see: Callable[[Cell], None]) -> Callable[[Cell], None]:
    def look(cell: Cell) -> None:
        try:
            see(cell)
        except BadCell:
            return  # its row will be rejected

    return look


def _number_choice(sign: str, samples: tuple[str, ...]) -> Choice:
    return Choice(sign, tuple(_read(lambda text: f"{number(text, sign)}", text) for text in samples))


def _date_choice(order: str, samples: tuple[str, ...]) -> Choice:
    calendar = Calendar("UTC", order)
    return Choice(order, tuple(_read(lambda text: f"{_day(calendar, text)}", text) for text in samples))


def _day(calendar: Calendar, text: str) -> str:
    moment = calendar.moment(text)
    return moment.day.isoformat() if moment else ""


def _read(read: Callable[[str], str], text: str) -> str:
    """How `text` would be read; empty where it could not be."""
    try:
        return read(text)
    except BadCell:
        return ""
