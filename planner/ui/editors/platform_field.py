"""The field that says which known platform a platform is, and the chip that offers its published fee."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import _, language
from planner.ui.editors.fields import FieldEditor
from planner.ui.editors.platform_picker import PlatformPicker, catalogue, fee_text, fields_of, suggestion
from planner.ui.editors.references import ReferenceBox
from planner.ui.look.theme import follow, theme
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.field import Field


class CatalogueBox(QWidget):
    """The box that opens the catalogue, and below it the fee it knows, to be taken or left."""

    fee_taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = ReferenceBox()
        self.fee = Button("", "secondary", "wand-sparkles", small=True)
        self.fee.clicked.connect(self.fee_taken)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self.box)
        self._rows.addWidget(self.fee)
        self.setFocusProxy(self.box)
        self.set_fee("")
        follow(self._restyle)

    def set_fee(self, words: str) -> None:
        """Offer the fee said by `words`; empty offers none."""
        self.fee.setText(words)
        self.fee.setVisible(bool(words))

    def _restyle(self) -> None:
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme().px(6))


class CatalogueEditor(FieldEditor):
    """Choosing fills the name and what is empty; the fee is only offered."""

    wide = True

    def _make_field(self) -> Field:
        self.box = CatalogueBox()
        self.list = PlatformPicker(self.box)
        self.list.creates = False
        self.list.picked.connect(self._on_picked)
        self.box.box.asked.connect(lambda text: self.list.ask(self.box.box, text))
        self.box.box.cleared.connect(lambda: self._accept(""))
        self.box.fee_taken.connect(self._on_fee)
        return Field("", self.box)

    @property
    def focus_widget(self) -> QWidget:
        return self.box.box

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return (self.box.box, self.box.fee)

    def retranslate(self) -> None:
        super().retranslate()
        self.list.retranslate()

    def _relabel(self) -> None:
        super()._relabel()
        self.box.box.setPlaceholderText(_("Choose from the platforms known to the program"))
        self.box.box.setAccessibleName(self._name())

    def _display(self, _draft: str | None) -> None:
        row = catalogue().get(self.value)
        name = row.name(language()) if row else self.value
        self.box.box.show_record(self.value, name)
        offer = suggestion(row) if row else None
        taken = offer is None or all(getattr(self.record, name) == value for name, value in offer[1].items())
        self.box.set_fee("" if taken or offer is None else offer[0])

    def _resting(self) -> str:
        row = catalogue().get(self.value)
        if row is None:
            return ""
        if not row.has_fee:
            return _("No fee is published for it; type what you pay.")
        said = _("Source of the fee {fee}: {source}").format(fee=fee_text(row), source=row.source or "?")
        return said if not row.weak else _("{said} – typical, check").format(said=said)

    def _on_picked(self, key: Any) -> None:
        row = catalogue().get(key)
        if row is not None:
            self.fix_requested.emit(fields_of(row, self.record))

    def _on_fee(self) -> None:
        row = catalogue().get(self.value)
        offer = suggestion(row) if row else None
        if offer is not None:
            self.fix_requested.emit(offer[1])
