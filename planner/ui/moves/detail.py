"""The panel about one move: what it would bring, what it takes for granted, and what can be made of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.figures.move_words import assumed_words, move_words
from planner.i18n import _
from planner.ui.findings.words import path_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.labels import GroupLabel, Label
from planner.ui.widgets.marks import Pill

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMove, PlanMoves
    from planner.figures.speech import Speech
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge

MILESTONE, EXPERIMENT, GO = "milestone", "experiment", "go"


class MoveDetail(QWidget):
    """`acted(what)` follows a button: MILESTONE, EXPERIMENT or GO; `entered(kind, id, field)` the way to a field that
    its hours lack; `escaped` asks for the list.
    """

    acted = Signal(str)
    entered = Signal(str, str, str)
    escaped = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge = bridge
        self.move_shown: PlanMove | None = None
        self.pill = Pill("", "hint")
        self.title = Label("", Type.PAGE_TITLE, 600).set_wrap()
        self.path = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.buttons = {
            MILESTONE: Button("", "primary", "milestone"), EXPERIMENT: Button("", "secondary", "flask-conical"),
            GO: Button("", "secondary", "arrow-right"),
        }  # fmt: skip
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, name=name: self.acted.emit(name))
        self._build()
        self.retranslate()
        follow(self._restyle)

    def _build(self) -> None:
        ways = QWidget()
        flow = FlowLayout(ways)
        for button in self.buttons.values():
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        ways.setSizePolicy(policy)
        told = QWidget()
        self._facts = QVBoxLayout(told)
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        self._rows.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.title, self.path, ways, told):
            self._rows.addWidget(part)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.body)
        for ground in (area, area.viewport(), self.body):
            ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def show_move(self, move: "PlanMove | None", found: "PlanMoves | None", plan: "Plan", speech: "Speech") -> None:
        """Tell of `move`, one of `found`; None tells nothing."""
        self.move_shown = move
        self.body.setVisible(move is not None and found is not None)
        if move is None or found is None:
            return
        words = move_words(move, plan)
        self.title.setText(words)
        self.setAccessibleName(words)
        self.path.setText(path_of(self._bridge.plan, move.kind, move.id))
        self.pill.setVisible(move.gain.tied_with_best)
        self.pill.setText(_("Most per hour") if move == found.ranked[0] else _("as good as the best"))
        for name, button in self.buttons.items():
            button.setEnabled(name == GO or not self._bridge.read_only)
        self._tell(move, found, plan, speech)

    def _tell(self, move: "PlanMove", found: "PlanMoves", plan: "Plan", speech: "Speech") -> None:
        while (item := self._facts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._facts.addWidget(GroupLabel(_("What it would bring")))
        self._facts.addWidget(_table(_numbers(move, speech)))
        self._facts.addSpacing(theme().px(10))
        if move.enter:
            self._facts.addWidget(GroupLabel(_("Its hours are known once you enter")))
            for path in move.enter:
                kind, record_id, field = path.split("/", 2)
                link = LinkButton(path_of(plan, kind, record_id, field), size=Type.BODY)
                link.clicked.connect(lambda _on=False, to=(kind, record_id, field): self.entered.emit(*to))
                self._facts.addWidget(link)
            self._facts.addSpacing(theme().px(10))
        self._facts.addWidget(GroupLabel(_("Taken for granted")))
        self._facts.addWidget(Label(assumed_words(move, found.elasticity), Type.BODY, 400, "t2").set_wrap())
        ground = self._facts.parentWidget()
        for part in ground.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if self._facts.indexOf(part) >= 0:
                part.show()  # at once: a layout shows what is new only when the loop is idle

    def take_focus(self) -> bool:
        """Put the keyboard on the first button that can be pressed."""
        first = next((one for one in self.buttons.values() if one.isVisible() and one.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def retranslate(self) -> None:
        words = {MILESTONE: _("Make a milestone"), EXPERIMENT: _("Make an experiment"), GO: _("Go to")}
        for name, keys in ((MILESTONE, "M"), (EXPERIMENT, "E"), (GO, "Enter")):
            self.buttons[name].setText(words[name])
            self.buttons[name].setToolTip(_("{action} ({keys})").format(action=words[name], keys=keys))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        side = look.px(20)
        self._rows.setContentsMargins(side, look.px(18), side, look.px(20))
        self._rows.setSpacing(look.px(10))
        self._facts.setContentsMargins(0, look.px(8), 0, 0)
        self._facts.setSpacing(look.px(4))
        self.setMinimumWidth(look.px(Size.DETAIL_MIN))


def _numbers(move: "PlanMove", speech: "Speech") -> list[tuple[str, str]]:
    gain = move.gain
    rows = [(_("Over 12 months"), speech.money(gain.gain)), (_("Low to high"), speech.span(gain.p10, gain.p90))]
    if gain.per_hour is not None and move.hours:
        rows.insert(0, (_("Per hour"), speech.money(gain.per_hour)))
        rows.append((_("Hours in 12 months"), speech.hours(round(move.hours) or 1)))
    return [*rows, (_("Helps in"), speech.chance(gain.helps))]


def _table(pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Labels on the left, numbers at the right."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(0, 1)
    for number, (label, words) in enumerate(pairs):
        grid.addWidget(Label(label, Type.BODY, 400, "t3"), number, 0)
        grid.addWidget(Label(words, Type.BODY, 500).set_tabular(right=True), number, 1)
    return table
