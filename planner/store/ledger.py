"""The ledger for those who show it: filters, orders, totals and duplicates of very many entries, from any thread.

Nothing is read until something is asked. What the file holds is kept as columns (`planner.store.ledger_columns`) that
follow every ChangeSet. Imported where it is first needed: NumPy comes along.
"""

import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Final, TypeVar

import apsw
import numpy as np

from planner.model.changes import ChangeSet
from planner.model.ledger_filter import FLAGS, NAMED, LedgerFilter
from planner.model.ledger_order import Order, Selection
from planner.model.ledger_totals import Totals, totals
from planner.model.plan import Plan
from planner.model.rates import Rates
from planner.store.database import Database, never, sound_rows
from planner.store.failures import telling
from planner.store.free_memory import give_back
from planner.store.ledger_columns import Columns, OutOfOrderError, rowids_of
from planner.store.ledger_masks import mask_of
from planner.store.ledger_orders import newest_first, ordered
from planner.store.ledger_sums import duplicates_of, month_sums
from planner.store.text_index import Array, StoppedError

_T = TypeVar("_T")
_KEPT: Final = 3  # orders kept at hand
_CACHE: Final = 8192  # kilobytes: rows are read once, one after the other


EVERYTHING: Final = LedgerFilter()
NEWEST: Final = Order()


class Ledger:
    """Answers about the entries of one open plan. Any one thread may ask; a question comes after those before it.

    Every question takes `stop`, and answers None once that turns true; what was read by then is kept.
    FileError when the file cannot be read.
    """

    def __init__(self, database: Database, plan: Callable[[], Plan]) -> None:
        self._database = database
        self._plan = plan
        self._lock = threading.Lock()
        self._noted: deque[frozenset[str] | None] = deque()  # ids of changed entries; None: any may have changed
        self._columns = Columns()
        self._orders: dict[Order, Array] = {}
        self._duplicates: Array | None = None
        self._wanted: tuple[LedgerFilter, Array] | None = None  # a filter and the slots it wants

    def note(self, changes: ChangeSet) -> None:
        """Hear of an edit; it is taken in with the next question."""
        if "entry" in changes.journal:
            self._noted.append(changes.journal["entry"] or None)
        elif changes.kinds & set(NAMED):
            self._noted.append(frozenset())  # names may sort otherwise now

    def select(
        self, wanted: LedgerFilter = EVERYTHING, order: Order = NEWEST, stop: Callable[[], bool] = never
    ) -> Selection | None:
        """The entries wanted, in order.

        All of them by date are told at once even before the columns have been read.
        """
        if not wanted and order.column == "date" and not self._columns.complete:
            return self._at_once(order, stop)

        def answer() -> Selection:
            slots = self._ordered(order)
            mask = self._mask(wanted, stop)
            slots = slots[mask[slots]]
            days = self._columns["day"][slots] if order.column == "date" else None
            months = () if days is None else _months(days)
            return Selection(wanted, order, _listed(self._columns["rowid"][slots]), months)

        return self._answer(answer, stop)

    def totals(
        self, wanted: LedgerFilter | Sequence[int] = EVERYTHING, stop: Callable[[], bool] = never
    ) -> Totals | None:
        """What the entries of a filter, or those of some row numbers, add up to."""

        def answer() -> Totals:
            if isinstance(wanted, LedgerFilter):
                slots = np.flatnonzero(self._mask(wanted, stop))
            else:
                slots = self._columns.slots_of(np.array(wanted, np.int64))
                slots = slots[self._columns["alive"][slots]]
            plan = self._plan()
            return totals(len(slots), month_sums(self._columns, slots, stop), Rates(plan), plan.settings.currency)

        return self._answer(answer, stop)

    def duplicates(self, stop: Callable[[], bool] = never) -> frozenset[int] | None:
        """The row numbers of entries that look entered twice: one day, amount, currency and payee.

        What was imported under different numbers is different.
        """
        return self._answer(lambda: frozenset(self._columns["rowid"][self._doubled()].tolist()), stop)

    def containing(self, words: Sequence[str], most: int, stop: Callable[[], bool] = never) -> list[int] | None:
        """The last rows entered in whose texts all words stand, the newest first.

        None too where the entries were never read as columns: whoever looks for a word does not wait for that.
        """

        def answer() -> list[int]:
            mask = self._columns["alive"].copy()
            for word in words:
                mask &= self._columns.texts.found(word, "payee", "external_id")
            slots = np.flatnonzero(mask)[::-1][:most]
            rows: list[int] = self._columns["rowid"][slots].tolist()
            return rows

        return self._answer(answer, stop) if self._columns.complete else None

    def warm(self, stop: Callable[[], bool] = never) -> bool:
        """Read what there is, some seconds at a million entries, so that questions are answered at once; whether done.

        What that took for a moment is given back.
        """

        def answer() -> bool:
            for field in ("payee", "memo"):
                self._columns.texts.ranks(field, stop)
            return True

        done = bool(self._answer(answer, stop))
        give_back()
        return done

    def _answer(self, answer: Callable[[], _T], stop: Callable[[], bool]) -> _T | None:
        with self._lock:
            try:
                while True:
                    try:
                        self._follow(stop)
                        return answer()
                    except OutOfOrderError:
                        self._columns, self._wanted = Columns(), None
            except (StoppedError, apsw.InterruptError):
                return None

    def _at_once(self, order: Order, stop: Callable[[], bool]) -> Selection | None:
        """Everything by date, from the index of the days."""
        way = "DESC" if order.falling else "ASC"
        try:
            with self._reading(stop) as database:
                rows = rowids_of(database, f'SELECT rowid FROM entry ORDER BY "date" {way}, rowid {way}')  # noqa: S608
                hidden = rowids_of(database, "SELECT rowid FROM entry WHERE archived")
                rows = rows[~np.isin(rows, hidden)] if len(hidden) else rows
                months = tuple(_turns(_MonthOf(database, rows), len(rows)))
        except apsw.InterruptError:
            return None
        return Selection(EVERYTHING, order, _listed(rows), months)

    @contextmanager
    def _reading(self, stop: Callable[[], bool]) -> Iterator[Database]:
        path = self._database.path
        with closing(self._database.beside(stop)) as database, telling(path), sound_rows(path):
            database.rows(f"PRAGMA cache_size = -{_CACHE}")
            yield database

    def _follow(self, stop: Callable[[], bool]) -> None:
        """Bring the columns up to what the file holds."""
        if self._columns.complete and not self._noted:
            return
        with self._reading(stop) as database:
            if not self._columns.read(database, stop):
                raise StoppedError
            while self._noted:
                ids = self._noted[0]
                self._orders.clear()
                self._duplicates = self._wanted = None
                if ids:
                    self._columns.read_again(database, ids)
                if len(self._noted) == 1:
                    self._columns.settle(database)
                if ids is None or self._columns.texts.worn:
                    self._columns = Columns()
                self._noted.popleft()
                if not self._columns.read(database, stop):
                    raise StoppedError

    def _mask(self, wanted: LedgerFilter, stop: Callable[[], bool]) -> Array:
        """Which slots are wanted; the last answer is kept, for sums are asked after the rows."""
        if self._wanted is not None and self._wanted[0] == wanted:
            return self._wanted[1]
        doubled = None
        if any(term.field == FLAGS[2] for term in wanted.terms):
            doubled = np.zeros(self._columns.rows, bool)
            doubled[self._doubled()] = True
        mask = mask_of(self._columns, wanted, self._plan(), doubled, stop)
        if mask is None:
            raise StoppedError
        self._wanted = (wanted, mask)
        return mask

    def _doubled(self) -> Array:
        if self._duplicates is None:
            self._duplicates = duplicates_of(self._columns)
        return self._duplicates

    def _ordered(self, order: Order) -> Array:
        if order not in self._orders:
            newest = self._orders.get(NEWEST)
            if newest is None:
                newest = self._orders[NEWEST] = newest_first(self._columns)
            if order == Order("date", falling=False):
                return newest[::-1]
            if order != NEWEST:
                made = ordered(self._columns, newest, order.column, self._plan(), falling=order.falling)
                self._orders[order] = made
            while len(self._orders) > _KEPT:
                self._orders.pop(next(key for key in self._orders if key not in (order, NEWEST)))
        return self._orders[order]


def _listed(numbers: Array) -> "array[int]":
    rowids = array("q")
    rowids.frombytes(np.ascontiguousarray(numbers).data.cast("B"))
    return rowids


class _MonthOf:
    """The months of rows that are in the order of their days, asked for one by one."""

    def __init__(self, database: Database, rows: Array) -> None:
        self._database, self._rows = database, rows

    def __getitem__(self, place: int) -> str:
        found = self._database.rows('SELECT substr("date", 1, 7) FROM entry WHERE rowid = ?', (int(self._rows[place]),))
        return str(found[0][0]) if found else ""  # deleted meanwhile: whoever asked hears of that and asks again


def _turns(month_of: _MonthOf, count: int) -> Iterator[tuple[int, str]]:
    """Where another month begins; each turn is found by halving, so that few of very many rows are asked."""
    place = 0
    while place < count:
        month = month_of[place]
        yield place, month
        step = 1
        while place + step < count and month_of[place + step] == month:
            step *= 2
        low, high = place + step // 2, min(place + step, count)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if month_of[middle] == month else (low, middle)
        place = high


def _months(days: Array) -> tuple[tuple[int, str], ...]:
    """Where another month begins in days that are in order."""
    months = days // 100
    places = np.flatnonzero(np.diff(months, prepend=-1))
    return tuple(
        (int(place), f"{month // 100:04d}-{month % 100:02d}")
        for place, month in zip(places, months[places], strict=True)
    )
