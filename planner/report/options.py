"""What one asks of a report and what one is told about it afterwards."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Paper = Literal["a4", "us-letter"]
PAPERS: tuple[Paper, ...] = ("a4", "us-letter")
PAPER_NAMES = {"a4": "A4", "us-letter": "Letter"}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to print: language "zh" or "en", sections by id (none = all), and the day the figures stand for.

    The same plan, day and options give the same bytes; no clock is read but where `date` is left out.
    """

    language: str = "en"
    hide_amounts: bool = False
    sections: tuple[str, ...] = ()
    paper: Paper = "a4"
    date: dt.date | None = None
    notes: bool = True


@dataclass(frozen=True, slots=True)
class Replaced:
    """A character that no bundled font has: it prints as a box. `where` is the text it first stood in."""

    character: str
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class ReportResult:
    """What was written: pages, characters replaced, ids of sections without content, and sentences to be told.

    `strict` is False when the file had to be written without the archival and accessibility profiles.
    """

    pages: int
    replaced: tuple[Replaced, ...] = ()
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    strict: bool = True
