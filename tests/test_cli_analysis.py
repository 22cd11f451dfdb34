"""The commands that reckon with a plan: what they answer is what the analysis says, whole and the same each time."""

import json
import math
import re
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner import i18n
from planner.analysis.facts.actuals import Actuals, actuals
from planner.analysis.facts.observed_ranges import observed
from planner.analysis.forecast import ForecastOptions, forecast
from planner.analysis.forecast_results import Forecast
from planner.analysis.forecasting import moves as plan_moves
from planner.analysis.listings.terms import listing_terms
from planner.analysis.skills.portfolio import skills
from planner.analysis.sources.fragility import fragility
from planner.cli import main
from planner.cli_commands import speech, study
from planner.cli_commands.columns import columns, fitted, width
from planner.cli_commands.json_form import json_form
from planner.cli_commands.sections import SECTIONS
from planner.model.catalogue import Scenario
from planner.model.checks import SEVERITIES, Examination, Surroundings, examine
from planner.model.plan import Plan
from planner.model.values import Hours, Money, Month, Range
from planner.session import Session

FEW = ("--samples", "512")
Answer = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _in_english_and_in_peace(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(study, "PATIENCE", 3600.0)  # a slow machine is no reason to speak
    yield
    i18n.use("en")


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str]) -> Answer:
    """Run a command; its status, what it answered and what it said beside."""

    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            status = main(list(map(str, words)))
        except SystemExit as end:
            status = int(str(end.code))
        told = capsys.readouterr()
        return status, told.out, told.err

    return run


@pytest.fixture
def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sections forecast with few samples."""
    whole = study.Study.forecast
    monkeypatch.setattr(study.Study, "forecast", lambda self, **options: whole(self, **{"samples": 256, **options}))
    options = plan_moves.MoveOptions(samples=64)
    monkeypatch.setattr(plan_moves, "MoveOptions", lambda: options)


@pytest.fixture(scope="module", params=["zh", "en"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business in each language; nobody changes it."""
    path = tmp_path_factory.mktemp("sample") / f"{request.param}.brightroad"
    assert main(["new", str(path), "--sample", "--language", request.param]) == 0
    return path


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business in English alone, for what is the same in every language."""
    path = tmp_path_factory.mktemp("english") / "en.brightroad"
    assert main(["new", str(path), "--sample", "--language", "en"]) == 0
    return path


def planned(path: Path, records: Any = None, **settings: Any) -> Path:
    """A plan at `path` with these records and settings."""
    head = {"title": "T", "currency": "CNY", "start_month": "2026-12"} | settings
    source = path.with_suffix(".json")
    source.write_text(json.dumps({"format": "brightroad-plan", "version": 1, "plan": head, "records": records or {}}))
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(source)]) == 0
    return path


def course(**fields: Any) -> dict[str, Any]:
    """One course on one platform."""
    return {
        "product": [{"id": "c", "name": "Course", "stage": "live", "pricing": "one_off", "price": "100.00"}],
        "platform": [{"id": "p", "name": "Letter", "audience": 1000, "open_rate": 0.4}],
        "listing": [
            {"id": "l", "product": "c", "platform": "p", "status": "active", "publications_per_month": 4,
             "click_rate": 0.1, "conversion": {"low": 0.01, "high": 0.05}} | fields,
        ],
    }  # fmt: skip


LIVING = {"cash": "10000.00", "living_costs": {"low": 5000, "high": 7000}}


def opened(path: Path) -> tuple[Plan, Actuals]:
    """A plan and what its journal says."""
    session = Session.open(path, read_only=True)
    try:
        return session.plan, actuals(session.plan, session.journal.tallies(), date.today())
    finally:
        session.close()


def reckoned(path: Path, **options: Any) -> Forecast:
    """The forecast as the analysis makes it."""
    return forecast(*opened(path), ForecastOptions(**options))


def test_a_forecast_answers_what_the_analysis_says(sample: Path, answer: Answer) -> None:
    status, out, err = answer("forecast", sample, "--json", *FEW)
    told, found = json.loads(out), reckoned(sample, samples=512)
    assert (status, err) == (0, "")
    assert told["months"][:2] == ["2026-12", "2027-01"] and len(told["months"]) == 36
    assert found.survival is not None and found.cover is not None
    for name, bands in (("income", found.income), ("cash", found.survival.cash), ("hours", found.hours)):
        assert set(told[name]) == {"mean", "p10", "p25", "p50", "p75", "p90"}
        for line, values in told[name].items():
            assert values == pytest.approx(getattr(bands, line), rel=1e-12)
    assert told["year"]["p50"] == pytest.approx(found.year.p50)
    assert told["cover"]["probability"] == pytest.approx(found.cover.probability)
    assert told["ruin"] == pytest.approx(found.survival.ruin)
    assert told["hands_off_share"] == pytest.approx(found.hands_off_share)
    assert [one["id"] for one in told["by_listing"]] == [one.id for one in found.listings]
    assert [one["share"] for one in told["drivers"]] == pytest.approx([one.share for one in found.drivers])
    assert {"kind", "id", "name", "field", "low", "high"} <= set(told["drivers"][0])
    assert told["concentration"]["platform"]["effective"] == pytest.approx(found.concentration["platform"].effective)
    assert all(one["name"] for one in told["concentration"]["platform"]["sources"])
    assert (told["samples"], told["seed"], told["scenario"]) == (512, found.seed, None)
    assert [one["reason"] for one in told["left_out"]] == ["paused"]


def test_the_same_seed_gives_the_same_bytes(english: Path, answer: Answer) -> None:
    once = answer("forecast", english, "--json", *FEW, "--seed", 7)
    assert answer("forecast", english, "--json", *FEW, "--seed", 7) == once
    assert answer("forecast", english, "--json", *FEW, "--seed", 8)[1] != once[1]


def test_a_forecast_may_look_further_than_the_plan(english: Path, answer: Answer) -> None:
    for months in (1, 5, 120):
        told = json.loads(answer("forecast", english, "--json", "--samples", 64, "--months", months)[1])
        text = answer("forecast", english, "--samples", 64, "--months", months)[1]
        assert ("12 months" in text) is (months > 12)
        assert {len(told["months"]), len(told["income"]["p50"]), len(told["ruin"])} == {months}


def test_a_scenario_is_named_and_changes_the_answer(sample: Path, answer: Answer) -> None:
    scenario = opened(sample)[0].of(Scenario)[0]
    plain = json.loads(answer("forecast", sample, "--json", *FEW)[1])
    by_name, by_id = (json.loads(answer("forecast", sample, "--json", *FEW, "--scenario", named)[1])
                      for named in (scenario.name, scenario.id))  # fmt: skip
    assert by_name == by_id
    assert (by_name["scenario"], by_name["scenario_id"]) == (scenario.name, scenario.id)
    assert by_name["cash"] != plain["cash"]
    status, out, err = answer("forecast", sample, "--scenario", "none")
    assert (status, out) == (2, "")
    assert scenario.name in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--samples", "0"), ("--samples", "-3"), ("--samples", "100001"), ("--samples", "1e3"), ("--samples", "512.5"),
        ("--samples", ""), ("--samples", "9" * 5000), ("--samples", "５１２"), ("--months", "0"), ("--months", "121"),
        ("--months", "x"), ("--seed", "-1"), ("--seed", "1" + "0" * 15), ("--seed", "1_0"),
    ],
)  # fmt: skip
def test_a_bad_option_is_told_with_its_bounds(option: str, value: str, tmp_path: Path, answer: Answer) -> None:
    status, out, err = answer("forecast", planned(tmp_path / "p.brightroad"), option, value)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert option in err and bounds_of(option) in err


def bounds_of(option: str) -> str:
    return {"--samples": "from 1 to 100,000", "--months": "from 1 to 120", "--seed": "from 0 to 999,999"}[option]


def test_the_text_begins_with_the_conclusion_and_says_ranges(sample: Path, answer: Answer) -> None:
    status, out, err = answer("forecast", sample, *FEW, "--language", sample.stem)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert len([line for line in lines if line.startswith(("2026 年 12 月  ", "Dec 2026  "))]) == 1
    assert "%" in lines[0]
    month = {"zh": "2027 年 1 月", "en": "Jan 2027"}[sample.stem]
    (row,) = [line for line in lines if line.startswith(month)]
    assert len(row.split("  ")) > 6
    assert "512" in lines[-1]
    assert not [line for line in lines if "nan" in line.casefold() or "None" in line or "{" in line]


def test_columns_stand_under_each_other(sample: Path, answer: Answer) -> None:
    lines = answer("forecast", sample, *FEW, "--language", sample.stem)[1].splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(("2026 年 12 月  ", "Dec 2026  ")))
    assert len({width(line) for line in lines[start : start + 36]}) == 1


def test_without_cash_and_living_costs_the_fields_to_enter_are_named(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", course())
    told = json.loads(answer("forecast", path, "--json", *FEW)[1])
    assert {told[name] for name in ("cash", "ruin", "runway", "cover", "living_costs")} == {None}
    (missing,) = [one for one in told["missing"] if one["analysis"] == "survival"]
    assert [field.rpartition("/")[2] for field in missing["fields"]] == ["cash", "living_costs"]
    assert told["income"]["p50"][0] > 0
    out = answer("forecast", path, *FEW)[1]
    assert out.startswith("In 12 months you will probably earn ¥")
    assert "enter Cash, Living costs" in out


def test_an_empty_plan_is_forecast_too(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad")
    status, out, _err = answer("forecast", path, "--json", *FEW)
    told = json.loads(out)
    assert status == 0
    assert told["by_listing"] == [] and told["drivers"] == [] and set(told["income"]["p90"]) == {0}
    assert answer("forecast", path, *FEW)[1].splitlines() == [
        "Nothing is on offer yet, so there is no income to forecast",
        "",
        "There is nothing to tell yet; first add: Product, Platform, Listing.",
        "How long the money lasts cannot be told yet; enter Cash, Living costs.",
        "What one more hour brings cannot be told yet; enter Hours per week.",
    ]
    assert "NaN" not in out


def test_what_a_listing_lacks_is_named(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", course(conversion=None), **LIVING)
    (missing, *_others) = json.loads(answer("forecast", path, "--json", *FEW)[1])["missing"]
    assert missing["subject"] == {"kind": "listing", "id": "l", "name": "Course · Letter"}
    assert missing["fields"] == ["listing/l/conversion"]
    said = "“Course · Letter” brings nothing yet; enter Course · Letter: Conversion."
    assert said in answer("forecast", path, *FEW)[1]


def absurd() -> dict[str, Any]:
    """A business in which every number is out of this world."""
    huge = {"low": 1, "high": 1e15}
    records = course(publications_per_month=huge, click_rate=1, conversion=1)
    records["platform"][0] |= {"audience": huge, "growth": {"low": 5, "high": 9}, "open_rate": 1}
    records["product"][0]["price"] = "90000000000000.00"
    records["domain"] = [{"id": "d", "name": "D", "score": 0, "target": 100, "hours_to_80": 99999}]
    records["need"] = [{"id": "n", "product": "c", "domain": "d", "multiplier": {"low": 1, "high": 1e12}}]
    records["milestone"] = [{"id": "m", "name": "M", "effort": {"low": 1, "high": 1e9}, "due": "1900-01-01"}]
    records["partner"] = [{"id": "a", "name": "A"}]
    records["alliance"] = [{"id": "x", "name": "X", "partners": ["a"], "stage": "active", "share": 1}]
    records["experiment"] = [{"id": "t", "hypothesis": "T", "listing": "l", "threshold": 1e12, "sample": 1}]
    return records


def test_absurd_numbers_give_no_nonsense(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", absurd(), **LIVING)
    for words in (("--json",), ()):
        status, out, err = answer("forecast", path, *FEW, "--months", 120, *words)
        assert (status, out) == (2, "")
        assert err == "Some number of the plan is too large to reckon with; look at audience, prices and hours.\n"
        status, out, err = answer("check", path, *words)
        assert status == 1 and "NaN" not in out and "too large" in err


def test_a_value_that_cannot_be_used_is_named_as_people_know_it(tmp_path: Path, answer: Answer) -> None:
    records = course()
    records["scenario"] = [{"id": "s", "name": "Bold"}]
    change = {"scenario": "s", "kind": "listing", "record": "l", "field": "conversion", "value": "often"}
    records["override"] = [{"id": "o"} | change]
    status, out, err = answer("forecast", planned(tmp_path / "p.brightroad", records), "--scenario", "Bold")
    assert (status, out, err) == (2, "", "Course · Letter: Conversion: “often” is not a number.\n")


def test_a_plan_that_may_not_be_written_is_only_read(sample: Path, answer: Answer) -> None:
    before, mode = sample.read_bytes(), sample.stat().st_mode
    sample.chmod(stat.S_IRUSR)
    try:
        assert answer("forecast", sample, "--json", *FEW)[0] == 0
    finally:
        sample.chmod(mode)
    assert sample.read_bytes() == before
    assert [path.name for path in sample.parent.iterdir()] == [sample.name]


@pytest.mark.parametrize("command", ["forecast", "check"])
@pytest.mark.parametrize("content", [None, b"", b"no plan at all", bytes(5000)])
def test_a_file_that_is_no_plan_ends_with_3(
    command: str, content: bytes | None, tmp_path: Path, answer: Answer
) -> None:
    path = tmp_path / "bad.brightroad"
    if content is not None:
        path.write_bytes(content)
    status, out, err = answer(command, path, "--json")
    assert (status, out) == (3, "")
    assert "bad.brightroad" in err and err.count("\n") == 1


def test_damage_in_the_journal_ends_with_3(sample: Path, tmp_path: Path, answer: Answer) -> None:
    content = bytearray(sample.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path = tmp_path / "bad.brightroad"
    path.write_bytes(content)
    status, out, err = answer("forecast", path, "--json")
    assert (status, out) == (3, "") and "Traceback" not in err


def test_a_long_run_says_so_once_and_beside_the_answer(
    sample: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study, "PATIENCE", -1.0)
    status, out, err = answer("forecast", sample, "--json", *FEW)
    assert status == 0 and json.loads(out)
    assert err.count("\n") == 1 and "512" in err


def test_interrupting_is_quiet(sample: Path, answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_samples: int) -> Callable[[], bool]:
        def stop() -> bool:
            raise KeyboardInterrupt

        return stop

    monkeypatch.setattr(study, "patiently", interrupted)
    assert answer("forecast", sample, "--json") == (130, "", "")


def test_results_become_json_without_loss() -> None:
    form = {
        "number": np.float64(1.5), "count": np.int64(3), "flags": np.array([True]), "never": math.inf,
        "below": -math.inf, "none": math.nan, "nought": -0.0, "month": Month(2026, 12), "day": date(2026, 12, 3),
        "money": Money.of_minor(123450, "CNY"), "hours": Hours(90), "range": Range.between(1, 2), ("a", None): {2, 1},
    }  # fmt: skip
    told = json_form(form)
    assert told == {
        "number": 1.5, "count": 3, "flags": [True], "never": "inf", "below": "-inf", "none": None, "nought": 0.0,
        "month": "2026-12", "day": "2026-12-03", "money": "1234.50", "hours": 1.5, "range": {"low": 1, "high": 2},
        "a/": [1, 2],
    }  # fmt: skip
    assert str(told["nought"]) == "0.0"
    with pytest.raises(TypeError):
        json_form(object())


def test_han_characters_take_two_places() -> None:
    assert [*columns(("名", "n"), [("课程", "1"), ("ab", "22")])] == ["名     n", "课程   1", "ab    22"]
    assert width("课a") == 3
    assert fitted("一二三四五", 7) == "一二三…"
    assert fitted("a\nb") == "a b"
    assert [*columns(("", ""), [])] == []


def examined(path: Path) -> Examination:
    """What the rules find, as the engine says it."""
    plan, facts = opened(path)
    results = {"forecast": forecast(plan, facts, ForecastOptions(samples=256)), "actuals": facts}
    return examine(Surroundings(plan, date.today(), study.known_platforms(), results))


@pytest.mark.usefixtures("coarse")
def test_check_answers_what_the_rules_find(sample: Path, answer: Answer) -> None:
    status, out, _err = answer("check", sample, "--json", "--language", sample.stem)
    speech.speak(sample.stem)
    told, found = json.loads(out), examined(sample)
    assert status == (1 if any(one.severity == "error" for one in found.problems) else 0)
    assert [(one["rule"], one["message"]) for one in told["findings"]] == [
        (one.rule, one.message) for one in found.problems
    ]
    assert [one["rule"] for one in told["skipped"]] == [rule for rule, _missing in found.skipped]
    assert told["failed"] == []
    order = [one["severity"] for one in told["findings"]]
    assert order == sorted(order, key=SEVERITIES.index) and len(order) > 5
    for one in told["findings"]:
        assert {
            "rule",
            "severity",
            "subjects",
            "values",
            "message",
            "fix",
            "go_to",
            "field",
            "why",
            "advice",
            "impact",
        } == set(one)
        assert all(set(subject) == {"kind", "id", "name"} for subject in one["subjects"])
        assert all(value is None or isinstance(value, int | float | str) for value in one["values"].values())


@pytest.mark.usefixtures("coarse")
def test_an_error_ends_with_1_and_money_is_decimal_text(tmp_path: Path, answer: Answer) -> None:
    records = course()
    records["product"][0] |= {"price": "9.00", "unit_cost": "12.50"}
    records["cost"] = [{"id": "r", "name": "Rent", "amount": 10, "start": "2027-05", "end": "2027-01"}]
    status, out, _err = answer("check", planned(tmp_path / "p.brightroad", records, **LIVING), "--json")
    findings = json.loads(out)["findings"]
    by_rule = {one["rule"]: one for one in findings}
    assert status == 1
    assert by_rule["period.end_before_start"]["severity"] == "error"
    assert by_rule["product.price_below_cost"]["values"] == {"price": "9.00", "unit_cost": "12.50"}
    assert by_rule["product.price_below_cost"]["fix"] == "Raise to ¥12.50, break-even"
    assert by_rule["product.price_below_cost"]["subjects"] == [{"kind": "product", "id": "c", "name": "Course"}]


@pytest.mark.usefixtures("coarse")
def test_without_errors_check_ends_with_0(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", **LIVING | {"cash": "9000000.00"})
    status, out, _err = answer("check", path, "--json")
    assert status == 0
    assert not [one for one in json.loads(out)["findings"] if one["severity"] == "error"]


@pytest.mark.usefixtures("coarse")
def test_what_is_muted_is_told_apart(tmp_path: Path, answer: Answer) -> None:
    records = course()
    records["product"][0]["unit_cost"] = "120.00"
    records["mute"] = [{"id": "m", "rule": "product.price_below_cost", "subject": "c", "reason": "a gift"}]
    path = planned(tmp_path / "p.brightroad", records, **LIVING)
    told = json.loads(answer("check", path, "--json")[1])
    assert "product.price_below_cost" not in {one["rule"] for one in told["findings"]}
    assert [one["rule"] for one in told["muted"]] == ["product.price_below_cost"]
    assert "1 muted" in answer("check", path)[1].splitlines()[-1]


@pytest.mark.usefixtures("coarse")
def test_findings_are_lines_worst_first_and_counted(tmp_path: Path, answer: Answer) -> None:
    records = course()
    records["product"][0] |= {"price": "9.00", "unit_cost": "12.50"}
    records["domain"] = [{"id": "d", "name": "Copy\nwriting", "score": 30}]
    status, out, _err = answer("check", planned(tmp_path / "p.brightroad", records))
    lines = out.splitlines()
    assert status == 1
    assert lines[0].startswith("Error – ")
    heads = [line.partition(" ")[0] for line in lines]
    known = [head for head in heads if head in ("Error", "Warning", "Hint")]
    assert known == sorted(known, key=["Error", "Warning", "Hint"].index)
    assert any(line.startswith("Hint – Copy writing › Evidence: ") for line in lines)
    said = "Warning – Course › Price: The price ¥9 is below the unit cost ¥12.50. Raise to ¥12.50, break-even."
    assert f"{said} (product.price_below_cost)" in lines
    errors = len([line for line in lines if line.startswith("Error")])
    assert lines[-1].startswith(f"{errors} error")


@pytest.mark.usefixtures("coarse")
def test_an_empty_plan_is_told_what_to_enter(tmp_path: Path, answer: Answer) -> None:
    status, out, _err = answer("check", planned(tmp_path / "p.brightroad"))
    assert status == 1
    assert "Enter your living costs" in out


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_answers_in_json_and_in_words(section: str, sample: Path, answer: Answer) -> None:
    status, out, err = answer("analyze", sample, section, "--json")
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert told["section"] == section and isinstance(told["missing"], list)
    assert "NaN" not in out and "Infinity" not in out
    status, text, err = answer("analyze", sample, section, "--language", sample.stem)
    assert (status, err) == (0, "")
    assert len(text.splitlines()) > 1
    assert not re.search(r"\bnan\b|None|{|}|Record\(", text)
    assert text.splitlines()[0].strip() and text == "\n".join(line.rstrip() for line in text.split("\n"))


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_of_an_empty_plan_says_what_to_enter(section: str, tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad")
    status, out, err = answer("analyze", path, section, "--json")
    assert (status, err) == (0, "")
    missing = json.loads(out)["missing"]
    assert missing and all(one["fields"] for one in missing)
    status, text, err = answer("analyze", path, section)
    assert (status, err) == (0, "")
    assert "enter" in text or "first add" in text


@pytest.mark.usefixtures("coarse")
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_bears_absurd_numbers(section: str, tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", absurd(), **LIVING, hours_per_week=[0, 0, 0, 0, 0, 0, 24])
    for words in (("--json",), ()):
        status, out, err = answer("analyze", path, section, *words)
        assert status in (0, 2) and "unexpected" not in err
        assert "NaN" not in out and not re.search(r"\bnan\b", out)


def test_an_unknown_section_is_told_those_there_are(sample: Path, answer: Answer) -> None:
    status, out, err = answer("analyze", sample, "luck")
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert all(section in err for section in SECTIONS)


@pytest.mark.usefixtures("coarse")
def test_sections_say_what_the_analysis_says(english: Path, answer: Answer) -> None:
    plan, facts = opened(english)
    found = forecast(plan, facts, ForecastOptions(samples=256))

    def told(section: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(answer("analyze", english, section, "--json")[1])
        return document

    learned = skills(plan, found, 100.0)
    assert [one["gain"] for one in told("skills")["domains"]] == pytest.approx([one.gain for one in learned.domains])
    terms = {one.id: one.net for one in listing_terms(plan)}
    assert {one["id"]: one["net"] for one in told("listings")["listings"]} == pytest.approx(terms)
    assert found.survival is not None
    assert told("survival")["ruin"] == pytest.approx(found.survival.ruin)
    tried = plan_moves.plan_moves(plan, facts, found, plan_moves.MoveOptions())
    ranked = told("moves")["ranked"]
    assert [one["per_hour"] for one in ranked] == pytest.approx([one.gain.per_hour for one in tried.ranked])
    assert all(one["message"] and one["name"] for one in ranked) and ranked
    losses = told("concentration")["losses"]
    assert [one["lost_share"] for one in losses] == pytest.approx(
        [one.lost_share for one in fragility(plan, found).single]
    )
    assert all(node["name"] for one in losses for node in one["nodes"])
    months = told("actuals")["months"]
    assert {one["month"]: one["income"] for one in months if one["income"]} == pytest.approx(
        {str(month): amount for month, amount in facts.income.items()}
    )
    assert [one["bits"] for one in told("calibration")["observed"]] == pytest.approx(
        [one.bits for one in observed(plan, facts)]
    )


@pytest.mark.usefixtures("coarse")
def test_survival_without_cash_names_the_fields(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", course())
    told = json.loads(answer("analyze", path, "survival", "--json")[1])
    assert told["runway"] is None and told["cover"] is None
    assert [field.rpartition("/")[2] for field in told["missing"][0]["fields"]] == ["cash", "living_costs"]
    assert (
        "How long the money lasts cannot be told yet; enter Cash, Living costs."
        in answer("analyze", path, "survival")[1]
    )


def test_milestones_in_a_circle_are_named(tmp_path: Path, answer: Answer) -> None:
    records = {"milestone": [{"id": one, "name": one.upper(), "effort": 3, "after": [other]}
                             for one, other in (("a", "b"), ("b", "a"))]}  # fmt: skip
    path = planned(tmp_path / "p.brightroad", records, hours_per_week=[1] * 7)
    told = json.loads(answer("analyze", path, "roadmap", "--json")[1])
    assert {one["name"] for one in told["circle"]} == {"A", "B"}
    assert "wait for each other" in answer("analyze", path, "roadmap")[1].splitlines()[0]


def test_sales_are_counted_only_where_each_entry_says_how_many(tmp_path: Path, answer: Answer) -> None:
    sale = {"id": "e", "date": "2026-09-04", "sort": "sale", "amount": "900.00", "currency": "CNY", "product": "c"}
    known = planned(tmp_path / "known.brightroad", course() | {"entry": [sale | {"quantity": 9}]})
    (told,) = json.loads(answer("analyze", known, "actuals", "--json")[1])["products"]
    assert (told["sales"], told["sale_entries"]) == (9, 1)
    path = planned(tmp_path / "p.brightroad", course() | {"entry": [sale | {"quantity": 9}, sale | {"id": "f"}]})
    (told,) = json.loads(answer("analyze", path, "actuals", "--json")[1])["products"]
    assert (told["sales"], told["sale_entries"], told["proof"]) == (None, 2, "repeat")
    (row,) = [line for line in answer("analyze", path, "actuals")[1].splitlines() if line.startswith("Course")]
    assert row.split() == ["Course", "–", "2", "–"]


def test_calibration_says_what_is_missing_to_compare(tmp_path: Path, answer: Answer) -> None:
    sale = {"id": "e", "date": "2026-09-04", "sort": "sale", "amount": "90.00", "currency": "CNY", "product": "c"}
    counted = "Publication: Views, Publication: Clicks"
    for number, (fields, words) in enumerate([
        ({}, counted),
        ({"click_rate": None, "conversion": None}, f"Listing: Click rate, Listing: Conversion, {counted}"),
    ]):  # fmt: skip
        path = planned(tmp_path / f"{number}.brightroad", course(**fields) | {"entry": [sale]})
        said = f"Plan and facts cannot be compared yet; enter {words}."
        assert answer("analyze", path, "calibration")[1].splitlines() == [said]
        (missing,) = json.loads(answer("analyze", path, "calibration", "--json")[1])["missing"]
        assert missing["fields"][-2:] == ["publication/views", "publication/clicks"]


def test_counts_are_told_as_so_many_in_so_many_months(tmp_path: Path, answer: Answer) -> None:
    records = course(start_month="2026-07")
    records["work"] = [{"id": "w", "title": "Letter", "product": "c"}]
    records["publication"] = [
        {"id": f"u{at}", "work": "w", "platform": "p", "status": "published", "at": f"2026-0{7 + at % 3}-03T08:00:00Z"}
        for at in range(6)
    ]
    path = planned(tmp_path / "p.brightroad", records, start_month="2026-07")
    found = observed(*opened(path))
    (count,) = [one for one in found if one.field == "publications_per_month"]
    assert f"6 in {count.of:.0f} months" in answer("analyze", path, "calibration")[1]


@pytest.mark.usefixtures("coarse")
def test_each_income_says_what_is_taken_off(english: Path, answer: Answer) -> None:
    before = "before advertising and running costs"
    assert answer("analyze", english, "concentration")[1].splitlines()[0].endswith(before)
    assert "less advertising and before running costs" in answer("analyze", english, "skills")[1].splitlines()[0]
    assert "income less advertising, before running costs" in answer("forecast", english, *FEW)[1]


def test_a_plan_without_scenarios_says_so(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", course())
    said = "There is no scenario “nope”; the plan has no scenarios.\n"
    assert answer("forecast", path, "--scenario", "nope") == (2, "", said)


def test_a_count_says_why_it_has_no_chances(tmp_path: Path, answer: Answer) -> None:
    records = course() | {"experiment": [{"id": "t", "hypothesis": "Three sell", "measure": "sales", "threshold": 3}]}
    out = answer("analyze", planned(tmp_path / "p.brightroad", records), "experiments")[1]
    assert "reckoned for conversions only" in out and out.rstrip().endswith("pass mark: Three sell")


def test_a_week_without_hours_is_not_asked_for(tmp_path: Path, answer: Answer) -> None:
    records = {"milestone": [{"id": "a", "name": "A", "effort": 10, "due": "2027-01-01"}]}
    path = planned(tmp_path / "p.brightroad", records, hours_per_week=[0] * 7)
    out = answer("analyze", path, "roadmap")[1]
    assert "has no hours" in out and "enter" not in out
    assert "not finished on any day" in answer("check", path)[1]


@pytest.mark.usefixtures("coarse")
def test_every_finding_says_where_to_go(sample: Path, answer: Answer) -> None:
    found = json.loads(answer("check", sample, "--json")[1])["findings"]
    plan, _facts = opened(sample)
    for one in found:
        place = one["go_to"]
        assert plan.find(place["kind"], place["id"]) is not None or place["kind"] == "plan"
        assert (one["fix"] is None) or isinstance(one["fix"], str)
    assert {one["fix"] is None for one in found} == {True, False}
    assert " Go to Plan › Hours per week. (RM03)" in answer("check", sample)[1]


def test_exact_numbers_are_told_without_a_range(tmp_path: Path, answer: Answer) -> None:
    path = planned(tmp_path / "p.brightroad", {"job": [{"id": "j", "name": "J", "net_pay": "900.00"}]} | course(
        conversion=0.02), cash="10000.00", living_costs="5000.00")  # fmt: skip
    out = answer("forecast", path, *FEW)[1]
    months = next(line for line in out.splitlines() if line.startswith("Month"))
    assert months.count("80% range") == 2 and months.endswith("Hours")
    nothing = planned(tmp_path / "q.brightroad", course(conversion=0), cash="10000.00", living_costs="5000.00")
    for words in (("forecast", nothing, *FEW), ("analyze", nothing, "survival")):
        assert "range" not in "".join(answer(*words)[1].splitlines()[3:])
