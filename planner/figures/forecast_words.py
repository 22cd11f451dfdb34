"""What a forecast comes to, in sentences: the conclusion with its chance, and how unsure it is."""

import math

from planner.analysis.forecast_results import Cover, Forecast, Survival
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.values import Month

YEAR = 12  # months
_ANY = 0.005  # chances below it are told as under 1 %
_EVEN = 0.5  # from here on nobody may say "probably not"


def lacking(forecast: Forecast) -> tuple[str, ...]:
    """The listings that take part but bring nothing yet, because of what is not entered."""
    told = [missing.subject[1] for missing in forecast.missing if missing.subject and missing.subject[0] == "listing"]
    reckoned = {one.id for one in forecast.listings}  # they may still lack what their bought clicks take
    return tuple(dict.fromkeys(listing for listing in told if listing not in reckoned))


def unknown(forecast: Forecast) -> bool:
    """Whether there is no income to tell of: nothing is on offer, or all that is lacks numbers."""
    return not forecast.listings


def conclusion(forecast: Forecast, speech: Speech, today: Month | None = None) -> str:
    """The answer to "from when can I live from this", or what can be said in its place."""
    if unknown(forecast):
        if lacking(forecast):
            return _("What is on offer lacks numbers, so there is no income to forecast yet")
        return _("Nothing is on offer yet, so there is no income to forecast")
    cover = forecast.cover
    if cover is None or not cover.probability:
        count = _year(forecast)
        told = ngettext(
            "In {count} month you will probably earn {range}", "In {count} months you will probably earn {range}", count
        )
        return told.format(count=count, range=_ranged(forecast, speech))
    if cover.month is None:
        return _not_covered(forecast, cover, speech)
    month = forecast.start + cover.month
    words = {"month": speech.month(month), "chance": speech.chance(cover.probability[cover.month])}
    if today is not None and month <= today:
        return _("Income has probably covered living costs since {month} ({chance})").format(**words)
    return _("Income will probably cover living costs from {month} ({chance})").format(**words)


def _year(forecast: Forecast) -> int:
    """The months that `forecast.year` adds up: fewer than twelve where the horizon is shorter."""
    return min(YEAR, len(forecast.months))


def _ranged(forecast: Forecast, speech: Speech) -> str:
    """The net income of a year, and whether it is a range."""
    low, high = forecast.year.p10, forecast.year.p90
    words = speech.span(low, high)
    if low == high:
        return _("{amount} (exact inputs, no range)").format(amount=words)
    return words if speech.money(low) == speech.money(high) else _("{range} (80% range)").format(range=words)


def _not_covered(forecast: Forecast, cover: Cover, speech: Speech) -> str:
    """The best chance there is, where none is good enough within the horizon."""
    best = max(range(len(cover.probability)), key=cover.probability.__getitem__)
    count, chance = len(forecast.months), speech.chance(cover.probability[best])
    if cover.probability[best] < _ANY:  # then it says nothing which month it is
        told = ngettext(
            "Income will probably not cover living costs within {count} month ({chance} at best)",
            "Income will probably not cover living costs within {count} months ({chance} at best)",
            count,
        )
        return told.format(count=count, chance=chance)
    if cover.probability[best] >= _EVEN:
        told = ngettext(
            "Income may cover living costs within {count} month, but not surely enough ({chance} at best, {month})",
            "Income may cover living costs within {count} months, but not surely enough ({chance} at best, {month})",
            count,
        )
    else:
        told = ngettext(
            "Income will probably not cover living costs within {count} month ({chance} at best, {month})",
            "Income will probably not cover living costs within {count} months ({chance} at best, {month})",
            count,
        )
    return told.format(count=count, chance=chance, month=speech.month(forecast.start + best))


def outcome(forecast: Forecast, speech: Speech) -> str:
    """What a forecast comes to in few words, to set scenarios side by side."""
    cover = forecast.cover
    if unknown(forecast):
        return _("lacks numbers") if lacking(forecast) else _("nothing on offer")
    if cover is None or not cover.probability:
        return _("{range} in 12 months").format(range=speech.span(forecast.year.p10, forecast.year.p90))
    best = max(cover.probability)
    if cover.month is None:
        return _("{chance} at best to cover costs").format(chance=speech.chance(best))
    words = {
        "month": speech.month(forecast.start + cover.month),
        "chance": speech.chance(cover.probability[cover.month]),
    }
    return _("covered from {month} ({chance})").format(**words)


def uncertainty(forecast: Forecast, speech: Speech) -> tuple[str, ...]:
    """The range of a year's net income, how long cash lasts, and what comes in without work: short phrases."""
    if unknown(forecast):
        return ()
    found = [_capital(_net_income(forecast, speech))]
    if forecast.survival is not None:
        found.append(lasting(forecast.survival, len(forecast.months)))
    if forecast.hands_off_share is not None:
        found.append(_("{share} of income goes on without work").format(share=speech.share(forecast.hands_off_share)))
    return tuple(found)


def without(forecast: Forecast) -> str:
    """How many listings the forecast goes without; nothing where it has them all."""
    count = len(lacking(forecast)) if not unknown(forecast) else 0
    told = ngettext("without {count} listing that lacks numbers", "without {count} listings that lack numbers", count)
    return told.format(count=count) if count else ""


def _net_income(forecast: Forecast, speech: Speech) -> str:
    """The range of a year's net income; where the conclusion has told it, why it says no more."""
    if forecast.cover is None or not forecast.cover.probability:
        return _("enter living costs to see when income covers them")
    count = _year(forecast)
    told = ngettext(
        "net income of {count} month from {month}: {range}", "net income of {count} months from {month}: {range}", count
    )
    return told.format(count=count, month=speech.month(forecast.start), range=_ranged(forecast, speech))


def lasting(survival: Survival, horizon: int) -> str:
    """How long cash lasts, as a range of months; beyond the horizon nothing is known."""
    low, high = survival.runway_p10, survival.runway_p90
    if math.isinf(low):
        return ngettext("cash lasts beyond {count} month", "cash lasts beyond {count} months", horizon).format(
            count=horizon
        )
    first = round(low)
    if math.isinf(high):
        return ngettext("cash lasts {count} month or longer", "cash lasts {count} months or longer", first).format(
            count=first
        )
    last = round(high)
    if first == last:
        return ngettext("cash lasts {count} month", "cash lasts {count} months", last).format(count=last)
    return _("cash lasts {low} to {high} months").format(low=first, high=last)


def runs(forecast: Forecast) -> str:
    """How many times the plan was lived through."""
    words = ngettext("{count} run", "{count} runs", forecast.samples)
    return words.format(count=f"{forecast.samples:,}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
