"""The table: its contract with people's scripts, byte by byte."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import __version__
from engine.errors import OutputError
from engine.export import CSV_COLUMNS, neutralised, original, records, rows, write_csv, write_json
from engine.results import Box, Estimate, Face, PhotoResult
from engine.spec import FileRecord, ModelSpec

SPEC = ModelSpec(
    model_id="tiny",
    title="Tiny",
    architecture="combined",
    input_px=128,
    networks={"model": "model.tflite"},
    files={"model.tflite": FileRecord(size=3, sha256="a" * 64)},
)
FACES = (
    Face(
        Box(0.04, 12.25, 100, 120.06),
        score=0.987654,
        estimate=Estimate(34.46, 0.97123, "female", age_low=29.1, age_high=41),
    ),
    Face(Box(300, 10, 50, 50), estimate=Estimate(8, 0.55, None)),
)
OK = PhotoResult("photos/a.jpg", "ok", 640, 480, FACES)
NO_FACE = PhotoResult("b.jpg", "no_face", 30, 20)
UNREADABLE = PhotoResult("c.jpg", "unreadable", message="This file is empty.")


def read(path: Path) -> list[dict[str, str]]:
    """A table as a script reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_are_the_contract() -> None:
    assert ",".join(CSV_COLUMNS) == (
        "image_path,status,image_width,image_height,face_index,face_count,box_x,box_y,box_w,box_h,"
        "detector_score,apparent_age,age_low,age_high,perceived_gender,female_score,review_state,"
        "human_age,human_gender,reviewer,reviewed_at,model_id,model_sha256,app_version,"
        "message,blind,label_rule,comment,flags,model_box,gender_threshold"
    )


def test_one_row_a_face() -> None:
    first, second = rows(OK, spec=SPEC)
    assert first == {
        "image_path": "photos/a.jpg",
        "status": "ok",
        "image_width": "640",
        "image_height": "480",
        "face_index": "1",
        "face_count": "2",
        "box_x": "0.0",
        "box_y": "12.2",
        "box_w": "100.0",
        "box_h": "120.1",
        "detector_score": "0.9877",
        "apparent_age": "34.5",
        "age_low": "29.1",
        "age_high": "41.0",
        "perceived_gender": "female",
        "female_score": "0.9712",
        "review_state": "unreviewed",
        "human_age": "",
        "human_gender": "",
        "reviewer": "",
        "reviewed_at": "",
        "model_id": "tiny",
        "model_sha256": SPEC.sha256,
        "app_version": __version__,
        "message": "",
        "blind": "",
        "label_rule": "",
        "comment": "",
        "flags": "",
        "model_box": "",
        "gender_threshold": "",
    }
    assert (second["face_index"], second["face_count"]) == ("2", "2")
    unknown = [name for name, cell in second.items() if not cell]
    assert unknown == [
        "detector_score",
        "age_low",
        "age_high",
        "perceived_gender",
        "human_age",
        "human_gender",
        "reviewer",
        "reviewed_at",
        "message",
        "blind",
        "label_rule",
        "comment",
        "flags",
        "model_box",
        "gender_threshold",
    ]


def test_one_row_for_a_file_without_a_face() -> None:
    (row,) = rows(NO_FACE, spec=SPEC)
    assert (row["status"], row["face_index"], row["face_count"]) == ("no_face", "", "0")
    assert (row["image_width"], row["box_x"], row["apparent_age"]) == ("30", "", "")


def test_one_row_for_a_file_that_could_not_be_read() -> None:
    (row,) = rows(UNREADABLE, spec=SPEC)
    assert (row["status"], row["face_count"], row["image_width"]) == ("unreadable", "", "")
    assert row["model_sha256"] == SPEC.sha256


def test_the_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_csv(path, [OK, NO_FACE, UNREADABLE], spec=SPEC)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfimage_path,status,")
    assert content.count(b"\r\n") == 5
    assert [row["status"] for row in read(path)] == ["ok", "ok", "no_face", "unreadable"]
    assert list(read(path)[0]) == list(CSV_COLUMNS)
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.csv"]


@pytest.mark.parametrize(
    "name",
    [
        'comma, "quote".jpg',
        "new\nline.jpg",
        "größe 年齢 🙂.jpg",
        "=cmd|' /C calc'!A0.jpg",
        "+1.jpg",
        "-1.jpg",
        "@sum.jpg",
        "\ttab.jpg",
        "\rreturn.jpg",
        "'quoted.jpg",
        "'=both.jpg",
        " =space.jpg",
    ],
)
def test_names_can_be_joined_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / "table.csv"
    write_csv(path, [PhotoResult(name, "no_face", 1, 1)], spec=SPEC)
    (row,) = read(path)
    assert original(row["image_path"]) == name
    assert row["image_path"][0] not in "=+-@\t\r\n"


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a"), max_size=8))
def test_neutralising_is_harmless_and_exact(text: str) -> None:
    cell = neutralised(text)
    assert original(cell) == text
    assert not cell.startswith(tuple("=+-@\t\r\n"))


def test_names_that_are_no_valid_text(tmp_path: Path) -> None:
    name = b"odd \xff.jpg".decode("utf-8", "surrogateescape")
    write_csv(tmp_path / "t.csv", [PhotoResult(name, "no_face", 1, 1)], spec=SPEC)
    assert read(tmp_path / "t.csv")[0]["image_path"] == "odd \\udcff.jpg"


def test_a_failure_leaves_the_former_table(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("former")

    def failing() -> Iterator[PhotoResult]:
        yield OK
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        write_csv(path, failing(), spec=SPEC)
    assert path.read_text() == "former"
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.csv"]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for place in (tmp_path / "folder.csv", tmp_path / "file" / "table.csv"):
        with pytest.raises(OutputError, match=r"could not be written.*Received: "):
            write_csv(place, [OK], spec=SPEC)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "folder.csv"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("former")
    try:
        (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    except OSError:
        pytest.skip("this system lets nobody make links")
    write_csv(tmp_path / "link.csv", [NO_FACE], spec=SPEC)
    assert (tmp_path / "link.csv").is_symlink()
    assert len(read(tmp_path / "real.csv")) == 1


def test_json_has_the_same_rows_with_types() -> None:
    stream = io.StringIO()
    for result in (OK, UNREADABLE):
        write_json(stream, result, spec=SPEC)
    objects = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert list(objects[0]) == [*CSV_COLUMNS, "turned_deg"]
    assert objects[0]["message"] is None
    assert objects[0]["apparent_age"] == 34.5
    assert objects[0]["face_index"] == 1
    assert objects[1]["perceived_gender"] is None
    assert objects[2]["message"] == "This file is empty."
    assert objects[2]["image_width"] is None


def test_json_leaves_paths_as_they_are() -> None:
    (record,) = records(PhotoResult("=a.jpg", "no_face", 1, 1), spec=SPEC)
    assert record["image_path"] == "=a.jpg"
