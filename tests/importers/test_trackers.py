"""What logs of work become: seconds from start to end, by day or by the clock. All rows are invented."""

from datetime import UTC, date, datetime
from pathlib import Path

from planner.importers.outcomes import Answers
from tests.importers.readings import CHINA, read, read_text

TOGGL = """User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)
Ann,ann@example.com,Client B,Course,,"Script, part 1",Yes,2026-08-03,10:23:00,2026-08-03,11:23:01,01:00:01,"writing, video",40.00
Ann,ann@example.com,Client B,Course,,Late,No,2026-08-03,23:30:00,2026-08-04,00:15:00,00:45:00,,
Ann,ann@example.com,Client B,Course,,Late,No,2026-08-03,23:30:00,2026-08-04,00:15:00,00:45:00,,
"""
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Type","Billable","Invoiced","Invoice ID",'
    '"Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Billable Rate (EUR)",'
    '"Billable Amount (EUR)","Date of creation"\n'
)
CLOCKIFY_ROW = (
    '"Course","Client B","Script","Task 1","Ann","","ann@example.com","writing, video","Regular","Yes","No","",'
    '"{day}","10:23:00 AM","{day}","11:23:01 AM","01:00:01","1.00","40.00","40.00","{day}"\n'
)


def test_toggl_is_read_in_the_zone_of_the_user(tmp_path: Path) -> None:
    done = read_text(tmp_path, TOGGL, CHINA, "utf-8-sig")
    assert done.found.format.id == "toggl_detailed"
    assert done.said == ["time", "time", "duplicate_in_file"]
    first, late = done.rows
    assert (first.at, first.seconds, first.memo) == (datetime(2026, 8, 3, 2, 23, tzinfo=UTC), 3601, "Script, part 1")
    assert (late.at, late.seconds) == (datetime(2026, 8, 3, 15, 30, tzinfo=UTC), 2700)
    assert first.words == ("Course", "Client B", "writing, video")
    assert (first.amount, first.gross, first.currency) == (None, None, "")
    assert "Ann" not in repr(done.outcomes) and "example.com" not in repr(done.outcomes)
    berlin = read_text(tmp_path, TOGGL, Answers(zone="Europe/Berlin"))
    assert berlin.rows[0].at == datetime(2026, 8, 3, 8, 23, tzinfo=UTC)


def test_toggl_asks_for_the_zone_where_nobody_knows(tmp_path: Path) -> None:
    done = read_text(tmp_path, TOGGL, Answers())
    assert [one.subject for one in done.reading.questions] == ["zone"]
    assert done.said == ["bad_date"] * 3


def test_toggl_without_amount_and_task_and_end(tmp_path: Path) -> None:
    text = """User,Email,Client,Project,Description,Billable,Start date,Start time,Duration,Tags
Ann,ann@example.com,,Course,Script,Yes,2026-08-03,10:23:00,01:00:01,
Ann,ann@example.com,,Course,Now,Yes,2026-08-03,12:23:00,,
"""
    done = read_text(tmp_path, text)
    assert done.said == ["time", "open_interval"]
    assert done.rows[0].seconds == 3601


def test_durations_are_held_against_the_clock(tmp_path: Path) -> None:
    done = read_text(tmp_path, TOGGL)
    assert [(one.file, one.ours, one.agrees) for one in done.reading.checks()] == [(6301, 6301, True)]
    wrong = read_text(tmp_path, TOGGL.replace("01:00:01", "02:00:00"))
    assert [(one.file, one.ours, one.agrees) for one in wrong.reading.checks()] == [(9900, 6301, False)]


def test_clockify_settles_the_order_of_days_by_the_whole_file(tmp_path: Path) -> None:
    done = read_text(tmp_path, CLOCKIFY + CLOCKIFY_ROW.format(day="08/09/2026") + CLOCKIFY_ROW.format(day="08/13/2026"))
    assert done.reading.questions == ()
    assert [str(one.day) for one in done.rows] == ["2026-08-09", "2026-08-13"]
    assert [one.seconds for one in done.rows] == [3601, 3601]
    other = read_text(
        tmp_path, CLOCKIFY + CLOCKIFY_ROW.format(day="08/09/2026") + CLOCKIFY_ROW.format(day="13/09/2026")
    )
    assert [str(one.day) for one in other.rows] == ["2026-09-08", "2026-09-13"]


def test_clockify_asks_with_both_readings(tmp_path: Path) -> None:
    text = CLOCKIFY + CLOCKIFY_ROW.format(day="08/09/2026")
    done = read_text(tmp_path, text)
    [question] = done.reading.questions
    assert (question.subject, question.column, question.samples) == ("date_order", "Start Date", ("08/09/2026",))
    assert [(one.value, one.readings) for one in question.choices] == [
        ("dmy", ("2026-09-08",)),
        ("mdy", ("2026-08-09",)),
    ]
    assert done.said == ["bad_date"]
    told = read_text(tmp_path, text, Answers(zone="UTC+8", date_order="dmy"))
    assert (told.reading.questions, [str(one.day) for one in told.rows]) == ((), ["2026-09-08"])


def test_clockify_with_few_columns_on_the_24_hour_clock(tmp_path: Path) -> None:
    text = """Project,Description,Activity,User,Start Date,Start Time,End Date,End Time
Course,Script,Writing,Ann,13.08.2026,10:23,13.08.2026,11:23
Course,Script,Writing,Ann,13.08.2026,12:00,13.08.2026,11:00
Course,Script,Writing,Ann,14.08.2026,22:00
Total,,,,,,,
"""
    done = read_text(tmp_path, text)
    assert done.said == ["time", "bad_date", "open_interval", "total"]
    assert done.rows[0].words == ("Course", "Writing") and done.rows[0].seconds == 3600


HARVEST = """Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL
2026-08-03,Client B,Course,,Script,"","{hours}",Yes,No,No,Ann,Example,,Yes,"40,0","60,0","0,0","0,0",Euro - EUR,
2026-08-03,Client B,Course,,Script,"","{hours}",Yes,No,No,Ann,Example,,Yes,"40,0","60,0","0,0","0,0",Euro - EUR,
"""


def test_harvest_knows_days_and_hours_with_a_comma(tmp_path: Path) -> None:
    for text in (HARVEST.format(hours="1,5"), HARVEST.format(hours="1.5")):
        done = read_text(tmp_path, text, Answers())
        assert done.found.format.id == "harvest_detailed"
        assert done.said == ["time", "time"] and done.reading.questions == ()
        assert [(one.seconds, one.day, one.at) for one in done.rows] == [(5400, date(2026, 8, 3), None)] * 2
        assert len({one.key for one in done.rows}) == 2
        assert "Ann" not in repr(done.outcomes) and "Example" not in repr(done.outcomes)


def test_harvest_asks_where_signs_contradict(tmp_path: Path) -> None:
    text = HARVEST.format(hours="1,5") + HARVEST.format(hours="2.25").splitlines()[1] + "\n"
    done = read_text(tmp_path, text)
    [question] = done.reading.questions
    assert (question.subject, question.column) == ("decimal_sign", "Hours")
    assert {one.value: one.readings for one in question.choices} == {".": ("", "2.25"), ",": ("1.5", "")}
    told = read_text(tmp_path, text, Answers(decimal_sign=","))
    assert (told.reading.questions, told.said) == ((), ["time", "time", "bad_amount"])


def test_harvest_with_semicolons_and_thousands(tmp_path: Path) -> None:
    text = "Date;Client;Project;Task;Notes;Hours\n2026-08-03;B;Course;Script;;2.000,0\n"
    done = read_text(tmp_path, text)
    assert (done.found.delimiter, done.rows[0].seconds) == (";", 2000 * 3600)


def test_timewarrior_with_quoted_tags(tmp_path: Path) -> None:
    path = tmp_path / "2026-08.data"
    path.write_text(
        'inc 20260810T060000Z - 20260810T063000Z # "client B" course # "scope call"\nwhat is this\n', "utf-8"
    )
    done = read(path)
    assert done.said == ["time", "bad_date"]
    assert (done.rows[0].words, done.rows[0].memo) == (("client B, course",), "scope call")
    assert done.rows[0].key == "2026-08-10T06:00:00Z"
