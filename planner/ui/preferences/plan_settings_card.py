"""The settings of the plan itself: whose it is, its money and hours, how it is simulated, and its exchange rates."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from planner.commands import records
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Rate
from planner.model.parsing_money import SYMBOLS
from planner.ui.editors.field_reading import context_for, read_text
from planner.ui.editors.fields import Desk
from planner.ui.editors.form_sections import Flash, FormBody, sections_of
from planner.ui.editors.record_fields import RecordFields
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Choice
from planner.ui.widgets.field import HintRow
from planner.ui.widgets.labels import Label
from planner.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_RATE_FIELDS = ("on", "currency", "rate")
_RATE = N_("Rate for {currency}")


class PlanSettingsCard(Card):
    """The form of the plan's own record."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.fields = RecordFields("plan", Desk(bridge), parent=self)
        self.form = FormBody(Size.CARD_PADDING - 1)  # beside the line around the card
        for name in sections_of(KINDS["plan"].specs):
            self.form.fill(name, [editor for editor in self.fields.editors.values() if editor.spec.section == name])
        self.body.addWidget(self.form)
        self.flash = Flash(self.form)
        self.fields.show(bridge.plan.settings.id)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        """Name the fields in the language in use."""
        self.set_title(_("This plan"))
        for section in self.form.sections.values():
            section.retranslate()
        self.fields.retranslate()
        self.fields.refresh()

    def refresh(self) -> None:
        """Take up what changed; a text being typed stays."""
        self.fields.refresh()

    def show_field(self, name: str) -> QWidget | None:
        """Focus the field and flash it; its widget, to scroll to."""
        editor = self.fields.editors.get(name)
        if editor is None:
            return None
        editor.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.flash.light(editor.field)
        return editor.field

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "form"):
            self.body.setContentsMargins(1, theme().px(Size.CARD_TOP), 1, theme().px(Size.RADIUS_CARD))
            self.head.setContentsMargins(theme().px(Size.CARD_PADDING - 1), 0, theme().px(Size.CARD_PADDING), 0)


class RateRow(QWidget):
    """One exchange rate: its day, its currency, its worth, and a cross."""

    def __init__(self, rates: "RatesCard") -> None:
        super().__init__()
        self.fields = RecordFields("rate", rates.desk, _RATE_FIELDS, self)
        self.remove = ToolButton("x", side=26, size=14)
        self.remove.clicked.connect(lambda: rates.delete(self.fields.record_id or ""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for name in _RATE_FIELDS:
            row.addWidget(self.fields.editors[name].compact(), 1)
        row.addWidget(self.remove)
        self.remove.setVisible(not rates.bridge.read_only)

    def show_rate(self, rate: Rate) -> None:
        """Show `rate`; its currency names every part for a screen reader."""
        self.fields.show(rate.id)
        for name in _RATE_FIELDS:
            spec = KINDS["rate"].by_name[name]
            said = _("{field}, {currency}").format(field=_(spec.label), currency=rate.currency)
            self.fields.editors[name].focus_widget.setAccessibleName(said)
        self.remove.set_name(_("Delete the rate of {currency}").format(currency=rate.currency))


class RatesCard(Card):
    """What other currencies are worth in the plan's own, from a day on; a line at the foot adds one."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge, self.desk = bridge, Desk(bridge)
        self.note = Label("", Type.SMALL, 400, "t3").set_wrap()
        self.rows: list[RateRow] = []
        self.lines = QGridLayout()
        self.today = Label("", ink="t3")
        self.currency, self.worth, self.add = Choice(), LineEdit(tabular=True), ToolButton("plus", side=26, size=15)
        self.hint = HintRow()
        line = QHBoxLayout()  # the same columns as the rows above
        line.setSpacing(theme().px(8))
        line.setContentsMargins(0, 0, 0, 0)
        for entry in (self.today, self.currency, self.worth):
            line.addWidget(entry, 1)
        line.addWidget(self.add)
        for part in (self.note, self.lines, line, self.hint):
            self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)
        self.hint.hide()
        for place in (self.today, self.currency, self.worth, self.add):
            place.setVisible(not bridge.read_only)
        self.add.clicked.connect(self._on_add)
        self.worth.returnPressed.connect(self._on_add)
        self.retranslate()

    def retranslate(self) -> None:
        """Name the parts in the language in use."""
        self.set_title(_("Exchange rates"))
        self.currency.set_name(_("Currency of the new rate"))
        self.worth.setAccessibleName(_("Worth of one unit"))
        self.worth.setPlaceholderText(_("such as 7.12"))
        self.today.setText(_("From today"))
        self.add.set_name(_("Add the rate"))
        self.add.setToolTip(_("Add the rate"))
        self.refresh()

    def refresh(self) -> None:
        """Show the rates there are, oldest first."""
        rates = self.bridge.plan.rates()
        base = self.bridge.plan.settings.currency
        self.currency.set_options(self._currencies())
        self.note.setText(
            _("What one unit of another currency is worth in {currency}, from a day on.").format(currency=base)
        )
        while len(self.rows) < len(rates):
            row = RateRow(self)
            self.rows.append(row)
            self.lines.addWidget(row, len(self.rows), 0)
        while len(self.rows) > len(rates):
            self.rows.pop().deleteLater()
        for row, rate in zip(self.rows, rates, strict=True):
            row.show_rate(rate)

    def delete(self, rate_id: str) -> None:
        """Delete a rate, and offer to undo it."""
        rate = self.bridge.plan.find("rate", rate_id)
        if rate is None:
            return
        gone = self.bridge.run(
            N_("Delete the rate of {currency}"),
            lambda tx: records.delete(tx, "rate", [rate_id]),
            currency=rate.currency,
        )
        if gone is not None:
            self.bridge.toast(_("Deleted the rate of {currency}").format(currency=rate.currency))

    def _currencies(self) -> list[tuple[str, str]]:
        """The currencies that may want a rate: the usual ones but the plan's own."""
        return [(code, code) for code in SYMBOLS if code != self.bridge.plan.settings.currency]

    def _on_add(self) -> None:
        spec = KINDS["rate"].by_name["rate"]
        currency = self.currency.value()
        try:
            context = context_for(spec, self.bridge.plan, self.desk.today())
            worth = read_text(spec, self.worth.text(), context).value
        except InputError as error:
            self.hint.set_message("error", error.message)
            return
        if not currency:
            self.hint.set_message("error", _("Choose the currency first."))
            return
        self.hint.set_message("", "")
        today = dt.date.today()  # noqa: DTZ011 - the day on the user's wall
        made = self.bridge.run(
            N_("Add a rate for {currency}"),
            lambda tx: records.create(tx, "rate", on=today, currency=currency, rate=worth),
            currency=currency,
        )
        if made is not None:
            self.worth.set_value("")
