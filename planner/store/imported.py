"""What earlier imports have brought, as the next one asks for it: by the number outside, and by the format it came from."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from planner.model.catalogue import Record
from planner.model.field_types import id_of, key_of
from planner.model.imported import Stored
from planner.store.database import Database, sound_rows
from planner.store.failures import telling
from planner.store.rows import form_of

_COLUMNS = """SELECT id, external_id, source, sort, "date", currency, amount, fee, refund_of, memo <> '', quantity NOT NULL, payee
              FROM entry"""
_AT_ONCE = 500


class Imported:
    """Reads imported lines of an open plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with telling(self._database.path), sound_rows(self._database.path):
            yield

    def entries(self, sources: Sequence[str], numbers: Iterable[str]) -> dict[str, Stored]:
        """The entries with these numbers outside that came from one of the formats `sources`."""
        with self._reading():
            found = (_stored(row) for row in self._named("entry", _COLUMNS, sources, numbers))
            return {stored.external_id: stored for stored in found}

    def known(self, kind: str, sources: Sequence[str], numbers: Iterable[str]) -> set[str]:
        """Which of these numbers outside records of a journal kind have that came from one of the formats `sources`."""
        select = f'SELECT external_id FROM "{kind}"'  # noqa: S608 - a kind of ours
        with self._reading():
            return {row[0] for row in self._named(kind, select, sources, numbers)}

    def _named(
        self, kind: str, select: str, sources: Sequence[str], numbers: Iterable[str]
    ) -> Iterator[tuple[Any, ...]]:
        wanted = list(numbers)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            if not self._any_between(kind, min(part), max(part)):  # as of numbers that rise from file to file
                continue
            where = f"external_id IN ({_marks(part)}) AND +source IN ({_marks(sources)})"  # the index of the first
            yield from self._database.rows(
                f"{select} INDEXED BY {kind}_by_external_id WHERE {where}", [*part, *sources]
            )

    def _any_between(self, kind: str, first: str, last: str) -> bool:
        """Whether any number outside lies between these two."""
        sql = f"SELECT 1 FROM {kind} INDEXED BY {kind}_by_external_id WHERE external_id BETWEEN ? AND ? LIMIT 1"  # noqa: S608
        return bool(self._database.rows(sql, (first, last)))

    def entries_of(self, sources: Sequence[str]) -> Iterator[Stored]:
        """Every entry that came from one of the formats `sources`, read as it is asked for."""
        with self._reading():
            sql = f"{_COLUMNS} WHERE source IN ({_marks(sources)})"
            for row in self._database.connection.execute(sql, list(sources)):
                yield _stored(row)

    def payees_like(self, sources: Sequence[str], beginning: str) -> int:
        """How many entries from one of the formats `sources` have a payee that begins so."""
        sql = f"SELECT count(*) FROM entry WHERE source IN ({_marks(sources)}) AND substr(payee, 1, ?) = ?"  # noqa: S608
        with self._reading():
            return int(self._database.rows(sql, [*sources, len(beginning), beginning])[0][0])

    def publications_on(self, platform: str) -> list[Record]:
        """Every publication on a platform."""
        form = form_of("publication")
        with self._reading():
            rows = self._database.rows(f"{form.select} WHERE platform = ?", (key_of(platform),))
            return [form.record(row, {}) for row in rows]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _stored(row: tuple[Any, ...]) -> Stored:
    key, number, source, sort, day, currency, amount, fee, refund_of, memo, quantity, payee = row
    target = None if refund_of is None else id_of(refund_of)
    return Stored(
        id_of(key),
        number,
        source,
        sort or "",
        day,
        currency,
        amount,
        fee,
        target,
        bool(memo),
        bool(quantity),
        payee or "",
    )
