"""The faces of a photo in the project file: those found now are matched with those from before."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
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
    old = [
        (key, Box(x, y, w, h).before(size, turn.orientation, into_px=into), touched)
        for key, x, y, w, h, touched in db.execute(_OLD_FACES, (old_id,)).fetchall()
    ]
    pairs = match_boxes([face.box for face in result.faces], [box for _, box, _ in old])
    for key, box, touched in (old[place] for place in pairs.values()):
        if touched:
            db.execute(
                "UPDATE faces SET photo = ?, x = ?, y = ?, w = ?, h = ? WHERE id = ?",
                (new_id, box.x, box.y, box.w, box.h, key),
            )
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


_OLD_FACES = (
    "SELECT id, x, y, w, h, EXISTS (SELECT 1 FROM edits WHERE edits.face = faces.id)"
    " FROM faces WHERE photo = ? AND origin = 'model' AND NOT undone ORDER BY id"
)


def keep_faces(db: sqlite3.Connection, photo_id: int, faces: Sequence[Face], *, at: str) -> None:
    """Match the new faces with the old ones by place; drop old ones that nobody labelled."""
    old = [
        (key, Box(x, y, w, h), touched)
        for key, x, y, w, h, touched in db.execute(_OLD_FACES, (photo_id,)).fetchall()
    ]
    pairs = match_boxes([face.box for face in faces], [box for _, box, _ in old])
    same = {index: old[place][0] for index, place in pairs.items()}
    for index, face in enumerate(faces):
        values = face_values(face)
        if index in same:
            db.execute(_UPDATE_FACE, (*values, same[index]))
        else:
            db.execute(INSERT_FACE, (photo_id, "model", *values))
    for key, _, touched in old:
        if key in same.values():
            continue
        if touched:
            _lose(db, key, at=at)
        else:
            db.execute("DELETE FROM faces WHERE id = ?", (key,))


LOST, MOVE, DROP = "lost", "move", "drop"
"""Changes in the history: a face is found no longer; a held label was moved, or dropped."""


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
