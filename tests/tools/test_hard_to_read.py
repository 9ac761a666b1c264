"""The photos of ``benchmarks.hard_to_read``: made worse as they say, and counted rightly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.hard_to_read import (
    KINDS,
    PHOTO_PX,
    Answered,
    Label,
    Scene,
    copies_of,
    figures,
    set_into,
)
from engine.results import Box, Estimate, Gender, Keypoints

CLEAN = next(iter(KINDS))


@pytest.fixture
def scene() -> Scene:
    """A photo with the landmarks of a face, and a bright square where its right eye is."""
    random = np.random.default_rng(0)
    picture = random.integers(80, 160, (50, 50, 3)).repeat(4, axis=0).repeat(4, axis=1)
    photo, left, top = set_into(picture.astype(np.uint8))
    points = Keypoints((70, 80), (130, 80), (100, 110), (100, 140), (45, 95), (155, 95))
    photo[top + 76 : top + 84, left + 66 : left + 74] = 255
    return Scene(photo, Box(40, 45, 120, 120).moved(left, top), points.moved(left, top))


def test_copies_are_photos_and_always_the_same(scene: Scene) -> None:
    copies = dict(copies_of(scene, seed=3))
    assert list(copies) == list(KINDS)
    for kind, again in copies_of(scene, seed=3):
        photo = copies[kind].photo
        assert photo.shape == (PHOTO_PX, PHOTO_PX, 3)
        assert photo.dtype == np.uint8
        np.testing.assert_array_equal(photo, again.photo)
        assert (photo != scene.photo).any() == (kind != CLEAN)


def test_darker_photos_are_darker_and_blurred_ones_softer(scene: Scene) -> None:
    copies = {kind: copy.photo.astype(float) for kind, copy in copies_of(scene, seed=0)}
    light = [copies[kind].mean() for kind in KINDS if kind == CLEAN or "dark" in kind]
    assert light == sorted(light, reverse=True)
    assert light[-1] == pytest.approx(light[0] * 2 ** (-3 / 2.2), rel=0.05)
    middle = np.s_[200:320, 200:320]
    detail = [
        np.abs(np.diff(copies[kind][middle], axis=1)).mean()
        for kind in KINDS
        if kind == CLEAN or "blurred" in kind
    ]
    assert detail == sorted(detail, reverse=True)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "turned" in kind or "px" in kind])
def test_the_face_is_where_it_is_said_to_be(scene: Scene, kind: str) -> None:
    copy = dict(copies_of(scene, seed=0))[kind]
    x, y = copy.points.right_eye
    at = copy.photo[round(y), round(x)]
    assert at.min() > 200
    if "px" in kind:
        assert f"{copy.box.w:.0f} px" in kind
    assert copy.box.centre[0] == pytest.approx(PHOTO_PX / 2, abs=12)


def test_a_mask_covers_the_mouth_and_spares_the_eyes(scene: Scene) -> None:
    copy = dict(copies_of(scene, seed=0))["mask over nose and mouth"]
    changed = (copy.photo.astype(int) != scene.photo).any(axis=2)
    mouth, eye = (
        tuple(round(v) for v in point) for point in (scene.points.mouth, scene.points.left_eye)
    )
    assert changed[mouth[1] - 5 : mouth[1] + 5, mouth[0] - 5 : mouth[0] + 5].all()
    assert not changed[eye[1] - 5 : eye[1] + 5, eye[0] - 5 : eye[0] + 5].any()


def said(low: float, high: float, gender: Gender | None) -> Estimate:
    return Estimate((low + high) / 2, 0.9, gender, age_low=low, age_high=high)


def test_figures_count_what_was_found_held_and_wrong() -> None:
    woman, man, unknown = Label(30, 0, 1.0), Label(45, 5, 0.0), Label(math.nan, 0, math.nan)
    clear: Answered = [
        (woman, said(25, 35, "female")),
        (man, said(30, 40, "male")),
        (unknown, said(10, 20, None)),
    ]
    worse: Answered = [(woman, said(40, 60, "male")), (man, said(20, 39, "male")), (unknown, None)]
    first, second = figures({CLEAN: clear, "worse": worse})
    assert (first.found, first.held, first.wider) == (1.0, 1.0, 1.0)
    assert first.answered == pytest.approx(2 / 3)
    assert (first.women_wrong, first.men_wrong) == (0.0, 0.0)
    assert second.found == pytest.approx(2 / 3)
    assert second.held == 0.0
    assert second.width_years == pytest.approx(19.5)
    assert second.wider == pytest.approx(1.95)
    assert (second.answered, second.women_wrong, second.men_wrong) == (1.0, 1.0, 0.0)
