"""What the ledger does to the plan, each as one named step; what cannot be read is kept as a draft, never lost."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.commands import drafts, ledger, records, recurring
from planner.errors import InputError
from planner.i18n import N_, _, ngettext
from planner.model.catalogue import Entry
from planner.ui.ledger.columns import moved_words, spec_of
from planner.ui.ledger.reading import KIND, entry_reading, entry_text, fields_set, today_of
from planner.ui.tables.cell_text import Scene

if TYPE_CHECKING:
    from planner.session import Transaction
    from planner.ui.bridge import Bridge

MANY = 5_000  # entries from which on they are changed beside the window


class EntryEdits:
    """Edits of entries; `origin` is who asks, so that a view knows its own changes."""

    def __init__(self, bridge: "Bridge", origin: object) -> None:
        self.bridge, self.origin = bridge, origin

    def last_of(self, payee: str) -> Entry | None:
        """The last entry of the payee."""
        return self.bridge.session.journal.last_like(payee)

    def add(self, fields: Mapping[str, Any]) -> str:
        """A new entry; its id, or "" when it was refused."""
        made = self.bridge.run(
            N_("Add “{name}”"),
            lambda tx: records.create(tx, KIND, **fields),
            origin=self.origin,
            name=fields.get("payee") or _("Entry"),
        )
        return made.id if made else ""

    def set_text(self, entry: Entry, name: str, text: str) -> str:
        """Take what was typed into a field; what cannot be read is kept as its draft. Why it cannot be read, or ""."""
        scene = Scene.of(self.bridge.plan)
        kept = scene.draft(KIND, entry.id, name)
        if text == kept or (kept is None and text == entry_text(name, entry, scene)):
            return ""
        try:
            value = entry_reading(name, text, scene, entry.sort, entry.currency or "").value
        except InputError as error:
            if spec_of(name).required and not text.strip():
                self.bridge.refused.emit(error.message)
            else:
                self._run_one(entry, name, lambda tx: drafts.keep(tx, KIND, entry.id, name, text))
            return error.message
        self.set_value(entry, name, value)
        return ""

    def set_value(self, entry: Entry, name: str, value: Any) -> bool:
        """Give a field of one entry a value."""
        fields = fields_set(name, value, entry)
        return self._run_one(entry, name, lambda tx: records.edit(tx, KIND, entry.id, **fields))

    def set_many(self, ids: Collection[str], name: str, value: Any) -> bool:
        """Give a field of these entries one value, as one step."""
        labels = N_("Edit {field} of “{name}”"), N_("Edit {field} of {count} entries")
        field = spec_of(name).label
        return bool(self._run_many(labels, ids, lambda tx: ledger.set_fields(tx, ids, **{name: value}), field=field))

    def set_checked(self, ids: Collection[str], *, checked: bool) -> bool:
        """Mark entries as checked, or as not checked."""
        labels = N_("Check “{name}”"), N_("Check {count} entries")
        if not checked:
            labels = N_("Uncheck “{name}”"), N_("Uncheck {count} entries")
        return bool(self._run_many(labels, ids, lambda tx: ledger.set_fields(tx, ids, checked=checked)))

    def delete(self, ids: Collection[str]) -> str:
        """Delete entries; what to say about it, or "" when refused or still on its way."""
        labels, count = (N_("Delete “{name}”"), N_("Delete {count} entries")), len(ids)
        told = ngettext("Deleted {count} entry", "Deleted {count} entries", count).format(count=f"{count:,}")
        if count > MANY:
            self.bridge.run_aside(labels[1], lambda tx: ledger.delete(tx, ids), told, count=count)
            return ""
        name = self._run_many(labels, ids, lambda tx: ledger.delete(tx, ids))
        if not name:
            return ""
        return _("Deleted “{name}”").format(name=name) if count == 1 else told

    def duplicate(self, copied: Sequence[Entry]) -> list[str]:
        """Copies of entries, not checked and without the number of a statement; their ids."""

        def edit(tx: "Transaction") -> list[str]:
            made = []
            for entry in copied:
                kept = {spec: getattr(entry, spec) for spec in _COPIED}
                made.append(records.create(tx, KIND, **kept).id)
            return made

        label = N_("Duplicate “{name}”") if len(copied) == 1 else N_("Duplicate {count} entries")
        return self.bridge.run(label, edit, origin=self.origin, name=self.name_of(copied[0]), count=len(copied)) or []

    def link(self, refund: Entry, sale: Entry | None) -> bool:
        """Say which sale a refund pays back; None says that it is not known."""
        label = N_("Link “{name}” to its sale") if sale else N_("Unlink “{name}” from its sale")
        made = self.bridge.run(
            label,
            lambda tx: records.edit(tx, KIND, refund.id, refund_of=sale.id if sale else None),
            origin=self.origin,
            name=self.name_of(refund),
        )
        return made is not None

    def make_recurring(self, entry: Entry) -> str:
        """A recurring entry like this one, next in a month; its id, or "" when it was refused."""
        today = today_of(Scene.of(self.bridge.plan))
        made = self.bridge.run(
            N_("Let “{name}” come again"),
            lambda tx: recurring.of_entry(tx, entry, today),
            origin=self.origin,
            name=self.name_of(entry),
        )
        return made.id if made else ""

    def name_of(self, entry: Entry) -> str:
        """What to call an entry in a message."""
        return entry.payee or moved_words(entry, Scene.of(self.bridge.plan)) or _("Entry")

    def _run_many(self, labels: tuple[str, str], ids: Collection[str], edit: Any, **names: object) -> str:
        """Edit one or several entries under the first or the second label; what the first is called, "" when refused."""
        first = next(iter(self.bridge.session.journal.records(KIND, list(ids)[:1])), None)
        name = self.name_of(first) if isinstance(first, Entry) else _("Entry")

        def all_of_them(tx: "Transaction") -> bool:
            edit(tx)
            return True

        label = labels[0] if len(ids) == 1 else labels[1]
        if len(ids) > MANY:
            self.bridge.run_aside(label, edit, "", name=name, count=len(ids), **names)
            return name
        done = self.bridge.run(label, all_of_them, origin=self.origin, name=name, count=len(ids), **names)
        return name if done else ""

    def _run_one(self, entry: Entry, name: str, edit: Any) -> bool:
        names = {"field": spec_of(name).label, "name": self.name_of(entry)}
        return bool(self.bridge.run(N_("Edit {field} of “{name}”"), edit, origin=self.origin, **names))


_COPIED = ("date", "sort", "amount", "currency", "fee", "product", "platform", "partner", "quantity", "payee", "memo")
