"""Damaged and hostile files of every kind: a sentence or a result, never a crash, hang or escape.

A few seconds each; ``AGELENS_FUZZ_SECONDS=1800 pytest -s tests/fuzz`` goes on for half an hour each
and says how far it came. A file that breaks something is kept, and its name is in the message.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from engine.errors import UserError
from engine.images.opening import PICTURES
from tests.fuzz.targets import TARGETS, Target, mutated_json

SECONDS = float(os.environ.get("AGELENS_FUZZ_SECONDS", "4"))
LONGEST_S = 10.0
_TOKENS = (
    b"\x00",
    b"\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\xff",
    b"../../x",
    b"/etc/passwd",
    b"1e999",
    b"-1",
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    b"'" * 40,
    b"\n" * 40,
    b"[" * 400,
)


def mutated(content: bytes, chance: np.random.Generator) -> bytes:
    """The content with a few bits, bytes, tokens or whole parts changed."""
    data = bytearray(content)
    for _ in range(int(chance.choice([1, 1, 2, 4, 16]))):
        place = int(chance.integers(max(len(data), 1)))
        kind = int(chance.integers(7))
        length = int(chance.integers(1, 64))
        if kind <= 1 and data:
            data[place % len(data)] ^= 1 << int(chance.integers(8))
        elif kind == 2 and data:
            data[place % len(data)] = int(chance.integers(256))
        elif kind == 3:
            token = _TOKENS[chance.integers(len(_TOKENS))]
            data[place : place + len(token)] = token
        elif kind == 4:
            data[place:place] = _TOKENS[chance.integers(len(_TOKENS))]
        elif kind == 5:
            del data[place : place + length]
        else:
            data[place:place] = data[place : place + length]
    if chance.random() < 0.05:
        del data[int(chance.integers(max(len(data), 1))) :]
    return bytes(data)


def cases(target: Target, seeds: list[bytes]) -> Iterator[bytes]:
    chance = np.random.default_rng(int(time.time()) if SECONDS > 60 else 15)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        seed = seeds[chance.integers(len(seeds))]
        if target.name == "model descriptions" and chance.random() < 0.7:
            yield mutated_json(seed, chance)
        else:
            yield mutated(seed, chance)


_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_PATHS = {"os.mkdir": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "sqlite3.connect": 1}
_watched: list[tuple[Path, list[str]]] = []


def _note_writes(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook, which stays for good: it notes what is written outside the watched folder."""
    if not _watched:
        return
    if event == "open":
        if not isinstance(arguments[2], int) or not arguments[2] & _WRITES:
            return
        paths = arguments[:1]
    elif event in _PATHS:
        paths = arguments[: _PATHS[event]]
    else:
        return
    folder, outside = _watched[-1]
    for path in paths:
        if isinstance(path, str | bytes | os.PathLike):
            # A database named as ``file:`` is opened for reading only, and looked at by its name.
            name = os.fsdecode(path).removeprefix("file:").partition("?")[0]
            where = os.path.realpath(name)
            if not where.startswith(str(folder)) and where != os.devnull and name != ":memory:":
                outside.append(f"{event} {where}")


sys.addaudithook(_note_writes)


@contextmanager
def nothing_written_outside(folder: Path) -> Iterator[None]:
    """Fail if the block opens, makes, renames or links anything that is not below the folder."""
    outside: list[str] = []
    _watched.append((folder.resolve(), outside))
    try:
        yield
    finally:
        _watched.pop()
    assert not outside


def test_a_write_outside_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    with nothing_written_outside(tmp_path / "place"):
        (tmp_path / "place" / "a").write_text("a")
        (tmp_path / "place" / "a").read_text()
    for attempt in (
        lambda: (tmp_path / "place" / ".." / "b").write_text("b"),
        lambda: (tmp_path / "c").mkdir(),
        lambda: (tmp_path / "place" / "a").rename(tmp_path / "d"),
    ):
        with pytest.raises(AssertionError), nothing_written_outside(tmp_path / "place"):
            attempt()


@pytest.mark.slow
@pytest.mark.timeout(max(600, int(SECONDS) + 300))
@pytest.mark.parametrize("target", TARGETS, ids=[target.name for target in TARGETS])
def test_nothing_breaks(target: Target, tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    seeds = target.seeds(tmp_path / "seeds")
    count = refused = 0
    longest = 0.0
    place = tmp_path / "place"
    for seed in seeds:  # else nothing behind the first check is ever reached
        place.mkdir()
        target.open(seed, place)
        shutil.rmtree(place)
    for content in cases(target, seeds):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        begun = time.monotonic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of libraries, about the files
                with nothing_written_outside(place):
                    target.open(content, place)
        except UserError:
            refused += 1
        except BaseException:
            kept = Path(shutil.move(_kept(content, tmp_path), Path.cwd() / "fuzz-failure"))
            print(f"{target.name}: kept as {kept}", file=sys.stderr)
            raise
        longest = max(longest, time.monotonic() - begun)
        assert longest < LONGEST_S, _kept(content, tmp_path)
        assert {one.name for one in tmp_path.iterdir()} == {"seeds", "place"}
        count += 1
    print(f"{target.name}: {count} files, {refused} refused, longest {longest:.2f} s")
    if sys.platform == "linux":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(f"{target.name}: peak memory of the process {peak / 2**20:.0f} MB")
        assert peak < PICTURES.limit_bytes
    assert count > 10
    assert 0 < refused < count


def _kept(content: bytes, folder: Path) -> Path:
    path = folder.parent / f"{folder.name}-case"
    path.write_bytes(content)
    return path
