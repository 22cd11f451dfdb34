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

MODULES = ("QtWidgets", "QtSvg", "QtPrintSupport", "QtNetwork")


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


def missing(root: str, platforms: Iterable[str], libraries: list[str]) -> set[str]:
    """The libraries Qt's modules and platform plugins would not find here."""
    homes = glob.glob(os.path.join(glob.escape(setup_state.venv(root)), "lib", "python3*", "site-packages", "PySide6"))
    ldd = shutil.which("ldd")
    if not ldd:
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
        lacking = missing(root, platforms, libraries) if platforms else set()
        if not lacking:
            return libraries
        say(f"Missing here: {', '.join(sorted(lacking))}", f"系统缺少：{'、'.join(sorted(lacking))}")
        family = distribution()
        if family != "debian" or not packages(family, lacking):
            break
        if os.geteuid() == 0:
            if not apt_install(packages(family, lacking)):
                break
        else:
            libraries = unpack(root, packages(family, lacking)) or libraries
            if not libraries:
                break
    line = install_line(distribution(), missing(root, platforms, libraries))
    raise SetupFailure(
        either(
            f"The system lacks libraries that Qt needs. Install them and start again:\n    {line}",
            f"系统缺少 Qt 所需的库。请安装后重新启动：\n    {line}",
        )
    )


def apt_install(names: list[str]) -> bool:
    """Installs packages with apt-get, as root; refreshes its lists if they do not know them."""
    say(f"Installing with apt-get: {' '.join(names)}", f"正在用 apt-get 安装：{' '.join(names)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
    command = [
        "apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120",
        "-o", "Dpkg::Use-Pty=0", *names,
    ]  # fmt: skip
    first = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, check=False)
    if first.returncode == 0:
        return True
    subprocess.run(
        ["apt-get", "update", "-q"], stdout=subprocess.DEVNULL, env=environment, stdin=subprocess.DEVNULL, check=False
    )
    return (
        subprocess.run(
            command, stdout=subprocess.DEVNULL, env=environment, stdin=subprocess.DEVNULL, check=False
        ).returncode
        == 0
    )


def parse_simulation(text: str) -> list[str]:
    """The packages ``apt-get install -s`` would add; those it would only bring up to date are left as they are."""
    return [match[1] for line in text.splitlines() if (match := re.match(r"Inst (\S+) \(", line))]


def download(names: list[str], folder: str) -> list[str]:
    """The packages and what they need, fetched into a folder without being root; nothing when apt-get cannot."""
    environment = dict(os.environ, LC_ALL="C")
    plan = subprocess.run(
        ["apt-get", "install", "-s", "--no-install-recommends", *names],
        capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    new = parse_simulation(plan.stdout)
    if plan.returncode or not new:
        return []
    subprocess.run(
        ["apt-get", "download", "-q", *new],
        cwd=folder,
        env=environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return sorted(glob.glob(os.path.join(glob.escape(folder), "*.deb")))


def unpack(root: str, names: list[str]) -> list[str]:
    """Fetches packages and unpacks them into .venv/syslibs; the result is the folders that hold libraries."""
    target = os.path.join(setup_state.venv(root), "syslibs")
    say(f"Unpacking into .venv: {' '.join(names)}", f"正在解压到 .venv：{' '.join(names)}")
    with tempfile.TemporaryDirectory() as folder:
        for archive in download(names, folder):
            subprocess.run(["dpkg-deb", "-x", archive, target], check=True, stdin=subprocess.DEVNULL)
    return sorted({at for at, _, files in os.walk(target) if any(".so." in name for name in files)})


def debian_pip_wheel(root: str, find: Callable[[str], str]) -> str:
    """Debian's own pip wheel, installed as root or unpacked into .venv; nothing elsewhere."""
    if distribution() != "debian":
        return ""
    package = "python3-pip-whl"
    if os.geteuid() == 0:
        apt_install([package])
        return find("/usr/share/python-wheels")
    unpack(root, [package])
    return find(os.path.join(setup_state.venv(root), "syslibs", "usr", "share", "python-wheels"))
