"""How far a review has come: which month, which step, what was ticked, which months are done. Kept outside the plan."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from planner.model.values import Month

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

STEPS = 4


@dataclass
class Kept:
    """The review of one plan as it was left. `ticked` are keys of offers (kind/id/field)."""

    month: Month | None = None
    step: int = 0
    ticked: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)

    @property
    def under_way(self) -> bool:
        """Whether it was begun and not finished."""
        return self.month is not None and str(self.month) not in self.done

    def begin(self, month: Month) -> None:
        """Look back on another month from the first step on; the one that is under way goes on where it was left."""
        if month != self.month:
            self.month, self.step, self.ticked = month, 0, set()

    def finish(self) -> None:
        """Note that the month is done."""
        if self.month is not None:
            self.done.add(str(self.month))
        self.step, self.ticked = 0, set()


def recalled(bridge: "Bridge") -> Kept:
    """What is kept of the open plan; a form that is not as it was written counts as nothing."""
    form: Any = bridge.recall(_key(bridge), {})
    if not isinstance(form, dict):
        return Kept()
    named = str(form.get("month", ""))
    step = form.get("step", 0)
    return Kept(
        Month(int(named[:4]), int(named[5:])) if _is_month(named) else None,
        min(max(step, 0), STEPS - 1) if isinstance(step, int) else 0,
        {str(one) for one in form.get("ticked", ())},
        {str(one) for one in form.get("done", ())},
    )


def remember(bridge: "Bridge", kept: Kept) -> None:
    """Keep it for the next sitting."""
    form = {
        "month": str(kept.month) if kept.month else "", "step": kept.step, "ticked": sorted(kept.ticked),
        "done": sorted(kept.done),
    }  # fmt: skip
    bridge.remember(_key(bridge), form)


def _key(bridge: "Bridge") -> str:
    return f"review.{bridge.plan.settings.id}"


def _is_month(text: str) -> bool:
    digits = text[:4] + text[5:]
    return len(text) == 7 and text[4] == "-" and digits.isascii() and digits.isdigit() and 1 <= int(text[5:]) <= 12
