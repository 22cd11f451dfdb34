"""How long the money lasts, from when income covers living costs, and when the job can be left."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.cli_commands.columns import columns, ranges_shown
from planner.cli_commands.forecast_forms import cover_form, survival_form, terms_form
from planner.cli_commands.forecast_lines import headline
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Forecast, Survival


def survival(study: Study) -> Told:
    """The section of survival."""
    found = study.outlook
    form = {
        "months": json_form(found.months),
        "cash": json_form(found.survival.cash if found.survival else None),
        **survival_form(found.survival),
        "cover": cover_form(found, found.cover),
        "cover_unbound": cover_form(found, found.cover_unbound),
        "living_costs": json_form(found.living_costs),
        "hands_off_share": json_form(found.hands_off_share),
        **terms_form(study, found),
    }
    missing = tuple(one for one in found.missing if one.analysis in ("survival", "cover", "quit", "hands_off"))
    return Told(form, _lines(study, found), missing)


def _lines(study: Study, found: "Forecast") -> Iterator[str]:
    yield from headline(study, found)
    if found.survival is None:
        return
    yield from _runway(found.survival)
    yield ""
    yield from _months(study, found, found.survival)


def _runway(survival: "Survival") -> Iterator[str]:
    """The runway at the present burn, and when the job can be left."""
    if math.isfinite(survival.now):
        count = round(survival.now)
        told = ngettext(
            "At the present burn the money lasts {count} month.",
            "At the present burn the money lasts {count} months.",
            count,
        )
        yield told.format(count=f"{count:,}")
    else:
        yield _("At present more comes in than goes out.")
    if survival.has_job:
        yield _quit(survival.safe_month)


def _quit(month: int | None) -> str:
    if month is None:
        return _("Within these months there is none after which the job can be left safely.")
    if month == 0:
        return _("The job can be left now: the chance of running out within two years is at most 5%.")
    told = ngettext(
        "The job can be left after {count} month: then the chance of running out within two years is at most 5%.",
        "The job can be left after {count} months: then the chance of running out within two years is at most 5%.",
        month,
    )
    return told.format(count=month)


def _months(study: Study, found: "Forecast", survival: "Survival") -> Iterator[str]:
    """Cash and its dangers by month; cover looks three months ahead and ends two months earlier."""
    header = (_("Month"), _("Cash"), _("80% range"), _("Run out by then"), _("Living costs covered"))
    covered = found.cover.probability if found.cover else ()
    rows = []
    for at, month in enumerate(found.months):
        band = survival.cash.at(at)
        chance = study.speech.chance(covered[at]) if at < len(covered) else ""
        span = study.range_of(band.p10, band.p90, study.speech.amount)
        ruin = study.speech.chance(survival.ruin[at])
        rows.append((study.speech.month(month), study.speech.amount(band.p50), span, ruin, chance))
    yield from columns(*ranges_shown(header, rows, _("80% range")))
