"""One training run from a folder of faces to a model in the store."""

from __future__ import annotations

import datetime
import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine import __version__, store
from engine.architectures import ARCHITECTURES, Architecture
from engine.errors import DataError
from engine.evaluation import evaluate
from engine.predictor import Predictor
from engine.preprocessing import Alignment
from engine.results import Estimate
from engine.spec import ModelSpec
from training.dataset.cache import ChipCache, open_cache
from training.dataset.split import Split, split_by_group
from training.dataset.twins import twin_groups
from training.dataset.utkface import limited, read_utkface
from training.events import Event, Exporting, Finished, Listener, Preparing
from training.export import conversion_error, convert
from training.recipes import Recipe, recipe_for
from training.settings import TrainSettings
from training.trainer.checkpoint import Progress, history_csv, load_arrays, weights_sha256
from training.trainer.control import Control
from training.trainer.measures import predict
from training.trainer.network import BEST, NetworkJob, NetworkTrainer, precision


@dataclass(frozen=True, slots=True)
class Data:
    """Prepared faces and their split; ``groups`` are the twin groups."""

    cache: ChipCache
    split: Split


def train(
    settings: TrainSettings, *, listener: Listener, control: Control | None = None
) -> ModelSpec:
    """Prepare, train every network of the architecture, convert, measure, store.

    Killed at any moment, the same call with ``resume=True`` goes on after the last finished
    epoch. Raises ``DataError`` for unusable data or settings; the store never holds half a model.
    """
    architecture = architecture_named(settings.architecture)
    recipe = _adjusted(recipe_for(settings.architecture, settings.recipe), settings)
    alignment = Alignment()
    data = prepare(
        settings.data,
        work_dir=settings.work_dir,
        size_px=architecture.input_px,
        alignment=alignment,
        seed=settings.seed,
        limit=settings.limit,
        listener=listener,
    )
    run = _Run(settings, architecture, recipe, alignment, data)
    control = control or Control()
    progress = {
        name: run.train_network(name, listener=listener, control=control)
        for name in architecture.networks
    }
    listener(Exporting(architecture.name))
    spec = run.finish(progress)
    listener(Finished(settings.models_dir / spec.model_id, dict(spec.metrics)))
    return spec


def prepare(
    folder: Path,
    *,
    work_dir: Path,
    size_px: int,
    alignment: Alignment,
    seed: int,
    limit: int | None,
    listener: Listener | None = None,
) -> Data:
    """Read, align and split a folder of labelled faces; cached under ``work_dir``.

    Raises ``DataError`` if there is nothing to use.
    """
    samples, _ = read_utkface(folder)

    def report(done: int, total: int) -> None:
        if listener is not None and (done % 100 == 0 or done == total):
            event: Event = Preparing(done, total)
            listener(event)

    cache = open_cache(
        limited(samples, limit),
        folder=work_dir / "cache",
        size_px=size_px,
        alignment=alignment,
        progress=report,
    )
    groups = twin_groups(cache.hashes)
    split = split_by_group(cache.ages, cache.genders, groups, seed=seed)
    if min(len(split.train), len(split.validation), len(split.test)) == 0:
        raise DataError(
            "There are too few faces to train on and to test with; a few dozen is the least. "
            f"Received: {len(cache.names)} faces"
        )
    return Data(cache, split)


def architecture_named(name: str) -> Architecture:
    """The architecture of that name; raises ``DataError`` listing the known ones."""
    if name not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise DataError(f"There is no such architecture; known: {known}. Received: {name}")
    return ARCHITECTURES[name]


def _adjusted(recipe: Recipe, settings: TrainSettings) -> Recipe:
    return replace(
        recipe,
        epochs=settings.epochs or recipe.epochs,
        batch_size=settings.batch_size or recipe.batch_size,
        learning_rate=settings.learning_rate or recipe.learning_rate,
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: what is trained, how, and on what."""

    settings: TrainSettings
    architecture: Architecture
    recipe: Recipe
    alignment: Alignment
    data: Data

    @property
    def identity(self) -> str:
        """A hash of everything that must stay the same for a run to be resumed."""
        parts: dict[str, Any] = {
            "architecture": self.architecture.name,
            "recipe": asdict(self.recipe),
            "seed": self.settings.seed,
            "data": self.data.cache.fingerprint,
        }
        if self.settings.start_from is not None:
            parts["start"] = {
                name: weights_sha256(self._start(name)) for name in self.architecture.networks
            }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @property
    def folder(self) -> Path:
        """Where the checkpoints of this run lie."""
        name = f"{self.architecture.name}-{self.recipe.name}-{self.identity[:12]}"
        return self.settings.work_dir / name

    def _start(self, name: str) -> Path:
        """The weights of a former run to begin with."""
        return (self.settings.start_from or self.folder) / name / BEST

    def _start_hashes(self) -> dict[str, str]:
        return {name: weights_sha256(self._start(name)) for name in self.architecture.networks}

    def train_network(self, name: str, *, listener: Listener, control: Control) -> Progress:
        """Train one of the networks, or go on with it; its best weights end in its folder."""
        job = NetworkJob(
            name=name,
            cache=self.data.cache,
            split=self.data.split,
            recipe=self.recipe,
            epochs=self.recipe.epochs,
            seed=self.settings.seed,
            folder=self.folder / name,
            identity=self.identity,
            start=self._start(name) if self.settings.start_from is not None else None,
        )
        with precision(self.settings.precision):
            keras.utils.set_random_seed(self.settings.seed)
            network = self.architecture.networks[name]()
            trainer = NetworkTrainer(network, job, listener=listener, control=control)
            return trainer.run(resume=self.settings.resume)

    def finish(self, progress: Mapping[str, Progress]) -> ModelSpec:
        """Convert, measure on the test split what was converted, and store it."""
        data, rows = self.data, self.data.split.test
        files: dict[str, bytes | Path] = {
            f"{name}.tflite": convert(self.architecture.name, name, self.folder / name / BEST)
            for name in self.architecture.networks
        }
        exact, parameters = self._exact_outputs()
        spec = self._description(progress, parameters)
        trial = store.save(self.folder / "export", spec, files)
        estimates = Predictor(trial, store.verify(trial)).predict(data.cache.chips[rows])
        metrics = evaluate(
            data.cache.ages[rows],
            data.cache.genders[rows],
            estimates,
            groups=data.cache.groups[rows],
        )
        report = {
            "test": metrics.to_dict(),
            "conversion": conversion_error(exact, _as_arrays(estimates)),
            "history": {name: state.history for name, state in progress.items()},
        }
        files["report.json"] = json.dumps(report, indent=2, sort_keys=True).encode()
        files["history.csv"] = history_csv(progress).encode()
        figures = {
            "test_faces": float(metrics.count),
            "test_age_mae_years": metrics.age_mae_years,
            "test_gender_accuracy": metrics.gender_accuracy,
        }
        models = self.settings.models_dir
        return store.verify(store.save(models, replace(spec, metrics=figures), files))

    def _title(self) -> str:
        """What people call it; the recipe only where it is not our usual one."""
        title = self.architecture.title
        return title if self.recipe.name == "tuned" else f"{title}, {self.recipe.name} recipe"

    def _exact_outputs(self) -> tuple[dict[str, NDArray[np.float64]], int]:
        """What the trained networks say on the test split before conversion, and their size."""
        outputs: dict[str, NDArray[np.float64]] = {}
        parameters = 0
        for name, build in self.architecture.networks.items():
            network = build()
            network.set_weights(load_arrays(self.folder / name / BEST)[0]["network"])
            parameters += int(network.count_params())
            outputs |= predict(network, self.data.cache, self.data.split.test)
        return outputs, parameters

    def _description(self, progress: Mapping[str, Progress], parameters: int) -> ModelSpec:
        name = self.architecture.name
        facts = _training_facts(self.settings, self.recipe, self.data, progress)
        if self.settings.start_from is not None:
            facts["started_from_sha256"] = self._start_hashes()
        return ModelSpec(
            model_id=self.settings.model_id or name,
            title=self._title(),
            architecture=name,
            input_px=self.architecture.input_px,
            networks={network: f"{network}.tflite" for network in self.architecture.networks},
            files={},
            alignment=self.alignment,
            training=facts | {"parameters": parameters},
            versions={
                "agelens": __version__,
                "keras": str(keras.__version__),
                "backend": str(keras.backend.backend()),
                "python": platform.python_version(),
            },
            created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        )


def _as_arrays(estimates: list[Estimate]) -> dict[str, NDArray[np.float64]]:
    return {
        "age_out": np.array([estimate.age_years for estimate in estimates]),
        "gender_out": np.array([estimate.female_score for estimate in estimates]),
    }


def _training_facts(
    settings: TrainSettings, recipe: Recipe, data: Data, progress: Mapping[str, Progress]
) -> dict[str, Any]:
    return {
        "data_sha256": data.cache.fingerprint,
        "faces": len(data.cache.names),
        "train_faces": len(data.split.train),
        "validation_faces": len(data.split.validation),
        "test_faces": len(data.split.test),
        "limit": settings.limit,
        "seed": settings.seed,
        "recipe": asdict(recipe),
        "precision": settings.precision,
        "epochs": {name: state.epochs_done for name, state in progress.items()},
        "best_epoch": {name: state.best_epoch for name, state in progress.items()},
        "seconds": {name: round(state.seconds, 1) for name, state in progress.items()},
    }
