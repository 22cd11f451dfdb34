"""Which rule of the plan says where a row belongs: the one with the longest text that stands in the row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.importers.formats import Format
from planner.importers.outcomes import Row
from planner.model.upkeep import ImportRule


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where rows belong: a sort of entry, a product, a platform, a partner, each only where it was said."""

    sort: str | None = None
    product: str | None = None
    platform: str | None = None
    partner: str | None = None


class Rules:
    """The rules that hold for one format, ready to be asked for every row."""

    def __init__(self, rules: Iterable[ImportRule], layout: Format) -> None:
        holding = [rule for rule in rules if not rule.archived and rule.source in ("", layout.id, layout.family)]
        self.rules: Sequence[ImportRule] = sorted(holding, key=lambda rule: -len(rule.contains))
        self._assignments = [Assignment(one.sort, one.product, one.platform, one.partner) for one in self.rules]
        self._assignments.append(Assignment())  # found at -1
        self._texts = [(rule.contains.casefold(), place) for place, rule in enumerate(self.rules)]

    def place_for(self, row: Row) -> int:
        """The place of the rule for a row; -1 when none holds."""
        if not self._texts:
            return -1
        said = "\n".join((row.payee, row.memo, row.channel, *row.words, *row.unkept)).casefold()
        return next((place for text, place in self._texts if text in said), -1)

    def assignment(self, place: int) -> Assignment:
        """What the rule at a place says; nothing for -1."""
        return self._assignments[place]
