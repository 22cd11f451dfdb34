"""What the listings of a product or platform say about it, read only: how many, how far along, which conversion."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS, Listing, Product, Record
from planner.model.values import Range
from planner.ui.forecast.outlook_words import near, speech_of
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NUMBER, RANGE, STATUS, Cell, Column, span_of
from planner.ui.widgets.speech import in_a_row

if TYPE_CHECKING:
    from planner.analysis.listings.order_steps import OrderSteps

_FURTHEST: Final = ("active", "trial", "idea", "paused", "ended")


def listings_of(record: Record, scene: Scene, field: str) -> Sequence[Listing]:
    """The listings that name the record in `field` ("product" or "platform")."""
    return scene.plan.naming("listing", field, record.id)  # type: ignore[return-value]


def _status_cell(record: Record, scene: Scene, field: str) -> Cell:
    """The furthest status among the listings, and how many there are."""
    found = listings_of(record, scene, field)
    if not found:
        return Cell("–", faint=True, spoken=_("not listed"))
    status = next((name for name in _FURTHEST if any(listing.status == name for listing in found)), "idea")
    words = KINDS["listing"].by_name["status"].type.label(status)
    text = _("{status} · {count}").format(status=words, count=len(found)) if len(found) > 1 else words
    told = ngettext("{count} listing, furthest: {status}", "{count} listings, furthest: {status}", len(found))
    told = told.format(count=len(found), status=words)
    return Cell(text, shape=status, spoken=told, tip=told)


def status_column(field: str) -> Column:
    """How far along the listings of a record are; edited on the listings themselves."""
    return Column(
        "listings", N_("Listed"), 104, STATUS, show=lambda record, scene: _status_cell(record, scene, field),
        key=lambda record, scene: len(listings_of(record, scene, field)), editable=False,
    )  # fmt: skip


def _conversion(record: Record, scene: Scene, field: str) -> Range | None:
    """The conversion of the only listing, or from the lowest to the highest of several."""
    found = [listing.conversion for listing in listings_of(record, scene, field) if listing.conversion]
    if len(found) < 2:
        return found[0] if found else None
    ends = [value.ends() for value in found]
    return Range.between(_short(min(low for low, _high in ends)), _short(max(high for _low, high in ends)))


def _short(rate: Decimal) -> Decimal:
    """A rate that may have been divided, in four digits: shown only, never kept."""
    return rate.quantize(Decimal(1).scaleb(max(rate.adjusted() - 3, -15))) if rate else rate


def _conversion_cell(record: Record, scene: Scene, field: str) -> Cell:
    value = _conversion(record, scene, field)
    if value is None:
        return Cell()
    spec = KINDS["listing"].by_name["conversion"]
    count = sum(listing.conversion is not None for listing in listings_of(record, scene, field))
    tip = _("From the lowest to the highest of {count} listings; edit it there").format(count=count)
    one = _("The conversion of its listing; edit it there")
    return Cell(
        cell_text.shown(spec, value, scene), span=span_of(value), spoken=cell_text.spoken(spec, value, scene),
        tip=tip if count > 1 else one,
    )  # fmt: skip


def conversion_column(field: str) -> Column:
    """The conversion of the listings of a record, read only."""

    def key(record: Record, scene: Scene) -> object:
        value = _conversion(record, scene, field)
        return sum(value.ends()) if value else None

    return Column(
        "conversion", N_("Conversion"), 192, RANGE, show=lambda record, scene: _conversion_cell(record, scene, field),
        key=key, editable=False, family="rate",
    )  # fmt: skip


def margin_column(width: int) -> Column:
    """What a sale of a product leaves, from its poorest to its best listing, and below it the part of the price."""
    return Column(
        "margin", N_("Unit margin"), width, NUMBER, show=_margin_cell, key=_margin_key, editable=False, spare=True, outlook=True
    )  # fmt: skip


def _orders(record: Record, scene: Scene) -> "list[OrderSteps]":
    """The steps of an order on each listing of a product; nothing before the first forecast."""
    if scene.outlooks is None or not isinstance(record, Product):
        return []
    from planner.analysis.listings.order_steps import refund_rate, steps_of  # noqa: PLC0415 - after the first forecast

    refunded = refund_rate(record)
    found = (steps_of(scene.plan, one, refunded) for one in listings_of(record, scene, "product"))
    return [steps for steps in found if steps is not None]


def _margin_key(record: Record, scene: Scene) -> float | None:
    return max((steps.net for steps in _orders(record, scene)), default=None)


def _margin_cell(record: Record, scene: Scene) -> Cell:
    orders, speech = _orders(record, scene), speech_of(scene)
    if not orders:
        return Cell()
    text = speech.range(*(near(end(steps.net for steps in orders)) for end in (min, max)))
    margins = sorted(steps.margin for steps in orders if steps.margin is not None)
    ends = list(dict.fromkeys(speech.share(one) for one in margins[:1] + margins[-1:]))
    share = "–".join((*(end.removesuffix("%") for end in ends[:-1]), *ends[-1:]))
    told = _("{share} of the price").format(share=share) if share else ""
    severity = "error" if any(steps.net <= 0 for steps in orders) else ""
    tip = _("Somewhere every sale loses money.") if severity else told
    return Cell(text, caption=share, tip=tip, spoken=in_a_row((text, told)), severity=severity)
