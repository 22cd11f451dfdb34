"""Blocks of cells as text with tabs, the form in which spreadsheets copy and paste."""

from collections.abc import Iterable, Sequence

_SPECIAL = ("\t", "\n", "\r", '"')


def to_tsv(rows: Iterable[Sequence[str]]) -> str:
    """The block as text: cells apart by tabs, rows ended by line feeds, special cells in quotes."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in rows)


def from_tsv(text: str) -> list[list[str]]:
    """The block behind `text` as a spreadsheet writes it; rows may have different lengths. No text, no rows.

    A quote opens a quoted cell only at its beginning; an unclosed one runs to the end of the text.
    """
    rows: list[list[str]] = []
    row: list[str] = []
    at, end = 0, len(text)
    while at < end:
        cell, at = _cell(text, at)
        row.append(cell)
        if at >= end:
            break
        if text[at] == "\t":
            at += 1
            if at >= end:
                row.append("")
            continue
        at += 2 if text[at : at + 2] == "\r\n" else 1
        rows.append(row)
        row = []
    if row:
        rows.append(row)
    return rows


def _quoted(cell: str) -> str:
    if any(sign in cell for sign in _SPECIAL):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends: at a tab, a line end or the end of the text."""
    if text[at] == '"':
        return _quoted_cell(text, at + 1)
    stop = at
    while stop < len(text) and text[stop] not in "\t\n\r":
        stop += 1
    return text[at:stop], stop


def _quoted_cell(text: str, at: int) -> tuple[str, int]:
    parts: list[str] = []
    while True:
        close = text.find('"', at)
        if close < 0:
            return "".join(parts) + text[at:], len(text)
        parts.append(text[at:close])
        if text[close + 1 : close + 2] != '"':
            break
        parts.append('"')
        at = close + 2
    stop = close + 1
    while stop < len(text) and text[stop] not in "\t\n\r":  # what stands behind the closing quote is kept
        stop += 1
    return "".join(parts) + text[close + 1 : stop], stop
