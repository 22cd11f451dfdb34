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


ASSUMED: Mapping[str, str] = {  # by sort: what is taken for granted, as `move_candidates` does it
    "price": N_("A price one per cent higher is taken to change the number of buyers by {low}% to {high}%."),
    "publication": N_("Each publication is taken to reach as many as those before it."),
    "platform": N_("Of those who see it 1% to 5% are taken to click, and 0.5% to 4% of them to buy, once a month."),
    "conversion": N_("Ten hours of work are taken to make a conversion better by 2% to 30%."),
    "learning": N_("Twenty hours are taken to raise the score as its learning curve says, and with it how many buy."),
    "ally": N_("The alliance is taken to run as its exchange says."),
    "drop": N_("The hours that fall free go where they are worth most."),
    "no_ads": N_("The sales that advertising brings are taken to stop at once."),
}


def assumed_words(move: "PlanMove", elasticity: tuple[float, float]) -> str:
    """What the move takes for granted."""
    low, high = (f"{end:g}".replace("-", "−") for end in elasticity)
    return _(ASSUMED[move.sort]).format(low=low, high=high)
