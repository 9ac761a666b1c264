"""Faces that a choice has left out, for judging models that have learned from few."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.spec import ModelSpec
from engine.store import ModelStore
from tests.training.run_driver import make_data
from training.dataset.cache import data_fingerprint
from training.dataset.sources import open_source
from training.dataset.utkface import Sample, limited
from training.evaluation import TEST_SPLIT, evaluate_models, untouched


@pytest.fixture
def samples(tmp_path: Path) -> list[Sample]:
    source = open_source(make_data(tmp_path / "data"), work_dir=tmp_path / "work")
    return list(source.samples)


def taught(spec: ModelSpec, samples: list[Sample], limit: int) -> ModelSpec:
    known = data_fingerprint(limited(samples, limit))
    return replace(spec, training={"data_sha256": known, "seed": 1, "limit": limit})


def test_they_are_none_of_the_chosen_ones(tiny_store: ModelStore, samples: list[Sample]) -> None:
    spec = taught(tiny_store.models()[0], samples, 20)
    found = untouched([spec, spec], samples=samples, limit=20, most=30)
    assert len(found) == len(set(found)) == 30
    assert not set(found) & set(limited(samples, 20))
    assert len(untouched([spec], samples=samples, limit=20, most=999)) == len(samples) - 20


def test_a_model_that_knows_others_is_not_judged_on_them(
    tiny_store: ModelStore, samples: list[Sample]
) -> None:
    one = tiny_store.models()[0]
    few, more = taught(one, samples, 20), taught(one, samples, 40)
    assert untouched([few, more], samples=samples, limit=20, most=30) == []
    assert untouched([more], samples=samples, limit=20, most=30) == []
    tuned = replace(few, training={**few.training, "fine_tuned_from": {"training": more.training}})
    assert untouched([tuned], samples=samples, limit=20, most=30) == []
    whole = taught(one, samples, len(samples))
    assert untouched([whole], samples=samples, limit=None, most=30) == []


def test_faces_kept_apart_are_all_judged(
    tiny_store: ModelStore, samples: list[Sample], tmp_path: Path
) -> None:
    told: list[str] = []
    result = evaluate_models(
        samples[:30],
        data_name="faces",
        model_ids=["tiny"],
        store=tiny_store,
        work_dir=tmp_path / "work",
        say=told.append,
        kept_apart=True,
    )
    (one,) = result.report.evaluations
    assert (one.part, one.metrics.count) == (TEST_SPLIT, 30)
    assert np.isfinite(one.metrics.age_mae_years)
    assert not any("not proven" in line for line in told)
