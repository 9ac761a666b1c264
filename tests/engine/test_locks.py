"""One process at a time, also on drives that know no locks."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.files import acquire_lock, is_locked, release_and_delete
from engine.project import Project, schema
from tests.engine.test_project import set_back

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


# What SQLite and Python get from the kernel on such a drive, whatever they call.
_DRIVE = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
static int ask(const char *name, int file, int what, void *how) {
    if (what == F_SETLK || what == F_SETLKW || what == F_GETLK) { errno = CODE; return -1; }
    int (*real)(int, int, void *) = dlsym(RTLD_NEXT, name);
    return real(file, what, how);
}
int flock(int file, int what) { errno = CODE; return -1; }
int fcntl(int file, int what, ...) {
    va_list rest; va_start(rest, what); void *how = va_arg(rest, void *); va_end(rest);
    return ask("fcntl", file, what, how);
}
int fcntl64(int file, int what, ...) {
    va_list rest; va_start(rest, what); void *how = va_arg(rest, void *); va_end(rest);
    return ask("fcntl64", file, what, how);
}
"""
_WORKS = """
import sys
from pathlib import Path
from engine.project import Project

path = Path(sys.argv[1])
with Project.open(path, root=path.parent) as project:
    assert not project.read_only
    project.list_photos([f"{number}.jpg" for number in range(300)])
    with Project.open(path) as second:
        assert second.read_only
        assert len(list(second.photos())) == 300
    number = 0
    print("begun", flush=True)
    while len(sys.argv) > 2:
        project.keep_setting("number", str(number))
        print(number, flush=True)
        number += 1
    assert len(list(project.photos())) == 300
"""


@pytest.fixture(params=["ENOLCK", "ENOSYS", "EOPNOTSUPP"])
def drive(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a process for which no drive knows locks."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs a C compiler on Linux")
    source, library = tmp_path / "drive.c", tmp_path / "drive.so"
    source.write_text(_DRIVE)
    code = f"-DCODE={request.param}"
    subprocess.run([compiler, "-shared", "-fPIC", code, "-o", library, source, "-ldl"], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}


def test_a_project_needs_no_locks_of_the_kernel(tmp_path: Path, drive: dict[str, str]) -> None:
    path = tmp_path / "p.agelens"
    done = subprocess.run(
        [sys.executable, "-c", _WORKS, path], cwd=ROOT, env=drive, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "knows no locks" in done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"p.agelens", "drive.c", "drive.so"}


def test_a_kill_there_leaves_the_last_change(tmp_path: Path, drive: dict[str, str]) -> None:
    path = tmp_path / "p.agelens"
    with subprocess.Popen(
        [sys.executable, "-c", _WORKS, path, "on"],
        cwd=ROOT,
        env=drive,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as job:
        assert job.stdout is not None
        lines = [job.stdout.readline() for _ in range(30)]
        job.kill()
        lines += job.stdout.read().splitlines()
    last = int(lines[-1])
    with Project.open(path) as project:
        assert not project.read_only
        # The change after it may have been finished too, before it was told.
        assert int(project.setting("number") or -1) in (last, last + 1)
        assert len(list(project.photos())) == 300


@pytest.mark.usefixtures("no_locks")
def test_what_was_written_elsewhere_is_all_there(tmp_path: Path) -> None:
    """A project with its write-ahead log, as a kill leaves it, was copied onto such a drive."""
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as project:
        project.list_photos(["a.jpg"])
    elsewhere = tmp_path / "copy"
    elsewhere.mkdir()
    with closing(schema.connect(tmp_path / "p.agelens")) as db:
        db.execute("INSERT INTO meta VALUES ('setting late', 'yes')")
        for one in tmp_path.glob("p.agelens*"):
            shutil.copy(one, elsewhere)
    assert (elsewhere / "p.agelens-wal").stat().st_size > 0
    with Project.open(elsewhere / "p.agelens") as copied:
        assert copied.setting("late") == "yes"
        assert [name for _, name in copied.present()] == ["a.jpg"]


@pytest.mark.usefixtures("no_locks")
def test_a_project_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "p.agelens"
    with Project.open(path, root=tmp_path) as project:
        project.list_photos(["a.jpg"])
    set_back(path, 2)
    with Project.open(path) as project:
        project.list_photos(["b.jpg"])
        assert [name for _, name in project.present()] == ["b.jpg"]
        assert [photo.name for photo in project.photos()] == ["b.jpg"]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)


@pytest.mark.usefixtures("no_locks")
def test_what_is_read_in_steps_stands_still(tmp_path: Path) -> None:
    with Project.open(tmp_path / "p.agelens", root=tmp_path) as project:
        project.list_photos(["a.jpg", "b.jpg"])
        reading = project.photos()
        first = next(reading)
        project.list_photos(["c.jpg"])
        assert [first.name, *(photo.name for photo in reading)] == ["a.jpg", "b.jpg"]
        assert [photo.name for photo in project.photos() if photo.present] == ["c.jpg"]


def test_a_window_waits_until_a_change_is_finished(tmp_path: Path) -> None:
    path = tmp_path / "p.agelens"
    with Project.open(path, root=tmp_path) as project:
        project.list_photos(["a.jpg"])
    journal = path.with_name("p.agelens-journal")
    journal.write_bytes(b"a change is under way")
    with pytest.raises(sqlite3.OperationalError, match="all the time"):
        schema.connect(path, read_only=True, lockless=True)
    journal.unlink()
    with closing(schema.connect(path, read_only=True, lockless=True)) as db:
        assert db.execute("SELECT count(*) FROM photos").fetchone() == (1,)
