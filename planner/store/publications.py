"""What the Distribution page asks of the publications: the matrix, the calendar, counts by status, what there is of a pair.

Each question is one statement; a window of the matrix costs the same among a hundred publications and a hundred thousand.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from planner.model.catalogue import Publication
from planner.model.distribution import OUT
from planner.model.field_types import id_of, key_of
from planner.model.placements import Placement, Placements, Results, StatusCounts
from planner.store.database import Database, sound_rows
from planner.store.failures import telling

_OF_LIVE_WORKS = "NOT publication.archived AND work NOT IN (SELECT id FROM work WHERE archived)"
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
        sql = f"""SELECT status, count(*), total(status = 'scheduled' AND "at" < ?),
                 total(status = 'failed' AND instr(reason, ' → ') = 0)
                 FROM publication WHERE {_OF_LIVE_WORKS} GROUP BY status"""  # noqa: S608
        out = f"""SELECT count(DISTINCT work), count(*) FROM
                 (SELECT DISTINCT work, platform FROM publication WHERE status IN ({_OUT}) AND {_OF_LIVE_WORKS})"""  # noqa: S608
        with self._reading():
            rows = self._database.rows(sql, [_stored(now)])
            works, places = self._database.rows(out)[0]
        by_status = {str(status or ""): count for status, count, _overdue, _stuck in rows}
        return StatusCounts(
            by_status, int(sum(row[2] for row in rows)), int(sum(row[3] for row in rows)), works, places
        )

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
        taken = "SELECT DISTINCT work, platform FROM publication WHERE NOT archived"
        known = f"""SELECT platform, views, clicks, orders FROM publication
                 WHERE NOT archived AND status IN ({_OUT}) AND coalesce(views, clicks, orders) IS NOT NULL"""  # noqa: S608
        with self._reading():
            pairs = frozenset((id_of(work), id_of(platform)) for work, platform in self._database.rows(taken))
            rows = self._database.rows(known)
        return Placements(pairs, _results(rows))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with telling(self._database.path), sound_rows(self._database.path):
            yield


def _results(rows: list[tuple[Any, ...]]) -> dict[str, Results]:
    """The known numbers of each platform, sorted."""
    found: defaultdict[str, tuple[list[int], list[int], list[int]]] = defaultdict(lambda: ([], [], []))
    for platform, *numbers in rows:
        for numbers_known, number in zip(found[id_of(platform)], numbers, strict=True):
            if number is not None:
                numbers_known.append(number)
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
