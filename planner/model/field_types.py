"""The types a field can have: what each accepts, how it is stored, and its form in the bundle.

One class per type, so that a new type is one class: the schema of the plan file, loading, the JSON bundle and its
schema all ask here. In the file a type takes one or two columns; in memory it is a frozen value or None.
Numbers and calendar types stand in modules of their own.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.errors import InputError
from planner.i18n import _
from planner.model.values import check_currency

NAME_LENGTH = 200
NOTES_LENGTH = 100_000
UUID_DIGITS = 32
Stored = str | int | bytes | None

_UNFIT = re.compile("[\0\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_UUIDS = re.compile(rf"(?:{_UUID.pattern})*")
_UUID_LENGTH = 36


def key_of(record_id: str) -> bytes | str:
    """The stored form of an id: 16 bytes for a UUID in its usual spelling, the text itself for any other."""
    return bytes.fromhex(record_id.replace("-", "")) if _UUID.fullmatch(record_id) else record_id


def id_of(key: Stored) -> str:
    """The id behind a stored key."""
    if not isinstance(key, bytes):
        return str(key)
    digits = key.hex()
    if len(digits) != UUID_DIGITS:
        raise ValueError(f"a key of {len(key)} bytes")
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def clean_text(text: str, longest: int) -> str:
    """`text` in NFC; InputError for NUL, lone surrogates and what is too long."""
    if _UNFIT.search(text):
        raise InputError(_("The text has a character that cannot be stored; remove it."))
    text = unicodedata.normalize("NFC", text)
    if len(text) > longest:
        message = _("The text is {length} characters long; at most {longest} fit.")
        raise InputError(message.format(length=len(text), longest=longest), kind="too_many")
    return text


def unfit(form: Any, wanted: str) -> InputError:
    """The error for a value of the wrong type; `wanted` says what fits."""
    return InputError(_("“{form}” does not fit here; expected {wanted}.").format(form=str(form)[:80], wanted=wanted))


@dataclass(frozen=True)
class FieldType:
    """What every type answers; the defaults are those of a value that is its own form everywhere."""

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Suffix and SQLite type of each stored column."""
        return (("", "TEXT"),)

    @property
    def empty(self) -> Any:
        """What the field holds when nothing was entered."""
        return None

    def check(self, value: Any) -> Any:
        """`value`, cleaned; InputError when it is not one of this type."""
        raise NotImplementedError

    def fits(self, values: Sequence[Any]) -> bool:
        """Whether these values, of which some may be empty, all are clean as they are; a quick look, so False is not final."""
        return False

    def store(self, value: Any) -> tuple[Stored, ...]:
        """The column values of a checked value that is not None."""
        return (value,)

    def load(self, stored: Sequence[Stored]) -> Any:
        """The value behind column values of which the first is not None."""
        return stored[0]

    def to_json(self, value: Any, currency: str) -> Any:
        """The bundle's form of a value that is not None; `currency` is the plan's base currency."""
        return value

    def from_json(self, form: Any, currency: str) -> Any:
        """The value of a bundle's form that is not null; InputError otherwise."""
        return self.check(form)

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the bundle's form."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(FieldType):
    """One line, or Markdown notes kept as typed; never None, empty when nothing was entered."""

    longest: int = NAME_LENGTH
    lines: bool = False

    @property
    def empty(self) -> str:
        return ""

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise unfit(value, _("text"))
        return clean_text(value, self.longest)

    def fits(self, values: Sequence[Any]) -> bool:
        if not set(map(type, values)) <= {str} or max(map(len, values), default=0) > self.longest:
            return False
        together = "\n".join(values)  # with which nothing composes
        if together.isascii():
            return "\0" not in together
        return _UNFIT.search(together) is None and unicodedata.is_normalized("NFC", together)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.longest}


@dataclass(frozen=True)
class Currency(FieldType):
    """An ISO 4217 code."""

    def check(self, value: Any) -> str:
        if not isinstance(value, str):
            raise unfit(value, _("a currency such as CNY"))
        return check_currency(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


@dataclass(frozen=True)
class Choice(FieldType):
    """One of a few named values (name, label); `many` allows any set of them."""

    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False

    @property
    def empty(self) -> Any:
        return () if self.many else None

    def label(self, name: str) -> str:
        """The label of `name` in the language in use."""
        return _(dict(self.choices)[name])

    def check(self, value: Any) -> Any:
        if not self.many:
            return self._one(value)
        if not isinstance(value, tuple | list):
            raise unfit(value, _("a list"))
        order = [name for name, _label in self.choices]
        return tuple(sorted({self._one(item) for item in value}, key=order.index))

    def _one(self, value: Any) -> str:
        names = [name for name, _label in self.choices]
        if not isinstance(value, str) or value not in names:
            message = _("“{value}” is none of {names}.").format(value=str(value)[:80], names=", ".join(names))
            raise InputError(message, kind="unknown")
        return value

    def store(self, value: Any) -> tuple[Stored, ...]:
        return (json.dumps(value, separators=(",", ":")),) if self.many else (value,)

    def load(self, stored: Sequence[Stored]) -> Any:
        return tuple(json.loads(str(stored[0]))) if self.many else stored[0]

    def to_json(self, value: Any, currency: str) -> Any:
        return list(value) if self.many else value

    def schema(self) -> dict[str, Any]:
        one: dict[str, Any] = {"enum": [name for name, _label in self.choices]}
        return {"type": "array", "items": one, "uniqueItems": True} if self.many else one


@dataclass(frozen=True)
class Flag(FieldType):
    """Yes or no."""

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        return (("", "INTEGER"),)

    @property
    def empty(self) -> bool:
        return False

    def check(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise unfit(value, _("yes or no"))
        return value

    def store(self, value: Any) -> tuple[Stored, ...]:
        return (int(value),)

    def load(self, stored: Sequence[Stored]) -> bool:
        return bool(stored[0])

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


def check_id(value: Any) -> str:
    """`value` if it can be an id: text of 1 to 200 characters."""
    if not isinstance(value, str) or not value.strip():
        raise unfit(value, _("an id"))
    return clean_text(value, NAME_LENGTH)


def checked_key(record_id: Any) -> bytes | str:
    """The stored form of an id that was not looked at; InputError when it cannot be one."""
    key = key_of(record_id) if isinstance(record_id, str) else ""
    return key if isinstance(key, bytes) else key_of(check_id(record_id))


def checked_keys(record_ids: Sequence[Any]) -> list[bytes | str]:
    """`checked_key` of very many ids, which is quick where all are UUIDs in their usual spelling."""
    if set(map(type, record_ids)) <= {str} and set(map(len, record_ids)) <= {_UUID_LENGTH}:
        together = "".join(record_ids)
        if _UUIDS.fullmatch(together):
            digits = bytes.fromhex(together.replace("-", ""))
            return [digits[at : at + 16] for at in range(0, len(digits), 16)]
    return [checked_key(record_id) for record_id in record_ids]


@dataclass(frozen=True)
class Reference(FieldType):
    """The id of a record of kind `target`; `many` holds several in order, in a link table of their own."""

    target: str = ""
    many: bool = False

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        return () if self.many else (("", "ANY"),)

    @property
    def empty(self) -> Any:
        return () if self.many else None

    def check(self, value: Any) -> Any:
        if not self.many:
            return check_id(value)
        if not isinstance(value, tuple | list):
            raise unfit(value, _("a list"))
        return tuple(dict.fromkeys(check_id(item) for item in value))

    def store(self, value: Any) -> tuple[Stored, ...]:
        return (key_of(value),)

    def load(self, stored: Sequence[Stored]) -> str:
        return id_of(stored[0])

    def to_json(self, value: Any, currency: str) -> Any:
        return list(value) if self.many else value

    def schema(self) -> dict[str, Any]:
        one = {"type": "string", "minLength": 1, "maxLength": NAME_LENGTH, "description": f"id of a {self.target}"}
        return {"type": "array", "items": one, "uniqueItems": True} if self.many else one


@dataclass(frozen=True)
class Json(FieldType):
    """Any bundle form, kept as canonical text: the value a scenario gives to some other field."""

    def check(self, value: Any) -> str:
        try:
            form = json.loads(value)
            text = json.dumps(form, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        except (RecursionError, TypeError, ValueError):
            raise unfit(value, _("a value")) from None
        return clean_text(text, NOTES_LENGTH)

    def to_json(self, value: str, currency: str) -> Any:
        return json.loads(value)

    def from_json(self, form: Any, currency: str) -> str:
        return self.check(json.dumps(form, default=float))

    def schema(self) -> dict[str, Any]:
        return {}
