"""Notes as blocks: paragraphs, lists and bold words of Markdown; everything else prints as it was typed."""

import re
from collections.abc import Iterator

from planner.report.blocks import Bullets, Paragraph, Run

_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")
_ITEM = re.compile(r"[ ]{0,3}[-*+][ ]+(?=\S)")
_NUMBERED = re.compile(r"[ ]{0,3}\d{1,3}[.)、][ ]+(?=\S)")
_BLANK = re.compile(r"\n[ \t]*\n")
_ENDS = re.compile(r"\r\n?|[\u2028\u2029\v\f\x85]")


def notes(text: str, label: str = "") -> tuple[Paragraph | Bullets, ...]:
    """The blocks of `text`; `label` stands before the first of them."""
    found: list[Paragraph | Bullets] = []
    for part in _BLANK.split(_ENDS.sub("\n", text).strip("\n")):
        found.extend(_blocks(part))
    if not label or not found:
        return tuple(found)
    if isinstance(found[0], Paragraph):
        return (Paragraph(found[0].runs, found[0].style, label), *found[1:])
    return (Paragraph((), "body", label), *found)


def _blocks(part: str) -> Iterator[Paragraph | Bullets]:
    """The blocks between two blank lines: a run of items of one sort is a list, every other line a paragraph."""
    items: list[tuple[Run, ...]] = []
    pattern = _ITEM
    for line in part.split("\n"):
        sort = next((one for one in (_ITEM, _NUMBERED) if one.match(line)), None)
        if items and sort is not pattern:
            yield Bullets(tuple(items), pattern is _NUMBERED)
            items = []
        if sort is not None:
            pattern = sort
            items.append(runs(sort.sub("", line, count=1)))
        elif line.strip():
            yield Paragraph(runs(line))
    if items:
        yield Bullets(tuple(items), pattern is _NUMBERED)


def runs(text: str) -> tuple[Run, ...]:
    """One line as runs, with its bold words bold."""
    found: list[Run] = []
    at = 0
    for bold in _BOLD.finditer(text):
        found += [Run(text[at : bold.start()]), Run(bold.group(1), bold=True)]
        at = bold.end()
    found.append(Run(text[at:]))
    return tuple(run for run in found if run.text)
