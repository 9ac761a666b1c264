"""How soon the window of the frozen program stands, beside an empty PySide6 window frozen likewise.

Run on demand, on Linux with Xvfb: ``python -m benchmarks.frozen_start PROGRAM PYINSTALLER_PYTHON
[RUNS]``. PROGRAM is the frozen ``agelens``; PYINSTALLER_PYTHON the environment that it was frozen
in, where the empty window is frozen now. Both are started in turns, in the same run. Times go from
the launch of the process to the first painted pixel in the middle of the screen, and beside them
stands the processor time until then, which a busy machine changes less. Figures are medians with
the best and the worst run, after one run each that warms up the disk.
"""

from __future__ import annotations

import ctypes
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1120, 760)
window.show()
sys.exit(app.exec())
"""
_WIDTH, _HEIGHT = 1280, 900
_SPOTS = ((560, 380), (300, 200), (700, 600))
_GONE_WITHIN_S = 60.0
_ZPIXMAP, _ALL_PLANES = 2, 0xFFFFFFFF


class Screen:
    """Looks at single pixels of an X screen."""

    def __init__(self, name: str) -> None:
        self._x = ctypes.CDLL("libX11.so.6")
        for function in ("XOpenDisplay", "XGetImage"):
            getattr(self._x, function).restype = ctypes.c_void_p
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x.XGetPixel.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(name.encode()))
        if not self._display.value:
            raise SystemExit(f"No X server answers. Received: {name}")
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def painted(self) -> bool:
        """Whether something other than the black of the empty screen is to be seen."""
        return any(self._pixel(x, y) & 0xFFFFFF for x, y in _SPOTS)

    def _pixel(self, x: int, y: int) -> int:
        planes = ctypes.c_ulong(_ALL_PLANES)
        image = self._x.XGetImage(self._display, self._root, x, y, 1, 1, planes, _ZPIXMAP)
        pointer = ctypes.c_void_p(image)
        value = int(self._x.XGetPixel(pointer, 0, 0))
        self._x.XDestroyImage(pointer)
        return value


@contextmanager
def screen() -> Iterator[str]:
    """An X server of its own, without a window manager; yields its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", f"{_WIDTH}x{_HEIGHT}x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{stream.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def freeze_empty(python: str, folder: Path) -> Path:
    """Freeze an empty window with the interpreter that the program was frozen with."""
    code = folder / "empty.py"
    code.write_text(_EMPTY)
    command = [python, "-m", "PyInstaller", str(code), "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(folder), "--workpath", str(folder / "work")]
    subprocess.run([*command, *places, "--specpath", str(folder)], check=True, cwd=folder)
    return folder / "empty" / "empty"


def launch(program: Path, display: str, home: Path) -> tuple[float, float]:
    """Seconds until a program's window is to be seen, and of processor time; it is ended then."""
    home.mkdir(exist_ok=True)
    surroundings = {"DISPLAY": display, "HOME": str(home), "PATH": "/usr/bin:/bin"}
    look = Screen(display)
    given_up = time.monotonic() + _GONE_WITHIN_S
    while look.painted():
        if time.monotonic() > given_up:
            raise SystemExit(f"Another window does not go away. Received: {display}")
        time.sleep(0.01)  # the window before is still going
    begun = time.monotonic()
    process = subprocess.Popen(
        [str(program)], env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not look.painted():
            if process.poll() is not None or time.monotonic() - begun > 60:
                raise SystemExit(f"It ended without a window. Received: {program.name}")
            time.sleep(0.002)
        seconds = time.monotonic() - begun
    finally:
        process.kill()  # at once: what it would do next is not measured
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    return seconds, used.ru_utime + used.ru_stime


def show(what: str, runs: list[tuple[float, float]]) -> None:
    """Print the figures of one program."""
    seconds, used = zip(*runs, strict=True)
    print(
        f"{what:<40} {statistics.median(seconds):5.2f} s  ({min(seconds):.2f} to "
        f"{max(seconds):.2f}); processor time {statistics.median(used):.2f} s"
    )


def main(program: Path, python: str, runs: int) -> int:
    """Print the figures; the exit code tells whether the promise holds."""
    with tempfile.TemporaryDirectory() as name, screen() as display:
        folder = Path(name)
        empty = freeze_empty(python, folder)
        times: dict[Path, list[tuple[float, float]]] = {empty: [], program: []}
        for _ in range(runs + 1):
            for one, figures in times.items():
                figures.append(launch(one, display, folder / "home"))
    print(f"{runs} starts each in turns; load of the machine {os.getloadavg()[0]:.1f}")
    show("an empty PySide6 window, frozen", times[empty][1:])
    show("the window of AgeLens, frozen", times[program][1:])
    return 0 if statistics.median(seconds for seconds, _ in times[program][1:]) <= 1.0 else 1


if __name__ == "__main__":
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2], count))
