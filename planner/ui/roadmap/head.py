"""The head of the timeline: what the roadmap comes to, how unsure it is, and the way out where something slips."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label
from planner.ui.widgets.speech import announce


class CourseHead(QWidget):
    """`asked` follows the button that is offered."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.headline = Label("", Type.PAGE_TITLE, 600).set_wrap()
        self.line = Label("", Type.SMALL, 400, "t3").set_tabular().set_wrap()
        self.button = Button("", "secondary", "calendar")
        self.button.clicked.connect(self.asked)
        self.button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        words = QVBoxLayout()
        words.addWidget(self.headline)
        words.addWidget(self.line)
        words.setSpacing(0)
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        follow(self._restyle)

    def say(self, headline: str, parts: Sequence[str], offer: str, keys: str) -> None:
        """Show the sentence, what is unsure, and what is offered ("" for nothing)."""
        if headline != self.headline.text() and self.isVisible():
            announce(self, headline)
        self.headline.setText(headline)
        self.line.setText(" · ".join(parts))
        self.line.setVisible(bool(parts))
        self.button.setText(offer)
        self.button.setVisible(bool(offer))
        self.button.setToolTip(_("{action} ({keys})").format(action=offer, keys=keys))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painting.begin(self).fillRect(self.rect(), theme().color("surface"))

    def _restyle(self) -> None:
        look = theme()
        self._row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(10))
        self._row.setSpacing(look.px(16))
        self.update()
