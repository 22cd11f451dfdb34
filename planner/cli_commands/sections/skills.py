"""What the domains of a plan make of its products, and where the next hours of learning gain most."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.i18n import _, ngettext
from planner.model.catalogue import Domain, Need

if TYPE_CHECKING:
    from planner.analysis.skills.portfolio import DomainSkills, ProductSkills, Skills

HOURS = 100.0


def skills(study: Study) -> Told:
    """The section of skills."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.skills.portfolio import share_below_third  # noqa: PLC0415
    from planner.analysis.skills.portfolio import skills as skills_of  # noqa: PLC0415

    found = skills_of(study.plan, study.outlook, HOURS)
    form = {
        "products": study.forms("product", found.products),
        "domains": study.forms("domain", found.domains),
        "hours": found.hours,
        "income_now": json_form(found.income_now),
        "income_then": json_form(found.income_then),
        "share_below_third": json_form(share_below_third(found.domains)),
    }
    lacking = [kind for kind, records in (("domain", Domain), ("need", Need)) if not study.plan.of(records)]
    return Told(form, _lines(study, found), (Missing("skills", tuple(lacking)),) if lacking else ())


def _lines(study: Study, found: "Skills") -> Iterator[str]:
    learned = sorted((one for one in found.domains if one.next_hours >= 1), key=lambda one: -one.next_hours)
    if learned:
        yield _conclusion(study, found, learned)
    if found.domains:
        hours = ngettext("Of {count} hour", "Of {count} hours", round(found.hours)).format(count=round(found.hours))
        header = (_("Domain"), _("Score"), _("Planned"), _("Next hour adds"), hours, _("Score then"))
        yield ""
        yield from columns(header, [_domain(study, one) for one in found.domains])
    if found.products:
        yield ""
        yield from columns(
            (_("Product"), _("Factor"), _("One in"), _("Lacks")), [_product(study, one) for one in found.products]
        )


def _conclusion(study: Study, found: "Skills", learned: list["DomainSkills"]) -> str:
    """Where the next hours gain most; in money where anything earns."""
    told = _("{domain} ({hours} h)")
    names = study.several(
        told.format(domain=study.name("domain", one.id), hours=study.whole(one.next_hours)) for one in learned
    )
    words = {"hours": study.whole(found.hours), "domains": names}
    if found.income_then <= found.income_now or not any(one.net.mean > 0 for one in study.outlook.listings):
        return _("The next {hours} hours of learning gain most in: {domains}").format(**words)
    told = _(
        "The next {hours} hours of learning gain most in: {domains}; what products bring in 12 months, less advertising "
        "and before running costs, goes from {now} to {then}"
    )
    return told.format(**words, now=study.speech.money(found.income_now), then=study.speech.money(found.income_then))


def _domain(study: Study, one: "DomainSkills") -> list[str]:
    then = study.number(one.score_then) if one.next_hours else "–"
    return [
        fitted(study.name("domain", one.id)), study.number(one.score), study.whole(one.planned_hours),
        study.speech.amount(one.gain) if math.isfinite(one.gain) else "∞", study.whole(one.next_hours), then,
    ]  # fmt: skip


def _product(study: Study, one: "ProductSkills") -> list[str]:
    rare = "–" if one.rarity is None else study.whole(one.rarity.one_in) if math.isfinite(one.rarity.one_in) else "∞"
    lacks = study.several([study.name("domain", domain) for domain in one.missing])
    return [fitted(study.name("product", one.id)), f"{one.factor:,.2f}", rare, lacks or "–"]
