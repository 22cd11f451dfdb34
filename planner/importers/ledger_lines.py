"""What a row of money becomes in the ledger: its line, and those it tells besides, such as its tax or what was paid back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from planner.importers.assignments import Assignment
from planner.importers.packed_rows import Draft
from planner.model.field_types import NAME_LENGTH
from planner.model.imported import FLAGGED, external_id, part_of
from planner.model.parsing_entries import OUTGOING
from planner.model.values import Money

SALES = frozenset({"sale", "free", "period"})
"""Kinds of rows that a refund may belong to, besides own purchases."""
REFUNDS = frozenset({"refund", "spend_refund"})
INCOMING = frozenset({"sale", "free", "refund", "other_in"})
"""Kinds whose other side is a person who paid; such are numbered, never named."""
_SORTS = {
    "sale": "sale", "free": "sale", "period": "sale", "refund": "refund", "fee": "fee", "tax": "tax",
    "other_in": "transfer", "spend": "cost", "spend_refund": "cost", "move": "transfer",
}  # fmt: skip
_FEE_BESIDE = SALES | {"refund", "fee"}  # kinds whose fee stands beside the amount of their own line
_INWARD = frozenset({"sale", "salary", "payout", "transfer"})
_OUTWARD = frozenset({"cost", "ad_spend", "fee", "tax", "transfer"})
_FITTING = {"sale": _INWARD, "other_in": _INWARD, "spend": _OUTWARD, "move": _INWARD | _OUTWARD}
PARTS = 4  # ids a row may need: its own line, a refund it mentions, tax, a fee inside
MAIN, PAID_BACK, TAX, FEE = range(PARTS)
LONGEST_MEMO = 2000
BUYER = "buyer #"


class Line(NamedTuple):
    """An entry as an import writes it: its id and the fields that an import fills."""

    id: str
    date: date
    sort: str
    amount: Money
    currency: str
    fee: Money | None
    product: str | None
    platform: str | None
    partner: str | None
    quantity: Decimal | None
    payee: str
    memo: str
    refund_of: str | None
    external_id: str
    source: str


_line: Callable[[tuple[object, ...]], Line] = partial(tuple.__new__, Line)  # of as many values as it has fields


@dataclass(frozen=True, slots=True)
class Origin:
    """What all lines of one import have in common: the format, the platform of its source, and how moves are called."""

    format: str
    platform: str | None = None
    move: str = "transfer"


def number_of(draft: Draft) -> str:
    """The number outside of the row's own line."""
    key, link = draft.key, draft.link
    return external_id(key, link) if link or len(key) > NAME_LENGTH else key


def flow(draft: Draft) -> int:
    """The money of the row in smallest units, above 0 where it came in."""
    if draft.kind in SALES or draft.kind == "tax":
        return draft.gross or 0
    if draft.kind == "refund":
        return -(draft.refund or 0)
    if draft.kind == "fee":
        return -(draft.fee or 0)
    return -(draft.amount or 0) if draft.kind == "spend" else draft.amount or 0


def sort_of(draft: Draft, origin: Origin, assigned: Assignment) -> str:
    """The sort of the row's own line: what was assigned where it goes the same way, else what its kind is in a ledger."""
    if assigned.sort is not None and assigned.sort in _FITTING.get(draft.kind, ()):
        return assigned.sort
    return origin.move if draft.kind == "move" else _SORTS[draft.kind]


def amount_of(draft: Draft, sort: str) -> int:
    """What stands in a line of that sort; a move says nothing of its direction."""
    money = flow(draft)
    return money if draft.kind == "move" or sort not in OUTGOING else -money


def fee_of(draft: Draft) -> int | None:
    """The fee that stands beside the amount of the row's own line."""
    return draft.fee if draft.kind in SALES or draft.kind == "refund" else None


def main_line(draft: Draft, origin: Origin, assigned: Assignment, record_id: str, target: str | None = None) -> Line:
    """The row's own line; `target` is the id of what it pays back."""
    sort, currency, fee = sort_of(draft, origin, assigned), draft.currency, fee_of(draft)
    return _line(
        (
            record_id,
            _day(draft.day),
            sort,
            Money.of_minor(amount_of(draft, sort), currency),
            currency,
            None if fee is None else Money.of_minor(fee, currency),
            assigned.product,
            assigned.platform or origin.platform,
            assigned.partner,
            None if draft.quantity is None else Decimal(draft.quantity),
            draft.payee[:NAME_LENGTH],
            memo_of(draft),
            target,
            number_of(draft),
            origin.format,
        )
    )


def further_lines(draft: Draft, paid_back: int) -> Iterator[tuple[int, dict[str, Any]]]:
    """The parts that a row tells besides its own line, and in what they differ from that.

    `paid_back` is how much of a refund it mentions is not told elsewhere.
    """

    def differing(sort: str, amount: int, number: str) -> dict[str, Any]:
        money = Money.of_minor(amount, draft.currency)
        return {"sort": sort, "amount": money, "fee": None, "quantity": None, "external_id": number}

    number = number_of(draft)
    if paid_back:
        sort = "refund" if draft.kind in SALES else "cost"
        amount = paid_back if draft.kind in SALES else -paid_back
        yield PAID_BACK, differing(sort, amount, part_of(draft.link or number, FLAGGED))
    if draft.tax and draft.kind != "tax":
        yield TAX, differing("tax", draft.tax, part_of(number, "tax"))
    if draft.fee and draft.kind not in _FEE_BESIDE:
        yield FEE, differing("fee", draft.fee, part_of(number, "fee"))


def memo_of(draft: Draft) -> str:
    """What the row says of itself, and through which channel it came."""
    memo, channel = draft.memo, draft.channel
    return (f"{memo} · {channel}" if memo and channel else memo or channel)[:LONGEST_MEMO]


@lru_cache(4096)
def _day(text: str) -> date:
    return date.fromisoformat(text)
