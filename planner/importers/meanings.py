"""What a row is, by the rules of its format: the words in its cells and the sign of its amount decide, in order."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from planner.importers.columns import Columns, Reader
from planner.importers.formats import Rule
from planner.importers.refusals import BadCell
from planner.importers.sheets import Cell

Fits = Callable[[str], bool]
Prepared = tuple[list[tuple[Reader, Fits]], str, str]
"""What has to hold of a row, the sign its amount must have, and what the rule gives."""
_NONE = "\0"  # a text that no rule names
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
    """The rules of a format, made ready for one table. `signed` reads the amount whose sign a rule may ask for.

    The column that most rules ask for is read first: what it says leaves only some of the rules.
    """

    def __init__(self, rules: Sequence[Rule], columns: Columns, signed: Signed) -> None:
        readers = {name: columns.text(name) for rule in rules for name in rule.when}
        first = _most_asked(rules)
        words = {word for rule in rules for word in rule.when.get(first, ())}
        self._first = columns.text(first)
        self._left = {word: _left(rules, first, word, readers) for word in words}
        self._otherwise = _left(rules, first, _NONE, readers)
        self._signed = signed

    def of(self, cells: Sequence[Cell]) -> str:
        """What the first rule that holds gives; empty when none does.

        Raises BadCell when the amount cannot be read, or is missing and nothing but its sign could tell.
        """
        signless = False
        for conditions, sign, gives in self._left.get(self._first(cells), self._otherwise):
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


def _most_asked(rules: Sequence[Rule]) -> str:
    """The column that most rules ask for whole texts; empty where there is none."""
    wild = {name for rule in rules for name, words in rule.when.items() if any("*" in word for word in words)}
    asked = Counter(name for rule in rules for name in rule.when if name not in wild)
    return max(asked, key=asked.__getitem__, default="")


def _left(rules: Sequence[Rule], first: str, text: str, readers: Mapping[str, Reader]) -> list[Prepared]:
    """The rules that may hold where the column `first` says `text`, with what they ask besides."""
    return [
        ([(readers[name], matcher(words)) for name, words in rule.when.items() if name != first], rule.sign, rule.gives)
        for rule in rules
        if first not in rule.when or matcher(rule.when[first])(text)
    ]


def _sign(amount: Decimal) -> str:
    return "positive" if amount > 0 else "negative" if amount < 0 else "zero"
