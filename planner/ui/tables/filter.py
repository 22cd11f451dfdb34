"""Which records a table lists, and in which order: text, status, archive and sorting, all plain Python over records."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from planner.model.catalogue import Record

OWN_ORDER: Final = ""


@dataclass(frozen=True)
class Filter:
    """What a table is to list. `statuses` empty means all; `sort` is a column's id or OWN_ORDER."""

    query: str = ""
    status_field: str = ""
    statuses: frozenset[str] = field(default_factory=frozenset)
    archived: bool = False
    sort: str = OWN_ORDER
    descending: bool = False

    @property
    def narrows(self) -> bool:
        """Whether anything may be left out."""
        return bool(self.query.strip() or self.statuses)


def folded(text: str) -> str:
    """`text` as it is compared: full width as half width, no case."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold()


def terms_of(query: str) -> tuple[str, ...]:
    """The words of a query; all of them must be found, anywhere in a row."""
    return tuple(folded(query).split())


def listed(records: Iterable[Record], wanted: Filter, haystack: Callable[[Record], str]) -> list[Record]:
    """The records that pass the filter, in the order given; `haystack` is the folded text of a row."""
    kept = [record for record in records if wanted.archived or not record.archived]
    if wanted.statuses and wanted.status_field:
        kept = [record for record in kept if str(getattr(record, wanted.status_field)) in wanted.statuses]
    terms = terms_of(wanted.query)
    if not terms:
        return kept
    return [record for record in kept if all(term in haystack(record) for term in terms)]


def ordered(records: Sequence[Record], key: Callable[[Record], Any], *, descending: bool) -> list[Record]:
    """The records by `key`, equal ones in the order given; those without a key come last, whichever the direction."""
    keyed = [(key(record), record) for record in records]
    filled = [pair for pair in keyed if pair[0] is not None]
    filled.sort(key=lambda pair: pair[0], reverse=descending)
    return [record for _key, record in filled] + [record for found, record in keyed if found is None]
