"""A typed line of the time log is read word by word."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.model.catalogue import Domain, Milestone, PlanSettings, Platform, Product
from planner.model.plan import Plan, plan_of
from planner.model.reading import Context
from planner.model.time_line import LONGEST_DAY, TimeLine, read_time_line
from planner.model.values import Month

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(
        [
            PlanSettings(id="plan", title="Test", start_month=Month(2026, 12)),
            Product(id="course", name="嵌入式入门课程"),
            Product(id="board", name="Learning board"),
            Product(id="kit a", name="套件 A"),
            Product(id="kit b", name="套件 B"),
            Domain(id="video", name="视频"),
            Platform(id="bili", name="B站"),
            Milestone(id="third", name="录完第三章", product="course"),
        ]
    )


def read(text: str, plan: Plan) -> TimeLine:
    return read_time_line(text, plan, Context(language="zh", today=TODAY))


@pytest.mark.parametrize(
    ("text", "minutes", "links", "activity", "memo"),
    [
        ("2h30m 课程 录制", 150, {"product": "course"}, "making", "录制"),
        ("1:30", 90, {}, None, ""),
        ("45min", 45, {}, None, ""),
        ("课程 45min", 45, {"product": "course"}, None, ""),
        ("2 小时 30 分 课程", 150, {"product": "course"}, None, ""),
        ("2h课程", 120, {"product": "course"}, None, ""),
        ("learning board 1.5h soldering", 90, {"product": "board"}, None, "soldering"),
        ("2 课程", 120, {"product": "course"}, None, ""),
        ("1h 学习 视频", 60, {"domain": "video"}, "learning", ""),
        ("1h making", 60, {}, "making", ""),
        ("20min B站 上传", 20, {"platform": "bili"}, "publishing", "上传"),
        ("3h 录完第三章", 180, {"milestone": "third"}, None, ""),
        ("１：３０　课程", 90, {"product": "course"}, None, ""),
        ("1h 读 3 章", 60, {}, None, "读 3 章"),
    ],
)
def test_words_in_any_order(
    text: str, minutes: int, links: dict[str, str], activity: str | None, memo: str, plan: Plan
) -> None:
    line = read(text, plan)
    assert (line.minutes.minutes, dict(line.links), line.activity, line.memo) == (minutes, links, activity, memo)


def test_a_day_may_be_named(plan: Plan) -> None:
    assert read("昨天 2h 课程", plan).day == date(2026, 11, 19)
    assert read("2h 11-18 课程", plan).day == date(2026, 11, 18)
    assert read("2h 课程", plan).day is None


@pytest.mark.parametrize(("text", "minutes"), [("9:30-11:45", 135), ("23:00-01:30", 150), ("9:00到9:45", 45)])
def test_a_span_says_when_it_began(text: str, minutes: int, plan: Plan) -> None:
    line = read(f"{text} 课程", plan)
    assert line.minutes.minutes == minutes
    assert line.begins == time.fromisoformat(text[: text.index(":") + 3].zfill(5))


def test_a_word_that_fits_several_is_told_and_stays(plan: Plan) -> None:
    line = read("1h 套件 焊接", plan)
    assert (line.unclear, line.memo, dict(line.links)) == (("套件",), "套件 焊接", {})
    assert dict(read("1h 套件 b 焊接", plan).links) == {"product": "kit b"}


@pytest.mark.parametrize("text", ["", "课程", "-2h 课程", "0h 课程", "90", "25h", "录制 课程 昨天"])
def test_what_does_not_say_how_long_is_refused_with_a_sentence(text: str, plan: Plan) -> None:
    with pytest.raises(InputError) as refused:
        read(text, plan)
    assert refused.value.message.endswith(".")


WORDS = st.sampled_from(("1h", "2h30m", "45分钟", "1.5小时", "90", "课程", "套件", "录制", "昨天", "B站")) | st.text(
    max_size=20
)


@given(st.lists(WORDS, max_size=6).map(" ".join))
def test_anything_is_read_or_refused(plan: Plan, text: str) -> None:
    try:
        line = read(text, plan)
    except InputError:
        return
    assert 0 < line.minutes.minutes <= LONGEST_DAY
    assert set("".join(line.memo.split())) <= set(text)


@given(st.integers(1, LONGEST_DAY), st.permutations(["课程", "录制", "昨天"]))
def test_order_does_not_matter(plan: Plan, minutes: int, words: list[str]) -> None:
    lines = [read(" ".join([*words[:at], f"{minutes}min", *words[at:]]), plan) for at in range(4)]
    assert {(line.minutes.minutes, line.day, line.links["product"], line.memo) for line in lines} == {
        (minutes, date(2026, 11, 19), "course", "录制")
    }
