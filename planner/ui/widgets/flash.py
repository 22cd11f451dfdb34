"""Showing where something is: a tint over a field or a row that fades within 1.2 s."""

from PySide6.QtCore import QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.ui.tokens import Motion, Size
from planner.ui.widgets import painting


class Flash(QWidget):
    """A tint and a ring over `rect` of `target` that fade and then take themselves away; the mouse passes through."""

    def __init__(self, target: QWidget, rect: QRect) -> None:
        super().__init__(target)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setGeometry(rect)
        self._strength = 1.0
        self.fading = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=Motion.FLASH)
        self.fading.valueChanged.connect(self._on_step)
        self.fading.finished.connect(self.close)
        self.show()
        self.raise_()
        self.fading.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.begin(self)
        painter.setOpacity(self._strength * 0.25)
        painting.box(painter, QRectF(self.rect()), Size.RADIUS_CONTROL, "accent")
        painter.setOpacity(self._strength)
        painting.ring(painter, self.rect(), Size.RADIUS_CONTROL)

    def _on_step(self, strength: float) -> None:
        self._strength = strength
        self.update()


def flash(target: QWidget, rect: QRect | None = None) -> Flash | None:
    """Tint `rect` of `target`, or all of it; on an item view give its viewport. Does nothing for what is not shown."""
    area = rect or target.rect()
    if not target.isVisible() or area.isEmpty():
        return None
    return Flash(target, area)
