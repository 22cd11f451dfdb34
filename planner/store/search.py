"""Looking for words in everything a plan holds: names, notes, memos, payees, works, publications and time entries.

The journal is looked through from the newest row backwards and only as far as is needed; SQLite compares every row,
so that one Chinese character is found as surely as a long word.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Final

import apsw

from planner.model.catalogue import KINDS, Record
from planner.model.plan import Plan
from planner.model.search import SOUGHT, Group, PlanTexts, hit_of, ranked, text_fields, words_of
from planner.store.database import Database
from planner.store.journal import Journal

_INDEXED: Final = {"entry": "payee"}  # names with an index: what begins with the words is found however old it is
_LAST_SIGN: Final = "\U0010ffff"


class Search:
    """Looks through one open plan; any one thread may ask."""

    def __init__(self, database: Database) -> None:
        self._database = database
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
                        found = _rows(Journal(database), database, kind, query, most)
                        hits = (hit_of(kind, record, _name(plan, kind, record), words) for record in found)
                        groups[kind] = Group(kind, ranked((hit for hit in hits if hit is not None), most))
            except apsw.InterruptError:
                return None
        return None if stop() else tuple(groups[kind] for kind in SOUGHT if kind in groups and groups[kind].hits)


def _rows(journal: Journal, database: Database, kind: str, query: str, most: int) -> list[Record]:
    """Records that may fit, the newest first; those whose name begins with the query before them."""
    fields = [f'"{name}"' for name in text_fields(KINDS[kind])]
    rowids: dict[int, None] = {}
    if kind in _INDEXED:
        begun = (
            f'SELECT rowid FROM "{kind}" WHERE {_INDEXED[kind]} >= ? AND {_INDEXED[kind]} < ? AND NOT archived LIMIT ?'  # noqa: S608
        )
        plain = query.strip()
        rowids |= dict.fromkeys(row[0] for row in database.rows(begun, (plain, plain + _LAST_SIGN, most)))
    tests, values = [], []
    for word in query.split():
        ways = list(dict.fromkeys(_spellings(word)))
        tests.append("(" + " OR ".join(f"{field} LIKE ? ESCAPE '\\'" for field in fields for _way in ways) + ")")
        values += [f"%{way}%" for _field in fields for way in ways]
    sql = f'SELECT rowid FROM "{kind}" WHERE NOT archived AND {" AND ".join(tests)} ORDER BY rowid DESC LIMIT ?'  # noqa: S608
    rowids |= dict.fromkeys(row[0] for row in database.rows(sql, (*values, most)))
    return journal.window(kind, list(rowids))


def _spellings(word: str) -> Iterator[str]:
    """The word as LIKE takes it: as typed, and in the other case and width, which LIKE knows of Latin letters only."""
    for way in (word, *(() if word.isascii() else (*words_of(word), word.lower(), word.upper()))):
        yield way.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _name(plan: Plan, kind: str, record: Record) -> str:
    """What a record of the journal is called: a publication after its work."""
    own = KINDS[kind].name_of(record)
    return own or plan.label("work", getattr(record, "work", None))
