"""Reading UTKFace names, finding duplicates, splitting, caching."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from engine.preprocessing import Alignment
from training.dataset import cache as cache_module
from training.dataset.batches import ChipBatches
from training.dataset.cache import ChipCache, open_cache
from training.dataset.duplicates import difference_hash, duplicate_groups
from training.dataset.split import split_by_group
from training.dataset.utkface import DataProblem, Sample, limited, parse_name, read_utkface


def save_stripes(path: Path, seed: int, *, quality: int = 95) -> Path:
    """Stripes: told apart by their hashes, and no detector sees a face in them."""
    stripe = np.random.default_rng(seed).integers(0, 255, (1, 25, 3), dtype=np.uint8)
    coarse = np.repeat(stripe, 25, axis=0)
    picture = Image.fromarray(coarse).resize((200, 200), Image.Resampling.BICUBIC)
    picture.save(path, format="JPEG", quality=quality)
    return path


def test_names_give_labels() -> None:
    sample = parse_name(Path("25_1_3_20170116174525125.jpg.chip.jpg"))
    assert sample == Sample(Path("25_1_3_20170116174525125.jpg.chip.jpg"), 25.0, 1, 3)


@pytest.mark.parametrize(
    "name",
    [
        "39_1_20170116174525125.jpg.chip.jpg",
        "24_0_1_20170116220224657 .jpg.chip.jpg",
        "55_0_0_20170116232725357jpg.chip.jpg",
        "25_2_1_20170116174525125.jpg",
        "25_1_5_20170116174525125.jpg",
        "130_1_0_20170116174525125.jpg",
        "portrait.jpg",
    ],
)
def test_a_name_without_labels_is_a_problem_with_a_reason(name: str) -> None:
    problem = parse_name(Path(name))
    assert isinstance(problem, DataProblem)
    assert problem.name == name
    assert problem.reason.endswith(".")


def test_bad_names_do_not_stop_the_reader(tmp_path: Path) -> None:
    save_stripes(tmp_path / "25_1_3_20170116174525125.jpg.chip.jpg", 1)
    save_stripes(tmp_path / "61_1_20170109142408075.jpg.chip.jpg", 2)
    (tmp_path / "notes.txt").write_text("not a picture")
    samples, problems = read_utkface(tmp_path)
    assert [sample.age_years for sample in samples] == [25.0]
    assert [problem.name for problem in problems] == ["61_1_20170109142408075.jpg.chip.jpg"]


def test_missing_and_empty_folders_are_explained(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no folder"):
        read_utkface(tmp_path / "nowhere")
    with pytest.raises(DataError, match="Received"):
        read_utkface(tmp_path)


def test_limited_spreads_over_the_whole_list() -> None:
    samples = [Sample(Path(str(i)), float(i), 0, 0) for i in range(100)]
    assert [s.age_years for s in limited(samples, 4)] == [0.0, 25.0, 50.0, 75.0]
    assert limited(samples, None) == samples
    with pytest.raises(DataError):
        limited(samples, 0)


def test_duplicates_are_found_and_chained() -> None:
    rng = np.random.default_rng(5)
    base = rng.integers(0, 256, 32, dtype=np.uint8)

    def flipped(source: np.ndarray, bits: range) -> np.ndarray:
        unpacked = np.unpackbits(source)
        unpacked[list(bits)] ^= 1
        return np.packbits(unpacked)

    near = flipped(base, range(20))
    chained = flipped(near, range(20, 40))  # 40 bits from base, 20 from near
    far = flipped(base, range(100, 121))  # 21 bits: not a duplicate
    hashes = np.stack([base, far, near, chained])
    assert duplicate_groups(hashes).tolist() == [0, 1, 0, 0]


def test_duplicate_groups_across_blocks() -> None:
    rng = np.random.default_rng(6)
    hashes = rng.integers(0, 256, (1300, 32), dtype=np.uint8)
    hashes[1299] = hashes[3]
    hashes[700] = hashes[1299]
    groups = duplicate_groups(hashes)
    assert groups[3] == groups[700] == groups[1299] == 3
    assert len(np.unique(groups)) == 1298


def test_hash_survives_recompression_and_tells_pictures_apart(tmp_path: Path) -> None:
    def bits(path: Path) -> np.ndarray:
        return np.unpackbits(difference_hash(np.asarray(Image.open(path))))

    sharp = bits(save_stripes(tmp_path / "a.jpg", 1))
    poor = bits(save_stripes(tmp_path / "b.jpg", 1, quality=40))
    other = bits(save_stripes(tmp_path / "c.jpg", 2))
    assert np.count_nonzero(sharp != poor) <= 20
    assert np.count_nonzero(sharp != other) > 40


def test_split_keeps_groups_whole_and_strata_even() -> None:
    rng = np.random.default_rng(0)
    count = 4000
    ages = rng.integers(0, 80, count).astype(np.float32)
    genders = rng.integers(0, 2, count).astype(np.float32)
    groups = np.arange(count)
    groups[::13] = groups[1::13][: len(groups[::13])]
    split = split_by_group(ages, genders, groups, seed=3)
    parts = (split.train, split.validation, split.test)
    assert sorted(np.concatenate(parts).tolist()) == list(range(count))
    members = [set(groups[part].tolist()) for part in parts]
    assert members[0].isdisjoint(members[1] | members[2])
    assert members[1].isdisjoint(members[2])
    assert len(split.test) == pytest.approx(count * 0.1, rel=0.05)
    assert len(split.validation) == pytest.approx(count * 0.1, rel=0.05)
    assert genders[split.test].mean() == pytest.approx(genders.mean(), abs=0.02)
    assert ages[split.test].mean() == pytest.approx(ages.mean(), abs=1.0)


def test_split_is_the_same_for_a_seed_and_another_for_another() -> None:
    ages = np.arange(300, dtype=np.float32) % 90
    genders = np.zeros(300, dtype=np.float32)
    first, again, other = (
        split_by_group(ages, genders, np.arange(300), seed=seed).test for seed in (1, 1, 2)
    )
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


@pytest.fixture
def small_cache(tmp_path: Path) -> ChipCache:
    data = tmp_path / "data"
    data.mkdir()
    for i in range(12):
        save_stripes(data / f"{20 + i}_{i % 2}_{i % 5}_2017010900000000{i % 10}.jpg", i)
    (data / "50_0_0_20170109000000000.jpg").write_bytes(b"not a picture")
    samples, _ = read_utkface(data)
    return open_cache(samples, folder=tmp_path / "cache", size_px=32, alignment=Alignment())


def test_cache_keeps_readable_rows_and_reports_the_rest(small_cache: ChipCache) -> None:
    assert small_cache.chips.shape == (12, 32, 32, 3)
    assert isinstance(small_cache.chips, np.memmap)
    assert small_cache.ages.tolist() == [float(20 + i) for i in range(12)]
    assert small_cache.genders.tolist() == [float(i % 2) for i in range(12)]
    assert small_cache.unaligned == 12  # stripes have no face: the whole picture is taken
    assert [problem.name for problem in small_cache.problems] == ["50_0_0_20170109000000000.jpg"]


def test_cache_is_built_once_and_again_when_a_file_changes(
    small_cache: ChipCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = []
    original = cache_module._build
    monkeypatch.setattr(
        cache_module, "_build", lambda *args: (builds.append(1), original(*args))[1]
    )

    def reopen() -> ChipCache:
        samples, _ = read_utkface(tmp_path / "data")
        return open_cache(samples, folder=tmp_path / "cache", size_px=32, alignment=Alignment())

    assert reopen().fingerprint == small_cache.fingerprint
    assert builds == []
    save_stripes(tmp_path / "data" / "20_0_0_20170109000000000.jpg", 99)
    assert reopen().fingerprint != small_cache.fingerprint
    assert builds == [1]


def test_an_interrupted_build_leaves_no_half_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    save_stripes(data / "20_0_0_20170109000000000.jpg", 1)
    samples, _ = read_utkface(data)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache_module, "_write_table", full_disk)
    with pytest.raises(DataError, match="disk full"):
        open_cache(samples, folder=tmp_path / "cache", size_px=32, alignment=Alignment())
    assert list((tmp_path / "cache").iterdir()) == []


def test_batches_are_shuffled_by_seed_and_epoch(small_cache: ChipCache) -> None:
    rows = np.arange(12)

    def ages(seed: int | None, epoch: int) -> list[float]:
        batches = ChipBatches(
            small_cache, rows, outputs=("age_out",), batch_size=5, seed=seed, epoch=epoch
        )
        return [float(a) for i in range(len(batches)) for a in batches[i][1]["age_out"][:, 0]]

    assert ages(1, 1) == ages(1, 1)
    assert ages(1, 1) != ages(1, 2)
    assert len(ages(1, 1)) == 10
    assert ages(None, 0) == small_cache.ages.tolist()


def test_batches_match_chips_and_labels(small_cache: ChipCache) -> None:
    batches = ChipBatches(
        small_cache, np.array([3, 7]), outputs=("age_out", "gender_out"), batch_size=2
    )
    chips, targets = batches[0]
    assert chips.dtype == np.float32
    np.testing.assert_array_equal(np.rint(chips * 255), small_cache.chips[[3, 7]])
    assert targets["age_out"].tolist() == [[23.0], [27.0]]
    assert targets["gender_out"].tolist() == [[1.0], [1.0]]
