"""Filters and activations in the window: asked for only while they are seen, and whose they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.training.inside_panel import InsidePanel, PictureRow
from desktop.training.page import TrainingPage
from engine.preprocessing import Image
from tests.desktop.conftest import Rig
from tests.desktop.test_drops import drop, urls
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import ScriptedProcess, whole_run
from tests.desktop.training.training_fakes import begin, end, hear
from training.events import Insides

Opened = tuple[Rig, TrainingPage, ScriptedProcess, InsidePanel]


def insides(epoch: int, *, face: int = 0, network: str = "model") -> Insides:
    random = np.random.default_rng(epoch)
    filters = random.integers(0, 256, (32, 3, 3, 3), dtype=np.uint8)
    sides = (42, 30, 14, 6)
    maps = tuple(random.integers(0, 256, (12, side, side), dtype=np.uint8) for side in sides)
    name = "combined" if network == "model" else "separate"
    return Insides(name, network, epoch, face, filters, maps)


@pytest.fixture
def opened(rig: Rig) -> Opened:
    """A run with the page in front, by the keyboard."""
    page = open_tab(rig)
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=1))
    assert process.watched == [], "nobody watches yet"
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert process.watched == [], "the layers are no reason to compute anything"
    bar = page.run_page.pictures.tabBar()
    bar.setFocus()
    rig.qtbot.keyClick(bar, Qt.Key.Key_Right)
    panel = page.run_page.inside
    assert panel.isVisible()
    assert process.watched == [0]
    return rig, page, process, panel


def test_they_follow_epoch_by_epoch_while_they_are_seen(opened: Opened) -> None:
    rig, page, process, panel = opened
    assert panel.note.isVisible()
    hear(rig, page, process, insides(2))
    chapter = panel.chapters["combined", "model"]
    assert not panel.note.isVisible()
    assert chapter.title.text() == "combined: after epoch 2"
    assert len(chapter.filters.pictures) == 32
    assert [len(row.pictures) for row in chapter.maps] == [12] * 4
    before = chapter.filters.grab().toImage()
    hear(rig, page, process, insides(3), insides(3, network="age"))
    assert chapter.title.text() == "combined: after epoch 3"
    assert chapter.filters.grab().toImage() != before
    assert panel.chapters["separate", "age"].title.text() == "separate: age: after epoch 3"
    rig.qtbot.keyClick(rig.window, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert not panel.isVisible()
    assert process.watched == [0, None]
    end(rig, page, process)


def test_another_face_is_watched_and_the_former_ones_pictures_go(
    opened: Opened, tmp_path: Path, astronaut: Image
) -> None:
    rig, page, process, panel = opened
    hear(rig, page, process, insides(2))
    assert panel.faces.itemText(1).startswith("Face 2: age 11, female")
    rig.qtbot.keyClick(panel.faces, Qt.Key.Key_Down)
    assert process.watched == [0, 1]
    assert panel.chapters == {}
    hear(rig, page, process, insides(3, face=0))
    assert panel.chapters == {}, "told of the face before"
    hear(rig, page, process, insides(3, face=1))
    assert panel.chapters
    portrait = tmp_path / "somebody.png"
    PillowImage.fromarray(astronaut).save(portrait)
    assert drop(rig.desktop.training_tab, urls(portrait))
    rig.idle()
    assert panel.face == 1, "the chosen one stays chosen"
    rig.qtbot.keyClick(panel.faces, Qt.Key.Key_End)
    assert panel.faces.currentText() == "own photo 1"
    assert process.watched == [0, 1, -1]
    end(rig, page, process)
    # The next run is watched from its beginning.
    page.show_setup()
    second = begin(rig, page)
    assert panel.chapters == {}
    end(rig, page, second)


def test_pictures_break_into_rows(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    row = PictureRow(36, parent)
    row.resize(4000, 10)
    row.show_pictures(list(insides(2).filters))
    one = row.height()
    row.resize(200, 10)
    row.show_pictures(list(insides(2).filters))
    assert row.height() == 7 * one, "five beside each other"
