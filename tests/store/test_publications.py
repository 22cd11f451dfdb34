"""Where works went: the matrix, the calendar and the counts say what the publications one by one say."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from planner.commands import records
from planner.model.catalogue import Platform, Publication, Work
from planner.model.distribution import PUBLICATION_STATUSES, reason_of, reason_parts
from planner.model.placements import StatusCounts
from planner.session import Session
from planner.store.publications import Publications
from tests.store.plans import record_id, start

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
STATUSES = tuple(name for name, _label in PUBLICATION_STATUSES)
WORKS, PLATFORMS = 12, 5


def _some(count: int) -> list[Publication]:
    chance = random.Random(7)
    found = []
    for number in range(count):
        status = chance.choice(STATUSES)
        at = NOW + dt.timedelta(minutes=chance.randrange(-60_000, 60_000)) if chance.random() < 0.8 else None
        fields: dict[str, Any] = {"views": chance.randrange(9999)} if chance.random() < 0.6 else {}
        found.append(
            Publication(
                id=record_id("publication", number),
                work=record_id("work", chance.randrange(WORKS)),
                platform=record_id("platform", chance.randrange(PLATFORMS)),
                status=status,
                at=at,
                reason=chance.choice(("", "broken", "broken → mend")),
                archived=chance.random() < 0.1,
                **fields,
            )
        )
    return found


@pytest.fixture(scope="module")
def made() -> list[Publication]:
    return _some(300)


@pytest.fixture
def session(tmp_path: Path, made: list[Publication]) -> Iterator[Session]:
    works = [Work(id=record_id("work", number), title=f"Work {number}") for number in range(WORKS)]
    works[0] = Work(id=record_id("work", 0), title="Put away", archived=True)
    platforms = [Platform(id=record_id("platform", number), name=f"P{number}") for number in range(PLATFORMS)]
    opened = Session.create(tmp_path / "a.brightroad", start(), [*works, *platforms, *made])
    yield opened
    opened.close()


@pytest.fixture
def asked(session: Session) -> Publications:
    return session.journal.publications


def _in_use(made: list[Publication]) -> list[Publication]:
    return [one for one in made if not one.archived and one.work != record_id("work", 0)]


def _late(one: Publication) -> tuple[str, str]:
    return ("9" if one.at is None else one.at.isoformat()), one.id


def test_a_cell_tells_the_latest_and_the_sums_of_all(asked: Publications, made: list[Publication]) -> None:
    wanted = [record_id("work", number) for number in (1, 3, 4)]
    cells = asked.cells(wanted)
    pairs = {(str(one.work), str(one.platform)) for one in made if not one.archived and one.work in wanted}
    assert set(cells) == pairs
    for pair, cell in cells.items():
        own = [one for one in made if (one.work, one.platform) == pair and not one.archived]
        latest = max(own, key=_late)
        assert (cell.id, cell.status, cell.at, cell.reason) == (latest.id, latest.status, latest.at, latest.reason)
        known = [one.views for one in own if one.views is not None]
        assert (cell.count, cell.views) == (len(own), sum(known) if known else None)
        assert [one.id for one in asked.of(*pair)] == [one.id for one in sorted(own, key=_late, reverse=True)]
    assert asked.cells([]) == {}


def test_a_span_of_the_calendar_holds_what_lies_in_it(asked: Publications, made: list[Publication]) -> None:
    since, until = NOW - dt.timedelta(days=9), NOW + dt.timedelta(days=5)
    found = asked.span(since, until)
    wanted = [one for one in _in_use(made) if one.at is not None and since <= one.at < until]
    assert [one.id for one in found] == [one.id for one in sorted(wanted, key=_late)]
    assert {one.count for one in found} == {1}


def test_the_counts_are_those_of_works_in_use(asked: Publications, made: list[Publication]) -> None:
    counts = asked.counts(NOW)
    used = _in_use(made)
    assert counts.by_status == Counter(str(one.status) for one in used)
    assert counts.overdue == sum(one.status == "scheduled" and one.at is not None and one.at < NOW for one in used)
    assert counts.stuck == sum(one.status == "failed" and not reason_parts(one.reason)[1] for one in used)
    went = [one.work for one in used if one.status in ("published", "removed")]
    assert (counts.works, counts.out) == (len(set(went)), len(went))
    assert counts.reuse == len(went) / len(set(went))
    assert StatusCounts().reuse is None


def test_works_are_found_by_status_and_pairs_by_link(
    asked: Publications, session: Session, made: list[Publication]
) -> None:
    failed = {str(one.work) for one in made if one.status == "failed" and not one.archived}
    assert asked.works_with(("failed",)) == failed
    late = {
        str(one.work)
        for one in made
        if one.status == "scheduled" and not one.archived and one.at is not None and one.at < NOW
    }
    assert asked.works_with(("scheduled",), NOW) == late
    assert asked.linked("https://a.example/1") == []
    with session.edit("Edit") as tx:
        records.edit(tx, "publication", made[5].id, url="https://a.example/1", archived=False)
    assert [one.id for one in asked.linked("https://a.example/1")] == [made[5].id]


def test_what_is_taken_and_what_came_of_it_can_be_asked_from_a_thread(
    session: Session, made: list[Publication]
) -> None:
    found = session.aside(lambda journal: journal.publications.placements())
    assert found is not None
    assert found.taken == {(str(one.work), str(one.platform)) for one in made if not one.archived}
    platform = record_id("platform", 2)
    out = [
        one for one in made if not one.archived and one.platform == platform and one.status in ("published", "removed")
    ]
    assert found.results[platform].views == tuple(sorted(one.views for one in out if one.views is not None))
    assert found.results[platform].orders == ()


@pytest.mark.parametrize(
    ("wrong", "step", "line"),
    [("too small", "crop it", "too small → crop it"), ("too small", "", "too small"), ("", "", "")],
)
def test_a_reason_is_said_with_its_next_step_in_one_line(wrong: str, step: str, line: str) -> None:
    assert reason_of(wrong, step) == line
    assert reason_parts(line) == (wrong, step)
