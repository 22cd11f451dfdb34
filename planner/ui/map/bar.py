"""The line of tools above the map: zoom, neighbours only, map or table, and saving the picture."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from planner.i18n import N_, _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import Button, ToolButton

_ZOOM = (
    ("out", "zoom-out", N_("Zoom out"), "Ctrl+-"),
    ("in", "zoom-in", N_("Zoom in"), "Ctrl++"),
    ("fit", "maximize", N_("Fit the window"), "Ctrl+0"),
)
_PICTURES = (("svg", N_("Save as SVG…")), ("png", N_("Save as PNG…")))


class MapBar(QWidget):
    """Emits `acted` with the name of a tool (out, whole, in, fit, near, table) and `saved` with svg or png."""

    acted = Signal(str)
    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tools = {name: ToolButton(icon) for name, icon, _label, _keys in _ZOOM}
        self.whole = Button("100%", "ghost")
        self.near, self.table = Button("", "secondary", "git-branch"), Button("", "secondary", "table-2")
        self.near.setCheckable(True)
        self.table.setCheckable(True)
        self.save = Button("", "secondary", "download")
        self.menu = QMenu(self)
        self.save.setMenu(self.menu)
        for name, button in {**self.tools, "whole": self.whole, "near": self.near, "table": self.table}.items():
            button.clicked.connect(lambda _checked=False, name=name: self.acted.emit(name))
        self._row = QHBoxLayout(self)
        for part in (self.tools["out"], self.whole, self.tools["in"], self.tools["fit"]):
            self._row.addWidget(part)
        self._row.addStretch(1)
        for part in (self.near, self.table, self.save):
            self._row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        self.show_state(near=False, table=False, chosen=False)
        follow(self._restyle)

    def show_zoom(self, zoom: float) -> None:
        """Tell how large the map is shown."""
        self.whole.setText(f"{round(zoom * 100)}%")

    def show_state(self, *, near: bool, table: bool, chosen: bool) -> None:
        """Tell what is on; neighbours can only be shown of something chosen."""
        self.near.setChecked(near)
        self.near.setEnabled(chosen or near)
        self.table.setChecked(table)
        for button in (*self.tools.values(), self.whole):
            button.setEnabled(not table)

    def retranslate(self) -> None:
        for name, _icon, label, keys in _ZOOM:
            self.tools[name].set_name(_(label))
            self.tools[name].setToolTip(_with_keys(_(label), keys))
        self.whole.setAccessibleName(_("Show at 100%"))
        self.whole.setToolTip(_("Show at 100%"))
        self.near.setText(_("Only neighbours"))
        self.near.setToolTip(_with_keys(_("Only what the selected record is linked with"), "F"))
        self.table.setText(_("As a table"))
        self.table.setToolTip(_with_keys(_("The same map as a table"), "Ctrl+Shift+T"))
        self.save.setText(_("Save picture"))
        self.menu.clear()
        for ending, label in _PICTURES:
            self.menu.addAction(_(label)).triggered.connect(
                lambda _checked=False, ending=ending: self.saved.emit(ending)
            )

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.TOOLBAR))
        self._row.setContentsMargins(look.px(Size.PAGE_PADDING), 0, look.px(Size.PAGE_PADDING), 0)
        self._row.setSpacing(look.px(8))


def _with_keys(text: str, keys: str) -> str:
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return _("{action} ({keys})").format(action=text, keys=shown)
