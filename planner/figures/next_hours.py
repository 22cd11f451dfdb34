"""Where the next hours go and what they bring: hours as a number, gains as P10-P90 bars on one axis of money.

Where room is left, paler bars say what all of these hours would bring in other domains instead.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from planner.figures.axes import Scale, ticks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.figures.text import ellipsis, width
from planner.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.skills.hour_gains import HourGain
    from planner.model.plan import Plan

MOST: Final = 4  # domains
ROW: Final = 40.0  # px
FOOT: Final = 20.0  # px of the axis
_GAP: Final = 14.0  # px behind the hours
_BAR: Final = 8.0


@dataclass(frozen=True, slots=True)
class NextHoursOptions:
    """Room in pixels, how numbers are said, the hours that are shared out, and how many domains are shown at most.

    `instead` are the gains of all these hours in one domain each, the best first; those that gain nothing are left out.
    """

    width: float = 360.0
    height: float = 190.0
    speech: Speech = field(default_factory=Speech)
    hours: float = 100.0
    most: int = MOST
    instead: "Sequence[HourGain]" = ()


def next_hours(gains: "Sequence[HourGain]", plan: "Plan", options: NextHoursOptions | None = None) -> Drawing:
    """The domains that gain most, each with its hours and the range of what they add to a month's income."""
    options = options or NextHoursOptions()
    title, shown, speech = title_of(options.hours), list(gains[: options.most]), options.speech
    if not shown:
        how = _("Score the domains your products need: where hours of learning gain most is drawn here.")
        return nothing_yet(options.width, options.height, title, (_("Nothing to compare yet"), how))
    sheet, chosen = Sheet(), len(shown)
    others = _others(gains, options.instead)
    shown += others[: options.most - chosen]
    most = max(*(one.high for one in shown), 1.0)
    marks = [value for value in ticks(0.0, most, one=speech.one) if value >= 0]
    said = [_hours_said(one, chosen=at < chosen) for at, one in enumerate(shown)]
    hours = max(width(words, 13, 600) for words in said) + _GAP
    across = Scale(0.0, max(most, marks[-1]), hours, options.width - 6)
    pitch = min(ROW, (options.height - FOOT) / len(shown))
    bottom = pitch * len(shown)
    for value, words in zip(marks, speech.axis(marks), strict=True):
        x = round(across.at(value)) + 0.5
        sheet.draw(Path(line((x, 4), (x, bottom)), stroke="grid"))
        sheet.write(Text((min(x, options.width - 12), bottom + 15), words, 11, "t3", anchor="middle"))
    for at, one in enumerate(shown):
        place = at * pitch, pitch
        _row(sheet, one, (plan.label("domain", one.domain), said[at]), place, (across, options, at < chosen))
    return sheet.done(
        options.width,
        max(options.height, bottom + FOOT),
        _spoken(shown, said, plan, speech),
        title,
        _table((*gains, *others), len(gains), plan, speech),
    )


def shown_domains(gains: "Sequence[HourGain]", instead: "Sequence[HourGain]", most: int = MOST) -> int:
    """How many rows the figure has."""
    return min(len(gains) + len(_others(gains, instead)), most) if gains else 0


def _others(gains: "Sequence[HourGain]", instead: "Sequence[HourGain]") -> "list[HourGain]":
    taken = {one.domain for one in gains}
    return [one for one in instead if one.domain not in taken and one.high >= 1]


def _row(
    sheet: Sheet,
    one: "HourGain",
    words: tuple[str, str],
    place: tuple[float, float],
    frame: tuple[Scale, NextHoursOptions, bool],
) -> None:
    """Hours, name and range in one line; below it the bar, paler where the hours do not go."""
    (name, hours), (top, pitch), (across, options, chosen) = words, place, frame
    said = gain_words(one, options.speech)
    base, middle = top + pitch / 2 - 4, top + pitch / 2 + 8
    ink, weight = ("t1", 600) if chosen else ("t3", 400)
    sheet.write(Text((0, top + pitch / 2 + 4), hours, 13, ink, weight))
    room = options.width - across.near - width(said, 12) - 18
    sheet.write(Text((across.near, base), ellipsis(name, room, 13), 13, "t1"))
    sheet.write(Text((options.width - 6, base), said, 12, "t2", anchor="end"))
    left, right = across.at(max(one.low, 0.0)), across.at(max(one.high, 0.0))
    bar = Rect(left, middle - _BAR / 2, max(right - left, 3.0), _BAR)
    sheet.draw(Path(rounded(bar, _BAR / 2), fill="band50" if chosen else "band80"))
    dot = "accent" if chosen else "t3"
    sheet.draw(Path(circle((across.at(max(one.middle, 0.0)), middle), 3.5), fill=dot, stroke="surface"))
    area = Rect(0, top, options.width, pitch)
    sheet.feel(Hit(area, f"{name}\n{hours}\t{said}", ("domain", one.domain), group=f"domain:{one.domain}"))


def title_of(hours: float) -> str:
    """The name of the figure for so many hours."""
    return _("Your next {hours} hours").format(hours=round(hours))


def hours_words(one: "HourGain") -> str:
    """The hours that go there."""
    return _("{hours} h").format(hours=round(one.hours))


def _hours_said(one: "HourGain", *, chosen: bool) -> str:
    return hours_words(one) if chosen else _("or {hours} h").format(hours=round(one.hours))


def gain_words(one: "HourGain", speech: Speech) -> str:
    """What they add a month: “+¥60 – 220 / month”."""
    return _("+{range} / month").format(range=gain_range(one.low, one.high, speech))


def gain_range(low: float, high: float, speech: Speech) -> str:
    """Two amounts in two digits each, nothing below nought: “¥60 – 220”."""
    return speech.range(*(float(f"{max(end, 0.0):.2g}") for end in (low, high)))


def _spoken(shown: "Sequence[HourGain]", said: "Sequence[str]", plan: "Plan", speech: Speech) -> str:
    told = _("{domain}: {hours}, {gain}")
    parts = [
        told.format(domain=plan.label("domain", one.domain), hours=hours, gain=gain_words(one, speech))
        for one, hours in zip(shown, said, strict=True)
    ]
    return "; ".join(parts) + "."


def _table(gains: "Sequence[HourGain]", chosen: int, plan: "Plan", speech: Speech) -> Table:
    header = (_("Domain"), _("Hours"), _("Low (P10)"), _("Median"), _("High (P90)"))
    return Table(
        header,
        tuple(
            (
                plan.label("domain", one.domain),
                _hours_said(one, chosen=at < chosen),
                *(speech.money(end) for end in (one.low, one.middle, one.high)),
            )
            for at, one in enumerate(gains)
        ),
    )
