"""The shake test: a chosen face under worse and worse conditions, live, and nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.photos.shake_test import ShakeTestDialog
from engine.images import Photo
from engine.results import Box, Estimate, Face, PhotoResult
from tests.desktop.conftest import FACES, FakePipeline, FakeStore, MakeRig, Rig, make_spec

WritePhoto = Callable[..., Path]


def judged(photo: Photo) -> tuple[Face, ...]:
    """The face in the middle of what is left of a photo: the darker it is, the older."""
    side = photo.width_px / 2.6
    if side < 30:
        return ()
    place = (photo.width_px - side) / 2
    mean = float(photo.pixels.mean())
    gender = "female" if mean > 40 else None
    estimate = Estimate(90 - mean / 4, 0.9 if gender else 0.55, gender, 20.0, 80.0)
    return (Face(Box(place, place, side, side), score=0.9, estimate=estimate),)


class MovingPipeline(FakePipeline):
    """Answers on whole photos as usual, on what is cut out of them by their light."""

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        result = super().analyse(photo, path=path)
        if path:
            return result
        return PhotoResult("", "ok", photo.width_px, photo.height_px, judged(photo))


@pytest.fixture
def open_rig(make_rig: MakeRig, write_photo: WritePhoto) -> Rig:
    pipeline = MovingPipeline(make_spec())
    rig = make_rig(FakeStore({"tiny": pipeline}))
    rig.pipeline = pipeline
    rig.open(write_photo("a.jpg"))
    return rig


def shake(rig: Rig) -> ShakeTestDialog:
    rig.tab.menu_actions.shake_test.trigger()
    rig.qtbot.waitUntil(lambda: rig.tab.findChild(ShakeTestDialog) is not None)
    dialog = rig.tab.findChild(ShakeTestDialog)
    assert isinstance(dialog, ShakeTestDialog)
    rig.qtbot.waitUntil(lambda: not dialog.busy)
    return dialog


def moved(rig: Rig, dialog: ShakeTestDialog) -> None:
    rig.qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)


def test_it_opens_on_the_chosen_face_with_the_answer_of_the_photo(open_rig: Rig) -> None:
    rig = open_rig
    middle = rig.view.box_rect(1).center().toPoint()
    QTest.mouseClick(rig.view, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(rig.panel.shake, Qt.MouseButton.LeftButton)
    dialog = shake(rig)
    assert dialog.answer.age.text() == "46–57, around 51"
    assert dialog.answer.gender.text() == "male 92\N{NO-BREAK SPACE}%"
    assert not dialog.picture.empty
    assert not dialog.chip.empty
    dialog.close()


def test_the_first_face_is_taken_where_none_is_chosen_and_none_where_there_is_none(
    rig: Rig, write_photo: WritePhoto
) -> None:
    action = rig.tab.menu_actions.shake_test
    assert not action.isEnabled()
    rig.open(write_photo("a.jpg"))
    assert action.isEnabled()
    dialog = shake(rig)
    assert rig.view.selected == 0
    assert dialog.answer.age.text() == "around 34"
    dialog.close()
    rig.pipeline.faces = ()
    rig.open(write_photo("b.jpg"))
    assert not action.isEnabled()


def test_keys_move_a_slider_and_the_answer_follows(open_rig: Rig) -> None:
    dialog = shake(open_rig)
    slider = dialog.sliders.by_change["light_stops"]
    slider.setFocus()
    for _ in range(8):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    moved(open_rig, dialog)
    assert slider.accessibleDescription() == "\N{MINUS SIGN}2 stops"
    assert "around" in dialog.answer.age.text()
    older = dialog.answer.age.text()
    assert older != "around 34"
    answers = dialog.curves.answers
    assert len(answers) == slider.maximum() + 1
    here = answers[slider.value()]
    assert here is not None
    assert f"around {round(here.age_years)}" in older
    QTest.keyClick(slider, Qt.Key.Key_Home)
    moved(open_rig, dialog)
    assert dialog.answer.gender.text() == "not sure"
    dialog.reset.click()
    moved(open_rig, dialog)
    assert dialog.answer.age.text() == "around 34"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_where_no_face_is_found_that_is_said_and_the_curve_has_a_gap(open_rig: Rig) -> None:
    dialog = shake(open_rig)
    slider = dialog.sliders.by_change["size_px"]
    slider.setValue(0)
    moved(open_rig, dialog)
    assert dialog.answer.age.text() == "–"
    assert dialog.answer.reason.text() == "AgeLens finds no face in such a photo."
    assert dialog.chip.empty
    assert dialog.curves.answers[0] is None
    assert dialog.curves.answers[slider.maximum()] is not None
    dialog.close()


def test_what_the_slider_has_left_is_not_judged(open_rig: Rig) -> None:
    rig = open_rig
    dialog = shake(rig)
    slider = dialog.sliders.by_change["turn_deg"]
    before = len(rig.pipeline.seen)
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    slider.setValue(slider.value() + 1)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    for _ in range(10):
        slider.setValue(slider.value() + 1)
    rig.pipeline.gate.set()
    moved(rig, dialog)
    # One that had begun, the last one, and the curve, in which nothing is turned once.
    assert len(rig.pipeline.seen) - before == 2 + slider.maximum()
    assert dialog.answer.age.text() != "around 34"
    dialog.close()


def test_nothing_is_kept(open_rig: Rig) -> None:
    rig = open_rig
    texts = rig.texts()
    dialog = shake(rig)
    dialog.sliders.by_change["covered_percent"].setValue(20)
    moved(rig, dialog)
    dialog.close()
    assert rig.texts() == texts
    assert [one.faces for one in rig.tab.loader.results.values()] == [FACES]
    assert not rig.tab.corrections


def test_a_photo_that_has_vanished_is_told(open_rig: Rig, write_photo: WritePhoto) -> None:
    write_photo("a.jpg").unlink()
    open_rig.tab.menu_actions.shake_test.trigger()
    open_rig.idle()
    assert len(open_rig.recorder.problems) == 1
    assert "a.jpg" in open_rig.recorder.sentences[0]
    assert open_rig.tab.findChild(ShakeTestDialog) is None


def test_closing_the_window_while_it_works_is_quiet(open_rig: Rig) -> None:
    rig = open_rig
    dialog = shake(rig)
    rig.pipeline.gate.clear()
    rig.pipeline.entered.clear()
    dialog.sliders.by_change["blur_percent"].setValue(3)
    rig.qtbot.waitUntil(rig.pipeline.entered.is_set)
    dialog.close()
    rig.pipeline.gate.set()
    rig.idle()
    assert not rig.recorder.problems
