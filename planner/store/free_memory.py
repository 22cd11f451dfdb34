"""Gives memory that is free back to the system: what a million rows need for a moment would stay taken otherwise."""

import ctypes
from functools import cache
from typing import Any


@cache
def _trim() -> Any:
    """The word for it of the C library of GNU, the one that keeps so much; None elsewhere."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def give_back() -> bool:
    """Give back what can be, some milliseconds; whether the system has a word for it."""
    trim = _trim()
    if trim is not None:
        trim(0)
    return trim is not None
