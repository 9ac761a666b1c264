"""A project's photos and faces as records, and its counts."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from engine.project.photos import face_from, key_of, name_of
from engine.project.records import Counts, FaceEntry, HumanLabel, PhotoEntry, Run
from engine.project.review import label_from

_PHOTO = (
    "SELECT photos.id, photos.name, photos.status, photos.width_px, photos.height_px,"
    " photos.message, photos.run, twin.name, photos.present, photos.hash, photos.position"
    " FROM photos LEFT JOIN photos AS twin ON twin.id = photos.twin_of"
)
_FACE = (
    "SELECT id, photo, origin, found, x, y, w, h, keypoints, score, age, age_low, age_high,"
    " female, gender FROM faces WHERE NOT undone AND photo IN ({}) ORDER BY photo, x, id"
)
_LABELS = (
    "SELECT face, verdict, reviewer, at, labels.age, labels.gender FROM labels"
    " JOIN faces ON faces.id = face WHERE photo IN ({}) ORDER BY at DESC, reviewer"
)
_REVIEWED = (
    "EXISTS (SELECT 1 FROM faces JOIN labels ON labels.face = faces.id"
    " WHERE faces.photo = photos.id AND NOT faces.undone)"
)
_PAGE = 500


def photo(db: sqlite3.Connection, photo_id: int) -> PhotoEntry:
    """One photo with its faces; raises ``LookupError`` if there is none of this id."""
    rows = db.execute(f"{_PHOTO} WHERE photos.id = ?", (photo_id,)).fetchall()
    if not rows:
        raise LookupError(f"There is no such photo. Received: {photo_id}")
    return _entries(db, rows, runs(db))[0]


def find(db: sqlite3.Connection, name: str) -> PhotoEntry:
    """The photo of a name; raises ``LookupError``."""
    row = db.execute("SELECT id FROM photos WHERE name = ?", (key_of(name),)).fetchone()
    return photo(db, -1 if row is None else row[0])


def photos(db: sqlite3.Connection) -> Iterator[PhotoEntry]:
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


def counts(db: sqlite3.Connection) -> Counts:
    """How far the project is."""
    by_status = dict(db.execute("SELECT status, count(*) FROM photos WHERE present GROUP BY 1"))
    twins, gone = db.execute(
        "SELECT count(twin_of), count(*) - coalesce(sum(present), 0) FROM photos"
    ).fetchone()
    faces, reviewed = db.execute(
        "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM labels WHERE face = faces.id)), 0)"
        " FROM faces JOIN photos ON photos.id = faces.photo WHERE present AND NOT undone"
    ).fetchone()
    return Counts(
        photos=sum(by_status.values()),
        twins=twins,
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
            twin_of=None if twin is None else name_of(twin),
            present=bool(present),
            sha256=content.hex() if content else None,
        )
        for key, name, status, width, height, message, run, twin, present, content, _ in rows
    ]


def _faces(db: sqlite3.Connection, photo_ids: Sequence[int]) -> dict[int, list[FaceEntry]]:
    marks = ",".join("?" * len(photo_ids))
    labels: dict[int, list[HumanLabel]] = defaultdict(list)
    for face_id, *values in db.execute(_LABELS.format(marks), photo_ids):
        labels[face_id].append(label_from(values))
    found: dict[int, list[FaceEntry]] = defaultdict(list)
    for face_id, photo_id, origin, seen, *values in db.execute(_FACE.format(marks), photo_ids):
        found[photo_id].append(
            FaceEntry(
                face_id=face_id,
                photo_id=photo_id,
                face=face_from(values),
                origin=origin,
                found=bool(seen),
                labels=tuple(labels[face_id]),
            )
        )
    return found
