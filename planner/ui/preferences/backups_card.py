"""The backups of the plan, newest first: what changed since each, and a copy of it as a plan beside the present one."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.errors import FileError
from planner.i18n import _
from planner.session import Backup
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label
from planner.ui.window.moments import moment_words

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

SHOWN: Final = 8


class BackupRow(QWidget):
    """One backup: when, how large, and the links that compare the plan with it and open a copy of it."""

    def __init__(self, backup: Backup) -> None:
        super().__init__()
        when = moment_words(backup.at)
        self.compare, self.open = LinkButton(_("Compare")), LinkButton(_("Open a copy"))
        self.compare.setAccessibleName(_("What changed since {time}").format(time=when))
        self.open.setAccessibleName(_("Open a copy of the backup of {time}").format(time=when))
        size = Label(size_words(backup.size), Type.SMALL, 400, "t3").set_tabular(right=True)
        size.setMinimumWidth(theme().px(44))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(when, Type.BODY).set_tabular(), 1)
        row.setSpacing(theme().px(4))
        row.addWidget(size)
        row.addWidget(self.compare)
        row.addWidget(self.open)


class BackupsCard(Card):
    """`chosen(path)` asks to open a backup as a plan of its own."""

    chosen = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self._all = False
        self.note = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.make, self.more = Button("", icon="save", small=True), LinkButton("")
        self.rows: list[BackupRow] = []
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.head.addWidget(self.make)
        self.body.addWidget(self.note)
        self.body.addLayout(self.lines)
        self.body.addWidget(self.more)
        self.make.clicked.connect(self._on_make)
        self.more.clicked.connect(self._on_more)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.set_title(_("Backups"))
        self.note.setText(
            _("Made by itself while you work. A copy becomes a plan beside this one; this one stays as it is.")
        )
        self.make.setText(_("Back up now"))
        self.more.setText(_("Show all"))
        self.refresh()

    def refresh(self) -> None:
        """List what there is now."""
        backups = self.bridge.session.backups()
        for row in self.rows:
            row.deleteLater()
        self.rows = [BackupRow(backup) for backup in (backups if self._all else backups[:SHOWN])]
        for row, backup in zip(self.rows, backups, strict=False):
            self.lines.addWidget(row)
            row.open.clicked.connect(lambda _checked=False, path=str(backup.path): self.chosen.emit(path))
            row.compare.clicked.connect(lambda _checked=False, backup=backup: self._on_compare(backup))
        self.more.setVisible(len(backups) > len(self.rows))
        self.make.setEnabled(not self.bridge.read_only)

    def _on_make(self) -> None:
        try:
            self.bridge.session.backup()
        except FileError as error:
            self.bridge.refused.emit(str(error))
            return
        self.refresh()
        self.bridge.toast(_("The plan is backed up"), undo=False)

    def _on_compare(self, backup: Backup) -> None:
        from planner.ui.preferences.backup_sheet import BackupSheet  # noqa: PLC0415 - not before it is wanted

        BackupSheet(self.window(), self.bridge).ask(backup)

    def _on_more(self) -> None:
        self._all = True
        self.refresh()


def size_words(size: int) -> str:
    """A size in bytes as people read it."""
    if size < 1024 * 1024:
        return _("{size} KB").format(size=max(round(size / 1024), 1))
    return _("{size} MB").format(size=f"{size / 1024 / 1024:.1f}")
