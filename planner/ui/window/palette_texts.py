"""What the palette finds in the file: entries of the ledger, and words inside notes. It comes after what has a name."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from planner.i18n import _
from planner.model.catalogue import KINDS, Entry
from planner.ui.views import HOME_OF
from planner.ui.window.palette_rows import Row
from planner.ui.window.trail import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.model.search import Group, Hit
    from planner.ui.bridge import Bridge

LEDGER: Final = ("#", "＃")
"""Signs before a query that is meant for the ledger alone."""
_OTHERS: Final = (">", "》", "＞", "@", "＠")  # queries that are meant for something else
_AROUND: Final = 24  # characters of a long text shown on either side of what was found


class TextSearch(QObject):
    """Looks through the file in the background, for the newest query only; `came(groups)` follows."""

    came = Signal(object)

    def ask(self, bridge: "Bridge | None", text: str, most: int) -> None:
        """Look for the words of `text`; what was asked before is no longer wanted."""
        wanted = text[1:] if text[:1] in LEDGER else "" if text[:1] in _OTHERS else text
        if bridge is None or bridge.closed:
            return
        session = bridge.session
        job = bridge.reader.submit(lambda job: session.search(wanted, most, lambda: job.cancelled), "palette")
        job.done.connect(lambda groups: self.came.emit(groups) if groups is not None and wanted.strip() else None)


def text_rows(groups: "Iterable[Group]", shown: frozenset[object], *, ledger_only: bool) -> list[Row]:
    """The rows of what was found, entries first; `shown` are the targets that stand there already."""
    entries: list[Row] = []
    others: list[Row] = []
    for group in groups:
        if group.kind in HOME_OF and (group.kind == "entry" or not ledger_only):
            rows = [_row(hit) for hit in group.hits if not _by_name(hit)]
            (entries if group.kind == "entry" else others).extend(row for row in rows if row.target not in shown)
    return [*_headed(_("Ledger"), entries), *_headed(_("In notes and texts"), others)]


def _by_name(hit: "Hit") -> bool:
    """Whether the palette finds it by its name alone."""
    return hit.field == KINDS[hit.kind].title and not KINDS[hit.kind].journal


def _headed(name: str, rows: list[Row]) -> list[Row]:
    return [Row(name, heading=True), *rows] if rows else []


def _row(hit: "Hit") -> Row:
    kind = KINDS[hit.kind]
    named = hit.text == hit.name
    name = hit.name or excerpt(hit)
    told = "" if named or not hit.name else excerpt(hit)
    if isinstance(hit.record, Entry):
        parts = [str(hit.record.date), told or hit.record.memo.split("\n")[0]]
    else:
        parts = [_(kind.label), told]
    hint = " · ".join(part for part in parts if part)
    marks = tuple(range(hit.start, hit.end)) if named else ()
    return Row(name, False, Place(HOME_OF[hit.kind], hit.kind, hit.record.id), kind.icon, hint, "", marks)


def excerpt(hit: "Hit") -> str:
    """The words found, in one line, with some of what stands around them."""
    start, end = max(hit.start - _AROUND, 0), hit.end + _AROUND
    text = " ".join(hit.text[start:end].split())
    return f"{'…' if start else ''}{text}{'…' if end < len(hit.text) else ''}"
