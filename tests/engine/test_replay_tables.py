"""Replay: which tables, photos and models it finds, the report on disk, and real models."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine import __version__
from engine.errors import DataError, OutputError
from engine.export import (
    CSV_COLUMNS,
    FIRST_COLUMNS,
    PATHS_FROM,
    FaceSelection,
    companions,
    export_csv,
    write_csv,
)
from engine.pipeline import open_pipeline
from engine.progress import drain
from engine.project import AnalysedPhoto, Project, Run
from engine.replay import (
    CellDifference,
    ReplayPredictor,
    ReplayStep,
    is_own_table,
    opener_of,
    replay,
)
from engine.results import PhotoResult
from engine.spec import DETECTOR
from engine.store import ModelStore
from tests.engine.export_driver import Stage, face, read
from tests.engine.replay_driver import SPEC, Told, answers_of, run, table_of, told


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


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
    report, _ = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert report.verdict == "identical"
    assert judge.asked == ["a.jpg", "b.jpg"]


def test_paths_count_from_where_the_table_was_made(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"a.jpg": PhotoResult("a.jpg", "no_face", 64, 48)}
    table = tmp_path / "tables" / "t.csv"
    write_csv(table, answers.values(), spec=SPEC)
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "a.jpg").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert told(stage, table, answers)[0].missing_photos == 1
    settings = companions(table)[1]
    for spoilt in ("not json", "[]", '{"settings": {"paths_from": 3}}'):
        settings.write_text(spoilt)
        assert told(stage, table, answers)[0].missing_photos == 1
    settings.write_text(json.dumps({"settings": {PATHS_FROM: str(tmp_path / "there")}}))
    assert told(stage, table, answers)[0].verdict == "identical"


@pytest.mark.parametrize(
    ("search", "thorough"), [("fast", False), ("thorough", True), (None, True)]
)
def test_small_faces_are_looked_for_as_the_settings_say(
    stage: Stage, search: str | None, thorough: bool
) -> None:
    stage.add("a.jpg", face())
    answers, asked = answers_of(stage), []
    table = table_of(stage)
    settings = companions(table)[1]
    facts = json.loads(settings.read_text(encoding="utf-8"))
    assert facts["models"][0]["search"] == "thorough"
    facts["models"][0]["search"] = search
    settings.write_text(json.dumps(facts), encoding="utf-8")

    def opener(sha256: str, detect: bool, thorough: bool) -> ReplayPredictor:
        asked.append(thorough)
        return Told(answers)

    run(replay(table, opener=opener))
    assert asked == [thorough]


@pytest.mark.parametrize(
    ("detector", "noted"),
    [(DETECTOR, False), ("blazeface-two-stage-1", True), (None, False), (3, False)],
)
def test_another_way_of_finding_faces_is_noted(stage: Stage, detector: object, noted: bool) -> None:
    stage.add("a.jpg", face())
    table = table_of(stage)
    settings = companions(table)[1]
    facts = json.loads(settings.read_text(encoding="utf-8"))
    facts["models"][0]["detector"] = detector
    settings.write_text(json.dumps(facts), encoding="utf-8")
    report, _ = told(stage, table, answers_of(stage))
    assert any("found in an earlier way" in note for note in report.notes) is noted


@pytest.mark.parametrize("failures", [1, 2])
def test_a_network_that_fails_is_opened_anew_once(stage: Stage, failures: int) -> None:
    stage.add("a.jpg", face())
    answers, opened = answers_of(stage), []

    class Failing(Told):
        def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
            if len(opened) <= failures:
                raise RuntimeError("There is at least 1 reference to internal data")
            return super().analyse_file(path, name=name)

    def opener(sha256: str, detect: bool, thorough: bool) -> ReplayPredictor:
        opened.append(sha256)
        return Failing(answers)

    steps = replay(table_of(stage), opener=opener)
    if failures > 1:
        with pytest.raises(RuntimeError, match="internal data"):
            run(steps)
    else:
        assert run(steps)[0].verdict == "identical"
    assert len(opened) == 2


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
    report, _ = run(replay(tmp_path / "t.csv", opener=lambda sha256, detect, thorough: judge))
    assert (report.verdict, judge.asked) == ("identical", [text])


def test_the_report_on_disk(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    table, out = table_of(stage), tmp_path / "r.json"
    answers = answers_of(stage) | {"a.jpg": PhotoResult("a.jpg", "ok", 64, 48, (face(age=50),))}
    report, found = run(
        replay(table, opener=lambda sha256, detect, thorough: Told(answers), out=out)
    )
    written = json.loads(out.read_text("utf-8"))
    assert [CellDifference(**one) for one in written["differences_found"]] == found
    assert (written["verdict"], written["differences"]) == ("changed", len(found))
    assert (written["photos"], written["table"]) == (2, str(table))
    run(replay(table, opener=lambda sha256, detect, thorough: Told(answers_of(stage)), out=out))
    assert json.loads(out.read_text("utf-8"))["differences_found"] == []
    assert report.differences == 3


def test_cancelling_leaves_the_former_report(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    (tmp_path / "r.json").write_text("former")
    steps = replay(
        table_of(stage),
        opener=lambda sha256, detect, thorough: Told(answers_of(stage)),
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
                opener=lambda sha256, detect, thorough: Told(answers_of(stage)),
                out=tmp_path / "folder.json",
            )
        )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a table by AgeLens"),
        (b"a,b\r\n1,2\r\n", "not a table by AgeLens"),
        (",".join(reversed(CSV_COLUMNS)).encode(), "in other order"),
        (";".join(reversed(CSV_COLUMNS)).encode(), "in other order"),
        (b"\xef\xbb\xbf" + ",".join(CSV_COLUMNS).encode() + b"\r\n\xff\xfe", "damaged"),
        (",".join(CSV_COLUMNS).encode("utf-16") + b"\x00", "damaged"),
        (",".join(CSV_COLUMNS).encode() + b"\r\na,b\r\n", r"not as many cells.*line 2"),
        (",".join(CSV_COLUMNS).encode() + b"\r\n\xff\xfe", "Tried: UTF-8, .*code page 936"),
        (",".join(CSV_COLUMNS).encode() + b'\r\n"never closed', "damaged|not as many"),
        (b"PK\x03\x04\x14\x00", "an Excel workbook; .* the table as CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "damaged|not a table"),
    ],
)
def test_what_is_no_table_of_ours(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DataError, match=rf"(?s)({sentence}).*") as trouble:
        run(replay(tmp_path / "t.csv", opener=lambda sha256, detect, thorough: None))
    assert "Received: " in str(trouble.value)


@pytest.mark.parametrize("columns", range(24, len(CSV_COLUMNS) + 1))
def test_tables_from_before_a_column_was_added_still_replay(stage: Stage, columns: int) -> None:
    stage.add("a.jpg", face(), face(30))
    stage.add("b.jpg")
    table = table_of(stage)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = [row[:columns] for row in csv.reader(file)]
    assert rows[0][23] == "app_version"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    companions(table)[1].unlink()
    assert is_own_table(table)
    report, found = told(stage, table, answers_of(stage))
    assert (report.verdict, report.rows, found) == ("identical", 3, [])
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(row[:23] for row in rows)
    assert not is_own_table(table)


def test_knowing_our_table_by_its_first_row(stage: Stage, tmp_path: Path) -> None:
    assert is_own_table(table_of(stage))
    (tmp_path / "other.csv").write_text("path,age\r\na,1\r\n")
    assert not is_own_table(tmp_path / "other.csv")
    assert not is_own_table(tmp_path / "absent.csv")
    assert not is_own_table(tmp_path)


def test_a_table_of_an_earlier_version_has_fewer_columns(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    table = table_of(stage)
    for count in range(len(FIRST_COLUMNS) - 1, len(CSV_COLUMNS) + 1):
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = [row[:count] for row in csv.reader(file)]
        earlier = tmp_path / f"{count}.csv"
        with earlier.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        known = count >= len(FIRST_COLUMNS)
        assert is_own_table(earlier) == known
        if known:
            report, _ = run(
                replay(earlier, opener=lambda sha256, detect, thorough: Told(answers_of(stage)))
            )
            assert report.differences == 0
            assert report.checked


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
    pipeline = open_pipeline(store, "recommended", num_threads=1)
    (tmp_path / "photos").mkdir()
    PillowImage.fromarray(astronaut).save(tmp_path / "photos" / "a.png")
    with Project.open(tmp_path / "x.agelens", root=tmp_path / "photos") as project:
        spec = pipeline.spec
        run_ = project.begin(
            Run(
                run_id=0,
                model_id=spec.model_id,
                model_sha256=spec.sha256,
                detector=DETECTOR,
                detect=True,
                app_version=__version__,
            )
        )
        project.list_photos(["a.png"])
        ((_, pending),) = project.pending()
        result = pipeline.analyse_file(project.file_of("a.png"), name="a.png")
        project.keep([AnalysedPhoto(pending.photo_id, result, None, None)], run_)
        drain(export_csv(project, tmp_path / "t.csv"))
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


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace(",1,1,", ",1,7,", 1),
        lambda text: "\n".join(text.splitlines()[:-1]) + "\n",
        lambda text: text.replace("unreviewed", "confirmed", 1),
    ],
    ids=["a number", "a row", "what people said"],
)
def test_a_table_that_was_edited_is_told(stage: Stage, edit: Callable[[str], str]) -> None:
    """By its hash: also where the values of the model are those of the day it was written."""
    stage.add("a.jpg", face(), face(30))
    stage.add("b.jpg", face())
    table = table_of(stage)
    judge = Told(answers_of(stage))
    report, _ = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert (report.verdict, report.edited) == ("identical", False)
    before = table.read_text(encoding="utf-8-sig")
    after = edit(before)
    assert after != before
    table.write_text(after, encoding="utf-8-sig")
    report, _ = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert (report.verdict, report.edited) == ("changed", True)
    companions(table)[1].unlink()
    report, _ = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert report.edited is None


Rows = list[dict[str, str]]


def _without(place: int) -> Callable[[Rows], Rows]:
    return lambda rows: rows[:place] + rows[place + 1 :]


def _with(place: int, **cells: str) -> Callable[[Rows], Rows]:
    return lambda rows: [row | cells if number == place else row for number, row in enumerate(rows)]


def _rewritten(table: Path, edit: Callable[[Rows], Rows]) -> None:
    rows = edit(read(table))
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, CSV_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize("settings", ["as written", "without a hash", "none"])
@pytest.mark.parametrize(
    ("edit", "told_of", "rows", "photos"),
    [
        # Of a.jpg (rows 0 and 1), b.jpg (row 2, no face) and c.jpg (row 3, unreadable).
        (_without(0), [(2, 1, "row", "there", "missing")], 3, 3),
        (_without(1), [(2, 2, "row", "there", "missing")], 3, 3),
        (_without(2), [], 3, 2),
        (_without(3), [], 3, 2),
        (lambda rows: [rows[1], *rows], [(4, 2, "row", "not there", "added")], 5, 3),
        (lambda rows: rows[:2] + rows, [(4, 1, "row"), (5, 2, "row")], 6, 3),
        (_with(0, face_index="3"), [(2, 1, "row", "there", "missing"), (2, 3, "row")], 4, 3),
        (
            lambda rows: [row | {"face_count": "3"} for row in rows[:2]] + rows[2:],
            [(2, 3, "row", "there", "missing")],
            4,
            3,
        ),
        (_with(2, face_count="1"), [(4, 1, "row", "there", "missing")], 4, 3),
        (_with(2, face_count="many"), [(4, None, "face_count", "many", "0")], 4, 3),
    ],
)
def test_rows_and_faces_are_counted(
    stage: Stage,
    edit: Callable[[Rows], Rows],
    told_of: list[tuple[object, ...]],
    rows: int,
    photos: int,
    settings: str,
) -> None:
    """What is missing is named where the table itself tells, and counted where its settings do."""
    stage.add("a.jpg", face(), face(40))
    stage.add("b.jpg")
    stage.add("c.jpg", status="unreadable", message="This file is empty.")
    (stage.photos / "c.jpg").write_bytes(b"")
    table, answers = table_of(stage), answers_of(stage)
    report, found = told(stage, table, answers)
    assert (report.verdict, found) == ("identical", [])
    beside = companions(table)[1]
    if settings == "none":
        beside.unlink()
    elif settings == "without a hash":
        facts = json.loads(beside.read_text("utf-8"))
        del facts["table"]
        beside.write_text(json.dumps(facts), "utf-8")
    _rewritten(table, edit)
    report, found = told(stage, table, answers)
    shown = [(one.line, one.face_index, one.column, one.before, one.after) for one in found]
    for wanted in told_of:
        assert any(one[: len(wanted)] == wanted for one in shown), shown
    assert bool(found) == bool(told_of)
    assert (report.rows, report.photos) == (rows, photos)
    if settings == "none":
        assert (report.rows_written, report.photos_written, report.edited) == (None, None, None)
        assert report.verdict == ("changed" if told_of else "identical")
    else:
        assert (report.rows_written, report.photos_written) == (4, 3)
        assert report.counts_agree == ((rows, photos) == (4, 3))
        assert report.edited is (True if settings == "as written" else None)
        assert report.verdict == "changed"


def test_a_choice_of_faces_lacks_no_row_but_may_have_too_many(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30), face(44))
    answers = answers_of(stage)
    choice = FaceSelection(face_ids=frozenset(one.face_id for one in photo.faces[1:]))
    table = stage.folder / "t.csv"
    drain(export_csv(stage.project, table, choice=choice))
    report, found = told(stage, table, answers)
    assert (report.verdict, found) == ("identical", [])
    _rewritten(table, _with(1, face_index="2"))
    report, found = told(stage, table, answers)
    assert [(one.line, one.column, one.after) for one in found] == [(3, "row", "added")]
    _rewritten(table, _without(1))
    report, found = told(stage, table, answers)
    assert (report.verdict, found) == ("changed", [])
    assert (report.rows, report.rows_written) == (1, 2)


@pytest.mark.parametrize(
    "counts", [[], {}, {"rows": "3"}, {"rows": True, "photos": {}}, {"photos": {"ok": "x"}}, 3]
)
def test_settings_that_somebody_has_spoilt_count_nothing(stage: Stage, counts: object) -> None:
    stage.add("a.jpg", face())
    table = table_of(stage)
    beside = companions(table)[1]
    beside.write_text(json.dumps({"settings": {}, "counts": counts}), "utf-8")
    report, _ = told(stage, table, answers_of(stage))
    assert report.rows_written is None
    assert report.rows == 1
