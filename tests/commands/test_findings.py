"""What can be done about a finding: mend one, mend what is safe in one step, mute and hear again."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from planner.commands import findings, records
from planner.errors import InputError
from planner.model import checks_records  # noqa: F401 - registers the rules
from planner.model.catalogue import Alliance, Domain, Draft, Mute, Record
from planner.model.checks import Fix, Problem, Surroundings, examine
from planner.session import Session
from tests.store.plans import start

TODAY = date(2026, 11, 20)
EARLY, LATE = date(2026, 12, 1), date(2026, 12, 24)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session.create(
        tmp_path / "a.brightroad",
        start(),
        [
            Domain(id="d", name="Writing", score=70, target=60, evidence="a book", position="a"),
            Alliance(id="a", name="Course", share=Decimal("0.3"), start=LATE, end=EARLY, position="a"),
        ],
    )
    yield made
    made.close()


def found(session: Session, rule: str = "") -> list[Problem]:
    problems = examine(Surroundings(session.plan, TODAY)).problems
    return [problem for problem in problems if rule in ("", problem.rule)]


def record(session: Session, kind: str, record_id: str) -> Record:
    made: Record = session.plan.find(kind, record_id)
    return made


def test_a_fix_writes_its_fields_and_one_undo_takes_them_back(session: Session) -> None:
    (problem,) = found(session, "period.end_before_start")
    before = session.plan
    with session.edit("Fix") as tx:
        mended = findings.fix(tx, session.plan, problem)
    assert mended == record(session, "alliance", "a")
    assert (mended.start, mended.end) == (EARLY, LATE)  # type: ignore[attr-defined]
    assert found(session, "period.end_before_start") == []
    session.undo()
    assert session.plan == before


def test_a_fix_forgets_what_was_typed_into_its_field(session: Session) -> None:
    with session.edit("Type") as tx:
        tx.insert(Draft(id="domain/d/target", kind="domain", record="d", field="target", text="lots"))
    (problem,) = found(session, "domain.target_below_score")
    with session.edit("Fix") as tx:
        findings.fix(tx, session.plan, problem)
    assert session.plan.of(Draft) == ()


def test_what_changed_since_it_was_found_is_not_mended_blindly(session: Session) -> None:
    (problem,) = found(session, "domain.target_below_score")
    seen = session.plan
    with session.edit("Edit") as tx:
        records.edit(tx, "domain", "d", target=65)
    kept = session.plan
    with pytest.raises(InputError, match="changed since"), session.edit("Fix") as tx:
        findings.fix(tx, seen, problem)
    with session.edit("Delete") as tx:
        records.delete(tx, "domain", ["d"])
    with pytest.raises(InputError, match="changed since"), session.edit("Fix") as tx:
        findings.fix(tx, seen, problem)
    session.undo()
    assert session.plan == kept


def test_what_offers_no_way_out_cannot_be_mended(session: Session) -> None:
    bare = Problem("x", "domain", "d", "name", "hint", "Think about it.")
    with pytest.raises(InputError), session.edit("Fix") as tx:
        findings.fix(tx, session.plan, bare)


def test_safe_is_what_fills_gaps_or_swaps_and_what_a_rule_vouches_for(session: Session) -> None:
    (share,), (period,), (target,) = (
        found(session, rule)
        for rule in ("alliance.share_without_basis", "period.end_before_start", "domain.target_below_score")
    )
    assert findings.safe(session.plan, share)  # fills an empty field
    assert findings.safe(session.plan, period)  # an error, but its rule vouches for the swap
    assert not findings.safe(session.plan, target)  # writes over what was typed

    def of(severity: str, **written: object) -> Problem:
        return Problem("x", "domain", "d", "score", severity, "m", Fix("Fix", written))

    assert findings.safe(session.plan, of("hint", score=60, target=70))  # swapped
    assert not findings.safe(session.plan, of("hint", score=70, target=70))
    assert not findings.safe(session.plan, of("error", score=60, target=70))
    assert findings.safe(session.plan, of("warning", notes="n", started_year=2019))
    assert not findings.safe(session.plan, of("error", notes="n"))
    assert not findings.safe(session.plan, of("hint"))
    gone = Problem("x", "domain", "gone", "notes", "hint", "m", Fix("Fix", {"notes": "n"}))
    assert not findings.safe(session.plan, gone)


def test_all_that_is_safe_is_one_step_and_of_two_that_write_one_field_the_first_counts(session: Session) -> None:
    first = Problem("x", "domain", "d", "notes", "hint", "m", Fix("One", {"notes": "one"}))
    second = Problem("y", "domain", "d", "notes", "hint", "m", Fix("Two", {"notes": "two", "started_year": 2019}))
    problems = [*found(session), first, second]
    chosen = findings.together(session.plan, problems)
    assert [problem.rule for problem in chosen] == ["period.end_before_start", "alliance.share_without_basis", "x"]
    steps = len(session.history())
    with session.edit("Fix all") as tx:
        assert len(findings.fix_all(tx, session.plan, chosen)) == 3
    alliance, domain = record(session, "alliance", "a"), record(session, "domain", "d")
    assert (alliance.start, alliance.share_basis) == (EARLY, "gross")  # type: ignore[attr-defined]
    assert (domain.notes, domain.started_year) == ("one", None)  # type: ignore[attr-defined]
    assert len(session.history()) == steps + 1
    session.undo()
    assert {problem.rule for problem in found(session)} >= {"period.end_before_start", "alliance.share_without_basis"}


def test_muting_needs_a_reason_replaces_and_is_taken_back(session: Session) -> None:
    rule = "domain.target_below_score"
    with pytest.raises(InputError), session.edit("Mute") as tx:
        findings.mute(tx, rule, "d", "  ", None)
    with session.edit("Mute") as tx:
        findings.mute(tx, rule, "d", " resting ", TODAY)
    assert found(session, rule) == []
    with session.edit("Mute") as tx:
        findings.mute(tx, rule, "d", "for good", None)
    (mute,) = session.plan.of(Mute)
    assert (mute.rule, mute.subject, mute.reason, mute.until) == (rule, "d", "for good", None)
    with session.edit("Unmute") as tx:
        findings.unmute(tx, mute.id)
    assert session.plan.of(Mute) == ()
    assert len(found(session, rule)) == 1
    session.undo()
    assert found(session, rule) == []
