"""Pixels as Qt images, and back: the only place where NumPy and Qt share memory.

OpenCV and NumPy are imported at the first picture: the window's start does not wait for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from engine.errors import ImageError

if TYPE_CHECKING:
    from engine.preprocessing import Image


def qimage_of(pixels: Image) -> QImage:
    """Copy ``uint8`` RGB (H, W, 3) into an image in the format of the screen.

    OpenCV fills the image in place and lets the window draw meanwhile; Qt's own conversion would
    hold it up, 30 ms for 12 megapixels. Raises ``ImageError`` if memory is short.
    """
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    if image.isNull():
        raise ImageError(
            "There is not enough free memory to show this picture.",
            received=f"{width} x {height} pixels",
        )
    target = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    cv2.cvtColor(pixels, cv2.COLOR_RGB2BGRA, dst=target)
    return image


def pixels_of(image: QImage) -> Image:
    """Copy an image to ``uint8`` RGB (H, W, 3); transparency becomes white."""
    import numpy as np

    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    flat = flat.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(flat.constBits(), np.uint8).reshape(flat.height(), flat.bytesPerLine())
    return rows[:, : 3 * flat.width()].reshape(flat.height(), flat.width(), 3).copy()
