"""How wide a text will be, where it may break and how it is cut short, without any font engine.

The widths come from a table made from the bundled font, so that a layout is the same on screen, in SVG and in the
report. Where the table is missing, an approximate one made of character classes stands in.
"""

import json
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import pairwise

from planner import paths

ELLIPSIS = "…"
NO_START = frozenset("，。、；：？！）》」』】〕〉”’…—%％‰℃°,.;:?!)]}»›·~～／/")
NO_END = frozenset("（《「『【〔〈“‘([{«‹$¥￥€£#")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """`text` as one line that can be drawn anywhere: NFC, blanks joined, no controls, overrides or lone surrogates."""
    kept = [
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign.isspace() or sign == "\u200d" or unicodedata.category(sign) not in _HIDDEN
    ]
    return " ".join("".join(kept).split())


def width(text: str, size: float, weight: int = 400) -> float:
    """The width of `text` in pixels at `size` pixels; kerning is left out, so it errs on the wide side."""
    return size * sum(_advance(sign, weight >= 600) for sign in text)


def ellipsis(text: str, limit: float, size: float, weight: int = 400) -> str:
    """`text`, cut so that it and the dots fit into `limit` pixels; nothing where not even the dots fit."""
    text = plain(text)
    if width(text, size, weight) <= limit:
        return text
    room = limit - width(ELLIPSIS, size, weight)
    if room < 0:
        return ""
    kept = ""
    for cluster in clusters(text):
        room -= width(cluster, size, weight)
        if room < 0:
            break
        kept += cluster
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, limit: float, size: float, weight: int = 400, lines: int = 0) -> tuple[str, ...]:
    """`text` in lines of at most `limit` pixels; with `lines` > 0 at most so many, the last one ending in dots.

    Latin words stay whole where they fit, Han characters may part anywhere but before closing and after opening
    punctuation. A word longer than a line is cut between clusters.
    """
    rows: list[str] = []
    row = ""
    for piece in _pieces(plain(text), limit, size, weight):
        if row and width((row + piece).rstrip(), size, weight) > limit:
            rows.append(row.rstrip())
            row = piece.lstrip()
        else:
            row += piece
    if row.strip():
        rows.append(row.rstrip())
    if lines and len(rows) > lines:
        rest = "".join(_glued(rows[lines - 1 :]))
        last = ellipsis(rest, limit, size, weight)
        rows = [*rows[: lines - 1], last]
    return tuple(rows)


def balanced(text: str, limit: float, size: float, weight: int = 400) -> tuple[str, ...]:
    """`text` in as few lines as `limit` pixels allow, and those as equal as can be."""
    rows = wrap(text, limit, size, weight)
    while len(rows) > 1 and limit > 2 * size:
        limit -= size
        closer = wrap(text, limit, size, weight)
        if len(closer) > len(rows):
            break
        rows = closer
    return rows


def _glued(rows: list[str]) -> list[str]:
    """The rows with a blank between two that both meet in Latin letters."""
    parts = rows[:1]
    for before, after in pairwise(rows):
        apart = before[-1:].isascii() and after[:1].isascii()
        parts.append((" " if apart else "") + after)
    return parts


def middle(text: str, limit: float, size: float) -> str:
    """`text`, cut in its middle so that it and the dots fit into `limit` pixels: head and tail stay."""
    text = plain(text)
    if width(text, size) <= limit:
        return text
    signs = clusters(text)

    def cut(kept: int) -> str:
        head, tail = (kept + 1) // 2, kept // 2
        return "".join(signs[:head]).rstrip() + ELLIPSIS + "".join(signs[len(signs) - tail :]).lstrip()

    kept = bisect_left(range(3, len(signs) + 1), True, key=lambda count: width(cut(count), size) > limit) + 2
    return cut(kept) if kept > 2 else ellipsis(text, limit, size)


def clusters(text: str) -> list[str]:
    """`text` in parts that must not be torn: a base with its marks, joined emoji, pairs of regional letters."""
    parts: list[str] = []
    for sign in text:
        if parts and _sticks(parts[-1], sign):
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def _sticks(before: str, sign: str) -> bool:
    if sign in _JOINERS or unicodedata.category(sign) in {"Mn", "Me", "Mc"} or "\U0001f3fb" <= sign <= "\U0001f3ff":
        return True
    if before.endswith("\u200d"):
        return True
    return len(before) == 1 and _is_regional(sign) and _is_regional(before)


def _is_regional(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _pieces(text: str, limit: float, size: float, weight: int) -> list[str]:
    """The unbreakable parts of `text`, in order."""
    pieces: list[str] = []
    for cluster in clusters(text):
        if pieces and not _may_break(pieces[-1], cluster):
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return [part for piece in pieces for part in _cut(piece, limit, size, weight)]


def _may_break(before: str, after: str) -> bool:
    last, first = before[-1], after[0]
    if first == " " or first in NO_START or last in NO_END:
        return False
    return last == " " or last in "-/" or _is_wide(first) or _is_wide(last)


def _cut(piece: str, limit: float, size: float, weight: int) -> list[str]:
    if width(piece.rstrip(), size, weight) <= limit:
        return [piece]
    parts = [""]
    for cluster in clusters(piece):
        if parts[-1] and width((parts[-1] + cluster).rstrip(), size, weight) > limit:
            parts.append("")
        parts[-1] += cluster
    return parts


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


@lru_cache(maxsize=8192)
def _advance(sign: str, bold: bool) -> float:
    """The advance of one character in ems; what no table knows is taken for as wide as it can be."""
    known = _table()[1 if bold else 0].get(sign)
    if known is not None:
        return known / 1000
    if sign in _JOINERS or unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    if "\U0001f000" <= sign <= "\U0001faff" or "\u2600" <= sign <= "\u27bf":
        return 1.3
    if sign.isascii():
        return _guess(sign) * (1.06 if bold else 1.0)
    return 1.0


def _guess(sign: str) -> float:
    """A roomy width in ems by the shape of an ASCII letter, for where there is no table."""
    if sign in "iljI.,:;'|!tfr()[]{}` ":
        return 0.41
    if sign in "mwMW@%":
        return 0.96
    return 0.78 if sign.isupper() else 0.64


@cache
def _table() -> tuple[dict[str, float], dict[str, float]]:
    """Advances in thousandths of an em by character, regular and bold; empty where the table is not there."""
    file = paths.resource("fonts", "widths.json")
    if not file.is_file():
        return {}, {}
    found = json.loads(file.read_text(encoding="utf-8"))
    return found["regular"], found["bold"]
