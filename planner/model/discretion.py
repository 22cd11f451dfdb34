"""Whether amounts are put into words at all: one switch for the whole process, like the language.

A window that others may see hides every amount at once; what is typed or written to a file is not touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

HIDDEN = "•••"


class _Discretion:
    """The state of the switch; one for the process, changed by `hide_amounts`."""

    def __init__(self) -> None:
        self.hidden = False


_discretion = _Discretion()
_told_here: ContextVar[bool] = ContextVar("told_here", default=False)


def hide_amounts(hidden: bool) -> None:
    """Say dots instead of amounts from now on, or the amounts again."""
    _discretion.hidden = hidden


def amounts_hidden() -> bool:
    """Whether amounts are said as dots."""
    return _discretion.hidden and not _told_here.get()


@contextmanager
def telling_amounts() -> Iterator[None]:
    """Say amounts inside, in this thread only, whatever the switch says: for files, which have a choice of their own."""
    before = _told_here.set(True)
    try:
        yield
    finally:
        _told_here.reset(before)
