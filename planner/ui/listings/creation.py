"""Listing a product on a platform: both are chosen, only pairs that do not exist yet are offered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.commands import links
from planner.i18n import N_, _
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Popover
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


def make_listing(bridge: "Bridge", product: str, platform: str, origin: object) -> str:
    """List a product on a platform as one step; the id of the listing, "" when refused."""
    made = bridge.run(
        N_("List “{name}” on {platform}"),
        lambda tx: links.link(tx, ("product", product), ("platform", platform)),
        origin=origin,
        name=bridge.plan.label("product", product),
        platform=bridge.plan.label("platform", platform),
    )
    return made.id if made else ""


class NewListing(Popover):
    """Asks for product and platform; `made` carries the id of the listing."""

    made = Signal(str)

    def __init__(self, bridge: "Bridge", parent: QWidget, origin: object = None) -> None:
        super().__init__(parent)
        self.bridge, self.origin = bridge, origin
        self.product, self.platform = Choice(), Choice()
        for words, choice in ((_("Product"), self.product), (_("Platform"), self.platform)):
            label = Label(words, Type.SMALL, 500, "t2")
            label.setBuddy(choice)
            choice.setAccessibleName(words)
            choice.setMinimumWidth(theme().px(300))
            self.body.addWidget(label)
            self.body.addWidget(choice)
        self.button = Button(_("Create listing"), "primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        self.body.addLayout(row)
        self.product.chosen.connect(lambda _id: self._offer())
        self.platform.chosen.connect(lambda _id: self._tell())
        self.button.clicked.connect(self._on_create)
        plan = bridge.plan
        free = [one for one in plan.records("product") if links.linkable(plan, ("product", one.id), "platform")]
        self.product.set_options([(one.id, plan.label("product", one.id)) for one in free])
        if free:
            self.product.set_value(free[0].id)
        self._offer()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.isEnabled():
            self._on_create()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        plan, product = self.bridge.plan, self.product.value()
        free = links.linkable(plan, ("product", product), "platform") if product else ()
        self.platform.set_options([(one.id, plan.label("platform", one.id)) for one in free])
        if free and not self.platform.value():
            self.platform.set_value(free[0].id)
        self._tell()

    def _tell(self) -> None:
        self.button.setEnabled(bool(self.product.value() and self.platform.value()))

    def _on_create(self) -> None:
        made = make_listing(self.bridge, self.product.value(), self.platform.value(), self.origin)
        if made:
            self.close()
            self.made.emit(made)
