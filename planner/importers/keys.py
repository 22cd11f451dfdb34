"""What a row is told by when it comes again, and what a refund and its sale have in common. Persons are only told by a hash."""

import hmac
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import NamedTuple

from planner.importers.cells import text_of
from planner.importers.columns import Columns, Reader, is_private
from planner.importers.formats import Format, Link
from planner.importers.hours import stamp
from planner.importers.moments import Moment
from planner.importers.sheets import Cell

_BETWEEN = "|"


class Known(NamedTuple):
    """What is known of a row when its key is made: the amount in smallest units, the place in its order."""

    kind: str
    moment: Moment | None = None
    amount: int | None = None
    line: int = 0


Part = Callable[[Sequence[Cell], Known], str]


def person(text: str, secret: bytes) -> str:
    """A name or address as a code of 16 bytes that cannot be turned back, nor guessed without the secret."""
    plain = unicodedata.normalize("NFC", text.strip()).lower()
    return hmac.new(secret, plain.encode(), "sha256").digest()[:16].hex()


def instant(_cells: Sequence[Cell], known: Known) -> str:
    """The moment as part of a key: the instant in UTC, or the day."""
    moment = known.moment
    if moment is None:
        return ""
    return moment.day.isoformat() if moment.at is None else stamp(moment.at)


class Keys:
    """Makes the keys of one table; each of two equal rows gets its own where rows are told by their content."""

    def __init__(self, layout: Format, columns: Columns, secret: bytes) -> None:
        self._layout, self._columns, self._secret = layout, columns, secret
        self._seen: Counter[str] = Counter()
        self._first = columns.text(layout.key[0]) if not layout.key[0].startswith("@") else None
        self._key = self._parts(layout.key)
        self._otherwise = self._parts(layout.otherwise)

    def _parts(self, names: Sequence[str]) -> tuple[list[Part], bool]:
        """The parts of a key, and whether equal rows are counted."""
        counted = "@nth" in names or "@content" in names
        return [self._part(name) for name in names if name != "@nth"], counted

    def _part(self, name: str) -> Part:
        own: dict[str, Part] = {
            "@time": instant,
            "@amount": lambda _cells, known: str(known.amount),
            "@kind": lambda _cells, known: known.kind,
            "@line": lambda _cells, known: str(known.line),
            "@content": self._content(),
        }
        if name in own:
            return own[name]
        read = self._columns.text(name)
        if name in self._layout.private.hash:
            return lambda cells, _known: _hashed(read(cells), self._secret)
        return lambda cells, _known: read(cells)

    def _content(self) -> Part:
        """All that the signature names, so that further columns or another order of them change nothing."""
        names = [name for name in self._layout.signature if not is_private(self._layout, name)]
        places = [place for name in names if (place := self._columns.place(name)) is not None]

        def digest(cells: Sequence[Cell], _known: Known) -> str:
            text = "\x1f".join([text_of(cells[place]) for place in places])
            return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()

        return digest

    def of(self, cells: Sequence[Cell], known: Known) -> str:
        """The key of a row."""
        parts, counted = self._key if self._first is None or self._first(cells) else self._otherwise
        key = _BETWEEN.join([part(cells, known) for part in parts])
        if counted:
            self._seen[key] += 1
            return f"{key}#{self._seen[key]}"
        return key


def _hashed(text: str, secret: bytes) -> str:
    return person(text, secret) if text else ""


class Links:
    """Reads what a refund and its sale have in common; `told` where the table says anything of it."""

    def __init__(self, spec: Link, columns: Columns) -> None:
        self._readers: list[Reader] = [columns.text(name) for name in spec.columns if columns.has(name)]
        self._by_kind = {kind: columns.text(name) for kind, name in spec.by_kind.items()}
        self._pattern = re.compile(spec.pattern) if spec.pattern else None
        self.told = bool(self._readers or self._by_kind)

    def of(self, kind: str, cells: Sequence[Cell]) -> str:
        """The link of a row of that kind; empty where nothing is said."""
        if kind in self._by_kind:
            return self._by_kind[kind](cells)
        for read in self._readers:
            text = read(cells)
            if self._pattern:
                found = self._pattern.search(text)
                text = found[1] if found else ""
            if text:
                return text
        return ""
