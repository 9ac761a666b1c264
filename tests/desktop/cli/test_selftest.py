from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest

from desktop.__main__ import main
from desktop.cli import selftest
from desktop.cli import selftest as cli_selftest
from desktop.cli.selftest import drawn_picture
from desktop.training_addon import AddonStamp, TrainingAddon
from engine.errors import UserError
from tests.conftest import MakeModel


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_page_that_says_what_works(models_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 0
    title, system, *checks, verdict = lines_of(capsys)
    assert title.startswith("AgeLens ")
    assert "cores, Python 3." in system
    assert len(checks) == 5
    assert all(line.startswith("ok ") for line in checks)
    assert "3 photos, 6 faces, 1 broken file told" in checks[-1]
    assert verdict.startswith("This AgeLens works.")
    assert verdict.endswith("no network used.")


def test_it_tells_nothing_of_where_it_runs(
    models_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["selftest", "--no-training", "--models", str(models_dir)])
    page = capsys.readouterr().out
    assert str(models_dir) not in page
    assert str(Path.home()) not in page
    assert socket.gethostname() not in page


@pytest.mark.parametrize("network", ["nan", "score_of_50"])
def test_a_bad_model_is_found(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str], network: str
) -> None:
    make_model(tmp_path / "bad", networks={"model": network})
    assert main(["selftest", "--no-training", "--models", str(tmp_path / "bad")]) == 1
    *_, verdict = lines = lines_of(capsys)
    failed = [line for line in lines if line.startswith("FAILED")]
    assert len(failed) == 2
    assert verdict.startswith("2 of 5 checks failed.")


def test_without_models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", "--no-training", "--models", str(tmp_path)]) == 1
    assert "FAILED  the default model loads: No model is installed" in capsys.readouterr().out


def test_a_detector_that_finds_nothing_is_told(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grey = np.full((600, 800, 3), 128, np.uint8)
    monkeypatch.setattr(selftest, "drawn_picture", lambda _: grey)
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    assert "2 faces were drawn, found: none" in capsys.readouterr().out


def test_the_drawn_picture_is_the_same_everywhere() -> None:
    assert np.array_equal(drawn_picture(7), drawn_picture(7))
    assert not np.array_equal(drawn_picture(7), drawn_picture(8))


def test_training_is_left_out_where_the_addon_is_missing(
    models_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(TrainingAddon, "missing", lambda self: True)
    stamped = TrainingAddon(tmp_path, AddonStamp("0" * 64, 1))
    monkeypatch.setattr(cli_selftest.training_addon, "default_addon", lambda: stamped)
    assert main(["selftest", "--models", str(models_dir)]) == 0
    told = (
        "left out  a network learns in a process of its own: the training add-on is not installed"
    )
    assert told in lines_of(capsys)


def test_a_failing_training_is_told_with_its_details(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> str:
        error = UserError("The training failed. Received: it")
        error.add_note("Traceback of the child")
        raise error

    monkeypatch.setattr(cli_selftest, "_train", fail)
    assert main(["selftest", "--models", str(models_dir)]) == 1
    page = capsys.readouterr().out
    assert "learns in a process of its own: The training failed. Received: it" in page
    assert "Traceback of the child" in page
