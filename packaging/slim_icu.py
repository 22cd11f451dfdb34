"""Cuts the data of ICU, a tenth of the bundle, down to what Qt asks of it: collation and names in English and Chinese.

Qt's own tables hold its locales, and Python's its encodings; ICU sorts file names and names time zones. ICU finds its
data in a library that holds nothing else, so a smaller one takes its place: the same table of contents with fewer rows.
"""

import platform
import re
import struct
import subprocess
import tempfile
from pathlib import Path

LANGUAGES = ("root", "en", "zh")
WHOLE = re.compile(
    r"(cnvalias\.icu|coll/(ucadata\.icu|res_index\.res)|pool\.res|res_index\.res|(curr|lang|region|zone|unit)/(pool|res_index)\.res"
    r"|(curr/)?supplementalData\.res|nf\w*\.nrm|uemoji\.icu|ulayout\.icu|(key|timezone)Type\w*\.res|zoneinfo64\.res"
    r"|(meta|windows)Zones\.res|numberingSystems\.res|likelySubtags\.res|metadata\.res|icuver\.res|icustd\.res"
    r"|plurals\.res|dayPeriods\.res|pluralRanges\.res|langInfo\.res|currencyNumericCodes\.res)"
)
OF_LANGUAGE = re.compile(r"(?:(?:coll|curr|lang|region|zone)/)?([a-z]+)(?:_\w+)?\.res")
MACHINES = {"x86_64": "elf64-x86-64", "aarch64": "elf64-littleaarch64"}
ALIGNED = 16


def kept(name: str) -> bool:
    """Whether a piece of the data, named without the data's own name before it, is kept."""
    if WHOLE.fullmatch(name):
        return True
    language = OF_LANGUAGE.fullmatch(name)
    return bool(language) and language[1] in LANGUAGES


def pieces(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The header of ICU's data and its pieces by name; ValueError when it is something else."""
    length = struct.unpack_from("<H", data)[0]
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        raise ValueError("this is no data of ICU")
    (count,) = struct.unpack_from("<I", data, length)
    rows = [struct.unpack_from("<II", data, length + 4 + 8 * row) for row in range(count)]
    ends = [start for _name, start in rows[1:]] + [len(data) - length]
    found = {}
    for (name, start), end in zip(rows, ends, strict=True):
        at = length + name
        found[data[at : data.index(b"\0", at)].decode()] = data[length + start : length + end]
    return data[:length], found


def joined(header: bytes, parts: dict[str, bytes]) -> bytes:
    """The data of ICU that holds these pieces."""
    names = sorted(parts, key=str.encode)
    texts = [name.encode() + b"\0" for name in names]
    place = 4 + 8 * len(names)
    at = place + sum(map(len, texts))
    rows, body = b"", b""
    start = at + -(len(header) + at) % ALIGNED
    for name, text in zip(names, texts, strict=True):
        rows += struct.pack("<II", place, start + len(body))
        place += len(text)
        body += parts[name] + bytes(-len(parts[name]) % ALIGNED)
    table = struct.pack("<I", len(names)) + rows + b"".join(texts)
    return header + table.ljust(start, b"\0") + body


def smaller(data: bytes) -> bytes:
    """The same data of ICU with only the pieces that are kept."""
    header, parts = pieces(data)
    return joined(header, {name: part for name, part in parts.items() if kept(name.partition("/")[2])})


def slim(library: Path) -> None:
    """Puts a smaller library of data in the place of ``library``; needs objcopy, ld and readelf."""
    with tempfile.TemporaryDirectory() as folder:
        symbol = re.search(r"icudt\d+_dat$", run("readelf", "--dyn-syms", "--wide", str(library)), re.MULTILINE)
        if not symbol:
            raise ValueError(f"{library} holds no data of ICU")
        data, code = Path(folder, "data"), Path(folder, "data.o")
        run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(data))
        data.write_bytes(smaller(data.read_bytes()))
        flags = "alloc,load,readonly,data,contents"
        run(
            "objcopy", "-I", "binary", "-O", MACHINES[platform.machine()], "--rename-section", f".data=.rodata,{flags}",
            "--set-section-alignment", f".data={ALIGNED}", "--redefine-sym", f"_binary_data_start={symbol[0]}", "data",
            str(code), within=folder,
        )  # fmt: skip
        run("ld", "-shared", "-s", "-z", "noexecstack", "-soname", library.name, "-o", str(library), str(code))


def run(*command: str, within: str | None = None) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=within).stdout
