"""The parts of a forecast as lines of text: a sentence first, then tables of ranges, then what is missing."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from planner.cli_commands.columns import columns, fitted, ranges_shown
from planner.cli_commands.study import Study
from planner.figures.forecast_words import YEAR, conclusion, runs, uncertainty, unknown, without
from planner.figures.tornado import strongest
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import KINDS
from planner.model.values import Month

if TYPE_CHECKING:
    from planner.analysis.forecast_results import Band, Bands, Concentration, Driver, Forecast, Missing

STRONGEST = 5  # inputs named
LARGEST = 5  # sources named
_LACKING: Mapping[str, str] = {
    "survival": N_("How long the money lasts cannot be told yet; enter {fields}."),
    "cover": N_("When income covers living costs cannot be told yet; enter {fields}."),
    "quit": N_("When the job can be left cannot be told yet; enter {fields}."),
    "value_of_hour": N_("What one more hour brings cannot be told yet; enter {fields}."),
    "hands_off": N_("What goes on without work cannot be told yet; enter {fields}."),
    "calibration": N_("Plan and facts cannot be compared yet; enter {fields}."),
}
_ABSENT: Mapping[str, str] = {
    "paused": N_("it is paused"),
    "ended": N_("it has ended"),
    "idea": N_("it is an idea"),
    "retired": N_("its product is retired"),
    "later": N_("it begins after the last month"),
}
BY: Mapping[str, str] = {
    "platform": N_("By platform"),
    "product": N_("By product"),
    "domain": N_("By domain"),
    "partner": N_("By partner"),
    "job": N_("By employer"),
}


def forecast_lines(study: Study, forecast: "Forecast") -> Iterator[str]:
    """The whole forecast."""
    yield from headline(study, forecast)
    if unknown(forecast) and forecast.survival is None and not any(forecast.income.p90):
        yield ""
        yield from _to_begin(study)
        yield from missing_lines(study, forecast)
        return
    yield ""
    yield from month_lines(study, forecast)
    count = min(YEAR, len(forecast.months))
    title = ngettext(
        "Listings, over {count} month: income less advertising, before running costs",
        "Listings, over {count} months: income less advertising, before running costs",
        count,
    )
    yield from titled(title.format(count=count), listing_lines(study, forecast))
    yield from titled(_("What moves income most"), driver_lines(study, forecast))
    yield from titled(_("Not told"), missing_lines(study, forecast))
    yield ""
    yield terms_line(study, forecast)


def _to_begin(study: Study) -> Iterator[str]:
    """The kinds of which there has to be one before anything can be forecast."""
    kinds = [kind for kind in ("product", "platform", "listing") if not study.plan.records(kind)]
    if kinds:
        yield _("There is nothing to tell yet; first add: {kinds}.").format(kinds=study.listed(kinds))


def titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    """The lines under their title; nothing where there are none."""
    for at, line in enumerate(lines):
        if at == 0:
            yield ""
            yield title
        yield line


def headline(study: Study, forecast: "Forecast") -> Iterator[str]:
    """The conclusion, and how unsure it is."""
    yield conclusion(forecast, study.speech, Month.of(study.today))
    told = (*uncertainty(forecast, study.speech), without(forecast))
    if any(told):
        yield " · ".join(filter(None, told))


def terms_line(study: Study, forecast: "Forecast") -> str:
    """With what it was made."""
    told = _("{runs}, seed {seed}, amounts in {currency}")
    return told.format(runs=runs(forecast), seed=forecast.seed, currency=study.plan.settings.currency)


def month_lines(study: Study, forecast: "Forecast") -> Iterator[str]:
    """Every month: what is left to live from, cash and hours, each the median and the range from P10 to P90."""
    told: list[tuple[str, Bands, Callable[[float], str]]] = [
        (_("Net income"), forecast.earnings, study.speech.amount),
        (_("Hours"), forecast.hours, study.whole),
    ]
    if forecast.survival is not None:
        told.insert(1, (_("Cash"), forecast.survival.cash, study.speech.amount))
    header = [_("Month")]
    for label, _bands, _say in told:
        header += [label, _("80% range")]
    rows = []
    for at, month in enumerate(forecast.months):
        row = [study.speech.month(month)]
        for _label, bands, say in told:
            row += [say(bands.p50[at]), study.range_of(bands.p10[at], bands.p90[at], say)]
        rows.append(row)
    yield from columns(*ranges_shown(header, rows, _("80% range")))


def listing_lines(study: Study, forecast: "Forecast") -> Iterator[str]:
    """What each listing brings."""
    header = [_("Listing"), _("Net"), _("80% range"), _("Hours"), _("Per hour"), _("Share")]
    rows = [
        [
            fitted(study.name("listing", one.id)),
            *_ranged(study, one.net),
            study.whole(one.hours.p50),
            "–" if one.per_hour is None else study.speech.amount(one.per_hour),
            "–" if one.share is None or one.net.mean < 0 else study.speech.share(one.share),  # a loss is no part of it
        ]
        for one in sorted(forecast.listings, key=lambda one: (-one.net.mean, one.id))
    ]
    if rows:
        yield from columns(*ranges_shown(header, rows, _("80% range")))


def _ranged(study: Study, band: "Band") -> tuple[str, str]:
    return study.speech.amount(band.p50), study.range_of(band.p10, band.p90, study.speech.amount)


def driver_lines(study: Study, forecast: "Forecast") -> Iterator[str]:
    """The inputs that move a year's earnings most, with what they do to it."""
    header = [_("Field"), _("Low (P10)"), _("High (P90)"), _("Income at low"), _("Income at high")]
    rows = [_driver(study, driver) for driver in strongest(forecast, STRONGEST)]
    if rows:
        yield from columns(header, rows)


def _driver(study: Study, driver: "Driver") -> list[str]:
    kind = KINDS[driver.kind].by_name[driver.field].type
    said = [study.speech.value(kind, value) for value in (driver.input_low, driver.input_high)]
    name = study.field(f"{driver.kind}/{driver.id}/{driver.field}")
    return [fitted(name), *said, *map(study.speech.money, (driver.low, driver.high))]


def missing_lines(study: Study, forecast: "Forecast") -> Iterator[str]:
    """What could not be told and what to enter for it; then what takes no part."""
    for missing in forecast.missing:
        yield missing_line(study, missing)
    for listing, why in forecast.left_out:
        told = _("“{name}” takes no part: {reason}.")
        yield told.format(name=study.name("listing", listing), reason=_(_ABSENT[why]) if why in _ABSENT else why)


def missing_line(study: Study, missing: "Missing") -> str:
    """What cannot be told, and the fields to enter for it."""
    fields = study.listed(missing.fields)
    if missing.subject is not None:
        told = _("“{name}” brings nothing yet; enter {fields}.")
        return told.format(name=study.name(*missing.subject), fields=fields)
    if not any("/" in path for path in missing.fields):  # kinds of records
        return _("There is nothing to tell yet; first add: {kinds}.").format(kinds=fields)
    told = _LACKING.get(missing.analysis, N_("There is more to tell once you enter {fields}."))
    return _(told).format(fields=fields)


def concentration_lines(study: Study, found: Mapping[str, "Concentration"]) -> Iterator[str]:
    """The largest sources of each sort, and how many equal ones they amount to."""
    for by, one in found.items():
        if not one.sources:
            continue
        effective = study.number(one.effective)
        yield from ("", _("{title}: as many as {count} equal ones").format(title=_(BY.get(by, by)), count=effective))
        rows = [
            [fitted(study.name(source.kind, source.id) or _("Your own")), study.speech.money(source.amount),
             study.speech.share(source.share)]
            for source in one.sources[:LARGEST]
        ]  # fmt: skip
        yield from columns(("", "", ""), rows)
