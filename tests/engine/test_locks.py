"""One process at a time, also on drives that know no locks."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.files import acquire_lock, is_locked, release_and_delete
from engine.project import Project

fcntl = pytest.importorskip("fcntl", reason="other systems lock otherwise")
ROOT = Path(__file__).parents[2]
NO_LOCKS = [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP]


@pytest.fixture(params=NO_LOCKS, ids=[errno.errorcode[code] for code in NO_LOCKS])
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A drive that answers so to whoever asks for a lock."""

    def flock(handle: int, operation: int) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", flock)
    return int(request.param)


@pytest.mark.usefixtures("no_locks")
def test_a_file_stands_for_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "a-lock"
    assert not is_locked(path)
    first = acquire_lock(path)
    assert first is not None
    assert acquire_lock(path) is None
    assert is_locked(path)
    release_and_delete(first)
    assert list(tmp_path.iterdir()) == []
    again = acquire_lock(path)
    assert again is not None
    release_and_delete(again)


@pytest.mark.usefixtures("no_locks")
def test_of_two_windows_one_writes(tmp_path: Path) -> None:
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as first:
        first.list_photos(["a.jpg"])
        with Project.open(tmp_path / "p.agelens") as second:
            assert (first.read_only, second.read_only) == (False, True)
    with Project.open(tmp_path / "p.agelens") as third:
        assert not third.read_only
        assert [name for _, name in third.present()] == ["a.jpg"]


_HOLDS = """
import errno, fcntl, os, sys, time
from pathlib import Path
from engine.files import acquire_lock

def flock(handle, operation):
    raise OSError(int(sys.argv[2]), os.strerror(int(sys.argv[2])))

fcntl.flock = flock
held = acquire_lock(Path(sys.argv[1]))
print(held is not None, flush=True)
time.sleep(60)
"""


def test_what_a_killed_process_left_holds_nobody_up(tmp_path: Path, no_locks: int) -> None:
    path = tmp_path / "a-lock"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(path), str(no_locks)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert acquire_lock(path) is None
        other.send_signal(signal.SIGKILL)
        other.wait()
    held = acquire_lock(path)
    assert held is not None
    release_and_delete(held)


def test_other_errors_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(handle: int, operation: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(OSError, match="output error"):
        acquire_lock(tmp_path / "a-lock")
