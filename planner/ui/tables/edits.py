"""What a table does to the plan, each as one named step; what cannot be read is kept as a draft, never lost."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.commands import drafts, records
from planner.errors import InputError
from planner.i18n import N_, _
from planner.model.catalogue import KINDS, Record
from planner.model.fields import FieldSpec
from planner.ui.editors.field_reading import one_line
from planner.ui.tables import cell_text, pasting
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.words import deleted

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge


class RecordEdits:
    """Edits of records of one kind; `origin` is who asks, so that a view knows its own changes."""

    def __init__(self, kind: str, bridge: "Bridge", origin: object) -> None:
        self.kind, self.bridge, self.origin = kind, bridge, origin

    def create(self, name: str = "", **fields: Any) -> str:
        """A new record called `name`; its id, or "" when it was refused."""
        declared = KINDS[self.kind]
        if declared.title and name:
            fields[declared.title] = " ".join(one_line(name).split())
        made = self.bridge.run(
            N_("Add “{name}”"),
            lambda tx: records.create(tx, self.kind, **fields),
            origin=self.origin,
            name=name or _(declared.label),
        )
        return made.id if made else ""

    def set_text(self, record: Record, spec: FieldSpec, text: str) -> bool:
        """Take what was typed into a field; what cannot be read is kept as its draft. False when refused."""
        scene = Scene.of(self.bridge.plan)
        kept = scene.draft(self.kind, record.id, spec.name)
        value = getattr(record, spec.name)
        if text == kept or (kept is None and text == cell_text.editable(spec, value, scene)):
            return True
        try:
            value = cell_text.read(spec, text, scene, record)
        except InputError as error:
            if spec.required and not text.strip():
                self.bridge.refused.emit(error.message)
                return False
            return self._keep(record, spec, text)
        return self.set_value([record], spec, value)

    def set_value(self, changed: Sequence[Record], spec: FieldSpec, value: Any) -> bool:
        """Give a field of these records one value."""

        def edit(tx: "Transaction") -> bool:
            for record in changed:
                records.edit(tx, self.kind, record.id, **{spec.name: value})
            return True

        if len(changed) == 1:
            names = {"field": spec.label, "name": self.name_of(changed[0])}
            return bool(self.bridge.run(N_("Edit {field} of “{name}”"), edit, origin=self.origin, **names))
        label = N_("Edit {field} of {count} records")
        return bool(self.bridge.run(label, edit, origin=self.origin, field=spec.label, count=len(changed)))

    def fix(self, record: Record, fields: Mapping[str, Any]) -> bool:
        """Write what mends a record."""
        label = N_("Fix “{name}”")
        name = self.name_of(record)
        made = self.bridge.run(
            label, lambda tx: records.edit(tx, self.kind, record.id, **fields), origin=self.origin, name=name
        )
        return made is not None

    def delete(self, gone: Sequence[Record]) -> tuple[str, tuple[str, ...]] | None:
        """Delete records; what to say about it and the names of what went along, or None when refused."""
        names = tuple(self.name_of(record) for record in gone)
        before = self.bridge.plan
        label = N_("Delete “{name}”") if len(gone) == 1 else N_("Delete {count} records")
        removal = self.bridge.run(
            label,
            lambda tx: records.delete(tx, self.kind, [record.id for record in gone]),
            origin=self.origin,
            name=names[0],
            count=len(gone),
        )
        if removal is None:
            return None
        own = {(self.kind, record.id) for record in gone}
        along = tuple(before.label(*pair) for pair in removal.records if pair not in own)
        return deleted(removal, self.kind, names), tuple(filter(None, along))

    def duplicate(self, copied: Sequence[Record]) -> list[str]:
        """Copies of records behind them; their ids."""
        label = N_("Duplicate “{name}”") if len(copied) == 1 else N_("Duplicate {count} records")
        made = self.bridge.run(
            label,
            lambda tx: [records.duplicate(tx, self.kind, record.id).id for record in copied],
            origin=self.origin,
            name=self.name_of(copied[0]),
            count=len(copied),
        )
        return made or []

    def archive(self, chosen: Sequence[Record], *, away: bool) -> bool:
        """Put records away, or bring them back."""
        ids = [record.id for record in chosen]

        def edit(tx: "Transaction") -> bool:
            (records.archive if away else records.restore)(tx, self.kind, ids)
            return True

        one = N_("Archive “{name}”") if away else N_("Restore “{name}”")
        many = N_("Archive {count} records") if away else N_("Restore {count} records")
        label = one if len(ids) == 1 else many
        return bool(self.bridge.run(label, edit, origin=self.origin, name=self.name_of(chosen[0]), count=len(ids)))

    def move(self, ids: Iterable[str], before: str | None) -> bool:
        """Put records in front of another, or last."""
        moving = list(ids)

        def edit(tx: "Transaction") -> bool:
            records.move(tx, self.kind, moving, before)
            return True

        return bool(self.bridge.run(N_("Reorder"), edit, origin=self.origin))

    def paste(self, paste: pasting.Paste) -> list[str]:
        """Take a block; the ids of the records touched."""
        touched = self.bridge.run(
            N_("Paste one row") if len(paste.rows) == 1 else N_("Paste {count} rows"),
            lambda tx: pasting.take(tx, paste),
            origin=self.origin,
            count=len(paste.rows),
        )
        return touched or []

    def name_of(self, record: Record) -> str:
        """What to call a record in a message."""
        return records.name_of(self.bridge.plan, record)

    def _keep(self, record: Record, spec: FieldSpec, text: str) -> bool:
        names = {"field": spec.label, "name": self.name_of(record)}

        def edit(tx: "Transaction") -> bool:
            drafts.keep(tx, self.kind, record.id, spec.name, text)
            return True

        return bool(self.bridge.run(N_("Edit {field} of “{name}”"), edit, origin=self.origin, **names))
