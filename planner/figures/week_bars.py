"""The hours of a week as seven small bars, today's marked: beside their number, so without an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.figures.drawing import Drawing, Path, Rect, Sheet, Table, Text, rounded
from planner.i18n import _, language
from planner.model.weeks import WEEKDAYS

_INITIALS: Final = {"zh": "一二三四五六日", "en": "MTWTFSS"}
_FOOT: Final = 14.0  # px of the initials
_LEAST: Final = 2.0  # px of a day without hours


@dataclass(frozen=True, slots=True)
class WeekBarOptions:
    """Room in pixels; `today` is the day of the week that is marked, 0 is Monday."""

    width: float = 104.0
    height: float = 44.0
    today: int | None = None


def week_bars(minutes: Sequence[float], words: str, options: WeekBarOptions | None = None) -> Drawing:
    """Minutes by day from Monday on; `words` says them aloud."""
    options = options or WeekBarOptions()
    sheet, pitch, most = Sheet(), options.width / 7, max(*minutes, 1.0)
    wide, room = min(pitch * 0.58, 10.0), options.height - _FOOT
    initials = _INITIALS["zh" if language() == "zh" else "en"]
    for day, count in enumerate(minutes):
        middle, here = pitch * (day + 0.5), day == options.today
        tall = max(room * count / most, _LEAST)
        box = Rect(middle - wide / 2, room - tall, wide, tall)
        sheet.draw(Path(rounded(box, 2.0), fill="accent" if here and count else "band50" if count else "hair"))
        sheet.write(
            Text(
                (middle, options.height - 2), initials[day], 10, "t1" if here else "t3", 600 if here else 400, "middle"
            )
        )
    rows = tuple((_(name), f"{count / 60:.1f}") for name, count in zip(WEEKDAYS, minutes, strict=True))
    return sheet.done(options.width, options.height, words, words, Table((_("Day"), _("Hours")), rows))
