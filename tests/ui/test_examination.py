"""The findings of an open plan: fresh after every change, kept while the analysis is on its way, quiet when closed."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from planner import i18n
from planner.analysis import diagnosis
from planner.analysis.diagnosis.judge import SPECS
from planner.commands import records
from planner.model import checks
from planner.model.checks import Examination, Finding, Lacking, Problem, Surroundings, check, examine
from planner.model.discretion import amounts_hidden, hide_amounts
from planner.model.plan import Plan
from planner.session import Session
from planner.ui.bridge import Bridge
from planner.ui.findings import examination
from planner.ui.findings.examination import Examiner, carried
from planner.ui.findings.numbers import NUMBERS, numbers_of
from planner.ui.worker import Worker
from tests.ui.findings_kit import TODAY, of_records, session_with_findings, silence
from tests.ui.form_plan import Memory, new_bridge


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = session_with_findings(tmp_path)
    yield made
    made.close()


@pytest.fixture
def bridge(qapp: Any, session: Session) -> Iterator[Bridge]:
    made = new_bridge(session)
    yield made
    made.close()


assert diagnosis  # its rules are registered before any test puts others in their place


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setattr(checks, "RULES", of_records())
    return check


def rules_of(found: Examination) -> set[str]:
    return {problem.rule for problem in found.problems}


def edit(bridge: Bridge, kind: str, record_id: str, **fields: Any) -> None:
    bridge.run("Edit", lambda tx: records.edit(tx, kind, record_id, **fields))


def test_the_plan_is_examined_when_first_asked_for_and_after_every_change(bridge: Bridge, qtbot: QtBot) -> None:
    examiner = bridge.examination
    assert examiner is bridge.examination
    assert examiner.plan is bridge.plan
    assert "domain.target_below_score" in rules_of(examiner.latest)
    with qtbot.waitSignal(examiner.told):
        edit(bridge, "domain", "d1", target=80)
    assert examiner.plan is bridge.plan
    assert "domain.target_below_score" not in rules_of(examiner.latest)


def test_a_burst_of_changes_is_looked_at_once_and_settling_looks_at_once(bridge: Bridge, qtbot: QtBot) -> None:
    examiner = bridge.examination
    told: list[Examination] = []
    examiner.told.connect(told.append)
    for target in (71, 72, 73):
        edit(bridge, "domain", "d1", target=target)
    assert told == []
    examiner.settle()
    assert len(told) == 1
    examiner.settle()
    qtbot.wait(60)
    assert len(told) == 1


def test_findings_speak_the_language_in_use(bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> None:
    class Loud:
        def gettext(self, message: str) -> str:
            return message.upper()

        def ngettext(self, one: str, many: str, count: int) -> str:
            return one.upper()

    examiner = bridge.examination
    before = examiner.latest.problems[0].message
    monkeypatch.setattr(i18n._speech, "language", "zh")
    monkeypatch.setattr(i18n._speech, "texts", Loud())
    examiner.settle()
    assert examiner.latest.problems[0].message != before


def test_a_day_that_has_passed_brings_back_what_was_muted_until_then(
    bridge: Bridge, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    silence(session, "domain.target_below_score", "d1", days=0)
    examiner = bridge.examination
    assert "domain.target_below_score" not in rules_of(examiner.latest)
    monkeypatch.setattr(examination, "_today", lambda: TODAY.replace(year=TODAY.year + 1))
    examiner.settle()
    assert "domain.target_below_score" in rules_of(examiner.latest)


def test_nothing_is_told_once_the_plan_is_closed(bridge: Bridge, qtbot: QtBot) -> None:
    examiner = bridge.examination
    told: list[Examination] = []
    examiner.told.connect(told.append)
    edit(bridge, "domain", "d1", target=80)
    bridge.close()
    qtbot.wait(60)
    assert told == []


def test_a_plan_that_takes_long_is_examined_beside_the_window(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []

    def slow(around: Surroundings) -> Examination:
        threads.append(threading.current_thread())
        time.sleep(examination.LIMIT * 1.5)
        return examine(around)

    monkeypatch.setattr(examination, "examine", slow)
    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    examiner = bridge.examination
    with qtbot.waitSignal(examiner.told):
        edit(bridge, "domain", "d1", target=80)
    assert threads[0] is threading.main_thread()
    assert threads[1] is not threading.main_thread()
    assert "domain.target_below_score" not in rules_of(examiner.latest)
    bridge.close()
    worker.close()


def test_every_number_that_rules_read_has_words() -> None:
    own = {"living_costs", "cash"}  # fields of the plan
    read = {number.name: number.unit for spec in SPECS.values() for number in spec.numbers}
    wordless = {name for name, unit in read.items() if name not in NUMBERS and unit not in ("flag", "month")}
    assert wordless == own


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("runway_months", math.inf, "beyond 36 months"),
        ("runway_p10", math.inf, "beyond 36 months"),
        ("runway_p10", None, None),
        ("payback_months", math.inf, "never"),
        ("break_even_orders", math.inf, "never"),
        ("other_months_covered", math.inf, "no limit"),
        ("silence_visitors", math.inf, None),
        ("low", math.nan, None),
    ],
)
def test_what_has_no_end_is_said_in_words_that_fit(bridge: Bridge, name: str, value: Any, words: str | None) -> None:
    problem = Problem("rule", "", "", "", "hint", "", values={name: value})
    told = [text for _label, text in numbers_of(problem, bridge.plan)]
    assert told == ([words] if words else [])


# what needs the analysis


def around(plan: Plan, **results: Any) -> Surroundings:
    return Surroundings(plan, TODAY, {}, results)


def test_what_the_analysis_found_stays_until_its_record_changes(
    register: Callable[..., Any], bridge: Bridge, session: Session
) -> None:
    @register("test.domain", severity="warning", needs=("forecast",))
    def look(plan: Plan, _around: Surroundings) -> Iterator[Finding | Lacking]:
        for record in plan.records("domain"):
            yield Finding("score", "m", kind="domain", id=record.id)
        yield Finding("", "whole")
        yield Lacking(("plan/plan/cash",))

    @register("test.breaks", needs=("forecast",))
    def broken(_plan: Plan, _around: Surroundings) -> Iterator[Finding]:
        raise KeyError("x")
        yield

    plan = bridge.plan
    whole = examine(around(plan, forecast=1))
    now = carried(examine(around(plan)), (plan, whole), around(plan))
    assert now == whole
    edit(bridge, "domain", "d1", target=80)
    later = carried(examine(around(bridge.plan)), (plan, whole), around(bridge.plan))
    assert [problem.id for problem in later.problems if problem.rule == "test.domain"] == ["d2", ""]
    assert ("test.domain", ("plan/plan/cash",)) in later.skipped
    assert [rule for rule, _error in later.failed] == ["test.breaks"]
    assert [problem.severity for problem in later.problems] == sorted(
        (problem.severity for problem in later.problems), key=checks.SEVERITIES.index
    )
    silence(session, "test.domain")
    quiet = carried(examine(around(session.plan)), (plan, whole), around(session.plan))
    assert {problem.rule for problem in quiet.muted} == {"test.domain"}
    assert "test.domain" not in rules_of(quiet)


@dataclass
class Said:
    """A forecast, as far as an examiner looks at it."""

    scenario: str = ""


@dataclass
class Answers:
    forecast: Said | None = None
    facts: Any = "facts"
    refining: bool = False
    asked: list[Any] = field(default_factory=list)


class FakeOutlook(QObject):
    told = Signal(object, bool)
    failed = Signal(str)

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers = answers

    def latest(self) -> Said | None:
        return self.answers.forecast

    @property
    def facts(self) -> Any:
        return self.answers.facts

    @property
    def refining(self) -> bool:
        return self.answers.refining

    def close(self) -> None:
        pass


@pytest.fixture
def working(session: Session, qtbot: QtBot) -> Iterator[tuple[Bridge, Examiner, FakeOutlook]]:
    """A bridge with a lane for work and an outlook that says what a test lets it say."""
    worker = Worker()
    bridge = Bridge(session, worker, Memory(), None)  # type: ignore[arg-type]
    outlook = FakeOutlook(Answers())
    bridge.__dict__["outlook"] = outlook
    examiner = bridge.examination
    examiner.listen()
    yield bridge, examiner, outlook
    bridge.close()
    worker.close()


def test_rules_judge_when_a_forecast_of_the_plan_arrives(
    register: Callable[..., Any], working: tuple[Bridge, Examiner, FakeOutlook], qtbot: QtBot
) -> None:
    seen: list[Any] = []

    @register("test.forecast", severity="error", needs=("forecast", "actuals"))
    def look(_plan: Plan, surroundings: Surroundings) -> Iterator[Finding]:
        seen.append((dict(surroundings.results), surroundings.firing, threading.current_thread()))
        yield Finding("score", "m", kind="domain", id="d1", impact=5.0)

    bridge, examiner, outlook = working
    assert not examiner.complete
    outlook.answers.forecast = Said()
    with qtbot.waitSignal(examiner.told):
        outlook.told.emit(outlook.answers.forecast, True)  # coarse, but there was none
    assert examiner.complete
    results, firing, thread = seen[0]
    assert results == {"forecast": outlook.answers.forecast, "actuals": "facts"}
    assert firing == frozenset()
    assert thread is not threading.main_thread()
    assert examiner.latest.problems[0].rule == "test.forecast"
    outlook.told.emit(Said("another"), False)  # of a scenario
    outlook.told.emit(Said(), True)  # coarse, and there is one
    qtbot.wait(50)
    assert len(seen) == 1
    with qtbot.waitSignal(examiner.told):
        outlook.told.emit(Said(), False)
    assert ("test.forecast", "d1") in seen[1][1]  # it was firing
    edit(bridge, "domain", "d2", target=60)
    examiner.settle()
    assert "test.forecast" in rules_of(examiner.latest)  # kept until it is judged anew
    qtbot.waitUntil(lambda: len(seen) == 3)  # after a rest, for no forecast is on its way


def test_without_a_forecast_the_other_rules_still_judge(
    register: Callable[..., Any], working: tuple[Bridge, Examiner, FakeOutlook], qtbot: QtBot
) -> None:
    @register("test.actuals", needs=("actuals",))
    def look(_plan: Plan, _surroundings: Surroundings) -> Iterator[Finding]:
        yield Finding("score", "m", kind="domain", id="d1")

    @register("test.forecast", needs=("forecast",))
    def other(_plan: Plan, _surroundings: Surroundings) -> Iterator[Finding]:
        yield Finding("score", "m", kind="domain", id="d1")

    _bridge, examiner, outlook = working
    with qtbot.waitSignal(examiner.told):
        outlook.failed.emit("no listing")
    assert "test.actuals" in rules_of(examiner.latest)
    assert ("test.forecast", ("forecast",)) in examiner.latest.skipped


def test_nothing_is_told_with_amounts_once_they_are_hidden(
    register: Callable[..., Any], working: tuple[Bridge, Examiner, FakeOutlook], qtbot: QtBot
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    @register("test.forecast", needs=("forecast",))
    def look(_plan: Plan, _surroundings: Surroundings) -> Iterator[Finding]:
        words = "•••" if amounts_hidden() else "$1"
        begun.set()
        assert go_on.wait(20)
        yield Finding("score", words, kind="domain", id="d1")

    _bridge, examiner, outlook = working
    outlook.answers.forecast = Said()
    outlook.told.emit(outlook.answers.forecast, True)
    assert begun.wait(20)
    told: list[str] = []
    examiner.told.connect(lambda found: told.extend(problem.message for problem in found.problems))
    try:
        hide_amounts(hidden=True)
        examiner._slow = True  # as on a plan that takes long to look at
        examiner.settle()
        assert examiner.latest.problems == ()
        go_on.set()
        qtbot.waitUntil(lambda: "test.forecast" in rules_of(examiner.latest))
    finally:
        hide_amounts(hidden=False)
    assert "•••" in told
    assert "$1" not in told
