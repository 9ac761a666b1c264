"""The scripts that make pictures, asked how they are used: no window, and no picture anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "tools" / "screenshots"
SCRIPTS = sorted(TOOLS / f"{name}.py" for name in ("photos", "folder", "webcam", "training"))


def run(script: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", f"tools.screenshots.{script.stem}", *arguments],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_help_is_no_folder(script: Path, tmp_path: Path) -> None:
    helped = run(script, "--help", folder=tmp_path)
    assert helped.returncode == 0, helped.stderr
    assert "Make the pictures" in helped.stdout
    assert "where the pictures go" in helped.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_theme_is_wrong_usage(tmp_path: Path) -> None:
    (script,) = (script for script in SCRIPTS if script.stem == "training")
    refused = run(script, "pictures", "blue", folder=tmp_path)
    assert refused.returncode == 2
    assert "invalid choice: 'blue'" in refused.stderr
    assert list(tmp_path.iterdir()) == []
