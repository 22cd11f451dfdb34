"""The tables a plan file has, derived from the declarations of the kinds.

The text of each released version is frozen under ``versions``; a test holds the newest one against what is
derived here, so a changed declaration without a migration is found at once.
"""

from planner.model.catalogue import KINDS, Kind
from planner.model.field_types import Reference
from planner.model.fields import FieldSpec

APPLICATION_ID = 0x42524741  # "BRGA", at byte 68 of the file
VERSION = 2  # of the schema, kept in user_version

STEPS = """CREATE TABLE step (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  label TEXT NOT NULL,
  names TEXT NOT NULL,
  version INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0,
  changes BLOB NOT NULL
) STRICT"""

# Sorting and windows of the journal pages; every reference has an index of its own besides.
_EXTRA_INDEXES = {
    "entry": ("date", "amount", "external_id", "payee"),
    "time_entry": ("date", "start", "external_id"),
    "publication": ("at", "external_id", "status", "url"),
}


def columns(kind: Kind) -> list[tuple[str, str, FieldSpec | None]]:
    """Name, SQLite type and field of each column of the kind's table, in order."""
    found: list[tuple[str, str, FieldSpec | None]] = [
        ("id", "ANY", None), ("position", "TEXT", None), ("archived", "INTEGER", None)
    ]  # fmt: skip
    for spec in kind.specs:
        found += [(spec.name + suffix, sort, spec) for suffix, sort in spec.type.columns]
    return found


def links(kind: Kind) -> list[tuple[str, FieldSpec]]:
    """Name and field of each link table of the kind: one for every field that holds several references."""
    return [
        (f"{kind.name}_{spec.name}", spec)
        for spec in kind.references
        if isinstance(spec.type, Reference) and spec.type.many
    ]


def tracked_tables() -> list[str]:
    """The tables whose changes make up an edit: all but the steps themselves."""
    return [table for kind in KINDS.values() for table in (kind.name, *(name for name, _spec in links(kind)))]


def statements() -> list[str]:
    """The SQL that makes an empty plan of this version."""
    found: list[str] = []
    for kind in KINDS.values():
        found += [_table(kind), *_indexes(kind)]
        for name, spec in links(kind):
            found += _link_table(kind, name, spec)
    return [*found, STEPS]


def _table(kind: Kind) -> str:
    lines = [
        "id ANY NOT NULL PRIMARY KEY",
        "position TEXT NOT NULL DEFAULT ''",
        "archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))",
    ]
    lines += [_column(name, sort, spec) for name, sort, spec in columns(kind) if spec]
    return f'CREATE TABLE "{kind.name}" (\n  ' + ",\n  ".join(lines) + "\n) STRICT"


def _column(name: str, sort: str, spec: FieldSpec) -> str:
    line = f'"{name}" {sort}'
    if spec.type.empty == "":
        return f"{line} NOT NULL DEFAULT ''"
    if spec.type.empty is False:
        return f'{line} NOT NULL DEFAULT 0 CHECK ("{name}" IN (0, 1))'
    line += " NOT NULL" if spec.required else ""
    if type(spec.type).__name__ == "Day":
        return f'{line} CHECK ("{name}" IS date("{name}"))'
    if isinstance(spec.type, Reference):
        # deferred, so that a bundle may come in any order and an undo may put records back in any
        return f'{line} REFERENCES "{spec.type.target}" (id) DEFERRABLE INITIALLY DEFERRED'
    return line


def _indexes(kind: Kind) -> list[str]:
    single = [spec.name for spec in kind.references if isinstance(spec.type, Reference) and not spec.type.many]
    names = dict.fromkeys([*single, *_EXTRA_INDEXES.get(kind.name, ())])
    return [f'CREATE INDEX "{kind.name}_by_{name}" ON "{kind.name}" ("{name}")' for name in names]


def _link_table(kind: Kind, name: str, spec: FieldSpec) -> list[str]:
    assert isinstance(spec.type, Reference)  # noqa: S101 - links() yields nothing else
    table = f"""CREATE TABLE "{name}" (
  owner ANY NOT NULL REFERENCES "{kind.name}" (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  target ANY NOT NULL REFERENCES "{spec.type.target}" (id) DEFERRABLE INITIALLY DEFERRED,
  place INTEGER NOT NULL,
  PRIMARY KEY (owner, target)
) STRICT"""
    return [table, f'CREATE INDEX "{name}_by_target" ON "{name}" (target)']
