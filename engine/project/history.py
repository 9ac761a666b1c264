"""The history of a project: what people say about faces, each change with undo and redo in SQLite.

A label that is held is settled by a person: it is moved to a face of the picture that lies under
the name now, or dropped. The face that it stood on is hidden then, and keeps it.

Every change stays in the history, undone or not.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

import numpy as np

from engine.project.face_table import LabelColumns
from engine.project.faces import (
    BOX,
    DROP,
    INSERT_FACE,
    MOVE,
    box_state,
    face_values,
    move_box,
    set_box_state,
)
from engine.project.records import (
    FLAGS,
    HUMAN_GENDERS,
    LONGEST_COMMENT,
    VERDICTS,
    FaceEntry,
    FaceNote,
    HumanLabel,
    bits_of,
    note_from,
)
from engine.results import Face

_LABEL = "label"
_ADD = "add"
NOTE = "note"
"""A change in the history: a comment or flags."""
_RELISTING = (_ADD, MOVE, DROP)
_UNSAID = -1
_VERDICT_CODES: dict[str | None, int] = {name: code for code, name in enumerate(VERDICTS)}
_GENDER_CODES: dict[str | None, int] = {name: code for code, name in enumerate(HUMAN_GENDERS)}


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was made, undone or redone: which face of which photo it concerns.

    ``relists``: faces came or went by it. ``what`` is "note" where a comment or flags were changed,
    "box" where a box was. ``count``: how many faces were changed together, of which
    this is the first.
    """

    face_id: int
    photo_id: int
    relists: bool = field(default=False, compare=False)
    count: int = field(default=1, compare=False)
    what: Literal["label", "note", "box"] = field(default="label", compare=False)


# A reviewer's labels of many faces on their way into the database.
_SAID = (
    "CREATE TEMP TABLE IF NOT EXISTS said_now"
    " (face INTEGER PRIMARY KEY, verdict TEXT, age REAL, gender TEXT, blind INTEGER)"
)
_PACKED = (
    "json_object('verdict', {0}.verdict, 'reviewer', :reviewer, 'reviewed_at', {1},"
    " 'age_years', {0}.age, 'gender', {0}.gender,"
    " 'blind', json(CASE WHEN {0}.blind THEN 'true' ELSE 'false' END))"
)
_LOG_MANY = (
    "INSERT INTO edits (reviewer, at, face, what, before, after, batch)"
    f" SELECT :reviewer, :at, said_now.face, '{_LABEL}',"
    f" CASE WHEN labels.face IS NOT NULL THEN {_PACKED.format('labels', 'labels.at')} END,"
    f" CASE WHEN said_now.verdict IS NOT NULL THEN {_PACKED.format('said_now', ':at')} END, :batch"
    " FROM said_now LEFT JOIN labels ON labels.face = said_now.face AND labels.reviewer = :reviewer"
    " ORDER BY said_now.face"
)
# As ``_has_seen`` finds it.
_SEEN_SINCE = (
    "UPDATE said_now SET blind = 0 WHERE blind AND EXISTS (SELECT 1 FROM edits, json_each("
    "json_array(json(edits.before), json(edits.after))) AS state"
    " WHERE edits.face = said_now.face AND edits.reviewer = ? AND state.type = 'object'"
    f" AND edits.what NOT IN ('{NOTE}', '{BOX}')"
    " AND (NOT coalesce(json_extract(state.value, '$.blind'), 0)"
    " OR json_extract(state.value, '$.verdict') = 'not_a_face'"
    " OR (json_extract(state.value, '$.age_years') IS NOT NULL"
    " AND json_extract(state.value, '$.gender') IS NOT NULL)))"
)
_CLEAR_MANY = (
    "DELETE FROM labels WHERE reviewer = :reviewer"
    " AND face IN (SELECT face FROM said_now WHERE verdict IS NULL)"
)
_WRITE_MANY = (
    "INSERT OR REPLACE INTO labels (face, reviewer, verdict, age, gender, at, blind)"
    " SELECT face, :reviewer, verdict, age, gender, :at, blind FROM said_now"
    " WHERE verdict IS NOT NULL ORDER BY face"
)
_PAGE = 2000
_WIDE_PAGE = 10_000


def set_labels(
    db: sqlite3.Connection, labels: LabelColumns, *, reviewer: str, at: str
) -> Edit | None:
    """Keep what a person said of many faces, as one change to undo; ``None`` for no faces.

    Of each face it is a line in the history. The database does it in a few statements, during
    which other threads can work.
    """
    if not len(labels):
        return None
    _drop_undone(db, reviewer)
    db.execute(_SAID)
    db.execute("DELETE FROM said_now")
    for start in range(0, len(labels), _PAGE):
        page = labels.of(np.arange(start, min(start + _PAGE, len(labels))))
        db.executemany("INSERT INTO said_now VALUES (?, ?, ?, ?, ?)", _as_rows(page))
    if labels.blind.any():
        db.execute(_SEEN_SINCE, (reviewer,))
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM edits").fetchone()
    values = {"reviewer": reviewer, "at": at, "batch": last + 1}
    for statement in (_LOG_MANY, _CLEAR_MANY, _WRITE_MANY):
        db.execute(statement, values)
    first = int(labels.face_ids.min())
    return Edit(first, _photo_of(db, first), count=len(labels))


def _as_rows(labels: LabelColumns) -> list[tuple[int, str | None, float | None, str | None, bool]]:
    verdicts, genders = (*VERDICTS, None), (*HUMAN_GENDERS, None)  # the last ones are for code -1
    return [
        (face, verdicts[verdict], None if age != age else age, genders[gender], blind)
        for face, verdict, age, gender, blind in zip(
            labels.face_ids.tolist(),
            labels.verdict.tolist(),
            labels.age.tolist(),
            labels.gender.tolist(),
            labels.blind.tolist(),
            strict=True,
        )
    ]


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


def move_face(db: sqlite3.Connection, face_id: int, face: Face, *, reviewer: str, at: str) -> Edit:
    """Give a face another box and what the model says of it there; its labels stay as they are.

    Raises ``LookupError`` if there is no such face.
    """
    before = box_state(db, face_id)
    _drop_undone(db, reviewer)
    move_box(db, face_id, face)
    _log_packed(db, face_id, reviewer, at, BOX, before, box_state(db, face_id))
    return Edit(face_id, _photo_of(db, face_id), what="box")


def set_note(db: sqlite3.Connection, face_id: int, note: FaceNote) -> Edit:
    """Keep what a person remarks on a face, in place of what they did before."""
    photo_id = _photo_of(db, face_id)
    comment = " ".join(note.comment.split())[:LONGEST_COMMENT]
    note = replace(note, comment=comment)
    row = db.execute(
        "SELECT reviewer, comment, flags, at FROM notes WHERE face = ? AND reviewer = ?",
        (face_id, note.reviewer),
    ).fetchone()
    _drop_undone(db, note.reviewer)
    before = None if row is None else _packed_note(note_from(row))
    after = None if note.empty else _packed_note(note)
    _write_note(db, face_id, note.reviewer, after)
    _log_packed(db, face_id, note.reviewer, note.noted_at, NOTE, before, after)
    return Edit(face_id, photo_id, what="note")


def _packed_note(note: FaceNote) -> str:
    flags = [flag for flag in FLAGS if flag in note.flags]
    return json.dumps({**asdict(note), "flags": flags})


def _write_note(db: sqlite3.Connection, face_id: int, reviewer: str, state: str | None) -> None:
    if state is None:
        db.execute("DELETE FROM notes WHERE face = ? AND reviewer = ?", (face_id, reviewer))
        return
    note = json.loads(state)
    db.execute(
        "INSERT OR REPLACE INTO notes (face, reviewer, comment, flags, at) VALUES (?, ?, ?, ?, ?)",
        (face_id, reviewer, note["comment"], bits_of(frozenset(note["flags"])), note["noted_at"]),
    )


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


def undo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Take back this person's last change; ``None`` if there is none."""
    row = _last_done(db, reviewer)
    if row is None:
        return None
    batch = row[4]
    if batch is not None:
        return _turn_batch(db, batch, reviewer, undone=True)
    edit = _turn(db, row[:4], reviewer, undone=True)
    if row[2] == MOVE:  # with the label that was given before it
        edit = replace(undo(db, reviewer=reviewer) or edit, relists=True)
    return edit


def redo(db: sqlite3.Connection, *, reviewer: str) -> Edit | None:
    """Do again what this person took back last; ``None`` if there is nothing."""
    row = _next_to_redo(db, reviewer)
    if row is None:
        return None
    batch = row[4]
    if batch is not None:
        return _turn_batch(db, batch, reviewer, undone=False)
    edit = _turn(db, row[:4], reviewer, undone=False)
    after = _next_to_redo(db, reviewer)
    if after is not None and after[2] == MOVE:
        _turn(db, after[:4], reviewer, undone=False)
        edit = replace(edit, relists=True)
    return edit


def _last_done(db: sqlite3.Connection, reviewer: str) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = db.execute(
        "SELECT id, face, what, before, batch FROM edits WHERE reviewer = ? AND undone = 0"
        " ORDER BY id DESC LIMIT 1",
        (reviewer,),
    ).fetchone()
    return row


def _next_to_redo(db: sqlite3.Connection, reviewer: str) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = db.execute(
        "SELECT id, face, what, after, batch FROM edits WHERE reviewer = ? AND undone = 1"
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


_OF_BATCH = (
    " FROM edits WHERE id BETWEEN :first AND :last AND batch = :batch AND reviewer = :reviewer"
    " AND undone = :former"
)


def _batch(db: sqlite3.Connection, batch: int, reviewer: str, *, undone: bool) -> dict[str, Any]:
    """What ``_OF_BATCH`` asks for: the changes of a batch that are to be undone, or redone."""
    (last,) = db.execute("SELECT max(id) FROM edits").fetchone()
    former = int(not undone)
    return {"batch": batch, "first": batch, "last": last, "reviewer": reviewer, "former": former}


def batch_ahead(db: sqlite3.Connection, *, reviewer: str, back: bool) -> LabelColumns | None:
    """What undo (``back``) or redo would make of many faces' labels; ``None`` if not of many.

    It is known a good while before it is done.
    """
    row = _last_done(db, reviewer) if back else _next_to_redo(db, reviewer)
    if row is None or row[4] is None:
        return None
    cells = ", ".join(f"'$.{name}'" for name in ("verdict", "age_years", "gender", "blind"))
    state = f"coalesce(json_extract({'before' if back else 'after'}, {cells}), 'null')"
    # The database puts a page together, without the interpreter: it hands over one row, not all.
    query = f"SELECT group_concat(face), group_concat({state}, char(10)){_OF_BATCH}"
    values = _batch(db, row[4], reviewer, undone=back)
    pages = []
    for first in range(values["first"], values["last"] + 1, _WIDE_PAGE):
        page = values | {"first": first, "last": min(first + _WIDE_PAGE - 1, values["last"])}
        faces, states = db.execute(query, page).fetchone()
        if faces is not None:
            pages.append(_unpacked(faces, states.split("\n")))
    return LabelColumns.joined(pages)


def _unpacked(faces: str, states: Sequence[str]) -> LabelColumns:
    """Labels of faces "1,2" from JSON lists (verdict, age, gender, blind), "null" for none.

    Many faces have few different labels: each is read once.
    """
    places: dict[str, int] = {}
    index = np.array([places.setdefault(state, len(places)) for state in states])
    known = json.loads(f"[{','.join(places)}]")
    verdict, age, gender, blind = zip(*(one or (None,) * 4 for one in known), strict=True)
    return LabelColumns(
        np.array(json.loads(f"[{faces}]"), dtype=np.int64),
        np.array([_VERDICT_CODES.get(one, _UNSAID) for one in verdict], dtype=np.int8)[index],
        np.array(age, dtype=np.float32)[index],
        np.array([_GENDER_CODES.get(one, _UNSAID) for one in gender], dtype=np.int8)[index],
        np.array([bool(one) for one in blind], dtype=bool)[index],
    )


def _turn_batch(db: sqlite3.Connection, batch: int, reviewer: str, *, undone: bool) -> Edit:
    """Undo or redo a change of many faces, all of it."""
    state = "before" if undone else "after"
    values = _batch(db, batch, reviewer, undone=undone)
    count, first = db.execute(f"SELECT count(*), min(face){_OF_BATCH}", values).fetchone()
    db.execute(
        "DELETE FROM labels WHERE reviewer = :reviewer"
        f" AND face IN (SELECT face{_OF_BATCH} AND {state} IS NULL)",
        values,
    )
    cells = ("verdict", "age_years", "gender", "reviewed_at")
    found = ", ".join(f"json_extract({state}, '$.{name}')" for name in cells)
    db.execute(
        "INSERT OR REPLACE INTO labels (face, reviewer, verdict, age, gender, at, blind)"
        f" SELECT face, reviewer, {found}, coalesce(json_extract({state}, '$.blind'), 0)"
        f"{_OF_BATCH} AND {state} IS NOT NULL",
        values,
    )
    db.execute(f"UPDATE edits SET undone = NOT :former WHERE id IN (SELECT id{_OF_BATCH})", values)
    return Edit(int(first), _photo_of(db, int(first)), count=int(count))


def _turn(db: sqlite3.Connection, row: Sequence[Any], reviewer: str, *, undone: bool) -> Edit:
    edit_id, face_id, what, state = row
    if what in (_LABEL, _ADD):
        label = None if state is None else HumanLabel(**json.loads(state))
        _write(db, face_id, reviewer, label)
    if what == _ADD:
        db.execute("UPDATE faces SET undone = ? WHERE id = ?", (undone, face_id))
    elif what == BOX:
        set_box_state(db, face_id, state)
    elif what == NOTE:
        _write_note(db, face_id, reviewer, state)
    elif what in (MOVE, DROP):  # the held face, whose labels are other people's
        db.execute("UPDATE faces SET undone = ? WHERE id = ?", (not undone, face_id))
    db.execute("UPDATE edits SET undone = ? WHERE id = ?", (undone, edit_id))
    kind: Literal["label", "note", "box"] = (
        "box" if what == BOX else "note" if what == NOTE else "label"
    )
    return Edit(face_id, _photo_of(db, face_id), relists=what in _RELISTING, what=kind)


def _has_seen(db: sqlite3.Connection, face_id: int, reviewer: str) -> bool:
    """Whether the reviewer once answered this face in sight of the model, or saw it thereafter.

    What was taken back since counts as well: nobody can unsee an answer.
    """
    rows = db.execute(
        "SELECT before, after FROM edits WHERE face = ? AND reviewer = ?"
        f" AND what NOT IN ('{NOTE}', '{BOX}')",
        (face_id, reviewer),
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
    _log_packed(db, face_id, reviewer, at, what, _packed(before), _packed(after))


def _log_packed(
    db: sqlite3.Connection,
    face_id: int,
    reviewer: str,
    at: str,
    what: str,
    before: str | None,
    after: str | None,
) -> None:
    db.execute(
        "INSERT INTO edits (reviewer, at, face, what, before, after) VALUES (?, ?, ?, ?, ?, ?)",
        (reviewer, at, face_id, what, before, after),
    )


def _packed(label: HumanLabel | None) -> str | None:
    return None if label is None else json.dumps(asdict(label))


def _photo_of(db: sqlite3.Connection, face_id: int) -> int:
    row = db.execute("SELECT photo FROM faces WHERE id = ?", (face_id,)).fetchone()
    if row is None:
        raise LookupError(f"There is no such face. Received: {face_id}")
    return int(row[0])
