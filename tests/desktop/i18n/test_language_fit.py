"""Every label has the room that it needs, in all three languages and at 150 % scale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.settings import LANGUAGES

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_nothing_is_cut_off_at_150_percent() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/desktop/clipping_scenes.py"],
        cwd=ROOT,
        env={**os.environ, "QT_SCALE_FACTOR": "1.5"},
        capture_output=True,
        text=True,
        timeout=540,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:]
    assert f"{len(LANGUAGES)} passed" in done.stdout
