"""What a person prefers, whatever plan is open: one field of `Settings` is one preference.

Kept in ``settings.json`` in the folder of preferences, written whole at each change. A file that is missing, damaged or
from another version gives the defaults for what cannot be used, never an error.
"""

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from planner import paths

_log = logging.getLogger(__name__)
LANGUAGES = ("", "zh", "en")  # "" follows the system
THEMES = ("system", "light", "dark")
SCALES = (90, 100, 115, 130)
DENSITIES = ("comfortable", "compact")
MOTIONS = ("full", "reduced")
WEEKS = ("monday", "sunday", "saturday")
CHOICES: Mapping[str, tuple[object, ...]] = {
    "language": LANGUAGES,
    "theme": THEMES,
    "scale": SCALES,
    "density": DENSITIES,
    "motion": MOTIONS,
    "week_starts": WEEKS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences. `scale` is per cent; `last_plan` is the path of the plan open last, "" for none.

    `hide_amounts` shows dots in the place of amounts. `keys` are those put in the place of an action's own: action id
    -> keys, "" for none.
    """

    language: str = ""
    theme: str = "system"
    scale: int = 100
    density: str = "comfortable"
    motion: str = "full"
    week_starts: str = "monday"
    last_plan: str = ""
    hide_amounts: bool = False
    keys: dict[str, str] = field(default_factory=dict)


def load(folder: Path | None = None) -> Settings:
    """The settings kept in `folder` (the folder of preferences by default); defaults where nothing usable is kept."""
    kept = read_json((folder or paths.config_folder()) / "settings.json")
    usable = {known.name: kept[known.name] for known in fields(Settings) if _fits(known.name, kept.get(known.name))}
    return replace(Settings(), **usable)


def save(settings: Settings, folder: Path | None = None) -> None:
    """Keep `settings`; what a newer version wrote beside them stays. OSError when the folder refuses."""
    path = (folder or paths.config_folder()) / "settings.json"
    write_json(path, read_json(path) | asdict(settings))


def read_json(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; empty when there is none or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("%s is left aside: %s", path.name, error)
        return {}
    return found if isinstance(found, dict) else {}


def write_json(path: Path, form: Mapping[str, Any]) -> None:
    """Put `form` into `path` in one piece: a reader sees the old file or the new one. OSError when refused."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump(form, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _fits(name: str, value: object) -> bool:
    """Whether a kept value may be used: of the type of the default and, where there is a choice, one of it."""
    default = getattr(Settings(), name)
    if isinstance(value, dict) and not all(isinstance(keys, str) for keys in value.values()):
        return False
    return type(value) is type(default) and (name not in CHOICES or value in CHOICES[name])
