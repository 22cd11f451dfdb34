"""The types of fields that hold numbers: amounts, numbers, ranges and working time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.field_types import Currency, FieldType, Stored, unfit
from planner.model.values import Hours, Money, Range, check_currency, minor_digits, number_of


def plain(number: Decimal) -> str:
    """Decimal digits without exponent or needless zeros: the one spelling of a number in the file."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def check_bounds(number: Decimal, low: Decimal | None, high: Decimal | None, rate: bool = False) -> None:
    """InputError naming the bound that `number` breaks; rates are told in per cent."""

    def told(bound: Decimal) -> str:
        return f"{plain(bound * 100)}%" if rate else plain(bound)

    if low is not None and number < low:
        raise InputError(_("At least {bound}, please.").format(bound=told(low)))
    if high is not None and number > high:
        raise InputError(_("At most {bound}, please.").format(bound=told(high)))


@dataclass(frozen=True)
class Amount(FieldType):
    """Exact money; the currency stands in a column of its own, or in the record's field `currency_field`."""

    negative: bool = False
    currency_field: str = ""

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        return (("", "INTEGER"),) if self.currency_field else (("", "INTEGER"), ("_currency", "TEXT"))

    def check(self, value: Any) -> Money:
        if not isinstance(value, Money):
            raise unfit(value, _("an amount such as 199.00"))
        if value.amount < 0 and not self.negative:
            raise InputError(_("An amount below 0 does not fit here; type 0 or more."))
        return value

    def fits(self, values: Sequence[Any]) -> bool:
        return self.negative and set(map(type, values)) <= {Money, type(None)}

    def store(self, value: Money) -> tuple[Stored, ...]:
        return (value.minor,) if self.currency_field else (value.minor, value.currency)

    def load(self, stored: Sequence[Stored]) -> Money:
        """`stored` is always minor units and currency, also where the currency is the record's own field."""
        minor, currency = stored
        return Money.of_minor(int(minor or 0), str(currency))

    def to_json(self, value: Money, currency: str) -> Any:
        amount = format(value.amount, "f")
        same = self.currency_field or value.currency == currency
        return amount if same else {"amount": amount, "currency": value.currency}

    def from_json(self, form: Any, currency: str) -> Money:
        if isinstance(form, Mapping):
            if set(form) != {"amount", "currency"}:
                raise unfit(dict(form), _("amount and currency"))
            return self.check(Money(number_of(form["amount"]), check_currency(str(form["currency"]))))
        return self.check(Money(number_of(form), currency))

    def schema(self) -> dict[str, Any]:
        amount = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$" if self.negative else r"^\d+(\.\d+)?$"}
        named = {
            "type": "object",
            "required": ["amount", "currency"],
            "additionalProperties": False,
            "properties": {"amount": amount, "currency": Currency().schema()},
        }
        return {"oneOf": [amount, {"type": "number"}, named]}


@dataclass(frozen=True)
class Number(FieldType):
    """An exact number between bounds; stored as decimal text, or as an integer when whole.

    A whole one that `counts` nothing, a year or a seed, is a name made of digits: they are never grouped.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    whole: bool = False
    rate: bool = False
    steps: tuple[Decimal, ...] = ()
    counts: bool = True

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        return (("", "INTEGER" if self.whole else "TEXT"),)

    def check(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise unfit(value, _("a number"))
        number = number_of(value)
        if self.whole and number != number.to_integral_value():
            raise InputError(_("Only whole numbers fit here; type {number}.").format(number=round(number)))
        check_bounds(number, self.low, self.high, self.rate)
        if self.steps and number not in self.steps:
            raise unfit(number, ", ".join(str(step) for step in self.steps))
        return int(number) if self.whole else number

    def store(self, value: Any) -> tuple[Stored, ...]:
        return (int(value) if self.whole else plain(value),)

    def load(self, stored: Sequence[Stored]) -> Any:
        return stored[0] if self.whole else Decimal(str(stored[0]))

    def to_json(self, value: Any, currency: str) -> Any:
        return int(value) if value == int(value) else float(value)

    def from_json(self, form: Any, currency: str) -> Any:
        return self.check(number_of(form))

    def schema(self) -> dict[str, Any]:
        form: dict[str, Any] = {"type": "integer" if self.whole else "number"}
        if self.steps:
            form["enum"] = [self.to_json(step, "") for step in self.steps]
        form |= {} if self.low is None else {"minimum": self.to_json(self.low, "")}
        return form | ({} if self.high is None else {"maximum": self.to_json(self.high, "")})


@dataclass(frozen=True)
class Uncertain(FieldType):
    """A range of one family: rate, people, money, hours, months, count, number or signed.

    `per` says per what a value is counted ("month" or ""); the bounds hold for every number named.
    """

    family: str = "number"
    per: str = ""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None

    def check(self, value: Any) -> Range:
        if not isinstance(value, Range):
            raise unfit(value, _("a range such as 5 to 10"))
        if value.is_observed and self.family != "rate":
            raise InputError(_("Hits of trials fit rates only; type a range such as 5 to 10."), kind="unknown")
        for number in (*value.ends(), *(() if value.likely is None else (value.likely,))):
            check_bounds(number, self.low, self.high, self.family in ("rate", "signed"))
        return value

    def store(self, value: Range) -> tuple[Stored, ...]:
        if value.is_observed:
            form: dict[str, Any] = {"hits": value.hits, "of": value.of}
        else:
            named = {"low": value.low, "likely": value.likely, "high": value.high}
            form = {name: plain(number) for name, number in named.items() if number is not None}
        form |= {"typed": value.typed} if value.typed else {}
        return (json.dumps(form, ensure_ascii=False, separators=(",", ":")),)

    def load(self, stored: Sequence[Stored]) -> Range:
        form = json.loads(str(stored[0]))
        typed = form.get("typed", "")
        if "hits" in form:
            return Range.observed(form["hits"], form["of"], typed)
        likely = Decimal(form["likely"]) if "likely" in form else None
        return Range(Decimal(form["low"]), Decimal(form["high"]), likely, typed=typed)

    def to_json(self, value: Range, currency: str) -> Any:
        return value.to_json(minor_digits(currency) if self.family == "money" else None)

    def from_json(self, form: Any, currency: str) -> Range:
        return self.check(Range.from_json(form))

    def schema(self) -> dict[str, Any]:
        return {"$ref": "#/$defs/rate_range" if self.family == "rate" else "#/$defs/range"}


@dataclass(frozen=True)
class WorkingTime(FieldType):
    """Exact working time: minutes in the file, decimal hours in the bundle, or minutes where the field is so called."""

    in_minutes: bool = False

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        return (("", "INTEGER"),)

    def check(self, value: Any) -> Hours:
        if not isinstance(value, Hours):
            raise unfit(value, _("hours such as 2.5"))
        check_bounds(Decimal(value.minutes), Decimal(0), None)
        return value

    def store(self, value: Hours) -> tuple[Stored, ...]:
        return (value.minutes,)

    def load(self, stored: Sequence[Stored]) -> Hours:
        return Hours(int(stored[0] or 0))

    def to_json(self, value: Hours, currency: str) -> Any:
        if self.in_minutes:
            return value.minutes
        return float(value.decimal) if value.minutes % 60 else value.minutes // 60

    def from_json(self, form: Any, currency: str) -> Hours:
        if self.in_minutes:
            return self.check(Hours(Number(Decimal(0), whole=True).check(number_of(form))))
        return self.check(Hours.of(number_of(form)))

    def schema(self) -> dict[str, Any]:
        return {"type": "integer" if self.in_minutes else "number", "minimum": 0}
