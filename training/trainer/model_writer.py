"""A trained architecture to a model in the store: converted, measured, described, put in place."""

from __future__ import annotations

import datetime
import json
import platform
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine import __version__, store
from engine.architectures import Architecture
from engine.evaluation import Metrics, evaluate
from engine.files import write_atomically
from engine.predictor import Predictor
from engine.preprocessing import Alignment, legibility_signals
from engine.results import Estimate
from engine.spec import (
    DRAWN_LICENCE,
    INTENDED_USE,
    LICENCE,
    THINNED,
    THINNED_NOTE,
    AgeRange,
    Calibration,
    Legibility,
    ModelSpec,
)
from training.calibration import HeldOut
from training.dataset.cache import ChipCache
from training.dataset.degradation import HARD_KINDS, KINDS, degraded
from training.dataset.drawn import DRAWN_NOTE
from training.export import conversion_error, convert
from training.legibility import CLEAR, HardCopies, fit_legibility
from training.lineage import PARTS
from training.recipes import Recipe
from training.settings import DRAWN_WORDS, TrainSettings
from training.trainer.checkpoint import CheckpointState, history_csv, load_arrays
from training.trainer.data import Data
from training.trainer.interpolation import share_in
from training.trainer.job import BEST, NEUTRAL, TRAINED
from training.trainer.start import Start
from training.trainer.validation import predict, scores

REPORT = "report.json"
_COPIES = 256  # made worse at a time
_HARD_FACES = 1600  # each is judged seven times
_LEARNED = {"age_out": "age", "gender_out": "gender"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """One architecture after training: how, on what, and where its weights are.

    ``start`` is what it began with, ``None`` from scratch; ``untaught`` are outputs about which
    neither that nor the data said anything.
    """

    settings: TrainSettings
    architecture: Architecture
    recipe: Recipe
    alignment: Alignment
    data: Data
    folder: Path
    progress: Mapping[str, CheckpointState]
    start: Start | None = None
    untaught: tuple[str, ...] = ()


def finish(run: Trained) -> ModelSpec:
    """Convert, measure on the test split what was converted, and store it.

    Raises ``DataError`` if the conversion fails and ``OutputError`` if the model cannot be
    written; the store never holds half a model.
    """
    files: dict[str, bytes | Path] = {
        f"{name}.tflite": convert(run.architecture.name, name, run.folder / name / BEST)
        for name in run.architecture.networks
    }
    exact, parameters = _exact_outputs(run)
    spec = _description(run, parameters)
    trial = store.save(run.folder / "export", spec, files)
    if not run.untaught:
        spec = replace(spec, calibration=calibration_on(trial, run.data, store.verify(trial)))
        trial = store.save(run.folder / "export", spec, files)
    chips = run.data.cache.chips[run.data.split.test]
    estimates = Predictor(trial, store.verify(trial)).predict(chips)
    metrics = _metrics(run, estimates)
    report = {
        "test": None if metrics is None else metrics.to_dict(),
        "conversion": conversion_error(exact, _as_arrays(estimates)),
        "history": {name: state.history for name, state in run.progress.items()},
    }
    files[REPORT] = json.dumps(report, indent=2, sort_keys=True).encode()
    files["history.csv"] = history_csv(run.progress).encode()
    spec = replace(spec, metrics=_figures(run, estimates, metrics))
    stored = store.verify(store.save(run.settings.models_dir, spec, files))
    write_atomically(run.folder / TRAINED, stored.to_json().encode())
    shutil.rmtree(run.folder / "export", ignore_errors=True)
    return stored


def calibration_on(model: Path, data: Data, spec: ModelSpec) -> Calibration:
    """What the model in this folder may promise, from its answers on the validation faces."""
    found = answers_on(model, data, spec, rows=data.split.validation).calibration()
    asked = spec.calibration
    found = replace(found, mirrored=asked.mirrored, brightened=asked.brightened)
    return replace(found, legibility=legibility_on(model, data, replace(spec, calibration=found)))


def legibility_on(model: Path, data: Data, spec: ModelSpec) -> Legibility | None:
    """How much less the model in this folder is to promise of faces that are hard to read.

    Measured on copies of up to ``_HARD_FACES`` validation faces; ranges and thresholds are those
    of ``spec``.
    """
    plain = spec.before_legibility
    if plain.calibration.age_range is None:
        return None
    rows = np.random.default_rng(0).permutation(data.split.validation)[:_HARD_FACES]
    return fit_legibility(_hard_copies(model, data.cache, plain, rows), plain.calibration)


def _hard_copies(
    model: Path, cache: ChipCache, spec: ModelSpec, rows: NDArray[np.int64]
) -> HardCopies:
    predictor = Predictor(model, spec)
    kinds = (CLEAR, *HARD_KINDS)
    estimates: list[Estimate] = []
    signals: list[list[float]] = []
    for kind in kinds:
        for chips in _copies(cache, rows, kind=None if kind == CLEAR else kind):
            estimates += predictor.predict(chips)
            signals += [list(legibility_signals(chip).values()) for chip in chips]
    stated, spreads = _as_arrays(estimates), [estimate.age_spread for estimate in estimates]
    return HardCopies(
        kinds=np.repeat(kinds, len(rows)),
        signals=np.array(signals),
        ages=np.tile(cache.ages[rows].astype(np.float64), len(kinds)),
        reaches=np.tile(cache.age_reaches[rows].astype(np.float64), len(kinds)),
        genders=np.tile(cache.genders[rows].astype(np.float64), len(kinds)),
        stated=stated["age_out"],
        spreads=None if None in spreads else np.array(spreads, dtype=np.float64),
        female=stated["gender_out"],
    )


def answers_on(model: Path, data: Data, spec: ModelSpec, *, rows: NDArray[np.int64]) -> HeldOut:
    """What the model in this folder answers on some faces.

    Faces of several sources are joined by degraded copies of themselves, so that the calibration
    also holds on photos unlike them.
    """
    cache = data.cache
    predictor = Predictor(model, spec)
    estimates = predictor.predict(cache.chips[rows])
    kinds: Sequence[str] = KINDS if len(cache.source_names) > 1 else ()
    for kind in kinds:
        for chips in _copies(cache, rows, kind=kind):
            estimates += predictor.predict(chips)
    times = 1 + len(kinds)
    stated = _as_arrays(estimates)
    spreads = [estimate.age_spread for estimate in estimates]
    sources = None
    if kinds and cache.sources is not None:
        worse = [np.full(len(rows), kind) for kind in kinds]
        sources = np.concatenate([cache.sources[rows], *worse])
    return HeldOut(
        ages=np.tile(cache.ages[rows].astype(np.float64), times),
        reaches=np.tile(cache.age_reaches[rows].astype(np.float64), times),
        stated=stated["age_out"],
        spreads=None if None in spreads else np.array(spreads, dtype=np.float64),
        genders=np.tile(cache.genders[rows].astype(np.float64), times),
        female=stated["gender_out"],
        sources=sources,
        copies=np.arange(times * len(rows)) >= len(rows),
    )


def _copies(
    cache: ChipCache, rows: NDArray[np.int64], *, kind: str | None
) -> Iterator[NDArray[np.uint8]]:
    """Degraded copies of some faces, or the faces as they are, a few at a time."""
    border = (cache.wide.shape[1] - cache.chips.shape[1]) // 2
    for start in range(0, len(rows), _COPIES):
        some = rows[start : start + _COPIES]
        if kind is None:
            yield np.asarray(cache.chips[some])
        else:
            yield degraded(cache.wide[some], kind, border_px=border, seed=start)


def _metrics(run: Trained, estimates: list[Estimate]) -> Metrics | None:
    """All figures on the test faces of which both labels are known; ``None`` without any.

    ``None``, too, for a network that was taught one of the two only: it says the same of everybody.
    """
    if run.untaught:
        return None
    cache, rows = run.data.cache, run.data.split.test
    known = np.isfinite(cache.ages[rows]) & np.isfinite(cache.genders[rows])
    if not known.any():
        return None
    chosen = [one for one, keep in zip(estimates, known.tolist(), strict=True) if keep]
    rows = rows[known]
    return evaluate(
        cache.ages[rows],
        cache.genders[rows],
        chosen,
        age_reach=cache.age_reaches[rows],
        groups=cache.groups[rows],
        sources=None if cache.sources is None else cache.sources[rows],
    )


def _figures(run: Trained, estimates: list[Estimate], metrics: Metrics | None) -> dict[str, float]:
    """The key figures for people; those about which nothing is known are left out."""
    cache, rows = run.data.cache, run.data.split.test
    figures = {"test_faces": float(len(rows))}
    if metrics is not None and metrics.count == len(rows):
        return figures | {
            "test_age_mae_years": metrics.age_mae_years,
            "test_gender_accuracy": metrics.gender_accuracy,
            **range_figures(metrics),
        }
    answers = _as_arrays(estimates)
    found = scores(
        {name: values for name, values in answers.items() if name not in run.untaught},
        cache.ages[rows],
        cache.genders[rows],
        recipe=run.recipe,
        reaches=cache.age_reaches[rows],
    )
    del found["loss"]
    return figures | {f"test_{name}": value for name, value in found.items()}


def range_figures(metrics: Metrics) -> dict[str, float]:
    """How many labels lie inside the stated ranges (0-1), and how wide those are in years."""
    coverage, width = metrics.age.range_coverage, metrics.age.range_width_years
    if coverage is None or width is None:
        return {}
    return {"test_range_coverage": coverage, "test_range_width_years": width}


def _exact_outputs(run: Trained) -> tuple[dict[str, NDArray[np.float64]], int]:
    """What the trained networks say on the test split before conversion, and their size."""
    outputs: dict[str, NDArray[np.float64]] = {}
    parameters = 0
    for name, build in run.architecture.networks.items():
        network = build()
        network.set_weights(load_arrays(run.folder / name / BEST)[0]["network"])
        parameters += int(network.count_params())
        rows, recipe = run.data.split.test, run.recipe
        outputs |= predict(
            network, run.data.cache, rows, mirrored=recipe.mirrored, brighter=recipe.brightened
        )
    return outputs, parameters


def _description(run: Trained, parameters: int) -> ModelSpec:
    name = run.architecture.name
    drawn = str(run.settings.data) in DRAWN_WORDS
    return ModelSpec(
        model_id=run.settings.model_id or run.settings.variant,
        title=_title(run, drawn=drawn),
        architecture=name,
        input_px=run.architecture.input_px,
        networks={network: f"{network}.tflite" for network in run.architecture.networks},
        files={},
        alignment=run.alignment,
        calibration=replace(
            _calibration(run.untaught),
            mirrored=run.recipe.mirrored,
            brightened=run.recipe.brightened,
        ),
        training=_training_facts(run) | {"parameters": parameters},
        versions={
            "agelens": __version__,
            "keras": str(keras.__version__),
            "backend": str(keras.backend.backend()),
            "python": platform.python_version(),
        },
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        licence=_licence(run, drawn=drawn),
        intended_use=_intended_use(run, drawn=drawn),
    )


def _title(run: Trained, *, drawn: bool) -> str:
    """What people call it; what is unusual about it is said."""
    parts = [run.architecture.title]
    if run.start is not None and run.start.installed:
        parts.append("fine-tuned")
    elif run.recipe.name != "tuned":
        parts.append(f"{run.recipe.name} recipe")
    if drawn:
        parts.append("drawn faces")
    if run.settings.thin is not None:
        parts.append(run.settings.thin.words)
    if run.untaught:
        known = [word for name, word in _LEARNED.items() if name not in run.untaught]
        parts.append(f"{' and '.join(known)} only")
    return ", ".join(parts)


def _intended_use(run: Trained, *, drawn: bool) -> str:
    before = None if run.start is None else run.start.spec
    if run.settings.thin is not None or (before is not None and before.is_thinned):
        return THINNED_NOTE
    return DRAWN_NOTE if drawn else INTENDED_USE


def _licence(run: Trained, *, drawn: bool) -> str:
    """That of the faces, or of those that the model it began as had learned from."""
    if not drawn:
        return LICENCE
    before = None if run.start is None else run.start.spec
    return DRAWN_LICENCE if before is None else before.licence


def _calibration(untaught: tuple[str, ...]) -> Calibration:
    """The usual one; an age that was never learned is stated as a range of all ages.

    A gender that was never learned has a score of one half: "not sure" as it is.
    """
    if "age_out" in untaught:
        years = NEUTRAL["age_out"]
        return Calibration(age_range=AgeRange(ages=(years,), below=(years,), above=(years,)))
    return Calibration()


def _as_arrays(estimates: list[Estimate]) -> dict[str, NDArray[np.float64]]:
    return {
        "age_out": np.array([estimate.age_years for estimate in estimates]),
        "gender_out": np.array([estimate.female_score for estimate in estimates]),
    }


def _training_facts(run: Trained) -> dict[str, Any]:
    settings, data, progress = run.settings, run.data, run.progress
    facts: dict[str, Any] = {
        "data_sha256": data.cache.fingerprint,
        "faces": len(data.cache.names),
        "train_faces": len(data.split.train),
        "validation_faces": len(data.split.validation),
        "test_faces": len(data.split.test),
        "limit": settings.limit,
        "seed": settings.seed,
        "recipe": asdict(run.recipe),
        "precision": settings.precision,
        "epochs": {name: state.epochs_done for name, state in progress.items()},
        "best_epoch": {name: state.best_epoch for name, state in progress.items()},
        "seconds": {name: round(state.seconds, 1) for name, state in progress.items()},
    }
    if len(data.cache.parts) > 1:
        facts[PARTS] = [
            {"name": part.name, "data_sha256": part.fingerprint, "faces": part.rows}
            for part in data.cache.parts
        ]
    if settings.thin is not None:
        facts[THINNED] = {"group": str(settings.thin), "left_out_faces": data.left_out}
    if run.untaught:
        facts["untaught"] = list(run.untaught)
    if run.start is not None:
        facts |= run.start.facts()
        facts["began"] = {name: state.began for name, state in progress.items()}
        notes = {name: load_arrays(run.folder / name / BEST)[1] for name in progress}
        shares = {name: share_in(note) for name, note in notes.items()}
        facts |= {"learned_share": shares} if any(shares.values()) else {}
    return facts
