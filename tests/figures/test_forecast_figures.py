"""Fan, chance by month and tornado: what they show is what the forecast says, in words as in lines."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from planner import i18n, paths
from planner.analysis.forecast_results import Cover, Forecast
from planner.figures import text
from planner.figures.colours import PRINT_COLOURS
from planner.figures.drawing import Drawing, Rect
from planner.figures.fan import HISTORY, FanOptions, fan
from planner.figures.month_chance import ChanceOptions, month_chance
from planner.figures.speech import HIDDEN, Speech
from planner.figures.svg import svg
from planner.figures.tornado import TornadoOptions, middle_of, strongest, tornado
from planner.figures.typst_source import figure_value
from planner.model.reading import Context
from planner.ui.look.tokens import DARK
from tests.figures.forecasts import START, a_forecast, a_plan, bands, earned, missing

EN = Speech(Context("en", "CNY"))
SIZES = [(300, 220), (700, 300), (1100, 420)]


def every(width: float, height: float, speech: Speech = EN) -> list[Drawing]:
    """The three figures at one size."""
    made = a_forecast()
    options = FanOptions(
        width, height, 24, earned(), tuple(value * 0.9 for value in made.earnings.p50), dt.date(2026, 12, 20),
        ("plan", "plan"), speech,
    )  # fmt: skip
    return [
        fan(made, options),
        month_chance(made, ChanceOptions(width, height, 24, (), speech)),
        tornado(made, a_plan(), TornadoOptions(width, speech=speech)),
    ]


def words_of(drawing: Drawing) -> list[str]:
    return [row.text for row in drawing.texts]


@pytest.mark.parametrize("size", SIZES)
def test_words_stay_within_the_figure_and_off_each_other(size: tuple[float, float]) -> None:
    for drawing in every(*size):
        boxes = []
        for row in drawing.texts:
            wide = text.width(row.text, row.size, row.weight)
            left = row.at[0] - {"start": 0.0, "middle": wide / 2, "end": wide}[row.anchor]
            boxes.append((row.text, Rect(left, row.at[1] - row.size * 0.75, wide, row.size * 0.75)))
            assert left >= -1 and left + wide <= drawing.width + 1, row.text
            assert 0 <= row.at[1] <= drawing.height, row.text
        for at, (one, box) in enumerate(boxes):
            for other, second in boxes[at + 1 :]:
                assert not box.touches(second), (one, other, size)


@pytest.mark.parametrize("size", SIZES)
def test_every_writer_can_draw_them(size: tuple[float, float]) -> None:
    for drawing in every(*size):
        assert drawing.tokens() <= set(DARK.as_dict())
        assert svg(drawing, PRINT_COLOURS)
        assert figure_value(drawing, PRINT_COLOURS)["alt"] == drawing.alt
        assert drawing.alt and drawing.title
        assert all(len(row) == len(drawing.table.header) for row in drawing.table.rows)


def test_every_month_can_be_pointed_at_and_says_its_numbers() -> None:
    drawing = every(700, 300)[0]
    months = [hit for hit in drawing.hits if hit.group.startswith("month:")]
    assert len(months) == 11 + 24
    assert all(hit.marks for hit in months)
    at_start = next(hit for hit in months if hit.group == f"month:{START}")
    assert at_start.tooltip.splitlines()[0] == "Dec 2026"
    assert [row.split("\t")[0] for row in at_start.tooltip.splitlines()[1:]] == [
        "high", "median", "low", "as it is", "living costs",
    ]  # fmt: skip
    assert "\t" + EN.money(a_forecast().earnings.p50[0]) in at_start.tooltip
    past = months[0].tooltip.splitlines()
    assert past[1].startswith("earned\t") and len(past) == 2


def test_the_line_of_living_costs_leads_to_its_field() -> None:
    hit = every(700, 300)[0].hit_of(("plan", "plan"))
    assert hit is not None and hit.field == "living_costs"
    assert "Living costs 15k" in words_of(every(700, 300)[0])
    assert "Living costs 10.2k" in words_of(fan(a_forecast(costs=10_230)))  # as many digits as in its field


def test_the_fan_shows_as_many_months_as_asked_and_a_year_of_history() -> None:
    made = a_forecast(60)
    assert len(fan(made, FanOptions(months=12)).table.rows) == 12
    assert len(fan(made, FanOptions(months=36)).table.rows) == 36
    assert len(fan(a_forecast(18), FanOptions(months=36)).table.rows) == 18
    long = fan(made, FanOptions(months=12, actuals=earned(40)))
    assert len(long.table.rows) == HISTORY + 12
    ahead = fan(made, FanOptions(months=12, actuals=((START + 2, 500.0), (START + 90, 1.0))))
    assert len(ahead.table.rows) == 12
    assert ahead.table.rows[2][-1] == "¥500"


def test_bands_are_the_quantiles_of_the_samples() -> None:
    made = a_forecast()
    row = fan(made, FanOptions(months=24)).table.rows[5]
    quantiles = (made.earnings.p10, made.earnings.p25, made.earnings.p50, made.earnings.p75, made.earnings.p90)
    assert row[1:6] == tuple(EN.money(line[5]) for line in quantiles)


def test_chance_range_and_fan_agree_on_the_month() -> None:
    made = a_forecast()
    assert made.cover is not None and made.cover.month is not None
    month = EN.month(START + made.cover.month)
    assert f"covered from {month}" in words_of(fan(made, FanOptions(months=36)))
    assert month in words_of(month_chance(made, ChanceOptions(months=36)))
    assert month in month_chance(made, ChanceOptions(months=36)).alt
    early = fan(made, FanOptions(months=made.cover.month))  # not reached within what is shown
    assert not any("covered from" in words for words in words_of(early))


def test_nothing_is_promised_where_the_chance_stays_low() -> None:
    made = a_forecast(reach=9000)
    assert made.cover is not None and made.cover.month is None
    assert "stays below 80%" in month_chance(made).alt
    assert not any("covered" in words for words in words_of(fan(made)))


def test_without_data_there_is_a_sentence_and_no_axis() -> None:
    bare = a_forecast(costs=None, listings=(), drivers=(), missing=missing())
    for drawing in (fan(bare), month_chance(bare), tornado(bare, a_plan())):
        assert drawing.paths == () and drawing.hits == ()
        assert len(drawing.texts) >= 2
        assert drawing.alt


def test_a_fan_of_losses_and_of_nothing_can_be_drawn() -> None:
    losing = a_forecast(earnings=bands(36, -4000, -9000))
    assert any(words.startswith("\u2212") for words in words_of(fan(losing)))
    assert fan(a_forecast(earnings=bands(36, 0, 0), costs=None)).table.rows
    assert len(fan(a_forecast(1), FanOptions(months=12)).table.rows) == 1
    short = a_forecast(1)
    assert month_chance(replace(short, cover=Cover((0.3,), None), cover_unbound=None)).hits


def test_amounts_can_be_hidden_everywhere() -> None:
    for drawing in every(700, 300, Speech(Context("en", "CNY"), hidden=True)):
        said = " ".join([*words_of(drawing), drawing.alt, *(hit.tooltip for hit in drawing.hits)])
        said += " ".join(cell for row in drawing.table.rows for cell in row)
        assert "¥3" not in said and "15k" not in said and "150" not in said
        assert HIDDEN in said or drawing.title.startswith("Chance")


def test_the_tornado_shows_the_ten_that_move_most_in_their_order() -> None:
    made = a_forecast()
    drawing = tornado(made, a_plan())
    assert len(drawing.hits) == 10
    assert [(hit.target, hit.field) for hit in drawing.hits] == [
        ((driver.kind, driver.id), driver.field) for driver in strongest(made)
    ]
    swings = [abs(driver.high - driver.low) for driver in strongest(made)]
    assert swings == sorted(swings, reverse=True)
    assert "Conversion" in drawing.alt and "Writing course · Riverbank" in drawing.alt


def test_the_ends_of_a_bar_name_the_input_that_leads_there() -> None:
    drawing = tornado(a_forecast(), a_plan(), TornadoOptions(900))
    refund = next(hit for hit in drawing.hits if hit.field == "refund_rate")
    assert isinstance(refund.area, Rect)
    row = [words for words in drawing.texts if refund.area.y <= words.at[1] <= refund.area.bottom]
    left, right = (next(words for words in row if words.text == given) for given in ("8%", "2%"))
    assert left.anchor == "end" and right.anchor == "start" and left.at[0] < right.at[0]
    assert refund.tooltip.splitlines()[1] == "Refund rate\t2% to 8%"


def test_numbers_without_range_and_inputs_from_the_ledger_say_so() -> None:
    drawing = tornado(a_forecast(), a_plan(), TornadoOptions(900))
    assert "Price · ±10%" in words_of(drawing)
    assert "Open rate · from the ledger" in [row[-1] for row in drawing.table.rows]
    assert any(hit.tooltip.endswith("from the ledger") for hit in drawing.hits)


def test_the_middle_lies_within_every_bar() -> None:
    made = a_forecast()
    middle = middle_of(made)
    assert all(min(one.low, one.high) - 1 <= middle <= max(one.low, one.high) + 1 for one in made.drivers)


def test_a_long_name_is_cut_in_the_row_and_whole_in_the_tooltip(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan(chinese=True)
    long = replace(plan.find("product", "p0"), name="从零开始的嵌入式项目骨架与示例代码" * 3)
    tables = plan.tables() | {"product": {**plan.tables()["product"], "p0": long}}
    drawing = tornado(a_forecast(), type(plan)(tables), TornadoOptions(420))
    cut = [
        words for words in words_of(drawing) if words.endswith("示例代码 · 知识星球")
    ]  # head, tail and the other half
    assert cut and all("…" in words and words.startswith("从零开始") for words in cut)
    assert drawing.hits[0].tooltip.startswith(long.name)


@pytest.fixture
def _chinese() -> object:
    i18n.use("zh", paths.resource("translations"))
    yield
    i18n.use("en")


@pytest.mark.usefixtures("_chinese")
def test_chinese_axes_count_in_ten_thousands() -> None:
    said = words_of(fan(a_forecast(), FanOptions(800, 300, 24, earned(), speech=Speech(Context("zh", "CNY")))))
    assert {"0", "1 万", "2 万"} <= set(said)
    assert "2027 年 1 月" in said and "7 月" in said
    assert not any(words.endswith("k") for words in said)


def test_drawing_is_quick_enough_to_follow_the_mouse(tmp_path: Path) -> None:
    made: list[Forecast] = [a_forecast(60)] * 20
    assert all(fan(one, FanOptions(months=60)).paths for one in made)
