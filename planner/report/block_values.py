"""Blocks as plain JSON values for `resources/report/report.typ`: every text made printable, every link made sound.

Nothing of a plan ever becomes Typst source; a text arrives as a string and prints as it was typed.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from planner.figures.colours import PRINT_COLOURS
from planner.figures.drawing import NOWHERE, Drawing, Target
from planner.figures.typst_source import figure_value
from planner.i18n import _
from planner.report.blocks import (
    Block,
    Bullets,
    Card,
    Cell,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    KeyFigures,
    Note,
    Paragraph,
    Run,
    Table,
)
from planner.report.cleaning import LONG_IN_CELL, Cleaner
from planner.report.hiding import without_amounts
from planner.report.table_shape import heads_of, stays_whole, wide

_ANCHOR = re.compile(r"[0-9A-Za-z-]{1,64}")
_WIDE = 52  # letters from which a fact gets a line of its own
_LONG = 300  # characters from which a cell is wrapped, so that it may go on on the next page
Form = dict[str, Any]


def anchor(target: Target) -> str:
    """The name of a record's place in the file: kind and id, an odd id as its hash."""
    kind, record_id = target
    if not _ANCHOR.fullmatch(record_id):
        record_id = hashlib.sha256(record_id.encode()).hexdigest()[:24]
    return f"{kind}-{record_id}"


def anchors(blocks: Iterable[Block]) -> frozenset[Target]:
    """The records the blocks have a place for."""
    return frozenset(block.target for block in blocks if isinstance(block, Heading) and block.target != NOWHERE)


@dataclass
class Writer:
    """Turns blocks into values. `places` are the records a link may lead to."""

    cleaner: Cleaner
    places: frozenset[Target]
    hide_amounts: bool = False
    _placed: set[Target] = field(default_factory=set)

    def text(self, text: str) -> str:
        """`text` as one printable line that can break; amounts hidden where asked for."""
        return self.cleaner.words(without_amounts(text) if self.hide_amounts else text)

    def narrow(self, text: str) -> str:
        """`text` for a column of a table, where shorter words must be able to break too."""
        return self.cleaner.words(without_amounts(text) if self.hide_amounts else text, LONG_IN_CELL)

    def bare(self, text: str) -> str:
        """`text` as one printable line without places to break, for drawings and the file's own facts."""
        return self.cleaner.line(without_amounts(text) if self.hide_amounts else text)

    def drawing(self, drawing: Drawing) -> Form:
        """A drawing as values, in the colours of print."""
        return dict(figure_value(drawing, PRINT_COLOURS, self.bare))

    def link(self, target: Target) -> str:
        """The anchor of a record that has a place, else empty."""
        return anchor(target) if target in self.places else ""

    def runs(self, runs: Iterable[Run]) -> list[Form]:
        """Runs as values; blanks at their edges are kept, empty ones are not."""
        found = []
        for run in runs:
            text = self.text(run.text)
            if text:
                before = " " if run.text[:1].isspace() else ""
                after = " " if run.text[-1:].isspace() else ""
                found.append({"text": before + text + after, "bold": run.bold, "link": self.link(run.target)})
        return found

    def cell(self, cell: Cell) -> Form:
        """One cell as values."""
        text = self.narrow(cell.text)
        if cell == Cell(cell.text) and len(text) < _LONG:
            return {"text": text, "plain": True}
        return {
            "plain": False,
            "text": text,
            "note": self.narrow(cell.note),
            "link": self.link(cell.target),
            "tone": cell.tone,
            "bold": cell.bold,
        }

    @singledispatchmethod
    def form(self, block: Block) -> Form:
        """The values of one block."""
        raise TypeError(type(block).__name__)

    @form.register
    def _heading(self, block: Heading) -> Form:
        place = ""
        if block.target in self.places and block.target not in self._placed:
            self._placed.add(block.target)
            place = anchor(block.target)
        text = self.text(block.text) or _("(no name)")
        return {
            "t": "heading",
            "text": text,
            "level": block.level,
            "kicker": self.text(block.kicker),
            "anchor": place,
            "listed": block.listed,
            "second": self.text(block.second),
        }

    @form.register
    def _paragraph(self, block: Paragraph) -> Form:
        return {"t": "paragraph", "runs": self.runs(block.runs), "style": block.style, "label": self.text(block.label)}

    @form.register
    def _bullets(self, block: Bullets) -> Form:
        items = [runs for runs in (self.runs(item) for item in block.items) if runs]
        return {"t": "bullets", "items": items, "ordered": block.ordered}

    @form.register
    def _table(self, block: Table) -> Form:
        kept = block.kept
        heads = heads_of(((at, block.columns[at]) for at in kept), block.full_rows)
        return {
            "t": "table",
            "columns": [
                {
                    "label": "\n".join(map(self.text, head.label.split("\n"))),
                    "align": head.column.align,
                    "share": head.share,
                }
                for head in heads
            ],
            "rows": [
                [self.cell(cell) for cell in (row if block.heads(row) else [row[at] for at in kept])]
                for row in block.rows
            ],
            "grouped": any(map(block.heads, block.rows)),
            "caption": self.text(block.caption),
            "dense": block.dense,
            "whole": stays_whole(block, heads, kept),
        }

    @form.register
    def _figure(self, block: Figure) -> Form:
        return {"t": "figure", "drawing": self.drawing(block.drawing), "caption": self.text(block.caption)}

    @form.register
    def _key_figures(self, block: KeyFigures) -> Form:
        items = [
            {"label": self.text(one.label), "value": self.text(one.value), "note": self.text(one.note)}
            for one in block.items
        ]
        return {"t": "keys", "items": items}

    @form.register
    def _facts(self, block: Facts) -> Form:
        items = [
            {"label": self.text(label), "value": self.text(value), "wide": wide(value) > _WIDE}
            for label, value in block.items
            if self.bare(value)
        ]
        return {"t": "facts", "items": items, "columns": block.columns}

    @form.register
    def _note(self, block: Note) -> Form:
        return {"t": "note", "title": self.text(block.title), "text": self.text(block.text), "tone": block.tone}

    @form.register
    def _card(self, block: Card) -> Form:
        words = {name: self.text(getattr(block, name)) for name in ("tag", "text", "why", "advice", "cost")}
        return {
            "t": "card",
            "tone": block.tone,
            "about": self.runs(block.about),
            **words,
            "do": self.text(_("What to do")),
        }

    @form.register
    def _cover(self, block: Cover) -> Form:
        facts = [{"label": self.text(label), "value": self.text(value)} for label, value in block.facts]
        return {
            "t": "cover",
            "title": self.text(block.title) or _("(no name)"),
            "owner": self.text(block.owner),
            "lead": self.text(block.lead),
            "facts": [fact for fact in facts if fact["value"]],
        }

    @form.register
    def _contents(self, block: Contents) -> Form:
        return {"t": "contents", "title": self.text(block.title)}
