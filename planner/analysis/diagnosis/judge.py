"""Every rule of the diagnosis by its id, and the verdict of one rule on its numbers."""

from collections.abc import Mapping
from typing import Any

from planner.analysis import bounds
from planner.analysis.diagnosis import alliances, guesses, money, platforms, products, roadmap, skills
from planner.analysis.diagnosis.declaration import Condition, RuleSpec

_THEMES = (skills, products, platforms, alliances, money, guesses, roadmap)
SPECS: Mapping[str, RuleSpec] = {spec.id: spec for theme in _THEMES for spec in theme.SPECS}


def judge(rule: str, values: Mapping[str, Any], was_firing: bool = False) -> str | None:
    """How bad the rule finds these numbers: error, warning, hint, or None when there is nothing to say.

    A rule with hysteresis that `was_firing` is judged by thresholds eased to 80%. InputError: another rule: unknown; a
    number that is absent: missing; one that is no number or outside its bounds: out_of_range.
    """
    condition = condition_met(rule, values, was_firing)
    return condition.severity if condition is not None else None


def condition_met(rule: str, values: Mapping[str, Any], was_firing: bool = False) -> Condition | None:
    """The first condition of the rule that holds, with its severity and its message; errors as `judge`."""
    return SPECS[bounds.one_of(rule, "rule", SPECS)].met(values, was_firing)
