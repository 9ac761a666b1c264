"""Crops of an export once more: those that an earlier export wrote elsewhere are taken away.

What an export has written stands in a hidden file in its folder. Only files that stand there, and
that hold what was written then, are ever removed: never a file of the user's.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from engine.errors import OutputError
from engine.files import (
    below,
    new_file,
    opened_ordinary,
    read_ordinary,
    remove_abandoned,
    replacing,
    unwritable,
)

RECORD = ".agelens-crops.jsonl"
_Key = tuple[str, str, int]
_Written = dict[Path, str]


class Crops:
    """The crops of one project in one folder, sorted in one way (``sorting`` names it).

    ``written`` and ``unchanged`` count files of this export, ``removed`` those of earlier ones.
    Another project, or another way of sorting, keeps its crops in the same folder.
    """

    def __init__(self, folder: Path, *, project_id: str, sorting: str) -> None:
        self._folder, self._project, self._sorting = folder, project_id, sorting
        self._record = below(folder, RECORD)
        self._known: defaultdict[_Key, _Written] = defaultdict(dict)
        self._changed = False
        self.written = self.unchanged = self.removed = 0
        for key, path, digest in self._recorded():
            self._known[key][path] = digest
        for place in {path.parent for written in self._known.values() for path in written}:
            remove_abandoned(place)

    def put(self, path: Path, content: bytes, *, face_id: int) -> None:
        """Write a face's crop under this name or the next free one; take away older ones of it.

        Raises ``OutputError`` if it cannot be written.
        """
        known, digest = self._of(face_id), hashlib.sha256(content).hexdigest()
        current = next((one for one in known if _is(one, path.parent, known[one], digest)), None)
        if current is not None:
            self.unchanged += 1
        else:
            current, new = put(path, content, announce=lambda one: self._note(face_id, one, digest))
            self.written += new
            self.unchanged += not new
            if new:
                known[current] = digest
        self._remove(known, but=current)

    def drop(self, face_id: int) -> None:
        """Take away the crops of a face that belongs into no folder any more."""
        self._remove(self._of(face_id), but=None)

    def keep(self) -> None:
        """Remember what was written; raises ``OutputError``."""
        if not self._changed:
            return
        with replacing(self._record) as file:
            for (project, sorting, face_id), written in self._known.items():
                for path, digest in written.items():
                    file.write(self._line((project, sorting, face_id), path, digest))
        self._changed = False

    def _note(self, face_id: int, path: Path, digest: str) -> None:
        """Write down a crop before it is there, so that a kill leaves none that nobody knows."""
        self._changed = True
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._record, _APPENDING, 0o666)
            with os.fdopen(handle, "ab") as file:
                # After a kill the last line may lack its end.
                file.write(
                    b"\n" + self._line((self._project, self._sorting, face_id), path, digest)
                )
        except OSError as error:
            raise unwritable(self._record, error) from error

    def _line(self, key: _Key, path: Path, digest: str) -> bytes:
        name = path.relative_to(self._folder).as_posix()
        return f"{json.dumps([*key, name, digest])}\n".encode()

    def _of(self, face_id: int) -> _Written:
        return self._known[self._project, self._sorting, face_id]

    def _remove(self, known: _Written, *, but: Path | None) -> None:
        for path in [path for path in known if path != but]:
            digest = known.pop(path)
            self._changed = True
            if _holds(path, digest):
                with contextlib.suppress(OSError):
                    path.unlink()
                    self.removed += 1
                    self._remove_empty(path.parent)

    def _remove_empty(self, folder: Path) -> None:
        """Take away the folders that a crop has left behind, up to that of the export."""
        with contextlib.suppress(OSError):  # not empty
            while folder != self._folder:
                folder.rmdir()
                folder = folder.parent

    def _recorded(self) -> Iterator[tuple[_Key, Path, str]]:
        try:
            lines = read_ordinary(self._record).decode("utf-8").splitlines()
        except (OSError, ValueError):
            return
        for line in lines:
            # A number may be infinite, lists may be nested without end.
            with contextlib.suppress(ValueError, TypeError, OverflowError, RecursionError):
                project, sorting, face_id, name, digest = json.loads(line)
                path = self._inside(name)
                if path is not None:
                    yield (str(project), str(sorting), int(face_id)), path, str(digest)

    def _inside(self, name: object) -> Path | None:
        """A recorded file; ``None`` for a name that leads out of the folder."""
        try:
            return below(self._folder, str(name))
        except OutputError:
            return None


def _is(path: Path, folder: Path, known: str, digest: str) -> bool:
    """Whether a crop of before is where it belongs, and holds what it is to hold."""
    return path.parent == folder and known == digest and _holds(path, digest)


def _holds(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(read_ordinary(path)).hexdigest() == digest
    except OSError:
        return False


_PIECE_BYTES = 4 * 2**20
# A pipe under the name of the record would else be waited for.
_APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT
_APPENDING |= sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))


def put(path: Path, content: bytes, *, announce: Callable[[Path], None]) -> tuple[Path, bool]:
    """Write a file under this name or the next free one, which ``announce`` is told before.

    Returns which name that is, and false if the file was there already.
    """
    for candidate in _candidates(path):
        if candidate.exists():
            if same_content(candidate, io.BytesIO(content), len(content)):
                return candidate, False
            continue
        announce(candidate)
        with new_file(candidate) as file:
            file.write(content)
        return candidate, True
    raise AssertionError("unreachable")


def copy(source: Path, path: Path) -> Generator[None, None, bool]:
    """Copy a file, piece by piece, under this name or the next free one; false if it was there."""
    try:
        size = source.stat().st_size
        for candidate in _candidates(path):
            if candidate.exists():
                with opened_ordinary(source) as original:
                    if same_content(candidate, original, size):
                        return False
                continue
            with opened_ordinary(source) as original, new_file(candidate) as file:
                while piece := original.read(_PIECE_BYTES):
                    file.write(piece)
                    yield
            return True
    except OSError as error:
        raise OutputError(
            "This photo cannot be copied.", received=f"{source.name}, {error.strerror or error}"
        ) from error
    raise AssertionError("unreachable")


def _candidates(path: Path) -> Iterator[Path]:
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1


def same_content(path: Path, content: BinaryIO, size: int) -> bool:
    """Whether a file holds this content."""
    try:
        if not path.is_file() or path.stat().st_size != size:
            return False
        with opened_ordinary(path) as file:
            while piece := file.read(_PIECE_BYTES):
                if piece != content.read(len(piece)):
                    return False
    except OSError as error:
        raise unwritable(path, error) from error
    return True


_MOST_BYTES = 120  # leaves room for what is added; file systems take 255
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]')
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.IGNORECASE)


def safe_name(text: str) -> str:
    """The text as a file or folder name on Windows, macOS and Linux; never empty or hidden."""
    name = _FORBIDDEN.sub("_", text).strip(" ").rstrip(". ")
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1].rstrip(". ")
    if not name or name.startswith((".", "-")) or _DEVICES.fullmatch(name):
        name = f"_{name}"
    return name


def photo_key(name: str) -> str:
    """Eight digits that tell photos of the same name in different folders apart."""
    return hashlib.sha256(os.fsencode(name)).hexdigest()[:8]


def stem_and_suffix(name: str) -> tuple[str, str]:
    """A photo's file name, split and safe: ``("IMG_1", ".jpg")``."""
    path = PurePosixPath(name.replace(os.sep, "/"))
    suffix = path.suffix
    return safe_name(path.name.removesuffix(suffix)), _FORBIDDEN.sub("_", suffix)[:16].rstrip(". ")
