"""A figure made of lines one below the other, as high as they need: one of them is current, and stays so when left."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from planner.figures.drawing import NOWHERE, Drawing, Rect, Target
from planner.ui.figures.readout import paint_readout
from planner.ui.figures.view import FigureView
from planner.ui.look import fonts
from planner.ui.look.theme import follow, theme


class FigureLines(FigureView):
    """`chosen(kind, id, field)` follows the line at the keyboard, whether that or the mouse moved there."""

    chosen = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__(theme().tokens.as_dict(), fonts.families())
        self._quiet = False
        follow(self._restyle)

    def show_lines(self, drawing: Drawing) -> None:
        """Show `drawing`, and be as high as it is."""
        self.set_drawing(drawing)
        self.setFixedHeight(max(round(drawing.height * self._zoom), 1))

    def room(self, width: int) -> float:
        """So many pixels of the screen in those of the drawing."""
        return width / self._zoom

    def current_field(self) -> str:
        """The field at the keyboard's place; empty where there is none."""
        return self.drawing().hits[self._current].field if self._current >= 0 else ""

    def show_current(self, target: Target, field: str = "") -> None:
        """Put the keyboard at a line without telling of it; nowhere where that is not drawn."""
        hits = self.drawing().hits
        found = (at for at, hit in enumerate(hits) if hit.target == target and field in ("", hit.field))
        self._quiet = True
        self._go(next(found, -1))
        self._quiet = False

    def place_of(self, target: Target, field: str = "") -> QRectF:
        """Where a line stands, in pixels of the widget; empty where it does not."""
        hits = self.drawing().hits
        hit = next((hit for hit in hits if hit.target == target and field in ("", hit.field)), None)
        if hit is None or not isinstance(hit.area, Rect):
            return QRectF()
        area = hit.area
        return QRectF(0, area.y * self._zoom, area.width * self._zoom, area.height * self._zoom)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves: the arrow keys walk through the lines."""
        return super(FigureView, self).focusNextPrevChild(forward)

    def _go(self, at: int) -> None:
        super()._go(at)
        target = self.current_target()
        if not self._quiet and target != NOWHERE:
            self.chosen.emit(*target, self.current_field())

    def _paint_over(self, painter: QPainter) -> None:
        hits = self.drawing().hits
        if 0 <= self._current < len(hits):
            self._frame(painter, hits[self._current].area, "accent" if self.hasFocus() else "ctl")
        self._paint_readout(painter)

    def _paint_readout(self, painter: QPainter) -> None:
        """The words about the line that is pointed at, within what is seen."""
        hits = self.drawing().hits
        if 0 <= self._over < len(hits):
            seen = self.visibleRegion().boundingRect()
            room = QRectF(self._place_of(QPointF(seen.topLeft())), self._place_of(QPointF(seen.bottomRight())))
            paint_readout(painter, self._ink, hits[self._over], room)

    def _frame(self, painter: QPainter, area: object, ink: str) -> None:
        if isinstance(area, Rect):
            painter.setPen(QPen(self._ink.colour(ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(0.75, area.y + 1.5, area.width - 1.5, area.height - 3), 5, 5)

    def _restyle(self) -> None:
        self._zoom = theme().scale / 100
        self.set_colours(theme().tokens.as_dict())
        self.set_families(fonts.families())


class LinesArea(QScrollArea):
    """Lets lines scroll up and down; `resized` follows a change of the room for them, that of the scroll bar too."""

    resized = Signal()

    def __init__(self, lines: FigureLines) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the lines take the keyboard
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(lines)
        self.viewport().setAutoFillBackground(False)
        lines.setAutoFillBackground(False)
        self.lines = lines

    def show_current(self, target: Target, field: str = "") -> None:
        """Put the keyboard at a line and bring it into view."""
        self.lines.show_current(target, field)
        place = self.lines.place_of(target, field)
        if not place.isEmpty():
            self.ensureVisible(0, int(place.center().y()), 0, int(place.height() / 2) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
