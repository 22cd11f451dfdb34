"""What may be wrong with a plan as a whole: rules declared as data, one file per theme, judged in `judge`.

A rule is one `RuleSpec` in the `SPECS` of its theme: its subjects, its numbers, the conditions under which it fires, its
sentences. Importing this package registers all of them.
"""

from planner.analysis.diagnosis import findings, unknown_inputs

__all__ = ["findings", "unknown_inputs"]
