"""A table is there whole or as it was before: cancelled, killed, on a full disk."""

from __future__ import annotations

import errno
import gc
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.errors import OutputError
from engine.export import export_csv, export_jsonl, export_xlsx
from engine.progress import Progress, drain
from engine.project import AnalysedPhoto
from engine.results import PhotoResult
from tests.engine.export_driver import Stage, face, names


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


Exporter = Callable[..., Any]
TABLES = [(export_csv, "t.csv"), (export_jsonl, "t.jsonl"), (export_xlsx, "t.xlsx")]


@pytest.mark.parametrize(("export", "name"), TABLES)
def test_cancelling_leaves_the_former_table(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, export: Exporter, name: str
) -> None:
    monkeypatch.setattr("engine.export.writing._STEP_S", 0.0)
    for number in range(5):
        stage.add(f"{number}.jpg", face(), write=False)
    (stage.folder / name).write_text("former")
    steps = export(stage.project, stage.folder / name)
    assert next(steps) == Progress(1, 5)
    assert next(steps) == Progress(2, 5)
    steps.close()
    assert (stage.folder / name).read_text() == "former"
    assert [one for one in names(stage.folder) if ".part" in one or one.startswith(".")] == []


@pytest.mark.parametrize(("export", "name"), TABLES)
def test_a_full_disk_is_told_and_leaves_the_former_table(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, export: Exporter, name: str
) -> None:
    stage.add("a.jpg", face())
    (stage.folder / name).write_text("former")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("engine.files.os.fsync", full)
    with pytest.raises(OutputError, match=r"the disk is full.*Received: .*t\."):
        drain(export(stage.project, stage.folder / name))
    assert (stage.folder / name).read_text() == "former"
    assert not any(path.name.startswith(".agelens") for path in stage.folder.iterdir())


@pytest.mark.parametrize(("export", "name"), TABLES)
def test_a_place_that_cannot_be_written(stage: Stage, export: Exporter, name: str) -> None:
    (stage.folder / name).mkdir()
    with pytest.raises(OutputError, match=r"could not be written.*Received: "):
        drain(export(stage.project, stage.folder / name))
    assert list((stage.folder / name).iterdir()) == []


_KILLED = """
import sys
from pathlib import Path
from engine import export
from engine.export import writing
from engine.project import Project

writing._STEP_S = 0.0

project = Project.open(Path(sys.argv[1]), read_only=True)
steps = getattr(export, sys.argv[2])(project, Path(sys.argv[3]))
next(steps)
print("midway", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(("export", "name"), TABLES)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no kill -9")
def test_a_kill_midway_leaves_the_former_table(stage: Stage, export: Exporter, name: str) -> None:
    for number in range(50):
        stage.add(f"{number}.jpg", face(), write=False)
    (stage.folder / name).write_text("former")
    arguments = [str(stage.project.path), export.__name__, str(stage.folder / name)]
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "midway\n"
        process.kill()
    assert (stage.folder / name).read_text() == "former"


@pytest.mark.parametrize("export", [export_csv, export_jsonl])
def test_memory_does_not_grow_with_the_rows(stage: Stage, tmp_path: Path, export: Exporter) -> None:
    """Peak of what Python holds: seven times the rows that wait would be seven times the peak.

    Photos are read in pages of 500. Cycles are collected at each step, and what earlier tests left
    is frozen meanwhile: by itself the collector comes the more seldom the more objects there are.
    """
    peaks, two = [], (face(), face(30))
    for count in (600, 4200):
        stage.project.list_photos(f"{number}.jpg" for number in range(count))
        while waiting := stage.project.pending(limit=500):
            stage.project.keep(
                [
                    AnalysedPhoto(
                        pending.photo_id, PhotoResult(pending.name, "ok", 9, 9, two), None, None
                    )
                    for _, pending in waiting
                ],
                stage.run,
            )
        gc.collect()
        gc.freeze()
        tracemalloc.start()
        drain(export(stage.project, tmp_path / "t"), on_step=lambda _: gc.collect())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        gc.unfreeze()
    assert peaks[1] < 3 * peaks[0]
