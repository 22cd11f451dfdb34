"""The sections of the report in their deliberate order: the answer first, the four layers, the whole, the appendix.

One line here and one function make a section; each can be left out by its id.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import KINDS
from planner.model.plan import Plan
from planner.report.blocks import Block
from planner.report.context import ReportContext
from planner.report.sections import (
    alliances,
    cover,
    distribution,
    domains,
    entries,
    findings,
    fragility,
    glossary,
    happened,
    month,
    outlook,
    path,
    plan_map,
    platforms,
    products,
    ranges,
    roadmap,
    settings,
    summary,
    survival,
)

Make = Callable[[Plan, ReportContext], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `label` is marked for translation. It is empty where the plan has no record of `needs`.

    A section that flows begins where the one before it ends, not on a new page: the one before ends in a long table.
    """

    id: str
    label: str
    make: Make
    needs: tuple[str, ...] = ()
    appendix: bool = False
    flows: bool = False


SECTIONS: tuple[Section, ...] = (
    Section("cover", N_("Cover"), cover.cover),
    Section("contents", N_("Contents"), cover.contents),
    Section("summary", N_("Summary"), summary.summary, ("domain", "product", "platform", "alliance")),
    Section("path", N_("From hours to alliances"), path.path, ("listing", "entry")),
    Section("domains", N_("Domains"), domains.domains, ("domain",)),
    Section("products", N_("Products"), products.products, ("product",)),
    Section("platforms", N_("Platforms and listings"), platforms.platforms, ("platform",)),
    Section("alliances", N_("Alliances and partners"), alliances.alliances, ("alliance", "partner")),
    Section("map", N_("Map"), plan_map.whole_map, ("domain", "product", "platform", "alliance")),
    Section("distribution", N_("Distribution"), distribution.distribution, ("publication",)),
    Section("actuals", N_("Plan and facts"), happened.happened, ("entry", "time_entry")),
    Section("month", N_("Month in review"), month.month, ("entry", "time_entry")),
    Section("forecast", N_("Forecast"), outlook.outlook, ("listing",)),
    Section("survival", N_("Survival"), survival.survival, ("plan",)),
    Section("fragility", N_("Fragility"), fragility.fragility, ("listing",), flows=True),
    Section("roadmap", N_("Roadmap and experiments"), roadmap.roadmap, ("milestone", "experiment")),
    Section("findings", N_("Findings and what to do"), findings.findings, ("plan",)),
    Section("ranges", N_("Ranges as typed and as read"), ranges.ranges, appendix=True),
    Section("method", N_("Settings, method and sources"), settings.method, appendix=True, flows=True),
    Section("glossary", N_("Words"), glossary.glossary, appendix=True, flows=True),
    Section("ledger", N_("Ledger by month"), entries.ledger, ("entry",), appendix=True, flows=True),
)
BY_ID = {section.id: section for section in SECTIONS}


def chosen(ids: Sequence[str]) -> tuple[Section, ...]:
    """The sections of these ids in the report's own order; all for none. InputError naming those there are."""
    unknown = [name for name in ids if name not in BY_ID]
    if unknown:
        message = _("There is no section “{name}”; there are {names}.")
        raise InputError(message.format(name=unknown[0], names=", ".join(BY_ID)), "sections", "unknown")
    return tuple(section for section in SECTIONS if not ids or section.id in ids)


def empty_sections(plan: Plan, counted: Callable[[str], int]) -> tuple[str, ...]:
    """The ids of the sections that surely have nothing to say about `plan`, without making them.

    `counted` says how many records of a journal kind there are.
    """

    def there(kind: str) -> bool:
        return bool(counted(kind) if KINDS[kind].journal else plan.records(kind))

    without = [section.id for section in SECTIONS if section.needs and not any(there(kind) for kind in section.needs)]
    return (*without, *(() if ranges.found(plan) else ("ranges",)))


def left_out_words(ids: Sequence[str]) -> str:
    """Which sections had nothing to say, in a sentence; empty for none."""
    if not ids:
        return ""
    names = ", ".join(_(BY_ID[name].label) for name in ids)
    return _("Nothing to say yet, so left out: {names}.").format(names=names)
