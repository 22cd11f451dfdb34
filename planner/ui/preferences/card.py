"""The preferences of this computer: language, look, keys, and where things are kept. Each applies at once."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.i18n import _
from planner.settings import SCALES
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.field import Field

if TYPE_CHECKING:
    from planner.ui.preferences.kept import Preferences


_CHOICES: Final = ("language", "theme", "scale", "density", "motion", "week_starts")


class PreferencesCard(Card):
    """Language, theme, scale, density, motion, first day of the week, keys."""

    def __init__(self, preferences: "Preferences") -> None:
        super().__init__()
        self.preferences = preferences
        self.choices = {name: Segmented() for name in _CHOICES}
        self.fields = {}
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda value, name=name: self._on_chosen(name, value))
            self.fields[name] = Field("", _left(choice))
            self.body.addWidget(self.fields[name])
        self.change_keys = Button("", icon="keyboard", small=True)
        self.keys_field = Field("", _left(self.change_keys))
        self.body.addWidget(self.keys_field)
        self.change_keys.clicked.connect(self._on_change_keys)
        preferences.changed.connect(self._on_changed)
        self.retranslate()

    def retranslate(self) -> None:
        """Name every choice in the language in use."""
        self.set_title(_("This computer"))
        words = {
            "language": (_("Language"), (("", _("System")), ("zh", "中文"), ("en", "English"))),
            "theme": (_("Theme"), (("system", _("System")), ("light", _("Light")), ("dark", _("Dark")))),
            "scale": (_("Size"), tuple((str(scale), f"{scale}%") for scale in SCALES)),
            "density": (_("Rows"), (("comfortable", _("Comfortable")), ("compact", _("Compact")))),
            "motion": (_("Motion"), (("full", _("Full")), ("reduced", _("Reduced")))),
            "week_starts": (
                _("Calendars begin on"),
                (("monday", _("Monday")), ("sunday", _("Sunday")), ("saturday", _("Saturday"))),
            ),
        }
        for name, (label, options) in words.items():
            self.fields[name].set_label(label)
            self.choices[name].set_options(options)
            self.choices[name].setAccessibleName(label)
        self.keys_field.set_label(_("Keys"))
        self.change_keys.setText(_("Change keys…"))
        self._on_changed()

    def place(self, name: str) -> tuple[QWidget, QWidget] | None:
        """The field of the preference `name`, and what takes the keyboard in it."""
        if name == "keys":
            return self.keys_field, self.change_keys
        return (self.fields[name], self.choices[name]) if name in self.fields else None

    def _on_changed(self) -> None:
        kept = self.preferences.settings
        for name, choice in self.choices.items():
            choice.set_value(str(getattr(kept, name)))

    def _on_chosen(self, name: str, value: str) -> None:
        self.preferences.change(**{name: int(value) if name == "scale" else value})

    def _on_change_keys(self) -> None:
        self.window().keys.open()

    def _restyle(self) -> None:
        super()._restyle()
        self.body.setSpacing(theme().px(Size.FIELD_GAP))


def _left(widget: QWidget) -> QWidget:
    """`widget` at the left of a line."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    line.setFocusProxy(widget)
    return line
