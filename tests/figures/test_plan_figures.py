"""Radar, coverage, roadmap, income by kind, waterfall, outcomes, checked ranges, sparks: what they show is what is so."""

import datetime as dt
import math
from dataclasses import replace

import pytest

from planner.analysis.distribution.coverage import CoverageCell, CoverageTable
from planner.analysis.facts.actuals import KINDS, Actuals, Line
from planner.analysis.facts.money_flow import FlowStep, MoneyFlow
from planner.analysis.forecast_results import Band, Shape
from planner.analysis.roadmap.dates import MilestoneOutlook
from planner.analysis.roadmap.timeline import Timeline, TimelineRow, TimelineWeek
from planner.figures.coverage_matrix import MatrixOptions, coverage_matrix
from planner.figures.drawing import Drawing, Move, Thick
from planner.figures.drawing import Line as Edge
from planner.figures.gantt import GanttOptions, gantt
from planner.figures.kind_income import COLOURS, KindIncomeOptions, kind_income
from planner.figures.outcomes import OutcomesOptions, outcomes
from planner.figures.radar import RadarOptions, radar
from planner.figures.range_checks import RangeCheck, range_checks
from planner.figures.score_bars import Score, score_bars
from planner.figures.spark import Dot, spark
from planner.figures.waterfall import Step, steps_of, waterfall
from planner.model.catalogue import Milestone, PlanSettings, Platform, Work
from planner.model.plan import plan_of
from planner.model.tallies import Tallies
from planner.model.values import Month
from tests.figures.exhibits import TODAY, speech_of

EN = speech_of("en")


def words_of(drawing: Drawing) -> list[str]:
    return [row.text for row in drawing.texts]


# radar


def scores(count: int) -> tuple[Score, ...]:
    return tuple(Score(f"D{at}", 10 * at, 90, ("domain", f"d{at}")) for at in range(count))


@pytest.mark.parametrize("count", [1, 2, 9, 30])
def test_few_and_many_scores_are_bars(count: int) -> None:
    assert radar(scores(count)) == score_bars(scores(count), RadarOptions().width)


@pytest.mark.parametrize("count", range(3, 9))
def test_a_radar_has_an_axis_for_each_domain_that_opens_its_score(count: int) -> None:
    drawing = radar(scores(count))
    assert [hit.target for hit in drawing.hits] == [("domain", f"d{at}") for at in range(count)]
    assert all(isinstance(hit.area, Thick) and hit.field == "score" for hit in drawing.hits)
    assert len(drawing.table.rows) == count


def test_a_score_lies_as_far_out_as_it_is_high() -> None:
    drawing = radar([Score("A", 50), Score("B", 100), Score("C", 0)])
    outline = next(
        path for path in drawing.paths if path.stroke == "accent" and path.width == 2.25 and len(path.steps) == 4
    )
    first, second, third = (step.to for step in outline.steps if isinstance(step, Move | Edge))
    assert math.dist(first, third) == pytest.approx(math.dist(second, third) / 2, rel=0.01)


def test_scores_that_are_not_known_stand_as_dashes() -> None:
    drawing = radar([Score("A", None, 80), Score("B", 20), Score("C", 130)])
    assert "– → 80" in words_of(drawing)
    assert drawing.table.rows[0] == ("A", "–", "80")


# coverage


def covered(platforms: int) -> Drawing:
    names = [Platform(id=f"f{at}", name=f"Platform {at}", position=f"{at:02}") for at in range(platforms)]
    plan = plan_of([PlanSettings(id="plan"), Work(id="w", title="Essay"), *names])
    cells = {("w", f"f{at}"): CoverageCell("published" if at % 2 else "gap", at % 2) for at in range(platforms)}
    table = CoverageTable(("w",), tuple(one.id for one in names), cells, 3)
    return coverage_matrix(table, plan, MatrixOptions(600, EN))


def test_heads_of_narrow_columns_are_numbers_named_below() -> None:
    assert "1" not in words_of(covered(3)) and "Platform 0" in words_of(covered(3))
    many = words_of(covered(12))
    assert {"1", "12"} <= set(many)
    assert any("1 Platform 0 · 2 Platform 1" in words for words in many)


def test_the_matrix_counts_what_went_out_of_what_fits() -> None:
    drawing = covered(4)
    assert "2/4" in words_of(drawing) and "and 3 older works" in words_of(drawing)
    assert drawing.table.rows == (("Essay", "Missing", "Published", "Missing", "Published", "2/4"),)
    assert "2 of 4 places" in drawing.alt
    assert drawing.hits[0].tooltip == "Essay\nPlatform 0\tMissing"


# roadmap


def day(after: int) -> dt.date:
    return TODAY + dt.timedelta(after)


def rowed(key: str, **changes: object) -> TimelineRow:
    outlook = MilestoneOutlook(key, 10.0, day(40), day(9), day(16), day(12), day(20), day(30), 0.1)
    return TimelineRow(replace(outlook, **changes), day(2))  # type: ignore[arg-type]


def roadmap_of(*rows: TimelineRow, weeks: tuple[TimelineWeek, ...] = (), most: int = 24) -> Drawing:
    records = (Milestone(id=row.outlook.id, name=f"Name of {row.outlook.id}") for row in rows)
    plan = plan_of([PlanSettings(id="plan"), *records])
    return gantt(Timeline(TODAY, rows, weeks), plan, GanttOptions(800, most, EN))


def test_what_is_probably_late_is_said_and_named() -> None:
    drawing = roadmap_of(rowed("a"), rowed("b", late=0.7))
    assert "10h · late: 70%" in words_of(drawing)
    assert "Probably late: Name of b." in drawing.alt
    assert next(row.colour for row in drawing.texts if row.text == "10h · late: 70%") == "neg"
    assert drawing.hit_of(("milestone", "a")) is not None


def test_the_roadmap_tells_the_day_by_which_all_is_done_only_where_it_is_known() -> None:
    assert "All are done by 10 Dec with a chance of 80%." in roadmap_of(rowed("a")).alt
    assert "All are done" not in roadmap_of(rowed("a"), rowed("b", p80=None)).alt


def test_bars_begin_and_end_on_their_days() -> None:
    drawing = roadmap_of(rowed("a"), rowed("b", finish=day(19)))
    bars = [path for path in drawing.paths if path.fill == "band50"][-2:]
    widths = [
        max(s.to[0] for s in bar.steps if hasattr(s, "to")) - min(s.to[0] for s in bar.steps if hasattr(s, "to"))
        for bar in bars
    ]
    assert widths[1] / widths[0] == pytest.approx(18 / 8, rel=0.01)


def test_very_many_milestones_are_cut_and_counted() -> None:
    drawing = roadmap_of(*(rowed(f"m{at}") for at in range(30)), most=5)
    assert "and 25 later milestones" in words_of(drawing) and len(drawing.table.rows) == 5


def test_weeks_tell_who_takes_their_hours() -> None:
    weeks = (TimelineWeek(day(-4), 6.0, (("a", 5.0),)), TimelineWeek(day(3), 20.0, (("a", 5.0), ("b", 3.0))))
    drawing = roadmap_of(rowed("a"), rowed("b"), weeks=weeks)
    told = [hit.tooltip for hit in drawing.hits if hit.group.startswith("week:")]
    assert told[0] == "from 20 Nov\nName of a\t5h\nfree\t1h"
    assert told[1].splitlines()[1:] == ["Name of a\t5h", "Name of b\t3h", "free\t12h"]


# income by kind


def earning(**amounts: float) -> Actuals:
    lines = [
        Line(Month(2026, 11), "sale", kind, None, None, None, amount, 0.0, 1, 1, 0) for kind, amount in amounts.items()
    ]
    lines.append(Line(Month(2026, 9), "sale", "products", None, None, None, 70.0, 0.0, 1, 1, 0))
    return Actuals(TODAY, tuple(lines), (), (), {}, Tallies())


def test_each_kind_has_its_own_colour() -> None:
    assert set(COLOURS) == set(KINDS) and len(set(COLOURS.values())) == len(KINDS)


def test_months_without_income_between_two_stay_in_and_sums_are_right() -> None:
    drawing = kind_income(earning(hours=100.0, products=50.0, other=-20.0), KindIncomeOptions(speech=EN))
    assert [row[0] for row in drawing.table.rows] == ["Sep 2026", "Oct 2026", "Nov 2026"]
    assert drawing.table.header[1:] == ("Hours sold", "Products", "Other", "In all")
    assert drawing.table.rows[-1][1:] == ("¥100", "¥50", "−¥20", "¥130")
    assert "¥200 in all" in drawing.alt
    assert drawing.hits[-1].tooltip.splitlines()[-1] == "in all\t¥130"


def test_only_the_last_months_are_shown() -> None:
    known = earning(hours=1.0)
    assert len(kind_income(known, KindIncomeOptions(months=2)).table.rows) == 1
    assert len(kind_income(known, KindIncomeOptions(last=Month(2026, 10))).table.rows) == 2
    assert kind_income(known, KindIncomeOptions(last=Month(2020, 1))).table.rows == ()


# waterfall


def test_the_rows_lead_from_sales_to_what_is_left() -> None:
    flow = MoneyFlow(
        Month(2026, 1),
        Month(2026, 12),
        1000.0,
        (FlowStep("fee", -250.0),),
        (FlowStep("salary", 500.0), FlowStep("cost", -50.0)),
    )
    drawing = waterfall(steps_of(flow))
    assert [row[:2] for row in drawing.table.rows] == [
        ("Gross sales", "¥1,000"), ("Fees", "−¥250"), ("Net income", "¥750"), ("Salary", "+¥500"), ("Costs", "−¥50"),
        ("Left over", "¥1,200"),
    ]  # fmt: skip
    assert [row[2] for row in drawing.table.rows] == ["100%", "25%", "75%", "", "", ""]
    assert steps_of(None) == () and len(steps_of(replace(flow, to_net=(), to_left=()))) == 1


def test_steps_below_nought_reach_to_the_left() -> None:
    drawing = waterfall([Step("In", 100, total=True), Step("Out", -300), Step("Sum", -200, total=True)])
    assert [row[3] for row in drawing.table.rows] == ["¥100", "−¥200", "−¥200"]


# outcomes


def test_each_bar_tells_its_chance_and_tails_are_in_the_table() -> None:
    band = Band(55.0, 12.0, 30.0, 50.0, 70.0, 95.0)
    drawing = outcomes(band, Shape((0.0, 50.0, 100.0), (0.5, 0.48), 0.0, 0.02), OutcomesOptions(speech=EN))
    assert [hit.tooltip for hit in drawing.hits] == ["¥0 to ¥50\nchance\t50%", "¥50 to ¥100\nchance\t48%"]
    assert drawing.table.rows[-1] == ("above ¥100", "2%")
    assert {"low ¥12", "median ¥50", "high ¥95"} <= set(words_of(drawing))
    assert "between ¥12 and ¥95" in drawing.alt


def test_a_number_without_range_says_so() -> None:
    drawing = outcomes(Band(*(5.0,) * 6), None, OutcomesOptions(speech=EN))
    assert "without a range" in drawing.alt
    assert [words for words in words_of(drawing) if "¥" in words] == ["median ¥5"]


# checked ranges


def check(
    fact: float, held: bool | None = True, low: float = 0.01, high: float = 0.04, ratios: bool = True
) -> RangeCheck:
    return RangeCheck("Course", "Conversion", low, high, fact, "1% to 4%", f"{fact:g}", held, ratios)


def test_a_fact_lies_in_its_range_as_its_ratio_says() -> None:
    assert check(0.01).place == pytest.approx(0) and check(0.04).place == pytest.approx(1)
    assert check(0.02).place == pytest.approx(0.5)
    assert check(0.0).place < -2
    assert check(-5.0, low=-10.0, high=0.0, ratios=False).place == pytest.approx(0.5)
    assert check(0.04, low=0.02, high=0.02).place == pytest.approx(1)


def test_ranges_that_failed_are_counted_and_named() -> None:
    drawing = range_checks([check(0.5, held=False), check(0.02), check(0.03, held=None)])
    assert drawing.alt == "Of 2 ranges that can be checked, 1 held. Missed: Conversion · Course."
    assert [row[-1] for row in drawing.table.rows] == ["missed", "held", "too few facts"]
    assert range_checks([check(1, held=None)]).alt.startswith("No range can be checked yet")


# sparks


def test_a_spark_breaks_where_nothing_is_known() -> None:
    drawing = spark(
        [Dot("a", "1", 1.0), Dot("b", "2", 2.0), Dot("c", "–", None), Dot("d", "4", 4.0), Dot("e", "3", 3.0)], "Up"
    )
    assert len([path for path in drawing.paths if path.stroke == "accent"]) == 2
    assert [hit.tooltip for hit in drawing.hits] == ["a\t1", "b\t2", "c\t–", "d\t4", "e\t3"]
    assert drawing.alt == "Up" and len(drawing.table.rows) == 5


def test_a_spark_of_nothing_and_of_one_value_can_be_drawn() -> None:
    assert len(spark([], "None").paths) == 1
    assert spark([Dot("a", "–", None)], "None").hits == ()
    assert spark([Dot("a", "1", 7.0)], "One").paths
