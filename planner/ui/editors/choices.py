"""The editors of what is chosen rather than typed: one of a few, several of a few, yes or no."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from planner.i18n import _
from planner.ui.editors.fields import FieldEditor
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.choices import CHIP_GAP, CheckBox, ChipChoice, Choice
from planner.ui.widgets.field import Field
from planner.ui.widgets.marks import Chip


class ChoiceEditor(FieldEditor):
    """One of a few named values; what need not be chosen can be taken back."""

    def _make_field(self) -> Field:
        self.choice = Choice(self._options())
        self.choice.chosen.connect(self._on_chosen)
        return Field("", self.choice)

    def _options(self) -> list[tuple[str, str]]:
        named = [(value, _(label)) for value, label in self.spec.type.choices]
        free = self.spec.default is None and not self.spec.required
        return [("", _("Not set")), *named] if free else named

    def _display(self, _draft: str | None) -> None:
        self.choice.set_value(self.value or "")

    def retranslate(self) -> None:
        super().retranslate()
        self.choice.set_options(self._options())

    def _on_chosen(self, value: str) -> None:
        if (value or None) != self.value:
            self._accept(value or None)


class ChoicesEditor(FieldEditor):
    """Several of a few named values, as chips."""

    wide = True

    def _make_field(self) -> Field:
        self.chips = ChipChoice(self._options())
        self.chips.changed.connect(self._accept)
        self.chips.installEventFilter(self)
        return Field("", self.chips)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep as many rows of chips as the English words take: what stands below does not move with the language."""
        if watched is self.chips and event.type() == QEvent.Type.Resize:
            self._reserve()
        return super().eventFilter(watched, event)

    def _reserve(self) -> None:
        look, gap = theme(), theme().px(CHIP_GAP)
        font, rows, left = look.font(Type.SMALL, 500), 1, 0
        for name, marked in self.spec.type.choices:
            wide = painting.width(marked, font) + look.px(40 if name in self.value else 20)
            if left and left + wide > self.chips.width():
                rows, left = rows + 1, 0
            left += wide + gap
        self.chips.setMinimumHeight(rows * look.px(Size.CHIP) + (rows - 1) * gap)

    @property
    def focus_widget(self) -> QWidget:
        return next(iter(self.widgets), self.chips)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        return tuple(self.chips.findChildren(Chip))

    def _options(self) -> list[tuple[str, str]]:
        return [(value, _(label)) for value, label in self.spec.type.choices]

    def _display(self, _draft: str | None) -> None:
        self.chips.set_values(self.value)
        self._reserve()

    def retranslate(self) -> None:
        super().retranslate()
        self.chips.set_options(self._options())


class FlagEditor(FieldEditor):
    """Yes or no; the words stand beside the box, and need the whole width where the form is narrow."""

    wide = True

    def _make_field(self) -> Field:
        self.box = CheckBox(_(self.spec.label))
        self.box.clicked.connect(self._accept)
        field = Field("", self.box)
        field.label.hide()
        return field

    def _display(self, _draft: str | None) -> None:
        self.box.setChecked(bool(self.value))

    def _relabel(self) -> None:
        self.box.setText(self._name())
        self.box.setAccessibleName(self._name())
        self.box.updateGeometry()
