"""Below the matrix: what the listing of the current cell asks, pays and brings, and what is wrong with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import KINDS, Listing
from planner.ui.editors.inherited import inherited
from planner.ui.forecast.outlook_figures import figures_of
from planner.ui.forecast.outlook_notes import note_of
from planner.ui.forecast.outlook_words import near, speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import SHAPES
from planner.ui.widgets import marks, painting
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.consequence_strip import NONE, ConsequenceStrip, Figure
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.model.values import Money
    from planner.ui.listings.matrix_model import MatrixModel


class CellStrip(QWidget):
    """`form_asked` is for all fields, `raised(Money)` takes the price that leaves something."""

    form_asked = Signal()
    raised = Signal(object)
    link_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.listing: Listing | None = None
        self._price: Money | None = None
        self.title = Label("", Type.CARD_TITLE, 600)
        self.status = Label("", Type.SMALL, 400, "t2")
        self.link, self.fields = LinkButton("", "external-link"), LinkButton("", "panel-left")
        self.figures = ConsequenceStrip()
        self.hint = HintRow()
        self._top = QHBoxLayout()
        self._top.addWidget(self.title)
        self._top.addWidget(self.status, 1)
        self._top.addWidget(self.link)
        self._top.addWidget(self.fields)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._top)
        self._rows.addWidget(self.figures)
        self._rows.addWidget(self.hint)
        self._rows.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fields.clicked.connect(self.form_asked)
        self.figures.clicked.connect(self.form_asked)
        self.link.clicked.connect(lambda: self.link_asked.emit(self.listing.url if self.listing else ""))
        self.hint.fix_requested.connect(lambda: self.raised.emit(self._price))
        follow(self._restyle)

    def show_cell(self, model: "MatrixModel", row: int, column: int) -> None:
        """Tell about the cell at `row` and `column`."""
        self.fields.setText(_("All fields"))
        self.link.setText(_("Open link"))
        self.listing = model.listing(row, column)
        self.fields.setVisible(self.listing is not None)
        self.link.setVisible(bool(self.listing and self.listing.url))
        self._top.setContentsMargins(theme().px(20) if self.listing else 0, 0, 0, 0)
        self.figures.setVisible(self.listing is not None)
        inside = 0 <= row < len(model.products) and 1 <= column <= len(model.platforms)
        if not inside:
            self.title.setText(_("No cell is chosen"))
            self.status.setText("")
            self.hint.set_message("", "")
        elif self.listing is None:
            self._show_pair(model, row, column)
        else:
            self._show_listing(model, self.listing)
        self.update()

    def _show_pair(self, model: "MatrixModel", row: int, column: int) -> None:
        names = {"product": model.products[row].name, "platform": model.platforms[column - 1].name}
        self.title.setText(_("{product} on {platform}").format(**names))
        self.status.setText(_("not listed"))
        self.hint.set_message("hint", _("Enter lists it here; typing a price lists it at that price."))

    def _show_listing(self, model: "MatrixModel", listing: Listing) -> None:
        scene, plan = model.scene, model.scene.plan
        names = {
            "product": plan.label("product", listing.product),
            "platform": plan.label("platform", listing.platform),
        }
        self.title.setText(_("{product} on {platform}").format(**names))
        self.status.setText(cell_text.shown(KINDS["listing"].by_name["status"], listing.status, scene))
        self.figures.set_figures(
            [*figures_of(listing, scene)[:1], *self._asked(listing, scene), *figures_of(listing, scene)[1:]]
        )
        self._tell(model, listing)

    def _asked(self, listing: Listing, scene: Scene) -> list[Figure]:
        """Price in its currency and fee, inherited or its own."""
        found = []
        for name, caption in (("price", _("Price")), ("fee_rate", _("Fee"))):
            value = getattr(listing, name)
            value = inherited(scene.plan, listing, name) if value is None else value
            words = cell_text.shown(KINDS["listing"].by_name[name], value, scene)
            found.append(Figure(caption, words or NONE))
        return found

    def _tell(self, model: "MatrixModel", listing: Listing) -> None:
        """The worst there is to say: a sale that loses money, prices far apart, what the forecast lacks."""
        scene, speech = model.scene, speech_of(model.scene)
        steps, apart = model.economics.of(listing, scene), model.economics.spread(listing, scene)
        self._price = None
        if steps is not None and steps.net <= 0:
            self._price = model.earning_price(listing)
            told = _("A sale leaves {net} after fees, refunds and costs.").format(net=speech.money(near(steps.net)))
            price = speech.money(float(self._price.amount)) if self._price else ""
            self.hint.set_message("error", told, _("Raise to {price}").format(price=price) if price else "")
        elif apart is not None:
            names = {
                "low": speech.money(apart[0]),
                "high": speech.money(apart[1]),
                "share": speech.share(apart[1] / apart[0] - 1),
            }
            self.hint.set_message("warning", _("Its prices are {share} apart, from {low} to {high}.").format(**names))
        else:
            note = note_of(listing, scene)
            self.hint.set_message(note.severity, note.text or _("Something is missing to reckon it; see all fields."))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(QRectF(0, 0, self.width(), 1), look.color("hair"))
        if self.listing is not None:
            side = look.px(12)
            glyph = QRectF(look.px(16), self.title.geometry().center().y() - side / 2, side, side)
            marks.status(painter, glyph, SHAPES.get(self.listing.status or "idea", "idea"))

    def _restyle(self) -> None:
        look = theme()
        self._top.setContentsMargins(look.px(20), 0, 0, 0)
        self._top.setSpacing(look.px(10))
        self._rows.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(8))
        self._rows.setSpacing(look.px(6))
        self.title.setFixedHeight(look.px(24))
        self.setFixedHeight(look.px(10 + 24 + 6 + Size.CONSEQUENCE_STRIP + 6 + Size.HINT + 8))
