"""Files that are either whole or not there, and locks that one process holds at a time."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import logging
import os
import platform
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from engine.errors import OutputError

_log = logging.getLogger(__name__)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


LONGEST_NOTE = 64 * 2**20
"""The longest file (bytes) that is read because of its name, without anybody having chosen it."""


@contextmanager
def opened_ordinary(path: Path) -> Iterator[BufferedReader]:
    """An ordinary file to read from; raises ``OSError`` for anything else.

    A pipe would be waited for, a device may never end: whoever makes a folder can put either under
    any name. Nothing of another kind is opened, nor waited for if it took the place meanwhile.
    """
    _refuse_special(os.stat(path), path)  # noqa: PTH116 - opening some devices has an effect
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        _refuse_special(os.fstat(handle), path)
        file = os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise
    with file:
        yield file


def read_ordinary(path: Path, *, longest: int = LONGEST_NOTE) -> bytes:
    """The content of an ordinary file of at most so many bytes; raises ``OSError``."""
    with opened_ordinary(path) as file:
        content = file.read(longest + 1)
    if len(content) > longest:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), os.fspath(path))
    return content


def _refuse_special(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "This is no ordinary file", os.fspath(path))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file in one step: readers see the old content or the new, never a part.

    Raises ``OutputError`` with a sentence if the place cannot be written.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path, *, sync: bool = True) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` in one step if all goes well, and else nothing.

    A link to a file of the same folder, or below, keeps its place: that file is replaced. One that
    leads elsewhere is refused, for whoever made the folder may have put it there. ``sync`` waits
    until the content is on the disk. Raises ``OutputError`` for that and for any ``OSError``.
    """
    with scratch_for(path, sync=sync) as scratch, scratch.open("xb") as file:
        yield file
        file.close()  # before it is renamed: Windows renames no open file


@contextmanager
def scratch_for(path: Path, *, sync: bool = True) -> Iterator[Path]:
    """A name to write to that becomes ``path``; else the same as ``replacing``."""
    try:
        with _scratch(path, sync=sync) as scratch:
            yield scratch
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears whole under a name that nothing has yet, or not at all.

    Raises ``OutputError`` for any ``OSError``, among them that the name is taken.
    """
    scratch = _scratch_name(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(path.parent)
        with scratch.open("xb") as file:
            yield file
        _name_new(scratch, path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            scratch.unlink()


def make_private_folder(folder: Path) -> None:
    """Make a folder into which nobody else may look; one that is there stays as it is.

    Raises ``OSError``.
    """
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file that nobody else may read; one that is there keeps its content.

    Raises ``OSError``. What SQLite or a log then writes into it stays private, too.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    if os.name == "posix":
        with contextlib.suppress(OSError):  # somebody else's, or a disk without rights
            path.chmod(0o600)


def below(folder: Path, *parts: str) -> Path:
    """The place of a file below ``folder``, which what is written there must not leave.

    Raises ``OutputError`` if the parts, or links on the way, lead anywhere else.
    """
    relative = Path(*parts)
    path = folder / relative
    leads_out = bool(relative.drive or relative.root) or ".." in relative.parts
    if leads_out or not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise OutputError(
            "This file would be written outside the folder that you chose.", received=relative
        )
    return path


def _target(path: Path) -> Path:
    """What is to be replaced: through a link, unless that leads out of its folder."""
    target = Path(os.path.realpath(path))
    if not target.is_relative_to(os.path.realpath(path.parent)):
        raise OutputError(
            "A link of this name leads to a file in another folder, which would be overwritten: "
            "choose another name, or the file itself.",
            received=f"{path}, {target}",
        )
    return target


@contextmanager
def _scratch(path: Path, *, sync: bool) -> Iterator[Path]:
    target = _target(path)
    scratch = _scratch_name(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(target.parent)
        yield scratch
        if sync:
            with scratch.open("rb+") as file:
                os.fsync(file.fileno())
        scratch.replace(target)
    finally:
        with contextlib.suppress(OSError):  # gone already, or its folder never was one
            scratch.unlink()


_HERE = hashlib.sha256(platform.node().encode("utf-8", "replace")).hexdigest()[:8]
_SCRATCH = re.compile(
    r"\.agelens-(?P<computer>[0-9a-f]{8})-(?P<process>\d{1,10})-[0-9a-f]{12}\.part"
)
_ABANDONED_S = 24 * 60 * 60
_tidied: set[str] = set()


def _scratch_name(path: Path) -> Path:
    return path.with_name(f".agelens-{_HERE}-{os.getpid()}-{secrets.token_hex(6)}.part")


def remove_abandoned(folder: Path) -> None:
    """Take away unfinished files that processes of this computer left when they were killed.

    Looks once a process into each folder; what cannot be seen or removed stays.
    """
    if (key := os.fspath(folder)) in _tidied:
        return
    _tidied.add(key)
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _SCRATCH.fullmatch(entry.name)
            if found and found["computer"] == _HERE:
                with contextlib.suppress(OSError):
                    if _is_abandoned(entry, int(found["process"])):
                        Path(entry.path).unlink()


def _is_abandoned(entry: os.DirEntry[str], process: int) -> bool:
    """Whether nobody writes an unfinished file any more."""
    if process == os.getpid():
        return False
    if os.name == "nt":  # asking for a process by its number would end it there
        return time.time() - entry.stat().st_mtime > _ABANDONED_S
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # it lives, as somebody else's
        return False
    return False


def _name_new(scratch: Path, path: Path) -> None:
    """Give a finished file its name; raises ``OSError`` rather than replace another one."""
    if os.name == "nt":
        scratch.rename(path)  # refuses to replace there
        return
    try:
        os.link(scratch, path)
    except FileExistsError:
        raise
    except OSError:  # a memory card knows no links: take the name first, then fill it
        path.open("xb").close()
        scratch.replace(path)


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error for a place that takes no file."""
    received = f"{path}, {error.strerror or error}"
    if error.errno in _FULL:
        return OutputError(
            "The file could not be written: the disk is full. What was there before is still "
            "there.",
            received=received,
        )
    return OutputError(
        "The file could not be written: is it open in another program, or the disk full or "
        "read-only?",
        received=received,
    )


def is_full(error: BaseException) -> bool:
    """Whether an ``OutputError`` says that the disk is full, so that going on is no use."""
    return isinstance(error.__cause__, OSError) and error.__cause__.errno in _FULL


# What drives without a service for locks answer: NFS without lockd, Lustre, some FUSE systems.
_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP})


def acquire_lock(path: Path) -> BaseFileLock | None:
    """The lock at ``path``, held until ``release`` or the end of the process.

    ``None`` if another process, or another part of this one, holds it. On a drive that knows no
    locks a file beside it stands for the lock, with the process that made it; one that a dead
    process of this computer left is removed. Raises ``OSError`` if the file cannot be made.
    """
    if not path.parent.is_dir():
        # FileLock would make the folder, and a mistyped one would be taken for a place to write.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path.parent))
    # Left to itself FileLock falls back under the same name, and for one of these answers alone.
    lock = FileLock(path, blocking=False, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        _log.warning("The drive of %s knows no locks (%s); a file stands for it", path, error)
        with contextlib.suppress(OSError):
            path.unlink()  # the file that could not be locked
        return _acquire_soft(soft_lock_of(path))
    return lock


def soft_lock_of(path: Path) -> Path:
    """The file that stands for the lock at ``path`` on a drive that knows no locks."""
    return path.with_name(f"{path.name}-soft")


def _acquire_soft(path: Path) -> BaseFileLock | None:
    lock = SoftFileLock(path, blocking=False, thread_local=False)
    for _ in range(2):  # the first attempt only clears away what a dead process left
        with contextlib.suppress(Timeout):
            lock.acquire()
            return lock
    return None


def release_and_delete(lock: BaseFileLock) -> None:
    """Release a lock and leave no file behind; may be called twice."""
    if lock.is_locked:
        # While it is held, so that nobody else's is deleted: whoever has opened the file already
        # sees that it is gone. Windows refuses to delete an open file; it stays and does no harm.
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


def is_locked(path: Path) -> bool:
    """Whether the lock at ``path`` is held, by this process or by another one."""
    if not path.exists() and not soft_lock_of(path).exists():
        return False
    try:
        lock = acquire_lock(path)
    except OSError:
        return True
    if lock is None:
        return True
    lock.release()
    return False
