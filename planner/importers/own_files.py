"""Finds the tables of records in what a user names: a workbook, a CSV file, a folder or an archive of them."""

from collections.abc import Iterator
from pathlib import Path

from planner.importers.archives import Archive
from planner.importers.containers import open_file
from planner.importers.content import Content, Pause, go_on
from planner.importers.encoding import encoding_of
from planner.importers.own_tables import OwnTable, own_tables
from planner.importers.recognise import likeliest_split
from planner.importers.refusals import EntryChoice, PasswordNeeded
from planner.importers.sheets import Sheet, TextSheet
from planner.importers.sniffing import kind_of, no_table

_CSV = ".csv"


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
