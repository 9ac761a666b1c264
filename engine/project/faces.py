"""The faces of a photo in the project file: those found now are matched with those from before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.project.records import Turn
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult, match_boxes

LABELLED = "SELECT DISTINCT photo FROM faces JOIN edits ON edits.face = faces.id"
"""The photos with faces of which people have spoken."""


def has_faces(db: sqlite3.Connection, photo_id: int) -> bool:
    """Whether anything is known of a photo that would be lost with it."""
    return db.execute("SELECT 1 FROM faces WHERE photo = ?", (photo_id,)).fetchone() is not None


def turn_faces(
    db: sqlite3.Connection, old_id: int, new_id: int, *, turn: Turn | None, result: PhotoResult
) -> None:
    """Let labelled faces of a picture that was turned go to where they are found again.

    The others stay with the former picture; where none stay, nothing is left to remember it for.
    """
    size, picture = _size_and_picture(db, old_id)
    if turn is None or picture != turn.picture or 0 in size:
        return
    into = result.width_px, result.height_px
    old = _old_faces(db, old_id)

    def turned(box: Box) -> Box:
        return box.before(size, turn.orientation, into_px=into)

    pairs = match_boxes([face.box for face in result.faces], [turned(one.model_box) for one in old])
    for one in (old[place] for place in pairs.values()):
        if one.touched:
            box = turned(one.box)
            db.execute(
                "UPDATE faces SET photo = ?, x = ?, y = ?, w = ?, h = ? WHERE id = ?",
                (new_id, box.x, box.y, box.w, box.h, one.face_id),
            )
        if one.found_at is not None:  # where its eyes are is not looked for again
            db.execute(
                "UPDATE faces SET found_at = ?, keypoints = NULL WHERE id = ?",
                (packed_box(turned(one.found_at)), one.face_id),
            )
            end_box_changes(db, one.face_id)
    if db.execute(f"{LABELLED} WHERE photo = ?", (old_id,)).fetchone() is None:
        db.execute("DELETE FROM faces WHERE photo = ?", (old_id,))
        db.execute("DELETE FROM photos WHERE id = ?", (old_id,))


def _size_and_picture(db: sqlite3.Connection, photo_id: int) -> tuple[tuple[int, int], str]:
    """Width and height of a photo, and the hash (hex) of its pixels."""
    width, height, picture = db.execute(
        "SELECT width_px, height_px, picture FROM photos"
        " LEFT JOIN contents ON contents.photo = photos.id WHERE id = ?",
        (photo_id,),
    ).fetchone()
    return (width, height), "" if picture is None else picture.hex()


@dataclass(frozen=True, slots=True)
class _OldFace:
    """A face that the model found before, where its box is now, and whether anybody spoke of it."""

    face_id: int
    box: Box
    found_at: Box | None
    touched: bool

    @property
    def model_box(self) -> Box:
        """Where the model found it."""
        return self.found_at or self.box


def _old_faces(db: sqlite3.Connection, photo_id: int) -> list[_OldFace]:
    rows = db.execute(
        "SELECT id, x, y, w, h, found_at, EXISTS (SELECT 1 FROM edits WHERE face = faces.id)"
        " FROM faces WHERE photo = ? AND origin = 'model' AND NOT undone ORDER BY id",
        (photo_id,),
    )
    return [
        _OldFace(key, Box(x, y, w, h), box_from(found_at), bool(touched))
        for key, x, y, w, h, found_at, touched in rows.fetchall()
    ]


def keep_faces(
    db: sqlite3.Connection, photo_id: int, faces: Sequence[Face], *, at: str, same_model: bool
) -> None:
    """Match the new faces with the old ones by place; drop old ones that nobody labelled.

    A box that a person moved stays; what another model said of it is forgotten (not
    ``same_model``), as this one has not judged it.
    """
    old = _old_faces(db, photo_id)
    pairs = match_boxes([face.box for face in faces], [one.model_box for one in old])
    same = {index: old[place] for index, place in pairs.items()}
    for index, face in enumerate(faces):
        values, one = face_values(face), same.get(index)
        if one is None:
            db.execute(INSERT_FACE, (photo_id, "model", *values))
        elif one.found_at is None:
            db.execute(_UPDATE_FACE, (*values, one.face_id))
        else:
            found_at = packed_box(face.box)
            db.execute("UPDATE faces SET found_at = ? WHERE id = ?", (found_at, one.face_id))
    matched = {one.face_id for one in same.values()}
    for one in old:
        if one.found_at is not None:
            if not same_model:
                db.execute(_FORGET_ESTIMATE, (one.face_id,))
                end_box_changes(db, one.face_id)
        elif one.face_id not in matched:
            if one.touched:
                _lose(db, one.face_id, at=at)
            else:
                db.execute("DELETE FROM faces WHERE id = ?", (one.face_id,))


_FORGET_ESTIMATE = (
    "UPDATE faces SET keypoints = NULL, score = NULL, age = NULL, age_low = NULL, age_high = NULL,"
    " female = NULL, gender = NULL WHERE id = ?"
)
LOST, MOVE, DROP, BOX = "lost", "move", "drop", "box"
"""Changes in the history: a face is found no longer; a held label was moved, or dropped; the box of
a face was moved or resized."""


def end_box_changes(db: sqlite3.Connection, face_id: int) -> None:
    """Let nobody undo or redo what was done to a box of which something else is so by now."""
    db.execute(f"UPDATE edits SET undone = 2 WHERE face = ? AND what = '{BOX}'", (face_id,))


def packed_box(box: Box | None) -> str | None:
    """A box as a JSON list (left, top, width, height)."""
    return None if box is None else json.dumps([box.x, box.y, box.w, box.h])


def box_from(text: str | None) -> Box | None:
    """The opposite of ``packed_box``."""
    return None if text is None else Box(*json.loads(text))


STATE = (
    "x",
    "y",
    "w",
    "h",
    "keypoints",
    "score",
    "age",
    "age_low",
    "age_high",
    "female",
    "gender",
    "found_at",
)
"""The columns that tell where a face is, and what the model says of it there."""


def box_state(db: sqlite3.Connection, face_id: int) -> str:
    """Where a face is and what the model says of it there, as JSON; raises ``LookupError``."""
    row = db.execute(f"SELECT {', '.join(STATE)} FROM faces WHERE id = ?", (face_id,)).fetchone()
    if row is None:
        raise LookupError(f"There is no such face. Received: {face_id}")
    return json.dumps(dict(zip(STATE, row, strict=True)))


def set_box_state(db: sqlite3.Connection, face_id: int, state: str) -> None:
    """Put a face back to where ``box_state`` found it."""
    values = json.loads(state)
    db.execute(
        f"UPDATE faces SET {', '.join(f'{name} = ?' for name in STATE)} WHERE id = ?",
        (*(values[name] for name in STATE), face_id),
    )


def move_box(db: sqlite3.Connection, face_id: int, face: Face) -> None:
    """Give a face the box that a person made of its own, and what the model says of that.

    Where the model found it is remembered: it is looked for there when the photo is analysed again.
    """
    (origin, found_at, *box) = db.execute(
        "SELECT origin, found_at, x, y, w, h FROM faces WHERE id = ?", (face_id,)
    ).fetchone()
    if origin == "model" and found_at is None:
        packed = packed_box(Box(*box))
        db.execute("UPDATE faces SET found_at = ? WHERE id = ?", (packed, face_id))
    db.execute(_MOVE_FACE, (*face_values(face), face_id))


def hold_no_more(db: sqlite3.Connection, photo_id: int) -> None:
    """A picture is there again: its faces show, with their labels, whatever became of those."""
    settled = f"what IN ('{MOVE}', '{DROP}') AND undone < 2"
    db.execute(
        "UPDATE faces SET undone = 0 WHERE photo = ? AND undone"
        f" AND id IN (SELECT face FROM edits WHERE {settled})",
        (photo_id,),
    )
    db.execute(
        f"UPDATE edits SET undone = 2 WHERE {settled}"
        " AND face IN (SELECT id FROM faces WHERE photo = ?)",
        (photo_id,),
    )


def _lose(db: sqlite3.Connection, face_id: int, *, at: str) -> None:
    """Note that the model finds a face no longer, and when: nobody's change, so never undone."""
    lost = db.execute("UPDATE faces SET found = 0 WHERE id = ? AND found", (face_id,))
    if lost.rowcount:
        db.execute(
            "INSERT INTO edits (reviewer, at, face, what, undone) VALUES ('', ?, ?, ?, 2)",
            (at, face_id, LOST),
        )


INSERT_FACE = (
    "INSERT INTO faces (photo, origin, x, y, w, h, keypoints, score, age, age_low, age_high,"
    " female, gender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_UPDATE_FACE = (
    "UPDATE faces SET found = 1, x = ?, y = ?, w = ?, h = ?, keypoints = ?, score = ?, age = ?,"
    " age_low = ?, age_high = ?, female = ?, gender = ? WHERE id = ?"
)


_MOVE_FACE = _UPDATE_FACE.replace("found = 1, ", "")


def face_values(face: Face) -> tuple[float | str | None, ...]:
    """A face as the columns x to gender."""
    box, estimate = face.box, face.estimate
    points = json.dumps(face.keypoints.points) if face.keypoints else None
    figures = (
        (
            estimate.age_years,
            estimate.age_low,
            estimate.age_high,
            estimate.female_score,
            estimate.gender,
        )
        if estimate
        else (None,) * 5
    )
    return (box.x, box.y, box.w, box.h, points, face.score, *figures)


def face_from(values: Sequence[Any]) -> Face:
    """The opposite of ``face_values``."""
    x, y, w, h, points, score, age, low, high, female, gender = values
    estimate = (
        Estimate(age, female, gender, age_low=low, age_high=high)
        if age is not None and female is not None
        else None
    )
    keypoints = (
        Keypoints(*((float(px), float(py)) for px, py in json.loads(str(points))))
        if points
        else None
    )
    return Face(Box(x, y, w, h), keypoints, score, estimate)
