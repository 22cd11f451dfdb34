"""The editors of values that are typed and read: money, numbers, working time, ranges, days and months."""

from datetime import date
from decimal import Decimal
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.checks_records import in_base
from planner.model.discretion import HIDDEN, amounts_hidden
from planner.model.families import LOGNORMAL
from planner.model.fields import FieldSpec
from planner.model.number_types import Amount, Number, Uncertain
from planner.model.parsing import Context, ParseError, parse, spoken
from planner.model.parsing_money import SYMBOLS
from planner.model.values import Hours, Money, Range
from planner.model.wording import figure, money_words, one, per_cent
from planner.ui.editors.choices import ChoiceEditor
from planner.ui.editors.field_reading import context_for, is_amount, read_text, text_kind, text_of
from planner.ui.editors.fields import FieldEditor, LineEditor
from planner.ui.editors.inherited import currency_of, inherited
from planner.ui.editors.number_steps import stepped
from planner.ui.hours.wall_clock import WallClock
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.dates import DateField, MonthField
from planner.ui.widgets.field import Field
from planner.ui.widgets.line_edit import LineEdit, MoneyField
from planner.ui.widgets.range_field import RangeField, SteppedEdit
from planner.ui.widgets.range_strip import Spread


class ParsedEditor(LineEditor):
    """A line read by `planner.model.parsing`; committed text takes the normalised form."""

    def _context(self) -> Context:
        plan = self.desk.bridge.plan
        return context_for(self.spec, plan, self.desk.today(), self.value)

    def _text(self) -> str:
        return text_of(self.spec, self.value, self._context())

    def _read(self, text: str) -> tuple[Any, str]:
        reading = read_text(self.spec, text, self._context())
        return reading.value, reading.echo or ""

    @property
    def covered(self) -> bool:
        """Whether the value is an amount that others are not to see."""
        return amounts_hidden() and is_amount(self.spec.type)

    def message(self) -> tuple[str, str, str]:
        severity, text, fix = super().message()
        return (severity, "", "") if severity == "echo" and self.covered and not self.busy else (severity, text, fix)

    def _display(self, draft: str | None) -> None:
        self.edit.set_private(on=self.covered)
        super()._display(draft)
        plan = self.desk.bridge.plan
        taken = inherited(plan, self.record, self.spec.name) if self.record else None
        shown = HIDDEN if self.covered and taken is not None else text_of(self.spec, taken, self._context())
        self.edit.setPlaceholderText(shown)


class NumberEditor(ParsedEditor):
    """A number, share or working time; Up and Down change it."""

    def _make_edit(self) -> LineEdit:
        edit = SteppedEdit()
        low = getattr(self.spec.type, "low", Decimal(0))
        edit.step = lambda text, caret, steps: stepped(text, caret, steps, low)
        return edit


class MoneyEditor(ParsedEditor):
    """An amount behind the sign of its currency."""

    def _make_edit(self) -> LineEdit:
        return MoneyField()

    def _currency(self) -> str:
        if isinstance(self.value, Money):
            return self.value.currency
        return currency_of(self.desk.bridge.plan, self.record, self.spec)

    def _context(self) -> Context:
        plan = self.desk.bridge.plan
        return context_for(self.spec, plan, self.desk.today(), self.value, self._currency())

    def _display(self, draft: str | None) -> None:
        code = self._currency()
        base = self.desk.bridge.plan.settings.currency
        mark = SYMBOLS.get(code, code)
        self.edit.set_currency(mark[-1] if code == base and mark.endswith(("$", "¥")) else mark)
        super()._display(draft)

    def _resting(self) -> str:
        """What the amount is in the plan's own currency, where it is in another."""
        plan, value = self.desk.bridge.plan, self.understood
        if not isinstance(value, Money) or value.currency == plan.settings.currency:
            return ""
        amount = in_base(value, plan)
        if amount is None:
            return _("There is no rate for {currency} yet; add one in Settings.").format(currency=value.currency)
        context = context_for(self.spec, plan, self.desk.today())
        return _("About {amount}").format(amount=money_words(Money.rounded(amount, plan.settings.currency), context))


class RangeEditor(ParsedEditor):
    """A range, how it was read, and the strip that draws it; an empty one has no strip."""

    edit: SteppedEdit
    field: RangeField
    with_strip = True

    def _make_field(self) -> Field:
        self.strip_field = RangeField("")
        self.edit = self.strip_field.edit
        low = self.spec.type.low
        self.strip_field.set_step(lambda text, caret, steps: stepped(text, caret, steps, low))
        self.edit.committed.connect(self._on_committed)
        self.edit.cancelled.connect(self._on_cancelled)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.text_edited_idle.connect(self._on_idle)
        return self.strip_field

    @property
    def family(self) -> str:
        """The family of numbers as the words know it."""
        return text_kind(self.spec.type).removeprefix("range.")

    def _name(self) -> str:
        label = _(self.spec.label)
        per = isinstance(self.spec.type, Uncertain) and self.spec.type.per == "month"
        return _("{label} per month").format(label=label) if per else label

    def _text(self) -> str:
        return text_of(self.spec, self.value, self._context())

    def _display(self, draft: str | None) -> None:
        super()._display(draft)
        if not self.busy:
            self._draw(self.value)

    def _told(self, value: Any, echo: str) -> None:
        super()._told(value, echo)
        self._draw(value)

    def _tell(self) -> None:
        super()._tell()
        if self.error is not None and not self.busy:
            self._draw(self.value)

    def _spoken(self, text: str) -> str:
        if not isinstance(self.value, Range) or self.busy:
            return super()._spoken(text)
        return spoken(text_kind(self.spec.type), self.value, self._context())

    def _resting(self) -> str:
        value = self.understood
        if not isinstance(value, Range):
            return ""
        low, high = value.ends()
        if value.is_observed:
            rate = low.quantize(Decimal(1).scaleb(low.adjusted() - 1)) if low else low
            return _("About {rate} so far").format(rate=per_cent(rate, exact=False) + "%")
        if value.is_exact:
            return _("Taken as certain")
        if value.likely is not None:
            return _("Never outside")
        if self.family in LOGNORMAL and low > 0:
            return _("Half the time above {middle}").format(middle=self._middle((low * high).sqrt()))
        return _("9 times in 10 inside")

    def _middle(self, number: Decimal) -> str:
        """A middle in three digits, or to the minute: more would claim too much."""
        if self.family == "hours":
            return one(Hours.of(number).decimal, "hours", self._context())
        rounded = number.quantize(Decimal(1).scaleb(max(number.adjusted() - 2, -4)))
        return one(+rounded, self.family, self._context(), exact=False)

    def _draw(self, value: Any) -> None:
        spread = (self._reversed() or self._spread(value)) if self.with_strip and not self.covered else None
        self.strip_field.strip.setVisible(spread is not None)
        self.strip_field.set_spread(spread, self._tick)

    def _spread(self, value: Any) -> Spread | None:
        if not isinstance(value, Range) or value.is_exact:
            return None
        low, high = value.ends()
        likely = value.likely
        if value.hits is not None and value.of is not None:
            return _wilson(value.hits, value.of)
        if likely is None and self.family in LOGNORMAL and low > 0:
            likely = (low * high).sqrt()
        return Spread(float(low), float(high), None if likely is None else float(likely))

    def _reversed(self) -> Spread | None:
        """The ends the wrong way round, where that is what is wrong."""
        if self.error is None or self.error.kind != "bad_order" or not self.error.offers:
            return None
        try:
            value = parse(text_kind(self.spec.type), self.error.offers[0].text, self._context()).value
        except ParseError:
            return None
        low, high = value.ends()
        return Spread(float(high), float(low))

    def _tick(self, number: float) -> str:
        """A number under the axis, as short as it can be."""
        value = Decimal(repr(round(number, 9)))
        if self.family in ("months", "days", "hours"):
            return figure(value, self._context(), exact=False)
        return one(value, self.family, self._context(), exact=False)


class DayEditor(ParsedEditor):
    """A day, typed or picked; today is the day on the user's wall."""

    def _make_edit(self) -> LineEdit:
        return DateField(self._day)

    def _day(self, text: str) -> date | None:
        try:
            found = self._read(text)[0]
        except InputError:
            return None
        return found if isinstance(found, date) else None


class MonthEditor(ParsedEditor):
    """A month, typed or picked."""

    def _make_edit(self) -> LineEdit:
        return MonthField(self._day)

    def _day(self, text: str) -> date | None:
        try:
            found = self._read(text)[0]
        except InputError:
            return None
        return found.first_day() if found is not None else None


class InstantEditor(LineEditor):
    """A moment on the plan's clock: a day, a blank, hours and minutes."""

    def _clock(self) -> WallClock:
        return WallClock(self.desk.bridge.plan)

    def _text(self) -> str:
        return self._clock().editable(self.value)

    def _read(self, text: str) -> tuple[Any, str]:
        if not text.strip():
            return self.spec.check(None), ""
        clock = self._clock()
        at = clock.read(text)
        return self.spec.check(at), clock.words(at)


class StepsEditor(ChoiceEditor):
    """A number of which only a few are allowed."""

    def _options(self) -> list[tuple[str, str]]:
        return [(str(step), format(step, "f")) for step in self.spec.type.steps]

    def _display(self, _draft: str | None) -> None:
        self.choice.set_value("" if self.value is None else format(self.value.normalize(), "f"))

    def _on_chosen(self, value: str) -> None:
        if Decimal(value) != self.value:
            self._accept(Decimal(value))


class CurrencyEditor(ChoiceEditor):
    """A currency: those of the plan first, then the usual ones."""

    def _make_field(self) -> Field:
        self.choice = Choice()
        self.choice.chosen.connect(self._on_chosen)
        return Field("", self.choice)

    def _options(self) -> list[tuple[str, str]]:
        plan = self.desk.bridge.plan
        codes = [plan.settings.currency, *(str(rate.currency) for rate in plan.rates()), *SYMBOLS]
        if self.value:
            codes.append(self.value)
        known = [(code, code) for code in dict.fromkeys(codes)]
        return known if self.spec.required else [("", _("Not set")), *known]

    def _display(self, draft: str | None) -> None:
        self.choice.set_options(self._options())
        super()._display(draft)


def _wilson(hits: int, of: int) -> Spread:
    """The range in which the rate behind `hits` of `of` lies 9 times in 10 (Wilson's score interval)."""
    z = 1.645
    rate = hits / of
    centre = (rate + z * z / (2 * of)) / (1 + z * z / of)
    reach = z / (1 + z * z / of) * (rate * (1 - rate) / of + z * z / (4 * of * of)) ** 0.5
    return Spread(max(centre - reach, 0.0), min(centre + reach, 1.0), rate)


def value_editor(spec: FieldSpec) -> type[FieldEditor]:
    """The editor of a type that holds one number or range."""
    if isinstance(spec.type, Amount):
        return MoneyEditor
    if isinstance(spec.type, Uncertain):
        return RangeEditor
    if isinstance(spec.type, Number) and spec.type.steps:
        return StepsEditor
    return NumberEditor
