"""Below the list of domains: where the next hours go, the pairs, how rare a mix is, how late one came; one at a time.

Each part is made when it is first shown, and takes up what changed only while it is in view.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner.i18n import N_, _
from planner.ui.domains.part import Part
from planner.ui.figures.chart import FigureCard
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import ToolButton
from planner.ui.widgets.choices import Segmented

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import LearningWatch

HOURS, PAIRS, RARITY, WAVES = "hours", "pairs", "rarity", "waves"
TABS: Final = ((HOURS, N_("Next hours")), (PAIRS, N_("Pairs")), (RARITY, N_("Rarity")), (WAVES, N_("Waves")))
_PARTS: Final = {
    HOURS: "planner.ui.domains.hours_part:HoursPart",
    PAIRS: "planner.ui.domains.pairs_part:PairsPart",
    RARITY: "planner.ui.domains.rarity_part:RarityPart",
    WAVES: "planner.ui.domains.arrivals_part:ArrivalsPart",
}
LATER: Final = 60  # ms after the page stands until its parts are made
_SHARE, _LEAST, _MOST = 0.48, 232, 460  # of the height of the list, and px
_TAB, _OPEN = "domains.tab", "domains.open"


class Insights(QWidget):
    """The parts under their switch, which folds them away; remembered for the next start."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__()
        self.bridge, self.watch = bridge, watch
        self.parts: dict[str, Part] = {}
        self._areas: dict[str, QScrollArea] = {}
        self._room = 0
        kept = str(bridge.recall(_TAB, HOURS))
        self.tab = kept if kept in dict(TABS) else HOURS
        self.open = bool(bridge.recall(_OPEN, True))
        self.switch = Segmented([(name, _(label)) for name, label in TABS])
        self.fold = ToolButton("chevron-down", side=Size.CONTROL_SMALL, size=16)
        self.stack = QStackedWidget()
        self._head = QHBoxLayout()
        self._head.addWidget(self.switch)
        self._head.addStretch(1)
        self._head.addWidget(self.fold)
        self._rows = QVBoxLayout(self)
        self._rows.addLayout(self._head)
        self._rows.addWidget(self.stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._later = QTimer(self, singleShot=True, interval=LATER)
        self._later.timeout.connect(self._begin)
        self.switch.set_value(self.tab)
        self.switch.chosen.connect(self.show_tab)
        self.fold.clicked.connect(lambda: self.set_open(shown=not self.open))
        self.retranslate()
        follow(self._restyle)

    @property
    def part(self) -> Part | None:
        """The part in view; None while it is folded away or still to be made."""
        return self.parts.get(self.tab) if self.open else None

    @property
    def card(self) -> FigureCard | None:
        """The figure in view; None in a part without one."""
        found = getattr(self.part, "card", None)
        return found if isinstance(found, FigureCard) else None

    def show_tab(self, name: str) -> None:
        """Show a part, made now if it was not yet."""
        self.tab = name
        self.bridge.remember(_TAB, name)
        self.switch.set_value(name)
        if not self.open:
            self.set_open(shown=True)
        self._show()

    def set_open(self, *, shown: bool) -> None:
        """Show the parts, or their switch alone."""
        self.open = shown
        self.bridge.remember(_OPEN, shown)
        self.retranslate()
        self._fit()
        self._show()

    def refresh(self) -> None:
        """Let the part in view take up the plan; the others do when they are shown."""
        if self.part is not None and self.isVisible():
            self.part.refresh()

    def retranslate(self) -> None:
        """Name everything in the language in use."""
        self.switch.set_options([(name, _(label)) for name, label in TABS])
        self.switch.setAccessibleName(_("What the domains make"))
        words = _("Fold away") if self.open else _("Unfold")
        self.fold.set_icon("chevron-down" if self.open else "chevron-up")
        self.fold.set_name(words)
        self.fold.setToolTip(words)
        for part in self.parts.values():
            part.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start()

    def fit(self, height: int, listed: int) -> None:
        """Take a part of the height that list and parts have together, or what is left below all that is `listed`."""
        look = theme()
        self._room = round(min(max(height * _SHARE, height - listed, look.px(_LEAST)), look.px(_MOST)))
        self._fit()

    def _fit(self) -> None:
        self.stack.setVisible(self.open)
        self.setFixedHeight(self._room if self.open else theme().px(Size.CONTROL + 16) + 1)

    def _begin(self) -> None:
        self.watch.listen()
        self._show()

    def _show(self) -> None:
        """Bring the part chosen into view."""
        if not self.open:
            return
        if self.tab not in self.parts:
            part = self.parts[self.tab] = self._made(self.tab)
            area = self._areas[self.tab] = QScrollArea()
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(part)
            for ground in (area.viewport(), part):
                ground.setAutoFillBackground(False)
            self.stack.addWidget(area)
        else:
            self.parts[self.tab].refresh()
        self.stack.setCurrentWidget(self._areas[self.tab])

    def _made(self, name: str) -> Part:
        module, _colon, kind = _PARTS[name].partition(":")
        made: Part = getattr(import_module(module), kind)(self.bridge, self.watch)
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = painting.begin(self), theme()
        painter.fillRect(self.rect(), look.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, look.color("hair"))

    def _restyle(self) -> None:
        look = theme()
        self._rows.setContentsMargins(look.px(16), look.px(8) + 1, look.px(4), look.px(8))
        self._head.setContentsMargins(0, 0, look.px(12), 0)
        self._rows.setSpacing(look.px(8))
        self._fit()
