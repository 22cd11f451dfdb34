"""What the Distribution page asks of the publications: the matrix, the calendar, counts by status, what there is of a pair.

Each question is one statement; a window of the matrix costs the same among a hundred publications and a hundred thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from planner.model.catalogue import Publication
from planner.model.distribution import OUT, PUBLICATION_STATUSES
from planner.model.field_types import id_of, key_of
from planner.model.placements import Placement, Placements, Results, StatusCounts
from planner.store.database import Database, sound_rows
from planner.store.failures import telling

_OF_LIVE_WORKS = "NOT publication.archived AND work NOT IN (SELECT id FROM work WHERE archived)"
_STATUSES = tuple(name for name, _label in PUBLICATION_STATUSES)
_OUT = ", ".join(f"'{status}'" for status in OUT)
_LATEST = """max(coalesce("at", '9') || hex(id))"""  # SQLite takes all plain columns from the row of the only max


class Publications:
    """Reads the publications of an open plan; writing them is a transaction's business. FileError as `Journal`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def cells(self, works: Sequence[str]) -> dict[tuple[str, str], Placement]:
        """By work and platform: the latest publication of each pair of some works, and what came of all of them."""
        marks = ", ".join("?" * len(works))
        sql = f"""SELECT work, platform, id, status, "at", url, reason, count(*), sum(views), sum(clicks), sum(orders),
                 {_LATEST} FROM publication WHERE NOT archived AND work IN ({marks}) GROUP BY work, platform"""  # noqa: S608
        with self._reading():
            rows = self._database.rows(sql, [key_of(work) for work in works])
            return {(one.work, one.platform): one for one in map(_placement, rows)}

    def span(self, since: datetime, until: datetime) -> list[Placement]:
        """The publications of works in use from `since` up to but not at `until`, by moment; each counts as one."""
        sql = f"""SELECT work, platform, id, status, "at", url, reason, 1, views, clicks, orders FROM publication
                 WHERE "at" >= ? AND "at" < ? AND {_OF_LIVE_WORKS} ORDER BY "at", id"""  # noqa: S608
        with self._reading():
            return [_placement(row) for row in self._database.rows(sql, [_stored(since), _stored(until)])]

    def counts(self, now: datetime) -> StatusCounts:
        """How many there are of each status, and how far works have gone."""
        each = ", ".join(f"total(status = '{status}')" for status in _STATUSES)
        sql = f"""SELECT {each}, total(status = 'scheduled' AND "at" < ?),
                 total(status = 'failed' AND instr(reason, ' → ') = 0),
                 count(DISTINCT iif(status IN ({_OUT}), work, NULL))
                 FROM publication WHERE {_OF_LIVE_WORKS}"""  # noqa: S608
        with self._reading():
            *counts, overdue, stuck, works = (int(number) for number in self._database.rows(sql, [_stored(now)])[0])
        by_status = {status: count for status, count in zip(_STATUSES, counts, strict=True) if count}
        return StatusCounts(by_status, overdue, stuck, works)

    def open_ones(self) -> list[Placement]:
        """The latest publication of each work on each platform where that is scheduled or has failed, by moment."""
        some = "SELECT work, platform FROM publication WHERE status IN ('scheduled', 'failed')"
        sql = f"""SELECT work, platform, id, status, "at", url, reason, 1, views, clicks, orders, {_LATEST}
                 FROM publication WHERE (work, platform) IN ({some}) AND {_OF_LIVE_WORKS}
                 GROUP BY work, platform ORDER BY "at", id"""  # noqa: S608
        with self._reading():
            found = [_placement(row) for row in self._database.rows(sql)]
        return [one for one in found if one.status in ("scheduled", "failed")]

    def works_with(self, statuses: Sequence[str], before: datetime | None = None) -> frozenset[str]:
        """The works that have a publication in one of the statuses, if wanted with a moment before `before`."""
        marks = ", ".join("?" * len(statuses))
        early = ' AND "at" < ?' if before is not None else ""
        sql = f"SELECT DISTINCT work FROM publication WHERE NOT archived AND status IN ({marks}){early}"  # noqa: S608
        values = [*statuses, *([_stored(before)] if before is not None else [])]
        with self._reading():
            return frozenset(id_of(row[0]) for row in self._database.rows(sql, values))

    def of(self, work: str, platform: str) -> list[Publication]:
        """Every publication of a work on a platform, the latest first."""
        sql = f"""SELECT id FROM publication WHERE NOT archived AND work = ? AND platform = ?
                 GROUP BY id ORDER BY {_LATEST} DESC"""  # noqa: S608
        with self._reading():
            ids = [id_of(row[0]) for row in self._database.rows(sql, [key_of(work), key_of(platform)])]
            found = {one.id: one for one in self._database.records("publication", ids)}
        return [one for one in (found[name] for name in ids) if isinstance(one, Publication)]

    def linked(self, url: str) -> list[Placement]:
        """The publications with that very link; each counts as one."""
        sql = """SELECT work, platform, id, status, "at", url, reason, 1, views, clicks, orders
                 FROM publication WHERE NOT archived AND url = ?"""
        with self._reading():
            return [_placement(row) for row in self._database.rows(sql, [url])]

    def placements(self) -> Placements:
        """Every pair of a work and a platform, and the results of every platform; meant for a thread of its own."""
        sql = f"""SELECT work, platform, status IN ({_OUT}), views, clicks, orders
                 FROM publication WHERE NOT archived"""  # noqa: S608
        with self._reading():
            rows = self._database.rows(sql)
            names = {key: id_of(key) for key in {key for row in rows for key in row[:2]}}
            taken = frozenset((names[work], names[platform]) for work, platform, *_rest in rows)
            return Placements(taken, _results((names[row[1]], row[3:]) for row in rows if row[2]))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with telling(self._database.path), sound_rows(self._database.path):
            yield


def _results(rows: Iterable[tuple[str, Sequence[int | None]]]) -> dict[str, Results]:
    """The known numbers of each platform, sorted."""
    found: defaultdict[str, tuple[list[int], list[int], list[int]]] = defaultdict(lambda: ([], [], []))
    for platform, numbers in rows:
        for known, number in zip(found[platform], numbers, strict=True):
            if number is not None:
                known.append(number)
    return {platform: Results(*(tuple(sorted(part)) for part in parts)) for platform, parts in found.items()}


def _placement(row: tuple[Any, ...]) -> Placement:
    work, platform, key, status, at, url, reason, count, views, clicks, orders, *_latest = row
    moment = None if at is None else datetime.fromisoformat(at)
    return Placement(
        id_of(work), id_of(platform), id_of(key), status or "draft", moment, url, reason, count, views, clicks, orders
    )


def _stored(at: datetime) -> str:
    """A moment as it stands in the file."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
