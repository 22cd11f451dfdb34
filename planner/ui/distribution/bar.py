"""Above the calendar and the matrix: how far works went, the best next publication, the filter, and how many need a hand."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.placements import StatusCounts
from planner.ui.distribution.model import Shown
from planner.ui.distribution.publication_words import LOOKS, OVERDUE, conclusion, counted, status_label
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.tables.bar import FilterEdit
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button, LinkButton, PaintedButton
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce

if TYPE_CHECKING:
    from collections.abc import Mapping

PILLS: Final = ("failed", OVERDUE, "scheduled", "draft")
_ROOMY: Final = 760  # px from which both buttons beside the headline have words


class StatusPill(PaintedButton):
    """How many publications are in a state; checked, only works with such a one are listed."""

    def __init__(self, state: str) -> None:
        super().__init__()
        self.state = state
        self.setCheckable(True)
        follow(self._restyle)

    def show_count(self, count: int) -> None:
        """Say how many; nought is not shown unless it is what one filters by."""
        self.setText(counted(self.state, count))
        self.setVisible(bool(count) or self.isChecked())
        self.setAccessibleName(counted(self.state, count))
        self.setToolTip(_("Only works with: {state}").format(state=status_label(self.state)))

    def sizeHint(self) -> QSize:
        look = theme()
        return QSize(painting.width(self.text(), self.font()) + look.px(36), look.px(Size.PILL + 2))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect, shape = theme(), painting.begin(self), QRectF(self.rect()), LOOKS[self.state]
        border = shape.ink if self.isChecked() or self.underMouse() else ""
        painting.box(painter, rect, Size.RADIUS_PILL + 1, shape.fill, border)
        painting.icon(painter, shape.icon, shape.ink, 13, QPointF(rect.left() + look.px(15), rect.center().y()))
        painter.setFont(self.font())
        painting.line(painter, rect.adjusted(look.px(26), 0, -look.px(8), 0), self.text(), shape.ink)
        if self.ringed and self.hasFocus():
            painting.ring(painter, rect, Size.RADIUS_PILL + 1)

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.SMALL, 500, tabular=True))
        self.setFixedHeight(theme().px(Size.PILL + 2))
        self.updateGeometry()
        self.update()


class DistributionBar(QWidget):
    """The head of the page. `changed(Shown)` follows the filter, `new_asked` the primary button, `next_asked` the link.

    `import_asked` follows the button for statistics that a platform gives out.
    """

    changed = Signal(object)
    new_asked = Signal()
    import_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()
        self._counts = StatusCounts()
        self._low = False
        self.headline = Label("", Type.HEADLINE, 600).set_tabular().set_wrap()
        self.line = Label("", Type.BODY, 400, "t2").set_tabular()
        self.next = LinkButton(size=Type.BODY)
        self.bring, self.new = Button("", "secondary", "download"), Button("", "primary", "plus")
        self.query = FilterEdit(icon="list-filter")
        self.pills: Mapping[str, StatusPill] = {state: StatusPill(state) for state in PILLS}
        self.clear = LinkButton(icon="x")
        self._lay_out()
        self.query.textEdited.connect(lambda text: self.ask(replace(self.shown, query=text)))
        for pill in self.pills.values():
            pill.clicked.connect(self._on_pill)
        self.clear.clicked.connect(self.ask_all)
        self.new.clicked.connect(self.new_asked)
        self.bring.clicked.connect(self.import_asked)
        self.next.clicked.connect(self.next_asked)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        self._top, self._below, self._row = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._top.addWidget(self.headline, 1)
        for button in (self.bring, self.new):
            self._top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._below.addWidget(self.line)
        self._below.addWidget(self.next)
        self._below.addStretch(1)
        self._row.addWidget(self.query)
        self._row.addStretch(1)
        self._place_pills()
        self.query.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows = QVBoxLayout(self)
        for row in (self._top, self._below, self._row):
            self._rows.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_low(self, *, low: bool) -> None:
        """Do without a row of its own for the filter, where the window is low."""
        if low != self._low:
            self._low = low
            (self._top if low else self._row).insertWidget(int(low), self.query, 0, Qt.AlignmentFlag.AlignTop)
            self._place_pills()
            self._restyle()
            self._fit()

    def _place_pills(self) -> None:
        row, first = (self._below, self._below.count()) if self._low else (self._row, 1)
        for at, part in enumerate((*self.pills.values(), self.clear)):
            row.insertWidget(first + at, part)

    def say(self, counts: StatusCounts) -> None:
        """Say how far works went, and how many publications are in each state."""
        self._counts = counts
        before = self.headline.text()
        self.headline.setText(conclusion(counts))
        numbers = dict(counts.by_status) | {OVERDUE: counts.overdue}
        numbers["scheduled"] = numbers.get("scheduled", 0) - counts.overdue
        for state, pill in self.pills.items():
            pill.show_count(numbers.get(state, 0))
        if self.isVisible() and before != self.headline.text():
            announce(self, self.headline.text())

    def say_next(self, text: str, link: str, *, known: bool = True) -> None:
        """Say the best next publication, and what its link does; its line stays free until it is `known`."""
        self.line.setText(text)
        self.line.setVisible(bool(text) or not known)
        self.next.setText(link)
        self.next.setVisible(bool(link))

    def ask(self, shown: Shown) -> None:
        """Ask for other works."""
        if shown != self.shown:
            self.shown = shown
            self.clear.setVisible(shown.narrows)
            self.changed.emit(shown)

    def ask_all(self) -> None:
        """Ask for every work."""
        self.query.clear()
        for pill in self.pills.values():
            pill.setChecked(False)
        self.ask(Shown())
        self.say(self._counts)

    def _on_pill(self) -> None:
        states = frozenset(state for state, pill in self.pills.items() if pill.isChecked())
        self.ask(replace(self.shown, states=states))
        self.say(self._counts)

    def retranslate(self) -> None:
        self.new.setText(_("New work"))
        self._fit()
        self.query.setPlaceholderText(_("Filter works"))
        self.query.setAccessibleName(_("Filter works"))
        self.clear.setText(_("Clear filter"))
        self.say(self._counts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Name the second button in words where there is room."""
        words = _("Import statistics…")
        roomy = self.width() >= theme().px(_ROOMY) and not self._low
        self.bring.setText(words if roomy else "")
        self.bring.setAccessibleName(words)
        self.bring.setToolTip("" if roomy else words)

    def _restyle(self) -> None:
        look = theme()
        self.clear.setVisible(self.shown.narrows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.px(2))
        self._top.setSpacing(look.px(12))
        self._below.setSpacing(look.px(4))
        above, below = (4, 0) if self._low else (0, 8)
        self._below.setContentsMargins(0, look.px(above), 0, look.px(below))
        self._row.setSpacing(look.px(8))
        self.query.setMaximumWidth(look.px(220))
        self.update()
