"""Which blocks stand on the same page as the one after them, as a printer would keep them; headings always do.

A word of introduction keeps to its table or figure, and what is told of one record keeps together, as long as that is
little.
"""

from collections.abc import Sequence
from itertools import pairwise

from planner.figures.drawing import NOWHERE
from planner.report.blocks import Block, Bullets, Facts, Figure, Heading, KeyFigures, Note, Paragraph, Table
from planner.report.table_shape import wide

_LITTLE = 900  # letters of what is told of a record, to be kept together: less than half a page
_FACT, _ROW = 24, 80  # letters that a fact and the row of a table take, whatever they say
_INTRODUCED = Table | Figure | KeyFigures | Facts
_KEEPING = Paragraph | Note | Facts


def kept(blocks: Sequence[Block]) -> list[bool]:
    """For each block whether it keeps to the next one."""
    found = [_introduces(blocks, at) for at in range(len(blocks))]
    for start, end in _records(blocks):
        for at in range(start, end - 1):
            found[at] = found[at] or isinstance(blocks[at], _KEEPING)
    return found


def _introduces(blocks: Sequence[Block], at: int) -> bool:
    """Whether a block is a word before a table or figure, stands alone between two headings, or is a table before facts."""
    block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
    if isinstance(block, Table) and isinstance(after, Facts):
        return True
    if not isinstance(block, Paragraph | Note):
        return False
    between = at > 0 and isinstance(blocks[at - 1], Heading) and isinstance(after, Heading)
    return between or isinstance(after, _INTRODUCED)


def _records(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Where the parts about one record begin and end that are short enough and have no table but at their end."""
    heads = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    found = []
    for start, end in pairwise((*heads, len(blocks))):
        heading = blocks[start]
        parts = blocks[start:end]
        told = isinstance(heading, Heading) and heading.target != NOWHERE
        tables = any(isinstance(part, Table) for part in parts[:-1])
        if told and not tables and sum(map(_letters, parts)) <= _LITTLE:
            found.append((start, end))
    return found


def _letters(block: Block) -> int:
    """About how many letters a block takes."""
    match block:
        case Facts():
            return sum(max(_FACT, wide(value, _LITTLE)) for _label, value in block.items)
        case Paragraph():
            return sum(wide(run.text, _LITTLE) for run in block.runs) + wide(block.label)
        case Bullets():
            return sum(wide(run.text, _LITTLE) for item in block.items for run in item)
        case Note():
            return wide(block.text, _LITTLE)
        case Table():
            return _ROW * len(block.rows)
    return 0
