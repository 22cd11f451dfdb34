"""Computed money and hours in the words of tables, strips and screen readers: a mean, and the range it probably lies in."""

from decimal import Decimal
from typing import Final

from planner.analysis.forecast_results import Band
from planner.figures.speech import Speech
from planner.i18n import _
from planner.model import parsing
from planner.model.values import Range
from planner.ui.tables.cell_text import Scene

_WHOLE: Final = 10  # from here on amounts have no decimals


def speech_of(scene: Scene) -> Speech:
    """How computed numbers are said in the language and currency of `scene`."""
    return Speech(scene.context)


def near(amount: float) -> float:
    """An amount without digits that mean nothing: whole from ten on."""
    return float(round(amount)) if abs(amount) >= _WHOLE else round(amount, 1)


def span(band: Band, speech: Speech, *, signed: bool = True) -> str:
    """The range of an amount in one unit: ¥1,200 – 3,400, ¥0.69 万 – 1.06 万; no sign of the currency unless `signed`."""
    return speech.range(near(band.p10), near(band.p90), signed=signed)


def spoken(band: Band, speech: Speech) -> str:
    """Mean and range for a screen reader and a tooltip."""
    told = _("{mean}, probably {range}")
    return told.format(mean=speech.money(near(band.mean)), range=speech.span(near(band.p10), near(band.p90)))


def hours_span(hours: Band, scene: Scene) -> str:
    """The range of hours: 6.8–8.2 h."""
    low, high = (Decimal(f"{value:.2g}") for value in (hours.p10, hours.p90))
    return parsing.words("range.hours", Range.between(low, high), scene.context)


def in_all(scene: Scene) -> str:
    """What all listings bring in a month; nothing while that is not known."""
    together = scene.outlooks.together if scene.outlooks else None
    if together is None:
        return ""
    return _("Net per month in all, before running costs: {range}").format(range=span(together.net, speech_of(scene)))
