"""How a plan file comes to the newest schema: made anew, or carried over from an older version.

Runs on closed files only, through sqlite-utils; each released schema is frozen as SQL under ``versions``. A file is
either entirely old or entirely new, whatever happens in between. Steps recorded under another schema would be
replayed wrongly, so the history is cleared by a migration.

A new version is a new function at the end of `MIGRATIONS`; `transform()` of sqlite-utils drops triggers, collations
and generated columns, so it makes again what the table had.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from planner.errors import FileError
from planner.i18n import _, ngettext
from planner.store.failures import telling
from planner.store.files import remove_side_files
from planner.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]
_VERSIONS = Path(__file__).parent / "versions"
_BUSY_SECONDS = 5.0


def first(database: "Database") -> None:
    """Version 1: the plan as first released."""
    _run(database, "001.sql")


def second(database: "Database") -> None:
    """Version 2: imports, recurring entries, saved views and the timer; where imported rows came from."""
    _run(database, "002.sql")


def _run(database: "Database", name: str) -> None:
    for statement in (_VERSIONS / name).read_text("utf-8").split(";\n"):
        if statement.strip():
            database.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (first, second)  # append only, never edit a released one; the n-th makes version n


def bring_up_to_date(path: Path, migrations: Sequence[Migration] | None = None) -> None:
    """Apply what is pending to the closed file at `path`, all of it or nothing.

    `migrations` are all there are unless named otherwise (older versions, tests). FileError when the file refuses.
    """
    chosen = MIGRATIONS if migrations is None else migrations
    try:
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
    except sqlite3.Error as error:
        raise _refused(path, error) from error
    try:
        for pragma in ("foreign_keys = off", "synchronous = extra"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        if connection.execute("PRAGMA user_version").fetchone()[0] < len(chosen):  # else another process was faster
            _apply(connection, path, chosen)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _refused(path, error) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        connection.close()


def _apply(connection: sqlite3.Connection, path: Path, chosen: Sequence[Migration]) -> None:
    from sqlite_utils import Database, Migrations  # noqa: PLC0415 - 0.4 s to import, wanted for new and old files only

    registered = Migrations("brightroad")
    for number, migration in enumerate(chosen, 1):
        registered(name=f"{number:03}")(migration)
    registered.apply(Database(connection, execute_plugins=False))
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        message = ngettext(
            "“{name}” could not be brought up to date: {count} link leads nowhere. It was left as it was.",
            "“{name}” could not be brought up to date: {count} links lead nowhere. It was left as it was.",
            len(broken),
        )
        raise FileError(message.format(name=path.name, count=len(broken)))
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'step'").fetchall():
        connection.execute("DELETE FROM step")
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(chosen)}")


def _refused(path: Path, error: sqlite3.Error) -> FileError:
    message = _("“{name}” could not be brought up to date: {reason}. It was left as it was.")
    return FileError(message.format(name=path.name, reason=error))


def carried_over(path: Path) -> Path:
    """A copy of the old plan at `path`, brought up to date in a folder of its own; the plan is not touched.

    Whoever asked removes the copy and its folder. FileError when the plan cannot be read.
    """
    copy = Path(tempfile.mkdtemp(prefix="brightroad-")) / path.name
    try:
        with telling(path):
            connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
            try:
                connection.execute("VACUUM INTO ?", (str(copy),))
            finally:
                connection.close()
        bring_up_to_date(copy)
    except FileError:
        remove_side_files(copy)
        copy.parent.rmdir()
        raise
    return copy
