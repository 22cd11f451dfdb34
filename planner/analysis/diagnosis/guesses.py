"""Rules about guesses and facts: where they disagree, how honest ranges are, which test decides, what to test first."""

import math

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, hint, warning
from planner.i18n import N_

SPECS = (
    RuleSpec(
        "DA01",
        N_("Plan and facts disagree"),
        numbers=(
            Number("probability_off", "share", empty=True),
            Number("bits", "bits", empty=True, infinite=True),
            Number("months_inside", "count", optional=True),  # of the last six, for the plan as a whole
        ),
        names=("name", "field"),
        conditions=(
            warning(
                N_("The range of {field} of “{name}” was probably off; the chance of it is {probability_off}."),
                Mark("probability_off", ">=", 0.5),
            ),
            warning(
                N_("If {field} of “{name}” were as planned, what happened would be rare (surprise of {bits} bits)."),
                Mark("bits", ">=", 4.32),
            ),
            warning(
                N_("Of the last six months {months_inside} came out within the forecast."),
                Mark("months_inside", "<", 3),
            ),
        ),
        why=N_(
            "Either the range was more likely off than not, or so much surprise comes in at most one case of twenty "
            "when a plan is right, or fewer than three of six months lay inside the forecast. Taking the facts in makes "
            "the next forecast better."
        ),
        advice=N_("Take the proposed range, which comes from your own numbers."),
        hysteresis=True,
    ),
    RuleSpec(
        "DA02",
        N_("Your ranges are too narrow"),
        numbers=(Number("resolved", "count"), Number("coverage_tail", "share")),
        names=("held", "factor"),
        conditions=(
            hint(
                N_("Widen your ranges by a factor of {factor}: of {resolved} that can be checked, {held} held."),
                Mark("resolved", ">=", 10),
                Mark("coverage_tail", "<", 0.05),
            ),
        ),
        why=N_(
            "A range is meant to hold nine times in ten. With ten or more checked, so few would hold by chance in less "
            "than one case of twenty; nearly everyone guesses too narrowly."
        ),
        advice=N_("Widen the open ranges by this factor."),
    ),
    RuleSpec(
        "DA03",
        N_("This test cannot decide"),
        numbers=(
            Number("p_undecided", "share"),
            Number("sample", "count"),
            Number("silence_visitors", "count", infinite=True),
        ),
        names=("name", "needed"),
        conditions=(
            warning(
                N_(
                    "With a sample of {sample} “{name}” ends undecided with a chance of {p_undecided}; it takes {needed}."
                ),
                Mark("p_undecided", ">", 0.5),
            ),
            warning(
                N_("“{name}” cannot say stop: no number of visitors without a sale would mean anything."),
                Mark("silence_visitors", ">=", math.inf),
            ),
            warning(
                N_("“{name}” has a sample of {sample}, but silence says something only from {silence_visitors} on."),
                Mark("sample", "<", "silence_visitors"),
            ),
        ),
        why=N_(
            "A test is worth its day when it ends in go or stop more often than not, and when no sale at all would tell "
            "something. It is kinder to know before the day is spent."
        ),
        advice=N_("Plan as many visitors as it takes, or test something with a larger effect."),
    ),
    RuleSpec(
        "DA04",
        N_("The plan bets on a guess"),
        numbers=(
            Number("is_point", "flag"),
            Number("bar_rank", "rank", empty=True),
            Number("untested", "flag"),
            Number("highest_value_of_knowing", "flag"),
        ),
        names=("name", "field"),
        conditions=(
            hint(
                N_("Give {field} of “{name}” a range: it is one number and among the five that matter most."),
                Mark("is_point", "=", 1),
                Mark("bar_rank", "<=", 5),
            ),
            hint(
                N_("Test {field} of “{name}” first: nothing else is worth more to know."),
                Mark("untested", "=", 1),
                Mark("highest_value_of_knowing", "=", 1),
            ),
        ),
        why=N_(
            "A forecast turns on a few guesses. This one is among the five with the longest bars and has no range, or "
            "it is the one most worth knowing and was never tried."
        ),
        advice=N_("Give it a range and test it first."),
    ),
)
