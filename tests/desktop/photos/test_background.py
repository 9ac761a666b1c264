"""Many photos at once: analysed one after the other behind what is looked at, in little memory."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.photos import loading
from desktop.viewer import picture_cache
from desktop.widgets.tile_view import NOTE_ROLE
from engine.errors import ModelError
from engine.images import Photo
from engine.preprocessing import Image
from tests.desktop.conftest import FACES, FakePipeline, FakeStore, MakeRig, Rig, make_spec

WritePhoto = Callable[..., Path]


def notes(rig: Rig) -> list[str]:
    """What stands on the thumbnails."""
    photos = rig.tab.photos
    return [photos.data(photos.index(row), NOTE_ROLE) for row in range(photos.rowCount())]


def test_all_are_analysed_the_first_one_first_and_then_in_order(
    rig: Rig, write_photo: WritePhoto
) -> None:
    order: list[str] = []
    rig.tab.loader.answered.connect(lambda entry, _: order.append(f"on screen {entry.name}"))
    rig.tab.loader.known.connect(lambda entry, _: order.append(entry.name))
    paths = [write_photo(f"{n}.jpg") for n in range(5)]
    rig.open(*paths)
    assert rig.pipeline.seen == [str(path) for path in paths]
    assert order == ["0.jpg", "on screen 0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg"]
    assert notes(rig) == ["3 faces"] * 5
    assert rig.shown_name == "0.jpg"
    for _ in range(4):
        rig.tab.step(1)
        rig.idle()
        assert rig.view.faces == FACES
    assert len(rig.pipeline.seen) == 5


def test_a_photo_that_is_chosen_comes_before_the_rest(rig: Rig, write_photo: WritePhoto) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(6)]
    rig.pipeline.gate.clear()
    rig.tab.open_paths(paths)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.step(5)  # while the first is being analysed
    rig.pipeline.gate.set()
    rig.qtbot.waitUntil(lambda: rig.view.faces == FACES)
    rig.idle()
    assert rig.pipeline.seen == [str(paths[n]) for n in (0, 5, 1, 2, 3, 4)]
    assert notes(rig) == ["3 faces"] * 6


def test_progress_is_shown_and_can_be_cancelled(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo(f"{n}.jpg") for n in range(5)])
    progress = rig.desktop.context.progress
    rig.qtbot.waitUntil(lambda: rig.pipeline.entered.is_set() and progress.isVisible())
    assert progress.text == "Looking for faces in all photos"
    progress.cancel_button.click()
    assert not progress.isVisible()
    rig.pipeline.gate.set()
    rig.idle()
    assert notes(rig) == ["3 faces", "", "", "", ""]
    assert not rig.recorder.problems
    rig.tab.step(1)  # whoever looks at one wants to know all the same
    rig.idle()
    assert rig.view.faces == FACES
    assert notes(rig) == ["3 faces", "3 faces", "", "", ""]


def test_one_photo_alone_is_no_background_work(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo("one.jpg")])
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    assert rig.desktop.context.progress.text == ""
    rig.pipeline.gate.set()
    rig.idle()
    assert len(rig.pipeline.seen) == 1


def test_files_that_are_no_photos_stop_nothing_and_are_told_when_chosen(
    rig: Rig, write_photo: WritePhoto
) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(3)]
    paths[1].write_bytes(b"not a picture")
    rig.open(*paths)
    assert notes(rig) == ["3 faces", "", "3 faces"]
    assert not rig.recorder.problems
    rig.tab.step(1)
    rig.idle()
    assert len(rig.recorder.problems) == 1
    assert "1.jpg" in rig.recorder.sentences[0]


def test_a_model_that_fails_is_told_once(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.error = ModelError("The model gave an answer that is not a number.")
    rig.open(*(write_photo(f"{n}.jpg") for n in range(4)))
    assert len(rig.recorder.problems) == 1
    assert notes(rig) == [""] * 4


def test_another_model_analyses_all_anew(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    other = FakePipeline(make_spec("other", title="Other model"), FACES[:1])
    rig = make_rig(FakeStore({"tiny": FakePipeline(make_spec()), "other": other}))
    paths = [write_photo(f"{n}.jpg") for n in range(3)]
    rig.open(*paths)
    assert notes(rig) == ["3 faces"] * 3
    other.gate.clear()
    rig.desktop.context.session.choose("other")
    rig.qtbot.waitUntil(other.entered.is_set)
    assert notes(rig) == [""] * 3  # nothing of the former model is left
    other.gate.set()
    rig.idle()
    assert other.seen == [str(path) for path in paths]
    assert notes(rig) == ["1 face"] * 3


def test_photos_that_wait_for_the_model_are_analysed_when_it_comes(
    make_rig: MakeRig, write_photo: WritePhoto
) -> None:
    rig = make_rig(load=False)
    rig.open(*(write_photo(f"{n}.jpg") for n in range(3)))
    assert notes(rig) == [""] * 3
    rig.desktop.start()
    rig.qtbot.waitUntil(lambda: notes(rig) == ["3 faces"] * 3)
    rig.idle()


def test_what_is_opened_later_is_analysed_too_and_closing_ends_it(
    rig: Rig, write_photo: WritePhoto
) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(6)]
    rig.open(*paths[:2])
    rig.open(*paths[2:4])
    assert rig.pipeline.seen == [str(path) for path in paths[:4]]
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.tab.open_paths(paths[4:])
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.menu_actions.close_all.trigger()
    rig.pipeline.gate.set()
    rig.idle()
    assert len(rig.pipeline.seen) == 5
    assert rig.tab.photos.rowCount() == 0
    assert not rig.tab.loader.results


def test_of_thousands_only_so_many_are_analysed_unasked(
    rig: Rig, write_photo: WritePhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_ANALYSED_AHEAD", 3)
    rig.open(*(write_photo(f"{n}.jpg") for n in range(6)))
    assert notes(rig) == ["3 faces"] * 3 + [""] * 3


def test_the_table_takes_what_is_known_and_takes_over_the_rest(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(5)]
    rig.pipeline.gate.clear()
    rig.tab.open_paths(paths)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    assert rig.desktop.context.progress.text == "Preparing the table"
    rig.pipeline.gate.set()
    rig.idle()
    assert (tmp_path / "table.csv").exists()
    assert notes(rig) == ["3 faces"] * 5
    assert rig.pipeline.seen == [str(path) for path in paths]


def test_no_more_than_two_photos_are_held_decoded_at_a_time(
    rig: Rig, write_photo: WritePhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    pixels: list[weakref.ref[Image]] = []
    most_bytes = 0
    read = picture_cache.read

    def counted(source: Path | QImage, *, reduce_to_px: int | None = 1600) -> Photo:
        nonlocal most_bytes
        photo = read(source, reduce_to_px=reduce_to_px)
        pixels.append(weakref.ref(photo.pixels))
        alive = [array for one in pixels if (array := one()) is not None]
        most_bytes = max(most_bytes, sum(array.nbytes for array in alive))
        return photo

    monkeypatch.setattr(picture_cache, "read", counted)
    rig.open(*(write_photo(f"{n}.jpg", 1700, 1300) for n in range(9)))
    for _ in range(8):
        rig.tab.step(1)
        rig.idle()
    assert len(pixels) > 9
    one_bytes = 3 * 1700 * 1300
    # The one on screen, and the one that is read next; beside a thumbnail.
    assert one_bytes < most_bytes < 2.1 * one_bytes


def test_pictures_are_kept_up_to_a_budget_in_bytes(
    make_rig: MakeRig, write_photo: WritePhoto, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = 4 * (1000 * 800 + 500 * 400)
    monkeypatch.setattr(loading, "_PICTURES_BYTES", 3 * one)
    rig = make_rig()
    paths = [write_photo(f"{n}.jpg", 1000, 800) for n in range(6)]
    rig.open(*paths, write_photo("large.jpg", 3000, 2400))
    kept = rig.tab.loader._pictures
    for _ in paths[1:]:
        rig.tab.step(1)
        rig.idle()
    assert [entry.name for entry in kept] == ["3.jpg", "4.jpg", "5.jpg"]
    assert kept.bytes_held == 3 * one
    rig.tab.step(1)  # larger than all of them: it is shown, and the others leave
    rig.idle()
    assert [entry.name for entry in kept] == ["large.jpg"]
    assert rig.view.faces == FACES
    rig.tab.step(-1)
    rig.idle()
    assert [entry.name for entry in kept] == ["5.jpg"]
    assert rig.view.faces == FACES
