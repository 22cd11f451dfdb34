"""Makes any text printable with the bundled fonts: one form of each character, no controls, a box for what no font has.

The strict profiles of PDF refuse a file in which a character has no glyph; so every text passes here first, and
what had to be replaced is counted and told.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise

from planner import paths
from planner.report.options import Replaced

BOX = "\u25a1"
BREAK = "\u200b"
_LONG_WORD = re.compile(r"[!-~\u00a1-\u024f\u0370-\u052f\u0590-\u06ff]{18,}")
LONG_IN_LINE, LONG_IN_CELL = 30, 18  # letters from which a word may be broken, in running text and in a column
_EVERY, _WHOLE = 4, 16  # a part of up to 16 letters stays whole
_PARTS = re.compile(r"(?<=[/.?&=_-])(?![/.?&=_-])")
_BOUND = re.compile(r" (?=· )|(?<=×) ")
_RADICALS = range(0x2E80, 0x2FE0)
_SPACES = frozenset("\u00a0\u3000")
_CLUSTERED = ("Mn", "Me", "Mc")
_WHERE = 40


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """The code points of each family that prints, best family first."""
    table = paths.resource("fonts", "coverage").read_text(encoding="utf-8")
    return tuple(frozenset(_points(line.partition("\t")[2])) for line in table.splitlines())


def _points(stretches: str) -> list[int]:
    points: list[int] = []
    for stretch in stretches.split():
        first, _dash, last = stretch.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


class Cleaner:
    """Cleans texts and remembers which characters it had to replace."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._where: dict[str, str] = {}

    def line(self, text: str) -> str:
        """`text` as one printable line; blanks joined, may be empty."""
        return " ".join(self._printable(text).split())

    def words(self, text: str, longest: int = LONG_IN_LINE) -> str:
        """`line`, with places to break in Latin words of `longest` letters and more."""
        return breakable(_bound(self.line(text)), longest)

    def replaced(self) -> tuple[Replaced, ...]:
        """What was replaced so far, the most frequent first."""
        return tuple(Replaced(sign, count, self._where[sign]) for sign, count in self._counts.most_common())

    def _printable(self, text: str) -> str:
        if text.isascii() and text.isprintable():
            return text
        if all(map(_plain, set(text))) and unicodedata.is_normalized("NFC", text):
            return text
        found = "".join(_unified(sign) for sign in unicodedata.normalize("NFC", text))
        return "".join(self._cluster(cluster, text) for cluster in _clusters(unicodedata.normalize("NFC", found)))

    def _cluster(self, cluster: str, text: str) -> str:
        """The cluster if one family has all of it; else its base, or a box."""
        wanted = {ord(sign) for sign in cluster}
        if any(wanted <= family for family in coverage()):
            return cluster
        base = cluster[0]
        self._note(base if len(cluster) == 1 else cluster, text)
        if len(cluster) > 1 and any(ord(base) in family for family in coverage()):
            return base
        return BOX

    def _note(self, sign: str, text: str) -> None:
        self._counts[sign] += 1
        if sign not in self._where:
            at = text.find(sign[0])
            self._where[sign] = " ".join(text[max(0, at - _WHERE // 2) : at + _WHERE].split())


@cache
def _plain(sign: str) -> bool:
    """Whether the character prints as it is wherever it stands; nearly all that a plan holds do."""
    there = any(ord(sign) in family for family in coverage())
    return there and _unified(sign) == sign and unicodedata.category(sign) not in _CLUSTERED


def _unified(sign: str) -> str:
    """One character in its printable form; empty for what leaves no mark."""
    if ord(sign) in _RADICALS:
        return unicodedata.normalize("NFKC", sign)
    if sign.isspace():
        return sign if sign in _SPACES else " "
    category = unicodedata.category(sign)
    if category in ("Cc", "Cf", "Cs") or "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef":
        return ""
    return sign


def visible(text: str) -> bool:
    """Whether anything of `text` leaves a mark on paper."""
    return any(not sign.isspace() and _unified(sign) for sign in text)


def _clusters(text: str) -> list[str]:
    """`text` in characters, each with the marks that stand on it."""
    found: list[str] = []
    for sign in text:
        if found and found[-1] != " " and unicodedata.category(sign) in _CLUSTERED:
            found[-1] += sign
        else:
            found.append(sign)
    return found


def _bound(text: str) -> str:
    """`text` with a middle dot, which must not begin a line, and a factor bound to the word before."""
    return _BOUND.sub("\u00a0", text)


def breakable(text: str, longest: int = LONG_IN_LINE) -> str:
    """`text` with zero-width spaces in long Latin words, which would run out of their column otherwise."""
    return _LONG_WORD.sub(lambda found: _cut(found.group()) if len(found.group()) >= longest else found.group(), text)


def _cut(word: str) -> str:
    """`word` with places to break: after the signs that part an address, and within what is long all the same."""
    return BREAK.join(piece for part in _PARTS.split(word) if part for piece in _pieces(part))


def _pieces(part: str) -> list[str]:
    """A long part in pieces of some letters, the last one not shorter than the others."""
    starts = range(0, len(part) - _EVERY + 1, _EVERY) if len(part) > _WHOLE else (0,)
    return [part[start:end] for start, end in pairwise((*starts, len(part)))]
