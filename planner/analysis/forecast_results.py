"""What a forecast says: frozen values in the plan's base currency, months counted from the plan's start month.

Figures, pages, the report and the command line read these and compute nothing.
"""

from dataclasses import dataclass, field

from planner.model.values import Month


@dataclass(frozen=True, slots=True)
class Band:
    """One uncertain number: mean and quantiles of its samples."""

    mean: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float


@dataclass(frozen=True, slots=True)
class Shape:
    """How the samples of one number lie: the share of them between every two of the rising `edges`.

    The edges are round numbers; `below` and `above` are the shares beyond them, a hundredth each at most.
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    below: float
    above: float


@dataclass(frozen=True, slots=True)
class Bands:
    """One uncertain number per month, each list as long as the horizon."""

    mean: tuple[float, ...]
    p10: tuple[float, ...]
    p25: tuple[float, ...]
    p50: tuple[float, ...]
    p75: tuple[float, ...]
    p90: tuple[float, ...]

    def at(self, index: int) -> Band:
        """The number of the month with that index."""
        return Band(*(line[index] for line in (self.mean, self.p10, self.p25, self.p50, self.p75, self.p90)))


@dataclass(frozen=True, slots=True)
class Missing:
    """An analysis, or a listing of it, that was left out, with the fields to enter: paths such as `listing/<id>/price`.

    `analysis` is one of forecast, survival, cover, quit, value_of_hour, hands_off, alliance; `subject` is (kind, id)
    where one record is left out, else None.
    """

    analysis: str
    fields: tuple[str, ...]
    subject: tuple[str, str] | None = None


def parts_of(path: str) -> tuple[str, str, str]:
    """Kind, record id and field of a path; an id may hold slashes of its own."""
    kind, _slash, rest = path.partition("/")
    record_id, _slash, name = rest.rpartition("/")
    return kind, record_id, name


@dataclass(frozen=True, slots=True)
class ListingOutlook:
    """One listing over the 12 months from the start: money and hours in all, and its mean income by month.

    `net` is income less advertising; `per_hour` its mean over the mean hours, None without hours; `share` its part of
    all positive mean income, None where there is none; `fitted` the mean part of the work its hours allow (1: all).
    """

    id: str
    product: str
    platform: str
    net: Band
    ad_spend: float
    hours: Band
    per_hour: float | None
    share: float | None
    orders: Band
    net_per_order: Band | None
    fitted: float
    income_by_month: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class NodeOutlook:
    """All listings of one product, on one platform, or of the whole plan (id ""), over the 12 months from the start.

    `net` and `hours` are ranges of sums, sample by sample; `per_hour` mean net over mean hours, None without hours;
    `share` the node's part of the mean income, as in `Concentration`, None where nothing brings any.
    """

    id: str
    net: Band
    hours: Band
    per_hour: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Mean income of the 12 months from the start that comes through one node: a platform, product, partner or job."""

    kind: str
    id: str
    amount: float
    share: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """How many sources carry the income: Hill's numbers of order 2, the largest share, and the sources, largest first."""

    effective: float
    top_share: float | None
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Driver:
    """What one guess does to the net income of the 12 months from the start.

    `low` and `high` are the outcome with the input at its P10 and P90 and all others at P50, `share` the part of its
    squared swing; `rank_share` the same from rank correlations; `input_low` and `input_high` the input at P10 and P90.
    `knowing` is what it would be worth to know the input (money), `exact` whether the input is a number without range
    (then the bar is what a change by a tenth either way does), `calibrated` whether the ledger speaks for it.
    """

    kind: str
    id: str
    field: str
    low: float
    high: float
    share: float
    rank_share: float
    input_low: float
    input_high: float
    knowing: float
    exact: bool = False
    calibrated: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The chance, for each month as a start, that three months of income cover the living costs of these.

    `month` is the index of the first month in which it is at least `wanted`; None when that does not come.
    """

    probability: tuple[float, ...]
    month: int | None
    wanted: float = 0.8


@dataclass(frozen=True, slots=True)
class Survival:
    """Cash and what becomes of it. Month numbers count from 1; infinite: never within the horizon.

    `ruin` is the chance of having run out by each month; `now` the runway in months at the present burn;
    `safe_month` the fewest months of job after which the chance of running out within two years is at most 5 %,
    None when there is none within the horizon; `has_job` whether that question arises.
    """

    cash: Bands
    ruin: tuple[float, ...]
    runway_p10: float
    runway_p50: float
    runway_p90: float
    now: float
    has_job: bool
    safe_month: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything one run says. `scenario` is its id or "" for the plan as it stands; `calibrated` whether the ledger's
    data has taken the place of guesses.

    `income` is what listings and alliances bring in a month; `earnings` that less advertising, platforms' and running
    costs: what is left to live from. `year` is the sum of earnings over the 12 months from the start, `year_shape` how
    its samples lie, None where all are the same. `coming` is the sum of earnings over so many months from today's on (or
    from the start, where that is later), by their number; a number is not there where the horizon ends before.
    `capacity` holds the free hours of each month, None without a limit; `needed` the hours that everything planned
    would take at the medians of the guesses, were there no limit. `products`, `platforms` and `together` add up the
    listings; None where nothing is on offer.
    """

    start: Month
    samples: int
    seed: int
    correlation: float
    scenario: str
    calibrated: bool
    income: Bands
    earnings: Bands
    unbound: Bands
    hours: Bands
    capacity: tuple[float | None, ...]
    needed: tuple[float, ...]
    year: Band
    living_costs: Bands | None
    cover: Cover | None
    cover_unbound: Cover | None
    survival: Survival | None
    hands_off_share: float | None
    value_of_hour: float | None
    listings: tuple[ListingOutlook, ...]
    products: tuple[NodeOutlook, ...] = ()
    platforms: tuple[NodeOutlook, ...] = ()
    together: NodeOutlook | None = None
    concentration: dict[str, Concentration] = field(default_factory=dict)
    first_sale: dict[str, tuple[float, ...]] = field(default_factory=dict)
    drivers: tuple[Driver, ...] = ()
    missing: tuple[Missing, ...] = ()
    year_shape: Shape | None = None
    coming: dict[int, Band] = field(default_factory=dict)
    left_out: tuple[tuple[str, str], ...] = ()  # listings that take no part: id and why (paused, ended, idea, retired)

    @property
    def months(self) -> tuple[Month, ...]:
        """The months of the horizon."""
        return tuple(self.start + index for index in range(len(self.income.mean)))
