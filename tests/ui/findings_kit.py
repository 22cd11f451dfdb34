"""What tests of findings share: a plan with known findings, and a bridge to it without a window."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from planner.commands.findings import mute
from planner.model import checks_records
from planner.model.catalogue import Alliance, Domain, Draft, PlanSettings, Platform, Product
from planner.model.checks import RULES, Rule
from planner.model.values import Money, Month
from planner.session import Session

TODAY = date.today()
LATE, EARLY = date(2026, 12, 24), date(2026, 12, 1)


def of_records() -> dict[str, Rule]:
    """The rules of records alone."""
    return {rule.id: rule for rule in RULES.values() if rule.look.__module__ == checks_records.__name__}


def cny(amount: str) -> Money:
    return Money(Decimal(amount), "CNY")


def session_with_findings(folder: Path) -> Session:
    """Two errors (one with a swap), two warnings (both to be fixed), two hints (one fills a gap)."""
    settings = PlanSettings(id="plan", title="Findings", start_month=Month(2026, 12))
    records = [
        Domain(id="d1", name="Writing", score=70, target=60, evidence="a book", position="a"),
        Domain(id="d2", name="Selling", score=20, target=50, position="b"),
        Product(id="p1", name="Course", price=cny("99"), unit_cost=cny("120"), position="a"),
        Platform(id="f1", name="Shop", position="a"),
        Alliance(id="a1", name="Joint course", share=Decimal("0.3"), start=LATE, end=EARLY, position="a"),
        Draft(id="platform/f1/fee_rate", kind="platform", record="f1", field="fee_rate", text="8% to 5%"),
    ]
    return Session.create(folder / "findings.brightroad", settings, records)


def silence(session: Session, rule: str, subject: str = "", days: int | None = None, reason: str = "known") -> str:
    """Mute as the page does; the id of the muting."""
    with session.edit("Mute") as tx:
        until = TODAY + timedelta(days=days) if days is not None else None
        return mute(tx, rule, subject, reason, until).id
