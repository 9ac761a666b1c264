"""A project's own threshold for genders: what it decides, what it costs, and that tables say so."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.export import companions, export_csv, rows
from engine.progress import drain
from engine.project import AnalysedPhoto, FileStamp, Filter, HumanLabel, Project, Run, now
from engine.project.sureness import codes_at, gender_at, kept_threshold, sure_points
from engine.replay.comparison import differences
from engine.replay.table_reader import Group, Row
from engine.results import Box, Estimate, Face, PhotoResult
from tests.engine.replay_driver import SPEC

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
SCORES = (0.95, 0.75, 0.55, 0.45, 0.2, 0.02)
RESULT = PhotoResult(
    "a.jpg",
    "ok",
    1000,
    300,
    tuple(
        Face(Box(100.0 * n, 5, 60, 60), None, 0.9, Estimate(30.0, score, None))
        for n, score in enumerate(SCORES)
    ),
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "photos").mkdir()
    with Project.open(tmp_path / "p.agelens", root=tmp_path / "photos") as opened:
        opened.list_photos(["a.jpg"])
        ((key, _),) = opened.present()
        stamp = FileStamp(size_bytes=9, mtime_ns=9)
        opened.keep([AnalysedPhoto(key, RESULT, stamp, "1" * 64)], opened.begin(RUN))
        yield opened


def genders(project: Project) -> list[str | None]:
    faces = [entry.face.estimate for entry in project.find("a.jpg").faces]
    return [None if estimate is None else estimate.gender for estimate in faces]


def test_a_threshold_decides_everywhere_and_is_taken_back(project: Project) -> None:
    assert genders(project) == [None] * 6
    project.keep_gender_threshold(0.75)
    told = ["female", "female", None, None, "male", "male"]
    assert genders(project) == told
    assert project.rows(reviewer="").gender.tolist() == [1, 1, -1, -1, 0, 0]
    project.keep_gender_threshold(0.5)
    assert genders(project) == ["female"] * 3 + ["male"] * 3
    rows_now = project.rows(reviewer="")
    assert len(rows_now.selected(Filter(show="unsure"))) == 0
    project.keep_gender_threshold(None)
    assert genders(project) == [None] * 6  # what the model said is still there


@pytest.mark.parametrize("text", [None, "", "x", "nan", "0.49", "1.5", "inf"])
def test_a_threshold_that_cannot_be_is_none(text: str | None) -> None:
    assert kept_threshold(text) is None


def test_one_score_and_many_are_decided_alike() -> None:
    scores = np.array([*SCORES, np.nan], dtype=np.float32)
    named = {"female": 1, "male": 0, None: -1}
    for threshold in (0.5, 0.6, 0.95):
        expected = [*(named[gender_at(score, threshold)] for score in SCORES), -1]
        assert codes_at(scores, threshold).tolist() == expected


def test_the_table_says_by_which_threshold(project: Project, tmp_path: Path) -> None:
    project.keep_gender_threshold(0.75)
    path = tmp_path / "t.csv"
    drain(export_csv(project, path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert {row["gender_threshold"] for row in table} == {"0.75"}
    assert [row["perceived_gender"] for row in table] == ["female"] * 2 + [""] * 2 + ["male"] * 2
    settings = json.loads(companions(path)[1].read_text("utf-8"))
    assert settings["gender_threshold"] == 0.75
    project.keep_gender_threshold(None)
    drain(export_csv(project, path))
    settings = json.loads(companions(path)[1].read_text("utf-8"))
    assert settings["gender_threshold"] == "the model's own rule"


def test_a_check_decides_as_the_table_did() -> None:
    cells = rows(RESULT, spec=SPEC)
    told = ["female", "female", "", "", "male", "male"]
    written = [
        row | {"gender_threshold": "0.75", "perceived_gender": gender}
        for row, gender in zip(cells, told, strict=True)
    ]
    group = Group(tuple(Row(line, row) for line, row in enumerate(written, start=2)))
    assert differences(group, RESULT, spec=SPEC) == []
    own = Group(tuple(Row(line, row) for line, row in enumerate(cells, start=2)))
    assert differences(own, RESULT, spec=SPEC) == []


def test_the_curve_is_that_of_the_stated_genders(project: Project) -> None:
    labels = ("female", "male", "female", "male", "male", None)
    for entry, gender in zip(project.find("a.jpg").faces, labels, strict=True):
        label = HumanLabel(
            verdict="corrected",
            reviewer="ann",
            reviewed_at=now(),
            age_years=30.0,
            gender=gender,  # type: ignore[arg-type]
        )
        project.set_label(entry.face_id, label)
    points = {
        point.threshold: point for point in sure_points(project.rows(reviewer="ann"), enough=1)
    }
    assert len(points) == 50
    everything, strict = points[0.5], points[0.8]
    assert (everything.answered, everything.known_answered) == (1.0, 1.0)
    assert everything.error == pytest.approx(1 / 5)  # the one of 0.75 is a man
    assert strict.answered == pytest.approx(3 / 6)
    assert (strict.known_answered, strict.error) == (pytest.approx(2 / 5), 0.0)
    assert points[0.99].error is None  # nothing is answered
    few = sure_points(project.rows(reviewer="ann"), enough=30)
    assert all(point.error is None for point in few)
