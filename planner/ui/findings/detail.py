"""The panel about one line of the list of findings: the whole sentence, why, what to do, what a fix changes, and the ways.

It is filled anew for each line; the form that mutes stays, so that a reason being typed is not lost to a look.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.commands.records import name_of
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.plan import Plan
from planner.ui.findings.delegate import TINTS
from planner.ui.findings.mute_form import MuteForm
from planner.ui.findings.numbers import numbers_of
from planner.ui.findings.rows import FAILED, FINDING, GROUP, LACKING, MUTED, Row
from planner.ui.findings.words import SEVERITY, changes_of, place_of, rule_name
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.labels import GroupLabel, Label
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


class Verdict(QWidget):
    """How bad it is: a tinted tile with its icon, and the word; at the right what it costs."""

    def __init__(self) -> None:
        super().__init__()
        self._look, self._words, self._impact = FAILED, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def say(self, look: str, words: str, impact: str) -> None:
        """Show the tile of `look`, `words` and, where it can be said, `impact`."""
        self._look, self._words, self._impact = look, words, impact
        self.setAccessibleName(in_a_row((words, impact), "."))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        icon, ink, ground = TINTS[self._look]
        side = look.px(Size.FINDING_TILE)
        tile = QRectF(0, (self.height() - side) / 2, side, side)
        painting.box(painter, tile, Size.RADIUS_TILE, ground)
        painting.icon(painter, icon, ink, 16, QPointF(tile.center()))
        painter.setFont(look.font(Type.BODY, 600))
        words = QRectF(side + look.px(10), 0, self.width() - side - look.px(10), self.height())
        painting.line(painter, words, self._words, ink)
        painter.setFont(look.font(Type.BODY, 600, tabular=True))
        painting.line(painter, words, self._impact, "t1", painting.RIGHT)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.FINDING_TILE))
        self.update()


class FindingDetail(QWidget):
    """`acted(row)` follows the button that mends or unmutes, `went(Place)` a way, `muted(all, reason, until)` the form.

    `planned` asks for a milestone, `escaped` for the list.
    """

    acted = Signal(object)
    went = Signal(object)
    muted = Signal(bool, str, object)
    planned = Signal()
    escaped = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge = bridge
        self.row: Row | None = None
        self.verdict = Verdict()
        self.title = Label("", Type.PAGE_TITLE, 600).set_wrap()
        self.path = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.act, self.go = Button("", "primary", "wand-sparkles"), Button("", "secondary", "arrow-right")
        self.milestone, self.mute = Button("", "secondary", "milestone"), Button("", "secondary", "eye-off")
        self.form = MuteForm()
        self._build()
        self.act.clicked.connect(lambda: self.acted.emit(self.row))
        self.go.clicked.connect(lambda: self.went.emit(self.row.place if self.row else None))
        self.milestone.clicked.connect(self.planned)
        self.mute.clicked.connect(self.ask_mute)
        self.form.given.connect(self.muted)
        self.form.left.connect(self._on_left)
        self.retranslate()
        follow(self._restyle)

    def _build(self) -> None:
        self._ways = QWidget()
        flow = FlowLayout(self._ways)
        for button in (self.act, self.go, self.milestone, self.mute):
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._ways.setSizePolicy(policy)
        self._told = QWidget()
        self._facts = QVBoxLayout(self._told)
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        for part in (self.verdict, self.title, self.path, self._ways, self.form, self._told):
            self._rows.addWidget(part)
        self._rows.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.body)
        for ground in (self.area, self.area.viewport(), self.body):
            ground.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def show_row(self, row: Row | None) -> None:
        """Tell of `row`; the head of a group and nothing tell nothing."""
        if row is not None and row.sort == GROUP:
            row = None
        if row is None or self.row is None or row.key != self.row.key:
            self.form.close_now()
            self.area.verticalScrollBar().setValue(0)
        self.row = row
        self.body.setVisible(row is not None)
        if row is not None:
            self._fill(row)

    def ask_mute(self) -> None:
        """Open the form that mutes the finding, with the keyboard in the reason."""
        row = self.row
        if row is not None and row.sort == FINDING and row.problem is not None and not self._bridge.read_only:
            self.form.ask(one_record=bool(row.problem.id))
            QTimer.singleShot(0, self.form, lambda: self.area.ensureWidgetVisible(self.form))

    def take_focus(self) -> bool:
        """Put the keyboard on the first button; False when there is none."""
        first = next(
            (one for one in (self.act, self.go, self.milestone, self.mute) if one.isVisible() and one.isEnabled()), None
        )
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def retranslate(self) -> None:
        self.go.setText(_("Go to"))
        self.go.setToolTip(_("{action} ({keys})").format(action=_("Go to"), keys="Enter"))
        self.milestone.setText(_("Make a milestone"))
        self.milestone.setToolTip(_("{action} ({keys})").format(action=_("Make a milestone"), keys="S"))
        self.mute.setText(_("Mute…"))
        self.mute.setToolTip(_("{action} ({keys})").format(action=_("Mute…"), keys="M"))
        self.form.retranslate()
        self.show_row(self.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    # what is told

    def _fill(self, row: Row) -> None:
        self.verdict.say(row.tone or row.sort, _verdict(row), row.impact)
        self.title.setText(row.title)
        self.path.setText(row.path)
        self.act.setText(row.act)
        self.act.set_icon("eye" if row.sort == MUTED else "wand-sparkles")
        keys = "M" if row.sort == MUTED else "Ctrl+Enter"
        self.act.setToolTip(_("{action} ({keys})").format(action=row.act, keys=keys))
        self.act.setVisible(bool(row.act))
        self.act.setEnabled(not self._bridge.read_only)
        self.go.setVisible(row.place is not None)
        self.go.kind = "secondary" if row.act else "primary"
        self.milestone.setVisible(may_be_planned(row))
        self.milestone.setEnabled(not self._bridge.read_only)
        self.mute.setVisible(row.sort == FINDING)
        self.mute.setEnabled(not self._bridge.read_only)
        self._ways.setVisible(bool(row.act or row.place) or row.sort == FINDING)
        self._tell(row)
        self.setAccessibleName(row.title)

    def _tell(self, row: Row) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        plan, problem = self._bridge.plan, row.problem
        if problem is not None:
            self._section(_("Why it matters"), self._words(problem.why))
            self._section(_("What to do"), self._words(problem.advice))
            if row.sort == FINDING:
                self._section(_("What the fix changes"), _changes(changes_of(problem, plan)))
            self._section(_("Numbers read"), _table(numbers_of(problem, plan)))
            self._section(_("Also concerned"), *self._links(problem.also, plan))
        if row.sort == LACKING:
            self._section(
                _("Cannot judge without it"),
                *(self._words(_("{name} ({id})").format(name=rule_name(rule), id=rule)) for rule in row.rules),
            )
        elif row.sort == FAILED:
            self._section(
                _("What this means"), self._words(_("The other rules have judged; nothing in the plan is lost."))
            )
        if row.sort in (FINDING, MUTED):
            self._facts.addWidget(Label(_("Rule {rule}").format(rule=row.rules[0]), Type.SMALL, 400, "t3"))

    def _section(self, title: str, *parts: QWidget | None) -> None:
        found = [part for part in parts if part is not None]
        if found:
            self._facts.addWidget(GroupLabel(title))
            for part in found:
                self._facts.addWidget(part)
            self._facts.addSpacing(theme().px(10))

    @staticmethod
    def _words(text: str) -> QWidget | None:
        return Label(text, Type.BODY, 400, "t2").set_wrap() if text else None

    def _links(self, also: Sequence[tuple[str, str]], plan: Plan) -> list[QWidget]:
        links: list[QWidget] = []
        for kind, record_id in also:
            record = plan.find(kind, record_id)
            if record is not None:
                link = LinkButton(name_of(plan, record), KINDS[kind].icon, size=Type.BODY)
                place = place_of(plan, kind, record_id)
                link.setEnabled(place is not None)
                link.clicked.connect(lambda _on=False, place=place: self.went.emit(place))
                links.append(link)
        return links

    def _on_left(self) -> None:
        self.escaped.emit()

    def _restyle(self) -> None:
        look = theme()
        side = look.px(20)
        self._rows.setContentsMargins(side, look.px(18), side, look.px(20))
        self._rows.setSpacing(look.px(10))
        self._facts.setContentsMargins(0, look.px(8), 0, 0)
        self._facts.setSpacing(look.px(4))
        self.setMinimumWidth(look.px(Size.DETAIL_MIN))


def may_be_planned(row: Row) -> bool:
    """Whether a milestone can be made of it: of a finding, unless it is about one already."""
    return row.sort == FINDING and row.problem is not None and row.problem.kind != "milestone"


def _verdict(row: Row) -> str:
    if row.tone:
        return _(SEVERITY[row.tone])
    return {FAILED: _("Rule failed"), LACKING: _("Could not judge"), MUTED: _("Muted")}[row.sort]


def _changes(changes: Sequence[tuple[str, str, str]]) -> QWidget | None:
    told = [(label, _("{before} → {after}").format(before=before, after=after)) for label, before, after in changes]
    return _table(told)


def _table(pairs: Sequence[tuple[str, str]]) -> QWidget | None:
    """Labels on the left, what belongs to them on the right; None where there is nothing."""
    if not pairs:
        return None
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme().px(16))
    grid.setVerticalSpacing(theme().px(4))
    grid.setColumnStretch(0, 2)
    grid.setColumnStretch(1, 3)
    for number, (label, words) in enumerate(pairs):
        grid.addWidget(Label(label, Type.BODY, 400, "t3").set_wrap(), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(words, Type.BODY, 500).set_tabular().set_wrap(), number, 1, Qt.AlignmentFlag.AlignTop)
    return table
