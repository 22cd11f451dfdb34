"""What keeps the forecast of a product, a platform or a listing from being whole, in words, with ways to mend it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.analysis.forecast_results import parts_of
from planner.i18n import N_, _, ngettext, separator
from planner.model.catalogue import KINDS, Listing, Product, Record, kind_of
from planner.model.values import Money
from planner.ui.tables.cell_text import Scene

RATE: Final = "rate"
_REASONS: Final[Mapping[str, str]] = {
    "paused": N_("paused"),
    "ended": N_("ended"),
    "idea": N_("an idea without a start month"),
    "retired": N_("the product is retired"),
    "later": N_("begins after the last month"),
}
_ALONE: Final[Mapping[str, str]] = {
    "paused": N_("Paused: it takes no part in the forecast"),
    "ended": N_("Ended: it takes no part in the forecast"),
    "idea": N_("An idea without a start month takes no part"),
    "retired": N_("Its product is retired: it takes no part in the forecast"),
    "later": N_("It begins after the last month of the forecast"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: what a link says, and the field it leads to; without an id the page where such records are made."""

    text: str
    kind: str
    id: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said beside the figures; `severity` as of a message under a field."""

    text: str = ""
    severity: str = "echo"
    ways: tuple[Way, ...] = ()


def note_of(record: Record, scene: Scene) -> Note:
    """What is missing or left out, with ways to mend it; else what the figures are."""
    if record.archived:
        return Note(_("Archived: it takes no part in the forecast"), "hint")
    if isinstance(record, Product) and record.stage == "retired":
        return Note(_("Retired: it takes no part in the forecast"), "hint")
    listings = listings_of(record, scene)
    return _forecast_note(record, listings, scene) if listings else _unlisted(record)


def _forecast_note(record: Record, listings: Sequence[Listing], scene: Scene) -> Note:
    """What the forecast leaves out of the record."""
    outlooks = scene.outlooks
    if outlooks is None:
        return Note(_("The forecast is on its way…"))
    lacking = [one for one in listings if one.id in outlooks.lacking]
    if lacking:
        return _lacking_note(record, lacking, len(listings), scene)
    absent = {one.id: outlooks.left_out[one.id] for one in listings if one.id in outlooks.left_out}
    if absent:
        return _absent_note(record, absent, len(listings), scene)
    if outlooks.of(kind_of(record).name, record.id) is None:  # made since
        return Note(_("The forecast is on its way…"))
    return Note(_("Mean and 80% range of 12 months, before running costs"))


def listings_of(record: Record, scene: Scene) -> list[Listing]:
    """The listings by which the record earns: those whose other end is not archived."""
    plan = scene.plan
    named = (record,) if isinstance(record, Listing) else plan.naming("listing", kind_of(record).name, record.id)
    return [one for one in named if isinstance(one, Listing) and _stands(one, scene)]


def untold(record: Record, scene: Scene) -> bool:
    """Whether nothing of the record can be told: every listing that takes part lacks something."""
    outlooks = scene.outlooks
    if outlooks is None or not outlooks.lacking:
        return outlooks is None
    part = [one for one in listings_of(record, scene) if one.id not in outlooks.left_out]
    return bool(part) and all(one.id in outlooks.lacking for one in part)


def _stands(listing: Listing, scene: Scene) -> bool:
    ends = (scene.plan.find("product", listing.product), scene.plan.find("platform", listing.platform))
    return all(end is not None and not end.archived for end in ends)


def _unlisted(record: Record) -> Note:
    if isinstance(record, Listing):
        return Note(_("Its product or platform is archived: it takes no part in the forecast"), "hint")
    if isinstance(record, Product):
        return Note(_("Offered nowhere yet"), "hint", (Way(_("Add a platform"), "listing"),))
    return Note(_("Nothing is offered here yet"), "hint", (Way(_("Add a product"), "listing"),))


def _lacking_note(record: Record, lacking: Sequence[Listing], total: int, scene: Scene) -> Note:
    """The fields to enter, each once; how many listings wait for them, unless all do."""
    found = scene.outlooks.lacking if scene.outlooks else {}
    paths = dict.fromkeys(path for one in lacking for path in found[one.id])
    ways = dict.fromkeys(_way(record, path, scene) for path in paths)
    told = _("{count} of {total} not counted:").format(count=len(lacking), total=total)
    return Note("" if len(lacking) == total else told, "hint", tuple(ways))


def _absent_note(record: Record, absent: Mapping[str, str], total: int, scene: Scene) -> Note:
    """Why listings take no part; an idea does once it has a month to start in."""
    reasons = list(dict.fromkeys(absent.values()))
    ideas = [one for one, reason in absent.items() if reason == "idea"]
    ways = tuple(_way(record, f"listing/{one}/start_month", scene) for one in ideas)
    if isinstance(record, Listing):
        return Note(_(_ALONE[reasons[0]]), "hint", ways)
    told = ngettext(
        "{count} of {total} takes no part: {reasons}", "{count} of {total} take no part: {reasons}", len(absent)
    )
    words = separator().join(_(_REASONS[reason]) for reason in reasons)
    return Note(told.format(count=len(absent), total=total, reasons=words), "hint", ways)


def _way(record: Record, path: str, scene: Scene) -> Way:
    """The way to a field of `record` or of one linked to it; to the rates for an amount that cannot be converted."""
    kind, record_id, name = parts_of(path)
    target = scene.plan.find(kind, record_id)
    value = getattr(target, name, None)
    if isinstance(value, Money):
        return Way(_("Enter a rate for {currency}").format(currency=value.currency), RATE)
    field = _within(_(KINDS[kind].by_name[name].label))
    if record_id == record.id:
        return Way(_("Enter the {field}").format(field=field), kind, record_id, name)
    label = scene.plan.label(kind, record_id)
    if isinstance(target, Listing):  # called after its other end
        label = scene.plan.label(*_other_end(record, target))
    return Way(_("Enter the {field} for “{name}”").format(field=field, name=label), kind, record_id, name)


def _other_end(record: Record, listing: Listing) -> tuple[str, str | None]:
    return ("platform", listing.platform) if listing.product == record.id else ("product", listing.product)


def _within(label: str) -> str:
    """A label inside a sentence: “Click rate” becomes “click rate”."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
