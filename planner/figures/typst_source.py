"""A drawing as plain values for the report: `resources/report/figure.typ` draws them with Typst's own curves and text.

Nothing of a drawing ever becomes Typst source: numbers, colours and texts travel as JSON, so that `#import`, `$x$` or
a backslash in a name print as typed.
"""

from collections.abc import Callable, Mapping

from planner.figures.drawing import Close, Cubic, Drawing, Line, Move, Path, Step, Text
from planner.figures.text import plain

Value = str | float | list["Value"] | dict[str, "Value"]


def figure_value(drawing: Drawing, colours: Mapping[str, str], clean: Callable[[str], str] = plain) -> dict[str, Value]:
    """`drawing` for ``json.dumps``: size, alt, paths, texts; lengths in pixels.

    `colours` maps token to hex (KeyError for one that has none). `clean` makes each text printable with the bundled
    fonts; it must leave one line.
    """
    return {
        "width": _short(drawing.width),
        "height": _short(drawing.height),
        "title": clean(drawing.title),
        "alt": clean(drawing.alt),
        "paths": [_path(path, colours) for path in drawing.paths],
        "texts": [_text(text, colours, clean) for text in drawing.texts if clean(text.text)],
    }


def _path(path: Path, colours: Mapping[str, str]) -> dict[str, Value]:
    return {
        "fill": colours[path.fill] if path.fill else "",
        "stroke": colours[path.stroke] if path.stroke else "",
        "width": _short(path.width),
        "dash": [_short(part) for part in path.dash],
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> list[Value]:
    match step:
        case Move((x, y)):
            return ["m", _short(x), _short(y)]
        case Line((x, y)):
            return ["l", _short(x), _short(y)]
        case Cubic(first, second, to):
            return ["c", *(_short(value) for value in (*first, *second, *to))]
        case Close():
            return ["z"]


def _text(text: Text, colours: Mapping[str, str], clean: Callable[[str], str]) -> dict[str, Value]:
    return {
        "x": _short(text.at[0]),
        "y": _short(text.at[1]),
        "text": clean(text.text),
        "size": _short(text.size),
        "colour": colours[text.colour],
        "bold": 1.0 if text.weight >= 600 else 0.0,
        "anchor": text.anchor,
    }


def _short(value: float) -> float:
    return round(float(value), 3)
