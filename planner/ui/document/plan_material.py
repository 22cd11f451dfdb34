"""What a report of the open plan is made of: read beside the window, reckoned in the worker's thread, kept until an edit."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.i18n import _
from planner.model.clock import day_at
from planner.report.document import Cancelled
from planner.report.journal import journal_facts
from planner.report.material import Material, material_of
from planner.report.reckoned import noon

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

Make = Callable[[Callable[[], bool]], Material]


class PlanMaterial:
    """The newest material of a plan; one thread makes it at a time."""

    def __init__(self, bridge: "Bridge") -> None:
        self._bridge = bridge
        self._kept: tuple[tuple[int, dt.date], Material] | None = None

    def wanted(self) -> Make:
        """What makes the material of the plan as it is now, in a thread of its own; Cancelled once `stop()` turns true."""
        session, plan = self._bridge.session, self._bridge.plan
        day = day_at(dt.datetime.now(dt.UTC), plan.settings)
        key = (session.revision, day)

        def make(stop: Callable[[], bool]) -> Material:
            if self._kept is not None and self._kept[0] == key:
                return self._kept[1]
            facts = session.aside(lambda journal: journal_facts(journal, plan, noon(plan, day)), stop)
            if facts is None or stop():
                raise Cancelled(_("The export was cancelled."))
            found = material_of(plan, facts, day)
            self._kept = (key, found)
            return found

        return make
