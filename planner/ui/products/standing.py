"""Over the form of a product: that its stage lags behind what the ledger proves, and a link that sets it right."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import KINDS, Product
from planner.model.proof import UNPROVEN
from planner.ui.look.theme import follow, theme
from planner.ui.tables.edits import RecordEdits
from planner.ui.widgets import painting
from planner.ui.widgets.field import HintRow

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_BEFORE = ("idea", "making")  # stages in which nothing is sold


class Standing(QWidget):
    """Takes no room where the stage is what the ledger says."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.product: Product | None = None
        self.hint = HintRow()
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.hint)
        self.hint.fix_requested.connect(self._set_live)
        bridge.proofs.told.connect(self._tell)
        follow(self._restyle)

    def show_product(self, product_id: str) -> None:
        """Judge the product of that id; nothing is said of none."""
        found = self.bridge.plan.find("product", product_id)
        self.product = found if isinstance(found, Product) else None
        self._tell()

    def _tell(self) -> None:
        product = self.product
        sold = product is not None and self.bridge.proofs.of(product.id).state != UNPROVEN
        lags = product is not None and sold and product.stage in _BEFORE
        if product is not None and lags:
            stage = KINDS["product"].by_name["stage"].type.label(product.stage)
            told = _("It has been paid for, but its stage is still “{stage}”.").format(stage=stage)
            self.hint.set_message("warning", told, "" if self.bridge.read_only else _("Set live"))
        self.setVisible(lags)

    def _set_live(self) -> None:
        if self.product is not None:
            edits = RecordEdits("product", self.bridge, self)
            edits.set_value([self.product], KINDS["product"].by_name["stage"], "live")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        side = theme().px(20)
        self._rows.setContentsMargins(side, 0, side, theme().px(6))
