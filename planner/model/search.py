"""Finding words in names and notes: how well a text fits, where, and all texts of the small kinds of a plan.

Tiers, the best first: the text itself, its beginning, the beginning of a word (each Chinese character begins one),
anywhere; each of them in names before notes. Capitals and full width do not matter.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from planner.model.catalogue import KINDS, Kind, Record
from planner.model.field_types import Text
from planner.model.ledger_filter import folded
from planner.model.plan import Plan

EXACT, BEGINNING, WORD, INSIDE = range(4)
NOTES: Final = 4
"""What a tier is worse by in any other text than the name."""
SOUGHT: Final = (
    "domain", "product", "platform", "listing", "partner", "contact", "alliance", "exchange", "work", "publication",
    "experiment", "milestone", "scenario", "job", "cost", "recurring", "entry", "time_entry",
)  # fmt: skip
"""The kinds in which one looks for something, in the order of the groups."""
_HAN: Final = ("\u3400", "\u9fff")


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found: what it is called, and the text of which field fits, from `start` to `end`."""

    kind: str
    record: Record
    name: str
    field: str
    text: str
    start: int
    end: int
    tier: int


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, the best first."""

    kind: str
    hits: tuple[Hit, ...]


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query; all of them must be found in a record."""
    return tuple(folded(query).split())


def text_fields(kind: Kind) -> tuple[str, ...]:
    """The fields of a kind that hold text, the one it is called by first; the source of an import is the same for many."""
    names = [spec.name for spec in kind.specs if isinstance(spec.type, Text) and spec.name != "source"]
    return tuple(sorted(names, key=lambda name: name != kind.title))


def tier_of(words: tuple[str, ...], text: str) -> int | None:
    """How well a folded text fits; None where a word is missing."""
    whole = " ".join(words)
    at = text.find(whole)
    if at < 0:
        return INSIDE if all(word in text for word in words) else None
    if at == 0:
        return EXACT if len(text) == len(whole) else BEGINNING
    while at > 0:
        if not text[at - 1].isalnum() or any(_HAN[0] <= sign <= _HAN[1] for sign in text[at - 1 : at + 1]):
            return WORD
        at = text.find(whole, at + 1)
    return INSIDE


def hit_of(kind: str, record: Record, name: str, words: tuple[str, ...]) -> Hit | None:
    """The best place of the words in a record called `name`; None where one is missing."""
    texts = {field: str(getattr(record, field)) for field in text_fields(KINDS[kind])}
    title = KINDS[kind].title if KINDS[kind].title in texts else ""
    found: list[tuple[int, str]] = []
    for field, text in texts.items():
        tier = tier_of(words, folded(text)) if text else None
        if tier is not None:
            found.append((tier + (NOTES if field != title else 0), field))
    if not found:
        if not all(any(word in folded(text) for text in texts.values()) for word in words):
            return None
        found.append((INSIDE + NOTES, next(field for field, text in texts.items() if words[0] in folded(text))))
    tier, field = min(found, key=lambda pair: pair[0])
    start, end = span_in(texts[field], words)
    return Hit(kind, record, name, field, texts[field], start, end, tier)


def span_in(text: str, words: tuple[str, ...]) -> tuple[int, int]:
    """Where the words, or the first of them, stand in a text as it is written; (0, 0) where that cannot be said."""
    signs = [folded(sign) for sign in unicodedata.normalize("NFC", text)]
    plain = "".join(signs)
    for sought in (" ".join(words), words[0]):
        at = plain.find(sought)
        if at >= 0:
            places = [place for place, sign in enumerate(signs) for _letter in sign]
            return places[at], places[at + len(sought) - 1] + 1
    return 0, 0


def ranked(hits: Iterable[Hit], most: int) -> tuple[Hit, ...]:
    """The best hits; equally good ones in the order given."""
    return tuple(sorted(hits, key=lambda hit: hit.tier)[:most])


class PlanTexts:
    """The folded texts of the small kinds, made ready once and anew only for kinds that were changed."""

    def __init__(self) -> None:
        self._ready: dict[str, tuple[Mapping[str, Record], list[tuple[Record, str]]]] = {}

    def groups(self, plan: Plan, words: tuple[str, ...], most: int) -> Iterator[Group]:
        """The records in which all words are found, by kind."""
        for kind in SOUGHT:
            if KINDS[kind].journal:
                continue
            near = (record for record, text in self._texts(plan, kind) if all(word in text for word in words))
            hits = (hit_of(kind, record, plan.label(kind, record.id), words) for record in near)
            best = ranked((hit for hit in hits if hit is not None), most)
            if best:
                yield Group(kind, best)

    def _texts(self, plan: Plan, kind: str) -> list[tuple[Record, str]]:
        table = plan.tables()[kind]
        known = self._ready.get(kind)
        if known is None or known[0] is not table:
            fields = text_fields(KINDS[kind])
            made = [
                (record, folded("\n".join(str(getattr(record, field)) for field in fields)))
                for record in plan.records(kind)
            ]
            known = self._ready[kind] = (table, made)
        return known[1]
