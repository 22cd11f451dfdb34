"""What each alliance is worth to both sides, which share suits both, and whether some could leave together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.alliances.terms import AllianceTerms, Division

_US = "us"


def alliances(study: Study) -> Told:
    """The section of alliances."""
    from planner.analysis.alliances.terms import alliance_terms  # noqa: PLC0415
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.forecasting.known import known_of  # noqa: PLC0415

    found = alliance_terms(study.plan, known_of(study.plan, study.facts, calibrate=True))
    missing = [Missing("alliance", one.lacking, ("alliance", one.id)) for one in found if one.lacking]
    if not found:
        missing.append(Missing("alliances", ("alliance",)))
    return Told({"alliances": [_form(study, one) for one in found]}, _lines(study, found), tuple(missing))


def _form(study: Study, one: "AllianceTerms") -> dict[str, Any]:
    form = study.forms("alliance", [one])[0]
    if one.division is not None:
        partners = [partner for partner in one.division.has if partner != _US]
        form["division"] |= {"names": {partner: study.name("partner", partner) for partner in partners}}
    return form


def _lines(study: Study, found: tuple["AllianceTerms", ...]) -> Iterator[str]:
    if found:
        header = (
            _("Alliance"), _("Leaves us"), _("Leaves them"), _("Our share"), _("Suits both"), _("Shared a month"),
        )  # fmt: skip
        yield from columns(header, [_terms(study, one) for one in found])
    for one in found:
        if one.division is not None and one.division.violation.amount > 0:
            yield ""
            yield _leaving(study, one.id, one.division)
        for line in one.unread:
            yield _("“{line}” of the pair bonuses cannot be read.").format(line=line)


def _terms(study: Study, one: "AllianceTerms") -> list[str]:
    money = ["–" if amount is None else study.speech.amount(amount) for amount in (one.ours, one.theirs, one.revenue)]
    share = "–" if one.share is None else study.speech.share(one.share)
    return [fitted(study.name("alliance", one.id)), money[0], money[1], share, _interval(study, one), money[2]]


def _interval(study: Study, one: "AllianceTerms") -> str:
    """The shares of ours that suit both."""
    if one.interval is None:
        return "–"
    if one.interval.low is None or one.interval.high is None:
        return _("none")
    return study.span(one.interval.low, one.interval.high, study.speech.share)


def _leaving(study: Study, alliance: str, division: "Division") -> str:
    names = [_("We") if one == _US else study.name("partner", one) for one in division.violation.members]
    told = _("{alliance}: these could leave together and gain {amount} a month: {names}")
    return told.format(
        alliance=study.name("alliance", alliance), amount=study.speech.money(division.violation.amount),
        names=study.several(names),
    )  # fmt: skip
