"""How ranges stood up to facts: every guess at the same place, and beside it where the facts came out.

Each row has a scale of its own on which the range fills the ground in the middle, so that guesses of any unit can be
read together: inside it held, left of it the facts were lower, right of it higher. Arrows lie beyond the edge.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import (
    NOWHERE,
    Drawing,
    Hit,
    Path,
    Point,
    Rect,
    Sheet,
    Table,
    Target,
    Text,
    circle,
    line,
    polygon,
    rounded,
)
from planner.figures.fact_words import counted_words
from planner.figures.key import Mark, Sign, draw_key, key_height, swatch
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.facts.observed_ranges import Observed

ROW = 34.0
MOST = 20
_HEAD, _EDGE = 22.0, 4.0
_BEYOND = 1.0  # widths of a range that are shown on either side of it
_LEAST = 1e-9  # below it there are no ratios


@dataclass(frozen=True, slots=True)
class RangeCheck:
    """One range beside what happened. Ends and facts are numbers of one unit and as they are said.

    `held` is None where the facts are too few to tell; `ratios` where numbers are compared by their ratio.
    """

    name: str
    about: str
    low: float
    high: float
    fact: float
    guess_words: str
    fact_words: str
    held: bool | None
    ratios: bool = True
    record: Target = NOWHERE
    field: str = ""
    counted: str = ""

    @property
    def place(self) -> float:
        """Where the fact lies: 0 at the low end of the range, 1 at the high one."""
        low, high, fact = self.low, self.high, self.fact
        if self.ratios and low > 0:
            low, high, fact = (math.log(max(number, _LEAST)) for number in (low, high, fact))
        wide = high - low
        if wide > _LEAST:
            return (fact - low) / wide
        return 0.5 + (fact - low) / (2 * math.log(2) if self.ratios else max(abs(low), 1.0))


@dataclass(frozen=True, slots=True)
class RangeCheckOptions:
    """Room in pixels (the height is as needed), how many rows at most, and how numbers are said."""

    width: float = 640.0
    most: int = MOST
    speech: Speech = field(default_factory=Speech)


def checks_of(observations: "Iterable[Observed]", plan: Plan, speech: Speech) -> tuple[RangeCheck, ...]:
    """Guesses beside the facts of the journal, those that failed first."""
    found = []
    for one in observations:
        spec = KINDS[one.kind].by_name[one.field]
        say = speech.value
        fact = one.hits / one.of if one.of else 0.0
        found.append((
            one.held is not False, one.held is None, -one.probability_off, one.key,
            RangeCheck(
                plan.label(one.kind, one.id) or _(KINDS[one.kind].label), _(spec.label), one.prior_low, one.prior_high,
                fact, speech.between(say(spec.type, one.prior_low), say(spec.type, one.prior_high)),
                say(spec.type, fact), one.held, True, (one.kind, one.id), one.field, counted_words(one, speech),
            ),
        ))  # fmt: skip
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))


def range_checks(checks: Sequence[RangeCheck], options: RangeCheckOptions | None = None) -> Drawing:
    """The rows of `checks` in their order."""
    options = options or RangeCheckOptions()
    title = _("Guesses and facts")
    if not checks:
        words = (
            _("Nothing to check yet"),
            _("Sales, publications and logged hours are held against your ranges here."),
        )
        return nothing_yet(options.width, 160, title, words)
    chart = _Chart(checks, options)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, chart.height, chart.summary(), title, chart.table())


class _Chart:
    """The rows of one figure."""

    def __init__(self, checks: Sequence[RangeCheck], options: RangeCheckOptions) -> None:
        self.checks, self.all, self.width = checks[: options.most], checks, options.width
        longest = max(text.width(words, 12) for one in self.checks for words in (one.name, one.about))
        self.label = max(min(longest, options.width * 0.3), 72.0)
        facts = max(text.width(words, 12, 600) for one in self.checks for words in (one.fact_words, one.counted))
        self.facts = max(min(facts, options.width * 0.24), 40.0)
        self.plot = Rect(self.label + 14, 0, max(options.width - self.label - self.facts - 28, 60), 0)
        self.across = Scale(-_BEYOND, 1 + _BEYOND, self.plot.x, self.plot.right)
        self.signs = [
            Sign(_("held"), _dot("accent")), Sign(_("missed"), _miss("neg")), Sign(_("too few facts"), _open),
            Sign(_("your range"), swatch("band80")),
        ]  # fmt: skip
        states = {one.held for one in self.checks}
        used = (True in states, False in states, None in states, True)
        self.signs = [sign for sign, there in zip(self.signs, used, strict=True) if there]
        self.top = key_height(self.signs, options.width) + _HEAD
        left_out = len(checks) - len(self.checks)
        told = ngettext("and {count} more", "and {count} more", left_out)
        self.note = told.format(count=left_out) if left_out else ""
        self.bottom = self.top + ROW * len(self.checks)
        self.height = self.bottom + (20 if self.note else _EDGE)

    def draw(self, sheet: Sheet) -> None:
        """Key, heads, the ground of the ranges, rows and the note."""
        draw_key(sheet, self.signs, (0, 0), self.width)
        left, right = self.across.at(0), self.across.at(1)
        sheet.draw(Path(rounded(Rect(left, self.top, right - left, self.bottom - self.top), 4), fill="band80"))
        heads = ((_("lower"), (self.plot.x + left) / 2), (_("higher"), (right + self.plot.right) / 2))
        third = (right - left) - 8
        for words, x in (*heads, (_("your range"), (left + right) / 2)):
            fits = text.width(words, 11) <= third
            sheet.write(Text((x, self.top - 7), words if fits else "", 11, "t3", anchor="middle"))
        for at, one in enumerate(self.checks):
            self._draw_row(sheet, at, one)
        sheet.write(Text((0, self.height - 5), self.note, 11, "t3"))

    def _draw_row(self, sheet: Sheet, at: int, one: RangeCheck) -> None:
        top = self.top + ROW * at
        y = top + ROW / 2
        if at:
            sheet.draw(Path(line((0, round(top) + 0.5), (self.width, round(top) + 0.5)), stroke="hair"))
        sheet.draw(Path(line((self.plot.x, y + 6), (self.plot.right, y + 6)), stroke="ctl_soft"))
        place = min(max(one.place, -_BEYOND), 1 + _BEYOND)
        x = self.across.at(place)
        sheet.draw(*self._mark(one, x, y + 6))
        middle = (self.across.at(0) + self.across.at(1)) / 2
        room = self.plot.width
        sheet.write(
            Text((0, y - 2), text.ellipsis(one.about, self.label, 12), 12, "t1", room=self.label),
            Text((0, y + 12), text.middle(one.name, self.label, 11), 11, "t3", room=self.label),
            Text((middle, y - 3), text.ellipsis(one.guess_words, room, 11), 11, "t2", anchor="middle", room=room),
            Text(
                (self.width, y - 2), text.ellipsis(one.fact_words, self.facts, 12, 600), 12, self._ink(one), 600, "end"
            ),
            Text((self.width, y + 12), text.ellipsis(one.counted, self.facts, 11), 11, "t3", anchor="end"),
        )
        frame = Rect(self.plot.x - 7, top + 1.5, self.plot.width + 14, ROW - 3)
        mark = Path(rounded(frame, 5), stroke="accent", width=1.5)
        area = Rect(0, top, self.width, ROW)
        group = f"{one.record[0]}/{one.record[1]}/{one.field}/{at}"
        sheet.feel(Hit(area, self._told(one), one.record, group, one.field, (mark,)))

    def _ink(self, one: RangeCheck) -> str:
        return "neg" if one.held is False else "t1"

    def _mark(self, one: RangeCheck, x: float, y: float) -> tuple[Path, ...]:
        """Disc, open disc or cross; an arrow where the fact lies beyond the edge."""
        if one.place < -_BEYOND or one.place > 1 + _BEYOND:
            way = 1 if one.place > 1 else -1
            tip = polygon((x + 5 * way, y), (x - 4 * way, y - 5), (x - 4 * way, y + 5))
            return (Path(tip, fill="neg" if one.held is False else "t3"),)
        if one.held is None:
            return _open((x, y))
        return _dot("accent")((x, y)) if one.held else _miss("neg")((x, y))

    def _told(self, one: RangeCheck) -> str:
        rows = [one.name, f"{one.about}\t{self._verdict(one)}", "\t".join((_("your range"), one.guess_words))]
        rows.append("\t".join((_("what happened"), one.fact_words)))
        return "\n".join([*rows, one.counted] if one.counted else rows)

    def _verdict(self, one: RangeCheck) -> str:
        if one.held is None:
            return _("too few facts")
        return _("held") if one.held else _("missed")

    def summary(self) -> str:
        """The figure in words."""
        resolved = [one for one in self.all if one.held is not None]
        if not resolved:
            return _("No range can be checked yet: the facts are too few.")
        held = sum(bool(one.held) for one in resolved)
        told = ngettext(
            "Of {count} range that can be checked, {held} held.", "Of {count} ranges that can be checked, {held} held.",
            len(resolved),
        )  # fmt: skip
        missed = [f"{one.about} · {one.name}" for one in resolved if not one.held]
        words = told.format(count=len(resolved), held=held)
        if not missed:
            return words
        return words + " " + _("Missed: {names}.").format(names="; ".join(missed[:6]))

    def table(self) -> Table:
        """Every row in words."""
        rows = [
            (one.name, one.about, one.guess_words, one.fact_words, one.counted, self._verdict(one))
            for one in self.checks
        ]
        header = (_("Record"), _("Field"), _("Your range"), _("What happened"), _("Counted"), _("Outcome"))
        return Table(header, tuple(rows))


def _dot(token: str) -> Mark:
    def mark(at: Point) -> tuple[Path, ...]:
        return (Path(circle(at, 4.5), fill=token, stroke="surface", width=1),)

    return mark


def _miss(token: str) -> Mark:
    def mark(at: Point) -> tuple[Path, ...]:
        (x, y), far = at, 4.0
        strokes = (line((x - far, y - far), (x + far, y + far)), line((x - far, y + far), (x + far, y - far)))
        return tuple(Path(steps, stroke=token, width=2.25) for steps in strokes)

    return mark


def _open(at: Point) -> tuple[Path, ...]:
    return (Path(circle(at, 4), fill="surface", stroke="t3", width=1.5),)
