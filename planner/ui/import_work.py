"""An import step by step: open, ask, read, show, write. All of it runs beside the window and can be stopped.

The rows are read through a connection that only reads. They are written through a session of its own on the same file,
so that the window never waits for a hundred thousand rows; it takes the result in as it takes in another program's.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from planner.commands.ids import IdRun
from planner.errors import PlannerError
from planner.i18n import N_, _, language
from planner.importers.batch import Asked, Recognised, UnknownTableError, recognised, stage
from planner.importers.outcomes import Answers, Question
from planner.importers.present import Present
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.staged import Staged
from planner.importers.taking_in import Taken, Way, take_in
from planner.model import clock
from planner.model.catalogue import ImportRule
from planner.model.platform_catalogue import read_catalogue
from planner.paths import resource
from planner.session import Session

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

BACKED_UP_FROM: Final = 1000
"""An import of more rows than this is preceded by a backup."""
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


class ImportWork(QObject):
    """One file on its way into the plan.

    `asked(Wanted)`, `staged(Staged)`, `unknown(path)`, `written(Taken)` and `failed(text)` follow a step; `progressed(rows)`
    tells how many rows were read. After `stop` nothing of the file arrives any more, and nothing of it is written.
    """

    asked = Signal(object)
    staged = Signal(object)
    unknown = Signal(object)
    written = Signal(object)
    failed = Signal(str)
    progressed = Signal(int)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge)
        self.bridge = bridge
        self.path: Path | None = None
        self.wanted = Asked()
        self.result: Staged | None = None
        self._job: Job | None = None
        self.writing = False

    # the steps

    def begin(self, path: Path) -> None:
        """Look at the file at `path`."""
        self.stop()
        catalogue = read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8"))
        self.path, self.wanted, self.result = path, Asked(catalogue=catalogue), None
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

    def write(self, excluded: frozenset[int]) -> None:
        """Write what was read into the plan, but for the rows with the numbers in `excluded`."""
        staged, path = self.result, self.bridge.session.path
        if staged is None or self.writing:
            return
        catalogue, settings = tuple(self.wanted.catalogue), self.bridge.plan.settings
        self.writing = True
        self.bridge.hold(_("An import is being written; this can be done in a moment."))

        def work(job: "Job") -> Taken | None:
            ids, now = _stoppable(IdRun(), job), datetime.now(UTC)
            way = Way(ids, now, clock.day_at(now, settings), excluded, catalogue)
            with closing(Session.open(path)) as session:
                if staged.accepted > BACKED_UP_FROM:
                    session.backup()
                label, names = step_label(staged)
                with session.edit(label, **names) as transaction:
                    return take_in(transaction, staged, session.journal.imported, way)

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

        def work(job: "Job") -> Wanted | Staged | UnknownTableError | None:
            def pause() -> None:
                if job.cancelled:
                    raise StoppedError

            try:
                file = recognised(path, asked, plan, pause)
            except PasswordNeeded as error:
                return Wanted(error.message, password=True, wrong=error.wrong)
            except EntryChoice as error:
                return Wanted(error.message, entries=error.entries)
            except UnknownTableError as error:
                return error
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

    def _on_read(self, found: "Wanted | Staged | UnknownTableError | None") -> None:
        self._job = None
        if isinstance(found, Staged):
            self.result = found
            self.staged.emit(found)
        elif isinstance(found, UnknownTableError):
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
) -> Staged | None:
    asked, pause, progress = how
    return session.aside(lambda journal: stage(file, Present(session.plan, journal), asked, pause, progress))


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


__all__ = ["Answers", "ImportWork", "Wanted", "step_label"]
