"""Ages known as intervals: read, framed, split over several places, learned and judged."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from engine.preprocessing import Alignment
from training.dataset.batches import ChipBatches
from training.dataset.cache import NOT_GIVEN, ChipCache, data_fingerprint, open_cache
from training.dataset.chips import Cutter
from training.dataset.sources import open_source, open_sources
from training.dataset.sources.table import read_table
from training.dataset.split import split_faces
from training.dataset.utkface import NO_GROUP, Sample
from training.recipes import RECIPES
from training.trainer.compilation import _DistributionLoss, _outside
from training.trainer.validation import scores, source_scores

FRAME = 32
CHIP = 40  # with a border of an eighth


def chip(folder: Path, name: str, seed: int, *, side: int = CHIP) -> Path:
    """Stripes that tell pictures apart, in a red border where the side leaves room for one."""
    random = np.random.default_rng(seed)
    edge = (side - FRAME) // 2
    pixels = np.zeros((side, side, 3), dtype=np.uint8)
    pixels[..., 0] = 255
    stripes = random.integers(0, 255, (1, 8, 3)).astype(np.uint8).repeat(FRAME // 8, axis=1)
    pixels[edge : edge + FRAME, edge : edge + FRAME] = stripes
    folder.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(folder / name)
    return folder / name


def described_table(folder: Path, rows: str, *, about: object = None) -> Path:
    about = {"framed": True, "border": 0.125} if about is None else about
    (folder / "dataset.json").write_text(json.dumps(about), encoding="utf-8")
    path = folder / "labels.csv"
    path.write_text(rows, encoding="utf-8")
    return path


def test_a_table_of_intervals_says_how_its_chips_were_cut(tmp_path: Path) -> None:
    for number in range(3):
        chip(tmp_path / "more", f"{number}.png", number)
    place = described_table(
        tmp_path / "more",
        "file,age_low,age_high,gender,source,group\n"
        "0.png,30,39,female,web,East\n1.png,35,35,male,web,\n2.png,,,male,book,West\n",
    )
    first, second, third = open_source(place, work_dir=tmp_path).samples
    assert (first.age_years, first.age_reach, first.gender) == (34.5, 4.5, 1)
    assert (first.source, first.group, first.framed, first.border) == ("web", "East", True, 0.125)
    assert (second.age_years, second.age_reach, second.group) == (35.0, 0.0, NO_GROUP)
    assert (third.age_years, third.source) == (None, "book")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("0.png,30,,female", "lacks an end"),
        ("0.png,40,30,female", "ends before it begins"),
        ("0.png,30,300,female", "not between 0 and 120"),
    ],
)
def test_an_interval_that_is_none_is_a_problem(row: str, reason: str, tmp_path: Path) -> None:
    chip(tmp_path / "more", "0.png", 0)
    chip(tmp_path / "more", "1.png", 1)
    rows = f"file,age_low,age_high,gender\n{row}\n1.png,3,9,male\n"
    source = open_source(described_table(tmp_path / "more", rows), work_dir=tmp_path)
    assert len(source.samples) == 1
    (problem,) = source.problems
    assert reason in problem.reason


@pytest.mark.parametrize(
    "about",
    [
        {"framed": "yes"},
        {"border": 0.125},
        {"framed": True, "border": -1},
        {"framed": True, "border": True},
        {"frame": True},
        [1],
    ],
)
def test_a_description_that_is_not_understood_is_a_sentence(about: object, tmp_path: Path) -> None:
    chip(tmp_path / "more", "0.png", 0)
    place = described_table(tmp_path / "more", "file,age\n0.png,3\n", about=about)
    with pytest.raises(DataError, match=r"dataset\.json may say"):
        open_source(place, work_dir=tmp_path)


def test_a_lone_bound_and_our_own_ranges_are_no_intervals(tmp_path: Path) -> None:
    chip(tmp_path / "more", "0.png", 0)
    with pytest.raises(DataError, match="age_low and age_high"):
        open_source(
            described_table(tmp_path / "more", "file,age_low\n0.png,3\n"), work_dir=tmp_path
        )
    own = "image_path,age_low,age_high,human_age,human_gender\n0.png,3,9,,female\n"
    (sample,) = open_source(described_table(tmp_path / "more", own), work_dir=tmp_path).samples
    assert (sample.age_years, sample.age_reach) == (None, 0.0)


@pytest.mark.parametrize(("had", "kept"), [(0.125, 0.125), (0.125, 0.0), (0.0, 0.125)])
def test_the_frame_is_the_same_whatever_border_there_is(
    had: float, kept: float, tmp_path: Path
) -> None:
    side = CHIP if had else FRAME
    path = chip(tmp_path, "0.png", 5, side=side)
    pixels = np.asarray(Image.open(path))
    cut = Cutter(size_px=FRAME, alignment=Alignment(), border=kept).cut(
        Sample(path, 30.0, 1, framed=True, border=had)
    )
    edge = round(FRAME * kept)
    frame = cut.chip[edge : edge + FRAME, edge : edge + FRAME]
    expected = pixels[4:-4, 4:-4] if had else pixels
    np.testing.assert_array_equal(frame, expected)
    outside = cut.chip.astype(int).sum() - frame.astype(int).sum()
    assert cut.chip.shape == (FRAME + 2 * edge, FRAME + 2 * edge, 3)
    assert (outside > 0) == (had > 0 and kept > 0)


def test_a_face_is_cut_with_what_lies_around_its_frame(
    tmp_path: Path, astronaut: np.ndarray
) -> None:
    path = tmp_path / "astronaut.png"
    Image.fromarray(astronaut).save(path)
    sample = Sample(path, 35.0, 1)
    plain = Cutter(size_px=128, alignment=Alignment()).cut(sample)
    wide = Cutter(size_px=128, alignment=Alignment(), border=0.125).cut(sample)
    assert wide.chip.shape == (160, 160, 3)
    inner = wide.chip[16:-16, 16:-16].astype(int)
    assert np.abs(inner - plain.chip.astype(int)).mean() < 2.0
    np.testing.assert_array_equal(wide.difference, plain.difference)


@pytest.fixture
def places(tmp_path: Path) -> tuple[Path, Path]:
    """Forty faces named as in UTKFace, and forty of a table; two pictures are in both."""
    main, more = tmp_path / "main", tmp_path / "more"
    for number in range(40):
        chip(main, f"{number + 10}_{number % 2}_0_2017010900000{number:04}.png", number, side=FRAME)
        chip(more, f"{number}.png", number if number < 2 else number + 100)
    rows = "".join(
        f"{number}.png,{number // 10 * 10},{number // 10 * 10 + 9},{number % 2},web,g{number % 3}\n"
        for number in range(40)
    )
    return main, described_table(more, "file,age_low,age_high,gender,source,group\n" + rows)


def joined(places: tuple[Path, Path], tmp_path: Path) -> ChipCache:
    sources = open_sources(places, work_dir=tmp_path)
    samples = [replace(sample, framed=True) for source in sources for sample in source.samples]
    return open_cache(
        samples,
        folder=tmp_path / "cache",
        size_px=FRAME,
        alignment=Alignment(),
        border=0.125,
        parts=[(source.name, len(source.samples)) for source in sources],
    )


def test_several_places_make_one_cache(places: tuple[Path, Path], tmp_path: Path) -> None:
    cache = joined(places, tmp_path)
    assert cache.chips.shape == (80, FRAME, FRAME, 3)
    assert cache.wide.shape == (80, CHIP, CHIP, 3)
    np.testing.assert_array_equal(cache.wide[:, 4:-4, 4:-4], cache.chips)
    assert cache.source_names == ("utkface", "web")
    assert [(part.name, part.rows) for part in cache.parts] == [("utkface", 40), ("labels", 40)]
    assert cache.groups[0] == "0"
    assert set(cache.groups[40:].tolist()) == {"g0", "g1", "g2"}
    assert NOT_GIVEN not in cache.groups
    assert cache.age_bounds[79].tolist() == [30.0, 39.0]
    assert cache.age_bounds[0].tolist() == [10.0, 10.0]
    np.testing.assert_array_equal(joined(places, tmp_path).ages, cache.ages)


def test_a_place_keeps_the_split_that_it_has_by_itself(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    cache = joined(places, tmp_path)
    split = split_faces(cache, seed=1)
    samples = [
        replace(sample, framed=True) for sample in open_source(places[0], work_dir=tmp_path).samples
    ]
    alone = open_cache(
        samples, folder=tmp_path / "alone", size_px=FRAME, alignment=Alignment(), border=0.125
    )
    assert alone.fingerprint == data_fingerprint(samples) == cache.parts[0].fingerprint
    own = split_faces(alone, seed=1)
    assert split.test[split.test < 40].tolist() == own.test.tolist()
    assert set(split.validation[split.validation < 40]) <= set(own.validation)
    assert set(split.train[split.train < 40]) <= set(own.train)


def test_duplicates_of_another_place_are_not_learned_from(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    cache = joined(places, tmp_path)
    duplicates = [(row, 40 + row) for row in range(2)]
    differing = 0
    for seed in range(30):
        split = split_faces(cache, seed=seed)
        sides = {
            int(row): side
            for side, part in enumerate((split.train, split.validation, split.test))
            for row in part
        }
        for pair in duplicates:
            known = [sides.get(row) for row in pair]
            differing += None in known
            assert len({side for side in known if side is not None}) == 1
    assert differing > 0


def test_targets_are_bounds_and_a_blend_of_intervals_is_one(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    cache = joined(places, tmp_path)
    batches = ChipBatches(
        cache, np.arange(80), outputs=("age_out", "gender_out"), batch_size=80, wide=True
    )
    chips, targets = batches[0][:2]
    assert chips.shape == (80, CHIP, CHIP, 3)
    assert targets["age_out"].shape == (80, 2)
    assert targets["gender_out"].shape == (80, 1)
    blended = ChipBatches(
        cache, np.arange(80), outputs=("age_out",), batch_size=80, seed=1, mixed=1.0
    )[0][1]["age_out"]
    width = blended[:, 1] - blended[:, 0]
    assert width.min() >= 0
    assert width.max() <= 9.001
    assert ((width > 0.01) & (width < 8.99)).any()


def test_exact_ages_are_taught_as_ever(tmp_path: Path, places: tuple[Path, Path]) -> None:
    samples = open_source(places[0], work_dir=tmp_path).samples
    cache = open_cache(
        [replace(sample, framed=True) for sample in samples],
        folder=tmp_path / "cache",
        size_px=FRAME,
        alignment=Alignment(),
    )
    (targets,) = (ChipBatches(cache, np.arange(8), outputs=("age_out",), batch_size=8)[0][1],)
    assert targets["age_out"].shape == (8, 1)
    assert cache.sources is not None
    assert source_scores({}, cache, np.arange(8)) == {}


def stated(*ages: float, spread: float = 1.0) -> np.ndarray:
    """Normal distributions over 0 to 100 years."""
    years = np.arange(101)
    weights = np.exp(-0.5 * ((years - np.array(ages)[:, None]) / spread) ** 2)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


def loss(labels: list[list[float]], predicted: np.ndarray) -> np.ndarray:
    rule = _DistributionLoss(RECIPES["recommended"]["broad"], reduction="sum_over_batch_size")
    return np.asarray(rule.call(np.array(labels, dtype=np.float32), predicted))


def test_an_interval_asks_for_nothing_but_the_age_inside() -> None:
    at_33, at_36, at_45, at_70 = loss([[30, 39]] * 4, stated(33, 36, 45, 70))
    assert at_33 == pytest.approx(at_36, abs=0.01)
    assert at_33 < 0.01
    assert 0.1 < at_45 < at_70
    wide, narrow = loss([[30, 39], [30, 39]], stated(34.5, 34.5, spread=[[12.0], [2.0]]))
    assert narrow < wide


def test_an_exact_age_in_mixed_company_is_taught_as_alone() -> None:
    predicted = stated(25, 31, 50)
    alone = loss([[30], [30], [30]], predicted)
    together = loss([[30, 30], [30, 30], [30, 30]], predicted)
    np.testing.assert_allclose(together, alone, rtol=1e-5)
    infant = loss([[0, 2], [0, 2]], stated(1, 8))
    assert infant[0] < 0.1 < infant[1]


def test_the_pull_is_as_long_as_the_way_to_the_bound() -> None:
    ages = np.array([[20.0], [30.0], [34.0], [39.0], [44.0]], dtype=np.float32)
    outside = _outside(np.array([[30, 39]] * 5, dtype=np.float32), ages)
    assert np.asarray(outside)[:, 0].tolist() == [10.0, 0.0, 0.0, 0.0, 5.0]
    exact = _outside(np.array([[30]] * 5, dtype=np.float32), ages)
    assert np.asarray(exact)[:, 0].tolist() == [10.0, 0.0, 4.0, 9.0, 14.0]


def test_figures_by_source_count_an_age_inside_as_right(
    places: tuple[Path, Path], tmp_path: Path
) -> None:
    cache = joined(places, tmp_path)
    rows = np.arange(80)
    outputs = {
        "age_out": np.where(rows < 40, cache.ages + 2.0, cache.ages + 6.0).astype(np.float64),
        "gender_out": np.where(rows < 50, cache.genders, 0.0).astype(np.float64),
    }
    found = source_scores(outputs, cache, rows)
    assert found["utkface_age_mae_years"] == pytest.approx(2.0)
    assert found["web_age_mae_years"] == pytest.approx(1.5)  # 6 from the middle, 4.5 inside
    assert found["utkface_gender_accuracy"] == 1.0
    assert found["web_gender_accuracy"] == pytest.approx(25 / 40)
    assert found["web_older_gender_accuracy"] == pytest.approx(0.5)
    assert found["web_older_women_gender_accuracy"] == 0.0
    whole = scores(
        outputs,
        cache.ages,
        cache.genders,
        recipe=RECIPES["recommended"]["broad"],
        reaches=cache.age_reaches,
    )
    assert whole["age_mae_years"] == pytest.approx(1.75)


def test_the_same_place_twice_is_a_sentence(places: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="chosen twice"):
        open_sources((places[0], places[0]), work_dir=tmp_path)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("20-29", 20, 29),
        ("20 – 29", 20, 29),
        ("3 to 9", 3, 9),
        ("(25, 32)", 25, 32),
        ("[4;6]", 4, 6),
        ("more than 70", 70, 100),
        ("70+", 70, 100),
        (">70", 70, 100),
        ("over 60 years", 60, 100),
        ("under 3", 0, 3),
        ("<= 2", 0, 2),
        ("30s", 30, 39),
        ("Age 40-49", 40, 49),
        ("2,5", 2.5, 2.5),
        ("31", 31, 31),
    ],
)
def test_an_interval_in_one_cell(cell: str, low: float, high: float, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    table = tmp_path / "t.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["file", "age"], ["a.png", cell]])
    (sample,) = read_table(table).samples
    assert sample.age_years == (low + high) / 2
    assert sample.age_reach == (high - low) / 2


@pytest.mark.parametrize("cell", ["30-20", "(1, 2, 3)", "20-", "more than old", "300-400", "-5"])
def test_a_cell_that_is_no_interval(cell: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"")
    table = tmp_path / "t.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["file", "age"], ["a.png", cell]])
    found = read_table(table)
    assert not found.samples
    assert len(found.problems) == 1
