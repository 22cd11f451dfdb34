"""Marks found by their height: in bands, so that a strip that comes into view looks at few of very many."""

from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

_T = TypeVar("_T")
HIGH: Final = 256.0  # px of the drawing


class Bands(Generic[_T]):
    """`marks`, each with its upper and lower end, in their order."""

    def __init__(self, marks: Iterable[tuple[_T, float, float]]) -> None:
        self._marks: list[_T] = []
        self._bands: dict[int, list[int]] = {}
        for at, (mark, top, bottom) in enumerate(marks):
            self._marks.append(mark)
            for band in range(int(top // HIGH), int(bottom // HIGH) + 1):
                self._bands.setdefault(band, []).append(at)

    def between(self, top: float, bottom: float) -> Iterator[_T]:
        """Those that may lie between two heights, in their order."""
        bands = range(int(top // HIGH), int(bottom // HIGH) + 1)
        if len(bands) >= len(self._bands):
            yield from self._marks
            return
        for at in sorted({at for band in bands for at in self._bands.get(band, ())}):
            yield self._marks[at]
