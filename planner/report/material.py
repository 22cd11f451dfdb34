"""What a report is made of: a plan, what happened, and what follows from both, as of one day."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model.plan import Plan
from planner.report.concerning import part_for
from planner.report.journal import JournalFacts
from planner.report.options import ReportOptions
from planner.report.reckoned import Reckoned, reckon, reckon_for_partner

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast


@dataclass(frozen=True)
class Material:
    """A plan with its facts and results as of `day`; made once for each state of a plan, however often it is printed."""

    plan: Plan
    facts: JournalFacts
    reckoned: Reckoned
    day: dt.date

    def concerning(self, options: ReportOptions) -> "Material":
        """All of it, or what a partner may see: only the part of one alliance, nothing of the journal. InputError for
        an alliance that does not exist, or where one has to be named."""
        if options.preset != "partner":
            return self
        part = part_for(self.plan, options.alliance)
        return Material(part, JournalFacts(), reckon_for_partner(part, self.day), self.day)


def material_of(plan: Plan, facts: JournalFacts, day: dt.date, forecast: "Forecast | None" = None) -> Material:
    """The material of a plan as of `day`; `forecast` where there is one of this very plan already."""
    return Material(plan, facts, reckon(plan, facts, day, forecast), day)
