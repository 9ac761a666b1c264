"""What is read back of a project: photos with their faces and labels, runs, and counts."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from engine.project.faces import LOST, box_from, face_from
from engine.project.history import label_from
from engine.project.photos import key_of, name_before, name_of
from engine.project.records import (
    REPLACED,
    Counts,
    FaceEntry,
    FaceNote,
    HeldFace,
    HumanLabel,
    PhotoEntry,
    Run,
    note_from,
)
from engine.project.sureness import decided_at, threshold_of

PASSED_OVER = "passed over"
_PHOTO = (
    "SELECT photos.id, photos.name, photos.status, photos.width_px, photos.height_px,"
    " photos.message, photos.run, first.name, photos.present, photos.hash, contents.picture,"
    " photos.position FROM photos LEFT JOIN photos AS first ON first.id = photos.twin_of"
    " LEFT JOIN contents ON contents.photo = photos.id"
)
# Of a face that the model finds no longer: whether a person has spoken of it since.
_VOUCHED = (
    "(NOT found AND EXISTS (SELECT 1 FROM labels JOIN edits ON edits.face = labels.face"
    " AND edits.reviewer = labels.reviewer WHERE labels.face = faces.id"
    " AND labels.verdict <> 'not_a_face' AND edits.what = 'label' AND NOT edits.undone"
    " AND edits.id > (SELECT max(id) FROM edits AS lost"
    f" WHERE lost.face = faces.id AND lost.what = '{LOST}')))"
)
_FACE = (
    f"SELECT id, photo, origin, found, {_VOUCHED}, found_at, x, y, w, h, keypoints, score, age,"
    " age_low, age_high, female, gender FROM faces WHERE NOT undone AND photo IN ({})"
    " ORDER BY photo, x, id"
)
_LABELS = (
    "SELECT face, verdict, reviewer, at, labels.age, labels.gender, blind FROM labels"
    " JOIN faces ON faces.id = face WHERE photo IN ({}) ORDER BY at DESC, reviewer"
)
_NOTES = (
    "SELECT face, reviewer, comment, flags, notes.at FROM notes"
    " JOIN faces ON faces.id = face WHERE photo IN ({}) ORDER BY reviewer"
)
_REVIEWED = (
    "EXISTS (SELECT 1 FROM faces JOIN labels ON labels.face = faces.id"
    " WHERE faces.photo = photos.id AND NOT faces.undone)"
)
_COMPLETE = (
    "(labels.verdict = 'not_a_face' OR (labels.age IS NOT NULL AND labels.gender IS NOT NULL))"
)
_PAGE = 500


def read_photo(db: sqlite3.Connection, photo_id: int) -> PhotoEntry:
    """One photo with its faces; raises ``LookupError`` if there is none of this id."""
    rows = db.execute(f"{_PHOTO} WHERE photos.id = ?", (photo_id,)).fetchall()
    if not rows:
        raise LookupError(f"There is no such photo. Received: {photo_id}")
    return _entries(db, rows, runs(db))[0]


def held(db: sqlite3.Connection) -> list[HeldFace]:
    """All faces whose labels wait for a person."""
    rows = db.execute(
        f"{_PHOTO} WHERE NOT photos.present AND photos.message = ? AND {_REVIEWED}"
        " ORDER BY photos.position, photos.id",
        (REPLACED,),
    ).fetchall()
    found, known = [], runs(db)
    for photo in _entries(db, rows, known):
        name = name_before(photo.name, photo.sha256 or "")
        row = db.execute(
            f"{_PHOTO} WHERE photos.name = ? AND photos.present", (key_of(name),)
        ).fetchone()
        successor = None if row is None else _entries(db, [row], known)[0]
        found += [
            HeldFace(photo=photo, face=face, former_name=name, successor=successor)
            for face in photo.faces
            if face.labels
        ]
    return found


def held_face(db: sqlite3.Connection, face_id: int) -> FaceEntry:
    """A face whose labels wait for a person; raises ``LookupError`` if they do not."""
    face = next((one.face for one in held(db) if one.face.face_id == face_id), None)
    if face is None:
        raise LookupError(f"No label of this face is held. Received: {face_id}")
    return face


def present_face(db: sqlite3.Connection, face_id: int) -> FaceEntry:
    """A face of a photo that is there; raises ``LookupError``."""
    row = db.execute("SELECT photo FROM faces WHERE id = ?", (face_id,)).fetchone()
    photo = read_photo(db, -1 if row is None else row[0])
    face = next((one for one in photo.faces if one.face_id == face_id and photo.present), None)
    if face is None:
        raise LookupError(f"This face is not there. Received: {face_id}")
    return face


def find(db: sqlite3.Connection, name: str) -> PhotoEntry:
    """The photo of a name; raises ``LookupError``."""
    row = db.execute("SELECT id FROM photos WHERE name = ?", (key_of(name),)).fetchone()
    return read_photo(db, -1 if row is None else row[0])


def read_photos(db: sqlite3.Connection) -> Iterator[PhotoEntry]:
    """All photos in the order of the scan, page by page.

    Of those that are there no more only the ones that a person labelled, after the others.
    """
    known = runs(db)
    for present in (1, 0):
        last = (-1, -1)
        while rows := db.execute(
            f"{_PHOTO} WHERE photos.present = ? AND (photos.present OR {_REVIEWED})"
            " AND (photos.position, photos.id) > (?, ?)"
            " ORDER BY photos.position, photos.id LIMIT ?",
            (present, *last, _PAGE),
        ).fetchall():
            yield from _entries(db, rows, known)
            last = rows[-1][-1], rows[-1][0]


def runs(db: sqlite3.Connection) -> dict[int, Run]:
    """All runs by id."""
    rows = db.execute(
        "SELECT id, model_id, model_sha256, detector, detect, app_version FROM runs ORDER BY id"
    )
    return {
        key: Run(
            run_id=key,
            model_id=model_id,
            model_sha256=sha256,
            detector=detector,
            detect=bool(detect),
            app_version=version,
        )
        for key, model_id, sha256, detector, detect, version in rows
    }


def passed_over(db: sqlite3.Connection) -> dict[str, int]:
    """How many files and folders the last scan left out, by kind."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (f"setting {PASSED_OVER}",)).fetchone()
    try:
        found = json.loads(row[0]) if row is not None else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {kind: count for kind, count in found.items() if type(count) is int and count > 0}


def counts(db: sqlite3.Connection) -> Counts:
    """How far the project is."""
    by_status = dict(db.execute("SELECT status, count(*) FROM photos WHERE present GROUP BY 1"))
    duplicates, gone = db.execute(
        "SELECT count(twin_of), coalesce(sum(NOT present AND message <> ?), 0) FROM photos",
        (REPLACED,),
    ).fetchone()
    faces, reviewed = db.execute(
        "SELECT count(*),"
        f" coalesce(sum(EXISTS (SELECT 1 FROM labels WHERE face = faces.id AND {_COMPLETE})), 0)"
        " FROM faces JOIN photos ON photos.id = faces.photo WHERE present AND NOT undone"
    ).fetchone()
    (held,) = db.execute(
        "SELECT count(*) FROM faces JOIN photos ON photos.id = faces.photo WHERE NOT present"
        " AND message = ? AND NOT undone AND EXISTS (SELECT 1 FROM labels WHERE face = faces.id)",
        (REPLACED,),
    ).fetchone()
    return Counts(
        held=held,
        passed_over=tuple(passed_over(db).items()),
        photos=sum(by_status.values()),
        duplicates=duplicates,
        gone=gone,
        faces=faces,
        reviewed=reviewed,
        **by_status,
    )


def reviewers(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Who labelled how many faces, by name."""
    return db.execute(
        "SELECT reviewer, count(*) FROM labels JOIN faces ON faces.id = face WHERE NOT undone"
        " GROUP BY reviewer ORDER BY reviewer"
    ).fetchall()


def _entries(
    db: sqlite3.Connection, rows: Sequence[Sequence[Any]], known: dict[int, Run]
) -> list[PhotoEntry]:
    faces = _faces(db, [row[0] for row in rows])
    return [
        PhotoEntry(
            photo_id=key,
            name=name_of(name),
            status=status,
            width_px=width,
            height_px=height,
            message=message,
            faces=tuple(faces[key]),
            run=known.get(run),
            duplicate_of=None if first is None else name_of(first),
            present=bool(present),
            sha256=content.hex() if content else None,
            picture=picture.hex() if picture else "",
        )
        for (
            key,
            name,
            status,
            width,
            height,
            message,
            run,
            first,
            present,
            content,
            picture,
            _,
        ) in rows
    ]


def _faces(db: sqlite3.Connection, photo_ids: Sequence[int]) -> dict[int, list[FaceEntry]]:
    marks = ",".join("?" * len(photo_ids))
    labels: dict[int, list[HumanLabel]] = defaultdict(list)
    for face_id, *values in db.execute(_LABELS.format(marks), photo_ids):
        labels[face_id].append(label_from(values))
    notes: dict[int, list[FaceNote]] = defaultdict(list)
    for face_id, *values in db.execute(_NOTES.format(marks), photo_ids):
        notes[face_id].append(note_from(values))
    threshold = threshold_of(db)
    found: dict[int, list[FaceEntry]] = defaultdict(list)
    for face_id, photo_id, origin, seen, vouched, found_at, *values in db.execute(
        _FACE.format(marks), photo_ids
    ):
        found[photo_id].append(
            FaceEntry(
                face_id=face_id,
                photo_id=photo_id,
                face=decided_at(face_from(values), threshold),
                origin=origin,
                found=bool(seen),
                labels=tuple(labels[face_id]),
                vouched=bool(vouched),
                found_at=box_from(found_at),
                notes=tuple(notes[face_id]),
            )
        )
    return found
