"""Time logs that are no tables, Timewarrior's data and its JSON, laid out as one: start, end, tags and annotation."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planner.i18n import _
from planner.importers.content import Content
from planner.importers.encoding import CODECS
from planner.importers.refusals import UnreadableFile
from planner.importers.sheets import Cell

COLUMNS = ("start", "end", "tags", "annotation")
"""The header of these tables, as row 0; tags are joined by a comma and a blank."""
LARGEST_JSON = 20_000_000
_LINE = re.compile(r"inc (\d{8}T\d{6}Z)?(?: - (\d{8}T\d{6}Z))?(?: ?#(.*))?\s*")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class LineSheet:
    """Lines such as ``inc 20260810T010000Z - 20260810T024500Z # course "second part" # "a note"``."""

    content: Content
    encoding: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.content.name

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """A row per line; a line that is no interval is a row of one cell."""
        yield 0, list(COLUMNS)
        codec = CODECS.get(self.encoding, self.encoding)
        with io.TextIOWrapper(self.content.open(), codec, errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                found = _LINE.fullmatch(line)
                if found is None:
                    yield number, [line.strip()] if line.strip() else []
                    continue
                tags, annotation = _remarks(found[3] or "")
                yield number, [found[1] or "", found[2] or "", tags, annotation]


@dataclass(frozen=True, slots=True)
class JsonSheet:
    """A list of objects with a start."""

    name: str
    objects: tuple[Any, ...]

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """A row per object, numbered by its place in the list."""
        yield 0, list(COLUMNS)
        for number, one in enumerate(self.objects, start=1):
            entry = one if isinstance(one, dict) else {}
            tags = entry.get("tags")
            joined = ", ".join(str(tag) for tag in tags) if isinstance(tags, list) else ""
            yield number, [_text(entry, "start"), _text(entry, "end"), joined, _text(entry, "annotation")]


def json_sheet(content: Content, encoding: str) -> JsonSheet:
    """The intervals of a JSON file; UnreadableFile when it is none, or holds something else."""
    if content.size > LARGEST_JSON:
        message = _("“{name}” is too large for a log in JSON; export a shorter period.")
        raise UnreadableFile(message.format(name=content.name))
    try:
        form = json.loads(content.read().decode(CODECS.get(encoding, encoding)), parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        message = _("“{name}” is JSON with a mistake, or is cut off; export it again.")
        raise UnreadableFile(message.format(name=content.name)) from None
    if not isinstance(form, list) or not any(isinstance(one, dict) and "start" in one for one in form):
        message = _("“{name}” is JSON that holds no time log; export the data as CSV or .xlsx.")
        raise UnreadableFile(message.format(name=content.name))
    return JsonSheet(content.name, tuple(form))


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def _remarks(text: str) -> tuple[str, str]:
    """The tags and the annotation after the ``#``: a second ``#`` stands between them."""
    sides: tuple[list[str], list[str]] = ([], [])
    side = 0
    for quoted, bare in _WORD.findall(text):
        if bare == "#" and side == 0:
            side = 1
        else:
            sides[side].append(bare or re.sub(r"\\(.)", r"\1", quoted))
    return ", ".join(sides[0]), " ".join(sides[1])
