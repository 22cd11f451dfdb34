"""What the map knows of the selected record: what flows in, out and is kept, what goes with it, findings, and its links."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from planner.commands import milestones
from planner.figures.drawing import NOWHERE, Drawing, Target
from planner.figures.map_values import Flowing
from planner.figures.plan_map import map_links, map_nodes
from planner.figures.proof_words import proof_words
from planner.figures.spark import spark
from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.discretion import amounts_hidden
from planner.ui.figures.offers import FigureOffers
from planner.ui.figures.view import FigureView
from planner.ui.findings.delegate import TINTS
from planner.ui.findings.words import place_of
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.map.flow_watch import FlowWatch
from planner.ui.map.numbers import Fact, findings_of, flow_facts, loss_lines, trend, trend_words
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.views import HOME_OF
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton, ToolButton
from planner.ui.widgets.labels import GroupLabel, Hairline, Label

if TYPE_CHECKING:
    from planner.analysis.sources.disappearance import Disappearance
    from planner.model.checks import Problem
    from planner.ui.bridge import Bridge

_FACTS = {  # the fields told of each kind; the form tells the rest
    "domain": ("score", "target", "started_year"),
    "product": ("stage", "medium", "price", "launch_month"),
    "platform": ("ownership", "audience", "fee_rate", "open_rate"),
    "alliance": ("stage", "partners", "share", "next_step", "next_on", "review_on"),
    "need": ("role", "weight", "multiplier"),
    "listing": ("status", "price", "conversion", "fee_rate"),
    "exchange": ("direction", "sort", "value_to_us", "value_to_them"),
}
_OPEN = {
    "domain": N_("Open domain"), "product": N_("Open product"), "platform": N_("Open platform"),
    "alliance": N_("Open alliance"), "listing": N_("Open listing"), "need": N_("Open product"),
    "exchange": N_("Open alliance"),
}  # fmt: skip
_FINDINGS = 3  # shown; the page of findings has the rest


class Neighbour(NamedTuple):
    """A record at the other end of a link, and what the link says."""

    target: Target
    title: str
    note: str


class _Sign(QWidget):
    """The icon of a severity before its sentence."""

    def __init__(self, severity: str) -> None:
        super().__init__()
        self._look = TINTS[severity]
        self.setFixedSize(theme().px(16), theme().px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, ink, _ground = self._look
        painting.icon(painting.begin(self), icon, ink, 15, QPointF(self.width() / 2, self.height() / 2))


class MapPanel(QWidget):
    """The panel at the right. `opened` asks for a record's page, `chosen` selects another one (two empty texts: none),
    `link_asked` links, `went(Place)` leads to what a finding is about."""

    opened = Signal(str, str)
    chosen = Signal(str, str)
    link_asked = Signal()
    went = Signal(object)

    def __init__(self, bridge: "Bridge", flows: FlowWatch) -> None:
        super().__init__()
        self._bridge, self._flows = bridge, flows
        self.target: Target = NOWHERE
        self.kind, self.title = Label("", Type.SMALL, 400, "t3"), Label("", Type.RECORD_TITLE, 600).set_wrap()
        self.state = Label("", Type.BODY, 400, "t2").set_wrap()
        self.close_button = ToolButton("x", side=Size.CONTROL_SMALL, size=15)
        self.close_button.clicked.connect(lambda: self.chosen.emit(*NOWHERE))
        self.open_button, self.link_button = Button("", "secondary", "arrow-right"), Button("", "secondary", "link")
        self.open_button.clicked.connect(lambda: self.opened.emit(*self.target))
        self.link_button.clicked.connect(self.link_asked)
        self.milestone_button: Button | None = None
        self._found: list[Problem] = []
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        self._lay_out()
        self.hide()
        flows.lost.connect(self._on_lost)
        bridge.examination.told.connect(self._on_findings)
        follow(self._restyle)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.body)
        for ground in (area, area.viewport(), self.body):
            ground.setAutoFillBackground(False)
        self._head = QHBoxLayout()
        self._head.addWidget(self.kind, 1)
        self._head.addWidget(self.close_button)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.link_button)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self.title)
        self._column.addWidget(self.state)
        self._column.addWidget(area, 1)
        self._column.addLayout(buttons)

    def show(self, target: Target = NOWHERE) -> None:
        """Tell of the record `target`; with NOWHERE the panel goes."""
        self.target = target
        kind, record_id = target
        record = self._bridge.plan.find(kind, record_id)
        self.setVisible(record is not None)
        if record is None:
            return
        self.kind.setText(_(KINDS[kind].label))
        self.title.setText(self._bridge.plan.label(kind, record_id))
        words = self._state_words()
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.close_button.set_name(_("Close the panel"))
        self.open_button.setText(_(_OPEN[kind]) if kind in _OPEN else _("Open"))
        self.open_button.setVisible(kind in HOME_OF)
        self.link_button.setText(_("Link to…"))
        self.link_button.setToolTip(_("{action} ({keys})").format(action=_("Link to…"), keys="L"))
        self.link_button.setEnabled(not self._bridge.read_only)
        self._fill()
        self.setAccessibleName(self.title.text())

    def _state_words(self) -> str:
        plan, (kind, record_id) = self._bridge.plan, self.target
        proof = self._bridge.proofs.latest.get(record_id) if kind == "product" else None
        if proof is not None:
            return proof_words(proof, plan, Scene.of(plan).context)
        nodes = map_nodes(plan, amounts_hidden(), self._bridge.proofs.latest)
        return next((node.caption for node in nodes if node.key == self.target), "")

    def _fill(self) -> None:
        self.milestone_button = None
        _empty(self._rows)
        self._add_flows()
        self._add_findings()
        incoming, outgoing = self.neighbours()
        for title, found in ((_("In"), incoming), (_("Out"), outgoing)):
            if found:
                self._rows.addWidget(GroupLabel(title))
                for one in found:
                    self._add_neighbour(one)
                self._rows.addSpacing(theme().px(10))
        if not incoming and not outgoing:
            self._rows.addWidget(Label(_("Nothing is linked with it yet."), Type.SMALL, 400, "t3").set_wrap())
        self._add_facts()
        self._rows.addStretch(1)

    # numbers

    def _add_flows(self) -> None:
        flows, (kind, record_id) = self._flows.latest, self.target
        station = flows.stations.get(self.target) if flows else None
        context = Scene.of(self._bridge.plan).context
        if station is not None:
            self._rows.addWidget(GroupLabel(_("A month")))
            for fact in flow_facts(kind, station, context):
                self._add_line(fact)
        dots = trend(kind, record_id, self._bridge.outlook.facts if flows else None, context)
        if dots:
            self._add_trend(trend_words(dots), spark(dots, _("Net income by month")))
        if flows is not None and kind in ("domain", "product", "platform", "alliance"):
            self._add_loss(self._flows.loss(self.target))

    def _add_trend(self, words: str, drawing: Drawing) -> None:
        figure = FigureView(theme().tokens.as_dict(), fonts.families())
        FigureOffers(figure, self._bridge)
        figure.set_drawing(drawing)
        figure.setFixedSize(figure.sizeHint())
        row = _row(Label(_("Trend"), Type.SMALL, 400, "t2"), None, figure)
        if words:
            value = Label(words, Type.BODY).set_tabular(right=True)
            value.setToolTip(_("The last three months beside the three before"))
            row.layout().addWidget(value)
        self._rows.addWidget(row)

    def _add_loss(self, loss: "Disappearance | None") -> None:
        self._rows.addSpacing(theme().px(6))
        self._rows.addWidget(Hairline())
        self._rows.addSpacing(theme().px(6))
        self._rows.addWidget(Label(_("If it disappeared"), Type.BODY, 600))
        if loss is None:
            self._rows.addWidget(Label(_("Being reckoned…"), Type.SMALL, 400, "t3"))
            self._rows.addSpacing(theme().px(10))
            return
        for at, line in enumerate(loss_lines(loss, Scene.of(self._bridge.plan).context)):
            self._rows.addWidget(
                Label(line, Type.BODY if at == 0 else Type.SMALL, 400, "t1" if at == 0 else "t2").set_wrap()
            )
        if loss.listings:
            self._rows.addSpacing(theme().px(2))
            button = Button(_("Make a milestone of it"), "secondary", "milestone", small=True)
            button.setEnabled(not self._bridge.read_only)
            button.clicked.connect(self.make_milestone)
            self.milestone_button = button
            self._rows.addWidget(_row(button, None))
        self._rows.addSpacing(theme().px(10))

    def _on_lost(self, kind: str, record_id: str) -> None:
        if (kind, record_id) == self.target and self.isVisible():
            self._fill()

    def make_milestone(self) -> None:
        """Make a milestone of what to do lest the record can disappear: one step that can be undone."""
        plan, about = self._bridge.plan, self.target
        name = _("A second way beside “{name}”").format(name=plan.label(*about))
        made = self._bridge.run(
            N_("Add the milestone “{name}”"), lambda tx: milestones.make(tx, name, about), origin=self, name=name
        )
        if made is not None:
            self._bridge.toast(_("Added the milestone “{name}”").format(name=name))

    # findings

    def findings(self) -> "list[Problem]":
        """The findings about the record."""
        return list(findings_of(self._bridge.plan, self.target, self._bridge.examination.latest.problems))

    def _on_findings(self) -> None:
        if self.isVisible() and self.findings() != self._found:
            self._fill()

    def _add_findings(self) -> None:
        found = self._found = self.findings()
        if not found:
            return
        self._rows.addWidget(GroupLabel(_("Findings")))
        for problem in found[:_FINDINGS]:
            self._add_finding(problem)
        if found[_FINDINGS:]:
            more = LinkButton(_("{count} more").format(count=len(found) - _FINDINGS)).set_flush("left")
            more.clicked.connect(lambda: self._bridge.go("diagnosis"))
            self._rows.addWidget(_row(more, None))
        self._rows.addSpacing(theme().px(10))

    def _add_finding(self, problem: "Problem") -> None:
        words = Label(problem.message, Type.SMALL).set_wrap()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        line.addWidget(_Sign(problem.severity), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words)
        place = place_of(self._bridge.plan, problem.kind, problem.id, problem.field)
        if place is not None:
            go = LinkButton(_("Go to")).set_flush("left")
            go.setAccessibleName(_("Go to: {finding}").format(finding=problem.message))
            go.clicked.connect(lambda: self.went.emit(place))
            text.addWidget(_row(go, None))
        line.addLayout(text, 1)
        self._rows.addWidget(row)

    # links and facts

    def _add_neighbour(self, one: Neighbour) -> None:
        name = LinkButton(one.title, size=Type.BODY).set_flush("left")
        name.setAccessibleName(_("{name}, {note}").format(name=one.title, note=one.note) if one.note else one.title)
        name.clicked.connect(lambda: self.chosen.emit(*one.target))
        self._rows.addWidget(_row(name, None, Label(one.note, Type.SMALL, 400, "t3").set_tabular(right=True)))

    def _add_line(self, fact: Fact) -> None:
        words = Label(fact.words, Type.BODY, fact.weight).set_tabular(right=True)
        self._rows.addWidget(_row(Label(fact.label, Type.SMALL, 400, "t2"), None, words))

    def _add_facts(self) -> None:
        facts = self.facts()
        if facts:
            self._rows.addWidget(GroupLabel(_("Facts")))
        for label, words in facts:
            self._add_line(Fact(label, words))

    def facts(self) -> list[tuple[str, str]]:
        """The few facts of the record, as label and words."""
        kind, record_id = self.target
        record, scene = self._bridge.plan.find(kind, record_id), Scene.of(self._bridge.plan)
        specs = [KINDS[kind].by_name[name] for name in _FACTS.get(kind, ())]
        words = [(_(spec.label), shown(spec, getattr(record, spec.name), scene)) for spec in specs]
        return [(label, text) for label, text in words if text]

    def neighbours(self) -> tuple[list[Neighbour], list[Neighbour]]:
        """What leads to the record and where it leads; of a link, its two ends."""
        plan = self._bridge.plan
        incoming: list[Neighbour] = []
        outgoing: list[Neighbour] = []
        flowing = Flowing(self._flows.latest) if self._flows.latest else None
        for link in map_links(plan, amounts_hidden(), flowing):
            if self.target in (link.target, link.record):
                incoming.append(Neighbour(link.source, plan.label(*link.source), link.label))
            if self.target in (link.source, link.record):
                outgoing.append(Neighbour(link.target, plan.label(*link.target), link.label))
        return incoming, outgoing

    def link_place(self) -> QPoint:
        """Where the menu of links opens, on the screen."""
        return self.link_button.mapToGlobal(self.link_button.rect().topLeft())

    def take_focus(self) -> bool:
        """Put the keyboard on the first button."""
        self.open_button.setFocus()
        return True

    def retranslate(self) -> None:
        if self.target != NOWHERE:
            self.show(self.target)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.fillRect(self.rect(), theme().color("surface"))
        painter.fillRect(0, 0, 1, self.height(), theme().color("hair"))

    def _restyle(self) -> None:
        look = theme()
        side = look.px(Size.CARD_PADDING)
        bar = look.px(Size.SCROLL_BAR) + look.px(4)  # the numbers stand beside the scroll bar, not under it
        self._column.setContentsMargins(side, look.px(10), look.px(2), side)
        self._column.setSpacing(look.px(6))
        self._rows.setContentsMargins(0, look.px(6), bar, look.px(6))
        self._head.setContentsMargins(0, 0, bar, 0)
        self._rows.setSpacing(look.px(4))


def _row(*parts: QWidget | None) -> QWidget:
    """Widgets side by side; None takes what room is left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme().px(8))
    for part in parts:
        if part is None:
            line.addStretch(1)
        else:
            line.addWidget(part)
    return row


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
