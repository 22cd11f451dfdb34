"""How an alliance of several is split: what each has now as a bar, what would be fair (Shapley) as a mark on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.figures.axes import Scale
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Target, Text, line, polygon, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import ellipsis, width
from planner.i18n import _

ROW = 38.0  # px
_BAR = 8.0


@dataclass(frozen=True, slots=True)
class Part:
    """One who takes part: what they have in a month and what would be fair, in the base currency."""

    name: str
    has: float
    fair: float
    record: Target = ("", "")


@dataclass(frozen=True, slots=True)
class SplitOptions:
    """Room in pixels, and how numbers are said."""

    width: float = 420.0
    height: float = 0.0
    speech: Speech = field(default_factory=Speech)


def split_bars(parts: Sequence[Part], options: SplitOptions | None = None) -> Drawing:
    """A row for each of `parts` on one scale from nought."""
    options = options or SplitOptions()
    title, speech = _("How it is split, and how it would be fair"), options.speech
    if not parts:
        how = _("Say who is worth more together, under “Pair bonuses”.")
        return nothing_yet(options.width, options.height or 110, title, (_("No split to judge yet"), how))
    sheet = Sheet()
    values = [end for part in parts for end in (part.has, part.fair)]
    low, high = min(0.0, *values), max(0.0, *values)
    across = Scale(low, high if high > low else low + 1, 6.0, options.width - 8)
    for at, part in enumerate(parts):
        _row(sheet, part, at * ROW, (across, options))
    alt = "; ".join(
        _("{name} has {has}, fair is {fair}").format(
            name=part.name, has=speech.money(_near(part.has)), fair=speech.money(_near(part.fair))
        )
        for part in parts
    )
    rows = tuple(
        (part.name, *(speech.money(_near(end)) for end in (part.has, part.fair, part.fair - part.has)))
        for part in parts
    )
    table = Table((_("Partner"), _("Has a month"), _("Fair (Shapley)"), _("Difference")), rows)
    return sheet.done(options.width, max(options.height, ROW * len(parts) + 4), f"{alt}.", title, table)


def _row(sheet: Sheet, part: Part, top: float, frame: tuple[Scale, SplitOptions]) -> None:
    across, options = frame
    has, fair = (options.speech.money(_near(end)) for end in (part.has, part.fair))
    words = _("{has} → fair {fair}").format(has=has, fair=fair)
    room = max(options.width - width(words, 12) - 16, 24.0)
    sheet.write(
        Text((0, top + 14), ellipsis(part.name, room, 12), 12, "t1"),
        Text((options.width, top + 14), words, 12, "t2", anchor="end", room=options.width),
    )
    middle, zero = top + 26, round(across.at(0.0)) + 0.5
    sheet.draw(Path(line((zero, middle - 7), (zero, middle + 7)), stroke="ctl_soft"))
    left, right = sorted((across.at(0.0), across.at(part.has)))
    sheet.draw(Path(rounded(Rect(left, middle - _BAR / 2, max(right - left, 2.0), _BAR), 3), fill="band50"))
    x = across.at(part.fair)
    diamond = polygon((x, middle - 6), (x + 5, middle), (x, middle + 6), (x - 5, middle))
    sheet.draw(Path(diamond, fill="accent", stroke="surface"))
    tip = (part.name, "\t".join((_("has a month"), has)), "\t".join((_("fair"), fair)))
    sheet.feel(Hit(Rect(0, top, options.width, ROW), "\n".join(tip), part.record, group=f"part:{top:g}"))


def _near(amount: float) -> float:
    return float(f"{amount:.3g}")
