"""Thumbnails of faces: cut from one reading of a photo, newest wish first, kept on disk."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.folder import thumbnails as folder_cutting
from desktop.folder.thumbnails import (
    SIDE_PX,
    FaceThumbs,
    ThumbnailCache,
    key_at,
    key_of,
    thumbnails_of,
)
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from engine.errors import ImageError
from engine.project import AnalysedPhoto, Pending, Project, stamp_of
from engine.results import Box, Face, PhotoResult
from tests.desktop.folder.folder_driver import SIZE, face_of
from tests.desktop.review.review_driver import RUN, ReviewRig, make_project, make_rig

LEFT, RIGHT = Face(Box(60, 60, 100, 100)), Face(Box(300, 60, 100, 100))


@pytest.fixture
def rig(qtbot: QtBot, lane: Lane, settings: Settings, messages: Messages) -> Iterator[ReviewRig]:
    rig = make_rig(qtbot=qtbot, lane=lane, settings=settings, messages=messages)
    yield rig
    rig.close()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ThumbnailCache]:
    cache = ThumbnailCache(tmp_path / "cache" / "t.db")
    yield cache
    cache.close()


def make_thumbs(rig: ReviewRig, cache: ThumbnailCache) -> FaceThumbs:
    return FaceThumbs(lane=rig.lane, work=rig.work, cache=cache, parent=rig.window)


def two_colours(path: Path) -> None:
    """Paint the left half of a photo red and the right one blue."""
    from PIL import Image as PillowImage

    picture = PillowImage.new("RGB", SIZE, (220, 20, 20))
    picture.paste((20, 20, 220), (SIZE[0] // 2, 0, *SIZE))
    picture.save(path, quality=95)


def judge(project: Project, sha256: str | None) -> int:
    """Give the only photo of a project two faces and a hash; returns its id."""
    run = project.begin(RUN)
    ((photo_id, name),) = project.present()
    result = PhotoResult(name, "ok", *SIZE, (LEFT, RIGHT))
    stamp = stamp_of(project.file_of(name))
    project.keep([AnalysedPhoto(Pending(photo_id, name).photo_id, result, stamp, sha256)], run)
    return photo_id


def test_all_faces_of_a_photo_are_cut_in_one_reading(
    tmp_path: Path, cache: ThumbnailCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_project(tmp_path, [[]])
    two_colours(tmp_path / "photos" / "0000.jpg")
    readings: list[Path] = []
    read = folder_cutting.read_photo

    def count(source: Path, *, reduce_to_px: int | None) -> object:
        readings.append(source)
        return read(source, reduce_to_px=reduce_to_px)

    monkeypatch.setattr(folder_cutting, "read_photo", count)
    with Project.open(path) as project:
        photo_id = judge(project, "ab" * 32)
        first, second = thumbnails_of(project, cache, photo_id).values()
        assert first.width() == first.height() == SIDE_PX
        centre = SIDE_PX // 2
        assert QColor(first.pixel(centre, centre)).red() > 180
        assert QColor(second.pixel(centre, centre)).blue() > 180
        assert len(readings) == 1
        # The second time they come from the disk, without the photo.
        (tmp_path / "photos" / "0000.jpg").unlink()
        again, _ = thumbnails_of(project, cache, photo_id).values()
        assert abs(QColor(again.pixel(centre, centre)).red() - 220) < 12
        assert len(readings) == 1


def encoded(side_px: int) -> bytes:
    """A grey JPEG."""
    from PIL import Image as PillowImage

    file = io.BytesIO()
    PillowImage.new("RGB", (side_px, side_px), (90, 90, 90)).save(file, "JPEG")
    return file.getvalue()


@pytest.mark.parametrize("kept", [b"no picture", encoded(SIDE_PX // 2)])
def test_a_damaged_picture_in_the_cache_is_made_again(
    tmp_path: Path, cache: ThumbnailCache, kept: bytes
) -> None:
    path = make_project(tmp_path, [[]])
    photo = tmp_path / "photos" / "0000.jpg"
    two_colours(photo)
    centre = SIDE_PX // 2
    with Project.open(path) as project:
        photo_id = judge(project, "ab" * 32)
        thumbnails_of(project, cache, photo_id)
        cache.put({key_of("ab" * 32, LEFT.box, SIDE_PX): kept})
        left, right = thumbnails_of(project, cache, photo_id).values()
        assert QColor(left.pixel(centre, centre)).red() > 180
        assert QColor(right.pixel(centre, centre)).blue() > 180
        # The good one is in its place from now on.
        photo.unlink()
        left, _ = thumbnails_of(project, cache, photo_id).values()
        assert QColor(left.pixel(centre, centre)).red() > 180


def test_a_changed_photo_gives_no_wrong_faces(tmp_path: Path, cache: ThumbnailCache) -> None:
    path = make_project(tmp_path, [[]], size=(200, 100))
    with Project.open(path) as project:
        photo_id = judge(project, None)
        with pytest.raises(ImageError, match="was changed"):
            thumbnails_of(project, cache, photo_id)


def test_a_photo_without_a_face_shows_itself(tmp_path: Path, cache: ThumbnailCache) -> None:
    with Project.open(make_project(tmp_path, [[]])) as project:
        ((photo_id, _),) = project.present()
        assert list(thumbnails_of(project, cache, photo_id)) == [-photo_id]


def test_the_newest_wishes_are_served_first_and_the_oldest_dropped(
    rig: ReviewRig, cache: ThumbnailCache, tmp_path: Path
) -> None:
    rig.open(make_project(tmp_path, [[face_of(number)] for number in range(400)], size=(48, 32)))
    thumbs = make_thumbs(rig, cache)
    served: list[int] = []
    thumbs.ready.connect(served.extend)
    for row in range(400):
        thumbs.want(row)
    rig.idle()
    keys = [key_at(rig.work.rows, row) for row in range(400)]
    assert served[:3] == keys[:3], "those were in hand already"
    assert served[3] == keys[399]
    assert len(served) == 243
    assert keys[50] not in served


def test_a_file_that_has_gone_gets_a_sign(
    rig: ReviewRig, cache: ThumbnailCache, tmp_path: Path, qtbot: QtBot
) -> None:
    rig.open(make_project(tmp_path, [[face_of(1)]]))
    (tmp_path / "photos" / "0000.jpg").unlink()
    thumbs = make_thumbs(rig, cache)
    with qtbot.waitSignal(thumbs.ready):
        thumbs.want(0)
    pixmap = thumbs.pixmap(rig.work.rows, 0)
    assert pixmap is not None
    assert pixmap.width() == SIDE_PX
    assert rig.recorder.sentences == []


def test_another_project_has_other_pictures(
    rig: ReviewRig, cache: ThumbnailCache, tmp_path: Path, qtbot: QtBot
) -> None:
    rig.open(make_project(tmp_path / "a", [[face_of(1)]]))
    thumbs = make_thumbs(rig, cache)
    with qtbot.waitSignal(thumbs.ready):
        thumbs.want(0)
    rig.open(make_project(tmp_path / "b", [[face_of(2)]]))
    assert thumbs.pixmap(rig.work.rows, 0) is None


def test_the_pictures_seen_longest_ago_leave_and_come_again(
    rig: ReviewRig, cache: ThumbnailCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_bytes = 3 * folder_cutting.SIDE_PX**2 * 4
    monkeypatch.setattr(folder_cutting, "_PICTURES_BYTES", three_bytes)
    rig.open(make_project(tmp_path, [[face_of(number)] for number in range(5)]))
    thumbs, rows = make_thumbs(rig, cache), rig.work.rows

    def see(row: int) -> None:
        if thumbs.pixmap(rows, row) is None:
            thumbs.want(row)
            rig.idle()

    for row in (0, 1, 2, 0, 3):
        see(row)
    there = [thumbs.pixmap(rows, row) is not None for row in range(5)]
    assert there == [True, False, True, True, False]
    see(1)
    assert thumbs.pixmap(rows, 1) is not None
