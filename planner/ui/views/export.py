"""The Export page: choices left, the pages as they will be right, below the name of the file and the button."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner import paths
from planner.errors import FileError, PlannerError
from planner.i18n import _, language, ngettext
from planner.model.alliances import Alliance
from planner.report.document import FORMS, Follow, ReportOptions, ReportResult, available, export_report
from planner.report.sections import empty_sections, left_out_words
from planner.ui.document.export_files import free_name, save_json
from planner.ui.document.export_options import ExportOptions, Wish
from planner.ui.document.pdf_pages import PdfPages
from planner.ui.document.pdf_preview import PdfPreview
from planner.ui.document.plan_material import PlanMaterial
from planner.ui.look.theme import follow
from planner.ui.look.tokens import Size, Type
from planner.ui.page import Page
from planner.ui.widgets import painting
from planner.ui.widgets.banner import Banner, ProgressBar
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.choices import CheckBox
from planner.ui.widgets.labels import Hairline, Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.window.plan_files import file_stem

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme
    from planner.ui.worker import Job

_REST = 350  # ms of rest after a change before the pages are set anew
_PANEL = 320


class ExportPage(Page):
    """The page; Ctrl+Enter exports."""

    def __init__(self, bridge: "Bridge", theme: "Theme", parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self.options, self.preview = ExportOptions(), PdfPreview(bridge.worker)
        self.banner, self.progress = Banner("warning", closable=True), ProgressBar()
        self.search = LineEdit(icon="search")
        self.before = ToolButton("chevron-up", side=26, size=14)
        self.after = ToolButton("chevron-down", side=26, size=14)
        self.hits, self.page_words = Label("", Type.SMALL, 400, "t3"), Label("", Type.SMALL, 400, "t2")
        self.doing, self.stop = Label("", Type.SMALL, 400, "t2"), Button("", small=True)
        self.name, self.name_label = LineEdit(), Label("", Type.SMALL, 500, "t2")
        self.export_button, self.open_after = Button("", "primary", "file-down"), CheckBox()
        self.material = PlanMaterial(bridge)
        self._offered = ""  # the name that follows the plan's until another is typed
        self._set: tuple[int, ReportOptions] | None = None  # what the preview shows
        self._following: Follow | None = None
        self._exporting = False
        self._refused_path: Path | None = None
        self._actions: tuple[Any, ...] = ()
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._lay_out()
        self._connect()
        self.options.set_wish(Wish.of(bridge.recall("export", {})), bridge.plan.settings.language or language())
        self.open_after.setChecked(bridge.recall("export.open_after", True) is not False)
        self.retranslate()
        self.banner.hide()
        self._show_doing("")
        follow(self._restyle)

    # building

    def _lay_out(self) -> None:
        self.side = QWidget()
        self._side = QVBoxLayout(self.side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.setSpacing(0)
        self._side.addWidget(self.options, 1)
        self._side.addWidget(Hairline())
        foot = QWidget()
        self._foot = QVBoxLayout(foot)
        for part in (self.name_label, self.name, self.open_after, self.export_button):
            self._foot.addWidget(part)
        self._side.addWidget(foot)
        self.name_label.setBuddy(self.name)
        tools = QWidget()
        self._tools = QHBoxLayout(tools)
        for tool in (self.search, self.before, self.after, self.hits):
            self._tools.addWidget(tool)
        self._tools.addStretch(1)
        for told in (self.doing, self.stop, self.page_words):
            self._tools.addWidget(told)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for line in (tools, self.progress, self.banner):
            right.addWidget(line)
        right.addWidget(self.preview, 1)
        self.tools = tools
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.options.changed.connect(self._on_options)
        self._rest.timeout.connect(self._set_preview)
        self.search.textChanged.connect(self.preview.find)
        self.search.returnPressed.connect(lambda: self.preview.step(1))
        self.before.clicked.connect(lambda: self.preview.step(-1))
        self.after.clicked.connect(lambda: self.preview.step(1))
        self.preview.found_changed.connect(self._show_hits)
        self.preview.page_changed.connect(lambda _page: self._show_page())
        self.export_button.clicked.connect(self.export)
        self.open_after.clicked.connect(lambda checked: self.bridge.remember("export.open_after", checked))
        self.stop.clicked.connect(self.cancel)
        self.banner.dismissed.connect(self.banner.hide)
        self.banner.acted.connect(lambda which: self._actions[which]())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.export)

    # what is shown

    def refresh(self, changes: "ChangeSet | None") -> None:  # noqa: ARG002 - the pages are set anew
        """Set the pages of the plan as it is now, once the page is seen."""
        self.options.set_alliances([(one.id, one.name) for one in self.bridge.plan.of(Alliance)])
        self.options.set_empty(empty_sections(self.bridge.plan, self.bridge.session.journal.count))
        if self.name.value.strip() in ("", self._offered):
            self._offered = file_stem(self.bridge.plan.settings.title)
            self.name.set_value(self._offered)
        if self.isVisible():
            self._rest.start()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)
        if not available():
            self._tell_missing()
            return
        self.refresh(None)

    def _on_options(self) -> None:
        self.bridge.remember("export", self.options.wish().form())
        self._rest.start()

    def _set_preview(self) -> None:
        """Set the pages in the background and show them; the ones before stay until then."""
        wanted = (self.bridge.session.revision, self.options.options())
        if not available() or self._exporting or wanted == self._set:
            return
        self._stop_setting()
        out = paths.cache_folder() / f"preview-{os.getpid()}.pdf"
        following = self._following = Follow()
        make, options = self.material.wanted(), wanted[1]

        def work(_job: "Job") -> tuple[PdfPages, ReportResult]:
            out.parent.mkdir(parents=True, exist_ok=True)
            try:
                result = export_report(make(following.cancelled), out, options, following)
                return PdfPages(out.read_bytes()), result
            finally:
                out.unlink(missing_ok=True)

        self.progress.set_share(None)
        job = self.bridge.worker.submit(work, "report-preview")
        # one that was stopped for another, or for an export, still arrives: as cancelled
        job.done.connect(lambda made: self._take_preview(following, wanted, made))
        job.failed.connect(lambda error: self._preview_failed(following, error))

    def _take_preview(
        self, following: Follow, wanted: tuple[int, ReportOptions], made: tuple[PdfPages, ReportResult]
    ) -> None:
        if self._following is following:
            self._show_preview(wanted, *made)

    def _show_preview(self, wanted: tuple[int, ReportOptions], pages: PdfPages, result: ReportResult) -> None:
        self._following, self._set = None, wanted
        self.progress.finish()
        self.preview.show_pages(pages)
        if self.search.text().strip():
            self.preview.find(self.search.text())
        self._show_page()
        if result.warnings:
            self._tell(" ".join(result.warnings), "warning")
        else:
            self.banner.hide()

    def _preview_failed(self, following: Follow, error: Exception) -> None:
        if self._following is not following:
            return
        self._following = None
        self.progress.finish()
        self._tell(self._sentence(error), "error", (_("Try again"), self._rest.start))

    def _stop_setting(self) -> None:
        if self._following is not None:
            self._following.cancel()
            self._following = None

    # exporting

    def export(self) -> None:
        """Ask where, and write the file."""
        if self._exporting:
            return
        folder = Path(str(self.bridge.recall("export.folder", "")) or paths.documents_folder())
        suggested = (folder if folder.is_dir() else paths.documents_folder()) / self._wanted_name()
        filters = {f"{kind} (*{form})": form for kind, form in zip(("PDF", "HTML", "Markdown"), FORMS, strict=True)}
        name, chosen = QFileDialog.getSaveFileName(self, _("Export the plan"), str(suggested), ";;".join(filters))
        if name:
            out = Path(name if Path(name).suffix.lower() in FORMS else f"{name}{filters.get(chosen, FORMS[0])}")
            self.bridge.remember("export.folder", str(out.parent))
            self.name.set_value(out.name)
            self.write(out)

    def _wanted_name(self) -> str:
        """The name as it was typed; without an ending, that of the best form this machine can make."""
        form = Path(self.name.value).suffix.lower()
        stem = file_stem(self.name.value[: -len(form)] if form in FORMS else self.name.value)
        return stem + (form if form in FORMS else FORMS[0] if available() else FORMS[1])

    def write(self, out: Path) -> None:
        """Write the PDF to `out` in the background, with progress and Cancel."""
        self._stop_setting()
        self._rest.stop()
        self._exporting, self._refused_path = True, out
        self.banner.hide()
        self._show_doing(_("Starting"))
        make, options = self.material.wanted(), self.options.options()
        following = Follow()
        self._following = following

        def work(job: "Job") -> ReportResult:
            following.listen(job.progress)
            return export_report(make(following.cancelled), out, options, following)

        job = self.bridge.worker.submit(work, "report-export")
        job.progressed.connect(self._on_progress)
        job.done.connect(lambda result: self._on_written(out, result))
        job.failed.connect(self._on_refused)

    def cancel(self) -> None:
        """Stop the export; the file that was there before stays."""
        if self._exporting:
            self._stop_setting()

    def _on_progress(self, share: float, text: str) -> None:
        if self._exporting:
            self.progress.set_share(share)
            self._show_doing(_("{doing}: {percent}%").format(doing=text, percent=round(share * 100)))

    def _end_export(self) -> None:
        self._exporting, self._following = False, None
        self.progress.finish()
        self._show_doing("")
        self._rest.start()

    def _on_written(self, out: Path, result: ReportResult) -> None:
        self._end_export()
        text = _("Wrote “{name}”").format(name=out.name)
        if result.pages:
            text = ngettext("Wrote “{name}”, {count} page", "Wrote “{name}”, {count} pages", result.pages)
            text = text.format(name=out.name, count=result.pages)
        self.bridge.toast(" · ".join(filter(None, (text, left_out_words(result.left_out)))), undo=False)
        if result.warnings:
            self._tell(" ".join(result.warnings), "warning")
        else:
            self.banner.hide()
        if self.open_after.isChecked():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(out)))

    def _on_refused(self, error: Exception) -> None:
        cancelled = self._following is None
        self._end_export()
        if cancelled:
            self.bridge.toast(_("The export was cancelled."), undo=False)
            return
        out = self._refused_path
        if out is not None and isinstance(error, FileError):
            other = free_name(out)
            save = _("Save as “{name}”").format(name=other.name)
            self._tell(self._sentence(error), "error", (save, lambda: self.write(other)), (_("Choose…"), self.export))
        else:
            self._tell(self._sentence(error), "error", (_("Try again"), self.export))

    # telling

    def _sentence(self, error: Exception) -> str:
        return (
            str(error) if isinstance(error, PlannerError) else _("The pages could not be set; the log has the details.")
        )

    def _tell(self, text: str, tone: str, *actions: tuple[str, Any]) -> None:
        self._actions = tuple(doing for _label, doing in actions)
        self.banner.say(text, *(label for label, _doing in actions), tone=tone)
        self.banner.setToolTip(text)
        self.banner.show()

    def _tell_missing(self) -> None:
        """Typst does not exist for this machine: say so and offer what works."""
        text = _("PDF cannot be made on this machine, because Typst is not available for it.")
        self._tell(text, "info", (_("Export JSON…"), lambda: save_json(self, self.bridge)),
                   (_("Export HTML…"), self.export), (_("Save the map as SVG"), lambda: self.bridge.go("map")))  # fmt: skip

    def _show_doing(self, text: str) -> None:
        self.doing.setText(text)
        self.doing.setVisible(bool(text))
        self.stop.setVisible(bool(text))
        self.export_button.setEnabled(not text)

    def _show_page(self) -> None:
        words = _("Page {page} of {pages}").format(page=self.preview.page, pages=self.preview.count)
        self.page_words.setText(words if self.preview.count else "")

    def _show_hits(self, at: int, count: int) -> None:
        searched = bool(self.search.text().strip())
        words = _("{at} of {count}").format(at=at, count=count) if count else _("nothing found")
        self.hits.setText(words if searched else "")
        for button in (self.before, self.after):
            button.setEnabled(count > 1)

    # the window's questions

    def enabled(self, verb: str) -> bool:
        return verb == "find" or (verb == "primary" and not self._exporting)

    def primary_label(self) -> str:
        return _("Export…")

    def primary(self) -> None:
        """Export."""
        self.export()

    def find(self) -> None:
        """Search in the pages."""
        self.search.setFocus()
        self.search.selectAll()

    def show_record(self, kind: str, record_id: str, field: str | None = None) -> None:  # noqa: ARG002 - a copy has no fields
        """Choose the copy `record_id` of PRESETS."""
        if kind == "preset":
            self.options.choose_preset(record_id)

    def focus_first(self) -> None:
        self.export_button.setFocus()

    def next_pane(self) -> bool:
        focus = self.focusWidget()
        if focus is not None and self.side.isAncestorOf(focus):
            self.preview.setFocus()
            return True
        return False

    def toast_pane(self) -> QWidget:
        return self.preview

    def leave(self) -> None:
        """Setting a preview that nobody sees any more stops; an export goes on."""
        self._rest.stop()
        if not self._exporting:
            self._stop_setting()
            self.progress.finish()

    def retranslate(self) -> None:
        self.options.retranslate()
        self.preview.retranslate()
        self.search.setPlaceholderText(_("Search in the pages"))
        self.search.setAccessibleName(_("Search in the pages"))
        self.before.set_name(_("Previous place"))
        self.after.set_name(_("Next place"))
        self.name_label.setText(_("File name"))
        self.name.setAccessibleName(_("File name"))
        self.export_button.setText(_("Export…"))
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self.export_button.setToolTip(_("{action} ({keys})").format(action=_("Export…"), keys=keys))
        self.open_after.setText(_("Open it afterwards"))
        self.stop.setText(_("Cancel"))
        self._show_page()
        self._show_hits(0, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.fillRect(self.rect(), self.theme.color("surface"))
        painter.fillRect(self.side.width(), 0, 1, self.height(), self.theme.color("hair"))

    def _restyle(self) -> None:
        look = self.theme
        self.side.setFixedWidth(look.px(_PANEL))
        side, left, bar = look.px(Size.CARD_PADDING), look.px(Size.PAGE_PADDING), look.px(Size.SCROLL_BAR)
        self._foot.setContentsMargins(left, look.px(12), side + bar, look.px(Size.PAGE_BOTTOM))
        self._foot.setSpacing(look.px(8))
        self._tools.setContentsMargins(side, 0, left, 0)
        self._tools.setSpacing(look.px(6))
        self.tools.setFixedHeight(look.px(Size.TOOLBAR))
        self.search.setFixedWidth(look.px(Size.SEARCH_MIN))
