"""Records out of TOML, held against the dataclass they are for: a misspelt word is an error, never ignored."""

import dataclasses
import tomllib
import types
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from planner.errors import InputError
from planner.i18n import _

_T = TypeVar("_T")


def read_table(sort: type[_T], path: Path) -> tuple[_T, ...]:
    """The tables ``[[format]]`` of a TOML file as values of the dataclass `sort`; one may be ``like`` an earlier one.

    Raises InputError that says what is wrong.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8")).get("format", [])
    except (OSError, ValueError) as error:
        message = _("The formats in {file} cannot be read: {problem}. Mend the file.")
        raise InputError(message.format(file=path.name, problem=error)) from error
    whole: dict[str, dict[str, Any]] = {}
    for table in tables:
        like = table.pop("like", None)
        if like is not None and like not in whole:
            raise misfit(f"{path.name}: like {like}")
        whole[str(table.get("id", len(whole)))] = {**whole.get(like, {}), **table}
    return tuple(read_record(sort, table, path.name) for table in whole.values())


def read_record(sort: type[_T], table: object, where: str) -> _T:
    """One table as a value of the dataclass `sort`. Raises InputError that names the place below `where`."""
    if not isinstance(table, Mapping):
        raise misfit(where)
    place = f"{where}: {table['id']}" if "id" in table else where
    kind: Any = sort
    hints = _hints(kind)
    unknown = sorted(set(table) - set(hints))
    missing = sorted(name for name in _required(kind) if name not in table)
    if unknown or missing:
        raise misfit(f"{place}: {', '.join(unknown or missing)}")
    values = {name: _value(hints[name], value, f"{place}: {name}") for name, value in table.items()}
    return sort(**values)


def misfit(place: str) -> InputError:
    """The error that a record of a format holds something unknown at `place`."""
    message = _("This record of a format cannot be used: {place}. Look there for a word that is misspelt or missing.")
    return InputError(message.format(place=place))


@cache
def _hints(sort: Any) -> Mapping[str, Any]:
    return get_type_hints(sort)


def _required(sort: Any) -> tuple[str, ...]:
    nothing = dataclasses.MISSING
    return tuple(
        field.name
        for field in dataclasses.fields(sort)
        if field.default is nothing and field.default_factory is nothing
    )


def _value(hint: Any, value: object, place: str) -> object:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        hint = inner[0]
    if origin is tuple:
        items = value if isinstance(value, list) else [value]
        return tuple(_value(inner[0], item, place) for item in items)
    if origin is Mapping:
        if not isinstance(value, dict):
            raise misfit(place)
        return MappingProxyType({name: _value(inner[1], item, f"{place}: {name}") for name, item in value.items()})
    if origin is Literal:
        fits = value in inner
    elif dataclasses.is_dataclass(hint):
        return read_record(hint, value, place)  # type: ignore[arg-type] # a class, as the hint of a field is
    else:
        fits = isinstance(value, hint)
    if not fits:
        raise misfit(f"{place}: {value}")
    return value
