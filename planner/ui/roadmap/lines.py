"""The lines of the timeline under pointer and keyboard.

Dragging a line across moves the day on which it is due, dragging its name up or down its place in the order, dragging from
the round end of its bar to another line lets that wait for it. By keyboard: Left and Right move the day, with Shift by a
week; plus and minus change the effort; Alt + Up and Down the order; the letters of the page do the rest.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication

from planner.figures.drawing import NOWHERE, Rect, Target, Text
from planner.figures.gantt import GanttFrame, GanttParts
from planner.figures.gantt_frame import Line
from planner.ui.figures.lines import FigureLines

if TYPE_CHECKING:
    from planner.analysis.roadmap.timeline import TimelineRow

_END: Final = 4.5  # px, radius of the round end from which a link is drawn
DAY, ORDER, LINK = "day", "order", "link"


@dataclass(slots=True)
class _Drag:
    """What is being dragged, from where to where; in pixels of the drawing."""

    sort: str
    line: Line
    start: QPointF
    at: QPointF
    begun: bool = False


class GanttCanvas(FigureLines):
    """A part of the timeline. `zoomed_by(steps)` and `panned(pixels)` ask for other days."""

    zoomed_by = Signal(int)
    panned = Signal(float)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed_by.emit(1 if turn.y() > 0 else -1)
        elif turn.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.panned.emit(-(turn.x() or turn.y()) / 2)
        else:
            event.ignore()  # the area scrolls
            return
        event.accept()


class GanttLines(GanttCanvas):
    """`opened(kind, id)` follows Enter and a double click.

    `shifted(days)`, `lengthened(hours)`, `moved(lines)` and `key(text)` are about that line; `dropped(id, days)`,
    `linked(before, after)` and `placed(id, other id, below)` follow the mouse.
    """

    opened = Signal(str, str)
    shifted = Signal(int)
    lengthened = Signal(int)
    moved = Signal(int)
    key = Signal(str)
    dropped = Signal(str, int)
    linked = Signal(str, str)
    placed = Signal(str, str, bool)

    def __init__(self, *, locked: bool) -> None:
        super().__init__()
        self.frame: GanttFrame | None = None
        self.letters: frozenset[str] = frozenset()
        self._locked = locked
        self._drag: _Drag | None = None
        self.activated.connect(lambda kind, record_id, _field: self._on_activated(kind, record_id))

    # what is shown

    def show_parts(self, parts: GanttParts) -> None:
        """Show the lines of these parts; the keyboard stays where it was."""
        self.frame, self._drag = parts.frame, None
        self.show_lines(parts.body)

    def _line(self, target: Target) -> Line | None:
        lines = self.frame.lines if self.frame is not None else ()
        return next((one for one in lines if one.row is not None and ("milestone", one.row.outlook.id) == target), None)

    def _line_at(self, point: QPointF) -> Line | None:
        lines = self.frame.lines if self.frame is not None else ()
        return next((one for one in lines if one.row is not None and one.top <= point.y() < one.bottom), None)

    # pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._hit_at(event.position())
        if at < 0 or event.button() == Qt.MouseButton.MiddleButton:
            event.ignore()
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(at)
        point, line = self._place_of(event.position()), self._line(self.current_target())
        if line is not None and not self._locked and event.button() == Qt.MouseButton.LeftButton:
            self._drag = _Drag(self._sort(line, point), line, point, point)

    def _sort(self, line: Line, point: QPointF) -> str:
        end = self._end_of(line)
        if end is not None and (end - point).manhattanLength() <= 2.5 * _END:
            return LINK
        return ORDER if self.frame is not None and point.x() < self.frame.left - 7 else DAY

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            self._show_cursor(event.position())
            return
        drag.at = self._place_of(event.position())
        if not drag.begun and (drag.at - drag.start).manhattanLength() * self._zoom >= QApplication.startDragDistance():
            drag.begun = True
            self._point_at(-1)
        if drag.begun:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()

    def _show_cursor(self, place: QPointF) -> None:
        line = self._line_at(self._place_of(place))
        if line is None or self._locked:
            return
        shapes = {LINK: Qt.CursorShape.CrossCursor, ORDER: Qt.CursorShape.PointingHandCursor}
        self.setCursor(shapes.get(self._sort(line, self._place_of(place)), Qt.CursorShape.SizeHorCursor))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None or not drag.begun:
            return
        self.unsetCursor()
        self.update()
        drag.at = self._place_of(event.position())
        row, target = drag.line.row, self._line_at(drag.at)
        assert row is not None  # noqa: S101 - only milestones are dragged
        if drag.sort == DAY:
            days = self._days(drag)
            if days:
                self.dropped.emit(row.outlook.id, days)
        elif target is not None and target.row is not None and target is not drag.line:
            if drag.sort == LINK:
                self.linked.emit(row.outlook.id, target.row.outlook.id)
            else:
                below = drag.at.y() > (target.top + target.bottom) / 2
                self.placed.emit(row.outlook.id, target.row.outlook.id, below)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hit_at(event.position()) >= 0:
            self.opened.emit(*self.current_target())

    def _days(self, drag: _Drag) -> int:
        frame = self.frame
        if frame is None:
            return 0
        pitch = (frame.right - frame.left) / (frame.across.stop - frame.across.start)
        return round((drag.at.x() - drag.start.x()) / pitch)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        doing = self._doing(event)
        if doing is not None:
            doing()
        else:
            super().keyPressEvent(event)

    def _doing(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here; None for one that means what it means in every figure."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            return self._zooming(key, way if across else 0)
        if modifiers == Qt.KeyboardModifier.AltModifier:
            return (lambda: self.moved.emit(way)) if way and not across else None
        if way and across:
            days = 7 * way if modifiers & Qt.KeyboardModifier.ShiftModifier else way
            return lambda: self.shifted.emit(days)
        if event.text() in ("+", "=", "-", "_"):
            return lambda: self.lengthened.emit(1 if event.text() in "+=" else -1)
        if key == Qt.Key.Key_Escape and self._drag is not None:
            return self._let_go
        letter = {Qt.Key.Key_Delete: "Del", Qt.Key.Key_Space: "Space"}.get(key, event.text().upper())
        return (lambda: self.key.emit(letter)) if letter in self.letters else None

    def _zooming(self, key: Qt.Key, way: int) -> Callable[[], object] | None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        if key in steps:
            return lambda: self.zoomed_by.emit(steps[key])
        return (lambda: self.panned.emit(way * 80.0)) if way else None

    def _let_go(self) -> None:
        self._drag = None
        self.unsetCursor()
        self.update()

    def _on_activated(self, kind: str, record_id: str) -> None:
        if self._drag is None:
            self.opened.emit(kind, record_id)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._let_go()

    # what is painted over the drawing

    def _paint_over(self, painter: QPainter) -> None:
        hits, current = self.drawing().hits, self.current_target()
        if self.drawing().hit_of(current) is not None:
            self._paint_links(painter, current[1])
        dragged = self._drag is not None and self._drag.begun
        if dragged:
            self._over = -1
        super()._paint_over(painter)
        if self._drag is not None and dragged:
            self._paint_drag(painter, self._drag)
        for target in {current, hits[self._over].target if 0 <= self._over < len(hits) else NOWHERE}:
            line = self._line(target)
            if line is not None and not self._locked and (end := self._end_of(line)) is not None:
                self._paint_end(painter, end)

    def _paint_links(self, painter: QPainter, milestone: str) -> None:
        """What the current milestone waits for and what waits for it, in colour."""
        for path in self.drawing().paths:
            if path.group.startswith("link:") and milestone in path.group.split(":")[1:]:
                ink = {"fill": "accent" if path.fill else "", "stroke": "accent" if path.stroke else ""}
                self._ink.paint(painter, (replace(path, **ink),), ())

    def _end_of(self, line: Line) -> QPointF | None:
        """The round end of its bar, from which a link is drawn."""
        row, frame = line.row, self.frame
        if row is None or frame is None:
            return None
        last = _last(row)
        x = frame.at(last, 1) if last is not None else None
        return None if x is None else QPointF(min(x + _END + 3, frame.width - _END - 1), line.top + 12.5)

    def _paint_end(self, painter: QPainter, end: QPointF) -> None:
        painter.setPen(QPen(self._ink.colour("accent"), 1.5))
        painter.setBrush(self._ink.colour("surface"))
        painter.drawEllipse(end, _END, _END)

    def _paint_drag(self, painter: QPainter, drag: _Drag) -> None:
        frame, row = self.frame, drag.line.row
        if frame is None or row is None:
            return
        painter.setPen(QPen(self._ink.colour("accent"), 2))
        target = self._line_at(drag.at)
        if drag.sort == DAY:
            day = (row.outlook.due or base_of(row, frame.timeline.today)) + dt.timedelta(self._days(drag))
            x = frame.held(day, 1)
            painter.drawLine(QPointF(x, 0), QPointF(x, frame.height))
            ends = x + 80 > frame.width
            said = Text((x - 6 if ends else x + 6, drag.line.top + 12), frame.speech.day(day), 12, "acc_text", 600,
                        "end" if ends else "start")  # fmt: skip
            self._ink.paint_text(painter, said)
        elif drag.sort == ORDER and target is not None:
            y = target.bottom if drag.at.y() > (target.top + target.bottom) / 2 else target.top
            painter.drawLine(QPointF(0, y), QPointF(frame.width, y))
        elif drag.sort == LINK and (end := self._end_of(drag.line)) is not None:
            painter.drawLine(end, drag.at)
            if target is not None and target is not drag.line:
                self._frame(painter, Rect(0, target.top, frame.width, target.height), "accent")


def _last(row: "TimelineRow") -> dt.date | None:
    return row.outlook.ready or row.outlook.finish


def base_of(row: "TimelineRow | None", today: dt.date) -> dt.date:
    """The day from which a milestone without a due day is moved: that which holds, else that of the estimate, else today."""
    one = row.outlook if row is not None else None
    return (one.p80 or one.finish or today) if one is not None else today
