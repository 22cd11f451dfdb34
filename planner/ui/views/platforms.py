"""Platforms: where people are reached or served, what each takes, and what its listings say."""

from typing import Any, ClassVar

from planner.i18n import N_
from planner.model.catalogue import KINDS, Record
from planner.ui.editors.platform_picker import PlatformPicker, catalogue, fields_of
from planner.ui.forecast.outlook_columns import net_column
from planner.ui.listings.facts import conversion_column, status_column
from planner.ui.tables import cell_text
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, NUMBER, Cell, Column, field_column
from planner.ui.tables.record_page import EmptyWords, RecordPage


def _caption(record: Record, scene: Scene) -> Cell:
    specs = KINDS["platform"].by_name
    words = [cell_text.shown(specs[name], getattr(record, name), scene) for name in ("form", "ownership")]
    return Cell(caption=" · ".join(filter(None, words)))


class PlatformsPage(RecordPage):
    """The page of platforms; the empty one offers the known platforms of the language first."""

    KIND = "platform"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Platform"), 176, NAME, "name", show=_caption, stretch=True),
        status_column("platform"),
        field_column("platform", "fee_rate", 68, spare=True),
        conversion_column("platform"),
        net_column(132),
        field_column("platform", "audience", 108, look=NUMBER, spare=True),
    )
    EMPTY = EmptyWords(
        N_("No platforms yet"),
        N_("Where do people meet what you make? Choose a known platform or type a name; fees are typical, check them."),
        N_("Choose a known platform"),
        "store",
    )

    def fill_empty(self) -> None:
        self.picker = PlatformPicker(self)
        self.picker.picked.connect(self._picked)
        self.picker.created.connect(self.table.edits.create)
        self.picker.ask(self.empty.secondary_button)

    def _picked(self, key: Any) -> None:
        row = catalogue().get(str(key))
        if row is not None:
            fields = fields_of(row, None)
            self.table.edits.create(fields.pop("name"), **fields)
