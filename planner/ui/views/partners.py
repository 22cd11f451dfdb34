"""Partners: people, companies and communities that might help, and when one last heard of them."""

from datetime import date
from typing import ClassVar

from planner.i18n import N_, _
from planner.model import wording
from planner.model.catalogue import KINDS, Partner, Record
from planner.ui.alliances.contact_note import ContactNote, last_contact
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, TEXT, Cell, Column, field_column, number_column
from planner.ui.tables.record_page import EmptyWords, RecordPage


def _caption(record: Record, scene: Scene) -> Cell:
    sort = record.sort if isinstance(record, Partner) else None
    return Cell(caption=cell_text.shown(KINDS["partner"].by_name["sort"], sort, scene))


def _last(record: Record, scene: Scene) -> Cell:
    day = last_contact(scene.plan, [record.id])
    return Cell(wording.day_words(day, scene.context) if day else "")


def _last_key(record: Record, scene: Scene) -> date | None:
    return last_contact(scene.plan, [record.id])


class PartnersPage(RecordPage):
    """The page of partners; C writes down what was said."""

    KIND = "partner"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Partner"), 200, NAME, "name", show=_caption, stretch=True),
        field_column("partner", "contact", 140),
        number_column(
            "alliances",
            N_("Alliances"),
            96,
            lambda record, scene: len(scene.plan.naming("alliance", "partners", record.id)),
        ),
        Column("last", N_("Last contact"), 108, TEXT, show=_last, key=_last_key, editable=False),
    )
    EMPTY = EmptyWords(
        N_("No partners yet"),
        N_("Note who might help, in whatever way. A name is enough; how to reach them can wait."),
    )

    def log_contact(self) -> None:
        """Ask what was said with the partner selected, and write it down under today."""
        partner = self.bridge.plan.find("partner", self.table.current_id())
        if partner is not None:
            self.note = ContactNote(self.bridge, [partner.id], self, origin=self.table)
            self.note.setAccessibleName(_("Log a contact"))
            self.note.open_at_row(self.table.view)
