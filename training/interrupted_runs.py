"""Runs that were begun and not finished: remembered on disk, so that they can be taken up again.

One small JSON file a run, written in one step at its start and after each epoch, removed at its
end. Whatever ends the program, a crash or a loss of power, leaves it behind.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import itertools
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from engine.errors import DataError, OutputError
from engine.files import write_atomically
from training.lock import is_held
from training.settings import DRAWN, DRAWN_WORDS, TrainSettings, together
from training.thinning import Thinning

RECORDS = "records"
"""Where in the work folder the records of runs lie, ended ones, too."""

_FOLDER = "unfinished"
_FORMAT = 1
_PATHS = ("models_dir", "work_dir", "start_from", "tensorboard")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class NetworkEpochs:
    """How far one network is: finished epochs of all that were asked for.

    ``architecture`` is that of its settings' ``variant``, as in ``training.events``.
    """

    architecture: str
    network: str
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedRun:
    """A run that can be taken up again with ``settings``, which say so already.

    ``when`` it was last at work; ``folders`` are the names of its checkpoints in the work folder
    and ``caches`` those of its prepared faces, by variant, ``starts`` the descriptions of the
    models that it began as: with these, a run goes on without the data and the models that it
    began with. ``path`` is the file that remembers it, ``record`` the name of what is kept of its
    course (``training.run_records``).
    """

    settings: tuple[TrainSettings, ...]
    title: str
    when: datetime.datetime
    networks: tuple[NetworkEpochs, ...] = ()
    folders: tuple[str, ...] = ()
    caches: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    record: str = ""
    path: Path

    @property
    def epochs_done(self) -> int:
        """Finished epochs of all networks together."""
        return sum(one.done for one in self.networks)

    @property
    def epochs(self) -> int:
        """Epochs of all networks together that were asked for."""
        return sum(one.total for one in self.networks)


def unfinished_runs(work_dir: Path) -> list[InterruptedRun]:
    """The runs of a work folder that were interrupted, newest first; damaged notes are ignored.

    None while a training is going on there: it is not interrupted, and no other could begin.
    """
    paths = sorted((work_dir / _FOLDER).glob("*.json"))
    if not paths or is_held(work_dir):
        return []
    found = [run for path in paths if (run := _read(path)) is not None]
    return sorted(found, key=lambda run: run.when, reverse=True)


def discard(run: InterruptedRun) -> None:
    """Forget a run and remove its checkpoints; prepared faces stay, others may use them.

    Raises ``DataError`` while a training is going on in the same work folder, and ``OutputError``
    if its note cannot be removed.
    """
    work_dir = run.settings[0].work_dir
    if is_held(work_dir):
        raise DataError(
            "A training is going on: wait for it to end before you discard another.",
            received=run.title,
        )
    _remove(run.path)
    for name in run.folders:
        if _PLAIN_NAME.fullmatch(name):
            shutil.rmtree(work_dir / name, ignore_errors=True)
    if _PLAIN_NAME.fullmatch(run.record):
        shutil.rmtree(work_dir / RECORDS / run.record, ignore_errors=True)


def take_up(run: InterruptedRun, *, model_ids: Mapping[str, str]) -> tuple[TrainSettings, ...]:
    """Note an ended run as an interrupted one, to be resumed with the settings returned.

    ``model_ids`` name the models that it is to make now, by variant. Raises ``OutputError``
    if the note cannot be written.
    """
    settings = tuple(
        replace(one, model_id=model_ids.get(one.variant, one.model_id), resume=True)
        for one in run.settings
    )
    again = replace(run, settings=settings, path=_path_for(settings))
    write_atomically(again.path, json.dumps(to_note(again), indent=2).encode())
    return settings


class Journal:
    """What a run notes about itself while it goes; ``begin`` opens it.

    Every method raises ``OutputError`` if the note cannot be written.
    """

    def __init__(self, run: InterruptedRun) -> None:
        self._run = run

    @classmethod
    def begin(
        cls, settings: Sequence[TrainSettings], *, networks: Sequence[NetworkEpochs]
    ) -> Journal:
        """Note that a run begins; what an earlier session of it noted is kept if it resumes."""
        lasting = tuple(_lasting(one) for one in settings)
        path = _path_for(lasting)
        run = _read(path) if settings[0].resume else None
        if run is None:
            run = InterruptedRun(
                settings=lasting,
                title=_title(lasting),
                when=_now(),
                networks=tuple(networks),
                path=path,
            )
        if not run.record:  # a new one, or one that an earlier version began
            run = replace(run, record=_record_name(lasting))
        journal = cls(run)
        journal._write()
        return journal

    @property
    def run(self) -> InterruptedRun:
        """What is noted now."""
        return self._run

    @property
    def caches(self) -> Mapping[str, str]:
        """Names of the prepared faces of an earlier session, by variant."""
        return self._run.caches

    @property
    def begun(self) -> bool:
        """Whether any network has finished an epoch."""
        return self._run.epochs_done > 0

    @property
    def starts(self) -> Mapping[str, str]:
        """Descriptions of the models that an earlier session began as, by variant."""
        return self._run.starts

    def locate(
        self,
        *,
        folders: Sequence[str],
        caches: Mapping[str, str],
        starts: Mapping[str, str] | None = None,
    ) -> None:
        """Note where checkpoints, prepared faces and first weights are, once they are known."""
        self._run = replace(
            self._run, folders=tuple(folders), caches=dict(caches), starts=dict(starts or {})
        )
        self._write()

    def epoch_done(self, architecture: str, network: str, *, done: int) -> None:
        """Note a finished epoch of a network."""
        self._run = replace(
            self._run,
            networks=tuple(
                replace(one, done=done)
                if (one.architecture, one.network) == (architecture, network)
                else one
                for one in self._run.networks
            ),
        )
        self._write()

    def end(self) -> None:
        """Forget the run: it is finished, or there is nothing of it to go on with."""
        _remove(self._run.path)

    def _write(self) -> None:
        self._run = replace(self._run, when=_now())
        write_atomically(self._run.path, json.dumps(to_note(self._run), indent=2).encode())


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            "The record of an interrupted training could not be removed.",
            received=f"{path}, {error.strerror or error}",
        ) from error


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def _lasting(settings: TrainSettings) -> TrainSettings:
    """The same settings wherever the program is started from, to be resumed."""
    paths = {
        name: value.absolute() for name in _PATHS if (value := getattr(settings, name)) is not None
    }
    data, *more = (_lasting_place(place) for place in (settings.data, *settings.more_data))
    return replace(settings, data=data, more_data=tuple(more), resume=True, **paths)


def _lasting_place(place: Path | str) -> Path | str:
    return DRAWN if str(place) in DRAWN_WORDS else Path(place).absolute()


def _path_for(settings: Sequence[TrainSettings]) -> Path:
    """Where the note of a run lies: one place for one choice of settings."""
    # What is only told of a run makes it no other run.
    plain = [_plain(one) for one in settings]
    for values in plain:
        del values["tensorboard"]
    text = json.dumps(plain, sort_keys=True)
    name = hashlib.sha256(text.encode()).hexdigest()[:16]
    return settings[0].work_dir / _FOLDER / f"{name}.json"


def _record_name(settings: Sequence[TrainSettings]) -> str:
    """A name that no other record has, and that tells people what was trained and when."""
    what = "-and-".join(one.variant for one in settings)
    name = stem = f"{what}-{datetime.datetime.now():%Y-%m-%d-%H%M%S}"
    for count in itertools.count(2):
        if not (settings[0].work_dir / RECORDS / name).exists():
            break
        name = f"{stem}-{count}"
    return name


def _title(settings: Sequence[TrainSettings]) -> str:
    names = " and ".join(one.variant for one in settings)
    places = (settings[0].data, *settings[0].more_data)
    known = ["drawn faces" if str(place) == DRAWN else Path(place).name for place in places]
    return f"{names} on {' and '.join(known)}"


def _plain(settings: TrainSettings) -> dict[str, Any]:
    values = asdict(settings)
    values["more_data"] = [str(place) for place in settings.more_data]
    if settings.thin is None:
        del values["thin"]  # as in notes of earlier versions, which must go on being found
    else:
        values["thin"] = str(settings.thin)
    return {
        name: str(value) if isinstance(value, Path) else value for name, value in values.items()
    }


def to_note(run: InterruptedRun) -> dict[str, Any]:
    """What is noted of a run, as values for JSON."""
    return {
        "format": _FORMAT,
        "title": run.title,
        "when": run.when.isoformat(),
        "settings": [_plain(one) for one in run.settings],
        "networks": [asdict(one) for one in run.networks],
        "folders": list(run.folders),
        "caches": dict(run.caches),
        "starts": dict(run.starts),
        "record": run.record,
    }


def _read(path: Path) -> InterruptedRun | None:
    """What a note says; ``None`` if it is damaged or of another version."""
    with contextlib.suppress(
        OSError, ValueError, TypeError, KeyError, AttributeError, DataError, RecursionError
    ):
        note = json.loads(path.read_text(encoding="utf-8"))
        if note["format"] == _FORMAT:
            return from_note(note, path)
    return None


def from_note(note: Mapping[str, Any], path: Path) -> InterruptedRun:
    """The run that a note tells of.

    Raises ``KeyError``, ``TypeError``, ``ValueError`` or ``DataError`` for what is no such note.
    """
    caches = {str(name): str(place) for name, place in note["caches"].items()}
    names = [str(name) for name in note["folders"]]
    record = str(note.get("record", ""))
    inside = (*names, *caches.values(), *([record] if record else []))
    if not all(_PLAIN_NAME.fullmatch(name) for name in inside):
        raise ValueError("a name that could lead out of the work folder")
    return InterruptedRun(
        settings=together([_settings(one) for one in note["settings"]]),
        title=str(note["title"]),
        when=datetime.datetime.fromisoformat(note["when"]).astimezone(datetime.UTC),
        networks=tuple(_network(one) for one in note["networks"]),
        folders=tuple(names),
        caches=caches,
        starts={str(name): str(text) for name, text in note.get("starts", {}).items()},
        record=record,
        path=path,
    )


def _network(values: Mapping[str, Any]) -> NetworkEpochs:
    done, total = int(values["done"]), int(values["total"])
    return NetworkEpochs(str(values["architecture"]), str(values["network"]), done, total)


def _settings(values: Mapping[str, Any]) -> TrainSettings:
    """Settings as they were noted; a field unknown to this version is an error."""
    if not set(values) <= {one.name for one in fields(TrainSettings)}:
        raise ValueError(f"fields {sorted(values)}")
    places = {name: Path(values[name]) for name in _PATHS if values.get(name) is not None}
    data, *more = (
        place if place == DRAWN else Path(place)
        for place in (values["data"], *values.get("more_data", ()))
    )
    thin = None if values.get("thin") is None else Thinning.parse(str(values["thin"]))
    given = {**values, **places, "data": data, "more_data": tuple(more), "thin": thin}
    return TrainSettings(**given)
