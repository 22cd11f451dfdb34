"""The balance of an alliance: what they give to the left, what we give to the right, on one scale from the middle.

The bar reaches to the median, its lighter end to the ninetieth percentile; the amounts stand above as ranges.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, line, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import ellipsis
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.alliances.balances import Balance
    from planner.analysis.forecast_results import Band

_BAR = 10.0
_TOP = 40.0  # px above the bars


@dataclass(frozen=True, slots=True)
class BalanceOptions:
    """Room in pixels, and how numbers are said."""

    width: float = 420.0
    height: float = 58.0
    speech: Speech = field(default_factory=Speech)


def balance(found: "Balance | None", options: BalanceOptions | None = None) -> Drawing:
    """Both sides of `found`; a sentence where neither says what it is worth."""
    options = options or BalanceOptions()
    title, speech = _("Given and got in a month"), options.speech
    if found is None or (found.got is None and found.given is None):
        how = _("Write into the lines below what each is worth a month.")
        return nothing_yet(options.width, max(options.height, 96), title, (_("Nothing to weigh yet"), how))
    sheet, middle = Sheet(), options.width / 2
    most = max((side.p90 for side in (found.got, found.given) if side is not None), default=0.0) or 1.0
    reach = middle - 8
    sides = ((_("They give"), found.got, -1), (_("We give"), found.given, 1))
    for name, side, way in sides:
        _side(sheet, (name, side, way), (middle, reach / most), speech)
    y = _TOP + _BAR / 2
    sheet.draw(Path(line((middle, y - _BAR), (middle, y + _BAR)), stroke="t3", width=1.5))
    rows = tuple((name, *_ends(side, speech)) for name, side, _way in sides)
    table = Table((_("Side"), _("Low (P10)"), _("Median"), _("High (P90)")), rows)
    said = "; ".join(_("{name} {amount}").format(name=name, amount=worth(side, speech)) for name, side, _way in sides)
    return sheet.done(options.width, max(options.height, _TOP + _BAR + 8), f"{said}.", title, table)


def _side(sheet: Sheet, side: "tuple[str, Band | None, int]", frame: tuple[float, float], speech: Speech) -> None:
    """The name, the range and the bar of one side."""
    (name, amount, way), (middle, scale) = side, frame
    edge, anchor = (0.0, "start") if way < 0 else (2 * middle, "end")
    said = worth(amount, speech)
    said = ellipsis(said, middle - 10, 14, 600)
    sheet.write(
        Text((edge, 12), name, 12, "t2", anchor="start" if way < 0 else "end"),
        Text((edge, 31), said, 14, "t1" if amount else "t3", 600, "start" if way < 0 else "end", room=middle - 8),
    )
    if amount is None:
        return
    for end, ink in ((amount.p90, "band80"), (amount.p50, "band50")):
        long = max(end * scale, 2.0)
        box = Rect(middle - long if way < 0 else middle, _TOP, long, _BAR)
        sheet.draw(Path(rounded(box, 3), fill=ink))
    long = max(amount.p90 * scale, 2.0)
    area = Rect(middle - long if way < 0 else middle, _TOP - 4, long, _BAR + 8)
    tip = (name, "\t".join((_("a month"), said)), "\t".join((_("median"), speech.money(amount.p50))))
    sheet.feel(Hit(area, "\n".join(tip), group=anchor))


def worth(side: "Band | None", speech: Speech) -> str:
    """The range of a side: “¥160 – 300”; a dash where it is not said."""
    if side is None:
        return _("not said")
    return speech.range(_near(side.p10), _near(side.p90))


def _near(amount: float) -> float:
    return float(f"{amount:.3g}")


def _ends(side: "Band | None", speech: Speech) -> tuple[str, str, str]:
    if side is None:
        return ("–", "–", "–")
    low, middle, high = (speech.money(end) for end in (side.p10, side.p50, side.p90))
    return (low, middle, high)
