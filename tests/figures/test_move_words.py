"""Every move can be said, and names what it is about."""

from planner.analysis.forecasting import move_candidates
from planner.analysis.forecasting.moves import PlanMove
from planner.analysis.uncertainty.paired_moves import Gain
from planner.figures.move_words import SENTENCES, move_words
from planner.model.catalogue import Platform, Product
from planner.model.plan import plan_of

SORTS = {
    move_candidates.PRICE, move_candidates.PUBLICATION, move_candidates.PLATFORM, move_candidates.CONVERSION,
    move_candidates.LEARNING, move_candidates.ALLY, move_candidates.DROP, move_candidates.NO_ADS,
}  # fmt: skip


def move(sort: str, place: str = "") -> PlanMove:
    gain = Gain(id="", gain=1.0, standard_error=0.1, helps=0.9, median=1.0, per_hour=None, tied_with_best=False)
    return PlanMove(sort, "product", "c", place, 1.0, gain, {})


def test_every_sort_of_move_has_a_sentence() -> None:
    assert set(SENTENCES) == SORTS
    plan = plan_of([Product(id="c", name="Course"), Platform(id="p", name="Letter")])
    assert all("“Course”" in move_words(move(sort, "p"), plan) for sort in SENTENCES)
    assert move_words(move("platform", "p"), plan) == "Offer “Course” on “Letter” too"
