"""How a kind declares its fields: type, label, unit, help, default and place in the form, each said once.

Each function here makes one dataclass field that carries a `FieldSpec`; everything else (schema, forms, tables,
bundle, search, PDF) reads the specs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.calendar_types import CalendarMonth, Day, Days, Instant, Week
from planner.model.field_types import NOTES_LENGTH, Choice, Currency, FieldType, Flag, Json, Reference, Text
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime

BASICS = N_("Basics")
MONEY = N_("Economics")
EFFORT = N_("Effort")
REACH = N_("Reach")
TIME = N_("Time")
LINKS = N_("Links")
NOTES = N_("Notes")


@dataclass(frozen=True)
class FieldSpec:
    """One field of one kind. `label`, `unit`, `help` and `section` are texts marked for translation.

    A field that `falls_back` is never empty: clearing it gives its default back.
    """

    name: str
    type: FieldType
    label: str
    help: str = ""
    section: str = BASICS
    required: bool = False
    default: Any = None
    falls_back: bool = False

    @property
    def unit(self) -> str:
        """What a number is counted in, shown behind it; empty when the value says it itself."""
        return N_("per month") if isinstance(self.type, Uncertain) and self.type.per == "month" else ""

    def check(self, value: Any) -> Any:
        """`value`, cleaned; InputError naming the field when it does not fit or is missing."""
        if value is None or value == self.type.empty:
            if self.falls_back:
                return self.default
            if self.required:
                message = _("“{label}” is empty; it is needed.").format(label=_(self.label))
                raise InputError(message, self.name, "missing")
            return self.type.empty
        try:
            return self.type.check(value)
        except InputError as error:
            raise InputError(error.message, self.name, error.kind) from None

    def check_all(self, values: Sequence[Any]) -> Sequence[Any]:
        """The values of very many records, cleaned as `check` does."""
        may_be_empty = not (self.required or self.falls_back)
        if (may_be_empty or self.type.empty not in values) and self.type.fits(values):
            return values
        return [self.check(value) for value in values]


@dataclass(frozen=True)
class Place:
    """Where and how a field stands in a form."""

    section: str = BASICS
    help: str = ""
    required: bool = False
    falls_back: bool = False


def declared(kind_of_value: FieldType, label: str, place: Place, default: Any = None) -> Any:
    """A dataclass field of the given type; the functions below are its spellings."""
    start = kind_of_value.empty if default is None else default
    spec = FieldSpec("", kind_of_value, label, place.help, place.section, place.required, start, place.falls_back)
    return field(default=start, metadata={"spec": spec})


def _place(given: dict[str, Any]) -> tuple[Place, Any]:
    default = given.pop("default", None)
    return Place(**given), default


def text(label: str, **place: Any) -> Any:
    """One line of text, up to 200 characters."""
    at, default = _place(place)
    return declared(Text(), label, at, default)


def notes(label: str = N_("Notes"), **place: Any) -> Any:
    """Several lines of Markdown, up to 100,000 characters, kept raw."""
    at, default = _place({"section": NOTES} | place)
    return declared(Text(NOTES_LENGTH, lines=True), label, at, default)


def currency(label: str, **place: Any) -> Any:
    """An ISO 4217 code."""
    at, default = _place(place)
    return declared(Currency(), label, at, default)


def money(label: str, *, negative: bool = False, currency_field: str = "", **place: Any) -> Any:
    """An exact amount."""
    at, default = _place({"section": MONEY} | place)
    return declared(Amount(negative, currency_field), label, at, default)


def rate(label: str, **place: Any) -> Any:
    """An exact share, 0..1."""
    at, default = _place({"section": MONEY} | place)
    return declared(Number(Decimal(0), Decimal(1), rate=True), label, at, default)


def number(label: str, low: str | None = "0", high: str | None = None, **place: Any) -> Any:
    """An exact number between the bounds."""
    at, default = _place(place)
    return declared(Number(_decimal(low), _decimal(high)), label, at, default)


def whole(label: str, low: str | None = "0", high: str | None = None, *, counts: bool = True, **place: Any) -> Any:
    """A whole number between the bounds; see `Number` for those that count nothing."""
    at, default = _place(place)
    return declared(Number(_decimal(low), _decimal(high), whole=True, counts=counts), label, at, default)


def _decimal(bound: str | None) -> Decimal | None:
    return None if bound is None else Decimal(bound)


def range_(label: str, family: str, per: str = "", low: str | None = "0", high: str | None = None, **place: Any) -> Any:
    """A value that may be unknown; see `Uncertain` for the families."""
    at, default = _place({"section": MONEY} | place)
    top = Decimal(1) if family == "rate" and high is None else _decimal(high)
    return declared(Uncertain(family, per, _decimal(low), top), label, at, default)


def hours(label: str, *, in_minutes: bool = False, **place: Any) -> Any:
    """Exact working time; `in_minutes` where the bundle counts it so."""
    at, default = _place({"section": EFFORT} | place)
    return declared(WorkingTime(in_minutes), label, at, default)


def day(label: str, **place: Any) -> Any:
    """A date."""
    at, default = _place({"section": TIME} | place)
    return declared(Day(), label, at, default)


def month(label: str, **place: Any) -> Any:
    """A calendar month."""
    at, default = _place({"section": TIME} | place)
    return declared(CalendarMonth(), label, at, default)


def instant(label: str, **place: Any) -> Any:
    """A moment."""
    at, default = _place({"section": TIME} | place)
    return declared(Instant(), label, at, default)


def choice(label: str, choices: tuple[tuple[str, str], ...], **place: Any) -> Any:
    """One of a few named values."""
    at, default = _place(place)
    return declared(Choice(choices), label, at, default)


def choices(label: str, named: tuple[tuple[str, str], ...], **place: Any) -> Any:
    """Any set of a few named values."""
    at, default = _place(place)
    return declared(Choice(named, many=True), label, at, default)


def flag(label: str, **place: Any) -> Any:
    """Yes or no."""
    at, default = _place(place)
    return declared(Flag(), label, at, default)


def ref(label: str, target: str, **place: Any) -> Any:
    """The id of a record of kind `target`."""
    at, default = _place({"section": LINKS} | place)
    return declared(Reference(target), label, at, default)


def refs(label: str, target: str, **place: Any) -> Any:
    """The ids of several records of kind `target`, in order."""
    at, default = _place({"section": LINKS} | place)
    return declared(Reference(target, many=True), label, at, default)


def week(label: str, **place: Any) -> Any:
    """Working time for each weekday, Monday first."""
    at, default = _place({"section": EFFORT} | place)
    return declared(Week(), label, at, default)


def days(label: str, **place: Any) -> Any:
    """A set of dates."""
    at, default = _place({"section": TIME} | place)
    return declared(Days(), label, at, default)


def json_value(label: str, **place: Any) -> Any:
    """Any bundle form."""
    at, default = _place(place)
    return declared(Json(), label, at, default)
