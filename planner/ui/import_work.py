"""An import step by step: open, ask, read, show, write. All of it runs beside the window and can be stopped.

The rows are read through a connection that only reads. They are written through a session of its own on the same file,
so that the window never waits for a hundred thousand rows; it takes the result in as it takes in another program's.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from planner.commands import mappings
from planner.commands.ids import IdRun, new_id
from planner.errors import InputError, PlannerError
from planner.i18n import N_, _, language
from planner.importers.batch import Asked, Recognised, UnknownTableError, mapped, recognised, stage
from planner.importers.cells import text_of
from planner.importers.containers import open_file
from planner.importers.interpret import Interpretation
from planner.importers.judging import KNOWN
from planner.importers.mapping import Reading, propose, remembered
from planner.importers.outcomes import Question, Rejected, Row
from planner.importers.packed_rows import Draft, draft_of
from planner.importers.present import Present
from planner.importers.recognise import likeliest_split
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.sheets import Sheet
from planner.importers.sources import platform_made
from planner.importers.staged import Shown, Staged
from planner.importers.taking_in import Taken, Way, take_in
from planner.model import clock
from planner.model.catalogue import ImportRule
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform, read_catalogue
from planner.paths import resource
from planner.session import Journal, Session
from planner.ui.import_offers import Offers, offers_of
from planner.ui.import_words import sums_of

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

BACKED_UP_FROM: Final = 1000
"""An import of more rows than this is preceded by a backup."""
_TOLD_EACH = 2000
SHOWN, TRIED = 30, 20  # rows of an unknown table shown, and read as a trial


class StoppedError(PlannerError):
    """The work was stopped by the user."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the file lacks before it can be read: a password (wrong: the last one was), one of `entries`, or answers."""

    text: str = ""
    password: bool = False
    wrong: bool = False
    entries: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as the preview shows it: `belongs` names what rules or the file say it belongs to."""

    draft: Draft
    status: str
    sort: str | None
    belongs: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A file read: the first rows, and what the new ones add up to by currency."""

    staged: Staged
    rows: tuple[PreviewRow, ...]
    sums: Mapping[str, Counter[str]]
    offers: Offers = field(default_factory=Offers)


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """A table of no known format: why, its sheets, the one looked at, its first rows as texts, and what is proposed."""

    text: str
    sheets: tuple[Sheet, ...]
    sheet: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    reading: Reading


@dataclass(frozen=True, slots=True)
class Trial:
    """What a reading of an unknown table would make of its first rows; `text` says why nothing."""

    rows: tuple[PreviewRow, ...] = ()
    rejected: int = 0
    text: str = ""


class ImportWork(QObject):
    """One file on its way into the plan.

    `asked(Wanted)`, `read(Preview)`, `unknown(UnknownTable)`, `tried(Trial)`, `written(Taken)` and `failed(text)` follow a step; `progressed(rows)`
    tells how many rows were read. After `stop` nothing of the file arrives any more, and nothing of it is written.
    """

    asked = Signal(object)
    read = Signal(object)
    unknown = Signal(object)
    tried = Signal(object)
    written = Signal(object)
    failed = Signal(str)
    progressed = Signal(int)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.bridge = bridge
        self.path: Path | None = None
        self.wanted = Asked()
        self.result: Preview | None = None
        self._job: Job | None = None
        self.writing = False
        self.mapping: tuple[Sheet, Reading] | None = None

    # the steps

    def begin(self, path: Path) -> None:
        """Look at the file at `path`."""
        self.stop()
        catalogue = read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8"))
        self.path, self.wanted, self.result, self.mapping = path, Asked(catalogue=catalogue), None, None
        self._read()

    def answer(self, **answers: Any) -> None:
        """Go on with a password, an entry of the archive, a format, or answers to questions (fields of `Answers`)."""
        own = {name: value for name, value in answers.items() if name in ("password", "entry", "format_id", "formats")}
        told = {name: value for name, value in answers.items() if name not in own}
        self.wanted = replace(self.wanted, answers=replace(self.wanted.answers, **told), **own)
        self._read()

    def assign(self, rule: ImportRule) -> None:
        """Let a further rule hold for this file; it is kept with the import."""
        self.wanted = replace(self.wanted, rules=(rule, *self.wanted.rules))
        self._read()

    def look(self, sheet: int, header_row: int = 0) -> None:
        """Look at another sheet of an unknown table, or take another row for its header; `unknown` follows."""
        path, asked = self.path, self.wanted
        if path is not None:
            self._submit(lambda job: _table(path, asked, _pausing(job), ("", sheet, header_row)), self._on_read)

    def try_out(self, sheet: Sheet, reading: Reading) -> None:
        """Show what `reading` would make of the first rows; `tried` follows."""
        path, asked, plan = self.path, self.wanted, self.bridge.plan
        if path is not None:
            job = self.bridge.worker.submit(lambda _job: _trial(path, sheet, reading, (asked, plan)), "import.try")
            job.done.connect(self.tried)

    def map(self, sheet: Sheet, reading: Reading) -> None:
        """Read the table as `reading` says; it is remembered with the import."""
        self.mapping = (sheet, reading)
        self._read()

    def write(
        self,
        excluded: frozenset[int],
        links: Mapping[int, int | str] = MappingProxyType({}),
        applied: frozenset[int] = frozenset(),
    ) -> None:
        """Write what was read into the plan, but for the rows with the numbers in `excluded`.

        `links` and `applied` say which offers are taken, by the numbers of their rows.
        """
        result, path = self.result, self.bridge.session.path
        if result is None or self.writing:
            return
        staged = result.staged
        catalogue, settings = tuple(self.wanted.catalogue), self.bridge.plan.settings
        reading = self.mapping[1] if self.mapping is not None else None
        self.writing = True
        self.bridge.hold(_("An import is being written; this can be done in a moment."))

        def work(job: "Job") -> Taken | None:
            ids, now = _stoppable(IdRun(), job), datetime.now(UTC)
            way = Way(
                ids,
                now,
                clock.day_at(now, settings),
                excluded=excluded,
                links=links,
                applied=applied,
                catalogue=catalogue,
            )
            with closing(Session.open(path)) as session:
                if staged.accepted > BACKED_UP_FROM:
                    session.backup()
                label, names = step_label(staged)
                with session.edit(label, **names) as transaction:
                    taken = take_in(transaction, staged, session.journal.imported, way)
                    if taken is not None and reading is not None:
                        mappings.remember(transaction, remembered(reading, new_id()))
                    return taken

        self._submit(work, self._on_written)

    def stop(self) -> None:
        """Give the file up; what was being written is taken back."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.writing:
            self.writing = False
            self.bridge.release()

    # in the worker

    def _read(self) -> None:
        path, asked, session, plan = self.path, self.wanted, self.bridge.session, self.bridge.plan
        if path is None:
            return

        mapping = self.mapping

        def work(job: "Job") -> Wanted | Preview | UnknownTable | None:
            pause = _pausing(job)
            try:
                file = (
                    recognised(path, asked, plan, pause)
                    if mapping is None
                    else mapped(path, mapping[0], mapping[1], asked, plan)
                )
            except PasswordNeeded as error:
                return Wanted(error.message, password=True, wrong=error.wrong)
            except EntryChoice as error:
                return Wanted(error.message, entries=error.entries)
            except UnknownTableError as error:
                return _table(path, asked, pause, (error.message, 0, 0))
            if file.questions:
                return Wanted(questions=file.questions)
            return _staged(file, session, (asked, pause, lambda count: _tell(job, count)))

        self._submit(work, self._on_read)

    def _submit(self, work: "Callable[[Job], Any]", take: Callable[[Any], None]) -> None:
        job = self.bridge.worker.submit(work, "import")
        self._job = job
        job.done.connect(take)
        job.failed.connect(self._on_failed)
        job.progressed.connect(lambda share, _text: self.progressed.emit(round(share)))

    # back in the window

    def _on_read(self, found: "Wanted | Preview | UnknownTable | None") -> None:
        self._job = None
        if isinstance(found, Preview):
            self.result = found
            self.read.emit(found)
        elif isinstance(found, UnknownTable):
            self.unknown.emit(found)
        elif found is not None:
            self.asked.emit(found)

    def _on_written(self, taken: Taken | None) -> None:
        self._job, self.writing = None, False
        self.bridge.release()
        self.written.emit(taken)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if self.writing:
            self.writing = False
            self.bridge.release()
        if isinstance(error, StoppedError):
            return
        known = isinstance(error, PlannerError)
        self.failed.emit(str(error) if known else _("This file cannot be imported: something in it is not understood."))


def _staged(
    file: Recognised, session: Session, how: tuple[Asked, Callable[[], None], Callable[[int], None]]
) -> Preview | None:
    asked, pause, progress = how

    def ask(journal: Journal) -> Preview:
        staged = stage(file, Present(session.plan, journal), asked, pause, progress)
        sums = sums_of(draft for _place, draft, status in staged.judged() if status != KNOWN)
        rows = tuple(_row(staged, shown, session.plan, asked.catalogue) for shown in staged.preview())
        return Preview(staged, rows, sums, offers_of(staged, journal))

    return session.aside(ask)


def _row(staged: Staged, shown: Shown, plan: Plan, catalogue: Sequence[CataloguePlatform]) -> PreviewRow:
    found = staged.rules.assignment(shown.draft.rule)
    platform = found.platform or staged.origin.platform
    named = [("product", found.product), ("platform", platform), ("partner", found.partner)]
    said = [plan.label(kind, target) for kind, target in named if target]
    if platform is None and staged.source is not None and staged.source.made:
        said.append(_("{name} (new)").format(name=platform_made(staged.source, catalogue, "", "").name))
    return PreviewRow(shown.draft, shown.status, found.sort, " · ".join(said))


def _table(path: Path, asked: Asked, pause: Callable[[], None], where: tuple[str, int, int]) -> UnknownTable:
    """The first rows of a sheet of an unknown table, and a reading of them; UnreadableFile when there is no table."""
    text, at, header_row = where
    sheets = open_file(path, password=asked.password, entry=asked.entry, pause=pause).sheets
    sheet = likeliest_split(sheets[at])
    reading = propose(sheet, path.stem, header_row)
    rows = tuple((number, tuple(text_of(cell) for cell in cells)) for number, cells in islice(sheet.rows(), SHOWN))
    return UnknownTable(text, sheets, at, rows, reading)


def _trial(path: Path, sheet: Sheet, reading: Reading, how: tuple[Asked, Plan]) -> Trial:
    asked, plan = how
    try:
        file = mapped(path, sheet, reading, asked, plan)
        outcomes = list(islice(Interpretation(file.found, file.answers).outcomes(), TRIED))
    except InputError as error:
        return Trial(text=error.message)
    drafts = [draft_of(one, one.day.isoformat() if one.day else "", -1) for one in outcomes if isinstance(one, Row)]
    rejected = sum(isinstance(one, Rejected) for one in outcomes)
    return Trial(tuple(PreviewRow(draft, "new", None, "") for draft in drafts), rejected)


def _pausing(job: "Job") -> Callable[[], None]:
    def pause() -> None:
        if job.cancelled:
            raise StoppedError

    return pause


def _tell(job: "Job", count: int) -> None:
    if count % _TOLD_EACH == 0:
        job.progress(float(count))


def _stoppable(ids: Callable[[int], str], job: "Job") -> Callable[[int], str]:
    """Ids as `ids` gives them, until the job is cancelled: that ends the edit, which takes everything back."""

    def one(number: int) -> str:
        if job.cancelled:
            raise StoppedError
        return ids(number)

    return one


def step_label(staged: Staged) -> tuple[str, dict[str, str]]:
    """What the step is called: after its source and the days it is about."""
    title = staged.layout.title(language())
    first, last = (text[:10] for text in staged.span)
    if not first:
        return N_("Import {source}"), {"source": title}
    if first == last:
        return N_("Import {source}, {first}"), {"source": title, "first": first}
    return N_("Import {source}, {first} to {last}"), {"source": title, "first": first, "last": last}
