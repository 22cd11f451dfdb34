"""What an import offers and never does by itself: links of refunds, changed money, money told elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.importers.packed_rows import Draft
from planner.importers.staged import Staged
from planner.model.catalogue import Entry
from planner.session import Journal


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A refund, by the number of its row, and one sale it may belong to: a row's number or the id of an entry."""

    number: int
    target: int | str
    refund: Draft
    day: str
    payee: str
    choices: int


@dataclass(frozen=True, slots=True)
class ChangeOffer:
    """A row that is known with other money. Amounts in smallest units."""

    number: int
    currency: str
    payee: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class ElsewhereOffer:
    """A row that may be left out, and the line of the ledger that may have told its money: sort, day and words."""

    row: Draft
    sort: str
    day: str
    payee: str


@dataclass(frozen=True, slots=True)
class Offers:
    """All that a file offers."""

    links: tuple[LinkOffer, ...] = ()
    changes: tuple[ChangeOffer, ...] = ()
    elsewhere: tuple[ElsewhereOffer, ...] = ()


def offers_of(staged: Staged, journal: Journal) -> Offers:
    """The offers of a staged file, each with what a person tells it by."""
    suggestions, changes = staged.suggestions, staged.verdicts.changes
    targets = {target for one in suggestions for target in one.candidates} | {one.id for one in staged.elsewhere}
    numbers = {one.number for one in suggestions} | {one.number for one in changes}
    numbers |= {one.number for one in staged.elsewhere} | {target for target in targets if isinstance(target, int)}
    drafts = {draft.number: draft for draft in staged.rows if draft.number in numbers} if numbers else {}
    entries = {
        one.id: one
        for one in journal.records("entry", [target for target in targets if isinstance(target, str)])
        if isinstance(one, Entry)
    }
    links = [
        LinkOffer(one.number, target, drafts[one.number], *_line(target, drafts, entries), len(one.candidates))
        for one in suggestions
        for target in one.candidates
        if one.number in drafts
    ]
    told = [
        ChangeOffer(one.number, one.currency, drafts[one.number].payee, one.before, one.after)
        for one in changes
        if one.number in drafts
    ]
    elsewhere = [
        ElsewhereOffer(drafts[one.number], entries[one.id].sort or "", *_line(one.id, drafts, entries))
        for one in staged.elsewhere
        if one.id in entries
    ]
    return Offers(tuple(links), tuple(told), tuple(elsewhere))


def _line(target: int | str, drafts: Mapping[int, Draft], entries: Mapping[str, Entry]) -> tuple[str, str]:
    """Day and words of a line: a row of the file, or an entry of the ledger."""
    if isinstance(target, int):
        draft = drafts.get(target)
        return (draft.day, draft.payee or draft.memo) if draft else ("", "")
    entry = entries.get(target)
    return (entry.date.isoformat() if entry.date else "", entry.payee or entry.memo) if entry else ("", "")
