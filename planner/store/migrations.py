"""How a plan file comes to the newest schema: made anew, or carried over from an older version.

Runs on closed files only, through sqlite-utils; each released schema is frozen as SQL under ``versions``. A file is
either entirely old or entirely new, whatever happens in between. Steps recorded under another schema would be
replayed wrongly, so the history is cleared by a migration.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import FileError
from planner.i18n import _
from planner.store.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_VERSIONS = Path(__file__).parent / "versions"


def _registered() -> "Migrations":
    """All migrations, oldest first; append only, never edit a released one."""
    from sqlite_utils import Migrations  # noqa: PLC0415 - 0.4 s to import, wanted for new and old files only

    migrations = Migrations("brightroad")

    @migrations(name="001")
    def first(database: "Database") -> None:
        for statement in (_VERSIONS / "001.sql").read_text("utf-8").split(";\n"):
            if statement.strip():
                database.execute(statement)

    return migrations


def bring_up_to_date(path: Path, stop_before: str | None = None) -> None:
    """Apply what is pending to the closed file at `path`, all of it or nothing.

    `stop_before` names the migration not to apply (tests of older versions). FileError when the file refuses.
    """
    from sqlite_utils import Database  # noqa: PLC0415 - as above

    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("foreign_keys = off", "synchronous = extra"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        _registered().apply(Database(connection, execute_plugins=False), stop_before=stop_before)
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            message = _("“{name}” could not be brought up to date: {count} links lead nowhere. It was left as it was.")
            raise FileError(message.format(name=path.name, count=len(broken)))
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'step'").fetchall():
            connection.execute("DELETE FROM step")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        message = _("“{name}” could not be brought up to date: {reason}. It was left as it was.")
        raise FileError(message.format(name=path.name, reason=error)) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()
