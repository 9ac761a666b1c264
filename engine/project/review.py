"""Reviewers' answers: what confirming a face means, and labels with undo and redo in SQLite.

A label that is held is settled by a person: it is moved to a face of the picture that lies under
the name now, or dropped. The face that it stood on is hidden then, and keeps it.

Every change stays in the history, undone or not. Of several reviewers' labels of a face
``consensus`` makes one.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import median
from typing import Any, Literal

from engine.project.face_table import Attribute, FaceRows
from engine.project.photos import DROP, INSERT_FACE, MOVE, face_values
from engine.project.records import FaceEntry, HeldFace, HumanGender, HumanLabel, Verdict
from engine.results import SAME_FACE_IOU, Estimate, Face

Part = Literal["age", "gender"]
BOTH: frozenset[Part] = frozenset({"age", "gender"})
NEITHER: frozenset[Part] = frozenset()
_LABEL = "label"
_ADD = "add"
_RELISTING = (_ADD, MOVE, DROP)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was made, undone or redone: which face of which photo it concerns.

    ``relists``: faces came or went by it.
    """

    face_id: int
    photo_id: int
    relists: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """An age in years and a gender; ``None`` where nothing is stated."""

    age: float | None = None
    gender: HumanGender | None = None

    @property
    def empty(self) -> bool:
        """Whether it states nothing at all."""
        return self.age is None and self.gender is None

    @property
    def stated(self) -> frozenset[Part]:
        """What it states."""
        age: frozenset[Part] = NEITHER if self.age is None else frozenset({"age"})
        gender: frozenset[Part] = NEITHER if self.gender is None else frozenset({"gender"})
        return age | gender

    def missing(self, attribute: Attribute) -> frozenset[Part]:
        """What it does not state of what is under review."""
        return (BOTH if attribute == "both" else frozenset({attribute})) - self.stated


def reviewer_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The reviewer's answer in this row."""
    age = float(rows.human_age[row])
    return ReviewAnswer(None if math.isnan(age) else age, rows.human_gender_of(row))


def model_answer(rows: FaceRows, row: int) -> ReviewAnswer:
    """The model's answer in this row as a person would give it."""
    age = float(rows.age[row])
    genders: dict[int, HumanGender] = {1: "female", 0: "male"}
    return ReviewAnswer(
        None if math.isnan(age) else float(round(age)), genders.get(int(rows.gender[row]))
    )


def answer_to_confirm(
    rows: FaceRows,
    row: int,
    attribute: Attribute,
    *,
    typed: float | None = None,
    hidden: frozenset[Part] = NEITHER,
) -> ReviewAnswer | None:
    """The answer that confirming this row gives, ``None`` if the reviewer has given it before.

    That is the typed age, else the reviewer's earlier answer, else the model's unless that is
    ``hidden``; in one-attribute mode of that attribute only. It can be given only if nothing is
    ``missing``: the model may be not sure, or know no age.
    """
    before, model = reviewer_answer(rows, row), model_answer(rows, row)
    if rows.verdict_of(row) == "not_a_face" and typed is None:
        return None
    age: float | None = None
    gender: HumanGender | None = None
    if attribute != "gender":
        age = before.age if typed is None else typed
        age = model.age if age is None and "age" not in hidden else age
    if attribute != "age":
        gender = before.gender
        gender = model.gender if gender is None and "gender" not in hidden else gender
    answer = ReviewAnswer(age, gender)
    if answer.missing(attribute):
        return answer
    same_age = attribute == "gender" or age == before.age
    same_gender = attribute == "age" or gender == before.gender
    return None if same_age and same_gender else answer


def hidden_in_blind(rows: FaceRows, row: int, attribute: Attribute) -> frozenset[Part]:
    """What blind review hides of the model's answers in this row: what is not answered yet.

    Where age and gender are reviewed together, one of them could sway the other: both are hidden
    until both are stated.
    """
    if rows.verdict_of(row) == "not_a_face":
        return NEITHER
    stated = reviewer_answer(rows, row).stated
    if stated == BOTH or rows.face_ids[row] <= 0:
        return NEITHER
    return BOTH if attribute == "both" else BOTH - (stated & {attribute})


def verdict_for(rows: FaceRows, row: int, answer: ReviewAnswer) -> Verdict:
    """Whether an answer confirms the model's or corrects it; a drawn face stays "added".

    Hidden or not: what counts is what the model says at this moment.
    """
    if rows.drawn[row]:
        return "added"
    model = model_answer(rows, row)
    if not math.isnan(float(rows.female[row])) and model.gender is None:
        model = replace(model, gender="unknown")  # not being sure is an answer, too
    return agreed_verdict(answer, model)


def agreed_verdict(answer: ReviewAnswer, model: ReviewAnswer) -> Verdict:
    """Whether everything that is stated is what the model says.

    Ages are compared as they are shown, in whole years.
    """
    same_age = answer.age is None or answer.age == model.age
    same_gender = answer.gender is None or answer.gender == model.gender
    return "confirmed" if same_age and same_gender else "corrected"


@dataclass(frozen=True, slots=True)
class Consensus:
    """What several people's labels of a face come to, and on what there was no majority."""

    label: HumanLabel
    undecided: tuple[Literal["face", "gender"], ...] = ()


def consensus(
    labels: Sequence[HumanLabel], estimate: Estimate | None, *, drawn: bool = False
) -> Consensus | None:
    """One label of all of a face's labels; ``None`` if there are none.

    A face or not: what more than half of the people say; it stays a face if as many say the one as
    the other. Age: the median of those stated. Gender: what more than half of those who stated one
    say, else none. Only labels of a face count for age and gender. ``estimate`` is what the model
    says now: the consensus confirms or corrects that. It is blind if all labels are.
    """
    if not labels:
        return None
    of_faces = [label for label in labels if label.verdict != "not_a_face"]
    undecided: list[Literal["face", "gender"]] = []
    if 2 * len(of_faces) == len(labels):
        undecided.append("face")
    answer = ReviewAnswer()
    rejected = 2 * len(of_faces) < len(labels)
    if not rejected:
        ages = [label.age_years for label in of_faces if label.age_years is not None]
        genders = [label.gender for label in of_faces if label.gender is not None]
        answer = ReviewAnswer(median(ages) if ages else None, _majority(genders))
        if genders and answer.gender is None:
            undecided.append("gender")
    verdict = agreed_verdict(answer, _stated_by(estimate))
    label = HumanLabel(
        verdict="not_a_face" if rejected else "added" if drawn else verdict,
        reviewer="; ".join(sorted(label.reviewer for label in labels)),
        reviewed_at=max(label.reviewed_at for label in labels),
        age_years=answer.age,
        gender=answer.gender,
        blind=all(label.blind for label in labels),
    )
    return Consensus(label, tuple(undecided))


def _majority(genders: Sequence[HumanGender]) -> HumanGender | None:
    """What more than half say, ``None`` if there is no such gender."""
    found = Counter(genders).most_common(1)
    return found[0][0] if found and 2 * found[0][1] > len(genders) else None


def _stated_by(estimate: Estimate | None) -> ReviewAnswer:
    """An estimate as an answer; not being sure of the gender is one."""
    if estimate is None:
        return ReviewAnswer()
    return ReviewAnswer(float(round(estimate.age_years)), estimate.gender or "unknown")


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
        blind=bool(rows.blind[row]),
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


def move_held(db: sqlite3.Connection, face_id: int, onto: FaceEntry, label: HumanLabel) -> Edit:
    """Give a held label to another face as this person's own (``label``); the held face is hidden.

    Both are one change to undo. Raises ``LookupError`` if the face has no label to move.
    """
    original = _newest(db, face_id)
    _drop_undone(db, label.reviewer)
    before = _read(db, onto.face_id, label.reviewer)
    _write(db, onto.face_id, label.reviewer, label)
    _log(db, onto.face_id, label.reviewer, label.reviewed_at, _LABEL, before, label)
    db.execute("UPDATE faces SET undone = 1 WHERE id = ?", (face_id,))
    _log(db, face_id, label.reviewer, label.reviewed_at, MOVE, original, None)
    return Edit(onto.face_id, onto.photo_id, relists=True)


def drop_held(db: sqlite3.Connection, face_id: int, *, reviewer: str, at: str) -> Edit:
    """Hold the labels of a face no longer. Raises ``LookupError`` if it has none."""
    original = _newest(db, face_id)
    _drop_undone(db, reviewer)
    db.execute("UPDATE faces SET undone = 1 WHERE id = ?", (face_id,))
    _log(db, face_id, reviewer, at, DROP, original, None)
    return Edit(face_id, _photo_of(db, face_id), relists=True)


def _newest(db: sqlite3.Connection, face_id: int) -> HumanLabel:
    row = db.execute(
        "SELECT verdict, reviewer, at, age, gender, blind FROM labels WHERE face = ?"
        " ORDER BY at DESC, reviewer LIMIT 1",
        (face_id,),
    ).fetchone()
    if row is None:
        raise LookupError(f"This face has no label. Received: {face_id}")
    return label_from(row)


def moved_label(label: HumanLabel, onto: FaceEntry, *, reviewer: str, at: str) -> HumanLabel:
    """What somebody said of a former picture's face, said anew by this person of another face."""
    verdict: Verdict = "not_a_face"
    if label.verdict != "not_a_face":
        answer = ReviewAnswer(label.age_years, label.gender)
        verdict = agreed_verdict(answer, _stated_by(onto.face.estimate))
        verdict = "added" if onto.origin == "person" else verdict
    return HumanLabel(
        verdict=verdict,
        reviewer=reviewer,
        reviewed_at=at,
        age_years=label.age_years,
        gender=label.gender,
    )


def likely_face(held: HeldFace) -> FaceEntry | None:
    """The face of the new picture that is most likely the held one; a person must decide.

    It lies where the held one would lie in one of the eight ways to turn or mirror the picture, or
    is the only one.
    """
    new = held.successor
    if new is None or not new.faces:
        return None
    size, into = (held.photo.width_px, held.photo.height_px), (new.width_px, new.height_px)
    best, most = (new.faces[0], 1.0) if len(new.faces) == 1 else (None, SAME_FACE_IOU)
    if best is not None or 0 in size or 0 in into:
        return best
    for orientation in range(1, 9):
        place = held.face.face.box.before(size, orientation, into_px=into)
        for face in new.faces:
            if (overlap := face.face.box.iou(place)) > most:
                best, most = face, overlap
    return best


def undo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Take back this person's last change; ``None`` if there is none."""
    row = db.execute(
        "SELECT id, face, what, before FROM edits WHERE reviewer = ? AND NOT undone"
        " ORDER BY id DESC LIMIT 1",
        (reviewer,),
    ).fetchone()
    if row is None:
        return None
    edit = _turn(db, row, reviewer, undone=True)
    if row[2] == MOVE:  # with the label that was given before it
        edit = replace(undo(db, reviewer=reviewer) or edit, relists=True)
    return edit


def redo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Do again what this person took back last; ``None`` if there is nothing."""
    row = _next_to_redo(db, reviewer)
    if row is None:
        return None
    edit = _turn(db, row, reviewer, undone=False)
    after = _next_to_redo(db, reviewer)
    if after is not None and after[2] == MOVE:
        _turn(db, after, reviewer, undone=False)
        edit = replace(edit, relists=True)
    return edit


def _next_to_redo(db: sqlite3.Connection, reviewer: str) -> tuple[int, int, str, str | None] | None:
    row: tuple[int, int, str, str | None] | None = db.execute(
        "SELECT id, face, what, after FROM edits WHERE reviewer = ? AND undone = 1"
        " ORDER BY id LIMIT 1",
        (reviewer,),
    ).fetchone()
    return row


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
    """A label from (verdict, reviewer, at, age, gender, blind)."""
    verdict, reviewer, at, age, gender, blind = row
    return HumanLabel(
        verdict=verdict,
        reviewer=str(reviewer),
        reviewed_at=str(at),
        age_years=age,
        gender=gender,
        blind=bool(blind),
    )


def _change(
    db: sqlite3.Connection, face_id: int, reviewer: str, at: str, label: HumanLabel | None
) -> Edit:
    _drop_undone(db, reviewer)
    before = _read(db, face_id, reviewer)
    if label is not None and label.blind and _has_seen(db, face_id, reviewer):
        label = replace(label, blind=False)
    _write(db, face_id, reviewer, label)
    _log(db, face_id, reviewer, at, _LABEL, before, label)
    return Edit(face_id, _photo_of(db, face_id))


def _turn(
    db: sqlite3.Connection, row: tuple[int, int, str, str | None], reviewer: str, *, undone: bool
) -> Edit:
    edit_id, face_id, what, state = row
    if what in (_LABEL, _ADD):
        label = None if state is None else HumanLabel(**json.loads(state))
        _write(db, face_id, reviewer, label)
    if what == _ADD:
        db.execute("UPDATE faces SET undone = ? WHERE id = ?", (undone, face_id))
    elif what in (MOVE, DROP):  # the held face, whose labels are other people's
        db.execute("UPDATE faces SET undone = ? WHERE id = ?", (not undone, face_id))
    db.execute("UPDATE edits SET undone = ? WHERE id = ?", (undone, edit_id))
    return Edit(face_id, _photo_of(db, face_id), relists=what in _RELISTING)


def _has_seen(db: sqlite3.Connection, face_id: int, reviewer: str) -> bool:
    """Whether the reviewer once answered this face in sight of the model, or saw it thereafter.

    What was taken back since counts as well: nobody can unsee an answer.
    """
    rows = db.execute(
        "SELECT before, after FROM edits WHERE face = ? AND reviewer = ?", (face_id, reviewer)
    )
    labels = (HumanLabel(**json.loads(state)) for row in rows for state in row if state)
    return any(label.complete or not label.blind for label in labels)


def _drop_undone(db: sqlite3.Connection, reviewer: str) -> None:
    """A new change ends the chance to redo; the taken-back ones stay in the history (2)."""
    db.execute("UPDATE edits SET undone = 2 WHERE reviewer = ? AND undone = 1", (reviewer,))


def _read(db: sqlite3.Connection, face_id: int, reviewer: str) -> HumanLabel | None:
    row = db.execute(
        "SELECT verdict, reviewer, at, age, gender, blind FROM labels"
        " WHERE face = ? AND reviewer = ?",
        (face_id, reviewer),
    ).fetchone()
    return None if row is None else label_from(row)


def _write(db: sqlite3.Connection, face_id: int, reviewer: str, label: HumanLabel | None) -> None:
    if label is None:
        db.execute("DELETE FROM labels WHERE face = ? AND reviewer = ?", (face_id, reviewer))
        return
    db.execute(
        "INSERT OR REPLACE INTO labels (face, reviewer, verdict, age, gender, at, blind)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            face_id,
            reviewer,
            label.verdict,
            label.age_years,
            label.gender,
            label.reviewed_at,
            label.blind,
        ),
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
