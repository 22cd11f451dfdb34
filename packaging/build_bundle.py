"""Makes the folder bundle with PyInstaller, in dist/brightroad (macOS: also dist/Brightroad.app).

Run it with the interpreter of a .venv that has the program's packages and those of requirements-build.txt:
    .venv/bin/python packaging/build_bundle.py
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


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
            if size == 256:
                for ending in ("ico", "icns"):
                    picture.save(str(folder / f"{name}.{ending}"))
    del application


def main() -> int:
    """Draws the icons and runs PyInstaller."""
    draw_icons(ROOT / "build" / "icons")
    target = ROOT / "dist"
    shutil.rmtree(target / "brightroad", ignore_errors=True)
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONPATH=str(ROOT))
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(target),
        "--workpath", str(ROOT / "build" / "pyinstaller"), str(ROOT / "packaging" / "brightroad.spec"),
    ]  # fmt: skip
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
