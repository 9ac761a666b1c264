"""Ten starts under odd conditions: every one must open, with a sentence at most.

On demand, as root on Linux: ``python tests/e2e/start_robustness.py PROGRAM_FOLDER OUT_DIR``.
Needs Xvfb, xdotool and imagemagick. The program runs as an ordinary user (65534), for whom a
read-only folder is one; a copy of it is made where its own files have to be missing. Screenshots
go to OUT_DIR: look at them. A start fails if no window stands after a minute, if the program dies
or leaves a traceback in its output, or if it does not close when asked to.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_USER = 65534
_PATIENCE_S = 60.0


@dataclass
class Start:
    """One start: its surroundings, the size of the screen, and what it is given."""

    program: Path
    home: Path
    scratch: Path
    screen: str = "1280x900x24"
    variables: dict[str, str] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    unmount: list[Path] = field(default_factory=list)

    def own(self, path: Path) -> None:
        """Give a path to the user."""
        for one in (path, *path.rglob("*")):
            os.chown(one, _USER, _USER)

    def copy_program(self) -> Path:
        """A copy whose files may be spoilt; linked, not written again."""
        target = self.scratch / "program"
        if self.program.stat().st_dev == self.scratch.stat().st_dev:
            shutil.copytree(self.program, target, copy_function=os.link, symlinks=True)
        else:
            shutil.copytree(self.program, target, symlinks=True)
        self.program = target
        return target


def plain(start: Start) -> None:
    """Nothing odd."""


def read_only_home(start: Start) -> None:
    """A home that belongs to somebody else."""
    os.chown(start.home, 0, 0)
    start.home.chmod(0o555)


def full_disk(start: Start) -> None:
    """A home with no byte left."""
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=64k,uid={_USER}", "tmpfs", str(start.home)],
        check=True,
    )
    start.unmount.append(start.home)
    filler = os.open(start.home / "filler", os.O_CREAT | os.O_WRONLY)
    with contextlib.suppress(OSError):
        while True:
            os.write(filler, b"x" * 4096)
    os.close(filler)


def no_models(start: Start) -> None:
    """The models folder of the program is gone."""
    shutil.rmtree(start.copy_program() / "_internal" / "resources" / "models")


def damaged_model(start: Start) -> None:
    """A byte of a shipped network has changed."""
    model = start.copy_program() / "_internal/resources/models/combined/model.tflite"
    content = bytearray(model.read_bytes())
    content[len(content) // 2] ^= 1
    model.unlink()  # a link: the original must stay as it is
    model.write_bytes(content)


def broken_settings(start: Start) -> None:
    """A settings file of noise."""
    folder = start.home / ".config" / "AgeLens"
    folder.mkdir(parents=True)
    (folder / "settings.ini").write_bytes(bytes(range(256)) * 40)
    start.own(start.home)


def settings_of_another_kind(start: Start) -> None:
    """Settings with values that mean nothing, a model that is gone, a window off every screen."""
    folder = start.home / ".config" / "AgeLens"
    folder.mkdir(parents=True)
    text = "[General]\ntheme=purple\nmodel=gone\nlanguage=xx\nlast_folder=/gone\n"
    text += "[window]\ngeometry=@ByteArray(nonsense)\nsplitter=7\n"
    (folder / "settings.ini").write_text(text)
    start.own(start.home)


def no_gpu(start: Start) -> None:
    """No graphics driver at all."""
    start.variables |= {"QT_XCB_GL_INTEGRATION": "none", "LIBGL_DRIVERS_PATH": "/nonexistent"}


def small_screen(start: Start) -> None:
    """800 x 600."""
    start.screen = "800x600x24"


def double_scale(start: Start) -> None:
    """200 %."""
    start.screen = "1920x1440x24"
    start.variables["QT_SCALE_FACTOR"] = "2"


def odd_names(start: Start) -> None:
    """A home and a photo whose names are not Latin, and a photo that is none."""
    home = start.home / "Мои снимки ә ü 照片"
    home.mkdir()
    (home / "не фото.jpg").write_bytes(b"no photo")
    start.own(start.home)
    start.home = home
    start.arguments.append(str(home / "не фото.jpg"))


def no_home(start: Start) -> None:
    """No home folder exists, and no temporary folder can be written."""
    start.home = start.home / "gone"
    start.variables["TMPDIR"] = "/nonexistent"
    os.chown(start.home.parent, 0, 0)


SCENES: tuple[Callable[[Start], None], ...] = (
    plain,
    read_only_home,
    full_disk,
    no_models,
    damaged_model,
    broken_settings,
    settings_of_another_kind,
    no_gpu,
    small_screen,
    double_scale,
    odd_names,
    no_home,
)


@contextmanager
def x_server(screen: str) -> Iterator[str]:
    """An X server with this screen; yields its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-noreset", "-displayfd", str(writing), "-screen", "0", screen]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{stream.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def windows(display: str) -> list[str]:
    """The visible windows that have a name."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "AgeLens"],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.split()


def wait_until(what: Callable[[], object], *, seconds: float) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


def play(scene: Callable[[Start], None], program: Path, out: Path) -> str:
    """Start the program in one scene; what went wrong, or nothing."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        scratch.chmod(0o755)
        start = Start(program, scratch / "home", scratch)
        start.home.mkdir()
        start.own(start.home)
        try:
            scene(start)
            with x_server(start.screen) as display:
                return _run(start, display, out / f"{scene.__name__}.png")
        finally:
            for place in start.unmount:
                subprocess.run(["umount", "-l", str(place)], check=False)


def _run(start: Start, display: str, picture: Path) -> str:
    surroundings = {
        "DISPLAY": display,
        "HOME": str(start.home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        **start.variables,
    }
    log = picture.with_suffix(".log")
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [str(start.program / "agelens"), *start.arguments],
            env=surroundings,
            stdout=stream,
            stderr=stream,
            user=_USER,
            group=_USER,
            extra_groups=(),
            cwd="/",
        )
        try:
            stood = wait_until(
                lambda: windows(display) or process.poll() is not None, seconds=_PATIENCE_S
            )
            settled = wait_until(lambda: process.poll() is not None, seconds=6)
            shot = ["import", "-display", display, "-window", "root", str(picture)]
            subprocess.run(shot, check=False)
            told = log.read_text(errors="replace")
            if not stood or settled:
                return f"no window; exit code {process.poll()}; {told[-400:]}"
            if "Traceback" in told:
                return told[-600:]
            process.terminate()
            if not wait_until(lambda: process.poll() is not None, seconds=20):
                return "it does not end"
        finally:
            process.kill()
            process.wait()
    return ""


def main(program: Path, out: Path) -> int:
    """Play all scenes; returns how many went wrong."""
    out.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for scene in SCENES:
        problem = play(scene, program, out)
        wrong += bool(problem)
        print(f"{'FAILED' if problem else 'ok':<7} {scene.__name__}: {scene.__doc__} {problem}")
        sys.stdout.flush()
    print(f"{len(SCENES) - wrong} of {len(SCENES)} starts opened; look at {out}")
    return min(wrong, 100)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
