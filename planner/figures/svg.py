"""A drawing as an SVG file: text stays text, the summary is in it, and any Unicode in it stays well-formed XML."""

from collections.abc import Mapping

from planner.figures.drawing import Close, Cubic, Drawing, Line, Move, Path, Step, Text
from planner.figures.text import plain

FAMILIES = (
    "Brightroad Sans",
    "Noto Sans",
    "Brightroad Sans SC",
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "sans-serif",
)
"""The families the widths were measured in, then what other machines have."""
_GENERIC = frozenset({"sans-serif", "serif", "monospace"})


def svg(
    drawing: Drawing,
    colours: Mapping[str, str],
    background: str = "surface",
    language: str = "en",
    families: tuple[str, ...] = FAMILIES,
) -> str:
    """`drawing` as the text of an SVG 1.1 document, to be written in UTF-8.

    `colours` maps token to hex; `background` is a token too, "" leaves the paper clear. Raises KeyError for a token
    that has no colour.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    names = ", ".join(name if name in _GENERIC else f"'{name}'" for name in families)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="title desc" xml:lang="{escaped(language)}" font-family="{escaped(names)}"'
        ' stroke-linejoin="round">'
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        opening,
        f'<title id="title">{escaped(drawing.title or drawing.alt)}</title>',
        f'<desc id="desc">{escaped(drawing.alt)}</desc>',
    ]
    if background:
        parts.append(f'<rect width="{width}" height="{height}" fill="{escaped(colours[background])}"/>')
    parts.extend(_path(path, colours) for path in drawing.paths)
    parts.extend(_text(text, colours) for text in drawing.texts)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """`text` safe in content and attributes; characters XML 1.0 does not know are left out."""
    safe = plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("\ufffe", "").replace("\uffff", "")


def outline(steps: tuple[Step, ...]) -> str:
    """`steps` as the value of a path's `d`."""
    words: list[str] = []
    for step in steps:
        match step:
            case Move((x, y)):
                words.append(f"M{_number(x)} {_number(y)}")
            case Line((x, y)):
                words.append(f"L{_number(x)} {_number(y)}")
            case Cubic(first, second, to):
                points = (*first, *second, *to)
                words.append("C" + " ".join(_number(value) for value in points))
            case Close():
                words.append("Z")
    return "".join(words)


def _path(path: Path, colours: Mapping[str, str]) -> str:
    fill = escaped(colours[path.fill]) if path.fill else "none"
    ink = ""
    if path.stroke:
        ink = f' stroke="{escaped(colours[path.stroke])}" stroke-width="{_number(path.width)}"'
        if path.dash:
            ink += f' stroke-dasharray="{" ".join(_number(dash) for dash in path.dash)}"'
        else:
            ink += ' stroke-linecap="round"'
    return f'<path d="{outline(path.steps)}" fill="{fill}"{ink}/>'


def _text(text: Text, colours: Mapping[str, str]) -> str:
    x, y = text.at
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    weight = "" if text.weight == 400 else f' font-weight="{text.weight}"'
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" font-size="{_number(text.size)}"'
        f' fill="{escaped(colours[text.colour])}"{weight}{anchor}>{escaped(text.text)}</text>'
    )


def _number(value: float) -> str:
    """`value` to a hundredth of a pixel, without needless zeros."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short
