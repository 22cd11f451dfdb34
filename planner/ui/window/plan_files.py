"""The files of plans: which were opened lately, making, opening, copying and restoring one, and the sample."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from planner import paths
from planner.errors import FileError, InputError
from planner.i18n import _
from planner.ui.window.view_state import ViewState

if TYPE_CHECKING:
    from types import ModuleType

    from planner.session import Session
    from planner.ui.worker import Job, Worker

SUFFIX = ".brightroad"
KEPT = 12  # plans remembered
_LONGEST = 120  # bytes of a name: systems take 255, less what is put before and behind it
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
_TURNING = "\x7f\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"  # they would disguise a name
_UNFIT = '<>:"/\\|?*'


class PlanFiles(QObject):
    """Opens plans and remembers them. `opened(Session)` follows success, `refused(path, PlannerError)` the opposite."""

    opened = Signal(object)
    refused = Signal(str, object)

    def __init__(self, window: QWidget, view_state: ViewState) -> None:
        super().__init__(window)
        self._window = window
        self._state = view_state

    def recent(self) -> tuple[tuple[str, str], ...]:
        """Path and title of the plans opened lately that are still there, the newest first."""
        return tuple((path, title) for path, title, _id in self._known() if Path(path).is_file())

    def known(self) -> tuple[tuple[str, str, bool], ...]:
        """Path and title of every plan opened lately, the newest first, and whether its file is still there."""
        return tuple((path, title, Path(path).is_file()) for path, title, _id in self._known())

    def forget(self, path: str) -> None:
        """Take the plan at `path` off the list; the file itself stays."""
        self._state.remember("recent", [list(known) for known in self._known() if known[0] != path])

    def plans_among(self, paths: Iterable[Path]) -> list[Path]:
        """Those of the files that are plans, by their ending or, whatever they are called, by what is in them."""
        return [path for path in paths if path.suffix == SUFFIX or self._opening.is_plan(path)]

    def offer(self, paths: Iterable[Path]) -> list[Path]:
        """Put the plans among the files on the list of those known, and return them."""
        found = [path.absolute() for path in self.plans_among(dict.fromkeys(paths)) if path.is_file()]
        known = {name for name, _title, _id in self._known()}
        new = [[str(path), path.stem, ""] for path in found if str(path) not in known]
        self._state.remember("recent", [*new, *map(list, self._known())][:KEPT])
        return found

    def is_sample(self, plan_id: str) -> bool:
        """Whether the plan is the sample, not made one's own yet."""
        return plan_id in self._state.recall("samples", [])

    def own(self, plan_id: str) -> None:
        """The plan is the sample no longer."""
        self._state.remember("samples", [known for known in self._state.recall("samples", []) if known != plan_id])

    def backups(self, path: Path) -> list[tuple[Path, dt.datetime]]:
        """The backups of the plan last known at `path`, newest first, each with its time."""
        known = next((plan_id for name, _title, plan_id in self._known() if Path(name) == path), "")
        return [(backup.path, backup.at) for backup in self._opening.backups_of(known)] if known else []

    def open(self, path: Path) -> None:
        """Open the plan at `path`; read-only where it can only be read."""
        self._try(path, lambda: self._opening.opened(path))

    def create(self, path: Path, title: str) -> None:
        """Make an empty plan at `path` and open it."""
        self._try(path, lambda: self._opening.empty(path, title))

    def open_backup(self, path: Path, backup: Path) -> None:
        """Make a plan beside `path` from one of its backups and open that; what is at `path` stays."""
        self._try(path, lambda: self._opening.from_backup(path, backup))

    def recover(self, path: Path, worker: "Worker", done: "Callable[[tuple[str, ...]], None]") -> "Job":
        """Bring what can be read of the damaged plan at `path` into a new one and open that; `done` gets the losses."""
        recovered = self._opening.recover
        job = worker.submit(lambda _job: recovered(path), "recover")

        def opened(result: tuple[Path, tuple[str, ...]]) -> None:
            self.open(result[0])
            done(result[1])

        job.done.connect(opened)
        job.failed.connect(lambda error: self.refused.emit(str(path), error))
        return job

    def open_sample(self) -> None:
        """Open the sample plan of the language in use, from a file of its own in the folder of plans."""
        path = free_path(_("Sample plan"))
        self._try(path, lambda: self._opening.sample(path), sample=True)

    def ask_open(self) -> None:
        """Let the user choose a plan file and open it."""
        dialog = self._dialog(_("Open a plan"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def ask_copy(self, session: "Session", done: Callable[[Path], None]) -> None:
        """Let the user choose where a copy goes, write it, and tell `done`; a refusal is told as `refused`."""
        dialog = self._dialog(_("Save a copy"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.selectFile(_("{name} (copy)").format(name=session.path.stem) + SUFFIX)
        dialog.fileSelected.connect(lambda name: self._copy(session, Path(name), done))
        dialog.open()

    def ask_place(self, start: Path, done: Callable[[Path], None]) -> None:
        """Let the user choose where a new plan goes."""
        dialog = self._dialog(_("Where the plan goes"), QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDirectory(str(start.parent))
        dialog.selectFile(start.name)
        dialog.fileSelected.connect(lambda name: done(Path(name)))
        dialog.open()

    def show_folder(self, path: Path) -> None:
        """Open the folder the file is in, in the system's file browser."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def note(self, session: "Session") -> None:
        """Remember the plan as the one opened last, under its title of now."""
        path = str(session.path)
        entry = [path, session.plan.settings.title or session.path.stem, session.plan_id]
        others = [list(known) for known in self._known() if known[0] != path]
        self._state.remember("recent", [entry, *others][:KEPT])

    @property
    def _opening(self) -> "ModuleType":
        """What opens plans; the model and the store are not loaded before the first paint."""
        from planner.ui.window import plan_opening  # noqa: PLC0415

        return plan_opening

    def _try(self, path: Path, make: "Callable[[], Session]", *, sample: bool = False) -> None:
        try:
            session = make()
        except (FileError, InputError) as error:
            self.refused.emit(str(path), error)
        else:
            self.note(session)
            if sample:
                self._state.remember("samples", [*self._state.recall("samples", []), session.plan_id])
            self.opened.emit(session)

    def _copy(self, session: "Session", path: Path, done: Callable[[Path], None]) -> None:
        try:
            session.save_copy(path)
        except FileError as error:
            self.refused.emit("", error)
        else:
            done(path)

    def _known(self) -> list[tuple[str, str, str]]:
        """What the view state remembers; lines of another form are passed over."""
        kept = self._state.recall("recent", [])
        lines = kept if isinstance(kept, list) else []
        return [
            (str(line[0]), str(line[1]), str(line[2])) for line in lines if isinstance(line, list) and len(line) == 3
        ]

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        folder = paths.plans_folder()
        folder.mkdir(parents=True, exist_ok=True)
        kinds = _("Brightroad plans ({pattern})").format(pattern=f"*{SUFFIX}")
        dialog = QFileDialog(self._window, title, str(folder), kinds)
        dialog.setAcceptMode(mode)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.finished.connect(dialog.deleteLater)
        return dialog


def free_path(title: str) -> Path:
    """A path in the folder of plans, named after `title`, at which there is no file yet."""
    stem = file_stem(title)
    folder = paths.plans_folder()
    path, number = folder / f"{stem}{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"{stem} {number}{SUFFIX}", number + 1
    return path


def file_stem(title: str) -> str:
    """`title` as a file can be called on every system, without an ending."""
    name = "".join(" " if sign in _UNFIT or sign in _TURNING or ord(sign) < 32 else sign for sign in title)
    kept = " ".join(name.split()).strip(" .").encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip(" .")
    if kept.split(".")[0].strip().lower() in _RESERVED:
        kept = f"{kept} -"
    return kept or _("Plan")
