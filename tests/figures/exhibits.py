"""Every figure, drawn of the sample plan and of hard data: what the gallery shows and every promise is held against.

A new figure belongs into `EXHIBITS`; with that the tests of every figure and the gallery have it.
"""

import datetime as dt
import math
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from planner.analysis.alliances.balances import Balance, balances
from planner.analysis.alliances.exchange_values import ShareChances, ShareInterval
from planner.analysis.alliances.prospects import alliance_prospect
from planner.analysis.alliances.terms import alliance_terms
from planner.analysis.distribution.coverage import CoverageCell, CoverageTable, coverage
from planner.analysis.facts.actuals import Actuals, Line, actuals
from planner.analysis.facts.income_steps import came, expected, for_hours
from planner.analysis.facts.money_flow import money_flow
from planner.analysis.facts.observed_ranges import observed
from planner.analysis.facts.track_record import MonthOutcome, TrackRecord, track_record
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecast_results import Band, Forecast, Shape
from planner.analysis.forecasting.moves import PlanMove, PlanMoves
from planner.analysis.roadmap.dates import MilestoneOutlook, roadmap
from planner.analysis.roadmap.timeline import Timeline, TimelineRow, TimelineWeek, timeline
from planner.analysis.skills.arrivals import arrivals
from planner.analysis.skills.hour_gains import HourGain
from planner.analysis.uncertainty.paired_moves import Gain
from planner.figures.arrivals import ArrivalOptions, arrivals_figure
from planner.figures.balance import BalanceOptions, balance
from planner.figures.coverage_matrix import STATES, MatrixOptions, coverage_matrix
from planner.figures.drawing import Drawing
from planner.figures.fan import FanOptions, fan
from planner.figures.gantt import GanttOptions, gantt
from planner.figures.hours_share import HoursShareOptions, hours_share
from planner.figures.kind_income import KindIncomeOptions, kind_income
from planner.figures.layered_map import MapOptions
from planner.figures.month_chance import ChanceOptions, month_chance
from planner.figures.move_bars import MoveBarOptions, move_bars
from planner.figures.next_hours import NextHoursOptions, next_hours
from planner.figures.outcomes import OutcomesOptions, outcomes
from planner.figures.plan_map import map_of
from planner.figures.radar import RadarOptions, radar
from planner.figures.range_checks import RangeCheck, RangeCheckOptions, checks_of, range_checks
from planner.figures.range_rows import RangeRow, RangeRowsOptions, range_rows
from planner.figures.range_strip import Axis, Span, range_strip
from planner.figures.score_bars import Score, score_bars, scores_of
from planner.figures.share_interval import ShareIntervalOptions, share_interval_figure
from planner.figures.spark import Dot, spark
from planner.figures.speech import Speech
from planner.figures.split_bars import Part, SplitOptions, split_bars
from planner.figures.tornado import TornadoOptions, tornado
from planner.figures.waterfall import Step, WaterfallOptions, steps_of, waterfall
from planner.figures.week_bars import WeekBarOptions, week_bars
from planner.importers.bundle import read_bundle
from planner.model.catalogue import Alliance, Domain, Milestone, PlanSettings, Platform, Work
from planner.model.placements import Placement
from planner.model.plan import Plan, plan_of
from planner.model.reading import Context
from planner.model.tallies import Tallies
from planner.model.values import Month
from planner.paths import resource
from planner.session import Session
from tests.figures import forecasts

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
LONG = (
    "从零开始的嵌入式项目骨架 and everything one needs to know of it, \u0639\u0631\u0628\u064a \U0001f9d1\u200d\U0001f680, word for word "
    * 3
)
SHORT = "x"


@dataclass(frozen=True)
class Material:
    """All that figures are drawn of."""

    plan: Plan
    facts: Actuals
    outlook: Forecast
    covered: CoverageTable
    ahead: Timeline
    scores: tuple[Score, ...]
    checks: Callable[[Speech], tuple[RangeCheck, ...]]
    record: TrackRecord
    steps: tuple[Step, ...]
    dots: tuple[Dot, ...]
    pact: "Pact"


@dataclass(frozen=True)
class Pact:
    """What is known of an alliance."""

    balance: Balance | None = None
    interval: ShareInterval | None = None
    chances: ShareChances | None = None
    agreed: float | None = None
    rows: tuple[RangeRow, ...] = ()
    parts: tuple[Part, ...] = ()


Draw = Callable[[Material, float, Speech], Drawing]


def speech_of(language: str, *, currency: str | None = "CNY", hidden: bool = False) -> Speech:
    """How figures speak of the material."""
    return Speech(Context(language, currency or "CNY", TODAY), hidden)


@cache
def sample(language: str) -> Material:
    """The sample plan in a language, forecast with few samples."""
    bundle = read_bundle(resource("samples", f"{language}.json").read_bytes())
    assert bundle.settings is not None
    with tempfile.TemporaryDirectory() as folder:
        session = Session.create(Path(folder) / "sample.brightroad", bundle.settings, bundle.all())
        plan, tallies = session.plan, session.journal.tallies()
        cells = session.journal.publications.cells([work.id for work in plan.of(Work)])
        session.close()
    return _of(plan, tallies, tuple(cells.values()), language)


def _of(plan: Plan, tallies: Tallies, placements: tuple[Placement, ...], language: str) -> Material:
    speech, facts = speech_of(language, currency=plan.settings.currency), actuals(plan, tallies, TODAY)
    outlook = forecast(plan, facts, ForecastOptions(512))
    plain = forecast(plan, None, ForecastOptions(128, calibrated=False, drivers=False))
    ahead = timeline(plan, roadmap(plan, TODAY, facts), TODAY)
    income = facts.income
    return Material(
        plan, facts, outlook, coverage(plan, placements, NOW), ahead, scores_of(plan),
        lambda said: checks_of(observed(plan, facts), plan, said), track_record(plain, facts),
        steps_of(money_flow(facts)),
        tuple(Dot(speech.month(one), speech.money(income.get(one, 0.0)), income.get(one)) for one in facts.months),
        _pact(plan, facts),
    )  # fmt: skip


def _pact(plan: Plan, facts: Actuals) -> Pact:
    """The alliance of most partners, as the page of alliances shows it."""
    alliances = plan.of(Alliance)
    if not alliances:
        return Pact()
    chosen = max(alliances, key=lambda one: len(one.partners))
    terms = next(one for one in alliance_terms(plan) if one.id == chosen.id)
    outlook = alliance_prospect(plan, chosen.id, facts, 256)
    division = terms.division
    parts = (
        [Part(plan.label("partner", who) or who, has, division.shapley[who]) for who, has in division.has.items()]
        if division
        else []
    )
    rows = (RangeRow("Without", outlook.without), RangeRow("With", outlook.with_it, strong=True))
    found = next(one for one in balances(plan, samples=256) if one.id == chosen.id)
    return Pact(found, terms.interval, outlook.shares, terms.share, rows, tuple(parts))


def _hard_pact() -> Pact:
    """Everything at its end: huge, lost, of long names; no share that suits."""
    huge = Band(9.9e11, -9e11, 1.0, 2.0, 3.0, 9.9e12)
    shares = tuple(at / 100 for at in range(101))
    chances = ShareChances(shares, tuple(0.5 + 0.5 * math.sin(at) for at in range(101)), None, None)
    rows = tuple(
        RangeRow(f"{at} {LONG}", Band(-1.0 * at, -1e6 * at, -2.0, 0.0, 5.0, 1e9), strong=at % 2 == 0) for at in range(9)
    )
    parts = tuple(Part(f"{at} {LONG}", (-1) ** at * 1e8 * at, 1234567.0 * at) for at in range(10))
    interval = ShareInterval(True, 0.49, 0.51, 0.5, 1.0, 1.0)
    return Pact(Balance("a", huge, None, None, None), interval, chances, 0.5, rows, parts)


@cache
def bare() -> Material:
    """A plan of which nothing is known."""
    plan = plan_of([PlanSettings(id="plan", title="Nothing", start_month=Month(2026, 12))])
    return _of(plan, Tallies(), (), "en")


@cache
def single() -> Material:
    """One of everything."""
    plan = _hard_plan(1, SHORT)
    line = Line(Month(2026, 11), "sale", "products", None, None, None, 120.0, 0.0, 1, 1, 0)
    outlook = forecasts.a_forecast(1, year_shape=Shape((100e3, 250e3), (1.0,), 0.0, 0.0))
    return Material(
        plan, Actuals(TODAY, (line,), (), (), {}, Tallies()), outlook, _hard_coverage(plan), _hard_timeline(plan),
        (Score(SHORT, 40),), lambda _said: _hard_checks(1, SHORT), _hard_record(1), (Step(SHORT, 5, total=True),), (Dot("Nov", "5", 5.0),),
        Pact(
            Balance("a", Band(1.0, 1.0, 1.0, 1.0, 1.0, 1.0), Band(0.0, 0.0, 0.0, 0.0, 0.0, 0.0), None, 1.0), ShareInterval(False),
            None, 1.0, (RangeRow(SHORT, Band(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),), (Part(SHORT, 0.0, 0.0),),
        ),
    )  # fmt: skip


@cache
def hard() -> Material:
    """Very many of very long names, losses, and numbers without end."""
    plan = _hard_plan(40, LONG)
    shape = Shape(tuple(-60000.0 + 10000 * at for at in range(21)), (0.05,) * 20, 0.01, 0.01)
    outlook = forecasts.a_forecast(
        60, reach=-900_000_000, costs=None, year=Band(-42e3, -61e3, -50e3, -42e3, -34e3, -29.4e3), year_shape=shape
    )
    scores = tuple(Score(f"{at} {LONG}", (at * 37) % 101, 100 if at % 2 else None) for at in range(8))
    steps = [Step(LONG, 1234567890.0, total=True)]
    steps += [Step(f"{at} {LONG}", (-1) ** at * 123456789.0 * at) for at in range(1, 14)]
    steps.append(Step(LONG, -987654321.0, total=True))
    dots = tuple(Dot(str(at), str(at), None if at % 7 == 3 else math.sin(at) * 10**at) for at in range(60))
    return Material(
        plan, _hard_facts(), outlook, _hard_coverage(plan), _hard_timeline(plan), scores,
        lambda _said: _hard_checks(50, LONG), _hard_record(30), tuple(steps), dots, _hard_pact(),
    )  # fmt: skip


def _hard_plan(count: int, name: str) -> Plan:
    return plan_of(
        [
            PlanSettings(id="plan", title=name[:80], start_month=Month(2026, 12)),
            *(Work(id=f"w{at}", title=f"{name} {at}"[-200:], position=f"{at:03}") for at in range(count)),
            *(Platform(id=f"f{at}", name=f"{name} {at}"[-120:], position=f"{at:03}") for at in range(min(count, 18))),
            *(Milestone(id=f"m{at}", name=f"{name} {at}"[-200:], position=f"{at:03}") for at in range(count)),
        ]
    )


def _hard_facts() -> Actuals:
    lines = []
    for at in range(60):
        month = Month(2021, 12) + at
        for nth, kind in enumerate(("hours", "products", "platforms", "alliances", "other")):
            amount = 10.0 ** (nth + 3) * math.sin(at + nth)
            lines.append(Line(month, "sale", kind, None, None, None, amount, 0.0, 1, 1, 0))
    return Actuals(TODAY, tuple(lines), (), (), {}, Tallies())


def _hard_coverage(plan: Plan) -> CoverageTable:
    states = tuple(STATES)
    works = tuple(one.id for one in plan.of(Work))
    platforms = tuple(one.id for one in plan.of(Platform))
    cells = {
        (work, platform): CoverageCell(states[(row * 5 + column) % len(states)], 1 + row % 3, NOW, row * 12345, None)
        for row, work in enumerate(works)
        for column, platform in enumerate(platforms)
        if (row + column) % 4
    }
    if not cells:
        cells = {(works[0], platforms[0]): CoverageCell("published", 1, NOW)}
    return CoverageTable(works, platforms, cells, 12345 if len(works) > 1 else 0)


def _hard_timeline(plan: Plan) -> Timeline:
    rows = []
    for at, one in enumerate(plan.of(Milestone)):
        begin = TODAY + dt.timedelta(at * 31)
        outlook = MilestoneOutlook(
            one.id, 12.5 * at + 0.25, begin + dt.timedelta(14) if at % 3 else None, begin + dt.timedelta(20),
            begin + dt.timedelta(20 + at % 40), begin + dt.timedelta(25), begin + dt.timedelta(90) if at % 5 else None,
            None, (at % 11) / 10 if at % 3 else None,
        )  # fmt: skip
        rows.append(TimelineRow(outlook, begin, (f"m{at - 1}",) if at else (), blocked=at == 7))
    weeks = tuple(
        TimelineWeek(TODAY + dt.timedelta(7 * at - 4), 20.0 - at % 9, ((f"m{at % len(rows)}", at % 23),))
        for at in range(4 * len(rows))
    )
    return Timeline(TODAY, tuple(rows), weeks)


def _hard_checks(count: int, name: str) -> tuple[RangeCheck, ...]:
    return tuple(
        RangeCheck(
            f"{name} {at}", name[:40] or name, 0.01, 0.05 if at % 4 else 0.01, 0.0001 * 3**at if at % 6 else 0.0,
            "1% to 5%" if at % 2 else LONG[:60], f"{at * 1.5:g}%", (True, False, None)[at % 3],
            record=("listing", str(at)), field="conversion", counted=f"{at:,} of {at * 1000:,}",
        )
        for at in range(count)
    )  # fmt: skip


def _hard_record(count: int) -> TrackRecord:
    return TrackRecord(
        tuple(
            MonthOutcome(Month(2024, 5) + at, 9000.0 * math.sin(at), -1000.0 if at % 3 else 500.0, 900.0, 4000.0)
            for at in range(count)
        )
    )


def _fan(material: Material, width: float, speech: Speech) -> Drawing:
    outlook = material.outlook
    earned = tuple((month, amount) for month, amount in sorted(material.facts.income.items()))
    return fan(outlook, FanOptions(width, max(width * 0.42, 240), 24, earned, (), TODAY, speech=speech))


def _outcomes(material: Material, width: float, speech: Speech) -> Drawing:
    outlook, living = material.outlook, material.outlook.living_costs
    level = sum(living.p50[:12]) if living is not None else None
    words = f"living costs {speech.money(level)}" if level is not None else ""
    band = outlook.year if outlook.listings else None
    return outcomes(band, outlook.year_shape, OutcomesOptions(width, 220, "", level, words, speech))


def _gains(material: Material) -> tuple[list[HourGain], Plan]:
    """Hours shared out over the domains of the plan, or over three of very long names."""
    plan = material.plan
    if _invented(material) and plan.records("milestone"):
        many = len(plan.records("milestone")) > 1
        named = [Domain(id=f"d{at}", name=LONG if many else SHORT) for at in range(3 if many else 1)]
        plan = plan_of([plan.settings, *named])
    return [
        HourGain(one.id, 60 / (at + 1), 10.0**at, 20.0 * 10**at, 55.5 * 10 ** (2 * at))
        for at, one in enumerate(plan.of(Domain))
    ], plan


def _settled(material: Material) -> Plan:
    """The plan, with years for its platforms where they were invented."""
    if not _invented(material):
        return material.plan
    known = {"launched_year": 1999, "joined": Month(2026, 3), "wave": "short_video"}
    platforms = [replace(one, **known) for one in material.plan.of(Platform)]
    return plan_of([material.plan.settings, *platforms])


def _moves(material: Material) -> tuple[PlanMoves, Plan]:
    """A move about each domain: tied with the best, worse than it, noise, without hours, of hours unknown."""
    gains, plan = _gains(material)
    made = []
    for at, one in enumerate(gains):
        noise, mean = at % 5 == 2, (-1.0) ** (at == 7) * 10.0 ** (at % 9)
        gain = Gain(
            f"learning/domain/{one.domain}",
            mean,
            mean * (2 if noise else 0.1),
            0.9,
            mean,
            None,
            at < 2,
            mean / 3,
            mean * 3,
        )
        made.append(
            PlanMove("learning", "domain", one.domain, "", 4.0 + at, replace(gain, per_hour=mean / (4 + at)), {})
        )
    free = tuple(replace(one, hours=0.0, gain=replace(one.gain, per_hour=None)) for one in made[1::3])
    unknown = tuple(replace(one, hours=None, enter=("product/p/hours_per_sale",)) for one in made[2::3])
    return PlanMoves(tuple(made), free, unknown, 1.0, 64, 1, (-2.0, -0.5)), plan


EXHIBITS: Mapping[str, Draw] = {
    "fan": _fan,
    "month_chance": lambda m, width, speech: month_chance(m.outlook, ChanceOptions(width, 240, speech=speech)),
    "tornado": lambda m, width, speech: tornado(m.outlook, _named_by(m), TornadoOptions(width, speech=speech)),
    "outcomes": _outcomes,
    "quantiles": lambda m, width, speech: outcomes(m.outlook.year, None, OutcomesOptions(width, speech=speech)),
    "radar": lambda m, width, _speech: radar(m.scores[:8], RadarOptions(width)),
    "score_bars": lambda m, width, _speech: score_bars(m.scores, width),
    "coverage_matrix": lambda m, width, speech: coverage_matrix(m.covered, m.plan, MatrixOptions(width, speech)),
    "gantt": lambda m, width, speech: gantt(m.ahead, m.plan, GanttOptions(width, speech=speech)),
    "timeline": lambda m, width, speech: gantt(m.ahead, m.plan, GanttOptions(width, 60, speech, lanes=True, days=90)),
    "move_bars": lambda m, width, speech: move_bars(*_moves(m), MoveBarOptions(width, speech=speech)),
    "kind_income": lambda m, width, speech: kind_income(m.facts, KindIncomeOptions(width, speech=speech)),
    "waterfall": lambda m, width, speech: waterfall(m.steps, WaterfallOptions(width, speech=speech)),
    "range_checks": lambda m, width, speech: range_checks(m.checks(speech), RangeCheckOptions(width, speech=speech)),
    "layered_map": lambda m, width, _speech: map_of(m.plan, MapOptions(width)),
    "balance": lambda m, width, speech: balance(m.pact.balance, BalanceOptions(width, speech=speech)),
    "hours_share": lambda m, width, speech: hours_share(
        for_hours(came(m.facts)), for_hours(expected(m.plan, m.outlook)), HoursShareOptions(width, speech=speech)
    ),
    "range_rows": lambda m, width, speech: range_rows(m.pact.rows, RangeRowsOptions(width, speech=speech)),
    "share_interval": lambda m, width, speech: share_interval_figure(
        m.pact.interval, m.pact.chances, ShareIntervalOptions(width, agreed=m.pact.agreed, speech=speech)
    ),
    "split_bars": lambda m, width, speech: split_bars(m.pact.parts, SplitOptions(width, speech=speech)),
    "next_hours": lambda m, width, speech: next_hours(*_gains(m), NextHoursOptions(width, 200, speech)),
    "arrivals": lambda m, width, _speech: arrivals_figure(arrivals(_settled(m)), _settled(m), ArrivalOptions(width)),
    "week_bars": lambda _m, _width, _speech: week_bars(
        (90, 0, 300, 45, 0, 0, 0), "Hours this week", WeekBarOptions(today=3)
    ),
    "spark": lambda m, _width, _speech: spark(m.dots, "The line in words"),
    "range_strip": lambda _m, _width, _speech: range_strip(Span(2, 5, 3), Axis(0, 10), "2 to 5"),
}
INLINE = frozenset({"spark", "week_bars", "range_strip"})
"""Figures as small as words."""


def _named_by(material: Material) -> Plan:
    """The plan that holds the records the made-up drivers name."""
    return material.plan if material.plan.find("listing", "l0") or not _invented(material) else forecasts.a_plan()


def _invented(material: Material) -> bool:
    return any(driver.id == "l0" for driver in material.outlook.drivers)
