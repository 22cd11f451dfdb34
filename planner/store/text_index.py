"""Finding what is contained anywhere in the texts of very many rows: full recall for one Chinese character and for two letters.

All texts stand folded in one buffer of UTF-8, which is self-synchronising: a match of bytes is a match of signs.
A word is sought in it by NumPy a block at a time; what was changed is blanked and stands anew at the end.
"""

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from planner.model.ledger_filter import folded
from planner.store.database import never

Array = np.ndarray[Any, Any]
_BLOCK = 1 << 20  # bytes looked at in one go: they stay in the cache of the processor
WEAR = 50_000  # texts that may be written anew in a short ledger
_LENGTH = 100  # bytes of the texts of a row, as a rule
_ROWS = 1 << 16  # rows compared in one go
_FEW = 8  # texts that may change before all are put in order anew
_OFTEN = 4  # rows for one place of a word from which on rows look for places, not places for rows
_WIDE = 8  # bytes of a text compared at once when texts are put in order


def roomy(array: Array, wanted: int) -> Array:
    """`array`, or a copy with room for `wanted` rows and as many again half; what is never written takes no memory."""
    if wanted <= len(array):
        return array
    made = np.zeros((wanted + wanted // 2 + 64, *array.shape[1:]), array.dtype)
    made[: len(array)] = array
    return made


class StoppedError(Exception):
    """What was asked is no longer wanted; it is caught where questions are answered."""


class TextIndex:
    """The texts of rows; a row is known by its slot, a whole number from 0 on. The names of `fields` are in order."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self.fields = fields
        self.rows = 0
        self._buffer = np.zeros(_BLOCK, np.uint8)
        self._size = 0
        self._piece_start = np.zeros(0, np.int64)
        self._piece_slot = np.zeros(0, np.int32)
        self._pieces = 0
        self._start = np.zeros(0, np.int64)
        self._ends = np.zeros((0, len(fields)), np.int32)
        self._ranks: dict[str, Array] = {}

    def reserve(self, rows: int) -> None:
        """Make room for so many rows at once, so that nothing is copied while they come; unwritten room takes no memory."""
        self._buffer = roomy(self._buffer, rows * _LENGTH)
        self._start, self._ends = roomy(self._start, rows), roomy(self._ends, rows)
        self._piece_start, self._piece_slot = roomy(self._piece_start, rows), roomy(self._piece_slot, rows)

    def put(self, joined: str, slots: Array) -> None:
        """Take in the texts of `slots`, each text closed by NUL; what these slots held before is forgotten."""
        new = np.frombuffer(unicodedata.normalize("NFKC", joined).casefold().encode(), np.uint8)
        closed = np.flatnonzero(new == 0).astype(np.int64).reshape(len(slots), len(self.fields))
        starts = np.zeros(len(slots), np.int64)
        starts[1:] = closed[:-1, -1] + 1
        if self._same(new, starts, closed[:, -1], slots):
            return
        for slot in slots[slots < self.rows]:
            self._buffer[self._start[slot] : self._start[slot] + self._ends[slot, -1]] = 0
        self._make_room(len(new), slots)
        self._buffer[self._size : self._size + len(new)] = new
        self._start[slots] = starts + self._size
        self._ends[slots] = closed - starts[:, None]
        self._piece_start[self._pieces : self._pieces + len(slots)] = starts + self._size
        self._piece_slot[self._pieces : self._pieces + len(slots)] = slots
        self._size += len(new)
        self._pieces += len(slots)
        self._rank_anew(slots)

    def _same(self, new: Array, starts: Array, ends: Array, slots: Array) -> bool:
        """Whether all these slots hold these texts already: most edits change no text."""
        if not len(slots) or slots.max() >= self.rows:
            return False
        kept = zip(self._start[slots].tolist(), (self._start[slots] + self._ends[slots, -1]).tolist(), strict=True)
        told = zip(starts.tolist(), ends.tolist(), strict=True)
        held = self._buffer.data
        return all(held[low:high] == new.data[one:other] for (low, high), (one, other) in zip(kept, told, strict=True))

    def _make_room(self, size: int, slots: Array) -> None:
        self._buffer = roomy(self._buffer, self._size + size + _WIDE)
        self.rows = max(self.rows, int(slots.max(initial=-1)) + 1)
        self._start, self._ends = roomy(self._start, self.rows), roomy(self._ends, self.rows)
        self._piece_start = roomy(self._piece_start, self._pieces + len(slots))
        self._piece_slot = roomy(self._piece_slot, self._pieces + len(slots))

    @property
    def worn(self) -> bool:
        """Whether so many texts were written anew that it had better be made anew itself."""
        return self._pieces > 2 * self.rows + WEAR

    def text(self, slot: int, field: str) -> str:
        """The folded text of one field."""
        low, high = self._bounds(field, np.array([slot]))
        return bytes(self._buffer[int(low[0]) : int(high[0])]).decode()

    def found(self, word: str, first: str = "", last: str = "") -> Array:
        """Which slots contain `word` in one of the fields from `first` to `last`, as a mask."""
        first, last = first or self.fields[0], last or first or self.fields[-1]
        needle = np.frombuffer(folded(word).encode(), np.uint8)
        if not len(needle):
            return np.ones(self.rows, bool)
        places = np.concatenate([*self._hits(needle), np.zeros(0, np.int64)])
        mask = np.zeros(self.rows, bool)
        if len(places) * _OFTEN > self.rows:  # every row asks for a place of its own
            low, high = self._bounds(first, None)[0], self._bounds(last, None)[1]
            following = np.minimum(np.searchsorted(places, low), len(places) - 1)
            return np.asarray((places[following] >= low) & (places[following] < high))
        slots = self._piece_slot[np.searchsorted(self._piece_start[: self._pieces], places, "right") - 1]
        low, high = self._bounds(first, slots)[0], self._bounds(last, slots)[1]
        mask[slots[(places >= low) & (places < high)]] = True
        return mask

    def _hits(self, needle: Array) -> Iterator[Array]:
        """Where the bytes of `needle` begin, block by block."""
        end = self._size - len(needle) + 1
        for at in range(0, end, _BLOCK):
            count = min(_BLOCK, end - at)
            hit = self._buffer[at : at + count] == needle[0]
            for place in range(1, min(3, len(needle))):
                hit &= self._buffer[at + place : at + place + count] == needle[place]
            found = np.flatnonzero(hit) + at
            for place in range(3, len(needle)):
                if not len(found):
                    break
                found = found[self._buffer[found + place] == needle[place]]
            yield found

    def _bounds(self, field: str, slots: Array | None) -> tuple[Array, Array]:
        """Where the field of some or all slots begins and ends in the buffer."""
        at = self.fields.index(field)
        chosen = slice(self.rows) if slots is None else slots
        start, ends = self._start[chosen], self._ends[chosen]
        return (start + ends[:, at - 1] + 1 if at else start.copy()), start + ends[:, at]

    def filled(self, field: str) -> Array:
        """Which slots have a text in the field, as a mask."""
        low, high = self._bounds(field, None)
        return np.asarray(high > low)

    def ranks(self, field: str, stop: Callable[[], bool] = never) -> Array:
        """The place of each slot in the order of the field's folded texts, equal texts alike; kept while few texts change.

        StoppedError once `stop()` turns true.
        """
        if field not in self._ranks:
            self._ranks[field] = self.ranks_of(field, None, stop)
        return self._ranks[field]

    def ranks_of(self, field: str, slots: Array | None, stop: Callable[[], bool] = never) -> Array:
        """The places of some slots (None: all) in the order of the field's folded texts among themselves."""
        low, high = self._bounds(field, slots)
        rank = np.zeros(len(low), np.int32)
        tied = np.arange(len(low), dtype=np.int32)  # those not told apart yet
        group = np.zeros(len(low), np.int32)  # and with whom
        while len(tied):
            if stop():
                raise StoppedError
            pair, sizes = _places(self._chunk(low[tied], high[tied]))
            if group.any():
                pair, sizes = _places(group * np.int64(len(sizes)) + pair)
            begins = np.cumsum(sizes) - sizes
            owner = np.zeros(len(sizes), np.int32)
            owner[pair] = group
            rank[tied] += (begins - begins[np.searchsorted(owner, owner)])[pair]
            low[tied] += _WIDE
            going = np.zeros(len(sizes), bool)
            going[pair[low[tied] < high[tied]]] = True
            going &= sizes > 1
            group = (np.cumsum(going, dtype=np.int32) - 1)[pair[going[pair]]]
            tied = tied[going[pair]]
        return rank

    def _rank_anew(self, slots: Array) -> None:
        """Move a few slots, whose texts are others now, to their places in the orders that are kept; for many forget these."""
        if len(slots) > _FEW:
            self._ranks.clear()
        for field, kept in self._ranks.items():
            rank = self._ranks[field] = np.append(kept, np.full(self.rows - len(kept), -1, np.int32))
            for slot in slots[slots < len(kept)]:
                rank[rank > rank[slot]] -= 1
                rank[slot] = -1
            for slot in slots:
                less, alike = self._place(field, slot, rank)
                moved = rank >= less
                moved[alike] = False
                rank[moved] += 1
                rank[slot] = less

    def _place(self, field: str, slot: int, rank: Array) -> tuple[int, Array]:
        """How many of the slots that have a rank have a text that comes before that of `slot`, and which have the same."""
        own, own_end = self._bounds(field, np.array([slot]))
        before, same = 0, [np.zeros(0, np.int64)]
        for at in range(0, len(rank), _ROWS):  # of a million at once much memory would be needed
            others = np.flatnonzero(rank[at : at + _ROWS] >= 0) + at
            low, high = self._bounds(field, others)
            for passed in range(0, max(int(own_end[0] - own[0]), 1), _WIDE):
                chunk, mine = self._chunk(low, high), self._chunk(own + passed, own_end)[0]
                before += int(np.count_nonzero(chunk < mine))
                alike = chunk == mine
                others, low, high = others[alike], low[alike] + _WIDE, high[alike]
            same.append(others[low >= high])
        return before, np.concatenate(same)

    def _chunk(self, start: Array, end: Array) -> Array:
        """The next 8 bytes of each text as a number that compares as they do; nought behind its end."""
        view = np.ndarray((len(self._buffer) - _WIDE + 1,), ">u8", self._buffer.data, strides=(1,))
        left = np.clip(end - start, 0, _WIDE).astype(np.uint8)
        chunk = view[np.minimum(start, len(view) - 1)].astype(np.uint64)
        drop = np.minimum((_WIDE - left) * 8, 63)
        chunk >>= drop
        chunk <<= drop
        chunk[left == 0] = 0
        return chunk


def _places(values: Array) -> tuple[Array, Array]:
    """The place of each value among the different ones in order, and how often each of these is there.

    Of a million values every copy counts: what is done with goes, and places are small numbers.
    """
    in_order = np.sort(values)  # far quicker than to sort along with places
    begins = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))
    different, sizes = in_order[begins], np.diff(begins, append=len(values))
    del in_order, begins
    return np.searchsorted(different, values).astype(np.int32), sizes.astype(np.int32)
