"""A photo of somebody in the room on the face wall: dropped, chosen, or taken with a webcam."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import QMimeData, Qt

from desktop.training.face_wall import FaceWall
from desktop.training.own_faces import MOST
from desktop.training.page import TrainingPage
from desktop.webcam.camera import FileSource, VideoSource
from desktop.webcam.snapshot import SnapshotDialog
from engine.preprocessing import Image
from tests.desktop.conftest import Rig
from tests.desktop.test_drops import drop, urls
from tests.desktop.training.test_setup import open_tab
from tests.desktop.training.training_driver import wall_guesses, whole_run
from tests.desktop.training.training_fakes import begin, end, hear
from tests.desktop.webcam.webcam_driver import (
    BUILT_IN,
    VirtualDevices,
    image_of,
    plain,
    write_video,
)
from training.events import OwnGuess


@pytest.fixture
def page(rig: Rig) -> TrainingPage:
    return open_tab(rig)


@pytest.fixture
def portrait(tmp_path: Path, astronaut: Image) -> Path:
    path = tmp_path / "somebody.png"
    PillowImage.fromarray(astronaut).save(path)
    return path


def in_menu(rig: Rig, wall: FaceWall, *keys: Qt.Key) -> None:
    """Open the button's menu with Space, as a keyboard does, and press these keys in it."""
    menu = wall.own.button.menu()

    rig.qtbot.keyClick(wall.own.button, Qt.Key.Key_Space)
    assert menu.isVisible()
    for key in keys:
        rig.qtbot.keyClick(menu, key)


def guess(epoch: int, years: float, *, face: int = 1) -> OwnGuess:
    return OwnGuess("combined", "model", epoch, face, years, 0.9)


def test_a_photo_dropped_during_a_run_is_guessed_epoch_by_epoch(
    rig: Rig, page: TrainingPage, portrait: Path
) -> None:
    process = begin(rig, page)
    hear(rig, page, process, *whole_run(["combined"], upto=2))
    assert drop(rig.desktop.training_tab, urls(portrait))
    rig.idle()
    wall = page.run_page.wall
    (card,) = wall.own_cards
    assert rig.recorder.said[-1] == (
        "Own photo 1 is on the face wall, and is guessed after each epoch."
    )
    assert card.label == "own photo 1"
    assert card.accessibleName() == "own photo 1, no label. After epoch 2: no prediction yet."
    assert (card.x(), card.y()) <= min((other.x(), other.y()) for other in wall.cards)
    ((sent,),) = process.shown
    assert sent.number == 1
    later = wall_guesses("combined", "model", epoch=3, epochs=6)
    hear(rig, page, process, guess(3, 31.4), later)
    assert wall.epoch == 3
    (said,) = card.guesses
    assert (said.age_years, said.female_score) == (31.4, 0.9)
    assert "After epoch 3: combined predicts apparent age 31" in card.accessibleName()
    assert len(wall.cards) == 12
    assert all(other.guesses[0].age_years != 31.4 for other in wall.cards)
    # Wound back to before it was there, nothing is made up.
    wall.findChild(type(wall._slider)).setValue(1)  # type: ignore[union-attr]
    assert card.guesses[0].age_years is None
    end(rig, page, process)


def test_it_goes_when_its_button_is_pressed_and_stays_for_the_next_run_otherwise(
    rig: Rig, page: TrainingPage, portrait: Path
) -> None:
    """Before a run, too, a photo is taken: it is shown to the next one."""
    assert drop(rig.desktop.training_tab, urls(portrait, portrait))
    rig.idle()
    assert rig.recorder.said[-1] == ("Own photo 2 will be on the face wall of the next training.")
    process = begin(rig, page)
    assert [face.number for face in process.shown[-1]] == [1, 2]
    wall = page.run_page.wall
    hear(
        rig, page, process, *whole_run(["combined"], upto=1), guess(1, 20.0), guess(1, 40.0, face=2)
    )
    assert [card.guesses[0].age_years for card in wall.own_cards] == [20.0, 40.0]
    first = wall.own_cards[0]
    assert first.remove.accessibleName() == "Remove own photo 1"
    first.remove.setFocus()
    rig.qtbot.keyClick(first.remove, Qt.Key.Key_Space)
    assert [card.face.number for card in wall.own_cards] == [2]
    assert [face.number for face in process.shown[-1]] == [2]
    end(rig, page, process)
    page.show_setup()
    second = begin(rig, page)
    assert [face.number for face in second.shown[-1]] == [2]
    assert wall.own_cards[0].guesses == ()
    end(rig, page, second)


def test_a_face_is_chosen_before_the_start_and_guessed_from_the_beginning_on(
    rig: Rig, page: TrainingPage, portrait: Path
) -> None:
    choice = page.setup.own
    assert choice.chips == ()
    rig.dialogs.answer = [portrait, portrait]
    choice.button.setFocus()
    rig.qtbot.keyClick(choice.button, Qt.Key.Key_Space)
    rig.qtbot.keyClick(choice.button.menu(), Qt.Key.Key_P)
    rig.idle()
    assert [chip.number for chip in choice.chips] == [1, 2]
    assert rig.recorder.said[-1] == "Own photo 2 will be on the face wall of the next training."
    first = choice.chips[0].remove
    assert first.accessibleName() == "Remove own photo 1"
    first.setFocus()
    rig.qtbot.keyClick(first, Qt.Key.Key_Space)
    assert [chip.number for chip in choice.chips] == [2]
    process = begin(rig, page)
    ((sent,),) = process.shown
    assert sent.number == 2
    hear(rig, page, process, *whole_run(["combined"], upto=0), guess(0, 55.0, face=2))
    (card,) = page.run_page.wall.own_cards
    assert card.guesses[0].age_years == 55.0
    assert "Before training: combined predicts apparent age 55" in card.accessibleName()
    # Taken off the wall, it is gone before the next training as well.
    card.remove.click()
    end(rig, page, process)
    page.show_setup()
    assert choice.chips == ()


def test_a_webcam_picture_is_taken_before_the_start(
    rig: Rig, page: TrainingPage, astronaut: Image
) -> None:
    rig.desktop.settings.webcam_notice_read = True
    page.setup.own.button.picture.trigger()
    dialog = snapshot(rig)
    rig.webcam_stage.camera.send(np.ascontiguousarray(astronaut))
    rig.qtbot.waitUntil(lambda: dialog.take.isEnabled())
    rig.qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    rig.idle()
    assert [chip.number for chip in page.setup.own.chips] == [1]


def test_pictures_that_do_not_do_are_refused_with_a_reason(
    rig: Rig, page: TrainingPage, tmp_path: Path, portrait: Path
) -> None:
    process = begin(rig, page)
    grey = tmp_path / "grey.png"
    PillowImage.fromarray(np.full((200, 200, 3), 127, np.uint8)).save(grey)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    assert drop(rig.desktop.training_tab, urls(grey, broken))
    rig.idle()
    assert [sentence.split(". ")[0] for sentence in rig.recorder.sentences] == [
        "grey.png cannot be put on the face wall",
        "broken.jpg cannot be put on the face wall",
    ]
    assert "No face was found in this picture" in rig.recorder.sentences[0]
    assert page.run_page.wall.own_cards == ()
    assert drop(rig.desktop.training_tab, urls(*[portrait] * (MOST + 1)))
    rig.idle()
    assert len(page.run_page.wall.own_cards) == MOST
    assert "6 own photos are on the wall: remove one first." in rig.recorder.said
    # A folder is still data to train on.
    assert drop(rig.desktop.training_tab, urls(tmp_path))
    rig.idle()
    told = rig.recorder.said[-1]
    assert told.startswith("A training is running. Only photos can be dropped")
    assert "Stop" not in told
    end(rig, page, process)


def test_a_picture_without_a_file_and_a_chosen_photo(
    rig: Rig, page: TrainingPage, astronaut: Image, portrait: Path
) -> None:
    process = begin(rig, page)
    mime = QMimeData()
    mime.setImageData(image_of(astronaut))
    assert drop(rig.desktop.training_tab, mime)
    rig.idle()
    wall = page.run_page.wall
    assert [card.face.number for card in wall.own_cards] == [1]
    rig.dialogs.answer = [portrait]
    wall.own.button.photo.trigger()
    rig.idle()
    assert [card.face.number for card in wall.own_cards] == [1, 2]
    rig.dialogs.answer = []
    wall.own.button.photo.trigger()
    rig.idle()
    assert len(wall.own_cards) == 2
    end(rig, page, process)


def test_where_a_photo_is_dropped_it_says_what_becomes_of_it(rig: Rig, page: TrainingPage) -> None:
    process = begin(rig, page)
    note = page.run_page.wall.own.note
    page.run_page.side.setCurrentWidget(page.run_page.wall)
    assert note.isVisible()
    assert "never trained on, never stored, and never leaves this computer" in note.text()
    plain_look = page.run_page.wall.own.grab().toImage()
    page.set_hovered(True)
    assert page.run_page.wall.own.grab().toImage() != plain_look
    page.set_hovered(False)
    assert page.run_page.wall.own.grab().toImage() == plain_look
    end(rig, page, process)


def test_what_becomes_of_a_photo_makes_room_for_it(
    rig: Rig, page: TrainingPage, portrait: Path
) -> None:
    process = begin(rig, page)
    wall = page.run_page.wall
    page.run_page.side.setCurrentWidget(wall)
    rig.dialogs.answer = [portrait]
    wall.own.button.photo.trigger()
    rig.idle()
    rig.qtbot.waitUntil(lambda: len(wall.own_cards) == 1)
    assert not wall.own.note.isVisible()
    wall.own_cards[0].remove.click()
    rig.qtbot.waitUntil(lambda: not wall.own_cards)
    assert wall.own.note.isVisible()
    end(rig, page, process)


# The webcam.


def snapshot(rig: Rig) -> SnapshotDialog:
    shown = [w for w in rig.window.findChildren(SnapshotDialog) if w.isVisible()]
    assert len(shown) == 1
    return shown[0]


def test_a_webcam_picture_by_the_keyboard(rig: Rig, page: TrainingPage, astronaut: Image) -> None:
    rig.desktop.settings.webcam_notice_read = False
    process = begin(rig, page)
    wall = page.run_page.wall
    wall.own.button.setFocus()
    in_menu(rig, wall, Qt.Key.Key_W)
    dialog = snapshot(rig)
    assert not rig.webcam_stage.opened, "the notice comes first"
    assert dialog.notice.isVisible()
    rig.qtbot.keyClick(dialog.notice.accept, Qt.Key.Key_Space)
    assert rig.desktop.settings.webcam_notice_read
    assert not dialog.take.isEnabled()
    picture = np.full((512, 900, 3), 90, np.uint8)
    picture[:, 388:] = astronaut
    rig.webcam_stage.camera.send(picture)
    rig.qtbot.waitUntil(lambda: dialog.view.frame is not None)
    assert dialog.mark.isVisible()
    assert dialog.mark.text() == "CAMERA ON"
    assert dialog.focusWidget() is dialog.take
    rig.qtbot.keyClick(dialog.take, Qt.Key.Key_Return)
    assert not dialog.live.holds_source
    rig.idle()
    (card,) = wall.own_cards
    assert card.face.number == 1
    assert process.shown[-1][0] is card.face
    end(rig, page, process)


def test_a_webcam_that_is_not_there_and_a_change_of_mind(rig: Rig, page: TrainingPage) -> None:
    rig.desktop.settings.webcam_notice_read = True
    process = begin(rig, page)
    rig.webcam_stage.plugged = []
    action = page.run_page.wall.own.button.picture
    action.trigger()
    dialog = snapshot(rig)
    assert "No camera found" in dialog.words.text()
    assert not dialog.take.isEnabled()
    assert not dialog.mark.isVisible()
    rig.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    rig.webcam_stage.plugged = [BUILT_IN]
    action.trigger()
    dialog = snapshot(rig)
    rig.webcam_stage.camera.send(plain())
    rig.qtbot.waitUntil(lambda: dialog.take.isEnabled())
    rig.qtbot.mouseClick(dialog.decline, Qt.MouseButton.LeftButton)
    assert not dialog.live.holds_source
    rig.idle()
    assert page.run_page.wall.own_cards == ()
    end(rig, page, process)


def test_a_video_file_stands_in_for_the_camera(
    rig: Rig, page: TrainingPage, astronaut: Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole road through Qt's decoder, as a real camera's picture comes."""
    film = write_video(tmp_path / "film.mp4", [astronaut] * 30)

    def open_film(self: VirtualDevices, camera_id: str) -> VideoSource:
        return FileSource(film)

    monkeypatch.setattr(VirtualDevices, "open", open_film)
    rig.desktop.settings.webcam_notice_read = True
    process = begin(rig, page)
    wall = page.run_page.wall
    wall.own.button.picture.trigger()
    dialog = snapshot(rig)
    rig.qtbot.waitUntil(lambda: dialog.take.isEnabled(), timeout=20_000)
    rig.qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    rig.idle()
    assert len(wall.own_cards) == 1
    end(rig, page, process)
