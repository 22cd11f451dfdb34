"""What keys, buttons and menus of the Distribution page do with the cells chosen: ask what has to be asked, then one step."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from planner.commands.distribution import Place, row_places, usual_platforms
from planner.i18n import _, ngettext
from planner.model.catalogue import Publication, Work
from planner.ui.distribution.grid import DistributionGrid
from planner.ui.distribution.model import newest_first
from planner.ui.distribution.publication_asks import Ask, AskReason, AskWhen, NewWork
from planner.ui.distribution.publication_deeds import PublicationDeeds
from planner.ui.distribution.publication_strip import PublicationStrip, deed_words
from planner.ui.hours.wall_clock import EVENING, WallClock

if TYPE_CHECKING:
    from planner.model.placements import Placement
    from planner.ui.bridge import Bridge

_TIME = "distribution.time"  # the time of day at which was last scheduled
_LOOKED_AT = 8  # works of a medium looked at for where such works go


class DistributionActs(QObject):
    """The deeds of the page. `made(work, platforms)` follows a new work."""

    made = Signal(str, tuple)

    def __init__(
        self, bridge: "Bridge", clock: WallClock, grid: DistributionGrid, strip: PublicationStrip, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.bridge, self.clock, self.grid, self.strip, self._page = bridge, clock, grid, strip, parent
        self.deeds = PublicationDeeds(bridge, clock, self)
        self.asking: Ask | None = None
        strip.asked.connect(lambda deed: self.named()[deed]())
        strip.edited.connect(self._on_edited)
        strip.drafted.connect(self._on_drafted)
        grid.deleted.connect(self.delete)
        grid.spread.connect(self.spread)
        grid.menu_asked.connect(self.open_menu)

    def named(self) -> Mapping[str, Callable[[], object]]:
        """Every deed by the name it has in the strip."""
        return {
            "publish": self.publish_today, "confirm": self.confirm, "schedule": self.schedule,
            "reschedule": self.schedule, "retry": self.retry, "draft": self.draft, "open": self.open_link,
            "copy": self.copy_text, "fail": self.fail, "skip": self.skip, "take_down": self.take_down,
            "again": self.publish_again, "delete": self.delete,
        }  # fmt: skip

    # deeds

    def publish_today(self) -> None:
        """Say that what is chosen went out now; what is out already stays as it is."""
        places = [place for place in self._writable() if self._status(place) != "published"]
        if places:
            self.deeds.publish(places, self.clock.now().replace(microsecond=0))

    def confirm(self) -> None:
        """Say that what was due went out when it was to."""
        place, cell = self.grid.current(), self.strip.cell
        if place is not None and cell is not None and cell.at is not None:
            self.deeds.publish([place], cell.at)

    def draft(self) -> None:
        """Make drafts of what is chosen and has not gone out."""
        places = [place for place in self._writable() if self._status(place) not in ("published", "removed")]
        if places:
            self.deeds.draft(places)

    def schedule(self) -> None:
        """Ask for a moment and plan what is chosen for it."""
        places = self._writable()
        if places:
            self.ask_when(places, self.start())

    def ask_when(self, places: list[Place], start: dt.datetime) -> None:
        """Ask for a moment, beginning with `start`, and plan places for it."""

        def take(at: dt.datetime) -> None:
            self.bridge.remember(_TIME, f"{self.clock.here(at):%H:%M}")
            self.deeds.schedule(places, at)
            self.grid.setFocus()

        asking = AskWhen(self._page, self.clock, start)
        asking.given.connect(take)
        self._open(asking)

    def retry(self) -> None:
        """Plan what failed for tomorrow, at the time of day it was to go out."""
        place, cell = self.grid.current(), self.strip.cell
        if place is None or cell is None:
            return
        time = self.clock.here(cell.at).time() if cell.at is not None else self.usual_time()
        at = self.clock.moment(self.clock.today() + dt.timedelta(1), time)
        if self.deeds.schedule([place], at):
            self.bridge.toast(_("Scheduled again for {when}").format(when=self.clock.words(at)))

    def fail(self) -> None:
        """Ask what went wrong and what comes next."""
        places = self._writable()
        asking = AskReason(self._page, _("Mark as failed"), _("What went wrong"), stepped=True, needed=True)
        self._ask_reason(places, asking, lambda wrong, step: self.deeds.fail(places, wrong, step))

    def skip(self) -> None:
        """Ask why not, and decide against what is chosen."""
        places = self._writable()
        asking = AskReason(self._page, _("Skip"), _("Reason"), stepped=False, needed=False)
        self._ask_reason(places, asking, lambda reason, _step: self.deeds.skip(places, reason))

    def take_down(self) -> None:
        """Ask why, and say that what is chosen was taken down."""
        places = [place for place in self._writable() if place.publication]
        asking = AskReason(self._page, _("Mark as taken down"), _("Reason"), stepped=False, needed=False)
        self._ask_reason(places, asking, lambda reason, _step: self.deeds.take_down(places, reason))

    def publish_again(self) -> None:
        """Say that the work went out there once more."""
        place = self.grid.current()
        if place is not None and place.publication:
            self.deeds.publish_again(place)

    def spread(self) -> None:
        """Give the row of the current cell its status, moment and reason."""
        place, cell = self.grid.current(), self.strip.cell
        if place is None or cell is None or self.bridge.read_only:
            return
        model, row = self.grid.model, self.grid.grid.currentIndex().row()
        takes = [
            one.id
            for column, one in enumerate(model.platforms, start=1)
            if model.fits(row, one) or model.cell(row, column) is not None
        ]
        places = row_places(model.cells_of(row), place.work, takes, place.platform)
        if places and self.deeds.spread(place, places):
            told = ngettext("Applied to {count} platform", "Applied to {count} platforms", len(places))
            self.bridge.toast(told.format(count=len(places)))

    def delete(self) -> None:
        """Take away the publications chosen."""
        places = [place for place in self._writable() if place.publication]
        if places and self.deeds.remove(places):
            told = ngettext("Deleted {count} publication", "Deleted {count} publications", len(places))
            self.bridge.toast(told.format(count=len(places)))

    def move(self, cell: "Placement", day: dt.date) -> bool:
        """Move a publication to another day, at the time of day it has."""
        time = self.clock.here(cell.at).time() if cell.at is not None else self.usual_time()
        at = self.clock.moment(day, time)
        place = Place(cell.work, cell.platform, cell.id)
        return not self.bridge.read_only and bool(self.deeds.move(place, at))

    def new_work(self, anchor: QWidget) -> None:
        """Ask for a work and where it is to go."""
        works = newest_first(self.bridge.plan.of(Work))
        medium = next((work.medium for work in works if work.medium), "") or ""
        asking = NewWork(self._page, self.bridge, self.usual, medium)

        def take(title: str, medium: str, product: str, platforms: tuple[str, ...]) -> None:
            fields = {"medium": medium or None, "product": product or None, "made_on": self.clock.today()}
            work = self.deeds.new_work(title, platforms, **fields)
            if work:
                self.made.emit(work, platforms)

        asking.given.connect(take)
        self._open(asking, anchor.mapToGlobal(QPoint(0, anchor.height())))

    def usual(self, medium: str) -> tuple[str, ...]:
        """The platforms to which works of a medium went last."""
        works = [work for work in newest_first(self.bridge.plan.of(Work)) if (work.medium or "") == medium]
        works = works[:_LOOKED_AT]
        return usual_platforms(works, self.bridge.session.journal.publications.cells([work.id for work in works]))

    # links and texts

    def open_link(self) -> None:
        """Open the link of the current publication."""
        url = self.strip.cell.url if self.strip.cell else ""
        if url:
            QDesktopServices.openUrl(QUrl.fromUserInput(url))
        else:
            self.bridge.toast(_("There is no link here yet; Enter goes to its field."), undo=False)

    def copy_text(self) -> None:
        """Put title, text and link into the clipboard, ready to be pasted on the platform."""
        place = self.grid.current()
        work = self.bridge.plan.find("work", place.work) if place else None
        if work is None:
            return
        shown = self.strip.fields.publication
        text = (shown.version if isinstance(shown, Publication) else "") or work.text
        parts = [part.strip() for part in (work.title, text, work.file if "://" in work.file else "") if part.strip()]
        QGuiApplication.clipboard().setText("\n\n".join(parts))
        told = (
            _("Copied title and text, ready to paste")
            if text.strip()
            else _("Copied the title; the work has no text yet")
        )
        self.bridge.toast(told, undo=False)

    # what they share

    def open_menu(self, at: QPoint) -> None:
        """Show everything that can be done with the current cell."""
        menu = QMenu(self._page)
        self.strip.fill_menu(menu)
        for deed in ("open", "copy"):
            menu.addAction(deed_words(deed)).triggered.connect(lambda _on=False, deed=deed: self.named()[deed]())
        menu.popup(at)

    def usual_time(self) -> dt.time:
        """The time of day at which was last scheduled."""
        kept = str(self.bridge.recall(_TIME, ""))
        return dt.time.fromisoformat(kept) if kept else EVENING

    def start(self) -> dt.datetime:
        """The moment with which asking begins: that of the cell if it is still to come, else tomorrow."""
        cell = self.strip.cell
        if cell is not None and cell.at is not None and cell.at > self.clock.now():
            return cell.at
        return self.clock.moment(self.clock.today() + dt.timedelta(1), self.usual_time())

    def _writable(self) -> list[Place]:
        return [] if self.bridge.read_only else self.grid.chosen()

    def _status(self, place: Place) -> str:
        spot = self.grid.model.spot(place.work, place.platform)
        cell = self.grid.model.cell(*spot) if spot else None
        return cell.status if cell else ""

    def _ask_reason(self, places: list[Place], asking: AskReason, take: Callable[[str, str], Any]) -> None:
        if not places:
            asking.deleteLater()
            return

        def given(reason: str, step: str) -> None:
            take(reason, step)
            self.grid.setFocus()

        asking.given.connect(given)
        self._open(asking)

    def _open(self, asking: Ask, at: QPoint | None = None) -> None:
        self.asking = asking
        asking.open_at(at or self.grid.below())

    def _on_edited(self, fields: dict[str, Any]) -> None:
        if self.strip.place is not None:
            self.deeds.edit(self.strip.place, fields)

    def _on_drafted(self, name: str, text: str) -> None:
        if self.strip.place is not None and self.strip.place.publication:
            self.deeds.keep(self.strip.place, name, text)
