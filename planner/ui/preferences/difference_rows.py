"""What changed since a backup, in words: a line for each record that came, went or is different now."""

from typing import TYPE_CHECKING, Final

from planner.i18n import _, ngettext
from planner.model.catalogue import KINDS
from planner.ui.tables.cell_text import Scene, shown
from planner.ui.window.palette_rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model.changes import Change
    from planner.session import Comparison

LONGEST: Final = 500  # records told; what is beyond is counted
_FIELDS: Final = 3  # of one record
_UNTOLD: Final = ("draft", "mute", "saved_view", "import_rule", "batch")  # of the program's own doing


def difference_rows(found: "Comparison") -> list[Row]:
    """The rows: under the name of each kind its records, then of the kinds with very many how many.

    The target of each is its kind and, where it is still there, its id.
    """
    then, now = Scene.of(found.then), Scene.of(found.now)
    rows: list[Row] = []
    told = 0
    for name, kind in KINDS.items():
        changes = [] if name in _UNTOLD else sorted(found.changes.of(name), key=lambda change: change.after is None)
        lines = [row for change in changes for row in _record_rows(change, then, now)]
        if lines:
            rows += [Row(_(kind.plural), heading=True), *lines[: max(LONGEST - told, 0)]]
            told += len(lines)
    if told > LONGEST:
        more = ngettext("{count} more change", "{count} more changes", told - LONGEST).format(count=told - LONGEST)
        rows.append(Row(more, heading=True))
    return [*rows, *_journal_rows(found)]


def _record_rows(change: "Change", then: Scene, now: Scene) -> "Iterator[Row]":
    kind = KINDS[change.kind]
    name = (now if change.after is not None else then).plan.label(change.kind, change.id) or _(kind.label)
    if change.before is None:
        yield Row(name, target=(change.kind, change.id), icon="plus", hint=_("new since then"))
    elif change.after is None:
        yield Row(name, target=(change.kind, ""), icon="trash-2", hint=_("deleted since then"))
    else:
        told = list(_fields(change, then, now))
        if told:
            yield Row(
                name,
                target=(change.kind, change.id),
                icon="pencil",
                hint=_joined([*told[:_FIELDS], *(["…"] if len(told) > _FIELDS else [])]),
            )


def _fields(change: "Change", then: Scene, now: Scene) -> "Iterator[str]":
    """Each field that differs: "Price $79 → $89"."""
    for spec in KINDS[change.kind].specs:
        old, new = getattr(change.before, spec.name), getattr(change.after, spec.name)
        if old == new or not spec.label:
            continue
        before, after = shown(spec, old, then) or _("empty"), shown(spec, new, now) or _("empty")
        if before == after or max(len(before), len(after)) > 60:
            yield _("{field} changed").format(field=_(spec.label))
        else:
            yield _("{field} {before} → {after}").format(field=_(spec.label), before=before, after=after)


def _journal_rows(found: "Comparison") -> "Iterator[Row]":
    for name, count in found.journal.items():
        kind = KINDS[name]
        told = (
            _("{count} added").format(count=count.added) if count.added else "",
            _("{count} changed").format(count=count.changed) if count.changed else "",
            _("{count} deleted").format(count=count.gone) if count.gone else "",
        )
        yield Row(_(kind.plural), target=(name, ""), icon=kind.icon, hint=_joined([part for part in told if part]))


def _joined(parts: list[str]) -> str:
    return " · ".join(parts)
