"""Replays without models: one whose answers are given, and shorthands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.export import export_csv
from engine.progress import drain
from engine.replay import CellDifference, Replay, ReplayReport, replay
from engine.results import PhotoResult
from engine.spec import FileRecord, ModelSpec
from tests.engine.export_driver import Stage

SPEC = ModelSpec(
    model_id="renamed",
    title="Tiny",
    architecture="combined",
    input_px=128,
    networks={"model": "model.tflite"},
    files={"model.tflite": FileRecord(size=3, sha256="a" * 64)},
)


class Told:
    """A model whose answers are given; notes what it was asked."""

    def __init__(self, answers: dict[str, PhotoResult]) -> None:
        self.answers, self.asked = answers, []

    @property
    def spec(self) -> ModelSpec:
        return SPEC

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        self.asked.append(path.name)
        return self.answers[path.name]


def run(steps: Replay) -> tuple[ReplayReport, list[CellDifference]]:
    """Everything that a replay says."""
    found: list[CellDifference] = []
    try:
        while True:
            found += next(steps).differences
    except StopIteration as stop:
        return stop.value, found


def table_of(stage: Stage) -> Path:
    drain(export_csv(stage.project, stage.folder / "t.csv"))
    return stage.folder / "t.csv"


def answers_of(stage: Stage) -> dict[str, PhotoResult]:
    """What the model has said, without what people drew."""
    return {
        Path(entry.name).name: replace(
            entry.result(entry.name),
            faces=tuple(one.face for one in entry.faces if one.origin == "model" and one.found),
        )
        for entry in stage.project.photos()
    }


def told(stage: Stage, table: Path, answers: dict[str, PhotoResult]) -> Any:
    return run(replay(table, opener=lambda sha256, detect, thorough: Told(answers)))
