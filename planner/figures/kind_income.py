"""Income by kind, month by month: from selling hours to products, platforms and alliances, beside the job.

Each month is one bar, the kinds stacked in the order in which a person moves; what a kind took away stands below
nought. Months in which a kind both gained and lost show its sum.
"""

from dataclasses import dataclass, field

from planner.analysis.facts.actuals import KINDS, Actuals
from planner.figures import text
from planner.figures.axes import Scale, axis_room, draw_grid, draw_months, reach, ticks
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, line, rectangle, rounded
from planner.figures.key import Sign, draw_key, key_height, swatch
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import N_, _, separator
from planner.model.values import Month

WORDS = {
    "hours": N_("Hours sold"),
    "products": N_("Products"),
    "platforms": N_("Platforms"),
    "alliances": N_("Alliances"),
    "job": N_("Job"),
    "other": N_("Other"),
}
COLOURS = {"hours": "s2", "products": "s3", "platforms": "s1", "alliances": "s4", "job": "ctl_soft", "other": "s5"}
"""As on the map, each layer in its own colour; the job, which is none, in grey."""

_TOP = 16.0  # px above the plot, for the sums
_FOOT = 26.0
_WIDEST = 44.0
_SEEN = 2.0  # px of a loss that is told from none


@dataclass(frozen=True, slots=True)
class KindIncomeOptions:
    """Room in pixels, how many months at most, up to which one (None: that of today), and how numbers are said."""

    width: float = 720.0
    height: float = 300.0
    months: int = 24
    last: Month | None = None
    speech: Speech = field(default_factory=Speech)


def kind_income(facts: Actuals, options: KindIncomeOptions | None = None) -> Drawing:
    """Net income by kind in the months up to today's, from the first one with any."""
    options = options or KindIncomeOptions()
    title = _("Income by kind")
    last = options.last or Month.of(facts.today)
    shown = [last + at for at in range(1 - options.months, 1)]
    earned = {month: facts.income_by_kind(month) for month in shown}
    first = next((month for month in shown if any(earned[month].values())), None)
    if first is None:
        words = (_("No income yet"), _("Enter what came in, or import it: each month is drawn here by kind."))
        return nothing_yet(options.width, options.height, title, words)
    chart = _Chart([(month, earned[month]) for month in shown if month >= first], options)
    sheet = Sheet()
    chart.draw(sheet)
    chart.feel(sheet)
    return sheet.done(options.width, options.height, chart.summary(), title, chart.table())


class _Chart:
    """The scales of one figure and what is drawn on them."""

    def __init__(self, months: list[tuple[Month, dict[str, float]]], options: KindIncomeOptions) -> None:
        self.months, self.options, self.speech = months, options, options.speech
        self.first = months[0][0]
        self.kinds = [kind for kind in KINDS if any(earned[kind] for _month, earned in months)]
        self.signs = [Sign(_(WORDS[kind]), swatch(COLOURS[kind])) for kind in self.kinds]
        ends = [sum(filter(sign, earned.values())) for _month, earned in months for sign in (_gains, _losses)]
        low, high = reach(ends, self.speech.one)
        self.marks = ticks(low, high, one=self.speech.one)
        self.words = self.speech.axis(self.marks)
        left, top = axis_room(self.words), key_height(self.signs, options.width) + _TOP
        self.plot = Rect(left, top, max(options.width - left - 8, 60), max(options.height - top - _FOOT, 40))
        self.down = Scale(low, high, self.plot.bottom, self.plot.y)
        self.pitch = self.plot.width / len(months)
        self.bar = min(self.pitch * 0.72, _WIDEST)
        inner = Rect(self.plot.x + self.pitch / 2, top, self.plot.width - self.pitch, self.plot.height)
        self.inner, self.across = inner, Scale(0, len(months) - 1, inner.x, inner.right)

    def draw(self, sheet: Sheet) -> None:
        """Key, grid, months, bars and sums."""
        draw_key(sheet, self.signs, (0, 0), self.options.width)
        draw_grid(sheet, self.plot, self.down, list(zip(self.marks, self.words, strict=True)))
        draw_months(sheet, self.inner, self.across, self.first, self.speech)
        for at, (_month, earned) in enumerate(self.months):
            self._draw_bar(sheet, self.across.at(at) - self.bar / 2, earned)
        y = round(self.down.at(0)) + 0.5
        sheet.draw(Path(line((self.plot.x, y), (self.plot.right, y)), stroke="ctl"))
        self._write_sums(sheet)

    def _draw_bar(self, sheet: Sheet, left: float, earned: dict[str, float]) -> None:
        """One month: gains from nought up, losses from nought down, a hair of ground between two kinds."""
        ends = {True: 0.0, False: 0.0}
        for kind in self.kinds:
            amount = earned[kind]
            if not amount:
                continue
            start = ends[amount > 0]
            ends[amount > 0] = stop = start + amount
            top, bottom = sorted((self.down.at(start), self.down.at(stop)))
            hair = 1.0 if start and bottom - top > 2 else 0.0
            box = Rect(left, top + (0.0 if amount > 0 else hair), self.bar, bottom - top - hair)
            sheet.draw(Path(rectangle(box), fill=COLOURS[kind]))
        lost = self.down.at(ends[False]) - self.down.at(0)
        if lost > _SEEN and ends[True]:  # then no end of the bar shows what was left
            y = self.down.at(ends[True] + ends[False])
            sheet.draw(Path(line((left - 3, y), (left + self.bar + 3, y)), stroke="surface", width=4))
            sheet.draw(Path(line((left - 3, y), (left + self.bar + 3, y)), stroke="t1", width=2))

    def _write_sums(self, sheet: Sheet) -> None:
        """The sum of each month above its bar, where all find room."""
        said = [self.speech.brief(sum(earned.values())) for _month, earned in self.months]
        if self.speech.dots or max(text.width(words, 11) for words in said) + 6 > self.pitch:
            return
        for at, (_month, earned) in enumerate(self.months):
            top = self.down.at(sum(filter(_gains, earned.values())))
            sheet.write(Text((self.across.at(at), top - 5), said[at], 11, "t2", anchor="middle"))

    def feel(self, sheet: Sheet) -> None:
        """One area per month."""
        for at, (month, earned) in enumerate(self.months):
            rows = [(_(WORDS[kind]), earned[kind]) for kind in reversed(self.kinds) if earned[kind]]
            if len(rows) > 1 or not rows:
                rows.append((_("in all"), sum(earned.values())))
            words = "\n".join(
                [self.speech.month(month), *(f"{said}\t{self.speech.money(sum_)}" for said, sum_ in rows)]
            )
            area = Rect(self.across.at(at) - self.pitch / 2, self.plot.y, self.pitch, self.plot.height)
            frame = Rect(area.x + 1, self.plot.y - _TOP + 1, self.pitch - 2, self.plot.height + _TOP - 2)
            mark = Path(rounded(frame, 4), stroke="accent", width=1.5)
            sheet.feel(Hit(area, words, group=f"month:{month}", marks=(mark,)))

    def summary(self) -> str:
        """The figure in words."""
        sums = {kind: sum(earned[kind] for _month, earned in self.months) for kind in self.kinds}
        told = _("Net income by kind from {start} to {end}: {amount} in all, {parts}.")
        parts = [
            _("{kind} {amount}").format(kind=_(WORDS[kind]), amount=self.speech.money(amount))
            for kind, amount in sums.items()
        ]
        return told.format(
            start=self.speech.month(self.first),
            end=self.speech.month(self.months[-1][0]),
            amount=self.speech.money(sum(sums.values())),
            parts=separator().join(parts),
        )

    def table(self) -> Table:
        """Every month with each kind, and the sums."""
        header = (_("Month"), *(_(WORDS[kind]) for kind in self.kinds), _("In all"))
        rows = [
            (
                self.speech.month(month),
                *(self.speech.money(earned[kind]) for kind in self.kinds),
                self.speech.money(sum(earned.values())),
            )
            for month, earned in self.months
        ]
        return Table(header, tuple(rows))


def _gains(amount: float) -> bool:
    return amount > 0


def _losses(amount: float) -> bool:
    return amount < 0
