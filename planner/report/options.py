"""What one asks of a report and what one is told about it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.i18n import N_

Paper = Literal["a4", "us-letter"]
PAPERS: tuple[Paper, ...] = ("a4", "us-letter")
PAPER_NAMES = {"a4": "A4", "us-letter": "Letter"}
BOTH = "both"
"""Chinese, with English beside each heading."""
LANGUAGES = ("zh", "en", BOTH)


@dataclass(frozen=True, slots=True)
class Preset:
    """A kind of copy: what it is called, the ids of its sections (none = all), and whether amounts are hidden."""

    label: str
    sections: tuple[str, ...] = ()
    hide_amounts: bool = False


PRESETS: Mapping[str, Preset] = {
    "full": Preset(N_("Full plan")),
    "page": Preset(N_("One page"), ("summary",)),
    "month": Preset(N_("Month in review"), ("month",)),
    "partner": Preset(
        N_("Partner’s copy"),
        ("cover", "summary", "products", "platforms", "alliances", "map", "roadmap", "glossary"),
        hide_amounts=True,
    ),
}
"""The copies there are. A partner sees only what concerns one alliance."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to print: language "zh", "en" or "both", sections by id (none = those of the preset), what may be seen.

    `index_amounts` says hidden amounts of fields and results as parts of the highest price, which is 100. `alliance` is the
    id or name of that which a partner’s copy is about; "" where there is only one. The same plan, day and options give
    the same bytes; no clock is read.
    """

    language: str = "en"
    hide_amounts: bool = False
    sections: tuple[str, ...] = ()
    paper: Paper = "a4"
    notes: bool = True
    preset: str = "full"
    alliance: str = ""
    index_amounts: bool = False

    @property
    def hides_amounts(self) -> bool:
        """Whether no amount is told: as asked for, and always in a partner’s copy."""
        return self.hide_amounts or self.index_amounts or PRESETS[self.preset].hide_amounts

    @property
    def wanted(self) -> tuple[str, ...]:
        """The ids of the sections to print, none for all: of a preset that has its own, those among them."""
        own = PRESETS[self.preset].sections
        if not own:
            return self.sections
        return tuple(name for name in own if not self.sections or name in self.sections) or own


@dataclass(frozen=True, slots=True)
class Replaced:
    """A character that no bundled font has: it prints as a box. `where` is the text it first stood in."""

    character: str
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written: pages (0 where there are none), characters replaced, ids of sections without content, and
    sentences to be told.

    `strict` is False when a PDF had to be written without the archival and accessibility profiles.
    """

    pages: int
    replaced: tuple[Replaced, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    strict: bool = True
