"""What an alliance is worth, in whole sentences: who gives more, whether the year is better with it, which share suits both."""

from math import inf
from typing import TYPE_CHECKING, Final

from planner.figures.speech import Speech
from planner.i18n import N_, _

if TYPE_CHECKING:
    from planner.analysis.alliances.balances import Balance
    from planner.analysis.alliances.exchange_values import ShareInterval
    from planner.analysis.alliances.prospects import AllianceProspect

_SURE: Final = 0.75  # chance from which one side is said to give more
_GIVE: Final = (  # up to how many times the other side, in words
    (1.3, N_("You give a little more than you get.")),
    (1.75, N_("You give clearly more than you get.")),
    (2.5, N_("You give about twice what you get.")),
    (20.0, N_("You give about {times} times what you get.")),
    (inf, N_("You give, and get next to nothing.")),
)
_GET: Final = (
    (1.3, N_("You get a little more than you give.")),
    (1.75, N_("You get clearly more than you give.")),
    (2.5, N_("You get about twice what you give.")),
    (20.0, N_("You get about {times} times what you give.")),
    (inf, N_("You get, and give next to nothing.")),
)


def verdict(found: "Balance | None") -> str:
    """Who gives more, and how much more; empty while one of the sides is not known."""
    if found is None or found.got is None or found.given is None or found.ahead is None:
        return ""
    ours = found.ahead <= 1 - _SURE
    if not ours and found.ahead < _SURE:
        return _("About even: neither side clearly gives more so far.")
    more, less = (found.given.p50, found.got.p50) if ours else (found.got.p50, found.given.p50)
    times = more / less if less > 0 else inf
    words = next(words for limit, words in (_GIVE if ours else _GET) if times <= limit)
    return _(words).format(times="" if times == inf else round(times))


def prospect_words(found: "AllianceProspect", speech: Speech) -> str:
    """Whether the year is better with it, by how much, and for how many hours more."""
    low, high = (float(f"{end:.3g}") for end in (found.difference.p10, found.difference.p90))
    if low == high == 0:
        return _("The year brings the same with it and without it: no line says what it adds to a listing.")
    names = {"chance": speech.chance(found.helps), "range": speech.span(low, high)}
    hours = round(found.hours)
    if hours > 0:
        told = _("The chance that the year is better with it is {chance}: by {range}, for {hours} h more work.")
        return told.format(hours=hours, **names)
    return _("The chance that the year is better with it is {chance}: by {range}.").format(**names)


def share_words(interval: "ShareInterval | None", agreed: float | None, speech: Speech) -> str:
    """From which to which share of ours both gain, and where the agreed one lies; empty without an interval."""
    if interval is None:
        return ""
    if interval.low is None or interval.high is None:
        return _("No share leaves both sides better off than without it.")
    ends = {"low": speech.share(interval.low), "high": speech.share(interval.high)}
    if agreed is None:
        return _("Both gain while your share is between {low} and {high}.").format(**ends)
    names = ends | {"agreed": speech.share(agreed)}
    if agreed < interval.low:
        told = _("Your share of {agreed} is too low for you: both gain between {low} and {high}.")
    elif agreed > interval.high:
        told = _("Your share of {agreed} is too high for them: both gain between {low} and {high}.")
    else:
        told = _("Your share of {agreed} suits both: they gain between {low} and {high}.")
    return told.format(**names)
