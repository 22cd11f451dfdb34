"""What the week grid and the hourly income ask of the time log: the entries of days, sums by week, what came last."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from planner.model.catalogue import TimeEntry
from planner.model.field_types import id_of, key_of
from planner.model.weeks import WeekOfProduct
from planner.store.database import Database, sound_rows
from planner.store.failures import telling
from planner.store.rows import form_of

_LATELY: Final = 500  # entries looked through for what was worked on last
_DAY: Final = 'coalesce("date", substr("start", 1, 10))'
_MONDAY: Final = "date({day}, '-6 days', 'weekday 1')"
_NET: Final = "CASE sort WHEN 'sale' THEN amount WHEN 'refund' THEN -abs(amount) WHEN 'fee' THEN -amount ELSE 0 END"


class TimeLog:
    """Reads the time log of an open plan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(self, first: date, last: date) -> list[TimeEntry]:
        """The entries of days from `first` to `last`, both included, in the order in which they were worked."""
        sql = f"""{form_of("time_entry").select} WHERE NOT archived AND {_DAY} BETWEEN ? AND ?
                  ORDER BY {_DAY}, "start", rowid"""
        return self._entries(sql, (first.isoformat(), last.isoformat()))

    def latest(self, count: int) -> list[TimeEntry]:
        """The newest entry of each of the `count` things worked on last, the newest first."""
        what = "product, milestone, alliance, domain, platform, activity, memo"
        lately = f"SELECT rowid AS at, {what} FROM time_entry WHERE NOT archived ORDER BY rowid DESC LIMIT {_LATELY}"  # noqa: S608
        sql = f"""{form_of("time_entry").select} WHERE rowid IN (SELECT max(at) FROM ({lately}) GROUP BY {what})
                  ORDER BY rowid DESC LIMIT ?"""  # noqa: S608
        return self._entries(sql, (count,))

    def usual_activity(self, field: str, target: str) -> str | None:
        """The activity of the newest entry whose `field` names `target`."""
        sql = f'SELECT activity FROM time_entry WHERE "{field}" = ? AND NOT archived ORDER BY rowid DESC LIMIT 1'  # noqa: S608
        with self._reading():
            rows = self._database.rows(sql, (key_of(target),))
        return rows[0][0] if rows else None

    def weeks(self, since: date) -> list[WeekOfProduct]:
        """Minutes and net income by week and product from the day `since` on, a Monday; employed time is left out."""
        worked = f"""SELECT {_MONDAY.format(day=_DAY)}, product, sum(minutes) FROM time_entry
                     WHERE NOT archived AND activity IS NOT 'employed' AND {_DAY} >= ? GROUP BY 1, 2"""  # noqa: S608
        earned = f"""SELECT {_MONDAY.format(day='"date"')}, product, currency, sum({_NET}) - sum(coalesce(fee, 0))
                     FROM entry WHERE NOT archived AND "date" >= ?
                     AND (sort IN ('sale', 'refund', 'fee') OR fee <> 0) GROUP BY 1, 2, 3"""  # noqa: S608
        with self._reading():
            minutes = self._database.rows(worked, (since.isoformat(),))
            money = self._database.rows(earned, (since.isoformat(),))
        return [
            *(WeekOfProduct(date.fromisoformat(day), _id(key), minutes=count) for day, key, count in minutes),
            *(WeekOfProduct(date.fromisoformat(day), _id(key), 0, code, net) for day, key, code, net in money),
        ]

    def domain_minutes(self, first: date, last: date) -> dict[str, int]:
        """Minutes by domain of the days from `first` to `last`, both included."""
        sql = f"""SELECT domain, sum(minutes) FROM time_entry
                  WHERE NOT archived AND domain IS NOT NULL AND {_DAY} BETWEEN ? AND ? GROUP BY 1"""  # noqa: S608
        with self._reading():
            return {id_of(key): count for key, count in self._database.rows(sql, (first.isoformat(), last.isoformat()))}

    def _entries(self, sql: str, values: Sequence[Any]) -> list[TimeEntry]:
        form = form_of("time_entry")
        with self._reading():
            found = [form.record(row, {}) for row in self._database.rows(sql, values)]
        return [entry for entry in found if isinstance(entry, TimeEntry)]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with telling(self._database.path), sound_rows(self._database.path):
            yield


def _id(key: Any) -> str | None:
    return None if key is None else id_of(key)
