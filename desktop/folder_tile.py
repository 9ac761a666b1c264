"""A tile of the grid: the face, its apparent age and perceived gender, and what became of it."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop import folder_words as words
from desktop.folder_marks import Mark, paint_broken, paint_mark
from desktop.folder_model import FaceModel
from desktop.folder_work import FolderWork
from desktop.photo_list import Index

PICTURE_PX = 120
_GAP_PX = 8
_ROUND_PX = 8.0
_MARK_PX = 22.0
_DIMMED = 0.35
_SMALL = 0.9
_PICTURE = QRectF(_GAP_PX, _GAP_PX, PICTURE_PX, PICTURE_PX)
_TILES_KEPT = 400


class _Look(NamedTuple):
    """What makes tiles look alike: the picture's number, 0 for none, and so on."""

    picture: int
    lines: tuple[str, str]
    mark: Mark | None
    pale: bool
    unread: bool
    palette: int
    density: float


class TileDelegate(QStyledItemDelegate):
    """Draws from the columns of the project; the same size for all."""

    def __init__(self, model: FaceModel, work: FolderWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._work = model, work
        self._drawn: OrderedDict[_Look, QPixmap] = OrderedDict()
        self._bold = QFont(parent.font())
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._small = QFont(parent.font())
        self._small.setPointSizeF(parent.font().pointSizeF() * _SMALL)
        lines = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height()
        self.size = QSize(PICTURE_PX + 2 * _GAP_PX, PICTURE_PX + lines + 3 * _GAP_PX)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for all."""
        return self.size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Put a tile on screen: drawn once, it is a picture like others from then on."""
        row = self._model.row_at(index)
        if row < 0:
            return
        palette, state = option.palette, option.state
        area = QRect(option.rect)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QPainterPath()
            ground.addRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), _ROUND_PX + 2, _ROUND_PX + 2)
            painter.fillPath(ground, _tinted(palette))
        density = painter.device().devicePixelRatioF()
        painter.drawPixmap(area.topLeft(), self._tile(row, palette=palette, density=density))
        if selected or state & QStyle.StateFlag.State_MouseOver:
            role = QPalette.ColorRole.Accent if selected else QPalette.ColorRole.PlaceholderText
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(palette.color(role), 3 if selected else 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            inside = _PICTURE.translated(QPointF(area.topLeft()))
            painter.drawRoundedRect(inside, _ROUND_PX, _ROUND_PX)

    def _tile(self, row: int, *, palette: QPalette, density: float) -> QPixmap:
        look = self._look(row, palette=palette, density=density)
        drawn = self._drawn.get(look)
        if drawn is None:
            drawn = self._drawn[look] = self._draw(row, look, palette)
            if len(self._drawn) > _TILES_KEPT:
                self._drawn.popitem(last=False)
        else:
            self._drawn.move_to_end(look)
        return drawn

    def _look(self, row: int, *, palette: QPalette, density: float) -> _Look:
        """Everything that a tile shows; tiles that look the same are drawn once."""
        rows, attribute = self._work.rows, self._work.attribute
        verdict = rows.verdict_of(row)
        unsure = verdict is None and words.is_unsure(rows, row, attribute)
        unread = words.is_unread(rows, row)
        pixmap = None if unread else self._model.picture(row)
        return _Look(
            pixmap.cacheKey() if pixmap is not None else 0,
            words.tile_lines(rows, row, attribute),
            "unsure" if unsure else verdict,
            not words.is_face(rows, row) or verdict == "not_a_face",
            unread,
            palette.cacheKey(),
            density,
        )

    def _draw(self, row: int, look: _Look, palette: QPalette) -> QPixmap:
        canvas = QPixmap(self.size * look.density)
        canvas.setDevicePixelRatio(look.density)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(_PICTURE, _ROUND_PX, _ROUND_PX)
        painter.fillPath(shape, palette.color(QPalette.ColorRole.Midlight))
        if look.unread:
            paint_broken(painter, _PICTURE, palette.color(QPalette.ColorRole.PlaceholderText))
        elif look.picture and (pixmap := self._model.picture(row)) is not None:
            painter.setOpacity(_DIMMED if look.pale else 1.0)
            painter.setClipPath(shape)
            painter.drawPixmap(_PICTURE, pixmap, QRectF(pixmap.rect()))
            painter.setClipping(False)
            painter.setOpacity(1.0)
        if look.mark is not None:
            inset = _MARK_PX / 2 + 5
            x = _PICTURE.left() + inset if look.mark == "unsure" else _PICTURE.right() - inset
            centre = QPointF(x, _PICTURE.top() + inset)
            paint_mark(painter, look.mark, centre, side_px=_MARK_PX, palette=palette)
        self._texts(painter, look.lines, palette)
        painter.end()
        return canvas

    def _texts(self, painter: QPainter, lines: tuple[str, str], palette: QPalette) -> None:
        top = _PICTURE.bottom() + _GAP_PX / 2
        roles = QPalette.ColorRole.Text, QPalette.ColorRole.PlaceholderText
        for line, font, role in zip(lines, (self._bold, self._small), roles, strict=True):
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(palette.color(role))
            place = QRectF(_PICTURE.left(), top, PICTURE_PX, metrics.height())
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, PICTURE_PX)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft, shown)
            top += metrics.height() + 1


def _tinted(palette: QPalette) -> QColor:
    colour = QColor(palette.color(QPalette.ColorRole.Accent))
    colour.setAlphaF(0.16)
    return colour
