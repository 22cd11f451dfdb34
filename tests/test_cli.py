"""The command line from outside: what each command answers, where it says it, and with which number it ends."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pypdfium2
import pytest

from planner import cli, i18n
from planner.cli import COMMANDS, main
from planner.cli_commands import speech
from planner.model.bundle_schema import bundle_schema
from planner.report import document
from planner.session import Session
from planner.store import header, history, migrations

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the command line as a process of its own, in `tmp_path`."""

    def start(*words: object, language: str = "en") -> "subprocess.CompletedProcess[str]":
        environment = {
            name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")
        }
        environment |= {
            "LANG": "zh_CN.UTF-8" if language == "zh" else "C",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "BRIGHTROAD_HOME": str(tmp_path / "home"),
        }
        return subprocess.run(
            [sys.executable, "-m", "planner.cli", *map(str, words)],
            cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip

    return start


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages are English unless a test asks for Chinese, whatever the machine speaks; nothing stays behind."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    yield
    i18n.use("en")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with the English sample in it."""
    path = tmp_path / "sample.brightroad"
    assert main(["new", str(path), "--sample", "--language", "en"]) == 0
    return path


def bundle(records: Any, **plan: Any) -> str:
    head = {"title": "T", "currency": "CNY", "start_month": "2026-12"} | plan
    return json.dumps({"format": "brightroad-plan", "version": 1, "plan": head, "records": records})


def exported(path: Path) -> dict[str, Any]:
    out = path.with_name("out.json")
    assert main(["export", str(path), str(out)]) == 0
    return json.loads(out.read_bytes())


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_life_of_a_plan_in_each_language(run: Run, tmp_path: Path, language: str) -> None:
    def done(*words: object) -> "subprocess.CompletedProcess[str]":
        ended = run(*words, language=language)
        assert ended.returncode == 0, ended.stderr
        assert "Traceback" not in ended.stderr
        return ended

    made = done("new", "a.brightroad", "--sample")
    assert made.stdout == ""
    assert "a.brightroad" in made.stderr
    done("export", "a.brightroad", "a.json")
    document = json.loads((tmp_path / "a.json").read_bytes())
    assert document["plan"]["language"] == language
    jsonschema.Draft202012Validator(bundle_schema()).validate(document)
    done("new", "b.brightroad")
    answered = json.loads(done("import", "b.brightroad", "a.json", "--json").stdout)
    count = sum(len(records) for records in document["records"].values())
    assert answered["format"] == "brightroad-plan"
    assert (answered["accepted"], answered["duplicates"], answered["rejected"]) == (count, 0, [])
    done("export", "b.brightroad", "b.json")
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    done("export", "b.brightroad", "b.svg", "--hide-amounts")
    drawn = (tmp_path / "b.svg").read_text("utf-8")
    assert document["records"]["domain"][1]["name"] in drawn
    report = json.loads(done("verify", "b.brightroad", "--json").stdout)
    assert report["ok"] is True
    assert {name: len(records) for name, records in document["records"].items()}.items() <= report["counts"].items()
    kept = done("backup", "b.brightroad").stdout.strip()
    assert Path(kept).is_file()
    assert kept in done("backups", "b.brightroad").stdout
    restored = Path(done("restore", "b.brightroad", kept).stdout.strip())
    done("export", tmp_path / restored, "c.json")
    assert (tmp_path / "c.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    assert json.loads(done("schema").stdout)["$defs"]["range"]


def test_messages_and_help_speak_the_language_asked_for() -> None:
    assert speech.language_of(["new", "x", "--language", "zh"], {}) == "zh"
    assert speech.language_of(["new", "x", "--language=zh"], {"LANG": "en_GB.UTF-8"}) == "zh"
    assert speech.language_of([], {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}) == "zh"
    assert speech.language_of([], {"LC_ALL": "", "LANG": "zh_TW"}) == "zh"
    assert speech.language_of([], {"LC_ALL": "C", "LANG": "zh_CN"}) == "en"
    assert speech.language_of(["--language"], {}) == "en"
    assert speech.language_of(["--language", "fr"], {}) == "en"


def test_json_answers_stand_alone_on_stdout(run: Run, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(bundle({"domain": [{"id": "d", "name": "D"}]}), "utf-8")
    for words in (("import", plan, "in.json", "--json"), ("backup", plan, "--json"), ("backups", plan, "--json")):
        ended = run(*words)
        assert ended.returncode == 0, ended.stderr
        json.loads(ended.stdout)


def test_the_core_runs_without_qt() -> None:
    code = "import sys, planner.cli; print(sorted(name for name in sys.modules if name.startswith('PySide6')))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_import_again_adds_nothing_and_a_change_is_an_update(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan.with_name("again.json")
    assert main(["export", str(plan), str(out)]) == 0
    before = out.read_bytes()
    capsys.readouterr()
    assert main(["import", str(plan), str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    total = sum(len(records) for records in json.loads(before)["records"].values())
    assert (answer["accepted"], answer["updated"], answer["duplicates"]) == (0, 0, total)
    with _opened(plan) as session:
        assert not session.history()
    document = json.loads(before)
    document["records"]["domain"][1]["score"] = 99
    document["records"]["entry"][0]["memo"] = "changed"
    document["records"]["domain"].insert(0, {"id": "new", "name": "New"})
    out.write_text(json.dumps(document), "utf-8")
    assert main(["import", str(plan), str(out), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["accepted"], answer["updated"], answer["duplicates"]) == (3, 2, total - 2)
    names = [form["name"] for form in exported(plan)["records"]["domain"]]
    assert names[-1] == "New"
    with _opened(plan) as session:
        assert len(session.history()) == 1
        session.undo()
    assert main(["export", str(plan), str(out)]) == 0
    assert out.read_bytes() == before


def _opened(path: Path) -> Any:
    return closing(Session.open(path))


def test_a_dry_run_says_what_would_come_and_writes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = exported(plan)
    source = plan.with_name("in.json")
    source.write_text(bundle({"domain": [{"id": "d", "name": "D"}]}), "utf-8")
    capsys.readouterr()
    assert main(["import", str(plan), str(source), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["accepted"] == 1
    assert exported(plan) == before


def test_one_misfit_and_nothing_is_imported(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = exported(plan)
    source = plan.with_name("in.json")
    records = {
        "domain": [{"id": "d", "name": "D"}],
        "listing": [{"id": "l", "product": "none", "platform": "p", "x": 1}],
    }
    source.write_text(bundle(records), "utf-8")
    capsys.readouterr()
    assert main(["import", str(plan), str(source), "--json"]) == 2
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert answer["accepted"] == 0
    assert {row["row"] for row in answer["rejected"]} == {"listing/l/product", "listing/l/platform", "listing/l/x"}
    assert all(row["reason"] for row in answer["rejected"])
    assert "listing/l" in told.err
    assert told.err.count("\n") == 1
    assert exported(plan) == before


def test_records_of_a_bundle_may_name_records_of_the_plan(plan: Path) -> None:
    there = exported(plan)["records"]
    listing = {"id": "l", "product": there["product"][0]["id"], "platform": there["platform"][0]["id"]}
    refund = {"id": "r", "date": "2026-11-19", "sort": "refund", "amount": "1.00", "currency": "USD"}
    sale = next(entry for entry in there["entry"] if entry["sort"] == "sale")
    source = plan.with_name("in.json")
    form = {"format": "brightroad-plan", "version": 1}
    form["records"] = {"listing": [listing], "entry": [refund | {"refund_of": sale["id"]}]}
    source.write_text(json.dumps(form), "utf-8")
    assert main(["import", str(plan), str(source)]) == 0
    assert exported(plan)["records"]["entry"][-1]["refund_of"] == sale["id"]


@pytest.mark.parametrize(
    "words",
    [
        [], ["nope"], ["new"], ["new", "a", "--language", "fr"], ["import", "a"], ["export", "a", "b.json", "--colour"],
        ["export", "{plan}", "out"], ["export", "{plan}", "out.xlsx", "--bom"],
        ["export", "{plan}", "out.docx"], ["export", "{plan}", "out.json", "--hide-amounts"],
        ["export", "{plan}", "out.svg", "--sections", "map"], ["export", "{plan}", "{plan}"], ["merge", "{plan}"],
        ["analyze", "{plan}"], ["analyze", "{plan}", "luck"],
    ],
)  # fmt: skip
def test_wrong_use_ends_with_2_and_one_line(
    words: list[str], plan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent)
    before = plan.read_bytes()
    capsys.readouterr()
    try:
        status = main([word.format(plan=plan) for word in words])
    except SystemExit as end:
        status = int(str(end.code))
    told = capsys.readouterr()
    assert status == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert len(told.err) > 10
    assert plan.read_bytes() == before
    assert not [*plan.parent.glob("out*")]


@pytest.mark.parametrize("command", ["import", "export", "backup", "backups", "verify"])
@pytest.mark.parametrize("content", [None, b"", b"no plan at all", b"SQLite format 3\0" + bytes(2000), bytes(5000)])
def test_a_file_that_cannot_be_used_ends_with_3_and_one_line(
    command: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.brightroad"
    if content is not None:
        path.write_bytes(content)
    source = tmp_path / "in.json"
    source.write_text(bundle({}), "utf-8")
    more = {"import": [str(source)], "export": [str(tmp_path / "out.json")]}.get(command, [])
    assert main([command, str(path), *more]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "bad.brightroad" in told.err
    assert (path.read_bytes() if content is not None else None) == content


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe\x01" * 99, b"[" * 100_000, b"{", b"date,amount\n"])
def test_a_source_that_is_no_bundle_ends_with_2(content: bytes, plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = plan.with_name("in.json")
    source.write_bytes(content)
    capsys.readouterr()
    assert main(["import", str(plan), str(source)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_source_an_existing_plan_and_a_missing_backup_end_with_3(plan: Path) -> None:
    before = plan.read_bytes()
    assert main(["import", str(plan), str(plan.with_name("none.json"))]) == 3
    assert main(["new", str(plan)]) == 3
    assert main(["restore", str(plan), "none.brightroad"]) == 3
    assert plan.read_bytes() == before


def test_a_failed_export_leaves_the_old_file(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = plan.with_name("out.json")
    out.write_text("old", "utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planner.cli_commands.exports.os.fsync", full)
    assert main(["export", str(plan), str(out)]) == 3
    assert out.read_text("utf-8") == "old"
    assert not [*plan.parent.glob("*.part")]
    assert "out.json" in capsys.readouterr().err


def test_an_export_into_a_folder_that_is_not_there_ends_with_3(plan: Path) -> None:
    assert main(["export", str(plan), str(plan.parent / "none" / "out.json")]) == 3


def test_a_bug_is_one_line_and_a_trace_in_the_log(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path / "own"))
    monkeypatch.setattr("planner.cli_commands.exports.lines", lambda *_arguments: 1 / 0)
    capsys.readouterr()
    assert main(["export", str(plan), str(plan.with_name("out.json"))]) == 3
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "ZeroDivisionError" in told.err
    log = Path(re.findall("“([^”]*)”", told.err)[-1])
    assert "Traceback" in log.read_text("utf-8")


def test_interrupting_is_quiet(plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("planner.cli_commands.exports.lines", interrupted)
    capsys.readouterr()
    assert main(["export", str(plan), str(plan.with_name("out.json"))]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
def test_a_reader_that_goes_away_is_quiet(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "planner.cli", "schema"], cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(write)
    assert ended.returncode == 0
    assert ended.stderr == b""


def test_a_new_plan_is_named_after_its_file_and_speaks_the_language(tmp_path: Path) -> None:
    path = tmp_path / "我的规划.brightroad"
    assert main(["new", str(path), "--language", "zh"]) == 0
    head = exported(path)["plan"]
    assert (head["title"], head["language"], head["currency"]) == ("我的规划", "zh", "CNY")


def test_a_backup_may_be_named_by_its_file_name_and_a_damaged_one_is_refused(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["backup", str(plan)]) == 0
    kept = Path(capsys.readouterr().out.strip())
    assert main(["restore", str(plan), kept.name]) == 0
    restored = Path(capsys.readouterr().out.strip())
    assert exported(restored) == exported(plan)
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    kept.write_bytes(content)
    capsys.readouterr()
    assert main(["restore", str(plan), kept.name]) == 3
    assert "damaged" in capsys.readouterr().err


def test_damage_is_told_by_verify_and_ends_with_3(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(plan.read_bytes())
    half = len(content) // 2 // 4096 * 4096
    content[half : half + 8192] = bytes(8192)
    plan.write_bytes(content)
    capsys.readouterr()
    assert main(["verify", str(plan), "--json"]) == 3
    told = capsys.readouterr()
    report = json.loads(told.out)
    assert report["ok"] is False
    assert report["problems"]
    assert "recover" in told.err


def test_recover_makes_a_sound_plan_of_what_can_be_read(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = exported(plan)
    content = bytearray(plan.read_bytes())
    content[40 * 4096 : 42 * 4096] = bytes(2 * 4096)
    plan.write_bytes(content)
    saved = plan.with_name("saved.brightroad")
    capsys.readouterr()
    assert main(["recover", str(plan), str(saved), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["path"] == str(saved)
    assert sum(told["counts"].values()) > 100
    assert main(["verify", str(saved)]) == 0
    assert exported(saved)["plan"]["title"] == before["plan"]["title"]
    assert main(["recover", str(plan), str(saved)]) == 3
    assert plan.read_bytes() == bytes(content)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_pdf_is_written_in_the_language_asked_for(language: str, plan: Path) -> None:
    out = plan.with_name("out.pdf")
    assert main(["export", str(plan), str(out), "--sections", "cover", "summary", "--language", language]) == 0
    pages = pypdfium2.PdfDocument(out)
    words = "".join(page.get_textpage().get_text_bounded() for page in pages)
    pages.close()
    assert ("领域" in words) is (language == "zh")
    assert "After-hours Embedded" in words
    out.write_bytes(b"old")
    assert main(["export", str(plan), str(out), "--sections", "nonsense"]) == 2
    assert out.read_bytes() == b"old"


def test_a_frozen_program_knows_how_to_set_pages() -> None:
    assert cli.PAGES_FLAG == document.JOB_FLAG


def test_a_large_import_is_preceded_by_a_backup(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = plan.with_name("in.json")
    entries = [{"id": f"e{n}", "date": "2026-11-01", "amount": "1.00", "currency": "USD"} for n in range(1001)]
    source.write_text(bundle({"entry": entries}), "utf-8")
    assert main(["import", str(plan), str(source)]) == 0
    capsys.readouterr()
    assert main(["backups", str(plan), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_a_plan_is_not_exported_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.json"
    assert main(["new", str(path)]) == 0
    before = path.read_bytes()
    capsys.readouterr()
    assert main(["export", str(path), str(path)]) == 2
    assert "itself" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_map_hides_amounts_and_speaks_the_language_asked_for(plan: Path) -> None:
    out = plan.with_name("map.svg")
    assert main(["export", str(plan), str(out), "--language", "zh"]) == 0
    assert 'xml:lang="zh-CN"' in out.read_text("utf-8")
    assert "$89" in out.read_text("utf-8")
    assert main(["export", str(plan), str(out), "--hide-amounts"]) == 0
    assert "89" not in re.sub("<[^>]*>", "", out.read_text("utf-8"))
    assert 'xml:lang="en"' in out.read_text("utf-8")


def test_the_schema_is_printed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == bundle_schema()


def test_backups_are_listed_for_people_too(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["backups", str(plan)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "no backup" in told.err
    assert main(["backup", str(plan), "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)["path"]
    assert main(["backups", str(plan)]) == 0
    assert kept in capsys.readouterr().out
    assert main(["restore", str(plan), kept, "--json"]) == 0
    assert Path(json.loads(capsys.readouterr().out)["path"]).is_file()


def test_what_is_lost_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(plan.read_bytes())
    content[5 * 4096 : 15 * 4096] = bytes(10 * 4096)
    plan.write_bytes(content)
    capsys.readouterr()
    assert main(["recover", str(plan), str(plan.with_name("saved.brightroad"))]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) > 1


def test_every_command_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as end:
            main([command.name, "--help"])
        assert end.value.code == 0
        assert command.name in capsys.readouterr().out


def test_later_commands_are_not_there_yet() -> None:
    names = {command.name for command in COMMANDS}
    done = {"new", "import", "export", "check", "forecast", "analyze", "schema"}
    assert names == done | {"verify", "backup", "backups", "restore", "recover"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["schema", "verify"])
def test_an_answer_that_finds_no_room_is_told_in_one_line(command: str, plan: Path) -> None:
    words = {"schema": ["schema"], "verify": ["verify", str(plan), "--json"]}[command]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "planner.cli", *words], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 3
    assert b"unexpected" not in ended.stderr
    assert ended.stderr.splitlines()[-1].startswith(b"The answer could not be written")


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize(("words", "status"), [("schema >&-", 0), ("nope 2>&-", 2), ("nope >&- 2>&-", 2)])
def test_closed_streams_change_no_status(words: str, status: int) -> None:
    ended = subprocess.run(
        f"{shlex.quote(sys.executable)} -m planner.cli {words}", shell=True, cwd=ROOT, capture_output=True, check=False
    )
    assert ended.returncode == status
    assert ended.stderr == b""


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_or_too_long_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["new", str(tmp_path / "bad\udcff.brightroad")])
    assert end.value.code == 2
    assert main(["new", str(tmp_path / f"{'x' * 300}.brightroad")]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 2
    assert "unexpected" not in told
    assert not [*tmp_path.iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="signals are told differently there")
@pytest.mark.parametrize("after", [0.02, 0.1, 0.2])
def test_interrupting_at_any_time_leaves_no_trace(after: float, plan: Path) -> None:
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # the tests' own shell may not hear it
    program = (
        f"{heard}; import sys; from planner.cli import main; print('ready', flush=True); sys.exit(main(sys.argv[1:]))"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", program, "export", str(plan), str(plan.with_name("out.pdf"))],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline() == b"ready\n"  # before that it is Python that is interrupted
    time.sleep(after)
    started.send_signal(signal.SIGINT)
    _out, told = started.communicate(timeout=30)
    assert b"planner" not in told
    assert not [*plan.parent.glob("out*")]


def test_an_interrupt_that_python_drops_or_rewrites_is_heard_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a callback of a weak reference, as the import system has them, an exception is told and forgotten."""

    class Thing:
        pass

    def raised_from(_arguments: object) -> int:
        raise RuntimeError from KeyboardInterrupt()

    def dropped(_arguments: object) -> int:
        thing = Thing()
        _watched = weakref.ref(thing, lambda _gone: signal.raise_signal(signal.SIGINT))
        del thing
        time.sleep(30)
        return 0

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for run in (dropped, raised_from):
            arguments = SimpleNamespace(run=run)
            monkeypatch.setattr(cli, "parser", lambda told=arguments: SimpleNamespace(parse_args=lambda _words: told))
            assert main(["check"]) == cli.INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_empty_name_is_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["new", ""])
    assert end.value.code == 2
    assert capsys.readouterr().err.startswith("file is missing")


@pytest.mark.parametrize("command", ["export", "import"])
def test_what_only_reads_leaves_a_plan_of_an_older_version_as_it_is(
    command: str, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is brought up to date when it is opened to be worked on, not in passing."""
    out = plan.with_name("out.json")
    assert main(["export", str(plan), str(out)]) == 0
    newer = (*migrations.MIGRATIONS, lambda database: database.execute("ALTER TABLE domain ADD COLUMN later TEXT"))
    monkeypatch.setattr(migrations, "MIGRATIONS", newer)
    for module in (header, history):
        monkeypatch.setattr(module, "VERSION", len(newer))
    before = plan.read_bytes()
    words = {"export": [str(out.with_name("again.json"))], "import": [str(out), "--dry-run"]}
    assert main([command, str(plan), *words[command]]) == 0
    assert plan.read_bytes() == before
    if command == "export":
        assert out.with_name("again.json").read_bytes() == out.read_bytes()


def test_an_export_is_on_the_disk_before_it_takes_its_name(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut must not leave an empty file where a whole one was."""
    for ending in (".json", ".svg"):
        calls: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", lambda _descriptor, calls=calls: calls.append("sync"))
            patch.setattr(os, "replace", lambda _part, _out, calls=calls: calls.append("name"))
            assert main(["export", str(plan), str(plan.with_suffix(ending))]) == 0
        assert calls == ["sync", "name"]
