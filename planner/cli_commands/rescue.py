"""The commands that check a plan, keep copies of it and save what can be saved."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from planner.cli_commands.speech import answer, answer_json, say
from planner.errors import FileError
from planner.i18n import _, ngettext
from planner.paths import backups_folder
from planner.store import backups as store
from planner.store.salvage import recover as saved
from planner.store.verify import verify as checked


def verify(arguments: Namespace) -> int:
    """Check the file of a plan: its structure, its references and every value in it."""
    report = checked(arguments.file)
    if arguments.json:
        answer_json({"ok": report.ok, "problems": list(report.problems), "counts": dict(report.counts)})
    for problem in report.problems:
        say(problem)
    if not report.ok:
        raise FileError(
            _("“{path}” is damaged; restore a backup, or recover what can be read.").format(path=arguments.file)
        )
    total = sum(report.counts.values())
    say(ngettext("The plan is sound: one record.", "The plan is sound: {count} records.", total).format(count=total))
    return 0


def recover(arguments: Namespace) -> int:
    """Save what can be read of a damaged plan into a new one, and say what is lost."""
    found = saved(arguments.broken, arguments.new)
    if arguments.json:
        answer_json({"path": str(arguments.new), "counts": dict(found.counts), "lost": list(found.lost)})
    for loss in found.lost:
        say(loss)
    total = sum(found.counts.values())
    message = ngettext("Saved one record into “{path}”.", "Saved {count} records into “{path}”.", total)
    say(message.format(count=total, path=arguments.new))
    return 0


def backup(arguments: Namespace) -> int:
    """Put a checked copy among the backups of the plan, and print where it is."""
    made = store.make(arguments.file)
    if arguments.json:
        answer_json({"path": str(made)})
    else:
        answer(str(made))
    return 0


def backups(arguments: Namespace) -> int:
    """List the backups of a plan, newest first; the plan itself may be damaged."""
    found = store.listing_of(arguments.file)
    if arguments.json:
        answer_json([_backup_form(one) for one in found])
        return 0
    for one in found:
        answer(f"{one.at.astimezone():%Y-%m-%d %H:%M:%S}  {one.size:>12,}  {one.path}")
    if not found:
        say(_("There is no backup of this plan yet."))
    return 0


def _backup_form(one: store.Backup) -> dict[str, Any]:
    return {"path": str(one.path), "at": one.at.isoformat().replace("+00:00", "Z"), "size": one.size}


def restore(arguments: Namespace) -> int:
    """Make a new plan file from a backup, and print where it is; the plan itself stays as it is."""
    chosen = _backup_named(arguments.backup)
    made = store.restore(arguments.file, chosen)
    if arguments.json:
        answer_json({"path": str(made)})
    else:
        answer(str(made))
    say(_("The plan as it was then is “{path}”; the present one stays as it is.").format(path=made))
    return 0


def _backup_named(named: Path) -> Path:
    """The backup at a path, or of that file name among all backups."""
    if named.exists():
        return named
    kept = backups_folder("-").parent
    if named.name == str(named) and kept.is_dir():
        for folder in sorted(kept.iterdir()):
            if folder.is_dir() and named.name in os.listdir(folder):
                return folder / named.name
    raise FileError(_("There is no backup “{path}”; “backups” lists those there are.").format(path=named))
