"""The left side of the Export page: which sections, in which language, on which paper, with or without amounts and notes."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner.i18n import _
from planner.report.options import BOTH, PAPER_NAMES, PAPERS, PRESETS, ReportOptions
from planner.report.sections import SECTIONS
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Size
from planner.ui.widgets.buttons import LinkButton
from planner.ui.widgets.choices import CheckBox, Choice, Segmented
from planner.ui.widgets.labels import GroupLabel, Hairline

_LANGUAGES = (("zh", "中文"), ("en", "English"), (BOTH, "中文 + English"))


@dataclass(frozen=True)
class Wish:
    """What is remembered of the choices: the ids of sections not wanted, and how to print."""

    without: tuple[str, ...] = ()
    paper: str = "a4"
    hide_amounts: bool = False
    index_amounts: bool = False
    notes: bool = True
    preset: str = "full"
    alliance: str = ""
    bilingual: bool = False

    @classmethod
    def of(cls, form: Any) -> "Wish":
        """The wish behind remembered plain values; what is odd about them is left out."""
        form = form if isinstance(form, dict) else {}
        known = {section.id for section in SECTIONS}
        without = form.get("without")
        paper = form.get("paper")
        return cls(
            tuple(name for name in without if name in known) if isinstance(without, list) else (),
            paper if paper in PAPERS else "a4",
            form.get("hide_amounts") is True,
            form.get("index_amounts") is True,
            form.get("notes") is not False,
            preset if (preset := form.get("preset")) in PRESETS else "full",
            alliance if isinstance(alliance := form.get("alliance"), str) else "",
            form.get("bilingual") is True,
        )

    def form(self) -> dict[str, Any]:
        """Plain values to be remembered."""
        return {
            "without": list(self.without),
            "paper": self.paper,
            "hide_amounts": self.hide_amounts,
            "index_amounts": self.index_amounts,
            "notes": self.notes,
            "preset": self.preset,
            "alliance": self.alliance,
            "bilingual": self.bilingual,
        }


class ExportOptions(QWidget):
    """`changed` follows every change a person makes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {section.id: CheckBox() for section in SECTIONS}
        self.empty: tuple[str, ...] = ()
        self._without: set[str] = set()
        self.preset, self.alliance = Choice(), Choice()
        self.language, self.paper = Segmented(_LANGUAGES), Segmented([(name, PAPER_NAMES[name]) for name in PAPERS])
        self.hide_amounts, self.index_amounts, self.notes = CheckBox(), CheckBox(), CheckBox()
        self.all, self.none = LinkButton(), LinkButton()
        self.heads = {name: GroupLabel() for name in ("preset", "sections", "appendix", "language", "paper", "amounts")}
        self._lay_out()
        for name, box in self.boxes.items():
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # none is wider than the panel
            box.clicked.connect(lambda checked=False, name=name: self._on_box(name, wanted=checked))
        self.all.clicked.connect(lambda: self._on_every(wanted=True))
        self.none.clicked.connect(lambda: self._on_every(wanted=False))
        self.preset.chosen.connect(self._on_preset)
        for choice in (self.language, self.paper, self.alliance):
            choice.chosen.connect(self.changed)
        self.hide_amounts.clicked.connect(self._tick)
        for box in (self.hide_amounts, self.index_amounts, self.notes):
            box.clicked.connect(self.changed)
        self.retranslate()
        follow(self._restyle)

    def _lay_out(self) -> None:
        ground = QWidget()
        self._rows = QVBoxLayout(ground)
        for choice in (self.heads["preset"], self.preset, self.alliance):
            self._rows.addWidget(choice)
        self._rows.addSpacing(6)
        self._rows.addWidget(Hairline())
        head = QHBoxLayout()
        head.addWidget(self.heads["sections"], 1)
        head.addWidget(self.all)
        head.addWidget(self.none)
        self._rows.addLayout(head)
        for section in SECTIONS:
            if section.appendix and section.id == "ranges":
                self._rows.addSpacing(6)
                self._rows.addWidget(self.heads["appendix"])
            self._rows.addWidget(self.boxes[section.id])
        for name, part in (("language", self.language), ("paper", self.paper)):
            self._rows.addSpacing(6)
            self._rows.addWidget(Hairline())
            self._rows.addWidget(self.heads[name])
            self._rows.addWidget(part)
        self._rows.addSpacing(6)
        self._rows.addWidget(Hairline())
        for foot in (self.heads["amounts"], self.hide_amounts, self.index_amounts, self.notes):
            self._rows.addWidget(foot)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        for clear in (area, area.viewport(), ground):
            clear.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def set_wish(self, wish: Wish, language: str) -> None:
        """Show what was chosen before."""
        self._without = set(wish.without)
        self.preset.set_value(wish.preset)
        self.alliance.set_value(wish.alliance)
        self.language.set_value(BOTH if wish.bilingual else language)
        self.paper.set_value(wish.paper)
        self.hide_amounts.setChecked(wish.hide_amounts)
        self.index_amounts.setChecked(wish.index_amounts)
        self.notes.setChecked(wish.notes)
        self._tick()

    def wish(self) -> Wish:
        """What is chosen, to be remembered."""
        return Wish(
            tuple(sorted(self._without)), self.paper.value(), self.hide_amounts.isChecked(), self.index_amounts.isChecked(),
            self.notes.isChecked(),
            self.preset.value() or "full", self.alliance.value(), self.language.value() == BOTH,
        )  # fmt: skip

    def set_alliances(self, alliances: list[tuple[str, str]]) -> None:
        """Offer these, each an id and a name, for a partner’s copy."""
        self.alliance.set_options(alliances)
        if not self.alliance.value() and alliances:
            self.alliance.set_value(alliances[0][0])
        self.preset.set_options(
            [(name, _(one.label)) for name, one in PRESETS.items() if name != "partner" or alliances]
        )
        if not self.preset.value():
            self.preset.set_value("full")
        self._tick()

    def choose_preset(self, name: str) -> None:
        """Choose a copy, as if by hand."""
        self.preset.set_value(name)
        self._on_preset()

    def set_empty(self, empty: tuple[str, ...]) -> None:
        """Untick the sections that have nothing to say; they come back as soon as there is something."""
        self.empty = empty
        self._tick()

    def options(self) -> ReportOptions:
        """What is chosen, for the report."""
        wanted = tuple(section.id for section in SECTIONS if self.boxes[section.id].isChecked())
        return ReportOptions(
            language=self.language.value() or "en",
            hide_amounts=self.hide_amounts.isChecked(),
            index_amounts=self.index_amounts.isEnabled() and self.index_amounts.isChecked(),
            sections=wanted,
            paper="us-letter" if self.paper.value() == "us-letter" else "a4",
            notes=self.notes.isChecked(),
            preset=self.preset.value() or "full",
            alliance=self.alliance.value() if self.preset.value() == "partner" else "",
        )

    def _on_box(self, name: str, *, wanted: bool) -> None:
        self._without = self._without - {name} if wanted else self._without | {name}
        self.changed.emit()

    def _on_preset(self) -> None:
        self._tick()
        self.changed.emit()

    def _on_every(self, *, wanted: bool) -> None:
        self._without = set() if wanted else {section.id for section in SECTIONS if section.id != "summary"}
        self._tick()
        self.changed.emit()

    def _tick(self) -> None:
        preset = PRESETS[self.preset.value() or "full"]
        self.alliance.setVisible(self.preset.value() == "partner")
        for name, box in self.boxes.items():
            there = name not in self.empty and (not preset.sections or name in preset.sections)
            box.setEnabled(there)
            box.setChecked(there and name not in self._without)
        self.hide_amounts.setEnabled(not preset.hide_amounts)
        self.index_amounts.setEnabled(preset.hide_amounts or self.hide_amounts.isChecked())
        self._name_boxes()

    def _name_boxes(self) -> None:
        for section in SECTIONS:
            label = _(section.label)
            box = self.boxes[section.id]
            box.setText(_("{section}: nothing yet").format(section=label) if section.id in self.empty else label)
            box.updateGeometry()

    def retranslate(self) -> None:
        heads = (
            ("preset", _("Kind of copy")), ("sections", _("Sections")), ("appendix", _("Appendix")), ("language", _("Language")), ("paper", _("Paper")),
            ("amounts", _("Discretion")),
        )  # fmt: skip
        for name, text in heads:
            self.heads[name].setText(text)
        self.all.setText(_("All"))
        self.none.setText(_("Summary only"))
        self.preset.set_options([(name, _(one.label)) for name, one in PRESETS.items()])
        self.preset.set_name(_("Kind of copy"))
        self.alliance.set_name(_("Alliance"))
        self.language.setAccessibleName(_("Language"))
        self.paper.setAccessibleName(_("Paper"))
        self.hide_amounts.setText(_("Hide amounts"))
        self.hide_amounts.setToolTip(_("Every amount becomes •••, in tables, texts and on the map."))
        self.index_amounts.setText(_("As an index, highest price = 100"))
        self.index_amounts.setToolTip(
            _("Every amount becomes its part of the highest price; in sentences it stays •••.")
        )
        self.notes.setText(_("Print notes"))
        self._name_boxes()

    def _restyle(self) -> None:
        look = theme()
        side = look.px(Size.CARD_PADDING)
        self._rows.setContentsMargins(look.px(Size.PAGE_PADDING), side, side, side)
        self._rows.setSpacing(look.px(5))
