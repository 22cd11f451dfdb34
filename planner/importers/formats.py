"""What is known about an export, as a record: how it is recognised and what its rows mean. A new export is one more record.

The records are TOML files in ``resources/formats``, one per source; a record that is ``like`` an earlier one of its file says
only what differs. The interpreter gives every word here its effect.
A text in a condition may begin or end with ``*``, and after a ``!`` none of the texts may stand there; names that begin with
``@`` stand for something of the row itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from planner.importers.outcomes import KINDS, REASONS
from planner.importers.records import misfit, read_table
from planner.paths import resource


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Rule:
    """What a row is when all of its conditions hold: a kind of outcome, a reason to reject it, or a group of people.

    `when` maps a column to the texts it may hold (``""`` for an empty cell); `sign` is that of the signed amount, ``zero``
    included. The first rule that holds decides.
    """

    gives: str
    when: Mapping[str, tuple[str, ...]] = field(default_factory=_none)
    sign: Literal["", "negative", "positive", "zero"] = ""


@dataclass(frozen=True, slots=True)
class Time:
    """When a row happened: `columns` are joined by a blank; where they are empty, those of `otherwise` are read.

    `zone` is ``UTC``, ``UTC+8``, ``text`` (an offset or an abbreviation at the end), ``user`` (the file does not say), ``day``
    (only a date is meant) or ``month`` (a whole month). `order` is that of 3/4/2026: ``dmy``, ``mdy``, or ``file`` where the
    whole file or an answer decides. Work has an `end`, or a `duration` on the clock, or a number of `hours`.
    """

    columns: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    zone: Literal["UTC", "UTC+8", "text", "user", "day", "month"] = "UTC+8"
    order: Literal["", "dmy", "mdy", "file"] = ""
    end: tuple[str, ...] = ()
    duration: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Where the money of a row stands and how its sign is meant.

    ``signed``: in is above 0, out is below. ``positive``: the kind of the row says the direction. ``in_out``: money out
    stands in the column `out`. ``per_unit``: `column` is the price of one, `units` how many. `by_kind` names other columns
    for some kinds; `pattern` finds the amount of the kinds `pattern_kinds` inside the text of `pattern_column`.
    """

    shape: Literal["signed", "positive", "in_out", "per_unit"] = "positive"
    column: str = ""
    out: str = ""
    units: str = ""
    by_kind: Mapping[str, str] = field(default_factory=_none)
    bracket: bool = False  # a remark in brackets follows the number
    pattern: str = ""
    pattern_column: str = ""
    pattern_kinds: tuple[str, ...] = ()
    required: bool = True  # a row whose amount is empty cannot be read


@dataclass(frozen=True, slots=True)
class Fee:
    """What a row says of its fee.

    ``positive_column`` and ``negative_column`` say how a cost is signed there; ``own_row``: fees are rows; ``in_text``:
    `pattern` finds it in the column, and the amount includes it. `also` are columns of further fees in the currency of the
    column beside them; `back_on` are kinds on whose rows the figure (its sign dropped where `absolute`) was given back.
    """

    shape: Literal["none", "positive_column", "negative_column", "own_row", "in_text"] = "none"
    columns: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=_none)
    pattern: str = ""
    kinds: tuple[str, ...] = ()  # the rows on which it counts; empty for all
    absolute: bool = False
    back_on: tuple[str, ...] = ()
    counted: bool = True  # false where another file of the seller holds the same fees


@dataclass(frozen=True, slots=True)
class Refund:
    """How money given back is told: as a row of its own, or on the sale (``flag``), as an amount or as the whole of it."""

    shape: Literal["none", "own_row", "flag"] = "none"
    column: str = ""
    whole: Mapping[str, tuple[str, ...]] = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Link:
    """What a refund and its sale have in common: the text of a column, or what `pattern` finds in the first that has it."""

    columns: tuple[str, ...] = ()
    by_kind: Mapping[str, str] = field(default_factory=_none)
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Rows among the data that only add up: those whose `column` holds `word`, or from `word` in the first cell on."""

    shape: Literal["none", "row", "second_header"] = "none"
    column: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A figure of the file to be held against ours.

    ``cell``: in the row of totals under `column`; ``lines``: the first group of `pattern` in the lines around the table;
    ``sum``: the sum of `column`; ``each``: `column` of every row beside that row; ``balance``: the last `column` beside its
    first and the rows since; ``durations``: the sum of what the trackers say beside the hours from start to end. `ours` adds up what the tally calls so: gross, refunds, fees, net, other_in, spent,
    spent_back, moved, rows, or the name of a kind for how many there are; a ``-`` before it takes it off. For posts it
    is empty: the sum of the figure. `negate` turns the sign of the file's figure; `count`: it is a number of rows; `round_rows`: rounding may be half a unit per row off.
    """

    what: str
    shape: Literal["cell", "lines", "sum", "each", "balance", "durations"]
    column: str = ""
    pattern: str = ""
    ours: tuple[str, ...] = ()
    negate: bool = False
    count: bool = False
    round_rows: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a post: how it is written and which field of a publication it belongs to, if any."""

    column: str
    shape: Literal["number", "rate", "seconds"] = "number"
    field: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """What never leaves the interpreter: `drop` always, `incoming` on rows of money that came in, `hash` but for the key."""

    drop: tuple[str, ...] = ()
    incoming: tuple[str, ...] = ()
    hash: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a member gives: `column` holds it; where `per` holds `yearly` it is for twelve months."""

    column: str
    group: str = "paying"
    per: str = ""
    yearly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """One export. `signature` are the header names that tell it; `first_header`, where given, the first name of the header.

    `aliases` maps a name used here to other names the same column has had. Keys name columns, or ``@time``, ``@amount``,
    ``@kind``, ``@line`` (within an order), ``@nth`` (how often the rest of the key came in the file), or
    ``@content`` (the whole row and how often it came); `otherwise` is the key where the first of `key` is empty.
    `order` is the column whose text is the same on all rows of an order. `decimal` is the sign before the decimals, or
    ``file`` where the whole file or an answer decides. `together`: files of this family tell the same sales, found by
    their link. `gross_is` says whether a sale is what the buyer paid, or the proceeds after the share of a store.
    """

    id: str
    family: str
    record: Literal["money", "posts", "audience", "time"]
    title_en: str
    title_zh: str
    signature: tuple[str, ...] = ()
    first_header: str = ""
    containers: tuple[str, ...] = ("text", "xlsx", "xls")
    skip_lines: str = ""
    stop_at: str = ""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=_none)
    currency: str = ""
    currency_column: str = ""
    decimal: Literal[".", ",", "file"] = "."
    time: Time = Time()
    amount: Amount = field(default_factory=Amount)
    fee: Fee = field(default_factory=Fee)
    refund: Refund = field(default_factory=Refund)
    tax: str = ""
    kinds: tuple[Rule, ...] = ()
    key: tuple[str, ...] = ("@content",)
    otherwise: tuple[str, ...] = ("@content",)
    link: Link = field(default_factory=Link)
    together: bool = False
    order: str = ""
    totals: Totals = Totals()
    checks: tuple[Check, ...] = ()
    private: Private = Private()
    payee: str = ""
    memo: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    url: str = ""
    quantity: str = ""
    entities: bool = False  # texts hold HTML entities
    figures: tuple[Figure, ...] = ()
    pledge: Pledge | None = None
    gross_is: Literal["paid", "proceeds"] = "paid"

    def __post_init__(self) -> None:
        unknown = {rule.gives for rule in self.kinds} - set(KINDS) - set(REASONS)
        if unknown and self.record != "audience":  # groups of people may have any name
            raise misfit(f"{self.id}: {', '.join(sorted(unknown))}")

    @property
    def fees_in_file(self) -> bool:
        """Whether the file says what the fees were; where it does not they are unknown, not 0."""
        return self.fee.shape != "none"

    def title(self, language: str) -> str:
        """The name of the export for the reader's language, ``zh`` or ``en``."""
        return self.title_zh if language == "zh" else self.title_en


def load(path: Path) -> tuple[Format, ...]:
    """The formats of one TOML file, in its order. Raises InputError that names the record and what is wrong with it."""
    return read_table(Format, path)


@cache
def formats() -> tuple[Format, ...]:
    """Every format that comes with the program."""
    return tuple(one for path in sorted(resource("formats").glob("*.toml")) for one in load(path))
