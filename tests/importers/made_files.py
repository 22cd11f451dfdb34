"""Makes the files that no program at hand writes: archives with a password, bombs, workbooks that mean harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import xlsxwriter

from planner.importers.formats import Format


def format_of(
    format_id: str, *signature: str, containers: tuple[str, ...] = ("text", "xlsx", "xls"), first: str = ""
) -> Format:
    return Format(
        format_id,
        format_id,
        "money",
        format_id,
        format_id,
        signature=signature,
        containers=containers,
        first_header=first,
    )


def workbook(*sheets: tuple[str, list[list[object]]], number_format: str = "yyyy-mm-dd hh:mm:ss") -> bytes:
    """An .xlsx of some sheets; blank cells are None."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"default_date_format": number_format}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell)
    return stream.getvalue()


def zipped(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(archive: bytes, entries: Mapping[str, bytes]) -> bytes:
    """The archive with some entries replaced or added."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        kept = {name: source.read(name) for name in source.namelist()}
    return zipped(kept | dict(entries))


class _Cipher:
    """The old cipher of zip, as its specification describes it."""

    def __init__(self, password: bytes) -> None:
        self._keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._turn(byte)

    def _turn(self, byte: int) -> None:
        first, second, third = self._keys
        first = zlib.crc32(bytes([byte]), first ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        third = zlib.crc32(bytes([second >> 24]), third ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
        self._keys = [first, second, third]

    def encrypt(self, plain: bytes) -> bytes:
        done = bytearray()
        for byte in plain:
            pad = (self._keys[2] | 2) & 0xFFFF
            done.append(byte ^ (((pad * (pad ^ 1)) >> 8) & 0xFF))
            self._turn(byte)
        return bytes(done)


def raw_zip(
    name: bytes, content: bytes, *, password: bytes = b"", method: int = 8, flags: int = 0, claims: int | None = None
) -> bytes:
    """A zip of one entry, made by hand: its name in any bytes, locked, or with a false size."""
    crc = zlib.crc32(content)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush() if method == 8 else content
    if password:
        flags |= 1
        packed = _Cipher(password).encrypt(bytes(11) + bytes([crc >> 24]) + packed)
    size = len(content) if claims is None else claims
    fields = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x21, crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + fields + name + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
