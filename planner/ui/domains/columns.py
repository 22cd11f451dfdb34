"""The columns of domains that are reckoned: hours to the target, hours lately, what 100 more would add a month."""

import math
from collections.abc import Sequence
from typing import Final

from planner.figures.next_hours import gain_range
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import Domain, Record
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NUMBER, Cell, Column, field_column
from planner.ui.widgets.speech import in_a_row

TARGET, LATELY, GAIN = "target", "lately", "gain"
RECKONED: Final[Sequence[str]] = (TARGET, LATELY, GAIN)
_LONG: Final = 10_000  # hours: nobody means it


def target_column(width: int) -> Column:
    """The target, and below it the hours that lead there."""
    return field_column("domain", "target", width, show=_way)


def lately_column(width: int) -> Column:
    """The hours logged on the domain in the last 30 days."""
    return Column(LATELY, N_("Hours, 30 d"), width, NUMBER, show=_lately, key=_minutes, editable=False)


def gain_column(width: int) -> Column:
    """What 100 hours in this domain alone would add to the income of a month."""
    return Column(GAIN, N_("Gain per 100 h"), width, NUMBER, show=_gain, key=_middle, editable=False, outlook=True)


def _way(record: Record, scene: Scene) -> Cell:
    standing = scene.standings.get(record.id)
    if standing is None or not isinstance(record, Domain) or record.target is None or not standing.to_target:
        return Cell()
    if math.isinf(standing.to_target) or standing.to_target > _LONG:
        return Cell(caption=_("never"), tip=_("Nobody gets quite there: each hour closes only a part of what is left."))
    hours = round(standing.to_target)
    tip = ngettext("{count} hour from here to the target", "{count} hours from here to the target", hours)
    return Cell(caption=_("{hours} h").format(hours=f"{hours:,}"), tip=tip.format(count=f"{hours:,}"))


def _lately(record: Record, scene: Scene) -> Cell:
    minutes = _minutes(record, scene)
    if not minutes:
        return Cell()
    words = _("{hours} h").format(hours=f"{minutes / 60:.1f}".removesuffix(".0"))
    return Cell(words, tip=_("Time logged on this domain in the last 30 days"))


def _minutes(record: Record, scene: Scene) -> int | None:
    standing = scene.standings.get(record.id)
    return standing.minutes or None if standing is not None else None


def _gain(record: Record, scene: Scene) -> Cell:
    standing = scene.standings.get(record.id)
    if standing is None or standing.gain is None:
        return Cell()
    gain = standing.gain
    if gain.high < 1:
        why = _nothing_gained(record, scene)
        return Cell("–", faint=True, tip=why, spoken=why)
    words = _("+{range}").format(range=gain_range(gain.low, gain.high, speech_of(scene)))
    tip = _("What 100 hours in this domain alone would probably add to the income of a month (P10 to P90)")
    return Cell(words, caption=_("a month"), tip=tip, spoken=in_a_row((words, _("a month"))))


def _nothing_gained(record: Record, scene: Scene) -> str:
    if not scene.plan.naming("need", "domain", record.id):
        return _("No product needs this domain yet.")
    if isinstance(record, Domain) and not record.score:
        return _("It has no score yet.")
    return _("The products that need it earn nothing yet, or it has nothing left to add to them.")


def _middle(record: Record, scene: Scene) -> float | None:
    standing = scene.standings.get(record.id)
    return standing.gain.middle if standing is not None and standing.gain is not None else None
