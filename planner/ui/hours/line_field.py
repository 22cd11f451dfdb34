"""The line in which time is typed: how it was read stands below, what was worked on of late a click away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.commands import time_log
from planner.errors import InputError
from planner.i18n import N_, _, language
from planner.model.clock import working_day
from planner.model.reading import Context
from planner.model.time_line import LINKED, TimeLine, read_task, read_time_line
from planner.ui.hours import time_words
from planner.ui.look.theme import follow, theme
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.marks import Chip

if TYPE_CHECKING:
    from planner.model.catalogue import TimeEntry
    from planner.ui.bridge import Bridge

LOG = N_("Log {time}: {what}")
_DRAFT = "time_log.line"
_LATELY = 4


class TypedLine(LineEdit):
    """Enter asks to log and never leaves the field."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            if not self.composing:
                self.entered.emit()
            return
        super().keyPressEvent(event)


class TimeLineField(QWidget):
    """`started(text)` asks to let a timer run on what the line names."""

    started = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.field, self.echo = TypedLine(icon="clock"), HintRow()
        self.log, self.start = Button("", "secondary", "corner-down-left"), Button("", "secondary", "play")
        self.lately = QWidget()
        self._chips = FlowLayout(self.lately, 6)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.field, self.log, self.start):
            top.addWidget(part, 1 if part is self.field else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(top)
        rows.addWidget(self.echo)
        rows.addWidget(self.lately)
        self.field.entered.connect(self.commit)
        self.field.textEdited.connect(self._on_typed)
        self.log.clicked.connect(self.commit)
        self.start.clicked.connect(self._on_start)
        self.field.setText(str(bridge.recall(_DRAFT, "")))
        self.retranslate()
        follow(self._restyle)

    def refresh(self) -> None:
        """Offer what was worked on lately, and say again how the line is read."""
        while self._chips.count():
            self._chips.takeAt(0).widget().deleteLater()
        for entry in self.bridge.session.journal.time_log.latest(_LATELY):
            chip = Chip(time_words.task_words(self.bridge.plan, entry), "repeat")
            chip.clicked.connect(lambda _on=False, entry=entry: self._again(entry))
            self._chips.addWidget(chip)
        self.lately.setVisible(bool(self._chips.count()))
        self._tell()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.field.setAccessibleName(_("How long and on what"))
        self.field.setPlaceholderText(_("2h30m course recording"))
        self.log.setText(_("Add"))
        self.log.setToolTip(_("Log the time (Enter)"))
        self.start.setText(_("Start the timer"))
        self.log.setEnabled(not self.bridge.read_only)
        self.start.setEnabled(not self.bridge.read_only)
        self.refresh()

    def keep(self) -> None:
        """Remember what is typed for the next start."""
        self.bridge.remember(_DRAFT, self.field.text())

    def commit(self) -> None:
        """Log the line; one that cannot be read stays, and what is wrong with it is said."""
        if self.bridge.read_only or self.field.composing:
            return
        try:
            line = self._read()
        except InputError as error:
            self.echo.set_message("error", error.message)
            self.field.set_state("error")
            self.field.setFocus()
            return
        words = self._words(line)
        time = time_words.hours_words(line.minutes.minutes)
        entry = self.bridge.run(
            LOG, lambda tx: time_log.log(tx, line, time_words.now(), self._usual(line)), time=time, what=words
        )
        if entry is not None:
            self.field.set_value("")
            self.field.setText("")
            self.keep()
            self.bridge.toast(_("Logged {time}: {what}").format(time=time, what=words))
            self._tell()

    def _read(self) -> TimeLine:
        context = Context(language(), today=working_day(time_words.now(), self.bridge.plan.settings))
        return read_time_line(self.field.text(), self.bridge.plan, context)

    def _usual(self, line: TimeLine) -> str:
        """What is usually done with what the line names."""
        log = self.bridge.session.journal.time_log
        found = (log.usual_activity(name, line.links[name]) for name in LINKED if name in line.links)
        return next((activity for activity in found if activity), time_log.USUAL)

    def _words(self, line: TimeLine) -> str:
        named = [self.bridge.plan.label(kind, line.links[kind]) for kind in LINKED if kind in line.links]
        return " · ".join([*named, *([line.memo] if line.memo else [])]) or time_words.activity_words(
            line.activity or self._usual(line)
        )

    def _again(self, entry: "TimeEntry") -> None:
        """Put the words of `entry` behind the time to come."""
        self.field.setText(" " + time_words.typed_task(self.bridge.plan, entry))
        self.field.setCursorPosition(0)
        self.field.setFocus()
        self._tell()

    def _on_start(self) -> None:
        text = self.field.text()
        self.field.setText("")
        self.keep()
        self._tell()
        self.started.emit(text)

    def _on_typed(self) -> None:
        self.keep()
        self._tell()

    def _tell(self) -> None:
        """Say how the line is read; what is still missing is no error while one types."""
        self.field.set_state("")
        if not self.field.text().strip():
            self.echo.set_message("echo", _("Time first or last; a product, a day and an activity by their names."))
            return
        today = working_day(time_words.now(), self.bridge.plan.settings)
        try:
            line = self._read()
        except InputError:
            line = read_task(self.field.text(), self.bridge.plan)
        said = time_words.reading_words(self.bridge.plan, line, self._usual(line), today)
        self.echo.set_message("warning" if line.unclear else "echo", said)

    def _restyle(self) -> None:
        self.layout().setSpacing(theme().px(4))
