"""What is to be done next, of all that a plan and its journal say is open: by day, the earliest first.

Lateness is a number of days and nothing more: what was due before today is due today.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.model.catalogue import Alliance, Experiment, Milestone, Recurring
from planner.model.clock import day_at
from planner.model.placements import Placement
from planner.model.plan import Plan

MILESTONE, RUN, VERDICT, PUBLISH, RETRY, STEP, REVIEW, RECORD = SORTS = (
    "milestone", "run", "verdict", "publish", "retry", "step", "review", "record",
)  # fmt: skip
"""A milestone to reach; a test that runs, or waits for what one makes of it; a publication that is scheduled, or failed;
the next step of an alliance, or its review; an entry that recurs and is due."""


@dataclass(frozen=True, slots=True)
class NextAction:
    """One thing to do: one of SORTS, the record it is about, and the day it was to be done; None when no day is named.

    `placement` is the work on a platform that is to be published.
    """

    sort: str
    kind: str
    id: str
    due: date | None
    placement: Placement | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same from one look to the next."""
        return self.sort, self.id

    def when(self, today: date) -> date | None:
        """The day under which it stands: what is late stands under today."""
        return None if self.due is None else max(self.due, today)

    def late(self, today: date) -> int:
        """By how many days it is late."""
        return 0 if self.due is None else max((today - self.due).days, 0)


def next_actions(plan: Plan, placed: Iterable[Placement], today: date) -> tuple[NextAction, ...]:
    """Everything open; `placed` are the latest publications of each work on each platform.

    A milestone that waits for another is left out until that is done. Of equal days the one that is later comes first;
    what has no day comes last.
    """
    found = (
        *_milestones(plan),
        *_experiments(plan, today),
        *_publications(plan, placed, today),
        *_alliances(plan),
        *_recurring(plan, today),
    )

    def place(one: NextAction) -> tuple[date, int, int]:
        return one.when(today) or date.max, -one.late(today), SORTS.index(one.sort)

    return tuple(sorted(found, key=place))


def _milestones(plan: Plan) -> Iterator[NextAction]:
    for one in plan.of(Milestone):
        before = (plan.find("milestone", name) for name in one.after)
        if one.done_on is None and all(other is None or other.done_on is not None for other in before):
            yield NextAction(MILESTONE, "milestone", one.id, one.due)


def _experiments(plan: Plan, today: date) -> Iterator[NextAction]:
    for one in plan.of(Experiment):
        if one.state == "running":
            yield NextAction(RUN, "experiment", one.id, one.stop_at and day_at(one.stop_at, plan.settings))
        elif one.state == "done" and one.decision is None:
            yield NextAction(VERDICT, "experiment", one.id, today)


def _publications(plan: Plan, placed: Iterable[Placement], today: date) -> Iterator[NextAction]:
    for one in placed:
        if one.status == "scheduled" and one.at is not None:
            yield NextAction(PUBLISH, "publication", one.id, day_at(one.at, plan.settings), one)
        elif one.status == "failed":
            yield NextAction(RETRY, "publication", one.id, today, one)


def _alliances(plan: Plan) -> Iterator[NextAction]:
    for one in plan.of(Alliance):
        if one.stage == "ended":
            continue
        if one.next_step:
            yield NextAction(STEP, "alliance", one.id, one.next_on)
        if one.review_on is not None:
            yield NextAction(REVIEW, "alliance", one.id, one.review_on)


def _recurring(plan: Plan, today: date) -> Iterator[NextAction]:
    for one in plan.of(Recurring):
        if one.next_on is not None and one.next_on <= min(today, one.until or today):
            yield NextAction(RECORD, "recurring", one.id, one.next_on)
