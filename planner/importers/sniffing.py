"""Tells from the first bytes what a file is; its ending says nothing, as many a .xls is a web page."""

import re
from codecs import BOM_UTF8

from planner.i18n import N_, _

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
GZIP = b"\x1f\x8b"
OLE = b"\xd0\xcf\x11\xe0"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"\s*<(?:!doctype|html|head|meta|table|body|\?xml|!--|div|style|script)", re.IGNORECASE)

_PICTURE = N_("“{name}” is a picture, not a table; export the data as CSV or .xlsx.")
_OTHER_ARCHIVE = N_("“{name}” is an archive of a kind that is not opened here; unpack it and import the file inside.")
_NO_TABLES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("“{name}” is a PDF, which holds no table to read; export the data as CSV or .xlsx.")),
    (b"Rar!", _OTHER_ARCHIVE),
    (b"7z\xbc\xaf", _OTHER_ARCHIVE),
    (b"BZh", _OTHER_ARCHIVE),
    (b"\xfd7zXZ", _OTHER_ARCHIVE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
)


def kind_of(head: bytes) -> str:
    """What begins with `head`: zip, gzip, ole or text."""
    if head.startswith((ZIP, EMPTY_ZIP)):
        return "zip"
    if head.startswith(GZIP):
        return "gzip"
    return "ole" if head.startswith(OLE) else "text"


def no_table(head: bytes, name: str) -> str:
    """Why the file that begins with `head` is no table, as a sentence; empty when it may be one."""
    for mark, text in _NO_TABLES:
        if head.startswith(mark):
            return _(text).format(name=name)
    bare = head[2:].replace(b"\0", b"") if is_wide(head) else head.removeprefix(BOM_UTF8)
    if not bare.strip():
        return _("“{name}” is empty; export it again.").format(name=name)
    if _PAGE.match(bare):
        message = _(
            "“{name}” is a web page, whatever its ending says; open it in a spreadsheet and save it as .xlsx or CSV."
        )
        return message.format(name=name)
    if kind_of(head) == "text" and b"\0" in head and not is_wide(head):
        return binary(name)
    return ""


def is_wide(head: bytes) -> bool:
    """Whether a byte order mark says UTF-16."""
    return head.startswith(_WIDE)


def binary(name: str) -> str:
    """The sentence for bytes that are neither text nor a workbook."""
    return _("“{name}” is no table: it is neither text nor a workbook; choose a CSV or .xlsx file.").format(name=name)
