"""What every section needs to speak: the plan's language and money, what is hidden, what happened and what follows."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from planner.figures.drawing import NOWHERE, Target
from planner.figures.speech import Speech
from planner.i18n import _, speaking
from planner.model import parsing, wording
from planner.model.calendar_types import CalendarMonth, Day, Days, Instant, Week
from planner.model.catalogue import KINDS, kind_of
from planner.model.checks import Problem
from planner.model.discretion import telling_amounts
from planner.model.field_types import Choice, FieldType, Flag, Reference, Text
from planner.model.fields import FieldSpec
from planner.model.kinds import Record
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime
from planner.model.plan import Plan
from planner.model.reading import Context
from planner.model.values import Money, Month, Range
from planner.paths import resource
from planner.report.examined import problems_of
from planner.report.hiding import HIDDEN, without_numbers
from planner.report.journal import JournalFacts
from planner.report.ledger import Ledger
from planner.report.reckoned import Reckoned

_FIRST_YEAR = Decimal(1900)  # a whole number that begins here is a year and is not grouped
_HOMES: Mapping[str, str] = {"listing": "product", "need": "product", "exchange": "alliance", "contact": "partner"}
_TEXT_KINDS: Mapping[type[FieldType], str] = {Amount: "money", WorkingTime: "hours", Day: "day", CalendarMonth: "month"}


@dataclass(frozen=True)
class ReportContext:
    """How this report speaks. `date` is the day its figures stand for; `notes` says whether notes are printed.

    `hundred` is the amount of which hidden ones are said as parts, where they are not dots.
    """

    plan: Plan
    journal: JournalFacts
    reckoned: Reckoned
    language: str
    date: dt.date
    hide_amounts: bool = False
    notes: bool = True
    preset: str = "full"
    hundred: Money | None = None

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Speak the report's language inside, and say amounts unless the report hides them, whatever the window does."""
        with speaking(self.language, resource("translations")), telling_amounts():
            yield

    @property
    def ledger(self) -> Ledger:
        """The ledger that is printed."""
        return self.journal.ledger

    @cached_property
    def speech(self) -> Speech:
        """Says what was computed: rounded, in the plan's currency."""
        return Speech(self.frame)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What the diagnosis finds, in the language in use, the worst first."""
        return problems_of(self.plan, self.date, self.reckoned)

    def home(self, kind: str, record_id: str | None) -> Target:
        """The place of a record, or that of the record it belongs to: a listing is told of with its product."""
        record = self.plan.find(kind, record_id)
        owner = _HOMES.get(kind)
        if record is None or owner is None:
            return self.place(kind, record_id)
        return self.place(owner, getattr(record, owner))

    def kind_word(self, kind: str) -> str:
        """What a kind of record is called."""
        return _(KINDS[kind].label)

    def whole(self, number: float) -> str:
        """A computed number to the nearest whole one."""
        return self.number(round(number))

    @property
    def frame(self) -> Context:
        """The frame in which values are put into words; without a today, so that years are always said."""
        hidden = self.hide_amounts and self.hundred is None
        return Context(self.language, self.plan.settings.currency or "CNY", hidden=hidden, hundred=self.hundred)

    @property
    def separator(self) -> str:
        """What stands between the items of a list in a line."""
        return "、" if self.language == "zh" else ", "

    def day(self, day: dt.date | None) -> str:
        """A day with its year; empty for none."""
        return wording.day_words(day, self.frame) if day else ""

    def month(self, month: Month | None) -> str:
        """A month with its year; empty for none."""
        return wording.month_words(month, self.frame) if month else ""

    def money(self, amount: Money | None) -> str:
        """An amount with its currency; dots or an index where amounts are hidden; empty for none."""
        return "" if amount is None else wording.money_words(amount, self.frame)

    def number(self, number: int | Decimal) -> str:
        """A number with its thousands grouped."""
        return wording.digits(Decimal(number)).replace("-", "\u2212")

    def label(self, kind: str, record_id: str | None) -> str:
        """What a record is called."""
        return self.plan.label(kind, record_id)

    def value(self, record: Record, field: str) -> str:
        """One field of `record` in words; empty for none."""
        return self.words(kind_of(record).by_name[field], getattr(record, field))

    def words(self, spec: FieldSpec, value: Any) -> str:
        """The value of a field in words; empty for none."""
        if value is None or value == spec.type.empty:
            return ""
        if isinstance(spec.type, Uncertain):
            return self._range(spec.type, value)
        if isinstance(spec.type, Amount):
            return self.money(value)
        if isinstance(spec.type, Number):
            return str(value) if spec.name == "seed" else self._number(spec.type, value)
        kind = _TEXT_KINDS.get(type(spec.type), "")
        return parsing.words(kind, value, self.frame) if kind else self._named(spec, value)

    def _number(self, sort: Number, value: Any) -> str:
        if sort.whole and sort.low == _FIRST_YEAR:
            return str(value)
        return parsing.words("whole" if sort.whole else "share" if sort.rate else "number", value, self.frame)

    def bare_range(self, sort: Uncertain, value: Range) -> str:
        """A range in words that do not say per what it is counted."""
        if sort.family == "money":
            return self._money_range(value)
        family = "growth" if sort.family == "signed" else sort.family
        return parsing.words(f"range.{family}", value, self.frame)

    def _range(self, sort: Uncertain, value: Range) -> str:
        text = self.bare_range(sort, value)
        return _("{value} per month").format(value=text) if sort.per == "month" else text

    def _money_range(self, value: Range) -> str:
        """A range of money with all its digits: ¥9,000–11,500."""
        if self.frame.hidden:
            return HIDDEN
        currency = self.plan.settings.currency or "CNY"
        low, high = (Money.rounded(end, currency) for end in value.ends())
        first = wording.money_words(low, self.frame)
        last = wording.digits(high.amount) if self.hundred is None else wording.money_words(high, self.frame)
        text = first if value.is_exact else f"{first}–{last}"
        if value.likely is None:
            return text
        likely = wording.money_words(Money.rounded(value.likely, currency), self.frame)
        return _("{range}, likely {likely}").format(range=text, likely=likely)

    def _named(self, spec: FieldSpec, value: Any) -> str:
        """Words for text, choices, references, flags and calendars."""
        sort = spec.type
        if isinstance(sort, Text):
            return without_numbers(value) if self.hide_amounts and spec.name == "pair_bonuses" else str(value)
        if isinstance(sort, Flag):
            return _("Yes")
        if isinstance(sort, Week | Days | Instant):
            return self._calendar(sort, value)
        many = value if isinstance(value, tuple) else (value,)
        if isinstance(sort, Choice):
            return self.separator.join(sort.label(name) for name in many)
        if isinstance(sort, Reference):
            return self.separator.join(self.label(sort.target, name) for name in many)
        return str(value)

    def _calendar(self, sort: FieldType, value: Any) -> str:
        """Words for a week of hours, for some days, and for a moment."""
        if isinstance(sort, Week):
            return _("{hours} (Monday to Sunday)").format(hours=" / ".join(self.number(day.decimal) for day in value))
        if isinstance(sort, Days):
            return self.separator.join(self.day(day) for day in value)
        return str(value.date().isoformat())

    def typed(self, sort: Uncertain, value: Range) -> str:
        """What was typed for a range; dots for an amount where amounts are hidden; empty where it was not kept."""
        return HIDDEN if self.hide_amounts and sort.family == "money" and value.typed else value.typed

    def facts(self, record: Record, *leave_out: str) -> tuple[tuple[str, str], ...]:
        """Every short field of `record` that was filled, as label and words, but those in `leave_out`."""
        found = []
        for spec in kind_of(record).specs:
            if spec.name in leave_out or (isinstance(spec.type, Text) and spec.type.lines):
                continue
            words = self.words(spec, getattr(record, spec.name))
            if words:
                found.append((_(spec.label), words))
        return tuple(found)

    def long_texts(self, record: Record, *leave_out: str) -> tuple[tuple[str, str], ...]:
        """The notes of `record`, as label and text; none where notes are not printed."""
        if not self.notes:
            return ()
        specs = [spec for spec in kind_of(record).specs if isinstance(spec.type, Text) and spec.type.lines]
        texts = [
            (_(spec.label), self.words(spec, getattr(record, spec.name)))
            for spec in specs
            if spec.name not in leave_out
        ]
        return tuple((label, text) for label, text in texts if text.strip())

    def place(self, kind: str, record_id: str | None) -> Target:
        """Where the report tells of a record, for links; nowhere for one that is put away or unknown."""
        record = self.plan.find(kind, record_id)
        return (kind, record.id) if record is not None and not record.archived and kind in KINDS else NOWHERE
