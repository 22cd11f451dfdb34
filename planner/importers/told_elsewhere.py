"""Finds money that the statement of somebody else has told already, so that a row may be left out; nothing is by itself.

A payout is told by who pays it and by the wallet it comes to, a purchase by the shop and by the wallet that paid, a sale
by the shop and by PayPal. The two have no number in common: they are held against each other by amount and day, each
line of the plan for one row. Rows that tell a fee, a tax or a refund are not offered, for those would be lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from planner.importers.formats import Format, formats
from planner.importers.judging import NEW, Verdicts
from planner.importers.ledger_lines import flow
from planner.importers.packed_rows import PackedRows
from planner.importers.present import ImportedLines
from planner.importers.sources import OWN, source_of
from planner.model.imported import Stored

SHOPS: Final[Mapping[str, tuple[str, ...]]] = {"jd": ("京东",), "meituan": ("美团",)}
"""How a wallet calls the shop of a family."""
_WALLETS = frozenset({"wechat_personal", "alipay_personal", "alipay_balance"})


class Elsewhere(NamedTuple):
    """A row, by its number, whose money the line of the plan with that id may have told."""

    number: int
    id: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that tell the same money: whose statement, the kind of its rows, the sorts of its lines in the plan."""

    who: str
    kind: str
    sorts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that tell the same money at most so many days apart."""

    name: str
    sides: tuple[Side, Side]
    days: int


PAIRS: Final = (
    Pair("payout", (Side("payer", "move", frozenset({"payout"})), Side("wallet", "other_in", frozenset({"transfer", "payout"}))), 7),
    Pair("purchase", (Side("shop", "spend", frozenset({"cost"})), Side("wallet", "spend", frozenset({"cost"}))), 1),
    Pair("receipt", (Side("seller", "sale", frozenset({"sale", "payout"})), Side("paypal", "sale", frozenset({"sale"}))), 7),
)  # fmt: skip


@lru_cache(256)
def roles(family: str) -> frozenset[str]:
    """Whose statements a family of formats are."""
    found = {family} if family == "paypal" else set()
    if family in _WALLETS or family.startswith(OWN):
        found.add("wallet")
    if family in SHOPS:
        found.add("shop")
    layout = next((one for one in formats() if one.family == family), None)
    source = source_of(layout) if layout is not None else None
    if source is not None:
        found |= {"payer", "seller"} if source.made else {"payer"}
    return frozenset(found)


def told_elsewhere(
    rows: PackedRows, verdicts: Verdicts, imported: ImportedLines, layout: Format, mapped: Iterable[str] = ()
) -> tuple[Elsewhere, ...]:
    """The new rows of a file whose money the plan may have; `mapped` are the formats of tables mapped by the user."""
    search = [
        (pair, mine, other) for pair in PAIRS for mine, other in _both(pair.sides) if mine.who in roles(layout.family)
    ]
    families = {one.id: one.family for one in formats() if one.record == "money"} | {name: name for name in mapped}
    sources = [
        source
        for source, family in families.items()
        if family != layout.family and any(other.who in roles(family) for _pair, _mine, other in search)
    ]
    waiting: defaultdict[tuple[str, str, int, str], list[int]] = defaultdict(list)
    there = bool(sources) and next(iter(imported.entries_of(sources)), None) is not None
    for place, draft in enumerate(rows) if there else ():
        if verdicts.status[place] == NEW and draft.day and not (draft.fee or draft.refund or draft.tax):
            for pair, mine, _other in search:
                if draft.kind == mine.kind and (name := _name(pair, layout.family, draft.payee)):
                    waiting[name, draft.currency, abs(flow(draft)), draft.day].append(draft.number)
    found = []
    for stored in imported.entries_of(sources) if waiting else ():
        number = _taken(stored, families[stored.source], search, waiting)
        if number is not None:
            found.append(Elsewhere(number, stored.id))
    return tuple(sorted(found))


def _both(sides: tuple[Side, Side]) -> tuple[tuple[Side, Side], tuple[Side, Side]]:
    return sides, (sides[1], sides[0])


def _name(pair: Pair, family: str, payee: str) -> str:
    """What the two must have in common besides amount and day; for a purchase the shop, "" where it is none we know."""
    if pair.name != "purchase":
        return pair.name
    if family in SHOPS:
        return family
    return next((shop for shop, names in SHOPS.items() if any(name in payee for name in names)), "")


def _taken(
    stored: Stored,
    family: str,
    search: Iterable[tuple[Pair, Side, Side]],
    waiting: Mapping[tuple[str, str, int, str], list[int]],
) -> int | None:
    """The waiting row nearest in days that tells what this line tells; it waits no longer."""
    for pair, _mine, other in search:
        inward = other.kind != "other_in" or stored.amount > 0
        if other.who not in roles(family) or stored.sort not in other.sorts or not stored.day or not inward:
            continue
        name = _name(pair, family, stored.payee)
        for day in _around(stored.day, pair.days):
            there = waiting.get((name, stored.currency, abs(stored.amount), day))
            if there:
                return there.pop()
    return None


@lru_cache(4096)
def _around(day: str, days: int) -> tuple[str, ...]:
    """The days at most so many away, the nearest first."""
    middle = date.fromisoformat(day)
    return tuple((middle + timedelta(apart)).isoformat() for apart in sorted(range(-days, days + 1), key=abs))
