"""Work in a process of its own: its result, its errors, its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from engine.errors import DataError, UserError
from training.apart import Progress, in_child

pytestmark = pytest.mark.slow


class StopError(Exception):
    """Nobody wants to know any more."""


def ignore(done: int, total: int) -> None:
    """Go on."""


def count(upto: int, progress: Progress) -> tuple[int, int]:
    for number in range(upto):
        progress(number + 1, upto)
    return os.getpid(), upto


def fail(progress: Progress) -> None:
    raise DataError("There is nothing to judge.", received="0 faces")


def break_down(progress: Progress) -> None:
    raise ZeroDivisionError("a defect")


def kill_itself(progress: Progress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work_in(folder: Path, progress: Progress) -> None:
    (folder / "under way").touch()
    (folder / "pid").write_text(str(os.getpid()))
    try:
        for number in range(10_000):
            progress(number, 10_000)
            time.sleep(0.01)
    finally:
        (folder / "under way").unlink()


def sleep_through(folder: Path, progress: Progress) -> None:
    (folder / "pid").write_text(str(os.getpid()))
    time.sleep(300)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_the_result_comes_from_another_process_and_progress_from_each_step() -> None:
    told: list[tuple[int, int]] = []
    pid, upto = in_child(partial(count, 5), lambda done, total: told.append((done, total)))
    assert (pid != os.getpid(), upto) == (True, 5)
    assert [one for one in dict.fromkeys(told) if one[1]] == [(i, 5) for i in range(1, 6)]


def test_its_errors_are_those_of_the_work() -> None:
    with pytest.raises(DataError, match="nothing to judge") as caught:
        in_child(fail, ignore)
    assert caught.value.received == "0 faces"
    with pytest.raises(ZeroDivisionError) as broken:
        in_child(break_down, ignore)
    assert any("break_down" in note for note in broken.value.__notes__)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_the_system_ends_is_a_sentence() -> None:
    with pytest.raises(UserError, match="the system ended the work"):
        in_child(kill_itself, ignore)


@pytest.mark.parametrize("work", [work_in, sleep_through])
def test_whoever_does_not_want_it_any_more_leaves_no_process_behind(
    tmp_path: Path, work: Callable[[Path, Progress], None]
) -> None:
    def stop(done: int, total: int) -> None:
        if (tmp_path / "pid").exists():
            raise StopError

    with pytest.raises(StopError):
        in_child(partial(work, tmp_path), stop)
    assert gone(int((tmp_path / "pid").read_text()))
    assert not (tmp_path / "under way").exists()  # it has cleaned up, if it could


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_it_ends_with_the_program_that_asked(tmp_path: Path) -> None:
    code = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "from tests.training.test_apart import ignore, work_in\n"
        "from training.apart import in_child\n"
        "if __name__ == '__main__': in_child(partial(work_in, Path(sys.argv[1])), ignore)\n"
    )
    script = tmp_path / "asks.py"
    script.write_text(code)
    root = Path(__file__).parents[2]
    asking = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env={**os.environ, "PYTHONPATH": str(root)}
    )
    _until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text() != "")
    asking.kill()
    asking.wait()
    pid = int((tmp_path / "pid").read_text())
    _until(lambda: gone(pid))
    assert not (tmp_path / "under way").exists()


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60.0
    while not condition():
        assert time.monotonic() < deadline, "It did not come to pass."
        time.sleep(0.02)
