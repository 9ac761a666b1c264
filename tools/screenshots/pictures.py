"""Pictures of windows, kept small: the repository carries dozens of them."""

from __future__ import annotations

import io
from argparse import ArgumentParser
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

from desktop.i18n import language
from desktop.settings import LANGUAGES, Language
from engine.files import write_atomically

DOCS = Path(__file__).parents[2] / "docs" / "images"
_COLOURS = 256


def arguments(about: str | None) -> ArgumentParser:
    """The options of a script that makes pictures; ``about`` is its docstring."""
    parser = ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=DOCS,
        metavar="FOLDER",
        help="where the pictures go (default: docs/images of this project)",
    )
    parser.add_argument(
        "--language", choices=LANGUAGES, default="en", help="what the window speaks (default: en)"
    )
    return parser


def application(out: Path, spoken: Language) -> QApplication:
    """Return the application, in this language; pictures go into ``out``, made if need be."""
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["screenshots"])
    assert isinstance(app, QApplication)
    language.install(app, spoken)
    return app


def keep_picture(widget: QWidget, path: Path) -> None:
    """Write what ``widget`` shows as a PNG of 256 colours, a third of the size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    with Image.open(io.BytesIO(bytes(buffer.data().data()))) as picture:
        small = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.FLOYDSTEINBERG)
    content = io.BytesIO()
    small.save(content, "PNG", optimize=True)
    write_atomically(path, content.getvalue())
