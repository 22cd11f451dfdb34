"""What the four key figures say: plain values, made of the forecast, the facts and the time log. Nothing is drawn here."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from planner.analysis.facts.money_left import earned_before, left_in
from planner.figures.forecast_words import unknown
from planner.figures.spark import Dot
from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.plan import Plan
from planner.model.values import Month
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.analysis.facts.actuals import Actuals
    from planner.analysis.forecast_results import Band, Forecast
    from planner.ui.overview.journal import Week

PERIODS: Final = (("1", N_("Month")), ("3", N_("Quarter")), ("12", N_("Year")))
NOTHING: Final = "–"
_SHOWN: Final = 24  # months of a trend at most
_MOVES: Final = 0.05  # a chance that changes less is not drawn as if it rose
FORECAST: Final = ("forecast", "", "", "")
Place = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class KeyNumber:
    """One key figure: its title, its value with a unit, a note, how it went, and where it comes from.

    `gap` is what to enter where the value is not known; `place` (page, kind, id, field) leads there, or to the origin.
    """

    title: str
    value: str = ""
    unit: str = ""
    note: str = ""
    trend: tuple[Dot, ...] = ()
    place: Place = FORECAST
    gap: str = ""
    bars: tuple[float, ...] = ()

    @property
    def spoken(self) -> str:
        """All of it for a screen reader."""
        said = f"{self.value} {self.unit}".strip() if not self.gap else self.gap
        return in_a_row((self.title, said, self.note, self._went()), ".")

    def _went(self) -> str:
        """How the trend went, in words."""
        if len(self.trend) < 2:
            return ""
        first, last = self.trend[0], self.trend[-1]
        words = {"first": first.said, "start": first.when, "last": last.said, "end": last.when}
        return _("from {first} in {start} to {last} in {end}").format(**words)


@dataclass(frozen=True, slots=True)
class Known:
    """What the figures are made of; `period` is the number of months chosen."""

    plan: Plan
    speech: Speech
    today: date
    period: int
    forecast: "Forecast | None" = None
    facts: "Actuals | None" = None

    @property
    def month(self) -> Month:
        """The month of today."""
        return Month.of(self.today)

    def index(self, ahead: int = 0) -> int | None:
        """Where the month `ahead` of today's stands in the forecast; held within it, None without one."""
        if self.forecast is None or not self.forecast.months or unknown(self.forecast):
            return None
        return min(max(self.month - self.forecast.start + ahead, 0), len(self.forecast.months) - 1)


def key_numbers(known: Known) -> tuple[KeyNumber, ...]:
    """The three figures that the forecast tells."""
    return net_income(known), covering(known), runway(known)


def net_income(known: Known) -> KeyNumber:
    """What is left to live from in the period, as a range, beside what came in before."""
    titles = {1: _("Net income this month"), 3: _("Net income, next 3 months"), 12: _("Net income, next 12 months")}
    at, forecast = known.index(), known.forecast
    title = titles[known.period]
    if at is not None and forecast is not None and forecast.start > known.month and known.period == 1:
        title = _("Net income in {month}").format(month=known.speech.month(forecast.start))
    made = KeyNumber(title, NOTHING)
    if at is None or forecast is None:
        return replace(made, note=_nothing_yet(forecast))
    band = forecast.earnings.at(at) if known.period == 1 else forecast.coming.get(known.period)
    if band is None:
        return replace(made, note=_("the forecast ends before that"))
    return replace(made, value=brief_span(band, known.speech), note=_before(known), trend=_actuals(known))


def _before(known: Known) -> str:
    """What came in so far, or in as many months before."""
    if known.facts is None or not known.facts.months:
        return _("80% range")
    speech, now = known.speech, known.month
    if known.period == 1:
        words = {
            "month": speech.month_alone(now), "so_far": speech.money(left_in(known.facts, now)),
            "last": speech.month_alone(now + -1), "before": speech.money(left_in(known.facts, now + -1)),
        }  # fmt: skip
        return _("{month} so far {so_far} · {last} {before}").format(**words)
    total = sum(left_in(known.facts, now + -ago) for ago in range(1, known.period + 1))
    told = ngettext("the month before: {amount}", "the {count} months before: {amount}", known.period)
    return told.format(count=known.period, amount=speech.money(total))


def _actuals(known: Known) -> tuple[Dot, ...]:
    if known.facts is None:
        return ()
    return _dots(known.speech, earned_before(known.facts, known.month)[-_SHOWN:])


def covering(known: Known) -> KeyNumber:
    """The chance that income covers living costs, from the end of the period on."""
    made = KeyNumber(_("Chance of covering living costs"), NOTHING)
    settings, forecast = known.plan.settings, known.forecast
    if settings.living_costs is None:
        field = ("settings", "plan", settings.id, "living_costs")
        return replace(made, gap=_("Enter living costs"), place=field, note=_("to see when income covers them"))
    ahead = 0 if known.period == 1 else known.period
    at = known.index(ahead)
    if at is None or forecast is None or forecast.cover is None or not forecast.cover.probability:
        return replace(made, note=_nothing_yet(forecast))
    cover, speech = forecast.cover, known.speech
    note = _("from {month} on").format(month=speech.month(forecast.start + at))
    dots = tuple(
        Dot(speech.month(forecast.start + index), speech.chance(chance), chance)
        for index, chance in enumerate(cover.probability[:_SHOWN])
    )
    moves = max(cover.probability) - min(cover.probability) >= _MOVES
    return replace(made, value=speech.chance(cover.probability[at]), note=note, trend=dots if moves else ())


def runway(known: Known) -> KeyNumber:
    """How many months cash lasts, as a range."""
    made = KeyNumber(_("Cash runway"), NOTHING)
    settings, forecast = known.plan.settings, known.forecast
    for name, words in (("cash", _("Enter your cash")), ("living_costs", _("Enter living costs"))):
        if getattr(settings, name) is None:
            place = ("settings", "plan", settings.id, name)
            return replace(made, gap=words, place=place, note=_("to see how long it lasts"))
    if forecast is None or forecast.survival is None:
        return replace(made, note=_nothing_yet(forecast))
    found, horizon, speech = forecast.survival, len(forecast.months), known.speech
    value, count = months_span(found.runway_p10, found.runway_p90, horizon)
    note = _("80% range · {cash} now").format(cash=speech.money(float(settings.cash.amount)))
    months = [forecast.start + at for at in range(min(horizon, _SHOWN))]
    return replace(
        made,
        value=value,
        unit=ngettext("month", "months", count),
        note=note,
        trend=_dots(speech, zip(months, found.cash.p50, strict=False)),
    )


def months_span(low: float, high: float, horizon: int) -> tuple[str, int]:
    """A range of months, open where it goes beyond the horizon, and the number that decides the plural."""
    if math.isinf(low):
        return _("over {count}").format(count=horizon), horizon
    first = round(low)
    if math.isinf(high):
        return _("{low} or more").format(low=first), first
    last = round(high)
    return (str(last) if first == last else f"{first} – {last}"), last


def hours_of_week(logged: "Week", known: Known) -> KeyNumber:
    """Hours logged this week beside those there are."""
    total, week, most = sum(logged.minutes), known.plan.settings.hours_per_week, logged.most
    unit = _("h")
    if week is not None:
        free = _hours(sum(day.minutes for day in week))
        unit = _("/ {hours} h").format(hours=free)
    note = _("nothing logged yet")
    if most[1]:
        note = _("Most: {what} {hours} h").format(what=most[0], hours=_hours(most[1]))
    place = ("ledger", "time_entry", logged.newest or "-", "")
    bars = tuple(float(count) for count in logged.minutes)
    return KeyNumber(_("Hours this week"), _hours(total), unit, note, place=place, bars=bars)


def brief_span(band: "Band", speech: Speech) -> str:
    """The range of an amount in two digits and one unit: ¥9.5k – 15k, ¥1.2 万 – 1.5 万."""
    return speech.range(*(float(f"{end:.2g}") for end in (band.p10, band.p90)))


def _nothing_yet(forecast: "Forecast | None") -> str:
    return _("on its way…") if forecast is None else _("no income to forecast yet")


def _dots(speech: Speech, values: Iterable[tuple[Month, float]]) -> tuple[Dot, ...]:
    return tuple(Dot(speech.month(month), speech.money(value), value) for month, value in values)


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
