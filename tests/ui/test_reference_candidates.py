"""What a reference may name: nothing that would lead in a circle, and a circle that is there already holds nothing up."""

from planner.model.catalogue import KINDS, Milestone, Product
from planner.model.kinds import Record
from planner.model.plan import Plan, plan_of
from planner.model.settings import PlanSettings
from planner.ui.editors.references import candidates


def named(plan: Plan, kind: str, record: Record, field: str) -> set[str]:
    return {other.id for other in candidates(plan, record, KINDS[kind].by_name[field])}


def test_a_milestone_waits_for_nothing_that_waits_for_it() -> None:
    first, second = Milestone(id="a", name="A"), Milestone(id="b", name="B", after=("a",))
    third, free = Milestone(id="c", name="C", after=("b",)), Milestone(id="d", name="D")
    plan = plan_of([PlanSettings(id="plan"), first, second, third, free])
    assert named(plan, "milestone", first, "after") == {"d"}
    assert named(plan, "milestone", second, "after") == {"a", "d"}
    assert named(plan, "milestone", third, "after") == {"a", "b", "d"}


def test_a_product_is_backed_by_nothing_it_backs_even_beside_a_circle() -> None:
    one, two = Product(id="a", name="A", backed_by="b"), Product(id="b", name="B", backed_by="a")
    other = Product(id="c", name="C", backed_by="a")
    plan = plan_of([PlanSettings(id="plan"), one, two, other])
    assert named(plan, "product", other, "backed_by") == {"a", "b"}
    assert named(plan, "product", one, "backed_by") == set()
