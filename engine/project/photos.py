"""The photos of a project: listing them, and keeping what the model says of each."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ImageError
from engine.files import opened_ordinary
from engine.images import MAX_FILE_BYTES, file_in, may_have_pages, page_digest, split_page
from engine.project.faces import LABELLED, has_faces, hold_no_more, keep_faces, turn_faces
from engine.project.records import REPLACED, FileStamp, Run, Turn
from engine.results import PhotoResult


@dataclass(frozen=True, slots=True)
class Pending:
    """A photo that is to be looked at."""

    photo_id: int
    name: str


@dataclass(frozen=True, slots=True)
class AnalysedPhoto:
    """A photo that was looked at: the result, and the file's stamp and hash from before.

    ``turn`` proves that it is what lay under its name before, turned.
    """

    photo_id: int
    result: PhotoResult
    stamp: FileStamp | None
    sha256: str | None
    turn: Turn | None = None


def key_of(name: str) -> str | bytes:
    """A name as it stands in the file: text, or bytes where it is not valid Unicode."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def name_of(key: str | bytes) -> str:
    """The opposite of ``key_of``."""
    return key if isinstance(key, str) else os.fsdecode(key)


def run_of(db: sqlite3.Connection, run: Run, *, begun_at: str) -> int:
    """The id of a run with these settings, made if need be."""
    values = (run.model_id, run.model_sha256, run.detector, run.detect, run.app_version)
    db.execute(
        "INSERT OR IGNORE INTO runs (model_id, model_sha256, detector, detect, app_version,"
        " begun_at) VALUES (?, ?, ?, ?, ?, ?)",
        (*values, begun_at),
    )
    row = db.execute(
        "SELECT id FROM runs WHERE model_id = ? AND model_sha256 = ? AND detector = ?"
        " AND detect = ? AND app_version = ?",
        values,
    ).fetchone()
    return int(row[0])


def list_photos(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Make these the files that are there, in this order.

    New ones are pending; the others stay as they are, those not named become absent.
    """
    begin_list(db)
    add_to_list(db, names)
    take_list(db)


def begin_list(db: sqlite3.Connection) -> None:
    """Begin a list of the files that are there; it is kept by SQLite, however long it gets."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS listed (name UNIQUE, position INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM listed")


def add_to_list(db: sqlite3.Connection, names: Iterable[str]) -> None:
    """Add the next files."""
    rows = ((key_of(name),) for name in names)
    db.executemany("INSERT OR IGNORE INTO listed (name) VALUES (?)", rows)


def take_list(db: sqlite3.Connection) -> None:
    """Make these the files that are there, as ``list_photos`` does."""
    db.execute(
        "INSERT INTO photos (name, position) SELECT name, position FROM listed"
        " WHERE name NOT IN (SELECT name FROM photos) ORDER BY position"
    )
    db.execute("UPDATE photos SET present = name IN (SELECT name FROM listed)")
    db.execute(
        "UPDATE photos SET position ="
        " (SELECT position FROM listed WHERE listed.name = photos.name) WHERE present"
    )
    db.execute("DELETE FROM listed")


@dataclass(frozen=True, slots=True)
class Listed:
    """A photo that is there, as it was analysed: ``stamp`` (size in bytes, times of change in ns).

    ``known`` is false for one that was not analysed yet.
    """

    position: int
    photo_id: int
    name: str
    known: bool
    stamp: tuple[int | None, ...]

    def is_changed(self, now: FileStamp | None) -> bool:
        """Whether another file lies there, by its stamp."""
        return self.known and not _same_stamp(now, self.stamp)


def listed(db: sqlite3.Connection, *, after: int, limit: int) -> list[Listed]:
    """The next photos that are there, in the order of the scan."""
    rows = db.execute(
        "SELECT position, id, name, hash IS NOT NULL, size_bytes, mtime_ns, changed_ns FROM photos"
        " LEFT JOIN contents ON contents.photo = photos.id WHERE present AND position > ?"
        " ORDER BY position LIMIT ?",
        (after, limit),
    )
    return [
        Listed(position, key, name_of(name), bool(known), tuple(stamp))
        for position, key, name, known, *stamp in rows
    ]


def put_back(db: sqlite3.Connection, run_id: int, *, changed: Iterable[int]) -> None:
    """Make pending what has to be looked at anew.

    That is every photo analysed under other settings (an update of the program alone is none), the
    ``changed`` ones, whose files have another stamp, and every one that could not be read or
    analysed, as that may have mended.
    """
    db.execute(
        "UPDATE photos SET status = 'pending' WHERE present AND status <> 'pending' AND ("
        " status IN ('unreadable', 'skipped') OR run NOT IN (SELECT other.id FROM runs AS other,"
        " runs AS mine WHERE mine.id = ? AND other.model_id = mine.model_id"
        " AND other.model_sha256 = mine.model_sha256 AND other.detector = mine.detector"
        " AND other.detect = mine.detect))",
        (run_id,),
    )
    rows = ((key,) for key in changed)
    db.executemany("UPDATE photos SET status = 'pending' WHERE id = ?", rows)


_CHUNK_BYTES = 2**20


def stamp_of(path: Path) -> FileStamp | None:
    """Size and time of change of the ordinary file of a photo; ``None`` for anything else."""
    try:
        status = file_in(path).stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileStamp(
        size_bytes=status.st_size, mtime_ns=status.st_mtime_ns, changed_ns=status.st_ctime_ns
    )


def hash_of(path: Path) -> str | None:
    """SHA-256 of what a photo is known by; ``None`` for no ordinary file, or an unreadable one.

    That is the content of its file or, where that has several pages, of its own page.
    """
    stamp = stamp_of(path)
    if stamp is None or stamp.size_bytes > MAX_FILE_BYTES:
        return None
    try:
        return page_digest(path) or _hash_of_file(file_in(path))
    except (OSError, ValueError, ImageError):
        return None


def _hash_of_file(path: Path) -> str:
    digest = hashlib.sha256()
    with opened_ordinary(path) as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def known_file(db: sqlite3.Connection, photo_id: int) -> KnownFile | None:
    """By what the file of a photo is known; ``None`` if it was not analysed yet."""
    row = db.execute(
        "SELECT hash, size_bytes, mtime_ns, changed_ns FROM photos"
        " LEFT JOIN contents ON contents.photo = photos.id WHERE photos.id = ?",
        (photo_id,),
    ).fetchone()
    return None if row is None or row[0] is None else KnownFile(row[0].hex(), tuple(row[1:]))


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was analysed: its hash (hex), size in bytes, and both times in ns."""

    sha256: str
    stamp: tuple[int | None, ...]

    def is_at(self, path: Path) -> bool:
        """Whether it lies there, or nothing that could be read.

        The content is only looked into if size or times have changed; that may take a while.
        """
        now = stamp_of(path)
        if now is None or _same_stamp(now, self.stamp):
            return True
        return hash_of(path) in (None, self.sha256)


def _same_stamp(now: FileStamp | None, then: Sequence[int | None]) -> bool:
    if now is None:
        return False
    size, mtime, changed = then
    # Projects of earlier versions do not know the last.
    unchanged = None in (changed, now.changed_ns) or changed == now.changed_ns
    return unchanged and (now.size_bytes, now.mtime_ns) == (size, mtime)


def to_identify(db: sqlite3.Connection, changed: Collection[int]) -> list[Pending]:
    """Photos whose files have to be looked into before it can be said which photos they are.

    ``changed`` are those that ``put_back`` found to have another stamp. None if every photo that
    is known lies where it was.
    """
    known = db.execute("SELECT 1 FROM photos WHERE NOT present AND hash IS NOT NULL").fetchone()
    if known is None and not changed:
        return []
    rows = db.execute(
        "SELECT id, name, hash IS NULL FROM photos WHERE present AND status = 'pending'"
        " ORDER BY position"
    )
    return [Pending(key, name_of(name)) for key, name, new in rows if new or key in changed]


def wanted_pictures(
    db: sqlite3.Connection, found: Mapping[int, str], changed: Collection[int]
) -> tuple[dict[str, list[str]], set[int]]:
    """Pages with labels whose content is nowhere, and the photos of a content nobody knows.

    Of the first their hashes (hex), by that of their pixels: programs that add a page to a TIFF, or
    take one away, write all of it anew, and often the pages packed in another way. ``found`` and
    ``changed`` are as for ``follow_contents``.
    """
    there = set(found.values())
    rows = db.execute("SELECT hash FROM photos WHERE hash IS NOT NULL")
    known = {content.hex() for (content,) in rows} & there
    wanted: dict[str, list[str]] = {}
    for key, name, content, picture, present in db.execute(
        "SELECT id, name, hash, picture, present FROM photos JOIN contents ON photo = id"
        f" WHERE hash IS NOT NULL AND picture IS NOT NULL AND id IN ({LABELLED}) ORDER BY id"
    ):
        away = (key in changed or not present) and content.hex() not in there
        if away and may_have_pages(split_page(name_of(name))[0]):
            wanted.setdefault(picture.hex(), []).append(content.hex())
    return wanted, {key for key, sha256 in found.items() if sha256 not in known}


def follow_contents(
    db: sqlite3.Connection, found: Mapping[int, str], changed: Collection[int]
) -> int:
    """Let photos go where their content lies now; returns how many took another name.

    ``found`` is the hash of the file under the name of each photo of ``to_identify`` that can be
    read. A photo is its content: files that were renamed, swapped or numbered anew take their faces
    and labels along. A name whose former content is elsewhere begins anew. Where the former content
    is nowhere, the photo stays, and ``keep`` decides.
    """
    rows = db.execute("SELECT id, hash FROM photos WHERE hash IS NOT NULL AND NOT present")
    known = {key: content.hex() for key, content in rows}
    rows = db.execute("SELECT id, hash FROM photos WHERE hash IS NOT NULL AND present")
    known |= {key: content.hex() for key, content in rows if key in changed}
    labelled = {key for (key,) in db.execute(LABELLED)}
    free: dict[str, list[int]] = {}
    for key in sorted(known, key=lambda one: (one not in labelled, one)):
        if found.get(key) != known[key]:
            free.setdefault(known[key], []).append(key)
    taken = {
        slot: free[sha256].pop(0)
        for slot, sha256 in found.items()
        if known.get(slot) != sha256 and free.get(sha256)
    }
    _take_names(db, taken)
    return len(taken) + _move_to_copies(db)


def _move_to_copies(db: sqlite3.Connection) -> int:
    """Let photos with labels whose files are gone take the place of copies without; how many."""
    gone = db.execute(
        "SELECT id, hash FROM photos WHERE NOT present AND hash IS NOT NULL"
        f" AND id IN ({LABELLED}) ORDER BY id"
    ).fetchall()
    moved = 0
    for key, content in gone:
        copy = db.execute(
            "SELECT id FROM photos WHERE present AND hash = ? AND status IN ('ok', 'no_face')"
            f" AND id NOT IN ({LABELLED}) ORDER BY position LIMIT 1",
            (content,),
        ).fetchone()
        if copy is not None:
            db.execute("UPDATE photos SET twin_of = NULL WHERE twin_of = ?", copy)
            db.execute("DELETE FROM faces WHERE photo = ?", copy)  # nobody has spoken of them
            move(db, key, copy[0])
            moved += 1
    return moved


def _take_names(db: sqlite3.Connection, taken: Mapping[int, int]) -> None:
    """Give the names of photos (the keys) to others (the values), all at once."""
    moving = set(taken.values())
    former = {
        key: db.execute(
            "SELECT name, position, present, hash FROM photos WHERE id = ?", (key,)
        ).fetchone()
        for key in {*taken, *moving}
    }
    for key in former:  # so that no name is in the way of another
        db.execute("UPDATE photos SET name = ? WHERE id = ?", (_passing(key), key))
    for slot, key in taken.items():
        name, position, *_ = former[slot]
        db.execute(
            f"UPDATE photos SET name = ?, position = ?, present = 1, {_AGAIN} WHERE id = ?",
            (name, position, key),
        )
    for key in former:
        name, position, present, content = former[key]
        if key not in moving and content is not None:  # its own content is nowhere
            _put_aside(db, key, name)
        elif key not in moving:
            db.execute("DELETE FROM photos WHERE id = ?", (key,))
        elif key not in taken and present:  # what lies under its former name now is new
            db.execute("INSERT INTO photos (name, position) VALUES (?, ?)", (name, position))


# What could not be read when it was looked at last has to be analysed anew: the run is forgotten.
_RUN_IF_READ = f"CASE WHEN message IN ('', '{REPLACED}') THEN run END"
_AGAIN = f"status = 'pending', run = {_RUN_IF_READ}, message = ''"


def _passing(key: int) -> bytes:
    """A name that no file has."""
    return b"\xff\xff" + str(key).encode()


def _put_aside(db: sqlite3.Connection, key: int, name: str | bytes) -> None:
    """Keep a photo whose content is nowhere any more, under a name that says what it was."""
    (content,) = db.execute("SELECT hash FROM photos WHERE id = ?", (key,)).fetchone()
    mark = content.hex()[:8]
    aside, number = _marked(name, mark), 1
    while db.execute("SELECT 1 FROM photos WHERE name = ?", (aside,)).fetchone():
        number += 1
        aside = _marked(name, f"{mark}-{number}")
    db.execute(
        f"UPDATE photos SET name = ?, present = 0, run = {_RUN_IF_READ}, message = ?,"
        " twin_of = NULL WHERE id = ?",
        (aside, REPLACED, key),
    )


def _marked(name: str | bytes, mark: str) -> str | bytes:
    """``a/b.jpg`` as ``a/b (mark).jpg``."""
    if isinstance(name, bytes):
        return os.fsencode(_marked(os.fsdecode(name), mark))
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    marked = f"{stem} ({mark}){dot}{suffix}" if stem else f"{last} ({mark})"
    return f"{folder}{slash}{marked}"


def name_before(name: str, sha256: str) -> str:
    """The name of a photo before it was put aside under one that says what it was."""
    folder, slash, last = name.rpartition("/")
    mark = re.escape(sha256[:8])
    found = re.fullmatch(rf"(.+) \({mark}(?:-\d+)?\)(\.[^.]*)?", last, re.DOTALL)
    return name if found is None else f"{folder}{slash}{found[1]}{found[2] or ''}"


def pending(db: sqlite3.Connection, *, after: int, limit: int) -> list[tuple[int, Pending]]:
    """The next photos to look at as (position, photo), in the order of the scan."""
    rows = db.execute(
        "SELECT position, id, name FROM photos WHERE status = 'pending' AND present"
        " AND position > ? ORDER BY position LIMIT ?",
        (after, limit),
    )
    return [(position, Pending(key, name_of(name))) for position, key, name in rows]


def unchanged(db: sqlite3.Connection, photo_id: int, run_id: int, sha256: str) -> bool:
    """Whether a pending photo has the content that was analysed already in this way."""
    row = db.execute(
        "SELECT 1 FROM photos JOIN runs AS old ON old.id = photos.run, runs AS mine"
        " WHERE photos.id = ? AND mine.id = ? AND photos.hash = ? AND old.model_id = mine.model_id"
        " AND old.model_sha256 = mine.model_sha256 AND old.detector = mine.detector"
        " AND old.detect = mine.detect AND photos.message = ''",
        (photo_id, run_id, bytes.fromhex(sha256)),
    ).fetchone()
    return row is not None


def known_content(db: sqlite3.Connection, photo_id: int, run_id: int) -> str | None:
    """The hash (hex) for which ``unchanged`` holds, if there is one."""
    row = db.execute("SELECT hash FROM photos WHERE id = ?", (photo_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    sha256 = str(row[0].hex())
    return sha256 if unchanged(db, photo_id, run_id, sha256) else None


def gone_with(db: sqlite3.Connection, sha256: str) -> int | None:
    """A photo of this content that is no longer where it was: the file that was moved."""
    row = db.execute(
        "SELECT id FROM photos WHERE hash = ? AND NOT present ORDER BY id LIMIT 1",
        (bytes.fromhex(sha256),),
    ).fetchone()
    return None if row is None else int(row[0])


def move(db: sqlite3.Connection, old_id: int, new_id: int) -> None:
    """Let the moved photo ``old_id`` take the place of the newly listed ``new_id``."""
    name, position = db.execute(
        "SELECT name, position FROM photos WHERE id = ?", (new_id,)
    ).fetchone()
    db.execute("DELETE FROM photos WHERE id = ?", (new_id,))
    db.execute(
        f"UPDATE photos SET name = ?, position = ?, present = 1, {_AGAIN} WHERE id = ?",
        (name, position, old_id),
    )


def keep_stamp(db: sqlite3.Connection, photo_id: int, stamp: FileStamp | None) -> None:
    """Take an unchanged photo back as done, under its new stamp."""
    faces = "EXISTS (SELECT 1 FROM faces WHERE photo = photos.id AND found AND origin = 'model')"
    db.execute(
        f"UPDATE photos SET status = CASE WHEN {faces} THEN 'ok' ELSE 'no_face' END WHERE id = ?",
        (photo_id,),
    )
    _keep_stamp(db, photo_id, stamp)
    hold_no_more(db, photo_id)


def analysed_duplicate(
    db: sqlite3.Connection, photo_id: int, run_id: int, sha256: str
) -> int | None:
    """Another photo of the same content that was analysed in this run."""
    row = db.execute(
        "SELECT id FROM photos WHERE hash = ? AND run = ? AND id <> ? AND present"
        " AND status IN ('ok', 'no_face') ORDER BY id LIMIT 1",  # any will do; no sorting
        (bytes.fromhex(sha256), run_id, photo_id),
    ).fetchone()
    return None if row is None else int(row[0])


def keep(db: sqlite3.Connection, photo: AnalysedPhoto, run_id: int, *, at: str) -> None:
    """Keep a result; faces that were there before keep their identity and their labels.

    Not so if another picture lies under the name by now: then what people said stays with the
    former one, which is put aside, and this one is a photo of its own. Only where that is proven to
    be the former one turned do labels move to faces that are found at the places they have now.
    """
    result, stamp = photo.result, photo.stamp
    photo_id = photo.photo_id
    if _is_another_picture(db, photo):
        photo_id = _begin_anew(db, photo_id)
        turn_faces(db, photo.photo_id, photo_id, turn=photo.turn, result=result)
    same_model = _is_of_same_model(db, photo_id, run_id)
    db.execute(
        "UPDATE photos SET status = ?, width_px = ?, height_px = ?, message = ?, run = ?,"
        " twin_of = NULL WHERE id = ?",
        (result.status, result.width_px, result.height_px, result.message, run_id, photo_id),
    )
    if result.status in _READ or not _has_content(db, photo_id):
        # What cannot be read is not what the faces were found in: that may come back.
        _keep_content(db, photo_id, stamp, sha256=photo.sha256, picture=result.picture)
    hold_no_more(db, photo_id)
    keep_faces(db, photo_id, result.faces, at=at, same_model=same_model)


_READ = ("ok", "no_face")


def _is_of_same_model(db: sqlite3.Connection, photo_id: int, run_id: int) -> bool:
    """Whether the model of a run is the one that analysed a photo last."""
    row = db.execute(
        "SELECT 1 FROM photos JOIN runs AS old ON old.id = photos.run, runs AS new"
        " WHERE photos.id = ? AND new.id = ? AND new.model_sha256 = old.model_sha256",
        (photo_id, run_id),
    ).fetchone()
    return row is not None


def _has_content(db: sqlite3.Connection, photo_id: int) -> bool:
    """Whether faces are known of the content that a photo is remembered by."""
    row = db.execute("SELECT 1 FROM photos WHERE id = ? AND hash IS NOT NULL", (photo_id,))
    return row.fetchone() is not None and has_faces(db, photo_id)


def _keep_content(
    db: sqlite3.Connection,
    photo_id: int,
    stamp: FileStamp | None,
    *,
    sha256: str | None,
    picture: str,
) -> None:
    """Note what a photo is known by: the file's stamp and hash, and the hash of its pixels."""
    _keep_stamp(db, photo_id, stamp)
    db.execute(
        "UPDATE photos SET hash = ? WHERE id = ?",
        (bytes.fromhex(sha256) if sha256 else None, photo_id),
    )
    db.execute(
        "UPDATE contents SET picture = ? WHERE photo = ?",
        (bytes.fromhex(picture) if picture else None, photo_id),
    )


def _keep_stamp(db: sqlite3.Connection, photo_id: int, stamp: FileStamp | None) -> None:
    size, mtime, changed = (
        (stamp.size_bytes, stamp.mtime_ns, stamp.changed_ns) if stamp else (None, None, None)
    )
    db.execute(
        "UPDATE photos SET size_bytes = ?, mtime_ns = ? WHERE id = ?", (size, mtime, photo_id)
    )
    db.execute(
        "INSERT INTO contents (photo, changed_ns) VALUES (?, ?) ON CONFLICT (photo)"
        " DO UPDATE SET changed_ns = excluded.changed_ns",
        (photo_id, changed),
    )


def _is_another_picture(db: sqlite3.Connection, photo: AnalysedPhoto) -> bool:
    """Whether people spoke of faces in what lay here before, and that were other pixels.

    A file that cannot be read at the moment may be the same again later.
    """
    if photo.sha256 is None or photo.result.status not in _READ:
        return False
    content, picture = db.execute(
        "SELECT hash, picture FROM photos LEFT JOIN contents ON contents.photo = photos.id"
        " WHERE id = ?",
        (photo.photo_id,),
    ).fetchone()
    if content is None or content.hex() == photo.sha256:
        return False
    if picture is not None and picture.hex() == photo.result.picture:
        return False  # only what is written about the picture has changed
    return db.execute(f"{LABELLED} WHERE photo = ?", (photo.photo_id,)).fetchone() is not None


def _begin_anew(db: sqlite3.Connection, photo_id: int) -> int:
    """Put a photo aside, and list a new one under its name; returns the new one's id."""
    name, position = db.execute(
        "SELECT name, position FROM photos WHERE id = ?", (photo_id,)
    ).fetchone()
    db.execute("UPDATE photos SET name = ? WHERE id = ?", (_passing(photo_id), photo_id))
    _put_aside(db, photo_id, name)
    new = db.execute("INSERT INTO photos (name, position) VALUES (?, ?)", (name, position))
    return int(new.lastrowid or 0)


# A file that cannot be read at the moment, and is remembered by what it was.
_BROKEN = (
    "({0}.status IN ('unreadable', 'skipped')"
    " AND EXISTS (SELECT 1 FROM faces WHERE faces.photo = {0}.id))"
)


def mark_duplicates(db: sqlite3.Connection) -> None:
    """Say of every identical file which one is the first: one with labels, else by the order."""
    sound = f"hash IS NOT NULL AND present AND NOT {_BROKEN.format('photos')}"
    # One pass over all, as looking up the first of each costs the square of their number where
    # thousands are alike; and nothing is written of what stays as it is.
    db.execute(
        "UPDATE photos SET twin_of = found.twin FROM ("
        " SELECT id, nullif(first_value(id) OVER (PARTITION BY hash"
        f" ORDER BY id IN ({LABELLED}) DESC, position), id) AS twin FROM photos WHERE {sound}"
        ") AS found WHERE found.id = photos.id AND photos.twin_of IS NOT found.twin"
    )
    db.execute(f"UPDATE photos SET twin_of = NULL WHERE twin_of IS NOT NULL AND NOT ({sound})")


def former_picture(db: sqlite3.Connection, photo_id: int, sha256: str) -> str | None:
    """The hash (hex) of the pixels that lay under a photo's name, where they matter.

    That is where the file has another content by now, and people spoke of faces in the former one.
    """
    row = db.execute(
        "SELECT picture FROM photos JOIN contents ON contents.photo = photos.id"
        f" WHERE photos.id = ? AND hash <> ? AND photos.id IN ({LABELLED} WHERE photo = ?)",
        (photo_id, bytes.fromhex(sha256), photo_id),
    ).fetchone()
    return None if row is None or row[0] is None else str(row[0].hex())
