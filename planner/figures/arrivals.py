"""How late one came: of each platform the year in which it began, the year in which one joined, and the way between."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.figures.axes import Scale, ticks
from planner.figures.domain_words import years_words
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line
from planner.figures.nothing import nothing_yet
from planner.figures.text import ellipsis, width
from planner.i18n import _
from planner.model.portfolio import WAVES

if TYPE_CHECKING:
    from planner.analysis.skills.arrivals import Arrival, Arrivals
    from planner.model.plan import Plan

ROW: Final = 38.0  # px
FOOT: Final = 22.0
_GAP: Final = 12.0
_LABELS: Final = dict(WAVES)


@dataclass(frozen=True, slots=True)
class ArrivalOptions:
    """Room in pixels; the figure is as high as it has platforms."""

    width: float = 560.0
    height: float = 0.0


def arrivals_figure(found: "Arrivals", plan: "Plan", options: ArrivalOptions | None = None) -> Drawing:
    """The platforms below each other on one axis of years, the oldest first."""
    options, title = options or ArrivalOptions(), _("How late you came")
    if not found.known:
        why = _("It takes the year in which a platform began and the month in which you joined.")
        return nothing_yet(options.width, options.height or 140, title, (_("No platform with both years yet"), why))
    sheet, rows = Sheet(), found.known
    names = min(max(width(plan.label("platform", one.platform), 13) for one in rows) + _GAP, options.width * 0.38)
    ends = max(width(years_words(one.late), 12, 600) for one in rows) + _GAP
    first, last = min(one.began for one in rows), max(max(one.joined, one.began) for one in rows)
    across = Scale(first - 0.5, max(last, first + 1) + 0.5, names + 4, options.width - ends)
    bottom = ROW * len(rows)
    for year in _years(first, last, across):
        x = round(across.at(year)) + 0.5
        sheet.draw(Path(line((x, 2), (x, bottom)), stroke="grid"))
        sheet.write(Text((x, bottom + 15), str(year), 11, "t3", anchor="middle"))
    for at, one in enumerate(rows):
        _row(sheet, one, plan.label("platform", one.platform), Rect(0, at * ROW, options.width, ROW), across)
    told = _("{platform}: began in {began}, joined in {joined}, {years} late")
    said = [
        told.format(
            platform=plan.label("platform", one.platform),
            began=one.began,
            joined=one.joined,
            years=years_words(one.late),
        )
        for one in rows
    ]
    return sheet.done(
        options.width, max(options.height, bottom + FOOT), "; ".join(said) + ".", title, _table(found, plan)
    )


def _years(first: int, last: int, across: Scale) -> list[int]:
    """Whole years of the axis, as many as have room."""
    room = max(2, int(abs(across.at(last) - across.at(first)) // 48))
    return [
        int(year)
        for year in ticks(first, max(last, first + 1), min(room, 6))
        if first <= year <= last and year == int(year)
    ]


def _row(sheet: Sheet, one: "Arrival", name: str, row: Rect, across: Scale) -> None:
    """Name and wave, the way from one year to the other, and its length."""
    middle, began, joined = row.middle[1], across.at(one.began), across.at(max(one.joined, one.began))
    room = across.near - _GAP
    wave = wave_words(one)
    base = middle - 2 if wave else middle + 4.5
    sheet.write(Text((0, base), ellipsis(name, room, 13), 13, "t1", room=room))
    if wave:
        sheet.write(Text((0, base + 14), ellipsis(wave, room, 11), 11, "t3", room=room))
    sheet.draw(
        Path(line((began, middle), (joined, middle)), stroke="band50", width=4),
        Path(circle((began, middle), 4.5), fill="surface", stroke="t2", width=1.5),
        Path(circle((joined, middle), 4.5), fill="accent", stroke="surface", width=1.5),
    )
    sheet.write(Text((row.right, middle + 4.5), years_words(one.late), 12, "t1", 600, "end"))
    lines = (name, "\t".join((_("began"), str(one.began))), "\t".join((_("joined"), str(one.joined))))
    tip = "\n".join((*lines, *(("\t".join((_("wave"), wave)),) if wave else ())))
    sheet.feel(Hit(row, tip, ("platform", one.platform), f"platform:{one.platform}", "joined"))


def wave_words(one: "Arrival") -> str:
    """The wave in words; empty where it is not known."""
    label = _LABELS.get(one.wave, "")
    return _(label)


def _table(found: "Arrivals", plan: "Plan") -> Table:
    header = (_("Platform"), _("Wave"), _("Began"), _("Joined"), _("Years late"))
    rows = (
        (plan.label("platform", one.platform), wave_words(one) or "–", str(one.began), str(one.joined), str(one.late))
        for one in found.known
    )
    return Table(header, tuple(rows))
