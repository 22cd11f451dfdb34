"""Stands for the analysis in tests of the interface, and a plan that its made-up forecasts are about."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.model.catalogue import Job, Override, Scenario
from planner.model.values import Month
from planner.session import Session
from planner.ui.forecast.outlook import COARSE, Answer, Asked
from tests.figures.forecasts import START, a_forecast, a_plan


@dataclass
class Facts:
    """What the journal is said to say."""

    income: dict[Month, float] = field(default_factory=lambda: {START + (at - 6): 5000.0 + 300 * at for at in range(6)})
    costs: dict[Month, float] = field(default_factory=lambda: {START + -1: 500.0})
    ad_spend: dict[Month, float] = field(default_factory=dict)

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.income)


class Reckoner:
    """Notes what it is asked, waits while `gate` is shut, and gives a made-up forecast; previews have no drivers."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.tallies: list[Any] = []
        self.stopped = 0
        self.errors: dict[str, Exception] = {}  # by scenario
        self.changes: dict[str, Any] = {}  # to the forecast
        self.gate = threading.Event()
        self.gate.set()
        self.threads: set[str] = set()

    def __call__(self, asked: Asked, tallies: Any, stop: Callable[[], bool]) -> Answer | None:
        self.asked.append(asked)
        self.tallies.append(tallies)
        self.threads.add(threading.current_thread().name)
        while not self.gate.wait(0.002):
            if stop():
                self.stopped += 1
                return None
        if asked.scenario in self.errors:
            raise self.errors[asked.scenario]
        reach = 35000 if asked.scenario else 29000
        costs = 15000 if asked.plan.settings.living_costs else None
        made = a_forecast(reach=reach, costs=costs, samples=asked.samples, scenario=asked.scenario, **self.changes)
        if asked.samples <= COARSE:
            made = replace(made, drivers=())
        return Answer(replace(made, seed=asked.plan.settings.seed), asked.facts or Facts())  # type: ignore[arg-type]

    @property
    def wanted(self) -> list[tuple[str, int]]:
        """Scenario and number of runs of each forecast asked for."""
        return [(asked.scenario, asked.samples) for asked in self.asked]


TODAY = date(2026, 12, 10)


def forecast_session(path: Path) -> Session:
    """The plan of the made-up forecasts, with two scenarios, in a file."""
    plan = a_plan()
    records = [record for kind, table in plan.tables().items() if kind != "plan" for record in table.values()]
    scenarios = [
        Job(id="j0", name="Office"),
        Scenario(id="s1", name="Dearer", position="a"),
        Scenario(id="s2", name="Quit", position="b"),
        Override(id="o1", scenario="s1", kind="product", record="p0", field="price", value='"438.90"', position="a"),
        Override(id="o2", scenario="s1", kind="listing", record="l0", field="status", value='"paused"', position="b"),
        Override(id="o3", scenario="s2", kind="job", record="j0", field="end", value='"2027-02"', position="a"),
    ]
    return Session.create(path, plan.settings, [*records, *scenarios])
