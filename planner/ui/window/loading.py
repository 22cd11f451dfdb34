"""The modules of pages not yet shown are imported in a thread beside the lane of work, so that a first visit need not."""

from threading import Thread
from typing import TYPE_CHECKING

from planner.ui.tabbed_page import TabbedPage
from planner.ui.views import VIEWS, ViewSpec
from planner.ui.worker import Job

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


def load_ahead(bridge: "Bridge") -> Job:
    """Import the module of one page after the other, until all are there or the plan is closed.

    Not in the lane itself: what follows a start keeps it busy for seconds, and an answer asked for would have to wait.
    """
    job = Job(lambda _job: _load_all(bridge), "", bridge)
    Thread(target=job.run, name="brightroad-pages", daemon=True).start()
    return job


def _load_all(bridge: "Bridge") -> None:
    for view in VIEWS:
        if bridge.closed:
            return
        _load(view)


def _load(view: ViewSpec) -> None:
    page = view.load()
    for tab in page.TABS if issubclass(page, TabbedPage) else ():
        tab.load()
