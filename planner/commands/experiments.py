"""What can be done with a test of a day: begin it, change its mark with a reason, count replies, end it, decide, repeat.

At the start the mark is fixed; every later change is kept in the log of the experiment (`planner.model.experiments`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from planner.commands import records
from planner.errors import InputError
from planner.i18n import _
from planner.model.catalogue import KINDS, Experiment
from planner.model.experiments import BEFORE, LOCKED, REPLIES, Noted, counted_by_hand, with_note
from planner.store.transaction import Transaction

COPIED = ("hypothesis", "listing", "measure", "threshold", "confidence", "sample", "budget_hours", "notes")


def start(tx: Transaction, experiment: str, now: datetime, before: int = 0) -> Experiment:
    """Begin the test: from now on its mark is fixed. `before` are the sales of today that were there already.

    InputError naming the field that is still to be entered, or when the test is not an idea.
    """
    one = _found(tx, experiment, "idea")
    _check(tx, one, now)
    moment = now.replace(microsecond=0)
    changes = one.changes
    if before:
        changes = with_note(changes, Noted(moment, BEFORE, "", str(before)))
    return _write(tx, replace(one, state="running", start=moment, decision=None, changes=changes))


def lacking(one: Experiment) -> str:
    """The field to enter before the experiment can begin; empty when it can."""
    if (one.measure or "conversion") != REPLIES and one.listing is None:
        return "listing"
    if one.threshold is None or one.threshold <= 0:
        return "threshold"
    if (one.measure or "conversion") == "conversion":
        return "" if one.sample else "sample"
    return "" if one.stop_at is not None else "stop_at"


def change(tx: Transaction, experiment: str, fields: Mapping[str, Any], reason: str, now: datetime) -> Experiment:
    """Change what was fixed at the start; each old and new value is kept with the reason.

    InputError without a reason, or for a field that is not fixed.
    """
    one = _found(tx, experiment, "running", "done")
    if not reason.strip():
        raise InputError(
            _("Say why; the reason stays beside the old value."), f"experiment/{experiment}/changes", "missing"
        )
    changes = one.changes
    for name, value in fields.items():
        if name not in LOCKED:
            message = _("“{field}” is not fixed by the start; change it in the form.")
            label = _label(name)
            raise InputError(message.format(field=label), f"experiment/{experiment}/{name}", "mismatch")
        old = getattr(one, name)
        if old != value:
            changes = with_note(changes, Noted(now, name, spelled(name, old), spelled(name, value), reason.strip()))
    if changes == one.changes:
        return one
    return _write(tx, replace(one, changes=changes, **fields))


def stop(tx: Transaction, experiment: str, now: datetime) -> Experiment:
    """End the test by hand, before its time is over; the end that was planned is kept in the log."""
    one = _found(tx, experiment, "running")
    moment = now.replace(microsecond=0)
    changes, end = one.changes, one.stop_at
    if end is None or end > moment:
        note = Noted(moment, "stop_at", spelled("stop_at", end), spelled("stop_at", moment))
        changes, end = with_note(changes, note), moment
    return _write(tx, replace(one, state="done", stop_at=end, changes=changes))


def close(tx: Transaction, experiment: str) -> Experiment:
    """End the test that has reached its mark, its sample or its time."""
    return _write(tx, replace(_found(tx, experiment, "running"), state="done"))


def count_replies(tx: Transaction, experiment: str, count: int, now: datetime) -> Experiment:
    """Note how many replies came so far. InputError below 0, or where nothing is counted by hand."""
    one = _found(tx, experiment, "running", "done")
    if count < 0 or one.measure != REPLIES:
        raise InputError(_("Replies are a whole number from 0 on."), f"experiment/{experiment}/changes", "out_of_range")
    known = counted_by_hand(one.changes)
    if known == count:
        return one
    note = Noted(now, REPLIES, "" if known is None else str(known), str(count))
    return _write(tx, replace(one, changes=with_note(one.changes, note)))


def decide(tx: Transaction, experiment: str, decision: str) -> Experiment:
    """Keep or stop what was tested."""
    return _write(tx, replace(_found(tx, experiment, "done"), decision=decision))


def drop(tx: Transaction, experiment: str) -> Experiment:
    """Give the test up without a verdict."""
    return _write(tx, replace(_found(tx, experiment, "idea", "running"), state="dropped"))


def take_up(tx: Transaction, experiment: str) -> Experiment:
    """Make a dropped test an idea again; what it once counted stays in its log."""
    return _write(tx, replace(_found(tx, experiment, "dropped"), state="idea", start=None))


def repeat(tx: Transaction, experiment: str) -> Experiment:
    """A new idea with the same mark, right behind the test; one that is done is decided thereby."""
    one = _found(tx, experiment, "done", "dropped")
    if one.state == "done":
        _write(tx, replace(one, decision="repeat"))
    fields = {name: getattr(one, name) for name in COPIED}
    made = records.create(tx, "experiment", behind=experiment, state="idea", **fields)
    assert isinstance(made, Experiment)  # noqa: S101 - of the kind asked for
    return made


def spelled(name: str, value: Any) -> str:
    """A value as the log keeps it: the same text whatever the language."""
    kind = KINDS["experiment"].by_name[name].type
    return "" if value is None else str(kind.to_json(value, ""))


def _check(tx: Transaction, one: Experiment, now: datetime) -> None:
    name = lacking(one)
    path = f"experiment/{one.id}/{name or 'stop_at'}"
    if name:
        message = _("“{field}” is needed before the experiment can begin.")
        raise InputError(message.format(field=_label(name)), path, "missing")
    if one.stop_at is not None and one.stop_at <= now:
        raise InputError(_("The end of the experiment has passed already; give it a later one."), path, "out_of_range")
    if (one.measure or "conversion") == "conversion" and one.threshold is not None and one.threshold >= 1:
        message = _("The pass mark of a conversion is a share below 100%, such as 2%.")
        raise InputError(message, f"experiment/{one.id}/threshold", "out_of_range")
    if one.listing is not None and tx.plan.find("listing", one.listing) is None:
        raise InputError(_("The record is no longer there."), f"experiment/{one.id}/listing", "unknown")


def _found(tx: Transaction, experiment: str, *states: str) -> Experiment:
    """The experiment, in one of these states."""
    one = tx.plan.find("experiment", experiment)
    if not isinstance(one, Experiment):
        raise InputError(_("The record is no longer there."), f"experiment/{experiment}", "unknown")
    if (one.state or "idea") not in states:
        message = _("“{name}” is no longer in a state in which this can be done; look at it again.")
        raise InputError(message.format(name=one.hypothesis), f"experiment/{experiment}/state", "mismatch")
    return one


def _write(tx: Transaction, one: Experiment) -> Experiment:
    written = tx.update(one)
    assert isinstance(written, Experiment)  # noqa: S101 - of the kind given
    return written


def _label(field: str) -> str:
    label = KINDS["experiment"].by_name[field].label
    return _(label)
