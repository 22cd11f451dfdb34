"""The large kinds (entries, time entries, publications): windows of ids for tables, monthly sums for analysis.

A table asks once for all ids in its order and then for the rows it shows; sums are made by SQLite over integers.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from planner.model.catalogue import KINDS, Record
from planner.model.experiments import Count, Window
from planner.model.field_types import id_of, key_of
from planner.model.money import Entry
from planner.model.proof import Proof
from planner.model.tallies import FeeSum, MonthMinutes, MonthSum, PublicationSum, Tallies
from planner.store import entry_sums, experiments
from planner.store.database import Database, sound_rows
from planner.store.failures import telling
from planner.store.fee_sums import fee_sums
from planner.store.imported import Imported
from planner.store.payees import last_of, payees_like
from planner.store.publications import Publications
from planner.store.rows import form_of
from planner.store.time_log import TimeLog


@dataclass(frozen=True)
class Wanted:
    """Which rows, in which order: equal values per column, a span of days, and one column to sort by."""

    equal: dict[str, Any] = field(default_factory=dict)
    since: str = ""
    until: str = ""
    order: str = ""
    falling: bool = True
    archived: bool = False


_IDS = 1000  # ids asked for at once
_DAY = {
    "entry": '"date"',
    "time_entry": 'substr(coalesce("date", "start"), 1, 10)',
    "publication": 'substr("at", 1, 10)',
}


class Journal:
    """Reads the large kinds of an open plan; writing them is a transaction's business."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.publications = Publications(database)
        self.imported = Imported(database)
        self.time_log = TimeLog(database)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what SQLite refuses inside, and rows that make no sense, into a FileError."""
        with telling(self._database.path), sound_rows(self._database.path):
            yield

    def rowids(self, kind: str, wanted: Wanted | None = None) -> "array[int]":
        """The row numbers of all records wanted, in order; 8 bytes a row, so that a million fit easily."""
        sql, values = _query(kind, wanted or Wanted())
        with self._reading():
            return array("q", (row[0] for row in self._database.connection.execute(sql, values)))

    def window(self, kind: str, rowids: Sequence[int]) -> list[Record]:
        """The records of some row numbers, in that order; those deleted meanwhile are left out."""
        form = form_of(kind)
        marks = ", ".join("?" * len(rowids))
        columns = form.select.replace("SELECT ", "SELECT rowid, ", 1)
        with self._reading():
            rows = self._database.rows(f"{columns} WHERE rowid IN ({marks})", list(rowids))
            found = {row[0]: form.record(row[1:], {}) for row in rows}
        return [found[rowid] for rowid in rowids if rowid in found]

    def records(self, kind: str, ids: Iterable[str]) -> list[Record]:
        """The records of the given ids that exist."""
        with self._reading():
            return self._database.records(kind, ids)

    def all(self, kind: str) -> list[Record]:
        """Every record of the kind, oldest first (exports)."""
        with self._reading():
            found = self._database.records(kind)
        return sorted(found, key=lambda record: (record.position, record.id))

    def rowid_of(self, kind: str, record_id: str) -> int | None:
        """The row number of a record; None when there is none."""
        with self._reading():
            rows = self._database.rows(f'SELECT rowid FROM "{kind}" WHERE id = ?', (key_of(record_id),))  # noqa: S608
        return int(rows[0][0]) if rows else None

    def ids(self, kind: str, rowids: Sequence[int]) -> list[str]:
        """The ids of the records of some row numbers, in no order; those deleted meanwhile are left out."""
        found: list[str] = []
        with self._reading():
            for start in range(0, len(rowids), _IDS):
                part = list(rowids[start : start + _IDS])
                marks = ", ".join("?" * len(part))
                rows = self._database.rows(f'SELECT id FROM "{kind}" WHERE rowid IN ({marks})', part)  # noqa: S608
                found += [id_of(row[0]) for row in rows]
        return found

    def payees(self, text: str, most: int = 8) -> list[str]:
        """Names that money came from or went to and that may be meant by `text`."""
        with self._reading():
            return payees_like(self._database, text, most)

    def last_like(self, payee: str) -> Entry | None:
        """The last entry of that payee."""
        with self._reading():
            rowid = last_of(self._database, payee)
        found = self.window("entry", [rowid]) if rowid is not None else []
        return next((entry for entry in found if isinstance(entry, Entry)), None)

    def last_place(self, kind: str) -> str:
        """The highest position of a record of the kind; empty when none was placed."""
        with self._reading():
            return str(self._database.rows(f"SELECT coalesce(max(position), '') FROM \"{kind}\"")[0][0])  # noqa: S608

    def count(self, kind: str, wanted: Wanted | None = None) -> int:
        """How many records are wanted."""
        where, values = _where(kind, wanted or Wanted())
        with self._reading():
            return int(self._database.rows(f'SELECT count(*) FROM "{kind}"{where}', values)[0][0])  # noqa: S608

    def count_naming(self, kind: str, field_name: str, target: str) -> int:
        """How many records, archived ones too, name `target` in that field."""
        with self._reading():
            return self._database.count_naming(kind, field_name, target)

    def money_by_month(self) -> list[MonthSum]:
        """Amounts and fees of the ledger by month, sort, currency, product, platform and partner."""
        with self._reading():
            return entry_sums.month_sums(self._database)

    def proofs(self, product: str | None = None) -> dict[str, Proof]:
        """What the ledger proves of every product that was sold, or of one."""
        with self._reading():
            return entry_sums.proofs(self._database, product)

    def counts(self, windows: Iterable[Window]) -> dict[str, Count]:
        """What experiments have counted so far, by their ids."""
        return experiments.counts(self._database, windows)

    def fees(self) -> list[FeeSum]:
        """What platforms charged on sales, by platform and currency."""
        return fee_sums(self._database)

    def minutes_by_month(self) -> list[MonthMinutes]:
        """Minutes of the time log by month, activity and product."""
        sql = """SELECT substr(coalesce("date", "start"), 1, 7), activity, product, sum(minutes)
                 FROM time_entry WHERE NOT archived GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
        with self._reading():
            return [
                MonthMinutes(month or "", activity, _id(product), minutes)
                for month, activity, product, minutes in self._database.rows(sql)
            ]

    def tallies(self) -> Tallies:
        """Everything the journal adds up to; each table is read once for each thing it is asked."""
        publications, published_on = self._publications()
        return Tallies(
            money=tuple(self.money_by_month()),
            minutes=tuple(self.minutes_by_month()),
            publications=publications,
            weeks=self._weeks(),
            milestones=self._minutes_by("milestone"),
            domains=self._minutes_by("domain"),
            proofs=self.proofs(),
            published_on=published_on,
            publishing=self._publishing(),
        )

    def _publications(self) -> tuple[tuple[PublicationSum, ...], dict[str, date]]:
        """The sums of publications, and the last day on which each product was published."""
        sql = """SELECT substr("at", 1, 7), platform, work.product, status, count(*), sum(coalesce(views, 0)), count(views),
                 sum(iif(views IS NULL, 0, coalesce(clicks, 0))), sum(iif(clicks IS NULL, 0, coalesce(views, 0))),
                 sum(iif(clicks IS NULL, 0, coalesce(orders, 0))), sum(iif(orders IS NULL, 0, coalesce(clicks, 0))),
                 substr(max("at"), 1, 10)
                 FROM publication JOIN work ON work.id = publication.work
                 WHERE NOT publication.archived GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""
        found: list[PublicationSum] = []
        days: dict[str, str] = {}
        with self._reading():
            for month, platform, product_key, status, *sums, day in self._database.rows(sql):
                product = _id(product_key)
                found.append(PublicationSum(month or "", _id(platform) or "", product, status or "", *sums))
                if day and status == "published" and product is not None:
                    days[product] = max(day, days.get(product, day))
            return tuple(found), {product: date.fromisoformat(day) for product, day in days.items()}

    def _publishing(self) -> dict[tuple[str, str], int]:
        """Minutes of publishing by month and platform."""
        sql = """SELECT substr(coalesce("date", "start"), 1, 7), platform, sum(minutes) FROM time_entry
                 WHERE platform IS NOT NULL AND activity = 'publishing' AND NOT archived GROUP BY 1, 2"""
        with self._reading():
            return {(month or "", id_of(key)): minutes for month, key, minutes in self._database.rows(sql)}

    def _weeks(self) -> dict[str, int]:
        """Minutes by the Monday of the week, without employed time."""
        sql = f"""SELECT {_DAY["time_entry"]}, sum(minutes) FROM time_entry
                 WHERE NOT archived AND activity IS NOT 'employed' GROUP BY 1 ORDER BY 1"""  # noqa: S608
        weeks: dict[str, int] = {}
        with self._reading():
            for day, minutes in self._database.rows(sql):
                at = date.fromisoformat(day)
                monday = (at - timedelta(days=at.weekday())).isoformat()
                weeks[monday] = weeks.get(monday, 0) + minutes
        return weeks

    def _minutes_by(self, field_name: str) -> dict[str, int]:
        """Minutes by the record that `field_name` of the time log names."""
        sql = f"""SELECT +"{field_name}", sum(minutes) FROM time_entry
                 WHERE NOT archived AND +"{field_name}" IS NOT NULL GROUP BY 1"""  # noqa: S608
        with self._reading():
            return {id_of(key): minutes for key, minutes in self._database.rows(sql)}


@lru_cache(4096)  # sums name the same few records again and again
def _id(key: Any) -> str | None:
    return None if key is None else id_of(key)


def _where(kind: str, wanted: Wanted) -> tuple[str, list[Any]]:
    parts = [] if wanted.archived else ["NOT archived"]
    values: list[Any] = []
    references = {spec.name for spec in KINDS[kind].references}
    for name, value in wanted.equal.items():
        parts.append(f'"{KINDS[kind].by_name[name].name}" IS ?')
        values.append(key_of(value) if name in references and value is not None else value)
    for sign, day in ((">=", wanted.since), ("<=", wanted.until)):
        if day:
            parts.append(f"{_DAY[kind]} {sign} ?")
            values.append(day)
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _query(kind: str, wanted: Wanted) -> tuple[str, list[Any]]:
    where, values = _where(kind, wanted)
    order = f'"{KINDS[kind].by_name[wanted.order].name}"' if wanted.order else _DAY[kind]
    way = "DESC" if wanted.falling else "ASC"
    return f'SELECT rowid FROM "{kind}"{where} ORDER BY {order} {way}, rowid {way}', values  # noqa: S608
