"""Ranges below each other on one axis of money: a bar from P10 to P90, darker from P25 to P75, a dot at the mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures.axes import Scale, ticks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import ellipsis, width
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Band

ROW = 38.0  # px
_FOOT = 22.0
_BAR = 8.0


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One range and what it is called; `strong` where it is the answer."""

    name: str
    band: "Band"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class RangeRowsOptions:
    """Room in pixels, the title, and how numbers are said."""

    width: float = 420.0
    height: float = 0.0
    title: str = ""
    speech: Speech = field(default_factory=Speech)


def range_rows(rows: Sequence[RangeRow], options: RangeRowsOptions | None = None) -> Drawing:
    """The rows of `rows` on one axis that holds nought."""
    options = options or RangeRowsOptions()
    title, speech = options.title or _("Ranges"), options.speech
    if not rows:
        why = (_("Nothing to compare yet"), _("Ranges stand here as soon as there are some."))
        return nothing_yet(options.width, options.height or 120, title, why)
    sheet = Sheet()
    low = min(0.0, *(row.band.p10 for row in rows))
    high = max(0.0, *(row.band.p90 for row in rows))
    marks = ticks(low, high if high > low else low + 1, 4, speech.one)
    across = Scale(min(low, marks[0]), max(high, marks[-1]), 6.0, options.width - 8)
    bottom = ROW * len(rows)
    for value, words in zip(marks, speech.axis(marks), strict=True):
        x = round(across.at(value)) + 0.5
        for nth in range(len(rows)):  # beside the bars, not through the names
            ends = ((x, nth * ROW + 18), (x, nth * ROW + 32))
            sheet.draw(Path(line(*ends), stroke="ctl_soft" if value == 0 else "grid"))
        half = width(words, 11) / 2
        at = min(max(x, half), options.width - half)
        sheet.write(Text((at, bottom + 15), words, 11, "t3", anchor="middle"))
    for at, row in enumerate(rows):
        _row(sheet, row, at * ROW, (across, options))
    alt = "; ".join(_("{name} {amount}").format(name=row.name, amount=said(row.band, speech)) for row in rows)
    header = (_("Range"), _("Mean"), _("Low (P10)"), _("Median"), _("High (P90)"))
    table = Table(
        header,
        tuple(
            (row.name, *(speech.money(_near(end)) for end in (row.band.mean, row.band.p10, row.band.p50, row.band.p90)))
            for row in rows
        ),
    )
    return sheet.done(options.width, max(options.height, bottom + _FOOT), f"{alt}.", title, table)


def _row(sheet: Sheet, row: RangeRow, top: float, frame: tuple[Scale, RangeRowsOptions]) -> None:
    (across, options), band = frame, row.band
    words, weight = said(band, options.speech), 600 if row.strong else 400
    wide = width(words, 12, weight)
    room = max(options.width - wide - 16, 24.0)
    sheet.write(
        Text((0, top + 14), ellipsis(row.name, room, 12), 12, "t2"),
        Text((options.width, top + 14), words, 12, "t1" if row.strong else "t2", weight, "end", room=options.width),
    )
    middle = top + 25
    for first, last, ink in ((band.p10, band.p90, "band80"), (band.p25, band.p75, "band50")):
        left, right = across.at(first), across.at(last)
        sheet.draw(Path(rounded(Rect(left, middle - _BAR / 2, max(right - left, 2.0), _BAR), _BAR / 2), fill=ink))
    sheet.draw(Path(circle((across.at(band.mean), middle), 4), fill="accent", stroke="surface"))
    tip = (row.name, "\t".join((_("mean"), options.speech.money(_near(band.mean)))), "\t".join((_("range"), words)))
    sheet.feel(Hit(Rect(0, top, options.width, ROW), "\n".join(tip), group=f"row:{top:g}"))


def said(band: "Band", speech: Speech) -> str:
    """The range in words: “¥1.2k to 2.4k”."""
    return speech.span(_near(band.p10), _near(band.p90))


def _near(amount: float) -> float:
    return float(f"{amount:.3g}")
