"""The kinds as plain tables: which columns a kind has in a spreadsheet, and what stands in the cells.

Both the export and the import of tables ask here, so that a table read back gives the same records. The first column
is called by kind and id (`entry.id`), the others as the fields are; a reference or a choice is followed by a column with its
readable name, which is for people and never read back.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from planner.model.calendar_types import CalendarMonth, Day, Days, Instant, Week
from planner.model.field_types import Choice, Currency, FieldType, Flag, Json, Reference, Text
from planner.model.fields import FieldSpec
from planner.model.kinds import Kind, Record
from planner.model.number_types import Amount, Number, Uncertain, WorkingTime, plain
from planner.model.values import Range

Cell = str | int | Decimal | date | datetime | bool | None
ID, ARCHIVED = "id", "archived"
CURRENCY, TYPED, LABEL = "currency", "typed", "label"  # the parts a field may have besides its value
APART = " … "
"""Stands between the ends of a range."""
OF = " of "
FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""How a text begins that a spreadsheet may take for a formula, or takes for one but for apostrophes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header, the field behind it, and which part of it (empty: the value itself)."""

    name: str
    spec: FieldSpec | None
    part: str = ""


def columns_of(kind: Kind, typed: Iterable[str] = ()) -> tuple[Column, ...]:
    """The columns of a kind; `typed` are the fields of which somebody's own spelling is kept."""
    found = [Column(f"{kind.name}.{ID}", None), *_columns(kind, frozenset(typed))]
    return tuple(found) if kind.name == "plan" else (*found, Column(ARCHIVED, None))


def _columns(kind: Kind, typed: frozenset[str]) -> Iterator[Column]:
    for spec in kind.specs:
        yield Column(spec.name, spec)
        if isinstance(spec.type, Amount) and not spec.type.currency_field:
            yield Column(f"{spec.name}.{CURRENCY}", spec, CURRENCY)
        if isinstance(spec.type, Reference | Choice) and getattr(spec.type, "target", "") != kind.name:
            yield Column(f"{spec.name}.{LABEL}", spec, LABEL)
        if spec.name in typed:
            yield Column(f"{spec.name}.{TYPED}", spec, TYPED)


def typed_fields(kind: Kind, records: Iterable[Record]) -> tuple[str, ...]:
    """The ranges of which at least one record keeps how it was typed."""
    ranges = [spec.name for spec in kind.specs if isinstance(spec.type, Uncertain)]
    seen = {name for record in records for name in ranges if _spelling(getattr(record, name))} if ranges else ()
    return tuple(name for name in ranges if name in seen)


def _spelling(value: Range | None) -> str:
    return value.typed if value is not None and not value.is_exact else ""


def cell_of(record: Record, column: Column, label: Callable[[str, str], str]) -> Cell:
    """What stands in that column for a record; `label` says what a record of a kind and id is called."""
    spec = column.spec
    if spec is None:
        return record.archived if column.name == ARCHIVED else record.id
    value = getattr(record, spec.name)
    if value is None or value == spec.type.empty:
        return None
    if column.part == CURRENCY:
        return str(value.currency)
    if column.part == TYPED:
        return _spelling(value) or None
    if column.part == LABEL:
        return _readable(spec.type, value, label)
    return _CELLS[type(spec.type)](spec.type, value)


def _readable(sort: FieldType, value: Any, label: Callable[[str, str], str]) -> str:
    many = value if isinstance(value, tuple) else (value,)
    if isinstance(sort, Choice):
        return ", ".join(sort.label(name) for name in many)
    assert isinstance(sort, Reference)  # noqa: S101 - nothing else has a readable name
    return ", ".join(label(sort.target, name) for name in many)


def _range_cell(_sort: Any, value: Range) -> Cell:
    if value.is_exact:
        return value.low
    if value.hits is not None:
        return f"{value.hits}{OF}{value.of}"
    return APART.join(plain(number) for number in (value.low, value.likely, value.high) if number is not None)


def _many(sort: Choice | Reference, value: Any) -> Cell:
    if not sort.many:
        return str(value)
    return json.dumps(list(value), ensure_ascii=False) if isinstance(sort, Reference) else ", ".join(value)


def _instant_cell(_sort: Any, value: datetime) -> Cell:
    return value.astimezone(UTC)


_CELLS: dict[type[FieldType], Callable[[Any, Any], Cell]] = {
    Text: lambda _sort, value: str(value),
    Json: lambda _sort, value: str(value),
    Currency: lambda _sort, value: str(value),
    Flag: lambda _sort, value: bool(value),
    Choice: _many,
    Reference: _many,
    Amount: lambda _sort, value: Decimal(value.amount),
    Number: lambda _sort, value: value,
    Uncertain: _range_cell,
    WorkingTime: lambda sort, value: value.minutes if sort.in_minutes else value.decimal,
    Day: lambda _sort, value: value,
    CalendarMonth: lambda _sort, value: str(value),
    Instant: _instant_cell,
    Week: lambda _sort, value: ", ".join(plain(day.decimal) for day in value),
    Days: lambda _sort, value: ", ".join(day.isoformat() for day in value),
}


def form_of_cell(sort: FieldType, cell: Cell) -> Any:
    """The bundle's form of what stands in a cell that is not empty; a text that fits nothing is handed on as it is."""
    read = _FORMS.get(type(sort))
    return read(sort, cell) if read is not None else _text_form(cell)


def _text_form(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return plain(Decimal(cell)) if isinstance(cell, int | Decimal) else str(cell)


def _moment(cell: datetime) -> str:
    """A moment of a spreadsheet is one in UTC, for its cells know no zone."""
    moment = cell.replace(tzinfo=UTC) if cell.tzinfo is None else cell.astimezone(UTC)
    return moment.isoformat().replace("+00:00", "Z")


def _instant_form(_sort: Any, cell: Cell) -> str:
    text = _text_form(cell)
    if isinstance(cell, date) and not isinstance(cell, datetime):  # so a workbook reads a moment at midnight
        return f"{text}T00:00:00Z"
    return text.replace(" ", "T", 1) + "Z" if len(text) == 19 and text[10] == " " else text


def _day_form(_sort: Any, cell: Cell) -> str:
    return cell.date().isoformat() if isinstance(cell, datetime) else _text_form(cell)


def _month_form(sort: Any, cell: Cell) -> str:
    return _day_form(sort, cell)[:7] if isinstance(cell, date) else _text_form(cell)


def _number_form(_sort: Any, cell: Cell) -> Any:
    return _text_form(cell).strip().replace(",", "")


def _range_form(_sort: Any, cell: Cell) -> Any:
    text = _text_form(cell).strip()
    if OF.strip() in text and all(part.strip().isdecimal() for part in text.split(OF.strip())):
        return dict(zip(("hits", "of"), (part.strip() for part in text.split(OF.strip())), strict=False))
    parts = [part.strip() for part in text.replace("...", APART.strip()).split(APART.strip())]
    names = {2: ("low", "high"), 3: ("low", "likely", "high")}.get(len(parts))
    return text if names is None else dict(zip(names, parts, strict=True))


def _flag_form(_sort: Any, cell: Cell) -> Any:
    if isinstance(cell, bool):
        return cell
    return {"true": True, "1": True, "yes": True, "是": True, "false": False, "0": False, "no": False, "否": False}.get(
        _text_form(cell).strip().casefold(), cell
    )


def _list_form(sort: Any, cell: Cell) -> Any:
    text = _text_form(cell)
    if not getattr(sort, "many", True):
        return text
    if text.startswith("["):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]


def _json_form(_sort: Any, cell: Cell) -> Any:
    text = _text_form(cell)
    try:
        return json.loads(text, parse_float=Decimal)
    except (RecursionError, ValueError):
        return text


_FORMS: dict[type[FieldType], Callable[[Any, Cell], Any]] = {
    Flag: _flag_form,
    Choice: _list_form,
    Reference: _list_form,
    Amount: _number_form,
    Number: _number_form,
    Uncertain: _range_form,
    WorkingTime: _number_form,
    Day: _day_form,
    CalendarMonth: _month_form,
    Instant: _instant_form,
    Week: _list_form,
    Days: _list_form,
    Json: _json_form,
}
