"""Tables as spreadsheets of many countries save them, by whoever reads them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import DataError
from engine.export import CSV_COLUMNS, PATHS_FROM, companions, dialect_of, header_of, write_csv
from engine.replay import is_own_table, replay
from engine.results import Box, Estimate, Face, PhotoResult
from tests.engine.replay_driver import SPEC, Told, run
from training.commands import Narrator
from training.dataset.sources import is_own_table as is_labelled
from training.dataset.sources import open_source
from training.dataset.sources.table import read_table
from training.events import Preparing

MakePhoto = Callable[..., Path]

# An encoding, a name that only it can tell, and the sentence that says how the table was read.
ENCODINGS = [
    ("utf-8", "größe.png", ""),
    ("utf-8-sig", "写真 🙂.png", ""),
    ("utf-16", "лицо.png", "UTF-16"),
    ("utf-16-le", "лицо.png", "UTF-16"),
    ("utf-16-be", "größe.png", "UTF-16"),
    ("cp1252", "größe.png", "Windows-1252 (Western Europe)"),
    ("cp1250", "žluťoučký.png", "Windows-1250 (Central Europe)"),
    ("cp1251", "лицо.png", "Windows-1251 (Cyrillic)"),
    ("cp932", "写真と顔.png", "code page 932 (Japanese)"),
    ("cp936", "照片中的脸.png", "code page 936 (Chinese)"),
]
DELIMITERS = [",", ";", "\t"]


def saved(rows: list[list[str]], *, delimiter: str, hint: bool = False) -> str:
    """Rows as a spreadsheet saves them, with quotes only where they are needed."""
    text = io.StringIO()
    if hint:
        text.write(f"sep={delimiter}\r\n")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("hint", [False, True])
@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(("encoding", "name", "told"), ENCODINGS)
def test_labels_of_a_table_saved_anywhere(
    tmp_path: Path,
    make_photo: MakePhoto,
    encoding: str,
    name: str,
    told: str,
    delimiter: str,
    hint: bool,
) -> None:
    for one in (name, "plain.png"):
        make_photo(tmp_path / one, 8, 8)
    rows = [["File", "Age", "Sex", "box_x", "box_y", "box_w", "box_h"]]
    rows += [
        [name, "31,5", "1,0", "1,5", "2", "3", "4,25"],
        ["plain.png", "7", "M", "", "", "", ""],
    ]
    path = tmp_path / "faces.csv"
    path.write_bytes(saved(rows, delimiter=delimiter, hint=hint).encode(encoding))
    source = open_source(path, work_dir=tmp_path / "work")
    assert source.problems == ()
    first, second = source.samples
    assert (first.path.name, first.age_years, first.gender) == (name, 31.5, 1)
    assert first.box == Box(1.5, 2, 3, 4.25)
    assert (second.path.name, second.age_years, second.gender) == ("plain.png", 7.0, 0)
    assert source.notes == ((f"This table was read as {told}.",) if told else ())


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize(("encoding", "name", "told"), ENCODINGS)
def test_our_own_table_saved_anywhere_is_checked_again(
    tmp_path: Path, encoding: str, name: str, told: str, delimiter: str
) -> None:
    """Numbers that are the same count as the same; that it was saved anew is told by its hash."""
    (tmp_path / name).write_bytes(b"x")
    face = Face(Box(10, 12.5, 20, 20), None, 0.98, Estimate(33.0, 0.5, None, 30.0, 36.5))
    result = PhotoResult(str(tmp_path / name), "ok", 64, 48, (face,))
    table = tmp_path / "t.csv"
    write_csv(table, [result], spec=SPEC)
    with table.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    shorter = [cell.rstrip("0").rstrip(".") if "." in cell else cell for cell in row]
    kept = ("image_path", "app_version")
    for column in kept:
        shorter[CSV_COLUMNS.index(column)] = row[CSV_COLUMNS.index(column)]
    local = [
        cell if column in kept else cell.replace(".", ",")
        for column, cell in zip(header, shorter, strict=True)
    ]
    assert "12,5" in local
    assert "33" in local
    table.write_bytes(saved([header, local], delimiter=delimiter).encode(encoding))
    assert is_own_table(table)
    assert is_labelled(table)
    judge = Told({name: result})
    report, found = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert found == []
    assert (report.verdict, report.checked) == ("identical", 1)
    assert report.notes == ((f"This table was read as {told}.",) if told else ())
    local[CSV_COLUMNS.index("apparent_age")] = "33,04"  # less than the table can say, but said
    table.write_bytes(saved([header, local], delimiter=delimiter).encode(encoding))
    _, found = run(replay(table, opener=lambda sha256, detect, thorough: judge))
    assert [(one.column, one.before, one.after) for one in found] == [
        ("apparent_age", "33,04", "33.0")
    ]


def test_where_no_encoding_leads_to_a_photo_those_tried_are_named(tmp_path: Path) -> None:
    path = tmp_path / "faces.csv"
    path.write_bytes("path,age\r\nлицо.png,30\r\n".encode("cp1251"))
    with pytest.raises(DataError) as trouble:
        read_table(path)
    for name in ("UTF-8", "UTF-16", "1250", "1251", "1252", "932", "936", str(path)):
        assert name in str(trouble.value)


def test_what_decides_nothing_is_said_to_be_unsure(tmp_path: Path, make_photo: MakePhoto) -> None:
    """Where other photos are there, those with odd names are problems of their rows."""
    make_photo(tmp_path / "a.png", 8, 8)
    path = tmp_path / "faces.csv"
    for row, left_out in (("лицо.png,30,", ["line 3"]), ("a.png,31,лицо", [])):
        path.write_bytes(f"path,age,source\r\na.png,7,\r\n{row}\r\n".encode("cp1251"))
        found = read_table(path)
        assert found.samples[0].age_years == 7.0
        assert found.notes[0] == "This table was read as Windows-1252 (Western Europe)."
        assert "No photo's path tells the encoding" in found.notes[1]
        assert [problem.name for problem in found.problems] == left_out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfep\x00a\x00t\x00h\x00,\x00a\x00g\x00e\x00\n\x00a", "damaged"),
        (b"\xef\xbb\xbfpath,age\na.png,\xff\n", "damaged"),
        (b"\x98\x81\x8d\x80\xff", "Tried: UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "lacks a column|Tried"),
    ],
)
def test_what_is_no_text_is_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        read_table(path)
    assert not is_own_table(path)


def test_the_photos_decide_between_encodings(tmp_path: Path) -> None:
    """The same bytes are another name in each; the one that is there counts, not the first."""
    content = "path;age\nř.png;3\n".encode("cp1250")
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    for encoding in ("cp1252", "cp1250", "cp1251"):
        name = content.decode(encoding).splitlines()[1].partition(";")[0]
        dialect = dialect_of(path, columns=("path",), is_there=lambda one, name=name: one == name)
        assert (dialect.encoding, dialect.delimiter) == (encoding, ";")
    assert header_of(path, columns=("path",)) == ("path", "age")


def test_the_encoding_is_told_before_a_training(tmp_path: Path) -> None:
    said: list[str] = []
    narrator = Narrator(said.append)
    narrator(Preparing(0, 0, ("This table was read as UTF-16.",)))
    assert said == ["This table was read as UTF-16."]


def test_a_table_beside_settings_of_another_place_is_decided_there(tmp_path: Path) -> None:
    """The folder that the settings name counts for the encoding, too."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "лицо.png").write_bytes(b"x")
    result = PhotoResult("лицо.png", "no_face", 64, 48)
    table = tmp_path / "tables" / "t.csv"
    write_csv(table, [result], spec=SPEC)
    text = table.read_text("utf-8-sig")
    table.write_bytes(text.encode("cp1251"))
    beside = companions(table)[1]
    beside.write_text(json.dumps({"settings": {PATHS_FROM: str(tmp_path / "there")}}))
    report, found = run(
        replay(table, opener=lambda sha256, detect, thorough: Told({"лицо.png": result}))
    )
    assert (found, report.checked) == ([], 1)
    assert report.notes == ("This table was read as Windows-1251 (Cyrillic).",)
