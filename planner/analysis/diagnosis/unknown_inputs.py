"""The rule about empty fields: what takes part in the plan and cannot be reckoned until something is entered."""

from collections.abc import Iterator

from planner.analysis.forecast_results import Forecast, Missing, parts_of
from planner.i18n import N_, _, language
from planner.model.catalogue import KINDS
from planner.model.checks import Finding, Surroundings, check
from planner.model.plan import Plan

WHY = N_("An empty field is not nought. Until it is entered, everything told about the plan is without it.")
_SAID = {
    "forecast": N_("What “{name}” brings in cannot be told: enter {fields}."),
    "survival": N_("“{name}” is reckoned as nothing: enter {fields}."),
    "alliance": N_("“{name}” shares income, but none of its lines says of which listing."),
}


@check("forecast.input_missing", title=N_("A field the forecast needs is empty"), needs=("forecast",))
def input_missing(plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """One finding for each record that takes part and lacks something, at the first field it lacks."""
    forecast: Forecast = around.results["forecast"]
    for one in forecast.missing:
        if one.subject is not None and one.analysis in _SAID:
            yield _finding(plan, one, one.subject)


def _finding(plan: Plan, one: Missing, subject: tuple[str, str]) -> Finding:
    kind, record_id, field = parts_of(one.fields[0])
    names = dict.fromkeys(_field_name(path) for path in one.fields)
    between = "、" if language() == "zh" else ", "
    message = _(_SAID[one.analysis]).format(name=plan.label(*subject), fields=between.join(names))
    also = () if (kind, record_id) == subject else (subject,)
    return Finding(field, message, also=also, kind=kind, id=record_id, why=_(WHY))


def _field_name(path: str) -> str:
    kind, _id, field = parts_of(path)
    return _(KINDS[kind].by_name[field].label)
