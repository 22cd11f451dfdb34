"""The tornado: which guess moves the income of a year most, each from its low to its high value, all others at theirs.

A bar runs from the outcome with the input at its P10 to that at its P90; its ends name the outcome and the input. A
number without range has an open bar, drawn for a tenth less and more of it.
"""

from dataclasses import dataclass, field

from planner.analysis.forecast_results import Driver, Forecast
from planner.figures import text
from planner.figures.axes import Scale
from planner.figures.drawing import Drawing, Hit, Path, Rect, Sheet, Table, Text, line, rounded
from planner.figures.nothing import nothing_yet
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.model.plan import Plan

ROW = 30.0  # px at least
MOST = 10
_HEAD, _FOOT = 20.0, 2.0
_LINK = " · "  # between the two records that name a link


@dataclass(frozen=True, slots=True)
class TornadoOptions:
    """Room in pixels (height 0: as needed), how many inputs at most, and how numbers are said."""

    width: float = 560.0
    height: float = 0.0
    most: int = MOST
    speech: Speech = field(default_factory=Speech)


def tornado(forecast: Forecast, plan: Plan, options: TornadoOptions | None = None) -> Drawing:
    """The inputs that move the year's net income most, the strongest on top; names come from `plan`."""
    options = options or TornadoOptions()
    drivers = strongest(forecast, options.most)
    title = _("What moves income most")
    if not drivers:
        words = (_("Nothing to compare yet"), _("Give a number a range, such as 3 to 5: its bar is drawn here."))
        return nothing_yet(options.width, options.height or 160, title, words)
    chart = _Chart(forecast, plan, drivers, options)
    sheet = Sheet()
    chart.draw(sheet)
    return sheet.done(options.width, chart.height, chart.summary(), title, chart.table())


def strongest(forecast: Forecast, most: int = MOST) -> tuple[Driver, ...]:
    """The inputs with the longest bars, at most so many; those that move nothing are left out."""
    moving = [driver for driver in forecast.drivers if driver.high != driver.low]
    return tuple(sorted(moving, key=lambda one: (-abs(one.high - one.low), one.kind, one.id, one.field))[:most])


@dataclass(frozen=True, slots=True)
class _Named:
    """An input in words: its record, its field, its low and high value, its remarks."""

    record: str
    field: str
    low: str
    high: str
    remarks: tuple[str, ...]

    @property
    def whole(self) -> str:
        return " · ".join((self.field, *self.remarks))


def _cut(name: str, room: float, size: float) -> str:
    """A name within `room`; of one that links two records the longer is cut in its middle, so both can be told."""
    first, link, second = name.partition(_LINK)
    if not link or text.width(name, size) <= room:
        return text.middle(name, room, size)
    room -= text.width(_LINK, size)
    halves = [first, second]
    wide = [text.width(half, size) for half in halves]
    longer = 0 if wide[0] >= wide[1] else 1
    halves[1 - longer] = text.middle(halves[1 - longer], room * 0.5, size)
    halves[longer] = text.middle(halves[longer], room - text.width(halves[1 - longer], size), size)
    return _LINK.join(halves)


class _Chart:
    """The rows of one tornado."""

    def __init__(self, forecast: Forecast, plan: Plan, drivers: tuple[Driver, ...], options: TornadoOptions) -> None:
        self.forecast, self.plan, self.drivers, self.speech = forecast, plan, drivers, options.speech
        self.named = [self._name(driver) for driver in drivers]
        self.width = options.width
        self.row = max(ROW, (options.height - _HEAD - _FOOT) / len(drivers)) if options.height else ROW
        self.row = min(self.row, ROW * 1.5)
        self.height = max(options.height, _HEAD + _FOOT + self.row * len(drivers))
        self.label = min(max(options.width * 0.44, 96), 260)
        self.across = self._fitted(self.label + 12, options.width)
        self.middle = middle_of(forecast)

    def _fitted(self, near: float, far: float) -> Scale:
        """The largest scale on which the words at the ends of every bar stay between `near` and `far`."""
        bars = [sorted((driver.low, driver.high)) for driver in self.drivers]
        low, high = min(bar[0] for bar in bars), max(bar[1] for bar in bars)
        left = [max(text.width(words, 12) for words in self._low_words(at)) + 8 for at in range(len(bars))]
        right = [max(text.width(words, 12) for words in self._high_words(at)) + 8 for at in range(len(bars))]
        start, stop = near, far
        for _step in range(8):  # each end moves the places of the other side's words a little
            scale = Scale(low, high, start, max(stop, start + 24))
            start += max(near + wide - scale.at(bar[0]) for bar, wide in zip(bars, left, strict=True))
            stop -= max(scale.at(bar[1]) + wide - far for bar, wide in zip(bars, right, strict=True))
        return Scale(low, high, start, max(stop, start + 24))

    def _name(self, driver: Driver) -> _Named:
        kind = KINDS[driver.kind]
        spec = kind.by_name[driver.field]
        record = self.plan.label(driver.kind, driver.id) or _(kind.label)
        remarks = []
        if driver.exact:
            remarks.append(_("±10%"))
        if driver.calibrated:
            remarks.append(_("from the ledger"))
        low, high = (self.speech.value(spec.type, value) for value in (driver.input_low, driver.input_high))
        return _Named(record, _(spec.label), low, high, tuple(remarks))

    def _low_words(self, at: int) -> tuple[str, str]:
        """Outcome and input at the left end of a bar."""
        driver, named = self.drivers[at], self.named[at]
        return self.speech.amount(min(driver.low, driver.high)), named.low if driver.low <= driver.high else named.high

    def _high_words(self, at: int) -> tuple[str, str]:
        """Outcome and input at the right end of a bar."""
        driver, named = self.drivers[at], self.named[at]
        return self.speech.amount(max(driver.low, driver.high)), named.high if driver.low <= driver.high else named.low

    def draw(self, sheet: Sheet) -> None:
        """The line in the middle, then the rows."""
        x = round(self.across.at(self.middle)) + 0.5
        for at, driver in enumerate(self.drivers):
            self._draw_row(sheet, at, driver)
        sheet.draw(Path(line((x, _HEAD - 4), (x, self.height - _FOOT)), stroke="t3"))
        words = _("Middle {amount}").format(amount=self.speech.money(self.middle))
        half = text.width(words, 12) / 2
        at_x = min(max(x, half), self.width - half)
        sheet.write(Text((at_x, _HEAD - 9), words, 12, "t2", anchor="middle"))

    def _draw_row(self, sheet: Sheet, at: int, driver: Driver) -> None:
        named, top = self.named[at], _HEAD + at * self.row
        y = top + self.row / 2
        low, high = sorted((driver.low, driver.high))
        left, right = self.across.at(low), self.across.at(high)
        bar = Rect(left, y - 7, max(right - left, 2), 14)
        open_ = driver.exact
        caption = named.whole if driver.exact else named.field
        inner = Rect(bar.x + 0.5, bar.y + 0.5, bar.width - 1, bar.height - 1)
        sheet.draw(
            Path(rounded(inner, 3), stroke="ctl_soft", fill="surface")
            if open_
            else Path(rounded(bar, 3), fill="band50")
        )
        sheet.write(
            Text((0, y - 2), text.ellipsis(caption, self.label, 12), 12, "t1", room=self.label),
            Text((0, y + 12), _cut(named.record, self.label, 11), 11, "t3", room=self.label),
        )
        for (outcome, given), x, anchor in (
            (self._low_words(at), bar.x - 6, "end"), (self._high_words(at), bar.right + 6, "start"),
        ):  # fmt: skip
            sheet.write(
                Text((x, y - 2), outcome, 12, "t2", anchor=anchor),  # type: ignore[arg-type]
                Text((x, y + 12), given, 11, "t3", anchor=anchor),  # type: ignore[arg-type]
            )
        mark = Path(rounded(inner, 3), stroke="accent", width=2)
        area = Rect(0, top, self.width, self.row)
        key = (driver.kind, driver.id)
        sheet.feel(Hit(area, self._told(at), key, f"{driver.kind}/{driver.id}/{driver.field}", driver.field, (mark,)))

    def _told(self, at: int) -> str:
        """The tooltip of a row."""
        driver, named = self.drivers[at], self.named[at]
        given = self.speech.between(named.low, named.high)
        rows = [(named.field, given), (_("net income of 12 months"), self.speech.span(driver.low, driver.high))]
        if not driver.exact:
            rows.append((_("share of the uncertainty"), self.speech.share(driver.share)))
        if driver.knowing >= 1:
            rows.append((_("worth knowing"), self.speech.money(driver.knowing)))
        return "\n".join([named.record, *("\t".join(row) for row in rows), *named.remarks])

    def summary(self) -> str:
        """The figure in words."""
        named, driver = self.named[0], self.drivers[0]
        told = _("What moves the net income of 12 months most: {field} of “{name}”, from {low} to {high}; {count} inputs "
                 "in all.")  # fmt: skip
        low, high = self.speech.money(driver.low), self.speech.money(driver.high)
        return told.format(field=named.field, name=named.record, low=low, high=high, count=len(self.drivers))

    def table(self) -> Table:
        """Every row in numbers."""
        header = (_("Record"), _("Income at low"), _("Income at high"), _("Low (P10)"), _("High (P90)"), _("Share"),
                  _("Field"))  # fmt: skip
        rows = [
            (
                named.record, self.speech.money(driver.low), self.speech.money(driver.high), named.low, named.high,
                "" if driver.exact else self.speech.share(driver.share), named.whole,
            )
            for named, driver in zip(self.named, self.drivers, strict=True)
        ]  # fmt: skip
        return Table(header, tuple(rows))


def middle_of(forecast: Forecast) -> float:
    """The outcome with every input at its median: it lies within every bar, so where all of them overlap."""
    bars = [sorted((driver.low, driver.high)) for driver in forecast.drivers]
    low, high = max(bar[0] for bar in bars), min(bar[1] for bar in bars)
    return (low + high) / 2
