"""Icons of the interface: Lucide drawings, tinted with a colour token and kept by name, colour, size and sharpness."""

import logging
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from planner.paths import resource

_log = logging.getLogger(__name__)
THIN, THICK = "1.75", "2.1"  # stroke, and the stroke of icons of 14 px and less


@cache
def source(name: str) -> str:
    """The SVG text of the icon `name`; empty (and logged once) when there is none."""
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        _log.warning("no icon named %s", name)
        return ""
    return path.read_text(encoding="utf-8")


@cache
def drawing(name: str, colour: str, size: int, dpr: float) -> QPixmap:
    """The icon `name` in `colour` (``#rrggbb``), `size` logical pixels square, for a screen of `dpr`."""
    pixmap = QPixmap(QSize(size, size) * dpr)
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    text = source(name)
    if text:
        stroke = THICK if size <= 14 else THIN
        text = text.replace("currentColor", colour).replace('stroke-width="1.75"', f'stroke-width="{stroke}"')
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size, size))
        painter.end()
    return pixmap


@cache
def tinted(name: str, colour: str, disabled: str, size: int) -> QIcon:
    """The icon `name` as a QIcon for buttons, menus and actions of Qt's own making."""
    icon = QIcon()
    for dpr in sorted({1.0, 2.0, _sharpness()}):
        icon.addPixmap(drawing(name, colour, size, dpr))
        icon.addPixmap(drawing(name, disabled, size, dpr), QIcon.Mode.Disabled)
    return icon


def forget() -> None:
    """Drop every kept picture; called when the theme changes, so that old colours do not pile up."""
    drawing.cache_clear()
    tinted.cache_clear()


def _sharpness() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0
