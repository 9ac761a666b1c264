"""The Photos tab as a user meets it: photo first, faces after, stale answers dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.widgets.tile_view import NOTE_ROLE
from engine.errors import ModelError
from tests.desktop.conftest import FACES, FakePipeline, FakeStore, MakeRig, Rig, make_spec

WritePhoto = Callable[..., Path]


def test_a_photo_shows_its_faces(rig: Rig, write_photo: WritePhoto) -> None:
    assert not rig.work.isVisible()
    rig.open(write_photo("one.jpg"))
    assert rig.work.isVisible()
    assert rig.shown_name == "one.jpg"
    assert rig.view.faces == FACES
    assert len(rig.texts()) == 3
    assert "apparent age around 34" in rig.texts()[0]
    assert "46–57, around 51" in rig.texts()[1]
    assert "perceived gender (from appearance) not sure" in rig.texts()[2]
    assert not rig.work.strip.isVisible()
    assert not rig.recorder.problems


def test_the_photo_shows_before_its_faces(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo("one.jpg")])
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.qtbot.waitUntil(lambda: rig.view.picture is not None)
    assert rig.view.faces == ()
    rig.qtbot.waitUntil(lambda: rig.panel.note == "Looking for faces…")
    assert rig.work.busy_line.moving
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.view.faces == FACES
    assert not rig.work.busy_line.moving
    assert rig.panel.note == ""


def test_nothing_of_the_photo_before_is_offered_while_the_next_one_is_read(
    rig: Rig, write_photo: WritePhoto
) -> None:
    broken = write_photo("b.jpg")
    broken.write_bytes(b"nothing")
    rig.open(write_photo("a.jpg"), broken)
    assert rig.shown_name == "a.jpg"
    copying = rig.tab.menu_actions.copy_text, rig.tab.menu_actions.save_picture
    assert all(action.isEnabled() for action in copying)
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    rig.tab.open_paths([write_photo("c.jpg")])
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)  # the lane is busy with that one
    QTest.keyClick(rig.work.view, Qt.Key.Key_Left)
    assert rig.work.bar.name == "b.jpg"
    assert rig.view.faces == ()
    assert not any(action.isEnabled() for action in copying)
    rig.qtbot.waitUntil(lambda: rig.panel.note == "Opening the photo…")
    assert rig.view.picture is None
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.panel.note == "This photo could not be opened"
    QTest.keyClick(rig.work.view, Qt.Key.Key_Home)  # it is held: there is no wait
    assert rig.shown_name == "a.jpg"
    assert rig.view.faces == FACES
    assert all(action.isEnabled() for action in copying)


def test_a_late_answer_is_dropped(rig: Rig, write_photo: WritePhoto) -> None:
    first, second = write_photo("first.jpg"), write_photo("second.jpg", 300, 200)
    answers: list[str] = []
    rig.tab.loader.answered.connect(lambda entry, _: answers.append(entry.name))
    rig.pipeline.gate.clear()
    rig.tab.open_paths([first, second])
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    rig.tab.step(1)  # while the first one is being judged
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.pipeline.seen == [str(first), str(second)]
    assert answers == ["second.jpg"]
    assert rig.shown_name == "second.jpg"
    assert rig.view.picture is not None
    assert rig.view.picture.width_px == 300


def test_leafing_quickly_judges_first_where_one_stops(rig: Rig, write_photo: WritePhoto) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(8)]
    rig.pipeline.gate.clear()
    rig.tab.open_paths(paths)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    for _ in range(7):
        rig.tab.step(1)
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.pipeline.seen == [str(paths[n]) for n in (0, 7, 1, 2, 3, 4, 5, 6)]
    assert rig.shown_name == "7.jpg"


def test_answers_are_remembered(rig: Rig, write_photo: WritePhoto) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(10)]
    rig.open(*paths)
    for step in [1] * 9 + [-1] * 9:
        rig.tab.step(step)
        rig.idle()
    assert rig.pipeline.seen == [str(path) for path in paths]
    assert rig.shown_name == "0.jpg"
    assert rig.view.faces == FACES


def test_no_face_has_a_kind_hint(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.faces = ()
    rig.open(write_photo("empty.jpg"))
    assert rig.panel.note == "No face found in this photo"
    assert rig.view.picture is not None
    assert not rig.recorder.problems


def test_a_broken_file_shows_why_and_nothing_of_the_photo_before(
    rig: Rig, write_photo: WritePhoto
) -> None:
    good = write_photo("good.jpg")
    broken = good.with_name("broken.jpg")
    broken.write_bytes(good.read_bytes()[:300])
    rig.open(good)
    rig.open(broken)
    assert len(rig.recorder.problems) == 1
    assert "broken.jpg" in rig.recorder.sentences[0]
    assert "Traceback" not in rig.recorder.sentences[0]
    assert rig.window.bar.text == rig.recorder.sentences[0]
    assert rig.shown_name == "broken.jpg"
    assert rig.view.picture is None
    assert not rig.view.faces
    assert rig.work.bar.zoom.text() == ""
    rig.window.resize(rig.window.width() + 60, rig.window.height())
    assert rig.work.bar.zoom.text() == ""
    assert "takes it off the list" in rig.panel.hint
    assert not rig.panel.texts
    assert rig.panel.note == "This photo could not be opened"
    actions = rig.tab.menu_actions
    for action in (actions.copy_text, actions.copy_picture, actions.save_picture):
        assert not action.isEnabled()
    assert actions.previous.isEnabled()
    note = rig.tab.photos.index(1).data(NOTE_ROLE)
    assert note == "Unreadable"
    rig.tab.step(-1)
    rig.idle()
    assert rig.window.bar.text == ""
    assert rig.shown_name == "good.jpg"
    assert rig.view.faces == FACES
    assert actions.copy_text.isEnabled()


def test_what_is_said_of_a_photo_does_not_lie_over_another_tab(
    rig: Rig, write_photo: WritePhoto
) -> None:
    good = write_photo("good.jpg")
    broken = good.with_name("broken.jpg")
    broken.write_bytes(b"no picture")
    rig.open(good)
    rig.open(broken)
    assert rig.window.bar.isVisible()
    rig.window.tabs.setCurrentWidget(rig.desktop.folder_tab)
    assert not rig.window.bar.isVisible()
    rig.tab.step(-1)
    rig.idle()
    rig.tab.step(1)  # nobody sees it
    rig.idle()
    assert not rig.window.bar.isVisible()
    rig.window.tabs.setCurrentWidget(rig.tab)
    assert rig.panel.note == "This photo could not be opened"


def test_another_model_shows_no_photo_where_one_is_broken(
    rig: Rig, write_photo: WritePhoto
) -> None:
    good = write_photo("good.jpg")
    broken = good.with_name("broken.jpg")
    broken.write_bytes(b"not a picture")
    rig.open(good)
    rig.open(broken)
    rig.desktop.context.session.model_changed.emit()
    rig.idle()
    assert rig.shown_name == "broken.jpg"
    assert rig.panel.note == "This photo could not be opened"


def test_a_single_broken_file_leaves_the_invitation(rig: Rig, write_photo: WritePhoto) -> None:
    broken = write_photo("good.jpg").with_name("broken.jpg")
    broken.write_bytes(b"not a picture")
    rig.open(broken)
    assert rig.tab.empty.isVisible()
    assert rig.tab.photos.rowCount() == 0
    assert len(rig.recorder.problems) == 1


def test_missing_files_and_empty_folders_are_told(rig: Rig, tmp_path: Path) -> None:
    rig.open(tmp_path / "gone.jpg")
    (tmp_path / "bare").mkdir()
    rig.open(tmp_path / "bare")
    assert "no longer exists" in rig.recorder.sentences[0]
    assert "gone.jpg" in rig.recorder.sentences[0]
    assert "no photo in this folder" in rig.recorder.sentences[1]
    assert rig.tab.empty.isVisible()


def test_of_several_missing_files_the_first_is_named(rig: Rig, tmp_path: Path) -> None:
    rig.open(*(tmp_path / name for name in ("gone.jpg", "lost.jpg", "moved.jpg")))
    (sentence,) = rig.recorder.sentences
    assert "gone.jpg and 2 more" in sentence


def test_a_missing_file_among_good_ones_is_told_until_the_next_photo(
    rig: Rig, write_photo: WritePhoto, tmp_path: Path
) -> None:
    cleared: list[bool] = []
    rig.desktop.messages.cleared.connect(lambda: cleared.append(True))
    rig.open(tmp_path / "gone.jpg", write_photo("a.jpg"), write_photo("b.jpg"))
    assert rig.shown_name == "a.jpg"
    assert "gone.jpg" in rig.recorder.sentences[0]
    assert not cleared
    rig.tab.step(1)
    rig.idle()
    assert rig.shown_name == "b.jpg"
    assert cleared


def test_a_folder_of_folders_is_searched(rig: Rig, write_photo: WritePhoto) -> None:
    folder = write_photo("2024/trip/10.jpg").parents[2]
    write_photo("2024/trip/9.jpg")
    rig.open(folder)
    assert [entry.name for entry in rig.tab.photos.entries] == ["9.jpg", "10.jpg"]


def test_a_failing_model_is_told_and_the_photo_stays(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.error = ModelError("The model gave an answer that is not a number.")
    rig.open(write_photo("one.jpg"))
    assert rig.recorder.sentences == ["The model gave an answer that is not a number."]
    assert rig.panel.note == "This photo could not be analysed"
    assert rig.view.picture is not None
    rig.pipeline.error = RuntimeError("layer 17")
    rig.open(write_photo("two.jpg"))
    assert "layer 17" not in rig.recorder.sentences[1]
    rig.pipeline.error = None
    rig.open(write_photo("three.jpg"))
    assert rig.view.faces == FACES


def test_without_a_model_photos_are_still_shown(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    rig = make_rig(FakeStore())
    assert "No model is installed" in rig.recorder.sentences[0]
    rig.open(write_photo("one.jpg"))
    assert rig.view.picture is not None
    assert rig.panel.note == "No model is in use"
    # The sentence stays: it was not this photo's.
    assert "No model is installed" in rig.window.bar.text
    assert not rig.tab.menu_actions.save_table.isEnabled()


def test_a_photo_opened_before_the_model_is_judged_when_it_comes(
    make_rig: MakeRig, write_photo: WritePhoto
) -> None:
    rig = make_rig(load=False)
    order: list[str] = []
    rig.tab.loader.opened.connect(lambda *_: order.append("opened"))
    rig.desktop.context.session.model_changed.connect(lambda: order.append("model"))
    rig.tab.loader.answered.connect(lambda *_: order.append("answered"))
    rig.desktop.start([write_photo("one.jpg")])
    rig.qtbot.waitUntil(lambda: rig.view.faces == FACES)
    # On a busy machine the photo may be asked for once more when the model comes.
    assert set(order) == {"answered", "model", "opened"}
    assert order[-1] == "answered"
    assert rig.pipeline.seen == [str(write_photo("one.jpg"))]


def test_a_photo_says_that_the_model_is_still_being_loaded(
    make_rig: MakeRig, write_photo: WritePhoto
) -> None:
    rig = make_rig(load=False)
    rig.open(write_photo("one.jpg"))
    assert rig.view.picture is not None
    assert rig.panel.note == "The model is being loaded…"
    rig.desktop.start()
    rig.qtbot.waitUntil(lambda: rig.view.faces == FACES)
    assert rig.panel.note == ""


def test_another_model_judges_anew(make_rig: MakeRig, write_photo: WritePhoto) -> None:
    other = FakePipeline(make_spec("other", title="Other model"), FACES[:1])
    rig = make_rig(FakeStore({"tiny": FakePipeline(make_spec()), "other": other}))
    rig.open(write_photo("one.jpg"))
    picture = rig.view.picture
    rig.view.zoom(3)
    scale = rig.view.scale
    actions = {action.text(): action for action in rig.window.model_menu.actions()}
    actions["Other model"].trigger()
    rig.qtbot.waitUntil(lambda: len(rig.view.faces) == 1)
    assert rig.view.picture is picture
    assert rig.view.scale == scale
    assert rig.desktop.settings.model_id == "other"
    models = [a for a in rig.window.model_menu.actions() if a.isCheckable()]
    assert [a.isChecked() for a in models] == [False, True]


def test_faces_are_linked_both_ways(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("one.jpg"))
    faces = rig.panel.list
    middle = rig.view.box_rect(1).center().toPoint()
    rig.qtbot.mouseClick(rig.view, Qt.MouseButton.LeftButton, pos=middle)
    assert rig.view.selected == 1
    assert faces.currentRow() == 1
    faces.setFocus()
    rig.qtbot.keyClick(faces, Qt.Key.Key_Down)
    assert rig.view.selected == 2
    rig.qtbot.keyClick(faces, Qt.Key.Key_Up)
    rig.qtbot.keyClick(faces, Qt.Key.Key_Up)
    assert rig.view.selected == 0
    rig.view.setFocus()
    rig.qtbot.keyClick(rig.view, Qt.Key.Key_Down)
    assert faces.currentRow() == 1


def test_keys_step_through_photos(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(*(write_photo(f"{n}.jpg") for n in range(3)))
    assert rig.view.hasFocus()
    for key, expected in (
        (Qt.Key.Key_Right, "1.jpg"),
        (Qt.Key.Key_PageDown, "2.jpg"),
        (Qt.Key.Key_Right, "2.jpg"),
        (Qt.Key.Key_PageUp, "1.jpg"),
        (Qt.Key.Key_Left, "0.jpg"),
        (Qt.Key.Key_Left, "0.jpg"),
    ):
        rig.qtbot.keyClick(rig.view, key)
        rig.idle()
        assert rig.shown_name == expected
    rig.work.strip.setFocus()
    rig.qtbot.keyClick(rig.work.strip, Qt.Key.Key_Right)
    rig.idle()
    assert rig.shown_name == "1.jpg"


def test_opening_again_selects_and_keeps_one(rig: Rig, write_photo: WritePhoto) -> None:
    paths = [write_photo(f"{n}.jpg") for n in range(3)]
    rig.open(*paths)
    rig.open(paths[2])
    assert rig.tab.photos.rowCount() == 3
    assert rig.shown_name == "2.jpg"


def test_close_all_goes_back_to_the_invitation(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("1.jpg"), write_photo("2.jpg"))
    rig.tab.menu_actions.close_all.trigger()
    assert rig.tab.empty.isVisible()
    assert not rig.tab.menu_actions.copy_text.isEnabled()
    rig.idle()
    rig.open(write_photo("1.jpg"))
    assert rig.view.faces == FACES


def test_zooming_in_reads_the_photo_sharper(rig: Rig, write_photo: WritePhoto) -> None:
    rig.open(write_photo("large.jpg", 3600, 2400))
    assert rig.view.picture is not None
    assert rig.view.picture.scale == pytest.approx(0.5)
    rig.tab.menu_actions.zoom_actual.trigger()
    rig.qtbot.waitUntil(lambda: rig.view.picture.scale == 1.0)
    assert rig.view.faces == FACES


def test_zooming_in_before_the_faces_are_known_sharpens_afterwards(
    rig: Rig, write_photo: WritePhoto
) -> None:
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo("large.jpg", 3600, 2400)])
    rig.qtbot.waitUntil(lambda: rig.view.picture is not None)
    rig.tab.menu_actions.zoom_actual.trigger()
    assert rig.view.picture.scale == pytest.approx(0.5)
    rig.pipeline.gate.set()
    rig.qtbot.waitUntil(lambda: rig.view.picture.scale == 1.0)
    assert rig.view.faces == FACES
    assert len(rig.pipeline.seen) == 1
    rig.idle()
    assert not rig.work.busy_line.moving


def test_a_broken_file_leaves_nothing_to_zoom_into(rig: Rig, write_photo: WritePhoto) -> None:
    good = write_photo("large.jpg", 3600, 2400)
    broken = good.with_name("broken.jpg")
    broken.write_bytes(good.read_bytes()[:300])
    rig.open(good)
    rig.open(broken)
    assert not rig.tab.menu_actions.zoom_actual.isEnabled()
    rig.tab.menu_actions.zoom_actual.trigger()
    rig.view.zoom_actual()
    rig.idle()
    assert len(rig.recorder.problems) == 1


def test_a_wish_for_a_sharper_photo_ends_with_the_photo(rig: Rig, write_photo: WritePhoto) -> None:
    rig.pipeline.gate.clear()
    rig.tab.open_paths([write_photo("1.jpg", 3600, 2400), write_photo("2.jpg", 3600, 2400)])
    rig.qtbot.waitUntil(lambda: rig.view.picture is not None)
    rig.tab.menu_actions.zoom_actual.trigger()
    rig.tab.step(1)
    rig.pipeline.gate.set()
    rig.idle()
    assert rig.shown_name == "2.jpg"
    assert rig.view.picture is not None
    assert rig.view.picture.scale == pytest.approx(0.5)
