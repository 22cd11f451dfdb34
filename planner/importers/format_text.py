"""Writes a format record as TOML, so that a mapping made by hand can become one more known format."""

import dataclasses
import json
from collections.abc import Mapping

from planner.importers.formats import Format


def toml_of(layout: Format) -> str:
    """The record as a `[[format]]` table of TOML; what is as it would be anyway is left out."""
    lines = ["[[format]]"]
    for entry in dataclasses.fields(layout):
        value = getattr(layout, entry.name)
        if value != _default(entry):
            lines.append(f"{entry.name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _default(entry: "dataclasses.Field[object]") -> object:
    if entry.default_factory is not dataclasses.MISSING:
        return entry.default_factory()
    return entry.default


def _toml(value: object) -> str:
    """A value as TOML; texts are written as JSON does, which TOML reads."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    if isinstance(value, Mapping):
        return _inline({json.dumps(str(name), ensure_ascii=False): item for name, item in value.items()})
    if dataclasses.is_dataclass(value):
        told = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        plain = {one.name: _default(one) for one in dataclasses.fields(value)}
        return _inline({name: item for name, item in told.items() if item != plain[name]})
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value)


def _inline(items: Mapping[str, object]) -> str:
    return "{ " + ", ".join(f"{name} = {_toml(item)}" for name, item in items.items()) + " }"
