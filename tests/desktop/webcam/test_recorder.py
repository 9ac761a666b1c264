"""Nothing is kept unless somebody says so; what is kept is what they asked for."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import cv2
import pytest
from PySide6.QtCore import QTimer

from desktop.webcam import recorder as webcam_log
from engine.errors import OutputError
from engine.results import Box, Face
from tests.desktop.conftest import FakeStore, MakeRig, Rig
from tests.desktop.webcam.webcam_driver import face_at
from tests.desktop.webcam.webcam_fakes import Cam


@pytest.fixture
def cam(rig: Rig) -> Cam:
    return Cam(rig)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_watching_writes_nothing(cam: Cam, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    cam.stage.faces = (face_at(100),)
    cam.start()
    for _ in range(5):
        cam.frame()
    cam.menu_actions.stop.trigger()
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not cam.rig.dialogs.proposed


def test_a_picture_is_the_one_that_was_on_screen(cam: Cam, tmp_path: Path) -> None:
    cam.start()
    cam.frame()
    cam.rig.dialogs.answer = [tmp_path / "still"]
    cam.menu_actions.save_clean.trigger()
    cam.rig.idle()
    saved = cv2.imread(str(tmp_path / "still.png"))
    assert saved.shape == (360, 640, 3)
    assert abs(int(saved[100, 100, 0]) - 62) <= 2  # the second frame's shade
    assert cam.rig.dialogs.proposed[0].startswith("webcam-20")
    assert "Saved still.png." in cam.rig.recorder.said


def test_a_picture_of_a_paused_video_can_be_saved(cam: Cam, tmp_path: Path) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame()
    cam.menu_actions.pause.trigger()
    cam.rig.dialogs.answer = [tmp_path / "still.jpg"]
    cam.menu_actions.save_picture.trigger()
    cam.rig.idle()
    assert cv2.imread(str(tmp_path / "still.jpg")) is not None


def test_a_change_of_mind_saves_no_picture(cam: Cam, tmp_path: Path) -> None:
    cam.start()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    cam.menu_actions.save_picture.trigger()
    cam.rig.idle()
    assert len(cam.rig.dialogs.proposed) == 1
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not cam.rig.recorder.problems


def test_a_picture_that_cannot_be_saved_is_told(cam: Cam, tmp_path: Path) -> None:
    cam.start()
    cam.rig.dialogs.answer = [tmp_path / "no such folder" / "still.png"]
    cam.menu_actions.save_picture.trigger()
    cam.rig.idle()
    assert "The picture could not be saved." in cam.rig.recorder.sentences[0]


def test_a_log_has_a_row_a_face_and_second_and_no_picture(cam: Cam, tmp_path: Path) -> None:
    cam.stage.faces = (face_at(100, age=20.0), face_at(400, age=70.0))
    cam.start()
    cam.frame()
    cam.rig.dialogs.answer = [tmp_path / "log.csv"]
    cam.menu_actions.log.trigger()
    assert cam.menu_actions.log.isChecked()
    path = tmp_path / "log.csv"
    cam.qtbot.waitUntil(lambda: path.is_file() and len(rows_of(path)) >= 4, timeout=8000)
    cam.menu_actions.stop.trigger()  # a log ends with the video
    assert not cam.menu_actions.log.isChecked()
    cam.rig.idle()
    rows = rows_of(path)
    assert list(rows[0]) == list(webcam_log.COLUMNS)
    assert [row["apparent_age"] for row in rows[:2]] == ["20.0", "70.0"]
    assert rows[0]["perceived_gender"] == "female"
    assert rows[0]["model_id"] == "tiny"
    assert datetime.datetime.fromisoformat(rows[0]["time"]).tzinfo is not None
    assert [p.name for p in tmp_path.iterdir() if p.suffix in (".png", ".jpg")] == []


def test_without_a_model_the_log_has_no_rows(make_rig: MakeRig, tmp_path: Path) -> None:
    cam = Cam(make_rig(FakeStore()))
    cam.start()
    cam.rig.dialogs.answer = [tmp_path / "log.csv"]
    cam.menu_actions.log.trigger()
    (every_second,) = cam.page.recorder.findChildren(QTimer)
    every_second.setInterval(1)
    with cam.qtbot.waitSignal(every_second.timeout):
        pass
    cam.menu_actions.log.trigger()
    cam.rig.idle()
    assert (tmp_path / "log.csv").read_text("utf-8-sig").splitlines() == [
        ",".join(webcam_log.COLUMNS)
    ]
    assert len(cam.rig.recorder.problems) == 1, "that there is no model, and nothing else"


def test_giving_up_the_dialog_starts_no_log(cam: Cam) -> None:
    cam.start()
    cam.menu_actions.log.trigger()
    assert not cam.menu_actions.log.isChecked()
    assert not cam.page.recorder.logging


def test_a_log_that_cannot_be_written_ends_and_is_told_once(cam: Cam, tmp_path: Path) -> None:
    cam.start()
    cam.rig.dialogs.answer = [tmp_path / "no such folder" / "log.csv"]
    cam.menu_actions.log.trigger()
    cam.rig.idle()
    assert not cam.menu_actions.log.isChecked()
    assert len(cam.rig.recorder.problems) == 1
    assert "log.csv" in cam.rig.recorder.sentences[0]


def test_a_second_without_faces_is_a_row_as_well(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    webcam_log.begin(path)
    at = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
    webcam_log.add(path, [], at=at, model_id="=evil")
    (row,) = rows_of(path)
    assert row["face_count"] == "0"
    assert row["time"] == "2026-11-24T12:00:00.000+00:00"
    assert row["model_id"] == "'=evil"
    assert row["apparent_age"] == ""


def test_a_face_without_an_estimate_is_a_row_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    webcam_log.begin(path)
    at = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)
    faces = [(2, Face(Box(10, 20, 30, 40), score=0.9)), (1, face_at(100, age=70.0))]
    webcam_log.add(path, faces, at=at, model_id="tiny", video_s=12.5)
    bare, told = rows_of(path)
    assert [float(bare[f"box_{side}"]) for side in "xywh"] == [10, 20, 30, 40]
    assert bare["apparent_age"] == bare["perceived_gender"] == bare["female_score"] == ""
    assert (bare["model_id"], bare["face_count"]) == ("tiny", "2")
    assert told["apparent_age"] == "70.0"
    assert [(row["track"], row["video_seconds"]) for row in (bare, told)] == [
        ("2", "12.500"),
        ("1", "12.500"),
    ]


def test_a_log_folder_that_has_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"File: log\.csv"):
        webcam_log.begin(tmp_path / "gone" / "log.csv")
