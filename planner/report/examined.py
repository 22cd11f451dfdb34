"""What the diagnosis finds in a plan, for the page of findings: judged while the report's language is spoken."""

import datetime as dt

from planner.model.checks import Problem, Surroundings, examine
from planner.model.plan import Plan
from planner.model.platform_catalogue import read_catalogue
from planner.paths import resource
from planner.report.reckoned import Reckoned


def problems_of(plan: Plan, day: dt.date, reckoned: Reckoned) -> tuple[Problem, ...]:
    """All that every rule finds as of `day`, the worst first; what the user has muted is left out."""
    import planner.analysis.diagnosis  # noqa: PLC0415 - registers the rules; NumPy comes with it
    import planner.model.checks_records  # noqa: F401, PLC0415 - registers those of single records

    catalogue = {row.key: row for row in read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8"))}
    results = {"actuals": reckoned.actuals, "forecast": reckoned.forecast}
    known = {name: result for name, result in results.items() if result is not None}
    return examine(Surroundings(plan, day, catalogue, known)).problems
