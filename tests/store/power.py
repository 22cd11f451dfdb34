"""A disk that remembers what was written and what was synced, and what it may hold after the power went.

The recording stands between SQLite and the real files. After a cut a file holds all that was synced and any sectors
of what was not; names made or removed since the last sync of their folder may have come in order up to any point.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

SECTOR = 512


@dataclass
class Event:
    """Something that happened to the disk, or (`what` = "done") a step that was acknowledged."""

    what: str
    file: int = 0
    name: str = ""
    at: int = 0
    content: bytes = b""
    state: str = ""


@dataclass
class Recording:
    """Everything that happened, in order."""

    events: list[Event] = field(default_factory=list)
    start: dict[str, bytes] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def begin(self, path: Path, state: str) -> None:
        """The file as it is now is on the disk for good."""
        self.start = {path.name: path.read_bytes()}
        self.numbers = {path.name: 0}
        self.events = [Event("done", state=state)]

    def done(self, state: str) -> None:
        """A step was acknowledged and left the plan in `state`."""
        self.events.append(Event("done", state=state))


class _File(apsw.VFSFile):
    def __init__(self, recording: Recording, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        there = path is not None and Path(path).exists()
        super().__init__("unix", name, flags)
        self._recording = recording
        self._number = -1
        if path is None or not flags[0] & (apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_MAIN_JOURNAL):
            return
        short = Path(path).name
        if not there:
            recording.numbers[short] = len(recording.events) + 1
            recording.events.append(Event("make", recording.numbers[short], short))
        self._number = recording.numbers.get(short, -1)

    def _note(self, what: str, at: int = 0, content: bytes = b"") -> None:
        if self._number >= 0:
            self._recording.events.append(Event(what, self._number, at=at, content=content))

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802 - the names are SQLite's
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        super().xTruncate(newsize)
        self._note("truncate", newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self._note("sync")


class _Disk(apsw.VFS):
    def __init__(self, recording: Recording) -> None:
        super().__init__("recording", "unix")
        self._recording = recording

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._recording, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        self._recording.events.append(Event("remove", name=Path(filename).name))
        if syncdir:
            self._recording.events.append(Event("sync names"))


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record all that SQLite writes inside."""
    recording = Recording()
    before = apsw.vfs_names()[0]
    disk = _Disk(recording)
    apsw.set_default_vfs("recording")
    try:
        yield recording
    finally:
        apsw.set_default_vfs(before)
        disk.unregister()


class _Content:
    """One file: what is on the disk for good, and the writes that may or may not have come."""

    def __init__(self, content: bytes = b"") -> None:
        self.durable = bytearray(content)
        self.waiting: list[Event] = []

    def sync(self) -> None:
        for event in self.waiting:
            _apply(self.durable, event)
        self.waiting.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        content = bytearray(self.durable)
        share = chance.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        for event in self.waiting:
            if event.what == "truncate":
                if chance.random() < share:
                    _apply(content, event)
                continue
            for at in range(0, len(event.content), SECTOR):
                if chance.random() < share:
                    _apply(content, Event("write", at=event.at + at, content=event.content[at : at + SECTOR]))
        return bytes(content)


def _apply(content: bytearray, event: Event) -> None:
    if event.what == "truncate":
        del content[event.at :]
        return
    end = event.at + len(event.content)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.at : end] = event.content


def after_cut(recording: Recording, until: int, chance: random.Random) -> dict[str, bytes]:
    """The files by name as they may be when the power goes after the first `until` events."""
    contents = {recording_number: _Content() for recording_number in (0,)}
    (name,) = recording.start
    contents[0] = _Content(recording.start[name])
    names = {name: 0}
    waiting: list[Event] = []  # names made and removed
    for event in recording.events[:until]:
        if event.what == "make":
            contents[event.file] = _Content()
            waiting.append(event)
        elif event.what == "remove":
            waiting.append(event)
        elif event.what in ("write", "truncate"):
            contents[event.file].waiting.append(event)
        elif event.what == "sync":
            contents[event.file].sync()
        if event.what in ("sync", "sync names"):
            _rename(names, waiting)
            waiting = []
    _rename(names, waiting[: chance.randint(0, len(waiting))])
    return {name: contents[number].after_a_cut(chance) for name, number in names.items()}


def _rename(names: dict[str, int], events: list[Event]) -> None:
    for event in events:
        if event.what == "make":
            names[event.name] = event.file
        else:
            names.pop(event.name, None)


def allowed(recording: Recording, until: int) -> set[str]:
    """The states a plan may be in after a cut: the last acknowledged one, or the one that was being made."""
    before = [event.state for event in recording.events[:until] if event.what == "done"]
    after = (event.state for event in recording.events[until:] if event.what == "done")
    return {before[-1], next(after, before[-1])}
