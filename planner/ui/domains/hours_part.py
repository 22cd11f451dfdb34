"""Where the next hours go: the answer as a sentence, how many hours are shared out, what is settled, and the figure."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from planner.figures.domain_words import hours_sentence, settled_sentence
from planner.figures.drawing import Drawing
from planner.figures.next_hours import FOOT, NextHoursOptions, next_hours, shown_domains, title_of
from planner.figures.nothing import waiting
from planner.i18n import _
from planner.ui.domains.learning import FEWEST, MOST, STEP
from planner.ui.domains.part import Part
from planner.ui.domains.pins import PinChips
from planner.ui.figures.chart import FigureCard
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.labels import Label
from planner.ui.widgets.slider import Slider

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import Learned, LearningWatch

_ROW = 34.0  # px of a domain
_SHOWN, _FEW = 8, 3  # domains in the figure at most; those that get no hours fill it up to few


def _most(latest: "Learned") -> int:
    return min(max(len(latest.gains), _FEW), _SHOWN)


class HoursPart(Part):
    """Follows the watch."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__(bridge, watch)
        self.name, self.count = Label("", Type.BODY, 400, "t2"), Label("", Type.BODY, 600).set_tabular(right=True)
        self.slider = Slider(FEWEST, MOST, STEP)
        self.name.setBuddy(self.slider)
        self.pins = PinChips(watch)
        self.card = FigureCard(bridge, self._draw, _ROW)
        self.card.leave_key()
        self.note = Label("", Type.SMALL, 400, "t3").set_wrap()
        self._line = QHBoxLayout()
        for part in (self.name, self.slider, self.count, self.pins.add):
            self._line.addWidget(part, 1 if part is self.slider else 0)
        self.rows.addLayout(self._line)
        for below in (self.pins, self.card, self.note):
            self.rows.addWidget(below)
        self.rows.addStretch(1)
        self.slider.setValue(watch.hours)
        self.slider.valueChanged.connect(watch.set_hours)
        self.pins.removed.connect(lambda domain: watch.pin(domain, None))
        self.card.opened.connect(bridge.open_record)
        watch.told.connect(self.refresh)
        bridge.prospects.aged.connect(self.refresh)
        watch.asked.connect(self._show_asked)
        self.retranslate()
        follow(self._restyle)

    def refresh(self) -> None:
        self._show_asked()
        plan, latest = self.bridge.plan, self.watch.latest
        trouble = self.watch.trouble or self.bridge.prospects.trouble
        if trouble:
            self.sentence.setText(trouble)
        elif latest is None or latest.joint is None:
            self.sentence.setText(_("The forecast is on its way"))
        else:
            gains = [one for one in latest.gains if plan.find("domain", one.domain) is not None]
            speech = speech_of(Scene.of(plan))
            say = settled_sentence if latest.pinned else hours_sentence
            self.sentence.setText(say(gains, latest.joint, latest.hours, plan, speech))
        shown = shown_domains(latest.gains, latest.instead, _most(latest)) if latest is not None else 0
        self.card.setVisible(not trouble and (latest is None or latest.joint is None or bool(shown)))
        self.card.chart.setFixedHeight(
            theme().px(max(shown, 1 if latest is not None and latest.joint is not None else 2) * _ROW + FOOT)
        )
        self.card.redraw()

    def retranslate(self) -> None:
        self.name.setText(_("Hours to come"))
        self.slider.setAccessibleName(_("Hours to come"))
        self.pins.retranslate()
        self.card.retranslate()
        self.note.setText(_("Each bar is what the hours before it add a month, as an 80% range."))
        self.refresh()

    def _show_asked(self) -> None:
        """Show what is asked at once; what follows from it takes a moment."""
        words = _("{hours} h").format(hours=self.watch.hours)
        self.count.setText(words)
        self.slider.setAccessibleDescription(words)
        self.pins.show_pins(self.bridge.plan)

    def _draw(self, width: float, height: float) -> Drawing:
        latest, plan = self.watch.latest, self.bridge.plan
        if latest is None or latest.joint is None:
            return waiting(width, height, title_of(self.watch.hours))
        gains, instead = (
            [one for one in found if plan.find("domain", one.domain) is not None]
            for found in (latest.gains, latest.instead)
        )
        options = NextHoursOptions(width, height, speech_of(Scene.of(plan)), latest.hours, _most(latest), instead)
        return next_hours(gains, plan, options)

    def _restyle(self) -> None:
        look = theme()
        self._line.setSpacing(look.px(12))
        self.count.setFixedWidth(look.px(56))
