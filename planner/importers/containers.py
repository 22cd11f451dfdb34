"""Opens a file to import: from its bytes, never from its name, to the tables that stand in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.i18n import _
from planner.importers.archives import Archive, Entry, gunzip
from planner.importers.content import Content, Pause, go_on
from planner.importers.encoding import CODECS, encoding_of
from planner.importers.intervals import LineSheet, json_sheet
from planner.importers.refusals import EntryChoice, PasswordNeeded, UnreadableFile
from planner.importers.sheets import Cell, Sheet, TextSheet
from planner.importers.sniffing import kind_of, no_table
from planner.importers.workbooks import check_parts, workbook_sheets

__all__ = ["Cell", "EntryChoice", "Opened", "PasswordNeeded", "Sheet", "TextSheet", "UnreadableFile", "open_file"]

_JSON = re.compile(r"\s*(?:\[\s*\{|\[\s*\]|\{\s*\")")
_INTERVAL = re.compile(r"\s*inc (?:\d{8}T\d{6}Z|#)")
_OTHER_WORKBOOKS = ("xl/workbook.bin", "content.xml", "Index/Document.iwa")
_HIDDEN = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|~\$)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its tables.

    `container` is text, xlsx, xls, json or lines; `encoding` that of a text, else the container; `entry` is the file taken
    out of an archive, and `entries` are all that could be.
    """

    name: str
    container: str
    encoding: str
    sheets: tuple[Sheet, ...]
    entry: str = ""
    entries: tuple[str, ...] = ()


def open_file(path: Path, *, password: str = "", entry: str = "", pause: Pause = go_on) -> Opened:
    """The tables of the file at `path`.

    Raises UnreadableFile with a sentence when there are none, PasswordNeeded when an archive is locked, EntryChoice when
    it holds several files and `entry` names none of them, FileError when the disk refuses. `pause` is called at least
    every second and may raise to stop.
    """
    return _Opening(password, entry, pause).opened(Content.of_file(path), depth=0)


@dataclass(frozen=True, slots=True)
class _Opening:
    """One way through the containers of a file, with what the user said to it."""

    password: str
    entry: str
    pause: Pause

    def opened(self, content: Content, depth: int) -> Opened:
        """What is in `content`, which lies `depth` archives deep."""
        head = content.head()
        refusal = no_table(head, content.name)
        if refusal:
            raise UnreadableFile(refusal)
        kind = kind_of(head)
        if kind == "zip":
            return self._zipped(content, depth)
        if kind == "gzip" and not depth:
            return self.opened(gunzip(content, self.pause), depth + 1)
        if kind == "gzip":
            raise _too_deep(content.name)
        if kind == "ole":
            return Opened(content.name, "xls", "xls", workbook_sheets(content))
        return self._text(content)

    def _zipped(self, content: Content, depth: int) -> Opened:
        archive = Archive(content)
        if any(archive.holds(mark) for mark in _OTHER_WORKBOOKS):
            message = _("“{name}” is a workbook of another kind; save it as .xlsx and import that.")
            raise UnreadableFile(message.format(name=content.name))
        if archive.holds("xl/"):
            check_parts(archive, content.name, self.pause)
            return Opened(content.name, "xlsx", "xlsx", workbook_sheets(content))
        if depth:
            raise _too_deep(content.name)
        readable = [inside for inside in archive.entries if self._is_readable(archive, inside)]
        chosen = _chosen(content.name, readable, self.entry)
        opened = self.opened(archive.take_out(chosen, self.password, self.pause), depth + 1)
        labels = tuple(inside.label for inside in readable)
        return Opened(opened.name, opened.container, opened.encoding, opened.sheets, chosen.label, labels)

    def _is_readable(self, archive: Archive, inside: Entry) -> bool:
        self.pause()
        return not _HIDDEN.search(inside.label) and not no_table(archive.head(inside, self.password), inside.label)

    def _text(self, content: Content) -> Opened:
        encoding = encoding_of(content, self.pause)
        start = content.head().decode(CODECS.get(encoding, encoding), errors="ignore")
        if _JSON.match(start):
            return Opened(content.name, "json", encoding, (json_sheet(content, encoding),))
        if _INTERVAL.match(start):
            return Opened(content.name, "lines", encoding, (LineSheet(content, encoding),))
        return Opened(content.name, "text", encoding, (TextSheet(content, encoding),))


def _chosen(name: str, readable: Sequence[Entry], wanted: str) -> Entry:
    if not readable:
        message = _("There is no table in “{name}”; choose the archive that came with the export.")
        raise UnreadableFile(message.format(name=name))
    if len(readable) == 1 and not wanted:
        return readable[0]
    for inside in readable:
        if inside.label == wanted:
            return inside
    message = _("“{name}” holds several files; say which of them to import.")
    raise EntryChoice(message.format(name=name), tuple(inside.label for inside in readable))


def _too_deep(name: str) -> UnreadableFile:
    message = _("“{name}” is an archive inside an archive; unpack the outer one and import what is inside.")
    return UnreadableFile(message.format(name=name))
