"""What Qt needs of the system on Linux: finds what is missing, and installs, unpacks or names it."""

import glob
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable

import setup_state
from setup_failure import SetupFailure
from setup_packages import MANAGERS, PACKAGES, SEVERAL
from setup_say import either, say

CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
MODULES = ("QtWidgets", "QtSvg")


def check_floor() -> None:
    """SetupFailure where the C library is too old (or another one) for the wheels of Qt."""
    if platform.system() != "Linux":
        return
    name, version = platform.libc_ver()
    floor = (2, 39) if platform.machine() == "aarch64" else (2, 34)
    if name == "glibc" and tuple(int(part) for part in version.split(".")[:2]) >= floor:
        return
    wanted = ".".join(str(part) for part in floor)
    raise SetupFailure(
        either(
            f"Qt for Python needs a Linux with glibc {wanted} or newer; this one has {name or 'another C library'} {version}.",
            f"Qt for Python 需要 glibc {wanted} 或更新的 Linux；这里是 {name or '其他 C 库'} {version}。",
        )
    )


def parse_ldd(text: str) -> set[str]:
    """The libraries ``ldd`` did not find."""
    return set(re.findall(r"^\s*(\S+) => not found", text, re.MULTILINE))


def missing(root: str, platforms: list[str], libraries: list[str]) -> set[str]:
    """The libraries Qt's modules and platform plugins would not find here."""
    homes = glob.glob(os.path.join(glob.escape(setup_state.venv(root)), "lib", "python3*", "site-packages", "PySide6"))
    ldd = shutil.which("ldd")
    if not ldd or not platforms:
        return set()
    files = [os.path.join(home, f"{module}.abi3.so") for home in homes for module in MODULES]
    for name in platforms:
        plugin = setup_state.PLATFORM_LIBRARIES[name]
        files += [os.path.join(home, "Qt", "plugins", "platforms", plugin) for home in homes]
    environment = dict(os.environ, LC_ALL="C")
    if libraries:
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(libraries)
    there = [path for path in files if os.path.exists(path)]
    done = subprocess.run(
        [ldd, *there], capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    return parse_ldd(done.stdout)


def distribution(path: str = "/etc/os-release") -> str:
    """The family of the distribution: debian, fedora, arch, suse, or nothing that is known."""
    try:
        with open(path, encoding="utf-8") as stream:
            fields = dict(line.rstrip("\n").split("=", 1) for line in stream if "=" in line)
    except OSError:
        return ""
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").lower().split()
    for name in names:
        for family, members in SEVERAL.items():
            if name in members:
                return family
    return ""


def packages(family: str, names: Iterable[str]) -> list[str]:
    """The packages of a distribution that hold the named libraries; a library nobody knows is left out."""
    column = list(MANAGERS).index(family)
    return sorted({PACKAGES[name][column] for name in names if name in PACKAGES})


def install_line(family: str, names: Iterable[str]) -> str:
    """The line that installs the named libraries, or the bare names where the distribution is not known."""
    if family not in MANAGERS:
        return " ".join(sorted(names))
    return f"sudo {MANAGERS[family]} {' '.join(packages(family, names))}"


def cure(root: str, platforms: list[str], libraries: list[str]) -> list[str]:
    """Makes Qt's platform plugins loadable; the result is the extra folders of libraries that takes."""
    for _ in range(3):  # what ldd cannot open it cannot look into
        lacking = missing(root, platforms, libraries)
        if not lacking:
            return libraries
        say(f"Missing here: {', '.join(sorted(lacking))}", f"系统缺少：{'、'.join(sorted(lacking))}")
        names = packages("debian", lacking) if distribution() == "debian" else []
        if not names:
            break
        if os.geteuid() == 0:
            apt_install(names)
        else:
            libraries = provide(root, names)
    lacking = missing(root, platforms, libraries)
    if not lacking:
        return libraries
    line = install_line(distribution(), lacking)
    raise SetupFailure(
        either(
            f"The system lacks libraries that Qt needs. Install them and start again:\n    {line}",
            f"系统缺少 Qt 所需的库。请安装后重新启动：\n    {line}",
        )
    )


def provide(root: str, names: list[str]) -> list[str]:
    """Unpacks packages and what they need beside the program, for a user who may not install them."""
    new = with_dependencies(names)
    say(f"Unpacking into .venv: {' '.join(new or names)}", f"正在解压到 .venv：{' '.join(new or names)}")
    return library_folders(unpack(root, new))


def apt_install(names: list[str]) -> None:
    """Installs packages with apt-get, as root; refreshes its lists if it cannot at first."""
    say(f"Installing with apt-get: {' '.join(names)}", f"正在用 apt-get 安装：{' '.join(names)}")
    command = [
        "apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120",
        "-o", "Dpkg::Use-Pty=0", *names,
    ]  # fmt: skip
    if not quietly(command):
        apt_update()
        quietly(command, tell=True)


def apt_update() -> None:
    """Refreshes the lists of packages, as root."""
    quietly(["apt-get", "update", "-q"], tell=True)


def quietly(command: list[str], tell: bool = False) -> bool:
    """Whether a command ended well; what it complains of is shown only if ``tell``."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
    complaints = None if tell else subprocess.DEVNULL
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=complaints, env=environment, check=False
    )
    return done.returncode == 0


def parse_simulation(text: str) -> list[str]:
    """The packages ``apt-get install -s`` would add; those it would only bring up to date are left as they are."""
    return [match[1] for line in text.splitlines() if (match := re.match(r"Inst (\S+) \(", line))]


def with_dependencies(names: list[str]) -> list[str]:
    """The named packages and what they need that is not installed; nothing when apt-get does not know them."""
    plan = subprocess.run(
        ["apt-get", "install", "-s", "--no-install-recommends", *names],
        capture_output=True,
        text=True,
        env=dict(os.environ, LC_ALL="C"),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return parse_simulation(plan.stdout) if plan.returncode == 0 else []


def unpack(root: str, names: list[str]) -> str:
    """Fetches packages as any user may and unpacks them into .venv/syslibs; the result is that folder."""
    target = os.path.join(setup_state.venv(root), "syslibs")
    with tempfile.TemporaryDirectory() as folder:
        if names:
            subprocess.run(
                ["apt-get", "download", "-q", *names],
                cwd=folder,
                capture_output=True,
                stdin=subprocess.DEVNULL,
                check=False,
            )
        for archive in sorted(glob.glob(os.path.join(glob.escape(folder), "*.deb"))):
            subprocess.run(["dpkg-deb", "-x", archive, target], check=True, stdin=subprocess.DEVNULL)
    return target


def library_folders(folder: str) -> list[str]:
    """The folders below one that hold shared libraries."""
    return sorted(at for at, _, files in os.walk(folder) if any(".so." in name for name in files))


def provide_certificates() -> None:
    """Sees to the list of certificates Debian's pip cannot be without; as a plain user it can only be named."""
    if distribution() != "debian" or os.path.exists(CERTIFICATES):
        return
    if os.geteuid() == 0:
        apt_install(["ca-certificates"])
    if not os.path.exists(CERTIFICATES):
        line = f"sudo {MANAGERS['debian']} ca-certificates"
        raise SetupFailure(
            either(
                f"This machine has no list of certificates to fetch packages by. Install it and start again:\n    {line}",
                f"此系统没有下载软件包所需的证书列表。请安装后重新启动：\n    {line}",
            )
        )


def debian_pip_wheel(root: str, find: Callable[[str], str]) -> str:
    """Debian's own pip wheel, unpacked into .venv and nowhere else; nothing where there is none."""
    if distribution() != "debian":
        return ""
    for refresh in (False, True):
        if refresh and os.geteuid() == 0:
            apt_update()
        found = find(os.path.join(unpack(root, ["python3-pip-whl"]), "usr", "share", "python-wheels"))
        if found:
            return found
    return ""
