"""Started in a folder from a stranger, the program imports nothing that lies there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.training.run_driver import make_data

TRAPS = ("pickle", "json", "numpy", "random", "logging", "keras", "tensorflow", "PIL", "tempfile")
PACKAGES = ("engine", "desktop", "training")

_SMALL_TRAINING = """
import sys
from pathlib import Path
from desktop.__main__ import main
from tests.training.run_driver import drained, plain_settings
from training.worker import TrainingProcess

if __name__ == "__main__":
    drained(TrainingProcess(plain_settings(Path(sys.argv[1]), model_id="in-a-child")))
"""


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A folder with modules that leave a mark if anything imports them."""
    folder = tmp_path / "photos of a stranger"
    folder.mkdir()
    code = f"open({str(tmp_path / 'sprung')!r}, 'a').write(__name__ + ' ')"
    for name in TRAPS:
        (folder / f"{name}.py").write_text(code)
    for name in PACKAGES:
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(code)
    return folder


def run(trapped: Path, *command: str) -> str:
    """Run in that folder; returns what was imported there."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=trapped,
        env={
            # What this process was told when it imported the window is not what a user's was.
            **{key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"},
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "QT_QPA_PLATFORM": "offscreen",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "XDG_DATA_HOME": str(trapped.parent / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    sprung = trapped.parent / "sprung"
    return sprung.read_text() if sprung.exists() else ""


def as_installed(*arguments: str) -> Sequence[str]:
    """The command as pip installs it: a script of another folder."""
    script = Path(sys.executable).with_name("agelens")
    if not script.is_file():
        pytest.skip("AgeLens is not installed into this environment as a command")
    return (str(script), *arguments)


def test_the_traps_are_ones(trapped: Path) -> None:
    assert run(trapped, "-c", "import json, pickle").split() == ["json", "pickle"]


@pytest.mark.parametrize("arguments", [["models"], ["--version"], ["selftest", "--no-training"]])
def test_a_command(trapped: Path, arguments: list[str]) -> None:
    assert run(trapped, *as_installed(*arguments)) == ""


@pytest.mark.slow
def test_labelling_and_a_training_in_a_child(trapped: Path, shipped_model: Path) -> None:
    make_data(trapped.parent / "data", count=40)
    table = str(trapped.parent / "table.csv")
    photos = str(trapped.parent / "data")
    assert run(trapped, *as_installed("label", photos, "--out", table)) == ""
    script = trapped.parent / "train.py"
    script.write_text(_SMALL_TRAINING)
    assert run(trapped, str(script), str(trapped.parent)) == ""
    assert (trapped.parent / "models" / "in-a-child" / "model.json").is_file()


def test_a_window_and_what_it_measures(trapped: Path, shipped_model: Path) -> None:
    """The probe of memory is a child process, too."""
    script = trapped.parent / "window.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "import desktop.application\n"
        "from engine.evaluation.cost import peak_memory_bytes\n"
        "if __name__ == '__main__':\n"
        "    assert peak_memory_bytes(Path(sys.argv[1])) or sys.platform == 'win32'\n"
    )
    assert run(trapped, str(script), str(shipped_model)) == ""
