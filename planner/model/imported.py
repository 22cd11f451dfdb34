"""What an import knows of the lines that came in before: their numbers outside, their money, and what they pay back.

The number outside (`external_id`) of a line begins with what a refund and its sale have in common, where there is such a
thing, so that either finds the other in whichever order the files come.
"""

from hashlib import sha256
from typing import NamedTuple

from planner.model.field_types import NAME_LENGTH

APART = "|"
FLAGGED = "mentioned"
"""Ends the number of a refund that a sale only mentions: no row and no day of its own."""


class Stored(NamedTuple):
    """A line of the ledger that an import brought; money in smallest units, `day` as YYYY-MM-DD."""

    id: str
    external_id: str
    source: str
    sort: str
    day: str
    currency: str
    amount: int
    fee: int | None
    refund_of: str | None
    has_memo: bool = False
    has_quantity: bool = False
    payee: str = ""

    @property
    def key(self) -> str:
        """Its number without what it has in common with others."""
        return self.external_id.partition(APART)[2] or self.external_id

    @property
    def pays_back(self) -> bool:
        """Whether it is money given back, on a sale or on a purchase."""
        return self.sort == "refund" or (self.sort == "cost" and self.amount < 0)

    @property
    def link(self) -> str:
        """What it has in common with its refund or sale."""
        return self.external_id.partition(APART)[0]

    @property
    def is_flagged(self) -> bool:
        """Whether it is a refund of which only the sale told."""
        return self.external_id.endswith(APART + FLAGGED)


def external_id(key: str, link: str) -> str:
    """The number outside of a line with that key, which rows of the same `link` share the beginning of."""
    joined = key if not link or key == link or key.startswith(link + APART) else f"{link}{APART}{key}"
    if len(joined) <= NAME_LENGTH:
        return joined
    digest = sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{link}{APART}{digest}" if link and len(link) < NAME_LENGTH - len(digest) else digest


def part_of(number: str, part: str) -> str:
    """The number of a line that a row tells besides its own: its tax, its fee, or the refund it mentions."""
    return external_id(f"{number}{APART}{part}", number if len(number) < NAME_LENGTH // 2 else "")
