"""Whom money came from or went to: names that go on as typed, and the last entry of one of them, at any size of the ledger."""

from planner.store.database import Database

_LATELY = 2000  # entries in which a name may contain the text; before them it must begin with it
_ENTERED = 500  # entries of a payee that were entered last, of which the newest day counts
_LAST_SIGN = "\U0010ffff"

_LATE = f"""SELECT payee FROM (SELECT payee, rowid AS row FROM entry ORDER BY rowid DESC LIMIT {_LATELY})
    WHERE payee <> '' AND payee LIKE ? ESCAPE '\\' GROUP BY payee
    ORDER BY payee LIKE ? ESCAPE '\\' DESC, max(row) DESC LIMIT ?"""  # noqa: S608
_BEGINNING = """WITH RECURSIVE name(payee) AS (
      SELECT min(payee) FROM entry WHERE payee >= ?1 AND payee < ?2
      UNION ALL SELECT (SELECT min(payee) FROM entry WHERE payee > name.payee AND payee < ?2) FROM name
      WHERE name.payee IS NOT NULL LIMIT ?3)
    SELECT payee FROM name WHERE payee <> ''"""
_LAST = f"""SELECT row FROM (SELECT rowid AS row, "date" FROM entry WHERE payee = ? AND NOT archived
      ORDER BY rowid DESC LIMIT {_ENTERED}) ORDER BY "date" DESC, row DESC LIMIT 1"""  # noqa: S608


def payees_like(database: Database, text: str, most: int) -> list[str]:
    """Names that contain `text`, those of late first; of all others those that begin with it."""
    plain = text.strip()
    held = plain.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    late = [row[0] for row in database.rows(_LATE, (f"%{held}%", f"{held}%", most))]
    begun = [row[0] for row in database.rows(_BEGINNING, (plain, plain + _LAST_SIGN, most))]
    return list(dict.fromkeys([*late, *begun]))[:most]


def last_of(database: Database, payee: str) -> int | None:
    """The row number of the last entry with exactly that payee, as quick where half of all entries are of one."""
    rows = database.rows(_LAST, (payee,))
    return int(rows[0][0]) if rows else None
