"""The matrix of works and platforms: what went out where, what is to come, what failed and what is missing.

A state differs by its shape, never by colour alone. Heads of narrow columns are numbers, named below the matrix.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.drawing import (
    Drawing,
    Hit,
    Path,
    Point,
    Rect,
    Sheet,
    Step,
    Table,
    Text,
    arc,
    circle,
    line,
    rounded,
)
from planner.figures.key import Mark, Sign, draw_key, key_height
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.distribution.coverage import CoverageCell, CoverageTable

Lines = tuple[tuple[Step, ...], ...]
ROW = 28.0
_NARROW = 58.0  # px of a column below which its head is a number
_HEAD_LINE = 14.0
_HEAD_SIZES = (11.0, 10.0, 9.0)  # the largest at which no word of a head is torn
_WORD = re.compile(r"[!-~\u00c0-\u024f]+")
_LEAST = 21.0  # px of a column; those that find no room are left out
_LONGEST_NAME = 150.0  # px of a platform's name below the matrix
_COUNT = 44.0  # px of the last column
STATES = {
    "published": N_("Published"), "scheduled": N_("Scheduled"), "overdue": N_("Due, not confirmed"),
    "failed": N_("Failed"), "draft": N_("Draft"), "skipped": N_("Skipped"), "removed": N_("Removed"),
    "gap": N_("Missing"),
}  # fmt: skip
_INKS = {
    "published": "pos", "scheduled": "info", "overdue": "info", "failed": "neg", "draft": "warn", "gap": "ctl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class MatrixOptions:
    """Room in pixels (the height is as needed), and how numbers are said."""

    width: float = 720.0
    speech: Speech = field(default_factory=Speech)


def coverage_matrix(covered: "CoverageTable", plan: Plan, options: MatrixOptions | None = None) -> Drawing:
    """The matrix of `covered`; names come from `plan`."""
    options = options or MatrixOptions()
    title = _("Works and platforms")
    if not covered.works or not covered.platforms:
        words = (_("No works on platforms yet"), _("Add a work and what it is: where it went is drawn here."))
        return nothing_yet(options.width, 180, title, words)
    chart = _Chart(covered, plan, options)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, chart.height, chart.summary(), title, chart.table())


def _head_size(names: Iterable[str], room: float) -> float:
    """The largest size at which every word of the names fits into `room`; else the smallest."""
    words = [word for name in names for word in _WORD.findall(name)]
    fitting = (size for size in _HEAD_SIZES if all(text.width(word, size) <= room for word in words))
    return next(fitting, _HEAD_SIZES[-1])


class _Chart:
    """The rows and columns of one matrix."""

    def __init__(self, covered: "CoverageTable", plan: Plan, options: MatrixOptions) -> None:
        self.covered, self.speech, self.width = covered, options.speech, options.width
        self.works = [plan.label("work", one) or _("Work") for one in covered.works]
        longest = max(text.width(name, 12) for name in self.works)
        self.label = max(min(longest, options.width * 0.34), 72.0)
        self.left = self.label + 12
        self.columns = covered.platforms[: max(1, int((options.width - self.left - _COUNT) // _LEAST))]
        self.platforms = [plan.label("platform", one) or _("Platform") for one in self.columns]
        self.pitch = min((options.width - self.left - _COUNT) / len(self.platforms), 96.0)
        self.numbered = self.pitch < _NARROW
        self.head_size = _HEAD_SIZES[0] if self.numbered else _head_size(self.platforms, self.pitch - 8)
        self.heads = [
            (str(at + 1),) if self.numbered else text.wrap(name, self.pitch - 8, self.head_size, 400, 3)
            for at, name in enumerate(self.platforms)
        ]
        used = {cell.state for cell in covered.cells.values()}
        self.signs = [Sign(_(words), _mark_of(state)) for state, words in STATES.items() if state in used]
        self.top = key_height(self.signs, options.width) + 8 + _HEAD_LINE * max(map(len, self.heads)) + 8
        self.bottom = self.top + ROW * len(self.works)
        notes = [self._names() if self.numbered else "", *self._left_out()]
        self.notes = [row for note in notes if note for row in text.wrap(note, options.width, 11)]
        self.height = self.bottom + ROW + 16 * len(self.notes) + (10 if self.notes else 2)

    def _left_out(self) -> list[str]:
        """How many platforms and works find no room."""
        works, platforms = self.covered.left_out, len(self.covered.platforms) - len(self.columns)
        told = ngettext("and {count} older work", "and {count} older works", works)
        more = ngettext("and {count} more platform", "and {count} more platforms", platforms)
        return [one.format(count=f"{count:,}") for one, count in ((more, platforms), (told, works)) if count]

    def _names(self) -> str:
        """The platforms by their numbers."""
        room = min(_LONGEST_NAME, self.width / 2)
        names = [text.ellipsis(name, room, 11) for name in self.platforms]
        return " · ".join(f"{at + 1} {name}" for at, name in enumerate(names))

    def x(self, column: int) -> float:
        """The middle of a column."""
        return self.left + self.pitch * (column + 0.5)

    def draw(self, sheet: Sheet) -> None:
        """Key, heads, rows, sums and notes."""
        draw_key(sheet, self.signs, (0, 0), self.width)
        for column, rows in enumerate(self.heads):
            y = self.top - 8 - _HEAD_LINE * (len(rows) - 1)
            for at, words in enumerate(rows):
                place = (self.x(column), y + at * _HEAD_LINE)
                sheet.write(Text(place, words, self.head_size, "t2", anchor="middle", room=self.pitch - 4))
        for at in range(len(self.works)):
            self._draw_row(sheet, at)
        self._draw_sums(sheet)
        y = self.bottom + ROW + 16
        for words in self.notes:
            sheet.write(Text((0, y), words, 11, "t3", room=self.width))
            y += 16

    def _draw_row(self, sheet: Sheet, at: int) -> None:
        y = self.top + ROW * at
        self._rule(sheet, y)
        name = text.ellipsis(self.works[at], self.label, 12)
        sheet.write(Text((0, y + ROW / 2 + 4), name, 12, "t1", room=self.label))
        cells = [self.covered.cells.get((self.covered.works[at], one)) for one in self.columns]
        for column, cell in enumerate(cells):
            if cell is not None:
                self._draw_cell(sheet, (at, column), cell)
        words = _part(cells)
        sheet.write(
            Text((self.x(len(cells)) - self.pitch / 2 + _COUNT, y + ROW / 2 + 4), words, 11, "t3", anchor="end")
        )

    def _rule(self, sheet: Sheet, y: float) -> None:
        right = self.left + self.pitch * len(self.platforms) + _COUNT
        sheet.draw(Path(line((0, round(y) + 0.5), (right, round(y) + 0.5)), stroke="hair"))

    def _draw_cell(self, sheet: Sheet, place: tuple[int, int], cell: "CoverageCell") -> None:
        row, column = place
        middle = (self.x(column), self.top + ROW * (row + 0.5))
        sheet.draw(*_mark_of(cell.state)(middle))
        if cell.count > 1 and self.pitch >= 34:
            sheet.write(Text((middle[0] + 9, middle[1] + 4), f"×{cell.count}", 10, "t3"))
        wide = min(self.pitch, ROW + 8)
        area = Rect(middle[0] - self.pitch / 2, middle[1] - ROW / 2, self.pitch, ROW)
        frame = Rect(middle[0] - wide / 2 + 2, middle[1] - ROW / 2 + 2, wide - 4, ROW - 4)
        target = ("work", self.covered.works[row])
        mark = Path(rounded(frame, 5), stroke="accent", width=1.5)
        sheet.feel(Hit(area, self._told(row, column, cell), target, f"cell:{row}:{column}", marks=(mark,)))

    def _told(self, row: int, column: int, cell: "CoverageCell") -> str:
        rows = [self.works[row], f"{self.platforms[column]}\t{_(STATES[cell.state])}"]
        if cell.at is not None:
            rows.append("\t".join((_("day"), self.speech.day(cell.at.date()))))
        for name, number in ((_("views"), cell.views), (_("orders"), cell.orders)):
            if number is not None:
                rows.append(f"{name}\t{number:,}")
        return "\n".join(rows)

    def _draw_sums(self, sheet: Sheet) -> None:
        """How many of the works that fit a platform went out there."""
        self._rule(sheet, self.bottom)
        y = self.bottom + ROW / 2 + 4
        words = text.ellipsis(_("Went out"), self.label, 11)
        sheet.write(Text((0, y), words, 11, "t3", room=self.label))
        works = self.covered.works
        said_all = [_part([self.covered.cells.get((work, one)) for work in works]) for one in self.columns]
        wide = max(text.width(said, 11) for said in said_all) > self.pitch - 5
        for column, part in enumerate(said_all):
            said = part.partition("/")[0] if wide else part
            sheet.write(Text((self.x(column), y), said, 11, "t3", anchor="middle", room=self.pitch - 2))

    def summary(self) -> str:
        """The figure in words."""
        cells = list(self.covered.cells.values())
        told = _("Works: {works}, platforms: {platforms}. {out} of {all} places are filled, {failed} failed.")
        return told.format(
            works=len(self.works),
            platforms=len(self.platforms),
            out=sum(cell.out for cell in cells),
            all=len(cells),
            failed=sum(cell.state == "failed" for cell in cells),
        )

    def table(self) -> Table:
        """Every work with its state on each platform."""
        rows = []
        for at, work in enumerate(self.covered.works):
            cells = [self.covered.cells.get((work, one)) for one in self.columns]
            said = ["" if cell is None else _(STATES[cell.state]) for cell in cells]
            rows.append((self.works[at], *said, _part(cells)))
        return Table((_("Work"), *self.platforms, _("Went out")), tuple(rows))


def _part(cells: "list[CoverageCell | None]") -> str:
    """How many of the places that there are went out: 3/5."""
    there = [cell for cell in cells if cell is not None]
    return f"{sum(cell.out for cell in there)}/{len(there)}" if there else ""


def _mark_of(state: str) -> Mark:
    """The sign of a state: disc, clock, question in a ring, cross, dashed ring, bar, struck ring, plus."""
    ink = _INKS.get(state, "t3")

    def mark(at: Point) -> tuple[Path, ...]:
        if state == "published":
            return (Path(circle(at, 5.5), fill=ink),)
        lines = [Path(steps, stroke=ink, width=1.75) for steps in _LINES.get(state, _bar)(*at)]
        return (*lines, Path(circle((at[0], at[1] + 2.6), 1), fill=ink)) if state == "overdue" else tuple(lines)

    return mark


def _bar(x: float, y: float) -> Lines:
    return (line((x - 4.5, y), (x + 4.5, y)),)


def _clock(x: float, y: float) -> Lines:
    return (circle((x, y), 5), line((x, y - 3), (x, y), (x + 2.5, y)))


def _asked(x: float, y: float) -> Lines:
    return (circle((x, y), 5), line((x, y - 2.75), (x, y)))


def _cross(x: float, y: float) -> Lines:
    return (line((x - 4, y - 4), (x + 4, y + 4)), line((x - 4, y + 4), (x + 4, y - 4)))


def _dashed(x: float, y: float) -> Lines:
    return tuple(arc((x, y), 5, start, start + 55) for start in range(0, 360, 90))


def _struck(x: float, y: float) -> Lines:
    return (circle((x, y), 5), line((x - 5, y + 5), (x + 5, y - 5)))


def _plus(x: float, y: float) -> Lines:
    return (line((x - 4, y), (x + 4, y)), line((x, y - 4), (x, y + 4)))


_LINES: dict[str, Callable[[float, float], Lines]] = {
    "scheduled": _clock,
    "overdue": _asked,
    "failed": _cross,
    "draft": _dashed,
    "removed": _struck,
    "gap": _plus,
}
