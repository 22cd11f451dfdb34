"""What the map knows of the selected record: what leads to it, where it leads, its state, and the ways on."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.figures.drawing import NOWHERE, Target
from planner.figures.plan_map import map_links, map_nodes
from planner.figures.proof_words import proof_words
from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.discretion import amounts_hidden
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.views import HOME_OF
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.labels import GroupLabel, Label

if TYPE_CHECKING:
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


class Neighbour(NamedTuple):
    """A record at the other end of a link, and what the link says."""

    target: Target
    title: str
    note: str


class MapPanel(QWidget):
    """The panel at the right. `opened` asks for a record's page, `chosen` selects another one, `link_asked` links."""

    opened = Signal(str, str)
    chosen = Signal(str, str)
    link_asked = Signal()

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self._bridge = bridge
        self.target: Target = NOWHERE
        self.kind, self.title = Label("", Type.SMALL, 400, "t3"), Label("", Type.RECORD_TITLE, 600).set_wrap()
        self.state = Label("", Type.BODY, 400, "t2").set_wrap()
        self.open_button, self.link_button = Button("", "primary"), Button("", "secondary", "link")
        self.open_button.clicked.connect(lambda: self.opened.emit(*self.target))
        self.link_button.clicked.connect(self.link_asked)
        self.body = QWidget()
        self._rows = QVBoxLayout(self.body)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.body)
        for ground in (area, area.viewport(), self.body):
            ground.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.link_button)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        for part in (self.kind, self.title, self.state):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self._column.addWidget(area, 1)
        self.hide()
        follow(self._restyle)

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
        nodes = map_nodes(self._bridge.plan, amounts_hidden(), self._bridge.proofs.latest)
        node = next((node for node in nodes if node.key == target), None)
        proof = self._bridge.proofs.latest.get(record_id)
        words = node.caption if node else ""
        if proof is not None:
            words = proof_words(proof, self._bridge.plan, Scene.of(self._bridge.plan).context)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.open_button.setText(_(_OPEN[kind]) if kind in _OPEN else _("Open"))
        self.open_button.setVisible(kind in HOME_OF)
        self.link_button.setText(_("Link to…"))
        self.link_button.setToolTip(_("{action} ({keys})").format(action=_("Link to…"), keys="L"))
        self._fill()
        self.setAccessibleName(self.title.text())

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
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

    def _add_neighbour(self, one: Neighbour) -> None:
        name = LinkButton(one.title, size=Type.BODY)
        name.setAccessibleName(_("{name}, {note}").format(name=one.title, note=one.note) if one.note else one.title)
        name.clicked.connect(lambda: self.chosen.emit(*one.target))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        line.addWidget(name)
        line.addStretch(1)
        line.addWidget(Label(one.note, Type.SMALL, 400, "t3").set_tabular(right=True))
        self._rows.addWidget(row)

    def _add_facts(self) -> None:
        facts = self.facts()
        if not facts:
            return
        self._rows.addWidget(GroupLabel(_("Facts")))
        for label, words in facts:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(Label(label, Type.SMALL, 400, "t3"))
            line.addStretch(1)
            line.addWidget(Label(words, Type.BODY).set_tabular(right=True))
            self._rows.addWidget(row)

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
        for link in map_links(plan, amounts_hidden()):
            if self.target in (link.target, link.record):
                incoming.append(Neighbour(link.source, plan.label(*link.source), link.label))
            if self.target in (link.source, link.record):
                outgoing.append(Neighbour(link.target, plan.label(*link.target), link.label))
        return incoming, outgoing

    def link_place(self) -> QPoint:
        """Where the menu of links opens, on the screen."""
        return self.link_button.mapToGlobal(self.link_button.rect().bottomLeft())

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
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(look.px(8))
        self._rows.setContentsMargins(0, look.px(12), 0, 0)
        self._rows.setSpacing(look.px(4))
