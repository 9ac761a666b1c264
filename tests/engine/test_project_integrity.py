"""Projects from strangers: whatever a file holds, it is sound or refused in a sentence."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from engine.errors import ProjectError, UserError
from engine.project import FaceNote, Project, Run, now, schema
from engine.project.integrity import CONDITIONS
from engine.results import Face, PhotoResult
from tests.engine.test_project import FACE, RUN, analyse, listed, said


@pytest.fixture
def sound(made: Path, tmp_path: Path) -> Path:
    """A project with photos of every status, faces, labels, edits done and undone."""
    (tmp_path / "photos").mkdir()
    with Project.open(Path(shutil.copy(made, tmp_path))) as project:
        project.move_root(tmp_path / "photos")
    return tmp_path / made.name


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("made")
    (tmp_path / "photos").mkdir()
    path = tmp_path / "photos.agelens"
    odd = os.fsdecode(b"odd-\xff.jpg")
    with Project.open(path, root=tmp_path / "photos") as project:
        ids = listed(project, *(f"{n}.jpg" for n in range(40)), odd, "sub/b.jpg")
        faces = tuple(
            Face(FACE.box.moved(60 * n, 0), FACE.keypoints, 0.9, FACE.estimate) for n in range(3)
        )
        for name, key in ids.items():
            analyse(project, (key, PhotoResult(name, "ok", 1000, 800, faces)))
        analyse(project, (ids["7.jpg"], PhotoResult("7.jpg", "unreadable", message="Broken: ä.")))
        for photo in list(project.photos())[:10]:
            for entry in photo.faces:
                project.set_label(entry.face_id, said(age=31.5))
        project.add_face(ids["3.jpg"], Face(FACE.box), label=said(by="böb"))
        noted = project.find("4.jpg").faces
        project.set_note(noted[0].face_id, FaceNote(reviewer="böb", comment="dark", noted_at=now()))
        project.move_face(noted[1].face_id, Face(FACE.box.moved(70, 9)), reviewer="böb")
        project.undo(reviewer="ann")
        project.keep_setting("filters", "{}")
    return path


def used(path: Path, *, read_only: bool = False) -> None:
    """Open a project and look at everything that it holds."""
    with Project.open(path, read_only=read_only) as project:
        project.counts(), project.judged_by(), project.reviewers(), project.root, project.project_id
        assert project.rows(reviewer="ann") is not None
        for photo in project.photos():
            project.file_of(photo.name)
        if not project.read_only:
            project.undo(reviewer="ann")
            project.redo(reviewer="ann")
            project.list_photos([name for _, name in project.present()])
            project.mark_duplicates()


def refusal(path: Path, *, read_only: bool) -> str:
    """The sentence with which a project is refused; empty if it is sound."""
    try:
        used(path, read_only=read_only)
    except ProjectError as error:
        return str(error)
    return ""


def changed(path: Path, statement: str, *values: object) -> None:
    """Do to a project file what only a stranger would."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA ignore_check_constraints = ON")
    database.executescript(statement) if not values else database.execute(statement, values)
    database.close()


def test_what_the_program_writes_is_sound(sound: Path) -> None:
    used(sound)
    used(sound, read_only=True)


NASTY = (
    "../../.config/autostart/evil.desktop",
    "/etc/passwd",
    "female\0",
    "x" * 200_000,
    b"\xff\xfe",
    float("inf"),
    -(2**63),
    "",
    "{}",
    "[[1e999, 2], [3, 4], [5, 6], [7, 8], [9, 10], [11, 12]]",
    None,
)


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in CONDITIONS.items() for column in columns],
)
def test_no_cell_takes_what_is_not_its_own(sound: Path, table: str, column: str) -> None:
    """Each is refused with the name of the cell, or it is one that the program may have written."""
    refused = 0
    for number, value in enumerate(NASTY):
        copy = Path(shutil.copy(sound, sound.with_name(f"{number}.agelens")))
        first = f"(SELECT {column} FROM {table} ORDER BY {column} DESC LIMIT 1)"
        with contextlib.suppress(sqlite3.IntegrityError):  # NOT NULL, UNIQUE
            changed(copy, f"UPDATE {table} SET {column} = ? WHERE {column} IS {first}", value)
        said = refusal(copy, read_only=number % 2 == 0)
        assert said == "" or "damaged" in said
        refused += bool(said)
    assert refused


@pytest.mark.parametrize("gender", ["../../x", "FEMALE", "", "unknown", 1, b"male"])
def test_a_gender_is_one_of_the_words(sound: Path, gender: object) -> None:
    changed(sound, "UPDATE faces SET gender = ?", gender)
    with pytest.raises(ProjectError, match=r"damaged.*faces\.gender"):
        used(sound)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.jpg", "a/../../x.jpg", b"../\xff.jpg"])
def test_no_photo_lies_outside_the_folder_of_the_photos(sound: Path, name: str | bytes) -> None:
    changed(sound, "UPDATE photos SET name = ? WHERE id = 1", name)
    with pytest.raises(ProjectError, match="outside the folder"):
        used(sound)


def test_names_as_the_user_gave_them_are_none_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "p.agelens"
    with Project.open(path) as project:
        project.list_photos(["../a.jpg", "/b.jpg"])
    used(path)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_to_a_folder_leads_to_no_photo(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "photos" / "sub").symlink_to(tmp_path / "elsewhere")
    with Project.open(sound) as project, pytest.raises(ProjectError, match="outside"):
        project.file_of("sub/b.jpg")


@pytest.mark.parametrize("beside", ["../..", "/etc", "a/../../b"])
def test_the_folder_beside_is_beside(sound: Path, beside: str) -> None:
    changed(sound, "UPDATE meta SET value = ? WHERE key = 'root'", f"{beside}\n/somewhere")
    with pytest.raises(ProjectError, match=r"meta\.value"):
        used(sound)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_beside_is_not_followed(sound: Path, tmp_path: Path) -> None:
    with Project.open(sound) as project:
        assert project.is_self_contained
    (sound.parent / "away").symlink_to("/etc")
    changed(sound, "UPDATE meta SET value = ? WHERE key = 'root'", f"away\n{tmp_path / 'said'}")
    with Project.open(sound) as project:
        assert project.root == tmp_path / "said"
        assert not project.is_self_contained


def test_photos_elsewhere_are_not_the_projects_own(sound: Path, tmp_path: Path) -> None:
    changed(sound, "UPDATE meta SET value = ? WHERE key = 'root'", f"\n{tmp_path / 'photos'}")
    with Project.open(sound) as project:
        assert not project.is_self_contained
    with Project.open(tmp_path / "none.agelens") as project:
        assert not project.is_self_contained


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON labels BEGIN DELETE FROM photos; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE TABLE more (x)",
        "CREATE INDEX more ON faces (abs(x))",
        "DROP INDEX faces_by_photo",
        "ALTER TABLE faces ADD COLUMN more GENERATED ALWAYS AS (abs(x))",
        "DROP TABLE edits",
        "DROP TABLE labels; CREATE VIEW labels AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT"
        " x + 1 FROM n) SELECT x AS face, 'r' AS reviewer, 'v' AS verdict, 1 AS age, 'female' AS"
        " gender, '' AS at FROM n",
        "PRAGMA user_version = 0",
        "PRAGMA user_version = -5",
    ],
)
def test_tables_that_are_not_ours_are_refused(sound: Path, statement: str) -> None:
    changed(sound, statement)
    before = sound.read_bytes()
    for read_only in (False, True):
        with pytest.raises(ProjectError, match="damaged"):
            used(sound, read_only=read_only)
    assert sound.read_bytes() == before


def test_a_row_without_its_photo_is_refused(sound: Path) -> None:
    changed(sound, "UPDATE faces SET photo = 4711 WHERE id = 1")
    with pytest.raises(ProjectError, match=r"damaged.*faces"):
        used(sound)


def test_flipped_bits_and_missing_ends_never_end_in_a_raw_error(sound: Path) -> None:
    content, flipped = sound.read_bytes(), sound.with_name("flipped.agelens")
    chance = random.Random(15)
    refused = 0
    for number in range(150):
        damaged = bytearray(content)
        if number % 10 == 0:
            del damaged[chance.randrange(100, len(damaged)) :]
        else:
            for _ in range(chance.choice([1, 1, 4, 64])):
                damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        flipped.write_bytes(damaged)
        try:
            used(flipped)
        except UserError:
            refused += 1
    assert refused > 50


def test_the_schema_is_told_from_its_own_text_alone() -> None:
    """What an older version wrote differs from what this one writes by a migration only."""
    assert 1 + len(schema.MIGRATIONS) == schema.VERSION
    assert isinstance(RUN, Run)
