"""The line of tools above the map: what the lines measure, neighbours only, zoom, list, picture, a new link."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from planner.i18n import N_, _
from planner.ui.actions import told
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets.buttons import Button, ToolButton
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.labels import Label

MEASURES = (("money", N_("Money")), ("hours", N_("Hours")), ("reach", N_("Reach")))
"""What the width of a line can tell, with the words of the switch."""
_TOLD = {
    "money": N_("Lines are as wide as the income a month that rests on them"),
    "hours": N_("Lines are as wide as the hours a month that go into them"),
    "reach": N_("Lines are as wide as the opens or views a month that come through them"),
}
_TOOLS = (
    ("out", "minus", N_("Zoom out"), "Ctrl+-"),
    ("in", "plus", N_("Zoom in"), "Ctrl++"),
    ("fit", "maximize", N_("Fit the window"), "Ctrl+0"),
    ("reset", "rotate-ccw", N_("Put all nodes back in their places"), ""),
    ("table", "list", N_("The same as a list"), "Ctrl+Shift+T"),
)
PICTURES = (("svg", N_("Save as SVG…")), ("png", N_("Save as PNG…")))
_WORDS_FROM = 860  # px of width from which buttons have words


class MapBar(QWidget):
    """Emits `acted` with the name of a tool (out, whole, in, fit, near, all, reset, table, link), `saved` with svg or
    png, `measured` with one of MEASURES."""

    acted = Signal(str)
    saved = Signal(str)
    measured = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.word = Label("", Type.SMALL, 400, "t3")
        self.measure = Segmented([(name, _(words)) for name, words in MEASURES])
        self.measure.chosen.connect(self.measured)
        self.tools = {name: ToolButton(icon) for name, icon, _label, _keys in _TOOLS}
        self.tools["table"].setCheckable(True)
        self.whole = Button("100%", "ghost")
        self.whole.centred = True
        self.near, self.every = Button("", "secondary", "scan"), Button("", "secondary", "layers")
        self.near.setCheckable(True)
        self.every.setCheckable(True)
        self.link, self.save = Button("", "primary", "plus"), ToolButton("download")
        self.menu = QMenu(self)
        self.save.setMenu(self.menu)
        acting = {"whole": self.whole, "near": self.near, "all": self.every, "link": self.link}
        for name, button in {**self.tools, **acting}.items():
            button.clicked.connect(lambda _checked=False, name=name: self.acted.emit(name))
        self._row = QHBoxLayout(self)
        tools, left = self.tools, (self.word, self.measure, self.near, self.every)
        right = (
            tools["reset"],
            tools["out"],
            self.whole,
            tools["in"],
            tools["fit"],
            tools["table"],
            self.save,
            self.link,
        )
        for part in left:
            self._row.addWidget(part)
        self._row.addStretch(1)
        for tool in right:
            self._row.addWidget(tool)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()
        self.show_state()
        follow(self._restyle)

    def show_zoom(self, zoom: float) -> None:
        """Tell how large the map is shown."""
        self.whole.setText(f"{round(zoom * 100)}%")

    def show_measure(self, measure: str) -> None:
        """Tell what the lines measure."""
        self.measure.set_value(measure)
        self.measure.setToolTip(_(_TOLD[measure]))

    def show_state(self, *, near: bool = False, table: bool = False, chosen: bool = False, moved: bool = False) -> None:
        """Tell what is on; neighbours can only be shown of something chosen, places be given back only to what moved."""
        self.near.setChecked(near)
        self.near.setEnabled(chosen or near)
        self.tools["table"].setChecked(table)
        self.tools["reset"].setVisible(moved and not table)
        for name in ("out", "in", "fit"):
            self.tools[name].setEnabled(not table)
        self.whole.setEnabled(not table)

    def show_many(self, *, many: bool, every: bool) -> None:
        """Offer to draw each record where there are so many that they are drawn by type."""
        self.every.setVisible(many)
        self.every.setChecked(every)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.word.setVisible(self.width() >= theme().px(_WORDS_FROM))

    def retranslate(self) -> None:
        self.word.setText(_("Width"))
        self.measure.set_options([(name, _(words)) for name, words in MEASURES])
        self.measure.setAccessibleName(_("Width of the lines"))
        for name, _icon, label, keys in _TOOLS:
            self.tools[name].set_name(_(label))
            self.tools[name].setToolTip(told(_(label), (keys,) if keys else ()))
        self.whole.setAccessibleName(_("Show at 100%"))
        self.whole.setToolTip(_("Show at 100%"))
        self.near.setText(_("Only neighbours"))
        self.near.setToolTip(told(_("Only what the selected record is linked with"), ("F",)))
        self.every.setText(_("Show all"))
        self.every.setToolTip(_("Draw each record, however many there are"))
        self.link.setText(_("New link"))
        self.link.setToolTip(told(_("Link two records"), ("Ctrl+N",)))
        self.save.set_name(_("Save picture"))
        self.save.setToolTip(_("Save picture"))
        self.menu.clear()
        for ending, label in PICTURES:
            self.menu.addAction(_(label)).triggered.connect(
                lambda _checked=False, ending=ending: self.saved.emit(ending)
            )
        if self.measure.value():
            self.show_measure(self.measure.value())

    def _restyle(self) -> None:
        look = theme()
        self.setFixedHeight(look.px(Size.TOOLBAR))
        self._row.setContentsMargins(look.px(Size.PAGE_PADDING), 0, look.px(Size.PAGE_PADDING), 0)
        self._row.setSpacing(look.px(8))
        self.whole.setFixedWidth(look.px(66))
