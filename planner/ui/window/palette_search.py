"""Finding pages, records and actions by what is typed: strict tiers, so that the same letters always find the same.

Tiers: 0 exact, 1 prefix, 2 prefix of a word (each Chinese character begins one), 3 pinyin, whole or initials,
4 the letters in order, from the begin of a word. Ties go by recent use, then by name. No Qt.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Final

from planner.paths import resource

EXACT, PREFIX, WORD, PINYIN, LETTERS = range(5)
DOUBTFUL: Final = 3  # so many characters of a name are tried in both their readings
_HAN: Final = re.compile("([\u3400-\u9fff])")
_GAP: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: `target` is given back as it is, `hint` is shown behind the name."""

    name: str
    target: object
    icon: str = ""
    hint: str = ""
    keys: str = ""  # the shortcut of an action
    folded: str = field(default="", compare=False)
    marked: str = field(default="", compare=False)
    spelled: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found, in which tier, and which letters of its name matched."""

    entry: Entry
    tier: int
    marks: tuple[int, ...]


def entry(name: str, target: object, icon: str = "", hint: str = "", keys: str = "") -> Entry:
    """An entry with its forms for searching made ready."""
    folded = fold(name)
    return Entry(name, target, icon, hint, keys, folded, _marked(folded), _spelled(folded))


def fold(text: str) -> str:
    """`text` for comparing: one width, no case, and letter for letter, so that places in it are places in `text`."""
    return "".join(map(_folded, text))


@cache
def _folded(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).lower()
    return plain if len(plain) == 1 else sign.lower()[:1]


def search(entries: Iterable[Entry], query: str, recent: Sequence[object] = (), most: int = 8) -> list[Hit]:
    """The best `most` of `entries` for `query`; `recent` holds targets used lately, the newest first."""
    wanted = fold(query).strip()
    if not wanted:
        return []
    found = [(tier, item) for item in entries for tier in (_tier(wanted, _Forms.of(wanted), item),) if tier is not None]
    order = {target: place for place, target in enumerate(recent)}
    found.sort(key=lambda pair: (pair[0], order.get(pair[1].target, len(order)), pair[1].folded, pair[1].hint))
    return [Hit(item, tier, marks(wanted, item, tier)) for tier, item in found[:most]]


@dataclass(frozen=True, slots=True)
class _Forms:
    """A query in the forms the tiers compare."""

    marked: str
    spelled: str
    letters: re.Pattern[str] | None

    @staticmethod
    @cache
    def of(wanted: str) -> "_Forms":
        compact = "".join(_GAP.split(wanted))
        letters = re.compile(" " + ".*?".join(map(re.escape, compact)), re.DOTALL) if len(compact) > 1 else None
        spelled = "\n" + compact if compact.isascii() and compact else ""
        return _Forms(_marked(wanted), spelled, letters)


def _tier(wanted: str, forms: _Forms, item: Entry) -> int | None:
    if item.folded.startswith(wanted):
        return EXACT if item.folded == wanted else PREFIX
    if forms.marked and forms.marked in item.marked:
        return WORD
    if forms.spelled and forms.spelled in item.spelled:
        return PINYIN
    if forms.letters is not None and forms.letters.search(item.marked):
        return LETTERS
    return None


def marks(wanted: str, item: Entry, tier: int) -> tuple[int, ...]:
    """Which letters of the name are to be marked."""
    if tier == PINYIN:
        return _pinyin_marks("".join(_GAP.split(wanted)), item.folded)
    at = item.folded.find(wanted)
    if tier in (EXACT, PREFIX, WORD) and at >= 0:
        return tuple(range(at, at + len(wanted)))
    return _letters_in_order(wanted, item.folded)


def _letters_in_order(wanted: str, text: str) -> tuple[int, ...]:
    letters = "".join(_GAP.split(wanted))
    for start, sign in enumerate(text):
        begins = start == 0 or _GAP.fullmatch(text[start - 1]) or _HAN.fullmatch(sign)
        if sign != letters[0] or not begins:
            continue
        found = [start]
        for letter in letters[1:]:
            found.append(text.find(letter, found[-1] + 1))
            if found[-1] < 0:
                break
        else:
            return tuple(found)
    return ()


def _pinyin_marks(wanted: str, text: str) -> tuple[int, ...]:
    """The characters whose spelling, or whose initials, make up `wanted`."""
    for start in range(len(text)):
        for short in (False, True):
            taken = _taken(wanted, text, start, short=short)
            if taken:
                return taken
    return ()


def _taken(wanted: str, text: str, start: int, *, short: bool) -> tuple[int, ...]:
    rest, taken = wanted, []
    for at in range(start, len(text)):
        if not rest:
            break
        options = [reading[:1] if short else reading for reading in readings(text[at])] or [text[at]]
        fits = next((part for part in options if rest.startswith(part) or part.startswith(rest)), None)
        if fits is None:
            if _GAP.fullmatch(text[at]):
                continue
            return ()
        taken.append(at)
        rest = rest[len(fits) :]
    return tuple(taken) if not rest else ()


def _marked(folded: str) -> str:
    """The words of a text, each with a blank before it; every Chinese character is a word."""
    spaced = _GAP.sub(" ", _HAN.sub(r" \1", folded)).strip()
    return " " + re.sub(" +", " ", spaced) if spaced else ""


def _spelled(folded: str) -> str:
    """Every way to type the name in pinyin from any of its syllables on, whole and by initials, each on a line."""
    if not _HAN.search(folded):
        return ""
    parts = [readings(sign) or (sign,) for sign in folded if not _GAP.fullmatch(sign)]
    return "".join(_tails(parts))


def _tails(parts: list[tuple[str, ...]]) -> Iterator[str]:
    for way in _ways(parts):
        for start in range(len(way)):
            yield "\n" + "".join(way[start:])
            yield "\n" + "".join(part[0] for part in way[start:])


def _ways(parts: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The usual spelling, then those with some of the first few doubtful characters read their other way."""
    doubtful = [place for place, part in enumerate(parts) if len(part) > 1][:DOUBTFUL]
    yield from product(*(part[:2] if place in doubtful else part[:1] for place, part in enumerate(parts)))


def readings(character: str) -> tuple[str, ...]:
    """How a Chinese character is typed in pinyin, the commonest way first; nothing for any other sign."""
    return _table().get(character, ())


@cache
def _table() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    lines = [line.split(" ") for line in resource("catalogue", "pinyin.txt").read_text(encoding="utf-8").splitlines()]
    for column in (1, 2):  # first readings, then second ones
        for parts in lines:
            for character in parts[column] if len(parts) > column else "":
                found[character] = (*found.get(character, ()), parts[0])
    return found
