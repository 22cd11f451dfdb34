"""Where things lie: the user's folders and the program's own resources, from source, wheel or bundle."""

import os
import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a bundled resource, such as ``resource("icons", "plus.svg")``; it need not exist."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen, "resources", *parts)
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return (installed if installed.is_dir() else package.parent / "resources").joinpath(*parts)


def licence() -> Path:
    """The text of the program's own licence; it need not exist."""
    bundled = resource().parent / "LICENSE"
    return bundled if bundled.is_file() else resource("licences", "LICENSE")


def _home() -> Path | None:
    """An own folder for everything the program writes, when the environment names one."""
    named = os.environ.get("BRIGHTROAD_HOME")
    return Path(named) if named else None


def data_folder() -> Path:
    """Where plans, their backups and rescued copies are kept."""
    return _home() or _platform("data")


def config_folder() -> Path:
    """Where preferences, window state and the list of recent plans are kept."""
    home = _home()
    return home / "config" if home else _platform("config")


def cache_folder() -> Path:
    """Where things are kept that can be made again."""
    home = _home()
    return home / "cache" if home else _platform("cache")


def log_folder() -> Path:
    """Where the log of this program is kept."""
    home = _home()
    return home / "log" if home else _platform("log")


def documents_folder() -> Path:
    """Where an export is offered to be written."""
    return _home() or _platform("documents")


def _platform(sort: str) -> Path:
    import platformdirs  # here, not above: not wanted where the folders are given

    if sort == "documents":
        return Path(platformdirs.user_documents_dir())
    find = getattr(platformdirs, f"user_{sort}_dir")
    return Path(find("brightroad", appauthor=False))


def plans_folder() -> Path:
    """Where new plans are put unless the user names a place."""
    return data_folder() / "plans"


def backups_folder(plan_id: str) -> Path:
    """Where the backups of the plan with this id are kept."""
    return data_folder() / "backups" / plan_id
