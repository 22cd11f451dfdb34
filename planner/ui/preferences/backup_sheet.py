"""What a backup would bring back: everything that changed since, in words, and the button that opens a copy of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.i18n import _
from planner.session import compare
from planner.ui.preferences.difference_rows import difference_rows
from planner.ui.views import HOME_OF
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce
from planner.ui.window.moments import moment_words
from planner.ui.window.palette_rows import Row, RowList
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.session import Backup, Comparison
    from planner.ui.bridge import Bridge

WIDTH = 680  # px


class BackupSheet(TitledSheet):
    """Compares in the background. The copy becomes a plan of its own beside the present one, which stays."""

    def __init__(self, window: QWidget, bridge: "Bridge") -> None:
        super().__init__(window, WIDTH)
        self.bridge = bridge
        self.backup: Backup | None = None
        self.sentence, self.list = Label("", ink="t2").set_wrap(), RowList()
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.copy = Button("", "primary", "archive-restore")
        self.copy.clicked.connect(self._on_copy)
        self.list.picked.connect(self._on_picked)
        self.list.activated.connect(lambda index: self._on_picked(self.list.found.rows[index.row()].target))
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.list)
        self.foot.addWidget(self.copy)
        self.closed.connect(self.deleteLater)
        self._restyle()

    def ask(self, backup: "Backup") -> None:
        """Compare the plan with `backup` and show what differs."""
        self.backup = backup
        path = self.bridge.session.path
        self.retranslate()
        self._say(_("Comparing…"), [])
        self.open()
        job = self.bridge.reader.submit(lambda _job: compare(path, backup.path), "compare")
        job.done.connect(self._on_compared)
        job.failed.connect(lambda error: self._say(str(error), []))

    def retranslate(self) -> None:
        """Say what is not the answer in the language in use."""
        super().retranslate()
        if self.backup is not None:
            self.set_title(_("Changed since {time}").format(time=moment_words(self.backup.at)))
        self.copy.setText(_("Open a copy of this backup"))
        self.list.setAccessibleName(self.title.text())

    def _on_compared(self, found: "Comparison") -> None:
        rows = difference_rows(found)
        told = _("A copy of this backup would be without all of this; the plan of now stays as it is.")
        self._say(told if rows else _("Nothing has changed since then."), rows)

    def _say(self, sentence: str, rows: list[Row]) -> None:
        self.sentence.setText(sentence)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        announce(self, sentence)
        self.place()

    def _on_picked(self, target: tuple[str, str]) -> None:
        """Lead to the record, or to the page it was on."""
        kind, record_id = target
        if kind in HOME_OF:
            self.close_now()
            self.bridge.open_record(kind, record_id)

    def _on_copy(self) -> None:
        if self.backup is not None:
            path = str(self.backup.path)
            self.close_now()
            self.bridge.backup_chosen.emit(path)
