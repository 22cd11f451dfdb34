"""What the children do that the kill tests end without warning, and what the parent can say of a file afterwards."""

import hashlib
import random
import sqlite3
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import apsw

from planner.commands import records
from planner.session import Session
from planner.store import database, migrations, schema
from tests.store.plans import entries

CARELESS = ("journal_mode = off", "synchronous = off", "cache_size = 10")


def state_of(session: Session) -> str:
    """A digest of every row of the plan but its history."""
    return _digest(session._database.connection, schema.tracked_tables())


def _digest(connection: apsw.Connection, tables: list[str]) -> str:
    state = hashlib.sha256()
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2'):
            state.update(repr(row).encode())
    return state.hexdigest()


def work(path: Path, seed: int, told: Connection, careless: bool) -> None:
    """Edit, import, undo and redo until killed; after each step say that it is done and what the plan is now."""
    if careless:
        database.PRAGMAS, database._WRITING = CARELESS, 10
    chance = random.Random(seed)
    session = Session.open(path)
    told.send((0, state_of(session)))
    number = 0
    while True:
        number += 1
        step(session, chance, 1500 if careless else 150)
        told.send((number, state_of(session)))


def step(session: Session, chance: random.Random, rows: int) -> None:
    """One thing a person might do."""
    what = chance.choices(["edit", "import", "undo", "redo", "delete"], [40, 20, 20, 10, 10])[0]
    if what == "undo":
        session.undo()
    elif what == "redo":
        session.redo()
    elif what == "import":
        first = chance.randrange(2**47)  # never twice the same ids
        with session.edit("Import") as tx:
            for entry in entries(rows, first):
                tx.insert(replace(entry, memo="Invented. " * chance.randrange(1, 20)))  # type: ignore[call-arg]
    else:
        product = chance.choice(session.plan.records("product", archived=True) or [None])
        with session.edit(what) as tx:
            if product is None or (what == "edit" and chance.random() < 0.3):
                records.create(tx, "product", name=f"New {chance.random()}")
            elif what == "edit":
                records.edit(tx, "product", product.id, name=f"Changed {chance.random()}")
            else:
                records.delete(tx, "product", [product.id])


def later(found: Any) -> None:
    """A version after the newest for tests: a column more, every table of the ledger written anew."""
    found["entry"].add_column("weight", int)
    found["entry"].transform(defaults={"weight": 3}, strict=True)
    found.execute("CREATE INDEX entry_by_weight ON entry (weight)")


def migrate(path: Path, told: Connection, careless: bool) -> None:
    """Bring the plan to the later version of the tests; say when it begins and how long it took."""
    if careless:
        sqlite3.connect = _careless  # type: ignore[assignment]
    told.send("begin")
    begun = time.monotonic()
    migrations.bring_up_to_date(path, (*migrations.MIGRATIONS, later))
    told.send(time.monotonic() - begun)


def _careless(*arguments: Any, **named: Any) -> sqlite3.Connection:
    connection = _connect(*arguments, **named)
    for pragma in CARELESS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


_connect = sqlite3.connect
