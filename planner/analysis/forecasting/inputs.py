"""The guesses of a plan: every field that holds a range, with its stream, its family and what moves it.

Which driver pulls which field, and which way, is declared here once (SCIENCE: shared drivers).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from planner.analysis.uncertainty.ranges import Spread
from planner.model.catalogue import Listing, Record, kind_of
from planner.model.number_types import Uncertain
from planner.model.values import Range

PLATFORM, MARKET, ME = "platform", "driver/market", "driver/me"

# field -> its driver and the sign with which it follows; a field that stands nowhere has none
_DRIVEN: Mapping[str, tuple[str, int]] = {
    "platform.audience": (PLATFORM, 1),
    "platform.growth": (PLATFORM, 1),
    "platform.open_rate": (PLATFORM, 1),
    "platform.open_half_life_months": (PLATFORM, 1),
    "platform.hours_per_publication": (ME, 1),
    "listing.click_rate": (PLATFORM, 1),
    "listing.conversion": (PLATFORM, 1),
    "listing.rpm": (PLATFORM, 1),
    "listing.cost_per_click": (PLATFORM, -1),
    "product.evergreen_share": (MARKET, 1),
    "product.half_life_months": (MARKET, 1),
    "product.refund_rate": (MARKET, -1),
    "product.churn": (MARKET, -1),
    "product.make_hours": (ME, 1),
    "product.hours_per_sale": (ME, 1),
    "product.upkeep_hours": (ME, 1),
    "milestone.effort": (ME, 1),
}
# family of a field -> kind of range (lognormal for what cannot be negative)
_KINDS = {
    "rate": "rate", "growth": "signed", "signed": "signed", "people": "people", "money": "money", "hours": "hours",
    "months": "hours", "days": "hours", "count": "count", "number": "hours",
}  # fmt: skip
CORRELATIONS = {"none": 0.0, "some": 0.3, "strong": 0.6}


@dataclass(frozen=True, slots=True)
class Input:
    """One guess: the field it stands in, its kind of range, and the driver it follows ("" for none)."""

    kind: str
    id: str
    field: str
    family: str
    spread: Spread
    driver: str = ""
    sign: int = 1
    calibrated: bool = False

    @property
    def key(self) -> str:
        """The id of its stream: `kind/record id/field`."""
        return f"{self.kind}/{self.id}/{self.field}"

    @property
    def exact(self) -> bool:
        """Whether it is a number without range."""
        return self.spread.value is not None


def inputs_of(records: Iterable[Record], calibrated: Mapping[str, Spread]) -> dict[str, Input]:
    """The guesses that stand in `records`, by key; `calibrated` spreads take the place of those typed."""
    found: dict[str, Input] = {}
    for record in records:
        for read in _inputs(record, calibrated):
            found[read.key] = read
    return found


def _inputs(record: Record, calibrated: Mapping[str, Spread]) -> Iterator[Input]:
    kind = kind_of(record)
    for spec in kind.specs:
        value = getattr(record, spec.name)
        if isinstance(spec.type, Uncertain) and isinstance(value, Range):
            key = f"{kind.name}/{record.id}/{spec.name}"
            family = _KINDS[spec.type.family]
            spread = calibrated.get(key) or spread_of(value, family)
            driver, sign = _driver(record, f"{kind.name}.{spec.name}")
            yield Input(kind.name, record.id, spec.name, family, spread, driver, sign, key in calibrated)


def _driver(record: Record, field: str) -> tuple[str, int]:
    driver, sign = _DRIVEN.get(field, ("", 1))
    if driver == PLATFORM:
        platform = record.platform if isinstance(record, Listing) else record.id
        driver = f"driver/platform/{platform}"
    return driver, sign


def spread_of(value: Range, family: str) -> Spread:
    """A typed range as plain floats.

    Where the family cannot reach an end that was named (0 of people, money, hours and counts, 0 % and 100 % of rates)
    that end is absolute: the range is read as PERT, by default with its middle the likeliest.
    """
    if value.is_observed:
        return Spread(hits=value.hits, of=value.of)
    low, high = (float(end) for end in value.ends())
    if low == high:
        return Spread(value=low)
    if value.likely is not None:
        return Spread(low=low, likely=float(value.likely), high=high)
    if family != "signed" and (low <= 0 or (family == "rate" and high >= 1)):
        return Spread(low=low, likely=(low + high) / 2, high=high)
    return Spread(low=low, high=high)
