"""The steps of an import as they run beside the window: read, look at an unknown table, try a reading, write.

The rows are read through a connection that only reads. They are written through a session of its own on the same file,
so that the window never waits for a hundred thousand rows; it takes the result in as it takes in another program's.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from planner.commands import mappings
from planner.commands.ids import new_id
from planner.errors import InputError, PlannerError
from planner.i18n import N_, _
from planner.importers.batch import Asked, Recognised, UnknownTableError, mapped, recognised, stage
from planner.importers.cells import text_of
from planner.importers.containers import open_file
from planner.importers.intake import BACKED_UP_FROM, Intake, intake
from planner.importers.intake import take_in as take_records
from planner.importers.interpret import Interpretation
from planner.importers.judging import KNOWN
from planner.importers.mapping import Reading, propose, remembered
from planner.importers.outcomes import Question, Rejected, Row
from planner.importers.own_files import OwnFile, own_file
from planner.importers.packed_rows import Draft, draft_of
from planner.importers.present import Present
from planner.importers.recognise import likeliest_split
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.sheets import Sheet
from planner.importers.sources import platform_made
from planner.importers.staged import Shown, Staged, step_label
from planner.importers.taking_in import Taken, Way, take_in
from planner.model.plan import Plan
from planner.model.platform_catalogue import CataloguePlatform
from planner.session import Journal, Session
from planner.ui.imports.offers import Offers, offers_of
from planner.ui.imports.words import sums_of

if TYPE_CHECKING:
    from planner.ui.worker import Job

SHOWN, TRIED = 30, 20  # rows of an unknown table shown, and read as a trial
_TOLD_EACH = 2000


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


@dataclass(frozen=True, slots=True)
class Records:
    """A file of records, such as an export of a plan: what reads it, and what it would bring."""

    path: Path
    own: OwnFile
    found: Intake


Found = Wanted | Preview | UnknownTable | Records


def read(job: "Job", path: Path, asked: Asked, session: Session, mapping: tuple[Sheet, Reading] | None) -> Found | None:
    """The file at `path` read, or what has to be said first; None when the work was stopped."""
    pause, plan = pausing(job), session.plan
    try:
        own = own_file(path, pause=pause) if not (mapping or asked.password or asked.entry) else None
        if own is not None:
            return _records(path, own, session)
        file = mapped(path, *mapping, asked, plan) if mapping else recognised(path, asked, plan, pause)
    except PasswordNeeded as error:
        return Wanted(error.message, password=True, wrong=error.wrong)
    except EntryChoice as error:
        return Wanted(error.message, entries=error.entries)
    except UnknownTableError as error:
        return look(path, asked, pause, (error.message, 0, 0))
    if file.questions:
        return Wanted(questions=file.questions)
    return _staged(file, session, (asked, pause, lambda count: _tell(job, count)))


def write(path: Path, staged: Staged, way: Way, reading: Reading | None) -> Taken | None:
    """Write what was read into the plan at `path` as one step, with the `reading` that was told for it."""
    with closing(Session.open(path)) as session:
        if staged.accepted > BACKED_UP_FROM:
            session.backup()
        label, names = step_label(staged)
        with session.edit(label, **names) as transaction:
            taken = take_in(transaction, staged, session.journal.imported, way)
            if taken is not None and reading is not None:
                mappings.remember(transaction, remembered(reading, new_id()))
            way.pause()
            return taken


def _records(path: Path, own: OwnFile, session: Session) -> Records | None:
    def ask(journal: Journal) -> Records:
        present = Present(session.plan, journal)
        return Records(path, own, intake(own.read(present), present))

    return session.aside(ask)


def write_records(job: "Job", path: Path, records: Records) -> Intake:
    """Write the records of a file into the plan at `path` as one step; nothing once the job is cancelled."""
    pause = pausing(job)
    with closing(Session.open(path)) as session:
        if records.found.accepted > BACKED_UP_FROM:
            session.backup()
        with session.edit(N_("Import “{name}”"), name=records.path.name) as transaction:
            present = Present(session.plan, session.journal)
            found = intake(records.own.read(present), present)
            pause()
            take_records(transaction, found)
            pause()
        return found


def _staged(
    file: Recognised, session: Session, how: tuple[Asked, Callable[[], None], Callable[[int], None]]
) -> Preview | None:
    asked, pause, progress = how

    def ask(journal: Journal) -> Preview:
        staged = stage(file, Present(session.plan, journal), asked, pause, progress)
        rules = staged.rules
        new = (draft for _place, draft, status in staged.judged() if status != KNOWN)
        sums = sums_of((draft, rules.assignment(draft.rule).sort) for draft in new)
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


def look(path: Path, asked: Asked, pause: Callable[[], None], where: tuple[str, int, int]) -> UnknownTable:
    """The first rows of a sheet of an unknown table, and a reading of them; UnreadableFile when there is no table."""
    text, at, header_row = where
    sheets = open_file(path, password=asked.password, entry=asked.entry, pause=pause).sheets
    sheet = likeliest_split(sheets[at])
    reading = propose(sheet, path.stem, header_row)
    rows = tuple((number, tuple(text_of(cell) for cell in cells)) for number, cells in islice(sheet.rows(), SHOWN))
    return UnknownTable(text, sheets, at, rows, reading)


def try_out(path: Path, sheet: Sheet, reading: Reading, how: tuple[Asked, Plan]) -> Trial:
    """What `reading` would make of the first rows."""
    asked, plan = how
    try:
        file = mapped(path, sheet, reading, asked, plan)
        outcomes = list(islice(Interpretation(file.found, file.answers).outcomes(), TRIED))
    except InputError as error:
        return Trial(text=error.message)
    drafts = [draft_of(one, one.day.isoformat() if one.day else "", -1) for one in outcomes if isinstance(one, Row)]
    rejected = sum(isinstance(one, Rejected) for one in outcomes)
    return Trial(tuple(PreviewRow(draft, "new", None, "") for draft in drafts), rejected)


def pausing(job: "Job") -> Callable[[], None]:
    """What ends long work once `job` is cancelled."""

    def pause() -> None:
        if job.cancelled:
            raise StoppedError

    return pause


def _tell(job: "Job", count: int) -> None:
    if count % _TOLD_EACH == 0:
        job.progress(float(count))
