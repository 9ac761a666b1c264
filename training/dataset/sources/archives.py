"""Archives of pictures, unpacked once, with nothing in them trusted.

Only pictures and tables are unpacked, under the names they have; an archive in which a name leads
out of its folder is refused as a whole. A folder that is there is complete.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import lzma
import os
import shutil
import stat
import tarfile
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, BinaryIO

from engine.errors import DataError
from engine.images import MAX_FILE_BYTES, SUFFIXES
from engine.words import translatable
from training.dataset.utkface import DataProblem

Progress = Callable[[int, int], None]

SUFFIXES_OF_ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
MAX_MEMBERS = 300_000
MAX_UNPACKED_BYTES = 32 * 2**30
"""Content of all members together, counted while unpacking: sizes in an archive may lie."""
MAX_DISK_SHARE = 0.8
"""Of the space that is free when unpacking begins: the rest is for the user's other work."""
MAX_DEPTH = 40
"""Folders inside folders."""
MAX_HEADER_BYTES = 2**20
"""Of a name or of other facts in a tar archive, which are read as a whole."""

_FORMAT = "unpacked-1"
_KEPT = SUFFIXES | {".csv", ".json"}
_MARK = ".unpacked.json"
_CHUNK_BYTES = 2**20
_SCRATCH = ".unpacking-"
_ABANDONED_S = 24 * 60 * 60
_TROUBLE = (
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a compression that zipfile does not know
    ValueError,
    RecursionError,  # headers that belong to headers
)


@dataclass(frozen=True, slots=True)
class _Member:
    """One entry: its name, its size in bytes as claimed, and how to open it."""

    name: str
    size: int
    ordinary: bool
    open: Callable[[], IO[bytes] | None]


def is_archive(path: Path) -> bool:
    """Whether the name is that of an archive that can be unpacked."""
    return path.name.lower().endswith(SUFFIXES_OF_ARCHIVES)


def unpacked(
    archive: Path, *, work_dir: Path, progress: Progress | None = None
) -> tuple[Path, tuple[DataProblem, ...]]:
    """The folder with an archive's pictures and tables, and what was left out of it.

    Unpacked into ``work_dir/unpacked/<hash of the content>`` unless it is there already;
    ``progress`` is told bytes read of all bytes, and what it raises stops the work without a
    trace. Raises ``DataError`` if the archive is damaged, unsafe or too large, or the disk full.
    """
    try:
        folder = work_dir / "unpacked" / _digest(archive)
        if not (folder / _MARK).is_file():
            _unpack(archive, folder, progress)
        mark = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(
            "This archive could not be unpacked: is it damaged, or the disk full?",
            received=f"{archive}, {error.strerror or error}",
        ) from error
    except _TROUBLE as error:
        raise DataError(
            "This archive is damaged or protected and cannot be unpacked.",
            received=f"{archive}, {error}",
        ) from error
    return folder, tuple(DataProblem(**problem) for problem in mark["left_out"])


def _digest(archive: Path) -> str:
    with archive.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def _unpack(archive: Path, folder: Path, progress: Progress | None) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder.parent)
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=folder.parent))
    try:
        with archive.open("rb") as file, _members(file) as members:
            job = _Unpacking(archive, scratch, file, progress)
            for member in members:
                job.take(member)
        mark = {"format": _FORMAT, "left_out": [asdict(problem) for problem in job.left_out]}
        (scratch / _MARK).write_text(json.dumps(mark), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # incomplete, or it would have been used
        scratch.replace(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _remove_abandoned(folder: Path) -> None:
    """Take away what unpacking left here when it was killed, a day ago or more."""
    for left in folder.glob(f"{_SCRATCH}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(left, ignore_errors=True)


@contextlib.contextmanager
def _members(file: BinaryIO) -> Iterator[Iterator[_Member]]:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as zipped:
            yield (_zip_member(zipped, info) for info in zipped.infolist() if not info.is_dir())
    else:
        file.seek(0)
        with tarfile.open(fileobj=file, tarinfo=_Header) as tarred:
            yield (_tar_member(tarred, info) for info in tarred if not info.isdir())


class _Header(tarfile.TarInfo):
    """A header that may not ask for more memory than any name needs."""

    def _proc_member(self, tarred: tarfile.TarFile) -> tarfile.TarInfo:
        # As the library documents it, the entry point for subclasses.
        described = self.type in _DESCRIPTIONS
        if described and self.size > MAX_HEADER_BYTES:
            raise ValueError(f"a header of {self.size} bytes")
        return super()._proc_member(tarred)  # type: ignore[misc,no-any-return]


_DESCRIPTIONS = (
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
)


def _zip_member(zipped: zipfile.ZipFile, info: zipfile.ZipInfo) -> _Member:
    kind = stat.S_IFMT(info.external_attr >> 16)  # zero where the archive comes from Windows
    if info.flag_bits & 1:
        raise zipfile.BadZipFile("it asks for a password")
    ordinary = kind in (0, stat.S_IFREG)
    return _Member(info.filename, info.file_size, ordinary, lambda: zipped.open(info))


def _tar_member(tarred: tarfile.TarFile, info: tarfile.TarInfo) -> _Member:
    return _Member(info.name, info.size, info.isreg(), lambda: tarred.extractfile(info))


class _Unpacking:
    """One archive on its way into a folder: what was taken, what was left out."""

    def __init__(
        self, archive: Path, folder: Path, file: BinaryIO, progress: Progress | None
    ) -> None:
        self.left_out: list[DataProblem] = []
        self._archive, self._folder, self._file = archive, folder, file
        self._progress = progress
        self._length = archive.stat().st_size
        self._seen: set[str] = set()
        self._count = 0
        self._bytes = 0
        self._most_bytes = min(
            MAX_UNPACKED_BYTES, int(shutil.disk_usage(folder).free * MAX_DISK_SHARE)
        )

    def take(self, member: _Member) -> None:
        """Unpack one entry, or note why not; raises ``DataError`` if all must be refused."""
        self._count += 1
        if self._count > MAX_MEMBERS:
            raise self._refusal(f"more than {MAX_MEMBERS} files")
        if _leads_out(member.name):
            raise DataError(
                "This archive is unsafe: a name in it leads out of its folder. Nothing "
                "was unpacked.",
                received=f"{self._archive}, {member.name!r}",
            )
        path = PurePosixPath(member.name.replace("\\", "/"))
        if any(part.startswith(".") or part == "__MACOSX" for part in path.parts):
            return
        if len(path.parts) > MAX_DEPTH:
            self._leave_out(member, translatable("Its folders are nested too deeply."))
        elif not member.ordinary:
            self._leave_out(member, translatable("A link or a device is not unpacked."))
        elif path.suffix.lower() not in _KEPT:
            self._count_bytes(member.size)  # unpacked all the same by what reads past it
        elif os.name == "nt" and ":" in member.name:  # would hide the content behind another file
            self._leave_out(member, translatable("Windows allows no colon in a name."))
        elif str(path).casefold() in self._seen:
            self._leave_out(member, translatable("The archive holds this name twice."))
        else:
            self._seen.add(str(path).casefold())
            self._copy(member, self._folder / path)
        if self._progress is not None:
            self._progress(min(self._file.tell(), self._length), self._length)

    def _copy(self, member: _Member, target: Path) -> None:
        stream = member.open()
        if stream is None:
            self._leave_out(member, translatable("This entry of the archive has no content."))
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        length = 0
        with stream, target.open("xb") as file:
            while chunk := stream.read(_CHUNK_BYTES):
                length += len(chunk)
                if length > MAX_FILE_BYTES:
                    raise self._refusal(f"{member.name} of more than {MAX_FILE_BYTES} bytes")
                self._count_bytes(len(chunk))
                file.write(chunk)

    def _count_bytes(self, count: int) -> None:
        self._bytes += count
        if self._bytes > self._most_bytes:
            raise self._refusal(f"more than {self._most_bytes} bytes")

    def _leave_out(self, member: _Member, reason: str) -> None:
        self.left_out.append(DataProblem(member.name, reason))

    def _refusal(self, what: str) -> DataError:
        return DataError(
            "This archive is too large to unpack; nothing was kept of it.",
            received=f"{self._archive}, {what}",
        )


def _leads_out(name: str) -> bool:
    """Whether a name is absolute, has a drive, climbs up, or is none, on any system."""
    windows = PureWindowsPath(name)
    return bool(windows.anchor) or not windows.parts or "\0" in name or ".." in windows.parts
