"""Over the form of a domain: where all of them stand now and where they are to go."""

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent

from planner.figures.drawing import Drawing
from planner.figures.radar import FEWEST, MOST, NARROW, RadarOptions, radar
from planner.figures.score_bars import Score, score_bars, scores_of
from planner.i18n import _
from planner.ui.figures.chart import FigureCard
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

HEIGHT: Final = 284.0  # px of the star
_BARS, _ROW, _EDGE = 6, 34.0, 36.0  # bars at most, px of one, px around them


class ScoresCard(FigureCard):
    """A star for three to eight domains, else bars: of many domains those with the longest way to go."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__(bridge, self._draw_scores, 120)
        self.leave_key()
        self.retranslate()
        follow(self.refresh)

    def refresh(self) -> None:
        """Take up the scores as they are."""
        shown = self._shown()
        self._fit(len(shown))
        every = len(scores_of(self.bridge.plan))
        self.note.setText(_("{shown} of {count}").format(shown=len(shown), count=every) if every > len(shown) else "")
        painting.reveal(self, shown=bool(shown))
        self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(len(self._shown()))

    def _fit(self, count: int) -> None:
        """Give the figure the height it takes: a star where it has room and three domains, else bars."""
        look = theme()
        room = self.width() - 2 * look.px(Size.CARD_PADDING)
        every = len(scores_of(self.bridge.plan))
        star = FEWEST <= every <= MOST and room >= look.px(NARROW)
        self.chart.setFixedHeight(look.px(HEIGHT if star else _EDGE + _ROW * count))

    def _shown(self) -> list[Score]:
        scores = list(scores_of(self.bridge.plan))
        if len(scores) <= MOST:
            return scores
        farthest = sorted(scores, key=lambda one: (one.now or 0) - (one.target or one.now or 0))[:_BARS]
        return [one for one in scores if one in farthest]

    def _draw_scores(self, width: float, height: float) -> Drawing:
        shown = self._shown()
        if len(shown) < len(scores_of(self.bridge.plan)):
            return score_bars(shown, width)
        return radar(shown, RadarOptions(width, height))
