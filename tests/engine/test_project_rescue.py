"""A damaged project: what can be read is saved, what is lost is told, and the file stays."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import ProjectError
from engine.project import Project
from engine.project.integrity import Rescued, rescue
from tests.engine.test_project import said, set_back
from tests.engine.test_project_integrity import changed, made, sound, used

__all__ = ["made", "sound"]  # fixtures


def held(path: Path) -> Rescued:
    """How much a sound project holds, gone photos and taken-back faces included."""
    with sqlite3.connect(path) as db:
        counts = [
            db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("photos", "faces", "labels")
        ]
    return Rescued(photos=counts[0], faces=counts[1], labels=counts[2], complete=True)


def test_all_of_a_sound_project_is_saved(sound: Path, tmp_path: Path) -> None:
    before = sound.read_bytes()
    target = tmp_path / "saved.agelens"
    assert rescue(sound, target) == held(sound) == held(target)
    assert sound.read_bytes() == before
    used(target)
    with Project.open(sound) as one, Project.open(target) as other:
        assert list(one.photos()) == list(other.photos())
        assert one.project_id == other.project_id
        assert one.root == other.root


def a_wrong_cell(path: Path) -> None:
    changed(path, "UPDATE faces SET gender = '../../x' WHERE id = 5")


def a_photo_outside(path: Path) -> None:
    changed(path, "UPDATE photos SET name = '/etc/passwd' WHERE id = 3")


def a_trigger(path: Path) -> None:
    changed(path, "CREATE TRIGGER t AFTER INSERT ON labels BEGIN DELETE FROM photos; END")


def a_row_alone(path: Path) -> None:
    changed(path, "DELETE FROM photos WHERE id = 5")


def no_edits(path: Path) -> None:
    changed(path, "DROP TABLE edits")


@pytest.mark.parametrize(
    ("harm", "lost", "complete"),
    [
        (a_wrong_cell, (0, 1), False),
        (a_photo_outside, (1, 3), False),
        (a_trigger, (0, 0), True),
        (a_row_alone, (1, 3), False),
        (no_edits, (0, 0), True),
    ],
)
def test_only_what_is_wrong_is_lost(
    sound: Path, tmp_path: Path, harm: Callable[[Path], None], lost: tuple[int, int], complete: bool
) -> None:
    whole = held(sound)
    harm(sound)
    target = tmp_path / "saved.agelens"
    told = rescue(sound, target)
    assert (whole.photos - told.photos, whole.faces - told.faces) == lost
    assert told.complete == complete
    used(target)
    with Project.open(target) as project:
        assert bool(project.pending()) != complete


def test_overwritten_pages_cost_what_stood_on_them(sound: Path, tmp_path: Path) -> None:
    whole, content = held(sound), sound.read_bytes()
    chance = random.Random(15)
    saved = 0
    for number in range(20):
        damaged = bytearray(content)
        page = 4096 * chance.randrange(1, len(content) // 4096)
        damaged[page : page + 4096] = chance.randbytes(4096)
        path, target = tmp_path / "damaged.agelens", tmp_path / f"{number}.agelens"
        path.write_bytes(damaged)
        try:
            told = rescue(path, target)
        except ProjectError:
            assert not target.exists()
            continue
        used(target)
        saved += told.photos >= whole.photos // 2
    assert saved >= 10


@pytest.mark.parametrize("table", ["runs", "photos", "faces", "edits"])
def test_rows_keep_their_numbers_where_the_schemas_words_are_damaged(
    sound: Path, tmp_path: Path, table: str
) -> None:
    whole = held(sound)
    with Project.open(sound) as project:
        before = list(project.photos())
    content = sound.read_bytes()
    words = content.index(
        b"id INTEGER PRIMARY KEY", content.index(f"CREATE TABLE {table} ".encode())
    )
    damaged = bytearray(content)
    damaged[words + 11 : words + 19] = b"PRI1e999"  # the column becomes one like any other
    path, target = tmp_path / "damaged.agelens", tmp_path / "saved.agelens"
    path.write_bytes(damaged)
    assert rescue(path, target) == whole
    with Project.open(target) as project:
        assert list(project.photos()) == before


@pytest.mark.parametrize("content", [b"", b"no project", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_project_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.agelens"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="Nothing can be saved"):
        rescue(path, tmp_path / "saved.agelens")
    assert not (tmp_path / "saved.agelens").exists()


def test_a_label_stays_blind(sound: Path, tmp_path: Path) -> None:
    with Project.open(sound) as project:
        face_id = next(iter(project.photos())).faces[0].face_id
        project.set_label(face_id, replace(said(by="bob"), blind=True))
    a_wrong_cell(sound)
    target = tmp_path / "saved.agelens"
    rescue(sound, target)
    with Project.open(target) as saved:
        blind = {
            label.reviewer: label.blind for label in next(iter(saved.photos())).faces[0].labels
        }
    assert blind == {"ann": False, "bob": True}


@pytest.mark.parametrize("told", [1, 2, 3])
@pytest.mark.parametrize("version", [1, 2])
def test_labels_of_an_earlier_version_are_saved_whatever_it_says_it_is(
    sound: Path, tmp_path: Path, version: int, told: int
) -> None:
    whole = held(sound)
    set_back(sound, version)
    a_wrong_cell(sound)
    changed(sound, f"PRAGMA user_version = {told}")
    target = tmp_path / "saved.agelens"
    rescued = rescue(sound, target)
    assert (rescued.photos, rescued.faces) == (whole.photos, whole.faces - 1)
    assert rescued.labels in (whole.labels, whole.labels - 1), "the lost face may have had one"
    used(target)
    with Project.open(target) as saved:
        assert not any(saved.rows(reviewer="ann").blind)
