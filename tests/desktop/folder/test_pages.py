"""Pages of a TIFF in a project's window parts: each shows its own pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from desktop.folder.job import passed_over
from desktop.folder.thumbnails import SIDE_PX, ThumbnailCache, thumbnails_of
from desktop.review.navigator import _options, _sharper
from engine.errors import ProjectError
from engine.progress import drain
from engine.project import Project
from tests.tiff_files import look, plain, tiff

GREYS = (40, 70, 100)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.tif").write_bytes(tiff([plain(grey, (40, 30)) for grey in GREYS]))
    with Project.open(tmp_path / "p.agelens", root=photos) as opened:
        look(opened)
        yield opened


def test_tiles_show_their_page(project: Project, tmp_path: Path) -> None:
    cache = ThumbnailCache(tmp_path / "cache" / "t.db")
    for _ in range(2):  # the second time from the cache
        greys = []
        for photo in project.photos():
            (image,) = thumbnails_of(project, cache, photo.photo_id).values()
            greys.append(QColor(image.pixel(SIDE_PX // 2, SIDE_PX // 2)).red())
        assert all(abs(grey - wanted) < 3 for grey, wanted in zip(greys, GREYS, strict=True))
    cache.close()


def test_review_shows_the_page_under_review(project: Project) -> None:
    for photo, grey in zip(project.photos(), GREYS, strict=True):
        loaded = drain(_options(project, photo.photo_id, None))
        assert loaded.problem is None
        assert loaded.picture is not None
        assert QColor(loaded.picture.levels[0].pixel(5, 5)).red() == grey
        sharp = _sharper(project, loaded).picture
        assert sharp is not None
        assert QColor(sharp.levels[0].pixel(5, 5)).red() == grey


def test_review_shows_no_page_that_took_the_place_of_another(project: Project) -> None:
    assert project.root is not None
    (project.root / "a.tif").write_bytes(tiff([plain(grey, (40, 30)) for grey in (40, 100, 70)]))
    problems = [
        drain(_options(project, photo.photo_id, None)).problem for photo in project.photos()
    ]
    assert problems[0] is None
    assert all(isinstance(problem, ProjectError) for problem in problems[1:])
    look(project)
    greys = []
    for photo in project.photos():
        picture = drain(_options(project, photo.photo_id, None)).picture
        assert picture is not None
        greys.append(QColor(picture.levels[0].pixel(5, 5)).red())
    assert greys == [40, 100, 70]


def test_pages_that_are_no_photos_are_counted_in_words() -> None:
    assert passed_over([("further pages", 900)]) == ["900 further pages of long TIFF files"]
