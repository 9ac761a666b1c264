"""COCO, YOLO, Pascal VOC and Parquet as the programs read them that people use them with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from globox import AnnotationSet
from pycocotools.coco import COCO
from xlsxwriter.utility import xl_rowcol_to_cell

from engine.errors import OutputError
from engine.export import (
    CSV_COLUMNS,
    BoxSettings,
    ExportReport,
    FaceSelection,
    Layout,
    export_boxes,
    export_coco,
    export_csv,
    export_parquet,
    export_xlsx,
    workbook,
)
from engine.progress import drain
from engine.results import Box, Face
from tests.engine.export_driver import Stage, face, label, names, read

GENDER = BoxSettings(classes="gender")
WITH_PHOTOS = BoxSettings(photos=True)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Two photos with faces, one of them below a folder, and one without."""
    made = Stage(tmp_path)
    with made.project:
        made.add("a.jpg", face(10, 12, 16, 20), face(40, 20, 10, 12, female=0.1))
        made.add("in/b.jpg", face(50, 30, 30, 30, female=0.5))  # reaches out of the picture
        made.add("bare.jpg")
        made.add("broken.jpg", status="unreadable", write=False)
        made.pending("waiting.jpg")
        yield made


def faces_of(stage: Stage) -> dict[str, list[int]]:
    return {entry.name: [one.face_id for one in entry.faces] for entry in stage.project.photos()}


def coco(stage: Stage, path: Path, *args: Any, **options: Any) -> COCO:
    drain(export_coco(stage.project, path, *args, **options))
    return COCO(path)


def box_of(annotations: AnnotationSet, image: str) -> list[tuple[str, tuple[float, ...]]]:
    """Label and left, top, right, bottom of each box of a picture, in whole pixels."""
    found = next(one for one in annotations if one.image_id.endswith(image))
    return [(box.label, tuple(round(side) for side in box.ltrb)) for box in found.boxes]


def test_coco_is_read_by_pycocotools(stage: Stage, tmp_path: Path) -> None:
    read_back = coco(stage, tmp_path / "boxes.json")
    pictures = {one["file_name"]: one for one in read_back.dataset["images"]}
    assert sorted(pictures) == ["a.jpg", "bare.jpg", "in/b.jpg"]
    assert {(one["width"], one["height"]) for one in pictures.values()} == {(64, 48)}
    found = read_back.loadAnns(read_back.getAnnIds(imgIds=[pictures["a.jpg"]["id"]]))
    assert [one["bbox"] for one in found] == [[10, 12, 16, 20], [40, 20, 10, 12]]
    assert [one["id"] for one in found] == faces_of(stage)["a.jpg"]
    assert found[0]["area"] == 320
    assert found[0]["attributes"]["apparent_age"] == 33.3
    (cut,) = read_back.loadAnns(read_back.getAnnIds(imgIds=[pictures["in/b.jpg"]["id"]]))
    assert cut["bbox"] == [50, 30, 14, 18]
    assert read_back.loadCats(read_back.getCatIds())[0]["name"] == "face"


def test_coco_tells_genders_apart_and_a_person_comes_first(stage: Stage, tmp_path: Path) -> None:
    one, two = faces_of(stage)["a.jpg"]
    stage.say(one, "corrected", gender="unknown", age=40)
    stage.say(two, "not_a_face")
    read_back = coco(stage, tmp_path / "boxes.json", GENDER)
    names_of = {one["id"]: one["name"] for one in read_back.loadCats(read_back.getCatIds())}
    assert list(names_of.values()) == ["female", "male", "unknown"]
    found = {one["id"]: one for one in read_back.dataset["annotations"]}
    assert two not in found
    assert names_of[found[one]["category_id"]] == "unknown"
    assert found[one]["attributes"]["human_age"] == 40
    assert found[one]["attributes"]["review_state"] == "corrected"


def test_yolo_is_read_with_its_photos(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "yolo"
    report = drain(export_boxes(stage.project, folder, "yolo", WITH_PHOTOS))
    assert (report.photos, report.rows, report.problem_count) == (3, 3, 0)
    assert names(folder) == [
        "data.yaml",
        *(f"images/{name}" for name in ("a.jpg", "bare.jpg", "in/b.jpg")),
        *(f"labels/{name}" for name in ("a.txt", "bare.txt", "in/b.txt")),
    ]
    read_back = AnnotationSet.from_yolo_v5(folder / "labels", image_folder=folder / "images")
    assert box_of(read_back, "a.jpg") == [("0", (10, 12, 26, 32)), ("0", (40, 20, 50, 32))]
    assert box_of(read_back, "bare.jpg") == []
    deeper = AnnotationSet.from_yolo_v5(
        folder / "labels" / "in", image_folder=folder / "images" / "in"
    )
    assert box_of(deeper, "b.jpg") == [("0", (50, 30, 64, 48))]
    assert "names:\n  0: face\n" in (folder / "data.yaml").read_text()


def test_pascal_voc_is_read(stage: Stage, tmp_path: Path) -> None:
    folder = tmp_path / "voc"
    drain(export_boxes(stage.project, folder, "voc", GENDER))
    assert names(folder) == [
        *(f"Annotations/{name}" for name in ("a.xml", "bare.xml", "in/b.xml")),
        "ImageSets/Main/default.txt",
    ]
    read_back = AnnotationSet.from_pascal_voc(folder / "Annotations", recursive=True)
    # Pixels are counted from 1 there, and the last one belongs to the box.
    assert box_of(read_back, "a.jpg") == [("female", (11, 13, 26, 32)), ("male", (41, 21, 50, 32))]
    assert box_of(read_back, "b.jpg") == [("unknown", (51, 31, 64, 48))]
    assert box_of(read_back, "bare.jpg") == []
    assert (folder / "ImageSets/Main/default.txt").read_text() == "a\nin/b\nbare\n"
    text = (folder / "Annotations/in/b.xml").read_text()
    assert "<folder>JPEGImages/in</folder>" in text
    assert "<truncated>1</truncated>" in text


@pytest.mark.parametrize("layout", ["yolo", "voc"])
def test_once_more_replaces_labels_and_leaves_photos(
    stage: Stage, tmp_path: Path, layout: Layout
) -> None:
    folder = tmp_path / "out"
    drain(export_boxes(stage.project, folder, layout, WITH_PHOTOS))
    copied = next(folder.rglob("a.jpg"))
    before, first = copied.stat().st_mtime_ns, next(folder.rglob("a.[tx]*")).read_text()
    for face_id in faces_of(stage)["a.jpg"]:
        stage.say(face_id, "not_a_face")
    files = names(folder)
    drain(export_boxes(stage.project, folder, layout, WITH_PHOTOS))
    assert names(folder) == files
    assert copied.stat().st_mtime_ns == before
    assert len(next(folder.rglob("a.[tx]*")).read_text()) < len(first)


def test_only_chosen_faces_go_out_and_lost_ones_are_counted(stage: Stage, tmp_path: Path) -> None:
    (chosen, _), (other,) = faces_of(stage)["a.jpg"], faces_of(stage)["in/b.jpg"]
    some = FaceSelection(face_ids=frozenset({chosen}))
    read_back = coco(stage, tmp_path / "some.json", choice=some)
    assert [one["id"] for one in read_back.dataset["annotations"]] == [chosen]
    assert other not in read_back.anns


def test_a_drawn_face_goes_out_without_answers(stage: Stage, tmp_path: Path) -> None:
    bare = next(entry for entry in stage.project.photos() if entry.name == "bare.jpg")
    drawn = label("added", age=7)
    edit = stage.project.add_face(bare.photo_id, Face(Box(1, 2, 3, 4)), label=drawn)
    (found,) = coco(stage, tmp_path / "boxes.json", GENDER).loadAnns([edit.face_id])
    assert found["bbox"] == [1, 2, 3, 4]
    assert found["category_id"] == 3
    assert found["attributes"]["apparent_age"] is None


def test_photos_of_one_name_get_labels_of_their_own(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.png", face(3, 4, 5, 6))
    folder = tmp_path / "yolo"
    report = drain(export_boxes(stage.project, folder, "yolo", WITH_PHOTOS))
    assert report.problem_count == 0
    stems = [path.relative_to(folder / "labels").with_suffix("") for path in labels(folder)]
    pictures = [path for path in (folder / "images").rglob("*") if path.is_file()]
    copied = [path.relative_to(folder / "images").with_suffix("") for path in pictures]
    assert sorted(stems) == sorted(copied)
    assert len(set(stems)) == 4
    without = drain(export_boxes(stage.project, tmp_path / "bare", "yolo"))
    assert without.problem_count == 1
    assert "same name" in without.problems[0].reason


def labels(folder: Path) -> list[Path]:
    return list((folder / "labels").rglob("*.txt"))


def test_a_changed_photo_and_further_pages_stay_out(stage: Stage, tmp_path: Path) -> None:
    stage.add("c.tif", face(3, 4, 5, 6))
    stage.add("c.tif#2", face(3, 4, 5, 6), write=False)
    (stage.photos / "in/b.jpg").write_bytes(b"another picture")
    report = drain(export_coco(stage.project, tmp_path / "boxes.json"))
    assert (report.further_pages, report.changed, report.problem_count) == (1, 1, 1)
    told = json.loads((tmp_path / "boxes.json").read_text())
    assert [one["file_name"] for one in told["images"]] == ["a.jpg", "bare.jpg", "c.tif"]


def test_copies_never_go_among_the_photos(stage: Stage) -> None:
    with pytest.raises(OutputError, match="lies among the photos"):
        drain(export_boxes(stage.project, stage.photos / "out", "yolo", WITH_PHOTOS))
    assert not (stage.photos / "out").exists()


def test_nothing_half_written_is_left(stage: Stage, tmp_path: Path) -> None:
    target = tmp_path / "boxes.json"
    target.write_text("before")
    for number in range(400):
        stage.add(f"more{number}.jpg", face(), write=False)
    export = export_coco(stage.project, target)
    next(export)
    export.close()
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.glob("*.json*")] == ["boxes.json"]


def test_of_named_files_places_count_from_what_was_named(tmp_path: Path) -> None:
    made = Stage(tmp_path, root=False)
    with made.project:
        name = str(made.photos / "deep" / "a.jpg")
        made.add(name, face())
        settings = BoxSettings(photos=True, given=[str(made.photos)])
        drain(export_boxes(made.project, tmp_path / "out", "yolo", settings))
    assert names(tmp_path / "out") == ["data.yaml", "images/deep/a.jpg", "labels/deep/a.txt"]


def test_parquet_holds_the_same_table_with_types(stage: Stage, tmp_path: Path) -> None:
    one, _ = faces_of(stage)["a.jpg"]
    stage.say(one, "corrected", age=40)
    report: ExportReport = drain(
        export_parquet(stage.project, tmp_path / "t.parquet", settings={"fast": True})
    )
    drain(export_csv(stage.project, tmp_path / "t.csv"))
    table = pyarrow.parquet.read_table(tmp_path / "t.parquet")
    assert tuple(table.column_names) == CSV_COLUMNS
    rows, texts = table.to_pylist(), read(tmp_path / "t.csv")
    assert report.rows == len(rows) == len(texts) == 6
    assert [row["image_path"] for row in rows] == [row["image_path"] for row in texts]
    assert [row["box_x"] for row in rows[:3]] == [10.0, 40.0, 50.0]
    assert rows[0]["reviewed_at"].isoformat() == "2026-01-31T12:00:00+00:00"
    assert rows[1]["reviewed_at"] is None
    assert str(table.schema.field("face_index").type) == "int64"
    assert table.schema.field("box_x").metadata[b"unit"] == b"pixels"
    told = pyarrow.parquet.read_metadata(tmp_path / "t.parquet").metadata
    facts = json.loads(told[b"agelens"])
    assert facts["counts"]["rows"] == 6
    assert facts["settings"] == {"fast": True}


def test_without_pyarrow_parquet_says_what_is_missing(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "can_write_parquet", lambda: False)
    with pytest.raises(OutputError, match="pyarrow"):
        drain(export_parquet(stage.project, tmp_path / "t.parquet"))
    assert list(tmp_path.glob("t.*")) == []


def test_excel_offers_a_filter_on_every_column(stage: Stage, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    drain(export_xlsx(stage.project, tmp_path / "t.xlsx", rows_a_sheet=4))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    corner = xl_rowcol_to_cell(4, len(CSV_COLUMNS) - 1)
    assert book["faces"].auto_filter.ref == f"A1:{corner}"
    corner = xl_rowcol_to_cell(2, len(CSV_COLUMNS) - 1)
    assert book["faces 2"].auto_filter.ref == f"A1:{corner}"
    assert book["faces"].freeze_panes == "A2"
