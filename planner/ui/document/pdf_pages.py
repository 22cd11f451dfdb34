"""A PDF in memory: its pages as pictures, its text to search. Only the worker's thread may ask.

PDFium is not made for several threads at once; the worker is one lane, so everything that asks a `PdfPages` goes there.
The document is opened for each question (some ms), so that none stays open when the program ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

MOST_HITS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the text stands: the page, counted from 0, and the boxes in points from its upper left corner."""

    page: int
    boxes: tuple[QRectF, ...]


class PdfPages:
    """The pages of a PDF. `sizes` are width and height of each in points."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with self._opened() as document:
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                document.get_page_size(at) for at in range(len(document))
            )

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - 8 MB that only the preview needs

        document = pypdfium2.PdfDocument(self._content)
        try:
            yield document
        finally:
            document.close()

    def picture(self, page: int, scale: float) -> QImage:
        """The page with `scale` pixels for a point."""
        with self._opened() as document:
            bitmap = document[page].render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
            sort = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, sort).copy()

    def find(self, text: str) -> tuple[Found, ...]:
        """Where `text` stands, page by page, whatever the case; at most `MOST_HITS` places."""
        found: list[Found] = []
        with self._opened() as document:
            for page, (_width, height) in enumerate(self.sizes):
                found += _on_page(document[page].get_textpage(), page, height, text)
                if len(found) >= MOST_HITS:
                    break
        return tuple(found[:MOST_HITS])


def _on_page(words: Any, page: int, height: float, text: str) -> list[Found]:
    found: list[Found] = []
    search = words.search(text)
    while (place := search.get_next()) is not None:
        rects = [words.get_rect(at) for at in range(words.count_rects(*place))]
        boxes = tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in rects)
        found.append(Found(page, boxes))
    return found
