"""Pictures of windows, kept small: the repository carries dozens of them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QWidget

from engine.files import write_atomically

_COLOURS = 256


def keep_picture(widget: QWidget, path: Path) -> None:
    """Write what ``widget`` shows as a PNG of 256 colours, a third of the size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")  # type: ignore[call-overload]
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as picture:
        small = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    write_atomically(path, content.getvalue())
