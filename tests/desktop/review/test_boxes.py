"""Boxes that are moved and resized: handles, edges, keys, undo, and what the model says of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest

from desktop.review.box_edit import DraftBox, handle_at, handle_points
from engine.errors import OutputError
from engine.project import FaceEntry, Project
from engine.results import Box
from tests.desktop.conftest import FakePipeline, make_spec
from tests.desktop.review.review_driver import FACES, ReviewRig


def entry(rig: ReviewRig, index: int = 0) -> FaceEntry:
    """A face of the first photo as it stands on the disk, by its id."""
    rig.idle()
    assert rig.work.project is not None
    faces = rig.work.project.find("0000.jpg").faces
    return sorted(faces, key=lambda face: face.face_id)[index]


def corner(rig: ReviewRig) -> QPoint:
    return rig.canvas.box_rect(0).bottomRight().toPoint()


def test_a_corner_is_dragged_and_the_box_judged_anew(rig: ReviewRig) -> None:
    before = FACES[0].box
    start = corner(rig)
    QTest.mouseMove(rig.canvas, start)
    assert rig.canvas.cursor().shape() == Qt.CursorShape.SizeFDiagCursor
    rig.drag(start, start + QPoint(20, 30))
    assert not rig.canvas.drawing
    now = entry(rig)
    scale = rig.canvas.scale / rig.canvas.devicePixelRatioF()
    assert (now.face.box.x, now.face.box.y) == (before.x, before.y)
    assert now.face.box.w == pytest.approx(before.w + 20 / scale, abs=1)
    assert now.face.box.h == pytest.approx(before.h + 30 / scale, abs=1)
    assert now.found_at == before
    assert now.face.estimate is not None
    assert now.face.estimate.age_years == pytest.approx(25.3)  # what the model says of the new box
    assert rig.panel.estimate.texts[0] == "around 25"
    assert "moved by hand" in rig.panel.estimate.texts[2]
    assert rig.canvas.draft is None
    assert rig.canvas.faces[0].box == now.face.box
    assert rig.position == "1 of 5"


def test_the_edge_moves_the_box_and_the_inside_still_moves_the_photo(rig: ReviewRig) -> None:
    rect = rig.canvas.box_rect(0)
    edge = QPointF(rect.left(), rect.top() + rect.height() / 4).toPoint()
    QTest.mouseMove(rig.canvas, edge)
    assert rig.canvas.cursor().shape() == Qt.CursorShape.SizeAllCursor
    rig.drag(edge, edge + QPoint(30, 0))
    box = entry(rig).face.box
    assert box.x > FACES[0].box.x
    assert (box.w, box.h) == (FACES[0].box.w, FACES[0].box.h)
    rig.canvas.zoom(3.0)
    middle = rig.canvas.box_rect(0).center().toPoint()
    place = rig.canvas.box_rect(0)
    rig.drag(middle, middle + QPoint(25, 0))
    assert rig.canvas.box_rect(0).x() == pytest.approx(place.x() + 25, abs=2)
    assert entry(rig).face.box == box


def test_a_click_on_a_handle_changes_nothing(rig: ReviewRig) -> None:
    QTest.mouseClick(rig.canvas, Qt.MouseButton.LeftButton, pos=corner(rig))
    assert not rig.canvas.drawing
    assert entry(rig).found_at is None
    assert not rig.work.can_undo


def test_keys_move_and_resize_a_box(rig: ReviewRig) -> None:
    rig.press("E")
    assert rig.canvas.moving
    assert "Drag a handle" in rig.parts.hint
    rig.press("Right", "Down", "Shift+Right", "Return")
    assert not rig.canvas.moving
    box, before = entry(rig).face.box, FACES[0].box
    step = 10 / (rig.canvas.scale / rig.canvas.devicePixelRatioF())
    assert box.x == pytest.approx(before.x + step, abs=0.1)
    assert box.y == pytest.approx(before.y + step, abs=0.1)
    assert box.w == pytest.approx(before.w + step, abs=0.1)
    assert rig.position == "1 of 5"  # Return kept the box and confirmed nothing
    assert rig.said(0) == (None, None, None)


def test_escape_gives_a_moved_box_back(rig: ReviewRig) -> None:
    rig.press("E", "Right", "Esc")
    assert not rig.canvas.drawing
    assert entry(rig).found_at is None
    assert rig.navigator.open
    rig.press("E", "Return")  # not moved at all
    assert not rig.work.can_undo


def test_while_a_box_is_moved_with_keys_the_mouse_moves_it_by_its_inside(rig: ReviewRig) -> None:
    rig.press("E")
    middle = rig.canvas.box_rect(0).center().toPoint()
    rig.drag(middle, middle + QPoint(0, 24))
    assert not rig.canvas.moving
    assert entry(rig).face.box.y > FACES[0].box.y
    rig.press("E")
    other = rig.canvas.box_rect(2).center().toPoint()
    QTest.mouseClick(rig.canvas, Qt.MouseButton.LeftButton, pos=other)
    assert rig.canvas.moving  # no other face is picked meanwhile
    rig.press("Esc")


def test_moving_a_box_is_undone_and_redone(rig: ReviewRig) -> None:
    rig.press("E", "Right", "Return")
    moved = entry(rig).face
    rig.press("Ctrl+Z")
    assert entry(rig).face == FACES[0]
    assert rig.canvas.faces[0].box == FACES[0].box
    assert rig.panel.estimate.texts[0] == "around 34"
    rig.press("Ctrl+Y")
    assert entry(rig).face == moved
    assert rig.canvas.faces[0].box == moved.box


def test_labels_stay_with_a_box_that_moves(rig: ReviewRig) -> None:
    rig.press("3", "1", "F", "E", "Right", "Return")
    assert entry(rig).label_of("AB") is not None
    assert rig.said(0) == ("corrected", 31.0, "female")
    row = rig.work.row_of(entry(rig).face_id)
    assert row is not None
    assert float(rig.work.rows.age[row]) == pytest.approx(25.3, abs=0.01)


def test_another_model_than_the_photo_s_does_not_judge_the_box(rig: ReviewRig) -> None:
    rig.work._context.session.pipeline = FakePipeline(make_spec("another"))
    rig.press("E", "Right", "Return")
    assert entry(rig).face.estimate is None
    assert rig.answer.confirm.text() == "Nothing to confirm"


def test_a_read_only_project_has_no_handles(rig: ReviewRig) -> None:
    path = rig.work.project.path if rig.work.project is not None else Path()
    rig.work.close()
    rig.idle()
    with Project.open(path):
        rig.open(path)
        rig.begin()
        assert not rig.canvas.editable
        start = corner(rig)
        rig.drag(start, start + QPoint(20, 30))
        rig.press("E")
        assert not rig.canvas.drawing
        assert entry(rig).found_at is None


def test_a_box_that_could_not_be_kept_is_taken_off_the_screen(
    rig: ReviewRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object, **_named: object) -> None:
        raise OutputError("The disk is full.")

    monkeypatch.setattr(Project, "move_face", refused)
    rig.press("E", "Right", "Return")
    rig.idle()
    assert len(rig.recorder.problems) == 1
    assert rig.canvas.draft is None
    assert rig.canvas.faces[0].box == FACES[0].box


def test_edges_stop_at_the_photo_and_boxes_never_turn_inside_out() -> None:
    draft = DraftBox(200, 100, Box(50, 20, 40, 40))
    assert draft.pulled("nw", -500, -500).box == Box(0, 0, 90, 60)
    assert draft.pulled("se", 500, 500).box == Box(50, 20, 150, 80)
    assert draft.pulled("e", -500, 0).box == Box(50, 20, 8, 40)
    assert draft.pulled("n", 0, 500).box == Box(50, 52, 40, 8)
    assert draft.pulled("move", 500, 5).box == Box(160, 25, 40, 40)
    assert replace(draft, box=draft.pulled("w", 3, 9).box).box == Box(53, 20, 37, 40)


def test_small_boxes_have_handles_at_their_corners_alone() -> None:
    assert set(handle_points(QRectF(0, 0, 30, 60))) == {"nw", "ne", "se", "sw"}
    large = QRectF(10, 10, 100, 100)
    assert handle_at(large, QPointF(60, 12)) == "n"
    assert handle_at(large, QPointF(35, 12)) == "move"
    assert handle_at(large, QPointF(60, 60)) is None
    assert handle_at(large, QPointF(60, 60), inside=True) == "move"
