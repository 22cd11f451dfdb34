"""The waterfall: what became of an amount on its way, step by step, from what was sold to what was left.

Steps lie in rows, so that names of any length find room; a sign stands before every step and totals are filled, so
that colour carries nothing alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import NOWHERE, Drawing, Hit, Path, Rect, Sheet, Table, Target, Text, line, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import N_, _, separator

if TYPE_CHECKING:
    from planner.analysis.facts.money_flow import MoneyFlow

ROW = 30.0  # px at least
_BAR = 16.0
_EDGE = 2.0
_SORTS = {
    "refund": N_("Refunds"), "fee": N_("Fees"), "salary": N_("Salary"), "cost": N_("Costs"),
    "ad_spend": N_("Advertising"), "tax": N_("Taxes"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One row: its name, and the amount by which it moves the sum; of a `total` the sum itself."""

    name: str
    amount: float
    total: bool = False
    record: Target = NOWHERE


@dataclass(frozen=True, slots=True)
class WaterfallOptions:
    """Room in pixels (height 0: as needed), the title, and how numbers are said."""

    width: float = 560.0
    height: float = 0.0
    title: str = ""
    speech: Speech = field(default_factory=Speech)


def steps_of(flow: "MoneyFlow | None") -> tuple[Step, ...]:
    """The rows of a flow of money, named; none without one."""
    if flow is None:
        return ()
    net = [Step(_(_SORTS[one.sort]), one.amount) for one in flow.to_net]
    left = [Step(_(_SORTS[one.sort]), one.amount) for one in flow.to_left]
    found = [Step(_("Gross sales"), flow.sales, total=True), *net]
    if net:
        found.append(Step(_("Net income"), flow.net, total=True))
    if left:
        found += [*left, Step(_("Left over"), flow.left, total=True)]
    return tuple(found)


def waterfall(steps: Sequence[Step], options: WaterfallOptions | None = None) -> Drawing:
    """The rows of `steps`, from the first total to the last one."""
    options = options or WaterfallOptions()
    title = options.title or _("Money in and out")
    if not steps:
        words = (_("No money moved yet"), _("Enter sales and costs: what becomes of them is drawn here."))
        return nothing_yet(options.width, options.height or 160, title, words)
    chart = _Chart(steps, options)
    sheet = Sheet()
    for at in range(len(steps)):
        chart.draw_row(sheet, at)
    return sheet.done(options.width, chart.height, chart.summary(title), title, chart.table())


class _Chart:
    """The rows of one waterfall."""

    def __init__(self, steps: Sequence[Step], options: WaterfallOptions) -> None:
        self.steps, self.speech, self.width = steps, options.speech, options.width
        self.row = min(max(ROW, (options.height - 2 * _EDGE) / len(steps)), ROW * 1.4)
        self.height = max(options.height, self.row * len(steps) + 2 * _EDGE)
        self.ends = _ends(steps)
        longest = max(text.width(step.name, 13, 600) for step in steps)
        self.label = min(longest, max(options.width * 0.34, 84.0))
        self.said = [self._said(step) for step in steps]
        self.parts = _parts(steps, self.speech)
        self.amounts = max(text.width(words, 13, 600) for words in self.said)
        shares = max(text.width(words, 11) for words in self.parts)
        self.right = options.width - (shares + 12 if shares else 0)  # where amounts end
        far = max(self.right - self.amounts - 14, self.label + 36)
        values = [value for pair in self.ends for value in pair]
        self.across = Scale(min(0.0, *values), max(0.0, *values), self.label + 14, far)

    def _said(self, step: Step) -> str:
        """The amount of a row, with a sign before every step."""
        words = self.speech.money(step.amount)
        return words if step.total or step.amount < 0 or self.speech.dots else f"+{words}"

    def draw_row(self, sheet: Sheet, at: int) -> None:
        """Name, bar, the line on to the next row, amount and part."""
        step, (start, stop) = self.steps[at], self.ends[at]
        top = _EDGE + at * self.row
        y = top + self.row / 2
        left, right = sorted((self.across.at(start), self.across.at(stop)))
        bar = Rect(left, y - _BAR / 2, max(right - left, 2), _BAR)
        if step.total and at:
            sheet.draw(Path(line((0, round(top) + 0.5), (self.width, round(top) + 0.5)), stroke="hair"))
        self._draw_bar(sheet, step, bar)
        if at + 1 < len(self.steps):
            x = round(self.across.at(stop)) + 0.5
            sheet.draw(Path(line((x, y + _BAR / 2), (x, y + self.row - _BAR / 2)), stroke="ctl"))
        weight, ink = (600, "t1") if step.total else (400, "t2")
        name = text.ellipsis(step.name, self.label, 13, weight)
        sheet.write(
            Text((0, y + 4.5), name, 13, ink, weight, room=self.label),
            Text((self.right, y + 4.5), self.said[at], 13, ink, weight, "end", room=self.amounts + 2),
            Text((self.width, y + 4), self.parts[at], 11, "t3", anchor="end"),
        )
        words = [step.name, "\t".join((_("amount"), self.said[at]))]
        if self.parts[at]:
            words.append("\t".join((_("part of the first"), self.parts[at])))
        if not step.total:
            words.append("\t".join((_("leaves"), self.speech.money(stop))))
        mark = Path(rounded(Rect(bar.x - 2, bar.y - 2, bar.width + 4, bar.height + 4), 4), stroke="accent", width=2)
        area = Rect(0, top, self.width, self.row)
        sheet.feel(Hit(area, "\n".join(words), step.record, f"step:{at}", marks=(mark,)))

    def _draw_bar(self, sheet: Sheet, step: Step, bar: Rect) -> None:
        if step.total:
            sheet.draw(Path(rounded(bar, 3), fill="accent"))
        elif step.amount < 0:
            sheet.draw(Path(rounded(bar, 3), fill="neg_soft", stroke="neg"))
        else:
            sheet.draw(Path(rounded(bar, 3), fill="pos_soft", stroke="pos"))

    def summary(self, title: str) -> str:
        """The figure in words."""
        rows = [
            _("{name} {amount}").format(name=step.name, amount=said)
            for step, said in zip(self.steps, self.said, strict=True)
        ]
        return _("{title}: {rows}.").format(title=title, rows=separator().join(rows))

    def table(self) -> Table:
        """Every row in numbers."""
        rows = [
            (step.name, said, part, self.speech.money(stop))
            for step, said, part, (_start, stop) in zip(self.steps, self.said, self.parts, self.ends, strict=True)
        ]
        return Table((_("Step"), _("Amount"), _("Part of the first"), _("Sum")), tuple(rows))


def _parts(steps: Sequence[Step], speech: Speech) -> list[str]:
    """What part of the first total each row is, down to the next total: later ones are no parts of it."""
    whole = steps[0].amount if steps[0].total else 0.0
    last = next((at for at, step in enumerate(steps) if at and step.total), len(steps) - 1)
    return [speech.share(abs(step.amount) / whole) if whole > 0 and at <= last else "" for at, step in enumerate(steps)]


def _ends(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """From where to where each bar reaches."""
    found, sum_ = [], 0.0
    for step in steps:
        start = 0.0 if step.total else sum_
        sum_ = step.amount if step.total else sum_ + step.amount
        found.append((start, sum_))
    return found
