"""The program where there is no network at all: it works, and it asks for none.

Run in a network namespace without interfaces, not even the loopback device is up; every system
call that opens a socket is recorded, in child processes, too.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_INTERNET = re.compile(r"socket\((AF_INET6?|AF_PACKET|AF_BLUETOOTH|AF_VSOCK)\b.*")

_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.application import Application, run

start = Application.start

def visit(application):
    tabs = application.window.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
    QTimer.singleShot(0, application.window.close)

def watched_start(self, photos=()):
    self.photo_tab.loader.answered.connect(lambda entry, result: print(result.status, flush=True))
    self.photo_tab.loader.answered.connect(lambda: visit(self))
    start(self, photos)

Application.start = watched_start
sys.exit(run([Path(sys.argv[1])]))
"""


@functools.cache
def no_network() -> tuple[str, ...]:
    """What goes before a command so that it has no network; skips where that is not permitted."""
    for tool in ("unshare", "strace"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed here")
    for options in (("--net",), ("--map-root-user", "--net")):
        command = ("unshare", *options)
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    pytest.skip("network namespaces are not permitted here")


def run_offline(*arguments: str, home: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run Python without a network; what it said, and which internet sockets it opened."""
    record = home / "sockets.txt"
    recorder = ("strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(record))
    done = subprocess.run(
        [*no_network(), *recorder, sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )
    return done, _INTERNET.findall(record.read_text())


def test_the_recorder_sees_a_socket(tmp_path: Path) -> None:
    done, opened = run_offline("-c", "import socket; socket.socket()", home=tmp_path)
    assert done.returncode == 0
    assert opened == ["AF_INET"]


def test_there_is_no_network_for_it(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"
    done, _ = run_offline("-c", code, home=tmp_path)
    assert done.returncode == 1
    assert "unreachable" in done.stderr


def test_the_window(shipped_model: Path, astronaut_file: Path, tmp_path: Path) -> None:
    """A photo is judged, every tab is looked at, and the window is closed."""
    done, opened = run_offline("-c", _WINDOW, str(astronaut_file), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "ok"
    assert opened == []


def test_the_terminal(shipped_model: Path, astronaut_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    arguments = ("-m", "desktop", "label", str(astronaut_file), "--out", str(table))
    done, opened = run_offline(*arguments, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert opened == []


@pytest.mark.slow
def test_the_selftest_with_its_training(shipped_model: Path, tmp_path: Path) -> None:
    done, opened = run_offline("-m", "desktop", "selftest", home=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a network learns in a process of its own: 60 drawn faces" in done.stdout
    assert opened == []


@pytest.fixture
def astronaut_file(tmp_path: Path, astronaut: object) -> Path:
    from PIL import Image

    path = tmp_path / "astronaut.png"
    Image.fromarray(astronaut).save(path)
    return path
