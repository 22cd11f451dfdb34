"""The first screen: the sample, an empty plan or a file, and in which language and look. And the one shown instead of a
plan that cannot be opened, with the ways out."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.errors import DamageError, VersionError
from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.empty_state import Tile
from planner.ui.widgets.labels import Label
from planner.ui.widgets.marks import ProgramMark
from planner.ui.window.moments import moment_words

if TYPE_CHECKING:
    from planner.ui.window.main import MainWindow
    from planner.ui.worker import Job

COLUMN = 420  # px
BUTTON = 220
EARLIER = 20  # backups offered beside the newest


class Screen(QWidget):
    """A centred column that fills the window."""

    def __init__(self, sign: QWidget) -> None:
        super().__init__()
        self.title = Label("", Type.HEADLINE, 600).set_align(painting.CENTRE)
        self.sentence = Label("", Type.BODY, 400, "t2").set_align(painting.CENTRE).set_wrap()
        self.column = QVBoxLayout()
        self.column.setSpacing(0)
        self.column.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(22)
        self.column.addWidget(self.title)
        self.column.addSpacing(8)
        self.column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(24)
        self._ground = QWidget()
        self._ground.setLayout(self.column)
        self.column.setContentsMargins(0, 0, 0, 0)
        middle = QVBoxLayout(self)
        middle.addStretch(2)
        middle.addWidget(self._ground, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        follow(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("app"))

    def _restyle(self) -> None:
        self._ground.setFixedWidth(theme().px(COLUMN))
        self.sentence.setFixedWidth(theme().px(COLUMN))


class FirstRun(Screen):
    """Three ways to begin, the plans opened lately if there are any, and language and theme below."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(ProgramMark(Size.EMPTY_TILE))
        self._window = window
        self._preferences = preferences = window.preferences
        self.sample_button = Button("", "primary", "book-open")
        self.empty_button = Button("", "secondary", "plus")
        self.open_button = Button("", "secondary", "folder-open")
        self.sample_button.clicked.connect(window.files.open_sample)
        self.empty_button.clicked.connect(window.board["plan.new"].trigger)
        self.open_button.clicked.connect(window.files.ask_open)
        for button in (self.sample_button, self.empty_button, self.open_button):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self.column.addSpacing(8)
        self._buttons = (self.sample_button, self.empty_button, self.open_button)
        self._links = QVBoxLayout()
        self._links.setSpacing(4)
        self.column.addSpacing(8)
        self.column.addLayout(self._links)
        self.column.addSpacing(32)
        self.language_choice = Segmented((("zh", "中文"), ("en", "English")))
        self.theme_choice = Segmented((("system", ""), ("light", ""), ("dark", "")))
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addStretch()
        for choice, name in ((self.language_choice, "language"), (self.theme_choice, "theme")):
            choices.addWidget(choice)
            choice.chosen.connect(lambda value, name=name: preferences.change(**{name: value}))
        choices.addStretch()
        self.column.addLayout(choices)
        preferences.changed.connect(self._on_preferences)
        self.retranslate()

    def set_recent(self, plans: Sequence[tuple[str, str]]) -> None:
        """Offer plans opened lately: path and title."""
        while self._links.count():
            self._links.takeAt(0).widget().deleteLater()
        for path, title in plans:
            link = LinkButton(title, "file-text", size=Type.BODY)
            link.setToolTip(path)
            link.setAccessibleName(_("Open “{name}”").format(name=title))
            link.clicked.connect(lambda _checked=False, path=path: self._window.open_plan(Path(path)))
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(_("Welcome to Brightroad"))
        self.sentence.setText(
            _("Plan what you make, where it is sold and who helps. Everything stays on this computer and saves itself.")
        )
        self.sample_button.setText(_("Open the sample plan"))
        self.empty_button.setText(_("Start empty"))
        self.open_button.setText(_("Open file…"))
        self.theme_choice.set_options((("system", _("System")), ("light", _("Light")), ("dark", _("Dark"))))
        self.language_choice.setAccessibleName(_("Language"))
        self.theme_choice.setAccessibleName(_("Theme"))
        self.setAccessibleName(self.title.text())
        self._restyle()
        self._on_preferences()

    def focus_first(self) -> None:
        """Put the keyboard on the first way to begin."""
        self.sample_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        super()._restyle()
        for button in getattr(self, "_buttons", ()):
            button.setFixedWidth(max(theme().px(BUTTON), button.sizeHint().width()))

    def _on_preferences(self) -> None:
        self.language_choice.set_value(self._preferences.language)
        self.theme_choice.set_value(self._preferences.settings.theme)


class ProblemScreen(Screen):
    """Why a plan is not open, in one sentence, and what can be done about it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(Tile("triangle-alert"))
        self.path = Path()
        self._window = window
        self._error = Exception()
        self._recovering: Job | None = None
        self._earlier = QMenu(self)
        self._backups: Sequence[tuple[Path, dt.datetime]] = ()
        self.again_button = Button("", "primary", "refresh-cw")
        self.restore_button = Button("", "secondary", "rotate-ccw")
        self.earlier_button = Button("", "secondary", "history")
        self.recover_button = Button("", "secondary", "wand-sparkles")
        self.open_button = Button("", "secondary", "folder-open")
        self.leave_button = Button("", "ghost", "arrow-left")
        self._ways = QVBoxLayout()
        self._ways.setSpacing(8)
        self.column.addLayout(self._ways)
        self._buttons = (
            self.again_button,
            self.restore_button,
            self.earlier_button,
            self.recover_button,
            self.open_button,
            self.leave_button,
        )
        for button in self._buttons:
            self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        files = window.files
        self.again_button.clicked.connect(lambda: files.open(self.path))
        self.restore_button.clicked.connect(lambda: files.open_backup(self.path, self._backups[0][0]))
        self.earlier_button.clicked.connect(self._on_earlier)
        self.recover_button.clicked.connect(self._on_recover)
        self.open_button.clicked.connect(files.ask_open)
        self.leave_button.clicked.connect(window.show_start)

    def tell(self, path: Path, error: Exception, backups: Sequence[tuple[Path, dt.datetime]]) -> None:
        """Say why the plan at `path` did not open; `backups` of it, newest first, each with its time.

        One that is damaged can be recovered; a newer program's is whole and left alone.
        """
        newer = isinstance(error, VersionError)
        self.path, self._error, self._backups = path, error, () if newer else backups
        self._recovering = None
        self.again_button.setVisible(not newer)
        self.restore_button.setVisible(bool(self._backups))
        self.earlier_button.setVisible(len(self._backups) > 1)
        self.recover_button.setVisible(isinstance(error, DamageError))
        for button in self._buttons:
            button.setEnabled(True)
        self.retranslate()
        (self.restore_button if self._backups else self.open_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language in use; the sentence stays as it was told."""
        damaged = isinstance(self._error, DamageError)
        title = _("“{name}” is damaged") if damaged else _("“{name}” is not open")
        self.title.setText(title.format(name=self.path.name))
        self.sentence.setText(_("Reading what is left…") if self._recovering else str(self._error))
        self.again_button.setText(_("Try again"))
        self.earlier_button.setText(_("Earlier backups"))
        self.recover_button.setText(_("Recover what can be read"))
        self.open_button.setText(_("Open another plan…"))
        self.leave_button.setText(_("Back to the start") if self._window.workspace is None else _("Back to the plan"))
        if self._backups:
            self.restore_button.setText(_open_words(self._backups[0][1]))
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.sentence.text())

    def _on_earlier(self) -> None:
        """Offer the backups before the newest."""
        self._earlier.clear()
        for path, at in self._backups[1 : EARLIER + 1]:
            entry = self._earlier.addAction(_open_words(at))
            entry.triggered.connect(lambda _checked=False, path=path: self._window.files.open_backup(self.path, path))
        self._earlier.popup(self.earlier_button.mapToGlobal(QPoint(0, self.earlier_button.height())))

    def _on_recover(self) -> None:
        """Recover in the background, which may take a while; then open the new plan and tell what is lost."""
        window = self._window
        self._recovering = window.files.recover(self.path, window.worker, self._on_recovered)
        for button in self._buttons:
            button.setEnabled(False)
        self.retranslate()

    def _on_recovered(self, losses: tuple[str, ...]) -> None:
        self._window.details.tell(
            _("What could not be recovered") if losses else _("Recovered"),
            losses or (_("Every row could be read; the damaged file stays as it is."),),
        )


def _open_words(at: dt.datetime) -> str:
    return _("Open the backup of {time}").format(time=moment_words(at))
