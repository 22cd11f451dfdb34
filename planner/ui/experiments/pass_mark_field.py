"""The pass mark of an experiment: a share of visitors for a conversion, a number of sales or replies otherwise."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from planner.model.catalogue import KINDS, Experiment
from planner.model.kinds import Record
from planner.model.number_types import Number
from planner.ui.editors.values import NumberEditor

_SHARE: Final = Number(Decimal(0), Decimal(1), rate=True)


class PassMarkEditor(NumberEditor):
    """Reads 2% where the measure is a conversion, 3 where sales or replies are counted."""

    def show(self, record: Record, draft: str | None = None) -> None:
        declared = KINDS["experiment"].by_name[self.spec.name]
        share = isinstance(record, Experiment) and (record.measure or "conversion") == "conversion"
        self.spec = replace(declared, type=_SHARE) if share else declared
        super().show(record, draft)
