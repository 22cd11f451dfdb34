"""Saying where rows of a file belong: a text, and the sort, product and platform of every row that holds it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _
from planner.model.catalogue import ImportRule, Platform, Product
from planner.model.money import ENTRY_SORTS
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.importers.packed_rows import Draft
    from planner.ui.bridge import Bridge


class ImportAssign(QWidget):
    """`made(ImportRule)` follows the button: a rule that holds now and is kept with the import."""

    made = Signal(object)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.said = Label("", Type.SMALL, 500, "t2")
        self.text = LineEdit()
        self.sort, self.product, self.platform = Choice(), Choice(), Choice()
        self.make = Button("", icon="wand-sparkles")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for part, stretch in (
            (self.said, 0), (self.text, 3), (self.sort, 2), (self.product, 3), (self.platform, 3), (self.make, 0),
        ):  # fmt: skip
            row.addWidget(part, stretch)
        self._row = row
        self.make.clicked.connect(self._on_make)
        self.text.textChanged.connect(self._look)
        for choice in (self.sort, self.product, self.platform):
            choice.chosen.connect(self._look)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        """Offer what can be chosen, in the language in use."""
        plan = self.bridge.plan
        self.said.setText(_("Rows with"))
        self.make.setText(_("belong there"))
        self.text.setAccessibleName(_("Text in the row"))
        self.text.setPlaceholderText(_("Text in the row"))
        for choice, name, options in (
            (self.sort, _("Sort"), [(key, _(label)) for key, label in ENTRY_SORTS]),
            (self.product, _("Product"), [(one.id, one.name) for one in plan.of(Product)]),
            (self.platform, _("Platform"), [(one.id, one.name) for one in plan.of(Platform)]),
        ):
            choice.set_name(name)
            choice.set_options([("", f"{name}: –"), *options])
        self._look()

    def show_row(self, draft: "Draft | None") -> None:
        """Take the text of the row selected."""
        if draft is not None:
            self.text.setText((draft.payee or draft.memo)[:80])

    def _look(self) -> None:
        chosen = any(choice.value() for choice in (self.sort, self.product, self.platform))
        self.make.setEnabled(bool(self.text.text().strip()) and chosen)

    def _on_make(self) -> None:
        fields: dict[str, Any] = {
            name: choice.value() or None
            for name, choice in (("sort", self.sort), ("product", self.product), ("platform", self.platform))
        }
        rule = ImportRule(id="", contains=self.text.text().strip(), **fields)
        self.made.emit(rule)

    def _restyle(self) -> None:
        self._row.setSpacing(theme().px(8))
