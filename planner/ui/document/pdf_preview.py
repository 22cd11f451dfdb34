"""Shows a PDF page under page: only what is in view is rendered, in the worker, and kept while it is near."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from planner.i18n import _
from planner.ui.look.theme import follow, theme
from planner.ui.look.tokens import Type
from planner.ui.widgets import painting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from planner.ui.document.pdf_pages import Found, PdfPages
    from planner.ui.worker import Job, Worker

_KEPT = 14  # pages kept as pictures
_GAP, _MARGIN = 16, 20
_WIDEST = 640  # px a page is wide at most


class PdfPreview(QAbstractScrollArea):
    """The pages of one PDF, as wide as there is room. `page_changed` follows the page in view, counted from 1."""

    page_changed = Signal(int)
    found_changed = Signal(int, int)  # which of how many places, counted from 1; 0 of 0 for none

    def __init__(self, worker: "Worker") -> None:
        super().__init__()
        self._worker = worker
        self._pages: PdfPages | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self._found: tuple[Found, ...] = ()
        self._at = -1
        self._seen_page = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )  # else the width follows the height in turn
        self._rest = QTimer(self, interval=60, singleShot=True)
        self._rest.timeout.connect(self._ask_for_seen)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.retranslate()
        follow(self._restyle)

    def retranslate(self) -> None:
        self.setAccessibleName(_("Preview of the pages"))
        self._tell_page()

    # the document

    def show_pages(self, pages: "PdfPages") -> None:
        """Show another document at the place in view."""
        kept = max(self.page, 1)
        self._pages, self._sizes = pages, pages.sizes
        self._pictures.clear()
        self._asked.clear()
        self._found, self._at = (), -1
        self.found_changed.emit(0, 0)
        self._measure()
        self.go_to(min(kept, len(self._sizes)))
        self._rest.start()
        self.viewport().update()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in view, counted from 1; 0 without any."""
        return self._seen_page

    def go_to(self, page: int) -> None:
        """Scroll to a page, counted from 1."""
        if 1 <= page <= self.count:
            self.verticalScrollBar().setValue(self._top(page - 1) - theme().px(_MARGIN))
            self._on_moved()

    # search

    def find(self, text: str) -> None:
        """Find `text` in the worker; `found_changed` follows."""
        pages = self._pages
        if pages is None or not text.strip():
            self._take_found(())
            return
        job = self._worker.submit(lambda _job: pages.find(text.strip()), "pdf-search")
        job.done.connect(lambda found: self._take_found(found) if pages is self._pages else None)

    def step(self, way: int) -> None:
        """Go to the next place found (1) or the one before (-1), round and round."""
        if self._found:
            self._at = (self._at + way) % len(self._found)
            self._show_found()

    def _take_found(self, found: "Sequence[Found]") -> None:
        self._found, self._at = tuple(found), 0 if found else -1
        self._show_found()

    def _show_found(self) -> None:
        self.found_changed.emit(self._at + 1, len(self._found))
        if self._at >= 0:
            place = self._found[self._at]
            box = place.boxes[0] if place.boxes else QRectF()
            y = self._top(place.page) + box.top() * self._scale()
            if not self._shown_from() <= y <= self._shown_from() + self.viewport().height() - 40:
                self.verticalScrollBar().setValue(round(y - self.viewport().height() / 3))
        self.viewport().update()

    # measures

    def _scale(self) -> float:
        """Screen pixels for a point."""
        widest = max((size[0] for size in self._sizes), default=595.0)
        room = min(self.viewport().width() - 2 * theme().px(_MARGIN), theme().px(_WIDEST))
        return max(room, 80) / widest

    def _top(self, page: int) -> int:
        look, scale = theme(), self._scale()
        return look.px(_MARGIN) + sum(round(size[1] * scale) + look.px(_GAP) for size in self._sizes[:page])

    def _place(self, page: int) -> QRectF:
        """Where a page stands in the viewport."""
        scale = self._scale()
        wide, high = (round(part * scale) for part in self._sizes[page])
        return QRectF((self.viewport().width() - wide) // 2, self._top(page) - self._shown_from(), wide, high)

    def _shown_from(self) -> int:
        return self.verticalScrollBar().value()

    def _measure(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._top(len(self._sizes)) - high, 0))
        bar.setPageStep(high)
        bar.setSingleStep(theme().px(60))

    def _seen(self) -> list[int]:
        shown = QRectF(0, -200, self.viewport().width(), self.viewport().height() + 400)
        return [page for page in range(len(self._sizes)) if self._place(page).intersects(shown)]

    # pictures

    def _wide(self, page: int) -> int:
        return round(self._sizes[page][0] * self._scale() * self.devicePixelRatioF())

    def _ask_for_seen(self) -> None:
        pages = self._pages
        for page in self._seen() if pages is not None else []:
            key = (page, self._wide(page))
            if key not in self._pictures and key not in self._asked:
                self._asked.add(key)
                self._ask(pages, key)

    def _ask(self, pages: "PdfPages", key: tuple[int, int]) -> None:
        page, wide = key
        job: Job = self._worker.submit(lambda _job: pages.picture(page, wide / pages.sizes[page][0]))
        job.done.connect(lambda image: self._take(pages, key, image))

    def _take(self, pages: "PdfPages", key: tuple[int, int], image: "QImage") -> None:
        self._asked.discard(key)
        if pages is not self._pages:
            return
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures[key] = picture
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def ready(self) -> bool:
        """Whether every page in view is drawn."""
        return bool(self._sizes) and all((page, self._wide(page)) in self._pictures for page in self._seen())

    # events

    def _on_moved(self) -> None:
        middle = self.viewport().height() / 3
        page = next((at + 1 for at in range(len(self._sizes)) if self._place(at).bottom() > middle), len(self._sizes))
        if page != self._seen_page:
            self._seen_page = page
            self._tell_page()
            self.page_changed.emit(page)
        self._rest.start()
        self.viewport().update()

    def _tell_page(self) -> None:
        words = _("Page {page} of {pages}").format(page=self._seen_page, pages=self.count) if self.count else ""
        self.setAccessibleDescription(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        kept = self._seen_page
        super().resizeEvent(event)
        self._measure()
        self.go_to(kept)
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.go_to(min(self.page + 1, self.count))
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to(max(self.page - 1, 1))
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(1 if event.key() == Qt.Key.Key_Home else self.count)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.color("app"))
        for page in self._seen():
            place = self._place(page)
            picture = self._pictures.get((page, self._wide(page)))
            painter.fillRect(place, Qt.GlobalColor.white)
            if picture is not None:
                painter.drawPixmap(place.topLeft(), picture)
            painter.setPen(look.pen("ctl_soft"))
            painter.drawRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
            self._paint_found(painter, page, place)
        if self.hasFocus() and self._sizes:
            painting.ring(painter, self.viewport().rect(), 0)
        painter.end()

    def _paint_found(self, painter: QPainter, page: int, place: QRectF) -> None:
        scale = self._scale()
        for at, found in enumerate(self._found):
            if found.page != page:
                continue
            tint = theme().color("accent" if at == self._at else "warn")
            painter.save()
            painter.setOpacity(0.32)
            for box in found.boxes:
                painter.fillRect(
                    QRectF(place.left() + box.left() * scale, place.top() + box.top() * scale,
                           box.width() * scale, box.height() * scale).adjusted(-1, -1, 1, 1), tint,
                )  # fmt: skip
            painter.restore()

    def _restyle(self) -> None:
        self.setFont(theme().font(Type.BODY))
        self._measure()
        self._rest.start()
        self.viewport().update()
