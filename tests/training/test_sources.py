"""Labelled faces, wherever they come from: folders, tables, archives, the drawn set."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import DataError
from engine.export import CSV_COLUMNS, neutralised
from engine.results import Box
from training.dataset import sources
from training.dataset.drawn import DRAWN_NOTE, write_drawn_set
from training.dataset.sources import open_source
from training.dataset.sources.classes import AgeClass, age_of, gender_of, read_classes
from training.dataset.sources.table import read_table
from training.dataset.utkface import NO_GROUP, pictures_in

MakePhoto = Callable[..., Path]
DATE = "20170116174525125"


@pytest.fixture
def make_pictures(make_photo: MakePhoto, tmp_path: Path) -> Callable[..., Path]:
    """``make_pictures("female/a.png", ...)``: tiny pictures in a folder, which is returned."""

    def make(*names: str, folder: str = "set") -> Path:
        for name in names:
            make_photo(tmp_path / folder / name, 8, 8)
        return tmp_path / folder

    return make


def table(folder: Path, text: str, *, name: str = "faces.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def own_table(folder: Path, *faces: dict[str, str]) -> Path:
    """A table by AgeLens in which a model guessed 33 and male for every face."""
    guess = {"apparent_age": "33.0", "perceived_gender": "male", "review_state": "unreviewed"}
    lines = [",".join((guess | face).get(name, "") for name in CSV_COLUMNS) for face in faces]
    return table(folder, "\r\n".join([",".join(CSV_COLUMNS), *lines]), encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("word", "gender"),
    [("Female", 1), ("WOMEN", 1), (" girl ", 1), ("f", 1), ("male", 0), ("Men", 0), ("boys", 0)]
    + [(word, None) for word in ("", "other", "0", "1", "femal", "human")],
)
def test_words_for_a_gender(word: str, gender: int | None) -> None:
    assert gender_of(word) == gender


@pytest.mark.parametrize(
    ("name", "years", "is_range"),
    [
        ("30", 30, False),
        ("007", 7, False),
        ("age_30", 30, False),
        ("Aged 4.5 years", 4.5, False),
        ("30 years old", 30, False),
        ("5yo", 5, False),
        ("20-29", 24.5, True),
        ("20 – 29", 24.5, True),
        ("20_to_29", 24.5, True),
        ("ages 0-2", 1, True),
        ("60+", 64.5, True),
        ("60 and over", 64.5, True),
        ("20s", 24.5, True),
        ("1920s", None, False),
        ("29-20", None, False),
        ("121", None, False),
        ("2017", None, False),
        ("30x", None, False),
        ("female", None, False),
        ("", None, False),
    ],
)
def test_names_for_an_age(name: str, years: float | None, is_range: bool) -> None:
    assert age_of(name) == (None if years is None else AgeClass(years, is_range))


def test_folders_give_labels_and_conflicts_are_problems(make_pictures: Callable[..., Path]) -> None:
    folder = make_pictures(
        "female/20-29/a.png",
        "train/male/b.png",
        "41/c.png",
        "female/male/d.png",
        "20/30/e.png",
        "train/f.png",
        "g.png",
    )
    found = read_classes(folder, pictures_in(folder))
    labels = {one.path.name: (one.age_years, one.gender) for one in found.samples}
    assert labels == {"a.png": (24.5, 1), "b.png": (None, 0), "c.png": (41.0, None)}
    reasons = {problem.name: problem.reason for problem in found.problems}
    assert set(reasons) == {"20/30/e.png", "female/male/d.png", "g.png", "train/f.png"}
    assert "two different ages" in reasons["20/30/e.png"]
    assert "one for male" in reasons["female/male/d.png"]
    assert reasons["g.png"] == reasons["train/f.png"]
    assert found.notes == ("Ranges stand for their middle: 20-29 as 24.5 years.",)


def test_folders_0_and_1_make_one_wonder(make_pictures: Callable[..., Path]) -> None:
    folder = make_pictures("0/a.png", "1/b.png")
    found = read_classes(folder, pictures_in(folder))
    assert [one.age_years for one in found.samples] == [0.0, 1.0]
    assert any("call them male and female" in note for note in found.notes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_foreign_table_in_many_dialects(
    delimiter: str, encoding: str, make_pictures: Callable[..., Path]
) -> None:
    folder = make_pictures("a.png", "sub/ä.png")
    lines = ["File Name,Age,Sex", "a.png,31.5,F", "", "sub\\ä.png,unknown,0", "a.png,7,"]
    text = "\r\n".join(lines).replace(",", delimiter)
    found = read_table(table(folder, text, encoding=encoding))
    assert not found.own
    assert found.problems == ()
    assert [(one.path.name, one.age_years, one.gender) for one in found.samples] == [
        ("a.png", 31.5, 1),
        ("ä.png", None, 0),
        ("a.png", 7.0, None),
    ]


def test_rows_that_cannot_be_used_name_their_line(make_pictures: Callable[..., Path]) -> None:
    folder = make_pictures("a.png")
    rows = ["sep=,", "path,age,gender", "a.png,30,male", "gone.png,30,male", ",30,male"]
    rows += [
        "a.png,x,male",
        "a.png,121,male",
        "a.png,-1,male",
        "a.png,30,robot",
        "a.png,,",
        "a.png",
    ]
    rows += ["a.png,nan,?", "a.png,1_0,male"]
    found = read_table(table(folder, "\n".join(rows)))
    assert len(found.samples) == 1
    reasons = {problem.name: problem.reason for problem in found.problems}
    assert list(reasons) == [f"line {line}" for line in range(4, 14)]
    assert reasons["line 4"] == "There is no such file: gone.png"
    assert reasons["line 5"] == "The row names no file."
    assert reasons["line 6"] == 'The age "x" is not a number.'
    assert "between 0 and 120" in reasons["line 7"]
    assert "between 0 and 120" in reasons["line 8"]
    assert '"robot"' in reasons["line 9"]
    assert reasons["line 10"] == reasons["line 11"] == reasons["line 12"]
    assert "neither an age nor a gender" in reasons["line 10"]
    assert "1_0" in reasons["line 13"]


def test_in_our_own_table_only_what_a_person_entered_counts(
    make_pictures: Callable[..., Path],
) -> None:
    folder = make_pictures("a.png", "b.png", "c.png", "d.png")
    path = own_table(
        folder,
        {"image_path": "a.png", "human_age": "61", "human_gender": "female"},
        {"image_path": "b.png"},
        {"image_path": "c.png", "human_age": "12", "human_gender": "unknown / prefer not to say"},
        {"image_path": "d.png", "human_gender": "other"},
    )
    found = read_table(path)
    assert found.own
    assert [(one.path.name, one.age_years, one.gender) for one in found.samples] == [
        ("a.png", 61.0, 1),
        ("c.png", 12.0, None),
    ]
    assert [problem.name for problem in found.problems] == ["line 3", "line 5"]
    assert all("No person has given" in problem.reason for problem in found.problems)
    source = open_source(path, work_dir=folder)
    assert source.kind == "csv"
    assert source.notes == ("Labels are what people entered; a model's estimates are not used.",)


def test_a_table_with_guesses_only_is_a_sentence(make_pictures: Callable[..., Path]) -> None:
    path = own_table(make_pictures("a.png"), {"image_path": "a.png"})
    with pytest.raises(DataError, match=r"No row.*Received: .*line 2: No person has given"):
        open_source(path, work_dir=path.parent)


def test_boxes_and_apostrophes_come_back_as_they_were(make_pictures: Callable[..., Path]) -> None:
    names = ["=a.png", "-b.png", "'=c.png", "'d.png"]
    folder = make_pictures(*names)
    lines = [f"{neutralised(name)},1,'-1.5,2,3,4.5" for name in names]
    lines += ["=a.png,1,1,,3,4", "=a.png,1,1,2,0,4", "=a.png,1,,,,"]
    found = read_table(table(folder, "\n".join(["path,age,box_x,box_y,box_w,box_h", *lines])))
    assert [one.path.name for one in found.samples] == [*names, "=a.png"]
    assert [one.box for one in found.samples] == [Box(-1.5, 2, 3, 4.5)] * 4 + [None]
    assert [problem.name for problem in found.problems] == ["line 6", "line 7"]
    assert "incomplete" in found.problems[0].reason
    assert "empty: 0 x 4 pixels" in found.problems[1].reason


@pytest.mark.parametrize("text", ["", "\n\n", "path,name\na,b", "age,gender\n1,male", "\0\1\2"])
def test_a_table_without_its_columns_is_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks a column.*Received: "):
        read_table(table(tmp_path, text))


def test_utkface_names_are_recognised_among_a_few_others(
    make_pictures: Callable[..., Path], tmp_path: Path
) -> None:
    names = (f"25_1_3_{DATE}.png", f"61_0_2_{DATE}.png", "portrait.png")
    folder = make_pictures(*(f"female/{name}" for name in names))  # the names count for more
    source = open_source(folder, work_dir=tmp_path / "work")
    assert (source.kind, source.title) == ("utkface", "set")
    assert [(one.age_years, one.gender, one.group) for one in source.samples] == [
        (25.0, 1, 3),
        (61.0, 0, 2),
    ]
    assert [problem.name for problem in source.problems] == ["portrait.png"]
    assert not (tmp_path / "work").exists()


def test_class_folders_and_a_table_among_pictures_are_recognised(
    make_pictures: Callable[..., Path], tmp_path: Path
) -> None:
    classes = make_pictures("female/a.png", "male/b.png", f"male/25_1_3_{DATE}.png")
    assert open_source(classes, work_dir=tmp_path).kind == "classes"
    plain = make_pictures("a.png", "b.png", folder="plain")
    table(plain, "path,age\na.png,3\n")
    source = open_source(str(plain), work_dir=tmp_path)
    assert (source.kind, source.title, len(source.samples)) == ("csv", "faces.csv", 1)


def zipped(folder: Path, archive: Path) -> Path:
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            file.write(path, path.relative_to(folder))
    return archive


def test_an_archive_and_a_folder_of_archives(
    make_pictures: Callable[..., Path], tmp_path: Path
) -> None:
    one = make_pictures(f"in/25_1_3_{DATE}.png", folder="one")
    two = make_pictures(f"in/30_0_0_{DATE}.png", "in/portrait.png", folder="two")
    first = zipped(one, tmp_path / "parts" / "part1.zip")
    single = open_source(first, work_dir=tmp_path / "work")
    assert (single.kind, single.title) == ("utkface", "part1.zip")

    zipped(two, tmp_path / "parts" / "part2.zip")
    both = open_source(first.parent, work_dir=tmp_path / "work")
    assert (both.kind, both.title) == ("utkface", "parts")
    assert [sample.age_years for sample in both.samples] == [25.0, 30.0]
    assert [problem.name for problem in both.problems] == ["portrait.png"]

    zipped(make_pictures("male/a.png", folder="three"), tmp_path / "parts" / "part3.zip")
    with pytest.raises(DataError, match=r"different kinds.*classes, utkface"):
        open_source(first.parent, work_dir=tmp_path / "work")


def test_where_nothing_fits_it_says_what_was_looked_for(
    make_pictures: Callable[..., Path], tmp_path: Path
) -> None:
    folder = make_pictures("a.png", "b/c.png")
    with pytest.raises(DataError, match=r"UTKFace names.*Received: .*2 pictures and 0 tables"):
        open_source(folder, work_dir=tmp_path)
    with pytest.raises(DataError, match=r"neither a table .* nor an archive"):
        open_source(folder / "a.png", work_dir=tmp_path)
    with pytest.raises(DataError, match=r"There is no folder.*Received: .*gone"):
        open_source(tmp_path / "gone", work_dir=tmp_path)


@pytest.mark.parametrize("word", ["drawn", "demo"])
def test_the_drawn_set_by_its_word_and_by_its_folder(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "DEMO_COUNT", 3)
    told: list[tuple[int, int]] = []
    source = open_source(word, work_dir=tmp_path, progress=lambda *now: told.append(now))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert (source.kind, source.notes) == ("drawn", (DRAWN_NOTE,))
    assert [(one.framed, one.group) for one in source.samples] == [(True, NO_GROUP)] * 3
    folder = write_drawn_set(tmp_path / "drawn", count=3, seed=sources.DEMO_SEED)
    assert open_source(folder, work_dir=tmp_path) == source
    archived = open_source(zipped(folder, tmp_path / "faces.zip"), work_dir=tmp_path)
    assert (archived.kind, len(archived.samples)) == ("drawn", 3)
