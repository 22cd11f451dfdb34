"""Makes dist/brightroad_VERSION_ARCH.deb from the folder bundle, the same bytes from the same bundle.

Run build_bundle.py first, then on Debian or a relative:
    .venv/bin/python packaging/build_deb.py
"""

import gzip
import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from build_bundle import ROOT, SIZES

DIST = ROOT / "dist"
TREE = ROOT / "build" / "deb"
WHEN = "1767225600"  # 1 January 2026, for file times, unless SOURCE_DATE_EPOCH is set
ALSO = {"fontconfig", "libgl1", "libegl1", "libcups2 | libcups2t64"}  # opened by name when running
MANUAL = """.TH BRIGHTROAD 1
.SH NAME
brightroad \\- plan how to live from what you make
.SH SYNOPSIS
.B brightroad
[\\-\\-new] [\\-\\-version] [PLAN.brightroad ...]
.SH DESCRIPTION
Opens the plans named, or the one opened last. There is no Save: every change is kept as it is made.
"""


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C")).stdout


def version() -> str:
    """The program's version."""
    return re.search(r'__version__ = "(.+)"', (ROOT / "planner" / "__init__.py").read_text("utf-8"))[1]


def outside_libraries(bundle: Path) -> set[str]:
    """The libraries the bundle's files take from the system."""
    files = [str(path) for path in bundle.rglob("*") if path.is_file() and path.open("rb").read(4) == b"\x7fELF"]
    found: set[str] = set()
    for start in range(0, len(files), 100):
        environment = dict(os.environ, LC_ALL="C", LD_LIBRARY_PATH=str(bundle / "_internal"))
        done = subprocess.run(
            ["ldd", *files[start : start + 100]], check=False, capture_output=True, text=True, env=environment
        )
        found |= set(re.findall(r"=> (/\S+) \(", done.stdout))
    return {path for path in found if not path.startswith(str(bundle))}


def depends(bundle: Path) -> str:
    """The packages that hold those libraries, and those the program opens by name."""
    names = set(ALSO)
    for path in sorted(outside_libraries(bundle)):
        for form in (path, os.path.realpath(path), os.path.realpath(path).removeprefix("/usr")):
            done = subprocess.run(["dpkg", "-S", form], check=False, capture_output=True, text=True)
            if done.returncode == 0:
                names.add(done.stdout.split(":")[0])
                break
        else:
            raise LookupError(f"no package holds {path}")
    own = platform.libc_ver()[1]  # the bundle holds libraries of the system it was made on
    special = {"libc6": f"libc6 (>= {own})", "libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64"}
    return ", ".join(sorted(special.get(name, name) for name in names))


def place(source: Path, *target: str) -> None:
    """Copies one file into the tree."""
    path = TREE.joinpath(*target)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def fill(bundle: Path) -> None:
    """Lays out everything the package holds."""
    shutil.copytree(bundle, TREE / "usr/lib/brightroad", symlinks=True)
    (TREE / "usr/bin").mkdir(parents=True)
    (TREE / "usr/bin/brightroad").symlink_to("../lib/brightroad/brightroad")
    linux, icons = ROOT / "packaging" / "linux", ROOT / "resources" / "icons"
    place(linux / "brightroad.desktop", "usr/share/applications/brightroad.desktop")
    place(linux / "brightroad-mime.xml", "usr/share/mime/packages/brightroad.xml")
    place(linux / "brightroad.metainfo.xml", "usr/share/metainfo/brightroad.metainfo.xml")
    place(ROOT / "resources" / "licences" / "README.md", "usr/share/doc/brightroad/third-party.md")
    place(ROOT / "LICENSE", "usr/share/doc/brightroad/copyright")
    for name, sort, target in (
        ("brightroad", "apps", "brightroad"),
        ("brightroad-plan", "mimetypes", "application-x-brightroad"),
    ):
        place(icons / f"{name}.svg", "usr/share/icons/hicolor/scalable", sort, f"{target}.svg")
        for size in SIZES:
            folder = f"usr/share/icons/hicolor/{size}x{size}"
            place(ROOT / "build" / "icons" / str(size) / f"{name}.png", folder, sort, f"{target}.png")
    manual = TREE / "usr/share/man/man1/brightroad.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(MANUAL.encode(), mtime=0))


def settle() -> None:
    """Gives every file the mode and time it would have on any machine."""
    when = int(os.environ.get("SOURCE_DATE_EPOCH", WHEN))
    for path in sorted(TREE.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == "brightroad" and path.parent.name == "brightroad")
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (when, when), follow_symlinks=False)


def main() -> int:
    """Makes the package and says how large it is."""
    bundle = DIST / "brightroad"
    if not (bundle / "brightroad").exists():
        print("There is no bundle in dist/brightroad; run build_bundle.py first.")
        return 1
    shutil.rmtree(TREE, ignore_errors=True)
    fill(bundle)
    architecture = output("dpkg", "--print-architecture").strip()
    size = sum(path.lstat().st_size for path in TREE.rglob("*") if path.is_file()) // 1024
    control = TREE / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: brightroad\nVersion: {version()}\nArchitecture: {architecture}\nSection: office\nPriority: optional\n"
        f"Maintainer: Brightroad contributors <nobody@localhost>\nInstalled-Size: {size}\nDepends: {depends(bundle)}\n"
        "Description: plan how to live from what you make\n"
        " An offline planner for people who want to live from their own work: products,\n"
        " platforms and alliances in one picture, with forecasts as ranges.\n",
        encoding="utf-8",
    )
    settle()
    target = DIST / f"brightroad_{version()}_{architecture}.deb"
    environment = dict(os.environ, SOURCE_DATE_EPOCH=os.environ.get("SOURCE_DATE_EPOCH", WHEN))
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(TREE), str(target)], check=True, env=environment
    )
    print(f"{target.name}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
