"""The sample plans are whole, plausible, true to the schema, and carry the three faults they are to show."""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain

import jsonschema
import pytest

from planner.importers.bundle import read_bundle
from planner.importers.intake import Bundle
from planner.model.bundle_schema import bundle_schema
from planner.model.catalogue import KINDS, Entry, Listing, PlanSettings, Platform, Product, Publication, TimeEntry
from planner.model.kinds import kind_of
from planner.model.number_types import Uncertain
from planner.model.parsing_ranges import read_range
from planner.model.plan import Plan, plan_of
from planner.model.platform_catalogue import read_catalogue
from planner.model.reading import Context
from planner.model.values import Month, Range
from planner.paths import resource
from planner.report.bundle import bundle_text

LANGUAGES = ("zh", "en")
SHOWN = set(KINDS) - {"plan", "mute", "draft", "batch", "column_mapping", "timer"}
LAST_DAY = date(2026, 11, 19)


def content(language: str) -> bytes:
    return resource("samples", f"{language}.json").read_bytes()


def read(language: str) -> tuple[Bundle, Plan]:
    bundle = read_bundle(content(language))
    assert bundle.settings is not None
    held = (record for record in bundle.all() if not kind_of(record).journal)
    return bundle, plan_of([bundle.settings, *held])


def entries(bundle: Bundle) -> list[Entry]:
    return [record for record in bundle.records["entry"] if isinstance(record, Entry)]


def base(plan: Plan, entry: Entry) -> Decimal:
    """The amount in the plan's currency, by the latest rate."""
    assert entry.amount is not None
    rates = {str(rate.currency): rate.rate for rate in plan.rates()}
    factor = Decimal(1) if entry.currency == plan.settings.currency else rates[str(entry.currency)]
    return entry.amount.amount * (factor or Decimal(1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_follows_the_schema_and_is_written_back_as_it_is(language: str) -> None:
    document = json.loads(content(language))
    jsonschema.Draft202012Validator(bundle_schema()).validate(document)
    bundle, plan = read(language)
    journal = {name: bundle.records[name] for name in ("publication", "entry", "time_entry")}
    assert bundle_text(plan, journal).encode() == content(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_every_kind_that_a_page_shows(language: str) -> None:
    bundle, plan = read(language)
    assert {name for name, records in bundle.records.items() if records} == SHOWN
    assert plan.settings.language == language
    assert plan.settings.start_month == Month(2026, 12)
    assert len(plan.of(Platform)) == 7
    assert len(bundle.records["entry"]) >= 60
    assert len(bundle.records["time_entry"]) >= 55
    assert len(bundle.records["publication"]) >= 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_ids_are_uuids_of_version_seven_and_stand_once(language: str) -> None:
    bundle, _plan = read(language)
    ids = [record.id for record in bundle.all()]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)


def test_the_two_samples_share_no_id() -> None:
    ids = [{record.id for record in read(language)[0].all()} for language in LANGUAGES]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_range_reads_as_it_was_typed(language: str) -> None:
    bundle, plan = read(language)
    seen = 0
    assert bundle.settings is not None
    for record in (bundle.settings, *bundle.all()):
        for spec in kind_of(record).specs:
            value = getattr(record, spec.name)
            if isinstance(spec.type, Uncertain) and isinstance(value, Range) and value.typed and value.likely is None:
                seen += 1
                context = Context(
                    language, plan.settings.currency, lowest=spec.type.low, highest=spec.type.high, per=spec.type.per
                )
                family = "growth" if spec.type.family == "signed" else spec.type.family  # as the form reads it
                assert read_range(family, value.typed, context) == value, (record, spec.name)
    assert seen >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_and_days_are_plausible(language: str) -> None:
    bundle, plan = read(language)
    settings: PlanSettings = plan.settings
    assert settings.hours_per_week is not None
    own = sum(day.minutes for day in settings.hours_per_week) / 60
    employed = sum((job.hours_per_week.minutes if job.hours_per_week else 0) for job in bundle.records["job"]) / 60  # type: ignore[attr-defined]
    assert own + employed <= 7 * 12
    weeks: dict[tuple[int, int], int] = defaultdict(int)
    for record in bundle.records["time_entry"]:
        assert isinstance(record, TimeEntry)
        assert record.date is not None
        assert record.minutes is not None
        assert record.date <= LAST_DAY
        if record.activity != "employed":
            weeks[record.date.isocalendar()[:2]] += record.minutes.minutes
    assert max(weeks.values()) / 60 <= own * 1.2
    for entry in entries(bundle):
        assert entry.date is not None
        assert date(2026, 6, 1) <= entry.date <= LAST_DAY
    for record in bundle.records["publication"]:
        assert isinstance(record, Publication)
        assert record.at is None or (record.at <= datetime(2026, 11, 20, tzinfo=UTC)) == (record.status != "scheduled")
        assert record.status != "failed" or record.reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_publications_show_every_status_and_plausible_figures(language: str) -> None:
    bundle, _plan = read(language)
    found = [record for record in bundle.records["publication"] if isinstance(record, Publication)]
    assert {record.status for record in found} == {"draft", "scheduled", "published", "failed", "skipped", "removed"}
    assert all((record.clicks or 0) <= (record.views or 0) for record in found)
    assert all((record.orders or 0) <= (record.views or 0) for record in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refund_names_its_sale_and_is_no_larger(language: str) -> None:
    bundle, _plan = read(language)
    by_id = {entry.id: entry for entry in entries(bundle)}
    refunds = [entry for entry in by_id.values() if entry.sort == "refund"]
    assert refunds
    for refund in refunds:
        sale = by_id[refund.refund_of or ""]
        assert sale.sort == "sale"
        assert sale.amount is not None
        assert refund.amount is not None
        assert refund.amount <= sale.amount
        assert (refund.date or LAST_DAY) >= (sale.date or LAST_DAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_platforms_name_entries_of_the_catalogue(language: str) -> None:
    _bundle, plan = read(language)
    known = {row.key for row in read_catalogue(resource("catalogue", "platforms.csv").read_text("utf-8"))}
    named = {platform.catalogue_key for platform in plan.of(Platform)} - {""}
    assert len(named) >= 5
    assert named <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_fault_one_a_content_stream_with_no_product_behind_it(language: str) -> None:
    bundle, plan = read(language)
    sold = {entry.product for entry in entries(bundle) if entry.sort == "sale"}
    works = {record.id: getattr(record, "product", None) for record in bundle.records["work"]}
    published: dict[str | None, int] = defaultdict(int)
    for record in bundle.records["publication"]:
        assert isinstance(record, Publication)
        published[works[record.work or ""]] += record.status == "published"
    streams = [product for product in plan.of(Product) if product.pricing == "advertising" and not product.backed_by]
    assert len(streams) == 1
    (stream,) = streams
    assert stream.stage == "live"
    assert stream.launch_month is not None
    assert Month(2026, 11) - stream.launch_month >= 3
    assert published[stream.id] >= 4
    assert stream.id not in sold


@pytest.mark.parametrize("language", LANGUAGES)
def test_fault_two_more_than_half_of_the_income_from_one_rented_platform(language: str) -> None:
    bundle, plan = read(language)
    income: dict[str | None, Decimal] = defaultdict(Decimal)
    for entry in entries(bundle):
        if entry.sort == "sale":
            income[entry.platform] += base(plan, entry)
    top, most = max(income.items(), key=lambda pair: pair[1])
    assert most / sum(income.values()) > Decimal("0.5")
    platform = plan.get(Platform, top or "")
    assert platform is not None
    assert platform.ownership == "rented"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fault_three_bought_traffic_for_what_was_never_sold(language: str) -> None:
    bundle, plan = read(language)
    bought = [listing for listing in plan.of(Listing) if listing.ad_budget]
    assert len(bought) == 1
    sold = {entry.product for entry in entries(bundle) if entry.sort == "sale"}
    assert bought[0].product not in sold
    spent = [entry for entry in entries(bundle) if entry.sort == "ad_spend"]
    assert {entry.product for entry in spent} == {bought[0].product}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_alliances_have_two_sides_and_a_next_step(language: str) -> None:
    bundle, plan = read(language)
    for alliance in bundle.records["alliance"]:
        lines = plan.naming("exchange", "alliance", alliance.id)
        assert {getattr(line, "direction", None) for line in lines} == {"give", "get"}
        assert getattr(alliance, "next_step", "")
        assert getattr(alliance, "review_on", None)


def test_chinese_is_chinese_and_english_is_english() -> None:
    def texts(language: str) -> str:
        bundle, plan = read(language)
        records = chain([plan.settings], bundle.all())
        return "".join(
            str(getattr(record, spec.name))
            for record in records
            for spec in kind_of(record).specs
            if spec.name in ("name", "title", "notes", "note", "what", "memo")
        )

    assert not [sign for sign in texts("en") if "\u4e00" <= sign <= "\u9fff"]
    assert sum("\u4e00" <= sign <= "\u9fff" for sign in texts("zh")) > 800
