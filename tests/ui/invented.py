"""An invented plan for tests and pictures of the pages, in the language asked for."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.commands import drafts, records
from planner.i18n import N_
from planner.model.catalogue import PlanSettings
from planner.model.values import Money, Month, Range
from planner.session import Session
from planner.store.transaction import Transaction

PLATFORMS = (
    ("Riverbank", "河岸", "0", (12000, 20000), "marketplace", "rented"),
    ("Knowledge Garden", "知识花园", ".2", (2000, 4000), "marketplace", "rented"),
    ("B Stage", "B 台", ".3", (3000, 20000), "marketplace", "rented"),
    ("Letterbox", "信箱", "0", (8000, 9000), "company", "owned"),
    ("Gumtree Shop", "Gumtree Shop", ".1", (300, 900), "company", "rented"),
    ("Playtube", "Playtube", ".45", (1000, 2400), "marketplace", "rented"),
    ("Long Market", "长市", ".05", None, "company", "rented"),
    ("X", "X", "0", (500, 20000), None, None),
)
PRODUCTS = (
    ("Writing course", "写作课", "intangible", "video", "live", "399", (60, 90)),
    ("Prompt handbook", "提示词手册", "intangible", "text", "live", "49", (20, 30)),
    ("Consulting", "一对一咨询", "intangible", "service", "live", "600", None),
    ("Sensor kit", "传感器套件", "tangible", "goods", "making", "259", (80, 160)),
    ("Newsletter", "每周简报", "intangible", "text", "idea", None, None),
    ("Old talk", "旧讲座", "intangible", "event", "retired", "99", None),
)
LISTINGS = (
    (0, 1, "active", (".03", ".06")),
    (0, 2, "active", (".004", ".016")),
    (0, 0, "active", (".05", ".08")),
    (1, 4, "trial", (".02", ".05")),
    (1, 3, "active", (".012", ".031")),
    (1, 7, "idea", (".0005", ".003")),
    (2, 3, "active", (".001", ".006")),
    (3, 6, "paused", (".015", ".038")),
    (5, 5, "ended", None),
)
DOMAINS = (
    ("Embedded systems", "嵌入式", 82, 90, 2012),
    ("Writing", "写作", 64, 80, 2018),
    ("Selling", "销售", 20, 50, None),
)
ALLIANCES = (
    ("Joint course", "联合课程", "talking", 0, "Send the proposal", "发合作提案", date(2026, 11, 25)),
    ("Cross-promotion", "互推", "active", 1, "Look back", "复盘", date(2026, 11, 17)),
    ("Forum talk", "社区分享", "idea", 2, "", "", None),
)
PARTNERS = (
    ("Greenleaf Design", "青禾设计", "company"),
    ("Ran Zhou", "周然", "person"),
    ("Maker Forum", "创客社区", "community"),
)


def empty_session(folder: Path) -> Session:
    """A plan without records in a new file."""
    settings = PlanSettings(id="plan", title="Invented", start_month=Month(2027, 1))
    return Session.create(folder / "invented.brightroad", settings)


def fill(session: Session, language: str = "en") -> dict[str, list[str]]:
    """Fill the plan as one step; the ids made, by kind."""
    with session.edit(N_("Add “{name}”"), name="invented") as tx:
        return _fill(tx, 1 if language == "zh" else 0)


def _fill(tx: Transaction, word: int) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}

    def create(kind: str, **fields: Any) -> str:
        record = records.create(tx, kind, **fields)
        made.setdefault(kind, []).append(record.id)
        return record.id

    _fill_layers(create, word)
    for product, platform, status, rate in LISTINGS:
        conversion = Range.between(*map(Decimal, rate)) if rate else None
        ends = {"product": made["product"][product], "platform": made["platform"][platform]}
        create("listing", status=status, conversion=conversion, publications_per_month=Range.between(2, 6), **ends)
    for domain in made["domain"][:2]:
        create("need", product=made["product"][0], domain=domain)
    create("contact", partner=made["partner"][0], on=date(2026, 11, 12), note="hello")
    for row in ALLIANCES:
        name, stage, partner, step, on = row[word], row[2], row[3], row[4 + word], row[6]
        alliance = create(
            "alliance", name=name, stage=stage, partners=(made["partner"][partner],), next_step=step, next_on=on
        )
        create("exchange", alliance=alliance, direction="give", sort="content", what="text")
        create("exchange", alliance=alliance, direction="get", sort="audience", what="readers")
    drafts.keep(tx, "platform", made["platform"][0], "fee_rate", "8% to 5%")
    return made


def _fill_layers(create: Callable[..., str], word: int) -> None:
    for row in PLATFORMS:
        audience = Range.between(*row[3]) if row[3] else None
        create("platform", name=row[word], fee_rate=Decimal(row[2]), audience=audience, form=row[4], ownership=row[5])
    for row in PRODUCTS:
        price = Money(Decimal(row[5]), "CNY") if row[5] else None
        hours = Range.between(*row[6]) if row[6] else None
        create("product", name=row[word], form=row[2], medium=row[3], stage=row[4], price=price, make_hours=hours)
    for row in DOMAINS:
        create("domain", name=row[word], score=row[2], target=row[3], started_year=row[4], evidence="a\nb")
    for row in PARTNERS:
        create("partner", name=row[word], sort=row[2])
