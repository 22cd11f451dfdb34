"""The timer in the head of the window: a clock to start, and while it runs how long and on what."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout

from planner.commands import time_log
from planner.i18n import N_, _
from planner.model.clock import working_day
from planner.model.time_line import read_task
from planner.ui.actions import BY_ID
from planner.ui.actions import told as tooltip
from planner.ui.hours import time_words
from planner.ui.keys import keys_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton, PaintedButton
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.model.catalogue import TimeEntry, Timer
    from planner.model.changes import ChangeSet
    from planner.ui.bridge import Bridge

START, STOP, DISCARD = N_("Start the timer"), N_("Stop the timer: {what}"), N_("Discard the timer")
_TICK = 1000  # ms
_WIDEST, _NARROWEST = 190, 32  # px
_RECENT = 6


class TimerStart(Popover):
    """Asks on what the timer is to run: type it, or take what was worked on lately."""

    def __init__(self, pill: "TimerPill") -> None:
        super().__init__(pill)
        self._pill = pill
        self.title, self.field = Label("", Type.SMALL, 500, "t2"), LineEdit()
        self.title.setBuddy(self.field)
        self.echo = Label("", Type.SMALL, 400, "t3")
        self.recent = QVBoxLayout()
        self.recent.setSpacing(2)
        for part in (self.title, self.field, self.echo):
            self.body.addWidget(part)
        self.body.addLayout(self.recent)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(lambda: self._start(self.field.text()))

    def ask(self) -> None:
        """Open under the pill, with the last things worked on."""
        bridge = self._pill.bridge
        self.title.setText(_("What are you working on?"))
        self.field.setAccessibleName(self.title.text())
        self.field.setPlaceholderText(_("Course recording"))
        self.field.set_value("")
        self._on_typed("")
        while self.recent.count():
            self.recent.takeAt(0).widget().deleteLater()
        for entry in bridge.session.journal.time_log.latest(_RECENT):
            link = LinkButton(time_words.task_words(bridge.plan, entry), icon="play")
            link.clicked.connect(lambda _on=False, entry=entry: self._again(entry))
            self.recent.addWidget(link)
        self.setMinimumWidth(theme().px(320))
        self.open_below(self._pill)
        self.field.setFocus()

    def _on_typed(self, text: str) -> None:
        bridge = self._pill.bridge
        line = read_task(text, bridge.plan)
        today = working_day(time_words.now(), bridge.plan.settings)
        self.echo.setText(time_words.reading_words(bridge.plan, line, time_log.USUAL, today))

    def _again(self, entry: "TimeEntry") -> None:
        self._start(time_words.typed_task(self._pill.bridge.plan, entry))

    def _start(self, text: str) -> None:
        if self.field.composing:
            return
        self.hide()
        self._pill.start(text)


class TimerPill(PaintedButton):
    """Click to start on something; while the timer runs, click to stop it and log what it measured."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__("")
        self.bridge = bridge
        self.asking: TimerStart | None = None
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self.clicked.connect(self.toggle)
        bridge.changed.connect(self._on_changed)
        self.retranslate()
        follow(self._restyle)

    @property
    def timer(self) -> "Timer | None":
        """The timer that runs, if one does."""
        return time_log.running(self.bridge.plan)

    def toggle(self) -> None:
        """Stop the timer that runs, or ask what to start one on."""
        timer = self.timer
        if self.bridge.read_only:
            return
        if timer is None:
            self.asking = self.asking or TimerStart(self)
            self.asking.ask()
            return
        task = time_words.task_words(self.bridge.plan, timer)
        entry = self.bridge.run(STOP, lambda tx: time_log.stop_timer(tx, time_words.now()), what=task)
        if entry is not None and entry.minutes is not None:
            told = _("Logged {time}: {what}")
            self.bridge.toast(told.format(time=time_words.hours_words(entry.minutes.minutes), what=task))

    def start(self, text: str) -> None:
        """Let the timer run on what `text` names."""
        line = read_task(text, self.bridge.plan)
        self.bridge.run(START, lambda tx: time_log.start_timer(tx, line, time_words.now()))

    def discard(self) -> None:
        """Forget the timer that runs."""
        if self.bridge.run(DISCARD, time_log.discard_timer):
            self.bridge.toast(_("The timer was discarded"))

    def retranslate(self) -> None:
        """Say how long it has run, in the language in use."""
        self._tick()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.timer is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Stop and log")).triggered.connect(self.toggle)
        menu.addAction(_("Discard the timer")).triggered.connect(self.discard)
        menu.popup(event.globalPos())

    def sizeHint(self) -> QSize:
        look = theme()
        if not self.text():
            return QSize(look.px(_NARROWEST), look.px(Size.CONTROL))
        wide = look.px(38) + painting.width(self.text(), self.font())
        return QSize(min(wide, look.px(_WIDEST)), look.px(Size.CONTROL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        runs = bool(self.text())
        if runs:
            painting.box(painter, rect, Size.RADIUS_CONTROL, "acc_soft")
        elif self.underMouse() and self.isEnabled():
            painting.box(painter, rect, Size.RADIUS_CONTROL, "hover")
        tint = "acc_text" if runs else "t2" if self.isEnabled() else "t_dis"
        name, size = ("square", 14) if runs else ("timer", 17)
        painting.icon(painter, name, tint, size, QPointF(look.px(16), rect.center().y()))
        if runs:
            painter.setFont(self.font())
            painting.line(painter, rect.adjusted(look.px(28), 0, -look.px(8), 0), self.text(), "acc_text")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _tick(self) -> None:
        timer = None if self.bridge.closed else self.timer
        if timer is None:
            self._clock.stop()
            words, told = "", _("Start the timer")
        else:
            self._clock.start()
            ran = time_words.clock_words(time_log.elapsed(timer, time_words.now()))
            task = time_words.task_words(self.bridge.plan, timer)
            words, told = f"{ran}  {task}", _("Stop the timer: {what}").format(what=task)
        self.setEnabled(not self.bridge.read_only)
        self.setToolTip(tooltip(told, keys_of(BY_ID["timer"])))
        self.setAccessibleName(told)
        if words != self.text():
            self.setText(words)
            self.setFixedSize(self.sizeHint())
            self.update()

    def _on_changed(self, changes: "ChangeSet") -> None:
        if changes.kinds & {"timer", "product", "milestone", "domain", "platform", "alliance", "plan"}:
            self._tick()

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL, 500, tabular=True))
        self.setFixedSize(self.sizeHint())
        self.update()
