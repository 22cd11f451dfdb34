"""Exports the plan as a spreadsheet or as CSV: asks for a file, writes it in the background, and says that it is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from planner import paths
from planner.i18n import N_, _, ngettext
from planner.model.discretion import amounts_hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.model.catalogue import Record
    from planner.session import Journal
    from planner.ui.bridge import Bridge
    from planner.ui.worker import Job

WORKBOOK, CSV = ".xlsx", ".zip"
_TITLES = {WORKBOOK: N_("Export as spreadsheet…"), CSV: N_("Export as CSV…")}
_SORTS = {WORKBOOK: "Excel (*.xlsx)", CSV: "CSV (*.zip)"}


def save_tables(page: QWidget, bridge: "Bridge", ending: str) -> None:
    """Ask where, and write every kind of record as a table there: `ending` says in which form.

    Amounts are hidden where they are hidden on screen.
    """
    suggested = paths.documents_folder() / f"{bridge.session.path.stem}{ending}"
    name, _filter = QFileDialog.getSaveFileName(page, _(_TITLES[ending]), str(suggested), _SORTS[ending])
    if not name:
        return
    out = Path(name if name.casefold().endswith(ending) else f"{name}{ending}")
    bridge.toast(_("Writing “{name}”…").format(name=out.name), undo=False)
    job = bridge.worker.submit(_work(bridge, out), f"export {out}")
    job.done.connect(lambda count: _say(bridge, out, count))
    job.failed.connect(lambda error: bridge.refused.emit(str(error)))


def _work(bridge: "Bridge", out: Path) -> "Callable[[Job], int]":
    """What writes the file in a thread of its own; the plan is taken as it is now."""
    plan, session, hidden = bridge.plan, bridge.session, amounts_hidden()

    def work(job: "Job") -> int:
        from planner.report.beside import written_beside  # noqa: PLC0415 - only an export needs it
        from planner.report.tables import tables  # noqa: PLC0415 - as above

        def write(journal: "Journal") -> int:
            count = 0

            def counted(kind: str) -> "list[Record]":
                nonlocal count
                found = journal.all(kind)
                count += len(found)
                return found

            with written_beside(out) as part:
                _writer(out.suffix.casefold())(tables(plan, counted, hidden), part)
            return count + sum(len(records) for records in plan.tables().values())

        return session.aside(write, lambda: job.cancelled) or 0

    return work


def _writer(ending: str) -> "Callable[..., None]":
    if ending == WORKBOOK:
        from planner.report.workbook import write_workbook  # noqa: PLC0415 - only an export needs it

        return write_workbook
    from planner.report.comma_tables import write_zip  # noqa: PLC0415 - only an export needs it

    return lambda found, path: write_zip(found, path, byte_order_mark=True)


def _say(bridge: "Bridge", out: Path, count: int) -> None:
    text = ngettext("Wrote “{name}”, {count} record", "Wrote “{name}”, {count} records", count)
    bridge.toast(text.format(name=out.name, count=count), undo=False)
