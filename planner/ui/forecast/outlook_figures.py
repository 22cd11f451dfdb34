"""What the forecast says of a product, a platform or a listing, as figures for the strip of its form."""

from planner.analysis.forecast_results import Band
from planner.analysis.forecasting.outlooks import Monthly
from planner.figures.speech import Speech
from planner.i18n import _, ngettext
from planner.model.catalogue import Listing, Platform, Product, Record, kind_of
from planner.model.values import Month
from planner.ui.forecast.outlook_notes import untold
from planner.ui.forecast.outlook_words import near, span, speech_of, spoken
from planner.ui.tables.cell_text import Scene
from planner.ui.widgets.consequence_strip import NONE, Figure


def figures_of(record: Record, scene: Scene, *, unproven: bool = False) -> list[Figure]:
    """What the record brings in a month; dashes for what is not known."""
    found, speech = monthly_of(record, scene), speech_of(scene)
    figures = [_amount(_("Net per month"), found.net if found else None, speech)]
    if isinstance(record, Listing):
        return [*figures, *_of_listing(found, speech)]
    selling = [_first_sale(record, scene)] if isinstance(record, Product) and unproven and _sold(record) else []
    figures += [*_of_node(found, speech, spare=bool(selling)), *selling]
    if isinstance(record, Platform) and record.payout_days:
        days = ngettext("{count} day", "{count} days", record.payout_days).format(count=record.payout_days)
        figures.append(Figure(_("Paid out after"), days, spare=True))
    return figures


def monthly_of(record: Record, scene: Scene) -> Monthly | None:
    """What the record brings; None where that is not known, or not of any of its listings."""
    outlooks = scene.outlooks
    found = outlooks.of(kind_of(record).name, record.id) if outlooks else None
    return None if found is None or untold(record, scene) else found


def _amount(caption: str, band: Band | None, speech: Speech) -> Figure:
    if band is None:
        return Figure(caption)
    mean, range_ = speech.money(near(band.mean)), span(band, speech, signed=False)
    return Figure(caption, mean, "" if range_ == speech.amount(near(band.mean)) else range_, spoken(band, speech))


def _of_node(found: Monthly | None, speech: Speech, *, spare: bool) -> list[Figure]:
    hour = NONE if found is None or found.per_hour is None else speech.money(near(found.per_hour))
    share = NONE
    if found is not None and found.share is not None and found.net.mean >= 0:  # a loss is no part of the income
        share = speech.share(found.share)
    return [Figure(_("Per hour"), hour), Figure(_("Share of income"), share, spare=spare)]


def _of_listing(found: Monthly | None, speech: Speech) -> list[Figure]:
    sale, orders = (found.net_per_order, found.orders) if found else (None, None)
    each = NONE if sale is None else speech.money(near(sale.mean))
    count = NONE if orders is None else span(orders, speech, signed=False)
    return [
        Figure(_("Net per sale"), each, spoken=spoken(sale, speech) if sale else ""),
        Figure(_("Sales per month"), count),
    ]


def _sold(product: Product) -> bool:
    """Whether it is ever ordered: what lives from advertising is not."""
    return product.pricing != "advertising"


def _first_sale(product: Product, scene: Scene) -> Figure:
    today = scene.context.today
    chance = scene.outlooks.first_sale(product.id, Month.of(today)) if scene.outlooks and today else None
    if chance is None:
        return Figure(_("Sells in 3 months"))
    said = speech_of(scene).chance(chance)
    told = _("{chance} chance of a first sale within 3 months").format(chance=said)
    return Figure(_("Sells in 3 months"), said, spoken=told)
