"""The timeline in lanes, with links, waits, tests and weeks too full; the roadmap in a sentence; moves in groups."""

import datetime as dt
from dataclasses import replace

from planner.analysis.forecasting.moves import PlanMove, PlanMoves
from planner.analysis.roadmap.dates import MilestoneOutlook, roadmap
from planner.analysis.roadmap.timeline import Timeline, TimelineRow, TimelineWeek, timeline
from planner.analysis.uncertainty.paired_moves import Gain
from planner.figures.drawing import Close
from planner.figures.gantt import GanttOptions, GanttTest, gantt, gantt_parts
from planner.figures.move_bars import MoveBarOptions, move_bars, move_groups
from planner.figures.move_words import ASSUMED, SENTENCES, assumed_words
from planner.figures.roadmap_words import conclusion, uncertainty
from planner.figures.speech import Speech
from planner.figures.text import width
from planner.model.catalogue import Domain, Milestone, PlanSettings, Product
from planner.model.plan import Plan, plan_of
from planner.model.reading import Context
from planner.model.values import Hours, Range

TODAY = dt.date(2026, 11, 20)
EN = Speech(Context("en", "CNY", TODAY))


def day(after: int) -> dt.date:
    return TODAY + dt.timedelta(after)


def rowed(key: str, start: int = 2, after: tuple[str, ...] = (), costs: int = 0, **changes: object) -> TimelineRow:
    outlook = MilestoneOutlook(
        key, 10.0, day(40), day(start + 7), day(start + 14), day(start + 10), day(start + 18), None, 0.1
    )
    return TimelineRow(replace(outlook, **changes), day(start), after, wait_costs=costs)  # type: ignore[arg-type]


def plan() -> Plan:
    named = [Milestone(id=key, name=f"Name of {key}", product="p" if key != "c" else None) for key in "abc"]
    return plan_of([PlanSettings(id="plan"), Product(id="p", name="Course"), *named])


def said(texts: object) -> list[str]:
    return [text.text for text in texts.texts]  # type: ignore[attr-defined]


def test_lanes_gather_the_milestones_of_a_product() -> None:
    found = Timeline(TODAY, (rowed("a"), rowed("c"), rowed("b", 20, ("a",))), ())
    drawing = gantt(found, plan(), GanttOptions(800, speech=EN, lanes=True))
    lines = [words for words in said(drawing) if words.startswith(("Name", "Course", "Without"))]
    assert lines == ["Course", "Name of a", "Name of b", "Without a product", "Name of c"]
    assert {path.group for path in drawing.paths if path.group.startswith("link:")} == {"link:a:b"}


def test_the_parts_stand_on_one_scale_and_only_what_is_in_view_is_drawn() -> None:
    weeks = (TimelineWeek(day(-4), 10.0, (("a", 10.0),)), TimelineWeek(day(24), 10.0, (("b", 5.0),)))
    found = Timeline(TODAY, (rowed("a"), rowed("b", 60)), weeks)
    parts = gantt_parts(found, plan(), GanttOptions(800, speech=EN, days=30))
    assert {part.width for part in parts[:3]} == {800}
    assert parts.frame.at(day(31)) is None
    bars = [path for path in parts.body.paths if path.group.startswith("bar:")]
    assert [bar.group for bar in bars] == ["bar:a"]
    assert parts.body.hit_of(("milestone", "b")) is not None


def test_a_wait_that_holds_all_up_and_a_week_too_full_are_told() -> None:
    week = TimelineWeek(day(-4), 20.0, (("a", 20.0),), (("a", 11.0),))
    drawing = gantt(Timeline(TODAY, (rowed("a", costs=7),), (week,)), plan(), GanttOptions(800, speech=EN))
    assert {"Waiting that holds all up", "More than there is"} <= set(said(drawing))
    hit = drawing.hit_of(("milestone", "a"))
    assert hit is not None and "its wait costs\t7 days" in hit.tooltip
    (told,) = [hit.tooltip for hit in drawing.hits if hit.group.startswith("week:")]
    assert told.splitlines()[-2:] == ["Name of a, no room\t11h", "needed\t31h of 20h"]


def test_what_is_overdue_says_so_quietly() -> None:
    drawing = gantt(Timeline(TODAY, (rowed("a", due=day(-3), late=1.0),), ()), plan(), GanttOptions(800, speech=EN))
    (caption,) = [text for text in drawing.texts if "late" in text.text]
    assert (caption.text, caption.colour) == ("10h · 3 days late", "t3")


def test_tests_that_run_have_a_lane_of_their_own() -> None:
    tests = (GanttTest("x", "Three pay by Sunday", TODAY, day(4)),)
    drawing = gantt(Timeline(TODAY, (), ()), plan(), GanttOptions(800, speech=EN, tests=tests))
    assert "Experiments that run" in said(drawing)
    assert drawing.hit_of(("experiment", "x")) is not None


def laid(*milestones: Milestone, hours: int = 3) -> tuple[str, list[str]]:
    week = tuple(Hours.of(hours) for _day in range(7)) if hours else None
    of = plan_of([PlanSettings(id="plan", hours_per_week=week), *milestones])
    found = roadmap(of, TODAY)
    course = timeline(of, found, TODAY)
    return conclusion(course, found, of, EN), uncertainty(course, found, of, EN)


def piece(key: str, hours: int, due: int | None = None, after: tuple[str, ...] = ()) -> Milestone:
    return Milestone(
        id=key, name=key.upper(), effort=Range.exact(hours), due=None if due is None else day(due), after=after
    )


def test_the_conclusion_says_what_is_wrong_before_what_is_late_before_when_all_is_done() -> None:
    assert laid(piece("a", 3, after=("b",)), piece("b", 3, after=("a",)))[0].startswith(
        "These wait for each other: A → B → A"
    )
    assert laid(piece("a", 3), hours=0)[0] == "No day can be told before the hours of your week are entered."
    assert laid(piece("a", 12, 1))[0] == "This week still needs 12h and has 9h: “A” slips by 2 days."
    assert laid(piece("a", 33, 8))[0] == "The week from 23 Nov needs 24h and has 21h: “A” slips by 2 days."
    assert laid(piece("a", 12, 1), piece("b", 9, 2))[0].endswith("“A”, “B” slip.")
    told, parts = laid(piece("a", 6), piece("b", 6))
    assert told == "All 2 milestones are done by 23 Nov with a chance of 80%."
    assert parts == ["As likely as not by 23 Nov"]
    assert laid()[0] == ""


def test_where_logged_weeks_are_unlike_those_entered_both_are_told() -> None:
    of = plan_of([PlanSettings(id="plan", hours_per_week=(Hours(180),) * 7), piece("a", 10)])
    found = roadmap(of, TODAY)
    course = timeline(of, found, TODAY)
    told = "bars reckon with the 21h a week you entered, chances with the 60h you logged"
    assert told in uncertainty(course, replace(found, weekly=(50.0, 60.0, 70.0, 60.0)), of, EN)
    assert told not in uncertainty(course, found, of, EN)
    assert not any("you logged" in part for part in uncertainty(course, replace(found, weekly=(20.0,) * 4), of, EN))


def test_what_slips_follows_the_chances_that_are_drawn() -> None:
    of = plan_of([PlanSettings(id="plan", hours_per_week=(Hours(180),) * 7), piece("a", 30, 12)])
    found = roadmap(of, TODAY)
    assert timeline(of, found, TODAY).slipping == ()  # as entered it ends in time
    (one,) = found.milestones
    late = replace(found, milestones=(replace(one, p50=day(16), p80=day(20), late=0.7),))
    assert conclusion(timeline(of, late, TODAY), late, of, EN) == "“A” slips by 4 days."
    soon = replace(found, milestones=(replace(one, finish=day(14), p50=day(9), p80=day(11), late=0.1),))
    assert timeline(of, soon, TODAY).slipping == ()


def test_a_day_is_written_beside_what_goes_down_through_its_line() -> None:
    before = rowed("a", ready=day(21), p80=day(18), due=None)
    drawing = gantt(Timeline(TODAY, (before, rowed("b", 24, ("a",))), ()), plan(), GanttOptions(800, speech=EN))
    (link,) = [path for path in drawing.paths if path.group == "link:a:b" and path.stroke]
    turn = max(step.to[0] for step in link.steps if not isinstance(step, Close))
    (written,) = [one for one in drawing.texts if one.text == "8 Dec"]
    assert written.at[0] > turn or written.at[0] + width("8 Dec", written.size) < turn


def moved(key: str, mean: float, error: float, *, tied: bool = False, hours: float | None = 4.0) -> PlanMove:
    gain = Gain(key, mean, error, 0.9, mean, mean / hours if hours else None, tied, mean / 2, mean * 2)
    return PlanMove("learning", "domain", key, "", hours, gain, {})


def test_moves_stand_in_groups_between_which_the_difference_counts() -> None:
    ranked = (
        moved("a", 100, 1, tied=True),
        moved("b", 99, 1, tied=True),
        moved("c", 20, 1),
        moved("d", 1, 4),
        moved("e", -5, 1),
    )
    found = PlanMoves(ranked, (moved("f", 9, 1, hours=0.0),), (), 1.0, 64, 1, (-2.0, -0.5))
    groups = move_groups(found)
    assert [(group.id, [move.id for move in group.moves]) for group in groups] == [
        ("best", ["a", "b"]), ("less", ["c"]), ("noise", ["d"]), ("free", ["f"]),
    ]  # fmt: skip
    named = plan_of([PlanSettings(id="plan"), *(Domain(id=key, name=key.upper()) for key in "abcdef")])
    drawing = move_bars(found, named, MoveBarOptions(700, speech=EN))
    assert [row[0] for row in drawing.table.rows] == [f"Learn more of “{key}”" for key in "ABCDF"]
    assert "5 moves gain something" in drawing.alt
    alone = replace(found, ranked=ranked[:1])
    assert move_groups(alone)[0].title == "Most per hour"


def test_every_sort_of_move_says_what_it_takes_for_granted() -> None:
    assert set(ASSUMED) == set(SENTENCES)
    move = replace(moved("a", 1, 1), sort="price")
    assert "by −2% to −0.5%" in assumed_words(move, (-2.0, -0.5))
