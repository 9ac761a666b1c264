"""The built-in set of drawn faces: seeded, complete or not there at all."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from training.dataset.drawn import draw_face, is_drawn_set, write_drawn_set
from training.dataset.utkface import Sample, parse_name

COUNT = 8
SIDE_PX = 32


def drawn(folder: Path, *, seed: int = 1, count: int = COUNT) -> Path:
    return write_drawn_set(folder, count=count, seed=seed, size_px=SIDE_PX)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jpg"))}


def test_the_same_seed_gives_the_same_faces_and_another_others(tmp_path: Path) -> None:
    first, again = contents(drawn(tmp_path / "a")), contents(drawn(tmp_path / "b"))
    other = contents(drawn(tmp_path / "a", seed=2))
    assert len(first) == COUNT
    assert first == again
    assert not set(first.values()) & set(other.values())
    assert len(set(first.values())) == COUNT


def test_a_smaller_set_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    few, more = contents(drawn(tmp_path, count=3)), contents(drawn(tmp_path, count=6))
    assert few.items() <= more.items()
    assert len(more) == 6


def test_names_give_labels_and_pictures_have_their_size(tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    parsed = [parse_name(path) for path in sorted(folder.glob("*.jpg"))]
    samples = [found for found in parsed if isinstance(found, Sample)]
    assert len(samples) == COUNT
    assert [sample.gender for sample in samples].count(1) == COUNT // 2
    assert all(0 <= (sample.age_years or 0.0) <= 90 for sample in samples)
    for sample in samples:
        with Image.open(sample.path) as picture:
            assert (picture.size, picture.mode) == ((SIDE_PX, SIDE_PX), "RGB")
            assert np.asarray(picture).std() > 10  # not one colour


def test_a_complete_set_is_used_again(tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = write_drawn_set(
        tmp_path, count=COUNT, seed=1, size_px=SIDE_PX, progress=lambda *_: pytest.fail("again")
    )
    assert again == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


@pytest.mark.parametrize("damage", ["picture gone", "mark gone", "mark broken", "other size"])
def test_a_damaged_set_is_drawn_anew(damage: str, tmp_path: Path) -> None:
    folder = drawn(tmp_path)
    sound, mark = contents(folder), folder / "drawn.json"
    if damage == "picture gone":
        next(folder.glob("*.jpg")).unlink()
    elif damage == "mark gone":
        mark.unlink()
    elif damage == "mark broken":
        mark.write_text("[1, 2", encoding="utf-8")
    else:
        mark.write_text(
            json.dumps(json.loads(mark.read_text(encoding="utf-8")) | {"size_px": 64}),
            encoding="utf-8",
        )
    assert drawn(tmp_path) == folder
    assert contents(folder) == sound
    assert is_drawn_set(folder)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_progress_counts_every_face(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_drawn_set(tmp_path, count=5, seed=1, size_px=16, progress=lambda *now: told.append(now))
    assert told == [(done, 5) for done in range(1, 6)]


def test_what_progress_raises_stops_it_without_a_trace(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_drawn_set(tmp_path, count=12, seed=1, size_px=16, progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_the_mark_tells_a_drawn_set_wherever_it_is(tmp_path: Path) -> None:
    folder = drawn(tmp_path / "here", count=1)
    assert is_drawn_set(folder.rename(tmp_path / "moved"))
    assert not is_drawn_set(tmp_path)
    assert not is_drawn_set(tmp_path / "nowhere")
    (tmp_path / "drawn.json").write_text('"drawn-1"', encoding="utf-8")
    assert not is_drawn_set(tmp_path)


@pytest.mark.parametrize(("count", "size_px"), [(0, 32), (-1, 32), (3, 15)])
def test_nothing_to_draw_is_a_sentence(count: int, size_px: int, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"Received: count={count}, size_px={size_px}"):
        write_drawn_set(tmp_path / "set", count=count, seed=1, size_px=size_px)
    assert not (tmp_path / "set").exists()


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match=r"could not be written.*Received: "):
        drawn(tmp_path / "file" / "set")


@pytest.mark.parametrize("age", [0, 7, 16, 35, 60, 90])
@pytest.mark.parametrize("gender", [0, 1])
def test_every_age_and_gender_can_be_drawn(age: int, gender: int) -> None:
    face = draw_face(age, gender, rng=np.random.default_rng(5), size_px=48)
    same = draw_face(age, gender, rng=np.random.default_rng(5), size_px=48)
    assert face.shape == (48, 48, 3)
    assert face.dtype == np.uint8
    np.testing.assert_array_equal(face, same)
    other = draw_face(age, 1 - gender, rng=np.random.default_rng(5), size_px=48)
    assert np.any(face != other)
