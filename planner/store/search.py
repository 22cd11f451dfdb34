"""Looking for words in everything a plan holds: names, notes, memos, payees, works, publications and time entries.

The journal is looked through from the newest row backwards and only as far as is needed; SQLite compares every row,
so that one Chinese character is found as surely as a long word.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

import apsw

from planner.model.catalogue import KINDS, Record
from planner.model.plan import Plan
from planner.model.search import SOUGHT, Group, PlanTexts, hit_of, ranked, text_fields, words_of
from planner.store.database import Database
from planner.store.journal import Journal

if TYPE_CHECKING:
    from planner.store.ledger import Ledger

_INDEXED: Final = {"entry": "payee"}  # names with an index: what begins with the words is found however old it is
_LAST_SIGN: Final = "\U0010ffff"


class Search:
    """Looks through one open plan; any one thread may ask."""

    def __init__(self, database: Database, ledger: Callable[[], "Ledger | None"]) -> None:
        self._database = database
        self._ledger = ledger
        self._texts = PlanTexts()

    def find(self, plan: Plan, query: str, most: int, stop: Callable[[], bool]) -> tuple[Group, ...] | None:
        """What fits all words of `query`, at most `most` of each kind; None once `stop()` turns true."""
        words = words_of(query)
        if not words:
            return ()
        groups = {group.kind: group for group in self._texts.groups(plan, words, most)}
        with closing(self._database.beside(stop)) as database:
            try:
                for kind in SOUGHT:
                    if KINDS[kind].journal and not stop():
                        found = Journal(database).window(kind, self._rowids(database, kind, query, most, stop))
                        hits = (hit_of(kind, record, _name(plan, kind, record), words) for record in found)
                        groups[kind] = Group(kind, ranked((hit for hit in hits if hit is not None), most))
            except apsw.InterruptError:
                return None
        return None if stop() else tuple(groups[kind] for kind in SOUGHT if kind in groups and groups[kind].hits)

    def _entries(self, query: str, most: int, stop: Callable[[], bool]) -> list[int] | None:
        """Entries from the columns of the ledger, where these have been read: at a million far quicker than row by row."""
        ledger = self._ledger()
        return None if ledger is None else ledger.containing(query.split(), most, stop)

    def _rowids(self, database: Database, kind: str, query: str, most: int, stop: Callable[[], bool]) -> list[int]:
        """Rows that may fit: those whose name begins with the query, then the newest first."""
        found = self._entries(query, most, stop) if kind == "entry" else None
        if found is None:
            found = _containing(database, kind, query, most)
        return list(dict.fromkeys([*_begun(database, kind, query.strip(), most), *found]))


def _begun(database: Database, kind: str, query: str, most: int) -> list[int]:
    """The rows whose name begins with the query as it is typed, however old they are."""
    name = _INDEXED.get(kind)
    if name is None:
        return []
    sql = f'SELECT rowid FROM "{kind}" WHERE {name} >= ? AND {name} < ? AND NOT archived LIMIT ?'  # noqa: S608
    return [row[0] for row in database.rows(sql, (query, query + _LAST_SIGN, most))]


def _containing(database: Database, kind: str, query: str, most: int) -> list[int]:
    """The newest rows that contain all words, every one of them compared."""
    fields = [f'"{name}"' for name in text_fields(KINDS[kind])]
    tests, values = [], []
    for word in query.split():
        ways = list(dict.fromkeys(_spellings(word)))
        tests.append("(" + " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in fields for _way in ways) + ")")
        values += [f"%{way}%" for _field in fields for way in ways]
    sql = f'SELECT rowid FROM "{kind}" WHERE NOT archived AND {" AND ".join(tests)} ORDER BY rowid DESC LIMIT ?'  # noqa: S608
    return [row[0] for row in database.rows(sql, (*values, most))]


def _spellings(word: str) -> Iterator[str]:
    """The word as LIKE takes it: as typed, and in the other case and width, which LIKE knows of Latin letters only."""
    for way in (word, *(() if word.isascii() else (*words_of(word), word.lower(), word.upper()))):
        yield way.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _name(plan: Plan, kind: str, record: Record) -> str:
    """What a record of the journal is called: a publication after its work."""
    own = KINDS[kind].name_of(record)
    return own or plan.label("work", getattr(record, "work", None))
