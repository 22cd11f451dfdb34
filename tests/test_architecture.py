"""The rules of the house, held against the code: who may import whom, and what no layer may touch."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "planner"

# layer -> what it may import of planner (prefixes), and what it may never import of anything else
CORE = ("planner.errors", "planner.i18n", "planner.model")
ALLOWED: dict[str, tuple[str, ...]] = {
    "errors": (),
    "i18n": (),
    "paths": (),
    "settings": ("planner.paths",),
    "instance": ("planner.settings",),
    "guide": ("planner.i18n", "planner.paths"),
    "log_file": ("planner.paths",),
    "notices": ("planner.paths",),
    "model": CORE,
    "analysis": (*CORE, "planner.analysis"),
    "figures": (*CORE, "planner.analysis", "planner.figures", "planner.paths"),
    "store": (*CORE, "planner.store", "planner.paths"),
    "session": (*CORE, "planner.store"),
    "commands": (*CORE, "planner.commands", "planner.store.transaction"),
    "importers": (*CORE, "planner.analysis", "planner.importers", "planner.paths"),
    "report": (*CORE, "planner.analysis", "planner.figures", "planner.report", "planner.paths"),
    "ui": ("planner",),
    "cli": ("planner",),
}
NEVER: dict[str, tuple[str, ...]] = {
    "errors": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "i18n": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "paths": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "settings": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "instance": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "guide": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "log_file": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "notices": ("PySide6", "sqlite3", "apsw", "sqlite_utils"),
    "model": ("os", "time", "sqlite3", "sqlite_utils", "apsw", "PySide6"),
    "analysis": ("os", "time", "sqlite3", "sqlite_utils", "apsw", "PySide6", "planner.store", "planner.session"),
    "figures": ("sqlite3", "sqlite_utils", "apsw", "PySide6", "numpy"),
    "store": ("PySide6", "planner.analysis"),
    "session": ("PySide6", "sqlite3", "sqlite_utils"),
    "commands": ("PySide6", "sqlite3", "sqlite_utils", "apsw"),
    "importers": ("PySide6", "sqlite3", "apsw"),
    "report": ("PySide6", "sqlite3", "sqlite_utils", "apsw"),
    "ui": ("sqlite3", "sqlite_utils", "apsw", "planner.store", "PySide6.QtSql"),
    "cli": ("PySide6", "planner.ui", "planner.app", "sqlite3", "apsw"),
}
ABOVE_ALL = ("__init__", "__main__", "app")  # what puts the layers together
# the words that say nothing
BANNED_NAMES = ("manager", "helper", "util", "utils", "misc", "common", "handler")


def modules() -> list[Path]:
    return sorted(CODE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(CODE).parts[0].removesuffix(".py")


@cache
def notable(text: str) -> tuple[ast.stmt | ast.excepthandler, ...]:
    """What the rules look at in a source, which is read once: imports, classes, functions, and what is caught or global."""
    sorts = (
        ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler, ast.Global,
    )  # fmt: skip
    return tuple(node for node in ast.walk(ast.parse(text)) if isinstance(node, sorts))


def statements(path: Path) -> tuple[ast.stmt | ast.excepthandler, ...]:
    return notable(path.read_text("utf-8"))


def imports(path: Path) -> list[str]:
    """Every module imported anywhere in the file, as written in full."""
    found = []
    for node in statements(path):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            parents = path.relative_to(CODE.parent).parts[: -node.level] if node.level else ()
            module = ".".join([*parents, *([node.module] if node.module else [])])
            found += [module, *(f"{module}.{name.name}" for name in node.names)]
    return found


def under(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def offences(path: Path) -> list[str]:
    own = layer(path).removesuffix("_commands")
    found = []
    for name in imports(path):
        if name.startswith("planner.") and own in ALLOWED:
            prefix_of_allowed = any(allowed.startswith(name + ".") for allowed in ALLOWED[own])
            if not under(name, ALLOWED[own]) and not prefix_of_allowed:
                found.append(f"{path.relative_to(ROOT)} imports {name}")
        if under(name, NEVER.get(own, ())):
            found.append(f"{path.relative_to(ROOT)} must not import {name}")
    return found


def test_layers_import_only_what_they_may() -> None:
    assert [offence for path in modules() for offence in offences(path)] == []


def test_the_rule_catches_a_breach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    monkeypatch.setattr(sys.modules[__name__], "CODE", tmp_path / "planner")
    breach = tmp_path / "planner" / "model" / "clock.py"
    breach.parent.mkdir(parents=True)
    breach.write_text("import time\nfrom planner.store import rows\nfrom PySide6.QtCore import QTimer\n", "utf-8")
    assert len(offences(breach)) >= 4
    for relative in ("from .. import store", "from ..store import rows", "from ..store.rows import form_of"):
        breach.write_text(relative, "utf-8")
        assert offences(breach), relative
    breach.write_text("from . import order\nfrom .order import place_between\n", "utf-8")
    assert offences(breach) == []


def test_every_module_belongs_to_a_layer() -> None:
    known = {*ALLOWED, *ABOVE_ALL}
    assert {layer(path).removesuffix("_commands") for path in modules()} <= known


def test_no_view_knows_another() -> None:
    views = CODE / "ui" / "views"
    for path in views.glob("*.py"):
        others = {
            f"planner.ui.views.{other.stem}"
            for other in views.glob("*.py")
            if other.stem not in (path.stem, "__init__")
        }
        assert not others & set(imports(path)), path.name


def test_the_core_runs_without_qt_and_starts_light() -> None:
    program = (
        "import sys, planner.session, planner.cli, planner.commands.records, planner.commands.links\n"
        "heavy = [name for name in ('PySide6', 'sqlite_utils', 'numpy', 'typst', 'babel', 'pypdfium2') if name in sys.modules]\n"
        "sys.exit(','.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_an_open_plan_is_touched_by_apsw_alone() -> None:
    """Only the modules that work on closed files may open, copy or use another SQLite library."""
    closed_files_only = {"header.py", "migrations.py", "backups.py", "salvage.py", "files.py"}
    for path in modules():
        if layer(path) != "store":
            assert not {"sqlite3", "shutil", "PySide6.QtSql"} & set(imports(path)), path.relative_to(ROOT)
    for path in (CODE / "store").rglob("*.py"):
        if path.name in closed_files_only:
            continue
        text = path.read_text("utf-8")
        assert "sqlite3" not in set(imports(path)), path.name
        assert "shutil" not in set(imports(path)), path.name
        assert ".open(" not in text.replace("Session.open(", ""), path.name


def test_modules_say_why_they_exist_and_stay_small() -> None:
    for path in modules():
        text = path.read_text("utf-8")
        assert text.startswith('"""'), f"{path.name} does not say why it exists"
        assert len(text.splitlines()) <= 400, f"{path.relative_to(ROOT)} is more than one room"
        for node in statements(path):
            if isinstance(node, ast.ClassDef):
                methods = [entry for entry in node.body if isinstance(entry, ast.FunctionDef)]
                assert len(methods) <= 40, f"{path.name}: {node.name} does too much"
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 40, f"{path.name}: {node.name} is too long"


def test_names_say_something() -> None:
    for path in modules():
        words = path.stem.split("_")
        assert not set(words) & set(BANNED_NAMES), path
        for node in statements(path):
            if isinstance(node, ast.ClassDef):
                assert not node.name.lower().endswith(BANNED_NAMES), f"{path.name}: {node.name}"


def test_few_places_catch_everything() -> None:
    broad = [
        f"{path.relative_to(CODE)}:{node.lineno}"
        for path in modules()
        for node in statements(path)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {"Exception", "BaseException"} & {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
        )
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    ]
    assert len(broad) <= 3, broad


def test_no_globals() -> None:
    for path in modules():
        assert not any(isinstance(node, ast.Global) for node in statements(path)), path


def test_nothing_names_a_machine_or_a_registry() -> None:
    folders = ("planner", "packaging", "resources", "tests", ".ci")  # walked: a machine need not have git
    listed = [*ROOT.glob("*.*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    hosts = ("--index" + "-url", "pypi" + ".org", "files.python" + "hosted", "registry.npm" + "js")
    assert len(listed) > 100
    for path in listed:
        if path.suffix in (".py", ".md", ".toml", ".txt", ".sh", ".yml", ".cfg") and path.is_file():
            text = path.read_text("utf-8")
            assert not any(host in text for host in hosts), path.relative_to(ROOT)
