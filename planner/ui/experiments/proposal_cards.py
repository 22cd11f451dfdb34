"""Where there is no test yet: three proposals, each one click away from being an idea."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from planner.i18n import _
from planner.ui.experiments.proposals import Proposal
from planner.ui.experiments.proposer import Proposer
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import PaintedButton
from planner.ui.widgets.empty_state import EmptyState
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_HIGH = 64  # px
_WIDE = 560


class ProposalCard(PaintedButton):
    """One proposal: the hypothesis, and the guess it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.proposal: Proposal | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        follow(self._restyle)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show what is proposed."""
        self.proposal = proposal
        said = in_a_row([str(proposal.fields["hypothesis"]), proposal.guess, proposal.why])
        self.setAccessibleName(said)
        self.setToolTip(proposal.why)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(_WIDE), theme().px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.proposal is None:
            return
        look, painter = theme(), painting.begin(self)
        over = self.underMouse() and self.isEnabled()
        painting.box(painter, self.rect(), Size.RADIUS_CARD, "hover" if over else "surface", "hair")
        inner = self.rect().toRectF().adjusted(look.px(16), look.px(10), -look.px(44), -look.px(10))
        half = inner.height() / 2
        painter.setFont(look.font(Type.BODY, 500))
        painting.line(painter, inner.adjusted(0, 0, 0, -half), str(self.proposal.fields["hypothesis"]), "t1")
        painter.setFont(look.font(Type.SMALL))
        painting.line(painter, inner.adjusted(0, half, 0, 0), self.proposal.guess, "t3")
        middle = self.rect().toRectF().center()
        middle.setX(self.width() - look.px(24))
        painting.icon(painter, "plus", "acc_text", 16, middle)
        if self.ringed and self.hasFocus():
            painting.ring(painter, self.rect(), Size.RADIUS_CARD)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(_HIGH))
        self.update()


class ProposalState(EmptyState):
    """The empty page of tests. `picked` carries the fields of the proposal that was clicked."""

    picked = Signal(object)

    def __init__(self, icon: str) -> None:
        super().__init__(icon)
        self.secondary_button.hide()
        self.cards = [ProposalCard() for _number in range(3)]
        self.lead = Label("", Type.SMALL, 500, "t2")
        self.lead.hide()
        self._rows = QVBoxLayout()
        self._rows.addWidget(self.lead, 0, Qt.AlignmentFlag.AlignHCenter)
        for card in self.cards:
            card.clicked.connect(lambda _checked=False, card=card: self.picked.emit(card.proposal))
            card.hide()
            self._rows.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - made by the class above
        column.insertLayout(column.indexOf(self.sentence) + 1, self._rows)
        follow(self._space)

    def served_by(self, bridge: "Bridge") -> Proposer:
        """Let the proposals come from the plan that is open; whoever asks for them gets the one to ask."""
        proposer = Proposer(bridge, self)
        proposer.told.connect(lambda found: self.show_proposals(found, enabled=not bridge.read_only))
        return proposer

    def show_proposals(self, found: Sequence[Proposal], *, enabled: bool) -> None:
        """Show up to three proposals."""
        self.lead.setText(_("These guesses matter most"))
        self.lead.setVisible(bool(found))
        for number, card in enumerate(self.cards):
            card.setVisible(number < len(found))
            card.setEnabled(enabled)
            if number < len(found):
                card.show_proposal(found[number])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._space()

    def _space(self) -> None:
        if hasattr(self, "cards"):
            look = theme()
            self._rows.setSpacing(look.px(8))
            self._rows.setContentsMargins(0, look.px(16), 0, 0)
            wide = min(look.px(_WIDE), self.width() - look.px(48))
            for card in self.cards:
                card.setFixedWidth(max(wide, look.px(200)))
