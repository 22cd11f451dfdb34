"""What a row of a file becomes: a row with a meaning, a row that is rejected for a reason, or a row of totals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Literal, NamedTuple

from planner.i18n import N_

KINDS = (
    "sale",
    "free",
    "refund",
    "fee",
    "tax",
    "other_in",
    "spend",
    "spend_refund",
    "move",
    "period",
    "order_line",
    "post",
    "audience",
    "time",
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "failed": N_("The payment failed."),
        "canceled": N_("The payment was cancelled."),
        "pending": N_("The payment is not final yet."),
        "denied": N_("The payment was denied."),
        "hold": N_("Money was only set aside."),
        "mirror": N_("The row only mirrors another row."),
        "closed": N_("The transaction was closed, and nothing was paid."),
        "not_a_sale": N_("The row is no sale."),
        "not_published": N_("The work is not published."),
        "not_a_post": N_("The row is no post."),
        "open_interval": N_("The interval has no end yet."),
        "duplicate_in_file": N_("The same row stands in the file twice."),
        "bad_date": N_("The date cannot be read."),
        "bad_amount": N_("The amount cannot be read."),
        "bad_row": N_("The row does not fit the table."),
        "no_currency": N_("The currency is not known."),
        "excluded": N_("The row was left out by hand."),
    }
)

Told = tuple[int | None, int | None, int | None, int | None, int | None]
"""Gross, fee, refund, tax and amount, as they follow one another in a row."""
NO_MONEY: Told = (None, None, None, None, None)
NO_FIGURES: Mapping[str, int | Decimal] = MappingProxyType({})


class Unkept(tuple[str, ...]):
    """Texts that may be looked at and are then forgotten: they show nowhere."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "…"


class Row(NamedTuple):
    """A row of the file and what it means. Money is in the currency's smallest units; a cost is above 0.

    By kind: `sale`, `free`, `period` hold `gross`, with `fee`, `refund` (told on the same row) and `tax` (inside gross);
    `refund` holds `refund` and perhaps a `fee` (below 0: given back); `fee` holds `fee`; `tax`, sales tax passed on, holds
    `gross` below 0; `other_in`, `spend`, `spend_refund`, `move` hold `amount`, above 0 in their direction, a `move` without
    the `fee` inside it, a `spend` perhaps a `refund`. `audience` holds one person's share in `figures` (and what
    is pledged a month in `amount`); `time` holds `seconds`.

    `at` is the instant in UTC; where the file knows only a date it is None and `day` is given; of an instant `day` is the
    date in the zone of the file. Rows with the same `link` belong together. `words` are the texts that rules may
    look at; `unkept` those of money that came in, of which nothing but the rule is remembered.

    A tuple, as there are very many of them.
    """

    number: int
    kind: str
    at: datetime | None = None
    day: date | None = None
    raw_time: str = ""
    zone: str = ""
    gross: int | None = None
    fee: int | None = None
    refund: int | None = None
    tax: int | None = None
    amount: int | None = None
    currency: str = ""
    key: str = ""
    link: str = ""
    payee: str = ""
    memo: str = ""
    words: tuple[str, ...] = ()
    unkept: Unkept = Unkept()
    channel: str = ""
    url: str = ""
    quantity: int | None = None
    figures: Mapping[str, int | Decimal] = NO_FIGURES
    seconds: int | None = None


row_of: Callable[[tuple[object, ...]], Row] = partial(tuple.__new__, Row)
"""The row of as many values as it has fields."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that has no effect, and why (one of REASONS)."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Total:
    """A row that only holds totals of the file."""

    number: int


Outcome = Row | Rejected | Total


@dataclass(frozen=True, slots=True)
class Answers:
    """What the user said where the file does not say.

    `date_order` is ``dmy`` or ``mdy``; `decimal_sign` is ``.`` or ``,``; `zone` an IANA name or such as ``UTC+8`` (the plan's
    where nothing else was said). `secret` is the plan's own random secret: with it persons in keys become unguessable.
    `keep_names` keeps the payers of incoming rows, which are dropped otherwise.
    """

    currency: str = ""
    date_order: str = ""
    decimal_sign: str = ""
    zone: str = ""
    secret: bytes = b""
    keep_names: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer and how it would read the samples of its question."""

    value: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What has to be asked before the file can be read: `subject` names the field of the answers.

    `choices` are the answers that are possible, with readings; none where any currency or zone may be meant.
    """

    subject: Literal["currency", "date_order", "decimal_sign", "zone"]
    column: str = ""
    samples: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """A total of the file beside ours: smallest units of `currency`, a count, the sum of a figure, or of `seconds`."""

    what: str
    file: int | Decimal
    ours: int | Decimal
    agrees: bool
    currency: str = ""
    seconds: bool = False


def clock_of(seconds: int | Decimal) -> str:
    """So many seconds as trackers write them: hours, minutes and seconds."""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
