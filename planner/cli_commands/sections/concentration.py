"""From how few sources income comes, in the forecast and in the ledger, and what goes when one of them disappears."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planner.cli_commands.columns import columns, fitted
from planner.cli_commands.forecast_forms import concentration_form, terms_form
from planner.cli_commands.forecast_lines import concentration_lines
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections.told import Told
from planner.cli_commands.study import Study
from planner.i18n import _

if TYPE_CHECKING:
    from planner.analysis.sources.concentration import Breakdown, Outlets
    from planner.analysis.sources.fragility import Fragility, NodeLoss

WORST = 8  # losses named


def concentration(study: Study) -> Told:
    """The section of concentration."""
    from planner.analysis.forecast_results import Missing  # noqa: PLC0415 - analysis, not before it is wanted
    from planner.analysis.sources.fragility import fragility  # noqa: PLC0415

    found, ledger = fragility(study.plan, study.outlook), _ledger(study)
    form = {
        "forecast": concentration_form(study, study.outlook),
        "ledger": {by: _breakdown_form(study, by, one) for by, one in ledger.items()},
        "income": json_form(found.income),
        "losses": [_loss_form(study, loss) for loss in found.single],
        "pair_losses": [_loss_form(study, loss) for loss in found.pairs],
        "outlets": [_outlets_form(study, one) for one in found.outlets],
        **terms_form(study, study.outlook),
    }
    lacking = not found.income and not any(one.parts for one in ledger.values())
    return Told(
        form, _lines(study, found, ledger), (Missing("concentration", ("listing", "entry")),) if lacking else ()
    )


def _ledger(study: Study) -> Mapping[str, "Breakdown"]:
    """Net income of the last 12 months by platform, product and partner; what names none is left out."""
    from planner.analysis.sources.concentration import breakdown  # noqa: PLC0415 - analysis, not before it is wanted

    facts = study.facts
    tables = {
        "platform": facts.income_by_platform, "product": facts.income_by_product, "partner": facts.income_by_partner,
    }  # fmt: skip
    found = {by: facts.of_twelve_months(table) for by, table in tables.items()}
    return {
        by: breakdown({key: amount for key, amount in sums.items() if key is not None}) for by, sums in found.items()
    }


def _breakdown_form(study: Study, kind: str, found: "Breakdown") -> dict[str, Any]:
    return {
        **json_form(found.number),
        "sources": study.forms(kind, found.parts),
        "losses": study.forms(kind, found.losses),
    }


def _loss_form(study: Study, loss: "NodeLoss") -> dict[str, Any]:
    return {**json_form(loss), "nodes": [study.subject(*node) for node in loss.nodes]}


def _outlets_form(study: Study, one: "Outlets") -> dict[str, Any]:
    return {**json_form(one), "product_name": study.name("product", one.product)}


def _lines(study: Study, found: "Fragility", ledger: Mapping[str, "Breakdown"]) -> Iterator[str]:
    if any(one.sources for one in study.outlook.concentration.values()):
        yield _("Expected income of listings over 12 months, before advertising and running costs")
        yield from concentration_lines(study, study.outlook.concentration)
    yield from _ledger_lines(study, ledger)
    losses = [loss for loss in found.single if loss.lost_share > 0][:WORST]
    if losses:
        yield ""
        yield _("What goes when it disappears")
        rows = [(fitted(_named(study, loss)), study.speech.share(loss.lost_share)) for loss in losses]
        yield from columns(("", ""), rows)
    single = [study.name("product", one.product) for one in found.outlets if one.count == 1]
    if single:
        yield ""
        yield _("Sold in one place only: {names}").format(names=study.several(single))


def _ledger_lines(study: Study, ledger: Mapping[str, "Breakdown"]) -> Iterator[str]:
    for by, found in ledger.items():
        if found.parts and found.number.top_share is not None:
            top = max(found.parts, key=lambda part: part.amount)
            words = {"name": study.name(by, top.id), "share": study.speech.share(found.number.top_share)}
            yield ""
            yield _("Ledger of 12 months: {share} came from {name}").format(**words)


def _named(study: Study, loss: "NodeLoss") -> str:
    return " + ".join(study.name(*node) for node in loss.nodes)
