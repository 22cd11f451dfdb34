"""Up and Down in a field of numbers: which number the caret stands in, and what one step makes of it. No Qt."""

import re
from decimal import Decimal

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_KEPT = 2  # significant digits that a step leaves alone: 3,000 goes by 100, 12k by 1k


def stepped(text: str, caret: int, steps: int, least: Decimal | None = Decimal(0)) -> tuple[str, int] | None:
    """`text` with the number at (or nearest to) the caret moved by `steps`, and where the caret then stands.

    One step is one of the last digit that is written and not a trailing nought. A sign glued to the number is not
    touched; the number goes no lower than nought where `least` is not negative. None where there is no number.
    """
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = min(found, key=lambda number: max(number.start() - caret, caret - number.end(), 0))
    negative = text[: match.start()].endswith(("-", "\u2212")) and match.start() in (1, 0)
    old = Decimal(match[0].replace(",", "")) * (-1 if negative else 1)
    new = old + steps * _size(match[0])
    if least is not None and least >= 0:
        new = max(new, Decimal(0))
    start = match.start() - (1 if negative else 0)
    shown = _written(new, match[0])
    return text[:start] + shown + text[match.end() :], start + len(shown)


def _size(written: str) -> Decimal:
    """What one step is worth in a number written like this."""
    whole, _dot, decimals = written.replace(",", "").partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    noughts = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(max(min(noughts, len(whole) - _KEPT), 0))


def _written(number: Decimal, like: str) -> str:
    """`number` with as many decimals, and grouped, as `like` is."""
    decimals = len(like.partition(".")[2])
    grouped = "," in like or (abs(number) >= 1000 and "," in f"{Decimal(like.replace(',', '')):,}")
    return f"{number:,.{decimals}f}" if grouped else f"{number:.{decimals}f}"
