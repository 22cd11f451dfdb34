"""The JSON bundle as a contract: its name and version, and its JSON Schema made from the declared kinds."""

from typing import Any

from planner.model.catalogue import KINDS, Kind
from planner.model.field_types import NAME_LENGTH, Json
from planner.model.fields import FieldSpec

FORMAT = "brightroad-plan"
VERSION = 1
SETTINGS = "plan"
"""The kind of the one record that stands beside the others."""

_NUMBER = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}]}
_RATE = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^(0(\.\d+)?|1(\.0+)?)$"},
    ]
}
_OBSERVED = {
    "type": "object",
    "required": ["hits", "of"],
    "additionalProperties": False,
    "properties": {
        "hits": {"type": "integer", "minimum": 0},
        "of": {"type": "integer", "minimum": 1},
        "typed": {"type": "string"},
    },
    "description": "an observed proportion: hits of trials",
}


def _range(number: dict[str, Any], description: str, *more: dict[str, Any]) -> dict[str, Any]:
    def spread(*names: str) -> dict[str, Any]:
        properties: dict[str, Any] = dict.fromkeys(names, number)
        return {
            "type": "object",
            "required": list(names),
            "additionalProperties": False,
            "properties": properties | {"typed": {"type": "string"}},
        }

    forms = [*number["anyOf"], spread("value"), spread("low", "high"), spread("low", "likely", "high"), *more]
    return {"description": description, "anyOf": forms}


def field_schema(spec: FieldSpec) -> dict[str, Any]:
    """The schema of one field: what its type says, or null unless it must be filled in."""
    form = dict(spec.type.schema())
    if not spec.required and not isinstance(spec.type, Json):
        form = {"anyOf": [form, {"type": "null"}]}
    return {"title": spec.label, **form}


def kind_schema(kind: Kind) -> dict[str, Any]:
    """The schema of one record of `kind`."""
    properties: dict[str, Any] = {"id": {"type": "string", "minLength": 1, "maxLength": NAME_LENGTH}}
    if kind.name != SETTINGS:
        properties["archived"] = {"type": "boolean"}
    properties |= {spec.name: field_schema(spec) for spec in kind.specs}
    needed = [] if kind.name == SETTINGS else ["id"]
    needed += [spec.name for spec in kind.specs if spec.required and spec.default == spec.type.empty]
    form: dict[str, Any] = {
        "title": kind.label,
        "type": "object",
        "required": needed,
        "additionalProperties": False,
        "properties": properties,
    }
    filled = {"not": {"type": "null"}}
    one_of_two = [{"required": [name], "properties": {name: filled}} for name in kind.either]
    return form | ({"anyOf": one_of_two} if one_of_two else {})


def bundle_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the whole bundle."""
    kinds = {name: kind_schema(kind) for name, kind in KINDS.items()}
    listed = {name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}} for name in kinds if name != SETTINGS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Brightroad plan",
        "type": "object",
        "required": ["format", "version"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "plan": {"$ref": f"#/$defs/{SETTINGS}"},
            "records": {"type": "object", "additionalProperties": False, "properties": listed},
        },
        "$defs": {
            "range": _range(_NUMBER, "a number, 5th and 95th percentile, or ends with a most likely value"),
            "rate_range": _range(_RATE, "a rate 0..1, a range of rates, or hits of trials", _OBSERVED),
            **kinds,
        },
    }
