"""The modules of pages not yet shown are imported on the worker while nobody waits, so that a first visit need not."""

from typing import TYPE_CHECKING

from planner.ui.tabbed_page import TabbedPage
from planner.ui.views import VIEWS, ViewSpec

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


def load_ahead(bridge: "Bridge", at: int = 0) -> None:
    """Import the module of one page after the other; between two of them the worker does what else was asked for."""
    if at == len(VIEWS) or bridge.closed:
        return
    view = VIEWS[at]
    job = bridge.worker.submit(lambda _job: _load(view))
    job.done.connect(lambda _page: load_ahead(bridge, at + 1))


def _load(view: ViewSpec) -> None:
    page = view.load()
    for tab in page.TABS if issubclass(page, TabbedPage) else ():
        tab.load()
