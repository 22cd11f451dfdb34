"""What each command means, on a real plan file; every one of them is taken back in one step."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.commands import drafts, records
from planner.errors import InputError
from planner.model.catalogue import KINDS, Domain, Listing, PlanSettings, Product
from planner.model.values import Hours, Money, Month
from planner.session import Session

START = PlanSettings(id="01936000-0000-7000-8000-000000000000", title="Test", start_month=Month(2026, 12))  # type: ignore[call-arg]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = Session.create(tmp_path / "a.brightroad", START)
    yield opened
    now, last = opened.plan, next((step.number for step in opened.history() if not step.undone), 0)
    opened.go_to(0)  # whatever a command did can be taken back and brought back
    assert opened.plan.tables() == {
        kind: ({START.id: START} if kind == "plan" else {}) for kind in opened.plan.tables()
    }
    opened.go_to(last)
    assert opened.plan == now
    opened.close()


def do(session: Session, command: Any, *arguments: Any, **named: Any) -> Any:
    with session.edit("Step") as tx:
        return command(tx, *arguments, **named)


def create(session: Session, kind: str, **fields: Any) -> Any:
    return do(session, records.create, kind, **fields)


def names(session: Session, kind: str = "domain", archived: bool = False) -> str:
    return "".join(record.name for record in session.plan.records(kind, archived))  # type: ignore[attr-defined]


def letters(session: Session, text: str) -> dict[str, str]:
    return {letter: create(session, "domain", name=letter).id for letter in text}


def test_new_records_come_last_or_behind_another(session: Session) -> None:
    ids = letters(session, "abc")
    for after, name in (("a", "d"), ("a", "e"), ("c", "f")):
        create(session, "domain", name=name, behind=ids[after])
    assert names(session) == "aedbcf"
    create(session, "domain", name="g", behind="no such record")
    assert names(session) == "aedbcfg"


def test_many_records_fit_between_two(session: Session) -> None:
    ids = letters(session, "az")
    with session.edit("Step") as tx:
        for _number in range(200):
            records.create(tx, "domain", name="-", behind=ids["a"])
    assert names(session) == "a" + "-" * 200 + "z"
    assert max(len(record.position) for record in session.plan.records("domain")) < 60


def test_a_field_that_does_not_fit_is_named(session: Session) -> None:
    with pytest.raises(InputError) as refused:
        create(session, "domain", name="a", score=700)
    assert refused.value.field.endswith("/score")
    with pytest.raises(InputError) as refused:
        create(session, "domain", name="")
    assert refused.value.kind == "missing"
    with pytest.raises(InputError, match="no kind of record"):
        create(session, "dragon", name="a")
    made = create(session, "domain", name="a")
    with pytest.raises(InputError, match="used twice"):
        create(session, "domain", name="b", id=made.id)
    with pytest.raises(InputError, match="There is no"):
        do(session, records.edit, "domain", "nobody", name="b")


def test_editing_forgets_what_could_not_be_read(session: Session) -> None:
    made = create(session, "domain", name="a", score=10)
    do(session, drafts.keep, "domain", made.id, "score", "about ten")
    do(session, drafts.keep, "domain", made.id, "score", "about 10")
    do(session, drafts.keep, "domain", made.id, "target", "high")
    assert drafts.draft_of(session.plan, "domain", made.id, "score") == "about 10"
    assert drafts.drafts_of(session.plan, "domain", made.id) == {"score": "about 10", "target": "high"}
    do(session, records.edit, "domain", made.id, score=20)
    assert drafts.draft_of(session.plan, "domain", made.id, "score") is None
    assert drafts.draft_of(session.plan, "domain", made.id, "target") == "high"
    assert session.plan.get(Domain, made.id).score == 20
    session.undo()
    assert drafts.draft_of(session.plan, "domain", made.id, "score") == "about 10"
    do(session, drafts.drop, "domain", made.id, "score")
    do(session, drafts.drop, "domain", made.id, "score")
    assert drafts.draft_of(session.plan, "domain", made.id, "score") is None
    do(session, records.delete, "domain", [made.id])
    assert drafts.drafts_of(session.plan, "domain", made.id) == {}


def test_a_long_id_has_drafts_of_its_own(session: Session) -> None:
    """Ids that came from elsewhere may be long; their drafts must not run into one another."""
    long = "x" * 190
    made = create(session, "domain", name="a", id=long)
    do(session, drafts.keep, "domain", made.id, "score", "one")
    do(session, drafts.keep, "domain", made.id, "started_year", "two")
    do(session, drafts.keep, "domain", made.id, "hours_to_80", "three")
    assert drafts.drafts_of(session.plan, "domain", made.id) == {
        "score": "one",
        "started_year": "two",
        "hours_to_80": "three",
    }


def business(session: Session) -> dict[str, Any]:
    """One of everything that hangs together."""
    made: dict[str, Any] = {}
    with session.edit("Step") as tx:

        def new(kind: str, **fields: Any) -> str:
            made[kind] = records.create(tx, kind, **fields)
            return str(made[kind].id)

        product = new("product", name="Course", price=Money(Decimal("199.00"), "CNY"))
        made["free"] = records.create(tx, "product", name="Articles", backed_by=product)
        platform = new("platform", name="Shop")
        domain = new("domain", name="Teaching")
        new("need", product=product, domain=domain)
        listing = new("listing", product=product, platform=platform)
        partner = new("partner", name="Friend")
        alliance = new("alliance", name="Together", partners=(partner,))
        new("exchange", alliance=alliance, what="A talk", listing=listing)
        new("entry", date=dt.date(2026, 1, 2), amount=Money(Decimal(5), "CNY"), currency="CNY", product=product)
        work = new("work", title="First part", product=product)
        new("publication", work=work, platform=platform, at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
        new("time_entry", minutes=Hours(60), product=product, domain=domain, date=dt.date(2026, 1, 2))
    return made


def test_a_copy_has_copies_of_what_it_owns(session: Session) -> None:
    made = business(session)
    copy = do(session, records.duplicate, "product", made["product"].id)
    assert copy.name == "Course (copy)"
    assert names(session, "product") == "CourseCourse (copy)Articles"
    (listing,) = session.plan.naming("listing", "product", copy.id)
    assert isinstance(listing, Listing)
    assert listing.platform == made["platform"].id
    assert listing.id != made["listing"].id
    assert len(session.plan.naming("need", "product", copy.id)) == 1
    assert session.plan.naming("exchange", "listing", listing.id) == ()
    assert session.journal.count("entry") == 1
    alliance = do(session, records.duplicate, "alliance", made["alliance"].id)
    assert alliance.partners == (made["partner"].id,)
    assert len(session.plan.naming("exchange", "alliance", alliance.id)) == 1
    with pytest.raises(InputError, match="no longer there"):
        do(session, records.duplicate, "product", "nobody")


def test_a_copy_of_what_is_put_away_is_there(session: Session) -> None:
    made = letters(session, "ab")
    do(session, records.archive, "domain", [made["a"]])
    do(session, records.duplicate, "domain", made["a"])
    assert names(session) == "a (copy)b"
    long = create(session, "domain", name="x" * 200)
    assert len(do(session, records.duplicate, "domain", long.id).name) <= 200


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_can_be_copied_put_away_and_deleted(session: Session, name: str) -> None:
    made = business(session)
    if name not in made or name == "plan":
        return
    record = made[name]
    do(session, records.archive, name, [record.id])
    do(session, records.restore, name, [record.id])
    copy = do(session, records.duplicate, name, record.id)
    assert copy.id != record.id
    do(session, records.delete, name, [copy.id])
    with session.edit("Look") as tx:
        assert tx.find(name, copy.id) is None
        assert tx.find(name, record.id) is not None


def test_deleting_tells_and_takes_what_depends(session: Session) -> None:
    made = business(session)
    before = session.plan
    told = records.removal(session.plan, session.journal.count_naming, "product", [made["product"].id])
    assert session.plan is before
    assert told.deleted == {"product": 1, "need": 1, "listing": 1}
    assert told.cleared == {"product": 1, "exchange": 1, "work": 1, "entry": 1, "time_entry": 1}
    assert told.records[0] == ("product", made["product"].id)
    assert do(session, records.delete, "product", [made["product"].id]) == told
    assert names(session, "product") == "Articles"
    assert session.plan.get(Product, made["free"].id).backed_by is None
    assert session.plan.records("listing") == session.plan.records("need") == ()
    assert session.plan.records("exchange")[0].listing is None  # type: ignore[attr-defined]
    assert [entry.product for entry in session.journal.all("entry")] == [None]  # type: ignore[attr-defined]
    session.undo()
    assert session.plan == before
    assert session.journal.all("entry")[0].product == made["product"].id  # type: ignore[attr-defined]


def test_deleting_takes_the_journal_along_that_cannot_be_without(session: Session) -> None:
    made = business(session)
    told = do(session, records.delete, "platform", [made["platform"].id])
    assert told.deleted == {"platform": 1, "listing": 1, "publication": 1}
    assert session.journal.count("publication") == 0
    session.undo()
    assert session.journal.all("publication") == [made["publication"]]


def test_deleting_one_of_many_takes_it_out_of_lists(session: Session) -> None:
    made = business(session)
    other = create(session, "partner", name="Other")
    do(session, records.edit, "alliance", made["alliance"].id, partners=(other.id, made["partner"].id))
    told = do(session, records.delete, "partner", [made["partner"].id])
    assert (told.deleted, told.cleared) == ({"partner": 1}, {"alliance": 1})
    assert session.plan.records("alliance")[0].partners == (other.id,)  # type: ignore[attr-defined]


def test_deleting_several_that_name_each_other(session: Session) -> None:
    made = business(session)
    told = do(session, records.delete, "product", [made["product"].id, made["free"].id, made["free"].id])
    assert told.deleted["product"] == 2
    assert "product" not in told.cleared
    assert session.plan.records("product") == ()


def test_deleting_a_line_of_the_ledger(session: Session) -> None:
    made = business(session)
    refund = create(
        session,
        "entry",
        date=dt.date(2026, 1, 3),
        amount=Money(Decimal(-5), "CNY"),
        currency="CNY",
        refund_of=made["entry"].id,
    )
    told = do(session, records.delete, "entry", [made["entry"].id])
    assert (told.deleted, told.cleared) == ({"entry": 1}, {"entry": 1})
    (left,) = session.journal.all("entry")
    assert (left.id, left.refund_of) == (refund.id, None)  # type: ignore[attr-defined]


def test_putting_away_keeps_the_place(session: Session) -> None:
    ids = letters(session, "abc")
    do(session, records.archive, "domain", [ids["b"], ids["a"], "nobody"])
    assert (names(session), names(session, archived=True)) == ("c", "abc")
    do(session, records.restore, "domain", [ids["b"]])
    assert names(session) == "bc"


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [("c", "a", "cabd"), ("a", None, "bcda"), ("da", "c", "bdac"), ("b", "c", "abcd"), ("ab", "a", "abcd"), ("abcd", None, "abcd")],
)  # fmt: skip
def test_moving(session: Session, moved: str, before: str | None, order: str) -> None:
    ids = letters(session, "abcd")
    do(session, records.move, "domain", [ids[name] for name in moved], ids[before] if before else None)
    assert names(session) == order


def test_moving_among_equal_places(session: Session) -> None:
    """Plans that were merged or imported may hold equal places."""
    with session.edit("Step") as tx:
        for name in "abcd":
            tx.insert(Domain(id=name, name=name, position="V" if name != "d" else "W"))  # type: ignore[call-arg]
    do(session, records.move, "domain", ["d"], "b")
    assert names(session) == "adbc"
    places = [record.position for record in session.plan.records("domain")]
    assert places == sorted(set(places))
    create(session, "domain", name="e", behind="d")
    assert names(session) == "adebc"


def test_a_new_one_behind_one_of_equal_places(session: Session) -> None:
    with session.edit("Step") as tx:
        for name in "abc":
            tx.insert(Domain(id=name, name=name, position="V"))  # type: ignore[call-arg]
    create(session, "domain", name="d", behind="a")
    assert names(session).index("d") > names(session).index("a")


def test_moving_counts_those_put_away(session: Session) -> None:
    ids = letters(session, "abc")
    do(session, records.archive, "domain", [ids["b"]])
    do(session, records.move, "domain", [ids["c"]], ids["a"])
    assert names(session, archived=True) == "cab"


def test_what_a_record_is_called(session: Session) -> None:
    made = business(session)
    plan = session.plan
    assert records.name_of(plan, made["product"]) == "Course"
    assert records.name_of(plan, made["listing"]) == "Course · Shop"
    assert records.name_of(plan, made["entry"]) == "Entry"
