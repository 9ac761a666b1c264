"""Annotated pictures: drawn at full size, labels inside, saved whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from desktop.viewer import annotate
from desktop.viewer import picture_cache as picture
from engine.errors import OutputError
from engine.images import from_array, read_photo
from engine.results import Box, Estimate, Face

RANGE = Estimate(34.0, 0.97, "female", 29.0, 41.0)


def grey(width: int, height: int) -> picture.Picture:
    return picture.picture_of(from_array(np.full((height, width, 3), 128, np.uint8)))


def changed(image: QImage) -> set[tuple[int, int]]:
    """Places (every second pixel) that are not the grey of the ground any more."""
    return {
        (x, y)
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
        if image.pixelColor(x, y).red() != 128
    }


@pytest.mark.parametrize("size", [(640, 480), (120, 90), (40, 40), (1600, 300)])
@pytest.mark.parametrize("where", ["top left", "bottom right", "all"])
def test_boxes_and_labels_are_drawn(qapp: QApplication, size: tuple[int, int], where: str) -> None:
    width, height = size
    side = min(size) / 3
    box = {
        "top left": Box(0, 0, side, side),
        "bottom right": Box(width - side, height - side, side, side),
        "all": Box(0, 0, width, height),
    }[where]
    image = annotate.annotated(
        grey(width, height), [Face(box, estimate=RANGE)], family=QFont().family()
    )
    assert (image.width(), image.height()) == size
    assert len(changed(image)) > 20


def test_labels_stay_inside_and_apart(qapp: QApplication) -> None:
    font = QFont()
    font.setPixelSize(13)
    boxes = [QRectF(x, 4, 60, 60) for x in range(0, 600, 65)]
    faces = [Face(Box(b.x(), b.y(), 60, 60), estimate=RANGE) for b in boxes]
    bounds = QRectF(0, 0, 640, 200)
    marks = annotate.lay_out(faces, boxes, font=font, bounds=bounds, selected=3)
    rects = [
        QRectF(p.rect[0], p.rect[1], p.rect[2] - p.rect[0], p.rect[3] - p.rect[1])
        for p in marks.labels
        if p
    ]
    assert len(rects) == len(boxes)
    for number, rect in enumerate(rects):
        assert bounds.contains(rect)
        assert not any(rect.intersects(other) for other in rects[:number])
    assert marks.labels[3].form == 0


def test_letters_suit_the_picture(qapp: QApplication) -> None:
    large, small = grey(3000, 2000), grey(200, 200)
    face = Face(Box(900, 600, 500, 500), estimate=RANGE)
    assert len(changed(annotate.annotated(large, [face], family="sans"))) > 5 * len(
        changed(annotate.annotated(small, [face.scaled(0.07)], family="sans"))
    )


@pytest.mark.parametrize("name", ["a.png", "ü b.jpg", "c.JPEG"])
def test_save_round_trip(qapp: QApplication, tmp_path: Path, name: str) -> None:
    image = annotate.annotated(grey(320, 200), [], family="sans")
    annotate.save_image(image, tmp_path / name)
    photo = read_photo(tmp_path / name)
    assert (photo.width_px, photo.height_px) == (320, 200)
    assert abs(int(photo.pixels[100, 100, 0]) - 128) <= 2
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_saving_fails_with_a_sentence_and_no_remains(qapp: QApplication, tmp_path: Path) -> None:
    image = grey(20, 20).levels[0]
    with pytest.raises(OutputError, match="PNG or JPEG"):
        annotate.save_image(image, tmp_path / "a.gif")
    with pytest.raises(OutputError, match="could not be saved"):
        annotate.save_image(image, tmp_path / "absent" / "a.png")
    kept = tmp_path / "kept.jpg"
    kept.write_bytes(b"before")
    too_wide = QImage(70_000, 1, QImage.Format.Format_RGB32)  # beyond what JPEG can hold
    with pytest.raises(OutputError, match="could not be saved"):
        annotate.save_image(too_wide, kept)
    assert kept.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jpg"]
