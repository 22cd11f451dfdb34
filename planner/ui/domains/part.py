"""What the parts below the list of domains share: an answer as a sentence, and below it what it rests on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets.labels import Label

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge
    from planner.ui.domains.learning import LearningWatch


class Part(QWidget):
    """As high as what is in it takes at the width of the area in which it scrolls."""

    def __init__(self, bridge: "Bridge", watch: "LearningWatch") -> None:
        super().__init__()
        self.bridge, self.watch = bridge, watch
        self.sentence = Label("", Type.CARD_TITLE, 600).set_wrap()
        self.rows = QVBoxLayout(self)
        self.rows.addWidget(self.sentence)
        follow(self._respace)

    def refresh(self) -> None:
        """Take up the plan as it is."""

    def retranslate(self) -> None:
        """Name everything in the language in use."""

    def minimumSizeHint(self) -> QSize:
        """Chips wrap to the width, which an area that scrolls would not ask for."""
        area = self.parentWidget()
        wide = area.width() if area is not None else self.width()
        return QSize(0, self.rows.totalHeightForWidth(wide) if self.rows.hasHeightForWidth() else self._least())

    def _least(self) -> int:
        return self.rows.totalMinimumSize().height()

    def _respace(self) -> None:
        look = theme()
        self.rows.setContentsMargins(0, 0, look.px(12), 0)
        self.rows.setSpacing(look.px(10))
