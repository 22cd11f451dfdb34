"""What to do next: the first five of all that is open, ticked off where they stand; the toast takes a tick back."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QScrollArea, QVBoxLayout, QWidget

from planner.commands.next_actions import done
from planner.figures.action_words import ICONS, action_words, late_words, place_words, when_words
from planner.i18n import N_, _
from planner.ui.experiments.deeds import ExperimentDeeds
from planner.ui.hours.wall_clock import WallClock
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.overview.action_row import ActionRow, Said
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.analysis.roadmap.next_actions import NextAction
    from planner.ui.bridge import Bridge

SHOWN: Final = 5
FEWER: Final = 4  # where the page is low
MOST: Final = 100  # rows when all are shown
_DECISIONS: Final = (("keep", N_("Keep it")), ("stop", N_("Stop it")), ("repeat", N_("Repeat it")))


class ActionsCard(Card):
    """The list under its title; `opened(kind, id)` asks to go where an action stands."""

    opened = Signal(str, str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.rows: list[ActionRow] = []
        self.ticked: set[str] = set()  # ids of what was said to be done here
        self._actions: Sequence[NextAction] = ()
        self._all, self._first = False, SHOWN
        self.more = LinkButton().set_flush("right")
        self.nothing = Label("", Type.BODY, 400, "t3").set_wrap()
        self.head.addStrut(theme().px(Size.CONTROL_SMALL))
        self.head.addWidget(self.more)
        self.list = QWidget()
        self._column = QVBoxLayout(self.list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(0)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.list)
        for ground in (self.area.viewport(), self.list):
            ground.setAutoFillBackground(False)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.area, 1)
        self.body.addStretch(0)
        self.more.clicked.connect(self.turn)
        self.retranslate()
        follow(self._fit)

    def show_actions(self, actions: "Sequence[NextAction]", today: "date") -> None:
        """Show the first of `actions`, or all of them; the keyboard stays at the row it is on."""
        self._actions = actions
        shown = actions[: MOST if self._all else self._first]
        held = next((at for at, row in enumerate(self.rows) if row.hasFocus()), -1)
        self._match(len(shown))
        scene = Scene.of(self.bridge.plan)
        for row, action in zip(self.rows, shown, strict=True):
            said = Said(
                action_words(scene.plan, action),
                place_words(scene.plan, action, scene.context),
                when_words(action, today, scene.context),
                late_words(action, today),
                ICONS[action.sort],
                action.when(today) == today,
            )
            row.show_action(action, said, last=row is self.rows[-1])
        if held >= 0:
            (self.rows[min(held, len(self.rows) - 1)] if self.rows else self.more).setFocus()
        self._tell()

    def turn(self) -> None:
        """Show all actions, or the first ones alone."""
        self._all = not self._all
        self.show_actions(self._actions, WallClock(self.bridge.plan).today())
        self._fit()

    def show_first(self, count: int) -> None:
        """Show so many where not all are wanted."""
        if count != self._first:
            self._first = count
            self.show_actions(self._actions, WallClock(self.bridge.plan).today())
            self._fit()

    def focus_rows(self) -> bool:
        """Put the keyboard on the first action; False when there is none."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self.rows)

    def tick(self, row: ActionRow) -> None:
        """Say of the action that it is done; a test that is over asks what one makes of it."""
        action = row.action
        if action is None:
            return
        if self.bridge.read_only:
            self.bridge.toast(_("This plan can only be read."), undo=False)
        elif action.sort == "verdict":
            self._ask(row, action.id)
        else:
            self._do(action, row.said.title)

    def _do(self, action: "NextAction", name: str) -> None:
        clock = WallClock(self.bridge.plan)
        now, today = clock.now(), clock.today()

        written = self.bridge.run(
            N_("Done: {name}"), lambda tx: done(tx, action.sort, action.id, now, today), origin=self, name=name
        )
        if written is not None:
            self.ticked.add(action.id)
            self.bridge.toast(_("Done: {name}").format(name=name))

    def _ask(self, row: ActionRow, experiment: str) -> None:
        """Offer what can be made of a test that is over."""
        menu = QMenu(self)
        for decision, words in _DECISIONS:
            menu.addAction(_(words)).triggered.connect(
                lambda _on=False, decision=decision: self.decide(experiment, decision)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(row.mapToGlobal(QPoint(0, row.height())))

    def decide(self, experiment: str, decision: str) -> None:
        """Keep, stop or repeat a test that is over."""
        one, deeds = self.bridge.plan.find("experiment", experiment), ExperimentDeeds(self.bridge, self)
        if one is None:
            return
        decided = bool(deeds.repeat(one)) if decision == "repeat" else deeds.decide(one, decision)
        if decided:
            self.bridge.toast(_("Decided on “{name}”").format(name=one.hypothesis))

    def _match(self, count: int) -> None:
        """Have so many rows."""
        while len(self.rows) > count:
            gone = self.rows.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.rows) < count:
            row = ActionRow()
            row.can_tick = not self.bridge.read_only
            row.ticked.connect(lambda row=row: self.tick(row))
            row.opened.connect(lambda row=row: self._open(row))
            row.stepped.connect(lambda way, row=row: self._step(row, way))
            self.rows.append(row)
            self._column.insertWidget(len(self.rows) - 1, row)
            row.show()  # at once: the keyboard may go there

    def _open(self, row: ActionRow) -> None:
        if row.action is not None:
            self.opened.emit(row.action.kind, row.action.id)

    def _step(self, row: ActionRow, way: int) -> None:
        at = self.rows.index(row) + way
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self.rows[at])

    def _tell(self) -> None:
        count = len(self._actions)
        self.more.setVisible(count > self._first)
        self.more.setText(
            _("The next {count}").format(count=self._first) if self._all else _("All {count}").format(count=count)
        )
        self.nothing.setVisible(not count)
        self.area.setVisible(bool(count))

    def retranslate(self) -> None:
        self.set_title(_("Next actions"))
        self.nothing.setText(
            _("Nothing is waiting. Milestones, experiments, publications and the next steps of alliances appear here.")
        )

    def _fit(self) -> None:
        """As high as the first rows, whatever there is; all of them scroll within."""
        look, high = theme(), self._first * 46
        self.area.setMinimumHeight(look.px(high))
        self.setMinimumHeight(look.px(high + 28 + Size.CARD_TOP + Size.CARD_PADDING))
