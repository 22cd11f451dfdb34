"""A figure as a value: what is drawn where, in words and in numbers, before anyone knows on which medium.

A `Drawing` is made once and shown by three writers: the screen (`planner.ui.figures.view`), SVG
(`planner.figures.svg`) and the report (`planner.figures.typst_source`). Lengths are logical pixels, x to the right,
y downwards. Colours are names of tokens ("t1", "accent", "s1"); the writer resolves them with a mapping from token
to hex, so that one drawing serves every theme. Everything is frozen and compares by value.

Paint order, binding for every writer: all paths in their order, then all texts. Strokes have round joins, and round
caps unless dashed.
"""

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
Target = tuple[str, str]
"""(kind, id) of the record behind a mark; ("", "") where there is none."""

NOWHERE: Target = ("", "")
ARC = 0.5522847498307936  # control distance of a cubic quarter circle of radius 1


@dataclass(frozen=True, slots=True)
class Move:
    """Begin a new part of the path at `to`."""

    to: Point


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line to `to`."""

    to: Point


@dataclass(frozen=True, slots=True)
class Cubic:
    """A cubic Bézier curve to `to` with the control points `first` and `second`."""

    first: Point
    second: Point
    to: Point


@dataclass(frozen=True, slots=True)
class Close:
    """Back to where this part of the path began."""


Step = Move | Line | Cubic | Close


@dataclass(frozen=True, slots=True)
class Path:
    """An outline: filled, stroked or both; empty token = not painted. `group` ties together what lights up together."""

    steps: tuple[Step, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `at` is its baseline point, left, middle or right by `anchor`. Weight 400 or 600.

    `room` > 0 is the width it must keep within: a writer with another font narrows what would be wider.
    """

    at: Point
    text: str
    size: float = 13.0
    colour: str = "t1"
    weight: int = 400
    anchor: Anchor = "start"
    group: str = ""
    room: float = 0.0


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return (self.x + self.width / 2, self.y + self.height / 2)

    def touches(self, other: "Rect") -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom


@dataclass(frozen=True, slots=True)
class Thick:
    """An open path felt within half of `width` on either side."""

    steps: tuple[Step, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the pointer or the keyboard finds something: its tooltip, what a click opens, what lights up.

    The tooltip is in lines; a tab parts what is said from its number. A click may lead to one `field` of the target.
    Where there are `marks`, these are painted while it is pointed at, in place of its outline.
    """

    area: Rect | Thick
    tooltip: str
    target: Target = NOWHERE
    group: str = ""
    field: str = ""
    marks: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The same figure in words and numbers, for "show as table"; every row as long as the header.

    `targets` are the records behind the rows, where these are not those of the hits in their order.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One figure. `alt` is its spoken summary and never empty; `title` its short name."""

    width: float
    height: float
    alt: str
    title: str = ""
    paths: tuple[Path, ...] = ()
    texts: tuple[Text, ...] = ()
    hits: tuple[Hit, ...] = ()
    table: Table = field(default_factory=Table)

    def tokens(self) -> frozenset[str]:
        """The colour tokens a writer must be able to resolve."""
        paths = [*self.paths, *(mark for hit in self.hits for mark in hit.marks)]
        used = {path.fill for path in paths} | {path.stroke for path in paths}
        return frozenset((used | {text.colour for text in self.texts}) - {""})

    def group(self, name: str) -> tuple[tuple[Path, ...], tuple[Text, ...]]:
        """The paths and texts that light up together under `name`."""
        return (
            tuple(path for path in self.paths if path.group == name),
            tuple(text for text in self.texts if text.group == name),
        )

    def hit_of(self, target: Target) -> Hit | None:
        """The first hit area that opens `target`."""
        return next((hit for hit in self.hits if hit.target == target), None)


@dataclass(slots=True)
class Sheet:
    """Paper to draw on: collects the marks in paint order, then `done` makes the frozen drawing of them."""

    paths: list[Path] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)

    def draw(self, *paths: Path) -> None:
        """Paint `paths` above what is there."""
        self.paths.extend(paths)

    def write(self, *texts: Text) -> None:
        """Write `texts`; blank ones leave no mark."""
        self.texts.extend(text for text in texts if text.text)

    def feel(self, *hits: Hit) -> None:
        """Make areas that answer to pointer and keyboard, in the order of the keyboard."""
        self.hits.extend(hits)

    def done(self, width: float, height: float, alt: str, title: str, table: Table | None = None) -> Drawing:
        """The drawing made of everything so far; `width` and `height` in pixels."""
        return Drawing(
            width, height, alt, title, tuple(self.paths), tuple(self.texts), tuple(self.hits), table or Table()
        )


def line(*points: Point) -> tuple[Step, ...]:
    """The steps of an open line through `points`."""
    return (Move(points[0]), *(Line(point) for point in points[1:]))


def polygon(*points: Point) -> tuple[Step, ...]:
    """The steps of a closed outline through `points`."""
    return (*line(*points), Close())


def rectangle(box: Rect) -> tuple[Step, ...]:
    """The steps of a rectangle with square corners."""
    return polygon((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))


@lru_cache(maxsize=8192)
def rounded(box: Rect, radius: float) -> tuple[Step, ...]:
    """The steps of a rectangle with corners of `radius` (at most half of the shorter side).

    Kept, for a figure that is drawn anew has most of its marks where they were.
    """
    r = min(radius, box.width / 2, box.height / 2)
    if r <= 0:
        return rectangle(box)
    k = r * (1 - ARC)
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    return (
        Move((left + r, top)),
        Line((right - r, top)),
        Cubic((right - k, top), (right, top + k), (right, top + r)),
        Line((right, bottom - r)),
        Cubic((right, bottom - k), (right - k, bottom), (right - r, bottom)),
        Line((left + r, bottom)),
        Cubic((left + k, bottom), (left, bottom - k), (left, bottom - r)),
        Line((left, top + r)),
        Cubic((left, top + k), (left + k, top), (left + r, top)),
        Close(),
    )


def circle(centre: Point, radius: float) -> tuple[Step, ...]:
    """The steps of a full circle."""
    x, y = centre
    return rounded(Rect(x - radius, y - radius, 2 * radius, 2 * radius), radius)


@lru_cache(maxsize=8192)
def arc(centre: Point, radius: float, start: float, stop: float) -> tuple[Step, ...]:
    """The steps of an open arc from angle `start` to `stop` (degrees, clockwise from three o'clock)."""
    pieces = max(1, math.ceil(abs(stop - start) / 90))
    sweep = math.radians((stop - start) / pieces)
    reach = 4 / 3 * math.tan(sweep / 4) * radius
    angle = math.radians(start)
    steps: list[Step] = [Move(_on(centre, radius, angle))]
    for _piece in range(pieces):
        ahead = angle + sweep
        begin, end = _on(centre, radius, angle), _on(centre, radius, ahead)
        first = (begin[0] - math.sin(angle) * reach, begin[1] + math.cos(angle) * reach)
        second = (end[0] + math.sin(ahead) * reach, end[1] - math.cos(ahead) * reach)
        steps.append(Cubic(first, second, end))
        angle = ahead
    return tuple(steps)


def _on(centre: Point, radius: float, angle: float) -> Point:
    return (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))


def along(curve: tuple[Step, ...], part: float) -> Point:
    """The point at `part` (0..1) of a path that is one Move and one Cubic."""
    start, bend = curve
    if not isinstance(start, Move) or not isinstance(bend, Cubic):
        raise TypeError("along() follows one Move and one Cubic")
    weights = ((1 - part) ** 3, 3 * part * (1 - part) ** 2, 3 * part**2 * (1 - part), part**3)
    points = (start.to, bend.first, bend.second, bend.to)
    return (
        sum(w * p[0] for w, p in zip(weights, points, strict=True)),
        sum(w * p[1] for w, p in zip(weights, points, strict=True)),
    )


def moved(drawing: Drawing, dx: float, dy: float) -> Drawing:
    """The same drawing with its marks shifted by (`dx`, `dy`) pixels; its size stays."""
    return replace(
        drawing,
        paths=_shift_paths(drawing.paths, dx, dy),
        texts=tuple(replace(text, at=(text.at[0] + dx, text.at[1] + dy)) for text in drawing.texts),
        hits=tuple(
            replace(hit, area=_shift_area(hit.area, dx, dy), marks=_shift_paths(hit.marks, dx, dy))
            for hit in drawing.hits
        ),
    )


def _shift_paths(paths: tuple[Path, ...], dx: float, dy: float) -> tuple[Path, ...]:
    return tuple(replace(path, steps=_shift(path.steps, dx, dy)) for path in paths)


def _shift(steps: tuple[Step, ...], dx: float, dy: float) -> tuple[Step, ...]:
    def by(point: Point) -> Point:
        return (point[0] + dx, point[1] + dy)

    shifted: list[Step] = []
    for step in steps:
        match step:
            case Move(to):
                shifted.append(Move(by(to)))
            case Line(to):
                shifted.append(Line(by(to)))
            case Cubic(first, second, to):
                shifted.append(Cubic(by(first), by(second), by(to)))
            case Close():
                shifted.append(step)
    return tuple(shifted)


def _shift_area(area: Rect | Thick, dx: float, dy: float) -> Rect | Thick:
    if isinstance(area, Rect):
        return Rect(area.x + dx, area.y + dy, area.width, area.height)
    return Thick(_shift(area.steps, dx, dy), area.width)
