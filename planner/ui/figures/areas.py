"""Where the marks of a figure answer to the pointer: a box at once, the outline of a line only when somebody is near it."""

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from planner.figures.drawing import Close, Cubic, Point, Rect, Thick
from planner.ui.figures.painter import area_outline


class Area:
    """The area of one hit, in the drawing's pixels."""

    def __init__(self, area: Rect | Thick) -> None:
        self._area = area
        self.box = _box(area)

    @cached_property
    def outline(self) -> QPainterPath:
        """The closed outline; that of a line is dear to make."""
        return area_outline(self._area)

    def contains(self, point: QPointF) -> bool:
        """Whether the pointer is in it."""
        return self.box.contains(point) and self.outline.contains(point)


def _box(area: Rect | Thick) -> QRectF:
    if isinstance(area, Rect):
        return QRectF(area.x, area.y, area.width, area.height)
    points: list[Point] = []
    for step in area.steps:
        if isinstance(step, Cubic):
            points += [step.first, step.second]
        if not isinstance(step, Close):
            points.append(step.to)
    across, down = [x for x, _y in points], [y for _x, y in points]
    half = area.width / 2
    return QRectF(QPointF(min(across), min(down)), QPointF(max(across), max(down))).adjusted(-half, -half, half, half)
