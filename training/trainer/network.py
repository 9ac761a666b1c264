"""Train one network: epochs, validation, averaging, checkpoints. Keras 3 API only."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.files import write_atomically
from training.dataset.batches import any_unknown
from training.events import EpochDone, Event, Insides, Listener, OwnGuess, Started, WallGuesses
from training.trainer.batches import (
    batches_of,
    is_plain,
    lesson,
    reseed,
    settle_norms,
    steps_in_epoch,
)
from training.trainer.checkpoint import (
    CheckpointState,
    history_csv,
    load_arrays,
    progress_from,
    progress_text,
    save_arrays,
)
from training.trainer.compilation import plain
from training.trainer.control import Control
from training.trainer.face_wall import Outputs, WallNotes
from training.trainer.initial_weights import first_weights, hold
from training.trainer.insides import InsideView
from training.trainer.interpolation import (
    WeightMean,
    best_of,
    between,
    main_errors,
    share_in,
    share_note,
)
from training.trainer.job import (
    BEST,
    CHECKPOINT,
    HISTORY,
    WALL,
    NetworkJob,
    known_outputs,
    naive_figures,
    outputs_to_train_on,
)
from training.trainer.normalization import folded_weights, hold_norms, normalised
from training.trainer.reporter import Reporter
from training.trainer.validation import predict, predict_own, scores, source_scores


class NetworkTrainer:
    """One network's run: ``begin``, then ``epoch`` until ``done``; a new object resumes it.

    Where the recipe normalises, a normalised copy learns, and its folded weights are kept. Weights
    to start from are folded already: then the network itself learns on, is kept only where it
    becomes better than it was, and what the data do not teach is left as it is.
    """

    def __init__(
        self, network: keras.Model, job: NetworkJob, *, listener: Listener, control: Control
    ) -> None:
        self._folds = job.recipe.normalise and job.start is None
        self._kept = network
        self._network = normalised(network) if self._folds else network
        self._job = job
        self._listener, self._control = listener, control
        choose = known_outputs if job.start is None else outputs_to_train_on
        self._outputs = choose(network.output, job.cache, job.split)
        self._untaught = tuple(name for name in network.output if name not in self._outputs)
        self._partial = any_unknown(job.cache, job.split.train, self._outputs)
        self._steps = steps_in_epoch(job)
        self._notes = WallNotes(job.folder / WALL, job.architecture, job.name)
        self._guesses: list[WallGuesses] = []
        self._inside: InsideView | None = None
        self._astray = False
        self.progress = CheckpointState(identity=job.identity)

    @property
    def name(self) -> str:
        """The network's name within its architecture."""
        return self._job.name

    @property
    def architecture(self) -> str:
        """The name of its architecture."""
        return self._job.architecture

    @property
    def untaught(self) -> tuple[str, ...]:
        """Outputs about which neither the data nor weights to start from say anything."""
        if self._job.start is None:
            return self._untaught
        return tuple(name for name in self._untaught if name in self._job.unknown)

    @property
    def taught(self) -> tuple[str, ...]:
        """Outputs that are taught; none if a network is left as it was."""
        return self._outputs

    @property
    def done(self) -> bool:
        """Whether nothing is left to do: all epochs finished, no more progress, or stopped.

        Never before the first epoch is finished; stopped, that is a short one.
        """
        if not self._outputs:
            return True
        if self.progress.epochs_done == 0:
            return False
        return self._over or self._astray or self._control.stopped

    @property
    def _over(self) -> bool:
        """Whether all epochs are finished, or no more progress is made."""
        job, progress = self._job, self.progress
        patience = job.recipe.patience_epochs
        waited = progress.epochs_done - progress.best_epoch
        impatient = patience is not None and waited >= patience
        return progress.epochs_done >= job.epochs or impatient

    @property
    def cut_short(self) -> bool:
        """Whether it was stopped before all of its epochs were finished."""
        unfinished = self.progress.epochs_done < self._job.epochs
        return self._control.stopped and bool(self._outputs) and unfinished

    def run(self, *, resume: bool) -> CheckpointState:
        """Begin and train until done; best weights lie in ``best.npz``."""
        self.begin(resume=resume)
        while not self.done:
            self.epoch()
        self.interpolate()
        return self.progress

    def begin(self, *, resume: bool) -> None:
        """Build what learns and take up what was saved; tells what is already done.

        Without ``resume`` the traces of a former run in the same folder are removed. Raises
        ``DataError`` if the saved state is damaged or of another run.
        """
        job = self._job
        job.folder.mkdir(parents=True, exist_ok=True)
        saved: dict[str, list[NDArray[Any]]] = {}
        if not resume:
            for name in (CHECKPOINT, BEST, WALL, HISTORY):
                (job.folder / name).unlink(missing_ok=True)
        elif (job.folder / CHECKPOINT).is_file():
            saved, text = load_arrays(job.folder / CHECKPOINT)
            self.progress = progress_from(text, identity=job.identity)
        if not self._outputs:
            self._leave_as_it_is()
            return
        if job.recipe.hold_norms:
            hold_norms(self._network)
        if job.start is not None:
            hold(self._network, [name for name in self._untaught if name not in job.unknown])
        self._model = self._wrapped()
        self._give_weights(saved)
        self._tell_beginning()

    def _wrapped(self) -> keras.Model:
        """What learns in the next epoch, around the same network."""
        return lesson(
            self._network,
            self._job,
            outputs=self._outputs,
            steps=self._steps * self._job.epochs,
            epochs_done=self.progress.epochs_done,
            partial=self._partial,
        )

    def _turn_plain(self) -> None:
        """Learn from the chips as they are from now on, at the same point of the schedule."""
        former = self._model.optimizer.variables
        self._model = self._wrapped()
        for variable, value in zip(self._model.optimizer.variables, former, strict=True):
            variable.assign(value)

    def _give_weights(self, saved: dict[str, list[NDArray[Any]]]) -> None:
        job = self._job
        if saved:
            self._network.set_weights(saved["network"])
            variables = self._model.optimizer.variables
            for variable, value in zip(variables, saved["optimizer"], strict=True):
                variable.assign(value)
            return
        if self.progress.epochs_done:
            return  # it is over, and was let go of
        first_weights(self._network, job, taught=self._outputs, untaught=self._untaught)
        if job.start is not None:
            _, self.progress.began = self._validate()
            self.progress.best_loss = self.progress.began["loss"]
            save_arrays(job.folder / BEST, {"network": self._folded()})

    def _leave_as_it_is(self) -> None:
        """The data say nothing of what this network answers: keep what it began with."""
        first_weights(self._network, self._job, taught=(), untaught=())
        save_arrays(self._job.folder / BEST, {"network": self._network.get_weights()})
        self._tell_beginning()

    def _tell_beginning(self) -> None:
        job, progress = self._job, self.progress
        self._listener(
            Started(
                architecture=job.architecture,
                network=job.name,
                train_faces=len(job.split.train),
                validation_faces=len(job.split.validation),
                test_faces=len(job.split.test),
                epochs=job.epochs,
                epochs_done=progress.epochs_done if self._outputs else job.epochs,
                steps_per_epoch=self._steps,
                history=tuple(dict(row) for row in progress.history),
                began=dict(progress.began),
                untaught=self._untaught,
                naive=naive_figures(job.cache, job.split, outputs=self._outputs),
            )
        )
        if job.wall is None or not self._outputs:
            return
        self._guesses = self._notes.read(faces=len(job.wall), epochs=progress.epochs_done)
        for guesses in self._guesses:
            self._listener(guesses)
        if progress.epochs_done == 0:
            if not self._guesses:
                self._listener(self._guessed(0, predict(self._network, job.cache, job.wall)))
            for told in self._of_chosen_faces(0):
                self._listener(told)

    def _guessed(self, epoch: int, outputs: Outputs) -> WallGuesses:
        """Keep what the network says of the wall's faces after an epoch."""
        taught = {name: outputs[name] for name in self._outputs}
        guesses = self._notes.guesses(epoch, taught)
        self._guesses = self._notes.keep(guesses, former=self._guesses)
        return guesses

    def _own_guesses(self, epoch: int) -> list[OwnGuess]:
        """What the network as it stands says of the faces that somebody put on the wall."""
        job, faces = self._job, self._control.own_faces
        if not faces:
            return []
        size_px = int(job.cache.chips.shape[1])
        outputs = predict_own(self._network, faces, size_px=size_px, alignment=job.alignment)
        taught = {name: outputs[name] for name in self._outputs}
        return self._notes.own_guesses(epoch, faces, taught)

    def _of_chosen_faces(self, epoch: int) -> list[Event]:
        """What is told of faces that somebody put on the wall, or watches."""
        return [*self._own_guesses(epoch), *self._insides(epoch)]

    def _insides(self, epoch: int) -> list[Insides]:
        """What the face that somebody watches sets off inside; nothing while nobody does."""
        chip = self._watched_chip()
        face = self._control.watched
        if chip is None or face is None:
            return []
        if self._inside is None:
            self._inside = InsideView(self._network)
        job = self._job
        return [
            self._inside.look(
                chip, architecture=job.architecture, network=job.name, epoch=epoch, face=face
            )
        ]

    def _watched_chip(self) -> NDArray[np.uint8] | None:
        job, face = self._job, self._control.watched
        if face is None or job.wall is None or face >= len(job.wall):
            return None
        if face >= 0:
            return np.array(job.cache.chips[job.wall[face]])
        size_px = int(job.cache.chips.shape[1])
        for own in self._control.own_faces:
            if own.number == -face:
                return own.chip(size_px=size_px, alignment=job.alignment)
        return None

    def epoch(self) -> None:
        """Train one epoch and judge it; a stop midway leaves things as the last epoch left them.

        Raises ``DataError`` if the first epoch leads nowhere: the loss is no number.
        """
        progress = self.progress
        epoch = progress.epochs_done + 1
        if is_plain(self._job, epoch) and not is_plain(self._job, epoch - 1):
            self._turn_plain()
        model = self._model
        reseed(model, seed=self._job.seed, epoch=epoch)
        batches = batches_of(self._job, self._outputs, epoch)
        begun = time.monotonic()
        reporter = Reporter(
            self._job, epoch, network=self._network, listener=self._listener, control=self._control
        )
        logs = model.fit(batches, epochs=1, verbose=0, shuffle=False, callbacks=[reporter])
        if self._control.stopped and reporter.steps < self._steps and progress.epochs_done:
            return
        # The averages stand in the weights now, under JAX as the very same memory, which a
        # prediction gives away: take copies.
        self._network.set_weights(self._network.get_weights())
        metrics = plain({name: values[-1] for name, values in logs.history.items()})
        if self._job.recipe.average_momentum:
            settle_norms(model, self._network, batches)
        outputs, found = self._validate()
        metrics |= {f"val_{key}": value for key, value in found.items()}
        if self._went_astray(metrics):
            return
        progress.epochs_done = epoch
        progress.seconds += time.monotonic() - begun - reporter.paused_seconds
        progress.history.append({"epoch": epoch, "seconds": progress.seconds, **metrics})
        self._keep(metrics, outputs, self._of_chosen_faces(epoch), reporter.raw_weights)

    def let_go(self) -> None:
        """Keep nothing to go on from where there is nothing to go on with: four fifths of the disk.

        The best weights stay, and what was reached, so that the same run is not trained again.
        """
        if self._outputs and self._over:
            path = self._job.folder / CHECKPOINT
            save_arrays(path, {}, text=progress_text(self.progress))

    def interpolate(self) -> None:
        """Mix the best weights with those the run began with, where the recipe asks and it helps.

        Does nothing a second time, nor where nothing better was learned.
        """
        job = self._job
        if job.start is None or not job.recipe.interpolated or not self.progress.best_epoch:
            return
        groups, note = load_arrays(job.folder / BEST)
        if share_in(note) is not None:
            return
        ended = groups["network"]
        first_weights(self._network, job, taught=self._outputs, untaught=self._untaught)
        begun = self._network.get_weights()
        rows = job.split.validation
        before = main_errors(self._validate()[0], job.cache, rows)
        weights: dict[float, list[NDArray[Any]]] = {}
        candidates = []
        for share in (*job.recipe.interpolated, 1.0):
            self._network.set_weights(between(begun, ended, share=share))
            if share < 1.0:
                batches = batches_of(job, self._outputs, job.epochs)
                settle_norms(self._model, self._network, batches)
            outputs, figures = self._validate()
            weights[share] = self._folded()
            errors = main_errors(outputs, job.cache, rows)
            candidates.append(WeightMean(share, figures["loss"], errors))
        chosen = best_of(candidates, before=before)
        note = share_note(chosen.share)
        save_arrays(job.folder / BEST, {"network": weights[chosen.share]}, text=note)
        self.progress.best_loss = chosen.loss

    def _keep(
        self,
        metrics: dict[str, float],
        outputs: Outputs,
        own: Sequence[Event],
        raw_weights: list[NDArray[Any]],
    ) -> None:
        """Save a finished epoch, its weights if they are the best, and tell of it."""
        job, progress = self._job, self.progress
        loss = self._deciding_loss(outputs, metrics["val_loss"])
        is_best = loss < progress.best_loss
        if is_best:
            progress.best_loss, progress.best_epoch = loss, progress.epochs_done
            save_arrays(job.folder / BEST, {"network": self._folded()})
        self._network.set_weights(raw_weights)
        epoch = progress.epochs_done
        events: list[Event] = [
            EpochDone(job.architecture, job.name, epoch, progress.seconds, metrics, is_best),
            *own,
        ]
        if job.wall is not None:
            places = np.searchsorted(job.split.validation, job.wall)
            events.append(
                self._guessed(epoch, {name: values[places] for name, values in outputs.items()})
            )
        write_atomically(job.folder / HISTORY, history_csv({job.name: progress}).encode())
        self._save()  # the last, for it says that the epoch is finished
        for event in events:
            self._listener(event)

    def _went_astray(self, metrics: Mapping[str, float]) -> bool:
        """Whether the loss is no number any more: what was saved before is the end then."""
        self._astray = not (math.isfinite(metrics["loss"]) and math.isfinite(metrics["val_loss"]))
        if self._astray and self.progress.epochs_done == 0:
            raise DataError(
                "The training diverged: its loss is no longer a number. Choose a smaller "
                "learning rate.",
                received=f"learning rate {self._job.recipe.learning_rate:g}",
            )
        return self._astray

    def _folded(self) -> list[NDArray[Any]]:
        """The weights of the architecture itself, as the network stands."""
        if self._folds:
            return folded_weights(self._network, self._kept)
        return list(self._network.get_weights())

    def _validate(self) -> tuple[Outputs, dict[str, float]]:
        """What the network as it stands says of the validation faces, and the figures."""
        job = self._job
        rows = job.split.validation
        outputs = predict(self._network, job.cache, rows)
        taught = {name: outputs[name] for name in self._outputs}
        return outputs, self._scores(taught, rows) | source_scores(taught, job.cache, rows)

    def _scores(self, outputs: Outputs, rows: NDArray[np.int64]) -> dict[str, float]:
        cache = self._job.cache
        return scores(
            outputs,
            cache.ages[rows],
            cache.genders[rows],
            recipe=self._job.recipe,
            reaches=cache.age_reaches[rows],
        )

    def _deciding_loss(self, outputs: Outputs, whole: float) -> float:
        """The loss by which the best epoch is chosen; ``whole`` is that on all validation faces."""
        rows = self._job.deciding
        if rows is None or not len(rows):
            return whole
        places = np.searchsorted(self._job.split.validation, rows)
        taught = {name: outputs[name][places] for name in self._outputs}
        return self._scores(taught, rows)["loss"]

    def _save(self) -> None:
        optimizer = [variable.numpy() for variable in self._model.optimizer.variables]
        save_arrays(
            self._job.folder / CHECKPOINT,
            {"network": self._network.get_weights(), "optimizer": optimizer},
            text=progress_text(self.progress),
        )
