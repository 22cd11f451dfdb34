"""A PDF in memory: its pages as pictures, its text to search. Only the worker's thread may ask.

PDFium is not made for several threads at once; the worker is one lane, so everything that asks a `PdfPages` goes there.
The document is opened for each question (some ms), so that none stays open when the program ends.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

MOST_HITS = 500
_UNSEEN = frozenset("\u200b\u00ad\u0002\ufffe")  # where a word may be parted


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
        """Where `text` stands, page by page, whatever the case and where lines end; at most `MOST_HITS` places."""
        found: list[Found] = []
        wanted = _wanted(text)
        with self._opened() as document:
            for page, (_width, height) in enumerate(self.sizes):
                found += _on_page(document[page].get_textpage(), page, height, wanted)
                if len(found) >= MOST_HITS:
                    break
        return tuple(found[:MOST_HITS])


def _on_page(words: Any, page: int, height: float, wanted: "re.Pattern[str]") -> list[Found]:
    found: list[Found] = []
    text, places = _folded(words.get_text_range())
    for hit in wanted.finditer(text):
        first, last = places[hit.start()], places[hit.end() - 1]
        rects = [words.get_rect(one) for one in range(words.count_rects(first, last - first + 1))]
        boxes = tuple(QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in rects)
        found.append(Found(page, boxes))
    return found


def _wanted(text: str) -> "re.Pattern[str]":
    """What finds `text` in folded text: a line may end at any blank of it, and within a word."""
    folded, _places = _folded(text)
    return re.compile("\n?".join("[ \n]" if sign in " \n" else re.escape(sign) for sign in folded) or "(?!)")


def _folded(text: str) -> tuple[str, list[int]]:
    """`text` in small letters, with one blank for many, or one line feed where a line ends, and none beside a Han
    character; and the place of each letter in `text`, counted as PDFium counts: in units of UTF-16.
    """
    letters: list[str] = []
    places: list[int] = []
    at, before, blank = 0, "", ""
    for sign in text:
        if sign.isspace():
            blank = "\n" if "\n" in (sign, blank) else " "
        elif sign not in _UNSEEN:
            if blank and before and not (_is_wide(before) or _is_wide(sign)):
                letters.append(blank)
                places.append(at - 1)
            small = sign.casefold()
            letters.append(small)
            places += [at] * len(small)
            before, blank = sign, ""
        at += 1 if sign < "\U00010000" else 2
    return "".join(letters), places


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
