"""The Import page: a statement is dropped, questioned, shown, and taken in as one step that one undo takes back."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import N_, _, ngettext
from planner.importers.intake import Intake
from planner.ui.imports.mapping import ImportMapping
from planner.ui.imports.preview import ImportPreview
from planner.ui.imports.questions import ImportQuestions
from planner.ui.imports.records import ImportRecords
from planner.ui.imports.start import ImportStart
from planner.ui.imports.waiting import WaitingFiles
from planner.ui.imports.work import ImportWork
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size, Type
from planner.ui.page import Page
from planner.ui.widgets.banner import Banner, ProgressBar
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.window.tab_order import stops

if TYPE_CHECKING:
    from planner.importers.taking_in import Taken
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.imports.steps import Preview, Records, UnknownTable, Wanted
    from planner.ui.look.theme import Theme

_Part = ImportQuestions | ImportMapping | ImportPreview | ImportRecords


class ImportPage(Page):
    """The page; Ctrl+N chooses a file."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.work = ImportWork(bridge)
        self.start = ImportStart(bridge, theme)
        self._parts: list[_Part] = []  # those there are by now
        self._awaited = ""  # what is being done, a marked text
        self.banner, self.progress = Banner("error", closable=True), ProgressBar()
        self.waiting = WaitingFiles()
        self.doing, self.stop = Label("", Type.SMALL, 400, "t2"), Button("", small=True)
        self._lay_out()
        self.start.asked.connect(self.primary)
        self.start.dropped.connect(lambda paths: self.begin(*paths))
        self.work.asked.connect(self._on_asked)
        self.work.read.connect(self._on_read)
        self.work.found.connect(self._on_found)
        self.work.unknown.connect(self._on_unknown)
        self.work.failed.connect(self._on_failed)
        self.work.written.connect(self._on_written)
        self.work.progressed.connect(self._on_progress)
        self.stop.clicked.connect(self.give_up)
        self.banner.dismissed.connect(self.banner.hide)
        self.waiting.acted.connect(lambda _which: self.go_on())
        self.retranslate()
        self._show(self.start)
        follow(self._restyle)

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        foot = QHBoxLayout()
        foot.addWidget(self.doing, 1)
        foot.addWidget(self.stop)
        self._rows = QVBoxLayout()
        self._rows.addWidget(self.stack, 1)
        self._rows.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for line in (self.banner, self.waiting, self.progress):
            whole.addWidget(line)
        whole.addLayout(self._rows, 1)
        self.banner.hide()

    # what a file may lead to, each made when first wanted

    @cached_property
    def questions(self) -> ImportQuestions:
        """What has to be answered before a file can be read."""
        made = ImportQuestions()
        made.answered.connect(lambda found: self._step(lambda: self.work.answer(**found)))
        asking = QWidget()
        column = QVBoxLayout(asking)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._add(made, asking)
        made.given_up.connect(self.give_up)
        return made

    @cached_property
    def mapping(self) -> ImportMapping:
        """What the columns of an unknown table are."""
        made = ImportMapping()
        made.tried.connect(self.work.try_out)
        made.looked.connect(lambda sheet, row: self._step(lambda: self.work.look(sheet, row)))
        made.mapped.connect(lambda sheet, reading: self._step(lambda: self.work.map(sheet, reading)))
        self.work.tried.connect(made.show_trial)
        self._add(made, made)
        made.given_up.connect(self.give_up)
        return made

    @cached_property
    def preview(self) -> ImportPreview:
        """The rows of a statement before they are taken in."""
        made = ImportPreview(self.bridge)
        made.assigned.connect(lambda rule: self._step(lambda: self.work.assign(rule)))
        made.accepted.connect(self.take_in)
        made.given_up.connect(self.pass_over)
        self._add(made, made)
        return made

    @cached_property
    def records(self) -> ImportRecords:
        """The records of another plan before they are taken in."""
        made = ImportRecords()
        made.accepted.connect(self._take_records)
        made.given_up.connect(self.pass_over)
        self._add(made, made)
        return made

    def _add(self, part: _Part, ground: QWidget) -> None:
        part.retranslate()
        self._parts.append(part)
        self.stack.addWidget(ground)

    # what the window asks

    def primary_label(self) -> str:
        """What Ctrl+N does here."""
        return _("Choose a file…")

    def enabled(self, verb: str) -> bool:
        """A file can be chosen while nothing is being written."""
        return verb == "primary" and not self.bridge.read_only and not self.work.writing

    def primary(self) -> None:
        """Ask which files."""
        dialog = QFileDialog(self, _("Choose a statement"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setDirectory(str(self.bridge.recall("import.folder", str(Path.home()))))
        dialog.filesSelected.connect(lambda paths: self.begin(*map(Path, paths)))
        dialog.open()

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed."""
        self.start.refresh(changes)

    def retranslate(self) -> None:
        """Say everything in the language in use; what was read and unticked stays."""
        self.stop.setText(_("Stop"))
        self.doing.setText(_(self._awaited) if self._awaited else "")
        for part in (self.start, self.banner, self.waiting, *self._parts):
            part.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        shown = self.stack.currentWidget()
        if shown is self.start:
            self.start.place.primary_button.setFocus()
        elif "preview" in self.__dict__ and shown is self.preview:
            self.preview.rows.setFocus()
        elif (first := next(stops(shown), None)) is not None:
            first.setFocus()

    # the steps

    def begin(self, *paths: Path) -> None:
        """Read the first of the files at `paths`; the others wait."""
        if self.bridge.read_only or self.work.writing or not paths:
            return
        self.waiting.put(paths[1:])
        self.bridge.remember("import.folder", str(paths[0].parent))
        self._step(lambda: self.work.begin(paths[0]))

    def go_on(self) -> None:
        """Read the next of the files that wait, if any."""
        path = None if self.work.writing else self.waiting.take()
        if path is not None:
            self.begin(path)

    def give_up(self) -> None:
        """Leave the file; nothing of it is written, and those that wait are offered."""
        self.work.stop()
        self._show(self.start)

    def pass_over(self) -> None:
        """Leave the file for the next one."""
        self.give_up()
        self.go_on()

    def take_in(self) -> None:
        """Write what is shown, as far as it is ticked."""
        self._wait(N_("Writing…"))
        self.work.write(self.preview.excluded, self.preview.links, self.preview.applied)

    def _take_records(self) -> None:
        self._wait(N_("Writing…"))
        self.work.write_records()

    def _step(self, step: Callable[[], object]) -> None:
        self.banner.hide()
        self._wait(N_("Reading the file…"))
        step()

    def _on_asked(self, wanted: "Wanted") -> None:
        self._show(self.questions.parentWidget())
        self.questions.ask(wanted)

    def _on_read(self, result: "Preview") -> None:
        self._show(self.preview)
        self.preview.show_preview(result)
        self.preview.rows.setFocus()

    def _on_found(self, records: "Records") -> None:
        self._show(self.records)
        self.records.show_records(records)
        self.records.take.setFocus()

    def _on_unknown(self, table: "UnknownTable") -> None:
        self._show(self.mapping)
        self.mapping.show_table(table, self.bridge.plan.settings.currency)
        self.focus_first()

    def _on_failed(self, why: str) -> None:
        self._show(self._before())
        self.banner.say(why)
        self.banner.show()

    def _before(self) -> QWidget:
        """Where to be after a failure: at the last thing that was shown of the file."""
        if self.work.result is not None:
            return self.preview
        return self.mapping if self.work.mapping is not None else self.start

    def _on_written(self, taken: "Taken | Intake | None") -> None:
        self._show(self.start)
        if isinstance(taken, Intake):
            self.bridge.toast(taken.words(written=True))
        elif taken is None:
            self.bridge.toast(_("Nothing in this file is new."), undo=False)
        else:
            told = ngettext("Imported {count} row", "Imported {count} rows", taken.accepted)
            self.bridge.toast(told.format(count=taken.accepted))
        self.go_on()

    def _on_progress(self, rows: int) -> None:
        self.doing.setText(ngettext("{count} row read", "{count} rows read", rows).format(count=f"{rows:,}"))

    def _wait(self, doing: str) -> None:
        self._awaited = doing
        self.doing.setText(_(doing))
        self.progress.set_share(None)
        self.stop.show()
        self.stack.setEnabled(False)

    def _show(self, part: QWidget) -> None:
        self.progress.finish()
        self._awaited = ""
        self.doing.setText("")
        self.stop.hide()
        self.stack.setEnabled(True)
        self.stack.setCurrentWidget(part)

    def _restyle(self) -> None:
        look = self.theme
        side = look.px(Size.PAGE_PADDING)
        self._rows.setContentsMargins(side, look.px(18), side, look.px(12))
        self._rows.setSpacing(look.px(8))
        self.update()
