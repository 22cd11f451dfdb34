"""When an answer agrees with what a case expects."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from planner.errors import InputError

ABS_TOL = 1e-9


def plain(value: Any) -> Any:
    """An answer as JSON would hold it: frozen results as objects, infinite as "inf"."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: plain(getattr(value, entry.name)) for entry in fields(value)}
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(entry) for entry in value]
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def differences(got: Any, case: Mapping[str, Any]) -> list[str]:
    """Where an answer does not agree with the case; empty when it does."""
    expected = case["expected"]
    if isinstance(got, InputError):
        wanted = expected.get("error") if isinstance(expected, Mapping) else None
        if got.kind == wanted and got.field:
            return []
        return [f"expected {wanted or expected}, got the error {got.kind} at {got.field or 'no field'}: {got}"]
    if isinstance(expected, Mapping) and set(expected) == {"error"}:
        return [f"expected the error {expected['error']}, got {plain(got)}"]
    return list(_unlike(plain(got), expected, (case.get("rel_tol", 1e-6), case.get("abs_tol", ABS_TOL)), ""))


def _unlike(got: Any, expected: Any, tolerances: tuple[float, float], path: str) -> Any:
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            yield f"{path or 'answer'}: expected {expected}, got {got}"
            return
        for key, entry in expected.items():
            if key not in got:
                yield f"{path}/{key}: missing"
            else:
                yield from _unlike(got[key], entry, tolerances, f"{path}/{key}")
    elif isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            yield f"{path}: expected {expected}, got {got}"
            return
        for place, (one, other) in enumerate(zip(got, expected, strict=True)):
            yield from _unlike(one, other, tolerances, f"{path}/{place}")
    elif not _same(got, expected, *tolerances):
        yield f"{path}: expected {expected}, got {got}"


def _same(got: Any, expected: Any, rel_tol: float, abs_tol: float) -> bool:
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or isinstance(expected, str):
        return type(got) is type(expected) and bool(got == expected)
    if not isinstance(got, int | float):
        return False
    if isinstance(got, int) and isinstance(expected, int):
        return got == expected
    return abs(got - expected) <= max(abs_tol, rel_tol * abs(expected))
