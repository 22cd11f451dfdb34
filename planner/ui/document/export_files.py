"""Names of exported files that are free, and the plan as JSON where no PDF can be made."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from planner import paths
from planner.i18n import _
from planner.model.catalogue import KINDS
from planner.report.bundle import lines

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge


def free_name(path: Path) -> Path:
    """The next name like `path` that no file has: “plan (2).pdf”."""
    number = 2
    while (free := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return free


def save_json(page: QWidget, bridge: "Bridge") -> None:
    """Ask where, and write the plan as JSON there, whole or not at all."""
    suggested = paths.documents_folder() / f"{bridge.session.path.stem}.json"
    name, _filter = QFileDialog.getSaveFileName(page, _("Export JSON…"), str(suggested), "JSON (*.json)")
    if not name:
        return
    out = Path(name)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    journal = {kind.name: bridge.session.journal.all(kind.name) for kind in KINDS.values() if kind.journal}
    try:
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(lines(bridge.plan, journal))
        os.replace(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        bridge.refused.emit(message.format(path=out, reason=error.strerror or error))
        return
    bridge.toast(_("Saved “{name}”").format(name=out.name), undo=False)
