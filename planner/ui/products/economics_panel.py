"""Inside the form of a product: what one sale leaves of its price, step by step, and when the making is earned back."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from planner.figures.drawing import Drawing
from planner.figures.order_words import earned_back, order_rows, order_sentence
from planner.figures.waterfall import ROW, WaterfallOptions, waterfall
from planner.i18n import N_, _
from planner.model.catalogue import Listing, Product
from planner.ui.editors.fields import Desk
from planner.ui.editors.linked_panel import LinkedPanel
from planner.ui.figures.chart import FigureCard
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.listings.cell_economics import CellEconomics
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.analysis.listings.order_steps import OrderSteps


class EconomicsPanel(LinkedPanel):
    """Of one listing at a time: the one that leaves most, unless another is chosen. Waits for the first forecast."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("product", desk, N_("Unit economics"))
        self.add.hide()
        self.economics = CellEconomics()
        self.steps: dict[str, OrderSteps] = {}
        self.platform = Choice()
        self.sentence = Label("", Type.BODY, 400, "t1").set_wrap()
        self.card = FigureCard(desk.bridge, self._draw, 2 * ROW)
        self.back = Label("", Type.BODY, 400, "t2").set_wrap()
        self._choices = QHBoxLayout()
        self._choices.addWidget(self.platform)
        self._choices.addStretch(1)
        self.body.addLayout(self._choices)
        for part in (self.sentence, self.card, self.back):
            self.body.addWidget(part)
        self.platform.chosen.connect(lambda _id: self._tell())
        desk.bridge.prospects.follow(self._on_told)

    def retranslate(self) -> None:
        super().retranslate()
        self.platform.set_name(_("Platform"))
        self.card.retranslate()
        if self.owner_id:
            self._tell()

    def fill(self) -> None:
        self.economics.forget()
        named = self.plan.naming("listing", "product", self.owner_id)
        scene = Scene.of(self.plan, self.desk.bridge.prospects.latest)
        found = {one.id: self.economics.of(one, scene) for one in named if isinstance(one, Listing)}
        self.steps = {key: steps for key, steps in found.items() if steps is not None}
        best = max(self.steps, key=lambda key: self.steps[key].net, default="")
        chosen = self.platform.value()
        self.platform.set_options([(key, self._platform(key)) for key in self.steps])
        self.platform.set_value(chosen if chosen in self.steps else best)
        self.platform.setVisible(len(self.steps) > 1)
        self.setVisible(bool(self.steps))
        self._tell()

    def _on_told(self) -> None:
        if self.owner_id:
            self.fill()

    def _platform(self, listing: str) -> str:
        record = self.plan.find("listing", listing)
        return self.plan.label("platform", record.platform) if isinstance(record, Listing) else ""

    def _tell(self) -> None:
        listing = self.platform.value()
        steps, speech = self.steps.get(listing), speech_of(Scene.of(self.plan))
        if steps is None:
            return
        self.sentence.setText(order_sentence(steps, self._platform(listing), speech))
        self.back.setText(self._earned_back(steps))
        self.back.setVisible(bool(self.back.text()))
        self.card.chart.setFixedHeight(theme().px(ROW * len(order_rows(steps)) + 6))
        self.card.redraw()

    def _earned_back(self, steps: "OrderSteps") -> str:
        """After how many sales the hours of making are paid at the wage; empty without either."""
        from planner.analysis.listings.order_steps import sales_to_earn_back  # noqa: PLC0415 - after the first forecast

        product = self.plan.find("product", self.owner_id)
        found = sales_to_earn_back(self.plan, product, steps) if isinstance(product, Product) else None
        return earned_back(*found, speech_of(Scene.of(self.plan))) if found else ""

    def _draw(self, width: float, height: float) -> Drawing:
        speech = speech_of(Scene.of(self.plan))
        options = WaterfallOptions(width, height, _("What one sale leaves"), speech)
        return waterfall(order_rows(self.steps.get(self.platform.value())), options)
