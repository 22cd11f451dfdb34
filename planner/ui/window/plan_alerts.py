"""What is told about the plan itself: that it can only be read, was not saved, is the sample; and its toasts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QStorageInfo
from PySide6.QtGui import QGuiApplication, QKeySequence

from planner.errors import VersionError
from planner.i18n import N_, _, ngettext
from planner.ui.actions import BY_ID
from planner.ui.bridge import FAILED, SAVED
from planner.ui.keys import first_of
from planner.ui.window.alerts import Alert

if TYPE_CHECKING:
    from pathlib import Path

    from planner.ui.window.plan_files import PlanFiles
    from planner.ui.window.workspace import Workspace

_REMOTE = ("nfs", "cifs", "smb", "sshfs", "afs", "9p", "webdav", "davfs", "gvfs", "ceph", "gluster")


def watch(space: "Workspace", files: "PlanFiles") -> None:
    """Show in `space` what its plan has to say, now and later."""
    bridge = space.bridge
    bridge.state.connect(lambda state, text: _on_state(space, files, state, text))
    bridge.damaged.connect(lambda error: _tell_damaged(space, error))
    bridge.refused.connect(lambda text: _tell_misfit(space, text))
    bridge.toasted.connect(lambda text, undo, details: _on_toast(space, text, undo, details))
    space.toast_acted.connect(bridge.undo)
    space.header.save_state.details_requested.connect(lambda: space.alerts.focus("failed"))
    if bridge.read_only:
        _tell_read_only(space, files)
    elif files.is_sample(bridge.session.plan_id):
        _tell_sample(space, files)
    _look_for_network(space, files)


def _look_for_network(space: "Workspace", files: "PlanFiles") -> None:
    """Ask beside the window, for a network may take its time, and say it if the plan lies in such a folder."""
    path = space.bridge.session.path
    job = space.bridge.reader.submit(lambda _job: in_network(path))
    job.done.connect(lambda remote: _tell_network(space, files) if remote else None)


def in_network(path: "Path") -> bool:
    """Whether the file lies on another machine, or in a folder that stands for one."""
    kind = bytes(QStorageInfo(str(path)).fileSystemType().data()).decode("ascii", "replace").lower()
    return path.as_posix().startswith("//") or any(sign in kind for sign in _REMOTE)


def _tell_network(space: "Workspace", files: "PlanFiles") -> None:
    if space.bridge.closed:
        return
    text = N_(
        "This plan lies in a network folder. Work on it from one computer at a time; a copy on this computer is faster and safer."
    )
    copy = (lambda: _("Save a copy…"), lambda: _copy_and_open(space, files))
    space.alerts.put("network", Alert(lambda: _(text), "info", (copy,), closable=True))


def tell_bug(space: "Workspace", report: str) -> None:
    """A calm line: something went wrong, and how to report it."""
    copy = (lambda: _("Copy details"), lambda: QGuiApplication.clipboard().setText(report))
    space.alerts.put(
        "bug", Alert(lambda: _("Something went wrong; nothing is lost."), "warning", (copy,), closable=True)
    )


def tell_refused(space: "Workspace", files: "PlanFiles", path: str, error: Exception) -> None:
    """Another plan could not be opened, or a copy not be written; this plan stays on screen."""
    other = (lambda: _("Open another plan…"), files.ask_open)
    more = (lambda: _("What can be done…"), lambda: space.window().show_problem(path, error))
    ways = () if not path else (other,) if isinstance(error, VersionError) else (more, other)
    space.alerts.put("refused", Alert(lambda: str(error), "error", ways, closable=True))


def tell_others(space: "Workspace", others: "list[Path]") -> None:
    """More plans were asked for than a window holds: the next is a click away, all of them are on the list."""

    def words() -> str:
        text = ngettext(
            "One plan is open at a time; “{name}” is on the list of plans.",
            "One plan is open at a time; {count} more are on the list of plans.",
            len(others),
        )
        return text.format(name=others[0].stem, count=len(others))

    way = (lambda: _("Open “{name}”").format(name=others[0].stem), lambda: space.window().open_plans(others))
    space.alerts.put("others", Alert(words, "info", (way,), closable=True))


def _tell_damaged(space: "Workspace", error: Exception) -> None:
    path = str(space.bridge.session.path)
    ways = (lambda: _("What can be done…"), lambda: space.window().show_problem(path, error))
    space.alerts.put("damaged", Alert(lambda: str(error), "error", (ways,)))


def _tell_misfit(space: "Workspace", text: str) -> None:
    space.alerts.put("misfit", Alert(lambda: text, "warning", (), closable=True))


def _tell_read_only(space: "Workspace", files: "PlanFiles") -> None:
    copy = (lambda: _("Save a copy…"), lambda: _copy_and_open(space, files))
    space.alerts.put("read_only", Alert(lambda: _("This plan can only be read."), "error", (copy,)))


def _tell_sample(space: "Workspace", files: "PlanFiles") -> None:
    mine = (lambda: _("Make it mine"), lambda: _make_mine(space, files))
    own = (lambda: _("Start my own"), lambda: _ask_new(space))
    text = N_("This is the sample plan: try anything. Make it yours to keep its structure and clear its amounts.")
    space.alerts.put("sample", Alert(lambda: _(text), "info", (mine, own)))


def _ask_new(space: "Workspace") -> None:
    space.window().new_plan.ask()


def _make_mine(space: "Workspace", files: "PlanFiles") -> None:
    from planner.commands import settings as plan_settings  # noqa: PLC0415 - done once in the life of a plan

    title = _("My plan")
    bridge = space.bridge
    before = bridge.session.revision
    bridge.run(N_("Make the sample mine"), lambda tx: plan_settings.make_it_mine(tx, title))
    if bridge.session.revision != before:
        files.own(bridge.session.plan_id)
        files.note(bridge.session)
        space.alerts.drop("sample")
        bridge.toast(_("The plan is yours: its structure is kept, its amounts are cleared"))


def _on_state(space: "Workspace", files: "PlanFiles", state: str, text: str) -> None:
    head = space.header.save_state
    if state == FAILED:
        head.show_failed()
        copy = (lambda: _("Save a copy…"), lambda: _copy_and_open(space, files))
        space.alerts.put("failed", Alert(lambda: text, "error", (copy,)))
    elif state == SAVED:
        head.show_saved()
        space.alerts.drop("failed")
        space.alerts.drop("misfit")
    else:
        head.show_saving()


def _copy_and_open(space: "Workspace", files: "PlanFiles") -> None:
    """Write a copy and go on in it: the plan at hand cannot be written."""

    def done(path: "Path") -> None:
        files.open(path)

    files.ask_copy(space.bridge.session, done)


def _on_toast(space: "Workspace", text: str, undo: bool, details: tuple[str, ...]) -> None:
    keys = QKeySequence(first_of(BY_ID["undo"])).toString(QKeySequence.SequenceFormat.NativeText)
    more = _("Show what") if details else ""
    space.toast(text, _("Undo") if undo else "", keys if undo else "", more)
    space.toast_details = tuple(details)
