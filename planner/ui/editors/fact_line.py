"""One line below a field: what the ledger, the publications or the time log say, to be taken over with one click."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.i18n import _
from planner.ui.editors.field_facts import Fact
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton

_MARK = 16  # px for the icon before the sentence


class FactLine(QWidget):
    """The sentence in as many lines of 20 px as it takes, then its links: `taken` carries the value, `asked` the rows."""

    taken = Signal(object)
    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = Fact("")
        self._lines: list[str] = []
        self.take, self.rows = LinkButton(), LinkButton()
        for link in (self.take, self.rows):
            link.setParent(self)
        self.take.clicked.connect(lambda: self.taken.emit(self.fact.value))
        self.rows.clicked.connect(lambda: self.asked.emit(*self.fact.rows))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._refit)

    def show_fact(self, fact: Fact, *, writable: bool, rows: bool) -> None:
        """Say `fact`; `rows`: there is a page that can show what is behind it."""
        self.fact = fact
        self.take.setText(fact.offer)
        self.take.setVisible(bool(fact.offer) and writable)
        self.rows.setText(_("See rows"))
        self.rows.setVisible(rows)
        self.rows.setToolTip(_("Show the rows behind it"))
        self.setAccessibleName(fact.text)
        self._refit()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), painting.begin(self)
        step = look.px(Size.HINT)
        rect = QRectF(0, 0, look.px(14), step)
        painting.icon(painter, "receipt", "warn" if self.fact.off else "t3", 14, rect.center())
        painter.setFont(self._font())
        left = look.px(_MARK + 4)
        for number, text in enumerate(self._lines):
            painting.line(painter, QRectF(left, number * step, self.width() - left + 1, step), text, "t2")

    def _font(self) -> QFont:
        return theme().font(Type.SMALL, tabular=True)

    def _refit(self) -> None:
        """Break the sentence, and put the links behind its last line, or below it where they do not fit."""
        look = theme()
        step, left = look.px(Size.HINT), look.px(_MARK + 4)
        self._lines = painting.wrapped(self.fact.text, self._font(), self.width() - left)
        lines = len(self._lines)
        end = left + painting.width(self._lines[-1], self._font()) + look.px(2)
        for link in (self.take, self.rows):
            if link.isHidden():
                continue
            wide = link.sizeHint().width()
            if end + wide > self.width() and end > left:
                end, lines = left - look.px(4), lines + 1
            link.setGeometry(end, (lines - 1) * step, min(wide, max(self.width() - end, 0)), step)
            end += wide
        self.setFixedHeight(lines * step)
        self.update()
