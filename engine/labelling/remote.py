"""What a worker of a cluster does to a batch of photos, and how order and answer are written.

Both are JSON, an answer in columns: nothing that comes back is ever unpickled. Dask is not needed
to import this module, only to run in one of its workers.
"""

from __future__ import annotations

import importlib
import json
import math
import os
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from engine import __version__
from engine.errors import ModelError
from engine.images import page_name, split_page
from engine.labelling.workers import SHARED, PhotoAnalyser, analysed
from engine.project import FileStamp, hash_of, stamp_of
from engine.results import Box, Estimate, Face, Gender, Keypoints, PhotoResult, Status
from engine.store import ModelStore, shipped_models_dir

PIPELINE = "engine.labelling.remote:open_worker_pipeline"
"""The function that opens what analyses photos on a worker; it is given the job's settings."""

_Word = TypeVar("_Word", bound=str)
_STATUSES: tuple[Status, ...] = get_args(Status)
_GENDERS: tuple[Gender, ...] = get_args(Gender)
_DUPLICATES = 2000
_ATTRIBUTE = "agelens_analysers"


@dataclass(frozen=True, slots=True)
class WorkerFile:
    """One file of an order: its absolute path on the worker, and the name of its photo.

    ``known`` is the hash (hex) that its content had when it was analysed in this way already.
    """

    path: str
    name: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """What a worker says of one file; ``result`` is ``None`` where the content was ``known``.

    ``stamp`` is ``None`` if there was no ordinary file, or it was exchanged meanwhile.
    """

    result: PhotoResult | None
    stamp: FileStamp | None
    sha256: str | None
    computed: bool


def open_worker_pipeline(settings: Mapping[str, Any]) -> PhotoAnalyser:
    """The model of a job, as the worker has it; raises ``ModelError`` if it has another one."""
    folders = [*map(Path, settings["models"]), shipped_models_dir()]
    model_id, sha256 = str(settings["model_id"]), str(settings["model_sha256"])
    store = ModelStore(folders).with_model(model_id, sha256=sha256)
    # On the worker alone: the job's process writes orders without them.
    import cv2

    from engine.pipeline import open_pipeline

    cv2.setNumThreads(1)  # as in every job: the workers fill the cores
    return open_pipeline(
        store,
        model_id,
        detect=bool(settings["detect"]),
        thorough=bool(settings["thorough"]),
        num_threads=1,
    )


def write_order(
    settings: Mapping[str, Any], files: Sequence[WorkerFile], *, folder: str | None
) -> str:
    """A batch as the text that ``label_batch`` reads; ``folder`` must be there on the worker.

    ``with_sample`` adds a photo that must be there, too.
    """
    return json.dumps(
        {
            "version": __version__,
            "settings": dict(settings),
            "folder": folder,
            "sample": None,
            "files": [[file.path, file.name, file.known] for file in files],
        }
    )


def with_sample(order: str, sample: str | None) -> str:
    """An order to a worker that must see this photo: a folder that is there may be empty."""
    return json.dumps({**json.loads(order), "sample": sample})


def label_batch(order: str, sent: Sequence[bytes | None] | None = None) -> bytes:
    """Analyse the files of an order (JSON) and answer in JSON; runs in a worker.

    ``sent`` are the contents of the files where the worker does not read them itself. A worker that
    cannot do this answers why under "refused": of another version, another model, no such folder.
    """
    begun = time.monotonic()
    said: dict[str, Any] = json.loads(order)
    worker = _worker()
    answer: dict[str, Any] = {"worker": str(getattr(worker, "address", "")) or "this computer"}
    refused = _refusal(said)
    if refused is None:
        try:
            analysers = _analysers_of(worker, said["settings"])
            analyser = analysers.mine()
        except ModelError as error:
            wanted = said["settings"]
            model = f"The model {wanted['model_id']} ({str(wanted['model_sha256'])[:8]})"
            model = f"{model}, {error.received}"
            refused = {"why": "model", "what": model}
    if refused is not None:
        return json.dumps(answer | {"refused": refused}).encode()
    files = [WorkerFile(*file) for file in said["files"]]
    contents = sent if sent is not None else [None] * len(files)
    answers = [
        _looked(file, content, analyser, analysers.duplicates)
        for file, content in zip(files, contents, strict=True)
    ]
    answer |= {"seconds": time.monotonic() - begun, "photos": columns_of(answers)}
    return json.dumps(answer).encode()


def _refusal(said: Mapping[str, Any]) -> dict[str, str] | None:
    """Why this worker may not do it."""
    if said["version"] != __version__:
        return {"why": "version", "what": __version__}
    folder = said["folder"]
    if folder is not None and not os.path.isdir(folder):  # noqa: PTH112 - text, as it was sent
        return {"why": "folder", "what": folder}
    sample = said["sample"]
    if sample is not None and not os.path.lexists(sample):
        return {"why": "photo", "what": sample}
    return None


def _worker() -> object | None:
    from distributed import get_worker

    try:
        return cast(object, get_worker())
    except ValueError:  # nobody's worker: called directly
        return None


class _Analysers:
    """One analyser for each thread of a worker, and its last answers by content."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = dict(settings)
        self.duplicates = _LastAnswers()
        self._local = threading.local()

    def mine(self) -> PhotoAnalyser:
        """That of this thread, opened when it is first asked for."""
        if not hasattr(self._local, "analyser"):
            module, _, name = self.settings["opener"].partition(":")
            opener = getattr(importlib.import_module(module), name)
            self._local.analyser = opener(self.settings)
        return cast(PhotoAnalyser, self._local.analyser)


class _LastAnswers:
    """Answers by the content of files: copies are analysed once a worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, PhotoResult] = OrderedDict()

    def get(self, sha256: str) -> PhotoResult | None:
        with self._lock:
            return self._answers.get(sha256)

    def add(self, sha256: str, result: PhotoResult) -> None:
        if result.status not in SHARED:
            return
        with self._lock:
            self._answers[sha256] = result
            if len(self._answers) > _DUPLICATES:
                self._answers.popitem(last=False)


_OPENING = threading.Lock()


def _analysers_of(worker: object | None, settings: Mapping[str, Any]) -> _Analysers:
    """What a worker keeps from batch to batch, of the last job alone."""
    with _OPENING:
        found = getattr(worker, _ATTRIBUTE, None)
        if not isinstance(found, _Analysers) or found.settings != dict(settings):
            found = _Analysers(settings)
            if worker is not None:
                setattr(worker, _ATTRIBUTE, found)
        return found


def _looked(
    file: WorkerFile, content: bytes | None, analyser: PhotoAnalyser, duplicates: _LastAnswers
) -> WorkerAnswer:
    if content is None:
        return _analysed_path(file, Path(file.path), analyser, duplicates)
    with tempfile.TemporaryDirectory(prefix="agelens-") as scratch:
        original, page = split_page(file.path)
        path = Path(scratch) / Path(original).name
        path.write_bytes(content)
        path = Path(page_name(str(path), page))
        return _analysed_path(file, path, analyser, duplicates)


def _analysed_path(
    file: WorkerFile, path: Path, analyser: PhotoAnalyser, duplicates: _LastAnswers
) -> WorkerAnswer:
    stamp, sha256 = stamp_of(path), hash_of(path)
    if sha256 is None:
        return WorkerAnswer(analysed(analyser, path, file.name), stamp, None, True)
    if sha256 == file.known:
        return WorkerAnswer(None, stamp, sha256, False)
    duplicate = duplicates.get(sha256)
    result = duplicate or analysed(analyser, path, file.name)
    result = replace(result, path=file.name)
    if stamp != stamp_of(path):  # exchanged while we looked: done again next time
        return WorkerAnswer(replace(result, picture=""), None, hash_of(path) or sha256, True)
    if duplicate is None:
        duplicates.add(sha256, result)
    return WorkerAnswer(result, stamp, sha256, duplicate is None)


# Answers as columns.

_PER_FACE = (
    "box",
    "keypoints",
    "score",
    "age",
    "female",
    "gender",
    "age_low",
    "age_high",
    "age_spread",
)
_PER_PHOTO = (
    "sha256",
    "stamp",
    "computed",
    "status",
    "width_px",
    "height_px",
    "message",
    "picture",
    "faces",
)


def columns_of(answers: Sequence[WorkerAnswer]) -> dict[str, list[Any]]:
    """Answers as plain lists, one a field; "faces" counts those that belong to each photo.

    Half the bytes of a list of objects, and read as fast as Arrow at this size (docs/cluster.md).
    """
    columns: dict[str, list[Any]] = {name: [] for name in (*_PER_PHOTO, *_PER_FACE)}
    for answer in answers:
        result, stamp = answer.result, answer.stamp
        values = (
            answer.sha256,
            None if stamp is None else [stamp.size_bytes, stamp.mtime_ns, stamp.changed_ns],
            answer.computed,
            *(
                (None, 0, 0, "", "", 0)
                if result is None
                else (
                    result.status,
                    result.width_px,
                    result.height_px,
                    result.message,
                    result.picture,
                    len(result.faces),
                )
            ),
        )
        for name, value in zip(_PER_PHOTO, values, strict=True):
            columns[name].append(value)
        for face in result.faces if result is not None else ():
            for name, value in zip(_PER_FACE, _face_values(face), strict=True):
                columns[name].append(value)
    return columns


def _face_values(face: Face) -> tuple[Any, ...]:
    box, points, estimate = face.box, face.keypoints, face.estimate
    figures: tuple[Any, ...] = (None,) * 6
    if estimate is not None:
        figures = (
            estimate.age_years,
            estimate.female_score,
            estimate.gender,
            estimate.age_low,
            estimate.age_high,
            estimate.age_spread,
        )
    where = [box.x, box.y, box.w, box.h]
    return where, None if points is None else points.points, face.score, *figures


def read_columns(columns: object, names: Sequence[str]) -> list[WorkerAnswer]:
    """The opposite of ``columns_of``, for the photos of these names, from a worker not trusted.

    Raises ``ValueError``, ``TypeError`` or ``KeyError`` if that is not what they are.
    """
    if not isinstance(columns, dict):
        raise TypeError("No columns")
    faces = [
        _face_from(values)
        for values in zip(*(_list(columns[name]) for name in _PER_FACE), strict=True)
    ]
    answers, at = [], 0
    rows = zip(names, *(_list(columns[name]) for name in _PER_PHOTO), strict=True)
    for name, sha256, stamp, computed, status, width, height, message, picture, count in rows:
        count = _whole(count)
        own, at = tuple(faces[at : at + count]), at + count
        result = None
        if status is not None:
            result = PhotoResult(
                name,
                _one_of(status, _STATUSES),
                _whole(width),
                _whole(height),
                own,
                _text(message),
                _hex(picture),
            )
        answers.append(WorkerAnswer(result, _stamp(stamp), _hex(sha256) or None, computed is True))
    if at != len(faces):
        raise ValueError("Faces of no photo")
    return answers


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("No list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("No text")
    return value


def _hex(value: object) -> str:
    text = "" if value is None else _text(value)
    bytes.fromhex(text)
    return text


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**62:
        raise ValueError("No count")
    return value


def _stamp(value: object) -> FileStamp | None:
    if value is None:
        return None
    size, mtime, changed = _list(value)
    # Times before 1970 are negative.
    for one in (mtime, changed):
        if one is not None and (isinstance(one, bool) or not isinstance(one, int)):
            raise TypeError("No time")
    return FileStamp(size_bytes=_whole(size), mtime_ns=mtime, changed_ns=changed)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("No number")
    return value


def _maybe(value: object) -> float | None:
    return None if value is None else _number(value)


def _one_of(value: object, allowed: Sequence[_Word]) -> _Word:
    for word in allowed:
        if word == value:
            return word
    raise ValueError("Not one of the words")


def _face_from(values: Sequence[Any]) -> Face:
    where, points, score, age, female, gender, low, high, spread = values
    x, y, w, h = map(_number, _list(where))
    keypoints = None
    if points is not None:
        keypoints = Keypoints(*((_number(px), _number(py)) for px, py in _list(points)))
    estimate = None
    if age is not None:
        said = None if gender is None else _one_of(gender, _GENDERS)
        estimate = Estimate(
            _number(age),
            _number(female),
            said,
            age_low=_maybe(low),
            age_high=_maybe(high),
            age_spread=_maybe(spread),
        )
    return Face(Box(x, y, w, h), keypoints, _maybe(score), estimate)
