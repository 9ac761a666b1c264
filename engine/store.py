"""Model folders on disk: list, verify, open, save, import; nothing half-written is ever seen.

A model folder is flat and holds ``model.json``, the files it records with size and SHA-256, and at
most a few notes. Nothing in it is ever executed: no pickle, no code, data files only.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from engine.errors import ModelError, OutputError
from engine.files import opened_ordinary, read_ordinary, write_atomically
from engine.progress import drain
from engine.spec import FileRecord, ModelSpec

SPEC_NAME = "model.json"
_SPEC_LIMIT_BYTES = 4_000_000
LONGEST_TITLE = 80
"""Characters of a title that somebody gives a model: as many as a menu has room for."""
_TRIED_KEPT, _TRIED_LIMIT_BYTES = 1000, 200_000
_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")
_NOTES = frozenset({".txt", ".md", ".json", ".csv", ".png", ".pdf"})
_RECORDED = _NOTES | {".tflite", ".keras"}
# What file managers leave behind; refusing a model for it would only puzzle people.
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", "license", "notice", "readme"})


def shipped_models_dir() -> Path:
    """The folder of the models that come with the program (read-only, may be absent)."""
    return Path(str(resources.files("resources"))) / "models"


def verify(folder: Path) -> ModelSpec:
    """Check a model folder completely and return its description.

    Raises ``ModelError`` if a file is missing, differs in size or SHA-256 from ``model.json``, or
    is of a kind that does not belong into a model folder.
    """
    spec = _read_spec(folder)
    _check_id(spec.model_id)
    for name in spec.files:
        if Path(name).suffix.lower() not in _RECORDED:
            raise ModelError(
                "The model holds a file of a kind that is never loaded.", received=name
            )
        read_file(folder, spec, name)
    _refuse_strangers(folder, spec)
    return spec


def read_file(folder: Path, spec: ModelSpec, name: str) -> bytes:
    """The content of one recorded file; raises ``ModelError`` unless it is the recorded one."""
    record = spec.files[name]
    path = folder / name
    try:
        size = path.stat().st_size if path.is_file() else None
        content = read_ordinary(path, longest=record.size) if size == record.size else b""
    except OSError as error:
        raise ModelError(
            "The model's file {name} cannot be read.", received=error.strerror or error, name=name
        ) from error
    if size is None:
        raise ModelError("The model's file {name} is missing.", received=folder, name=name)
    if size != record.size or hashlib.sha256(content).hexdigest() != record.sha256:
        raise ModelError(
            "The model's file {name} is damaged or was changed: install the model again.",
            received=f"{size} bytes, expected {record.size} with SHA-256 {record.sha256}",
            name=name,
        )
    return content


def save(models_dir: Path, spec: ModelSpec, files: Mapping[str, bytes | Path]) -> Path:
    """Write a model folder and return it; ``files`` maps names to contents or source files.

    ``spec.files`` is filled in here. The folder is complete and verified before it takes its
    place, and a model of the same id stays whole until then. Raises ``ModelError`` for an unusable
    id, name or description and ``OutputError`` if the folder cannot be written.
    """
    _check_id(spec.model_id)
    for name in files:
        if name != Path(name).name or name.startswith(".") or "\\" in name or name == SPEC_NAME:
            raise ModelError("A model's file needs a plain name.", received=f"{name!r}")
    scratch = models_dir / f".saving-{secrets.token_hex(6)}"
    try:
        scratch.mkdir(parents=True)
        records = {name: _write(scratch / name, content) for name, content in files.items()}
        complete = replace(spec, files=records)
        _write(scratch / SPEC_NAME, complete.to_json().encode())
        verify(scratch)
        return _put_in_place(scratch, models_dir / spec.model_id)
    except OSError as error:
        raise OutputError(
            "The model could not be saved in {folder}: is the disk full or read-only?",
            received=error,
            folder=models_dir,
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Found:
    """One folder that looks like a model: its description, or why it cannot be used."""

    folder: Path
    model_id: str
    spec: ModelSpec | None
    error: str = ""


class ModelStore:
    """The models of several folders, read afresh at every call.

    ``folders`` are searched in order: the first one with an id wins, so that a user's own models
    come before the shipped ones. ``tried`` is the file that notes which models have passed a trial
    in a process of their own; a model that has not is tried before it is opened, unless it came
    with the program. Without that file none is tried.
    """

    def __init__(self, folders: Sequence[Path], *, tried: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._tried = tried

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where it looks, in this order."""
        return self._folders

    def models(self) -> tuple[ModelSpec, ...]:
        """All usable models, verified, in the order of the folders and then of their ids."""
        return tuple(spec for _, spec in self.located())

    def located(self) -> tuple[tuple[Path, ModelSpec], ...]:
        """The folder and the description of all usable models, as ``models`` lists them."""
        return tuple((found.folder, found.spec) for found in self._usable().values() if found.spec)

    def problems(self) -> tuple[str, ...]:
        """One sentence for each folder that should be a model but cannot be used."""
        return tuple(
            f"{found.folder}: {found.error}" for found in self._scan() if found.spec is None
        )

    def default_id(self) -> str:
        """The model to use when none is named; raises ``ModelError`` if there is none."""
        known = tuple(self._usable())
        for preferred in ("recommended", "combined", *known):
            if preferred in known:
                return preferred
        raise ModelError(
            "No model is installed: train one or import a model folder.",
            received=", ".join(map(str, self._folders)) or "no folder",
        )

    def open(self, model_id: str) -> tuple[Path, ModelSpec]:
        """Folder and description of a verified model; raises ``ModelError`` if it is unusable.

        A model that has to be tried first takes about two seconds.
        """
        usable = self._usable()
        found = usable.get(model_id)
        if found is not None and found.spec is not None:
            drain(self._try_out(found.folder, found.spec))
            return found.folder, found.spec
        for broken in self._scan():
            if broken.model_id == model_id:
                raise ModelError(
                    "The model {model_id} cannot be used. {reason}",
                    model_id=model_id,
                    reason=broken.error,
                )
        raise ModelError(
            "There is no such model; known: {models}.",
            received=model_id,
            models=", ".join(usable) or "none",
        )

    def with_model(self, model_id: str, *, sha256: str) -> ModelStore:
        """A store of the one folder here in which the model of this id is the one of this hash.

        Raises ``ModelError`` if there is none: another computer may have another model of the name.
        """
        others = []
        for models_dir in self._folders:
            known = {found.model_id: found for found in ModelStore([models_dir])._scan()}
            spec = known[model_id].spec if model_id in known else None
            if spec is not None and spec.sha256 == sha256:
                return ModelStore([models_dir], tried=self._tried)
            if spec is not None:
                others.append(spec.sha256[:8])
        raise ModelError(
            "The model {model_id} ({sha256}) is not here.",
            received=", ".join(others) or "none of this name",
            model_id=model_id,
            sha256=sha256[:8],
        )

    def import_folder(self, source: Path) -> Generator[None, None, ModelSpec]:
        """Copy a model folder from anywhere into the first folder (the user's) of this store.

        A model that is already here is not copied again. If its id is taken by another model it
        gets the next free one (``combined-2``): an import never replaces or hides a model. The
        model is tried first; yields while that takes its time, and closing the generator gives up
        without a trace. Raises ``ModelError`` if the source is not a sound model, ``OutputError``
        if it cannot be written.
        """
        spec = verify(source)
        taken = {found.model_id: found.spec for found in self._scan()}
        for known in taken.values():
            if known is not None and known.sha256 == spec.sha256:
                return known
        yield from self._try_out(source, spec)
        spec = replace(spec, model_id=_free_id(spec.model_id, taken))
        contents: dict[str, bytes | Path] = {
            name: read_file(source, spec, name) for name in spec.files
        }
        return verify(save(self._folders[0], spec, contents))

    def export(
        self, model_id: str, target: Path, *, also: Mapping[str, bytes] | None = None
    ) -> Path:
        """Copy a model, complete, to a new folder of its id in ``target``; returns that folder.

        ``also`` are further files by name, which its description then records. Raises
        ``ModelError`` if the model is unusable, and ``OutputError`` if the folder is there already
        or cannot be written.
        """
        folder, spec = self.open(model_id)
        if (target / model_id).exists():
            raise OutputError(
                "There is something of that name already: choose another folder.",
                received=target / model_id,
            )
        contents = {name: read_file(folder, spec, name) for name in spec.files}
        return save(target, spec, {**contents, **(also or {})})

    def rename(self, model_id: str, title: str) -> ModelSpec:
        """Give a model of the user's another title; its id and its hash stay.

        Raises ``ModelError`` if there is no such model, if it came with the program, or if the
        title is empty or too long, and ``OutputError`` if it cannot be written.
        """
        folder = self.changeable(model_id)
        name = title.strip()
        if not name or len(name) > LONGEST_TITLE or not name.isprintable():
            raise ModelError(
                "A model's name is one line of up to {most} characters.",
                received=f"{name[: LONGEST_TITLE + 1]!r}",
                most=LONGEST_TITLE,
            )
        spec = replace(verify(folder), title=name)
        write_atomically(folder / SPEC_NAME, spec.to_json().encode())
        return spec

    def remove(self, model_id: str) -> None:
        """Delete a model of the user's; no half of it is ever seen.

        Raises ``ModelError`` if there is no such model or it came with the program, and
        ``OutputError`` if it cannot be deleted: then it is still whole.
        """
        folder = self.changeable(model_id)
        scratch = folder.with_name(f".removing-{secrets.token_hex(6)}")
        try:
            folder.rename(scratch)
            _sync_folder(folder.parent)
        except OSError as error:
            raise OutputError(
                "The model could not be deleted: does another program use it?",
                received=f"{folder}, {error.strerror or error}",
            ) from error
        shutil.rmtree(scratch, ignore_errors=True)

    def changeable(self, model_id: str) -> Path:
        """The folder of a model that may be renamed and deleted, usable or not.

        Raises ``ModelError`` if there is no such model, or if it came with the program.
        """
        found = [one.folder for one in self._scan() if one.model_id == model_id]
        if not found:
            raise ModelError(
                "There is no such model; known: {models}.",
                received=model_id,
                models=", ".join(dict.fromkeys(one.model_id for one in self._scan())) or "none",
            )
        if found[0].parent == shipped_models_dir():
            raise ModelError("This model came with AgeLens and stays as it is.", received=model_id)
        return found[0]

    def _try_out(self, folder: Path, spec: ModelSpec) -> Generator[None, None, None]:
        """Try a model in a process of its own unless that is known to end well."""
        if self._tried is None or folder.parent == shipped_models_dir():
            return
        tried = _read_tried(self._tried)
        if spec.sha256 in tried:
            return
        from engine.predictor import try_out  # which imports this module

        yield from try_out(folder, spec)
        with contextlib.suppress(OutputError):  # then it is tried once more the next time
            text = json.dumps([*tried[-_TRIED_KEPT:], spec.sha256])
            write_atomically(self._tried, text.encode())

    def _usable(self) -> dict[str, _Found]:
        usable: dict[str, _Found] = {}
        for found in self._scan():
            if found.spec is not None:
                usable.setdefault(found.model_id, found)
        return usable

    def _scan(self) -> list[_Found]:
        found = []
        for models_dir in self._folders:
            for model_id, folder in _model_folders(models_dir):
                try:
                    spec = verify(folder)
                    if spec.model_id != model_id:
                        raise ModelError(
                            "The folder's name is not the model's id: rename it or import it.",
                            received=f"{model_id}, expected {spec.model_id}",
                        )
                    found.append(_Found(folder, model_id, spec))
                except ModelError as error:
                    found.append(_Found(folder, model_id, None, str(error)))
                except OSError as error:  # a folder that may not be looked into, for one
                    reason = f"This model cannot be read. Received: {error.strerror or error}"
                    found.append(_Found(folder, model_id, None, reason))
        return found


def _read_tried(path: Path) -> list[str]:
    """The hashes of models that passed their trial; none if the note is absent or damaged."""
    try:
        found = json.loads(read_ordinary(path, longest=_TRIED_LIMIT_BYTES))
    except (OSError, ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _model_folders(models_dir: Path) -> Iterator[tuple[str, Path]]:
    """(id, folder) of everything in ``models_dir`` that should be a model."""
    try:
        entries = sorted(path for path in models_dir.iterdir() if path.is_dir())
    except OSError:
        return  # absent, or not ours to read: no models
    names = {path.name for path in entries}
    for path in entries:
        if not path.name.startswith("."):
            yield path.name, path
        elif path.name.endswith(".previous"):
            # A crash between the two renames of _put_in_place leaves the old model here, whole.
            model_id = path.name[1:].removesuffix(".previous")
            if model_id not in names:
                yield model_id, path


def _read_spec(folder: Path) -> ModelSpec:
    path = folder / SPEC_NAME
    try:
        if not path.is_file():
            raise ModelError(
                "This is not a model folder: it has no {name}.", received=folder, name=SPEC_NAME
            )
        with opened_ordinary(path) as file:
            content = file.read(_SPEC_LIMIT_BYTES + 1)
        if len(content) > _SPEC_LIMIT_BYTES:
            raise ModelError("The model's description is too long.", received=folder)
        return ModelSpec.from_json(content.decode("utf-8"))
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        raise ModelError(
            "The model's description ({name}) cannot be read.",
            received=f"{folder}, {_reason(error)}",
            name=SPEC_NAME,
        ) from error


def _reason(error: Exception) -> str:
    """What went wrong, without the content in which it did."""
    if isinstance(error, UnicodeDecodeError):
        return f"{error.reason} at byte {error.start}"
    return str(error)


def _refuse_strangers(folder: Path, spec: ModelSpec) -> None:
    """Unrecorded files may only be notes: weights must be recorded, code has no place here."""
    for path in folder.iterdir():
        if path.name in spec.files or path.name == SPEC_NAME or path.name.lower() in _LITTER:
            continue
        if path.is_dir() or path.suffix.lower() not in _NOTES:
            raise ModelError(
                "The model's folder holds something that does not belong to it and could run code.",
                received=path.name,
            )


def _check_id(model_id: object) -> None:
    if not isinstance(model_id, str) or not _ID.fullmatch(model_id):
        raise ModelError(
            "A model's id consists of up to 64 letters, digits, dots, dashes and underscores.",
            received=f"{model_id!r}",
        )


def _free_id(model_id: str, taken: Mapping[str, object]) -> str:
    if model_id not in taken:
        return model_id
    number = 2
    while f"{model_id[:58]}-{number}" in taken:
        number += 1
    return f"{model_id[:58]}-{number}"


def _write(path: Path, content: bytes | Path) -> FileRecord:
    data = content.read_bytes() if isinstance(content, Path) else content
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return FileRecord(size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _put_in_place(scratch: Path, target: Path) -> Path:
    """Give a finished folder its name; a folder cannot be replaced in one step, so in two."""
    previous = target.with_name(f".{target.name}.previous")
    if target.exists():
        shutil.rmtree(previous, ignore_errors=True)
        target.rename(previous)
    try:
        scratch.rename(target)
    except OSError:
        if previous.exists() and not target.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)
    _sync_folder(target.parent)
    return target


def _sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system offers it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
