"""The preferences of this computer: language, look, and where things are kept. Each applies at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner import paths
from planner.i18n import _
from planner.settings import SCALES
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.field import Field
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.preferences.kept import Preferences


class PreferencesCard(Card):
    """Language, theme, scale, density, data folder."""

    def __init__(self, preferences: "Preferences") -> None:
        super().__init__()
        self.preferences = preferences
        self.choices = {name: Segmented() for name in ("language", "theme", "scale", "density")}
        self.fields = {}
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda value, name=name: self._on_chosen(name, value))
            self.fields[name] = Field("", _left(choice))
            self.body.addWidget(self.fields[name])
        self.folder, self.open_folder = Label("", Type.BODY, 400, "t2"), Button("", icon="folder-open", small=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(self.open_folder)
        self.folder_field = Field("", line)
        self.body.addWidget(self.folder_field)
        self.open_folder.clicked.connect(_show_data)
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
        }
        for name, (label, options) in words.items():
            self.fields[name].set_label(label)
            self.choices[name].set_options(options)
            self.choices[name].setAccessibleName(label)
        self.folder_field.set_label(_("Plans and backups are kept in"))
        self.folder.setText(str(paths.data_folder()))
        self.open_folder.setText(_("Open folder"))
        self._on_changed()

    def _on_changed(self) -> None:
        kept = self.preferences.settings
        for name, choice in self.choices.items():
            choice.set_value(str(getattr(kept, name)))

    def _on_chosen(self, name: str, value: str) -> None:
        self.preferences.change(**{name: int(value) if name == "scale" else value})

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


def _show_data() -> None:
    folder = paths.data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
