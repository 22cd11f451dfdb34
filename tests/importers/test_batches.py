"""Importing statements into a real plan: what must hold whatever the file, its order, and how often it comes."""

import itertools
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from planner.importers.outcomes import Answers
from planner.model.catalogue import Platform, Publication, TimeEntry, Work
from planner.model.values import Money
from planner.session import Session
from tests.importers.statements import FILES, brought_in, entries, everything, money, new_plan, staged

EXPECTED = json.loads((FILES / "expected.json").read_text("utf-8"))
_MONEY = ("gross", "refunds", "fees", "net")


def wanted(expected: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        currency: {name: sums[name] for name in _MONEY}
        | {"spent": sums["spent"] - sums["spent_back"], "moved": sums["moved"] + sums["other_in"]}
        for currency, sums in expected.get("money", {}).items()
    }


def without_tax(found: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {currency: {name: sum_ for name, sum_ in sums.items() if name != "tax"} for currency, sums in found.items()}


@pytest.mark.parametrize("name", EXPECTED["files"])
def test_a_file_yields_what_it_should_and_nothing_the_second_time(name: str, tmp_path: Path) -> None:
    expected = EXPECTED["files"][name]
    with_answers = {"answers": Answers(zone="UTC")} if expected.get("must_ask") else {}
    session = new_plan(tmp_path)
    before = everything(session)
    found = staged(session, name, **with_answers)
    assert found.layout.id == expected["format_id"]
    assert found.accepted == expected["accepted"]
    assert dict(found.kinds) == expected["kinds"]
    assert [{"row": row, "reason": reason} for row, reason in rejected(found)] == expected["rejected"]
    assert found.totals == expected["totals_rows"]
    assert sum(found.counts.values()) == expected["data_rows"]
    brought_in(session, name, **with_answers)
    assert without_tax(money(session)) == wanted(expected)
    after = everything(session)
    again = staged(session, name, **with_answers)
    assert (again.accepted, again.verdicts.changes) == (0, [])
    assert sum(again.counts.values()) == expected["data_rows"]
    assert brought_in(session, name, **with_answers) is None
    assert everything(session) == after
    assert len(session.history()) == 1
    session.undo()
    assert everything(session) == before
    session.redo()
    assert everything(session) == after
    session.close()


def rejected(found: Any) -> list[tuple[int, str]]:
    return sorted((row, reason) for reason, rows in found.rejected.items() for row in rows)


@pytest.mark.parametrize("together", [one for one in EXPECTED["together"] if isinstance(one["files"], list)], ids=str)
def test_files_of_one_seller_count_once_in_any_order(together: dict[str, Any], tmp_path: Path) -> None:
    for number, order in enumerate(itertools.permutations(together["files"])):
        session = new_plan(tmp_path, f"plan{number}")
        for name in order:
            brought_in(session, name)
        assert without_tax(money(session)) == wanted(together), order
        for name in order:
            assert staged(session, name).accepted == 0, (order, name)
        check_facts(session, together)
        session.close()


def check_facts(session: Session, together: dict[str, Any]) -> None:
    lines = entries(session)
    sales = [entry for entry in lines if entry.sort == "sale"]
    refunds = [entry for entry in lines if entry.sort == "refund"]
    assert all(entry.refund_of in {sale.id for sale in sales} for entry in refunds)
    if "sales" in together:
        assert len([entry for entry in sales if entry.amount]) == together["sales"]
    if "refunds_counted" in together:
        assert len(refunds) == together["refunds_counted"]
    by_id = {entry.id: entry for entry in lines}
    for number, day in together.get("refund_dates", {}).items():
        (refund,) = [one for one in refunds if by_id[str(one.refund_of)].external_id.split("|")[0] == number]
        if day is not None:
            assert str(refund.date) == day
    if "tax_inside_gross" in together:
        assert {currency: sums["tax"] for currency, sums in money(session).items()} == together["tax_inside_gross"]
    if "seconds" in together:
        assert len(session.journal.all("time_entry")) == together["kinds"]["time"]


def test_all_files_in_one_plan(tmp_path: Path) -> None:
    (together,) = [one for one in EXPECTED["together"] if not isinstance(one["files"], list)]
    names = list(EXPECTED["files"])
    for number, order in enumerate((names, names[::-1])):
        session = new_plan(tmp_path, f"plan{number}")
        for name in order:
            brought_in(session, name)
        assert without_tax(money(session)) == wanted(together)
        session.close()


def test_no_person_is_in_the_plan_file(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    for name in EXPECTED["files"]:
        brought_in(session, name)
    session.close()
    content = (tmp_path / "plan.brightroad").read_bytes()
    for person in (b"@example.com", b"Ann", b"Buyer g1", b"139****", b"keep going", b"20880000000000000000"):
        assert person not in content, person


def test_posts_become_works_and_publications_with_figures(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, "xiaohongshu/made-notes.xlsx")
    (platform,) = session.plan.of(Platform)
    assert (platform.catalogue_key, platform.name) == ("xiaohongshu", "Xiaohongshu (RED)") or platform.catalogue_key
    publications = [one for one in session.journal.all("publication") if isinstance(one, Publication)]
    assert len(publications) == 3
    assert len(session.plan.of(Work)) == 2  # two notes have one title
    assert sum(one.views or 0 for one in publications) == 710
    assert all(one.measured_on and one.status == "published" and one.platform == platform.id for one in publications)
    session.close()


def test_minutes_are_rounded_from_seconds(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, "timewarrior/made-export.json")
    hours = [one for one in session.journal.all("time_entry") if isinstance(one, TimeEntry)]
    assert sorted(one.minutes.minutes for one in hours if one.minutes) == [30, 45, 105]
    session.close()


def test_what_the_user_edited_stays(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, "gumroad/made-sales-2025-header.csv")
    sale = next(entry for entry in entries(session) if entry.external_id == "g1==")
    edited = replace(sale, amount=Money.of_minor(2000, "USD"), memo="My own words", checked=True)
    with session.edit("Edit") as transaction:
        transaction.update(edited)
    again = staged(session, "gumroad/made-sales-2025-header.csv")
    assert again.accepted == 0
    (change,) = again.verdicts.changes
    assert (change.before, change.after) == (2000, 2400)
    brought_in(session, "gumroad/made-payout.csv")
    assert next(entry for entry in entries(session) if entry.id == sale.id) == edited
    session.close()


def test_rows_left_out_are_not_written_and_may_come_later(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    brought_in(session, "gumroad/made-sales-2025-header.csv", {"excluded": frozenset({4})})
    assert "g3==" not in {entry.external_id for entry in entries(session)}
    assert staged(session, "gumroad/made-sales-2025-header.csv").accepted == 1
    brought_in(session, "gumroad/made-sales-2025-header.csv")
    assert without_tax(money(session)) == wanted(EXPECTED["files"]["gumroad/made-sales-2025-header.csv"])
    session.close()


def test_a_refund_without_a_number_is_offered_its_sales_and_linked_by_hand(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    found = staged(session, "stripe/made-balance-history.csv")
    (suggestion,) = found.suggestions
    assert (suggestion.number, suggestion.candidates) == (4, (2, 3))
    brought_in(session, "stripe/made-balance-history.csv", {"links": {4: 3}})
    by_sort = {entry.sort: entry for entry in entries(session)}
    sales = [entry for entry in entries(session) if entry.sort == "sale"]
    assert by_sort["refund"].refund_of == sales[1].id
    session.close()


def test_changed_money_is_taken_over_only_where_it_is_said(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    name = "stripe/made-balance-history.csv"
    brought_in(session, name)
    sale = next(entry for entry in entries(session) if entry.sort == "sale")
    with session.edit("Edit") as transaction:
        transaction.update(replace(sale, amount=Money.of_minor(100, "USD")))
    (change,) = staged(session, name).verdicts.changes
    assert brought_in(session, name) is None
    brought_in(session, name, {"applied": frozenset({change.number})})
    assert next(entry for entry in entries(session) if entry.id == sale.id).amount == sale.amount
    session.close()


def test_other_figures_are_a_new_snapshot_and_a_status_set_by_hand_stays(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    source = (FILES / "douyin/made-works.csv").read_text("utf-8")
    brought_in(session, "douyin/made-works.csv")
    first, _second = publications(session)
    with session.edit("Remove") as transaction:
        transaction.update(replace(first, status="removed"))
    later = tmp_path / "later.csv"
    later.write_text(source.replace(",800,", ",950,"), "utf-8")
    found = staged(session, later)
    assert found.counts == {"new": 0, "merged": 1, "known": 1, "rejected": 0, "total": 0}
    brought_in(session, later)
    (changed,) = [one for one in publications(session) if one.id == first.id]
    assert (changed.views, changed.status) == (950, "removed")
    session.close()


def test_a_publication_made_by_hand_gets_its_figures(tmp_path: Path) -> None:
    session = new_plan(tmp_path)
    with session.edit("Make") as transaction:
        transaction.insert(Platform(id="d", name="抖音"))
        transaction.insert(Work(id="w", title="一周计划"))
        at = datetime(2026, 8, 6, 12, 5, tzinfo=UTC)
        transaction.insert(Publication(id="p", work="w", platform="d", at=at, status="scheduled"))
    brought_in(session, "douyin/made-works.csv")
    assert len(session.plan.of(Platform)) == 1
    there = {one.id: one for one in publications(session)}
    assert (len(there), there["p"].views, there["p"].status) == (2, 800, "published")
    session.close()


def publications(session: Session) -> list[Publication]:
    return sorted(
        (one for one in session.journal.all("publication") if isinstance(one, Publication)), key=lambda one: str(one.at)
    )


def test_payments_and_balance_of_one_seller_count_a_refund_once(tmp_path: Path) -> None:
    head = "id,Created date (UTC),Amount,Amount Refunded,Currency,Converted Amount,Converted Amount Refunded,Converted Currency,Fee,Status"
    payments = tmp_path / "payments.csv"
    payments.write_text(
        f"{head}\nch_a,2026-08-11 02:10:00,45,45,usd,45,45,usd,1.61,Refunded\n"
        "ch_b,2026-08-11 09:40:00,45,0,usd,45,0,usd,1.61,Paid\n",
        "utf-8",
    )
    balance = FILES / "stripe/made-balance-history.csv"
    for number, order in enumerate(([payments, balance], [balance, payments], [balance, payments, balance, payments])):
        session = new_plan(tmp_path, f"plan{number}")
        for path in order:
            brought_in(session, path)
        assert money(session)["USD"] == {
            "gross": 9000, "refunds": 4500, "fees": 385, "net": 4115, "spent": 0, "moved": 4115, "tax": 0,
        }  # fmt: skip
        assert [staged(session, path).accepted for path in (payments, balance)] == [0, 0]
        (refund,) = [entry for entry in entries(session) if entry.sort == "refund"]
        (sale,) = [entry for entry in entries(session) if entry.id == refund.refund_of]
        assert sale.external_id.split("|")[0] == "ch_a"
        assert str(refund.date) == "2026-08-12"
        session.close()
