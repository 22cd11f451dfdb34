"""Links between two layers: every legal pair, both ways, offered once and taken away again."""

from pathlib import Path

import pytest

from planner.commands import links, records
from planner.errors import InputError
from planner.model.catalogue import KINDS
from planner.session import Session
from tests.store.plans import start

PAIRS = [("domain", "product"), ("product", "platform"), ("alliance", "partner"), ("exchange", "listing")]
LEGAL = {frozenset(pair) for pair in PAIRS}


def one_of_each(path: Path) -> tuple[Session, dict[str, str]]:
    session = Session.create(path / "a.brightroad", start())
    with session.edit("Make") as tx:
        ids = {
            kind: records.create(tx, kind, name=kind).id
            for kind in ("domain", "product", "platform", "partner", "alliance")
        }
        ids["exchange"] = records.create(tx, "exchange", alliance=ids["alliance"], what="x").id
        away = records.create(tx, "platform", name="away").id
        ids["listing"] = records.create(tx, "listing", product=ids["product"], platform=away).id
    return session, ids


@pytest.mark.parametrize("pair", [*PAIRS, *(pair[::-1] for pair in PAIRS)], ids=str)
def test_a_legal_pair(tmp_path: Path, pair: tuple[str, str]) -> None:
    session, ids = one_of_each(tmp_path)
    source, target = ((kind, ids[kind]) for kind in pair)
    assert pair[1] in links.link_kinds(pair[0])

    def offered() -> set[str]:
        return {record.id for record in links.linkable(session.plan, source, target[0])}

    assert target[1] in offered()
    before = session.plan
    with session.edit("Link") as tx:
        made = links.link(tx, source, target)
    assert session.plan != before
    assert target[1] not in offered()
    after = session.plan
    with session.edit("Again") as tx:
        again = links.link(tx, target, source)
    assert (again.id, session.plan) == (made.id, after)
    with session.edit("Unlink") as tx:
        links.unlink(tx, target, source)
    assert session.plan == before
    assert target[1] in offered()
    with session.edit("Unlink") as tx:
        links.unlink(tx, source, target)
    assert session.plan == before
    session.undo()
    assert session.plan == after
    session.close()


def test_no_other_pair_is_offered_or_made(tmp_path: Path) -> None:
    session, ids = one_of_each(tmp_path)
    for one in ids:
        for other in KINDS:
            if frozenset((one, other)) in LEGAL or KINDS[other].journal or other == "plan":
                continue
            assert other not in links.link_kinds(one)
            assert links.linkable(session.plan, (one, ids[one]), other) == ()
            if other in ids:
                with pytest.raises(InputError, match="cannot be linked"), session.edit("Link") as tx:
                    links.link(tx, (one, ids[one]), (other, ids[other]))
    assert len(session.history()) == 1
    session.close()


def test_records_put_away_are_not_offered(tmp_path: Path) -> None:
    session, ids = one_of_each(tmp_path)
    with session.edit("Archive") as tx:
        records.archive(tx, "domain", [ids["domain"]])
    assert links.linkable(session.plan, ("product", ids["product"]), "domain") == ()
    session.close()


def test_linking_again_brings_back_the_link_that_was_put_away(tmp_path: Path) -> None:
    session, ids = one_of_each(tmp_path)
    source, target = ("product", ids["product"]), ("platform", ids["platform"])
    with session.edit("Link") as tx:
        listing = links.link(tx, source, target)
    with session.edit("Archive") as tx:
        records.archive(tx, "listing", [listing.id])
    assert ids["platform"] in {record.id for record in links.linkable(session.plan, source, "platform")}
    with session.edit("Link") as tx:
        again = links.link(tx, source, target)
    assert again == listing
    assert session.plan.find("listing", listing.id) == listing
    assert len(session.plan.records("listing", archived=True)) == 2
    assert ids["platform"] not in {record.id for record in links.linkable(session.plan, source, "platform")}
    session.close()


def test_unlinking_another_listing_leaves_the_exchange(tmp_path: Path) -> None:
    session, ids = one_of_each(tmp_path)
    with session.edit("Link") as tx:
        links.link(tx, ("exchange", ids["exchange"]), ("listing", ids["listing"]))
        other = records.create(tx, "listing", product=ids["product"], platform=ids["platform"])
    with session.edit("Unlink") as tx:
        links.unlink(tx, ("exchange", ids["exchange"]), ("listing", other.id))
    assert session.plan.find("exchange", ids["exchange"]).listing == ids["listing"]
    session.close()
