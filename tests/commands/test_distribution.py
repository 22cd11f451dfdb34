"""Works and publications: each thing that can be done is one step that undo takes back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from planner.commands import distribution as deeds
from planner.commands import drafts
from planner.commands.distribution import Place, row_places, usual_platforms
from planner.errors import InputError
from planner.model.catalogue import Platform, Publication, Work
from planner.session import Session
from tests.store.plans import start

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLATFORMS = ("a", "b", "c", "d", "e")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    platforms = [Platform(id=name, name=name.upper(), position=name) for name in PLATFORMS]
    made = Session.create(tmp_path / "a.brightroad", start(), [*platforms, Work(id="w", title="Essay", medium="text")])
    yield made
    made.close()


def everything(session: Session) -> dict[str, Publication]:
    found = session.journal.all("publication")
    return {str(one.platform): one for one in found if isinstance(one, Publication)}


def made(session: Session, platform: str = "a") -> Place:
    with session.edit("Draft") as tx:
        (publication,) = deeds.draft(tx, [Place("w", platform)])
    return Place("w", platform, publication)


def test_a_new_work_comes_with_a_draft_on_each_platform_and_goes_in_one_step(session: Session) -> None:
    with session.edit("Add “{name}”", name="New") as tx:
        work = deeds.new_work(tx, ("a", "c"), title="New", medium="text")
    assert session.plan.find("work", work.id).title == "New"
    assert {platform: one.status for platform, one in everything(session).items()} == {"a": "draft", "c": "draft"}
    session.undo()
    assert session.plan.find("work", work.id) is None
    assert everything(session) == {}


def test_a_publication_goes_its_way_and_back(session: Session) -> None:
    place = made(session)
    before = everything(session)["a"]
    with session.edit("Fail") as tx:
        deeds.fail(tx, [place], "cover too small", "crop it", NOW)
    assert everything(session)["a"].reason == "cover too small → crop it"
    with session.edit("Schedule") as tx:
        deeds.schedule(tx, [place], NOW + timedelta(days=1))
    assert everything(session)["a"].reason == "cover too small → crop it"
    with session.edit("Publish") as tx:
        deeds.publish(tx, [place], NOW)
    now = everything(session)["a"]
    assert (now.status, now.at, now.reason) == ("published", NOW, "")
    with session.edit("Take down") as tx:
        deeds.take_down(tx, [place], "rules")
    assert (everything(session)["a"].status, everything(session)["a"].at) == ("removed", NOW)
    for _step in range(4):
        session.undo()
    assert everything(session)["a"] == before


def test_a_failure_without_a_reason_is_refused_and_changes_nothing(session: Session) -> None:
    place = made(session)
    with pytest.raises(InputError, match="what went wrong"), session.edit("Fail") as tx:
        deeds.fail(tx, [place], "  ", "", NOW)
    assert everything(session)["a"].status == "draft"


def test_moving_schedules_what_failed_or_was_a_draft_and_leaves_what_went_out(session: Session) -> None:
    place = made(session)
    with session.edit("Move") as tx:
        deeds.move(tx, place.publication, NOW)
    assert (everything(session)["a"].status, everything(session)["a"].at) == ("scheduled", NOW)
    with session.edit("Publish") as tx:
        deeds.publish(tx, [place], NOW)
    with session.edit("Move") as tx:
        deeds.move(tx, place.publication, NOW - timedelta(days=1))
    assert (everything(session)["a"].status, everything(session)["a"].at) == ("published", NOW - timedelta(days=1))


def test_a_row_takes_what_stands_in_one_cell_but_keeps_what_is_settled(session: Session) -> None:
    places = {platform: made(session, platform) for platform in ("a", "b", "c")}
    with session.edit("Set up") as tx:
        deeds.schedule(tx, [places["a"]], NOW)
        deeds.edit(tx, places["a"], version="Short text")
        deeds.publish(tx, [places["b"]], NOW - timedelta(days=3))
        deeds.edit(tx, places["c"], version="Own text")
        deeds.skip(tx, [Place("w", "e")], "not there")
    cells = session.journal.publications.cells(["w"])
    row = row_places(cells, "w", PLATFORMS, "a")
    assert [(place.platform, bool(place.publication)) for place in row] == [("c", True), ("d", False)]
    with session.edit("Apply") as tx:
        deeds.apply_to_row(tx, places["a"].publication, row)
    now = everything(session)
    assert {name: one.status for name, one in now.items()} == {
        "a": "scheduled", "b": "published", "c": "scheduled", "d": "scheduled", "e": "skipped",
    }  # fmt: skip
    assert (now["c"].version, now["d"].version, now["d"].at) == ("Own text", "Short text", NOW)
    session.undo()
    assert set(everything(session)) == {"a", "b", "c", "e"}


def test_publishing_again_leaves_the_first_publication(session: Session) -> None:
    place = made(session)
    with session.edit("Publish") as tx:
        deeds.publish(tx, [place], NOW)
        deeds.publish_again(tx, place, NOW + timedelta(days=90))
    cell = session.journal.publications.cells(["w"])["w", "a"]
    assert (cell.count, cell.at) == (2, NOW + timedelta(days=90))


def test_fields_of_an_empty_place_make_a_draft_that_holds_them(session: Session) -> None:
    with session.edit("Edit") as tx:
        deeds.edit(tx, Place("w", "d"), version="For D")
    assert (everything(session)["d"].status, everything(session)["d"].version) == ("draft", "For D")


def test_what_could_not_be_read_goes_with_its_publication_and_with_a_value_that_can(session: Session) -> None:
    place = made(session)
    with session.edit("Keep") as tx:
        drafts.keep(tx, "publication", place.publication, "views", "many")
        drafts.keep(tx, "publication", place.publication, "clicks", "some")
    with session.edit("Edit") as tx:
        deeds.edit(tx, place, views=12)
    assert drafts.drafts_of(session.plan, "publication", place.publication) == {"clicks": "some"}
    with session.edit("Remove") as tx:
        deeds.remove(tx, [place.publication])
    assert everything(session) == {}
    assert drafts.drafts_of(session.plan, "publication", place.publication) == {}


def test_one_that_is_gone_meanwhile_is_told_so(session: Session) -> None:
    with pytest.raises(InputError, match="no longer there"), session.edit("Move") as tx:
        deeds.move(tx, "gone", NOW)


def test_the_usual_platforms_are_those_of_the_newest_work_that_went_anywhere(session: Session) -> None:
    with session.edit("Set up") as tx:
        newer = deeds.new_work(tx, (), title="Newer")
        deeds.draft(tx, [Place("w", "c"), Place("w", "a")])
        deeds.skip(tx, [Place("w", "b")], "")
    works = [newer, session.plan.find("work", "w")]
    cells = session.journal.publications.cells([work.id for work in works])
    assert set(usual_platforms(works, cells)) == {"a", "c"}
    assert usual_platforms([newer], cells) == ()
