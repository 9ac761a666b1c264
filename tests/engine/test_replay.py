"""Replay: identical only where everything is, and every difference named."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine import __version__
from engine.errors import DataError, OutputError
from engine.export import CSV_COLUMNS, Choice, export_csv, finish, write_csv
from engine.pipeline import open_pipeline
from engine.project import Judged, Project, Run
from engine.replay import (
    Difference,
    Judge,
    Replay,
    ReplayReport,
    ReplayStep,
    is_own_table,
    opener_of,
    replay,
)
from engine.results import Box, Face, PhotoResult
from engine.spec import FileRecord, ModelSpec
from engine.store import ModelStore

from .export_stage import Stage, face, label, read

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


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def run(steps: Replay) -> tuple[ReplayReport, list[Difference]]:
    """Everything that a replay says."""
    found: list[Difference] = []
    try:
        while True:
            found += next(steps).differences
    except StopIteration as stop:
        return stop.value, found


def table_of(stage: Stage) -> Path:
    finish(export_csv(stage.project, stage.folder / "t.csv"))
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
    return run(replay(table, opener=lambda sha256, detect: Told(answers)))


def test_identical(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30, age=8, female=0.5))
    stage.add("b.jpg")
    stage.say(photo.faces[0].face_id, "not_a_face")
    report, found = told(stage, table_of(stage), answers_of(stage))
    assert found == []
    assert report == ReplayReport(photos=2, rows=3, checked=2, versions=("0.0.9",))
    assert report.verdict == "identical"


@pytest.mark.parametrize(
    ("change", "column", "before", "after"),
    [
        ({"age": 33.4}, "apparent_age", "33.3", "33.4"),
        ({"female": 0.91249}, "female_score", "0.9124", "0.9125"),
        ({"female": 0.5}, "perceived_gender", "female", ""),
        ({"score": 0.5}, "detector_score", "0.9877", "0.5000"),
        ({"x": 10.11}, "box_x", "10.0", "10.1"),
        ({"h": 21}, "box_h", "20.0", "21.0"),
    ],
)
def test_a_value_that_changed(
    stage: Stage, change: dict[str, float], column: str, before: str, after: str
) -> None:
    stage.add("a.jpg", face())
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(**change),))}
    report, found = told(stage, table_of(stage), answers)
    wanted = Difference(
        line=2,
        image_path=str(stage.photos / "a.jpg"),
        face_index=1,
        column=column,
        before=before,
        after=after,
    )
    assert wanted in found
    assert report.verdict == "changed"
    assert report.differences == len(found)


def test_a_change_below_the_rounding_is_none(stage: Stage) -> None:
    stage.add("a.jpg", face())
    close = face(10.001, age=33.3301, female=0.91238, score=0.98768)
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (close,))}
    assert told(stage, table_of(stage), answers)[0].verdict == "identical"


def test_faces_that_came_and_went(stage: Stage) -> None:
    stage.add("a.jpg", face(1), face(30))
    answers = {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(30.2), face(46)))}
    _, found = told(stage, table_of(stage), answers)
    assert [(one.line, one.face_index, one.column, one.before, one.after) for one in found] == [
        (2, 1, "face", "found", "not found"),
        (3, 2, "box_x", "30.0", "30.2"),
        (2, None, "face", "not found", "found at box_x 46.0, box_y 12.0"),
    ]


def test_another_status_and_another_size(stage: Stage) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg")
    stage.add("c.jpg", status="unreadable", message="broken")
    (stage.photos / "c.jpg").write_bytes(b"")
    answers = {
        "a.jpg": PhotoResult("a.jpg", "no_face", 65, 48),
        "b.jpg": PhotoResult("b.jpg", "unreadable"),
        "c.jpg": PhotoResult("c.jpg", "no_face", 5, 5),
    }
    _, found = told(stage, table_of(stage), answers)
    assert [(one.line, one.column, one.before, one.after) for one in found] == [
        (2, "status", "ok", "no_face"),
        (2, "image_width", "64", "65"),
        (2, "face", "found", "not found"),
        (3, "status", "no_face", "unreadable"),
        (4, "status", "unreadable", "no_face"),
    ]


def test_what_people_said_and_drew_is_not_the_models(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1))
    empty = stage.add("b.jpg")
    stage.project.add_face(photo.photo_id, face(40, score=None), label=label("added", age=5))
    stage.project.add_face(empty.photo_id, Face(Box(3, 3, 9, 9)), label=label("added"))
    report, found = told(stage, table_of(stage), answers_of(stage))
    assert found == []
    assert (report.verdict, report.drawn, report.checked) == ("identical", 2, 2)


def test_a_choice_of_faces_misses_none(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    answers = answers_of(stage)
    choice = Choice(face_ids=frozenset({photo.faces[1].face_id}))
    finish(export_csv(stage.project, stage.folder / "t.csv", choice=choice))
    assert told(stage, stage.folder / "t.csv", answers)[0].verdict == "identical"


def test_missing_photos_and_models_are_told(stage: Stage) -> None:
    for name in ("a.jpg", "b.jpg"):
        stage.add(name, face())
    stage.add("gone.jpg", status="unreadable", message="not there")
    table = table_of(stage)
    answers = answers_of(stage)
    (stage.photos / "b.jpg").unlink()
    report, found = told(stage, table, answers)
    assert [(one.line, one.column, one.after) for one in found] == [(3, "photo", "missing")]
    assert (report.verdict, report.missing_photos, report.checked) == ("changed", 1, 2)
    report, found = run(replay(table, opener=lambda sha256, detect: None))
    assert report.verdict == "unchecked"
    assert report.missing_models == (f"tiny {'ab' * 32}",)
    assert {one.column for one in found} == {"model"}


def test_nothing_there_is_unchecked(stage: Stage) -> None:
    stage.pending("a.jpg")
    report, found = told(stage, table_of(stage), {})
    assert (report.verdict, report.unchecked, found) == ("unchecked", 1, [])
    stage.add("b.jpg", face())
    (stage.photos / "b.jpg").unlink()
    assert told(stage, table_of(stage), {})[0].verdict == "unchecked"


def test_each_model_is_opened_once(stage: Stage) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        stage.add(name, face())
    stage.run = stage.project.begin(
        Run(
            run_id=0,
            model_id="other",
            model_sha256="cd" * 32,
            detector="d",
            detect=True,
            app_version=__version__,
        )
    )
    stage.add("d.jpg", face())
    opened = []
    answers = answers_of(stage)

    def opener(sha256: str, detect: bool) -> Judge:
        opened.append((sha256[:2], detect))
        return Told(answers)

    report, _ = run(replay(table_of(stage), opener=opener))
    assert opened == [("ab", True), ("cd", True)]
    assert (report.checked, report.versions) == (4, ("0.0.9",))


def test_relative_paths_from_here_then_from_the_table(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {name: PhotoResult(name, "no_face", 64, 48) for name in ("a.jpg", "b.jpg")}
    table = tmp_path / "tables" / "t.csv"
    write_csv(table, answers.values(), spec=SPEC)
    (tmp_path / "here").mkdir()
    for path in (tmp_path / "here" / "a.jpg", table.parent / "b.jpg"):
        path.write_bytes(b"x")
    judge = Told(answers)
    monkeypatch.chdir(tmp_path / "here")
    report, _ = run(replay(table, opener=lambda sha256, detect: judge))
    assert report.verdict == "identical"
    assert judge.asked == ["a.jpg", "b.jpg"]


@pytest.mark.parametrize(
    "name",
    ["=cmd|' C calc'!A0.jpg", "'=a.jpg", 'c, "d".jpg', "e\nf.jpg", "ü 写真.jpg", b"o\xff.jpg"],
)
def test_odd_names_are_found_again(tmp_path: Path, name: str | bytes) -> None:
    text = os.fsdecode(name)
    try:
        (tmp_path / text).write_bytes(b"x")
    except OSError:
        pytest.skip("this disk takes no such name")
    result = PhotoResult(str(tmp_path / text), "no_face", 64, 48)
    write_csv(tmp_path / "t.csv", [result], spec=SPEC)
    judge = Told({text: result})
    report, _ = run(replay(tmp_path / "t.csv", opener=lambda sha256, detect: judge))
    assert (report.verdict, judge.asked) == ("identical", [text])


def test_the_report_on_disk(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    table, out = table_of(stage), tmp_path / "r.json"
    answers = answers_of(stage) | {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(age=50),))}
    report, found = run(replay(table, opener=lambda sha256, detect: Told(answers), out=out))
    written = json.loads(out.read_text("utf-8"))
    assert [Difference(**one) for one in written["differences_found"]] == found
    assert (written["verdict"], written["differences"]) == ("changed", len(found))
    assert (written["photos"], written["table"]) == (2, str(table))
    run(replay(table, opener=lambda sha256, detect: Told(answers_of(stage)), out=out))
    assert json.loads(out.read_text("utf-8"))["differences_found"] == []
    assert report.differences == 3


def test_cancelling_leaves_the_former_report(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    (tmp_path / "r.json").write_text("former")
    steps = replay(
        table_of(stage),
        opener=lambda sha256, detect: Told(answers_of(stage)),
        out=tmp_path / "r.json",
    )
    assert next(steps) == ReplayStep(1, 2)
    steps.close()
    assert (tmp_path / "r.json").read_text() == "former"
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(OutputError, match="could not be written"):
        run(
            replay(
                table_of(stage),
                opener=lambda sha256, detect: Told(answers_of(stage)),
                out=tmp_path / "folder.json",
            )
        )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a table by AgeLens"),
        (b"a,b\r\n1,2\r\n", "not a table by AgeLens"),
        (",".join(reversed(CSV_COLUMNS)).encode(), "in other order"),
        (";".join(CSV_COLUMNS).encode(), "not a table by AgeLens"),
        (",".join(CSV_COLUMNS).encode() + b"\r\na,b\r\n", r"not as many cells.*line 2"),
        (",".join(CSV_COLUMNS).encode() + b"\r\n\xff\xfe", "damaged"),
        (",".join(CSV_COLUMNS).encode() + b'\r\n"never closed', "damaged|not as many"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "damaged|not a table"),
    ],
)
def test_what_is_no_table_of_ours(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DataError, match=rf"(?s)({sentence}).*") as trouble:
        run(replay(tmp_path / "t.csv", opener=lambda sha256, detect: None))
    assert "Received: " in str(trouble.value)


def test_knowing_our_table_by_its_first_row(stage: Stage, tmp_path: Path) -> None:
    assert is_own_table(table_of(stage))
    (tmp_path / "other.csv").write_text("path,age\r\na,1\r\n")
    assert not is_own_table(tmp_path / "other.csv")
    assert not is_own_table(tmp_path / "absent.csv")
    assert not is_own_table(tmp_path)


def test_tables_without_a_detector_replay_without_one(
    tmp_path: Path, tiny_store: ModelStore, make_photo: Callable[..., Path]
) -> None:
    pipeline = open_pipeline(tiny_store, "tiny", detect=False)
    paths = [make_photo(tmp_path / f"{n}.png", 60 + n, 40 + 3 * n) for n in range(4)]
    (tmp_path / "broken.jpg").write_bytes(b"broken")
    paths.insert(0, tmp_path / "broken.jpg")
    results = [pipeline.analyse_file(path) for path in paths]
    write_csv(tmp_path / "t.csv", results, spec=pipeline.spec)
    report, found = run(replay(tmp_path / "t.csv", opener=opener_of(tiny_store)))
    assert found == []
    assert (report.verdict, report.checked, report.rows, report.drawn) == ("identical", 5, 5, 0)
    pixels = np.asarray(PillowImage.open(paths[2])) // 2
    PillowImage.fromarray(pixels).save(paths[2])
    report, found = run(replay(tmp_path / "t.csv", opener=opener_of(tiny_store)))
    assert {one.line for one in found} == {4}
    assert "apparent_age" in {one.column for one in found}


def test_a_model_is_found_by_its_hash(
    tmp_path: Path,
    tiny_store: ModelStore,
    make_model: Callable[..., Path],
    make_photo: Callable[..., Path],
) -> None:
    pipeline = open_pipeline(tiny_store, "tiny", detect=False)
    photo = make_photo(tmp_path / "a.png")
    write_csv(tmp_path / "t.csv", [pipeline.analyse_file(photo)], spec=pipeline.spec)
    make_model(tmp_path / "others", "called-otherwise")
    others = ModelStore([tmp_path / "others"])
    assert run(replay(tmp_path / "t.csv", opener=opener_of(others)))[0].verdict == "identical"
    shutil.rmtree(tmp_path / "others")
    make_model(tmp_path / "others", "tiny", networks={"age": "age", "gender": "gender"})
    report, _ = run(replay(tmp_path / "t.csv", opener=opener_of(others)))
    assert report.verdict == "unchecked"
    assert report.missing_models == (f"tiny {pipeline.spec.sha256}",)


def test_a_real_face_through_project_table_and_replay(
    tmp_path: Path, shipped_model: Path, astronaut: np.ndarray
) -> None:
    store = ModelStore([shipped_model.parent])
    pipeline = open_pipeline(store, shipped_model.name, num_threads=1)
    (tmp_path / "photos").mkdir()
    PillowImage.fromarray(astronaut).save(tmp_path / "photos" / "a.png")
    with Project.open(tmp_path / "x.agelens", root=tmp_path / "photos") as project:
        spec = pipeline.spec
        run_ = project.begin(
            Run(
                run_id=0,
                model_id=spec.model_id,
                model_sha256=spec.sha256,
                detector=spec.detector,
                detect=True,
                app_version=__version__,
            )
        )
        project.list_photos(["a.png"])
        ((_, pending),) = project.pending()
        result = pipeline.analyse_file(project.file_of("a.png"), name="a.png")
        project.keep([Judged(pending.photo_id, result, None, None)], run_)
        finish(export_csv(project, tmp_path / "t.csv"))
    assert read(tmp_path / "t.csv")[0]["perceived_gender"] == "female"
    report, found = run(replay(tmp_path / "t.csv", opener=opener_of(store)))
    assert found == []
    assert (report.verdict, report.checked, report.versions) == ("identical", 1, ())
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][CSV_COLUMNS.index("apparent_age")] = "99.9"
    with (tmp_path / "t.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    report, found = run(replay(tmp_path / "t.csv", opener=opener_of(store)))
    assert [(one.column, one.before) for one in found] == [("apparent_age", "99.9")]
