"""One scenario to choose: its name, what it comes to, and below them what it changes, as chips."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.forecast.scenario_words import Difference
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.flow import FlowLayout
from planner.ui.widgets.marks import Chip


class ScenarioButton(QAbstractButton):
    """A radio button of two lines: a name, and what it comes to."""

    def __init__(self) -> None:
        super().__init__()
        self._outcome = ""
        self.ringed = False
        self.setCheckable(True)
        self.setAutoExclusive(False)  # the group of the card sees to that
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def set_words(self, name: str, outcome: str) -> None:
        """Show `name` and, below it, `outcome`."""
        self.setText(name)
        self._outcome = outcome
        self.setAccessibleName(_("{name}, {note}").format(name=name, note=outcome) if outcome else name)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(44))  # also while nothing is known: what comes moves nothing

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ringed = painting.ring_wanted(event, self.ringed)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme(), painting.begin(self), QRectF(self.rect())
        fill = "sel" if self.isChecked() else "hover" if self.underMouse() else ""
        if fill:
            painting.box(painter, rect, Size.RADIUS_CONTROL, fill)
        dot = look.px(16)
        circle = QRectF(look.px(10), (rect.height() - dot) / 2, dot, dot)
        border = "accent" if self.isChecked() else "t3"
        painting.box(painter, circle, 8, "surface", border)
        if self.isChecked():
            middle = circle.center()
            painting.box(painter, QRectF(middle - QPointF(4, 4), middle + QPointF(4, 4)), 4, "accent")
        left = look.px(36)
        words = QRectF(left, 0, rect.width() - left - look.px(8), rect.height())
        painter.setFont(look.font(Type.BODY, 500))
        if not self._outcome:
            painting.line(painter, words, self.text(), "t1")
        else:
            painting.line(painter, words.adjusted(0, look.px(4), 0, -look.px(20)), self.text(), "t1")
            painter.setFont(look.font(Type.SMALL, tabular=True))
            painting.line(painter, words.adjusted(0, look.px(22), 0, -look.px(4)), self._outcome, "t3")
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_CONTROL)

    def _restyle(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        self.update()


class ScenarioRow(QWidget):
    """A scenario and its chips. `edited` and `removed` carry the place of a chip among them."""

    edited = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.button = ScenarioButton()
        self.chips: list[Chip] = []
        self._removable = False
        self._box = QWidget()
        self._flow = FlowLayout(self._box, gap=6)
        # as high as its lines, no more
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._box.setSizePolicy(policy)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self.button)
        self._rows.addWidget(self._box)
        self._box.hide()
        follow(self._restyle)

    def set_differences(self, found: Sequence[Difference], *, removable: bool) -> None:
        """Show what the scenario changes; the chips of the one that is chosen have a cross."""
        if removable != self._removable or len(found) != len(self.chips):
            self._removable = removable
            self._make(len(found))
        for chip, one in zip(self.chips, found, strict=True):
            words = _("{change} · {name}").format(change=one.words, name=one.record) if one.record else one.words
            chip.setText(words)
            chip.setToolTip(one.whole)
            chip.setAccessibleName(one.whole)
        self._box.setVisible(bool(found))
        self._flow.invalidate()

    def _make(self, count: int) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.setParent(None)
            chip.deleteLater()
        self.chips = [Chip(removable=self._removable) for _number in range(count)]
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(lambda _on=False, at=at: self.edited.emit(at))
            chip.removed.connect(lambda at=at: self.removed.emit(at))
            self._flow.addWidget(chip)
            chip.show()

    def _restyle(self) -> None:
        look = theme()
        self._rows.setSpacing(look.px(2))
        self._flow.setContentsMargins(look.px(36), look.px(2), 0, look.px(6))
