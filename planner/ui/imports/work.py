"""An import on its way into the plan, a step at a time; each runs beside the window and can be stopped."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from planner.commands.ids import IdRun
from planner.errors import PlannerError
from planner.i18n import _
from planner.importers.batch import Asked
from planner.importers.intake import Intake
from planner.importers.mapping import Reading
from planner.importers.sheets import Sheet
from planner.importers.taking_in import Taken, Way
from planner.model import clock
from planner.model.catalogue import ImportRule
from planner.model.platform_catalogue import read_catalogue
from planner.paths import resource
from planner.ui.imports import steps
from planner.ui.imports.steps import Preview, Records, StoppedError, UnknownTable

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job


class ImportWork(QObject):
    """One file on its way into the plan.

    `asked(Wanted)`, `read(Preview)`, `found(Records)`, `unknown(UnknownTable)`, `tried(Trial)`, `written(Taken or Intake)` and `failed(text)` follow a step; `progressed(rows)`
    tells how many rows were read. After `stop` nothing of the file arrives any more, and nothing of it is written.
    """

    asked = Signal(object)
    read = Signal(object)
    found = Signal(object)
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
        self.records: Records | None = None
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
            where = ("", sheet, header_row)
            self._submit(lambda job: steps.look(path, asked, steps.pausing(job), where), self._on_read)

    def try_out(self, sheet: Sheet, reading: Reading) -> None:
        """Show what `reading` would make of the first rows; `tried` follows."""
        path, asked, plan = self.path, self.wanted, self.bridge.plan
        if path is not None:
            job = self.bridge.worker.submit(
                lambda _job: steps.try_out(path, sheet, reading, (asked, plan)), "import.try"
            )
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

        now = datetime.now(UTC)
        way = Way(
            IdRun(),
            now,
            clock.day_at(now, settings),
            excluded=excluded,
            links=links,
            applied=applied,
            catalogue=catalogue,
        )
        self._submit(
            lambda job: steps.write(path, staged, replace(way, pause=steps.pausing(job)), reading),
            self._on_written,
        )

    def write_records(self) -> None:
        """Write the records that were found into the plan."""
        records, path = self.records, self.bridge.session.path
        if records is None or self.writing:
            return
        self.records, self.writing = None, True
        self.bridge.hold(_("An import is being written; this can be done in a moment."))
        self._submit(lambda job: steps.write_records(job, path, records), self._on_written)

    def stop(self) -> None:
        """Give the file up; what was being written is taken back."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.writing:
            self.writing = False
            self.bridge.release()

    def _read(self) -> None:
        path, asked, session = self.path, self.wanted, self.bridge.session
        if path is None:
            return
        mapping = self.mapping
        self._submit(lambda job: steps.read(job, path, asked, session, mapping), self._on_read)

    def _submit(self, work: "Callable[[Job], Any]", take: Callable[[Any], None]) -> None:
        job = self.bridge.worker.submit(work, "import")
        self._job = job
        job.done.connect(take)
        job.failed.connect(self._on_failed)
        job.progressed.connect(lambda share, _text: self.progressed.emit(round(share)))

    # back in the window

    def _on_read(self, found: "steps.Found | None") -> None:
        self._job = None
        if isinstance(found, Preview):
            self.result = found
            self.read.emit(found)
        elif isinstance(found, UnknownTable):
            self.unknown.emit(found)
        elif isinstance(found, Records):
            self.records = found
            self.found.emit(found)
        elif found is not None:
            self.asked.emit(found)

    def _on_written(self, taken: Taken | Intake | None) -> None:
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
