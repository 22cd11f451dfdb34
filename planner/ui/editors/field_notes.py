"""What stands below a field besides its message: the standing help, and further ways out of a refusal."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.parsing import Offer
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import LinkButton


class HelpLine(QWidget):
    """The standing help of a field, in as many lines as its longer language takes.

    The marked text of a declaration is its English wording: counting its lines in every language keeps all that stands
    below at the same height in each of them.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked = text
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._refit)

    def retranslate(self) -> None:
        self._refit()

    def text(self) -> str:
        """The help in the language in use."""
        return _(self._marked)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, step = painting.begin(self), theme().px(Size.HINT)
        painter.setFont(theme().font(Type.SMALL))
        for number, line in enumerate(self._lines):
            painting.line(painter, QRectF(0, number * step, self.width() + 1, step), line, "t3")

    def _refit(self) -> None:
        font = theme().font(Type.SMALL)
        self._lines = painting.wrapped(self.text(), font, self.width())
        english = len(painting.wrapped(self._marked, font, self.width()))
        self.setFixedHeight(max(len(self._lines), english) * theme().px(Size.HINT))
        self.update()


class OfferRow(QWidget):
    """The second and further offers of a refusal, one link below the other; `chosen` carries the text to type."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setSpacing(0)
        self.links: list[LinkButton] = []
        self.hide()
        follow(self._restyle)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show `offers`; none take no room."""
        for link in self.links:
            self._rows.removeWidget(link)
            link.deleteLater()
        self.links = []
        for offer in offers:
            link = LinkButton(offer.label)
            link.clicked.connect(lambda _checked=False, text=offer.text: self.chosen.emit(text))
            self._rows.addWidget(link)
            self.links.append(link)
        self.setVisible(bool(offers))

    def _restyle(self) -> None:
        self._rows.setContentsMargins(theme().px(16), 0, 0, 0)
