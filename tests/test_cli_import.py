"""Imports and table exports from the command line: what is answered, asked, refused, and what a second time changes."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from planner import i18n
from planner.cli import main
from planner.model.catalogue import Entry, ImportRule, Platform
from planner.session import Session

ROOT = Path(__file__).parents[1]
FILES = ROOT / "tests" / "importers" / "files"
EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))["files"]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BRIGHTROAD_HOME", str(tmp_path / "home"))
    yield
    i18n.use("en")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.brightroad"
    assert main(["new", str(path), "--language", "en"]) == 0
    return path


def answered(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert main(["import", *map(str, words), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main(["import", *map(str, words)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


@pytest.mark.parametrize("name", ["alipay/made-acclog.csv", "apple/made-sales-daily.txt", "gumroad/made-payout.csv",
                                  "paypal/made-activity-us.csv", "stripe/made-payments.csv"])  # fmt: skip
def test_a_statement_is_answered_with_counts_reasons_and_sums(
    name: str, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = EXPECTED[name]
    sums = {
        currency: {"gross": money["gross"], "fee": money["fees"], "refund": money["refunds"], "net": money["net"]}
        for currency, money in expected["money"].items()
    }
    for words in ((plan, FILES / name, "--dry-run"), (plan, FILES / name)):
        found = answered(capsys, *words)
        assert (found["format"], found["accepted"], found["duplicates"]) == (
            expected["format_id"],
            expected["accepted"],
            0,
        )
        assert found["rejected"] == expected["rejected"]
        assert {
            one: {n: round(float(text) * 100) for n, text in told.items()} for one, told in found["sums"].items()
        } == sums
    again = answered(capsys, plan, FILES / name)
    assert (again["accepted"], again["duplicates"]) == (0, expected["accepted"])
    with closing(Session.open(plan)) as session:
        (step,) = session.history()
        assert step.label.startswith("Import ")


def test_money_is_told_and_fees_that_no_file_tells_are_unknown(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, fees_in_file, gross_is, lines in (
        ("gumroad/made-sales-2025-header.csv", True, "paid", ["USD: gross 96.00, refunds 34.00, fees 17.40, net 44.60."]),
        ("kofi/made-transactions.csv", False, "paid", [
            "USD: gross 16.00, refunds 0.00, before fees 16.00.",
            "The file does not tell the fees: they are unknown, not zero."]),
        ("apple/made-sales-daily.txt", False, "proceeds", [
            "CNY: gross 33.90, refunds 11.30, before fees 22.60.", "USD: gross 3.38, refunds 0.00, before fees 3.38.",
            "Gross here is after the store’s share; how large that was, the file does not say."]),
        ("alipay/made-acclog.csv", False, "paid", []),
    ):  # fmt: skip
        capsys.readouterr()
        assert main(["import", str(plan), str(FILES / name), "--json"]) == 0
        told = capsys.readouterr()
        answer = json.loads(told.out)
        assert (answer["fees_in_file"], answer["gross_is"]) == (fees_in_file, gross_is)
        assert told.err.splitlines()[-len(lines) :] == lines if lines else "gross" not in told.err
    with closing(Session.open(plan)) as session:
        fees = {
            one.source: one.fee for one in session.journal.all("entry") if isinstance(one, Entry) and one.sort == "sale"
        }
        assert fees["kofi"] is None and fees["apple_sales"] is None and fees["gumroad_sales"] is not None


def test_what_the_file_does_not_say_is_asked_by_naming_the_option(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "toggl.csv"
    source.write_text(
        "User,Email,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n"
        "Ann,ann@example.com,B,Course,Script,No,2026-08-03,10:23:00,2026-08-03,11:23:00,02:00:00\n",
        "utf-8",
    )
    assert "--zone" in refused(capsys, plan, source)
    assert "Nowhere/Land" in refused(capsys, plan, source, "--zone", "Nowhere/Land")
    capsys.readouterr()
    assert main(["import", str(plan), str(source), "--zone", "Asia/Shanghai", "--dry-run"]) == 0
    assert "“Duration” is 2:00:00, ours is 1:00:00" in capsys.readouterr().err
    assert answered(capsys, plan, source, "--zone", "Asia/Shanghai")["kinds"] == {"time": 1}
    with closing(Session.open(plan)) as session:
        assert len(session.journal.all("time_entry")) == 1


def test_a_wrong_format_an_unknown_table_and_a_locked_archive_are_told_in_one_line(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bill = FILES / "gumroad/made-payout.csv"
    assert "nonsense" in refused(capsys, plan, bill, "--format", "nonsense")
    assert "etsy_statement" in refused(capsys, plan, bill, "--format", "etsy_statement")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    assert "no known format" in refused(capsys, plan, other)
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(bill, "one.csv")
        archive.write(bill, "two.csv")
    told = refused(capsys, plan, packed)
    assert "--entry" in told
    assert "two.csv" in told
    assert answered(capsys, plan, packed, "--entry", "two.csv")["format"] == "gumroad_payout"
    assert answered(capsys, plan, bill, "--format", "gumroad_payout")["accepted"] == 0


def locked(packed: bytes) -> bytes:
    """A zip archive that says its one entry has a password."""
    content = bytearray(packed)
    content[content.find(b"PK\x03\x04") + 6] |= 1
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def test_options_are_named_where_they_help_and_refused_where_they_mean_nothing(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bill = FILES / "gumroad/made-payout.csv"
    packed = tmp_path / "bill.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(bill, "bill.csv")
    packed.write_bytes(locked(packed.read_bytes()))
    assert "has a password" in (told := refused(capsys, plan, packed)) and "--password" in told
    assert "--password" in refused(capsys, plan, packed, "--password", "wrong")
    assert "XYZW" in refused(capsys, plan, bill, "--currency", "xyzw")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    assert "on the page Import" in refused(capsys, plan, other)


def test_no_password_gets_into_the_log(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("planner.cli_commands.statements._recognised", broken)
    for given in (["--password", "Sesam"], ["--password=Sesam"]):
        words = ["import", str(plan), str(FILES / "gumroad/made-payout.csv"), *given]
        monkeypatch.setattr(sys, "argv", ["brightroad-cli", *words])
        assert main(words) == 3
    assert "Sesam" not in capsys.readouterr().err
    (log,) = (tmp_path / "home").rglob("cli.log")
    assert log.read_text("utf-8").count("•••") == 2
    assert "Sesam" not in log.read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_not_waited_for(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    bill = FILES / "gumroad/made-payout.csv"
    for words in ([plan, pipe], [plan, bill, "--rules", pipe]):
        assert main(["import", *map(str, words)]) == 3
        assert "is no file" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="there are no limits of this sort")
@pytest.mark.parametrize("name", ["out.xlsx", "out.zip", "out.csv"])
def test_an_export_that_finds_no_room_leaves_the_old_one(name: str, plan: Path, tmp_path: Path) -> None:
    out = tmp_path / name
    words = [sys.executable, "-m", "planner.cli", "export", str(plan), str(out), "--language", "en"]
    assert subprocess.run(words, check=False, cwd=ROOT).returncode == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    limited = "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); sys.argv[0:1] = [];"
    limited += "from planner.cli import main; sys.exit(main(sys.argv))"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-c", limited, *words[3:]], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (
        3,
        f"“{out}” cannot be written: File too large. Choose another place.\n",
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", ["json", "csv"])
def test_rules_from_a_file_hold_and_are_kept(
    form: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = {"format": "brightroad-plan", "version": 1, "records": {"product": [{"id": "c", "name": "Course"}]}}
    (tmp_path / "p.json").write_text(json.dumps(bundle), "utf-8")
    answered(capsys, plan, tmp_path / "p.json")
    rules = tmp_path / f"rules.{form}"
    rule = {"contains": "稿费", "sort": "sale", "product": "Course"}
    rules.write_text(json.dumps([rule]) if form == "json" else "contains,sort,product\n稿费,sale,Course\n", "utf-8")
    found = answered(capsys, plan, FILES / "alipay_merchant/made-business-detail.csv")
    assert found["accepted"] == 4
    rule["contains"] = "视频课"
    rules.write_text(json.dumps([rule]) if form == "json" else "contains,sort,product\n视频课,sale,Course\n", "utf-8")
    answered(capsys, plan, FILES / "wechatpay_merchant/made-trade-bill.csv", "--rules", rules)
    with closing(Session.open(plan)) as session:
        products = [getattr(entry, "product", None) for entry in session.journal.all("entry")]
        assert products.count("c") == 3
        (kept,) = session.plan.of(ImportRule)
        assert (kept.contains, kept.sort, kept.product) == ("视频课", "sale", "c")
    rules.write_text('[{"contains": "x", "product": "Nothing"}]', "utf-8")
    assert "Rule 1" in refused(capsys, plan, FILES / "alipay/made-acclog.csv", "--rules", rules)


def test_a_platform_is_made_where_income_belongs_to_it(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered(capsys, plan, FILES / "gumroad/made-sales-2025-header.csv")
    answered(capsys, plan, FILES / "stripe/made-payments.csv")
    with closing(Session.open(plan)) as session:
        (platform,) = session.plan.of(Platform)
        assert (platform.catalogue_key, platform.fee_rate) == ("gumroad", None)


@pytest.mark.parametrize("name", ["out.xlsx", "out.zip", "out.csv.zip", "out.csv"])
def test_tables_come_back_as_the_same_plan(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = tmp_path / "one.brightroad", tmp_path / "two.brightroad"
    assert main(["new", str(one), "--sample", "--language", "zh"]) == 0
    assert main(["new", str(two), "--language", "en"]) == 0
    out = tmp_path / name
    for _time in range(2):  # over what is there already
        assert main(["export", str(one), str(out), *(["--bom"] if not name.endswith("xlsx") else [])]) == 0
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".part", ".old")]
    found = answered(capsys, two, out)
    assert (found["format"], found["rejected"]) == ("brightroad-table", [])
    for path in (one, two):
        assert main(["export", str(path), str(path.with_suffix(".json"))]) == 0
    assert json.loads(two.with_suffix(".json").read_bytes()) == json.loads(one.with_suffix(".json").read_bytes())
    again = answered(capsys, two, out)
    assert (again["accepted"], again["updated"]) == (0, 0)


def test_one_table_of_a_kind_is_enough_and_what_does_not_fit_is_placed(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "domain.csv"
    source.write_text("name,score\nWriting,70\nTeaching,700\n", "utf-8")
    capsys.readouterr()
    assert main(["import", str(plan), str(source), "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["field"]) for one in answer["rejected"]] == [("domain.csv B3", "score")]
    source.write_text("name,score\nWriting,70\nTeaching,60\n", "utf-8")
    assert answered(capsys, plan, source)["accepted"] == 2
    assert answered(capsys, plan, source)["accepted"] == 0
    (tmp_path / "empty").mkdir()
    assert "no table of records" in refused(capsys, plan, tmp_path / "empty")


def test_hidden_amounts_are_in_no_table(tmp_path: Path) -> None:
    plan, out = tmp_path / "a.brightroad", tmp_path / "a.zip"
    assert main(["new", str(plan), "--sample", "--language", "en"]) == 0
    assert main(["export", str(plan), str(out), "--hide-amounts"]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        text = archive.read("entry.csv").decode()
    assert "•••" in text
    assert "665.78" not in text


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, out = tmp_path / "a.brightroad", tmp_path / "mine.csv"
    assert main(["new", str(plan)]) == 0
    out.mkdir()
    (out / "thesis.docx").write_bytes(b"x")
    assert main(["export", str(plan), str(out)]) == 2
    assert "something else" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["thesis.docx"]


def test_a_table_of_which_little_can_be_read_is_not_taken_in(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "payout.csv"
    text = (FILES / "gumroad/made-payout.csv").read_text("utf-8")
    source.write_text(text.replace("2026-08-21", "some day").replace("2026-08-27", "later"), "utf-8")
    assert "More than a fifth" in refused(capsys, plan, source)
    with closing(Session.open(plan)) as session:
        assert session.history() == ()


ALIPAY = """支付宝（中国）网络技术有限公司,,,,,,,,,,,,
姓名：甲乙丙,,,,,,,,,,,,
支付宝账户：someone@example.com,,,,,,,,,,,,
收入：2笔 398.00元,,,,,,,,,,,,
支出：2笔 120.00元,,,,,,,,,,,,
------------------------电子客户回单------------------------,,,,,,,,,,,,
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-08-21 23:30:00,商业服务 ,丁某,d***@example.com,独立开发课,收入,199.00,余额,交易成功,20260821220001\t,\t,,
2026-08-22 08:00:00,商业服务 ,戊某,138****1234,独立开发课,收入,199.00,余额,交易成功,20260822220002\t,\t,,
2026-08-03 12:00:00,数码电器 ,某云,y***@example.com,云服务器,支出,99.00,花呗,交易成功,20260803220003\t,M3\t,,
2026-08-05 12:00:00,餐饮美食 ,面馆,,午餐,支出,20.00,花呗,交易关闭,20260805220005\t,M5\t,,
2026-08-06 12:00:00,退款 ,面馆,,退款-午餐,不计收支,20.00,花呗,退款成功,20260805220005_R1\t,M5\t,,
2026-08-08 12:00:00,日用百货 ,文具店,,本子,不计收支,5.00,余额,交易关闭,20260808220008\t,M8\t,,
"""
WECHAT = [
    ("2026-08-10 09:30:15", "二维码收款", "己*某", "独立开发课", "收入", 99.0, "零钱", "已收钱", "1001", "1", "/"),
    ("2026-08-13 09:30:15", "商户消费", "某云", "云存储", "支出", 20.0, "零钱", "已全额退款", "1004", "4", "/"),
    ("2026-08-14 09:30:15", "某云-退款", "某云", "云存储", "收入", 20.0, "零钱", "已全额退款", "1005", "4", "/"),
    ("2026-08-15 09:30:15", "转账", "庚某", "/", "支出", 20.0, "零钱", "对方已退还", "1006", "6", "/"),
    ("2026-08-16 09:30:15", "零钱提现", "某银行(0001)", "/", "/", 100.1, "某银行", "提现已到账", "1007", "7", "服务费¥0.10"),
]  # fmt: skip


def wechat_bill(path: Path) -> None:
    """A bill as it is exported since 2026: amounts are numbers, seventeen lines stand above the header."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415

    above = ["微信支付账单明细", "微信昵称：[甲乙丙的昵称]", *[""] * 13, "收入：2笔 120.00元", "明细列表"]
    header = [
        "交易时间",
        "交易类型",
        "交易对方",
        "商品",
        "收/支",
        "金额(元)",
        "支付方式",
        "当前状态",
        "交易单号",
        "商户单号",
        "备注",
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        money = book.add_format({"num_format": "¥0.00"})
        for at, cells in enumerate([*([line] for line in above), header, *WECHAT]):
            for place, cell in enumerate(cells):
                sheet.write(at, place, cell, *([money] if isinstance(cell, float) else []))


def test_two_bills_with_rules_are_two_steps_and_name_nobody(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = {"product": [{"id": "c", "name": "独立开发课"}], "platform": [{"id": "w", "name": "私域"}]}
    (tmp_path / "p.json").write_text(json.dumps({"format": "brightroad-plan", "version": 1, "records": parts}), "utf-8")
    answered(capsys, plan, tmp_path / "p.json")
    rules, alipay, wechat = (tmp_path / name for name in ("rules.csv", "alipay.csv", "wechat.xlsx"))
    rules.write_text("contains,sort,product,platform\n独立开发课,sale,独立开发课,私域\n", "utf-8")
    alipay.write_bytes(ALIPAY.replace("\n", "\r\n").encode("gb18030"))
    wechat_bill(wechat)
    found = answered(capsys, plan, alipay, "--rules", rules)
    assert (found["format"], found["accepted"]) == ("alipay_app_2023", 5)
    assert found["rejected"] == [{"row": 13, "reason": "closed"}]
    assert found["sums"]["CNY"]["gross"] == "398.00"
    assert main(["import", str(plan), str(wechat)]) == 0
    assert "“收入” is 120.00 CNY, ours is 119.00 CNY" in capsys.readouterr().err
    for path in (alipay, wechat):
        assert answered(capsys, plan, path)["accepted"] == 0
    with closing(Session.open(plan)) as session:
        lines = [one for one in session.journal.all("entry") if isinstance(one, Entry)]
        sales = [one for one in lines if one.sort == "sale"]
        assert {(one.product, one.platform) for one in sales} == {("c", "w")}
        assert len(sales) == 3
        by_id = {one.id: one for one in lines}
        back = [one for one in lines if one.memo == "退款-午餐"]
        assert [by_id[str(one.refund_of)].memo for one in back] == ["午餐"]
    content = plan.read_bytes()
    for person in ("甲乙丙", "someone", "丁某", "戊某", "138****", "己*某", "d***"):
        assert person.encode() not in content
    with closing(Session.open(plan)) as session:
        session.undo()
        session.undo()
        assert session.journal.all("entry") == []
        assert session.plan.of(ImportRule) == ()
