"""Faces that are hard to read: what is measured of them, and what is promised the less."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from engine import store
from engine.detection import BlazeFaceDetector
from engine.errors import ModelError
from engine.images import from_array
from engine.pipeline import Pipeline, cut_chips, find_faces, open_pipeline
from engine.predictor import Predictor
from engine.preprocessing import LEGIBILITY_SIGNALS, Alignment, Image, legibility_signals
from engine.replay import opener_of
from engine.results import Estimate
from engine.spec import (
    AgeRange,
    Calibration,
    Difficulty,
    Legibility,
    ModelSpec,
    SignalWeight,
    doubted,
)
from engine.store import ModelStore, shipped_models_dir
from tests.engine.test_spec import SPEC, changed

RANGE = AgeRange(ages=(0.0,), below=(10.0,), above=(10.0,))
HARD = Difficulty(
    signals={
        "soft": SignalWeight(start=1.6, weight=1.0),
        "dark": SignalWeight(start=1.6, weight=1.0),
        "covered": SignalWeight(start=0.6, weight=0.5),
    },
    levels=(0.0, 0.5, 1.0),
    factors=(1.0, 1.5, 2.0),
)
LEGIBILITY = Legibility(age=HARD, female=HARD, male=HARD)


def darkened(image: Image) -> Image:
    """Three stops less light."""
    return np.asarray(np.round(255.0 * ((image / 255.0) ** 2.2 / 8) ** (1 / 2.2)), np.uint8)


def blurred(image: Image) -> Image:
    """Far out of focus."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), image.shape[0] / 20), np.uint8)


def masked(image: Image) -> Image:
    """Plain from the tip of the nose down, in a chip."""
    covered = image.copy()
    side = image.shape[0]
    covered[int(0.53 * side) :, side // 6 : -side // 6] = (150, 190, 215)
    return covered


def grained(image: Image) -> Image:
    """With the grain of a fast film."""
    noise = np.random.default_rng(0).normal(0, 25, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def faded(image: Image) -> Image:
    """With an eighth of its contrast."""
    return np.asarray(128 + (image.astype(float) - 128) / 8, np.uint8)


def half_lit(image: Image) -> Image:
    """The left half in deep shadow."""
    dim = image.copy()
    dim[:, : image.shape[1] // 2] //= 5
    return dim


@pytest.fixture(scope="module")
def chip(astronaut: Image) -> Image:
    """The face of a well-lit portrait, 128 pixels a side."""
    photo = from_array(astronaut)
    faces = find_faces(photo, BlazeFaceDetector(num_threads=1))
    return np.asarray(cut_chips(photo, faces[:1], size_px=128, alignment=Alignment())[0])


@pytest.mark.parametrize(
    ("signal", "change"),
    [
        ("dark", darkened),
        ("flat", faded),
        ("soft", blurred),
        ("grainy", grained),
        ("covered", masked),
        ("one_sided", half_lit),
    ],
)
def test_each_signal_rises_with_what_it_is_named_for(
    chip: Image, signal: str, change: Callable[[Image], Image]
) -> None:
    assert legibility_signals(change(chip))[signal] > legibility_signals(chip)[signal] + 0.25


@pytest.mark.parametrize("side", [16, 100, 200])
def test_signals_hardly_depend_on_the_size_of_a_chip(chip: Image, side: int) -> None:
    signals = legibility_signals(np.asarray(cv2.resize(chip, (side, side))))
    assert tuple(signals) == LEGIBILITY_SIGNALS
    assert all(np.isfinite(value) for value in signals.values())
    assert signals["dark"] == pytest.approx(legibility_signals(chip)["dark"], abs=0.1)


@pytest.mark.parametrize("tone", [0, 1, 255])
def test_a_plain_chip_has_finite_signals(tone: int) -> None:
    signals = legibility_signals(np.full((128, 128, 3), tone, np.uint8))
    assert all(abs(value) < 20 for value in signals.values())


def test_factors_never_fall_as_faces_get_harder() -> None:
    clear = dict.fromkeys(LEGIBILITY_SIGNALS, 0.0)
    assert HARD.factor(clear) == 1.0
    for name in HARD.signals:
        factors = [HARD.factor({**clear, name: value}) for value in np.arange(-2.0, 9.0, 0.1)]
        assert factors == sorted(factors)
        assert factors[0] == 1.0
        assert factors[-1] == 2.0  # beyond the last level it stays


def test_a_doubted_score_moves_towards_half_and_never_past_it() -> None:
    for score in (0.0, 0.01, 0.3, 0.5, 0.7, 0.99, 1.0):
        nearer = [abs(doubted(score, doubt) - 0.5) for doubt in (1.0, 1.3, 2.0, 40.0)]
        assert nearer == sorted(nearer, reverse=True)
        assert (doubted(score, 3.0) > 0.5) == (score > 0.5)
    assert doubted(0.8, 1.0) == 0.8


@pytest.mark.parametrize("change", [darkened, blurred, masked])
def test_hard_copies_get_wider_ranges_and_less_sure_genders(
    chip: Image, make_model: Callable[..., Path], tmp_path: Path, change: Callable[[Image], Image]
) -> None:
    small = [np.asarray(cv2.resize(one, (32, 32)), np.uint8) for one in (chip, change(chip))]
    clear = legibility_signals(small[0])  # 32 pixels show less than 128: the clear face decides
    signals = {name: SignalWeight(clear[name] + 0.1, 1.0) for name in ("dark", "soft", "covered")}
    hard = replace(HARD, signals=signals)

    def answers(name: str, legibility: Legibility | None) -> list[Estimate]:
        told = Calibration(unsure_below=0.6, age_range=RANGE, legibility=legibility)
        folder = make_model(tmp_path, name, calibration=told)
        return Predictor(folder, store.verify(folder), num_threads=1).predict(np.stack(small))

    plain = answers("plain", None)
    knowing = answers("knowing", Legibility(age=hard, female=hard, male=hard))
    assert knowing[0] == plain[0]
    assert knowing[1].age_years == plain[1].age_years
    assert knowing[1].female_score == plain[1].female_score
    before, after = plain[1].age_low, knowing[1].age_low
    assert before is not None
    assert after is not None
    assert after < before or before == 0.0
    assert knowing[1].gender in (None, plain[1].gender)


def test_a_score_just_over_the_threshold_is_not_sure_of_a_hard_face(
    make_model: Callable[..., Path], tmp_path: Path
) -> None:
    # The tiny model answers sigmoid(20 x (green - 0.5)): 140 of 255 gives 0.73.
    black = Difficulty({"dark": SignalWeight(0.0, 1.0)}, levels=(0.0, 0.1), factors=(1.0, 3.0))
    never = Difficulty({}, levels=(0.0,), factors=(1.0,))
    chips = np.full((1, 32, 32, 3), (0, 140, 0), np.uint8)
    for legibility, gender in (
        (None, "female"),
        (Legibility(age=black, female=black, male=never), None),
        (Legibility(age=black, female=never, male=black), "female"),
    ):
        told = Calibration(legibility=legibility)
        folder = make_model(tmp_path, calibration=told)
        (one,) = Predictor(folder, store.verify(folder), num_threads=1).predict(chips)
        assert one.gender == gender
        assert one.female_score == pytest.approx(0.73, abs=0.01)


def width(pipeline: Pipeline, image: Image) -> float:
    """The width in years of the range of the largest face."""
    face = max(pipeline.analyse(from_array(image)).faces, key=lambda face: face.box.area)
    assert face.estimate is not None
    assert face.estimate.age_low is not None
    assert face.estimate.age_high is not None
    return face.estimate.age_high - face.estimate.age_low


def out_of_focus(image: Image) -> Image:
    """The portrait, blurred by a twentieth of the face."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 6.0), np.uint8)


@pytest.mark.parametrize("change", [darkened, out_of_focus])
def test_the_shipped_model_gives_a_hard_copy_no_narrower_range(
    astronaut: Image, change: Callable[[Image], Image]
) -> None:
    models = ModelStore([shipped_models_dir()])
    pipeline = open_pipeline(models, models.default_id(), num_threads=1)
    assert width(pipeline, change(astronaut)) >= width(pipeline, astronaut)


def test_the_shipped_model_promises_less_of_hard_copies_whatever_it_answers(chip: Image) -> None:
    models = ModelStore([shipped_models_dir()])
    told = models.open(models.default_id())[1].calibration.legibility
    assert told is not None
    parts = (told.age, told.female, told.male)
    assert [one.factor(legibility_signals(chip)) for one in parts] == [1.0] * 3
    hard = {change: legibility_signals(change(chip)) for change in (darkened, blurred, masked)}
    assert told.age.factor(hard[blurred]) > 1.1
    assert all(told.female.factor(hard[change]) > 1.1 for change in (blurred, masked))
    assert told.male.factor(hard[masked]) >= 1.1


def test_models_made_before_are_valid_and_keep_their_hash() -> None:
    assert "legibility" not in json.loads(SPEC.to_json())["calibration"]
    knowing = replace(SPEC, calibration=replace(SPEC.calibration, legibility=LEGIBILITY))
    assert ModelSpec.from_json(knowing.to_json()) == knowing
    assert knowing.sha256 != SPEC.sha256
    assert knowing.before_legibility == SPEC


def test_a_table_from_before_is_replayed_as_it_was_made(
    make_model: Callable[..., Path], tmp_path: Path
) -> None:
    told = Calibration(age_range=RANGE, legibility=LEGIBILITY)
    folder = make_model(tmp_path, calibration=told)
    spec = store.verify(folder)
    opener = opener_of(ModelStore([tmp_path]), num_threads=1)
    for wanted in (spec, spec.before_legibility):
        opened = opener(wanted.sha256, False, True)
        assert opened is not None
        assert opened.spec == wanted
    assert opener("0" * 64, False, True) is None


def with_part(**fields: Any) -> str:
    """``model.json`` whose factors for ages have other values."""
    legibility = {**asdict(LEGIBILITY), "age": {**asdict(HARD), **fields}}
    return changed(calibration={"unsure_below": 0.6, "legibility": legibility})


def signal(**fields: Any) -> Mapping[str, Any]:
    return {"soft": {"start": 1.0, "weight": 1.0, **fields}}


@pytest.mark.parametrize(
    "text",
    [
        with_part(factors=[1.0, 0.9, 2.0]),
        with_part(factors=[1.0, 2.0, 1.5]),
        with_part(factors=[0.5, 1.0, 1.5]),
        with_part(factors=[1.0, 2.0, 1e6]),
        with_part(factors=[1.0, 2.0]),
        with_part(factors=["wide", 2.0, 3.0]),
        with_part(levels=[0.0, 1.0, 0.5]),
        with_part(levels=[0.1, 0.5, 1.0]),
        with_part(levels=[], factors=[]),
        with_part(levels=list(range(200)), factors=[1.0] * 200),
        with_part(signals=signal(weight=-1.0)),
        with_part(signals=signal(weight=1e300)),
        with_part(signals=signal(start=float("inf"))),
        with_part(signals=signal(more=1.0)),
        with_part(signals=["soft"]),
        with_part(surprise=1),
        changed(calibration={"unsure_below": 0.6, "legibility": {"age": asdict(HARD)}}),
        changed(calibration={"unsure_below": 0.6, "legibility": [1]}),
    ],
)
def test_tables_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ModelError, match=r"damaged\..*Received: "):
        ModelSpec.from_json(text)


def test_a_signal_of_a_later_version_is_told() -> None:
    text = with_part(signals={"smudged": {"start": 0.0, "weight": 1.0}})
    with pytest.raises(ModelError, match=r"another version of AgeLens\..*smudged"):
        ModelSpec.from_json(text)
