"""Reads the JSON bundle of a plan: everything is judged before anything is taken in.

Whatever does not fit is collected and told with kind, id and field; one misfit and nothing is imported.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from planner.errors import InputError
from planner.i18n import _, language, ngettext
from planner.importers.intake import Bundle, placed
from planner.model.bundle_schema import FORMAT, SETTINGS, VERSION
from planner.model.catalogue import KINDS, Kind, PlanSettings
from planner.model.field_types import NOTES_LENGTH, Reference, check_id, clean_text
from planner.model.fields import FieldSpec
from planner.model.kinds import Record
from planner.model.number_types import Amount
from planner.model.values import Money, check_currency

DEEPEST = 16
"""So many lists and objects may stand inside each other in one field."""
LONGEST_NUMBER = 100
_TOLD = 3
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Misfit:
    """One place that cannot be used: which kind, which record, which field, and why; in a table, `place` says where."""

    kind: str
    id: str
    field: str
    reason: str
    place: str = ""

    @property
    def row(self) -> str:
        """The place in the table, or else as a path, such as listing/<id>/conversion."""
        return self.place or "/".join(part for part in (self.kind, self.id, self.field) if part)


class BundleError(InputError):
    """A bundle that cannot be used; `misfits` are all the places at fault, in their order."""

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        blank = "" if language() == "zh" else " "  # each reason is a sentence of its own
        told = blank.join(
            f"{misfit.row}: {misfit.reason}" if misfit.row else misfit.reason for misfit in misfits[:_TOLD]
        )
        message = ngettext(
            "Nothing is imported, because one place does not fit: {places}",
            "Nothing is imported, because {count} places do not fit, the first of them: {places}",
            len(misfits),
        )
        super().__init__(message.format(count=len(misfits), places=told), misfits[0].row, "unknown")
        self.misfits = misfits


def _nowhere(_kind: str, _record_id: str) -> bool:
    return False


def read_bundle(
    content: bytes,
    currency: str = "CNY",
    plan_id: str = SETTINGS,
    known: Callable[[str, str], bool] = _nowhere,
) -> Bundle:
    """The records of a bundle, checked.

    `currency` and `plan_id` hold where the bundle names none; `known` says whether a record of that kind and id is
    already there, so that it may be named. Raises BundleError with everything that does not fit.
    """
    return read_form(_parsed(content), currency, plan_id, known)


def read_form(form: Mapping[str, Any], currency: str, plan_id: str, known: Callable[[str, str], bool]) -> Bundle:
    """The records of a bundle that is parsed already; see `read_bundle`."""
    return _Reading(currency, plan_id, known).bundle(form)


class _Doubled(dict[str, Any]):
    """A JSON object in which a name stood twice."""

    doubled: str = ""


def _refuse(reason: str) -> BundleError:
    return BundleError((Misfit("", "", "", reason),))


def _text(content: bytes) -> str:
    if not content.strip():
        raise _refuse(_("The file is empty; choose a plan exported as .json."))
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise _refuse(_("The file is not text in UTF-8; choose a plan exported as .json.")) from None


def _parsed(content: bytes) -> Mapping[str, Any]:
    """The outermost object; BundleError when the file is no JSON or not of this format and version."""
    try:
        form = json.loads(
            _text(content),
            object_pairs_hook=_object,
            parse_constant=Decimal,
            parse_float=_number,
            parse_int=_whole,
        )
    except json.JSONDecodeError as error:
        message = _("The file is not JSON: something is wrong at line {line}, column {column}.")
        raise _refuse(message.format(line=error.lineno, column=error.colno)) from None
    except RecursionError:
        raise _refuse(_("The file nests lists far too deep to be a plan.")) from None
    if not isinstance(form, dict) or form.get("format") != FORMAT:
        raise _refuse(_('The file is not a plan: it does not begin with "format": "{format}".').format(format=FORMAT))
    version = form.get("version")
    if isinstance(version, bool) or version != VERSION:
        message = _("The plan has version {version} of the format, known is {known}; use a newer Brightroad.")
        raise _refuse(message.format(version=str(version)[:80], known=VERSION))
    return form


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = _Doubled(found)
    names = [name for name, _form in pairs]
    doubled.doubled = next(name for name in names if names.count(name) > 1)
    return doubled


def _number(text: str) -> Decimal:
    return Decimal(text if len(text) <= LONGEST_NUMBER else "NaN")


def _whole(text: str) -> int | Decimal:
    return int(text) if len(text) <= LONGEST_NUMBER else Decimal("NaN")


def _sound(form: Any, depth: int = 0) -> None:
    """InputError for what no field can hold: names given twice, lists within lists, numbers that are none."""
    if depth > DEEPEST:
        raise InputError(_("Lists are nested too deep."))
    if isinstance(form, str):
        clean_text(form, NOTES_LENGTH)
    elif isinstance(form, Decimal):
        if not form.is_finite() or abs(form.adjusted()) > LONGEST_NUMBER:
            raise InputError(_("This is not a number; type digits."))
    elif isinstance(form, list):
        for item in form:
            _sound(item, depth + 1)
    elif isinstance(form, dict):
        if isinstance(form, _Doubled):
            raise InputError(_("“{name}” appears twice; keep one of them.").format(name=form.doubled))
        for name, item in form.items():
            clean_text(name, NOTES_LENGTH)
            _sound(item, depth + 1)


class _Reading:
    """One pass over a bundle that collects what does not fit instead of stopping at it."""

    def __init__(self, currency: str, plan_id: str, known: Callable[[str, str], bool]) -> None:
        self._currency = currency
        self._plan_id = plan_id
        self._known = known
        self._misfits: list[Misfit] = []
        self._found: dict[str, dict[str, Record]] = {}
        self._ids: dict[str, set[str]] = {}
        self._named: list[tuple[Kind, str, FieldSpec, str]] = []

    def bundle(self, form: Mapping[str, Any]) -> Bundle:
        """The whole bundle; BundleError when anything in it does not fit."""
        self._only(form, {"format", "version", "plan", "records"}, "", "")
        settings = self._settings(form["plan"]) if "plan" in form else None
        records = form.get("records", {})
        if isinstance(records, dict):
            self._only(records, KINDS.keys() - {SETTINGS}, "records", "")
            for name in KINDS:
                if name in records and name != SETTINGS:
                    self._kind(KINDS[name], records[name])
            self._check_references()
        else:
            self._note("records", "", "", _("A list of records belongs under each kind here."))
        if self._misfits:
            raise BundleError(tuple(self._misfits))
        return Bundle(settings, {name: placed(list(found.values()), "") for name, found in self._found.items()})

    def _note(self, kind: str, record_id: str, field: str, reason: str) -> None:
        self._misfits.append(Misfit(kind, record_id, field, reason))

    def _only(self, form: Mapping[str, Any], names: Any, kind: str, record_id: str) -> None:
        """Note the names that do not belong here, and one that stands twice."""
        for name in form:
            if name not in names:
                reason = _("There is no “{name}” here; take it out or correct its spelling.")
                self._note(kind, record_id, name[:80], reason.format(name=name[:80]))
        if isinstance(form, _Doubled):
            reason = _("“{name}” appears twice; keep one of them.")
            self._note(kind, record_id, form.doubled[:80], reason.format(name=form.doubled[:80]))

    def _settings(self, form: Any) -> PlanSettings | None:
        if not isinstance(form, dict):
            self._note(SETTINGS, "", "", _("An object with the fields of the plan belongs here."))
            return None
        kind = KINDS[SETTINGS]
        self._only(form, kind.by_name.keys() | {"id"}, SETTINGS, "")
        if isinstance(form.get("currency"), str):
            with suppress(InputError):  # told with the field itself, below
                self._currency = check_currency(form["currency"])
        plan_id = self._id(kind, form, 1) if "id" in form else self._plan_id
        record = self._record(kind, form, plan_id)
        return record if isinstance(record, PlanSettings) else None

    def _kind(self, kind: Kind, forms: Any) -> None:
        if not isinstance(forms, list):
            self._note(kind.name, "", "", _("A list of records belongs here."))
            return
        found = self._found.setdefault(kind.name, {})
        for count, form in enumerate(forms, start=1):
            record_id = self._id(kind, form, count)
            if not record_id:
                continue
            ids = self._ids.setdefault(kind.name, set())
            if record_id in ids:
                self._note(kind.name, record_id, "id", _("The id appears twice; every record needs its own."))
                continue
            ids.add(record_id)
            self._only(form, kind.by_name.keys() | {"id", "archived"}, kind.name, record_id)
            record = self._record(kind, form, record_id)
            if record is not None:
                found[record_id] = replace(record, archived=self._archived(kind, form, record_id))

    def _id(self, kind: Kind, form: Any, count: int) -> str:
        """The id of the record at place `count`; empty, and noted, when there is none."""
        at = f"#{count}"
        if not isinstance(form, dict):
            self._note(kind.name, at, "", _("An object with the fields of the record belongs here."))
            return ""
        if "id" not in form:
            self._note(kind.name, at, "id", _("The id is missing; any text that no other record has will do."))
            return ""
        try:
            return check_id(form["id"])
        except InputError as error:
            self._note(kind.name, at, "id", error.message)
            return ""

    def _archived(self, kind: Kind, form: Mapping[str, Any], record_id: str) -> bool:
        archived = form.get("archived", False)
        if isinstance(archived, bool):
            return archived
        self._note(kind.name, record_id, "archived", _("Only true or false fits here."))
        return False

    def _record(self, kind: Kind, form: Mapping[str, Any], record_id: str) -> Record | None:
        """The record, or None when a field did not fit, or the fields did not make a record."""
        before = len(self._misfits)
        values = {spec.name: self._value(kind, spec, form, record_id) for spec in kind.specs}
        if len(self._misfits) > before:
            return None
        record = kind.record(id=record_id, **values)
        try:
            kind.check_whole(record)
        except InputError as error:
            self._note(kind.name, record_id, error.field.rpartition("/")[2], error.message)
            return None
        return record

    def _value(self, kind: Kind, spec: FieldSpec, form: Mapping[str, Any], record_id: str) -> Any:
        written = form.get(spec.name)
        try:
            if spec.name not in form:
                return spec.check(spec.default) if spec.required else spec.default
            if written is None:
                if kind.name == SETTINGS and not spec.required:
                    return spec.default  # a plan cannot be without a horizon or a seed
                return spec.check(spec.type.empty)
            _sound(written)
            value = spec.check(self._read(spec, form, written))
        except InputError as error:
            self._note(kind.name, record_id, spec.name, error.message)
            return spec.type.empty
        if isinstance(spec.type, Reference):
            named = value if isinstance(value, tuple) else (value,)
            self._named += [(kind, record_id, spec, wanted) for wanted in named]
        return value

    def _read(self, spec: FieldSpec, form: Mapping[str, Any], written: Any) -> Any:
        """The value of one field that is written, in the currency that holds for it."""
        if not isinstance(spec.type, Amount) or not spec.type.currency_field:
            return spec.type.from_json(written, self._currency)
        named = form.get(spec.type.currency_field)
        own = named if isinstance(named, str) and len(named) == 3 else self._currency
        value: Money = spec.type.from_json(written, check_currency(own))
        if value.currency != own:
            message = _("The amount is in {one}, the record in {other}; use one currency.")
            raise InputError(message.format(one=value.currency, other=own), kind="mismatch")
        return value

    def _check_references(self) -> None:
        """Note every reference that names nothing, neither here nor in the plan it comes into."""
        for kind, record_id, spec, wanted in self._named:
            target: str = getattr(spec.type, "target", "")
            if wanted not in self._ids.get(target, ()) and not self._known(target, wanted):
                reason = _("There is no {kind} with the id “{id}”.")
                self._note(kind.name, record_id, spec.name, reason.format(kind=_(KINDS[target].label), id=wanted))
