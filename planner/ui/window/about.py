"""About the program: its versions, its licence, and the works it stands on with theirs."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListView, QPlainTextEdit, QVBoxLayout

from planner import paths
from planner.i18n import _
from planner.notices import Work, works
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import ChoiceRows
from planner.ui.widgets.labels import GroupLabel, Label
from planner.ui.widgets.marks import ProgramMark
from planner.ui.window.bug_details import details, log_folder, versions
from planner.ui.window.sheet import TitledSheet

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow

WIDTH: Final = 920  # px: the lines of most licences are not broken twice
LIST, HIGH, BELOW = 300, 340, 300  # px: the list, both panes, what the sheet needs beside them
MARK: Final = 56
OWN: Final = "Brightroad"


class AboutSheet(TitledSheet):
    """Versions above; the works on the left, the licence of the one chosen on the right."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH)
        self._top = 56
        self._window = window
        own = Work(OWN, dict(versions())[OWN], "MIT", (paths.licence(),))
        self.works = (own, *works())
        self.names = QStringListModel([_line(work) for work in self.works], self)
        self.mark, self.name = ProgramMark(MARK), Label("", Type.RECORD_TITLE, 600)
        self.promise, self.versions = Label("", ink="t2").set_wrap(), Label("", Type.SMALL, 400, "t3").set_wrap()
        self.heading = GroupLabel()
        self.list, self.text = QListView(), QPlainTextEdit()
        self.copy, self.log = Button("", icon="copy"), Button("", icon="file-text")
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.copy.clicked.connect(self._on_copy)
        self.log.clicked.connect(open_log_folder)
        self.retranslate()
        self.list.setCurrentIndex(self.names.index(0))
        self._restyle()

    def _lay_out(self) -> None:
        self.list.setModel(self.names)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(ChoiceRows(self.list))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        head, words, sides = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for part in (self.name, self.promise, self.versions):
            words.addWidget(part)
        words.addStretch(1)
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        sides.addWidget(self.list)
        sides.addWidget(self.text, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.heading)
        self.body.addLayout(sides)
        self._head_row, self._words, self._sides = head, words, sides
        self.foot.addWidget(self.log)
        self.foot.addWidget(self.copy)

    def retranslate(self) -> None:
        """Say everything but the licences in the language in use."""
        super().retranslate()
        self.set_title(_("About Brightroad"))
        told = dict(versions())
        self.name.setText(_("Brightroad {version}").format(version=told.pop(OWN)))
        self.promise.setText(
            _(
                "An offline planner for people who live from what they make. It never connects to a network; everything stays on this computer."
            )
        )
        self.versions.setText(" · ".join(f"{name} {version}" for name, version in told.items()))
        self.heading.setText(_("Licences of this program and of the works it stands on"))
        self.list.setAccessibleName(self.heading.text())
        self.text.setAccessibleName(_("Text of the licence"))
        self.copy.setText(self._window.board.text("bug_details"))
        self.log.setText(self._window.board.text("log_folder"))

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        work = self.works[current.row()]
        self.text.setPlainText(
            work.text() or _("Its package carries no text of its licence: {licence}.").format(licence=work.licence)
        )

    def _on_copy(self) -> None:
        copy_details(self._window)
        self.close_now()

    def _restyle(self) -> None:
        if hasattr(self, "_sides"):
            look = theme()
            self._head_row.setSpacing(look.px(16))
            self._words.setSpacing(look.px(2))
            self._sides.setSpacing(look.px(16))
            high = min(look.px(HIGH), self.parentWidget().height() - look.px(BELOW))
            self.list.setFixedSize(look.px(LIST), high)
            self.text.setFixedHeight(high)
            self.text.setFont(look.font(Type.TINY))
        super()._restyle()


def copy_details(window: "MainWindow") -> None:
    """Put the details for a bug report on the clipboard, and say so where there is a page to say it on."""
    QGuiApplication.clipboard().setText(details(window))
    if window.bridge is not None:
        window.bridge.toast(_("The details are on the clipboard; they name nothing of yours"), undo=False)


def open_log_folder() -> None:
    """Show where the log is."""
    from planner.ui.preferences.data_card import show_folder  # noqa: PLC0415 - not before it is wanted

    show_folder(log_folder())


def _line(work: Work) -> str:
    named = f"{work.name} {work.version}".strip()
    return f"{named} · {work.licence}" if work.licence else named
