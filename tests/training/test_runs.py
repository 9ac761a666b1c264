"""``agelens runs``: what trainings keep on the disk, and how it is let go of."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desktop.__main__ import main
from engine.errors import DataError
from engine.store import verify
from tests.training.test_interrupted_runs import begun
from training.interrupted_runs import unfinished_runs
from training.lock import only_one
from training.runs import delete_run, kept_runs


@pytest.fixture
def work(tmp_path: Path, models_dir: Path) -> Path:
    """A work folder with a finished run, an interrupted one, and prepared faces."""
    folder = tmp_path / "work"
    for name, epochs in (("combined-tuned-1", 3), ("separate-tuned-2", 1)):
        network = folder / name / "model"
        network.mkdir(parents=True)
        np.savez(network / "best.npz", weights=np.zeros(100))
        rows = "".join(f"{epoch},0.5\n" for epoch in range(1, epochs + 1))
        (network / "history.csv").write_text("epoch,loss\n" + rows)
    trained = verify(models_dir / "tiny").to_json()
    (folder / "combined-tuned-1" / "trained.json").write_text(trained)
    (folder / "cache" / "128px-a").mkdir(parents=True)
    (folder / "cache" / "128px-a" / "chips.npy").write_bytes(b"faces")
    return folder


def test_runs_are_listed_with_what_they_made_and_take(work: Path) -> None:
    runs = {run.name: run for run in kept_runs(work)}
    assert sorted(runs) == ["combined-tuned-1", "separate-tuned-2"]
    assert runs["combined-tuned-1"].model_id == "tiny"
    assert runs["combined-tuned-1"].epochs == {"model": 3}
    assert runs["separate-tuned-2"].model_id is None
    assert runs["separate-tuned-2"].epochs == {"model": 1}
    files = [path for path in (work / "combined-tuned-1").rglob("*") if path.is_file()]
    assert runs["combined-tuned-1"].size_bytes == sum(path.stat().st_size for path in files)


def test_a_deleted_run_takes_its_note_along_and_nothing_else(work: Path, tmp_path: Path) -> None:
    begun(tmp_path).locate(folders=["separate-tuned-2"], caches={})
    assert len(unfinished_runs(work)) == 1
    assert delete_run(work, "separate-tuned-2").epochs == {"model": 1}
    assert unfinished_runs(work) == []
    assert [run.name for run in kept_runs(work)] == ["combined-tuned-1"]
    assert (work / "cache" / "128px-a" / "chips.npy").exists()


@pytest.mark.parametrize("name", ["nobody", "cache", "..", "../models", ""])
def test_only_a_run_is_deleted(work: Path, name: str) -> None:
    before = sorted(work.rglob("*"))
    with pytest.raises(DataError, match="no such run"):
        delete_run(work, name)
    assert sorted(work.rglob("*")) == before


def test_nothing_is_deleted_while_a_training_goes_on(work: Path) -> None:
    with only_one(work), pytest.raises(DataError, match="going on"):
        delete_run(work, "combined-tuned-1")
    assert len(kept_runs(work)) == 2


def test_damaged_notes_leave_a_run_in_the_list(work: Path) -> None:
    (work / "combined-tuned-1" / "trained.json").write_text('{"model_id": ')
    (work / "combined-tuned-1" / "model" / "history.csv").write_bytes(b"\xff\xfe\x00")
    (found,) = [run for run in kept_runs(work) if run.name == "combined-tuned-1"]
    assert (found.model_id, found.epochs) == (None, {"model": 0})


def test_in_the_terminal(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["runs", "--cache", str(work)]
    assert main(command) == 0
    told = capsys.readouterr().out
    assert "combined-tuned-1" in told
    assert "tiny" in told
    assert main([*command, "delete"]) == 0
    assert len(kept_runs(work)) == 2
    assert main([*command, "delete", "--finished"]) == 0
    assert "combined-tuned-1 is deleted." in capsys.readouterr().out
    assert [run.name for run in kept_runs(work)] == ["separate-tuned-2"]
    assert main([*command, "delete", "nobody"]) == 3


def test_an_empty_place_has_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kept_runs(tmp_path / "nowhere") == []
    assert main(["runs", "--cache", str(tmp_path / "nowhere")]) == 0
    assert "no run" in capsys.readouterr().err
