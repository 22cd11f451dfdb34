"""A plan with very many invented entries, made once for the benchmarks of the ledger.

python -m tests.benchmarks.ledger_file FILE [entries]
"""

import datetime as dt
import random
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from planner.commands.ids import new_id
from planner.model.field_types import key_of
from planner.model.money import ENTRY_SORTS
from planner.session import Session
from planner.store.database import Database
from planner.store.rows import form_of
from tests.store.plans import record_id, small_records, start

SMALL = 400  # records of the small kinds
LISTINGS = 40  # pairs of a product and a platform that sell
_HAN = (
    "明路课程录制样机电路板星球学员订单退款广告物料快递平台结算服务费会员直播咨询设计印刷工位云端域名教材贴纸徽章手册"
)
_LATIN = [
    "course",
    "sample",
    "board",
    "order",
    "refund",
    "courier",
    "invoice",
    "studio",
    "printing",
    "hosting",
    "domain",
    "coaching",
    "sticker",
    "manual",
]
_PLACES = ("北岸", "南湖", "东山", "西塘", "Northgate", "Lakeside", "Hillcroft", "Oldport")


def payees(chance: random.Random, count: int = 3000) -> list[str]:
    """Invented names of shops and people, Chinese and English."""
    found = []
    for number in range(count):
        if number % 3:
            found.append(chance.choice(_PLACES[:4]) + "".join(chance.choices(_HAN, k=chance.randrange(2, 5))))
        else:
            found.append(f"{chance.choice(_PLACES[4:])} {chance.choice(_LATIN).title()} {number}")
    return found


def _memo(chance: random.Random, number: int) -> str:
    way = number % 4
    if way == 0:
        return ""
    if way == 1:
        return "".join(chance.choices(_HAN, k=chance.randrange(4, 14)))
    if way == 2:
        return f"{chance.choice(_LATIN)} {chance.choice(_LATIN)} #{number}"
    return f"{chance.choice(_LATIN).title()} {''.join(chance.choices(_HAN, k=4))} {number}"


def rows(count: int) -> Iterator[tuple[Any, ...]]:
    """`count` rows of the table of entries, the same in every run but for the ids."""
    chance = random.Random(20261128)
    names = payees(chance)
    sorts = [name for name, _label in ENTRY_SORTS]
    weights = (70, 3, 2, 3, 12, 4, 1, 4, 1)
    products, platforms, partners = (
        [key_of(record_id(kind, at)) for at in range(SMALL // 8)] for kind in ("product", "platform", "partner")
    )
    listings = [(chance.choice(products), chance.choice(platforms)) for _at in range(LISTINGS)]
    first = dt.date(2017, 1, 1).toordinal()
    for number in range(count):
        product, platform = chance.choice(listings) if chance.random() < 0.8 else (None, None)
        partner = chance.choice(partners[:8]) if chance.random() < 0.05 else None
        amount = int(chance.lognormvariate(9, 1.4)) + 1
        yield (
            key_of(new_id()), "", 0, dt.date.fromordinal(first + number * 3600 // count).isoformat(),
            chance.choices(sorts, weights)[0], amount, "CNY" if chance.random() < 0.9 else "USD",
            amount // 50 if number % 2 else None, product, platform, partner, None, chance.choice(names),
            _memo(chance, number), None, f"N{number:09d}" if number % 3 else "", "alipay" if number % 2 else "", number % 2,
        )  # fmt: skip


def make(path: Path, count: int) -> None:
    """Make a plan with `count` entries at `path`, past the transaction: no step of it is kept."""
    Session.create(path, start(), small_records(SMALL)).close()
    with closing(Database(path)) as database:
        database.connection.execute("BEGIN IMMEDIATE")
        database.connection.executemany(form_of("entry").insert, rows(count))
        database.connection.execute("COMMIT")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
