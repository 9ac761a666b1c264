"""Which faces a model is judged on, and what is told when two cannot be compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import DataError
from engine.preprocessing import Alignment
from engine.spec import ModelSpec
from engine.store import ModelStore, verify
from training.commands import run_evaluate
from training.dataset.cache import NOT_GIVEN, ChipCache, data_fingerprint, open_cache
from training.dataset.duplicates import duplicate_groups
from training.dataset.split import split_by_group, split_faces
from training.dataset.utkface import Sample, limited, read_utkface
from training.evaluation import EvaluationResult, evaluate_models, held_out_rows

MakeModel = Callable[..., Path]
FACES = 80


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures without faces, named as UTKFace names them."""
    folder = tmp_path_factory.mktemp("data") / "faces"
    folder.mkdir()
    for i in range(FACES):
        random = np.random.default_rng(i)
        coarse = random.integers(0, 256, (6, 6, 3), dtype=np.uint8)
        picture = Image.fromarray(coarse).resize((48, 48), Image.Resampling.BICUBIC)
        name = f"{1 + i * 37 % 79}_{i % 2}_{i % 5}_{20170109000000000 + i}.jpg"
        picture.save(folder / name, quality=95)
    return folder


@pytest.fixture(scope="module")
def work_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def samples(data: Path) -> list[Sample]:
    return read_utkface(data)[0]


@pytest.fixture(scope="module")
def cache(samples: list[Sample], work_dir: Path) -> ChipCache:
    return open_cache(samples, folder=work_dir / "cache", size_px=32, alignment=Alignment())


@pytest.fixture
def trained(make_model: MakeModel, tmp_path: Path) -> Callable[..., ModelSpec]:
    def make(model_id: str = "tiny", **training: object) -> ModelSpec:
        return verify(make_model(tmp_path / "models", model_id, training=training))

    return make


def judged(
    ids: list[str], samples: list[Sample], tmp_path: Path, **rest: object
) -> EvaluationResult:
    values: dict[str, object] = {"say": lambda line: None, **rest}
    return evaluate_models(
        samples,
        data_name="faces",
        model_ids=ids,
        store=ModelStore([tmp_path / "models"]),
        **values,  # type: ignore[arg-type]
    )


def split_of(cache: ChipCache, rows: np.ndarray, seed: int) -> np.ndarray:
    groups = duplicate_groups(cache.hashes[rows])
    return rows[split_by_group(cache.ages[rows], cache.genders[rows], groups, seed=seed).test]


def test_a_model_trained_on_these_faces_meets_its_test_split_only(
    trained: Callable[..., ModelSpec], cache: ChipCache, samples: list[Sample]
) -> None:
    spec = trained(data_sha256=cache.fingerprint, seed=3)
    rows, part = held_out_rows(spec, cache, samples=samples)
    assert part == "test split"
    assert rows.tolist() == split_of(cache, np.arange(FACES), 3).tolist()
    assert 4 <= len(rows) <= 12


def test_of_several_places_a_model_meets_what_it_did_not_learn_from(
    trained: Callable[..., ModelSpec], samples: list[Sample], cache: ChipCache, work_dir: Path
) -> None:
    more = [replace(sample, source="more", age_reach=2.0) for sample in samples[:20]]
    both = open_cache(
        [*samples, *more],
        folder=work_dir / "cache",
        size_px=32,
        alignment=Alignment(),
        parts=[("faces", FACES), ("more", 20)],
    )
    alone = trained(data_sha256=cache.fingerprint, seed=3)
    rows, part = held_out_rows(alone, both, samples=[*samples, *more])
    assert part == "test split"
    assert rows[rows < FACES].tolist() == split_of(cache, np.arange(FACES), 3).tolist()
    assert rows[rows >= FACES].tolist() == list(range(FACES, FACES + 20))
    parts = [{"name": one.name, "data_sha256": one.fingerprint} for one in both.parts]
    together = trained(data_sha256=both.fingerprint, seed=3, parts=parts)
    rows, _ = held_out_rows(together, both, samples=[*samples, *more])
    assert rows.tolist() == split_faces(both, seed=3).test.tolist()
    rows, _ = held_out_rows(together, cache, samples=samples)
    assert rows.tolist() == split_of(cache, np.arange(FACES), 3).tolist()


def test_a_model_trained_on_a_part_is_not_evaluated_on_faces_it_knows(
    trained: Callable[..., ModelSpec], samples: list[Sample], cache: ChipCache, work_dir: Path
) -> None:
    chosen = limited(samples, 40)
    spec = trained(data_sha256=data_fingerprint(chosen), seed=3, limit=40)
    rows, part = held_out_rows(spec, cache, samples=samples)
    assert part == "test split"
    own = open_cache(chosen, folder=work_dir / "cache", size_px=32, alignment=Alignment())
    expected = split_by_group(own.ages, own.genders, duplicate_groups(own.hashes), seed=3).test
    assert [cache.names[row] for row in rows] == [own.names[row] for row in expected]


def test_a_fine_tuned_model_is_not_evaluated_on_faces_that_its_start_knows(
    trained: Callable[..., ModelSpec], cache: ChipCache, samples: list[Sample]
) -> None:
    before = {"training": {"data_sha256": cache.fingerprint, "seed": 3}}
    elsewhere = trained(data_sha256="own table", seed=1, fine_tuned_from=before)
    rows, part = held_out_rows(elsewhere, cache, samples=samples)
    assert part == "test split"
    assert rows.tolist() == split_of(cache, np.arange(FACES), 3).tolist()
    both = trained(data_sha256=cache.fingerprint, seed=5, fine_tuned_from=before)
    rows, _ = held_out_rows(both, cache, samples=samples)
    ours, theirs = (set(split_of(cache, np.arange(FACES), n).tolist()) for n in (5, 3))
    assert set(rows.tolist()) == ours & theirs


@pytest.mark.parametrize(
    "training",
    [
        {},
        {"data_sha256": "another", "seed": 1},
        {"data_sha256": "another", "seed": 1, "limit": 40},
        {"data_sha256": None, "seed": None},
    ],
)
def test_a_model_from_elsewhere_is_evaluated_on_all_faces(
    training: dict[str, object],
    trained: Callable[..., ModelSpec],
    cache: ChipCache,
    samples: list[Sample],
) -> None:
    rows, part = held_out_rows(trained(**training), cache, samples=samples)
    assert (part, len(rows)) == ("all faces", FACES)


def test_two_models_are_compared_on_the_faces_that_neither_knows(
    trained: Callable[..., ModelSpec],
    make_model: MakeModel,
    samples: list[Sample],
    cache: ChipCache,
    tmp_path: Path,
    work_dir: Path,
) -> None:
    trained("here", data_sha256=cache.fingerprint, seed=3)
    make_model(tmp_path / "models", "elsewhere", alignment=Alignment(padding="reflect"))
    lines: list[str] = []
    steps: list[tuple[str, int, int]] = []
    result = judged(
        ["here", "elsewhere", "here"],
        samples,
        tmp_path,
        work_dir=work_dir,
        say=lines.append,
        progress=lambda *step: steps.append(step),
    )
    here, elsewhere = result.report.evaluations
    assert (here.part, elsewhere.part) == ("test split", "all faces")
    (comparison,) = result.report.comparisons
    assert comparison.count == here.metrics.count < elsewhere.metrics.count == FACES
    assert comparison.age.verdict in " ".join(lines)
    assert steps[-1] == ("elsewhere", FACES, FACES)
    worst = elsewhere.worst_ages[0]
    assert worst.name == samples[worst.row].path.name
    assert (result.chips[worst.row] == elsewhere_chip(samples, work_dir, worst.row)).all()


def elsewhere_chip(samples: list[Sample], work_dir: Path, row: int) -> np.ndarray:
    reflected = Alignment(padding="reflect")
    cache = open_cache(samples, folder=work_dir / "cache", size_px=32, alignment=reflected)
    return np.asarray(cache.chips[row])


def test_models_without_a_common_face_are_evaluated_but_not_compared(
    trained: Callable[..., ModelSpec],
    samples: list[Sample],
    cache: ChipCache,
    tmp_path: Path,
    work_dir: Path,
) -> None:
    seeds = range(1, 50)
    first = set(split_of(cache, np.arange(FACES), 1).tolist())
    other = next(s for s in seeds if not first & set(split_of(cache, np.arange(FACES), s).tolist()))
    trained("one", data_sha256=cache.fingerprint, seed=1)
    trained("two", data_sha256=cache.fingerprint, seed=other)
    report = judged(["one", "two"], samples, tmp_path, work_dir=work_dir).report
    assert report.comparisons == ()
    assert len(report.evaluations) == 2
    assert "one and two are not compared." in report.notes[-1]


def test_faces_with_one_label_only_are_left_out(
    trained: Callable[..., ModelSpec],
    samples: list[Sample],
    cache: ChipCache,
    tmp_path: Path,
    work_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trained()
    ages = cache.ages.copy()
    ages[:10] = np.nan
    partly = replace(cache, ages=ages, groups=np.full(FACES, NOT_GIVEN))
    monkeypatch.setattr("training.evaluation.open_cache", lambda *_, **__: partly)
    (evaluation,) = judged(["tiny"], samples, tmp_path, work_dir=work_dir).report.evaluations
    assert evaluation.metrics.count == FACES - 10
    assert evaluation.metrics.groups == ()
    assert evaluation.answers.rows[0] == 10
    nothing = replace(cache, ages=np.full(FACES, np.nan, dtype=np.float32))
    monkeypatch.setattr("training.evaluation.open_cache", lambda *_, **__: nothing)
    with pytest.raises(DataError, match="nothing to evaluate"):
        judged(["tiny"], samples, tmp_path, work_dir=work_dir)


def test_a_caller_may_stop_it(
    trained: Callable[..., ModelSpec], samples: list[Sample], tmp_path: Path, work_dir: Path
) -> None:
    trained()

    def stop(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        judged(["tiny"], samples, tmp_path, work_dir=work_dir, progress=stop)


@pytest.mark.parametrize("thumbnails", [False, True])
def test_the_command_writes_page_and_data_with_pictures_only_on_request(
    thumbnails: bool, trained: Callable[..., ModelSpec], data: Path, tmp_path: Path, work_dir: Path
) -> None:
    trained()
    lines: list[str] = []
    results = run_evaluate(
        data,
        model_ids=["tiny"],
        store=ModelStore([tmp_path / "models"]),
        out=tmp_path / "report",
        work_dir=work_dir,
        say=lines.append,
        thumbnails=thumbnails,
    )
    page = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert ("data:image/jpeg" in page) == thumbnails
    assert str(data.parent) not in page
    written = json.loads((tmp_path / "report" / "report.json").read_text())
    assert written["tiny"]["metrics"]["count"] == results[0].metrics.count == FACES
    assert written["_about"]["data"] == "faces"
    assert str(tmp_path) not in json.dumps(written)
    assert any(line.startswith("tiny on 80 faces (all faces): age error ") for line in lines)
    assert any(line.startswith("It is not proven that tiny has never met") for line in lines)
    assert lines[-2:] == [
        f"written: {tmp_path / 'report' / name}" for name in ("report.html", "report.json")
    ]
