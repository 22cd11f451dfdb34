"""The roadmap: what one person can do by when, what is tried in a day, and what to do next."""

from typing import ClassVar

from planner.i18n import N_
from planner.ui.tabbed_page import Tab, TabbedPage


class RoadmapPage(TabbedPage):
    """Timeline, experiments and moves."""

    NAME = N_("Parts of the roadmap")
    KEY = "roadmap.tab"
    TABS: ClassVar[tuple[Tab, ...]] = (
        Tab(
            "timeline", N_("Timeline"), "planner.ui.roadmap.tab:TimelineTab", ("milestone",),
            frozenset(("milestone", "product", "platform", "alliance", "experiment", "plan", "draft")),
        ),
        Tab(
            "experiments", N_("Experiments"), "planner.ui.experiments.tab:ExperimentsTab", ("experiment",),
            frozenset(("experiment", "listing", "product", "platform", "plan", "draft")),
        ),
        Tab(
            "moves", N_("What next"), "planner.ui.moves.tab:MovesTab", (),
            frozenset(("domain", "product", "need", "platform", "listing", "alliance", "exchange", "plan")),
        ),
    )  # fmt: skip

    def new_milestone(self) -> None:
        """Show the timeline with a new milestone, whatever tab is shown."""
        self.show_tab("timeline")
        self.tab.primary()
