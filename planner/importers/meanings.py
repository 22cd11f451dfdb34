"""What a row is, by the rules of its format: the words in its cells and the sign of its amount decide, in order."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from planner.importers.columns import Columns, Reader
from planner.importers.formats import Rule
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

Fits = Callable[[str], bool]
Signed = Callable[[Sequence[Cell]], Decimal | None]


def matcher(words: Sequence[str]) -> Fits:
    """Whether a text is one of `words`, of which some begin or end with ``*`` for anything; after a ``!`` none of them."""
    if words[:1] == ("!",):
        fits = matcher(words[1:])
        return lambda text: not fits(text)
    exact = frozenset(word for word in words if "*" not in word)
    ways = [_wild(word) for word in words if "*" in word]
    if not ways:
        return exact.__contains__
    return lambda text: text in exact or any(fits(text) for fits in ways)


def _wild(word: str) -> Fits:
    bare = word.strip("*")
    if word.startswith("*") and word.endswith("*"):
        return lambda text: bare in text
    return (lambda text: text.endswith(bare)) if word.startswith("*") else lambda text: text.startswith(bare)


class Meaning:
    """The rules of a format, made ready for one table. `signed` reads the amount whose sign a rule may ask for."""

    def __init__(self, rules: Sequence[Rule], columns: Columns, signed: Signed) -> None:
        readers = {name: columns.text(name) for rule in rules for name in rule.when}
        self._rules = [(self._conditions(rule, readers), rule.sign, rule.gives) for rule in rules]
        self._signed = signed

    @staticmethod
    def _conditions(rule: Rule, readers: dict[str, Reader]) -> list[tuple[Reader, Fits]]:
        return [(readers[name], matcher(words)) for name, words in rule.when.items()]

    def of(self, cells: Sequence[Cell]) -> str:
        """What the first rule that holds gives; empty when none does.

        Raises BadCell when the amount cannot be read, or is missing and nothing but its sign could tell.
        """
        signless = False
        for conditions, sign, gives in self._rules:
            for read, fits in conditions:
                if not fits(read(cells)):
                    break
            else:
                if not sign:
                    return gives
                amount = self._signed(cells)
                signless = signless or amount is None
                if amount is not None and sign == _sign(amount):
                    return gives
        if signless:
            raise BadCell("", "bad_amount")
        return ""


def _sign(amount: Decimal) -> str:
    return "positive" if amount > 0 else "negative" if amount < 0 else "zero"
