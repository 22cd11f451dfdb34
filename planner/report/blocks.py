"""What a page of the report is made of, as plain frozen values: no layout, no markup, nothing to be evaluated.

Texts are as the user typed them; they are made printable when the blocks become JSON (`planner.report.block_values`).
"""

from dataclasses import dataclass
from typing import Literal

from planner.figures.drawing import NOWHERE, Drawing, Target

Align = Literal["left", "right", "center"]
Tone = Literal["", "muted", "pos", "warn", "info", "neg"]
EMPTY = ("", "–")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; `target` leads to the place of a record in the report, where it has one."""

    text: str
    bold: bool = False
    target: Target = NOWHERE


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3. `kicker` is one calm line below it; `target` names the place others lead to.

    One that is not `listed` stands in the file's outline but not in the contents. `second` is the same in another language.
    """

    text: str
    level: int = 1
    kicker: str = ""
    target: Target = NOWHERE
    listed: bool = True
    second: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A lead answers first; a caption explains what follows; `label` stands before it, on its own line."""

    runs: tuple[Run, ...]
    style: Literal["body", "lead", "caption"] = "body"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items, each some runs; numbered when `ordered`."""

    items: tuple[tuple[Run, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, how it is aligned, and its share of the width (0 = as wide as needed)."""

    label: str
    align: Align = "left"
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller line below it, where it leads, and its colour."""

    text: str
    note: str = ""
    target: Target = NOWHERE
    tone: Tone = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row is as long as `columns`, or one cell over all of them that heads the rows after it. `dense` prints
    smaller, and what `runs_on` is long and may be parted wherever a page ends.

    A column after the first that holds nothing but dashes is left out.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    dense: bool = False
    runs_on: bool = False

    @property
    def kept(self) -> list[int]:
        """The places of the columns that are printed."""
        full = self.full_rows
        return [at for at in range(len(self.columns)) if at == 0 or any(row[at].text not in EMPTY for row in full)]

    @property
    def full_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows but those that head others."""
        return tuple(row for row in self.rows if not self.heads(row))

    def heads(self, row: tuple[Cell, ...]) -> bool:
        """Whether the row is a head of others."""
        return len(row) == 1 < len(self.columns)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing with its caption; its own `alt` is read aloud."""

    drawing: Drawing
    caption: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number that matters: what it is, the number, and a line that explains it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Numbers that matter, side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts, each a label and a value, set in columns."""

    items: tuple[tuple[str, str], ...]
    columns: int = 4


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence set apart: a title, its text, and a tone that is also said by the title."""

    title: str
    text: str
    tone: Tone = "info"


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: how bad it is in a word and a colour, a sentence, what it is about, why it matters, what to do."""

    tag: str
    tone: Tone
    text: str
    about: tuple[Run, ...] = ()
    why: str = ""
    advice: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: title, whose plan it is, one sentence, and facts at its foot."""

    title: str
    owner: str
    lead: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents; the page numbers are found when the pages are set."""

    title: str


Block = Heading | Paragraph | Bullets | Table | Figure | KeyFigures | Facts | Note | Card | Cover | Contents


def plain(text: str) -> tuple[Run, ...]:
    """`text` as one run without style."""
    return (Run(text),)
