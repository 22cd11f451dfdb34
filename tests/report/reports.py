"""What tests of the report share: the sample plans, a ledger made of records, an export, and reading it back."""

import ctypes
import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw

from planner.commands.ids import new_id
from planner.importers.bundle import read_bundle
from planner.model.catalogue import KINDS, Entry, PlanSettings, Record, kind_of
from planner.model.plan import Plan, plan_of
from planner.model.proof import Proof
from planner.model.tallies import MonthSum
from planner.paths import resource
from planner.report.document import ReportOptions, ReportResult, export_report
from planner.report.journal import journal_facts
from planner.report.material import Material, material_of
from planner.report.reckoned import noon
from planner.session import Session
from tests.ui.large_plan import bundle as many_times

DAY = dt.date(2026, 11, 20)


@dataclass
class Book:
    """A journal in memory, newest entries first."""

    entries: list[Entry]

    def rowids(self, _kind: str) -> Sequence[int]:
        return range(len(self.entries))

    def window(self, _kind: str, rowids: Sequence[int]) -> list[Any]:
        return [self.entries[at] for at in rowids]

    def proofs(self) -> dict[str, Proof]:
        found: dict[str, Proof] = {}
        for entry in self.entries:  # the newest first, so the last one seen is the first sale
            if entry.sort == "sale" and entry.product:
                found[entry.product] = Proof(entry, found.get(entry.product, Proof()).sales + 1)
        return found

    def money_by_month(self) -> list[MonthSum]:
        sums: dict[tuple[Any, ...], list[int]] = {}
        for entry in self.entries:
            key = (f"{entry.date:%Y-%m}", entry.sort or "", entry.currency or "", entry.product or "")
            found = sums.setdefault(key, [0, 0, 0])
            found[0] += entry.amount.minor if entry.amount else 0
            found[1] += entry.fee.minor if entry.fee else 0
            found[2] += 1
        return [
            MonthSum(*key[:3], key[3] or None, None, None, amount, fee, count, copies=count)
            for key, (amount, fee, count) in sorted(sums.items())
        ]


def sample(language: str) -> list[Record]:
    """All records of the sample plan, its settings first."""
    bundle = read_bundle(resource("samples", f"{language}.json").read_bytes())
    return [bundle.settings, *(record for name in KINDS if name in bundle.records for record in bundle.records[name])]


def large(language: str, products: int = 200, entries: int = 5_000) -> list[Record]:
    """The sample many times over, with so many products, and so many entries over the years before."""
    times = -(-products // sum(kind_of(one).name == "product" for one in sample(language)))
    read = read_bundle(json.dumps(many_times(language, times)).encode())
    booked = [one for one in read.records["entry"] if isinstance(one, Entry)]
    years = (
        replace(one, id=new_id(), date=_before(one.date, year), refund_of=None) for year in count(1) for one in booked
    )
    others = [one for name in KINDS if name in read.records and name != "entry" for one in read.records[name]]
    return [read.settings, *others, *booked, *islice(years, entries - len(booked))]


def _before(day: dt.date | None, years: int) -> dt.date | None:
    return day and day - dt.timedelta(days=364 * years)


def planned(records: Iterable[Record]) -> Plan:
    """The plan that holds those of `records` that a plan holds."""
    return plan_of(record for record in records if not kind_of(record).journal)


def material(records: Iterable[Record], day: dt.date = DAY) -> Material:
    """What a report of `records` is made of: they are written to a file and read back."""
    every = list(records)
    settings = next(record for record in every if isinstance(record, PlanSettings))
    with tempfile.TemporaryDirectory() as folder:
        session = Session.create(Path(folder) / "a.brightroad", settings, [one for one in every if one is not settings])
        try:
            facts = journal_facts(session.journal, session.plan, noon(session.plan, day))
            return material_of(session.plan, facts, day)
        finally:
            session.close()


@cache
def sample_material(language: str) -> Material:
    """The sample plan as of the fixed day; reckoned once."""
    return material(sample(language))


def made(records: list[Record], out: Path, **options: Any) -> ReportResult:
    """Export `records` to `out` as of a fixed day."""
    return export_report(material(records), out, ReportOptions(**options))


class Read:
    """A PDF read back: its text by page, its outline, its links and its structure."""

    def __init__(self, path: Path) -> None:
        document = pypdfium2.PdfDocument(path)
        self.pages = [
            document[at].get_textpage().get_text_bounded().replace("\r\n", "\n") for at in range(len(document))
        ]
        self.outline = [(mark.level, mark.get_title()) for mark in document.get_toc()]
        self.links = [len(list(_links(document[at]))) for at in range(len(document))]
        self.alts = [alt for at in range(len(document)) for alt in _alts(document[at])]
        self.scopes = [scope for at in range(len(document)) for scope in _scopes(document[at])]
        self.tagged = bool(raw.FPDFCatalog_IsTagged(document))
        document.close()

    @property
    def text(self) -> str:
        """The whole text without blanks, so that line ends do not matter."""
        return bare("".join(self.pages))


def bare(text: str) -> str:
    """`text` without any blank or place to break."""
    return "".join(text.replace("\u200b", "").replace("\u0002", "").split())


def _links(page: Any) -> Iterator[int]:
    at, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page, at, link):
        yield at.value


def _alts(page: Any) -> Iterator[str]:
    """The alternative texts of what is on the page."""
    for element in _elements(page):
        text = _said(element, raw.FPDF_StructElement_GetAltText)
        if text:
            yield text


def _scopes(page: Any) -> Iterator[str]:
    """What each head of a table on the page is the head of; empty where it does not say."""
    for element in _elements(page):
        if _said(element, raw.FPDF_StructElement_GetType) == "TH":
            yield _said(element, lambda one, *room: raw.FPDF_StructElement_GetStringAttribute(one, b"Scope", *room))


def _elements(page: Any) -> Iterator[Any]:
    """Every element of the page's structure, for as long as the next one is not asked for."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    waiting = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        yield element
        count = raw.FPDF_StructElement_CountChildren(element)
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, at) for at in range(count)]
    raw.FPDF_StructTree_Close(tree)


def _said(element: Any, ask: Any) -> str:
    length = ask(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le")
