"""Reads tables of records: the workbook or the CSV files that an export has made, or a table of one kind made by hand.

A table says of which kind it is in its first heading (`entry.id`); where it does not, its name does. Everything is judged
as a bundle is, and what does not fit is told with sheet, row and column.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.importers.bundle import BundleError, Misfit, read_form
from planner.importers.intake import Bundle
from planner.importers.sheets import Cell, Sheet, TextSheet
from planner.model.bundle_schema import FORMAT, SETTINGS, VERSION
from planner.model.calendar_types import CalendarMonth, Day
from planner.model.catalogue import KINDS, Kind
from planner.model.discretion import HIDDEN
from planner.model.field_types import FieldType, Reference, Text, id_of
from planner.model.number_types import Amount, Number, Uncertain
from planner.model.parsing import parse
from planner.model.reading import Context
from planner.model.table_columns import (
    ARCHIVED,
    CURRENCY,
    FORMULA,
    ID,
    TYPED,
    columns_of,
    form_of_cell,
)
from planner.model.table_columns import Cell as OwnCell

FORMAT_ID = "brightroad-table"
_HEADING = re.compile(r"([a-z][a-z0-9_.]*)\s*(?:[(（\n].*)?", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_SPELLED: Mapping[type[FieldType], str] = {Amount: "money", Day: "day", CalendarMonth: "month"}
_NAME = re.compile(r"[a-z_]+")
_PART = re.compile(r"\.(\d+)$")


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A sheet that holds records of `kind`: its first row is the header; `columns` are its readable headings by place."""

    kind: Kind
    sheet: Sheet
    columns: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the plan that the tables come into, as far as they may name it.

    `has` says whether there is a record of a kind and id, `named` gives name and id of the records of a kind.
    """

    currency: str = "CNY"
    plan_id: str = SETTINGS
    has: Callable[[str, str], bool] = lambda _kind, _id: False
    named: Callable[[str], Iterable[tuple[str, str]]] = lambda _kind: ()


def own_tables(sheets: Sequence[Sheet], names: Mapping[str, str] | None = None) -> tuple[OwnTable, ...]:
    """The sheets that hold records; none when these are not tables of ours. `names` are better names of some sheets."""
    found = (own_table(sheet, (names or {}).get(sheet.name, sheet.name)) for sheet in sheets)
    return tuple(table for table in found if table is not None)


def own_table(sheet: Sheet, name: str) -> OwnTable | None:
    """The sheet as a table of records, by its first heading or else by its name; None when it is none."""
    header = next((cells for _number, cells in sheet.rows()), [])
    headings = [
        match[1] if isinstance(cell, str) and (match := _HEADING.fullmatch(cell.strip())) else "" for cell in header
    ]
    kinds = [heading.removesuffix(f".{ID}") for heading in headings if heading.endswith(f".{ID}")]
    kind = KINDS.get(kinds[0]) if kinds else None
    if kind is None:
        match = _NAME.match(name.casefold())
        kind = KINDS.get(match[0]) if match and not kinds else None
        if kind is None or not _fits(kind, [heading for heading, cell in zip(headings, header, strict=True) if cell]):
            return None
    at = {place: _plain(kind, heading) for place, heading in enumerate(headings) if heading}
    return OwnTable(kind, sheet, at | {place: "?" for place, cell in enumerate(header) if cell and place not in at})


def _fits(kind: Kind, headings: Iterable[str]) -> bool:
    """Whether headings made by hand are those of the kind: known ones only, and all that it needs."""
    there = set(headings)
    known = {column.name for column in columns_of(kind)} | {ID}
    needed = {spec.name for spec in kind.specs if spec.required and spec.default is None}
    return bool(there) and there <= known and needed <= there


def _plain(kind: Kind, heading: str) -> str:
    return ID if heading == f"{kind.name}.{ID}" else heading


class TableError(BundleError):
    """Tables that cannot be used; every misfit names sheet, row and column."""


def read_tables(tables: Sequence[OwnTable], known: Known | None = None) -> Bundle:
    """The records of some tables, checked; TableError with every place that does not fit."""
    return _Reading(tables, known or Known()).bundle()


class _Reading:
    """One pass over the tables that turns rows into the bundle's form and keeps where each record stood."""

    def __init__(self, tables: Sequence[OwnTable], known: Known) -> None:
        self._tables, self._known = tables, known
        self._places: dict[tuple[str, str], tuple[OwnTable, int]] = {}
        self._misfits: list[Misfit] = []
        self._seen: dict[str, int] = {}

    def bundle(self) -> Bundle:
        """The records; TableError when anything does not fit."""
        records: dict[str, list[dict[str, Any]]] = {}
        settings: dict[str, Any] | None = None
        for table in self._tables:
            for number, form in self._forms(table):
                self._places.setdefault((table.kind.name, form[ID]), (table, number))
                if table.kind.name == SETTINGS:
                    settings = {name: value for name, value in form.items() if name != ID}
                else:
                    records.setdefault(table.kind.name, []).append(form)
        self._resolve(records)
        document: dict[str, Any] = {"format": FORMAT, "version": VERSION, "records": records}
        if settings is not None:
            document["plan"] = settings
        try:
            found = read_form(document, self._known.currency, self._known.plan_id, self._known.has)
        except BundleError as error:
            self._misfits += [self._placed(misfit) for misfit in error.misfits]
        if self._misfits:
            raise TableError(tuple(self._misfits))
        return found

    def _forms(self, table: OwnTable) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row number and bundle form of each record of a table."""
        rows, is_text = table.sheet.rows(), isinstance(table.sheet, TextSheet)
        next(rows, None)
        for number, cells in rows:
            there = {place: own for place, cell in enumerate(cells) if (own := _own(cell, is_text)) is not None}
            if not there:
                continue
            hidden = next((at for at, cell in there.items() if cell == HIDDEN and not _is_text(table, at)), None)
            if hidden is not None:
                reason = _("The amounts were hidden when this was exported; export again with amounts.")
                self._note(table, number, hidden, reason)
                return
            self._unknown(table, number, there)
            yield number, self._form(table, there)

    def _unknown(self, table: OwnTable, number: int, there: Mapping[int, OwnCell]) -> None:
        """Note cells under no heading, or under one that is not a field."""
        names = {column.name for column in columns_of(table.kind, _ranges(table.kind))} | {ID, ARCHIVED}
        for place in there:
            heading = _PART.sub("", table.columns.get(place, "?"))
            if heading not in names:
                reason = _("There is no “{name}” here; take it out or correct its spelling.")
                self._note(table, number, place, reason.format(name=heading))

    def _form(self, table: OwnTable, there: Mapping[int, OwnCell]) -> dict[str, Any]:
        cells: dict[str, OwnCell] = {}
        for place, heading in table.columns.items():
            name = _PART.sub("", heading)
            cell = there.get(place)
            cells[name] = f"{cells[name]}{cell}" if name != heading and cell is not None else cells.get(name, cell)
        form: dict[str, Any] = {}
        for spec in table.kind.specs:
            if spec.name not in cells:
                continue
            cell = cells[spec.name]
            if cell is not None:
                form[spec.name] = self._value(spec.type, cell, cells, spec.name)
            elif spec.default != spec.type.empty:
                form[spec.name] = None
        if cells.get(ARCHIVED) is not None:
            form[ARCHIVED] = _yes(cells[ARCHIVED])
        given = cells.get(ID)
        return {ID: str(given) if given is not None else self._made_id(table.kind, form)} | form

    def _value(self, sort: Any, cell: OwnCell, cells: Mapping[str, OwnCell], name: str) -> Any:
        form = form_of_cell(sort, cell)
        if isinstance(cell, str) and isinstance(form, str) and not _NUMBER.fullmatch(form):
            form = _as_typed(sort, cell, self._known.currency)
        currency, typed = cells.get(f"{name}.{CURRENCY}"), cells.get(f"{name}.{TYPED}")
        if isinstance(sort, Amount) and not sort.currency_field and currency is not None and isinstance(form, str):
            return {"amount": form, "currency": str(currency)}
        if typed is not None:
            return form | {"typed": str(typed)} if isinstance(form, dict) else form
        return form

    def _made_id(self, kind: Kind, form: Mapping[str, Any]) -> str:
        """An id for a row that has none: made of what it says, so that the same file adds nothing a second time."""
        said = f"{kind.name} {sorted(form.items(), key=str)}"
        self._seen[said] = count = self._seen.get(said, 0) + 1
        made = bytearray(sha256(f"{said} {count}".encode("utf-8", "surrogatepass")).digest()[:16])
        made[6], made[8] = made[6] & 0x0F | 0x80, made[8] & 0x3F | 0x80
        return id_of(bytes(made))

    def _resolve(self, records: Mapping[str, list[dict[str, Any]]]) -> None:
        """Put ids where a reference names a record by its name, as tables made by hand do."""
        for name, forms in records.items():
            for spec in KINDS[name].references:
                assert isinstance(spec.type, Reference)  # noqa: S101 - the kind lists nothing else
                names = self._names(spec.type.target, records)
                for form in forms:
                    given = form.get(spec.name)
                    if isinstance(given, list):
                        form[spec.name] = [names.get(one, one) if isinstance(one, str) else one for one in given]
                    elif isinstance(given, str):
                        form[spec.name] = names.get(given, given)

    def _names(self, kind: str, records: Mapping[str, list[dict[str, Any]]]) -> dict[str, str]:
        """Ids by the names that only one record has; what is an id already is none of them."""
        title = KINDS[kind].title
        there = [(str(form[title]), form[ID]) for form in records.get(kind, ()) if title and form.get(title)]
        ids = {form[ID] for form in records.get(kind, ())}
        by_name: dict[str, set[str]] = {}
        for name, record_id in (*there, *self._known.named(kind)):
            by_name.setdefault(name, set()).add(record_id)
        return {
            name: next(iter(found))
            for name, found in by_name.items()
            if len(found) == 1 and name not in ids and not self._known.has(kind, name)
        }

    def _note(self, table: OwnTable, number: int, place: int, reason: str) -> None:
        heading = table.columns.get(place, "")
        self._misfits.append(Misfit(table.kind.name, "", heading, reason, _place(table, number, place)))

    def _placed(self, misfit: Misfit) -> Misfit:
        """The misfit with the sheet, row and column where it stands."""
        found = self._places.get((misfit.kind, misfit.id))
        if misfit.kind == SETTINGS:
            found = next((place for (kind, _id), place in self._places.items() if kind == SETTINGS), None)
        if found is None:
            return misfit
        table, number = found
        place = next((at for at, heading in table.columns.items() if heading == misfit.field), 0)
        return replace(misfit, place=_place(table, number, place))


def _is_text(table: OwnTable, place: int) -> bool:
    """Whether a column holds texts, which may be dots by themselves."""
    name = table.columns.get(place, "").partition(".")[0]
    return any(isinstance(spec.type, Text) for spec in table.kind.specs if spec.name == name)


def _ranges(kind: Kind) -> tuple[str, ...]:
    return tuple(spec.name for spec in kind.specs)


def _place(table: OwnTable, number: int, place: int) -> str:
    letters = ""
    column = place + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{table.sheet.name} {letters}{number}"


def _as_typed(sort: FieldType, text: str, currency: str) -> Any:
    """What the forms of the program would read in a text such as 2% to 6%, ¥199 or 2026/11/2; else the text itself."""
    kind = _SPELLED.get(type(sort), "")
    if isinstance(sort, Uncertain):
        kind = f"range.{'growth' if sort.family == 'signed' else sort.family}"
    elif isinstance(sort, Number):
        kind = "share" if sort.rate else ""
    if not kind:
        return form_of_cell(sort, text)
    try:
        return sort.to_json(parse(kind, text, Context(currency=currency)).value, currency)
    except InputError:
        return form_of_cell(sort, text)


def _yes(cell: OwnCell) -> Any:
    return {"true": True, "1": True, "false": False, "0": False}.get(str(cell).casefold(), str(cell))


def _own(cell: Cell, is_text: bool) -> OwnCell:
    """A cell as tables of ours hold it: numbers exact to fifteen digits, in CSV without the apostrophe of an export."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool | datetime | date):
        return cell
    if isinstance(cell, float):
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, str):
        cell = cell[1:] if is_text and cell.startswith("'") and FORMULA.match(cell) else cell
        return cell.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff")
    return cell
