"""Waves: how late one came to each platform, and which platforms still lack a year."""

from typing import TYPE_CHECKING

from planner.analysis.skills.arrivals import Arrivals, arrivals
from planner.figures.arrivals import FOOT, ROW, ArrivalOptions, arrivals_figure
from planner.figures.domain_words import arrivals_sentence
from planner.figures.drawing import Drawing
from planner.i18n import _, ngettext
from planner.ui.domains.part import Part
from planner.ui.figures.chart import FigureCard
from planner.ui.look.theme import theme
from planner.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import LearningWatch


class ArrivalsPart(Part):
    """Follows the platforms of the plan; a click on one leads to its fields."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__(bridge, watch)
        self.found = Arrivals((), ())
        self.card = FigureCard(bridge, self._draw, ROW)
        self.card.leave_key()
        self.missing = LinkButton().set_flush("left")
        self.rows.addWidget(self.card)
        self.rows.addWidget(self.missing)
        self.rows.addStretch(1)
        self.card.opened.connect(bridge.open_record)
        self.missing.clicked.connect(self._open_first)
        self.retranslate()

    def refresh(self) -> None:
        plan = self.bridge.plan
        self.found = arrivals(plan)
        self.sentence.setText(arrivals_sentence(self.found, plan))
        count = len(self.found.unknown)
        words = ngettext(
            "Enter the missing year of {count} platform", "Enter the missing years of {count} platforms", count
        )
        self.missing.setText(words.format(count=count))
        self.missing.setVisible(bool(count))
        self.card.setVisible(bool(self.found.known))
        self.card.chart.setFixedHeight(theme().px(ROW * len(self.found.known) + FOOT))
        self.card.redraw()

    def retranslate(self) -> None:
        self.card.retranslate()
        self.card.note.setText(_("from when it began to when you joined"))
        self.refresh()

    def _draw(self, width: float, height: float) -> Drawing:
        return arrivals_figure(self.found, self.bridge.plan, ArrivalOptions(width, height))

    def _open_first(self) -> None:
        first = self.bridge.plan.find("platform", self.found.unknown[0])
        field = "launched_year" if first.launched_year is None else "joined"
        self.bridge.open_record("platform", first.id, field)
