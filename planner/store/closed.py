"""What can be done with a plan file that is not open: its backups, comparing and restoring one, rescuing a damaged file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

from planner.i18n import _
from planner.store import backups
from planner.store.backups import Backup
from planner.store.database import never, quick_check
from planner.store.failures import told

if TYPE_CHECKING:
    from planner.store.comparison import Comparison


def restore(path: Path, backup: Path) -> Path:
    """Make a new plan file beside `path` from a backup; the old one stays. Its path; FileError when that cannot be."""
    return backups.restore(path, backup)


def backups_of(plan_id: str) -> tuple[Backup, ...]:
    """The backups of the plan with this id, newest first, whether or not it can be opened."""
    return backups.listing(plan_id)


def compare(path: Path, backup: Path) -> "Comparison":
    """What happened to the plan at `path` since `backup`; any thread may ask. FileError when either cannot be read."""
    from planner.store import comparison  # noqa: PLC0415 - no start needs it

    return comparison.compare(path, backup)


def recover(broken: Path) -> tuple[Path, tuple[str, ...]]:
    """Bring what can be read of a damaged plan into a new file beside it, and leave the damaged one as it is.

    The new file's path, and a sentence for each loss. Takes up to two minutes. FileError when nothing can be read.
    """
    from planner.store import salvage  # noqa: PLC0415 - wanted once in the life of a plan, if ever

    stem = _("{name} (recovered)").format(name=broken.stem)
    new, number = broken.with_name(stem + broken.suffix), 2
    while new.exists():
        new, number = broken.with_name(f"{stem} {number}{broken.suffix}"), number + 1
    return new, salvage.recover(broken, new).lost


def check(path: Path, stop: Callable[[], bool] = never) -> None:
    """Look through the structure of the plan at `path`; any thread may. DamageError when it is not sound.

    It ends early once `stop()` turns true, which lets a waiting edit through.
    """
    if quick_check(path, stop):
        raise told(apsw.CorruptError(), path)
