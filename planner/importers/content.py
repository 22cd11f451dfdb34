"""The bytes of a file to import, on the disk or unpacked into memory: opened anew for each pass over them."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from planner.errors import FileError
from planner.i18n import _
from planner.importers.refusals import UnreadableFile

LARGEST = 100_000_000
"""No file of more bytes is read, nor one inside an archive."""
CHUNK = 1 << 18
HEAD = 4096


def go_on() -> None:
    """What is called between two pieces of long work when nobody wants to stop it."""


Pause = Callable[[], None]
"""Called at least every second by long work; raises to stop it."""


@dataclass(frozen=True, slots=True)
class Content:
    """`name` is a label for messages; the bytes stand in `held`, or else in the file at `path`."""

    name: str
    path: Path | None = None
    held: bytes = b""

    @classmethod
    def of_file(cls, path: Path) -> "Content":
        """The content of a file; FileError when it cannot be read, UnreadableFile when it is too large."""
        try:
            if not path.is_file():  # a pipe would be waited for
                raise _unreachable(path.name)
            with path.open("rb"):
                content = cls(path.name, path)
        except (OSError, ValueError) as error:
            raise _unreachable(path.name) from error
        check_size(path.name, content.size)
        return content

    @property
    def size(self) -> int:
        """How many bytes there are."""
        try:
            return len(self.held) if self.path is None else self.path.stat().st_size
        except OSError as error:
            raise _unreachable(self.name) from error

    def open(self) -> BinaryIO:
        """A stream at the first byte; FileError when the file is gone."""
        if self.path is None:
            return io.BytesIO(self.held)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _unreachable(self.name) from error

    def head(self) -> bytes:
        """The first few thousand bytes."""
        return next(self.chunks(HEAD), b"")

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """All bytes in pieces."""
        with self.open() as stream:
            while piece := _piece(stream, size, self.name):
                yield piece

    def read(self) -> bytes:
        """All bytes at once."""
        return self.held if self.path is None else b"".join(self.chunks())


def check_size(name: str, size: int) -> None:
    """UnreadableFile when `size` bytes are more than is read."""
    if size > LARGEST:
        message = _("“{name}” has {size} MB, and files over 100 MB are not read; export a shorter period.")
        raise UnreadableFile(message.format(name=name, size=size // 1_000_000))


def _unreachable(name: str) -> FileError:
    return FileError(_("“{name}” cannot be read; check that the file is there and may be opened.").format(name=name))


def _piece(stream: BinaryIO, size: int, name: str) -> bytes:
    try:
        return stream.read(size)
    except OSError as error:
        raise _unreachable(name) from error
