"""Random commands, undo and redo: memory and file never differ, and undoing all gives the first plan back."""

import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planner.commands import links, records
from planner.errors import InputError
from planner.model.catalogue import KINDS, PlanSettings
from planner.model.experiments import locked
from planner.model.field_types import Reference
from planner.model.plan import Plan
from planner.model.values import Month
from planner.session import Session
from tests.examples import examples
from tests.store.plans import small_records
from tests.strategies import records_of

SMALL = [name for name, kind in KINDS.items() if not kind.journal and name != "plan"]
START = PlanSettings(id="01936000-0000-7000-8000-000000000000", title="Test", start_month=Month(2026, 12))


class Histories(RuleBasedStateMachine):
    """A person and a file."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.session = Session.create(Path(self.folder.name) / "a.brightroad", START, small_records(16))
        self.first = self.session.plan
        self.plans: list[Plan] = [self.first]  # by undo depth
        self.depth = 0

    def ids(self) -> dict[str, list[str]]:
        return {kind: list(table) for kind, table in self.session.plan.tables().items()}

    def done(self) -> None:
        """A step was made if the plan changed: what was undone is gone."""
        if len([step for step in self.session.history() if not step.undone]) > self.depth:
            self.depth += 1
            self.plans = [*self.plans[: self.depth], self.session.plan]

    @rule(data=st.data(), kind=st.sampled_from(SMALL))
    def create(self, data: st.DataObject, kind: str) -> None:
        ids = self.ids()
        needed = [
            spec.type.target for spec in KINDS[kind].references if spec.required and isinstance(spec.type, Reference)
        ]
        if any(not ids.get(target) for target in needed):
            return
        drawn = data.draw(records_of(kind, ids))
        fields = {spec.name: getattr(drawn, spec.name) for spec in KINDS[kind].specs}
        with self.session.edit("Create") as tx:
            records.create(tx, kind, **fields)
        self.done()

    def some(self, data: st.DataObject) -> tuple[str, str] | None:
        there = [(kind, key) for kind, keys in self.ids().items() if kind in SMALL for key in keys]
        return data.draw(st.sampled_from(there)) if there else None

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        found = self.some(data)
        if found is None:
            return
        kind, key = found
        drawn: Any = data.draw(records_of(kind, self.ids()))
        spec = data.draw(st.sampled_from(KINDS[kind].specs))
        value, record = getattr(drawn, spec.name), self.session.plan.find(kind, key)
        refused = spec.name in locked(record) and value != getattr(record, spec.name)
        with pytest.raises(InputError) if refused else nullcontext(), self.session.edit("Edit") as tx:
            records.edit(tx, kind, key, **{spec.name: value})
        if not refused:
            self.done()

    @rule(data=st.data(), what=st.sampled_from(["delete", "duplicate", "archive", "restore", "move"]))
    def change(self, data: st.DataObject, what: str) -> None:
        found = self.some(data)
        if found is None:
            return
        kind, key = found
        with self.session.edit(what) as tx:
            if what == "delete":
                told = records.removal(tx.plan, tx.count_naming, kind, [key])
                assert records.delete(tx, kind, [key]) == told
            elif what == "duplicate":
                records.duplicate(tx, kind, key)
            elif what == "move":
                others = [None, *(record.id for record in tx.plan.records(kind) if record.id != key)]
                before = data.draw(st.sampled_from(others))
                records.move(tx, kind, [key], before)
            else:
                getattr(records, what)(tx, kind, [key])
        self.done()

    @rule(data=st.data())
    def link(self, data: st.DataObject) -> None:
        found = self.some(data)
        if found is None or not links.link_kinds(found[0]):
            return
        target_kind = data.draw(st.sampled_from(links.link_kinds(found[0])))
        offered = links.linkable(self.session.plan, found, target_kind)
        if not offered:
            return
        target = (target_kind, data.draw(st.sampled_from(offered)).id)
        with self.session.edit("Link") as tx:
            links.link(tx, found, target)
        assert target[1] not in {record.id for record in links.linkable(self.session.plan, found, target_kind)}
        self.done()

    @rule()
    def fail(self) -> None:
        """An error in the middle takes everything back."""
        before = self.session.plan
        try:
            with self.session.edit("Fail") as tx:
                records.create(tx, "domain", name="half")
                raise KeyError("on purpose")
        except KeyError:
            pass
        assert self.session.plan is before

    @precondition(lambda self: self.depth > 0)
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.depth -= 1

    @precondition(lambda self: self.depth + 1 < len(self.plans))
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.depth += 1

    @rule()
    def reopen(self) -> None:
        path = self.session.path
        self.session.close()
        self.session = Session.open(path)

    @invariant()
    def memory_is_the_file(self) -> None:
        if not hasattr(self, "session"):
            return
        assert self.session.plan == self.plans[self.depth]
        undone = len(self.plans) - 1 - self.depth
        assert [step.undone for step in self.session.history()] == [True] * undone + [False] * self.depth
        other = Session.open(self.session.path)
        assert other.plan == self.session.plan
        other.close()

    def teardown(self) -> None:
        if hasattr(self, "session"):
            while self.session.undo():
                pass
            assert self.session.plan == self.first
            self.session.close()
            self.folder.cleanup()


Histories.TestCase.settings = settings(
    max_examples=examples(8), stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestHistories = Histories.TestCase
