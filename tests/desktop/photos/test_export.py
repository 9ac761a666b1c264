"""Results are taken along: clipboard, annotated picture, table."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QPushButton

from engine.export import CSV_COLUMNS
from engine.images import read_photo
from tests.desktop.conftest import Rig

WritePhoto = Callable[..., Path]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def open_but_analyse_the_first_alone(rig: Rig, *paths: Path) -> None:
    """As if somebody had cancelled the rest."""
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.tab.open_paths(paths)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.rest.cancel()
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.pipeline.seen == [str(paths[0])]


def test_copy_result(rig: Rig, write_photo: WritePhoto) -> None:
    assert not rig.tab.menu_actions.copy_text.isEnabled()
    rig.open(write_photo("one.jpg"))
    rig.tab.menu_actions.copy_text.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "one.jpg"
    assert lines[2].startswith("Face 2: apparent age 46–57, around 51; perceived gender")
    assert rig.recorder.said == ["Result copied."]


def test_copy_picture(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("one.jpg"))
    rig.tab.menu_actions.copy_picture.trigger()
    rig.idle()
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (480, 320)
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("name", ["out.png", "out.jpg", "out"])
def test_save_annotated_picture_at_full_size(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path, name: str
) -> None:
    photo = write_photo("large.jpg", 3200, 480)
    rig.open(photo)
    assert rig.view.picture is not None
    assert rig.view.picture.levels[0].width() == 1600  # shown reduced
    rig.dialogs.answer = [tmp_path / name]
    rig.tab.menu_actions.save_picture.trigger()
    rig.idle()
    saved = tmp_path / (name if "." in name else "out.png")
    before, after = read_photo(photo, reduce_to_px=None), read_photo(saved, reduce_to_px=None)
    assert (after.width_px, after.height_px) == (3200, 480)
    different = np.abs(before.pixels.astype(int) - after.pixels).max(axis=2) > 60
    assert 500 < different.sum() < different.size / 10
    assert rig.dialogs.proposed == ["large-agelens.png"]
    assert str(saved) in rig.recorder.said[-1]
    assert not rig.recorder.problems


def test_the_original_is_never_overwritten(rig: Rig, write_photo: WritePhoto) -> None:
    photo = write_photo("one.jpg")
    content = photo.read_bytes()
    rig.open(photo)
    rig.dialogs.answer = [photo]
    rig.tab.menu_actions.save_picture.trigger()
    rig.idle()
    assert photo.read_bytes() == content
    assert "original photo" in rig.recorder.sentences[0]


def test_a_photo_that_changed_meanwhile_is_not_annotated(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    photo = write_photo("one.jpg")
    rig.open(photo)
    write_photo("one.jpg", 200, 100)
    rig.dialogs.answer = [tmp_path / "out.png"]
    rig.tab.menu_actions.save_picture.trigger()
    rig.idle()
    assert "has changed" in rig.recorder.sentences[0]
    assert not (tmp_path / "out.png").exists()


def test_save_table_of_all_photos(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(3)]
    broken = paths[0].with_name("broken.jpg")
    broken.write_bytes(b"nothing")
    rig.open(*paths, broken)
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    rig.tab.opening.pictured.emit(image)
    rig.idle()
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    rig.idle()
    table = rows(tmp_path / "table.csv")
    assert list(table[0]) == list(CSV_COLUMNS)
    names = [row["image_path"] for row in table]
    assert names == [
        *(str(path) for path in paths for _ in range(3)),
        str(broken),
        *["Pasted picture 1"] * 3,
    ]
    assert table[9]["status"] == "unreadable"
    assert f" File: {broken.name}" in table[9]["message"]
    assert {row["message"] for row in table if row["status"] == "ok"} == {""}
    assert table[1]["age_low"] == "46.0"
    assert {row["model_id"] for row in table} == {"tiny"}
    # Those that were looked at already were not judged again, and the others are known now.
    assert sorted(rig.pipeline.seen) == sorted([*map(str, paths), "Pasted picture 1"])
    seen = len(rig.pipeline.seen)
    rig.tab.step(-2)
    rig.idle()
    assert len(rig.pipeline.seen) == seen


def test_a_long_table_can_be_given_up(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> None:
    open_but_analyse_the_first_alone(rig, *(write_photo(f"{n}.jpg") for n in range(5)))
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    progress = rig.desktop.context.progress
    rig.qtbot.waitUntil(lambda: rig.pipeline.entered.is_set() and progress.isVisible())
    cancel = progress.findChild(QPushButton)
    assert cancel is not None
    cancel.click()
    assert not progress.isVisible()
    rig.pipeline.gate.set()
    rig.idle()
    assert not (tmp_path / "table.csv").exists()
    assert not rig.recorder.problems


def test_photos_can_be_looked_at_while_a_table_is_made(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(6)]
    open_but_analyse_the_first_alone(rig, *paths)
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.step(5)
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.pipeline.seen[:3] == [str(paths[0]), str(paths[1]), str(paths[5])]
    assert len(rows(tmp_path / "table.csv")) == 18


def test_changing_ones_mind_does_nothing(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("one.jpg"))
    rig.tab.menu_actions.save_picture.trigger()
    rig.tab.menu_actions.save_table.trigger()
    rig.tab.menu_actions.open_photos.trigger()
    rig.tab.menu_actions.open_folder.trigger()
    rig.idle()
    assert not rig.recorder.problems
    assert not rig.recorder.said


def test_an_unwritable_place_is_told(rig: Rig, write_photo: WritePhoto, tmp_path: Path) -> None:
    rig.open(write_photo("one.jpg"))
    (tmp_path / "file").write_text("in the way of a folder")
    rig.dialogs.answer = [tmp_path / "file" / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    rig.idle()
    rig.dialogs.answer = [tmp_path / "file" / "picture.png"]
    rig.tab.menu_actions.save_picture.trigger()
    rig.idle()
    assert rig.recorder.sentences[0].startswith("The table was not saved.")
    assert rig.recorder.sentences[1].startswith("The picture was not saved.")
    assert rig.view.picture is not None


def test_open_through_the_dialogs(rig: Rig, write_photo: WritePhoto) -> None:
    path = write_photo("one.jpg")
    rig.dialogs.answer = [path]
    rig.tab.menu_actions.open_photos.trigger()
    rig.idle()
    write_photo("two.jpg")
    rig.dialogs.answer = [path.parent]
    rig.tab.menu_actions.open_folder.trigger()
    rig.idle()
    assert [entry.name for entry in rig.tab.photos.entries] == ["one.jpg", "two.jpg"]


def test_progress_follows_the_first_job_to_its_end(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    open_but_analyse_the_first_alone(rig, *(write_photo(f"{n}.jpg") for n in range(3)))
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.dialogs.answer = [tmp_path / "table.csv"]
    rig.tab.menu_actions.save_table.trigger()
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.open_paths([write_photo("9.jpg")])  # its search is followed only if nothing else is
    rig.qtbot.waitUntil(rig.desktop.context.progress.isVisible)
    labels = [label.text() for label in rig.desktop.context.progress.findChildren(QLabel)]
    assert "Preparing the table" in labels
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.desktop.context.progress.isHidden()
