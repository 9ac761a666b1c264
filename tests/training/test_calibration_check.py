"""A calibration asked about a source that it never saw."""

from __future__ import annotations

import numpy as np
import pytest

from training.calibration import HeldOut
from training.calibration_check import leave_one_source_out

COUNT = 1200


def held_out(*, noise: dict[str, float], copies: bool = False) -> HeldOut:
    """Faces of sources whose ages and genders are answered more or less well."""
    random = np.random.default_rng(0)
    names = list(noise)
    total = COUNT * len(names)
    sources = np.repeat(names, COUNT)
    strength = np.repeat(list(noise.values()), COUNT)
    ages = random.uniform(11.0, 80.0, total)
    genders = random.integers(0, 2, total).astype(np.float64)
    logit = random.normal(np.where(genders == 1, 3.5, -3.5), 1.5 * strength)
    times = 2 if copies else 1
    stated = np.clip(ages + 4.0 * strength * random.normal(size=total), 0.0, 100.0)
    return HeldOut(
        ages=np.tile(ages, times),
        stated=np.tile(stated, times),
        spreads=np.full(times * total, 4.0),
        genders=np.tile(genders, times),
        female=np.tile(1 / (1 + np.exp(-logit)), times),
        reaches=np.zeros(times * total),
        sources=np.concatenate([sources, np.full((times - 1) * total, "dark")]),
        copies=np.arange(times * total) >= total,
    )


def test_every_source_is_left_out_once() -> None:
    rows = list(leave_one_source_out(held_out(noise={"a": 1.0, "b": 1.0, "c": 1.3})))
    assert [row.source for row in rows] == ["a", "b", "c"]
    assert [row.faces for row in rows] == [COUNT] * 3
    held = {row.source: row.held for row in rows}
    assert held["a"] > 0.78
    assert 0.6 < held["c"] < held["a"]
    for row in rows:
        assert row.worst_band <= row.held + 0.05
        assert row.sure is not None
        assert row.sure.source == row.source
        assert row.sure.answered > 0.8
        assert row.sure.women_wrong < 0.08
        assert row.width_years > 0


def test_a_source_takes_its_copies_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    faces = held_out(noise={"a": 1.0, "b": 1.0}, copies=True)
    asked: list[int] = []
    original = HeldOut.calibration

    def counted(self: HeldOut) -> object:
        asked.append(len(self.ages))
        return original(self)

    monkeypatch.setattr(HeldOut, "calibration", counted)
    rows = list(leave_one_source_out(faces))
    assert [row.source for row in rows] == ["a", "b", "dark"]
    assert asked == [2 * COUNT, 2 * COUNT, 2 * COUNT]


def test_one_source_has_nothing_to_be_left_out() -> None:
    assert list(leave_one_source_out(held_out(noise={"a": 1.0}))) == []
