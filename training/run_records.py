"""The course of every run, kept after it has ended: its curves, its face wall and its models.

One folder a run in the work folder, some hundred kilobytes, written anew after each epoch. The
checkpoints that a run goes on from lie elsewhere: a later run with the same settings uses the same
ones, and its record names them, too.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from engine.errors import DataError
from engine.files import read_ordinary, write_atomically
from training.events import (
    EpochDone,
    Event,
    Exporting,
    Finished,
    Listener,
    Started,
    WallFaces,
    WallGuesses,
)
from training.interrupted_runs import RECORDS, InterruptedRun, Journal, from_note, to_note
from training.run_history import NetworkHistory, RunHistory

RecordState = Literal["open", "stopped", "finished"]

_FORMAT = 1
_RECORD, _STEPS, _FACES = "record.json", "steps.npz", "faces.npz"
_LONGEST_RECORD, _LONGEST_ARRAYS = 64_000_000, 64_000_000  # bytes
_DAMAGE = (OSError, ValueError, TypeError, KeyError, AttributeError, DataError, RecursionError)


@dataclass(frozen=True, slots=True)
class RecordedModel:
    """A model that a run has stored, with its figures on the test faces."""

    architecture: str
    model_id: str
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunRecord:
    """What is kept of one run; ``state`` is "open" until it has stored its models.

    ``run`` holds its settings and where its checkpoints are; ``started`` one event a network with
    all of its epochs; ``guesses`` what was said of the faces of the wall, in order.
    """

    folder: Path
    state: RecordState
    run: InterruptedRun
    started: tuple[Started, ...]
    guesses: tuple[WallGuesses, ...]
    models: tuple[RecordedModel, ...]

    @property
    def name(self) -> str:
        """The name of the record."""
        return self.folder.name

    @property
    def seconds(self) -> float:
        """Training time of all networks together."""
        rows = [one.history[-1] for one in self.started if one.history]
        return sum(float(row.get("seconds", 0.0)) for row in rows)

    def events(self) -> list[Event]:
        """The run as its listener was told it, without what has been replaced since.

        Without steps or faces where those files are damaged.
        """
        steps = _read_steps(self.folder / _STEPS)
        faces = _read_faces(self.folder / _FACES)
        events: list[Event] = [] if faces is None else [faces]
        events += [
            replace(one, steps=steps.get(f"{one.architecture}/{one.network}"))
            for one in self.started
        ]
        count = 0 if faces is None else len(faces.chips)
        events += [one for one in self.guesses if _fits(one, count)]
        for model in self.models:
            events.append(Exporting(model.architecture))
            events.append(self.finished(model))
        return events

    def finished(self, model: RecordedModel) -> Finished:
        """The event that told of a model."""
        folder = self.run.settings[0].models_dir / model.model_id
        return Finished(model.architecture, model.model_id, folder, dict(model.metrics))


class RunRecorder:
    """Keeps what a run reports and passes it on to ``listener``.

    Writes after each epoch, before anybody is told of it. A run that is resumed goes on with its
    record, so that the curves of single steps are whole as well. Raises ``OutputError`` where the
    record cannot be written.
    """

    def __init__(self, journal: Journal, *, listener: Listener) -> None:
        self._journal, self._listener = journal, listener
        run = journal.run
        self._folder = run.settings[0].work_dir / RECORDS / run.record
        before = read_record(self._folder)
        self._steps = {} if before is None else _read_steps(self._folder / _STEPS)
        self._strides = (
            {}
            if before is None
            else {(one.architecture, one.network): one.stride for one in before.started}
        )
        self._history = RunHistory()
        self._started: dict[tuple[str, str], Started] = {}
        self._faces: WallFaces | None = None
        self._guesses: list[WallGuesses] = []
        # A stopped run that goes on keeps what it has made until that is made anew.
        self._models = {} if before is None else {one.architecture: one for one in before.models}

    def __call__(self, event: Event) -> None:
        """Keep an event and pass it on."""
        if isinstance(event, Started):
            event = self._with_steps(event)
            self._started[event.architecture, event.network] = event
        self._history.take(event)
        if isinstance(event, WallFaces):
            self._faces = event
        elif isinstance(event, WallGuesses):
            self._guesses.append(event)
        elif isinstance(event, Finished):
            model = RecordedModel(event.architecture, event.model_id, dict(event.metrics))
            self._models[model.architecture] = model
        elif isinstance(event, Started | EpochDone):
            self._write("open")
        self._listener(event)

    def end(self, *, stopped: bool) -> None:
        """The run has stored its models; ``stopped``: before its last epoch."""
        self._write("stopped" if stopped else "finished")

    def discard(self) -> None:
        """Keep nothing of a run that could not begin."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _with_steps(self, event: Started) -> Started:
        rows = self._steps.get(f"{event.architecture}/{event.network}")
        if rows is None or not event.epochs_done:
            return event
        stride = self._strides.get((event.architecture, event.network), 1)
        return replace(event, steps=rows[rows[:, 0] <= event.epochs_done], stride=stride)

    def _write(self, state: RecordState) -> None:
        networks = self._history.networks
        note = {
            "format": _FORMAT,
            "state": state,
            "run": to_note(self._journal.run),
            "networks": [self._network(one) for one in networks],
            "guesses": [_guess(one) for one in self._guesses],
            "models": [
                {"architecture": one.architecture, "model_id": one.model_id, "metrics": one.metrics}
                for one in self._models.values()
            ],
        }
        steps = {f"{one.architecture}/{one.network}": one.steps.rows for one in networks}
        write_atomically(self._folder / _STEPS, _arrays(steps))
        if self._faces is not None and not (self._folder / _FACES).exists():
            faces = self._faces
            write_atomically(
                self._folder / _FACES,
                _arrays({"chips": faces.chips, "ages": faces.ages, "genders": faces.genders}),
            )
        # The last, for it says that there is a record.
        write_atomically(self._folder / _RECORD, json.dumps(note).encode())

    def _network(self, network: NetworkHistory) -> dict[str, Any]:
        begun = self._started[network.architecture, network.network]
        return {
            "architecture": network.architecture,
            "network": network.network,
            "faces": [begun.train_faces, begun.validation_faces, begun.test_faces],
            "epochs": begun.epochs,
            "steps_per_epoch": begun.steps_per_epoch,
            "stride": network.steps.stride,
            "history": [
                {**one.metrics, "epoch": one.number, "seconds": one.seconds}
                for one in network.epochs
            ],
            "began": dict(begun.began),
            "untaught": list(begun.untaught),
            "naive": dict(begun.naive),
        }


def read_records(work_dir: Path) -> list[RunRecord]:
    """The records of a work folder, latest first; damaged ones are passed over."""
    try:
        folders = [path.parent for path in (work_dir / RECORDS).glob(f"*/{_RECORD}")]
    except OSError:
        return []
    found = [record for folder in folders if (record := read_record(folder)) is not None]
    return sorted(found, key=lambda record: record.run.when, reverse=True)


def read_record(folder: Path) -> RunRecord | None:
    """The record in a folder; ``None`` if there is none, or one that is damaged."""
    with contextlib.suppress(*_DAMAGE):
        text = read_ordinary(folder / _RECORD, longest=_LONGEST_RECORD).decode("utf-8")
        note = json.loads(text)
        if note["format"] == _FORMAT and note["state"] in ("open", "stopped", "finished"):
            return _from(note, folder)
    return None


def _from(note: Mapping[str, Any], folder: Path) -> RunRecord:
    run = from_note(note["run"], folder / _RECORD)
    if run.record != folder.name:
        raise ValueError("a record of another run")
    # Wherever the work folder was when the run began: it is where it is read.
    work_dir = folder.parent.parent
    settings = tuple(replace(one, work_dir=work_dir) for one in run.settings)
    return RunRecord(
        folder=folder,
        state=note["state"],
        run=replace(run, settings=settings),
        started=tuple(_started(one) for one in note["networks"]),
        guesses=tuple(_guesses(one) for one in note["guesses"]),
        models=tuple(
            RecordedModel(str(one["architecture"]), str(one["model_id"]), _numbers(one["metrics"]))
            for one in note["models"]
        ),
    )


def _started(values: Mapping[str, Any]) -> Started:
    train, validation, test = (int(count) for count in values["faces"])
    history = tuple(_numbers(row) for row in values["history"])
    return Started(
        architecture=str(values["architecture"]),
        network=str(values["network"]),
        train_faces=train,
        validation_faces=validation,
        test_faces=test,
        epochs=max(int(values["epochs"]), 1),
        epochs_done=max((int(row["epoch"]) for row in history), default=0),
        steps_per_epoch=max(int(values["steps_per_epoch"]), 1),
        history=history,
        began=_numbers(values["began"]),
        untaught=tuple(str(name) for name in values["untaught"]),
        naive=_numbers(values["naive"]),
        stride=max(int(values["stride"]), 1),
    )


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): float(value) for name, value in values.items()}


def _guess(one: WallGuesses) -> dict[str, Any]:
    return {
        "architecture": one.architecture,
        "network": one.network,
        "epoch": one.epoch,
        "ages": None if one.ages is None else one.ages.tolist(),
        "scores": None if one.female_scores is None else one.female_scores.tolist(),
    }


def _guesses(values: Mapping[str, Any]) -> WallGuesses:
    return WallGuesses(
        str(values["architecture"]),
        str(values["network"]),
        int(values["epoch"]),
        _column(values["ages"]),
        _column(values["scores"]),
    )


def _column(values: Sequence[float] | None) -> NDArray[np.float64] | None:
    return None if values is None else np.array([float(one) for one in values])


def _fits(guesses: WallGuesses, faces: int) -> bool:
    return all(
        column is None or column.shape == (faces,)
        for column in (guesses.ages, guesses.female_scores)
    )


def _arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]
    return content.getvalue()


def _read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """The arrays of a file; none if it is damaged. Loading cannot run code."""
    with contextlib.suppress(*_DAMAGE, BadZipFile, EOFError):
        content = io.BytesIO(read_ordinary(path, longest=_LONGEST_ARRAYS))
        with np.load(content, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    return {}


def _read_steps(path: Path) -> dict[str, NDArray[np.float64]]:
    return {
        name: rows.astype(np.float64)
        for name, rows in _read_arrays(path).items()
        if rows.ndim == 2 and rows.shape[1] > 0 and rows.dtype.kind == "f"
    }


def _read_faces(path: Path) -> WallFaces | None:
    found = _read_arrays(path)
    if set(found) != {"chips", "ages", "genders"}:
        return None
    chips, ages, genders = found["chips"], found["ages"], found["genders"]
    whole = chips.ndim == 4 and chips.shape[3] == 3 and chips.dtype == np.uint8 and len(chips) > 0
    if not whole or not ages.shape == genders.shape == (len(chips),):
        return None
    return WallFaces(chips, ages.astype(np.float32), genders.astype(np.float32))


def key_figures(record: RunRecord) -> dict[str, float]:
    """Age error in years and gender accuracy (0-1), by ``Metric``, of the best model or epoch.

    On the test faces where the run has stored a model, else the best epoch's on the validation
    faces.
    """
    found: dict[str, float] = {}
    for name, best in (("age_mae_years", min), ("gender_accuracy", max)):
        values = [one.metrics.get(f"test_{name}", math.nan) for one in record.models]
        if not record.models:
            rows = [row for one in record.started for row in one.history]
            values = [row.get(f"val_{name}", math.nan) for row in rows]
        known = [value for value in values if math.isfinite(value)]
        if known:
            found[name] = best(known)
    return found
