"""What trainings leave in their work folder: listed with what it takes of the disk, and deleted.

A run leaves the record of its course (``run_records``) and a folder for each architecture with the
checkpoints to go on from, the best weights (to start another training from) and the history. Its
models lie elsewhere and need none of it.
"""

from __future__ import annotations

import csv
import datetime
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from engine.errors import DataError, ModelError, OutputError
from engine.files import read_ordinary
from engine.spec import ModelSpec
from training.events import Event
from training.interrupted_runs import InterruptedRun, discard, take_up, unfinished_runs
from training.lock import is_held
from training.recipes import FINE_TUNE
from training.run_records import RecordedModel, RunRecord, key_figures, read_records
from training.settings import TrainSettings, own_model_id

RunState = Literal["running", "interrupted", "stopped", "finished"]
MORE_EPOCHS = 5
"""How many epochs a finished run is trained on by one wish."""

_BEST, _CHECKPOINT = "best.npz", "checkpoint.npz"
_HISTORY, _TRAINED = "history.csv", "trained.json"
_LONGEST_NOTE = 4_000_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """What is left of a run: ``name``, when it was last at work, its size.

    ``epochs`` are the finished ones of each network, by its name, ``planned`` those that were asked
    for; ``model_id`` names the model that it made, ``None`` where it has made none yet. ``folders``
    hold its checkpoints, unless a later run with the same settings has put its own there. Without
    a ``record`` nothing else is known: an earlier version has left it.
    """

    name: str
    state: RunState
    when: datetime.datetime
    epochs: Mapping[str, int]
    planned: Mapping[str, int] = field(default_factory=dict)
    model_id: str | None
    size_bytes: int
    folders: tuple[Path, ...]
    record: RunRecord | None = None
    note: InterruptedRun | None = None

    @property
    def settings(self) -> tuple[TrainSettings, ...]:
        """What it was begun with; none where nothing is known of that."""
        if self.record is not None:
            return self.record.run.settings
        return () if self.note is None else self.note.settings

    @property
    def figures(self) -> dict[str, float]:
        """Age error in years and gender accuracy (0-1), as far as they are known."""
        return {} if self.record is None else key_figures(self.record)

    @property
    def can_continue(self) -> bool:
        """Whether it can go on as if it had never ended: everything it needs is there."""
        if self.state == "interrupted":
            return self.note is not None
        if self.state != "stopped" or self.record is None:
            return False
        wanted = len(self.record.run.folders)
        return len(self.folders) == wanted and all(_has_checkpoints(one) for one in self.folders)

    @property
    def can_train_more(self) -> bool:
        """Whether a model of it can be trained on: it has ended, and it was no duel."""
        return (
            self.state in ("finished", "stopped")
            and self.record is not None
            and len(self.record.models) == 1
        )

    def events(self) -> list[Event]:
        """Its course as events, for curves and wall; none where no record is left."""
        return [] if self.record is None else self.record.events()


def kept_runs(work_dir: Path) -> list[KeptRun]:
    """The runs of a work folder, finished or not, newest first."""
    held = is_held(work_dir)
    notes = unfinished_runs(work_dir)
    noted = {one.record: one for one in notes if one.record}
    found, taken, waiting = [], set[str](), list(notes)
    for record in read_records(work_dir):
        own = [name for name in record.run.folders if name not in taken]
        taken.update(own)
        folders = tuple(work_dir / name for name in own if (work_dir / name).is_dir())
        note = noted.get(record.name)
        if note in waiting:
            waiting.remove(note)
        if note is None and record.state == "open" and not held:
            note = record.run  # its note was lost; the record says the same
        found.append(_recorded(record, folders, note=note, held=held))
    for folder in _folders(work_dir):
        if folder.name in taken or (run := _read(folder)) is None:
            continue
        old = next((one for one in notes if folder.name in one.folders), None)
        if old in waiting:
            waiting.remove(old)
        found.append(replace(run, state="interrupted", note=old) if old else run)
    found += [_barely_begun(note) for note in waiting]
    return sorted(found, key=lambda run: run.when, reverse=True)


def delete_run(work_dir: Path, name: str) -> KeptRun:
    """Remove what is left of a run, and the note to go on with it if it was interrupted.

    The models that it made and the prepared faces stay. Raises ``DataError`` if there is no such
    run or a training is going on there, and ``OutputError`` if not all of it could be removed.
    """
    found = _found(work_dir, name, otherwise="before you delete runs")
    for unfinished in unfinished_runs(work_dir):
        if name in (unfinished.record, unfinished.path.stem, *unfinished.folders):
            discard(unfinished)
    places = [*found.folders, *([found.record.folder] if found.record else [])]
    try:
        for place in places:
            if place.exists():
                shutil.rmtree(place)
    except OSError as error:
        raise OutputError(
            "The run could not be removed completely.",
            received=f"{place}, {error.strerror or error}",
        ) from error
    return found


def continued(work_dir: Path, name: str, *, now: datetime.datetime) -> tuple[TrainSettings, ...]:
    """Settings with which an interrupted or stopped run goes on after its last finished epoch.

    A stopped one makes new models beside those it has made already. Raises ``DataError`` where that
    is not possible.
    """
    found = _found(work_dir, name, otherwise="before you continue a run")
    if not found.can_continue:
        raise DataError(
            "This run cannot be continued: it has trained all of its epochs, or its checkpoints "
            "are gone.",
            received=name,
        )
    run = found.note or (found.record.run if found.record else None)
    if run is None:
        raise DataError("Nothing is known of how this run was begun.", received=name)
    if found.state == "interrupted":
        return take_up(run, model_ids={})
    ids = {
        one.variant: own_model_id(one.variant, one.data, now, fine_tuned=one.start_from is not None)
        for one in run.settings
    }
    return take_up(run, model_ids=ids)


def trained_on(work_dir: Path, name: str, *, now: datetime.datetime) -> tuple[TrainSettings, ...]:
    """Settings of a new run that trains the model of an ended one ``MORE_EPOCHS`` epochs longer.

    By the recipe for fine-tuning, on the same faces and with the same split: the learning rate of
    the run itself has come to its end. Raises ``DataError`` where that is not possible.
    """
    found = _found(work_dir, name, otherwise="before you continue a run")
    if not found.can_train_more or found.record is None:
        raise DataError("Only a run that has stored one model can be trained on.", received=name)
    (before,), (model,) = found.record.run.settings, found.record.models
    new_id = own_model_id(before.architecture, before.data, now, fine_tuned=True)
    return (
        replace(
            before,
            recipe=FINE_TUNE,
            model_id=new_id,
            epochs=MORE_EPOCHS,
            batch_size=None,
            learning_rate=None,
            start_from=before.models_dir / model.model_id,
            resume=False,
        ),
    )


def _found(work_dir: Path, name: str, *, otherwise: str) -> KeptRun:
    if is_held(work_dir):
        raise DataError(f"A training is going on: wait for it to end {otherwise}.")
    runs = kept_runs(work_dir)
    found = next((run for run in runs if run.name == name), None)
    if found is None:
        known = ", ".join(run.name for run in runs) or "none"
        raise DataError("There is no such run; known: {known}.", received=name, known=known)
    return found


def _barely_begun(note: InterruptedRun) -> KeptRun:
    """A run that ended before it had trained anything."""
    names = [_network_name(one.architecture, one.network, note.networks) for one in note.networks]
    return KeptRun(
        name=note.record or note.path.stem,
        state="interrupted",
        when=note.when,
        epochs={name: one.done for name, one in zip(names, note.networks, strict=True)},
        planned={name: one.total for name, one in zip(names, note.networks, strict=True)},
        model_id=None,
        size_bytes=0,
        folders=(),
        note=note,
    )


def _network_name(architecture: str, network: str, several: Sequence[object]) -> str:
    return network if len(several) == 1 else f"{architecture} {network}"


def _recorded(
    record: RunRecord, folders: tuple[Path, ...], *, note: InterruptedRun | None, held: bool
) -> KeptRun:
    state: RunState
    if record.state == "open":
        state = "running" if held else "interrupted"
    elif note is not None:
        state = "interrupted"  # it was taken up again, and has not told anything yet
    else:
        state = record.state
    models: Sequence[RecordedModel] = record.models
    names = [_network_name(one.architecture, one.network, record.started) for one in record.started]
    return KeptRun(
        name=record.name,
        state=state,
        when=record.run.when,
        epochs={
            name: started.epochs_done for name, started in zip(names, record.started, strict=True)
        },
        planned={name: started.epochs for name, started in zip(names, record.started, strict=True)},
        model_id=", ".join(model.model_id for model in models) or None,
        size_bytes=sum(_size(place) for place in (record.folder, *folders)),
        folders=folders,
        record=record,
        note=note,
    )


def _has_checkpoints(folder: Path) -> bool:
    networks = [path.parent for path in folder.glob(f"*/{_BEST}")]
    return bool(networks) and all((one / _CHECKPOINT).is_file() for one in networks)


def _size(folder: Path) -> int:
    """Bytes of all files in a folder; of those that can be read."""
    try:
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        return sum(path.stat().st_size for path in files)
    except OSError:
        return 0


def _folders(work_dir: Path) -> Iterator[Path]:
    """Every folder that holds what a network has learned."""
    try:
        yield from sorted({path.parent.parent for path in work_dir.glob(f"*/*/{_BEST}")})
    except OSError:
        return  # not ours to read: nothing that could be listed


def _read(folder: Path) -> KeptRun | None:
    """What a folder without a record holds; ``None`` if it vanishes meanwhile."""
    try:
        files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        latest = max((path.stat().st_mtime for path in files), default=0.0)
        networks = sorted(path.parent.name for path in folder.glob(f"*/{_BEST}"))
    except OSError:
        return None
    model_id = _model_id(folder / _TRAINED)
    return KeptRun(
        name=folder.name,
        state="interrupted" if model_id is None else "finished",
        when=datetime.datetime.fromtimestamp(latest, datetime.UTC),
        epochs={name: _epochs(folder / name / _HISTORY) for name in networks},
        model_id=model_id,
        size_bytes=_size(folder),
        folders=(folder,),
    )


def _epochs(history: Path) -> int:
    """Rows of a network's history; 0 for none that can be read."""
    try:
        text = read_ordinary(history, longest=_LONGEST_NOTE).decode("utf-8")
    except (OSError, ValueError):
        return 0
    return max(sum(1 for row in csv.reader(text.splitlines()) if row) - 1, 0)


def _model_id(note: Path) -> str | None:
    try:
        content = read_ordinary(note, longest=_LONGEST_NOTE).decode("utf-8")
        return ModelSpec.from_json(content).model_id
    except (OSError, ValueError, ModelError, RecursionError):
        return None
