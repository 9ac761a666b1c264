"""Boxes and labels over faces, drawn alike on screen and in saved pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QImageWriter, QPainter, QPen

from desktop.i18n import text as wording
from desktop.viewer.picture_cache import Picture
from engine.errors import OutputError
from engine.results import Face

# Over photos colours must do without a known ground: light lines with a dark rim, and labels on
# their own nearly opaque plates. They are the same in both themes, and in saved pictures.
LINE, RIM = QColor("#ffffff"), QColor(0, 0, 0, 120)
PLATE, PLATE_TEXT = QColor(19, 23, 31, 222), QColor("#ffffff")
CHOSEN_LINE, CHOSEN_PLATE = QColor("#6fa0ff"), QColor("#2358cf")
_SMALLEST_FONT_PX = 11
_QUALITY = {b"JPEG": 92, b"PNG": -1}
_FORMATS = {".png": b"PNG", ".jpg": b"JPEG", ".jpeg": b"JPEG"}


Forms = tuple[tuple[str, ...], ...]
"""A label from full to brief, each a tuple of lines; none for no label."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Boxes with laid out labels, ready to be painted; all in pixels of what is painted on."""

    boxes: tuple[Rect, ...]
    texts: tuple[Forms, ...]
    labels: tuple[Placed | None, ...]
    font: QFont
    quiet: bool = False


def lay_out(
    faces: Sequence[Face],
    boxes: Sequence[QRectF],
    *,
    font: QFont,
    bounds: QRectF,
    selected: int | None = None,
    quiet: bool = False,
    forms: Callable[[int], Forms] | None = None,
    sparing: bool = False,
) -> Marks:
    """Lay out the labels of ``faces``, whose ``boxes`` lie in the coordinates of ``bounds``.

    ``quiet``: only the selected face is labelled, the others get thin boxes. ``forms`` says what a
    face's label is, if not its estimate. ``sparing``: no label covers another face, so that in a
    crowd many faces have none.
    """
    texts = tuple(
        () if quiet and index != selected else label_forms(face) if forms is None else forms(index)
        for index, face in enumerate(faces)
    )
    sizes = {form: _size(form, font) for forms in texts for form in forms}
    rects = tuple(_rect(box) for box in boxes)
    labels = place_labels(
        rects,
        [[sizes[form] for form in forms] for forms in texts],
        bounds=_rect(bounds),
        first=selected,
        sparing=sparing,
    )
    return Marks(rects, texts, tuple(labels), font, quiet)


def paint(painter: QPainter, marks: Marks, *, selected: int | None = None) -> None:
    """Paint boxes, then labels over them; the selected face last and in its own colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    order = sorted(range(len(marks.boxes)), key=lambda index: index == selected)
    unit = max(marks.font.pixelSize() / 13, 0.75)
    for index in order:
        chosen = index == selected
        thin = 0.5 if marks.quiet and not chosen else 1.0
        _paint_box(painter, marks.boxes[index], unit=thin * unit, chosen=chosen)
    for index in order:
        placed = marks.labels[index]
        if placed is not None:
            lines = marks.texts[index][placed.form]
            _paint_label(painter, placed.rect, lines, font=marks.font, chosen=index == selected)


def annotated(
    picture: Picture,
    faces: Sequence[Face],
    *,
    family: str,
    forms: Callable[[int], Forms] | None = None,
) -> QImage:
    """The sharpest level of a picture with boxes and labels of a size that suits it.

    ``forms`` as for ``lay_out``.
    """
    image = picture.levels[0].copy()
    scale = image.width() / picture.width_px
    boxes = [_qrect(face, scale) for face in faces]
    font = QFont(family)
    font.setPixelSize(_font_px(image, boxes))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    bounds = QRectF(image.rect()).adjusted(2, 2, -2, -2)
    paint(painter, lay_out(faces, boxes, font=font, bounds=bounds, forms=forms))
    painter.end()
    return image


def save_image(image: QImage, path: Path) -> None:
    """Write a picture as its suffix says (PNG, JPEG), in one step; raises ``OutputError``."""
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        kinds = wording.translate("photos", "Pictures are saved as PNG or JPEG. File: {0}")
        raise OutputError(kinds.format(path.name))
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _unwritable(path, file.errorString())
    writer = QImageWriter(file, kind)
    writer.setQuality(_QUALITY[kind])
    if not writer.write(image):
        file.cancelWriting()
        size = f"{image.width()} x {image.height()} pixels"
        raise _unwritable(path, f"{size}, {writer.errorString()}")
    if not file.commit():
        raise _unwritable(path, file.errorString())


def _unwritable(path: Path, reason: str) -> OutputError:
    sentence = wording.translate(
        "photos",
        "The picture could not be saved. Is the folder writable, and is there enough "
        "disk space? File: {0}, {1}",
    )
    return OutputError(sentence.format(path.name, reason))


def label_forms(face: Face) -> Forms:
    """A face's label from full to brief, each a tuple of lines."""
    age, gender = wording.age(face.estimate), wording.gender(face.estimate)
    full = (age, gender) if gender else (age,)
    return (full, (age,), (wording.age_brief(face.estimate),))


def _font_px(image: QImage, boxes: Sequence[QRectF]) -> int:
    """Letters that suit the picture, but do not dwarf the faces."""
    suits = 0.021 * min(image.width(), image.height())
    widths = sorted(box.width() for box in boxes)
    if widths:
        suits = min(suits, 0.3 * widths[len(widths) // 2])
    return max(round(suits), _SMALLEST_FONT_PX)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _size(lines: tuple[str, ...], font: QFont) -> Size:
    padding = _padding(font)
    widths = [
        QFontMetricsF(_bold(font) if row == 0 else font).horizontalAdvance(line)
        for row, line in enumerate(lines)
    ]
    height = len(lines) * _line_height(font)
    return max(widths) + 2 * padding + 1, height + padding


def _padding(font: QFont) -> float:
    return 0.45 * font.pixelSize()


def _line_height(font: QFont) -> float:
    return 1.22 * font.pixelSize()


def _paint_box(painter: QPainter, box: Rect, *, unit: float, chosen: bool) -> None:
    rect = QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
    radius = min(4 * unit, rect.width() / 4, rect.height() / 4)
    width = (3.0 if chosen else 2.0) * unit
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, thickness in ((RIM, width + 2 * unit), (CHOSEN_LINE if chosen else LINE, width)):
        painter.setPen(QPen(colour, thickness))
        painter.drawRoundedRect(rect, radius, radius)


def _paint_label(
    painter: QPainter, rect: Rect, lines: tuple[str, ...], *, font: QFont, chosen: bool
) -> None:
    plate = QRectF(QPointF(rect[0], rect[1]), QPointF(rect[2], rect[3]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(CHOSEN_PLATE if chosen else PLATE)
    painter.drawRoundedRect(plate, 0.3 * font.pixelSize(), 0.3 * font.pixelSize())
    painter.setPen(PLATE_TEXT)
    padding, height = _padding(font), _line_height(font)
    for row, line in enumerate(lines):
        painter.setFont(_bold(font) if row == 0 else font)
        place = QRectF(
            plate.left() + padding, plate.top() + padding / 2 + row * height, plate.width(), height
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)


def _qrect(face: Face, scale: float) -> QRectF:
    box = face.box.scaled(scale)
    return QRectF(box.x, box.y, box.w, box.h)


def _rect(rect: QRectF) -> Rect:
    return rect.left(), rect.top(), rect.right(), rect.bottom()


Rect = tuple[float, float, float, float]
"""Left, top, right, bottom. Plain numbers: a crowd takes ten thousands of comparisons."""

Size = tuple[float, float]
_GAP = 3.0
_OTHER_BOX_COST = 4.0
_OWN_BOX_COST = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A label's place; ``form`` counts the forms offered, 0 for the fullest."""

    rect: Rect
    form: int


def place_labels(
    boxes: Sequence[Rect],
    forms: Sequence[Sequence[Size]],
    *,
    bounds: Rect,
    first: int | None = None,
    sparing: bool = False,
) -> list[Placed | None]:
    """Find a place for every label, or ``None`` where there is no room for any form of it.

    ``forms`` holds for every box the sizes of its label, fullest first. Labels stay inside
    ``bounds`` and never overlap; they avoid the faces where they can. Box ``first`` (the selected
    one) is served first, then large boxes before small ones. ``sparing``: of the others none covers
    a face.
    """
    order = sorted(range(len(boxes)), key=lambda i: (i != first, -_area(boxes[i]), i))
    placed: list[Placed | None] = [None] * len(boxes)
    taken: list[Rect] = []
    for index in order:
        if not _overlap(boxes[index], bounds):
            continue
        for form, size in enumerate(forms[index]):
            rect = _best(
                index, boxes, size, bounds=bounds, taken=taken, sparing=sparing and index != first
            )
            if rect is not None:
                placed[index] = Placed(rect, form)
                taken.append(rect)
                break
    return placed


def _best(
    index: int,
    boxes: Sequence[Rect],
    size: Size,
    *,
    bounds: Rect,
    taken: Sequence[Rect],
    sparing: bool = False,
) -> Rect | None:
    best, lowest = None, float("inf")
    for rank, rect in enumerate(_candidates(boxes[index], size, bounds)):
        if any(_overlap(rect, other) for other in taken):
            continue
        covered = sum(
            _overlap(rect, box) * (_OWN_BOX_COST if i == index else _OTHER_BOX_COST)
            for i, box in enumerate(boxes)
        )
        if sparing and covered > 0:
            continue
        cost = covered / (size[0] * size[1]) + 0.02 * rank
        if cost < lowest:
            best, lowest = rect, cost
    return best


def _candidates(box: Rect, size: Size, bounds: Rect) -> Iterator[Rect]:
    """Places in order of preference, pushed back inside the bounds; none if it cannot fit."""
    width, height = size
    if width > bounds[2] - bounds[0] or height > bounds[3] - bounds[1]:
        return
    left, top, right, bottom = box
    middle = (left + right - width) / 2
    for x, y in (
        (left, top - height - _GAP),
        (left, bottom + _GAP),
        (right - width, top - height - _GAP),
        (right - width, bottom + _GAP),
        (middle, top - height - _GAP),
        (middle, bottom + _GAP),
        (right + _GAP, top),
        (left - width - _GAP, top),
        (right + _GAP, bottom - height),
        (left - width - _GAP, bottom - height),
        (left, bottom - height),
        (left, top),
    ):
        x = min(max(x, bounds[0]), bounds[2] - width)
        y = min(max(y, bounds[1]), bounds[3] - height)
        yield x, y, x + width, y + height


def _area(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


def _overlap(one: Rect, other: Rect) -> float:
    """Shared area; 0.0 where the two do not touch."""
    if one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]:
        return 0.0
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width * height
