"""What is remembered of an interrupted run, and what happens to damaged memories."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import DataError, OutputError
from training.interrupted_runs import Journal, NetworkEpochs, discard, unfinished_runs
from training.lock import is_held, only_one
from training.settings import TrainSettings

NETWORKS = (
    NetworkEpochs("combined", "model", 0, 4),
    NetworkEpochs("separate", "age", 0, 3),
    NetworkEpochs("separate", "gender", 0, 3),
)


def duel(tmp_path: Path, **changes: object) -> tuple[TrainSettings, ...]:
    values: dict[str, object] = {
        "data": tmp_path / "faces",
        "models_dir": tmp_path / "models",
        "work_dir": tmp_path / "work",
        "epochs": 3,
        "augment": False,
        **changes,
    }
    return tuple(
        TrainSettings(architecture=name, **values)  # type: ignore[arg-type]
        for name in ("combined", "separate")
    )


def begun(tmp_path: Path, **changes: object) -> Journal:
    return Journal.begin(duel(tmp_path, **changes), networks=NETWORKS)


def test_a_begun_run_can_be_taken_up_with_its_settings(tmp_path: Path) -> None:
    assert unfinished_runs(tmp_path / "work") == []
    journal = begun(tmp_path)
    journal.locate(
        folders=["combined-tuned-1", "separate-tuned-2"],
        caches={"combined": "128px-a"},
        starts={"combined": "{}"},
    )
    journal.epoch_done("combined", "model", done=2)
    journal.epoch_done("separate", "gender", done=1)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.settings == tuple(replace(one, resume=True) for one in duel(tmp_path))
    assert run.title == "combined and separate on faces"
    assert (run.epochs_done, run.epochs) == (3, 10)
    assert run.networks[2] == NetworkEpochs("separate", "gender", 1, 3)
    assert run.caches == {"combined": "128px-a"}
    assert run.starts == {"combined": "{}"}
    journal.end()
    assert unfinished_runs(tmp_path / "work") == []


def test_relative_places_are_remembered_so_that_any_folder_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Journal.begin(duel(Path(), data="demo"), networks=NETWORKS)
    (run,) = unfinished_runs(tmp_path / "work")
    assert run.settings[0].data == "drawn"
    assert run.title == "combined and separate on drawn faces"
    assert run.settings[0].models_dir == tmp_path / "models"


def test_a_resumed_run_keeps_its_memory_and_a_fresh_one_begins_anew(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.locate(folders=["f"], caches={"combined": "128px-a"})
    journal.epoch_done("combined", "model", done=2)
    (run,) = unfinished_runs(tmp_path / "work")
    again = Journal.begin(run.settings, networks=NETWORKS)
    assert again.begun
    assert again.caches == {"combined": "128px-a"}
    assert len(unfinished_runs(tmp_path / "work")) == 1
    fresh = begun(tmp_path)
    assert not fresh.begun
    assert fresh.caches == {}


def test_the_newest_comes_first_and_damage_is_passed_over(tmp_path: Path) -> None:
    begun(tmp_path, seed=1)
    begun(tmp_path, seed=2)
    begun(tmp_path, seed=3).epoch_done("combined", "model", done=1)
    begun(tmp_path, seed=1).epoch_done("combined", "model", done=1)
    folder = tmp_path / "work" / "unfinished"
    whole = json.loads(next(iter(folder.glob("*.json"))).read_text())
    damaged = {
        "empty": "",
        "half": json.dumps(whole)[:100],
        "list": "[]",
        "null": "null",
        "later": json.dumps({**whole, "format": 99}),
        "strange": json.dumps({**whole, "settings": [{"data": "drawn", "new_field": 1}]}),
        "nothing": json.dumps({**whole, "settings": []}),
        "outside": json.dumps({**whole, "folders": ["../../home"]}),
        "number": json.dumps({**whole, "settings": [{**whole["settings"][0], "epochs": -1}]}),
    }
    for name, text in damaged.items():
        (folder / f"{name}.json").write_text(text)
    (folder / "binary.json").write_bytes(b"\xff\xfe\x00")
    (folder / ".agelens-1.part").write_text("{}")
    runs = unfinished_runs(tmp_path / "work")
    assert [run.settings[0].seed for run in runs] == [1, 3, 2]


def test_discarding_takes_the_checkpoints_along_and_nothing_else(tmp_path: Path) -> None:
    work = tmp_path / "work"
    for name in ("combined-tuned-1", "other-run", "cache"):
        (work / name).mkdir(parents=True)
        (work / name / "file").write_text("x")
    begun(tmp_path, seed=2)
    begun(tmp_path).locate(folders=["combined-tuned-1"], caches={})
    discard(unfinished_runs(work)[0])
    assert [run.settings[0].seed for run in unfinished_runs(work)] == [2]
    assert not (work / "combined-tuned-1").exists()
    assert (work / "other-run" / "file").exists()
    assert (work / "cache" / "file").exists()


def test_while_a_training_goes_on_nothing_is_offered_or_discarded(tmp_path: Path) -> None:
    begun(tmp_path)
    work = tmp_path / "work"
    (run,) = unfinished_runs(work)
    assert not is_held(work)
    with only_one(work):
        assert is_held(work)
        assert unfinished_runs(work) == []
        with pytest.raises(DataError, match="going on"):
            discard(run)
        with pytest.raises(DataError, match="Another training"), only_one(work):
            pass
    assert unfinished_runs(work) == [run]


def test_a_note_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file where a folder should be")
    with pytest.raises(OutputError, match="Received"):
        begun(tmp_path)
    with pytest.raises(DataError, match="cannot be written"), only_one(tmp_path / "work"):
        pass
