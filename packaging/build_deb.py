"""Makes dist/brightroad_VERSION_ARCH.deb of the folder bundle, on Debian or a relative: run.py build deb.

With --same-bundle the one that is there is taken. The same bundle gives the same bytes.
"""

import gzip
import hashlib
import lzma
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import build_bundle
from build_bundle import BUNDLE, DIST, ICONS, ROOT, SIZES, WHEN, is_elf
from setup_packages import PACKAGES

TREE = ROOT / "build" / "deb"
ABOUT = ROOT / "build" / "deb-control"
LINUX = ROOT / "packaging" / "linux"
# Libraries of the system that set-up never has to look for, and what is opened by name when running.
ALWAYS = {
    r"(libc|libm|libdl|libpthread|librt|libutil|ld-linux.*)\.so.*": "libc6",
    r"libexpat\.so\.1": "libexpat1",
    r"libbz2\.so\.1\.0": "libbz2-1.0",
    r"libgcc_s\.so\.1": "libgcc-s1",
    r"libgobject-2\.0\.so\.0": "libglib2.0-0",
}
ALSO = {"fontconfig", "hicolor-icon-theme", "shared-mime-info", "xdg-utils"}
FREE_FONT = "fonts-noto-cjk"
MAINTAINER = "Brightroad contributors <contributors@brightroad.example>"


def output(*command: str) -> str:
    """What a command prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C")).stdout


def version() -> str:
    """The program's version."""
    return re.search(r'__version__ = "(.+)"', (ROOT / "planner" / "__init__.py").read_text("utf-8"))[1]


def outside_libraries(bundle: Path) -> set[str]:
    """The libraries the bundle's files ask for that it does not hold."""
    files = [path for path in sorted(bundle.rglob("*")) if is_elf(path)]
    asked = output("objdump", "-p", *map(str, files))
    held = {path.name for path in bundle.rglob("*.so*")}
    return set(re.findall(r"^ +NEEDED +(\S+)$", asked, re.MULTILINE)) - held


def package_of(library: str) -> str:
    """The Debian package that holds a library; LookupError when nobody has said."""
    for pattern, name in ALWAYS.items():
        if re.fullmatch(pattern, library):
            return name
    if library not in PACKAGES:
        raise LookupError(f"no package is known to hold {library}; name it in setup_packages.py")
    return PACKAGES[library][0]


def depends(bundle: Path) -> str:
    """What the package depends on; the C library has to be as new as the one the bundle was made with."""
    names = {package_of(library) for library in outside_libraries(bundle)} | ALSO
    return ", ".join(f"{name} (>= {platform.libc_ver()[1]})" if name == "libc6" else name for name in sorted(names))


def place(source: Path, *target: str) -> None:
    """Copies one file into the tree."""
    path = TREE.joinpath(*target)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def place_packed(content: bytes, *target: str) -> None:
    """Writes content into the tree, packed by gzip without name and time."""
    path = TREE.joinpath(*target)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def fill(bundle: Path) -> None:
    """Lays out everything the package holds."""
    shutil.copytree(bundle, TREE / "usr/lib/brightroad", symlinks=True)
    (TREE / "usr/bin").mkdir()
    for name in ("brightroad", "brightroad-cli"):
        (TREE / "usr/bin" / name).symlink_to(f"../lib/brightroad/{name}")
        place_packed((LINUX / f"{name}.1").read_bytes(), "usr/share/man/man1", f"{name}.1.gz")
    place(LINUX / "brightroad.desktop", "usr/share/applications/brightroad.desktop")
    place(LINUX / "brightroad-mime.xml", "usr/share/mime/packages/brightroad.xml")
    place(LINUX / "brightroad.metainfo.xml", "usr/share/metainfo/app.brightroad.brightroad.metainfo.xml")
    place(LINUX / "lintian-overrides", "usr/share/lintian/overrides/brightroad")
    fill_completions()
    fill_documents()
    for name, sort, target in (
        ("brightroad", "apps", "brightroad"),
        ("brightroad-plan", "mimetypes", "application-x-brightroad"),
    ):
        place(ROOT / "resources/icons" / f"{name}.svg", "usr/share/icons/hicolor/scalable", sort, f"{target}.svg")
        for size in SIZES:
            folder = f"usr/share/icons/hicolor/{size}x{size}"
            place(ICONS / str(size) / f"{name}.png", folder, sort, f"{target}.png")


def fill_completions() -> None:
    """Puts the completions where each shell looks for them."""
    shells = TREE / "usr/share/bash-completion/completions"
    place(LINUX / "completions/brightroad", "usr/share/bash-completion/completions/brightroad")
    (shells / "brightroad-cli").symlink_to("brightroad")
    place(LINUX / "completions/_brightroad", "usr/share/zsh/vendor-completions/_brightroad")
    for name in ("brightroad", "brightroad-cli"):
        place(LINUX / "completions/brightroad.fish", "usr/share/fish/vendor_completions.d", f"{name}.fish")


def fill_documents() -> None:
    """Licence, changes and notices, where Debian wants them."""
    folder = "usr/share/doc/brightroad"
    place(LINUX / "copyright", folder, "copyright")
    place_packed((ROOT / "resources/licences/README.md").read_bytes(), folder, "third-party.md.gz")
    place_packed((ROOT / "CHANGELOG.md").read_bytes(), folder, "CHANGES.md.gz")
    place_packed(changelog().encode(), folder, "changelog.gz")


def changelog() -> str:
    """The changes as Debian writes them: what the program's own list says is not said twice."""
    when = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", WHEN)), UTC)
    return (
        f"brightroad ({version()}) stable; urgency=medium\n\n  * See CHANGES.md.gz beside this file.\n\n"
        f" -- {MAINTAINER}  {format_datetime(when)}\n"
    )


def settled(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """A file as the package holds it: with the owner, mode and time it would have on any machine."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = int(os.environ.get("SOURCE_DATE_EPOCH", WHEN))
    if not member.issym():
        runs = member.isdir() or member.name == "./usr/lib/brightroad/brightroad"
        member.mode = 0o755 if runs else 0o644
    return member


def in_order(path: Path) -> tuple[bool, str, Path]:
    """Where a file stands in the package: behind all folders, beside those of like names."""
    folder = path.is_dir() and not path.is_symlink()
    return not folder, "" if folder else path.name, path


def write_packed(folder: Path, target: Path, architecture: str) -> None:
    """A folder as tar.xz, packed as small as xz can.

    On x86 with its filter for programs. Files of like names stand side by side, so that what NumPy and SciPy both carry
    lies within what xz remembers.
    """
    filters = [{"id": lzma.FILTER_X86}] if architecture == "amd64" else []
    filters.append({"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME})
    with (
        lzma.open(target, "wb", check=lzma.CHECK_CRC64, filters=filters) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in sorted(folder.rglob("*"), key=in_order):
            archive.add(path, f"./{path.relative_to(folder).as_posix()}", recursive=False, filter=settled)


def write_package(parts: list[tuple[str, bytes]], target: Path) -> None:
    """The parts of a Debian package as the archive it is, one of the old sort that ``ar`` makes."""
    when = os.environ.get("SOURCE_DATE_EPOCH", WHEN)
    with target.open("wb") as stream:
        stream.write(b"!<arch>\n")
        for name, content in parts:
            stream.write(f"{name:<16}{when:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode())
            stream.write(content + b"\n" * (len(content) % 2))


def control(bundle: Path, architecture: str) -> str:
    """What the package says about itself."""
    size = sum(-(-path.lstat().st_size // 1024) for path in TREE.rglob("*"))
    return (
        f"Package: brightroad\nVersion: {version()}\nArchitecture: {architecture}\nSection: misc\nPriority: optional\n"
        f"Maintainer: {MAINTAINER}\nInstalled-Size: {size}\nDepends: {depends(bundle)}\nSuggests: {FREE_FONT}\n"
        "Description: plan how to live from what you make\n"
        " Brightroad is an offline planner for people who want to live from their own\n"
        " work. It joins domains, products, platforms and alliances into one picture\n"
        " and says what they are likely to earn, as ranges and never as one number.\n"
        " .\n"
        " A plan is one file, kept as it is typed, and printed as a PDF in Chinese or\n"
        " English. The program never uses a network.\n"
    )


def main(arguments: list[str]) -> int:
    """Makes the package and says how large it is."""
    if arguments != ["--same-bundle"] and (status := build_bundle.main()):
        return status
    for folder in (TREE, ABOUT):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    fill(BUNDLE)
    architecture = output("dpkg", "--print-architecture").strip()
    (ABOUT / "control").write_text(control(BUNDLE, architecture), encoding="utf-8")
    sums = "".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(TREE)}\n"
        for path in sorted(TREE.rglob("*"))
        if path.is_file() and not path.is_symlink()
    )
    (ABOUT / "md5sums").write_text(sums, encoding="utf-8")
    parts = [("debian-binary", b"2.0\n")]
    for folder, name in ((ABOUT, "control.tar.xz"), (TREE, "data.tar.xz")):
        write_packed(folder, TREE.with_name(name), architecture)
        parts.append((name, TREE.with_name(name).read_bytes()))
    target = DIST / f"brightroad_{version()}_{architecture}.deb"
    write_package(parts, target)
    print(
        f"dist/{target.name}: {target.stat().st_size / 1e6:.1f} MB, unpacked {build_bundle.size_of(TREE) / 1e6:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
