"""A slider: one number between two ends, by mouse or arrow keys; the wheel scrolls the page and changes nothing."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets import painting

_KNOB, _TRACK = 16, 4  # px


class Slider(QSlider):
    """Painted from tokens; `valueChanged` follows every move, its steps are those of QSlider."""

    def __init__(self, low: int, high: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setPageStep(5 * step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow(self._restyle)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(Size.CONTROL_SMALL))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(96), theme().px(Size.CONTROL_SMALL))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().x())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, middle = theme(), painting.begin(self), self.height() / 2
        knob, track = look.px(_KNOB), look.px(_TRACK)
        at = self._place()
        rail = QRectF(knob / 2, middle - track / 2, self.width() - knob, track)
        painting.box(painter, rail, _TRACK / 2, "ctl_soft" if self.isEnabled() else "hair")
        painting.box(painter, QRectF(rail.left(), rail.top(), at - rail.left(), track), _TRACK / 2, "accent")
        painter.setPen(look.pen("accent", 2.0))
        painter.setBrush(look.brush("surface"))
        painter.drawEllipse(QPointF(at, middle), knob / 2 - 2, knob / 2 - 2)
        if self.hasFocus():
            painting.ring(painter, QRectF(at - knob / 2 - 3, middle - knob / 2 - 3, knob + 6, knob + 6), knob)

    def _place(self) -> float:
        """Where the middle of the knob stands."""
        knob = theme().px(_KNOB)
        share = (self.value() - self.minimum()) / max(self.maximum() - self.minimum(), 1)
        return knob / 2 + share * (self.width() - knob)

    def _go(self, x: float) -> None:
        """Take the value at a place, on the nearest step."""
        knob, step = theme().px(_KNOB), self.singleStep()
        share = min(max((x - knob / 2) / max(self.width() - knob, 1), 0.0), 1.0)
        wanted = self.minimum() + share * (self.maximum() - self.minimum())
        self.setValue(round(wanted / step) * step)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().px(Size.CONTROL_SMALL))
        self.update()
