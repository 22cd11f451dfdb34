"""A widget that shows a `Drawing` from a cached layer, as large as wished: the still part of `FigureView`.

To assistive technology it is a chart: named by its title, described by its spoken summary, with the mark at the
keyboard as its value.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAccessibleWidget, QSizePolicy, QWidget

from planner.figures.drawing import Drawing, Text
from planner.ui.figures.bands import Bands
from planner.ui.figures.painter import FigurePainter, Stroke

LEAST_ZOOM, MOST_ZOOM, STEP = 0.2, 4.0, 1.2
TEXT_FROM = 0.5  # below this zoom texts are specks: leave them out
_TALL = 40.0  # no line of text reaches farther from its baseline
_EMPTY = Drawing(0, 0, "")


class FigureCanvas(QWidget):
    """Shows one drawing; `colours` maps token to hex, `families` are the screen's fonts, best first."""

    zoomed = Signal(float)
    """Screen pixels for a pixel of the drawing, after it changed."""
    resized = Signal(int, int)
    """The room changed, in pixels: time to draw the figure anew where it follows its room."""

    def __init__(
        self, colours: Mapping[str, str], families: Iterable[str], zoomable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _install_chart_role()
        self._figure = _EMPTY
        self._strokes, self._texts = Bands[Stroke](()), Bands[Text](())
        self._families = tuple(families)
        self._ink = FigurePainter(colours, self._families)
        self._zoomable = zoomable
        self._zoom = 1.0
        self._offset = QPointF(0, 0)
        self._layer: QPixmap | None = None
        self._speech: QAccessibleInterface | None = None
        down = QSizePolicy.Policy.Expanding if zoomable else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, down)

    def drawing(self) -> Drawing:
        """The drawing in view."""
        return self._figure

    def set_drawing(self, drawing: Drawing) -> None:
        """Show `drawing` in place of the one before."""
        self._figure = drawing
        self._sort_strokes()
        self._texts = Bands((text, text.at[1] - _TALL, text.at[1] + _TALL) for text in drawing.texts)
        self.setAccessibleName(drawing.title or drawing.alt)
        self.setAccessibleDescription(drawing.alt if drawing.title else "")
        self.updateGeometry()
        self._hold()
        self._renew()

    def set_colours(self, colours: Mapping[str, str]) -> None:
        """Another theme: the same drawing in other colours."""
        self._ink = FigurePainter(colours, self._families)
        self._sort_strokes()
        self._renew()

    def _sort_strokes(self) -> None:
        strokes = self._ink.strokes(self._figure.paths)
        self._strokes = Bands((stroke, stroke.area.top(), stroke.area.bottom()) for stroke in strokes)

    def set_families(self, families: Iterable[str]) -> None:
        """Other fonts, for another language."""
        self._families = tuple(families)
        self._ink = FigurePainter(self._ink.colours, self._families)
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(round(self._figure.width), round(self._figure.height))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0) if self._zoomable else self.sizeHint()

    def zoom(self) -> float:
        """Screen pixels for a pixel of the drawing."""
        return self._zoom

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Zoom, keeping the point `around` (widget pixels; the middle without it) where it is."""
        if not self._zoomable:
            return
        zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom))
        around = around or QPointF(self.width() / 2, self.height() / 2)
        held = (around - self._offset) / self._zoom
        self._zoom = zoom
        self._offset = around - held * zoom
        self._hold()
        self._renew()
        self.zoomed.emit(zoom)

    def fit(self) -> None:
        """Show the whole drawing, never larger than it is."""
        across = self.width() / max(self._figure.width, 1)
        down = self.height() / max(self._figure.height, 1)
        self.set_zoom(min(1.0, across, down))

    def _hold(self) -> None:
        """Keep the drawing within reach: centred while it fits, else without a gap at its edges."""
        self._offset = QPointF(
            _within(self._offset.x(), self.width(), self._figure.width * self._zoom),
            _within(self._offset.y(), self.height(), self._figure.height * self._zoom) if self._zoomable else 0.0,
        )

    def _pan(self, way: QPointF) -> None:
        """Move by whole pixels of the screen, so that what is in view already is moved and only the rest painted."""
        before, ratio = QPointF(self._offset), self.devicePixelRatioF()
        self._offset += way
        self._hold()
        self._offset = _whole(self._offset, ratio)
        if self._layer is None or before != _whole(before, ratio):
            self._renew()
        else:
            self._scroll(self._layer, self._offset - before, ratio)

    def _scroll(self, layer: QPixmap, way: QPointF, ratio: float) -> None:
        across, down = round(way.x() * ratio), round(way.y() * ratio)
        if abs(across) >= layer.width() or abs(down) >= layer.height():
            self._renew()
            return
        layer.scroll(across, down, layer.rect())
        wide, high, x, y = float(self.width()), float(self.height()), way.x(), way.y()
        if y:
            self._paint_still(layer, QRectF(0, 0 if y > 0 else high + y, wide, abs(y)))
        if x:
            self._paint_still(layer, QRectF(0 if x > 0 else wide + x, 0, abs(x), high))
        self.update()

    def _place_of(self, point: QPointF) -> QPointF:
        """The place in the drawing under a point of the widget."""
        return (point - self._offset) / self._zoom

    def _show_area(self, area: QRectF) -> None:
        """Pan just as far as it takes to see `area`."""
        if not self._zoomable:
            return
        box = QRectF(area.topLeft() * self._zoom + self._offset, area.size() * self._zoom)
        way = QPointF(_reach(box.left(), box.right(), self.width()), _reach(box.top(), box.bottom(), self.height()))
        if not way.isNull():
            self._pan(way)

    def mark_words(self) -> str:
        """What is said of the mark at the keyboard; a still figure has none."""
        return ""

    def keep_speech(self, speech: QAccessibleInterface) -> None:
        """Hold what speaks for this figure as long as the figure lives."""
        self._speech = speech

    def _renew(self) -> None:
        self._layer = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._layer is None:
            self._layer = self._still()
        painter.drawPixmap(0, 0, self._layer)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._offset)
        painter.scale(self._zoom, self._zoom)
        self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        """What changes without a new layer; `painter` is in the drawing's own pixels."""

    def _still(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        layer = QPixmap((self.size() * ratio).expandedTo(QSize(1, 1)))
        layer.setDevicePixelRatio(ratio)
        layer.fill(Qt.GlobalColor.transparent)
        self._paint_still(layer, QRectF(self.rect()))
        return layer

    def _paint_still(self, layer: QPixmap, part: QRectF) -> None:
        """Paint what of the drawing falls into `part` of the widget."""
        painter = QPainter(layer)
        painter.setClipRect(part)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.fillRect(part, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.translate(self._offset)
        painter.scale(self._zoom, self._zoom)
        seen = QRectF(self._place_of(part.topLeft()), self._place_of(part.bottomRight()))
        near = self._strokes.between(seen.top(), seen.bottom())
        self._ink.paint_strokes(painter, (stroke for stroke in near if stroke.area.intersects(seen)))
        if self._zoom >= TEXT_FROM:
            self._ink.paint(painter, (), self._texts.between(seen.top(), seen.bottom()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hold()
        self._renew()
        self.resized.emit(self.width(), self.height())


def _whole(place: QPointF, ratio: float) -> QPointF:
    """The nearest whole pixel of the screen."""
    return QPointF(round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio)


def _within(offset: float, room: float, length: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, offset))


def _reach(low: float, high: float, room: float) -> float:
    margin = 8
    if low < margin:
        return margin - low
    return room - margin - high if high > room - margin else 0.0


class ChartSpeech(QAccessibleWidget):
    """Tells assistive technology that a figure is a chart, and at which of its marks the keyboard is."""

    def __init__(self, view: FigureCanvas) -> None:
        super().__init__(view, QAccessible.Role.Chart)
        self._view = view

    def text(self, sort: QAccessible.Text) -> str:
        return self._view.mark_words() if sort == QAccessible.Text.Value else super().text(sort)


@cache
def _install_chart_role() -> None:
    """Once for the process: figures answer as charts."""
    QAccessible.installFactory(_chart_speech)


def _chart_speech(_key: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, FigureCanvas):
        return None
    speech = ChartSpeech(thing)
    thing.keep_speech(speech)  # Qt keeps no reference of its own to a Python object
    return speech
