"""Finds the records in what a user names: a plan as JSON, or tables in a workbook, a CSV file, a folder or an archive."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.importers.archives import Archive
from planner.importers.bundle import read_bundle
from planner.importers.containers import open_file
from planner.importers.content import Content, Pause, go_on
from planner.importers.encoding import encoding_of
from planner.importers.intake import Bundle
from planner.importers.own_tables import FORMAT_ID, Known, OwnTable, own_tables, read_tables
from planner.importers.present import Present
from planner.importers.recognise import likeliest_split
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.sheets import Sheet, TextSheet
from planner.importers.sniffing import kind_of, no_table
from planner.model.bundle_schema import FORMAT

_CSV = ".csv"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of records: the format it is in, and what reads it for a plan. Reading raises BundleError."""

    format: str
    read: Callable[[Present], Bundle]


def own_file(path: Path, only: str = "", pause: Pause = go_on) -> OwnFile | None:
    """The file as one of records, if it is; `only` names the one format that it may be in. Raises as `tables_in`."""
    if only != FORMAT_ID and not path.is_dir():
        content = Content.of_file(path)
        if only == FORMAT or _is_bundle(path, content.head()):
            packed = content.read()
            return OwnFile(FORMAT, lambda present: _read(packed, present))
    tables = tables_in(path, pause) if only != FORMAT else ()
    return OwnFile(FORMAT_ID, lambda present: read_tables(tables, _known(present))) if tables else None


def _is_bundle(path: Path, head: bytes) -> bool:
    """Whether a file should be read as a plan: by what it begins with, and a .json that is no list by its name."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"{") or (path.suffix.casefold() == ".json" and not start.startswith(b"["))


def _read(packed: bytes, present: Present) -> Bundle:
    known = _known(present)
    return read_bundle(packed, known.currency, known.plan_id, known.has)


def _known(present: Present) -> Known:
    settings = present.plan.settings
    return Known(
        settings.currency, settings.id, lambda kind, record_id: present.find(kind, record_id) is not None, present.named
    )


def tables_in(path: Path, pause: Pause = go_on) -> tuple[OwnTable, ...]:
    """The tables of records in the file or folder; none when it holds something else.

    Raises UnreadableFile when a file cannot be read at all, FileError when the disk refuses.
    """
    if path.is_dir():
        contents = (Content.of_file(one) for one in sorted(path.iterdir()) if one.suffix.casefold() == _CSV)
        return own_tables([likeliest_split(_text(content, pause)) for content in contents if not _refused(content)])
    try:
        opened = open_file(path, pause=pause)
    except EntryChoice:
        return own_tables([*_inside(Content.of_file(path), pause)])
    except PasswordNeeded:  # no export of ours has one
        return ()
    return own_tables([likeliest_split(sheet) for sheet in opened.sheets])


def _inside(content: Content, pause: Pause) -> Iterator[Sheet]:
    """The text files of an archive that are tables."""
    archive = Archive(content)
    for entry in archive.entries:
        head = archive.head(entry) if not entry.locked else b"\0"
        if kind_of(head) == "text" and not no_table(head, entry.label):
            yield likeliest_split(_text(archive.take_out(entry, pause=pause), pause))


def _text(content: Content, pause: Pause) -> TextSheet:
    return TextSheet(content, encoding_of(content, pause))


def _refused(content: Content) -> bool:
    return bool(no_table(content.head(), content.name))
