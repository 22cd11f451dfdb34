"""The axis and the shape under a range field: plain numbers, no Qt."""

from dataclasses import dataclass
from math import ceil, exp, floor, log10

WIDE = 30  # a range that spans more than this many times its low end is drawn on a logarithmic axis
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
NORMAL_P90 = 1.2816  # 90 % quantile of the standard normal distribution


@dataclass(frozen=True, slots=True)
class Axis:
    """Where numbers stand on a line from 0 to 1, and which of them are named."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool = False

    def at(self, number: float) -> float:
        """The place of `number`, 0 at the left end and 1 at the right; clamped."""
        if self.log:
            share = (log10(max(number, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (number - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)

    def number_at(self, share: float) -> float:
        """The number that stands at `share` of the line."""
        if self.log:
            return 10 ** (log10(self.low) + share * (log10(self.high) - log10(self.low)))
        return self.low + share * (self.high - self.low)


def axis(low: float, high: float, peers: float | None = None) -> Axis:
    """An axis that shows the range from `low` to `high` (in any order) and `peers` with some room around."""
    shown = [low, high] if peers is None else [low, high, peers]
    least, most = min(shown), max(shown)
    if least > 0 and most / least > WIDE:
        bottom, top = floor(log10(least)), ceil(log10(most))
        every = ceil((top - bottom) / 4)
        return Axis(10.0**bottom, 10.0**top, tuple(10.0**power for power in range(bottom, top + 1, every)), log=True)
    margin = max((most - least) * 0.4, abs(most) * 0.1, 1e-9)
    start = 0.0 if 0 <= least <= 3 * (most - least) + margin else least - margin
    step = round_step((most + margin - start) / 4)
    first = floor(start / step + 1e-9) * step
    last = ceil((most + margin * 0.5) / step - 1e-9) * step
    count = max(round((last - first) / step), 1)
    return Axis(first, first + count * step, tuple(first + number * step for number in range(count + 1)))


def round_step(rough: float) -> float:
    """The first of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten that is not less than `rough`, which must be positive."""
    power = 10.0 ** floor(log10(rough))
    return next((factor * power for factor in ROUND if factor * power >= rough * (1 - 1e-9)), 10 * power)


def bell(low: float, likely: float, high: float, number: float) -> float:
    """The height at `number`, 1 at `likely`, of a curve with 10 % of its mass on either side of the range."""
    spread = (likely - low if number < likely else high - likely) / NORMAL_P90
    if spread <= 0:
        return 1.0 if number == likely else 0.0
    return exp(-(((number - likely) / spread) ** 2) / 2)
