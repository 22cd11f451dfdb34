"""Where an import begins: a place to drop a file, what is understood, and what was imported before."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import N_, _, language, separator
from planner.importers.formats import formats
from planner.model.catalogue import Batch, ImportRule
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.columns import NAME, Column, field_column
from planner.ui.tables.plain import PlainColumn, PlainTable
from planner.ui.tables.records import RecordTable
from planner.ui.widgets import painting
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.labels import Label
from planner.ui.window.moments import moment_words

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge
    from planner.ui.look.theme import Theme

RULE_COLUMNS: Final = (
    Column("contains", N_("Text in the row"), 200, NAME, "contains", stretch=True),
    field_column("import_rule", "source", 130),
    field_column("import_rule", "sort", 110),
    field_column("import_rule", "product", 170),
    field_column("import_rule", "platform", 150),
    field_column("import_rule", "partner", 130),
)


def _counts(batch: Batch) -> Mapping[str, Any]:
    found = json.loads(batch.counts) if batch.counts else {}
    return found if isinstance(found, dict) else {}


def _title(batch: Batch) -> str:
    return next((one.title(language()) for one in formats() if one.id == batch.format), batch.format)


HISTORY_COLUMNS: Final = (
    PlainColumn(N_("Imported at"), 170, lambda batch: moment_words(batch.on) if batch.on else "", ink="t2"),
    PlainColumn(N_("File"), 0, lambda batch: batch.file),
    PlainColumn(N_("Format"), 220, _title, ink="t2"),
    PlainColumn(N_("Taken in"), 90, lambda batch: str(_counts(batch).get("accepted", "")), right=True),
    PlainColumn(N_("Known"), 90, lambda batch: str(_counts(batch).get("known", "")), right=True, ink="t3"),
    PlainColumn(N_("Left out"), 90, lambda batch: str(_counts(batch).get("rejected", "")), right=True, ink="t3"),
)


class DropPlace(EmptyState):
    """A frame into which files can be dropped; `dropped(paths)` follows."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__("download", "folder-open")
        self._over = False
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._over = any(url.isLocalFile() for url in event.mimeData().urls())
        event.setAccepted(self._over)
        self.update()

    def dragLeaveEvent(self, _event: object) -> None:
        self._over = False
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        self._over = False
        self.update()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)

    def paintEvent(self, _event: QPaintEvent) -> None:
        border = "accent" if self._over else "ctl_soft"
        painting.box(
            painting.begin(self), self.rect(), Size.RADIUS_CARD, "acc_soft" if self._over else "surface", border
        )


class ImportStart(QWidget):
    """`asked` wants files to be chosen, `dropped(paths)` brings some."""

    asked = Signal()
    dropped = Signal(object)

    def __init__(self, bridge: "Bridge", look: "Theme") -> None:
        super().__init__()
        self.bridge = bridge
        self.tabs, self.place = Segmented(), DropPlace()
        self.known = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.rules = RecordTable("import_rule", RULE_COLUMNS, bridge, look)
        self.history = PlainTable(HISTORY_COLUMNS)
        self.stack = QStackedWidget()
        first = QWidget()
        rows = QVBoxLayout(first)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.place, 1)
        rows.addWidget(self.known)
        for part in (first, self.rules, self.history):
            self.stack.addWidget(part)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs)
        bar.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(bar)
        whole.addWidget(self.stack, 1)
        self._first, self._whole = rows, whole
        self.tabs.chosen.connect(self.show_tab)
        self.place.primary.connect(self.asked)
        self.place.dropped.connect(self.dropped)
        self.retranslate()
        self.show_tab("file")
        self.place.primary_button.setEnabled(not bridge.read_only)
        follow(self._restyle)

    def show_tab(self, name: str) -> None:
        """Show the place for a file, the rules, or what was imported before."""
        self.tabs.set_value(name)
        self.stack.setCurrentIndex(("file", "rules", "history").index(name))

    def refresh(self, changes: "ChangeSet | None") -> None:
        """Take up what changed."""
        self.rules.refresh(changes)
        batches = sorted(self.bridge.plan.of(Batch), key=lambda one: one.id, reverse=True)
        self.history.plain.take(batches)
        rules = len(self.bridge.plan.of(ImportRule))
        self.tabs.set_options(
            (
                ("file", _("A file")),
                ("rules", _("Rules ({count})").format(count=rules)),
                ("history", _("Earlier imports ({count})").format(count=len(batches))),
            )
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.place.set_texts(
            _("Drop a statement here"),
            _(
                "What a platform, a payment service or a time tracker exports: CSV, XLSX, XLS, or zipped. Several files are taken one after the other. Nothing is written before you have seen it, and the same file twice adds nothing."
            ),
            _("Choose a file…"),
        )
        QTimer.singleShot(0, self, self._tell_known)
        self.history.setAccessibleName(_("Earlier imports"))
        self.rules.retranslate()
        self.refresh(None)

    def _tell_known(self) -> None:
        """Name the formats: they are read from files, which the first painting does not wait for."""
        names = sorted({one.title(language()) for one in formats()})
        self.known.setText(
            _("Understood at once: {names}. Any other table by telling its columns once.").format(
                names=separator().join(names)
            )
        )

    def _restyle(self) -> None:
        gap = theme().px(12)
        self._whole.setSpacing(gap)
        self._first.setSpacing(gap)
