"""The training add-on: TensorFlow in a folder of its own, installed from a file, offline.

The frozen program comes without TensorFlow, which only a training needs and which weighs more than
everything else together. Program and add-on are made in one go; the program knows the SHA-256 of
the add-on's list of files, and that list the SHA-256 of each file. So nothing else than what
belongs to this very program is ever installed, wherever the file came from.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import json
import platform
import secrets
import shutil
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import IO

from desktop import paths
from engine import __version__
from engine.errors import DataError, OutputError, UserError

Progress = Callable[[int, int], None]
"""Told bytes done of all; what it raises stops the work without a trace."""

STAMP = "training-stamp.json"
LIST = "training-files.json"
_PIECE = 1 << 20
_LONGEST_LIST = 20_000_000


@dataclass(frozen=True, slots=True)
class AddonStamp:
    """What the program knows of its add-on: its list's SHA-256, and its size in bytes."""

    list_sha256: str
    total_bytes: int


@dataclass(frozen=True, slots=True)
class TrainingAddon:
    """The add-on of this program; without a stamp there is none, and nothing is missing.

    ``home`` is the folder in which it is installed, in one whose name is its fingerprint.
    """

    home: Path
    stamp: AddonStamp | None

    @property
    def folder(self) -> Path:
        """Where it is, or would be."""
        return self.home / (self.stamp.list_sha256[:16] if self.stamp else "none")

    def missing(self) -> bool:
        """Whether this program could train, but for the add-on. Imports nothing of it."""
        self.activate()
        return self.stamp is not None and importlib.util.find_spec("tensorflow") is None

    def activate(self) -> None:
        """Let Python find the installed add-on; child processes inherit that. Cheap."""
        if self.stamp is not None and self.folder.is_dir() and str(self.folder) not in sys.path:
            # Last: the program's own modules come first, always.
            sys.path.append(str(self.folder))
            importlib.invalidate_caches()

    def install(self, file: Path, *, progress: Progress | None = None) -> None:
        """Check, unpack and activate an add-on file; all of it or nothing.

        Raises ``DataError`` if it is not the one that belongs to this program, or is damaged, and
        ``OutputError`` if it cannot be written.
        """
        if self.stamp is None:
            raise DataError(f"This AgeLens needs no training add-on. Received: {file.name}")
        scratch = self.home / f".part-{secrets.token_hex(6)}"
        try:
            self._make_room(scratch, self.stamp)
            with _opened(file) as archive:
                _unpack(archive, scratch, self.stamp, progress=progress or (lambda *_: None))
            if not self.folder.is_dir():
                scratch.replace(self.folder)
            self._forget_others()
        except (tarfile.TarError, EOFError) as error:
            raise _damaged(file.name) from error
        except OSError as error:
            raise OutputError(
                "The training add-on could not be installed: is the disk full or read-only? "
                f"Received: {error.strerror or error}"
            ) from error
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        self.activate()

    def _make_room(self, scratch: Path, stamp: AddonStamp) -> None:
        scratch.mkdir(parents=True)
        free = shutil.disk_usage(scratch).free
        if free < stamp.total_bytes:
            raise OutputError(
                f"The training add-on needs {stamp.total_bytes / 1e6:.0f} MB of disk: make room "
                f"first. Received: {free / 1e6:.0f} MB free"
            )

    def _forget_others(self) -> None:
        """Add-ons of former versions fit no program any more; a locked one stays."""
        for other in self.home.iterdir():
            if other != self.folder and not other.name.startswith(".part-"):
                shutil.rmtree(other, ignore_errors=True)


def default_addon() -> TrainingAddon:
    """That of this program, as its build left word."""
    return TrainingAddon(
        paths.addon_dir(), read_stamp(Path(str(resources.files("resources"))) / STAMP)
    )


def file_name() -> str:
    """What the add-on's file for this system is called."""
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return f"AgeLens-training-{__version__}-{system}-{machine}.tar.xz"


def read_stamp(path: Path) -> AddonStamp | None:
    """The stamp in a file; ``None`` if there is none: then the program is not a frozen one."""
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return AddonStamp(str(fields["list_sha256"]), int(fields["bytes"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[tarfile.TarFile]:
    try:
        archive = tarfile.open(file, "r|xz")  # noqa: SIM115 - closed below
    except (tarfile.TarError, EOFError) as error:
        raise _damaged(file.name) from error
    except OSError as error:
        raise DataError(
            f"The add-on file cannot be read. Received: {file.name}, {error.strerror or error}"
        ) from error
    with archive:
        yield archive


def _unpack(
    archive: tarfile.TarFile, target: Path, stamp: AddonStamp, *, progress: Progress
) -> None:
    """Write what the list names and the archive brings; complain about anything else."""
    wanted = _read_list(archive, stamp)
    done = 0
    while (member := archive.next()) is not None:  # the list has been read: go on after it
        stream = archive.extractfile(member) if member.isfile() else None
        if stream is None or member.name not in wanted:
            raise _damaged(member.name)
        _, sha256 = wanted.pop(member.name)
        path = target / member.name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.open("xb") as out:
            for piece in _pieces(stream):
                digest.update(piece)
                out.write(piece)
                done += len(piece)
                progress(min(done, stamp.total_bytes), stamp.total_bytes)
        if digest.hexdigest() != sha256:
            raise _damaged(member.name)
    if wanted:
        raise _damaged(next(iter(wanted)))


def _read_list(archive: tarfile.TarFile, stamp: AddonStamp) -> dict[str, tuple[int, str]]:
    """The list of files, which stands first; raises unless it is the one the program knows."""
    first = archive.next()
    stream = archive.extractfile(first) if first is not None and first.isfile() else None
    if first is None or stream is None or first.name != LIST or first.size > _LONGEST_LIST:
        raise DataError(
            "This is not the training add-on: its name begins with AgeLens-training. "
            f"Received: {first.name if first else 'an empty file'}"
        )
    content = stream.read()
    if hashlib.sha256(content).hexdigest() != stamp.list_sha256:
        raise DataError(
            "This training add-on belongs to another version of AgeLens: take the one from the "
            f"same place as this AgeLens. Received: {hashlib.sha256(content).hexdigest()[:16]}"
        )
    return {name: (int(size), str(sha256)) for name, (size, sha256) in json.loads(content).items()}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _damaged(name: str) -> UserError:
    return DataError(
        f"The add-on file is damaged or not complete: fetch it again. Received: {name}"
    )
