"""The recipe for several sources, from the weights of a model to another one in the store."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from engine import store
from tests.training.small_networks import random_model, small_networks, small_networks_in_children
from training.dataset.drawn import write_drawn_set
from training.dataset.utkface import Sample, parse_name, pictures_in
from training.interrupted_runs import unfinished_runs
from training.lineage import trainings
from training.settings import TrainSettings
from training.trainer.run import train

__all__ = ["small_networks", "small_networks_in_children"]  # fixtures


def described(folder: Path) -> Path:
    """A table of intervals beside drawn faces, half of them from one source, half from another."""
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "age_low", "age_high", "gender", "source"])
        for number, path in enumerate(pictures_in(folder)):
            face = parse_name(path)
            assert isinstance(face, Sample)
            assert face.age_years is not None
            low = int(face.age_years // 10 * 10)
            name = path.relative_to(folder).as_posix()
            rows.writerow([name, low, low + 9, face.gender, ("web", "book")[number % 2]])
    (folder / "dataset.json").write_text('{"framed": true}', encoding="utf-8")
    return folder / "labels.csv"


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks")
def test_a_model_learns_from_two_places(tmp_path: Path) -> None:
    before = random_model(tmp_path / "installed", "recommended")
    main = write_drawn_set(tmp_path / "main", count=52, seed=1)
    more = described(write_drawn_set(tmp_path / "more", count=52, seed=2))
    settings = TrainSettings(
        data=main,
        more_data=(more,),
        architecture="recommended",
        recipe="broad",
        models_dir=tmp_path / "models",
        work_dir=tmp_path / "work",
        model_id="broad",
        epochs=2,
        batch_size=16,
        start_from=before,
    )
    (spec,) = train(settings, listener=lambda event: None)
    assert store.verify(tmp_path / "models" / "broad") == spec
    assert unfinished_runs(tmp_path / "work") == []
    assert spec.training["learned_share"]["model"] in (0.5, 0.7, 0.85, 1.0)
    assert [part["name"] for part in spec.training["parts"]] == ["drawn", "labels"]
    known = [one["data_sha256"] for one in trainings(spec.training)]
    assert store.verify(before).training["data_sha256"] in known
    assert {part["data_sha256"] for part in spec.training["parts"]} <= set(known)
    (table,) = (tmp_path / "work").glob("recommended-broad-*/model/history.csv")
    first, *epochs = csv.reader(table.read_text(encoding="utf-8").splitlines())
    assert len(epochs) == 2
    for source in ("drawn", "web", "book"):
        assert f"val_{source}_age_mae_years" in first
        assert f"val_{source}_gender_accuracy" in first
