"""How the plan is lived through: living costs, horizon, how guesses move together, and how often chance is asked."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from planner.i18n import _
from planner.ui.editors.fields import Desk
from planner.ui.editors.form_sections import Flash
from planner.ui.editors.record_fields import RecordFields
from planner.ui.forecast.outlook import SAMPLES
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.cards import Card
from planner.ui.widgets.choices import Segmented
from planner.ui.widgets.field import Field

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

RUNS: Final = ((1024, "1k"), (SAMPLES, "8k"), (32768, "32k"))
REMEMBERED: Final = "forecast.samples"
_FIELDS: Final = ("living_costs", "horizon_months", "seed", "correlation")


class ForecastSettings(Card):
    """Fields of the plan that every forecast takes, and the number of runs, which is this computer's."""

    def __init__(self, bridge: "Bridge") -> None:
        super().__init__()
        self.bridge = bridge
        self.fields = RecordFields("plan", Desk(bridge), _FIELDS, self)
        self.runs = Segmented([(str(samples), "") for samples, _words in RUNS])
        self.runs_field = Field("", self.runs)
        self.correlation = Field("", self.fields.editors["correlation"].compact())
        self.grid = QGridLayout()
        editors = self.fields.editors
        self.grid.addWidget(editors["living_costs"].field, 0, 0, 1, 2)
        self.grid.addWidget(editors["horizon_months"].field, 1, 0)
        self.grid.addWidget(editors["seed"].field, 1, 1)
        self.grid.addWidget(self.correlation, 2, 0)
        self.grid.addWidget(self.runs_field, 2, 1)
        for column in (0, 1):
            self.grid.setColumnStretch(column, 1)
        self.body.addLayout(self.grid)
        self.flash = Flash(self)
        self.runs.chosen.connect(self._on_runs)
        samples = int(bridge.recall(REMEMBERED, SAMPLES))
        self.runs.set_value(str(samples))
        bridge.outlook.set_samples(samples)
        self.fields.show(bridge.plan.settings.id)
        self.retranslate()
        follow(self._restyle)

    def refresh(self) -> None:
        """Take up what changed; a text being typed stays."""
        self.fields.refresh()

    def commit(self) -> None:
        """Commit what is being typed."""
        self.fields.commit()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self.fields.editors["living_costs"].focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_field(self, name: str) -> QWidget:
        """Focus the field and flash it; its widget, to scroll to."""
        editor = self.fields.editors[name]
        editor.focus_widget.setFocus(Qt.FocusReason.OtherFocusReason)
        shown: QWidget = self.correlation if name == "correlation" else editor.field
        self.flash.light(shown)
        return shown

    def retranslate(self) -> None:
        self.set_title(_("How it is reckoned"))
        self.runs_field.set_label(_("Runs"))
        self.runs.set_options([(str(samples), words) for samples, words in RUNS])
        self.runs.setAccessibleName(_("Runs"))
        self.fields.retranslate()
        spec = self.fields.editors["correlation"].spec
        self.correlation.set_label(_(spec.label))
        self.correlation.editor.setToolTip(_(spec.help))

    def _on_runs(self, value: str) -> None:
        self.bridge.remember(REMEMBERED, int(value))
        self.bridge.outlook.set_samples(int(value))

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "grid"):
            self.grid.setHorizontalSpacing(theme().px(Size.COLUMN_GAP))
            self.grid.setVerticalSpacing(theme().px(10))
