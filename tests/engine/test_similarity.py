"""The least-squares turn, scale and shift that aligns faces."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.preprocessing import similarity


@pytest.mark.parametrize("degrees", [0, 30, 90, -135, 180])
def test_similarity_of_a_known_turn(degrees):
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], dtype=float)
    angle = math.radians(degrees)
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    matrix = similarity(square, square @ turn.T * 3 + (5, -7))
    assert np.allclose(matrix[:, :2], 3 * turn)
    assert np.allclose(matrix[:, 2], (5, -7))


finite = st.floats(-1000, 1000)


@settings(max_examples=100, deadline=None)
@given(
    points=st.lists(st.tuples(finite, finite), min_size=2, max_size=6),
    degrees=st.floats(-180, 180),
    scale=st.floats(0.01, 100),
    shift=st.tuples(finite, finite),
)
def test_similarity_undoes_any_turn_scale_and_shift(points, degrees, scale, shift):
    source = np.array(points)
    if np.ptp(source, axis=0).max() < 1:
        return
    factor = scale * np.exp(1j * math.radians(degrees))
    moved = (source[:, 0] + 1j * source[:, 1]) * factor + complex(*shift)
    target = np.column_stack([moved.real, moved.imag])
    matrix = similarity(source, target)
    assert np.allclose(source @ matrix[:, :2].T + matrix[:, 2], target, atol=1e-5 * scale + 1e-6)


def test_similarity_is_the_least_squares_answer():
    generator = np.random.default_rng(1)
    source, target = generator.normal(size=(5, 2)), generator.normal(size=(5, 2))
    matrix = similarity(source, target)

    def error(change: np.ndarray) -> float:
        a, b, x, y = np.array([matrix[0, 0], matrix[1, 0], *matrix[:, 2]]) + change
        moved = source @ np.array([(a, -b), (b, a)]).T + (x, y)
        return float(((moved - target) ** 2).sum())

    best = error(np.zeros(4))
    assert all(error(change) > best for change in generator.normal(scale=0.01, size=(50, 4)))


def test_similarity_never_mirrors():
    source = np.array([(0, 0), (1, 0), (0.5, 1)], dtype=float)
    assert np.linalg.det(similarity(source, source * (-1, 1))[:, :2]) >= 0


@pytest.mark.parametrize("points", [[(3, 3)] * 3, [(math.nan, 0), (1, 1)], [(math.inf, 0), (1, 1)]])
def test_points_that_coincide_or_are_no_numbers_are_refused(points):
    with pytest.raises(ValueError, match="Received: "):
        similarity(np.array(points, dtype=float), np.zeros((len(points), 2)))
