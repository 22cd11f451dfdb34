"""What a test of a day promises, has counted and says, in words; the board, its messages and the command line say it alike."""

import math
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from planner.figures.speech import Speech
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Experiment, PlanSettings
from planner.model.clock import day_at, here
from planner.model.experiments import Noted
from planner.model.reading import Context
from planner.model.roadmap import MEASURES
from planner.model.wording import about, day_words, per_cent, proportion_words

if TYPE_CHECKING:
    from planner.analysis.facts.experiment_outlooks import ConversionTest, ExperimentOutlook

_MOST_UNDECIDED = 0.5
_HOUR, _DAY = 60, 24 * 60  # minutes
VERDICTS: Mapping[str, str] = {
    "go": N_("passed"),
    "stop": N_("failed"),
    "undecided": N_("undecided"),
    "running": N_("running"),
}


def mark_words(one: Experiment, context: Context) -> str:
    """From what on the test passes: “at least 2%”, “3 sales”, “5 replies”; empty without a pass mark."""
    if one.threshold is None:
        return ""
    if (one.measure or "conversion") == "conversion":
        return _("at least {rate}").format(rate=per_cent(one.threshold, exact=True) + "%")
    number = about(one.threshold, "count", context)
    count = math.ceil(one.threshold)
    if one.measure == "sales":
        return ngettext("{count} sale", "{count} sales", count).format(count=number)
    return ngettext("{count} reply", "{count} replies", count).format(count=number)


def counted_words(one: Experiment, told: "ExperimentOutlook", context: Context) -> str:
    """What was counted so far beside what it takes; empty where nothing was."""
    if told.counted is None or told.counted.hits is None:
        return ""
    hits = about(Decimal(round(told.counted.hits)), "count", context)
    if told.counted.of:
        of = about(Decimal(round(told.counted.of)), "count", context)
        rate = per_cent(Decimal(told.counted.hits / told.counted.of).quantize(Decimal("0.0001")), exact=False) + "%"
        return _("{hits} of {of} visitors bought: {rate}").format(hits=hits, of=of, rate=rate)
    wanted = about(one.threshold or Decimal(0), "count", context)
    count = math.ceil(one.threshold or 0)
    if one.measure == "sales":
        return ngettext("{hits} of {count} sale", "{hits} of {count} sales", count).format(hits=hits, count=wanted)
    return ngettext("{hits} of {count} reply", "{hits} of {count} replies", count).format(hits=hits, count=wanted)


def tally_words(one: Experiment, told: "ExperimentOutlook", context: Context) -> str:
    """`counted_words` in as few words as a card has room for: “3 of 412”, “2 / 3”."""
    if told.counted is None or told.counted.hits is None:
        return ""
    if told.counted.of:
        return proportion_words(round(told.counted.hits), round(told.counted.of), context)
    hits, wanted = (
        about(Decimal(round(number)), "count", context) for number in (told.counted.hits, one.threshold or 0)
    )
    return f"{hits} / {wanted}"


def decisive_words(told: "ExperimentOutlook", speech: Speech) -> str:
    """How decisive the test will be, said before the day is spent; empty where that cannot be told."""
    if told.test is not None:
        return _conversion_words(told.test, speech)
    if told.p_pass is not None:
        return _("Passes with a chance of {chance} by your own range").format(chance=speech.chance(told.p_pass))
    return ""


def _conversion_words(test: "ConversionTest", speech: Speech) -> str:
    found = test.prospect
    decided = speech.chance(1 - found.p_undecided)
    if found.p_undecided <= _MOST_UNDECIDED:  # more often than not it says something
        words = _("Decides with a chance of {chance}: passes {go}, fails {stop}")
        return words.format(chance=decided, go=speech.chance(found.p_go), stop=speech.chance(found.p_stop))
    if not math.isfinite(test.needed):
        return _("Ends undecided with a chance of {chance}").format(chance=speech.chance(found.p_undecided))
    words = _("Ends undecided with a chance of {chance}; {needed} visitors would decide it")
    return words.format(
        chance=speech.chance(found.p_undecided), needed=about(Decimal(test.needed), "count", speech.context)
    )


def certainty_words(told: "ExperimentOutlook", speech: Speech) -> tuple[str, bool]:
    """`decisive_words` in as few words as a card has room for, and whether the test is unlikely to decide anything."""
    if told.test is not None:
        undecided = told.test.prospect.p_undecided
        if undecided > _MOST_UNDECIDED:
            return _("{chance} undecided").format(chance=speech.chance(undecided)), True
        return _("{chance} decisive").format(chance=speech.chance(1 - undecided)), False
    if told.p_pass is not None:
        return _("{chance} to pass").format(chance=speech.chance(told.p_pass)), False
    return "", False


def end_words(one: Experiment, settings: PlanSettings, context: Context) -> str:
    """When the test ends, on the plan's clock: “29 Nov, 20:00”; empty where no end is set."""
    if one.stop_at is None:
        return ""
    at = here(one.stop_at, settings)
    return _("{day}, {time}").format(day=day_words(at.date(), context), time=f"{at:%H:%M}")


def left_words(one: Experiment, now: datetime) -> str:
    """How long the test still runs; that its time is up, once it is; empty where no end is set."""
    if one.stop_at is None:
        return ""
    minutes = math.floor((one.stop_at - now).total_seconds() / 60)
    if minutes < 0:
        return _("Time is up")
    if minutes < _HOUR:
        return ngettext("{count} minute left", "{count} minutes left", minutes).format(count=minutes)
    if minutes < 2 * _DAY:
        return ngettext("{count} hour left", "{count} hours left", minutes // _HOUR).format(count=minutes // _HOUR)
    return ngettext("{count} day left", "{count} days left", minutes // _DAY).format(count=minutes // _DAY)


def verdict_words(told: "ExperimentOutlook") -> str:
    """The verdict in a word; empty while there is none."""
    return _(VERDICTS[told.verdict.verdict]) if told.verdict is not None else ""


def changed_words(note: Noted, settings: PlanSettings, context: Context) -> str:
    """One later change: day, field, old and new value, reason."""
    spec = KINDS["experiment"].by_name[note.field]
    words = _("{day}: {field} changed from {before} to {after}").format(
        day=day_words(day_at(note.at, settings), context),
        field=_(spec.label),
        before=_value(note.field, note.before, settings, context),
        after=_value(note.field, note.after, settings, context),
    )
    return _("{words}. {reason}").format(words=words, reason=note.reason) if note.reason else words


def _value(field: str, text: str, settings: PlanSettings, context: Context) -> str:
    """A value of the log as people read it; as it stands where it cannot be read."""
    if not text:
        return _("nothing")
    if field == "measure":
        return _(dict(MEASURES).get(text, text))
    try:
        if field == "stop_at":
            at = here(datetime.fromisoformat(text), settings)
            return f"{day_words(at.date(), context)} {at:%H:%M}"
        if field == "confidence" or (field == "threshold" and Decimal(text) < 1):
            return per_cent(Decimal(text), exact=True) + "%"
    except (ValueError, InvalidOperation):
        pass
    return text
