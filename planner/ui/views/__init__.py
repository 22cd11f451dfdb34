"""The pages of the window, declared: one line here and one module make a page; the module is imported when first shown."""

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from planner.i18n import N_

if TYPE_CHECKING:
    from planner.ui.page import Page

PLAN = N_("Plan")
RUN = N_("Run")
DECIDE = N_("Decide")
ALONE = ""


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """One page: `label` and `group` are marked texts; one with the group "" stands alone: above the
    first group of the sidebar, or at its foot.

    `page` names its class as ``module:Class``. `watches` are the kinds whose changes make it refresh; `counts` is the
    kind whose number of records the sidebar shows, "" for none. A page `under` another has no place of its own in the
    sidebar: that of the other is marked while it is shown. `shortcut` is as QKeySequence reads it, "" for none. `parts`
    are the ids and marked names of what one can turn to on the page.
    """

    id: str
    label: str
    icon: str
    group: str
    shortcut: str
    watches: frozenset[str]
    page: str
    counts: str = ""
    under: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    def load(self) -> "type[Page]":
        """The class of the page; its module is imported now."""
        module, _colon, name = self.page.partition(":")
        found: type[Page] = getattr(import_module(module), name)
        return found


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


_VIEWS = "planner.ui.views"

VIEWS: tuple[ViewSpec, ...] = (
    ViewSpec(
        "overview", N_("Overview"), "layout-dashboard", ALONE, "Ctrl+1",
        _kinds(
            "plan", "domain", "product", "need", "platform", "listing", "partner", "contact", "alliance", "exchange", "job",
            "cost", "rate", "work", "publication", "entry", "time_entry", "recurring", "milestone", "experiment", "mute",
            "draft",
        ),
        f"{_VIEWS}.overview:OverviewPage",
    ),
    ViewSpec(
        "review", N_("Month in review"), "calendar", ALONE, "Ctrl+Shift+M",
        _kinds(
            "plan", "product", "platform", "listing", "alliance", "work", "publication", "entry", "time_entry", "recurring",
            "milestone", "experiment", "contact",
        ),
        f"{_VIEWS}.review:ReviewPage", under="overview",
    ),
    ViewSpec(
        "domains", N_("Domains"), "radar", PLAN, "Ctrl+2", _kinds("domain", "need", "product", "draft"),
        f"{_VIEWS}.domains:DomainsPage", "domain",
        parts=(("hours", N_("Next hours")), ("pairs", N_("Pairs")), ("rarity", N_("Rarity")), ("waves", N_("Waves"))),
    ),
    ViewSpec(
        "products", N_("Products"), "package", PLAN, "Ctrl+3",
        _kinds("product", "listing", "platform", "need", "domain", "plan", "draft"),
        f"{_VIEWS}.products:ProductsPage", "product",
    ),
    ViewSpec(
        "platforms", N_("Platforms"), "store", PLAN, "Ctrl+4",
        _kinds("platform", "listing", "product", "plan", "draft"), f"{_VIEWS}.platforms:PlatformsPage", "platform",
    ),
    ViewSpec(
        "partners", N_("Partners"), "users", PLAN, "Ctrl+Shift+5", _kinds("partner", "contact", "alliance", "draft"),
        f"{_VIEWS}.partners:PartnersPage", "partner",
    ),
    ViewSpec(
        "alliances", N_("Alliances"), "handshake", PLAN, "Ctrl+5",
        _kinds("alliance", "exchange", "partner", "contact", "listing", "product", "platform", "plan", "draft"),
        f"{_VIEWS}.alliances:AlliancesPage", "alliance",
    ),
    ViewSpec(
        "map", N_("Map"), "waypoints", PLAN, "Ctrl+6",
        _kinds("domain", "need", "product", "listing", "platform", "alliance", "exchange", "partner", "plan"),
        f"{_VIEWS}.map:MapPage",
    ),
    ViewSpec(
        "listings", N_("Listings"), "table-2", RUN, "Ctrl+7",
        _kinds("listing", "product", "platform", "plan", "rate", "draft"), f"{_VIEWS}.listings:ListingsPage", "listing",
    ),
    ViewSpec(
        "distribution", N_("Distribution"), "send", RUN, "Ctrl+8",
        _kinds("work", "publication", "platform", "product", "listing", "plan", "draft"),
        f"{_VIEWS}.distribution:DistributionPage", "work",
    ),
    ViewSpec(
        "ledger", N_("Ledger"), "receipt", RUN, "Ctrl+9",
        _kinds(
            "entry", "recurring", "time_entry", "timer", "product", "platform", "partner", "domain", "alliance", "milestone",
            "plan", "rate", "saved_view", "draft",
        ),
        f"{_VIEWS}.ledger:LedgerPage",
        parts=(("transactions", N_("Transactions")), ("time", N_("Time")), ("recurring", N_("Recurring"))),
    ),
    ViewSpec(
        "forecast", N_("Forecast"), "chart-spline", DECIDE, "Ctrl+Shift+1",
        _kinds(
            "plan", "domain", "product", "need", "platform", "listing", "partner", "alliance", "exchange", "job", "cost",
            "rate", "work", "publication", "entry", "time_entry", "milestone", "scenario", "override", "draft",
        ),
        f"{_VIEWS}.forecast:ForecastPage",
    ),
    ViewSpec(
        "roadmap", N_("Roadmap"), "milestone", DECIDE, "Ctrl+Shift+2",
        _kinds(
            "plan", "domain", "product", "need", "platform", "listing", "alliance", "exchange", "job", "cost", "rate", "work",
            "publication", "entry", "time_entry", "milestone", "experiment", "draft",
        ),
        f"{_VIEWS}.roadmap:RoadmapPage", "milestone",
        parts=(("timeline", N_("Timeline")), ("experiments", N_("Experiments")), ("moves", N_("What next"))),
    ),
    ViewSpec(
        "diagnosis", N_("Diagnosis"), "stethoscope", DECIDE, "Ctrl+Shift+3",
        _kinds(
            "plan", "domain", "product", "need", "platform", "listing", "partner", "contact", "alliance", "exchange", "job",
            "cost", "rate", "work", "publication", "entry", "time_entry", "milestone", "experiment", "scenario", "override",
            "mute", "draft",
        ),
        f"{_VIEWS}.diagnosis:DiagnosisPage",
    ),
    ViewSpec(
        "import", N_("Import"), "download", ALONE, "Ctrl+I",
        _kinds("batch", "import_rule", "product", "platform", "partner", "draft"), f"{_VIEWS}.importing:ImportPage",
    ),
    ViewSpec(
        "export", N_("Export"), "file-down", ALONE, "Ctrl+Shift+E",
        _kinds("plan", "domain", "product", "platform", "listing", "partner", "alliance"),
        f"{_VIEWS}.export:ExportPage",
    ),
    ViewSpec(
        "settings", N_("Settings"), "settings", ALONE, "Ctrl+,", _kinds("plan", "rate", "draft"),
        f"{_VIEWS}.settings:SettingsPage",
    ),
)  # fmt: skip

BY_ID = {view.id: view for view in VIEWS}
HOME_OF = {  # the page on which a record of that kind is shown
    "domain": "domains", "need": "products", "product": "products", "platform": "platforms", "listing": "listings",
    "partner": "partners", "contact": "partners", "alliance": "alliances", "exchange": "alliances",
    "work": "distribution", "publication": "distribution", "entry": "ledger", "recurring": "ledger", "time_entry": "ledger",
    "import_rule": "import", "batch": "import",
    "plan": "settings", "rate": "settings", "scenario": "forecast", "override": "forecast", "experiment": "roadmap",
    "milestone": "roadmap", "mute": "diagnosis",
}  # fmt: skip
