"""Takes files out of zip and gzip into memory, counting while it unpacks: what an archive says of itself is not believed.

Names inside are labels and never paths, and nothing is written to the disk. A password is used and forgotten.
"""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from planner.i18n import _
from planner.importers.content import CHUNK, HEAD, Content, Pause, check_size, go_on
from planner.importers.refusals import PasswordNeeded, UnreadableFile

MOST_ENTRIES = 1_000
MOST_UNPACKED = 500_000_000
HIGHEST_RATIO = 200
UNSUSPICIOUS = 10_000_000
"""Below so many bytes a high ratio is no bomb."""
_AES = 99
_UTF8 = 0x800
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    IndexError,
    OverflowError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file inside an archive: the name shown, and where it lies."""

    label: str
    place: zipfile.ZipInfo

    @property
    def locked(self) -> bool:
        """Whether a password is needed."""
        return bool(self.place.flag_bits & 0x1)


class Archive:
    """A zip archive; UnreadableFile when it is broken or too large."""

    def __init__(self, content: Content) -> None:
        self._name = content.name
        self._size = content.size
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content.read()))
        except (*_BROKEN, NotImplementedError):
            raise damaged(content.name) from None
        places = self._zip.infolist()
        if len(places) > MOST_ENTRIES:
            message = _("“{name}” holds more than {most} files; unpack it and import one of them.")
            raise UnreadableFile(message.format(name=self._name, most=MOST_ENTRIES))
        if sum(place.file_size for place in places) > MOST_UNPACKED:
            raise too_much(self._name)
        self.entries = tuple(Entry(label_of(place), place) for place in places if not place.is_dir())

    def holds(self, start: str) -> bool:
        """Whether the name of some entry begins so."""
        return any(entry.place.filename.startswith(start) for entry in self.entries)

    def head(self, entry: Entry, password: str = "") -> bytes:
        """The first few thousand bytes of an entry."""
        with self._opened(entry, password) as stream:
            return stream.read(HEAD)

    def chunks(self, entry: Entry, password: str = "", pause: Pause = go_on) -> Iterator[bytes]:
        """All bytes of an entry in pieces; UnreadableFile as soon as they are too many."""
        done = 0
        with self._opened(entry, password) as stream:
            while piece := stream.read(CHUNK):
                pause()
                done += len(piece)
                _check_growth(self._name, done, min(entry.place.compress_size, self._size))
                yield piece

    def take_out(self, entry: Entry, password: str = "", pause: Pause = go_on) -> Content:
        """The entry unpacked into memory."""
        pieces = io.BytesIO()
        for piece in self.chunks(entry, password, pause):
            check_size(entry.label, pieces.tell() + len(piece))
            pieces.write(piece)
        return Content(entry.label, None, pieces.getvalue())

    @contextmanager
    def _opened(self, entry: Entry, password: str) -> Iterator[IO[bytes]]:
        if entry.place.compress_type == _AES:
            message = _(
                "“{name}” is locked in a way that is not opened here; unzip it first and import the file inside."
            )
            raise UnreadableFile(message.format(name=self._name))
        if entry.locked and not password:
            message = _("“{name}” has a password; type the one that came with the file.")
            raise PasswordNeeded(message.format(name=self._name))
        try:
            with self._zip.open(entry.place, pwd=password.encode() or None) as stream:
                yield stream
        except NotImplementedError:
            message = _(
                "“{name}” is packed in a way that is not opened here; unzip it first and import the file inside."
            )
            raise UnreadableFile(message.format(name=self._name)) from None
        except RuntimeError:
            raise self._wrong_password() from None
        except _BROKEN:
            # one wrong password in 256 is found out only by what it unlocks
            raise (self._wrong_password() if entry.locked else damaged(self._name)) from None

    def _wrong_password(self) -> PasswordNeeded:
        message = _("This password does not open “{name}”; look it up and type it again.")
        return PasswordNeeded(message.format(name=self._name), wrong=True)


def gunzip(content: Content, pause: Pause = go_on) -> Content:
    """What a gzip file holds, unpacked into memory."""
    pieces = io.BytesIO()
    try:
        with content.open() as packed, gzip.GzipFile(fileobj=packed) as stream:
            while piece := stream.read(CHUNK):
                pause()
                _check_growth(content.name, pieces.tell() + len(piece), content.size)
                check_size(content.name, pieces.tell() + len(piece))
                pieces.write(piece)
    except _BROKEN:
        raise damaged(content.name) from None
    return Content(content.name.removesuffix(".gz"), None, pieces.getvalue())


def label_of(place: zipfile.ZipInfo) -> str:
    """The name of an entry; one without the sign of UTF-8 is Chinese far more often than it is DOS."""
    name = place.filename
    if not place.flag_bits & _UTF8:
        with suppress(UnicodeError):
            raw = name.encode("cp437")
            name = raw.decode("gb18030")
            name = raw.decode("utf-8")  # some programs forget the sign
    return "".join(sign if sign.isprintable() else "�" for sign in name)


def _check_growth(name: str, unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > UNSUSPICIOUS and unpacked > HIGHEST_RATIO * packed):
        raise too_much(name)


def too_much(name: str) -> UnreadableFile:
    """The refusal of a bomb."""
    message = _("“{name}” would unpack to far more than any export holds, so it is not opened; get the file anew.")
    return UnreadableFile(message.format(name=name))


def damaged(name: str) -> UnreadableFile:
    """The refusal of a file that ends too soon or is not whole."""
    message = _("“{name}” is damaged or cut off; download or export it again.")
    return UnreadableFile(message.format(name=name))
