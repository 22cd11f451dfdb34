"""Rules about the roadmap: circles, dates that may not hold, weeks without slack, estimates that run short."""

import math

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, error, hint, warning
from planner.i18n import N_

SPECS = (
    RuleSpec(
        "RM01",
        N_("Milestones wait for each other"),
        numbers=(Number("circular", "flag"),),
        names=("path",),
        conditions=(error(N_("These milestones wait for each other in a circle: {path}."), Mark("circular", "=", 1)),),
        why=N_("None of them can begin while each waits for the next. So no date can be given for what follows."),
        advice=N_("Remove one of the arrows."),
    ),
    RuleSpec(
        "RM02",
        N_("A date that may not hold"),
        numbers=(Number("due", "moment", empty=True), Number("finish_p80", "moment", infinite=True)),
        names=("name", "chance"),
        conditions=(
            warning(
                N_("“{name}” is due on {due}, and in the hours there are it is not finished on any day."),
                Mark("due", "<", math.inf),
                Mark("finish_p80", ">=", math.inf),
            ),
            warning(
                N_("{finish_p80} is a date for “{name}” that holds; {due} is missed with a chance of {chance}."),
                Mark("due", "<", "finish_p80"),
            ),
        ),
        why=N_(
            "The date lies before the day by which four cases of five are finished. Moving it now costs little, "
            "moving it on the last day costs trust."
        ),
        advice=N_("Do it earlier, cut it, or move the date."),
    ),
    RuleSpec(
        "RM03",
        N_("The next four weeks have no slack"),
        numbers=(Number("planned_hours", "hours"), Number("capacity_hours", "hours")),
        names=(),
        conditions=(
            warning(
                N_("{planned_hours} are planned for the next four weeks; you have {capacity_hours}."),
                Mark("planned_hours", ">", lambda numbers: 0.85 * numbers["capacity_hours"]),
            ),
        ),
        why=N_(
            "More than 85% of your hours are taken. Something always comes up, and then everything behind it moves."
        ),
        advice=N_("Drop or move what is cheapest to delay."),
        hysteresis=True,
    ),
    RuleSpec(
        "RM04",
        N_("Your estimates run short"),
        numbers=(Number("finished", "count"), Number("bias", "factor")),
        names=(),
        conditions=(
            hint(
                N_("You need {bias} times the hours you estimate, going by {finished} finished milestones."),
                Mark("finished", ">=", 5),
                Mark("bias", ">", 1.3),
            ),
        ),
        why=N_(
            "Five or more finished milestones took over 1.3 times as long as estimated. That is no fault; it is a number "
            "to plan with."
        ),
        advice=N_("Multiply the open estimates by this factor."),
    ),
)
