"""Writes a staged file into a plan: one edit that holds the lines, their links, what had to be made, and the batch itself."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from planner.importers.batch import following
from planner.importers.content import Pause, go_on
from planner.importers.judging import KNOWN, MERGED, NEW, MoneyChange
from planner.importers.ledger_lines import (
    BUYER,
    INCOMING,
    LONGEST_MEMO,
    MAIN,
    PAID_BACK,
    PARTS,
    TAX,
    Line,
    further_lines,
    main_line,
)
from planner.importers.packed_rows import Draft
from planner.importers.posts import post_of
from planner.importers.present import ImportedLines
from planner.importers.sources import platform_made
from planner.importers.staged import Staged
from planner.importers.sums import Sums
from planner.model.catalogue import Batch, Entry, Platform, Record, TimeEntry
from planner.model.field_types import NOTES_LENGTH
from planner.model.imported import external_id
from planner.model.order import places_after
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform
from planner.model.values import Hours, Money, Range


class Writer(Protocol):
    """What a transaction can do that an import needs."""

    @property
    def plan(self) -> Plan:
        """The plan with everything written so far."""

    def find(self, kind: str, record_id: str) -> Record | None: ...

    def insert(self, record: Any) -> Any: ...

    def insert_many(self, records: Iterable[Any]) -> int: ...

    def insert_lines(self, kind: str, fields: Sequence[str], lines: Iterable[Sequence[Any]]) -> int: ...

    def update(self, record: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Way:
    """How a staged file is taken in: the ids to use (by number, rising), the moment, and what was decided by hand.

    `excluded` are numbers of rows left out, `links` give for the number of a refund the number of its sale or the id of
    a line of the plan, `applied` are numbers of known rows whose changed money is taken over. `pause` is called often and
    may raise to stop: then nothing is written.
    """

    ids: Callable[[int], str]
    now: datetime
    today: date
    excluded: frozenset[int] = frozenset()
    links: Mapping[int, int | str] = field(default_factory=dict)
    applied: frozenset[int] = frozenset()
    catalogue: tuple[CataloguePlatform, ...] = ()
    pause: Pause = go_on


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of it: rows that were new or completed something, and the sums of what was added."""

    accepted: int
    sums: dict[str, dict[str, str]]
    batch: Batch


def take_in(writer: Writer, staged: Staged, imported: ImportedLines, way: Way) -> Taken | None:
    """Write the staged file in one transaction of the caller's; None, and nothing is written, when no row is accepted."""
    return _Writing(writer, staged, imported, way).take_in()


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A writer that writes nothing: with it one learns what an import would come to. `look` finds records."""

    plan: Plan
    look: Callable[[str, str], Record | None]

    def find(self, kind: str, record_id: str) -> Record | None:
        """The record as it is in the plan."""
        return self.look(kind, record_id)

    def insert(self, record: Any) -> Any:
        """The record, unwritten."""
        return record

    def insert_many(self, records: Iterable[Any]) -> int:
        """How many there are."""
        return sum(1 for _record in records)

    def insert_lines(self, _kind: str, _fields: Sequence[str], lines: Iterable[Sequence[Any]]) -> int:
        """How many there are."""
        return sum(1 for _line in lines)

    def update(self, record: Any) -> Any:
        """The record, unwritten."""
        return record


class _Writing:
    """One staged file on its way into a plan."""

    def __init__(self, writer: Writer, staged: Staged, imported: ImportedLines, way: Way) -> None:
        self._writer, self._staged, self._way = writer, staged, way
        self._imported = imported
        self._origin = staged.origin
        self._sums = Sums()
        self._accepted = 0
        self._further = len(staged.rows) * PARTS  # ids beyond those of the rows
        self._left: set[int] = set()  # places of rows left out
        self._links: dict[int, int | str] = {}
        self._applied: list[MoneyChange] = []
        self._buyers = 0

    def take_in(self) -> Taken | None:
        """Write everything."""
        self._leave_out()
        if self._accepted == 0:
            return None
        self._make_platform()
        self._keep_rules()
        write = {"money": self._money, "posts": self._posts, "time": self._time, "audience": self._audience}
        write[self._staged.layout.record]()
        batch = self._batch()
        self._writer.insert(batch)
        return Taken(self._accepted, self._sums.told(), batch)

    def _leave_out(self) -> None:
        """See what was decided by hand, and how many rows are taken in."""
        way, verdicts = self._way, self._staged.verdicts
        if way.excluded or way.links:
            places = {draft.number: place for place, draft, _status in self._staged.judged()}
            left = (places[number] for number in way.excluded if number in places)
            self._left = {place for place in left if verdicts.status[place] != KNOWN}
            self._links = {
                places[number]: places.get(target, "") if isinstance(target, int) else target
                for number, target in way.links.items()
                if number in places
            }
        self._applied = [change for change in verdicts.changes if change.number in way.applied]
        self._accepted = self._staged.accepted - len(self._left) + len(self._applied)

    def _rows(self) -> Iterator[tuple[int, Draft, int]]:
        for row in self._staged.judged():
            if row[0] % _PAUSED_EACH == 0:
                self._way.pause()
            if row[2] != KNOWN and row[0] not in self._left:
                yield row

    def _new_id(self) -> str:
        self._further += 1
        return self._way.ids(self._further)

    def _row_id(self, place: int, part: int) -> str:
        return self._way.ids(place * PARTS + part)

    def _make_platform(self) -> None:
        """Put the platform of the source into the plan, where income or posts belong to it and it is missing."""
        source = self._staged.source
        if source is None or not source.made or self._origin.platform is not None:
            return
        there = self._writer.plan.of(Platform, archived=True)
        place = places_after(there[-1].position if there else "", 1)[0]
        made = platform_made(source, self._way.catalogue, self._new_id(), place)
        self._writer.insert(made)
        self._origin = replace(self._origin, platform=made.id)

    def _keep_rules(self) -> None:
        """Keep the rules that were given along and are not in the plan yet."""
        given = [rule for rule in self._staged.rules.rules if not rule.id]
        there = self._writer.plan.records("import_rule", archived=True)
        places = places_after(there[-1].position if there else "", len(given))
        known = {replace(rule, id="", position="") for rule in there}
        for rule, place in zip(given, places, strict=True):
            if rule not in known:
                self._writer.insert(replace(rule, id=self._new_id(), position=place))

    # money

    def _money(self) -> None:
        family = (self._staged.layout.id,)
        self._buyers = self._imported.payees_like(family, BUYER)
        self._writer.insert_lines("entry", Line._fields, self._lines())
        self._mend()

    def _lines(self) -> Iterator[Line]:
        """The new lines, in the order of the file; further rows of an order are told by its first."""
        held: Line | None = None
        sums, assignment, mentioned = self._sums, self._staged.rules.assignment, self._staged.verdicts.paid_back
        paying_back, ids = self._staged.verdicts.targets | self._links, self._way.ids
        for place, draft, status in self._rows():
            if draft.kind == "order_line":
                sums.see(draft.currency)
                held = _with_line(held, draft) if held is not None else None
                continue
            if held is not None:
                yield held
            sums.see(draft.currency)
            paid_back = mentioned.get(place, 0)
            target = self._target(paying_back[place]) if place in paying_back else None
            line = main_line(draft, self._origin, assignment(draft.rule), ids(place * PARTS + MAIN), target)
            if draft.tax or draft.fee or paid_back:
                yield from self._besides(line, (place, draft, status), paid_back)
            if status == NEW:
                held = self._numbered(line) if draft.kind in INCOMING and not line.payee else line
                sums.add(held)
            else:
                held = None
        if held is not None:
            yield held

    def _besides(self, main: Line, row: tuple[int, Draft, int], paid_back: int) -> Iterator[Line]:
        """The new lines that a row tells besides its own."""
        place, draft, status = row
        for part, differing in further_lines(draft, paid_back):
            if status == NEW or part == PAID_BACK or (part == TAX and place in self._staged.verdicts.taxes):
                target = self._staged.verdicts.standing.get(place) or main.id if part == PAID_BACK else None
                line = main._replace(id=self._row_id(place, part), refund_of=target, **differing)
                self._sums.add(line)
                yield line

    def _numbered(self, line: Line) -> Line:
        """The line with a number for a buyer who is not named."""
        self._buyers += 1
        return line._replace(payee=f"{BUYER}{self._buyers}")

    def _target(self, target: int | str) -> str | None:
        """The id of what a refund belongs to; None where nothing was found, or it is left out."""
        if isinstance(target, str):
            return target or None
        return None if target in self._left else self._row_id(target, MAIN)

    def _mend(self) -> None:
        """Bring lines of the plan up to what the file adds to them; what is filled in already stays as it is."""
        verdicts = self._staged.verdicts
        for record_id, more in verdicts.completions.items():
            self._complete(record_id, more)
        for record_id, left in verdicts.reduced.items():
            entry = self._entry(record_id)
            if entry is not None and entry.amount is not None:
                sign = -1 if entry.amount.minor < 0 else 1
                self._change(entry, amount=Money.of_minor(sign * left, entry.amount.currency))
        for record_id, sale in verdicts.adopted:
            entry, target = self._entry(record_id), self._target(sale)
            if entry is not None and target is not None and entry.refund_of is None:
                self._change(entry, refund_of=target)
        for change in self._applied:
            entry = self._entry(change.id)
            if entry is not None:
                fee = entry.fee if change.fee_after is None else Money.of_minor(change.fee_after, change.currency)
                self._change(entry, amount=Money.of_minor(change.after, change.currency), fee=fee)
        self._replace()

    def _complete(self, record_id: str, more: Any) -> None:
        entry = self._entry(record_id)
        if entry is None:
            return
        fields: dict[str, Any] = {}
        if more.fee is not None and entry.fee is None:
            fields["fee"] = Money.of_minor(more.fee, str(entry.currency))
        if more.memo and not entry.memo:
            fields["memo"] = more.memo
        if more.quantity is not None and entry.quantity is None:
            fields["quantity"] = Decimal(more.quantity)
        self._change(entry, **fields)

    def _replace(self) -> None:
        """A refund that a sale had mentioned gets the day, the number and the amount of its own row."""
        replaced = self._staged.verdicts.replaced
        for place, draft, status in self._rows() if replaced else ():
            stored = replaced.get(place)
            entry = self._entry(stored.id) if stored is not None and status == MERGED else None
            if entry is None:
                continue
            assigned = self._staged.rules.assignment(draft.rule)
            told = main_line(draft, self._origin, assigned, entry.id)
            self._change(entry, **{name: getattr(told, name) for name in _TOLD_BETTER})

    def _entry(self, record_id: str) -> Entry | None:
        found = self._writer.find("entry", record_id)
        return found if isinstance(found, Entry) else None

    def _change(self, entry: Entry, **fields: Any) -> None:
        changed = replace(entry, **fields)
        self._sums.add(entry, -1)
        self._sums.add(changed)
        self._writer.update(changed)

    # what is no money

    def _posts(self) -> None:
        staged = self._staged
        assert staged.posts is not None  # noqa: S101 - staged so
        frame = (staged.layout, staged.posts, self._origin.platform or "", self._way.today)
        there = self._writer.plan.records("work", archived=True)
        last = there[-1].position if there else ""
        for _place, draft, _status in self._rows():
            post = post_of(draft, frame, self._new_id)
            if post.work is not None:
                last = places_after(last, 1)[0]
                self._writer.insert(replace(post.work, position=last))
            (self._writer.insert if post.is_new else self._writer.update)(post.publication)

    def _time(self) -> None:
        def entry(place: int, draft: Draft) -> TimeEntry:
            assigned = self._staged.rules.assignment(draft.rule)
            fields: dict[str, Any] = {
                "start": datetime.fromisoformat(draft.at) if draft.at else None,
                "date": date.fromisoformat(draft.day) if not draft.at else None,
                "minutes": Hours(round(Decimal(draft.seconds or 0) / 60)),  # half to even
                "memo": draft.memo[:LONGEST_MEMO],
                "external_id": external_id(draft.key, ""),
                "source": self._staged.layout.id,
                "product": assigned.product,
                "platform": assigned.platform,
            }
            return TimeEntry(id=self._row_id(place, MAIN), **fields)

        self._writer.insert_many(entry(place, draft) for place, draft, _status in self._rows())

    def _audience(self) -> None:
        platform = self._writer.find("platform", self._origin.platform or "")
        if isinstance(platform, Platform):
            self._writer.update(replace(platform, audience=Range.exact(following(self._staged.audience))))

    # the batch

    def _batch(self) -> Batch:
        staged, file = self._staged, self._staged.file
        there = self._writer.plan.records("batch", archived=True)
        answers = {name: value for name in _ANSWERS if (value := getattr(staged.answers, name))}
        counts = staged.counts | {"accepted": self._accepted, "excluded": len(self._left), "sums": self._sums.told()}
        fields: dict[str, Any] = {
            "file": file.name[-_LONGEST_NAME:],
            "format": staged.layout.id,
            "size": file.size,
            "sha256": file.sha256,
            "on": self._way.now,
            "answers": json.dumps(answers),
            "counts": json.dumps(counts),
            "rejected": self._rejected(),
        }
        place = places_after(there[-1].position if there else "", 1)[0]
        return Batch(id=self._new_id(), position=place, **fields)

    def _rejected(self) -> str:
        """The rejected rows by their reasons, as short as may be."""
        rejected = {reason: list(numbers) for reason, numbers in self._staged.rejected.items()}
        left = sorted(self._way.excluded) if self._left else []
        rejected |= {"excluded": left} if left else {}
        return "\n".join(f"{reason}: {_spans(numbers)}" for reason, numbers in rejected.items())[:NOTES_LENGTH]


_ANSWERS = ("currency", "date_order", "decimal_sign", "zone")
_TOLD_BETTER = ("date", "amount", "fee", "external_id", "source")
_LONGEST_NAME = 200
_PAUSED_EACH = 500


def _with_line(line: Line, draft: Draft) -> Line:
    memo = f"{line.memo}, {draft.memo}"[:LONGEST_MEMO] if draft.memo and line.memo else line.memo or draft.memo
    more = None if draft.quantity is None else (line.quantity or 0) + Decimal(draft.quantity)
    return line._replace(memo=memo, quantity=line.quantity if more is None else more)


def _spans(numbers: list[int]) -> str:
    """Row numbers with those in a row drawn together: 3, 7-9."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in parts)
