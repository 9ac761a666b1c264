"""Numbers in sentences."""

from __future__ import annotations

import pytest

from engine.words import plural


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 faces"), (1, "1 face"), (2, "2 faces"), (21, "21 faces")]
)
def test_one_stands_alone(count: int, told: str) -> None:
    assert f"{count} {plural('face', count)}" == told
