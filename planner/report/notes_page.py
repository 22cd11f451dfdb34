"""The report as Markdown, for those who keep notes: headings, lists and tables; figures become the tables behind them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import singledispatchmethod

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
from planner.report.content import Content
from planner.report.hiding import without_amounts
from planner.report.sections.words import aside

_MEANT = re.compile(r"([\\`*_\[\]<>#|~])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_MARKS = {"left": "---", "right": "--:", "center": ":-:"}


def as_markdown(content: Content) -> str:
    """The whole file."""
    writer = _Writer(content.context.hide_amounts)
    with content.context.speaking():
        parts = [writer.block(block) for _section, blocks in content.said for block in blocks]
        foot = _("As of {day}").format(day=content.context.day(content.context.date))
    return "\n\n".join([*filter(None, parts), "---", writer.text(foot)]) + "\n"


@dataclass(frozen=True)
class _Writer:
    """Turns blocks into Markdown in which every text reads as it was typed."""

    hide_amounts: bool

    def text(self, text: str) -> str:
        """`text` as one line, with every sign escaped that would mean something."""
        shown = " ".join((without_amounts(text) if self.hide_amounts else text).split())
        return _AT_START.sub(r"\1\\\2", _MEANT.sub(r"\\\1", shown))

    def runs(self, runs: Iterable[Run]) -> str:
        """Runs with their bold words."""
        found = []
        for run in runs:
            inner, blank = self.text(run.text), " " if run.text[:1].isspace() else ""
            found.append(f"{blank}**{inner}**" if run.bold and inner else f"{blank}{inner}")
        return "".join(found)

    @singledispatchmethod
    def block(self, block: Block) -> str:
        """One block."""
        raise TypeError(type(block).__name__)

    @block.register
    def _heading(self, block: Heading) -> str:
        second = f" · {self.text(block.second)}" if block.second else ""
        name = self.text(block.text) or _("(no name)")
        head = f"{'#' * (block.level + 1)} {name}{second}"
        return f"{head}\n\n*{self.text(block.kicker)}*" if block.kicker else head

    @block.register
    def _paragraph(self, block: Paragraph) -> str:
        label = f"**{self.text(block.label)}**" if block.label else ""
        words = self.runs(block.runs)
        return "\n\n".join(
            filter(None, (label, f"**{words}**" if block.style == "lead" and "**" not in words else words))
        )

    @block.register
    def _bullets(self, block: Bullets) -> str:
        return "\n".join(
            f"{f'{at}.' if block.ordered else '-'} {self.runs(item)}" for at, item in enumerate(block.items, 1)
        )

    @block.register
    def _table(self, block: Table) -> str:
        kept = block.kept
        heads = [self.text(block.columns[at].label) for at in kept]
        marks = [_MARKS[block.columns[at].align] for at in kept]
        rows = [
            [f"**{self._told(row[0])}**", *("" for _at in kept[1:])]
            if block.heads(row)
            else [self._told(row[at]) for at in kept]
            for row in block.rows
        ]
        caption = f"\n\n*{self.text(block.caption)}*" if block.caption else ""
        return self._rows(heads, marks, rows) + caption

    def _told(self, cell: Cell) -> str:
        return self.text(" · ".join(filter(None, (cell.text, cell.note))))

    def _rows(self, heads: Sequence[str], marks: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
        told = [f"| {' | '.join(line)} |" for line in (heads, *rows)]
        return "\n".join([told[0], f"| {' | '.join(marks)} |", *told[1:]])

    @block.register
    def _figure(self, block: Figure) -> str:
        """What the picture says, and its table."""
        table = block.drawing.table
        heads, told = (list(map(self.text, table.header)), [list(map(self.text, row)) for row in table.rows])
        caption = f"**{self.text(block.caption)}**" if block.caption else ""
        rows = self._rows(heads, ["---"] * len(heads), told) if heads and told else ""
        return "\n\n".join(filter(None, (caption, self.text(block.drawing.alt), rows)))

    def _line(self, label: str, value: str) -> str:
        """An item of a list that says what a value is; `value` is Markdown already."""
        told = _("{label}: {value}").format(label=self.text(label), value=value)
        return f"- {told}"

    @block.register
    def _keys(self, block: KeyFigures) -> str:
        return "\n".join(
            self._line(one.label, f"**{self.text(one.value)}**{aside(self.text(one.note)) if one.note else ''}")
            for one in block.items
        )

    @block.register
    def _facts(self, block: Facts) -> str:
        return "\n".join(self._line(label, self.text(value)) for label, value in block.items)

    @block.register
    def _note(self, block: Note) -> str:
        return f"> **{self.text(block.title)}** {self.text(block.text)}"

    @block.register
    def _card(self, block: Card) -> str:
        head = " · ".join(filter(None, (self.text(block.tag), self.runs(block.about), self.text(block.cost))))
        what = self.text(_("What to do"))
        advice = f"**{what}** {self.text(block.advice)}" if block.advice else ""
        lines = (f"**{self.text(block.text)}**", self.text(block.why), advice)
        return "\n>\n".join(f"> {line}" for line in (head, *filter(None, lines)))

    @block.register
    def _cover(self, block: Cover) -> str:
        facts = "\n".join(self._line(label, self.text(value)) for label, value in block.facts)
        name = self.text(block.title) or _("(no name)")
        return "\n\n".join(filter(None, (f"# {name}", self.text(block.lead), facts)))

    @block.register
    def _contents(self, _block: Contents) -> str:
        return ""
