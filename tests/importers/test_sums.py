"""The sums an import tells: exact, per currency, and of what belongs to sales alone."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from planner.cli import main
from planner.importers.sums import sums
from planner.model.catalogue import Domain, Entry
from planner.model.values import Money


def entry(sort: str, amount: str, fee: str | None = None, currency: str = "CNY") -> Entry:
    return Entry(
        id=f"{sort}{amount}{currency}",
        date=dt.date(2026, 1, 1),
        sort=sort,
        amount=Money(Decimal(amount), currency),
        currency=currency,
        fee=None if fee is None else Money(Decimal(fee), currency),
    )


def test_each_currency_by_itself_and_exactly() -> None:
    records = [
        Domain(id="d", name="no entry"),
        *[entry("sale", "0.10") for _third in range(3)],
        entry("sale", "100", "6.05"),
        entry("refund", "30", "-1.80"),
        entry("refund", "-0.05"),
        entry("fee", "2"),
        entry("sale", "1200", "36", "JPY"),
        *[entry(sort, "999") for sort in ("payout", "cost", "ad_spend", "salary", "transfer", "tax")],
    ]
    assert sums(records) == {
        "CNY": {"gross": "100.30", "fee": "6.25", "refund": "30.05", "net": "64.00"},
        "JPY": {"gross": "1200", "fee": "36", "refund": "0", "net": "1164"},
    }
    assert sums([]) == {}


def test_an_import_tells_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of what it brings, not of what is there already."""
    sample, plan, out = tmp_path / "s.brightroad", tmp_path / "a.brightroad", tmp_path / "out.json"
    assert main(["new", str(sample), "--sample", "--language", "en"]) == 0
    assert main(["export", str(sample), str(out)]) == 0
    assert main(["new", str(plan)]) == 0
    lines = [line for line in json.loads(out.read_text("utf-8"))["records"]["entry"] if line["sort"] == "sale"]
    capsys.readouterr()
    for told in ({"USD": sum(Decimal(line["amount"]) for line in lines if line["currency"] == "USD")}, {}):
        assert main(["import", str(plan), str(out), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)["sums"]
        assert {currency: Decimal(total["gross"]) for currency, total in found.items() if currency == "USD"} == told
