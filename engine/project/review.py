"""Reviewers' answers: what confirming a face means, and labels with undo and redo in SQLite.

Every change stays in the history, undone or not.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.project.face_table import Attribute, FaceRows
from engine.project.photos import INSERT_FACE, face_values
from engine.project.records import HumanGender, HumanLabel, Verdict
from engine.results import Face

_LABEL = "label"
_ADD = "add"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was made, undone or redone: which face of which photo it concerns."""

    face_id: int
    photo_id: int


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """An age in years and a gender; ``None`` where nothing is stated."""

    age: float | None = None
    gender: HumanGender | None = None

    @property
    def empty(self) -> bool:
        """Whether it states nothing at all."""
        return self.age is None and self.gender is None


def reviewer_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The reviewer's answer in this row."""
    age = float(rows.human_age[row])
    return ReviewAnswer(None if math.isnan(age) else age, rows.human_gender_of(row))


def model_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The model's answer as a person would give it: whole years; no gender if it is not sure."""
    age = float(rows.age[row])
    genders: dict[int, HumanGender] = {1: "female", 0: "male"}
    return ReviewAnswer(
        None if math.isnan(age) else float(round(age)), genders.get(int(rows.gender[row]))
    )


def answer_to_confirm(
    rows: FaceRows, row: int, attribute: Attribute, *, typed: float | None = None
) -> ReviewAnswer | None:
    """The answer that confirming this row gives, ``None`` if the reviewer has given it before.

    That is the typed age, else the reviewer's earlier answer, else the model's; in one-attribute
    mode of that attribute only. Empty where there is nothing to confirm.
    """
    before, model = reviewer_answer(rows, row), model_answer(rows, row)
    if rows.verdict_of(row) == "not_a_face" and typed is None:
        return None
    age = gender = None
    if attribute != "gender":
        age = typed if typed is not None else before.age if before.age is not None else model.age
    if attribute != "age":
        gender = before.gender or model.gender
    same_age = age is None or age == before.age
    same_gender = gender is None or gender == before.gender
    if same_age and same_gender and not before.empty:
        wanted = gender if attribute == "gender" else age if attribute == "age" else True
        return None if wanted is not None else ReviewAnswer()
    return ReviewAnswer(age, gender)


def verdict_for(rows: FaceRows, row: int, answer: ReviewAnswer) -> Verdict:
    """Whether an answer confirms the model's or corrects it; a drawn face stays "added"."""
    if rows.verdict_of(row) == "added":
        return "added"
    model = model_answer(rows, row)
    same_age = answer.age is None or answer.age == model.age
    same_gender = answer.gender is None or answer.gender == model.gender
    return "confirmed" if same_age and same_gender else "corrected"


def label_in(rows: FaceRows, row: int, reviewer: str) -> HumanLabel | None:
    """The reviewer's label in this row (without its time), ``None`` if there is none."""
    verdict = rows.verdict_of(row)
    if verdict is None:
        return None
    answer = reviewer_answer(rows, row)
    return HumanLabel(
        verdict=verdict,
        reviewer=reviewer,
        reviewed_at="",
        age_years=answer.age,
        gender=answer.gender,
    )


def set_label(db: sqlite3.Connection, face_id: int, label: HumanLabel) -> Edit:
    """Keep what a person said about a face, in place of what they said before."""
    return _change(db, face_id, label.reviewer, label.reviewed_at, label)


def clear_label(db: sqlite3.Connection, face_id: int, *, reviewer: str, at: str) -> Edit:
    """Take back what a person said about a face."""
    return _change(db, face_id, reviewer, at, None)


def add_face(db: sqlite3.Connection, photo_id: int, face: Face, *, label: HumanLabel) -> Edit:
    """A face that the model missed, drawn by a person, with what they say about it."""
    _drop_undone(db, label.reviewer)
    face_id = db.execute(INSERT_FACE, (photo_id, "person", *face_values(face))).lastrowid
    _write(db, int(face_id or 0), label.reviewer, label)
    _log(db, int(face_id or 0), label.reviewer, label.reviewed_at, _ADD, None, label)
    return Edit(int(face_id or 0), photo_id)


def undo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Take back this person's last change; ``None`` if there is none."""
    row = db.execute(
        "SELECT id, face, what, before FROM edits WHERE reviewer = ? AND NOT undone"
        " ORDER BY id DESC LIMIT 1",
        (reviewer,),
    ).fetchone()
    return None if row is None else _turn(db, row, reviewer, undone=True)


def redo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Do again what this person took back last; ``None`` if there is nothing."""
    row = db.execute(
        "SELECT id, face, what, after FROM edits WHERE reviewer = ? AND undone = 1"
        " ORDER BY id LIMIT 1",
        (reviewer,),
    ).fetchone()
    return None if row is None else _turn(db, row, reviewer, undone=False)


def can(db: sqlite3.Connection, *, reviewer: str) -> tuple[bool, bool]:
    """Whether there is something to undo, and to redo."""
    found = {
        state
        for (state,) in db.execute(
            "SELECT DISTINCT undone FROM edits WHERE reviewer = ? AND undone < 2", (reviewer,)
        )
    }
    return 0 in found, 1 in found


def label_from(row: Sequence[Any]) -> HumanLabel:
    """A label from (verdict, reviewer, at, age, gender)."""
    verdict, reviewer, at, age, gender = row
    return HumanLabel(
        verdict=verdict, reviewer=str(reviewer), reviewed_at=str(at), age_years=age, gender=gender
    )


def _change(
    db: sqlite3.Connection, face_id: int, reviewer: str, at: str, label: HumanLabel | None
) -> Edit:
    _drop_undone(db, reviewer)
    before = _read(db, face_id, reviewer)
    _write(db, face_id, reviewer, label)
    _log(db, face_id, reviewer, at, _LABEL, before, label)
    return Edit(face_id, _photo_of(db, face_id))


def _turn(
    db: sqlite3.Connection, row: tuple[int, int, str, str | None], reviewer: str, *, undone: bool
) -> Edit:
    edit_id, face_id, what, state = row
    label = None if state is None else HumanLabel(**json.loads(state))
    _write(db, face_id, reviewer, label)
    if what == _ADD:
        db.execute("UPDATE faces SET undone = ? WHERE id = ?", (undone, face_id))
    db.execute("UPDATE edits SET undone = ? WHERE id = ?", (undone, edit_id))
    return Edit(face_id, _photo_of(db, face_id))


def _drop_undone(db: sqlite3.Connection, reviewer: str) -> None:
    """A new change ends the chance to redo; the taken-back ones stay in the history (2)."""
    db.execute("UPDATE edits SET undone = 2 WHERE reviewer = ? AND undone = 1", (reviewer,))


def _read(db: sqlite3.Connection, face_id: int, reviewer: str) -> HumanLabel | None:
    row = db.execute(
        "SELECT verdict, reviewer, at, age, gender FROM labels WHERE face = ? AND reviewer = ?",
        (face_id, reviewer),
    ).fetchone()
    return None if row is None else label_from(row)


def _write(db: sqlite3.Connection, face_id: int, reviewer: str, label: HumanLabel | None) -> None:
    if label is None:
        db.execute("DELETE FROM labels WHERE face = ? AND reviewer = ?", (face_id, reviewer))
        return
    db.execute(
        "INSERT OR REPLACE INTO labels (face, reviewer, verdict, age, gender, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (face_id, reviewer, label.verdict, label.age_years, label.gender, label.reviewed_at),
    )


def _log(
    db: sqlite3.Connection,
    face_id: int,
    reviewer: str,
    at: str,
    what: str,
    before: HumanLabel | None,
    after: HumanLabel | None,
) -> None:
    db.execute(
        "INSERT INTO edits (reviewer, at, face, what, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (reviewer, at, face_id, what, _packed(before), _packed(after)),
    )


def _packed(label: HumanLabel | None) -> str | None:
    return None if label is None else json.dumps(asdict(label))


def _photo_of(db: sqlite3.Connection, face_id: int) -> int:
    row = db.execute("SELECT photo FROM faces WHERE id = ?", (face_id,)).fetchone()
    if row is None:
        raise LookupError(f"There is no such face. Received: {face_id}")
    return int(row[0])
