"""The head of the form of a test: what it promises, has counted and says, and what can be done with it now."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.commands.experiments import lacking
from planner.figures.experiment_words import (
    changed_words,
    counted_words,
    decisive_words,
    end_words,
    left_words,
    mark_words,
    verdict_words,
)
from planner.i18n import _, ngettext
from planner.model.catalogue import Experiment
from planner.model.experiments import BEFORE, LOCKED, REPLIES, counted_by_hand, noted
from planner.model.roadmap import DECISIONS
from planner.ui.editors.fields import Desk
from planner.ui.experiments.board import share_done
from planner.ui.experiments.deeds import ExperimentDeeds
from planner.ui.experiments.mark_form import MarkForm
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit
from planner.ui.widgets.marks import Pill

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_BAR: Final = 6  # px
_PILLS: Final = {"go": "good", "stop": "error", "undecided": "warning"}


class ProgressLine(QWidget):
    """How far a running test is, as a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_share(self, share: float | None) -> None:
        """Show a share of 0 to 1; None shows an empty track."""
        self.share = share
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = painting.begin(self), QRectF(self.rect())
        painting.box(painter, rect, _BAR / 2, "hair")
        if self.share:
            rect.setWidth(max(rect.width() * self.share, rect.height()))
            painting.box(painter, rect, _BAR / 2, "accent")

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(_BAR))
        self.update()


class ExperimentStrip(QWidget):
    """Stands above the fields of a test; `lacks` names the field to enter first, `made` the id of a repetition."""

    lacks = Signal(str)
    made = Signal(str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge, self.deeds = bridge, ExperimentDeeds(bridge, self)
        self._one: Experiment | None = None
        self.pill = Pill("", "neutral")
        self.says = Label("", Type.BODY, 500).set_wrap()
        self.more = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.log = Label("", Type.SMALL, 400, "t2").set_wrap()
        self.bar = ProgressLine()
        self.replies = LineEdit(tabular=True)
        self.note = Button("", "secondary", small=True)
        self.buttons = {name: Button("", "primary" if name == "start" else "secondary", small=True) for name in _ACTS}
        self.mark = MarkForm(Desk(bridge))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._connect()
        self.retranslate()
        bridge.experiments.told.connect(self.refresh)
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.says, 1)
        self._head.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        self._counting = QHBoxLayout()
        self._counting.addWidget(self.replies)
        self._counting.addWidget(self.note)
        self._counting.addStretch(1)
        self._foot = QHBoxLayout()
        for button in self.buttons.values():
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        for part in (self.bar, self.more, self.log):
            self._rows.addWidget(part)
        self._rows.addLayout(self._counting)
        self._rows.addLayout(self._foot)
        self._rows.addWidget(self.mark)

    def _connect(self) -> None:
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self.act(name))
            button.setEnabled(not self.bridge.read_only)
        self.note.clicked.connect(self._on_replies)
        self.replies.returnPressed.connect(self._on_replies)
        self.mark.given.connect(self._on_mark)
        self.mark.left.connect(lambda: self.buttons["change"].setFocus(Qt.FocusReason.OtherFocusReason))

    # what it shows

    def show_experiment(self, one: Experiment | None) -> None:
        """Say what there is to say about a test; None hides the strip."""
        if one is None or self._one is None or one.id != self._one.id:
            self.mark.hide()
        self._one = one
        self.setVisible(one is not None)
        self.refresh()

    def refresh(self) -> None:
        """Say what the newest count says."""
        one = self._one
        if one is None:
            return
        state, told = one.state or "idea", self.bridge.experiments.latest.get(one.id)
        scene = Scene.of(self.bridge.plan)
        counted = counted_words(one, told, scene.context) if told is not None else ""
        passes, end = mark_words(one, scene.context), end_words(one, self.bridge.plan.settings, scene.context)
        if state == "idea":
            says, more = (decisive_words(told, speech_of(scene)) if told else ""), self._promise(one, passes)
        elif state == "running":
            until = _("until {end}").format(end=end) if end else ""
            says = counted or (_("Nothing was counted yet.") if told else "")
            parts = (_("Passes with {mark}").format(mark=passes), until, self._left(one, counted))
            more = " · ".join(filter(None, parts))
        else:
            says, more = (
                counted or (_("Nothing was counted.") if told else ""),
                _("Passes with {mark}").format(mark=passes),
            )
        self.says.setText(says)
        self.more.setText(more)
        self.says.setVisible(bool(says))
        self.bar.setVisible(state == "running")
        self.bar.set_share(share_done(one, told))
        self._tell_verdict(one)
        self._tell_log(one, scene)
        self._tell_buttons(one, state)

    def _promise(self, one: Experiment, passes: str) -> str:
        """What an idea still needs, or that its mark gets fixed."""
        if not passes:
            return ""
        if one.measure == "sales":
            counts = _("Sales of this listing count by themselves, free and refunded ones do not.")
        elif one.measure == "replies":
            counts = _("You count the replies by hand.")
        else:
            counts = _("Orders and clicks come from what you publish while it runs.")
        return _("{counts} Pass mark and end are fixed once it begins.").format(counts=counts)

    def _left(self, one: Experiment, counted: str) -> str:
        left = left_words(one, self.bridge.experiments.now())
        over = one.stop_at is not None and one.stop_at <= self.bridge.experiments.now()
        if over and one.id in self.bridge.experiments.latest and not counted:
            return _("Time is up; enter what came of it")
        return left

    def _tell_verdict(self, one: Experiment) -> None:
        told = self.bridge.experiments.latest.get(one.id)
        shown = one.state == "done" and told is not None and told.verdict is not None
        self.pill.setVisible(shown)
        if shown and told is not None and told.verdict is not None:
            self.pill.set_tone(_PILLS.get(told.verdict.verdict, "neutral"))
            self.pill.setText(verdict_words(told))

    def _tell_log(self, one: Experiment, scene: Scene) -> None:
        """What was changed after the start, each with its reason."""
        lines = [
            changed_words(note, scene.plan.settings, scene.context)
            for note in noted(one.changes)
            if note.field in LOCKED
        ]
        for note in noted(one.changes):
            if note.field == BEFORE and note.after.isdigit():
                count = int(note.after)
                told = ngettext(
                    "{count} sale of the first day was there before the experiment began and does not count",
                    "{count} sales of the first day were there before the experiment began and do not count",
                    count,
                )
                lines.append(told.format(count=count))
        self.log.setText("\n".join(lines))
        self.log.setVisible(bool(lines))

    def _tell_buttons(self, one: Experiment, state: str) -> None:
        for name, button in self.buttons.items():
            button.setVisible(state in _ACTS[name])
        for name in ("keep", "stop"):
            self.buttons[name].setCheckable(True)
            self.buttons[name].setChecked(one.decision == name)
        counting = one.measure == REPLIES and state in ("running", "done") and not self.bridge.read_only
        self.replies.setVisible(counting)
        self.note.setVisible(counting)
        if counting and not self.replies.hasFocus():
            known = counted_by_hand(one.changes)
            self.replies.set_value("" if known is None else str(known))

    # what it does

    def act(self, name: str) -> None:
        """Do what the button `name` says."""
        one = self._one
        if one is None:
            return
        if name == "start":
            self._start(one)
        elif name == "change":
            self.mark.ask(one)
        elif name == "repeat":
            made = self.deeds.repeat(one)
            if made:
                self.made.emit(made)
        elif name in ("keep", "stop"):
            self.deeds.decide(one, name)
        else:
            {"end": self.deeds.stop, "drop": self.deeds.drop, "take_up": self.deeds.take_up}[name](one)

    def _start(self, one: Experiment) -> None:
        if not self.deeds.start(one) and (field := lacking(one)):
            self.lacks.emit(field)

    def _on_replies(self) -> None:
        text = self.replies.text().strip()
        if self._one is not None and text.isdigit():
            self.deeds.count_replies(self._one, int(text))
            self.replies.set_value(text)

    def _on_mark(self, fields: object, reason: str) -> None:
        if self._one is not None and isinstance(fields, dict) and self.deeds.change(self._one, fields, reason):
            self.mark.close_now()

    # words and looks

    def retranslate(self) -> None:
        decisions = {name: _(label) for name, label in DECISIONS}
        words = {
            "start": _("Start"), "end": _("End now"), "change": _("Change the pass mark…"), "keep": decisions["keep"],
            "stop": decisions["stop"], "repeat": decisions["repeat"], "take_up": _("Take up again"),
            "drop": _("Drop"),
        }  # fmt: skip
        for name, button in self.buttons.items():
            button.setText(words[name])
        self.replies.setPlaceholderText(_("Replies"))
        self.replies.setAccessibleName(_("Replies so far"))
        self.note.setText(_("Note"))
        self.mark.retranslate()
        self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        box = self.rect().adjusted(look.px(20), 0, -look.px(20), -look.px(8))
        painting.box(painter, box, Size.RADIUS_CHIP, "subtle", "hair")

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(look.px(32), look.px(10), look.px(32), look.px(20))
        self._rows.setSpacing(look.px(8))
        self._foot.setSpacing(look.px(8))
        self.replies.setFixedWidth(look.px(96))
        self.update()


_ACTS: Final = {  # button -> the states in which it is there
    "start": ("idea",), "end": ("running",), "keep": ("done",), "stop": ("done",), "repeat": ("done", "dropped"),
    "change": ("running",), "take_up": ("dropped",), "drop": ("idea", "running"),
}  # fmt: skip
