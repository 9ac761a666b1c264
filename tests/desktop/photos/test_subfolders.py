"""A folder with photos of its own and of its subfolders: told how many, and asked about them."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.photos import loading
from tests.desktop.conftest import FACES, Rig
from tests.desktop.test_drops import drop, urls

WritePhoto = Callable[..., Path]


@pytest.fixture
def folder(write_photo: WritePhoto) -> Path:
    """``photos`` with 1.jpg, and three more photos in two of its subfolders."""
    for name in ("1.jpg", "a/10.jpg", "a/9.jpg", "b/c/2.jpg"):
        path = write_photo(name)
    (path.parents[2] / "bare").mkdir()
    (path.parent / "notes.txt").write_text("no photo")
    return path.parents[2]


def names(rig: Rig) -> list[str]:
    return [entry.name for entry in rig.tab.photos.entries]


def counts(rig: Rig) -> list[int]:
    """The photos here and in subfolders that the banner names; nothing if there is none."""
    return [int(figure) for figure in re.findall(r"\d+", rig.tab.subfolders.text)]


def dropped(rig: Rig, path: Path) -> None:
    assert drop(rig.tab, urls(path))


def chosen(rig: Rig, path: Path) -> None:
    rig.dialogs.answer = [path]
    rig.tab.menu_actions.open_folder.trigger()


@pytest.mark.parametrize("way", [dropped, chosen])
def test_the_own_photos_are_opened_and_the_others_offered(
    rig: Rig, folder: Path, way: Callable[[Rig, Path], None]
) -> None:
    way(rig, folder)
    rig.idle()
    assert names(rig) == ["1.jpg"]
    banner = rig.tab.subfolders
    assert banner.isVisible()
    assert counts(rig) == [1, 3]
    rig.qtbot.mouseClick(banner.open, Qt.MouseButton.LeftButton)
    rig.idle()
    assert names(rig) == ["1.jpg", "9.jpg", "10.jpg", "2.jpg"]
    assert rig.shown_name == "1.jpg"
    assert rig.work.strip.isVisible()
    assert not banner.isVisible()
    rig.tab.step(3)
    rig.idle()
    assert (rig.shown_name, rig.view.faces) == ("2.jpg", FACES)
    assert not rig.recorder.problems


def test_no_is_an_answer(rig: Rig, folder: Path) -> None:
    rig.open(folder)
    rig.qtbot.mouseClick(rig.tab.subfolders.refuse, Qt.MouseButton.LeftButton)
    rig.idle()
    assert not rig.tab.subfolders.isVisible()
    assert names(rig) == ["1.jpg"]


@pytest.mark.parametrize(
    ("opened", "counted"),
    [
        (["a"], []),
        (["bare"], []),
        (["1.jpg"], []),
        (["b"], []),  # no photo of its own: those below are opened at once
        (["."], [1, 3]),
        ([".", "1.jpg", "a/9.jpg"], [1, 2]),
        ([".", "a"], [3, 1]),
        ([".", "gone.jpg"], [1, 3]),
    ],
)
def test_what_is_counted(rig: Rig, folder: Path, opened: list[str], counted: list[int]) -> None:
    rig.open(*(folder / name for name in opened))
    assert counts(rig) == counted


@pytest.mark.parametrize("then", ["another", "close"])
def test_the_question_goes_with_what_it_was_about(
    rig: Rig, folder: Path, write_photo: WritePhoto, then: str
) -> None:
    rig.open(folder)
    assert rig.tab.subfolders.isVisible()
    if then == "another":
        rig.open(write_photo("another.jpg"))
    else:
        rig.tab.menu_actions.close_all.trigger()
    assert not rig.tab.subfolders.isVisible()


class Drive:
    """A drive on which a subfolder is listed only when ``let`` is called: one at a time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._turns = threading.Semaphore(0)
        self.entered = threading.Event()
        self.listed = 0
        self._below = loading._below
        monkeypatch.setattr(loading, "_below", self.below)

    def below(self, folder: str) -> Iterator[Sequence[str]]:
        for own in self._below(folder):
            self.entered.set()
            assert self._turns.acquire(timeout=20)
            self.listed += 1
            yield own

    def let(self, times: int = 1) -> None:
        self._turns.release(times)


def test_photos_are_judged_before_the_subfolders_are_counted(
    rig: Rig, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = Drive(monkeypatch)
    rig.tab.open_paths([folder])
    rig.qtbot.waitUntil(lambda: rig.view.faces == FACES)
    rig.qtbot.waitUntil(drive.entered.is_set)
    assert not rig.tab.subfolders.isVisible()
    drive.let(9)
    rig.qtbot.waitUntil(rig.tab.subfolders.isVisible)
    assert drive.listed == 4
    rig.idle()


@pytest.mark.parametrize("by", ["button", "close", "another"])
def test_counting_can_be_given_up(
    rig: Rig, folder: Path, write_photo: WritePhoto, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    drive = Drive(monkeypatch)
    rig.tab.open_paths([folder])
    rig.qtbot.waitUntil(drive.entered.is_set)
    progress = rig.desktop.context.progress
    assert progress.text == "Looking into subfolders"
    if by == "button":
        progress.cancel_button.click()
    elif by == "close":
        rig.tab.menu_actions.close_all.trigger()
    else:
        rig.tab.open_paths([write_photo("another/x.jpg")])
    drive.let(9)
    rig.idle()
    assert drive.listed == 1
    assert not rig.tab.subfolders.isVisible()
    assert not rig.recorder.problems


@pytest.mark.parametrize("given_up", [False, True])
def test_the_search_through_a_folder_of_folders_can_be_given_up(
    rig: Rig, folder: Path, monkeypatch: pytest.MonkeyPatch, given_up: bool
) -> None:
    drive = Drive(monkeypatch)
    (folder / "1.jpg").unlink()
    rig.tab.open_paths([folder])
    rig.qtbot.waitUntil(drive.entered.is_set)
    if given_up:
        rig.desktop.context.progress.cancel_button.click()
    drive.let(9)
    rig.idle()
    assert drive.listed == (1 if given_up else 4)
    assert names(rig) == ([] if given_up else ["9.jpg", "10.jpg", "2.jpg"])
    assert not rig.tab.subfolders.isVisible()
    assert not rig.recorder.problems
