"""The program where there is no network: it works, asks for none, and writes where it says.

Run in a network namespace without interfaces, not even the loopback device is up; every system
call that opens a socket or changes a file is recorded, in child processes, too. The self-test with
its training is run once: what it says, loads, writes and asks of the network are all judged here.
With ``AGELENS_FROZEN=program AGELENS_ADDON=archive`` in the environment a built program and its
training are judged as well.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_imports import HEAVY, WINDOW

_INTERNET = re.compile(r"socket\((AF_INET6?|AF_PACKET|AF_BLUETOOTH|AF_VSOCK)\b.*")
_OPENING = "open,openat,openat2,creat"
_CHANGING = (
    "mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "unlink,unlinkat,rmdir,truncate,chmod,fchmodat,chown,lchown,fchownat"
)
_OPENED = re.compile(r"(?:O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|creat\().*\) = \d+<(.*)>$")
_CHANGED = re.compile(rf" (?:{_CHANGING.replace(',', '|')})\((.*)\) = 0$")
_NAME = re.compile(r'(?:<([^>"]*)>, )?"((?:[^"\\]|\\.)*)"')
# Channels between processes and to the terminal, not files.
_NO_FILES = re.compile(r"/dev/(null|zero|tty|pts/\d+|shm/.*)|/proc/.*|/memfd:.*|\w+:.*|/")

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


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a run asked of the system: internet sockets, and changes to files."""

    sockets: list[str]
    changed: set[Path]

    def elsewhere(self, *places: Path) -> list[Path]:
        """Files that were changed neither in these places nor where SECURITY.md says."""
        return sorted(
            path
            for path in self.changed
            if not any(path.is_relative_to(place) for place in places)
            and not _NO_FILES.fullmatch(str(path))
        )


def own_places(home: Path) -> tuple[Path, ...]:
    """Where SECURITY.md says that the program keeps what it keeps, and its scratch folder."""
    named = (".local/share", ".cache", ".config", ".local/state")
    folders = tuple(home / name / "AgeLens" for name in named)
    return (*folders, home / "tmp")


def recorded(record: Path, *, folder: Path) -> Recorded:
    """Read what strace wrote; relative names count from the folder the program was started in."""
    text = record.read_text(errors="replace")
    changed = set()
    for line in text.splitlines():
        if opened := _OPENED.search(line):
            changed.add(Path(opened[1].removesuffix(" (deleted)")))
        elif names := _CHANGED.search(line):
            changed |= {folder / where / name for where, name in _NAME.findall(names[1])}
    return Recorded(_INTERNET.findall(text), changed)


def run_offline(
    *arguments: str, home: Path, program: Sequence[str] = (sys.executable,)
) -> tuple[subprocess.CompletedProcess[str], Recorded]:
    """Run Python without a network; what it said, and what it asked of the system.

    Where no network namespace is permitted, it runs all the same, and nothing is recorded.
    """
    record = home.with_name(f"{home.name}-calls.txt")
    record.touch()
    # Folders of the desktop are there on every computer.
    for name in (".local/share", ".cache", ".config", ".local/state", "tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    calls = f"trace=socket,{_OPENING},{_CHANGING}"
    recorder = ("strace", "-f", "-y", "--seccomp-bpf", "-s", "4096", "-e", calls, "-o", str(record))
    isolation = (*no_network(), *recorder) if no_network() else ()
    done = subprocess.run(
        [*isolation, *program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=540,
        env={
            **({"PATH": os.environ["PATH"]} if isolation else os.environ),
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "PYTHONDONTWRITEBYTECODE": "1",  # the compiled modules of a development checkout
            "QT_QPA_PLATFORM": "offscreen",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        },
    )
    return done, recorded(record, folder=Path.cwd())


@pytest.mark.usefixtures("isolated")
def test_the_recorder_sees_sockets_and_files(tmp_path: Path) -> None:
    code = (
        "import os, socket; socket.socket(); os.chdir('/'); os.mkdir(os.environ['HOME'] + '/made');"
        "open(os.environ['HOME'] + '/made/a', 'w').close(); os.chdir(os.environ['HOME']);"
        "os.rename('made/a', 'made/b \\xe9'); open('made/b \\xe9').close();"
        "open(os.environ['HOME'] + '/.cache/AgeLens', 'w').close()"
    )
    home = tmp_path / "home"
    home.mkdir()
    done, asked = run_offline("-c", code, home=home)
    assert done.returncode == 0, done.stderr
    assert asked.sockets == ["AF_INET"]
    found = {
        path.relative_to(home)
        for path in asked.elsewhere(*own_places(home))
        if path.is_relative_to(home)
    }
    assert found == {Path("made"), Path("made/a")}


@pytest.mark.usefixtures("isolated")
def test_there_is_no_network_for_it(home: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"
    done, _ = run_offline("-c", code, home=home)
    assert done.returncode == 1
    assert "unreachable" in done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of a user whose other programs ask for an arithmetic of their own."""
    return a_home(tmp_path)


def a_home(folder: Path) -> Path:
    home = folder / "home"
    (home / ".keras").mkdir(parents=True)
    (home / ".keras" / "keras.json").write_text(
        '{"floatx": "float64", "backend": "torch", "image_data_format": "channels_first"}'
    )
    return home


def programs() -> list[tuple[str, ...]]:
    """This checkout, and a built program where one is named."""
    frozen = os.environ.get("AGELENS_FROZEN")
    return [(sys.executable, "-m", "desktop"), *([(frozen,)] if frozen else [])]


every_program = pytest.mark.parametrize("program", programs(), ids=lambda one: Path(one[0]).stem)


@pytest.mark.usefixtures("isolated")
def test_the_window(shipped_model: Path, astronaut_file: Path, home: Path) -> None:
    """A photo is judged, every tab is looked at, and the window is closed."""
    done, asked = run_offline("-c", _WINDOW, str(astronaut_file), home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "ok"
    assert asked.sockets == []
    assert asked.elsewhere(*own_places(home)) == []


@pytest.mark.usefixtures("isolated")
@every_program
def test_the_terminal(
    shipped_model: Path, astronaut_file: Path, home: Path, program: tuple[str, ...]
) -> None:
    (home / "out").mkdir()
    table = home / "out" / "table.csv"
    arguments = ("label", str(astronaut_file), "--out", str(table))
    done, asked = run_offline(*arguments, home=home, program=program)
    assert done.returncode == 0, done.stderr
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert asked.sockets == []
    assert asked.elsewhere(home / "out", *own_places(home)) == []


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
@every_program
def test_a_training_in_the_terminal(home: Path, program: tuple[str, ...]) -> None:
    if len(program) == 1:
        if "AGELENS_ADDON" not in os.environ:
            pytest.skip("no add-on for training is named")
        done, asked = run_offline(
            "add-training", os.environ["AGELENS_ADDON"], home=home, program=program
        )
        assert done.returncode == 0, done.stderr
        assert asked.sockets == []
        assert asked.elsewhere(*own_places(home)) == []
    arguments = ("train", "--data", "demo", "--architecture", "combined", "--epochs", "1")
    done, asked = run_offline(*arguments, "--limit", "60", home=home, program=program)
    assert done.returncode == 0, done.stderr
    assert asked.sockets == []
    assert asked.elsewhere(*own_places(home)) == []
    assert not list((home / "tmp").glob("*"))


@dataclass(frozen=True, slots=True)
class SelftestRun:
    """One self-test with its training: what it printed, loaded and asked of the system."""

    page: str
    loaded: frozenset[str]
    asked: Recorded
    home: Path


@pytest.fixture(scope="module")
def selftest(shipped_model: Path, tmp_path_factory: pytest.TempPathFactory) -> SelftestRun:
    home = a_home(tmp_path_factory.mktemp("selftest"))
    done, asked = run_offline("-W", "error", "-c", _SELFTEST, home=home)
    assert done.returncode == 0, done.stdout + done.stderr
    page, _, loaded = done.stdout.partition("LOADED ")
    return SelftestRun(page, frozenset(loaded.split()), asked, home)


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
    assert selftest.asked.sockets == []


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
def test_the_selftest_and_its_training_leave_nothing(selftest: SelftestRun) -> None:
    assert selftest.asked.elsewhere(*own_places(selftest.home)) == []
    assert not list((selftest.home / "tmp").glob("*"))


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
@pytest.mark.skipif("AGELENS_FROZEN" not in os.environ, reason="no built program is named")
def test_the_built_program(home: Path) -> None:
    frozen = (os.environ["AGELENS_FROZEN"],)
    done, asked = run_offline("selftest", home=home, program=frozen)
    assert done.returncode == 0, done.stdout + done.stderr
    assert asked.sockets == []
    assert asked.elsewhere(*own_places(home)) == []


@pytest.fixture
def astronaut_file(tmp_path: Path, astronaut: object) -> Path:
    from PIL import Image

    path = tmp_path / "astronaut.png"
    Image.fromarray(astronaut).save(path)
    return path
