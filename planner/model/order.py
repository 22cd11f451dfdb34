"""Places between places: fractional index text, so that moving one record writes one record.

Positions compare as plain text and never end in the lowest digit, so there is always room between two of them.
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_INDEX = {digit: value for value, digit in enumerate(_DIGITS)}


def place_between(before: str, after: str) -> str:
    """A position above `before` and below `after`; empty text stands for the very beginning or end.

    Raises ValueError when `before` is not below `after`.
    """
    if after and before >= after:
        raise ValueError(f"no place between {before!r} and {after!r}")
    place = ""
    step = 0
    while True:
        low = _INDEX[before[step]] if step < len(before) else 0
        high = _INDEX[after[step]] if after and step < len(after) else len(_DIGITS)
        if high - low > 1:
            return place + _DIGITS[(low + high) // 2]
        place += _DIGITS[low]
        if high > low:
            after = ""  # from here on anything is below
        step += 1


def places_after(last: str, count: int) -> list[str]:
    """`count` rising positions above `last`; appending keeps them short."""
    if count == 0:
        return []
    places = []
    width = 1
    while len(_DIGITS) ** width < count + 2:
        width += 1
    head = _next_head(last)
    for number in range(1, count + 1):
        digits = [_DIGITS[number // len(_DIGITS) ** power % len(_DIGITS)] for power in reversed(range(width))]
        places.append(f"{head}{''.join(digits)}V")
    return places


def _next_head(last: str) -> str:
    """The shortest text above `last` to which digits may be added."""
    for step, digit in enumerate(last):
        if digit != _DIGITS[-1]:
            return last[:step] + _DIGITS[_INDEX[digit] + 1]
    return last + _DIGITS[1] if last else _DIGITS[1]
