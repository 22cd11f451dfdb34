"""Alliances: agreements and hopes of agreements, as a table or as a board by stage."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from planner.figures.alliance_words import verdict
from planner.i18n import N_, _, ngettext
from planner.model import wording
from planner.model.catalogue import Alliance, Record
from planner.ui.alliances.board import AllianceBoard
from planner.ui.alliances.contact_note import ContactNote, last_contact
from planner.ui.alliances.sample_alliances import copy_alliances, sample_records
from planner.ui.alliances.strip import BalanceStrip
from planner.ui.editors.form import RecordEditor
from planner.ui.editors.next_steps import due_words
from planner.ui.forecast.outlook_words import speech_of
from planner.ui.tables.cell_text import Scene
from planner.ui.tables.columns import NAME, NUMBER, TEXT, Cell, Column, field_column
from planner.ui.tables.record_page import EmptyWords, RecordPage
from planner.ui.widgets.choices import Segmented

if TYPE_CHECKING:
    from planner.model.changes import ChangeSet


def _caption(record: Record, scene: Scene) -> Cell:
    partners = record.partners if isinstance(record, Alliance) else ()
    return Cell(caption=" · ".join(scene.plan.label("partner", partner) for partner in partners))


def _next_step(record: Record, scene: Scene) -> Cell:
    return Cell(caption=due_words(record.next_on, scene.context) if isinstance(record, Alliance) else "")


def _balance(record: Record, scene: Scene) -> Cell:
    """What passes each way in a month, by the middle of what is possible; the tip tells the ranges and who gives more."""
    found = scene.balances.get(record.id)
    if found is None or (found.got is None and found.given is None):
        return Cell()
    speech = speech_of(scene)
    give, get = (speech.brief(side.p50) if side is not None else "–" for side in (found.given, found.got))
    gives, gets = (speech.span(side.p10, side.p90) if side is not None else "–" for side in (found.given, found.got))
    told = _("You give {give} a month and get {get}.").format(give=gives, get=gets)
    told = " ".join(filter(None, (told, verdict(found))))
    return Cell(_("{give} / {get}").format(give=give, get=get), caption=_("a month"), spoken=told, tip=told)


def _ahead(record: Record, scene: Scene) -> float | None:
    """What we get more than they do, in the middle; None while one of the two is not known."""
    found = scene.balances.get(record.id)
    return found.got.p50 - found.given.p50 if found is not None and found.got and found.given else None


def _last(record: Record, scene: Scene) -> Cell:
    day = _last_key(record, scene)
    return Cell(wording.day_words(day, scene.context) if day else "")


def _last_key(record: Record, scene: Scene) -> date | None:
    return last_contact(scene.plan, record.partners) if isinstance(record, Alliance) else None


BALANCE = "balance"


class AlliancesPage(RecordPage):
    """The page of alliances; V changes between table and board, C writes down what was said."""

    KIND = "alliance"
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("name", N_("Alliance"), 200, NAME, "name", show=_caption, stretch=True),
        field_column("alliance", "stage", 96),
        Column("next_step", N_("Next step"), 160, TEXT, "next_step", show=_next_step),
        Column(
            BALANCE, N_("Give / get"), 112, NUMBER, show=_balance, key=_ahead, editable=False,
        ),
        field_column("alliance", "share", 96, spare=True),
        Column("last", N_("Last contact"), 124, TEXT, show=_last, key=_last_key, editable=False, spare=True),
    )  # fmt: skip
    EMPTY = EmptyWords(
        N_("No alliances yet"),
        N_("Note who brings you what, and what you give them. Start with a name; the rest can follow later."),
        N_("Copy those of the sample plan"),
        "copy",
    )

    def fill_empty(self) -> None:
        sample = sample_records()
        made = self.bridge.run(
            N_("Copy the alliances of the sample plan"), lambda tx: copy_alliances(tx, sample), origin=self.table
        )
        if made:
            self.table.show_record(made[0])
            self.table.focus()

    def _connect(self) -> None:
        super()._connect()
        self.switch = Segmented()
        self.table.bar.add_switch(self.switch)
        self.switch.chosen.connect(lambda _look: self.turn())
        self.board = AllianceBoard(self.bridge, self.table)
        self.table.stack.addWidget(self.board)
        self.board.turned.connect(self.turn)
        self.board.contacted.connect(self.log_contact)
        self.board.opened.connect(self._open_detail)
        self.table.set_alternative(self.board if self.bridge.recall("alliance.board", False) else None)
        self.bridge.agreements.told.connect(self._tell_balances)
        self._tell_balances()

    def _dress(self, form: RecordEditor) -> None:
        self.strip = BalanceStrip(self.bridge)
        form.add_strip(self.strip)
        form.problems_changed.connect(lambda: self.strip.show_alliance(form.record_id or ""))

    def _show_current(self) -> None:
        super()._show_current()
        self.strip.show_alliance(self.editor.record_id or "")

    def refresh(self, changes: "ChangeSet | None") -> None:
        super().refresh(changes)
        self.board.refresh()

    def retranslate(self) -> None:
        super().retranslate()
        self.switch.set_options([("table", _("List")), ("board", _("Board"))])
        self._tell_switch()
        self.board.refresh()
        if not self.bridge.plan.records("alliance", archived=True):
            self._count_samples()

    def _tell_balances(self) -> None:
        latest = self.bridge.agreements.latest
        self.table.model.show_balances({key: one.balance for key, one in latest.items()}, BALANCE)

    def _count_samples(self) -> None:
        """Say on the button of the empty page how many alliances it copies."""
        count = sum(isinstance(one, Alliance) for one in sample_records())
        words = ngettext("Copy {count} from the sample plan", "Copy {count} from the sample plan", count)
        self.empty.secondary_button.setText(words.format(count=count) if count else _(self.EMPTY.secondary))

    def _tell_switch(self) -> None:
        self.switch.set_value("board" if self.table.alternative else "table")

    def turn(self) -> None:
        """Change between table and board."""
        on = self.table.alternative is None
        self.bridge.remember("alliance.board", on)
        self.table.set_alternative(self.board if on else None)
        self._tell_switch()
        self.board.refresh()
        (self.board if on else self.table.view).setFocus()

    def log_contact(self) -> None:
        """Ask what was said with the first partner of the alliance selected."""
        alliance = self.bridge.plan.find("alliance", self.table.current_id())
        if alliance is None:
            return
        if not alliance.partners:
            self.bridge.toast(_("“{name}” has no partner yet; add one first.").format(name=alliance.name), undo=False)
            return
        self.note = ContactNote(self.bridge, alliance.partners, self, origin=self.table)
        self.note.open_at_row(self.table.view)
