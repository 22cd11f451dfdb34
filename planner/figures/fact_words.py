"""What ledger, publications and time log say about a guess, in one sentence: a form and the command line say it alike."""

from typing import TYPE_CHECKING

from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS
from planner.model.wording import proportion_words

if TYPE_CHECKING:
    from planner.analysis.facts.fee_rates import FeeRate
    from planner.analysis.facts.observed_ranges import Observed

_MONTHLY = "publications_per_month"
_DIGITS = 2
IN_LINE = 0.3
"""A guess less likely to be off than that is not doubted."""


def observed_words(one: "Observed", speech: Speech) -> str:
    """“3 of 412: 0.3% to 1.7%; your range 1% to 5% was off with 81%”; shorter where it is in line with the facts."""
    kind = KINDS[one.kind].by_name[one.field].type

    def said(low: float, high: float) -> str:
        near = (round(end, 1) if one.field == _MONTHLY else float(f"{end:.{_DIGITS}g}") for end in (low, high))
        return speech.between(*(speech.value(kind, end) for end in near))

    names = {
        "counted": counted_words(one, speech),
        "facts": said(one.low, one.high),
        "guess": said(one.prior_low, one.prior_high),
        "chance": speech.chance(one.probability_off),
    }
    if one.field == "make_hours":
        return _("{counted}; your range {guess} was too low").format(**names)
    if one.probability_off < IN_LINE:
        return _("{counted}: {facts}, in line with it").format(**names)
    if one.prior.value is not None:
        return _("{counted}: {facts}; your {guess} was off with {chance}").format(**names)
    return _("{counted}: {facts}; your range {guess} was off with {chance}").format(**names)


def counted_words(one: "Observed", speech: Speech) -> str:
    """What was counted: “3 of 412”, “6 in 4 months”, “12h for 40 sales”."""
    hits, of = round(one.hits), round(one.of)
    count = f"{of:,}"
    if one.field == _MONTHLY:
        return ngettext("{hits} in {count} month", "{hits} in {count} months", of).format(hits=f"{hits:,}", count=count)
    hours = speech.value(KINDS["product"].by_name["make_hours"].type, one.hits)
    if one.field == "hours_per_sale":
        return ngettext("{hours} for {count} sale", "{hours} for {count} sales", of).format(hours=hours, count=count)
    if one.field == "hours_per_publication":
        told = ngettext("{hours} for {count} publication", "{hours} for {count} publications", of)
        return told.format(hours=hours, count=count)
    if one.field == "upkeep_hours":
        return ngettext("{hours} in {count} month", "{hours} in {count} months", of).format(hours=hours, count=count)
    if one.field == "make_hours":
        return _("{hours} logged").format(hours=hours)
    return proportion_words(hits, of, speech.context)


def fee_words(one: "FeeRate", speech: Speech) -> str:
    """“12 sales with fees: 6.8% of what was paid”."""
    rate = speech.value(KINDS["platform"].by_name["fee_rate"].type, one.rate)
    told = ngettext(
        "{count} sale with fees: {rate} of what was paid", "{count} sales with fees: {rate} of what was paid", one.sales
    )
    return told.format(count=f"{one.sales:,}", rate=rate)
