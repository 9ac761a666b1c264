"""Earlier runs on disk, as the trainer leaves them, without a trainer."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from tests.desktop.training.training_driver import NETWORKS, finished, whole_run
from training.interrupted_runs import Journal, NetworkEpochs
from training.run_records import RunRecorder, read_records
from training.settings import TrainSettings, own_model_id, with_thinned
from training.thinning import Thinning


def leave_run(
    folder: Path,
    architectures: Sequence[str] = ("combined",),
    *,
    number: int,
    epochs: int = 6,
    upto: int = 6,
    state: str = "finished",
    data: Path | str = "drawn",
    thin: Thinning | None = None,
    **changes: Any,
) -> str:
    """Leave a run in ``folder / "work"``: finished, stopped or interrupted; returns its name."""
    when = datetime.datetime(2026, 11, 20 + number, 9, 30)
    settings = tuple(
        TrainSettings(
            data=data,
            architecture=name,
            models_dir=folder / "models",
            work_dir=folder / "work",
            model_id=own_model_id(name, data, when),
            epochs=epochs,
            seed=number,
            **changes,
        )
        for name in architectures
    )
    if thin is not None:
        settings = with_thinned([replace(settings[0], model_id=None)], thin)
        settings = (settings[0], replace(settings[1], model_id="combined-thinned"))
    names = [one.variant for one in settings]
    rows = [
        NetworkEpochs(one.variant, network, 0, epochs)
        for one in settings
        for network in NETWORKS[one.architecture]
    ]
    journal = Journal.begin(settings, networks=rows)
    folders = [f"{name}-tuned-{number}" for name in names]
    journal.locate(folders=folders, caches={})
    recorder = RunRecorder(journal, listener=lambda event: None)
    for event in whole_run(names, epochs=epochs, upto=upto):
        recorder(event)
    for row in rows:
        journal.epoch_done(row.architecture, row.network, done=upto)
        network = folder / "work" / f"{row.architecture}-tuned-{number}" / row.network
        network.mkdir(parents=True)
        np.savez(network / "best.npz", weights=np.zeros(100_000))
        if state != "finished":
            np.savez(network / "checkpoint.npz", weights=np.zeros(300_000))
    name = journal.run.record
    if state != "interrupted":
        for one in settings:
            recorder(finished(one))
        recorder.end(stopped=state == "stopped")
        journal.end()
    return name


def settings_of(folder: Path, name: str) -> tuple[TrainSettings, ...]:
    """What a run was begun with."""
    (record,) = [one for one in read_records(folder / "work") if one.name == name]
    return tuple(replace(one, resume=False) for one in record.run.settings)
