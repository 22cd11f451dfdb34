"""Paints a `Drawing` with QPainter: the screen's twin of the SVG and report writers.

Paint order as the drawing says: paths, then texts. Round joins, round caps unless dashed. A text that keeps within a
`room` is narrowed where the screen's font is wider than the one the layout was measured with.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen

from planner.figures.drawing import Close, Cubic, Line, Move, Path, Point, Rect, Step, Text, Thick

_TABULAR = QFont.Tag("tnum")
_PIECE, _MOST_PIECES = 300.0, 12  # px


class Stroke(NamedTuple):
    """A path in Qt's terms, with the area it inks."""

    path: QPainterPath
    area: QRectF
    pen: QPen
    brush: QBrush


class FigurePainter:
    """Pens, brushes and fonts for one theme and one list of font families, kept for the next drawing."""

    def __init__(self, colours: Mapping[str, str], families: Iterable[str]) -> None:
        self.colours = dict(colours)
        self._families = list(families)
        self._fonts: dict[tuple[float, int], tuple[QFont, QFontMetricsF]] = {}
        self._pens: dict[tuple[str, float, tuple[float, ...]], QPen] = {}
        self._brushes = {"": QBrush(Qt.BrushStyle.NoBrush)}

    def paint(self, painter: QPainter, paths: Iterable[Path], texts: Iterable[Text]) -> None:
        """Paint `paths`, then `texts`, in the painter's own coordinates."""
        self.paint_strokes(painter, self.strokes(paths))
        for text in texts:
            self.paint_text(painter, text)

    def strokes(self, paths: Iterable[Path]) -> list[Stroke]:
        """`paths` made ready once, to be painted often; a long line in pieces, for few of them are seen at a time."""
        return [stroke for path in paths for stroke in self._stroke(path)]

    def paint_strokes(self, painter: QPainter, strokes: Iterable[Stroke]) -> None:
        """Fill and stroke what was made ready."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for stroke in strokes:
            painter.setPen(stroke.pen)
            painter.setBrush(stroke.brush)
            painter.drawPath(stroke.path)

    def paint_text(self, painter: QPainter, text: Text) -> None:
        """Write one line at its baseline."""
        font, metrics = self._font(text.size, text.weight)
        wide = metrics.horizontalAdvance(text.text)
        narrow = text.room / wide if 0 < text.room < wide else 1.0
        shift = {"start": 0.0, "middle": wide * narrow / 2, "end": wide * narrow}[text.anchor]
        painter.setFont(font)
        painter.setPen(self.colour(text.colour))
        x, y = text.at[0] - shift, text.at[1]
        if narrow == 1.0:
            painter.drawText(QPointF(x, y), text.text)
            return
        painter.save()
        painter.translate(x, y)
        painter.scale(narrow, 1.0)
        painter.drawText(QPointF(0, 0), text.text)
        painter.restore()

    def width(self, words: str, size: float, weight: int = 400) -> float:
        """How wide `words` are on this screen."""
        return self._font(size, weight)[1].horizontalAdvance(words)

    def colour(self, token: str) -> QColor:
        """The colour of `token`; KeyError for one the theme does not have."""
        return QColor(self.colours[token])

    def _stroke(self, path: Path) -> list[Stroke]:
        reach = path.width / 2 + 1
        pen, brush = self._pen(path), self._brush(path.fill)
        shapes = [outline(steps) for steps in _pieces(path)]
        return [
            Stroke(shape, shape.controlPointRect().adjusted(-reach, -reach, reach, reach), pen, brush)
            for shape in shapes
        ]

    def _brush(self, fill: str) -> QBrush:
        if fill not in self._brushes:
            self._brushes[fill] = QBrush(self.colour(fill))
        return self._brushes[fill]

    def _pen(self, path: Path) -> QPen:
        """One pen for all lines alike."""
        key = (path.stroke, path.width, path.dash)
        if key not in self._pens:
            self._pens[key] = self._made_pen(path)
        return self._pens[key]

    def _made_pen(self, path: Path) -> QPen:
        if not path.stroke:
            return QPen(Qt.PenStyle.NoPen)
        pen = QPen(self.colour(path.stroke), path.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if path.dash else Qt.PenCapStyle.RoundCap)
        if path.dash:
            pen.setDashPattern([dash / max(path.width, 0.01) for dash in path.dash])
        return pen

    def _font(self, size: float, weight: int) -> tuple[QFont, QFontMetricsF]:
        key = (size, weight)
        if key not in self._fonts:
            font = QFont(self._families)
            font.setPixelSize(round(size))
            font.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setFeature(_TABULAR, 1)
            self._fonts[key] = (font, QFontMetricsF(font))
        return self._fonts[key]


def _pieces(path: Path) -> list[tuple[Step, ...]]:
    """A solid line that is one tall curve in curves of some `_PIECE` pixels; anything else as it is."""
    if len(path.steps) != 2 or path.dash or path.fill:
        return [path.steps]
    start, bend = path.steps
    if not isinstance(start, Move) or not isinstance(bend, Cubic):
        return [path.steps]
    pieces: list[tuple[Step, ...]] = []
    for left in range(min(int(abs(bend.to[1] - start.to[1]) // _PIECE), _MOST_PIECES), 1, -1):
        first, bend = _split(start, bend, 1 / left)
        pieces.append((start, first))
        start = Move(first.to)
    return [*pieces, (start, bend)]


def _split(start: Move, bend: Cubic, part: float) -> tuple[Cubic, Cubic]:
    """The curve up to `part` of it and the rest (de Casteljau)."""

    def between(one: Point, other: Point) -> Point:
        return (one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part)

    a, b, c = between(start.to, bend.first), between(bend.first, bend.second), between(bend.second, bend.to)
    d, e = between(a, b), between(b, c)
    middle = between(d, e)
    return Cubic(a, d, middle), Cubic(e, c, bend.to)


def outline(steps: tuple[Step, ...]) -> QPainterPath:
    """`steps` as Qt's path."""
    path = QPainterPath()
    for step in steps:
        match step:
            case Move(to):
                path.moveTo(*to)
            case Line(to):
                path.lineTo(*to)
            case Cubic(first, second, to):
                path.cubicTo(*first, *second, *to)
            case Close():
                path.closeSubpath()
    return path


def area_outline(area: Rect | Thick) -> QPainterPath:
    """The closed outline within which a hit area answers."""
    if isinstance(area, Rect):
        path = QPainterPath()
        path.addRoundedRect(area.x, area.y, area.width, area.height, 10, 10)
        return path
    stroker = QPainterPathStroker()
    stroker.setWidth(area.width)
    return stroker.createStroke(outline(area.steps))
