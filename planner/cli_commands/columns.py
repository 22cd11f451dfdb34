"""Tables of text whose columns stand under each other, also where Han characters take two places of a terminal."""

import unicodedata
from collections.abc import Iterator, Sequence

GAP = "  "
NONE = "–"
_WIDE = "WF"
LONGEST = 56  # places of a name


def width(text: str) -> int:
    """The places `text` takes in a terminal."""
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in _WIDE) for sign in text)


def fitted(text: str, places: int = LONGEST) -> str:
    """`text` on one line, cut with an ellipsis where it takes more than so many places."""
    text = " ".join(text.split())
    if width(text) <= places:
        return text
    while text and width(text) >= places:
        text = text[:-1]
    return text.rstrip() + "…"


def columns(header: Sequence[str], rows: Sequence[Sequence[str]], names: int = 1) -> Iterator[str]:
    """The lines of a table; the first `names` columns start at the left, all others, being numbers, end at the right."""
    table = [header, *rows] if any(header) else list(rows)
    places = [max(width(row[at]) for row in table) for at in range(len(table[0]))] if table else []
    for row in table:
        cells = [_placed(cell, places[at], left=at < names) for at, cell in enumerate(row)]
        yield GAP.join(cells).rstrip()


def ranges_shown(header: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> tuple[list[str], list[list[str]]]:
    """The table without the columns called `title` in which no row holds a range (each is a dash)."""
    kept = [at for at, name in enumerate(header) if name != title or any(row[at] != NONE for row in rows)]
    return [header[at] for at in kept], [[row[at] for at in kept] for row in rows]


def _placed(cell: str, places: int, *, left: bool) -> str:
    room = " " * (places - width(cell))
    return cell + room if left else room + cell
