"""The program where there is no network at all: it works, and it asks for none.

Run in a network namespace without interfaces, not even the loopback device is up; every system
call that opens a socket is recorded, in child processes, too. The self-test with its training is
run once: what it says, what it loads and what it asks of the network are all judged here.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_imports import HEAVY, WINDOW

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

_SELFTEST = """
import sys
from desktop.__main__ import main

code = main(["selftest"])
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(code)
"""


@functools.cache
def no_network() -> tuple[str, ...]:
    """What goes before a command so that it has no network; empty where that is not permitted."""
    if shutil.which("unshare") is None or shutil.which("strace") is None:
        return ()
    for options in (("--net",), ("--map-root-user", "--net")):
        command = ("unshare", *options)
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return ()


@pytest.fixture
def isolated() -> None:
    """Skips a test where the network cannot be taken away and the sockets be recorded."""
    if not no_network():
        pytest.skip("needs strace, and unshare with the right to make a network namespace")


def run_offline(*arguments: str, home: Path) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Run Python without a network; what it said, and which internet sockets it opened.

    Where no network namespace is permitted, it runs all the same, and nothing is recorded.
    """
    record = home / "sockets.txt"
    record.touch()
    recorder = ("strace", "-f", "--seccomp-bpf", "-e", "trace=socket", "-o", str(record))
    isolation = (*no_network(), *recorder) if no_network() else ()
    done = subprocess.run(
        [*isolation, sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
        env={
            **({"PATH": os.environ["PATH"]} if isolation else os.environ),
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )
    return done, _INTERNET.findall(record.read_text())


@pytest.mark.usefixtures("isolated")
def test_the_recorder_sees_a_socket(tmp_path: Path) -> None:
    done, opened = run_offline("-c", "import socket; socket.socket()", home=tmp_path)
    assert done.returncode == 0
    assert opened == ["AF_INET"]


@pytest.mark.usefixtures("isolated")
def test_there_is_no_network_for_it(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"
    done, _ = run_offline("-c", code, home=tmp_path)
    assert done.returncode == 1
    assert "unreachable" in done.stderr


@pytest.mark.usefixtures("isolated")
def test_the_window(shipped_model: Path, astronaut_file: Path, tmp_path: Path) -> None:
    """A photo is judged, every tab is looked at, and the window is closed."""
    done, opened = run_offline("-c", _WINDOW, str(astronaut_file), home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "ok"
    assert opened == []


@pytest.mark.usefixtures("isolated")
def test_the_terminal(shipped_model: Path, astronaut_file: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    arguments = ("-m", "desktop", "label", str(astronaut_file), "--out", str(table))
    done, opened = run_offline(*arguments, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert opened == []


@dataclass(frozen=True, slots=True)
class SelftestRun:
    """One self-test with its training: what it printed, loaded and asked of the network."""

    page: str
    loaded: frozenset[str]
    opened: list[str]


@pytest.fixture(scope="module")
def selftest(shipped_model: Path, tmp_path_factory: pytest.TempPathFactory) -> SelftestRun:
    home = tmp_path_factory.mktemp("selftest")
    done, opened = run_offline("-W", "error", "-c", _SELFTEST, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    page, _, loaded = done.stdout.partition("LOADED ")
    return SelftestRun(page, frozenset(loaded.split()), opened)


@pytest.mark.slow
def test_in_the_selftest_a_network_learns(selftest: SelftestRun) -> None:
    learnt = (
        "ok      a network learns in a process of its own: "
        "60 drawn faces, one epoch, a model that loads and answers"
    )
    assert learnt in selftest.page


@pytest.mark.slow
def test_the_selftest_itself_needs_neither_tensorflow_nor_a_window(selftest: SelftestRun) -> None:
    assert "engine" in selftest.loaded
    assert selftest.loaded.isdisjoint({*HEAVY, *WINDOW})


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
def test_the_selftest_and_its_training_ask_for_no_network(selftest: SelftestRun) -> None:
    assert selftest.opened == []


@pytest.fixture
def astronaut_file(tmp_path: Path, astronaut: object) -> Path:
    from PIL import Image

    path = tmp_path / "astronaut.png"
    Image.fromarray(astronaut).save(path)
    return path
