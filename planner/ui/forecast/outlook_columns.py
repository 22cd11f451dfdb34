"""The columns of tables that come from the forecast: what a record brings in a month, and the hours it takes."""

from typing import Final

from planner.i18n import N_, _
from planner.model.catalogue import Listing, Record
from planner.ui.forecast.outlook_figures import monthly_of
from planner.ui.forecast.outlook_notes import note_of
from planner.ui.forecast.outlook_words import hours_span, span, speech_of, spoken
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NUMBER, Cell, Column
from planner.ui.widgets.speech import in_a_row

_NET: Final = N_("Net / month")
_HOURS: Final = N_("Hours / month")
_LEAST: Final = 0.005  # share of income that is told


def net_column(width: int) -> Column:
    """The net of a month as its range, sorted by its mean; below it the share of income."""
    return Column("net", _NET, width, NUMBER, show=_net, key=_mean_net, editable=False, outlook=True)


def hours_column(width: int) -> Column:
    """The hours of a month as their range, sorted by their mean."""
    return Column(
        "hours", _HOURS, width, NUMBER, show=_hours, key=_mean_hours, editable=False, spare=True, outlook=True
    )


def _net(record: Record, scene: Scene) -> Cell:
    found = monthly_of(record, scene)
    if found is None:
        return _unknown(record, scene)
    speech = speech_of(scene)
    told, caption = spoken(found.net, speech), ""
    if found.net.mean > 0 and found.share and found.share >= _LEAST and not isinstance(record, Listing):
        caption = _("{share} of income").format(share=speech.share(found.share))
    said = in_a_row((told, caption))
    return Cell(span(found.net, speech), caption=caption, tip=told, spoken=said)


def _mean_net(record: Record, scene: Scene) -> float | None:
    found = monthly_of(record, scene)
    return found.net.mean if found else None


def _hours(record: Record, scene: Scene) -> Cell:
    found = monthly_of(record, scene)
    return Cell(hours_span(found.hours, scene)) if found else _unknown(record, scene)


def _mean_hours(record: Record, scene: Scene) -> float | None:
    found = monthly_of(record, scene)
    return found.hours.mean if found else None


def _unknown(record: Record, scene: Scene) -> Cell:
    """A dash that says why; nothing while the first forecast is on its way."""
    if scene.outlooks is None:
        return Cell()
    note = note_of(record, scene)
    why = "\n".join(filter(None, (note.text, *(way.text for way in note.ways))))
    return Cell("–", faint=True, tip=why, spoken=why)
