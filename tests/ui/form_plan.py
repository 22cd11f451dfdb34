"""A small plan for tests of forms, in a real file, and a bridge to it without a window."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planner.model.catalogue import (
    Alliance,
    Contact,
    Domain,
    Exchange,
    Job,
    Listing,
    Need,
    Partner,
    PlanSettings,
    Platform,
    Product,
    Rate,
)
from planner.model.values import Hours, Money, Month, Range
from planner.session import Session
from planner.ui.bridge import Bridge

TODAY = date(2026, 11, 20)


class Memory:
    """What a window would remember."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def recall(self, key: str, default: Any = None) -> Any:
        return self.kept.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        self.kept[key] = value


@cache
def _file() -> bytes:
    """The plan as a file, made once."""
    cny = {"currency": "CNY"}
    settings = PlanSettings(
        id="plan", title="Xia", start_month=Month(2026, 12), hours_per_week=tuple(Hours.of(h) for h in (3,) * 7)
    )
    records = [
        Domain(id="d1", name="Writing", score=70, target=80, evidence="A book", position="a"),
        Domain(id="d2", name="Drawing", position="b"),
        Product(id="p1", name="Course", stage="live", price=Money(Decimal(399), **cny), position="a"),
        Product(id="p2", name="Handbook", position="b"),
        Platform(id="f1", name="Shop", audience=Range.between(12000, 20000), fee_rate=Decimal("0.1"), position="a"),
        Platform(id="f2", name="Stall", presence="offline", currency="USD", position="b"),
        Need(id="n1", product="p1", domain="d1"),
        Listing(id="l1", product="p1", platform="f1", status="active", position="a"),
        Listing(id="l2", product="p1", platform="f2", status="idea", position="b"),
        Partner(id="q1", name="Lin", position="a"),
        Partner(id="q2", name="周老师", position="b"),
        Contact(id="c1", partner="q1", on=date(2026, 11, 2), note="First call", position="a"),
        Alliance(id="a1", name="Joint course", partners=("q1",), stage="active", position="a"),
        Exchange(id="e1", alliance="a1", direction="give", what="Lessons", position="a"),
        Exchange(id="e2", alliance="a1", direction="get", what="A post", position="b"),
        Exchange(id="e3", alliance="a1", direction="get", what="A mention", position="c"),
        Job(id="j1", name="Office", position="a"),
        Rate(id="r1", on=date(2026, 1, 1), currency="USD", rate=Decimal("7.1")),
    ]
    with TemporaryDirectory() as folder:
        made = Session.create(Path(folder) / "made.brightroad", settings, records)
        made.close()
        return made.path.read_bytes()


def new_session(path: Path) -> Session:
    """A plan with two of each layer and everything linked once."""
    path.write_bytes(_file())
    return Session.open(path)


def new_bridge(session: Session) -> Bridge:
    """A bridge as the pages get it; nothing of it runs in the background."""
    return Bridge(session, None, Memory(), None)  # type: ignore[arg-type]
