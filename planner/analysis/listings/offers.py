"""What the month engine reckons with: an offer is a listing with everything it inherits from product and platform.

Fields carry the names and units of the plan: money in its base currency, rates and shares 0..1, hours decimal, months
as indices from the plan's first month (0; launched earlier: below 0). A field is one number, or one per sample.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.analysis import bounds
from planner.i18n import _

Array = NDArray[np.float64]
Value = float | Array
PRICINGS = ("one_off", "subscription", "hourly", "advertising", "commission")
MOST_GROWTH = 10.0  # a month: what grows faster would outgrow every number within the horizon
EARLIEST = -1200  # months before the plan's first in which something may have been launched

_AMOUNTS = (
    "audience", "publications_per_month", "price", "fixed_fee", "unit_cost", "active_before", "hours_per_publication",
    "hours_per_sale", "upkeep_hours", "make_hours", "rpm", "ad_budget", "cost_per_click",
)  # fmt: skip
_RATES = (
    "open_rate", "open_floor", "click_rate", "conversion", "fee_rate", "refund_rate", "churn", "commission_rate",
    "evergreen_share",
)  # fmt: skip
_HALF_LIVES = ("open_half_life_months", "half_life_months")
_MONTHS = ("start", "make_start", "end")
_FLAGS = ("once_per_person", "fee_kept_on_refund")


@dataclass(frozen=True, slots=True, eq=False)
class Guests:
    """People whom an alliance brings: added to the grown audience in the months from `start` to `end`, both included."""

    id: str
    audience: Value
    start: int = 0
    end: int | None = None

    def come(self, month: int) -> bool:
        """Whether they are there in that month."""
        return self.start <= month and (self.end is None or month <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Offer:
    """One listing. Half-lives of None: nothing fades. `make_start` of None: at `start`; `end` of None: for good.

    `priority` of None: its position. Of the offers with one `key` (their product) only the first in priority order
    counts `make_hours` and `upkeep_hours`.
    """

    id: str = ""
    pricing: str = "one_off"
    audience: Value = 0.0
    growth: Value = 0.0
    publications_per_month: Value = 0.0
    open_rate: Value = 1.0
    open_floor: Value = 0.0
    open_half_life_months: Value | None = None
    click_rate: Value = 0.0
    conversion: Value = 0.0
    half_life_months: Value | None = None
    price: Value = 0.0
    fee_rate: Value = 0.0
    fixed_fee: Value = 0.0
    refund_rate: Value = 0.0
    unit_cost: Value = 0.0
    fee_kept_on_refund: bool = False
    churn: Value = 0.0
    active_before: Value = 0.0
    hours_per_publication: Value = 0.0
    hours_per_sale: Value | None = None
    upkeep_hours: Value = 0.0
    make_hours: Value = 0.0
    make_start: int | None = None
    start: int = 0
    end: int | None = None
    rpm: Value = 0.0
    commission_rate: Value = 0.0
    ad_budget: Value = 0.0
    cost_per_click: Value | None = None
    once_per_person: bool = False
    evergreen_share: Value = 0.0
    priority: float | None = None
    guests: tuple[Guests, ...] = ()
    key: str = ""

    @property
    def made_from(self) -> int:
        """The month in which making begins."""
        return self.start if self.make_start is None else self.make_start

    @property
    def worked_per_sale(self) -> Value | None:
        """Hours that an order takes of the limit; None where orders take none (advertising, commission)."""
        return None if self.pricing in ("advertising", "commission") else self.hours_per_sale


_NAMES = frozenset(field.name for field in fields(Offer))


def checked(listings: Iterable[Offer | Mapping[str, Any]] | None) -> tuple[Offer, ...]:
    """The offers, each checked as by `checked_one`; missing without an id, unknown when an id stands twice."""
    if listings is None:
        bounds.refuse(_("“{field}” is missing; enter a listing.").format(field="listings"), "listings", "missing")
    offers = tuple(offer if isinstance(offer, Offer) else _read(offer) for offer in listings)
    for place, offer in enumerate(offers):
        bounds.named(offer.id, f"listing/{place}/id")
    bounds.distinct([offer.id for offer in offers], "listing")
    return tuple(checked_one(offer) for offer in offers)


def checked_one(listing: Offer | Mapping[str, Any]) -> Offer:
    """The offer, its fields within their bounds; a mapping is read by the names of `Offer`, null as not given.

    Errors: out_of_range; unknown (pricing; `once_per_person` of what is not one-off); missing (`cost_per_click` of an
    `ad_budget`, `hours_per_sale` of hourly); bad_order (made after the start, ended before it, floor above open rate).
    """
    offer = listing if isinstance(listing, Offer) else _read(listing)
    path = f"listing/{offer.id}/" if offer.id else ""
    bounds.one_of(offer.pricing, f"{path}pricing", PRICINGS)
    _check_bounds(offer, path)
    _check_kind(offer, path)
    _check_order(offer, path)
    return offer


def _read(listing: Mapping[str, Any]) -> Offer:
    return Offer(**{name: value for name, value in listing.items() if name in _NAMES and value is not None})


def _check_bounds(offer: Offer, path: str) -> None:
    for name in _AMOUNTS:
        _within(getattr(offer, name), path + name, 0, None)
    for name in _RATES:
        _within(getattr(offer, name), path + name, 0, 1)
    drawn = isinstance(offer.growth, np.ndarray)  # a draw beyond the bounds is cut when it is used
    _within(offer.growth, f"{path}growth", None if drawn else -1, None if drawn else MOST_GROWTH)
    for name in _HALF_LIVES:
        for value in _ends(getattr(offer, name)):
            bounds.half_life(value, path + name)
    for name in _MONTHS:
        for value in _ends(getattr(offer, name)):
            bounds.whole(value, path + name, EARLIEST)
    _within(offer.priority, f"{path}priority", None, None)
    for name in _FLAGS:
        bounds.flag(getattr(offer, name), path + name)
    for guests in offer.guests:
        _within(guests.audience, f"{path}guests/{guests.id}", 0, None)


def _check_kind(offer: Offer, path: str) -> None:
    if offer.once_per_person and offer.pricing != "one_off":
        field = f"{path}once_per_person"
        bounds.refuse(_("“{field}” suits only what is sold one-off.").format(field=field), field, "unknown")
    if offer.pricing == "hourly":
        _positive(offer.hours_per_sale, f"{path}hours_per_sale")
    if np.any(np.asarray(offer.ad_budget) > 0):
        _positive(offer.cost_per_click, f"{path}cost_per_click")


def _check_order(offer: Offer, path: str) -> None:
    bounds.in_order(offer.made_from, offer.start, f"{path}make_start", equal=True)
    if offer.end is not None:
        bounds.in_order(offer.start, offer.end, f"{path}end", equal=True)
    if not isinstance(offer.open_rate, np.ndarray) and not isinstance(offer.open_floor, np.ndarray):
        bounds.in_order(offer.open_floor, offer.open_rate, f"{path}open_floor", equal=True)


def _ends(value: Value | None) -> tuple[Any, ...]:
    """The smallest and largest sample; the number itself; nothing where nothing was given."""
    if isinstance(value, np.ndarray):
        return (value.min(), value.max())
    return () if value is None else (value,)


def _within(value: Value | None, field: str, low: float | None, high: float | None) -> None:
    for end in _ends(value):
        bounds.number(end, field, low, high)


def _positive(value: Value | None, field: str) -> None:
    for end in _ends(value) or (None,):
        bounds.positive(end, field)


def in_priority_order(offers: Sequence[Offer]) -> list[int]:
    """Positions of the offers by `priority`, then position; the priority of an offer without one is its position."""
    return sorted(range(len(offers)), key=lambda place: (_priority(offers[place], place), place))


def _priority(offer: Offer, place: int) -> float:
    return place if offer.priority is None else offer.priority


def matrix(values: Sequence[Value | None], part: slice) -> Array:
    """Values as rows of a matrix (offer, sample) with the samples of `part`, to be read only; None counts 0."""
    shape = (len(values), part.stop - part.start)
    drawn = [(row, value[part]) for row, value in enumerate(values) if isinstance(value, np.ndarray)]
    rows = np.empty(shape) if drawn else np.empty((len(values), 1))
    if len(drawn) < len(values):
        rows[:] = [[0.0 if value is None or isinstance(value, np.ndarray) else value] for value in values]
    for row, samples in drawn:
        rows[row] = samples
    return rows if drawn else np.broadcast_to(rows, shape)


def column(offers: Sequence[Offer], name: str, part: slice) -> Array:
    """One field of the offers as `matrix`."""
    return matrix([getattr(offer, name) for offer in offers], part)


def slim(values: Array) -> Array:
    """The first column of a matrix in which all samples of a row are one number in memory, else the matrix."""
    return values[:, :1] if values.strides[1] == 0 else values
