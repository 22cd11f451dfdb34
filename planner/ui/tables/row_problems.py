"""What the rules find in the rows of a table: looked up when a row is painted, kept until the plan changes."""

from collections.abc import Mapping

from planner.model import checks, checks_records  # noqa: F401 - the second registers the rules
from planner.model.catalogue import Record
from planner.model.checks import Problem, Surroundings
from planner.ui.editors.platform_picker import catalogue
from planner.ui.tables.cell_text import Scene


class RowProblems:
    """The worst problem of each field of each record looked at; hints are left to the form."""

    def __init__(self) -> None:
        self._found: dict[str, Mapping[str, Problem]] = {}

    def forget(self) -> None:
        """Look anew from now on: the plan has changed."""
        self._found.clear()

    def of(self, record: Record, scene: Scene) -> Mapping[str, Problem]:
        """The errors and warnings of a record by field."""
        found = self._found.get(record.id)
        if found is None:
            found = self._found[record.id] = self._examine(record, scene)
        return found

    def _examine(self, record: Record, scene: Scene) -> Mapping[str, Problem]:
        if scene.context.today is None or record.archived:
            return {}
        problems = checks.problems_of(record, Surroundings(scene.plan, scene.context.today, catalogue()))
        told: dict[str, Problem] = {}
        for problem in problems:
            if problem.severity != "hint":
                told.setdefault(problem.field, problem)
        return told
