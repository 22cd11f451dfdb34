"""What stands where there is nothing yet: why, and the first thing to do about it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size, Type
from planner.ui.widgets import painting
from planner.ui.widgets.buttons import Button
from planner.ui.widgets.labels import Label

_WIDE = 400  # px of the sentence
_GAP = 18  # px between it and the buttons


class Tile(QWidget):
    """A tinted square with an icon."""

    def __init__(self, icon: str, side: float = Size.EMPTY_TILE, size: float = 28) -> None:
        super().__init__()
        self.icon_name, self._side, self._size = icon, side, size
        follow(self._restyle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, rect = painting.begin(self), QRectF(self.rect())
        painting.box(painter, rect, 16 if self._side >= 48 else Size.RADIUS_TILE, "acc_soft")
        painting.icon(painter, self.icon_name, "acc_text", self._size, rect.center())

    def _restyle(self) -> None:
        side = theme().px(self._side)
        self.setFixedSize(side, side)
        self.update()


class EmptyState(QWidget):
    """Icon tile, title of one line, a sentence, two buttons and a line that names the shortcut."""

    primary = Signal()
    secondary = Signal()

    def __init__(self, icon: str, primary_icon: str = "plus", secondary_icon: str = "") -> None:
        super().__init__()
        self.title = Label("", Type.HEADLINE, 600).set_align(painting.CENTRE)
        self.sentence = Label("", Type.BODY, 400, "t2").set_align(painting.CENTRE).set_wrap()
        self.primary_button = Button("", "primary", primary_icon)
        self.secondary_button = Button("", "secondary", secondary_icon)
        self.shortcut = Label("", Type.SMALL, 400, "t3").set_align(painting.CENTRE)
        self.primary_button.clicked.connect(self.primary)
        self.secondary_button.clicked.connect(self.secondary)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self.primary_button)
        buttons.addWidget(self.secondary_button)
        buttons.addStretch()
        self._column = column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(Tile(icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(22)
        column.addWidget(self.title)
        column.addSpacing(8)
        column.addWidget(self.sentence, 0, Qt.AlignmentFlag.AlignHCenter)
        self._below = QSpacerItem(0, _GAP)
        column.addItem(self._below)
        column.addLayout(buttons)
        column.addSpacing(16)
        column.addWidget(self.shortcut)
        column.addStretch(3)
        follow(self._restyle)

    def set_texts(self, title: str, sentence: str, primary: str, secondary: str = "", shortcut: str = "") -> None:
        """Set every text; a button or line without one is not shown."""
        self.title.setText(title)
        self.sentence.setText(sentence)
        for part, words in (
            (self.primary_button, primary),
            (self.secondary_button, secondary),
            (self.shortcut, shortcut),
        ):
            part.setText(words)
            part.setVisible(bool(words))
        self.setAccessibleName(title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the sentence the room of two lines: title and buttons stand where they do in the other language."""
        look = theme()
        self.sentence.setFixedWidth(max(min(look.px(_WIDE), self.width() - look.px(48)), look.px(200)))
        short = max(2 * painting.pitch(Type.BODY) - self.sentence.height(), 0) if self.sentence.text() else 0
        if self._below.sizeHint().height() != _GAP + short:
            self._below.changeSize(0, _GAP + short)
            self._column.invalidate()

    def _restyle(self) -> None:
        self._fit()
        self.update()
