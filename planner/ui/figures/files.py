"""Saves a figure as a picture: SVG for print and further work, PNG to send along."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from planner import paths
from planner.figures.colours import PRINT_COLOURS
from planner.figures.drawing import Drawing
from planner.figures.svg import svg
from planner.i18n import _, language
from planner.ui.figures.painter import FigurePainter
from planner.ui.look import fonts

if TYPE_CHECKING:
    from planner.ui.bridge import Bridge

_FINE = 2  # pixels of the picture for one of the drawing


def save_figure(page: QWidget, bridge: "Bridge", drawing: Drawing, ending: str) -> None:
    """Ask where, and write `drawing` there as "svg" or "png", whole or not at all."""
    stem = f"{bridge.session.path.stem} – {drawing.title}"
    suggested = paths.documents_folder() / f"{stem}.{ending}"
    name, _filter = QFileDialog.getSaveFileName(
        page, _("Save the picture"), str(suggested), f"{ending.upper()} (*.{ending})"
    )
    if not name:
        return
    out = Path(name if name.lower().endswith(f".{ending}") else f"{name}.{ending}")
    content = svg_bytes(drawing) if ending == "svg" else png_bytes(drawing)
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, out)
    except OSError as error:
        part.unlink(missing_ok=True)
        message = _("“{path}” cannot be written: {reason}. Choose another place.")
        bridge.refused.emit(message.format(path=out, reason=error.strerror or error))
        return
    bridge.toast(_("Saved “{name}”").format(name=out.name), undo=False)


def svg_bytes(drawing: Drawing) -> bytes:
    """The drawing as an SVG file in the colours of print."""
    return svg(drawing, PRINT_COLOURS, language="zh-CN" if language() == "zh" else language()).encode()


def png_bytes(drawing: Drawing) -> bytes:
    """The drawing as a PNG file in the colours of print, two pixels for each of its own."""
    image = QImage(round(drawing.width * _FINE), round(drawing.height * _FINE), QImage.Format.Format_RGB32)
    image.fill(QColor(PRINT_COLOURS["surface"]))
    painter = QPainter(image)
    painter.scale(_FINE, _FINE)
    FigurePainter(PRINT_COLOURS, fonts.families()).paint(painter, drawing.paths, drawing.texts)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(content.data())
