"""The map under pointer and keyboard: nodes that are linked by dragging from their right edge and moved up and down.

Arrows walk along columns and lines. While a link is drawn, the page shows which nodes it may lead to.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen

from planner.figures.drawing import NOWHERE, Drawing, Rect, Target
from planner.ui.figures.painter import area_outline
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.theme import theme
from planner.ui.map.walk import Walk, walk_of

PORT: Final = 14.0  # px of a node's right edge from which a link is drawn, and as much beside it
_SLACK: Final = 4.0
_READABLE: Final = 0.55  # below this zoom a map of everything is no help
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class MapView(FigureView):
    """The drawing of a map. `offers(kind, id)` tells what a record may be linked to.

    `reaching(kind, id)` when a link is being drawn from a record, two empty texts when it no longer is; `linked(kind,
    id, kind, id)` when it reached one; `moved(kind, id, upper edge)` when a node was put elsewhere.
    """

    reaching = Signal(str, str)
    linked = Signal(str, str, str, str)
    moved = Signal(str, str, float)
    menu_asked = Signal(object)

    def __init__(self, offers: Callable[[Target], frozenset[Target]]) -> None:
        super().__init__(theme().tokens.as_dict(), fonts.families(), zoomable=True)
        self._offers = offers
        self._walk: Walk | None = None
        self._held: Target = NOWHERE  # the node under the pressed button
        self._reaching = self._lifting = False
        self._to: frozenset[Target] = frozenset()
        self._pointer = QPointF()
        self._fitted = self._seen = False

    @property
    def walk(self) -> Walk:
        """The web of the drawing in view."""
        if self._walk is None:
            self._walk = walk_of(self.drawing())
        return self._walk

    def set_drawing(self, drawing: Drawing) -> None:
        self._walk = None
        super().set_drawing(drawing)

    # the part in view

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        self._fitted = False
        super().set_zoom(zoom, around)

    def fit(self) -> None:
        """Show the whole map, never larger than at 100 %."""
        across = self.width() / max(self._figure.width, 1)
        down = self.height() / max(self._figure.height, 1)
        self.set_zoom(min(theme().scale / 100, across, down))
        self._fitted = True

    def fit_first(self) -> None:
        """Show the whole map, or its upper part where the whole could not be read."""
        self.fit()
        if self._zoom < _READABLE:
            self.set_zoom(min(theme().scale / 100, self.width() / max(self._figure.width, 1)))
            self._pan(QPointF(0, self._figure.height * self._zoom))
            self._fitted = True

    def fit_once(self) -> None:
        """Fit the map when it is first seen."""
        if not self._seen:
            self._seen = True
            self.fit_first()

    def fit_again(self) -> None:
        """After the room has changed: fit what was fitted."""
        if self._fitted:
            self.fit_first()

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held != NOWHERE:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _place_after(self, key: int) -> int | None:
        if key not in _ARROWS:
            return super()._place_after(key)
        return None if not self._figure.hits else self.walk.step(self._current, *_ARROWS[Qt.Key(key)])

    # pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._place_of(event.position())
        at = self._port_at(point)
        self._pointer = point
        if at >= 0:
            self._held, self._reaching = self._figure.hits[at].target, True
            self._to = self._offers(self._held)
            self._dragged = None
            self.reaching.emit(*self._held)
            return
        at = self._node_at(point)
        if at >= 0:
            self._held, self._dragged = self._figure.hits[at].target, None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._place_of(event.position())
        if self._held == NOWHERE:
            super().mouseMoveEvent(event)
            if self._pressed is None and self._port_at(point) >= 0:
                self.setCursor(Qt.CursorShape.CrossCursor)
            elif self._pressed is None and self._over >= 0 and self._figure.hits[self._over].target != NOWHERE:
                self.setCursor(Qt.CursorShape.PointingHandCursor)
            return
        self._pointer = point
        if not self._reaching and self._pressed is not None:
            way = event.position() - self._pressed
            if not self._lifting and abs(way.y()) > _SLACK:
                self._lifting = self.walk.at(self._held) not in self.walk.tray
                self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._reaching and not self._lifting:
            self._held = NOWHERE
            super().mouseReleaseEvent(event)
            return
        held, target, lifted = self._held, self._aim(), self._lifted()
        reached = self._reaching
        self._let_go()
        if not reached:
            self.moved.emit(*held, lifted.top())
        elif target != NOWHERE:
            self.linked.emit(*held, *target)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the node or line there, or of the whole map."""
        at = self._hit_at(QPointF(event.pos())) if event.reason() == QContextMenuEvent.Reason.Mouse else self._current
        target = self._figure.hits[at].target if at >= 0 else NOWHERE
        by_key = event.reason() != QContextMenuEvent.Reason.Mouse
        self.menu_asked.emit((target, self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()))

    def _let_go(self) -> None:
        reached = self._reaching
        self._held, self._reaching, self._lifting, self._to = NOWHERE, False, False, frozenset()
        self._pressed = self._dragged = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if reached:
            self.reaching.emit(*NOWHERE)
        self.update()

    def _node_at(self, point: QPointF, beside: float = 0.0) -> int:
        for at, area in enumerate(self._areas):
            hit = self._figure.hits[at]
            if (
                isinstance(hit.area, Rect)
                and hit.target != NOWHERE
                and area.box.adjusted(0, 0, beside, 0).contains(point)
            ):
                return at
        return -1

    def _port_at(self, point: QPointF) -> int:
        """The node at whose right edge `point` is, if it can be linked to anything."""
        at = self._node_at(point, PORT / 2)
        if at < 0 or point.x() < self._areas[at].box.right() - PORT:
            return -1
        return at if self._offers(self._figure.hits[at].target) else -1

    def _aim(self) -> Target:
        """The node offered that the pointer is at."""
        at = self._node_at(self._pointer)
        target = self._figure.hits[at].target if at >= 0 else NOWHERE
        return target if target in self._to else NOWHERE

    def _lifted(self) -> QRectF:
        """Where the node that is being moved stands now."""
        at = self.walk.at(self._held)
        box = QRectF(self._areas[at].box) if at >= 0 else QRectF()
        start = self._place_of(self._pressed) if self._pressed is not None else self._pointer
        box.translate(0, self._pointer.y() - start.y())
        return box

    # painting

    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        if self._reaching:
            self._paint_reach(painter)
        elif self._lifting:
            self._paint_lifted(painter)
        elif self._over >= 0:
            self._paint_port(painter, self._over)

    def _paint_port(self, painter: QPainter, at: int) -> None:
        """The handle at the right edge of the node that is pointed at."""
        hit = self._figure.hits[at]
        if isinstance(hit.area, Rect) and hit.target != NOWHERE and self._offers(hit.target):
            centre = QPointF(hit.area.right, hit.area.middle[1])
            painter.setPen(QPen(self._ink.colour("surface"), 2))
            painter.setBrush(self._ink.colour("accent"))
            painter.drawEllipse(centre, 6.5, 6.5)
            painter.setPen(QPen(self._ink.colour("on"), 1.5))
            painter.drawLine(centre - QPointF(3, 0), centre + QPointF(3, 0))
            painter.drawLine(centre - QPointF(0, 3), centre + QPointF(0, 3))

    def _paint_reach(self, painter: QPainter) -> None:
        """The line from the node to the pointer, which snaps to a node it may lead to."""
        at, aimed = self.walk.at(self._held), self.walk.at(self._aim()) if self._aim() != NOWHERE else -1
        if at < 0:
            return
        box, end, back = self._areas[at].box, self._pointer, False
        if aimed >= 0:
            goal = self._areas[aimed].box
            back = goal.left() < box.left()
            end = QPointF(goal.right() if back else goal.left(), goal.center().y())
            painter.setPen(QPen(self._ink.colour("accent"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(area_outline(self._figure.hits[aimed].area))
        start = QPointF(box.left() if back else box.right(), box.center().y())
        painter.setPen(
            QPen(self._ink.colour("accent"), 2, Qt.PenStyle.SolidLine if aimed >= 0 else Qt.PenStyle.DashLine)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_curve(start, end))

    def _paint_lifted(self, painter: QPainter) -> None:
        """The node where it would stand, with its lines."""
        at, box = self.walk.at(self._held), self._lifted()
        if at < 0:
            return
        hit, shift = self._figure.hits[at], box.top() - self._areas[at].box.top()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._ink.colour("accent"), 1.5))
        for one in self.walk.touching(at):
            out = one.source == at
            other = self._areas[one.target if out else one.source].box
            ends = (QPointF(box.right(), box.center().y()), QPointF(other.left(), other.center().y()))
            painter.drawPath(_curve(*ends) if out else _curve(QPointF(other.right(), other.center().y()),
                                                              QPointF(box.left(), box.center().y())))  # fmt: skip
        paths, texts = self._figure.group(hit.group)
        painter.save()
        painter.translate(0, shift)
        self._ink.paint(painter, paths, texts)
        painter.setPen(QPen(self._ink.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(area_outline(hit.area))
        painter.restore()


def _curve(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    middle = (start.x() + end.x()) / 2
    path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
    return path
