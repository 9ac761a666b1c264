"""What a model has learned from before: itself, the model that it was fine-tuned from, and so on.

A model that is trained on keeps what it knew. The faces of every training that went into it are
therefore known to it, and it may be tested on none of them. No Keras here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.errors import DataError, ModelError
from engine.spec import ModelSpec
from engine.store import SPEC_NAME, ModelStore
from training.dataset.cache import data_fingerprint
from training.dataset.utkface import Sample, limited

FINE_TUNED_FROM = "fine_tuned_from"
PARTS = "parts"
"""Where a model has learned from faces of several places: what each of them gave."""
_DECIDING = ("data_sha256", "seed", "limit", PARTS, FINE_TUNED_FROM)
_MOST_GENERATIONS = 100


def is_model(folder: Path) -> bool:
    """Whether a folder holds an installed model, and not what a former run left."""
    return (folder / SPEC_NAME).is_file()


def find_start(named: str, store: ModelStore) -> Path:
    """The folder of the model of that id, or else the folder of that name.

    Raises ``DataError`` if there is neither, or a model that cannot be used.
    """
    try:
        return store.open(named)[0]
    except ModelError as error:
        folder = Path(named)
        if folder.is_dir():
            return folder
        raise DataError(
            f"There is neither a model nor a folder of that name to start from. {error}"
        ) from error


def descent(spec: ModelSpec) -> dict[str, Any]:
    """What the description of a fine-tuned model says of the one that it began as."""
    training = {name: spec.training[name] for name in _DECIDING if name in spec.training}
    return {"model_id": spec.model_id, "sha256": spec.sha256, "training": training}


def trainings(training: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The trainings that went into a model, its own first; each with data, seed and limit.

    A training on several places comes as one on each of them, too: each is split as if it were
    alone.
    """
    for _ in range(_MOST_GENERATIONS):
        yield training
        for part in training.get(PARTS, ()):
            yield {name: training.get(name) for name in ("seed", "limit")} | dict(part)
        before = training.get(FINE_TUNED_FROM)
        earlier = before.get("training") if isinstance(before, Mapping) else None
        if not isinstance(earlier, Mapping):
            return
        training = earlier


def refuse_known_faces(
    start: ModelSpec, *, fingerprint: str, seed: int, limit: int | None, samples: Sequence[Sample]
) -> None:
    """Raise ``DataError`` if a new split would test on faces that the model was trained on.

    ``fingerprint`` is that of the faces to train on, chosen by ``limit`` from ``samples``.
    """
    whole: str | None = None
    for training in trainings(start.training):
        known, count = training.get("data_sha256"), training.get("limit")
        if known is None:
            continue
        if known == fingerprint:
            if training.get("seed") != seed:
                raise DataError(
                    "The model to start from was trained on the same faces with another split, so "
                    "it would be tested on faces that it has already seen. Use its seed.",
                    received=f"seed {seed}, expected {training.get('seed')}",
                )
            continue
        if limit is not None and limit < len(samples):
            whole = whole or data_fingerprint(samples)
        part = isinstance(count, int) and 0 < count < len(samples)
        if known == whole or (part and data_fingerprint(limited(samples, count)) == known):
            raise DataError(
                "The model to start from was trained on another selection of the same faces, "
                "so it would be tested on faces that it has already seen. Choose as many "
                "faces as then, or other faces.",
                received=f"limit {limit}, expected {count}",
            )
