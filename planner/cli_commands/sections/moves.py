"""What to do next: what each move would gain, per hour it takes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study, patiently
from planner.figures.move_words import move_words
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMove, PlanMoves

LONGEST = 72  # places of a sentence


def moves(study: Study) -> Told:
    """The section of moves: each tried on the plan, on the same draws as the plan itself."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.forecasting.moves import MoveOptions, plan_moves  # noqa: PLC0415

    options = MoveOptions()
    found = plan_moves(study.plan, study.facts, study.outlook, options, patiently(options.samples))
    form = {
        "ranked": [_form(study, move) for move in found.ranked],
        "without_hours": [_form(study, move) for move in found.without_hours],
        "hours_unknown": [_form(study, move) for move in found.hours_unknown],
        "base": json_form(found.base),
        "samples": found.samples,
        "seed": found.seed,
        "elasticity": json_form(found.elasticity),
    }
    anything = found.ranked or found.without_hours or found.hours_unknown
    return Told(form, _lines(study, found), () if anything else (Missing("moves", ("listing",)),))


def _form(study: Study, move: "PlanMove") -> dict[str, Any]:
    """The gain stands beside the hours; `fields` are what to write into the record to make the move, `enter` the empty
    fields on which its hours depend."""
    gain = json_form(move.gain)
    del gain["id"]
    return {
        "sort": move.sort,
        **study.subject(move.kind, move.id),
        "place": study.subject("platform", move.place) if move.place else None,
        "message": move_words(move, study.plan),
        "hours": json_form(move.hours),
        **gain,
        "fields": json_form(move.fields),
        "enter": list(move.enter),
    }


def _lines(study: Study, found: "PlanMoves") -> Iterator[str]:
    """Those that gain something."""
    ranked, free, unknown = map(_gaining, (found.ranked, found.without_hours, found.hours_unknown))
    if ranked:
        header = (_("Move"), _("Per hour"), _("Over 12 months"), _("Helps"), _("Hours"), "")
        yield from columns(header, [_row(study, move) for move in ranked])
    if free:
        yield ""
        header = (_("Takes no hours"), "", _("Over 12 months"), _("Helps"), "", "")
        yield from columns(header, [_row(study, move) for move in free])
    if unknown:
        yield ""
        yield from columns(
            (_("Hours unknown"), _("Over 12 months"), _("Helps")), [_row(study, move, at=(0, 2, 3)) for move in unknown]
        )
        fields = dict.fromkeys(path for move in unknown for path in move.enter)
        yield _("How many hours these take is known once you enter {fields}.").format(fields=study.listed(fields))
    if ranked or free or unknown:
        low, high = map(study.number, found.elasticity)
        yield ""
        told = _("A price one per cent higher is taken to change the number of buyers by {low}% to {high}%.")
        yield told.format(low=low, high=high)
    elif found.ranked or found.without_hours or found.hours_unknown:
        yield _("No move that was tried gains anything.")


def _gaining(moves: tuple["PlanMove", ...]) -> list["PlanMove"]:
    return [move for move in moves if move.gain.gain > 0]


def _row(study: Study, move: "PlanMove", at: tuple[int, ...] = (0, 1, 2, 3, 4, 5)) -> tuple[str, ...]:
    gain = move.gain
    cells = (
        fitted(move_words(move, study.plan), LONGEST),
        "" if gain.per_hour is None else study.speech.amount(gain.per_hour),
        study.speech.amount(gain.gain),
        study.speech.chance(gain.helps),
        "" if gain.per_hour is None or move.hours is None else study.whole(move.hours),
        _("as good as the best") if gain.tied_with_best else "",
    )
    return tuple(cells[one] for one in at)
