"""What a move is, in a sentence that begins with what to do; pages and command line say it alike."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.i18n import N_, _
from planner.model.plan import Plan

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMove

SENTENCES: Mapping[str, str] = {  # by sort, as `planner.analysis.forecasting.move_candidates` names them
    "price": N_("Raise the price of “{name}” by a tenth"),
    "publication": N_("Publish once more a month on “{name}”"),
    "platform": N_("Offer “{name}” on “{place}” too"),
    "conversion": N_("Work on what turns visitors of “{name}” into buyers"),
    "learning": N_("Learn more of “{name}”"),
    "ally": N_("Agree on “{name}”"),
    "drop": N_("Give up “{name}” and use its hours elsewhere"),
    "no_ads": N_("Stop advertising “{name}”"),
}


def move_words(move: "PlanMove", plan: Plan) -> str:
    """The move as a sentence without a full stop."""
    words = {"name": plan.label(move.kind, move.id), "place": plan.label("platform", move.place)}
    return _(SENTENCES[move.sort]).format(**words)
