"""The head of the moves: the best one in a sentence, how unsure it is, and whether what is shown is up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.figures.move_bars import BEST, move_groups
from planner.figures.move_words import move_words
from planner.i18n import _, ngettext
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets import painting
from planner.ui.widgets.banner import ProgressBar
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMoves
    from planner.figures.speech import Speech
    from planner.model.plan import Plan
    from planner.ui.moves.reckoning import MoveWatch


class MoveHead(QWidget):
    """Tells of what a watch has found. Its button tries all moves again, or stops."""

    def __init__(self, watch: "MoveWatch") -> None:
        super().__init__()
        self._watch = watch
        self.headline = Label("", Type.PAGE_TITLE, 600).set_wrap()
        self.line = Label("", Type.SMALL, 400, "t3").set_tabular().set_wrap()
        self.progress = ProgressBar()
        self.button = Button("", "secondary", "refresh-cw")
        self.button.clicked.connect(self._on_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        words = QVBoxLayout()
        words.addWidget(self.headline)
        words.addWidget(self.line)
        words.setSpacing(0)
        self._row = QHBoxLayout()
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self.progress)
        follow(self._restyle)

    def tell(self, plan: "Plan", speech: "Speech") -> None:
        """Say what there is to say of `plan`."""
        watch = self._watch
        said = self._said(plan, speech)
        if said != self.headline.text() and self.isVisible():
            announce(self, said)
        self.headline.setText(said)
        self.line.setText(" · ".join(self._parts(speech)))
        if watch.working:
            self.progress.set_share(watch.share)
        else:
            self.progress.finish()
        self.button.setText(_("Stop") if watch.working else _("Reckon again"))
        self.button.set_icon("x" if watch.working else "refresh-cw")
        self.button.setToolTip(
            "" if watch.working else _("{action} ({keys})").format(action=_("Reckon again"), keys="R")
        )

    def _said(self, plan: "Plan", speech: "Speech") -> str:
        watch = self._watch
        if watch.latest is None:
            return watch.trouble or (_("Trying what could be done next…") if watch.working else _("What to do next"))
        return best_words(watch.latest, watch.of or plan, speech)

    def _parts(self, speech: "Speech") -> list[str]:
        """How far the work is; how sure the best is; whether it is of the plan as it is."""
        watch, found = self._watch, self._watch.latest
        parts = []
        if watch.working:
            parts.append(_("{share} of the moves tried").format(share=speech.share(watch.share)))
        elif watch.stale and found is not None:
            parts.append(_("The plan has changed since: these are of before"))
        if found is None:
            return parts
        groups = move_groups(found)
        best = next((group for group in groups if group.id == BEST), None)
        if best is not None and len(best.moves) > 1:
            others = len(best.moves) - 1
            told = ngettext(
                "{count} other is as good, as far as can be told",
                "{count} others are as good, as far as can be told",
                others,
            )
            parts.append(told.format(count=others))
        none = (
            len(found.ranked)
            + len(found.without_hours)
            + len(found.hours_unknown)
            - sum(len(one.moves) for one in groups)
        )
        if none:
            told = ngettext(
                "{count} more was tried and gains nothing", "{count} more were tried and gain nothing", none
            )
            parts.append(told.format(count=none))
        return parts

    def _on_button(self) -> None:
        if self._watch.working:
            self._watch.cancel()
        else:
            self._watch.run()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        self._row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(10))
        self._row.setSpacing(look.px(16))
        self.update()


def best_words(found: "PlanMoves", plan: "Plan", speech: "Speech") -> str:
    """The best move in a sentence with its gain and the range of that."""
    groups = move_groups(found)
    if not groups:
        return _("No move that was tried gains anything.")
    move = groups[0].moves[0]
    words, gain = move_words(move, plan), move.gain
    span = speech.span(gain.p10, gain.p90)
    if gain.per_hour is None or not groups[0].per_hour:
        return _("{move}: {span} more over 12 months").format(move=words, span=span)
    amount = speech.money(gain.per_hour)
    return _("{move}: about {amount} an hour, {span} more over 12 months").format(move=words, amount=amount, span=span)
