"""Rules about the roadmap: circles, dates that may not hold, weeks without slack, estimates that run short."""

import math
from collections.abc import Iterator

from planner.analysis.diagnosis.declaration import Mark, Number, RuleSpec, Subject, error, hint, warning
from planner.analysis.diagnosis.number_words import Words
from planner.analysis.roadmap.dates import next_four_weeks, own_bias
from planner.analysis.roadmap.dates import roadmap as roadmap_of
from planner.analysis.roadmap.precedence import find_circle
from planner.i18n import N_, _
from planner.model.catalogue import Milestone
from planner.model.checks import Fix, Lacking, Surroundings


def _circles(around: Surroundings) -> Iterator[Subject]:
    """RM01: open milestones each of which waits for the next; one circle at a time."""
    plan = around.plan
    waiting = {one.id: one.after for one in plan.of(Milestone) if one.done_on is None}
    circle = find_circle(waiting)
    if circle:
        first, next_one = circle[0], circle[1 % len(circle)]
        names = [plan.label("milestone", one) for one in (*circle, first)]
        label = _("Let it no longer wait for “{name}”").format(name=plan.label("milestone", next_one))
        fix = Fix(label, {"after": tuple(one for one in waiting[first] if one != next_one)})
        also = tuple(("milestone", one) for one in circle[1:])
        yield Subject("milestone", first, "after", {"circular": True}, {"path": " → ".join(names)}, also, fix)


def _dates(around: Surroundings) -> Iterator[Subject | Lacking]:
    """RM02: the due day against the day by which four samples of five are finished (`plan_roadmap`); infinite where that
    does not come within ten years. What a circle of milestones holds up is left to RM01."""
    plan, words = around.plan, Words(around.plan, around.today)
    found = roadmap_of(plan, around.today, around.results["actuals"])
    dated = [one for one in found.milestones if one.due is not None and one.id not in found.blocked]
    lacking = set(found.lacking)
    for one in dated:
        missing = lacking & {f"milestone/{one.id}/effort", f"plan/{plan.settings.id}/hours_per_week"}
        if missing:
            yield Lacking(tuple(sorted(missing)))
            continue
        names = {"name": plan.label("milestone", one.id), "chance": words.number(one.late, "share")}
        values = {"due": one.due, "finish_p80": math.inf if one.p80 is None else one.p80}
        fix = None
        if one.p80 is not None:
            fix = Fix(_("Move to {day}").format(day=words.number(one.p80, "moment")), {"due": one.p80})
        yield Subject("milestone", one.id, "due", values, names, fix=fix)


def _slack(around: Surroundings) -> Iterator[Subject | Lacking]:
    """RM03: what everything planned takes in the 28 days from today at the medians, against the typed hours; a plan of
    milestones alone is judged too."""
    settings = around.plan.settings
    weeks = next_four_weeks(around.plan, around.results["forecast"], around.today, around.results["actuals"])
    if weeks is None:
        yield Lacking((f"plan/{settings.id}/hours_per_week",))
    else:
        values = {"planned_hours": weeks.planned, "capacity_hours": weeks.capacity}
        yield Subject("plan", settings.id, "hours_per_week", values)


def _estimates(around: Surroundings) -> Iterator[Subject]:
    """RM04: finished milestones with effort and logged hours, and the geometric mean of logged over estimated, shrunk."""
    own, finished = own_bias(around.plan, around.results["actuals"])
    also = tuple(("milestone", one.id) for one in around.plan.of(Milestone) if one.done_on is None)
    yield Subject("plan", around.plan.settings.id, "", {"finished": finished, "bias": own.shrunk_factor}, also=also)


SPECS = (
    RuleSpec(
        "RM01",
        N_("Milestones wait for each other"),
        gather=_circles,
        numbers=(Number("circular", "flag"),),
        names=("path",),
        conditions=(error(N_("These milestones wait for each other in a circle: {path}."), Mark("circular", "=", 1)),),
        why=N_("None of them can begin while each waits for the next. So no date can be given for what follows."),
        advice=N_("Remove one of the arrows."),
    ),
    RuleSpec(
        "RM02",
        N_("A date that may not hold"),
        gather=_dates,
        needs=("actuals",),
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
        gather=_slack,
        needs=("forecast", "actuals"),
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
        gather=_estimates,
        needs=("actuals",),
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
