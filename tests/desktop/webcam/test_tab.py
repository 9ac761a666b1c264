"""The Webcam tab as a user meets it: notice, camera on and off, trouble in plain sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QWindowStateChangeEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.webcam.camera import Permission
from desktop.webcam.seek_bar import clock
from desktop.webcam.video_session import RateMeter
from desktop.webcam.video_view import DisplayedFrame, WebcamView
from engine.live import FaceTracker
from tests.desktop.conftest import Rig
from tests.desktop.webcam.webcam_driver import (
    BUILT_IN,
    OTHER,
    change_plugged,
    face_at,
    frame_with,
    plain,
    write_video,
)
from tests.desktop.webcam.webcam_fakes import Cam


@pytest.fixture
def cam(rig: Rig) -> Cam:
    return Cam(rig)


def test_nothing_is_opened_before_somebody_says_so(cam: Cam) -> None:
    assert not cam.stage.opened
    assert cam.title == "The camera is off"
    assert not cam.page.bar.mark.isVisible()


def test_the_notice_comes_before_the_first_opening_and_only_then(rig: Rig) -> None:
    cam = Cam(rig, notice=False)
    cam.menu_actions.start.trigger()
    assert cam.page.pages.currentWidget() is cam.page.notice
    assert not cam.stage.opened
    cam.page.notice.decline.click()
    assert not cam.stage.opened
    cam.menu_actions.start.trigger()
    assert cam.page.pages.currentWidget() is cam.page.notice
    cam.page.notice.accept.click()
    assert len(cam.stage.opened) == 1
    cam.frame()
    cam.menu_actions.stop.trigger()
    cam.start()
    assert cam.page.pages.currentWidget() is cam.view
    assert len(cam.stage.opened) == 2


def test_a_live_picture_with_faces(cam: Cam) -> None:
    cam.stage.faces = (face_at(100), face_at(400, age=61.0))
    cam.start()
    cam.frame()
    assert cam.live.state == "live"
    assert [round(one.track.face.estimate.age_years) for one in cam.seen] == [34, 61]
    assert cam.page.bar.mark.isVisible()
    assert cam.page.bar.mark.text() == "CAMERA ON"
    assert cam.page.bar.mark.property("live") is True
    cam.qtbot.waitUntil(lambda: "640 × 360" in cam.page.status_bar.text)
    assert not cam.rig.recorder.problems


@pytest.mark.parametrize("how", ["escape", "stop", "pause"])
def test_escape_stop_and_pause_release_the_camera_at_once(cam: Cam, how: str) -> None:
    cam.start()
    camera = cam.stage.camera
    if how == "escape":
        cam.qtbot.keyClick(cam.view, Qt.Key.Key_Escape)
    else:
        (cam.menu_actions.stop if how == "stop" else cam.menu_actions.pause).trigger()
    assert camera.stopped
    assert not cam.live.holds_source
    assert cam.page.bar.mark.property("live") is False
    if how == "pause":
        assert cam.view.frame is not None
        assert cam.view.dimmed
        assert cam.page.bar.mark.text() == "PAUSED"
        cam.start()
        assert cam.live.state == "live"
        assert not cam.view.dimmed
    else:
        assert cam.view.frame is None
        assert cam.title == "The camera is off"


def test_another_tab_switches_the_camera_off(cam: Cam) -> None:
    cam.start()
    cam.rig.window.tabs.setCurrentWidget(cam.rig.tab)
    assert cam.stage.camera.stopped
    cam.rig.window.tabs.setCurrentWidget(cam.tab)
    assert cam.live.state == "off"
    assert len(cam.stage.opened) == 1


def test_if_wanted_it_starts_again_when_the_tab_is_back(cam: Cam) -> None:
    cam.menu_actions.resume.trigger()
    cam.start()
    cam.rig.window.tabs.setCurrentWidget(cam.rig.tab)
    assert cam.stage.camera.stopped
    cam.rig.window.tabs.setCurrentWidget(cam.tab)
    assert len(cam.stage.opened) == 2
    cam.frame()
    assert cam.live.state == "live"


def test_minimising_switches_the_camera_off(cam: Cam) -> None:
    cam.start()
    cam.rig.window.showMinimized()
    # Offscreen there is no window manager; what it would send is sent here.
    before = Qt.WindowState.WindowNoState
    QApplication.sendEvent(cam.rig.window, QWindowStateChangeEvent(before))
    assert cam.stage.camera.stopped
    assert cam.live.state == "off"
    cam.rig.window.showNormal()


def test_switching_cameras_and_the_choice_is_remembered(cam: Cam) -> None:
    change_plugged(cam.page, cam.stage, BUILT_IN, OTHER)
    cam.start()
    first = cam.stage.camera
    box = cam.page.bar.box
    assert [box.itemText(i) for i in range(box.count())] == [BUILT_IN.name, OTHER.name]
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert first.stopped
    assert cam.stage.camera.info is OTHER
    cam.frame()
    assert cam.rig.desktop.settings.webcam_camera == OTHER.camera_id
    cam.menu_actions.stop.trigger()
    cam.start()
    assert cam.stage.camera.info is OTHER


def test_the_newest_frame_wins(cam: Cam) -> None:
    cam.stage.gate.clear()
    cam.menu_actions.start.trigger()
    for shade in range(12):
        cam.stage.seconds += 0.1
        cam.stage.camera.send(plain(shade))
        number = shade + 1
        cam.qtbot.waitUntil(
            lambda n=number: cam.view.frame is not None and cam.view.frame.number == n
        )
    cam.qtbot.waitUntil(cam.stage.entered.is_set)
    cam.stage.gate.set()
    cam.rig.idle()
    cam.qtbot.waitUntil(lambda: len(cam.stage.judged) == 2)
    assert cam.stage.judged == [1, 12]  # the ten between were shown, never judged


def test_frames_in_quick_succession_are_all_shown_but_not_all_judged(cam: Cam) -> None:
    cam.start()
    cam.stage.seconds += 0.01
    cam.stage.camera.send(plain(7))
    cam.qtbot.waitUntil(lambda: cam.view.frame is not None and cam.view.frame.number == 2)
    cam.rig.idle()
    assert cam.stage.judged == [1]
    cam.frame()
    assert cam.stage.judged == [1, 3]


def test_rates_and_delay_are_those_of_the_last_two_seconds() -> None:
    pace = RateMeter()
    for begun_s, rate, late_s in ((0.0, 5, 0.5), (10.0, 20, 0.1)):
        for number in range(3 * rate):
            at_s = begun_s + number / rate
            pace.frame_shown(at_s)
            pace.judged(at_s)
            pace.overlaid(at_s, taken_s=at_s - late_s)
        now_s = begun_s + 3.0 - 1 / rate
        assert pace.shown_rate(now_s) == pytest.approx(rate)
        assert pace.judged_rate(now_s) == pytest.approx(rate)
        assert pace.delay_ms == pytest.approx(1000 * late_s)


def test_without_a_picture_there_is_no_face_to_choose(qtbot: QtBot) -> None:
    tracker = FaceTracker()
    tracker.update([face_at(100)], at_s=0.0)
    seen = DisplayedFrame(tracker.tracks(0.0)[0], clear=True)
    view = WebcamView(lambda _: (seen,))
    qtbot.addWidget(view)
    view.show()
    chosen: list[int] = []
    view.face_chosen.connect(chosen.append)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(view, key)
    assert chosen == []
    assert view.face_rect(seen).isEmpty()
    view.show_frame(frame_with(plain()))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space):
        qtbot.keyClick(view, key)
    assert chosen == [seen.track.track_id]
    assert not view.face_rect(seen).isEmpty()


def test_keys_that_mean_nothing_here_are_left_to_the_window(cam: Cam) -> None:
    cam.start()
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(cam.view, event)
    assert not event.isAccepted()


def test_a_folder_job_is_served_between_predictions(cam: Cam) -> None:
    cam.start()
    steps: list[int] = []

    def work() -> object:
        for step in range(5):
            steps.append(step)
            yield None

    cam.stage.gate.clear()
    cam.stage.entered.clear()
    cam.stage.seconds += 0.1
    cam.stage.camera.send(plain(7))
    cam.qtbot.waitUntil(cam.stage.entered.is_set)
    cam.rig.desktop.context.lanes.model.submit(work)
    cam.stage.seconds += 0.1
    cam.stage.camera.send(plain(8))
    cam.stage.gate.set()
    cam.qtbot.waitUntil(lambda: len(steps) == 5)
    cam.rig.idle()


def test_mirroring_is_usual_and_can_be_switched_off(cam: Cam) -> None:
    cam.stage.faces = (face_at(20),)
    cam.start()
    cam.frame()
    middle = cam.view.width() / 2
    assert cam.view.face_rect(cam.seen[0]).center().x() > middle
    cam.menu_actions.mirror.trigger()
    assert cam.view.face_rect(cam.seen[0]).center().x() < middle
    assert not cam.rig.desktop.settings.webcam_mirrored


def test_closing_the_window_releases_the_camera(cam: Cam) -> None:
    cam.start()
    camera = cam.stage.camera
    cam.rig.window.close()
    assert camera.stopped


def test_a_video_file_takes_the_cameras_place(cam: Cam, tmp_path: Path) -> None:
    cam.stage.faces = (face_at(100),)
    path = write_video(tmp_path / "class.mp4", [plain(shade) for shade in range(60, 90)])
    cam.rig.dialogs.answer = [path]
    cam.menu_actions.open_video.trigger()
    cam.qtbot.waitUntil(lambda: cam.live.state == "live", timeout=20_000)
    cam.qtbot.waitUntil(lambda: cam.view.frame is not None and bool(cam.seen), timeout=20_000)
    assert cam.page.bar.mark.text() == "VIDEO FILE"
    assert cam.page.bar.mark.property("live") is False
    assert cam.page.bar.box.currentText() == "class.mp4"
    cam.qtbot.keyClick(cam.view, Qt.Key.Key_Escape)
    assert not cam.live.holds_source


def play(cam: Cam, path: Path) -> None:
    """Open a video file and wait for its picture, its faces and its length."""
    cam.stage.seconds += 1  # the last prediction was long ago
    cam.rig.dialogs.answer = [path]
    cam.menu_actions.open_video.trigger()
    cam.qtbot.waitUntil(lambda: cam.live.state == "live", timeout=20_000)
    cam.qtbot.waitUntil(cam.page.seek.isVisible, timeout=20_000)
    cam.qtbot.waitUntil(lambda: cam.view.frame is not None and bool(cam.seen), timeout=20_000)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Four seconds that grow lighter."""
    return write_video(tmp_path / "class.mp4", [plain(60 + n) for n in range(120)])


def test_a_paused_file_keeps_its_picture_its_boxes_and_its_place(cam: Cam, film: Path) -> None:
    cam.stage.faces = (face_at(100),)
    play(cam, film)
    cam.menu_actions.pause.trigger()
    assert cam.live.state == "paused"
    assert cam.page.bar.mark.text() == "PAUSED"
    assert cam.view.frame is not None
    assert len(cam.seen) == 1
    file = cam.live.file
    assert file is not None
    at = file.place_ms
    cam.menu_actions.start.trigger()
    assert cam.live.state == "live"
    assert cam.stage.files == [film], "opened once: it goes on where it stood"
    assert cam.live.file is file
    assert file.place_ms >= at
    cam.qtbot.keyClick(cam.view, Qt.Key.Key_Escape)
    assert not cam.live.holds_source
    assert not cam.page.seek.isVisible()


def test_a_click_in_the_groove_shows_the_picture_there(cam: Cam, film: Path) -> None:
    cam.stage.faces = (face_at(100),)
    play(cam, film)
    cam.menu_actions.pause.trigger()
    slider = cam.page.seek.slider
    assert slider.maximum() == pytest.approx(4000, abs=100)
    before = cam.view.frame
    place = QPoint(round(0.75 * slider.width()), slider.height() // 2)
    cam.qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=place)
    cam.qtbot.waitUntil(lambda: cam.view.frame is not before, timeout=20_000)
    cam.qtbot.waitUntil(
        lambda: cam.view.frame.video_s == pytest.approx(3.0, abs=0.4), timeout=20_000
    )
    assert cam.live.state == "paused"
    assert slider.value() == pytest.approx(3000, abs=300)
    assert cam.page.seek.time.text() == f"{clock(slider.value())} / 0:04"
    at = slider.value()
    cam.qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert slider.value() == at - 1000


def test_a_file_is_shown_as_it_was_filmed(cam: Cam, film: Path) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    assert cam.view.look.mirrored
    play(cam, film)
    assert not cam.view.look.mirrored
    assert not cam.menu_actions.mirror.isEnabled()
    assert cam.menu_actions.mirror.isChecked(), "the camera stays a mirror"
    cam.page.open_camera(BUILT_IN.camera_id)
    assert cam.view.look.mirrored
    assert not cam.page.seek.isVisible()


@pytest.mark.parametrize("permission", ["granted", "denied"])
def test_without_a_camera_no_notice_comes_first(rig: Rig, permission: Permission) -> None:
    rig.webcam_stage.permission = permission
    if permission == "granted":
        rig.webcam_stage.plugged = []
    cam = Cam(rig, notice=False)
    cam.menu_actions.start.trigger()
    assert cam.title in ("No camera found", "AgeLens may not use the camera")
    assert not rig.desktop.settings.webcam_notice_read
    rig.webcam_stage.permission = "granted"
    change_plugged(cam.page, rig.webcam_stage, BUILT_IN)
    cam.menu_actions.start.trigger()
    assert cam.page.pages.currentWidget() is cam.page.notice
    assert not cam.live.holds_source


@pytest.mark.parametrize(
    ("place_ms", "shown"), [(0, "0:00"), (7400, "0:07"), (61_000, "1:01"), (3_723_000, "1:02:03")]
)
def test_times_are_those_of_a_player(place_ms: int, shown: str) -> None:
    assert clock(place_ms) == shown


def test_another_model_starts_anew(cam: Cam) -> None:
    cam.stage.faces = (face_at(100),)
    cam.start()
    cam.frame()
    first = cam.seen[0].track.track_id
    with cam.qtbot.waitSignal(cam.rig.desktop.context.session.model_changed):
        cam.rig.desktop.context.session.choose()
    assert not cam.seen
    cam.frame()
    assert cam.seen[0].track.track_id != first


def test_what_is_remembered(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert settings.webcam_mirrored
    assert not settings.webcam_notice_read
    assert not settings.webcam_opt_in
    assert not settings.webcam_resumes
    assert settings.webcam_camera == ""
    settings.webcam_notice_read = settings.webcam_opt_in = settings.webcam_resumes = True
    settings.webcam_mirrored, settings.webcam_camera = False, "usb-2"
    settings.save()
    again = Settings(tmp_path / "settings.ini")
    assert again.webcam_notice_read
    assert again.webcam_opt_in
    assert again.webcam_resumes
    assert not again.webcam_mirrored
    assert again.webcam_camera == "usb-2"


def test_every_line_of_the_notice_can_be_read(rig: Rig) -> None:
    cam = Cam(rig, notice=False)
    cam.menu_actions.start.trigger()
    labels = cam.page.notice.findChildren(QLabel)
    assert len(labels) >= 5
    cam.qtbot.waitUntil(  # once it is laid out
        lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    )
    words = " ".join(label.text() for label in labels)
    assert "never leave this computer" in words
    assert "Nothing is saved" in words
