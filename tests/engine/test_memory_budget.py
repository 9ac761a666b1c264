"""Pictures that would not fit into memory together are decoded one after the other."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import ImageError
from engine.images import photo, read_photo
from engine.images.opening import PICTURES, MemoryBudget, memory_bytes


def test_the_budget_follows_from_the_machine() -> None:
    assert 2**29 <= PICTURES.limit_bytes <= max(memory_bytes(), 2**29)


def test_who_finds_no_room_waits_and_small_needs_pass() -> None:
    budget = MemoryBudget(100)
    order: list[str] = []
    waiting = threading.Event()

    def large() -> None:
        waiting.set()
        with budget.held(60):
            order.append("large")

    with budget.held(50):
        thread = threading.Thread(target=large)
        thread.start()
        assert waiting.wait(10)
        with budget.held(50):
            order.append("small")
    thread.join(10)
    assert order == ["small", "large"]


def test_what_is_given_back_after_an_error_is_there_again() -> None:
    budget = MemoryBudget(10)
    with pytest.raises(KeyError), budget.held(10):
        raise KeyError
    with budget.held(10):
        pass


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_no_two_pictures_are_decoded_that_do_not_fit_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = tmp_path / f"a.{form.lower()}"
    Image.fromarray(np.zeros((300, 400, 3), np.uint8)).save(path, form)
    with Image.open(path) as opened:
        need = photo._bytes_needed(opened, 120_000, None)
    monkeypatch.setattr(photo, "PICTURES", MemoryBudget(need * 3 // 2))
    inside, most = 0, 0
    lock = threading.Lock()
    real: Callable[..., object] = photo.to_rgb

    def counted(*arguments: object, **options: object) -> object:
        nonlocal inside, most
        with lock:
            inside += 1
            most = max(most, inside)
        try:
            return real(*arguments, **options)
        finally:
            with lock:
                inside -= 1

    monkeypatch.setattr(photo, "to_rgb", counted)
    threads = [
        threading.Thread(target=read_photo, args=(path,), kwargs={"reduce_to_px": None})
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert most == 1


def test_a_picture_that_never_fits_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(np.zeros((300, 400, 3), np.uint8)).save(path)
    monkeypatch.setattr(photo, "PICTURES", MemoryBudget(1000))
    with pytest.raises(ImageError, match="memory"):
        read_photo(path)


_DECODE_IN_TURN = """
import sys, threading
from pathlib import Path
import numpy as np
from engine.images import read_photo

def resident_mb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

np.ones(31 * 2**20, np.uint8)  # glibc now takes blocks of this size from its own stock
read_photo(Path(sys.argv[1]), reduce_to_px=500)
before = resident_mb()
barrier = threading.Barrier(4)

def work():
    barrier.wait()
    read_photo(Path(sys.argv[1]), reduce_to_px=500)
    barrier.wait()  # a thread that ends gives its stock to the others
    barrier.wait()

threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
barrier.wait()
barrier.wait()
print(resident_mb() - before)
barrier.wait()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much memory is held")
def test_what_a_picture_took_goes_back_to_the_system(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("RGB", (6000, 6000), "teal").save(path, compress_level=1)
    told = subprocess.run(
        [sys.executable, "-c", _DECODE_IN_TURN, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert float(told.stdout) < 60  # decoded, one picture takes 137 MB, and three were
