"""A project's faces as columns: what they hold, how they are read, and how they are sorted."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from engine.project import AnalysedPhoto, FaceRows, Filter, Project, Run, no_rows
from engine.project.face_table import STATUSES
from engine.results import Box, Estimate, Face, PhotoResult

RUN = Run(run_id=0, model_id="m", model_sha256="0" * 64, detector="d", detect=True, app_version="1")
NAMES = ("b.jpg", "A.jpg", "c/Ä.jpg", "c/broken.jpg", "c/later.jpg")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two faces, one face, none, a broken file, and one that nobody looked at."""
    project = Project.open(tmp_path / "p.agelens", root=tmp_path)
    project.list_photos(NAMES)
    estimate = Estimate(34.0, 0.9, "female", 29.0, 41.0)
    two = (Face(Box(0, 0, 40, 50), None, 0.9, estimate), Face(Box(60, 0, 30, 30)))
    results = [
        PhotoResult(NAMES[0], "ok", 100, 80, two),
        PhotoResult(NAMES[1], "ok", 100, 80, (Face(Box(5, 5, 20, 20), None, 0.5),)),
        PhotoResult(NAMES[2], "no_face", 100, 80),
        PhotoResult(NAMES[3], "unreadable", message="Damaged. Received: broken.jpg"),
    ]
    run = project.begin(RUN)
    photos = [photo for _, photo in project.pending()]
    project.keep(
        [
            AnalysedPhoto(photo.photo_id, result, None, None)
            for photo, result in zip(photos, results, strict=False)
        ],
        run,
    )
    return project


def test_the_columns_hold_everything(project: Project) -> None:
    rows = project.rows(reviewer="A")
    assert rows.names == ["b.jpg", "b.jpg", "A.jpg", "c/Ä.jpg", "c/broken.jpg", "c/later.jpg"]
    assert [STATUSES[code] for code in rows.status] == [
        *("ok", "ok", "ok"),
        *("no_face", "unreadable", "pending"),
    ]
    assert (rows.age_low[0], rows.age_range[0], rows.side_px[0]) == (29.0, 12.0, 40.0)
    assert np.isnan(rows.age_low[1:]).all()
    assert rows.folders == ("", "c")
    assert rows.reasons == {int(rows.photo_ids[4]): "Damaged. Received: broken.jpg"}
    # In alphabetical order whatever the case; the same for the faces of one photo.
    assert rows.name_rank[0] == rows.name_rank[1]
    assert [rows.names[row] for row in rows.selected(Filter(), order="name")][:2] == [
        "A.jpg",
        "b.jpg",
    ]
    project.close()


def test_reading_in_steps_is_a_snapshot(project: Project) -> None:
    steps = project.reading_rows(reviewer="A")
    next(steps)
    project.list_photos([*NAMES, "new.jpg"])
    assert len(finish(steps)) == 6
    assert len(project.rows(reviewer="A")) == 7
    # Given up half-way it leaves nothing open: the file can be closed as one.
    given_up = project.reading_rows(reviewer="A")
    next(given_up)
    given_up.close()
    project.close()
    assert not list(project.path.parent.glob("p.agelens-*"))


def finish(steps: Generator[None, None, FaceRows]) -> FaceRows:
    """Run a reading to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            found: FaceRows = stop.value
            return found


def test_a_project_without_photos_has_no_rows(tmp_path: Path) -> None:
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as project:
        assert len(project.rows(reviewer="A")) == 0
    assert len(no_rows().selected(Filter(), order="age")) == 0


def rows_of(age: list[float]) -> FaceRows:
    count = len(age)
    numbers = np.full(count, np.nan, dtype=np.float32)
    codes = np.full(count, -1, dtype=np.int8)
    return FaceRows(
        face_ids=np.arange(1, count + 1),
        photo_ids=np.arange(1, count + 1),
        status=codes,
        age=np.array(age, dtype=np.float32),
        age_low=numbers,
        age_range=numbers,
        female=numbers,
        gender=codes,
        score=numbers,
        side_px=numbers,
        verdict=codes,
        human_age=numbers,
        human_gender=codes,
        held=np.zeros(count, dtype=bool),
        drawn=np.zeros(count, dtype=bool),
        blind=np.zeros(count, dtype=bool),
        folder=np.zeros(count, dtype=np.int32),
        name_rank=np.arange(count, dtype=np.int32),
        names=[""] * count,
        folders=("",),
    )


@pytest.mark.parametrize("descending", [False, True])
def test_sorting_is_stable_with_missing_numbers_at_the_end(descending: bool) -> None:
    random = np.random.default_rng(3)
    age = np.round(random.normal(0, 3, 4000)).astype(np.float32)
    age[random.random(4000) < 0.1] = np.nan
    age[0], age[1] = np.inf, -np.inf
    found = rows_of(list(age)).selected(Filter(), order="age", descending=descending)
    expected = np.argsort(-age if descending else age, kind="stable")
    assert found.tolist() == expected.tolist()


def test_settings_are_kept_with_the_project(tmp_path: Path) -> None:
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as project:
        assert project.setting("look") is None
        project.keep_setting("look", "one")
        project.keep_setting("look", "two")
    with Project.open(tmp_path / "p.agelens") as project:
        assert project.setting("look") == "two"
        assert project.root == tmp_path, "it stands beside what the project itself knows"
