"""All entries of the ledger as columns of numbers beside one index of their texts: what filters, orders and sums are made of.

They are read bit by bit, so that an edit never waits, and brought up to date by the ids a ChangeSet names. SQLite
packs many rows into one text by itself, which leaves Python's lock to the window. A row keeps its slot; rows that are
gone keep theirs too and are never `alive` again.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import numpy as np

from planner.model.field_types import id_of, key_of
from planner.model.ledger_filter import NAMED, SORTS
from planner.store.database import Database
from planner.store.text_index import Array, TextIndex, roomy

TEXTS: Final = ("payee", "memo", "external_id", "source")
NOTHING: Final = np.iinfo(np.int64).min + 1
"""Stands for a fee that is not there."""
_AT_ONCE = 8_000  # rows read in one go: an edit waits no longer than for these
_IDS_AT_ONCE = 500
_ARCHIVED, _CHECKED, _REFUNDS = 1 << 8, 1 << 9, 1 << 10
_SORT_CASES = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(SORTS))
_CODE = " | ".join(f"(unicode(substr(currency, {at + 1})) << {40 - 8 * at})" for at in range(3))
# five numbers a row: row number, day, amount, fee, and everything small in one
_NUMBERS = f"""rowid || ' ' || replace("date", '-', '') || ' ' || amount || ' ' || coalesce(fee, {NOTHING}) || ' ' ||
    ({_CODE} | (archived << 8) | (checked << 9) | ((refund_of IS NOT NULL) << 10)
     | CASE sort {_SORT_CASES} ELSE {len(SORTS)} END)"""
_JOINED = " || ".join(f"{name} || char(0)" for name in TEXTS)
_ROWS = f"SELECT group_concat({_NUMBERS}, ' '), group_concat({_JOINED}, '') FROM entry WHERE "  # noqa: S608
_DTYPES = {
    "rowid": np.int64, "day": np.int32, "amount": np.int64, "fee": np.int64, "currency": np.int32, "sort": np.int8,
    "alive": np.bool_, "checked": np.bool_, "refunds": np.bool_, "product": np.int32, "platform": np.int32,
    "partner": np.int32, "there": np.bool_,
}  # fmt: skip


def packed(text: str | None) -> Array:
    """The whole numbers in a text that SQLite has made."""
    return np.fromstring(text or "", np.int64, sep=" ")


def rowids_of(database: Database, sql: str, values: Sequence[Any] = ()) -> Array:
    """The row numbers a query gives, in its order."""
    rows = database.rows(f"SELECT group_concat(rowid, ' ') FROM ({sql})", values)  # noqa: S608
    return packed(rows[0][0])


class Columns:
    """One value a slot in each column. `day` is YYYYMMDD; `product` and its like count in `keys`, 0 is none."""

    def __init__(self) -> None:
        self.texts = TextIndex(TEXTS)
        self.rows = 0
        self.keys: dict[str, list[str]] = {name: [""] for name in NAMED}
        self.currencies: list[str] = []
        self.complete = False
        self._column: dict[str, Array] = {name: np.zeros(0, sort) for name, sort in _DTYPES.items()}
        self._codes: dict[tuple[str, str], int] = {}
        self._next = 1
        self._moved = False  # whether rows have come or gone, so that some known ones may no longer be there

    def __getitem__(self, name: str) -> Array:
        """A column, without the room behind it."""
        return self._column[name][: self.rows]

    def read(self, database: Database, stop: Callable[[], bool]) -> bool:
        """Read on where it was left; whether all is read. Rows changed meanwhile are to be read again by their ids."""
        last = database.rows("SELECT coalesce(max(rowid), 0) FROM entry")[0][0] if not self.complete else 0
        if self._next == 1:
            self._reserve(last)
        while not self.complete and self._next <= last:
            if stop():
                return False
            self._take(database, "rowid BETWEEN ? AND ?", (self._next, self._next + _AT_ONCE - 1))
            self._next += _AT_ONCE
        if not self.complete:
            for name in NAMED:
                sql = f"SELECT +{name}, group_concat(rowid, ' ') FROM entry WHERE {name} IS NOT NULL GROUP BY {name}"  # noqa: S608
                self._name(name, ((key, packed(text)) for key, text in database.rows(sql)))
            self.complete = True
        return True

    def _reserve(self, rows: int) -> None:
        for name in _DTYPES:
            self._column[name] = roomy(self._column[name], rows)
        self.texts.reserve(rows)

    def read_again(self, database: Database, ids: Iterable[str]) -> None:
        """Bring the entries of these ids up to date: new or changed; `settle` finds those that are gone."""
        keys = [key_of(record_id) for record_id in ids]
        found = 0
        for at in range(0, len(keys), _IDS_AT_ONCE):
            part = keys[at : at + _IDS_AT_ONCE]
            which = f"id IN ({', '.join('?' * len(part))})"
            slots = self._take(database, which, part)
            found += len(slots)
            for name in NAMED:
                self._column[name][slots] = 0
                sql = f"SELECT {name}, group_concat(rowid, ' ') FROM entry WHERE +{name} IS NOT NULL AND {which} GROUP BY 1"  # noqa: S608
                self._name(name, ((key, packed(text)) for key, text in database.rows(sql, part)))
        self._moved = self._moved or found < len(keys)

    def settle(self, database: Database) -> None:
        """Find the rows that are gone, once every row in the file has been read.

        Ids do not tell: an entry taken back after it was deleted has another row number.
        """
        if not self._moved:
            return
        count = database.rows("SELECT count(*) FROM entry")[0][0]
        if np.count_nonzero(self["there"]) != count:
            self._bury(rowids_of(database, "SELECT rowid FROM entry"))
        self._moved = False

    def slots_of(self, rowids: Array) -> Array:
        """The slots of row numbers that are known; others are left out."""
        known = self["rowid"]
        if not len(known):
            return np.zeros(0, np.int64)
        if known[-1] - known[0] == len(known) - 1:  # no number is missing, which is the rule
            return np.asarray(rowids[(rowids >= known[0]) & (rowids <= known[-1])] - known[0])
        slots = np.minimum(np.searchsorted(known, rowids), len(known) - 1)
        return np.asarray(slots[known[slots] == rowids])

    def code(self, field: str, record_id: str) -> int:
        """The number of a record in a column; -1 when no entry names it."""
        return self._codes.get((field, record_id), -1)

    def _take(self, database: Database, which: str, values: Sequence[Any]) -> Array:
        """Read the rows `which` says; their slots."""
        numbers, joined = database.rows(_ROWS + which, values)[0]
        table = packed(numbers).reshape(-1, 5)
        slots = self._slots_for(table[:, 0])
        small = table[:, 4]
        self._moved = self._moved or not self["there"][slots].all()
        values_of = {
            "rowid": table[:, 0], "day": table[:, 1], "amount": table[:, 2], "fee": table[:, 3],
            "currency": self._currency_codes(small >> 24), "sort": small & 0xFF, "alive": small & _ARCHIVED == 0,
            "checked": small & _CHECKED != 0, "refunds": small & _REFUNDS != 0, "there": True,
        }  # fmt: skip
        for name, column in values_of.items():
            self._column[name][slots] = column
        self.texts.put(joined or "", slots)
        return slots

    def _slots_for(self, rowids: Array) -> Array:
        """The slots of row numbers, with new ones for those that are not known; SQLite numbers new rows upwards."""
        known = self["rowid"]
        slots = np.searchsorted(known, rowids)
        new = (slots == len(known)) | (
            known[np.minimum(slots, max(len(known) - 1, 0))] != rowids if len(known) else True
        )
        fresh = np.sort(rowids[new])
        if len(fresh) and len(known) and fresh[0] < known[-1]:
            raise OutOfOrderError
        self.rows += len(fresh)
        for name in _DTYPES:
            self._column[name] = roomy(self._column[name], self.rows)
        self._column["rowid"][self.rows - len(fresh) : self.rows] = fresh
        slots[new] = self.rows - len(fresh) + np.searchsorted(fresh, rowids[new])
        return slots

    def _currency_codes(self, letters: Array) -> Array:
        different, codes = np.unique(letters, return_inverse=True)
        numbers = []
        for letter in different:
            code = int(letter).to_bytes(3, "big").decode()
            if code not in self.currencies:
                self.currencies.append(code)
            numbers.append(self.currencies.index(code))
        return np.array(numbers, np.int32)[codes]

    def _name(self, field: str, named: Iterable[tuple[Any, Array]]) -> None:
        """Note which rows name which record."""
        for key, rowids in named:
            record_id = id_of(key)
            code = self._codes.setdefault((field, record_id), len(self.keys[field]))
            if code == len(self.keys[field]):
                self.keys[field].append(record_id)
            self._column[field][self.slots_of(np.sort(rowids))] = code

    def _bury(self, there: Array) -> None:
        """Only the rows `there` are still in the file."""
        gone = ~np.isin(self["rowid"], there, assume_unique=True)
        self["alive"][gone] = self["there"][gone] = False


class OutOfOrderError(Exception):
    """A row has come with a number between those known: the columns are to be read anew."""
