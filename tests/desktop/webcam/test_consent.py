"""Opt-in mode: nobody is seen who did not agree, on screen, in saved pictures or in the log."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from desktop.webcam.video_session import Consent
from desktop.webcam.video_view import DisplayedFrame, DisplayOptions, scene, still
from engine.detection import BlazeFaceDetector
from engine.live import FaceTracker, Track
from engine.preprocessing import Image
from engine.results import Box, Face
from tests.desktop.conftest import Rig
from tests.desktop.webcam.webcam_driver import face_at, frame_with, plain, stripes
from tests.desktop.webcam.webcam_fakes import Cam

OPT_IN = DisplayOptions(mirrored=False, opt_in=True)


@pytest.fixture
def cam(rig: Rig) -> Cam:
    cam = Cam(rig)
    cam.menu_actions.opt_in.trigger()
    return cam


def pixels_of(image: QImage) -> Image:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def detail(pixels: Image, box: Box) -> float:
    """Contrast between neighbouring columns in the middle half of a box."""
    x, y, w, h = (round(v) for v in (box.x, box.y, box.w, box.h))
    part = pixels[y + h // 4 : y + 3 * h // 4, x + w // 4 : x + 3 * w // 4].astype(float)
    return float(np.abs(np.diff(part, axis=1)).mean())


def track(face: Face, number: int = 1, *, seen: bool = True, stale_s: float = 0.0) -> Track:
    return Track(number, face, 1.0, seen, stale_s)


def test_everything_is_blurred_but_who_agreed() -> None:
    agreed, other = face_at(100), face_at(400)
    seen = [
        DisplayedFrame(track(agreed, 1), clear=True),
        DisplayedFrame(track(other, 2), clear=False),
    ]
    image = pixels_of(scene(frame_with(stripes()), seen, look=OPT_IN))
    assert detail(image, agreed.box) > 50
    assert detail(image, other.box) < 3
    assert detail(image, Box(250, 200, 100, 100)) < 3  # where nobody was found, neither


def test_a_hidden_face_before_an_agreed_one_stays_hidden() -> None:
    agreed, other = face_at(100), face_at(140)
    seen = [
        DisplayedFrame(track(agreed, 1), clear=True),
        DisplayedFrame(track(other, 2), clear=False),
    ]
    image = pixels_of(scene(frame_with(stripes()), seen, look=OPT_IN))
    assert detail(image, other.box) < 3


def test_mirrored_the_same_face_is_clear() -> None:
    seen = [DisplayedFrame(track(face_at(100), 1), clear=True)]
    look = DisplayOptions(mirrored=True, opt_in=True)
    image = pixels_of(scene(frame_with(stripes()), seen, look=look))
    assert detail(image, Box(640 - 180, 100, 80, 80)) > 50
    assert detail(image, face_at(100).box) < 3


@pytest.mark.parametrize("scale", [0.6, 1.4])
def test_blur_holds_at_every_size(scale: float) -> None:
    seen = [DisplayedFrame(track(face_at(100), 1), clear=False)]
    image = pixels_of(scene(frame_with(stripes()), seen, look=OPT_IN, scale=scale))
    assert image.shape[1] == round(640 * scale)
    assert detail(image, face_at(100).box.scaled(scale)) < 5


def test_the_detector_finds_no_face_where_one_was_blurred(astronaut: Image) -> None:
    """Neither a small face nor one that fills the picture, and no matter whether it was found."""
    detector = BlazeFaceDetector()
    for crop in (astronaut, astronaut[30:260, 120:330]):
        photo = cv2.resize(crop, (960, 720))
        (face,) = detector.detect(photo)
        frame = frame_with(photo)
        late = pixels_of(scene(frame, (), look=OPT_IN))
        saved = pixels_of(still_of(frame, [DisplayedFrame(track(face), clear=False)]))
        for blurred in (late, saved):
            # It may take blots for a face, but not the face for what it was.
            assert all(face.box.iou(other.box) < 0.5 for other in detector.detect(blurred))


def still_of(frame: object, seen: list[DisplayedFrame]) -> QImage:
    return still(frame, seen, look=OPT_IN, boxes=True, family="")  # type: ignore[arg-type]


def test_agreement_ends_when_the_face_has_left() -> None:
    tracker, consent = FaceTracker(), Consent()
    tracker.update([face_at(100)], at_s=0.0)
    consent.toggle(tracker.tracks(0.0)[0].track_id)
    assert consent.may_show(tracker.tracks(0.1)[0])
    tracker.update([], at_s=0.2)
    consent.follow(tracker.tracks(0.2))
    assert not consent.may_show(tracker.tracks(0.2)[0])  # missing now: blurred at once
    assert consent.has_agreed(tracker.tracks(0.2)[0])  # a missed prediction is no farewell
    consent.follow(tracker.tracks(0.6))
    assert not consent.has_agreed(tracker.tracks(0.6)[0])


def test_a_late_prediction_hides_and_a_very_late_one_ends_agreement() -> None:
    tracker, consent = FaceTracker(), Consent()
    tracker.update([face_at(100)], at_s=0.0)
    consent.toggle(tracker.tracks(0.0)[0].track_id)
    consent.follow(tracker.tracks(0.5))
    assert not consent.may_show(tracker.tracks(0.5)[0])
    tracker.update([face_at(100)], at_s=0.5)
    assert consent.may_show(tracker.tracks(0.5)[0])
    consent.follow(tracker.tracks(1.4))
    tracker.update([face_at(100)], at_s=1.4)
    assert not consent.may_show(tracker.tracks(1.4)[0])


def test_a_click_shows_a_face_and_another_blurs_it(cam: Cam) -> None:
    cam.stage.faces = (face_at(100), face_at(400))
    cam.start()
    cam.frame(stripes())
    assert [one.clear for one in cam.seen] == [False, False]
    cam.click(0)
    assert [one.clear for one in cam.seen] == [True, False]
    cam.frame(stripes())
    assert [one.clear for one in cam.seen] == [True, False]
    cam.click(0)
    assert [one.clear for one in cam.seen] == [False, False]


def test_agreeing_by_key(cam: Cam) -> None:
    cam.stage.faces = (face_at(100), face_at(400))
    cam.start()
    cam.frame(stripes())
    cam.view.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        cam.qtbot.keyClick(cam.view, key)
    # Mirrored, the second from the left on screen is the first of the frame.
    assert [one.clear for one in cam.seen] == [True, False]


def test_who_leaves_is_blurred_when_they_come_back(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame()
    cam.click(0)
    assert cam.seen[0].clear
    cam.stage.faces = ()
    for _ in range(8):
        cam.frame()
        assert not any(one.clear for one in cam.seen)
    cam.stage.faces = (face_at(100),)
    cam.frame()
    assert [one.clear for one in cam.seen] == [False]


def test_while_no_prediction_comes_nobody_is_shown(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame(stripes())  # the scene that goes on: another one would end every agreement
    cam.click(0)
    cam.stage.gate.clear()
    for step in range(6):
        cam.stage.seconds += 0.1
        cam.stage.camera.send(stripes(step))
        count = 3 + step
        cam.qtbot.waitUntil(lambda n=count: cam.view.frame.number == n)
    assert not cam.seen[0].clear
    assert detail(pixels_of(cam.view.rendered(cam.view.frame)), Box(300, 100, 80, 80)) < 5


def person(shade: int, hair: int, *, background: int = 120) -> Image:
    """A head before a wall where ``face_at(100)`` is: no portrait, but no other head either."""
    pixels = plain(background)
    pixels[::40] = 255 - background
    cv2.ellipse(pixels, (140, 150), (52, 66), 0, 0, 360, (hair, hair // 2, hair // 3), -1)
    cv2.ellipse(pixels, (140, 150), (36, 46), 0, 0, 360, (shade, shade * 3 // 4, shade // 2), -1)
    for x in (126, 154):
        cv2.circle(pixels, (x, 140), 5, (20, 20, 60), -1)
    cv2.ellipse(pixels, (140, 172), (14, 5), 0, 0, 180, (160, 40, 40), -1)
    return pixels


def test_who_moves_a_little_stays_agreed(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame(person(210, 60))
    cam.click(0)
    assert cam.seen[0].clear
    noise = np.random.default_rng(3)
    for step in range(12):
        moved = np.roll(person(210 - step, 60), (step % 3, step), axis=(0, 1)).astype(float)
        noisy = moved + noise.normal(0, 6, moved.shape)
        cam.stage.faces = (face_at(100 + step),)
        cam.frame(np.clip(noisy, 0, 255).astype(np.uint8))
        assert [one.clear for one in cam.seen] == [True], step


def test_a_hard_cut_ends_every_agreement_at_once(cam: Cam) -> None:
    """Another scene, and in it a face in the same place: seen for not even one frame."""
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame(person(210, 60))
    cam.click(0)
    assert cam.seen[0].clear
    cam.stage.gate.clear()  # no prediction of the new scene yet
    other = person(110, 200, background=40)
    cam.stage.seconds += 0.03
    before = cam.view.frame
    cam.stage.camera.send(other)
    cam.qtbot.waitUntil(lambda: cam.view.frame is not before)
    assert not any(one.clear for one in cam.seen)
    shown = pixels_of(cam.view.rendered(cam.view.frame))
    scale = shown.shape[1] / other.shape[1]
    veiled = pixels_of(scene(cam.view.frame, (), look=cam.view.look, scale=scale))
    assert np.array_equal(shown, veiled), "nothing of it is clear"
    cam.stage.gate.set()
    for _ in range(4):
        cam.frame(other)
        assert [one.clear for one in cam.seen] == [False]
    cam.click(0)
    assert cam.seen[0].clear, "whoever is there now may agree"


def test_an_answer_about_the_scene_before_is_not_believed(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame(person(210, 60))
    cam.click(0)
    cam.stage.gate.clear()
    cam.stage.entered.clear()
    cam.stage.seconds += 0.1
    cam.stage.camera.send(person(208, 60))  # this one is being judged while the cut comes
    assert cam.stage.entered.wait(20)
    before = cam.view.frame
    cam.stage.seconds += 0.03
    cam.stage.camera.send(person(110, 200, background=40))
    cam.qtbot.waitUntil(lambda: cam.view.frame is not before)
    assert not cam.seen
    cam.stage.gate.set()
    cam.rig.idle()
    assert not any(one.clear for one in cam.seen)


def test_somebody_elses_face_in_the_same_place_is_hidden_at_once_and_stays_so(cam: Cam) -> None:
    """The room stays as it is; only who sits there is another."""
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame(person(220, 50))
    cam.click(0)
    assert cam.seen[0].clear
    cam.stage.gate.clear()
    cam.stage.seconds += 0.03
    before = cam.view.frame
    cam.stage.camera.send(person(90, 230))
    cam.qtbot.waitUntil(lambda: cam.view.frame is not before)
    assert not any(one.clear for one in cam.seen), "hidden before any prediction"
    cam.stage.gate.set()
    cam.rig.idle()
    for _ in range(3):
        cam.frame(person(90, 230))
        assert [one.clear for one in cam.seen] == [False]
    cam.frame(person(220, 50))
    assert [one.clear for one in cam.seen] == [False], "nobody is remembered"


def test_blurring_everybody_again_and_leaving_the_mode(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame()
    cam.click(0)
    cam.menu_actions.blur_all.trigger()
    assert not cam.seen[0].clear
    cam.click(0)
    cam.menu_actions.opt_in.trigger()
    assert cam.seen[0].clear  # the mode is off
    cam.menu_actions.opt_in.trigger()
    assert not cam.seen[0].clear  # what was agreed before does not count any more


def test_a_saved_picture_is_blurred_as_the_screen_is(cam: Cam, tmp_path: Path) -> None:
    cam.menu_actions.mirror.trigger()
    cam.stage.faces = (face_at(100), face_at(400))
    cam.start()
    cam.frame(stripes())
    cam.click(0)
    for action, name in (
        (cam.menu_actions.save_picture, "boxes.png"),
        (cam.menu_actions.save_clean, "clean.png"),
    ):
        cam.rig.dialogs.answer = [tmp_path / name]
        action.trigger()
        cam.rig.idle()
        saved = cv2.imread(str(tmp_path / name))
        assert saved.shape == (360, 640, 3)
        assert detail(saved, face_at(100).box) > 20
        assert detail(saved, face_at(400).box) < 3
    boxes, clean = (cv2.imread(str(tmp_path / name)) for name in ("boxes.png", "clean.png"))
    assert (boxes != clean).any()


def test_the_log_says_nothing_of_who_is_blurred(cam: Cam, tmp_path: Path) -> None:
    cam.stage.faces = (face_at(100, age=20.0), face_at(400, age=70.0))
    cam.start()
    cam.frame()
    cam.click(1)
    cam.rig.dialogs.answer = [tmp_path / "log.csv"]
    cam.menu_actions.log.trigger()
    path = tmp_path / "log.csv"
    cam.qtbot.waitUntil(lambda: path.is_file() and "70" in path.read_text(), timeout=5000)
    cam.menu_actions.log.trigger()
    cam.rig.idle()
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text("utf-8-sig").splitlines()))
    assert {row["apparent_age"] for row in rows} == {"70.0"}
    assert {row["face_count"] for row in rows} == {"1"}
