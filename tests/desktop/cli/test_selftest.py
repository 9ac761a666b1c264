from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from desktop.__main__ import main
from desktop.cli import selftest
from desktop.cli import selftest as cli_selftest
from desktop.cli.selftest import drawn_picture
from desktop.training_addon import AddonStamp, TrainingAddon
from engine.errors import UserError
from engine.predictor import Predictor
from engine.results import Estimate
from engine.spec import MAX_AGE_YEARS
from tests.conftest import MakeModel
from tests.training.small_networks import small_networks_in_children
from training.settings import TrainSettings

__all__ = ["small_networks_in_children"]  # a fixture

TRAINING = "a network learns in a process of its own"


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def failures_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What is said of the checks that failed; the page must end with their number."""
    *_, verdict = lines = lines_of(capsys)
    failed = [line.removeprefix("FAILED  ") for line in lines if line.startswith("FAILED")]
    made = [line for line in lines if line.startswith(("FAILED", "ok "))]
    assert verdict.startswith(f"{len(failed)} of {len(made)} checks failed.")
    return failed


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
    # It is not loaded after its trial, so nothing can be predicted or labelled either.
    assert [line.split(":")[0].removeprefix("FAILED").strip() for line in failed] == [
        "the default model loads",
        "it answers noise with ages and scores, the same twice",
        "a folder is labelled and exported",
    ]
    assert verdict.startswith("3 of 5 checks failed.")


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


def test_a_damaged_model_folder_is_told(
    models_dir: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    (make_model(models_dir, "damaged") / "model.tflite").unlink()
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    (told,) = failures_of(capsys)
    assert told.startswith("the installed models are whole: ")
    assert "damaged" in told


@pytest.mark.parametrize(
    ("ages", "found"),
    [([20.0, 21.0], "the answers differ: "), ([MAX_AGE_YEARS + 1.0] * 2, "ages [")],
    ids=["not the same twice", "an impossible age"],
)
def test_a_model_that_answers_nonsense_is_found(
    models_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ages: list[float],
    found: str,
) -> None:
    answers = iter(ages)

    class Odd(Predictor):
        def predict(self, chips: Any) -> list[Estimate]:
            age_years = next(answers)
            return [replace(one, age_years=age_years) for one in super().predict(chips)]

    monkeypatch.setattr(selftest, "Predictor", Odd)
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    (told,) = failures_of(capsys)
    assert told.startswith(f"it answers noise with ages and scores, the same twice: {found}")


def test_what_nobody_foresaw_is_told_and_the_other_checks_are_made(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("layer 17")

    monkeypatch.setattr(selftest, "BlazeFaceDetector", broken)
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    told = failures_of(capsys)
    assert told == ["the face detector finds drawn faces where they are: RuntimeError('layer 17')"]


def write_nothing(_: object, path: Path, **__: object) -> Iterator[None]:
    """A table without its head and its rows."""
    path.write_bytes(b"")
    yield None


@pytest.mark.parametrize(
    ("export", "found"),
    [
        ("export_xlsx", "the Excel table is empty"),
        ("export_csv", "-1 rows in the table, expected 7"),
    ],
)
def test_a_table_that_lacks_rows_is_found(
    models_dir: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    export: str,
    found: str,
) -> None:
    monkeypatch.setattr(selftest, export, write_nothing)
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    assert failures_of(capsys) == [f"a folder is labelled and exported: {found}"]


def test_pictures_that_cannot_be_written_are_told(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cv2, "imencode", lambda *_: (False, np.empty(0, np.uint8)))
    assert main(["selftest", "--no-training", "--models", str(models_dir)]) == 1
    told = failures_of(capsys)
    assert told == ["a folder is labelled and exported: a picture could not be encoded"]


@pytest.mark.slow
@pytest.mark.usefixtures("small_networks_in_children")
def test_a_training_that_works(models_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["selftest", "--models", str(models_dir)]) == 0
    *_, told, verdict = lines_of(capsys)
    assert told.startswith(f"ok      {TRAINING}: 60 drawn faces, one epoch, a model that loads")
    assert verdict.startswith("This AgeLens works.")


FakeTraining = Callable[[Callable[[TrainSettings], tuple[str, ...]]], None]


@pytest.fixture
def training(monkeypatch: pytest.MonkeyPatch) -> FakeTraining:
    """``training(run)``: what stands for the training process, and gives the stored models."""

    def use(run: Callable[[TrainSettings], tuple[str, ...]]) -> None:
        class Process:
            def __init__(self, settings: TrainSettings) -> None:
                self._settings = settings

            def events(self) -> Iterator[None]:
                yield None
                return run(self._settings)

        monkeypatch.setattr(selftest, "TrainingProcess", Process)

    return use


def test_a_training_that_stores_nothing_is_found(
    models_dir: Path, training: FakeTraining, capsys: pytest.CaptureFixture[str]
) -> None:
    training(lambda _: ())
    assert main(["selftest", "--models", str(models_dir)]) == 1
    assert failures_of(capsys) == [f"{TRAINING}: stored models: ()"]


def test_a_trained_model_that_says_nothing_is_found(
    models_dir: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    training: FakeTraining,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Silent(Predictor):
        def predict(self, chips: Any) -> list[Estimate]:
            return [] if len(chips) == 1 else super().predict(chips)

    def run(settings: TrainSettings) -> tuple[str, ...]:
        make_model(settings.models_dir, "selftest")
        return ("selftest",)

    monkeypatch.setattr(selftest, "Predictor", Silent)
    training(run)
    assert main(["selftest", "--models", str(models_dir)]) == 1
    assert failures_of(capsys) == [f"{TRAINING}: 0 answers for one face"]


def test_a_training_process_that_dies_at_once_is_told(
    models_dir: Path, training: FakeTraining, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is this pipe that is broken, not the one to whoever reads the page."""

    def die(_: TrainSettings) -> tuple[str, ...]:
        raise BrokenPipeError(32, "Broken pipe")

    training(die)
    assert main(["selftest", "--models", str(models_dir)]) == 1
    assert failures_of(capsys) == [f"{TRAINING}: BrokenPipeError(32, 'Broken pipe')"]
