"""Money that goes out or comes in whether or not anything is sold: running costs, platforms' charges, jobs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.analysis.forecast_results import Missing
from planner.analysis.forecasting.cast import money
from planner.analysis.forecasting.draws import Value
from planner.analysis.forecasting.free_hours import covered
from planner.analysis.forecasting.inputs import Input
from planner.analysis.forecasting.reading import Reading
from planner.model.catalogue import Cost, Job, Platform
from planner.model.values import Month

Array = NDArray[np.float64]


def running_costs(reading: Reading, draw: Callable[[Input], Value]) -> Array:
    """Costs and platforms' monthly charges; shape (months, 1) or (months, samples)."""
    plan, months = reading.plan, reading.months
    start = start_of(reading)
    total = np.zeros((months, 1))
    for platform in plan.of(Platform):
        charge = money(plan, platform.monthly_cost)
        if charge:
            total = total + charge * covered(start, months, platform.joined, None)[:, None]
    for cost in plan.of(Cost):
        amount = np.atleast_1d(reading.value(draw, f"cost/{cost.id}/amount"))
        total = total + covered(start, months, cost.start, cost.end)[:, None] * amount
    return total


def without_amount(reading: Reading) -> tuple[Missing, ...]:
    """The costs and jobs within the horizon whose amounts are not entered, one by one."""
    costs = [("cost", "amount", cost) for cost in reading.plan.of(Cost) if cost.amount is None]
    jobs = [("job", "net_pay", job) for job in reading.plan.of(Job) if job.net_pay is None]
    lacking: list[tuple[str, str, Cost | Job]] = [*costs, *jobs]
    return tuple(
        Missing("survival", (f"{kind}/{one.id}/{name}",), (kind, one.id))
        for kind, name, one in lacking
        if covered(start_of(reading), reading.months, one.start, one.end).any()
    )


def job_pay(reading: Reading, *, kept: bool = False) -> Array:
    """Net pay of all jobs; shape (months,). `kept`: as if none that still pays at the start were left."""
    total = np.zeros(reading.months)
    for job in reading.plan.of(Job):
        lasts = kept and (job.end is None or job.end >= start_of(reading))
        total += _pay(reading, replace(job, end=None) if lasts else job)
    return total


def pay_by_job(reading: Reading, months: int) -> dict[str, float]:
    """The sum of the net pay over the first `months`, by job."""
    return {job.id: float(_pay(reading, job)[:months].sum()) for job in reading.plan.of(Job)}


def _pay(reading: Reading, job: Job) -> Array:
    covers = covered(start_of(reading), reading.months, job.start, job.end)
    pay: Array = np.where(covers, money(reading.plan, job.net_pay) or 0.0, 0.0)
    return pay


def start_of(reading: Reading) -> Month:
    """The first month of the plan; every plan has one."""
    start = reading.plan.settings.start_month
    assert start is not None  # noqa: S101 - declared as required
    return start
