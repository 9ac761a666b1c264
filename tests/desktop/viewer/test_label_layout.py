"""Labels never overlap and never leave the picture, whatever the faces are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.viewer.annotate import Placed, Rect, place_labels

BOUNDS: Rect = (0.0, 0.0, 800.0, 600.0)
FORMS = ((90.0, 32.0), (70.0, 18.0), (22.0, 18.0))


def overlap(a: Rect, b: Rect) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def place(boxes: list[Rect], first: int | None = None) -> list[Placed | None]:
    return place_labels(boxes, [FORMS] * len(boxes), bounds=BOUNDS, first=first)


boxes = st.builds(
    lambda x, y, side: (x, y, x + side, y + side),
    st.floats(-100, 850),
    st.floats(-100, 650),
    st.floats(4, 400),
)


@given(st.lists(boxes, max_size=40))
def test_no_overlap_and_no_clipping(faces: list[Rect]) -> None:
    rects = [placed.rect for placed in place(faces) if placed is not None]
    for i, rect in enumerate(rects):
        assert rect[0] >= 0
        assert rect[1] >= 0
        assert rect[2] <= 800.001
        assert rect[3] <= 600.001
        assert not any(overlap(rect, other) for other in rects[:i])


def test_one_face_gets_the_full_label_above() -> None:
    (placed,) = place([(300, 300, 400, 400)])
    assert placed is not None
    assert placed.form == 0
    assert placed.rect[3] <= 300


def test_at_the_top_the_label_goes_below() -> None:
    (placed,) = place([(300, 5, 400, 105)])
    assert placed is not None
    assert placed.rect[1] >= 105


def test_a_face_that_fills_the_picture_is_labelled_inside() -> None:
    (placed,) = place([(-20, -20, 820, 620)])
    assert placed is not None
    assert placed.form == 0


def test_other_faces_stay_uncovered() -> None:
    faces: list[Rect] = [(300, 200, 360, 260), (300, 270, 360, 330)]
    for placed in place(faces):
        assert placed is not None
        assert not any(overlap(placed.rect, face) for face in faces)


def test_a_crowd_gets_brief_labels_and_the_selected_face_a_full_one() -> None:
    faces: list[Rect] = [
        (x, y, x + 30, y + 30) for x in range(0, 800, 36) for y in range(0, 600, 50)
    ]
    placed = place(faces, first=100)
    assert placed[100] is not None
    assert placed[100].form == 0
    assert {p.form for p in placed if p} == {0, 1, 2}


def test_what_is_out_of_view_gets_no_label() -> None:
    assert place([(-90, -90, -10, -10)]) == [None]


def test_no_room_at_all() -> None:
    assert place_labels([(0, 0, 10, 10)], [FORMS], bounds=(0, 0, 10, 10)) == [None]
