"""The side list: every face of the photo with its apparent age and perceived gender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import text as wording
from desktop.photos.corrections import Correction, CorrectionBar, words_of
from desktop.viewer.picture_cache import Picture
from desktop.widgets.buttons import action_button
from desktop.widgets.labels import PlainLabel
from desktop.widgets.tile_view import Index, paint_picture
from engine.results import Face

if TYPE_CHECKING:
    from engine.spec import ModelSpec

_CROP_PX = 56
_PADDING_PX = 10
_GAP_PX = 3
_LINE_GAP_PX = 5
_SMALL = 0.88
_AGE_ROLE = Qt.ItemDataRole.UserRole
_GENDER_ROLE = Qt.ItemDataRole.UserRole + 1
_SAID_ROLE = Qt.ItemDataRole.UserRole + 2


class FacePanel(QFrame):
    """Faces with their estimates, or a note where there are none.

    ``face_chosen`` carries the index of the face that the user moved to here.
    """

    face_chosen = Signal(int)

    def __init__(self, shake_test: QAction, parent: QWidget | None = None) -> None:
        """``shake_test`` is offered above the faces."""
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._heading = PlainLabel(self)
        self._heading.setObjectName("panelHeading")
        self._heading.setFont(_sized(self._heading.font(), 1.15, bold=True))
        self.list = self._build_list()
        self._note, self._hint = PlainLabel(self), PlainLabel(self)
        self.correction = CorrectionBar(self)
        self.shake = action_button(shake_test, self, style="small", hide_when_off=True)
        self._caution = PlainLabel(self.tr("Estimates from appearance can be wrong."), self)
        self.model_caution = PlainLabel(self)
        self.model_caution.setObjectName("caution")
        self.model_caution.setWordWrap(True)
        self.model_caution.hide()
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._build_note())
        self._arrange()
        self.show_note("")

    def _build_list(self) -> QListWidget:
        faces = QListWidget(self)
        faces.setObjectName("faceList")
        faces.setAccessibleName(self.tr("Faces in this photo"))
        faces.setItemDelegate(_FaceDelegate(faces))
        faces.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        faces.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        faces.setMouseTracking(True)
        faces.currentRowChanged.connect(self._tell)
        return faces

    def _build_note(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        self._note.setFont(_sized(self._note.font(), 1.0, bold=True))
        self._hint.setProperty("muted", True)
        for label in (self._note, self._hint):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch()
        return page

    def _arrange(self) -> None:
        self._caution.setWordWrap(True)
        self._caution.setProperty("muted", True)
        self._caution.setFont(_sized(self._caution.font(), _SMALL))
        self._caution.setContentsMargins(16, 8, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        heading = QHBoxLayout()
        heading.setContentsMargins(16, 14, 16, 6)
        heading.addWidget(self._heading, 1)
        heading.addWidget(self.shake)
        column.addLayout(heading)
        warned = QVBoxLayout()
        warned.setContentsMargins(12, 0, 12, 6)
        warned.addWidget(self.model_caution)
        column.addLayout(warned)
        column.addWidget(self._pages, 1)
        column.addWidget(self.correction)
        column.addWidget(self._caution)
        captions = QFontMetrics(_sized(self.font(), _SMALL))
        text_px = captions.horizontalAdvance(_gender_caption())
        # Text, picture, the paddings between them, and the scroll bar of a longer list.
        self.setMinimumWidth(text_px + _CROP_PX + 7 * _PADDING_PX + 6)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the list says, one text a face."""
        return tuple(self.list.item(row).text() for row in range(self.list.count()))

    @property
    def note(self) -> str:
        """The note that stands in place of the list, or ""."""
        return self._note.text() if self._pages.currentIndex() == 1 else ""

    @property
    def hint(self) -> str:
        """What is said below the note, or ""."""
        return self._hint.text() if self.note else ""

    def show_faces(self, picture: Picture, faces: tuple[Face, ...]) -> None:
        """List the faces of a photo, none selected."""
        self.list.blockSignals(True)
        self.list.clear()
        side_px = round(_CROP_PX * self.devicePixelRatioF())
        for number, face in enumerate(faces, start=1):
            item = QListWidgetItem(self.list)
            item.setText(self.tr("Face {0}: {1}").format(number, wording.face(face)))
            pixmap = QPixmap.fromImage(picture.crop(face.box, side_px=side_px))
            item.setData(Qt.ItemDataRole.DecorationRole, pixmap)
            item.setData(_AGE_ROLE, wording.age(face.estimate))
            item.setData(_GENDER_ROLE, wording.gender(face.estimate))
        self.list.blockSignals(False)
        self.correction.hide()
        self._heading.setText(wording.face_count(len(faces)))
        self._pages.setCurrentIndex(0)
        self._caution.setVisible(bool(faces))

    def show_note(self, note: str, hint: str = "") -> None:
        """Say something in place of the list."""
        self.list.blockSignals(True)
        self.list.clear()  # what is not on screen is not read out either
        self.list.blockSignals(False)
        self.correction.hide()
        self._heading.setText(self.tr("Faces"))
        self._note.setText(note)
        self._hint.setText(hint)
        self._pages.setCurrentIndex(1)
        self._caution.hide()

    def show_model(self, spec: ModelSpec | None) -> None:
        """Say it if the model in use is not one for photos."""
        told = "" if spec is None else wording.unfit_for_photos(spec)
        self.model_caution.setText(told)
        self.model_caution.setVisible(bool(told))

    def show_said(self, index: int, face: Face, said: Correction) -> None:
        """Say in the list how a face was corrected."""
        item = self.list.item(index)
        corrected = words_of(said)
        text = self.tr("Face {0}: {1}").format(index + 1, wording.face(face))
        item.setText(f"{text}; {corrected}" if corrected else text)
        item.setData(_SAID_ROLE, corrected)

    def select(self, index: int) -> None:
        """Make a face current and bring it into view."""
        self.list.setCurrentRow(index)

    def reveal(self, index: int) -> None:
        """Bring a face into view, once what is beside the list has its room."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.list.scrollToItem(self.list.item(index))

    def _tell(self, row: int) -> None:
        if row >= 0:
            self.face_chosen.emit(row)


class _FaceDelegate(QStyledItemDelegate):
    """One face: a small picture, and both estimates, each with what it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return room for four lines of text."""
        font: QFont = option.font
        return QSize(0, max(_text_height(font), _CROP_PX) + 2 * _PADDING_PX + 2 * _GAP_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the card."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette: QPalette = option.palette
        card = rect.adjusted(8, _GAP_PX, -8, -_GAP_PX)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(card), 8, 8)
            painter.fillPath(shape, palette.color(QPalette.ColorRole.Midlight))
            if chosen:
                painter.setPen(palette.color(QPalette.ColorRole.Accent))
                painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        inner = card.adjusted(_PADDING_PX, _PADDING_PX, -_PADDING_PX, -_PADDING_PX)
        self._paint_crop(painter, inner, index.data(Qt.ItemDataRole.DecorationRole))
        inner.setLeft(inner.left() + _CROP_PX + _PADDING_PX + 4)
        font: QFont = option.font
        self._paint_text(painter, inner, index, font=font, palette=palette)
        painter.restore()

    def _paint_crop(self, painter: QPainter, inner: QRect, pixmap: QPixmap) -> None:
        frame = QRectF(inner.left(), inner.top(), _CROP_PX, _CROP_PX)
        frame.moveTop(inner.center().y() + 0.5 - _CROP_PX / 2)
        paint_picture(painter, pixmap, frame)

    def _paint_text(
        self, painter: QPainter, inner: QRect, index: Index, *, font: QFont, palette: QPalette
    ) -> None:
        strong, small = _sized(font, 1.0, bold=True), _sized(font, _SMALL)
        text = palette.color(QPalette.ColorRole.Text)
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        top = inner.center().y() - _text_height(font) // 2
        said = index.data(_SAID_ROLE)
        for line, line_font, colour, gap in (
            (index.data(_AGE_ROLE), strong, text, 0),
            (_age_caption(), small, muted, _LINE_GAP_PX),
            (index.data(_GENDER_ROLE) or "–", strong, text, 0),
            (said or _gender_caption(), small, text if said else muted, 0),
        ):
            painter.setFont(line_font)
            painter.setPen(colour)
            place = QRect(inner.left(), top, inner.width(), _height(line_font))
            fitted = QFontMetrics(line_font).elidedText(
                line, Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, fitted)
            top += _height(line_font) + gap


def _age_caption() -> str:
    return wording.translate("faces", "Apparent age")


def _gender_caption() -> str:
    return wording.translate("faces", "Perceived gender (from appearance)")


def _text_height(font: QFont) -> int:
    """Height of the four lines of a card, with the gap between the two estimates."""
    return 2 * (_height(font) + _height(_sized(font, _SMALL))) + _LINE_GAP_PX


def _height(font: QFont) -> int:
    return QFontMetrics(font).height()


def _sized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * factor)
    if bold:
        sized.setWeight(QFont.Weight.DemiBold)
    return sized
