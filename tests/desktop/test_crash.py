"""After something unforeseen: a dialog in plain words, and what was open is offered again."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from PySide6.QtGui import QGuiApplication

from desktop.crash import CrashDialog, CrashWatch, LastSession, OpenFiles, open_trace
from desktop.welcome import WAYS
from tests.desktop.conftest import Rig
from tests.desktop.folder.folder_fakes import Folder

WritePhoto = Callable[..., Path]


def dialogs(rig: Rig) -> list[CrashDialog]:
    return [one for one in rig.window.findChildren(CrashDialog) if one.isVisible()]


def crash(rig: Rig, text: str) -> CrashDialog:
    """Let something go wrong that nobody catches."""
    count = len(rig.recorder.problems)
    rig.desktop.messages.unexpected(ValueError(text))
    rig.qtbot.waitUntil(lambda: len(rig.recorder.problems) > count)
    (dialog,) = dialogs(rig)
    return dialog


def test_a_dialog_in_plain_words_with_details(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"))
    dialog = crash(rig, "layer_17")
    assert not dialog.details.isVisible()
    dialog.toggle.click()
    assert "layer_17" in dialog.details.toPlainText()
    dialog.copy.click()
    assert "layer_17" in QGuiApplication.clipboard().text()
    assert rig.window.bar.text == "", "one telling is enough"
    dialog.go_on.click()
    assert not dialogs(rig)
    assert rig.window.isVisible()
    assert rig.tab.photos.rowCount() == 1, "what was open is still there"


def test_more_errors_open_no_more_dialogs(rig: Rig) -> None:
    first = crash(rig, "one")
    assert crash(rig, "two") is first
    assert "two" in first.details.toPlainText()
    length = len(first.details.toPlainText())
    assert crash(rig, "two") is first
    assert len(first.details.toPlainText()) == length
    first.reject()
    assert crash(rig, "three") is not first
    dialogs(rig)[0].close()


def test_closing_from_the_dialog(rig: Rig) -> None:
    crash(rig, "one").leave.click()
    assert not rig.window.isVisible()


def test_a_session_is_left_behind_by_a_crash_only(tmp_path: Path) -> None:
    path = tmp_path / "state" / "session.json"
    names = tmp_path / "1.jpg", tmp_path / "größe.jpg"
    opened = OpenFiles(names, tmp_path / "trip.agelens", "webcam")
    first = LastSession(path)
    assert not first.left
    first.keep(opened)
    second = LastSession(path)
    assert not second.left, "the first window is still there: nothing has crashed"
    second.keep(OpenFiles((tmp_path / "other.jpg",)))
    second.end()
    assert path.exists(), "the second window leaves the first one's session alone"
    assert first._lock is not None
    first._lock.release()  # as the system does when a process dies
    third = LastSession(path)
    assert third.left == opened
    third.end()
    third.end()
    assert not path.exists()
    fourth = LastSession(path)
    assert not fourth.left
    fourth.end()


def test_nothing_open_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    last = LastSession(path)
    last.keep(OpenFiles((tmp_path / "1.jpg",)))
    assert path.exists()
    last.keep(OpenFiles())
    assert not path.exists()
    last.end()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"photos": 3, "project": null}', b"\xff\xfe", b'{"photos": []}']
)
def test_a_broken_session_file_is_no_harm(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(content)
    last = LastSession(path)
    assert not last.left
    last.end()


def test_a_place_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    last = LastSession(blocked / "session.json")
    last.keep(OpenFiles((tmp_path / "1.jpg",)))
    last.end()
    open_trace(blocked / "crash.log")()


def test_what_cannot_be_noted_is_no_harm(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "session.json"
    last = LastSession(path)
    path.mkdir()
    last.keep(OpenFiles((tmp_path / "1.jpg",)))
    assert "What is open could not be noted" in caplog.text
    last.end()
    assert path.is_dir()


@pytest.fixture
def pytests_own_trace(pytestconfig: pytest.Config) -> Iterator[None]:
    """Crashes are told to pytest again after the test, if they were before."""
    enabled = faulthandler.is_enabled()
    yield
    if enabled:
        faulthandler.enable(pytestconfig.stash[fault_handler_stderr_fd_key])


@pytest.mark.usefixtures("pytests_own_trace")
def test_a_trace_is_kept_private_added_to_and_ended(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "crash.log"
    path.parent.mkdir()
    path.write_text("of an earlier crash")
    faulthandler.disable()
    close = open_trace(path)
    assert faulthandler.is_enabled()
    assert path.read_text() == "of an earlier crash"
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0, "nobody else may read it"
    close()
    assert not faulthandler.is_enabled()


@pytest.fixture
def watched(rig: Rig, tmp_path: Path) -> Iterator[tuple[Rig, Path]]:
    """A window that notes what is open, as the one before it left two photos."""
    path = tmp_path / "session.json"
    before = LastSession(path)
    before.keep(OpenFiles((tmp_path / "photos" / "1.jpg", tmp_path / "photos" / "2.jpg")))
    assert before._lock is not None
    before._lock.release()
    watch = CrashWatch(
        LastSession(path),
        photos=rig.tab,
        folder=rig.desktop.folder_tab,
        front=lambda: WAYS[rig.window.tabs.currentIndex()],
        offer=rig.window.offer,
    )
    yield rig, path
    watch.end()


def test_the_next_start_offers_the_last_session(
    watched: tuple[Rig, Path], write_photo: WritePhoto
) -> None:
    rig, _ = watched
    write_photo("1.jpg")
    write_photo("2.jpg")
    assert rig.window.offer.isVisible()
    assert "2 photos" in rig.window.offer.text
    rig.window.offer.again.click()
    rig.idle()
    assert not rig.window.offer.isVisible()
    assert [entry.name for entry in rig.tab.photos.entries] == ["1.jpg", "2.jpg"]


def test_no_is_an_answer_and_what_is_open_is_noted(
    watched: tuple[Rig, Path], write_photo: WritePhoto
) -> None:
    rig, path = watched
    rig.window.offer.drop.click()
    assert not rig.window.offer.isVisible()
    assert rig.tab.photos.rowCount() == 0
    rig.open(write_photo("3.jpg"))
    rig.qtbot.waitUntil(lambda: "3.jpg" in path.read_text("utf-8"))
    assert "1.jpg" not in path.read_text("utf-8")


def test_the_project_is_noted_and_opened_again(
    watched: tuple[Rig, Path], write_photo: WritePhoto
) -> None:
    rig, path = watched
    folder = Folder(rig)
    folder.label(write_photo("album/1.jpg").parent)
    rig.qtbot.waitUntil(lambda: "album.agelens" in path.read_text("utf-8"))
    project = rig.desktop.folder_tab.project_path
    assert project is not None
    folder.menu_actions.close_project.trigger()
    folder.idle()
    assert rig.desktop.folder_tab.project_path is None
    rig.qtbot.waitUntil(lambda: not path.exists())
    rig.window.offer.offer(OpenFiles((), project))
    assert "album.agelens" in rig.window.offer.text
    rig.window.tabs.setCurrentWidget(rig.tab)
    rig.window.offer.again.click()
    rig.qtbot.waitUntil(lambda: rig.desktop.folder_tab.project_path == project)
    assert rig.window.tabs.currentWidget() is rig.desktop.folder_tab
    folder.idle()


def test_the_tab_in_front_comes_back_in_front(
    watched: tuple[Rig, Path], write_photo: WritePhoto
) -> None:
    rig, path = watched
    folder = Folder(rig)
    folder.label(write_photo("album/1.jpg").parent)
    rig.open(write_photo("3.jpg"))
    rig.qtbot.waitUntil(lambda: '"tab": "folder"' in path.read_text("utf-8"))
    rig.window.tabs.setCurrentWidget(rig.tab)
    # With photos open as well, nobody could tell without what was noted.
    rig.window.offer.offer(OpenFiles((path,), rig.desktop.folder_tab.project_path, "folder"))
    rig.window.offer.again.click()
    assert rig.window.tabs.currentWidget() is rig.desktop.folder_tab
    rig.idle()


_KILLED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import application, paths
from desktop.application import Application

folder = Path(sys.argv[1])
paths.log_file = lambda: folder / "logs" / "agelens.log"
paths.settings_file = lambda: folder / "settings.ini"
paths.session_file = lambda: folder / "session.json"
paths.user_models_dir = lambda: folder / "models"
start = Application.start

def look(self, photos):
    start(self, photos)
    def tell():
        if sys.argv[2] == "look":
            print(self.window.offer.text if self.window.offer.isVisible() else "no offer")
            self.window.close()
        elif (folder / "session.json").exists():
            print("noted", flush=True)
            timer.stop()
            if sys.argv[2] == "fault":
                import ctypes
                ctypes.string_at(0)
    timer = QTimer(self, interval=20)
    timer.timeout.connect(tell)
    timer.start()

Application.start = look
sys.exit(application.run([Path(name) for name in sys.argv[3:]]))
"""


def child(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
    )


@pytest.mark.parametrize("how", ["kill", "fault"])
def test_a_real_crash_is_offered_again(how: str, tmp_path: Path, write_photo: WritePhoto) -> None:
    photo = write_photo("one.jpg")
    with child(tmp_path, how, str(photo)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "noted"
        if how == "kill":
            process.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        assert process.wait(60) != 0
    if how == "fault":
        assert "Segmentation fault" in (tmp_path / "logs" / "crash.log").read_text("utf-8")
    with child(tmp_path, "look") as process:
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0
    assert "1 photo" in told
    if how == "fault":
        return  # what closing that window leaves does not depend on how the first one ended
    with child(tmp_path, "look") as process:
        told, _ = process.communicate(timeout=120)
    assert told.splitlines()[0] == "no offer", "that window was closed as it should be"
