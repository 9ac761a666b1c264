"""``agelens models`` and ``agelens models import``."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.__main__ import main
from engine.predictor import Predictor
from engine.spec import Calibration
from engine.store import verify

MakeModel = Callable[..., Path]


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def test_a_model_is_described_and_imported(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_model(tmp_path / "usb", "guest", title="A guest")
    (tmp_path / "mine").mkdir()
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source), "--yes"]
    assert main(command) == 0
    told = capsys.readouterr()
    assert told.out == "guest is installed.\n"
    assert "Nobody has verified" in told.err
    assert main(["models", "--models", str(tmp_path / "mine")]) == 0
    assert "guest" in capsys.readouterr().out


@pytest.mark.parametrize(("answer", "imported"), [("y\n", True), ("\n", False), ("no\n", False)])
def test_it_asks(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    imported: bool,
) -> None:
    source = make_model(tmp_path / "usb", "guest")
    (tmp_path / "mine").mkdir()
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source)]
    assert main(command) == (0 if imported else 3)
    assert (tmp_path / "mine" / "guest").exists() is imported


def test_nobody_to_ask_is_wrong_usage(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    source = make_model(tmp_path / "usb", "guest")
    assert main(["models", "import", str(source)]) == 2
    assert "--yes" in capsys.readouterr().err


def test_a_model_that_loops_is_refused(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_model(tmp_path / "usb", "guest", networks={"model": "endless"})
    (tmp_path / "mine").mkdir()
    command = ["models", "--models", str(tmp_path / "mine"), "import", str(source), "--yes"]
    assert main(command) == 3
    assert "loops or branches" in capsys.readouterr().err
    assert not list((tmp_path / "mine").iterdir())


def test_what_is_no_model_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "import", str(tmp_path), "--yes"]) == 3
    assert "no model.json" in capsys.readouterr().err


def test_a_model_is_renamed_exported_and_deleted(
    tmp_path: Path, make_model: MakeModel, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine"
    make_model(mine, "guest")
    models = ["models", "--models", str(mine)]
    assert main([*models, "rename", "guest", "Room 12"]) == 0
    assert capsys.readouterr().out == "guest is now called Room 12.\n"
    assert main([*models, "export", "guest", str(tmp_path / "stick")]) == 0
    assert verify(tmp_path / "stick" / "guest").title == "Room 12"
    assert main([*models, "delete", "guest", "--yes"]) == 0
    assert "guest is deleted." in capsys.readouterr().out
    assert list(mine.iterdir()) == []


@pytest.mark.parametrize(("answer", "deleted"), [("y\n", True), ("\n", False)])
def test_deleting_asks(
    tmp_path: Path,
    make_model: MakeModel,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    deleted: bool,
) -> None:
    mine = tmp_path / "mine"
    make_model(mine, "guest")
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    code = main(["models", "--models", str(mine), "delete", "guest"])
    assert code == (0 if deleted else 3)
    assert (mine / "guest").exists() is not deleted


@pytest.mark.parametrize(
    "action", [["delete", "x", "--yes"], ["rename", "x", "y"], ["export", "x"]]
)
def test_a_model_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], action: list[str]
) -> None:
    place = [str(tmp_path / "out")] if action[0] == "export" else []
    assert main(["models", "--models", str(tmp_path), *action, *place]) == 3
    assert "no such model" in capsys.readouterr().err


# Keras' own way to save, under NumPy 2.
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_an_exported_keras_file_answers_as_the_model_does(tmp_path: Path) -> None:
    keras = pytest.importorskip("keras")
    assert main(["models", "export", "recommended", str(tmp_path), "--keras"]) == 0
    folder = tmp_path / "recommended"
    spec = verify(folder)
    network = keras.saving.load_model(folder / "model.keras", compile=False)
    faces = np.random.default_rng(0).integers(0, 256, (2, 128, 128, 3)).astype(np.uint8)
    plain = replace(spec, calibration=Calibration())
    said = Predictor(folder, plain, num_threads=1).predict(faces)
    answers = network(faces.astype(np.float32) / 255.0, training=False)
    assert [one.age_years for one in said] == pytest.approx(
        answers["age_out"].numpy()[:, 0].tolist(), abs=1.0
    )
