"""Loaded models: known answers from tiny networks, and refusals."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine import predictor, store
from engine.errors import ModelError
from engine.images.opening import memory_bytes
from engine.predictor import Predictor
from engine.preprocessing import Image, resize
from engine.spec import AgeRange, Calibration

MakeModel = Callable[..., Path]
MakePredictor = Callable[..., Predictor]
SIDE = 32


@pytest.fixture
def predictor_of(tmp_path: Path, make_model: Callable[..., Path]) -> MakePredictor:
    def make(networks: Mapping[str, str] | None = None, **fields: Any) -> Predictor:
        folder = make_model(tmp_path, networks=networks, **fields)
        return Predictor(folder, store.verify(folder), num_threads=1)

    return make


def chips(*colours: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Plain chips: the tiny model says age = 100 x red / 255."""
    array = np.zeros((len(colours), SIDE, SIDE, 3), dtype=np.uint8)
    for chip, colour in zip(array, colours, strict=True):
        chip[:] = colour
    return array


@pytest.mark.parametrize("networks", [{"model": "both"}, {"age": "age", "gender": "gender"}])
def test_known_answers(predictor_of: MakePredictor, networks: dict[str, str]) -> None:
    first, second = predictor_of(networks).predict(chips((51, 255, 0), (102, 0, 255)))
    assert first.age_years == pytest.approx(20, abs=1e-3)
    assert second.age_years == pytest.approx(40, abs=1e-3)
    assert first.female_score == pytest.approx(1, abs=1e-3)
    assert (first.gender, second.gender) == ("female", "male")
    assert first.age_low is None
    assert first.age_high is None


def test_no_faces_give_no_estimates(predictor_of: MakePredictor) -> None:
    assert predictor_of().predict(chips()) == []


@pytest.mark.parametrize("count", [1, 31, 32, 33, 70])
def test_batches_keep_the_order(predictor_of: MakePredictor, count: int) -> None:
    reds = [(3 * index, 0, 0) for index in range(count)]
    estimates = predictor_of().predict(chips(*reds))
    ages = [estimate.age_years for estimate in estimates]
    assert ages == pytest.approx([100 * 3 * index / 255 for index in range(count)], abs=1e-3)


def test_not_sure_under_the_threshold(predictor_of: MakePredictor) -> None:
    # sigmoid(20 x (green - 0.5)): 140 / 255 gives 0.73, 115 / 255 gives 0.27, 200 / 255 gives 1.
    predictor = predictor_of(calibration=Calibration(unsure_below=0.8))
    genders = [e.gender for e in predictor.predict(chips((0, 140, 0), (0, 115, 0), (0, 200, 0)))]
    assert genders == [None, None, "female"]


def test_exactly_half_is_female_where_nothing_is_unsure(predictor_of: MakePredictor) -> None:
    predictor = predictor_of(calibration=Calibration(unsure_below=0.5))
    image = chips((0, 127, 0))
    image[0, :, : SIDE // 2] = (0, 128, 0)  # green 0.5 on average
    (estimate,) = predictor.predict(image)
    assert estimate.female_score == pytest.approx(0.5, abs=1e-4)
    assert estimate.gender == ("female" if estimate.female_score >= 0.5 else "male")


def test_age_range_stays_within_a_life(predictor_of: MakePredictor) -> None:
    told = AgeRange(ages=(50.0,), below=(30.0,), above=(30.0,))
    predictor = predictor_of(calibration=Calibration(age_range=told))
    young, old = predictor.predict(chips((0, 0, 0), (255, 0, 0)))
    assert (young.age_low, young.age_years, young.age_high) == (0, 0, 30)
    assert old.age_years == pytest.approx(100, abs=1e-3)
    assert old.age_high == 120


@pytest.mark.parametrize(
    ("network", "message"),
    [("nan", "not a number"), ("score_of_50", "gender score outside 0 to 1")],
)
def test_nonsense_is_an_error(predictor_of: MakePredictor, network: str, message: str) -> None:
    predictor = predictor_of({"model": network})
    with pytest.raises(ModelError, match=message):
        predictor.predict(chips((128, 128, 128)))


@pytest.mark.parametrize(
    ("networks", "message"),
    [
        ({"model": "age"}, "Received: age_out from"),
        ({"a": "both", "b": "age"}, "Received: age_out, age_out, gender_out"),
        ({"model": "other_name"}, "input named image"),
    ],
)
def test_a_network_must_be_as_described(
    predictor_of: MakePredictor, networks: dict[str, str], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        predictor_of(networks)


def test_another_input_size_than_described(predictor_of: MakePredictor) -> None:
    with pytest.raises(ModelError, match=r"another size.*expected \[-1, 64, 64, 3\]"):
        predictor_of(input_px=64)


@pytest.mark.parametrize("content", [b"", b"not a network", bytes(5000)])
def test_garbage_with_a_right_hash(tmp_path: Path, models_dir: Path, content: bytes) -> None:
    spec = store.verify(models_dir / "tiny")
    folder = store.save(tmp_path / "other", spec, {"model.tflite": content})
    with pytest.raises(ModelError, match=r"model\.tflite is not a network"):
        Predictor(folder, store.verify(folder))


def test_a_file_changed_after_the_check_is_not_loaded(models_dir: Path) -> None:
    folder = models_dir / "tiny"
    spec = store.verify(folder)
    (folder / "model.tflite").write_bytes(b"x")
    with pytest.raises(ModelError, match="damaged or was changed"):
        Predictor(folder, spec)


@pytest.mark.parametrize(
    "wrong",
    [
        np.zeros((1, 16, 16, 3), np.uint8),
        np.zeros((SIDE, SIDE, 3), np.uint8),
        np.zeros((1, SIDE, SIDE, 3), np.float32),
    ],
)
def test_wrong_chips_are_a_programming_error(predictor_of: MakePredictor, wrong: Any) -> None:
    with pytest.raises(ValueError, match="Received: "):
        predictor_of().predict(wrong)


def test_threads_may_share_a_predictor(predictor_of: MakePredictor) -> None:
    predictor = predictor_of()

    def ages(red: int) -> list[float]:
        return [e.age_years for e in predictor.predict(chips(*[(red, 0, 0)] * (1 + red % 5)))]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ages, range(200)))
    for red, answer in enumerate(answers):
        assert answer == pytest.approx([100 * red / 255] * (1 + red % 5), abs=1e-3)


def test_a_mirrored_model_answers_with_the_mean_of_both_views() -> None:
    folder = store.shipped_models_dir() / "combined"
    spec = store.verify(folder)
    plain = Predictor(folder, spec)
    mirrored = replace(spec, calibration=replace(spec.calibration, mirrored=True))
    side = spec.input_px
    faces = np.random.default_rng(0).integers(0, 255, (40, side, side, 3)).astype(np.uint8)
    faces[:, :, : side // 2] //= 3  # nothing here looks the same from both sides
    alone = [plain.predict(view) for view in (faces, np.ascontiguousarray(faces[:, :, ::-1]))]
    assert max(abs(a.age_years - b.age_years) for a, b in zip(*alone, strict=True)) > 1
    both = Predictor(folder, mirrored).predict(faces)
    assert len(both) == 40
    for told, one, other in zip(both, *alone, strict=True):
        assert told.age_years == pytest.approx((one.age_years + other.age_years) / 2, abs=0.3)
        mean = (one.female_score + other.female_score) / 2
        assert told.female_score == pytest.approx(mean, abs=0.02)


def test_a_brightened_model_answers_a_face_in_the_dark_as_in_the_light(astronaut: Image) -> None:
    folder = store.shipped_models_dir() / "combined"
    spec = store.verify(folder)
    side = spec.input_px
    light = resize(astronaut[60:190, 155:285], size_px=side)
    dark = (light * 0.12).astype(np.uint8)  # three stops less
    brightened = replace(spec, calibration=replace(spec.calibration, brightened=True))
    (as_it_is, unseen), (same, seen) = (
        Predictor(folder, one).predict(np.stack([light, dark])) for one in (spec, brightened)
    )
    assert same == as_it_is
    assert abs(seen.age_years - as_it_is.age_years) < abs(unseen.age_years - as_it_is.age_years)
    assert seen.age_years == pytest.approx(as_it_is.age_years, abs=3)
    assert seen.female_score == pytest.approx(as_it_is.female_score, abs=0.1)


@pytest.mark.parametrize(
    ("network", "told"),
    [
        ("both", None),
        ("nan", "The model {model_id} gave an answer that is not a number: install it again."),
        ("endless", "loops or branches"),
    ],
)
def test_what_the_process_of_a_trial_says(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    network: str,
    told: str | None,
) -> None:
    """Here in this process; tests of the store have it in one of its own."""
    folder = make_model(tmp_path, networks={"model": network})
    quiet: list[tuple[int, int]] = []
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda own, other: quiet.append((own, other)))
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", lambda _, limit: limits.append(limit))
    receiver, sender = multiprocessing.Pipe(duplex=False)
    predictor._answer_once(folder, store.verify(folder), sender)
    answer = json.loads(receiver.recv_bytes())
    assert (answer is None) is (told is None)
    if told is not None:
        assert told in answer["template"]
    assert [other for _, other in quiet] == [2]
    assert limits == [(memory_bytes() // 2,) * 2]


def test_whatever_litert_raises_in_a_trial_is_a_sentence(
    tmp_path: Path, make_model: MakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("node number 3 failed to invoke")

    folder = make_model(tmp_path)
    monkeypatch.setattr(os, "dup2", lambda *_: None)
    monkeypatch.setattr(predictor, "_limit_memory", lambda: None)
    monkeypatch.setattr(Predictor, "predict", fail)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    predictor._answer_once(folder, store.verify(folder), sender)
    answer = json.loads(receiver.recv_bytes())
    assert answer["template"] == "The model {model_id} failed a trial run."
    assert answer["received"] == "node number 3 failed to invoke"
    assert answer["arguments"] == {"model_id": "tiny"}
