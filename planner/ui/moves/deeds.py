"""What a move becomes: a milestone with its hours, or a test of a day, each in one step."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from planner.commands import milestones, records
from planner.figures.move_words import move_words
from planner.i18n import N_, _
from planner.model.catalogue import Listing
from planner.model.values import Hours
from planner.ui.experiments.proposals import common_fields, evening, listing_for, marked_fields

if TYPE_CHECKING:
    from planner.analysis.forecasting.moves import PlanMove
    from planner.ui.bridge import Bridge

_DAY: Final = 8  # hours of a test at most
_TESTED: Final = {"price": "conversion", "conversion": "conversion", "learning": "conversion"}  # by sort: what tells


class MoveDeeds:
    """Deeds for `origin`, a page; each returns the id of what was made, "" when refused."""

    def __init__(self, bridge: "Bridge", origin: object) -> None:
        self._bridge, self._origin = bridge, origin

    def make_milestone(self, move: "PlanMove") -> str:
        """A milestone that asks the hours of the move."""
        name, about = move_words(move, self._bridge.plan), (move.kind, move.id)
        label = N_("Make a milestone of “{name}”")
        made = self._bridge.run(
            label, lambda tx: milestones.make(tx, name, about, move.hours), origin=self._origin, name=name
        )
        return made.id if made is not None else ""

    def make_experiment(self, move: "PlanMove") -> str:
        """A test whether the move does what it is said to do."""
        name, fields = move_words(move, self._bridge.plan), self._fields(move)
        label = N_("Make an experiment of “{name}”")
        made = self._bridge.run(
            label, lambda tx: records.create(tx, "experiment", **fields), origin=self._origin, name=name
        )
        return made.id if made is not None else ""

    def _fields(self, move: "PlanMove") -> dict[str, Any]:
        plan, forecast = self._bridge.plan, self._bridge.outlook.latest()
        found = (
            plan.find("listing", move.id) if move.kind == "listing" else listing_for(plan, move.kind, move.id, forecast)
        )
        fields: dict[str, Any] = {"measure": "replies", "threshold": Decimal(1)}
        if move.sort == "platform":  # it is not offered there yet
            fields = {"measure": "sales", "threshold": Decimal(1)}
        elif isinstance(found, Listing):
            fields = marked_fields(plan, _TESTED.get(move.sort, ""), found, forecast) | common_fields(found)
        hours = max(1, min(round(move.hours or _DAY), _DAY))
        return fields | {
            "hypothesis": _("{move}: it pays").format(move=move_words(move, plan)), "budget_hours": Hours.of(hours),
            "state": "idea", "stop_at": evening(plan, self._bridge.experiments.now()),
        }  # fmt: skip
