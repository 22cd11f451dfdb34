"""How long the money lasts: runway, ruin, the month that is covered, the month in which a job may end, money for tax.

Money in one currency; paths are arrays (samples, months) or lists of lists; month numbers count from 1.
All of it looks at month ends; `between_month_ends` says how much that hides.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr, ndtr

from planner.analysis import bounds
from planner.analysis.money import month_paths
from planner.analysis.money.month_paths import Array, Rows
from planner.analysis.rounding import hair

# (months after founding, share alive) of firms founded in 1998 in the United States (Knaup 2005)
FIRMS_ALIVE = ((24, 0.66), (48, 0.44))
MONTH_END_SHIFT = 0.5825971579390107  # -zeta(1/2)/sqrt(2 pi), Siegmund 1985


@dataclass(frozen=True, slots=True)
class Reserve:
    """What there is to live from: `cash`, which may be overdrawn, and the `credit_limit` (0 or more) below it."""

    cash: float | None
    credit_limit: float = 0

    def room(self) -> float:
        """cash + credit_limit: what may be spent until the limit; missing or out_of_range when it is no amount."""
        return bounds.number(self.cash, "cash") + bounds.not_negative(self.credit_limit, "credit_limit")


def runway(reserve: Reserve, living_costs: float | None, income: float = 0) -> float:
    """Months until the limit at present: (cash + credit_limit)/(living_costs - income).

    Infinite when income covers the costs (both a month, 0 or more), 0 when nothing is left.
    """
    room = reserve.room()
    burn = bounds.not_negative(living_costs, "living_costs") - bounds.not_negative(income, "income")
    return max(0.0, room) / burn if burn > 0 else math.inf


@dataclass(frozen=True, slots=True)
class RuinMonth:
    """The number of the month of the first ruin, as quantiles over the samples; infinite when it does not come."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Ruin:
    """`ruin`: chance of having been ruined by the end of month 1, 2, ...; `runway`: the month of the first ruin."""

    ruin: tuple[float, ...]
    runway: RuinMonth


def ruin(reserve: Reserve, flows: Rows | None) -> Ruin:
    """Share of the paths of net cash flow that are below -credit_limit at some month end up to t.

    Exactly at the limit is not ruin. A quantile is the smallest month whose share reaches it.
    """
    left = reserve.room() + np.cumsum(month_paths.paths(flows, "flows"), axis=1)
    shares = _share(np.minimum.accumulate(left, axis=1) < -hair(left, reserve.room()))
    p10, p50, p90 = (_first(shares, wanted) or math.inf for wanted in (0.1, 0.5, 0.9))
    return Ruin(shares, RuinMonth(p10, p50, p90))


@dataclass(frozen=True, slots=True)
class Cover:
    """`probability`: chance that the costs are covered, by first month; `month`: the first that suffices, or None."""

    probability: tuple[float, ...]
    month: int | None


def cover_month(
    income: Rows | None, living_costs: float | Rows | None, probability: float = 0.8, hold: int = 3
) -> Cover:
    """First month m in which P(sum of income over m .. m + hold - 1 >= living costs of these) >= `probability`.

    Equal counts as covered. Living costs are a number, a list by month, or paths; a horizon below `hold` has no month.
    """
    incomes = month_paths.paths(income, "income")
    costs = month_paths.by_month(living_costs, incomes, "living_costs", 0)
    wanted = bounds.rate(probability, "probability")
    held = bounds.whole(hold, "hold", 1)
    earned, needed = _sums(incomes, held), _sums(costs, held)
    shares = _share(earned >= needed - hair(earned, needed))
    return Cover(shares, _first(shares, wanted))


def quit_month(
    reserve: Reserve,
    flows: Rows | None,
    job_net: float | Rows | None,
    max_ruin: float = 0.05,
    window: int | None = 24,
) -> int | None:
    """Fewest months of job after which P(ruin by `window` months after quitting) <= `max_ruin`; None when there is none.

    `flows` are without the job, `job_net` (number, by month, or paths) comes on top until it ends. Ruin while the job
    lasts counts too. The window is fixed after quitting and must lie within the horizon; None looks at all of it.
    """
    room, without = reserve.room(), month_paths.paths(flows, "flows")
    pay = np.cumsum(np.atleast_2d(month_paths.by_month(job_net, without, "job_net", 0)), axis=1)
    allowed = bounds.rate(max_ruin, "max_ruin")
    months = without.shape[1]
    after = months if window is None else bounds.whole(window, "window", 1)
    left = room + np.cumsum(without, axis=1)
    slack = hair(left, pay, room)
    while_employed = np.insert(np.minimum.accumulate(left + pay, axis=1), 0, np.inf, axis=1)
    earned = np.insert(pay, 0, 0, axis=1)
    for worked in range(months + 1 if window is None else months - after + 1):
        free = left[:, worked : worked + after].min(axis=1, initial=np.inf) + earned[:, worked]
        lowest = np.minimum(while_employed[:, worked], free)
        if np.count_nonzero(lowest < -slack) / len(lowest) <= allowed:
            return worked
    return None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Money set aside for tax by month (below 0: given back) and in all."""

    by_month: tuple[float, ...]
    total: float


def set_aside(profits: Array | Sequence[float] | None, rate: float | None, start_month: int = 1) -> SetAside:
    """What one path of monthly profits sets aside, as in `set_aside_paths`."""
    aside = set_aside_paths(month_paths.series(profits, "profits"), rate, start_month)
    return SetAside(tuple(aside.tolist()), float(aside.sum()))


def set_aside_paths(profits: Rows | None, rate: float | None, start_month: int = 1) -> Array:
    """Money set aside each month: rate x (max(0, cum_t) - max(0, cum_(t-1))), in the shape of `profits`.

    cum is the profit since January; months lie along the last axis and begin with `start_month` (1 to 12).
    """
    months = month_paths.read(profits, "profits")
    share = bounds.rate(rate, "set_aside_rate")
    first_year = 13 - bounds.whole(start_month, "start_month", 1, 12)
    years = np.split(months, range(first_year, months.shape[-1], 12), axis=-1)
    due = [np.diff(np.maximum(np.cumsum(year, axis=-1), 0), axis=-1, prepend=0) for year in years]
    return share * np.concatenate(due, axis=-1)


def first_sale(orders: Rows | None) -> tuple[float, ...]:
    """Chance of a first sale by each month: mean over the paths of 1 - exp(-expected orders so far); no noise."""
    expected = np.cumsum(month_paths.paths(orders, "orders", 0), axis=1)
    return tuple((-np.expm1(-expected)).mean(axis=0).tolist())


@dataclass(frozen=True, slots=True)
class Dips:
    """Chance that cash falls below 0: at any time until T, as month ends see it until T, and at any time ever."""

    any_time: float
    month_ends: float
    ever: float


def between_month_ends(cash: float | None, drift: float | None, sd: float | None, months: int | None) -> Dips:
    """Ruin of a Brownian motion from x = `cash` with drift m and spread s a month, within T months.

    Phi((-x - mT)/(s sqrt T)) + exp(-2mx/s^2) Phi((-x + mT)/(s sqrt T)) (inverse Gaussian); month ends see about the
    same from x + .5826 s (Siegmund 1985). Without upward drift ruin comes for certain.
    """
    start = bounds.not_negative(cash, "cash")
    trend = bounds.number(drift, "drift")
    spread = bounds.positive(sd, "sd")
    end = bounds.whole(months, "months", 1)
    ever = math.exp(-2 * trend * start / spread**2) if trend > 0 else 1.0
    shifted = start + MONTH_END_SHIFT * spread
    return Dips(_reached(start, trend, spread, end), _reached(shifted, trend, spread, end), ever)


def _reached(start: float, drift: float, spread: float, months: int) -> float:
    width = spread * math.sqrt(months)
    mirrored = -2 * drift * start / spread**2 + log_ndtr((-start + drift * months) / width)  # exp alone could overflow
    return min(1.0, float(ndtr((-start - drift * months) / width) + np.exp(mirrored)))


def _share(true: np.ndarray) -> tuple[float, ...]:
    return tuple((np.count_nonzero(true, axis=0) / len(true)).tolist())


def _first(shares: Sequence[float], wanted: float) -> int | None:
    return next((number for number, share in enumerate(shares, 1) if share >= wanted), None)


def _sums(months: Array, held: int) -> Array:
    sums = np.cumsum(np.insert(np.atleast_2d(months), 0, 0, axis=1), axis=1)
    return sums[:, held:] - sums[:, :-held]
