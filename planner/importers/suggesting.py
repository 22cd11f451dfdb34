"""Offers sales for refunds that no number links: equal money and payee within half a year; nothing is linked by itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.importers.judging import Verdicts
from planner.importers.ledger_lines import SALES
from planner.importers.packed_rows import Draft, PackedRows
from planner.importers.present import ImportedLines

DAYS = 180
MOST = 200
"""So many refunds are looked at; more are not linked one by one."""
MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A refund that no number links: the rows (as their numbers) and lines of the plan (as ids) it may belong to.

    One candidate may be offered; several are for the user to choose from.
    """

    number: int
    candidates: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class _Refund:
    draft: Draft
    amount: int
    is_purchase: bool

    def may_belong(self, day: str, payee: str) -> bool:
        """Whether it may pay back something of that day and payee; an unknown payee excludes nothing."""
        within = bool(day) and bool(self.draft.day) and 0 <= _apart(day, self.draft.day) <= DAYS
        return within and (not payee or not self.draft.payee or payee == self.draft.payee)


def suggest(
    rows: PackedRows, verdicts: Verdicts, imported: ImportedLines, family: Sequence[str]
) -> tuple[Suggestion, ...]:
    """For each refund without a sale, what it may pay back; those with no candidate are left out."""
    wanted = set(verdicts.unlinked[:MOST])
    if not wanted:
        return ()
    refunds: defaultdict[tuple[int, str, bool], list[_Refund]] = defaultdict(list)
    for place, draft in enumerate(rows):
        if place in wanted:
            amount, is_purchase = abs(draft.refund or draft.amount or 0), draft.kind == "spend_refund"
            refunds[amount, draft.currency, is_purchase].append(_Refund(draft, amount, is_purchase))
    found: defaultdict[int, list[int | str]] = defaultdict(list)
    for draft in rows:
        if draft.kind in SALES or draft.kind == "spend":
            key = abs(draft.gross or draft.amount or 0), draft.currency, draft.kind == "spend"
            _offer(refunds.get(key, ()), (draft.day, draft.payee, draft.number), found)
    for stored in imported.entries_of(family):
        if stored.sort in ("sale", "cost") and not stored.pays_back:
            key = abs(stored.amount), stored.currency, stored.sort == "cost"
            _offer(refunds.get(key, ()), (stored.day, "", stored.id), found)
    return tuple(Suggestion(number, tuple(candidates)) for number, candidates in sorted(found.items()))


def _offer(
    refunds: Sequence[_Refund], candidate: tuple[str, str, int | str], found: defaultdict[int, list[int | str]]
) -> None:
    day, payee, target = candidate
    for refund in refunds:
        there = found[refund.draft.number] if refund.may_belong(day, payee) else None
        if there is not None and len(there) < MOST_CANDIDATES:
            there.append(target)


def _apart(first: str, then: str) -> int:
    return (date.fromisoformat(then) - date.fromisoformat(first)).days
