"""The program's line icons, drawn in the colour of the text they stand beside."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QIcon, QImage, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_SIDE_PX = 20
_DENSITIES = (1, 2, 3)
_PROPERTY = "iconName"


def mark(owner: QObject, name: str) -> None:
    """Give a button, an action or a label the icon ``name``; ``refresh`` draws it."""
    owner.setProperty(_PROPERTY, name)


def refresh(root: QWidget) -> None:
    """Draw every marked icon under ``root`` in the colours of its palette."""
    for child in (root, *root.findChildren(QObject)):
        name = child.property(_PROPERTY)
        if not name:
            continue
        if isinstance(child, QLabel):
            colour = child.palette().color(QPalette.ColorRole.BrightText)
            density = root.devicePixelRatioF()
            pixmap = _pixmap(name, colour, density)
            pixmap.setDevicePixelRatio(density)
            child.setPixmap(pixmap)
        elif isinstance(child, QAction | QAbstractButton):
            child.setIcon(line_icon(name, root.palette()))


def app_icon() -> QIcon:
    """The program's own icon."""
    icon = QIcon()
    renderer = QSvgRenderer(_read("app"))
    for side_px in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(QPixmap.fromImage(_drawn(renderer, side_px)))
    return icon


def app_pixmap(side_px: int, density: float) -> QPixmap:
    """The program's icon as a picture of ``side_px`` logical pixels."""
    pixmap = QPixmap.fromImage(_drawn(QSvgRenderer(_read("app")), round(side_px * density)))
    pixmap.setDevicePixelRatio(density)
    return pixmap


def line_icon(name: str, palette: QPalette) -> QIcon:
    """An icon in the colours of ``palette``, for what is not a widget."""
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for density in _DENSITIES:  # QIcon picks by size in real pixels
            icon.addPixmap(_pixmap(name, colour, density), mode)
    return icon


def _pixmap(name: str, colour: QColor, density: float) -> QPixmap:
    """The icon in real pixels; Qt's own cache keeps it for the next window and the next theme."""
    side_px = round(_SIDE_PX * density)
    key = f"line icon {name} {colour.name()} {side_px}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        renderer = QSvgRenderer(_read(name).replace(b"currentColor", colour.name().encode()))
        pixmap = QPixmap.fromImage(_drawn(renderer, side_px))
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(renderer: QSvgRenderer, side_px: int) -> QImage:
    image = QImage(side_px, side_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, side_px, side_px))
    painter.end()
    return image


def _read(name: str) -> bytes:
    return files("resources").joinpath("icons", f"{name}.svg").read_bytes()
