"""The best next publications: a work that is missing on a platform, what one publication there would bring, and its button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.analysis.forecast_results import parts_of
from planner.figures.speech import Speech
from planner.i18n import _
from planner.ui.distribution.publication_words import views_words
from planner.ui.forecast.outlook_words import span, speech_of
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.distribution.gaps import Gap
    from planner.model.plan import Plan
    from planner.ui.bridge import Bridge


def gap_title(gap: "Gap", plan: "Plan") -> str:
    """ "Essay → Letterbox"."""
    return _("{work} → {platform}").format(
        work=plan.label("work", gap.work), platform=plan.label("platform", gap.platform)
    )


def gap_gain(gap: "Gap", speech: Speech) -> str:
    """What one publication probably brings: money, else how many see it; empty where neither is known."""
    if gap.gain is not None:
        return _("{range} a publication").format(range=span(gap.gain, speech))
    if gap.reach is None:
        return ""
    low, high = (round(end, -1 if end >= 100 else 0) for end in (gap.reach.p10, gap.reach.p90))
    many = views_words(int(high))
    return many if low == high else _("{low} to {high}").format(low=f"{int(low):,}", high=many)


def gap_basis(gap: "Gap", plan: "Plan") -> str:
    """From what that is known, or what is missing."""
    if gap.missing:
        return _("Enter what the listing there lacks")
    if gap.gain is None and plan.find("work", gap.work).product is None:
        return _("The work names no product, so views only")
    if gap.gain is None:
        return _("Not listed there, so views only")
    return _("By the views of publications there") if gap.basis == "views" else _("By the audience there")


class GapList(QWidget):
    """Up to five rows. `scheduled(gap)` follows the button of one, `followed(gap)` a click on its name.

    `mended(kind, id, field)` follows the link to a number that is missing.
    """

    scheduled = Signal(object)
    followed = Signal(object)
    mended = Signal(str, str, str)

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.gaps: Sequence[Gap] = ()
        self.nothing = Label("", Type.BODY, 400, "t2")
        self.rows: list[tuple[LinkButton, Label, LinkButton | Label, Button]] = []
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addLayout(self._grid)
        self.retranslate()
        follow(self._restyle)

    def show_gaps(self, gaps: "Sequence[Gap]") -> None:
        """Show these."""
        self.gaps = gaps
        while self._grid.count():
            self._grid.takeAt(0).widget().deleteLater()
        self.rows = [self._row(place, gap) for place, gap in enumerate(gaps)]
        self.nothing.setVisible(not gaps)

    def _row(self, place: int, gap: "Gap") -> tuple[LinkButton, Label, LinkButton | Label, Button]:
        plan, speech = self.bridge.plan, speech_of(Scene.of(self.bridge.plan))
        title = LinkButton(gap_title(gap, plan), ink="t1", size=Type.BODY)
        gain = Label(gap_gain(gap, speech), Type.BODY, 600).set_tabular(right=True)
        gain.setMinimumWidth(gain.sizeHint().width())
        basis = gap_basis(gap, plan)
        why: LinkButton | Label = Label(basis, Type.SMALL, 400, "t3")
        if gap.missing:
            why = LinkButton(basis)
            way = parts_of(gap.missing[0])
            why.clicked.connect(lambda: self.mended.emit(*way))
        button = Button(_("Schedule…"), "secondary", "clock", small=True)
        button.setEnabled(not self.bridge.read_only)
        button.setAccessibleName(_("Schedule {what}").format(what=gap_title(gap, plan)))
        title.clicked.connect(lambda: self.followed.emit(gap))
        button.clicked.connect(lambda: self.scheduled.emit(gap))
        for column, part in enumerate((title, gain, why, button)):
            self._grid.addWidget(part, place, column)
        return title, gain, why, button

    def retranslate(self) -> None:
        self.nothing.setText(_("Every work is where it can be, or no platform names the media it takes."))
        self.show_gaps(self.gaps)

    def _restyle(self) -> None:
        look = theme()
        self._grid.setHorizontalSpacing(look.px(16))
        self._grid.setVerticalSpacing(look.px(4))
        self.nothing.setFixedHeight(painting.pitch(Type.BODY))
