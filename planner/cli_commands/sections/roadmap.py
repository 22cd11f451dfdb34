"""When milestones end, with their chances, and what experiments can decide."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.figures.experiment_words import changed_words, counted_words, decisive_words, verdict_words
from planner.i18n import N_, _
from planner.model.catalogue import Experiment
from planner.model.experiments import LOCKED, noted
from planner.model.roadmap import MEASURES
from planner.model.wording import about, day_words

if TYPE_CHECKING:
    from planner.analysis.facts.experiment_outlooks import ExperimentOutlook
    from planner.analysis.roadmap.dates import MilestoneOutlook, Roadmap

_RULES: Mapping[str, str] = {
    "due": N_("Ordered by due dates."),
    "value": N_("Ordered so that delay costs least."),
    "ratio": N_("Ordered by cost of delay per hour, which is nearly the cheapest."),
}


def roadmap(study: Study) -> Told:
    """The section of the roadmap."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.roadmap.dates import next_four_weeks  # noqa: PLC0415
    from planner.analysis.roadmap.dates import roadmap as roadmap_of  # noqa: PLC0415

    found = roadmap_of(study.plan, study.today, study.facts)
    form = json_form(found) | {
        "milestones": study.forms("milestone", found.milestones),
        "circle": [study.subject("milestone", one) for one in found.circle],
        "four_weeks": json_form(next_four_weeks(study.plan, study.outlook, study.today, study.facts)),
        "today": json_form(study.today),
    }
    del form["lacking"]
    lacking = found.lacking or (() if found.milestones else ("milestone",))
    missing = (Missing("roadmap", lacking),) if lacking else ()
    return Told(form, _road(study, found), missing, amounts=False)


def _road(study: Study, found: "Roadmap") -> Iterator[str]:
    if found.circle:
        names = [study.name("milestone", one) for one in (*found.circle, found.circle[0])]
        yield _("These wait for each other, so no order is possible: {names}").format(names=" → ".join(names))
    if not found.milestones:
        return
    if found.rule in _RULES:
        yield _(_RULES[found.rule])
    if found.finished:
        told = _("Finished milestones took {factor} times their estimate; what is left is reckoned with {shrunk}.")
        yield told.format(factor=f"{found.bias.factor:.2f}", shrunk=f"{found.bias.shrunk_factor:.2f}")
    week = study.plan.settings.hours_per_week
    if week is not None and not any(day.minutes for day in week) and not found.weekly:
        yield _("The week of the plan has no hours, so nothing is ever finished; give a day some hours.")
    yield ""
    header = (_("Milestone"), _("Hours left"), _("Due"), _("As likely as not"), _("80% sure"), _("Late"))
    yield from columns(header, [_milestone(study, one) for one in found.milestones])


def _milestone(study: Study, one: "MilestoneOutlook") -> list[str]:
    late = "–" if one.late is None else study.speech.chance(one.late)
    days = [_day(study, day) for day in (one.due, one.p50, one.p80)]
    return [fitted(study.name("milestone", one.id)), study.whole(one.hours), *days, late]


def _day(study: Study, day: date | None) -> str:
    return "–" if day is None else day_words(day, study.speech.context)


def experiments(study: Study) -> Told:
    """The section of experiments."""
    from planner.analysis.facts.experiment_outlooks import counted_trials, experiment_outlooks  # noqa: PLC0415
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted

    counted = counted_trials(study.plan, study.counts)
    found = experiment_outlooks(study.plan, study.outlook, counted, datetime.now().astimezone())
    forms = [
        one | {"listing_name": study.name("listing", one["listing"]) if one["listing"] else None}
        for one in study.forms("experiment", found)
    ]
    missing = [Missing("experiments", one.lacking, ("experiment", one.id)) for one in found if one.lacking]
    if not found:
        missing.append(Missing("experiments", ("experiment",)))
    return Told({"experiments": forms}, _tests(study, found), tuple(missing), amounts=False)


def _tests(study: Study, found: tuple["ExperimentOutlook", ...]) -> Iterator[str]:
    """The pass mark and, of a test of a conversion, the chances before it, its sample and the one that would do."""
    if found:
        header = (
            _("Experiment"), _("Measure"), _("Pass mark"), _("Passes"), _("Fails"), _("Undecided"), _("Sample"),
            _("Needed"), _("Counted"), _("Verdict"),
        )  # fmt: skip
        yield from columns(header, [_test(study, one) for one in found], names=2)
    yield from _promises(study, found)
    counts = [study.name("experiment", one.id) for one in found if one.measure != "conversion"]
    if counts:
        yield ""
        told = _(
            "Chances and samples can be reckoned for conversions only; these count sales or replies and pass at their "
            "pass mark: {names}"
        )
        yield told.format(names=study.several(counts))


def _promises(study: Study, found: tuple["ExperimentOutlook", ...]) -> Iterator[str]:
    """How decisive each test is that is not over yet, and what was changed after its start."""
    for one in found:
        test = study.plan.get(Experiment, one.id)
        told = decisive_words(one, study.speech) if one.state in ("idea", "running") else ""
        lines = [told] if told else []
        lines += [
            changed_words(note, study.plan.settings, study.speech.context)
            for note in noted(test.changes)
            if note.field in LOCKED
        ]
        if lines:
            yield ""
            yield _("{subject}: {words}").format(subject=study.name("experiment", one.id), words=lines[0])
            yield from (f"  {line}" for line in lines[1:])


def _test(study: Study, one: "ExperimentOutlook") -> list[str]:
    test, cells = study.plan.get(Experiment, one.id), ["–"] * 5
    mark = test.threshold
    if one.test is not None:
        chances = (one.test.prospect.p_go, one.test.prospect.p_stop, one.test.prospect.p_undecided)
        needed = study.whole(one.test.needed) if math.isfinite(one.test.needed) else "∞"
        cells = [*map(study.speech.chance, chances), study.whole(one.test.sample), needed]
    family = "rate" if one.measure == "conversion" else "count"
    return [
        fitted(study.name("experiment", one.id)), _(dict(MEASURES)[one.measure]),
        "–" if mark is None else about(mark, family, study.speech.context), *cells,
        counted_words(test, one, study.speech.context) or "–", verdict_words(one) or "–",
    ]  # fmt: skip
