"""Where a training starts from, and which faces a model knows: found, refused, remembered."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engine import store
from engine.architectures import ARCHITECTURES
from engine.errors import DataError
from engine.spec import ModelSpec
from tests.training.test_fine_tuning import faces, quiet, settings, table
from training.dataset.cache import data_fingerprint
from training.dataset.utkface import Sample, limited, read_utkface
from training.interrupted_runs import unfinished_runs
from training.lineage import descent, find_start, refuse_known_faces, trainings
from training.recipes import recipe_for
from training.trainer.run import train
from training.trainer.start import Start

__all__ = ["faces"]  # a fixture


def test_an_id_comes_before_a_folder_and_nonsense_is_refused(
    shipped_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = store.ModelStore([shipped_model.parent])
    monkeypatch.chdir(tmp_path)
    (tmp_path / "combined").mkdir()
    (tmp_path / "former-run").mkdir()
    assert find_start("combined", models) == shipped_model
    assert find_start("former-run", models) == Path("former-run")
    assert find_start(str(tmp_path / "combined"), models) == tmp_path / "combined"
    with pytest.raises(DataError, match=r"neither a model nor a folder.*Received: nothing"):
        find_start("nothing", models)


def test_a_model_of_another_architecture_is_refused(shipped_model: Path) -> None:
    with pytest.raises(DataError, match=r"another architecture.*expected separate"):
        Start.of(shipped_model, ARCHITECTURES["separate"], noted=None)


def test_a_damaged_model_is_refused(shipped_model: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(shipped_model, tmp_path / "combined"))
    file = folder / "model.tflite"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 255
    file.write_bytes(content)
    with pytest.raises(DataError, match=r"cannot be used.*damaged or was changed"):
        Start.of(folder, ARCHITECTURES["combined"], noted=None)


def test_a_folder_without_weights_is_refused(tmp_path: Path, faces: list[Path]) -> None:
    data = table(tmp_path / "faces.csv", faces[:110])
    (tmp_path / "nothing").mkdir()
    with pytest.raises(DataError, match="no weights of an earlier training"):
        train(settings(tmp_path, data, tmp_path / "nothing", recipe="tuned"), listener=quiet)
    assert unfinished_runs(tmp_path / "work") == []


def test_fine_tuning_nothing_is_refused(tmp_path: Path, faces: list[Path]) -> None:
    data = table(tmp_path / "faces.csv", faces[:110])
    chosen = replace(settings(tmp_path, data, tmp_path), start_from=None)
    with pytest.raises(DataError, match="nothing to fine-tune"):
        train(chosen, listener=quiet)


def test_the_recipe_begins_gently_and_knows_when_to_stop() -> None:
    for name in ARCHITECTURES:
        chosen, usual = recipe_for(name, "fine-tune"), recipe_for(name, "tuned")
        assert chosen.learning_rate < usual.learning_rate / 3
        assert not chosen.data_bias
        assert chosen.warmup_share > 0
        assert chosen.patience_epochs is not None
        assert chosen.epochs < usual.epochs
        assert chosen.age_scale_years == usual.age_scale_years


def known_to(training: dict[str, object]) -> ModelSpec:
    return ModelSpec(
        model_id="before",
        title="",
        architecture="combined",
        input_px=128,
        networks={},
        files={},
        training=training,
    )


@pytest.fixture(scope="module")
def samples(faces: list[Path]) -> list[Sample]:
    return read_utkface(faces[0].parent)[0]


def refused(samples: list[Sample], training: dict[str, object], **changes: object) -> None:
    values = {"seed": 1, "limit": None, **changes}
    chosen = limited(samples, values["limit"])  # type: ignore[arg-type]
    refuse_known_faces(
        known_to(training),
        fingerprint=data_fingerprint(chosen),
        samples=samples,
        **values,  # type: ignore[arg-type]
    )


def test_the_same_faces_need_the_same_split(samples: list[Sample]) -> None:
    same = {"data_sha256": data_fingerprint(samples), "seed": 1, "limit": None}
    refused(samples, same)
    with pytest.raises(DataError, match=r"Use its seed\. Received: seed 2, expected 1"):
        refused(samples, same, seed=2)


def test_a_part_of_the_same_faces_is_refused_either_way_round(samples: list[Sample]) -> None:
    whole = {"data_sha256": data_fingerprint(samples), "seed": 1, "limit": None}
    with pytest.raises(DataError, match="another selection of the same faces"):
        refused(samples, whole, limit=100)
    part = {"data_sha256": data_fingerprint(limited(samples, 100)), "seed": 1, "limit": 100}
    with pytest.raises(DataError, match="another selection of the same faces"):
        refused(samples, part)
    refused(samples, part, limit=100)


def test_grandparents_count_and_other_faces_do_not(samples: list[Sample]) -> None:
    whole = {"data_sha256": data_fingerprint(samples), "seed": 1, "limit": None}
    elsewhere = {"data_sha256": "other", "seed": 5, "limit": 40}
    refused(samples, elsewhere, seed=2)
    refused(samples, {}, seed=2)
    child = {**elsewhere, "fine_tuned_from": descent(known_to(whole))}
    grandchild = {**elsewhere, "fine_tuned_from": descent(known_to(child))}
    assert [one.get("seed") for one in trainings(grandchild)] == [5, 5, 1]
    with pytest.raises(DataError, match="Use its seed"):
        refused(samples, grandchild, seed=2)
