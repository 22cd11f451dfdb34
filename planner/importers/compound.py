"""Looks through an old .xls before the reader follows it: sectors that lead in a circle would never come to an end.

Such a file is a small file system, sectors in chains; its workbook is a row of records, of which those with cells say how
far a sheet spreads.
"""

import struct
from collections.abc import Sequence

from planner.importers.archives import damaged
from planner.importers.sheets import check_spread

_END = 0xFFFFFFFA
"""From here on a number names no sector."""
_SHIFTS = (9, 12)
_HEADER, _ENTRY, _SMALL = 512, 128, 64
_STREAM, _ROOT = 2, 5
_BOOKS = frozenset({"workbook", "book"})
_CELLS = frozenset({3, 4, 5, 6, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406})
_BEGIN, _SIZE, _STRINGS, _SEVERAL = 0x809, 0x200, 0xFC, 0xBD


def check_compound(packed: bytes, name: str) -> None:
    """UnreadableFile when the file is damaged so that it cannot be followed, or its sheets spread too far."""
    try:
        for stream in _Compound(packed, name).books():
            _check_records(stream, name)
    except struct.error:
        raise damaged(name) from None


class _Compound:
    """The chains of a compound file."""

    def __init__(self, packed: bytes, name: str) -> None:
        self._packed, self._name = packed, name
        shift = struct.unpack_from("<H", packed, 0x1E)[0]
        fats, root, _signature, self._cutoff, small, smalls, more, mores = struct.unpack_from("<8I", packed, 0x2C)
        self._length = 1 << shift if shift in _SHIFTS else 0
        self._steps = 4 * len(packed) // _SMALL  # no sound file has more sectors than it has room for
        if not self._length or max(fats, smalls, mores) > len(packed) // self._length:
            raise damaged(name)
        self._next = self._numbers(self._places_of_table(more))
        self._next_small = self._numbers(self._chain(small, self._next))
        self._directory = self._joined(self._chain(root, self._next))

    def books(self) -> list[bytes]:
        """The streams of the workbook, after the chains of all streams were followed."""
        found = []
        small = b""
        for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY):
            letters, length, kind = struct.unpack_from("<64sHB", self._directory, at)
            start, size = struct.unpack_from("<2I", self._directory, at + 0x74)
            if kind not in (_STREAM, _ROOT):
                continue
            if size > len(self._packed):
                raise damaged(self._name)
            if kind == _STREAM and size < self._cutoff:
                pieces = self._chain(start, self._next_small)
                stream = b"".join(small[piece * _SMALL : (piece + 1) * _SMALL] for piece in pieces)
            else:
                stream = self._joined(self._chain(start, self._next))
            if kind == _ROOT:
                small = stream
            elif letters[: max(length - 2, 0)].decode("utf-16-le", "replace").casefold() in _BOOKS:
                found.append(stream[:size])
        return found

    def _places_of_table(self, more: int) -> list[int]:
        """The sectors that hold the table of what follows what: named in the header, and in a chain of their own."""
        places = list(struct.unpack_from("<109I", self._packed, 0x4C))
        while more < _END:
            self._step()
            *named, more = struct.unpack(f"<{self._length // 4}I", self._sector(more))
            places += named
        return [place for place in places if place < _END]

    def _chain(self, start: int, follows: Sequence[int]) -> list[int]:
        sectors = []
        while start < _END:
            self._step()
            if start >= len(follows):
                raise damaged(self._name)
            sectors.append(start)
            start = follows[start]
        return sectors

    def _step(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise damaged(self._name)

    def _sector(self, place: int) -> bytes:
        sector = self._packed[(place + 1) * self._length : (place + 2) * self._length]
        if not sector:
            raise damaged(self._name)
        return sector

    def _joined(self, sectors: Sequence[int]) -> bytes:
        return b"".join(map(self._sector, sectors))

    def _numbers(self, sectors: Sequence[int]) -> tuple[int, ...]:
        joined = self._joined(sectors)
        return struct.unpack_from(f"<{len(joined) // 4}I", joined)


def _check_records(stream: bytes, name: str) -> None:
    at = row = column = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body, at = at + 4, at + 4 + length
        if kind == _BEGIN:
            row = column = 0
        elif kind == _STRINGS and struct.unpack_from("<4xI", stream, body)[0] > len(stream):
            raise damaged(name)
        elif kind == _SIZE:
            first, last, left, right = struct.unpack_from("<IIHH" if length >= 12 else "<4H", stream, body)
            check_spread(name, last - first, right - left)
        elif kind in _CELLS:
            across = struct.unpack_from("<H", stream, at - 2 if kind == _SEVERAL else body + 2)[0]
            row, column = max(row, struct.unpack_from("<H", stream, body)[0]), max(column, across)
            check_spread(name, row + 1, column + 1)
