"""What can go wrong with cameras, files and models, and the sentence that each gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from desktop.webcam.camera import CameraError, VideoSource
from engine.errors import ModelError
from tests.desktop.conftest import FakeStore, MakeRig, Rig
from tests.desktop.webcam.webcam_driver import BUILT_IN, VirtualDevices, change_plugged
from tests.desktop.webcam.webcam_fakes import Cam


@pytest.fixture
def cam(rig: Rig) -> Cam:
    return Cam(rig)


def test_a_camera_that_is_pulled_out_while_hidden_stays_off(cam: Cam) -> None:
    cam.start()
    change_plugged(cam.page, cam.stage)
    cam.rig.window.tabs.setCurrentWidget(cam.rig.tab)
    change_plugged(cam.page, cam.stage, BUILT_IN)
    assert len(cam.stage.opened) == 1


def test_no_camera_is_said_and_one_that_comes_is_offered(cam: Cam) -> None:
    change_plugged(cam.page, cam.stage)
    cam.menu_actions.start.trigger()
    assert cam.title == "No camera found"
    assert "video file" in cam.page.empty.notice.text
    change_plugged(cam.page, cam.stage, BUILT_IN)
    assert cam.title == "The camera is off"
    assert cam.page.bar.box.currentText() == BUILT_IN.name
    assert not cam.stage.opened


def test_a_refused_permission_is_explained(cam: Cam) -> None:
    cam.stage.permission = "denied"
    cam.menu_actions.start.trigger()
    assert cam.title == "AgeLens may not use the camera"
    assert "privacy settings" in cam.page.empty.notice.text
    assert not cam.stage.opened


@pytest.mark.parametrize("answer", ["granted", "denied"])
def test_the_permission_is_asked_for(cam: Cam, answer: str) -> None:
    cam.stage.permission = "unknown"
    cam.menu_actions.start.trigger()
    assert cam.title == "May AgeLens use the camera?"
    assert not cam.stage.opened
    cam.stage.permission = "granted" if answer == "granted" else "denied"
    cam.stage.asked[0]()
    assert len(cam.stage.opened) == (1 if answer == "granted" else 0)
    assert cam.live.state == ("opening" if answer == "granted" else "refused")


def test_who_stops_while_the_system_asks_is_not_filmed(cam: Cam) -> None:
    cam.stage.permission = "unknown"
    cam.menu_actions.start.trigger()
    cam.menu_actions.stop.trigger()
    cam.stage.permission = "granted"
    cam.stage.asked[0]()
    assert not cam.stage.opened


def test_a_busy_camera_is_explained(cam: Cam) -> None:
    cam.menu_actions.start.trigger()
    camera = cam.stage.camera
    camera.failed.emit("Device or resource busy")
    assert cam.title == "The camera could not be opened"
    assert "another program" in cam.page.empty.notice.text
    assert cam.page.empty.notice.text.endswith("Details: Device or resource busy")
    assert camera.stopped
    cam.start()
    assert cam.live.state == "live"


def test_a_camera_that_goes_while_it_is_opened_is_explained(
    cam: Cam, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_: VirtualDevices, camera_id: str) -> VideoSource:
        raise CameraError(f"This camera is not there any more. Received: {camera_id}")

    with monkeypatch.context() as patched:
        patched.setattr(VirtualDevices, "open", gone)
        cam.menu_actions.start.trigger()
    assert cam.title == "The camera could not be opened"
    assert "This camera is not there any more" in cam.page.empty.notice.text
    assert not cam.live.holds_source
    cam.start()
    assert cam.live.state == "live"


def test_a_frame_without_a_picture_is_passed_over(cam: Cam) -> None:
    cam.menu_actions.start.trigger()
    camera = cam.stage.camera
    damaged = QVideoFrameFormat(QSize(64, 48), QVideoFrameFormat.PixelFormat.Format_Jpeg)
    with cam.qtbot.waitSignal(camera.frame_came):
        camera.sink.setVideoFrame(QVideoFrame(damaged))
    assert cam.title == "Starting…"
    assert cam.view.frame is None
    cam.frame()
    assert cam.live.state == "live"


def test_a_camera_that_never_sends_a_picture_counts_as_busy(cam: Cam) -> None:
    cam.menu_actions.start.trigger()
    assert cam.title == "Starting…"
    cam.stage.seconds += 10.0
    cam.qtbot.waitUntil(lambda: cam.live.state == "busy")
    assert cam.stage.camera.stopped


def test_unplugging_says_so_within_two_seconds_and_plugging_in_goes_on(cam: Cam) -> None:
    cam.start()
    camera = cam.stage.camera
    change_plugged(cam.page, cam.stage)
    assert cam.title == "The camera was unplugged"
    assert BUILT_IN.name in cam.page.empty.notice.text
    assert camera.stopped
    assert cam.view.frame is None
    change_plugged(cam.page, cam.stage, BUILT_IN)
    cam.frame()
    assert cam.live.state == "live"
    assert cam.title == ""


def test_a_system_that_does_not_tell_of_unplugging_is_found_out(cam: Cam) -> None:
    cam.start()
    cam.stage.plugged = []
    cam.qtbot.waitUntil(lambda: cam.title == "The camera was unplugged", timeout=2000)


def test_a_camera_that_freezes_is_told_and_goes_on(cam: Cam) -> None:
    cam.start()
    cam.stage.seconds += 1.6
    cam.qtbot.waitUntil(lambda: cam.live.state == "frozen", timeout=2000)
    assert cam.view.dimmed
    assert "No picture is coming" in cam.page.status_bar.text
    cam.frame()
    assert cam.live.state == "live"


def test_a_remembered_camera_that_has_gone_gives_way_to_the_usual_one(cam: Cam) -> None:
    cam.rig.desktop.settings.webcam_camera = "usb-9"
    cam.start()
    assert cam.stage.camera.info is BUILT_IN


def test_a_failing_model_is_told_once_and_the_video_goes_on(cam: Cam) -> None:
    cam.stage.error = ModelError("The model gave an answer that is not a number. Received: nan")
    cam.start()
    for _ in range(4):
        cam.frame()
    assert len(cam.rig.recorder.problems) == 1
    assert "continues without estimates" in cam.rig.recorder.sentences[0]
    assert cam.live.state == "live"


def test_without_a_model_the_picture_is_shown_all_the_same(make_rig: MakeRig) -> None:
    cam = Cam(make_rig(FakeStore()))
    cam.start()
    assert cam.view.frame is not None
    cam.qtbot.waitUntil(lambda: "No model is in use" in cam.page.status_bar.text)
    assert not cam.stage.judged


def test_a_video_that_cannot_be_played_is_explained(cam: Cam, tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"no video" * 200)
    cam.rig.dialogs.answer = [path]
    cam.menu_actions.open_video.trigger()
    cam.qtbot.waitUntil(lambda: cam.title == "This video cannot be played", timeout=20_000)
    assert "Details: " in cam.page.empty.notice.text
    assert not cam.live.holds_source
