"""What is done about an alliance beyond its fields: its review put on the roadmap."""

from datetime import date

from planner.commands import records
from planner.model.catalogue import Alliance, Milestone, Record
from planner.model.plan import Plan
from planner.model.values import Range
from planner.store.transaction import Transaction

REVIEW_HOURS = 1


def review_of(plan: Plan, alliance: str) -> Milestone | None:
    """The open milestone of an alliance on the day of its review, or None."""
    record = plan.find("alliance", alliance)
    found = [one for one in plan.naming("milestone", "alliance", alliance) if isinstance(one, Milestone)]
    still = [one for one in found if one.done_on is None and not one.archived]
    on = record.review_on if isinstance(record, Alliance) else None
    return next((one for one in still if one.due == on and on is not None), None)


def schedule_review(tx: Transaction, alliance: str, name: str, on: date) -> Record:
    """A milestone called `name` for the review of an alliance, due `on`; the one that is there already moves."""
    there = [
        one
        for one in tx.plan.naming("milestone", "alliance", alliance)
        if isinstance(one, Milestone) and one.done_on is None and one.name == name
    ]
    if there:
        return records.edit(tx, "milestone", there[0].id, due=on)
    effort = Range.exact(REVIEW_HOURS)
    return records.create(tx, "milestone", name=name, due=on, effort=effort, alliance=alliance)
