"""How a table is laid out before anybody sets it: shares of the width, heads in two lines, and whether it stays whole.

Widths are counted in letters, a Han character for two; what a page really holds is up to Typst.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.report.blocks import Cell, Column, Table

_NARROW = 24  # letters up to which a column is as wide as needed
_LINE = {False: 100, True: 114}  # letters of a line over the whole width; dense ones are smaller
_GAP = 3  # letters between two columns
_LEAST = 8  # letters of the narrowest column
_WHOLE, _PART = {False: 32, True: 24}, 12  # lines up to which a table is kept on one page, and one that runs on
_HEAD = 10  # letters up to which a head keeps to one line


@dataclass(frozen=True, slots=True)
class Head:
    """A column as it is set: its head, in two lines where that is narrower, and its share of the width (0: as needed)."""

    column: Column
    label: str
    share: float


def wide(text: str, most: int = 200) -> int:
    """The letters of `text`, at most of its first `most` characters."""
    return sum(2 if sign > "\u2e7f" else 1 for sign in text[:most])


def heads_of(columns: Iterable[tuple[int, Column]], rows: Sequence[tuple[Cell, ...]]) -> tuple[Head, ...]:
    """The heads of some columns, each with its place in the rows."""
    found = []
    for at, column in columns:
        texts = [row[at].text for row in rows]
        needs_much = _widest(texts) > _NARROW
        share = column.share or float(needs_much)
        label = column.label if share and column.align == "left" else head_of(column, texts)
        found.append(Head(column, label, share))
    return tuple(found)


def head_of(column: Column, texts: Iterable[str]) -> str:
    """The head of a column that is as wide as its texts, in two lines where that is narrower."""
    return _in_two(column.label, max(_widest(texts), _HEAD))


def _widest(texts: Iterable[str]) -> int:
    return max(map(wide, texts), default=0)


def _in_two(label: str, room: int) -> str:
    """`label` parted at the blank nearest its middle, where it needs more than `room`; Chinese heads are short."""
    blanks = [at for at, sign in enumerate(label) if sign == " "]
    if wide(label) <= room or wide(label) > len(label) or not blanks:
        return label
    at = min(blanks, key=lambda blank: max(wide(label[:blank]), wide(label[blank + 1 :])))
    return f"{label[:at]}\n{label[at + 1 :]}"


def stays_whole(table: Table, heads: Sequence[Head], kept: Sequence[int]) -> bool:
    """Whether the table is surely low enough to stand on one page and not be parted."""
    rooms = _rooms(table, heads, kept)
    lines = 0.0
    for row in table.rows:
        told = (
            zip(row, (_LINE[table.dense],), strict=True)
            if table.heads(row)
            else zip((row[at] for at in kept), rooms, strict=True)
        )
        lines += max(_lines(cell.text, room) + _lines(cell.note, room) for cell, room in told)
        if lines > (_PART if table.runs_on else _WHOLE[table.dense]):
            return False
    return True


def _rooms(table: Table, heads: Sequence[Head], kept: Sequence[int]) -> list[float]:
    """The letters each column has room for in a line."""
    needed = [
        0 if head.share else max((wide(row[at].text) for row in table.full_rows), default=0)
        for at, head in zip(kept, heads, strict=True)
    ]
    shares = sum(head.share for head in heads)
    left = max(_LINE[table.dense] - sum(needed) - _GAP * len(heads), _LEAST)
    return [
        max(left * head.share / shares if head.share else need, _LEAST)
        for head, need in zip(heads, needed, strict=True)
    ]


def _lines(text: str, room: float) -> float:
    return -(-wide(text, len(text)) // room) if text else 0
