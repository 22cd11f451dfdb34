"""Tests of a day as cards: idea, running, done; those given up stand aside, quietly."""

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from planner.figures.experiment_words import (
    certainty_words,
    counted_words,
    end_words,
    left_words,
    mark_words,
    tally_words,
    verdict_words,
)
from planner.i18n import _
from planner.model.catalogue import KINDS, Experiment, Record
from planner.model.roadmap import DECISIONS, MEASURES, STATES
from planner.ui.experiments.deeds import ExperimentDeeds
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.look.theme import theme
from planner.ui.look.tokens import Type
from planner.ui.tables.card_board import CardBoard, CardSheet
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.widgets import painting
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.analysis.facts.experiment_outlooks import ExperimentOutlook
    from planner.ui.bridge import Bridge
    from planner.ui.tables.records import RecordTable

_BAR: Final = 4  # px
TONES: Final = {"go": "pos", "stop": "neg", "undecided": "warn", "running": "info"}
_LINES: Final = 2  # of the hypothesis
_DOT: Final = " · "


def share_done(one: Experiment, told: "ExperimentOutlook | None") -> float | None:
    """How far a running test is, 0 to 1: of its sample, or of its pass mark; None where nothing was counted."""
    if told is None or told.counted is None:
        return None
    if told.test is not None:
        return min(1.0, (told.counted.of or 0.0) / max(told.test.sample, 1))
    return min(1.0, (told.counted.hits or 0.0) / float(one.threshold)) if one.threshold else None


class ExperimentSheet(CardSheet):
    """The painted surface of the board."""

    COLUMNS = STATES
    KEYS: ClassVar[tuple[str, ...]] = ("V", "X", "R")
    CARD = 150
    DRAGS = True

    def column_of(self, record: Record) -> str:
        return (record.state or "idea") if isinstance(record, Experiment) else ""

    def quiet(self, name: str) -> bool:
        return name == "dropped"

    def name(self) -> str:
        return _("Board of experiments")

    def spoken(self, record: Record) -> str:
        if not isinstance(record, Experiment):
            return ""
        return in_a_row([record.hypothesis, *self._lines(record), self._state_words(record)])

    def paint_card(self, painter: QPainter, rect: QRectF, record: Record) -> None:
        if not isinstance(record, Experiment):
            return
        look = theme()
        gone = record.state == "dropped"
        inner = rect.adjusted(look.px(12), look.px(8), -look.px(12), -look.px(8))
        font = look.font(Type.BODY, 500)
        painter.setFont(font)
        step = look.px(19)
        words = painting.wrapped(record.hypothesis, font, inner.width())
        if len(words) > _LINES:
            words = [*words[: _LINES - 1], " ".join(words[_LINES - 1 :])]
        for number, text in enumerate(words):
            line = QRectF(inner.left(), inner.top() + number * step, inner.width(), step)
            painting.line(painter, line, text, "t3" if gone else "t1")
        painter.setFont(look.font(Type.SMALL, tabular=True))
        top = inner.top() + _LINES * step + look.px(4)
        for number, text in enumerate(() if gone else self._lines(record)):
            line = QRectF(inner.left(), top + number * look.px(18), inner.width(), look.px(18))
            painting.line(painter, line, text, "t2" if number == 1 else "t3")
        if not gone:
            self._paint_foot(
                painter, QRectF(inner.left(), inner.bottom() - look.px(20), inner.width(), look.px(20)), record
            )

    def _lines(self, one: Experiment) -> list[str]:
        """Where, what it takes to pass, and what it may cost."""
        plan, scene = self.bridge.plan, Scene.of(self.bridge.plan)
        measure = dict(MEASURES)[one.measure or "conversion"]
        passes = mark_words(one, scene.context) or _(measure)
        sample = shown(KINDS["experiment"].by_name["sample"], one.sample, scene)
        hours = shown(KINDS["experiment"].by_name["budget_hours"], one.budget_hours, scene)
        end = end_words(one, plan.settings, scene.context)
        return [
            plan.label("listing", one.listing),
            _DOT.join(filter(None, (passes, _("{count} people").format(count=sample) if sample else ""))),
            _DOT.join(filter(None, (_("until {end}").format(end=end) if end else "", hours))),
        ]

    def _state_words(self, one: Experiment) -> str:
        """What the foot of the card says."""
        told, scene = self.bridge.experiments.latest.get(one.id), Scene.of(self.bridge.plan)
        if one.state == "running":
            counted = counted_words(one, told, scene.context) if told else ""
            return in_a_row([counted, left_words(one, self.bridge.experiments.now())])
        if told is None:
            return ""
        if one.state == "done":
            decision = _(dict(DECISIONS)[one.decision]) if one.decision else ""
            return in_a_row([verdict_words(told), counted_words(one, told, scene.context), decision])
        return certainty_words(told, speech_of(scene))[0]

    def _paint_foot(self, painter: QPainter, line: QRectF, one: Experiment) -> None:
        """How likely it is to decide; how far it is; what it said."""
        told = self.bridge.experiments.latest.get(one.id)
        if one.state == "running":
            self._paint_progress(painter, line, one)
        elif told is not None and one.state == "done":
            self._paint_verdict(painter, line, one, told)
        elif told is not None:
            text, doubtful = certainty_words(told, speech_of(Scene.of(self.bridge.plan)))
            if text:
                painting.badge(
                    painter, self._badge_end(line, text), line.center().y(), text, "warn" if doubtful else "info"
                )

    def _paint_progress(self, painter: QPainter, line: QRectF, one: Experiment) -> None:
        look, told = theme(), self.bridge.experiments.latest.get(one.id)
        context = Scene.of(self.bridge.plan).context
        painter.setFont(look.font(Type.TINY, 500, tabular=True))
        left = left_words(one, self.bridge.experiments.now())
        wide = painting.line(painter, line, left, "t2", painting.RIGHT)
        counted = tally_words(one, told, context) if told else ""
        words = QRectF(line.left(), line.top(), line.width() - wide - look.px(8), line.height())
        painting.line(painter, words, counted or (_("Nothing yet") if told else ""), "t1" if counted else "t3")
        share = share_done(one, told)
        high = look.px(_BAR)
        track = QRectF(line.left(), line.top() - high, line.width(), high)
        painting.box(painter, track, _BAR / 2, "hair")
        if share:
            painting.box(
                painter, QRectF(track.left(), track.top(), max(track.width() * share, high), high), _BAR / 2, "accent"
            )

    def _paint_verdict(self, painter: QPainter, line: QRectF, one: Experiment, told: "ExperimentOutlook") -> None:
        look, word = theme(), verdict_words(told) or _("not counted")
        tone = TONES[told.verdict.verdict] if told.verdict else "info"
        end = self._badge_end(line, word)
        painting.badge(painter, end, line.center().y(), word, tone)
        painter.setFont(look.font(Type.TINY, 500, tabular=True))
        decision = _(dict(DECISIONS)[one.decision]) if one.decision else _("decide")
        wide = painting.line(painter, line, decision, "t2" if one.decision else "acc_text", painting.RIGHT)
        counted = tally_words(one, told, Scene.of(self.bridge.plan).context)
        left = end + look.px(6)
        painting.line(
            painter,
            QRectF(left, line.top(), max(line.right() - wide - look.px(8) - left, 0), line.height()),
            counted,
            "t2",
        )

    def _badge_end(self, line: QRectF, text: str) -> float:
        """Where a badge ends that begins at the left of the line."""
        look = theme()
        return line.left() + max(
            painting.width(text, look.font(Type.TINY, 600, tabular=True)) + look.px(10), look.px(18)
        )


class ExperimentBoard(CardBoard):
    """The board in the place of the table; Left and Right move a card, dragging too, each with undo."""

    def __init__(self, bridge: "Bridge", table: "RecordTable") -> None:
        super().__init__(ExperimentSheet(bridge), table)
        self.bridge, self.deeds = bridge, ExperimentDeeds(bridge, table)
        self.moved.connect(self._shift)
        self.dropped.connect(self._put)
        bridge.experiments.told.connect(self._on_told)

    def _on_told(self) -> None:
        self.sheet.tell()
        self.sheet.update()

    def _shift(self, experiment: str, columns: int) -> None:
        """Move a test to the column before or after."""
        one = self.bridge.plan.find("experiment", experiment)
        names = [name for name, _label in STATES]
        if isinstance(one, Experiment):
            at = names.index(one.state or "idea") + columns
            if one.state == "dropped" and columns < 0:
                at = 0  # what was given up begins anew
            if 0 <= at < len(names):
                self.deeds.put(one, names[at])

    def _put(self, experiment: str, state: str) -> None:
        one = self.bridge.plan.find("experiment", experiment)
        if isinstance(one, Experiment):
            self.deeds.put(one, state)
