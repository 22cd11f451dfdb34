"""What has to be asked about a file is asked with what each answer would mean, and an answer makes the question go away."""

from datetime import UTC, datetime
from pathlib import Path

from planner.importers.formats import load
from planner.importers.interpret import Interpretation, questions
from planner.importers.outcomes import Answers, Choice, Question, Row
from tests.importers.readings import FILES, read, read_text
from tests.importers.test_sellers import PAYPAL

ROW = '"{date}","10:00:00","{zone}","Ann","Website Payment","Completed","USD","{gross}","0","0","","","{id}","","0","Credit"\n'


def paypal(*rows: tuple[str, str, str]) -> str:
    """An activity report with these dates, zones and amounts."""
    lines = (ROW.format(date=date, zone=zone, gross=gross, id=place) for place, (date, zone, gross) in enumerate(rows))
    return PAYPAL + "".join(lines)


def test_no_file_has_to_be_asked_about_that_settles_itself() -> None:
    for name in ("paypal/made-activity-us.csv", "paypal/made-activity-de-locale.csv", "etsy/made-statement.csv"):
        assert questions(read(FILES / name).found) == ()


def test_the_order_of_days_is_asked_with_both_readings(tmp_path: Path) -> None:
    done = read_text(tmp_path, paypal(("03/04/2026", "PDT", "5.00"), ("05/05/2026", "PDT", "5.00")), Answers())
    assert questions(done.found) == (
        Question(
            "date_order", "Date", ("03/04/2026",),
            (Choice("dmy", ("2026-04-03",)), Choice("mdy", ("2026-03-04",))),
        ),
    )  # fmt: skip
    assert done.said == ["bad_date", "sale"], "what reads the same in both orders needs no answer"
    for order, month in (("dmy", 4), ("mdy", 3)):
        answers = Answers(date_order=order)
        assert questions(done.found, answers) == ()
        first = next(Interpretation(done.found, answers).outcomes())
        assert first.at is not None and first.at.month == month  # type: ignore[union-attr] # a row, as the kind says


def test_one_date_settles_all_others(tmp_path: Path) -> None:
    done = read_text(tmp_path, paypal(("03/04/2026", "PDT", "5.00"), ("13/04/2026", "PDT", "5.00")))
    assert (done.reading.questions, [one.at.month for one in done.rows if one.at]) == ((), [4, 4])
    wrongly_told = Interpretation(done.found, Answers(date_order="mdy")).outcomes()
    assert [one.day.month for one in wrongly_told if isinstance(one, Row) and one.day] == [4, 4]


def test_dates_that_contradict_each_other_are_asked_about(tmp_path: Path) -> None:
    done = read_text(tmp_path, paypal(("13/04/2026", "PDT", "5.00"), ("04/13/2026", "PDT", "5.00")))
    [question] = done.reading.questions
    assert question.subject == "date_order" and set(question.samples) == {"13/04/2026", "04/13/2026"}


def test_the_sign_before_decimals_is_asked_where_numbers_contradict(tmp_path: Path) -> None:
    text = paypal(("13.04.2026", "CEST", "1.480,00"), ("14.04.2026", "CEST", "1,480.00"))
    done = read_text(tmp_path, text, Answers())
    [question] = done.reading.questions
    assert (question.subject, question.column, set(question.samples)) == (
        "decimal_sign",
        "Gross",
        {"1.480,00", "1,480.00"},
    )
    told = read_text(tmp_path, text, Answers(decimal_sign=","))
    assert told.reading.questions == () and told.said == ["sale", "bad_amount"]


def test_each_column_has_its_own_sign(tmp_path: Path) -> None:
    done = read_text(tmp_path, paypal(("13.04.2026", "CEST", "1.480"), ("14.04.2026", "CEST", "2,50")))
    assert done.reading.questions == ()
    assert done.money("USD") == {"gross": 148_250}


def test_a_zone_that_means_several_is_asked_about(tmp_path: Path) -> None:
    text = paypal(("04/13/2026", "CST", "5.00"), ("04/14/2026", "PDT", "5.00"))
    done = read_text(tmp_path, text, Answers())
    assert done.reading.questions == (Question("zone", "TimeZone", ("CST",)),)
    assert done.said == ["bad_date", "sale"]
    told = read_text(tmp_path, text, Answers(zone="Asia/Shanghai"))
    assert told.reading.questions == ()
    assert [one.at for one in told.rows] == [
        datetime(2026, 4, 13, 2, tzinfo=UTC),
        datetime(2026, 4, 14, 17, tzinfo=UTC),
    ]


def test_a_currency_nobody_names_is_asked_about(tmp_path: Path) -> None:
    record = tmp_path / "own.toml"
    record.write_text(
        '[[format]]\nid = "own"\nfamily = "own"\nrecord = "money"\ntitle_en = "Own"\ntitle_zh = "自有"\n'
        'signature = ["Day", "Paid"]\ndecimal = "file"\ntime = { columns = ["Day"], zone = "day", order = "file" }\n'
        'amount = { shape = "signed", column = "Paid" }\n'
        'kinds = [{ sign = "positive", gives = "sale" }, { sign = "negative", gives = "spend" }]\n'
        'checks = [{ what = "Paid", shape = "sum", column = "Paid", ours = ["gross", "-spent"] }]\n',
        "utf-8",
    )
    path = tmp_path / "own.csv"
    path.write_text('Day,Paid\n13/04/2026,"1.234,50"\n14/04/2026,"-34,50"\n', "utf-8")
    done = read(path, Answers(), load(record))
    assert [one.subject for one in done.reading.questions] == ["currency"]
    assert done.said == ["no_currency", "no_currency"]
    told = read(path, Answers(currency="EUR"), load(record))
    assert (told.reading.questions, told.said) == ((), ["sale", "spend"])
    assert told.money("EUR") == {"gross": 123_450, "spent": 3450}
    [check] = told.reading.checks()
    assert (check.file, check.ours, check.agrees, check.currency) == (120_000, 120_000, True, "EUR")
