"""A look at labelled faces: counts, files that cannot be used, duplicates, and whether to train."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.results import Box
from training.dataset import check as findings_module
from training.dataset.check import Findings, check
from training.dataset.sources import DataSource
from training.dataset.utkface import DataProblem, Sample


def save_stripes(path: Path, seed: int, *, quality: int = 95) -> Path:
    """A tiny picture whose hash is another for another seed, and survives recompression."""
    stripe = np.random.default_rng(seed).integers(0, 255, (1, 25, 3), dtype=np.uint8)
    picture = Image.fromarray(np.repeat(stripe, 25, axis=0)).resize((64, 64))
    picture.save(path, format="JPEG", quality=quality)
    return path


def source_of(
    samples: Iterable[Sample],
    *,
    problems: tuple[DataProblem, ...] = (),
    notes: tuple[str, ...] = (),
) -> DataSource:
    return DataSource("classes", "Faces", tuple(samples), problems, notes)


def row(findings: Findings, words: str) -> tuple[str, int]:
    """Level and count of the one row that says these words."""
    (found,) = [one for one in findings.rows if words in one.what]
    return found.level, found.count


def says(findings: Findings, words: str) -> bool:
    return any(words in one.what for one in findings.rows)


@pytest.fixture
def faces(tmp_path: Path) -> list[Sample]:
    """Forty sound faces without duplicates, aged 0, 3, 6, ... by turns male and female."""
    return [
        Sample(save_stripes(tmp_path / f"{index:02}.jpg", index), float(3 * index), index % 2)
        for index in range(40)
    ]


def test_sound_faces_are_counted(faces: list[Sample]) -> None:
    told: list[tuple[int, int]] = []
    found = check(source_of(faces), progress=lambda *now: told.append(now))
    assert told == [(done, 40) for done in range(1, 41)]
    assert (found.usable, found.looked_at, found.females, found.males) == (40, 40, 20, 20)
    assert (found.without_age, found.without_gender) == (0, 0)
    expected = [
        sum(10 * decade <= 3 * i < 10 * decade + 10 for i in range(40)) for decade in range(13)
    ]
    assert found.ages_by_decade == tuple(expected)
    assert sum(found.ages_by_decade) == 40
    duplicates = found.duplicates
    assert (duplicates.compared, duplicates.copies, duplicates.faces, duplicates.pairs) == (
        40,
        0,
        0,
        0,
    )
    assert row(found, "Few faces") == ("warning", 40)
    assert found.complete
    assert found.trainable


def test_missing_labels_are_counted(faces: list[Sample]) -> None:
    faces[:6] = [Sample(one.path, None, one.gender) for one in faces[:6]]
    faces[6:10] = [Sample(one.path, one.age_years, None) for one in faces[6:10]]
    found = check(source_of(faces))
    assert (found.without_age, found.without_gender) == (6, 4)
    assert (found.females, found.males) == (18, 18)
    assert sum(found.ages_by_decade) == 34
    assert row(found, "without a known age") == ("note", 6)
    assert row(found, "without a known gender") == ("note", 4)
    assert found.trainable


def test_what_cannot_be_learned_is_said(faces: list[Sample]) -> None:
    without_age = check(source_of(Sample(one.path, None, 1) for one in faces))
    assert row(without_age, "No face has a known age") == ("warning", 40)
    assert row(without_age, "No face is labelled male") == ("warning", 0)
    same_age = check(source_of(Sample(one.path, 30.0, None) for one in faces))
    assert row(same_age, "All faces have the same age, 30") == ("warning", 40)
    assert row(same_age, "No face has a known gender") == ("warning", 40)
    assert not says(same_age, "No face is labelled")


def test_odd_ages_are_named(faces: list[Sample]) -> None:
    faces[3] = Sample(faces[3].path, 119.0, 1)
    found = check(source_of(faces))
    (odd,) = [one for one in found.rows if "Ages outside" in one.what]
    assert [(one.name, one.reason) for one in odd.examples] == [
        ("03.jpg", "119"),
        ("39.jpg", "117"),
    ]
    assert (odd.level, odd.count) == ("warning", 2)
    assert found.ages_by_decade[11] == 4  # 111, 114, 117 and 119 years


def test_unreadable_files_are_left_out_of_every_count(
    faces: list[Sample], tmp_path: Path, make_broken_files: Callable[[Path], list[Path]]
) -> None:
    (tmp_path / "broken").mkdir()
    broken = [Sample(path, 50.0, 1) for path in make_broken_files(tmp_path / "broken")]
    broken.append(Sample(tmp_path / "gone.jpg", 50.0, 1))
    found = check(source_of([*faces, *broken]))
    assert {one.name for one in found.unreadable} == {one.path.name for one in broken}
    assert (found.usable, found.females) == (40, 20)
    assert found.ages_by_decade[5] == check(source_of(faces)).ages_by_decade[5]
    assert found.looked_at == 40 + len(broken)
    assert found.duplicates.compared == 40
    level, count = row(found, "cannot be read")
    assert (level, count) == ("warning", len(broken))
    (unreadable,) = [one for one in found.rows if "cannot be read" in one.what]
    assert len(unreadable.examples) == min(len(broken), 5)
    assert found.trainable


def test_unlabelled_files_and_notes_become_rows(faces: list[Sample]) -> None:
    problems = tuple(DataProblem(f"line {line}", "No label.") for line in range(7))
    found = check(source_of(faces, problems=problems, notes=("Ranges stand for their middle.",)))
    assert found.unlabelled == problems
    (left_out,) = [one for one in found.rows if "without a usable label" in one.what]
    assert (left_out.level, left_out.count) == ("warning", 7)
    assert [one.name for one in left_out.examples] == [f"line {line}" for line in range(5)]
    assert row(found, "Ranges stand for their middle.") == ("note", 40)


def test_duplicates_copies_and_those_that_disagree(faces: list[Sample], tmp_path: Path) -> None:
    copy = tmp_path / "copy.jpg"
    copy.write_bytes(faces[0].path.read_bytes())
    near = save_stripes(tmp_path / "near.jpg", 10, quality=80)  # face 10: aged 30, male
    other = save_stripes(tmp_path / "other.jpg", 11, quality=80)  # face 11: aged 33, female
    extra = [Sample(copy, 5.0, 0), Sample(near, 30.0, 1), Sample(other, 39.0, None)]
    duplicates = check(source_of([*faces, *extra])).duplicates
    assert (duplicates.compared, duplicates.copies, duplicates.faces, duplicates.pairs) == (
        43,
        2,
        6,
        3,
    )
    assert duplicates.disagreeing == 2  # 5 years apart still agree; another gender, 6 years do not


def test_every_pair_of_a_group_of_duplicates_counts(faces: list[Sample], tmp_path: Path) -> None:
    ages = (20.0, 24.0, 28.0, None)
    path = save_stripes(tmp_path / "same.jpg", 99)
    same = [Sample(path, age, 1) for age in ages]
    found = check(source_of([*faces, *same]))
    assert (found.duplicates.copies, found.duplicates.faces, found.duplicates.pairs) == (4, 4, 6)
    assert found.duplicates.disagreeing == 1
    assert row(found, "Faces in duplicate files") == ("note", 4)
    assert row(found, "Faces with a nearly identical picture") == ("note", 4)
    assert row(found, "Of 6 pairs of duplicates these disagree") == ("warning", 1)


def test_two_faces_of_one_photo_are_no_copies(faces: list[Sample], tmp_path: Path) -> None:
    path = tmp_path / "two.png"
    pixels = np.random.default_rng(7).integers(0, 255, (6, 12, 3), dtype=np.uint8)
    Image.fromarray(pixels).resize((120, 60)).save(path)
    pair = [Sample(path, 5.0, 0, box=Box(x, 0, 60, 60)) for x in (0, 60)]
    outside = Sample(path, 5.0, 0, box=Box(500, 500, 10, 10))
    found = check(source_of([*faces, *pair, outside]))
    assert (found.duplicates.copies, found.duplicates.faces) == (0, 0)
    assert [one.name for one in found.unreadable] == ["two.png"]
    assert "outside the picture" in found.unreadable[0].reason
    assert found.usable == 42


def test_a_cancelled_look_comes_back_at_once(faces: list[Sample]) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 5

    found = check(source_of(faces), cancelled=cancelled)
    assert found.looked_at <= 5
    assert found.duplicates.compared == 0
    assert not found.complete
    assert not found.trainable
    at_once = check(source_of(faces), cancelled=lambda: True)
    assert (at_once.looked_at, at_once.complete) == (0, False)


def test_cancelled_after_the_last_picture_it_does_not_compare(faces: list[Sample]) -> None:
    told: list[int] = []
    found = check(
        source_of(faces),
        progress=lambda done, total: told.append(done),
        cancelled=lambda: len(told) == len(faces),
    )
    assert (found.looked_at, found.duplicates.compared, found.complete) == (40, 0, False)


def test_what_progress_raises_comes_through(faces: list[Sample]) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(source_of(faces), progress=stop)


def test_of_a_large_set_an_even_choice_is_opened(faces: list[Sample]) -> None:
    found = check(source_of(faces), look_at_most=10, compare_at_most=4)
    assert (found.looked_at, found.usable, found.duplicates.compared) == (10, 40, 4)
    assert row(found, "evenly spread selection of pictures was opened") == ("note", 10)
    assert found.complete


@pytest.mark.parametrize(
    ("count", "level", "trainable"),
    [(0, "error", False), (29, "error", False), (30, "warning", True)],
)
def test_too_few_faces_rule_a_training_out(
    count: int, level: str, trainable: bool, faces: list[Sample]
) -> None:
    found = check(source_of(faces[:count]))
    assert row(found, "ew faces") == (level, count)
    assert found.trainable is trainable


def test_enough_faces_need_no_word(faces: list[Sample], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_module, "FEW_FACES", 40)
    assert not says(check(source_of(faces)), "ew faces")


def test_rows_come_by_how_serious_they_are(faces: list[Sample]) -> None:
    problem = DataProblem("a", "No label.")
    found = check(source_of([*faces[:4], faces[0]], problems=(problem,), notes=("A note.",)))
    levels = [one.level for one in found.rows]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert set(levels) == {"error", "warning", "note"}
    assert sum(found.ages_by_decade) == found.usable == 5
