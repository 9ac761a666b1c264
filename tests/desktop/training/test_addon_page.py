from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.settings import Settings
from desktop.training.tab import AddonPage, TrainingTab
from desktop.training_addon import AddonStamp, TrainingAddon, file_name
from desktop.widgets.drop_frame import DroppedData
from tests.desktop.conftest import FakeDialogs, Recorder, Rig
from tests.desktop.training.addon_fakes import an_addon, make_file


@pytest.fixture
def addon_file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "stick")


@pytest.fixture
def addon(tmp_path: Path) -> Iterator[TrainingAddon]:
    with an_addon(tmp_path / "home" / "addons") as made:
        yield made


class Page:
    """The page on a lane of its own, and what it said."""

    def __init__(
        self, addon: TrainingAddon, lane: Lane, messages: Messages, settings: Settings
    ) -> None:
        self.dialogs = FakeDialogs(settings)
        self.widget = AddonPage(addon, lane=lane, messages=messages, dialogs=self.dialogs)
        self.installed: list[bool] = []
        self.widget.installed.connect(lambda: self.installed.append(True))


@pytest.fixture
def page(
    addon: TrainingAddon, lane: Lane, messages: Messages, settings: Settings, qtbot: QtBot
) -> Page:
    made = Page(addon, lane, messages, settings)
    qtbot.addWidget(made.widget)
    made.widget.show()
    return made


def test_the_page_installs_what_is_chosen(
    page: Page, addon: TrainingAddon, addon_file: Path, recorder: Recorder, qtbot: QtBot
) -> None:
    page.dialogs.answer = [addon_file]
    with qtbot.waitSignal(page.widget.installed, timeout=20_000):
        page.widget.choose.click()
        assert not page.widget.choose.isEnabled()
        assert page.widget.progress.text == "Installing…"
    assert addon.folder.is_dir()
    assert recorder.said == ["The training add-on is installed."]
    assert recorder.problems == []
    assert page.widget.choose.isEnabled()


def test_the_page_says_why_not(
    page: Page, tmp_path: Path, recorder: Recorder, qtbot: QtBot
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no add-on")
    page.widget.take(file)
    qtbot.waitUntil(lambda: bool(recorder.problems), timeout=20_000)
    assert recorder.sentences == [
        "The add-on file is damaged or not complete: fetch it again. Details: notes.txt"
    ]
    assert page.widget.choose.isEnabled()
    assert page.installed == []


def test_giving_up_leaves_nothing(
    page: Page,
    addon: TrainingAddon,
    addon_file: Path,
    recorder: Recorder,
    lane: Lane,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, given_up = threading.Event(), threading.Event()
    make_room = TrainingAddon._make_room

    def held(self: TrainingAddon, scratch: Path, stamp: AddonStamp) -> None:
        make_room(self, scratch, stamp)
        begun.set()
        assert given_up.wait(20)

    monkeypatch.setattr(TrainingAddon, "_make_room", held)
    page.widget.take(addon_file)
    qtbot.waitUntil(begun.is_set)
    page.widget.progress.cancel_button.click()
    given_up.set()
    qtbot.waitUntil(lambda: not lane.busy, timeout=20_000)
    assert recorder.problems == []
    assert page.installed == []
    assert not addon.folder.exists()


def test_choosing_nothing_changes_nothing(page: Page, lane: Lane) -> None:
    page.widget.choose.click()
    assert not lane.busy
    assert page.widget.choose.isEnabled()


def test_the_page_names_the_file_and_can_be_read_aloud(page: Page) -> None:
    texts = " ".join(label.text() for label in page.widget.findChildren(QLabel))
    assert file_name() in texts
    assert "No network is used" in texts
    assert "takes 2 MB of disk" in texts
    assert page.widget.accessibleName() == "Training needs an add-on"


@pytest.fixture
def bare_tab(rig: Rig, addon: TrainingAddon, monkeypatch: pytest.MonkeyPatch) -> TrainingTab:
    """The Training tab of a program without TensorFlow, in front."""
    monkeypatch.setattr(TrainingAddon, "missing", lambda self: not self.folder.is_dir())
    tab = rig.desktop.training_tab
    monkeypatch.setattr(tab, "_addon", addon)
    rig.window.tabs.setCurrentWidget(tab)
    return tab


def test_without_the_addon_the_tab_explains_it(bare_tab: TrainingTab) -> None:
    assert bare_tab.addon_page.isVisible()
    assert bare_tab._page is None


def test_what_is_dropped_on_the_tab_is_the_addon(
    bare_tab: TrainingTab, addon_file: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(bare_tab.addon_page.installed, timeout=20_000):
        bare_tab.take(DroppedData((addon_file,)))
    assert bare_tab.page.isVisible()
    assert bare_tab.page.setup.isVisible()


def test_faces_that_were_sent_to_the_tab_wait_behind_the_page(
    bare_tab: TrainingTab, addon_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    page = bare_tab.addon_page
    assert not bare_tab.page.isVisible()
    assert page.isVisible()
    with qtbot.waitSignal(page.installed, timeout=20_000):
        page.take(addon_file)
    assert bare_tab.page.isVisible()
