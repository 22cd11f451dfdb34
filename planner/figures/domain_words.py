"""What is said of domains: where hours gain most, which pairs have a product, how rare a mix is, how late one came."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.figures.next_hours import gain_range
from planner.figures.speech import Speech
from planner.i18n import _, ngettext, separator

if TYPE_CHECKING:
    from planner.analysis.skills.arrivals import Arrivals
    from planner.analysis.skills.hour_gains import HourGain, JointGain
    from planner.analysis.skills.pairs import Pair
    from planner.analysis.skills.rarity import Rarity
    from planner.model.plan import Plan

PEOPLE = 1000
"""People among whom rivals are counted."""
_FEW = 10  # below it a number of people has a decimal


def hours_sentence(gains: "Sequence[HourGain]", joint: "JointGain", hours: float, plan: "Plan", speech: Speech) -> str:
    """Where the next hours gain most, and what they add a month where anything earns."""
    if not gains:
        return _("Score the domains that your products need: then it shows where hours gain most.")
    words = {"hours": round(hours), "domains": _shares(gains, plan)}
    if joint.high < 1:
        text = _("The next {hours} hours gain most in {domains}; how much shows once a product that needs them earns.")
        return text.format(**words)
    if len(gains) == 1:
        text = _("The next {hours} hours gain most in {domains}: probably {range} a month.")
    else:
        text = _("The next {hours} hours gain most in {domains}: together probably {range} a month.")
    return text.format(**words, range=gain_range(joint.low, joint.high, speech))


def settled_sentence(
    gains: "Sequence[HourGain]", joint: "JointGain", hours: float, plan: "Plan", speech: Speech
) -> str:
    """Where the next hours go once some are settled, and what they add a month where anything earns."""
    if not gains:
        return _("With these pins no hours are left to share out.")
    words = {"hours": round(hours), "domains": _shares(gains, plan)}
    if joint.high < 1:
        return _("With your pins the next {hours} hours go to {domains}.").format(**words)
    text = _("With your pins the next {hours} hours go to {domains}: together probably {range} a month.")
    return text.format(**words, range=gain_range(joint.low, joint.high, speech))


def _shares(gains: "Sequence[HourGain]", plan: "Plan") -> str:
    """Each domain with its hours; one alone gets them all."""
    if len(gains) == 1:
        return plan.label("domain", gains[0].domain)
    told = _("{domain} ({hours} h)")
    return separator().join(
        told.format(domain=plan.label("domain", one.domain), hours=round(one.hours)) for one in gains
    )


def pairs_sentence(found: "Sequence[Pair]", strongest: "Pair | None", plan: "Plan") -> str:
    """How many pairs have a product, and the strongest that has none."""
    if not found:
        return _("It takes two domains to make a pair.")
    used = sum(bool(pair.products) for pair in found)
    first = ngettext(
        "{used} of {count} pair has a product.", "{used} of {count} pairs have a product.", len(found)
    ).format(used=used, count=len(found))
    if strongest is None:
        return first
    second = _("The strongest without one: {first} and {second}.").format(
        first=plan.label("domain", strongest.first), second=plan.label("domain", strongest.second)
    )
    return joined(first, second)


def rarity_sentence(found: "Rarity", domains: Sequence[str]) -> str:
    """How many people have the same mix; `domains` are names."""
    named = separator().join(domains)
    if math.isinf(found.one_in):
        return _("Nobody is as good in {domains}.").format(domains=named)
    return _("About 1 person in {people} is at least as good in {domains}.").format(
        people=_count(found.one_in), domains=named
    )


def rivals_sentence(found: "Rarity") -> str:
    """How many of a thousand people are rivals, and which single score would be as rare."""
    words = _(
        "Among {people} people that is about {count}. One domain alone would have to stand at {score} to be as rare."
    )
    return words.format(
        people=f"{PEOPLE:,}",
        count=_count(PEOPLE * found.probability),
        score=f"{100 * (1 - found.probability):.3g}",
    )


def assumption_sentence(found: "Rarity", correlation: float) -> str:
    """What the count takes for granted, and what it would be if the domains had nothing to do with each other."""
    alone = 1 / found.independent if found.independent > 0 else math.inf
    read = _("Taken for granted: a score is the share of people who are worse, so 84 is better than 84 of 100.")
    if math.isinf(alone) or round(found.one_in, 1) == round(alone, 1):
        return read
    usual = _(
        "Skills come in bundles (correlation {correlation}); if they did not, it would be 1 in {count}, which flatters."
    )
    return joined(read, usual.format(correlation=f"{correlation:g}", count=_count(alone)))


def arrivals_sentence(found: "Arrivals", plan: "Plan") -> str:
    """How late one usually came, and where one came soonest."""
    if found.usual is None:
        return _("Enter when a platform began and when you joined: then it shows how late you came to each wave.")
    count = round(found.usual)
    first = ngettext(
        "You usually come to a platform {count} year after it began.",
        "You usually come to a platform {count} years after it began.",
        count,
    ).format(count=count)
    if len(found.known) == 1:
        return first
    soonest = min(found.known, key=lambda one: one.late)
    told = _("Soonest: {platform}, {years}.")
    return joined(
        first, told.format(platform=plan.label("platform", soonest.platform), years=years_words(soonest.late))
    )


def years_words(count: int) -> str:
    """ "12 years"."""
    return ngettext("{count} year", "{count} years", count).format(count=count)


def joined(*sentences: str) -> str:
    """Sentences one after the other, as the language parts them."""
    return _("{first} {second}").format(first=sentences[0], second=sentences[1])


def _count(number: float) -> str:
    """A number of people: whole, or with one decimal where there are few."""
    return f"{number:,.0f}" if number >= _FEW else f"{number:.1f}".removesuffix(".0")
