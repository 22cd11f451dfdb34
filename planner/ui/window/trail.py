"""Where one has been: pages and records in order, to go back and forward, and the last places for the palette."""

from dataclasses import dataclass

LONGEST = 100
PART = "part"  # in the place of a kind of record: what leads to a part of a page
PREFERENCE = "preference"  # in the place of a kind of record: what leads to a setting of this computer


@dataclass(frozen=True, slots=True)
class Place:
    """A page, or a record on it."""

    view: str
    kind: str = ""
    id: str = ""
    field: str = ""


class Trail:
    """The places visited; going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def visit(self, place: Place) -> None:
        """Go to `place`; the same place twice in a row is one visit."""
        if self.here == place:
            return
        self._places = [*self._places[: self._at + 1], place][-LONGEST:]
        self._at = len(self._places) - 1

    @property
    def here(self) -> Place | None:
        """The place one is at."""
        return self._places[self._at] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place to return to."""
        return self._at + 1 < len(self._places)

    def back(self) -> Place:
        """Go one place back; only when `can_go_back`."""
        self._at -= 1
        return self._places[self._at]

    def forward(self) -> Place:
        """Go one place forward again; only when `can_go_forward`."""
        self._at += 1
        return self._places[self._at]

    def recent(self, count: int) -> tuple[Place, ...]:
        """The last `count` different places, the newest first, without the one one is at."""
        found = dict.fromkeys(Place(place.view, place.kind, place.id) for place in reversed(self._places))
        here = self.here
        return tuple(place for place in found if here is None or place != Place(here.view, here.kind, here.id))[:count]
