"""A figure alive under pointer and keyboard.

Pointing at a mark lights it up and tells its tooltip; a click, Enter or Space emits `activated(kind, id, field)`. Left
and Right walk through the hit areas in their order, Tab through those that open something, Up and Down to the nearest
one above or below. Where a hit area has marks of its own (a cross-hair) they are painted, with its tooltip beside them.
Where zooming is allowed: Ctrl + wheel or pinch zooms, the wheel or dragging pans, Ctrl+0 fits, Ctrl + plus and minus step.
"""

import html
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.figures.drawing import NOWHERE, Drawing, Hit, Target, Thick
from planner.ui.figures.areas import Area
from planner.ui.figures.canvas import STEP, TEXT_FROM, FigureCanvas
from planner.ui.figures.painter import area_outline
from planner.ui.figures.readout import paint_readout
from planner.ui.widgets.speech import in_a_row

_CLICK_SLACK = 4


class FigureView(FigureCanvas):
    """Shows one drawing and answers for its marks."""

    activated = Signal(str, str, str)
    """A mark was clicked or entered: kind and id of its record, and the field it is about or ""."""
    hovered = Signal(str, str)
    """The pointer or the keyboard is at another mark; two empty texts when at none."""

    def __init__(
        self, colours: Mapping[str, str], families: Iterable[str], zoomable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(colours, families, zoomable, parent)
        self._areas: list[Area] = []
        self._over = -1
        self._current = -1
        self._pressed: QPointF | None = None
        self._dragged: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_drawing(self, drawing: Drawing) -> None:
        """Show `drawing`; the keyboard stays at the same record where the new drawing has it too."""
        kept = _place_in(self._figure, self._current)
        self._areas = [Area(hit.area) for hit in drawing.hits]
        self._over = -1
        places = (_place_in(drawing, at) for at in range(len(drawing.hits)))
        self._current = next((at for at, place in enumerate(places) if kept is not None and place == kept), -1)
        super().set_drawing(drawing)

    def current_target(self) -> Target:
        """(kind, id) at the keyboard's place; two empty texts where there is none."""
        return self._figure.hits[self._current].target if self._current >= 0 else NOWHERE

    def mark_words(self) -> str:
        """What is said of the mark at the keyboard's place; nothing where there is none."""
        hit = self._figure.hits[self._current] if self._current >= 0 else None
        return in_a_row(hit.tooltip.replace("\t", " ").split("\n")) if hit else ""

    def set_current(self, target: Target) -> bool:
        """Put the keyboard's place at `target` and bring it into view; False where it is not drawn."""
        for at, hit in enumerate(self._figure.hits):
            if hit.target == target:
                self._go(at)
                return True
        return False

    def _paint_over(self, painter: QPainter) -> None:
        current = self._figure.hits[self._current] if self._current >= 0 and self.hasFocus() else None
        if current is not None and not current.marks:
            self._ring(painter, current)
        pointed = self._figure.hits[self._over] if self._over >= 0 else None
        if pointed is not None:
            self._light(painter, pointed)
        elif current is not None and current.marks:
            self._light(painter, current)

    def _light(self, painter: QPainter, hit: Hit) -> None:
        """Light up what belongs to `hit`: its own marks and words; else its outline or line, its labels again on top."""
        if hit.marks:
            self._ink.paint(painter, hit.marks, ())
            paint_readout(painter, self._ink, hit, QRectF(0, 0, self._figure.width, self._figure.height))
            return
        accent = self._ink.colour("accent")
        if not isinstance(hit.area, Thick):
            painter.setPen(QPen(accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(area_outline(hit.area))
            return
        paths, texts = self._figure.group(hit.group) if hit.group else ((), ())
        for stroke in self._ink.strokes(paths[:1]):
            pen = QPen(stroke.pen)  # the other one is shared with all lines alike
            pen.setColor(accent)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            self._ink.paint_strokes(painter, [stroke._replace(pen=pen)])
        self._ink.paint(painter, paths[1:], texts if self._zoom >= TEXT_FROM else ())

    def _ring(self, painter: QPainter, hit: Hit) -> None:
        """The focus ring, 2 pixels of accent, at the keyboard's place."""
        painter.setPen(QPen(self._ink.colour("accent"), 2 / self._zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(area_outline(hit.area))

    # pointer

    def _hit_at(self, place: QPointF) -> int:
        point = self._place_of(place)
        return next((at for at, area in enumerate(self._areas) if area.contains(point)), -1)

    def _point_at(self, at: int) -> None:
        if at == self._over:
            return
        self._over = at
        hit = self._figure.hits[at] if at >= 0 else None
        opens = hit is not None and hit.target != NOWHERE
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(*(hit.target if hit else NOWHERE))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        if self._dragged is not None and self._pressed is not None:
            if (place - self._pressed).manhattanLength() > _CLICK_SLACK:
                self._pan(place - self._dragged)
                self._dragged = place
            return
        self._point_at(self._hit_at(place))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() not in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton}:
            event.ignore()
            return
        self._pressed = event.position()
        if self._zoomable:
            self._dragged = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed, self._dragged = self._pressed, None, None
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (event.position() - pressed).manhattanLength() > _CLICK_SLACK:
            return
        at = self._hit_at(event.position())
        self._current = at
        self.update()
        self._activate(at)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._zoomable:
            event.ignore()
            return
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * STEP ** (turn.y() / 120), event.position())
        else:
            sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            way = QPointF(turn.y(), 0) if sideways else QPointF(turn)
            self._pan(way / 2)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._hit_at(QPointF(event.pos()))
            words = self._figure.hits[at].tooltip if at >= 0 and not self._figure.hits[at].marks else ""
            QToolTip.showText(event.globalPos(), _as_plain(words), self)
            return True
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch and self._zoomable:
            self.set_zoom(self._zoom * (1 + event.value()), event.position())
            return True
        return super().event(event)

    # keyboard

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks through the hit areas that open something and leaves at either end."""
        hits = self._figure.hits
        way = range(self._current + 1, len(hits)) if forward else range(self._current - 1, -1, -1)
        to = next((at for at in way if hits[at].target != NOWHERE), -1)
        if self.hasFocus() and to >= 0:
            self._go(to)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not self._zoom_by_key(key):
                super().keyPressEvent(event)
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._current >= 0:
            self._activate(self._current)
        elif key == Qt.Key.Key_Escape and self._current >= 0:
            self._go(-1)
        elif (to := self._place_after(key)) is not None:
            self._go(to)
        else:
            super().keyPressEvent(event)

    def _zoom_by_key(self, key: int) -> bool:
        if not self._zoomable:
            return False
        if key == Qt.Key.Key_0:
            self.fit()
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.set_zoom(self._zoom * STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / STEP)
        else:
            return False
        return True

    def _place_after(self, key: int) -> int | None:
        """Where an arrow key leads from the keyboard's place; None for keys that lead nowhere."""
        last = len(self._figure.hits) - 1
        if last < 0:
            return None
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and self._current >= 0:
            return self._nearest(1 if key == Qt.Key.Key_Down else -1)
        return {
            Qt.Key.Key_Right: min(last, self._current + 1),
            Qt.Key.Key_Down: min(last, self._current + 1),
            Qt.Key.Key_Left: max(0, self._current - 1),
            Qt.Key.Key_Up: max(0, self._current - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(key))

    def _nearest(self, way: int) -> int:
        """The hit area of the same sort that lies nearest below (1) or above (-1)."""
        here = self._areas[self._current].box.center()
        sort = type(self._figure.hits[self._current].area)
        best, least = self._current, float("inf")
        for at, area in enumerate(self._areas):
            there = area.box.center()
            down = (there.y() - here.y()) * way
            far = down + 4 * abs(there.x() - here.x())
            if down > 1 and far < least and isinstance(self._figure.hits[at].area, sort):
                best, least = at, far
        return best

    def _go(self, at: int) -> None:
        """Put the keyboard's place at a hit area, show it and say it."""
        self._current, self._over = at, -1
        hit = self._figure.hits[at] if at >= 0 else None
        if hit is not None:
            self._show_area(self._areas[at].box)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.mark_words()))
        self.hovered.emit(*(hit.target if hit else NOWHERE))
        self.update()

    def _activate(self, at: int) -> None:
        if at >= 0 and self._figure.hits[at].target != NOWHERE:
            self.activated.emit(*self._figure.hits[at].target, self._figure.hits[at].field)

    # focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._figure.hits and event.reason() == Qt.FocusReason.TabFocusReason:
            self._go(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _place_in(drawing: Drawing, at: int) -> tuple[str, ...] | None:
    """What is at a place of the keyboard, to find it again in another drawing: a record's field, else a group."""
    if at < 0:
        return None
    hit = drawing.hits[at]
    return (*hit.target, hit.field) if hit.target != NOWHERE else (hit.group,)


def _as_plain(words: str) -> str:
    """`words` so that a tooltip shows angle brackets as typed."""
    return "<qt>" + html.escape(words).replace("\t", " ").replace("\n", "<br>") + "</qt>" if words else ""
