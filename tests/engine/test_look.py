"""Looks tell another scene or another person from the same one a moment later."""

from __future__ import annotations

import tarfile
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as PillowImage

from benchmarks.looks import moved
from engine.look import Look, is_cut, look_of
from engine.preprocessing import Image
from engine.results import Box

CHIPS = Path(__file__).parents[3] / "shared" / "data" / "more_faces" / "more-faces-part-1.tar"
FACE = Box(180, 60, 110, 110)


def look(pixels: Image, box: Box | None = None) -> Look:
    found = look_of(pixels, box)
    assert found is not None
    return found


def test_the_same_face_a_moment_later_is_the_same(astronaut: Image) -> None:
    draw = np.random.default_rng(5)
    before = look(astronaut, FACE)
    taken = [look(moved(astronaut, draw, hurry=0.4), FACE).differs(before) for _ in range(60)]
    assert not any(taken)
    still = moved(astronaut, draw, hurry=0.0)
    assert not look(still).differs(look(astronaut))


def test_another_part_another_colour_or_another_light_is_something_else(astronaut: Image) -> None:
    before = look(astronaut, FACE)
    assert look(astronaut, Box(20, 300, 110, 110)).differs(before)
    assert look(astronaut[::-1].copy(), FACE).differs(before)
    assert look(np.ascontiguousarray(astronaut[..., ::-1]), FACE).differs(before)
    assert look((astronaut // 3).astype(np.uint8), FACE).differs(before)


def test_a_flat_picture_is_not_drawn_out_to_contrast() -> None:
    draw = np.random.default_rng(1)
    grey = [np.clip(draw.normal(100, 6, (90, 160, 3)), 0, 255).astype(np.uint8) for _ in range(9)]
    assert not any(look(a).differs(look(b)) for a, b in combinations(grey, 2))
    edge = grey[0].copy()
    cv2.rectangle(edge, (40, 20), (120, 70), (240, 240, 240), -1)
    assert look(edge).differs(look(grey[1]))


def test_a_face_outside_of_the_picture_has_no_look(astronaut: Image) -> None:
    assert look_of(astronaut, Box(-300, -300, 50, 50)) is None
    assert look_of(astronaut, Box(-30, -30, 50, 50)) is not None


def test_a_first_frame_is_no_cut(astronaut: Image) -> None:
    assert not is_cut(None, look(astronaut))
    assert not is_cut(look(astronaut), look(astronaut))
    assert is_cut(look(astronaut), look(astronaut[::-1].copy()))


@pytest.mark.skipif(not CHIPS.is_file(), reason="needs ../shared/data/more_faces")
def test_two_people_differ_where_their_portraits_are_cut_alike() -> None:
    looks = []
    with tarfile.open(CHIPS) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith(".webp"):
                looks.append(look(np.asarray(PillowImage.open(file).convert("RGB"))))
            if len(looks) == 120:
                break
    noticed = [a.differs(b) for a, b in combinations(looks, 2)]
    assert np.mean(noticed) > 0.98
