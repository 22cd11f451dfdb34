"""Makes the virtual environment and installs the locked packages into it."""

import contextlib
import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import setup_python
import setup_state
import setup_system
from setup_failure import SetupFailure
from setup_say import either, say


def prepare(root: str, purpose: str, platforms: list[str]) -> None:
    """Brings the machine to where ``purpose`` can start; SetupFailure says what is missing."""
    with one_at_a_time(root):
        if setup_state.is_ready(root, purpose, platforms):  # done by another start meanwhile
            return
        setup_system.check_floor()
        make_environment(root)
        if not setup_state.is_installed(root, purpose):
            install(root, purpose)
        libraries = setup_system.cure(root, platforms, setup_state.library_folders(root))
        setup_state.write_stamp(root, purpose, platforms, libraries)


@contextlib.contextmanager
def one_at_a_time(root: str) -> Iterator[None]:
    """Lets a second start wait for the first; on Windows there is no such lock, and pip bears it."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with open(setup_state.lock_file(root, "run"), "rb") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def make_environment(root: str) -> None:
    """Makes .venv, and again if the one that is there no longer works; anything else of that name is left alone."""
    folder = setup_state.venv(root)
    if os.path.lexists(folder):
        if setup_python.supported(setup_python.ask([setup_state.venv_python(root)])[0]):
            return
        if os.path.exists(os.path.join(folder, "pyvenv.cfg")):
            say("The old .venv no longer works and is made again.", "原有的 .venv 已不能用，正在重建。")
        elif not os.path.isdir(folder) or os.listdir(folder):
            raise SetupFailure(
                either(
                    f"{folder} is in the way: it is not a virtual environment. Move it away and start again.",
                    f"{folder} 不是虚拟环境，占用了位置。请把它移走后重新启动。",
                )
            )
    say("Setting up .venv ...", "正在建立 .venv ……")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", folder], stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        raise SetupFailure(
            either(
                f"{sys.executable} could not make a virtual environment (its own words are above). "
                "On Debian and Ubuntu: sudo apt-get install python3-venv",
                f"{sys.executable} 无法建立虚拟环境（原因见上）。Debian 和 Ubuntu：sudo apt-get install python3-venv",
            )
        )


def install(root: str, purpose: str) -> None:
    """Installs what the lock names, checked by hash, ready-built wheels only."""
    say(
        "Installing the program's packages (once; about 130 MB) ...",
        "正在安装程序所需的软件包（仅一次，约 130 MB）……",
    )
    command = [
        *pip(root), "install", "--require-hashes", "--only-binary", ":all:", "--no-input", "--no-user", "--quiet",
        "--disable-pip-version-check", "--no-warn-script-location", "-r", setup_state.lock_file(root, purpose),
    ]  # fmt: skip
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PIP_USER", "PIP_TARGET", "PYTHONHOME")
    }
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False, env=environment).returncode:
        raise SetupFailure(
            either(
                "The packages could not be installed (pip's own words are above). The first start needs a network; "
                "behind a proxy or with a mirror, set HTTPS_PROXY or PIP_INDEX_URL and start again.",
                "软件包安装失败（pip 的说明见上）。第一次启动需要网络；如使用代理或镜像，"
                "请设置 HTTPS_PROXY 或 PIP_INDEX_URL 后重新启动。",
            )
        )


def works(command: list[str]) -> bool:
    """Whether a command exists and ends well."""
    try:
        return (
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=120).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False


def pip(root: str) -> list[str]:
    """A command that installs into .venv: its own pip, else any that can be had on this machine."""
    python = setup_state.venv_python(root)
    own = [python, "-m", "pip"]
    if works([*own, "--version"]):
        return own
    if works([python, "-m", "ensurepip", "--default-pip"]) and works([*own, "--version"]):
        return own
    outside = [sys.executable, "-m", "pip", "--python", python]
    if works([*outside, "--version"]):
        return outside
    wheel = pip_wheel("/usr/share/python-wheels") or setup_system.debian_pip_wheel(root, pip_wheel)
    if wheel:
        setup_system.provide_certificates()
        return [python, os.path.join(wheel, "pip")]
    uv = shutil.which("uv")
    if uv and works([uv, "pip", "install", "--python", python, "pip"]):
        return own
    line = setup_system.install_line(setup_system.distribution(), ["pip"])
    raise SetupFailure(
        either(
            f"This Python has no pip. Install it and start again:\n    {line}",
            f"此 Python 没有 pip。请先安装：\n    {line}",
        )
    )


def pip_wheel(folder: str) -> str:
    """The newest pip wheel in a folder, or nothing."""
    found = sorted(glob.glob(os.path.join(glob.escape(folder), "pip-*.whl")))
    return found[-1] if found else ""
