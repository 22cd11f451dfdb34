"""What each move would gain, in groups between which the difference counts and within which it is noise.

A bar runs from the gain that nine samples of ten exceed to the one that one of ten does, per hour or over 12 months, with
a dot at the mean. Moves that need no hours, and those whose hours are unknown, stand on an axis of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import Scale, ticks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, circle, line, rounded
from planner.figures.move_words import move_words
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMove, PlanMoves

ROW, HEAD, AXIS = 44.0, 30.0, 22.0
_LINE = 18.0  # px more for the second line of a long name
INSET = 8.0
_BAR = 8.0
_AMOUNT = 96.0  # px for the number at the right
BEST, LESS, NOISE, FREE, UNKNOWN = "best", "less", "noise", "free", "unknown"
_TITLES = {
    BEST: N_("Most per hour; among these the difference is noise, choose what you like"),
    LESS: N_("Less per hour than those above"),
    NOISE: N_("Gains that cannot be told from none"),
    FREE: N_("Without hours"),
    UNKNOWN: N_("Hours unknown"),
}


@dataclass(frozen=True, slots=True)
class MoveBarOptions:
    """Room in pixels, how many moves of a group at most (0: all), and how numbers are said."""

    width: float = 760.0
    most: int = 0
    speech: Speech = field(default_factory=Speech)


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """Moves between which the order means little or that cannot be compared with others; `per_hour` says their unit."""

    id: str
    moves: "tuple[PlanMove, ...]"

    @property
    def title(self) -> str:
        """What it is called; a best one alone is no choice."""
        return _("Most per hour") if self.id == BEST and len(self.moves) == 1 else _(_TITLES[self.id])

    @property
    def per_hour(self) -> bool:
        """Whether their gains are told per hour."""
        return self.id in (BEST, LESS, NOISE)


def move_groups(found: "PlanMoves") -> tuple[MoveGroup, ...]:
    """The moves that gain something, the best first; empty groups are left out."""
    gaining = [move for move in found.ranked if move.gain.gain > 0]
    sure = [move for move in gaining if move.gain.told_from_none]
    groups = {
        BEST: [move for move in sure if move.gain.tied_with_best],
        LESS: [move for move in sure if not move.gain.tied_with_best],
        NOISE: [move for move in gaining if not move.gain.told_from_none],
        FREE: [move for move in found.without_hours if move.gain.gain > 0],
        UNKNOWN: [move for move in found.hours_unknown if move.gain.gain > 0],
    }
    return tuple(MoveGroup(name, tuple(moves)) for name, moves in groups.items() if moves)


def worth(move: "PlanMove", *, per_hour: bool) -> tuple[float, float, float]:
    """The low end, the mean and the high end of what a move gains, per hour or over 12 months."""
    gain, hours = move.gain, (move.hours or 0.0) if per_hour else 1.0
    return (gain.p10 / hours, gain.gain / hours, gain.p90 / hours) if hours else (0.0, 0.0, 0.0)


def move_bars(found: "PlanMoves", plan: Plan, options: MoveBarOptions | None = None) -> Drawing:
    """The moves of `found` that gain something; names come from `plan`."""
    options = options or MoveBarOptions()
    title, groups = _("What next"), move_groups(found)
    if options.most:
        groups = tuple(MoveGroup(group.id, group.moves[: options.most]) for group in groups)
    if not groups:
        tried = len(found.ranked) + len(found.without_hours) + len(found.hours_unknown)
        why = _("None of the moves that were tried gains anything.") if tried else _("There is no move to try yet.")
        return nothing_yet(
            options.width, 160, title, (why, _("Offer a product on a platform, and moves are tried on it."))
        )
    chart = _Chart(groups, plan, options)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, chart.height, chart.summary(), title, chart.table())


class _Chart:
    """The rows of all groups, and the two axes."""

    def __init__(self, groups: Sequence[MoveGroup], plan: Plan, options: MoveBarOptions) -> None:
        self.groups, self.plan, self.speech, self.width = groups, plan, options.speech, options.width
        self.label = max(min(options.width * 0.56, 480.0), 120.0)
        self.near, self.far = INSET + self.label + 16, max(options.width - _AMOUNT - 12, INSET + self.label + 60)
        self.axes = {unit: self._axis(unit) for unit in (True, False)}
        self.height = sum(HEAD + self._rows(group) for group in groups)
        self.height += AXIS * len({group.per_hour for group in groups})

    def _axis(self, per_hour: bool) -> Scale:
        """From the lowest to the highest gain in a unit, nought within."""
        ends = [
            end
            for group in self.groups
            if group.per_hour is per_hour
            for move in group.moves
            for end in worth(move, per_hour=per_hour)
        ]
        low, high = min(0.0, *ends, 0.0), max(0.0, *ends, 0.0)
        return Scale(low, high if high > low else low + 1, self.near, self.far)

    def draw(self, sheet: Sheet) -> None:
        """Group below group, an axis above the first rows of each unit, where it is seen without scrolling."""
        top, unit = 0.0, None
        for at, group in enumerate(self.groups):
            self._draw_head(sheet, group, top, first=at == 0)
            top += HEAD
            if group.per_hour is not unit:
                unit, top = group.per_hour, top + AXIS
                self._draw_axis(sheet, unit, top, self._bottom(at, top))
            for move in group.moves:
                self._draw_row(sheet, group, move, top)
                top += self._row(move)

    def _bottom(self, first: int, top: float) -> float:
        """Where the rows of a unit end that begin at `top` with the group `first`."""
        end = top + self._rows(self.groups[first])
        for group in self.groups[first + 1 :]:
            if group.per_hour is not self.groups[first].per_hour:
                break
            end += HEAD + self._rows(group)
        return end

    def _draw_head(self, sheet: Sheet, group: MoveGroup, top: float, *, first: bool) -> None:
        """The name of a group, and the line that parts it from what stands above."""
        if not first:
            parts = group.id in (LESS, NOISE)
            y = round(top + 4) + 0.5
            ink, dash = ("accent", (5.0, 4.0)) if parts else ("hair", ())
            sheet.draw(Path(line((0, y), (self.width, y)), stroke=ink, dash=dash))
        unit = _("per hour") if group.per_hour else _("in 12 months")
        room = self.width - 2 * INSET - text.width(unit, 11) - 12
        words = text.ellipsis(group.title, room, 11, 600)
        sheet.write(Text((self.width - INSET, top + 22), unit, 11, "t3", anchor="end", room=_AMOUNT))
        sheet.write(Text((INSET, top + 22), words, 11, "t2", 600, room=room))

    def _draw_axis(self, sheet: Sheet, per_hour: bool, top: float, bottom: float) -> None:
        scale = self.axes[per_hour]
        marks = ticks(scale.start, scale.stop, 4, self.speech.one)
        free = -1.0  # where the words of the mark before end
        for value, said in zip(marks, self.speech.axis(marks), strict=True):
            x = round(scale.at(value)) + 0.5
            sheet.draw(Path(line((x, top - 4), (x, bottom if value == 0 else top)), stroke="ctl_soft"))
            half = text.width(said, 11) / 2
            if x - half > free:
                sheet.write(Text((x, top - 8), said, 11, "t3", anchor="middle"))
                free = x + half + 8

    def _draw_row(self, sheet: Sheet, group: MoveGroup, move: "PlanMove", top: float) -> None:
        low, mean, high = worth(move, per_hour=group.per_hour)
        scale, middle, quiet = self.axes[group.per_hour], top + self._row(move) / 2, group.id == NOISE
        self._write_name(sheet, move, top, "t2" if quiet else "t1")
        sheet.write(
            Text((self.width - INSET, middle + 5), self.speech.money(mean), 13, "t2" if quiet else "t1", 600, "end", room=_AMOUNT),
        )  # fmt: skip
        left, right = scale.at(low), scale.at(high)
        bar = Rect(left, middle - _BAR / 2, max(right - left, 2), _BAR)
        sheet.draw(Path(rounded(bar, _BAR / 2), fill="band80" if quiet else "band50"))
        sheet.draw(
            Path(circle((scale.at(mean), middle), 4), fill="t3" if quiet else "accent", stroke="surface", width=1.5)
        )
        area, target = Rect(0, top, self.width, self._row(move)), (move.kind, move.id)
        sheet.feel(Hit(area, self._told(group, move), target, f"move:{move.gain.id}", move.gain.id))

    def _write_name(self, sheet: Sheet, move: "PlanMove", top: float, ink: str) -> None:
        """What the move is, and below how it was tried."""
        baseline = top + 18
        for words in self._name(move):
            sheet.write(Text((INSET, baseline), words, 13, ink, room=self.label))
            baseline += _LINE
        caption = text.ellipsis(self._caption(move), self.label, 11)
        sheet.write(Text((INSET, baseline - 1), caption, 11, "t3", room=self.label))

    def _name(self, move: "PlanMove") -> tuple[str, ...]:
        """What the move is, in two lines where one is too short."""
        return text.wrap(move_words(move, self.plan), self.label, 13, lines=2)

    def _row(self, move: "PlanMove") -> float:
        return ROW + _LINE * (len(self._name(move)) - 1)

    def _rows(self, group: MoveGroup) -> float:
        """The height of all rows of a group."""
        return sum(self._row(move) for move in group.moves)

    def _caption(self, move: "PlanMove") -> str:
        parts = [_("helps in {chance}").format(chance=self.speech.chance(move.gain.helps))]
        if move.hours:
            parts.insert(0, _("{hours} in 12 months").format(hours=self.speech.hours(round(move.hours) or 1)))
        return " · ".join(parts)

    def _told(self, group: MoveGroup, move: "PlanMove") -> str:
        """The readout of a row."""
        gain = move.gain
        rows = [
            (_("over 12 months"), self.speech.money(gain.gain)),
            (_("low to high"), self.speech.span(gain.p10, gain.p90)),
        ]
        if group.per_hour and gain.per_hour is not None:
            rows.insert(0, (_("an hour"), self.speech.money(gain.per_hour)))
        rows.append((_("helps in"), self.speech.chance(gain.helps)))
        return "\n".join([move_words(move, self.plan), *("\t".join(row) for row in rows)])

    def summary(self) -> str:
        """The figure in words."""
        first = self.groups[0].moves[0]
        count = sum(len(group.moves) for group in self.groups)
        told = ngettext(
            "{count} move gains something; the best: {move}.", "{count} moves gain something; the best: {move}.", count
        )
        return told.format(count=count, move=move_words(first, self.plan))

    def table(self) -> Table:
        """Every move in numbers."""
        header = (
            _("Move"),
            _("Per hour"),
            _("Over 12 months"),
            _("Low (P10)"),
            _("High (P90)"),
            _("Helps"),
            _("Hours"),
            _("Group"),
        )
        rows = []
        for group in self.groups:
            for move in group.moves:
                gain, money = move.gain, self.speech.money
                rows.append((
                    move_words(move, self.plan), "" if gain.per_hour is None or not group.per_hour else money(gain.per_hour),
                    money(gain.gain), money(gain.p10), money(gain.p90), self.speech.chance(gain.helps),
                    self.speech.hours(round(move.hours)) if move.hours else "", group.title,
                ))  # fmt: skip
        return Table(header, tuple(rows))
