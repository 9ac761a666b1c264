"""The program's icon as a file: PNG, and what Windows and macOS want, from the one drawing."""

from __future__ import annotations

import os
from pathlib import Path

_SIDES_PX = (16, 24, 32, 48, 64, 128, 256)


def draw(drawing: Path, target: Path, *, side_px: int) -> Path:
    """Draw an SVG as ``target`` (png, ico or icns), ``side_px`` pixels wide at most."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    png = target.with_suffix(".png")
    if not image.save(str(png)):
        raise OSError(f"The icon could not be written. Received: {png}")
    if target.suffix == ".ico":
        from PIL import Image

        Image.open(png).save(target, sizes=[(side, side) for side in _SIDES_PX])
    elif target.suffix == ".icns":
        from PIL import Image

        Image.open(png).save(target)
    return target
