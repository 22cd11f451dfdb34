"""Decides in which encoding a text file is written, over all of its bytes and without holding them.

A byte order mark decides; else UTF-8 if every byte fits; else GB18030, of which GBK is a part; else it is no text.
"""

import codecs

from planner.i18n import _
from planner.importers.content import Content, Pause, go_on
from planner.importers.refusals import UnreadableFile
from planner.importers.sniffing import binary, is_wide

CODECS = {"utf-8-bom": "utf-8-sig", "utf-16": "utf-16"}
"""The codecs of those encodings whose name is not their codec's."""


def encoding_of(content: Content, pause: Pause = go_on) -> str:
    """utf-16, utf-8-bom, utf-8 or gb18030; UnreadableFile when it is none, or the file is cut off in a character."""
    head = content.head()
    marked = "utf-16" if is_wide(head) else "utf-8-bom" if head.startswith(codecs.BOM_UTF8) else ""
    offered = (marked,) if marked else ("utf-8", "gb18030")
    for encoding in offered:
        if _fits(content, encoding, pause):
            return encoding
    if marked:
        message = _("“{name}” says that it is {encoding}, but is not; save it anew as CSV in UTF-8.")
        raise UnreadableFile(message.format(name=content.name, encoding=marked.removesuffix("-bom").upper()))
    message = _("“{name}” is written in an encoding that is not known; save it anew as CSV in UTF-8.")
    raise UnreadableFile(message.format(name=content.name))


def _fits(content: Content, encoding: str, pause: Pause) -> bool:
    decoder = codecs.getincrementaldecoder(CODECS.get(encoding, encoding))()
    beyond_ascii = False
    for chunk in content.chunks():
        pause()
        if encoding != "utf-16" and b"\0" in chunk:
            raise UnreadableFile(binary(content.name))
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError:
            return False
        if encoding == "utf-16" and "\0" in text:
            raise UnreadableFile(binary(content.name))
        beyond_ascii = beyond_ascii or not text.isascii()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if beyond_ascii:
            message = _("“{name}” ends in the middle of a character: it is cut off; download or export it again.")
            raise UnreadableFile(message.format(name=content.name)) from None
        return False
    return True
