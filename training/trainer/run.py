"""One training run, from labelled faces to models in the store; several architectures: a duel."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine.architectures import ARCHITECTURES, Architecture
from engine.errors import DataError
from engine.preprocessing import Alignment
from engine.spec import ModelSpec
from training.events import Exporting, Finished, Listener
from training.interrupted_runs import Journal, NetworkEpochs
from training.recipes import FINE_TUNE, AugmentSettings, Recipe, recipe_for
from training.run_records import RunRecorder
from training.settings import LEAST_FACES, TrainSettings, together
from training.tensorboard import TensorBoardWriter
from training.trainer.compilation import precision, spread_over
from training.trainer.control import Control
from training.trainer.data import Data, prepare
from training.trainer.face_wall import wall_faces, wall_rows
from training.trainer.job import NetworkJob
from training.trainer.model_writer import Trained, finish
from training.trainer.network import NetworkTrainer
from training.trainer.start import Start


def train(
    settings: TrainSettings | Sequence[TrainSettings],
    *,
    listener: Listener,
    control: Control | None = None,
) -> tuple[ModelSpec, ...]:
    """Prepare, train every network of every architecture in turns, convert, measure, store.

    Killed at any moment, the same call with ``resume=True`` goes on after the last finished
    epoch; until it is finished, ``unfinished_runs`` lists the run. Stopped, it stores the best so
    far. Raises ``DataError`` for unusable data or settings; the store never holds half a model.
    """
    several = together(settings)
    control = control or Control()
    plans = [_Plan.of(one) for one in several]
    journal = Journal.begin(several, networks=[row for plan in plans for row in plan.epochs()])
    with _told_tensorboard(several[0].tensorboard, journal, listener) as listener:
        return _trained(several, plans, journal, listener=listener, control=control)


@contextmanager
def _told_tensorboard(
    folder: Path | None, journal: Journal, listener: Listener
) -> Iterator[Listener]:
    """A listener that writes event files as well, if there is a folder for them."""
    if folder is None:
        yield listener
        return
    writer = TensorBoardWriter(folder / journal.run.record, listener=listener)
    try:
        yield writer
    finally:
        writer.close()


def _trained(
    several: Sequence[TrainSettings],
    plans: Sequence[_Plan],
    journal: Journal,
    *,
    listener: Listener,
    control: Control,
) -> tuple[ModelSpec, ...]:
    listener = recorder = RunRecorder(journal, listener=listener)
    with _traceless(journal, recorder):
        runs = _begun(plans, journal, listener=listener, control=control)
        sizes = {plan.recipe.batch_size for plan in plans}
        with precision(several[0].precision), spread_over(several[0].devices, batch_sizes=sizes):
            resume = several[0].resume
            trainers = {
                run: _teaching(run.trainers(resume=resume, listener=listener, control=control), run)
                for run in runs
            }
            everyone = [trainer for group in trainers.values() for trainer in group]
            for trainer in everyone:
                trainer.begin(resume=resume)
                _note(journal, trainer)
            _take_turns(everyone, journal)
        specs = [_stored(run, group, listener) for run, group in trainers.items()]
    stopped = any(trainer.cut_short for trainer in everyone)
    recorder.end(stopped=stopped)
    if not stopped:
        for trainer in everyone:
            trainer.let_go()
    journal.end()
    return tuple(specs)


@contextmanager
def _traceless(journal: Journal, recorder: RunRecorder) -> Iterator[None]:
    """Forget a run with data or settings that cannot be used, unless something is done already."""
    try:
        yield
    except DataError:
        if not journal.begun:
            journal.end()
            recorder.discard()
        raise


def _begun(
    plans: Sequence[_Plan], journal: Journal, *, listener: Listener, control: Control
) -> list[_Run]:
    """Faces for all plans, the same ones, and a wall of some of them."""
    start = plans[0].start(journal)  # read before anything that takes long
    described = None if start is None else start.spec
    alignment = Alignment() if described is None else described.alignment
    data = prepare(
        plans[0].settings,
        sizes={plan.name: plan.architecture.input_px for plan in plans},
        alignment=alignment,
        kept=journal.caches,
        start=described,
        listener=listener,
        control=control,
        border=max(plan.recipe.border for plan in plans),
    )
    small = min(data.values(), key=lambda one: one.cache.chips.shape[1])
    wall = wall_rows(small.cache, small.split.validation, seed=plans[0].settings.seed)
    runs = [plan.run(alignment, data[plan.name], wall, start) for plan in plans]
    note = None if start is None else start.note
    journal.locate(
        folders=[run.folder.name for run in runs],
        caches={name: one.cache.place for name, one in data.items()},
        starts={} if note is None else {plans[0].name: note},
    )
    listener(wall_faces(small.cache, wall))
    return runs


def _take_turns(trainers: Sequence[NetworkTrainer], journal: Journal) -> None:
    """Epoch by epoch, whoever is behind first, so that the curves grow side by side."""
    while waiting := [trainer for trainer in trainers if not trainer.done]:
        trainer = min(waiting, key=lambda one: one.progress.epochs_done)
        trainer.epoch()
        _note(journal, trainer)
    for trainer in trainers:
        trainer.interpolate()


def _teaching(trainers: Sequence[NetworkTrainer], run: _Run) -> Sequence[NetworkTrainer]:
    """The same trainers; raises ``DataError`` if there is too little to teach any of them."""
    if not any(trainer.taught for trainer in trainers):
        cache = run.data.cache
        ages, genders = (int(np.isfinite(labels).sum()) for labels in (cache.ages, cache.genders))
        raise DataError(
            "Fine-tuning a model takes at least {least} faces with a known age, or {least} with a "
            "known gender: with fewer, nobody could tell whether it improved.",
            received=f"{ages} ages, {genders} genders",
            least=LEAST_FACES,
        )
    return trainers


def _note(journal: Journal, trainer: NetworkTrainer) -> None:
    done = trainer.progress.epochs_done
    journal.epoch_done(trainer.architecture, trainer.name, done=done)


def _stored(run: _Run, trainers: Sequence[NetworkTrainer], listener: Listener) -> ModelSpec:
    listener(Exporting(run.plan.name))
    spec = finish(run.trained(trainers))
    folder = run.plan.settings.models_dir / spec.model_id
    listener(Finished(run.plan.name, spec.model_id, folder, dict(spec.metrics)))
    return spec


def architecture_named(name: str) -> Architecture:
    """The architecture of that name; raises ``DataError`` listing the known ones."""
    if name not in ARCHITECTURES:
        known = ", ".join(ARCHITECTURES)
        raise DataError(
            "There is no such architecture; known: {known}.", received=name, known=known
        )
    return ARCHITECTURES[name]


def _adjusted(recipe: Recipe, settings: TrainSettings) -> Recipe:
    return replace(
        recipe,
        epochs=settings.epochs or recipe.epochs,
        batch_size=settings.batch_size or recipe.batch_size,
        learning_rate=settings.learning_rate or recipe.learning_rate,
        augment=recipe.augment if settings.augment else AugmentSettings(flip=False),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """What is to be trained, and how."""

    settings: TrainSettings
    architecture: Architecture
    recipe: Recipe

    @classmethod
    def of(cls, settings: TrainSettings) -> _Plan:
        architecture = architecture_named(settings.architecture)
        recipe = _adjusted(recipe_for(settings.architecture, settings.recipe), settings)
        if recipe.name == FINE_TUNE and settings.start_from is None:
            raise DataError(
                "There is nothing to fine-tune: choose the model to start from.",
                received=f"recipe={recipe.name}",
            )
        return cls(settings, architecture, recipe)

    @property
    def name(self) -> str:
        """What tells it from the other plans of the run."""
        return self.settings.variant

    def run(
        self, alignment: Alignment, data: Data, wall: NDArray[np.int64], start: Start | None
    ) -> _Run:
        """Carry it out on these faces, or on fewer of them where a group is thinned."""
        thinned = data.thinned(self.settings.thin, seed=self.settings.seed)
        return _Run(self, alignment, thinned, wall, start)

    def start(self, journal: Journal) -> Start | None:
        """What the run begins with, ``None`` from scratch; an interrupted one begins as it did."""
        settings = self.settings
        if settings.start_from is None:
            return None
        noted = journal.starts.get(self.name) if settings.resume else None
        return Start.of(settings.start_from, self.architecture, noted=noted)

    def epochs(self) -> list[NetworkEpochs]:
        """What each network has to do."""
        total = self.recipe.epochs
        return [
            NetworkEpochs(self.name, network, 0, total) for network in self.architecture.networks
        ]


@dataclass(frozen=True, slots=True, eq=False)
class _Run:
    """A plan with the faces that it is carried out on; ``wall`` are rows of validation faces."""

    plan: _Plan
    alignment: Alignment
    data: Data
    wall: NDArray[np.int64]
    start: Start | None

    @property
    def identity(self) -> str:
        """A hash of everything that must stay the same for a run to be resumed."""
        settings = self.plan.settings
        parts: dict[str, Any] = {
            "architecture": self.plan.architecture.name,
            "recipe": self.plan.recipe.chosen(),
            "seed": settings.seed,
            "data": self.data.cache.fingerprint,
        }
        if self.start is not None:
            parts["start"] = self.start.identity
        if settings.thin is not None:
            parts["thin"] = str(settings.thin)
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    @property
    def folder(self) -> Path:
        """Where the checkpoints of this run lie."""
        name = f"{self.plan.name}-{self.plan.recipe.name}-{self.identity[:12]}"
        return self.plan.settings.work_dir / name

    def trainers(
        self, *, resume: bool, listener: Listener, control: Control
    ) -> list[NetworkTrainer]:
        """One for each network of the architecture, not begun."""
        starts = {} if self.start is None else self.start.lay_out(self.folder, resume=resume)
        return [
            self._trainer(name, start=starts.get(name), listener=listener, control=control)
            for name in self.plan.architecture.networks
        ]

    def _trainer(
        self, name: str, *, start: Path | None, listener: Listener, control: Control
    ) -> NetworkTrainer:
        settings, recipe = self.plan.settings, self.plan.recipe
        job = NetworkJob(
            architecture=self.plan.name,
            name=name,
            cache=self.data.cache,
            split=self.data.split,
            recipe=recipe,
            epochs=recipe.epochs,
            seed=settings.seed,
            folder=self.folder / name,
            identity=self.identity,
            start=start,
            unknown=() if self.start is None else self.start.untaught,
            wall=self.wall,
            deciding=self.data.deciding,
            alignment=self.alignment,
        )
        keras.utils.set_random_seed(settings.seed)
        network = self.plan.architecture.networks[name]()
        return NetworkTrainer(network, job, listener=listener, control=control)

    def trained(self, trainers: Sequence[NetworkTrainer]) -> Trained:
        """What these trainers made, ready to be stored."""
        return Trained(
            settings=self.plan.settings,
            architecture=self.plan.architecture,
            recipe=self.plan.recipe,
            alignment=self.alignment,
            data=self.data,
            folder=self.folder,
            start=self.start,
            progress={trainer.name: trainer.progress for trainer in trainers},
            untaught=tuple(name for trainer in trainers for name in trainer.untaught),
        )
