"""Rows of a file, kept small until it is decided what becomes of them: packed in parts, unpacked one part at a time."""

import marshal
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial
from itertools import chain, islice, repeat
from operator import is_
from typing import NamedTuple

from planner.importers.outcomes import Row

_AT_ONCE = 500
_TIMED = frozenset({"post", "time"})  # of money only the day is kept


class Draft(NamedTuple):
    """A row of the file as it waits: plain values only; `day` and `at` are ISO text, `rule` is the place of its rule."""

    number: int
    kind: str
    day: str
    at: str
    gross: int | None
    fee: int | None
    refund: int | None
    tax: int | None
    amount: int | None
    currency: str
    key: str
    link: str
    payee: str
    memo: str
    channel: str
    url: str
    quantity: int | None
    figures: tuple[tuple[str, int | str], ...]
    seconds: int | None
    rule: int = -1


_made: Callable[[Iterable[object]], Draft] = partial(tuple.__new__, Draft)  # of as many values as it has fields


def draft_of(row: Row, day: str, rule: int) -> Draft:
    """The draft of a row that lies on `day` of the plan's calendar."""
    (
        number, kind, at, _day, _raw_time, _zone, gross, fee, refund, tax, amount, currency, key, link, payee, memo, _words,
        _unkept, channel, url, quantity, figures, seconds,
    ) = row  # fmt: skip
    told = at.isoformat() if at is not None and kind in _TIMED else ""
    return _made(
        (
            number, kind, day, told, gross, fee, refund, tax, amount, currency, key, link, payee, memo, channel, url,
            quantity, _plain(figures) if figures else (), seconds, rule,
        )
    )  # fmt: skip


def _plain(figures: Mapping[str, int | Decimal]) -> tuple[tuple[str, int | str], ...]:
    return tuple((name, str(value) if isinstance(value, Decimal) else value) for name, value in figures.items())


def _packed(drafts: list[Draft]) -> bytes:
    """The drafts column by column, one value standing for a column in which all are the same."""
    columns = [
        column[:1] if all(map(is_, column, repeat(column[0]))) else column for column in zip(*drafts, strict=True)
    ]
    return zlib.compress(marshal.dumps(columns), 1)


def _unpacked(packed: bytes) -> Iterator[tuple[object, ...]]:
    columns = marshal.loads(zlib.decompress(packed))  # noqa: S302 - packed by us
    return zip(*(column * _AT_ONCE if len(column) == 1 else column for column in columns), strict=True)


class PackedRows:
    """Very many drafts in little memory; read from the first to the last.

    `links` are the hashes of what rows have in common with others, `paid_back` those texts of rows that tell of money
    given back.
    """

    def __init__(self) -> None:
        self.links: set[int] = set()
        self.paid_back: set[str] = set()
        self._packed: list[bytes] = []
        self._open: list[Draft] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, draft: Draft) -> None:
        """Put one more at the end."""
        self._open.append(draft)
        self._count += 1
        if draft.link:
            self.links.add(hash(draft.link))
            if draft.refund or draft.kind == "spend_refund":
                self.paid_back.add(draft.link)
        if len(self._open) == _AT_ONCE:
            self._packed.append(_packed(self._open))
            self._open = []

    def __iter__(self) -> Iterator[Draft]:
        return chain.from_iterable(self.parts())

    def parts(self) -> Iterator[list[Draft]]:
        """The drafts, some hundreds at a time."""
        for packed in self._packed:
            yield list(map(_made, _unpacked(packed)))
        if self._open:
            yield list(self._open)

    def first(self, count: int) -> tuple[Draft, ...]:
        """The first so many."""
        return tuple(islice(self, count))
