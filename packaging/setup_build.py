"""What making a bundle needs of the system on Linux: tools that strip libraries, and Python as a library."""

import os
import shutil
import sys
import sysconfig

import setup_system
from setup_failure import SetupFailure
from setup_say import either


def lacking() -> list[str]:
    """The Debian packages that would bring what is not here; nothing where all is, or on other systems."""
    if not sys.platform.startswith("linux"):
        return []
    found = [] if shutil.which("objdump") and shutil.which("strip") else ["binutils"]
    if not has_shared_python():
        found.append("libpython{}.{}".format(*sys.version_info[:2]))
    return found


def has_shared_python() -> bool:
    """Whether the library of this Python lies where its makers say."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    folders = [str(sysconfig.get_config_var("LIBDIR") or "")]
    folders += [os.path.join(folders[0], str(sysconfig.get_config_var("MULTIARCH") or ""))]
    return ".so" in name and any(os.path.exists(os.path.join(folder, name)) for folder in folders)


def cure() -> None:
    """Installs that as root on Debian; SetupFailure names it elsewhere."""
    names = lacking()
    if names and setup_system.distribution() == "debian" and os.geteuid() == 0:
        setup_system.apt_install(names)
        names = lacking()
    if names:
        line = f"sudo apt-get install {' '.join(names)}"
        raise SetupFailure(
            either(
                f"Making a bundle needs what these Debian packages hold (or their like elsewhere):\n    {line}",
                f"制作安装包需要以下 Debian 软件包（或其他系统中对应的软件包）：\n    {line}",
            )
        )
