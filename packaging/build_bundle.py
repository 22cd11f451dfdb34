"""Makes the folder bundle with PyInstaller in dist/brightroad (macOS: also dist/Brightroad.app): run.py build dir.

Run by the interpreter of a .venv that holds what requirements-build.txt names. The same sources, packages and system
give the same bytes.
"""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import slim_icu

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
BUNDLE = DIST / "brightroad"
ICONS = ROOT / "build" / "icons"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
IN_ICO = (16, 24, 32, 48, 64, 128, 256)
IN_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
WHEN = "1767225600"  # 1 January 2026, for times in files, unless SOURCE_DATE_EPOCH is set


def draw_icons(folder: Path) -> None:
    """The two icons as PNG in every size, and as ICO and ICNS for the systems that want those."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    for name in ("brightroad", "brightroad-plan"):
        renderer = QSvgRenderer(str(ROOT / "resources" / "icons" / f"{name}.svg"))
        for size in SIZES:
            picture = QImage(size, size, QImage.Format.Format_ARGB32)
            picture.fill(0)
            painter = QPainter(picture)
            renderer.render(painter)
            painter.end()
            target = folder / str(size) / f"{name}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            if not picture.save(str(target)):
                raise OSError(f"{target} could not be written")
        pictures = {size: (folder / str(size) / f"{name}.png").read_bytes() for size in SIZES}
        (folder / f"{name}.ico").write_bytes(ico([(size, pictures[size]) for size in IN_ICO]))
        (folder / f"{name}.icns").write_bytes(icns([(kind, pictures[size]) for size, kind in IN_ICNS.items()]))
    del application


def ico(pictures: list[tuple[int, bytes]]) -> bytes:
    """PNG pictures as a Windows icon, each with its size in pixels; 256 is written as 0."""
    place = 6 + 16 * len(pictures)
    table = b""
    for size, png in pictures:
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), place)
        place += len(png)
    return struct.pack("<HHH", 0, 1, len(pictures)) + table + b"".join(png for _size, png in pictures)


def icns(pictures: list[tuple[bytes, bytes]]) -> bytes:
    """PNG pictures as a macOS icon, each with its four-letter kind."""
    parts = b"".join(kind + struct.pack(">I", len(png) + 8) + png for kind, png in pictures)
    return b"icns" + struct.pack(">I", len(parts) + 8) + parts


def size_of(folder: Path) -> int:
    """The bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def is_elf(path: Path) -> bool:
    """Whether a file is a program or library of Linux."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def strip(folder: Path) -> None:
    """Takes the symbols nobody needs at run time off libraries.

    Those in a wheel's own folder NAME.libs were mended when the wheel was made, and strip would break them; the
    program file carries an archive behind its end.
    """
    for path in sorted((folder / "_internal").rglob("*")):
        if is_elf(path) and not path.parent.name.endswith(".libs"):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def make() -> int:
    """Draws the icons and runs PyInstaller; the result is its exit code."""
    draw_icons(ICONS)
    shutil.rmtree(BUNDLE, ignore_errors=True)
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONPATH=str(ROOT))
    environment.setdefault("SOURCE_DATE_EPOCH", WHEN)
    environment["PYINSTALLER_ZLIB_COMPRESSION_LEVEL"] = "0"  # what a package packs better, and a start need not unpack
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", "--distpath", str(DIST),
        "--workpath", str(ROOT / "build" / "pyinstaller"), str(ROOT / "packaging" / "brightroad.spec"),
    ]  # fmt: skip
    status = subprocess.run(command, env=environment, check=False).returncode
    if status == 0 and sys.platform.startswith("linux"):
        strip(BUNDLE)
        for library in (BUNDLE / "_internal" / "PySide6").rglob("libicudata.so.*"):
            slim_icu.slim(library)
    if status == 0 and os.name == "posix":
        (BUNDLE / "brightroad-cli").symlink_to("brightroad")
    return status


def main() -> int:
    """Makes the bundle and says how large it is."""
    status = make()
    if status == 0:
        print(f"dist/brightroad: {size_of(BUNDLE) / 1e6:.0f} MB")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
