"""What a check of the folder has found: photos that are new, moved, changed or gone, and labels."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import replace

from engine.project.photos import name_before, name_of
from engine.project.records import REPLACED, ChangeKind, Changes, PhotoChange

_REMEMBER = """
DROP TABLE IF EXISTS was;
DROP TABLE IF EXISTS said;
DROP TABLE IF EXISTS waited;
CREATE TEMP TABLE was (id INTEGER PRIMARY KEY, name UNIQUE, present INTEGER, hash BLOB);
CREATE TEMP TABLE said (face INTEGER PRIMARY KEY, photo INTEGER, held INTEGER, found INTEGER);
CREATE TEMP TABLE waited (name UNIQUE);
INSERT INTO was SELECT id, name, present, hash FROM photos
    WHERE NOT (status = 'pending' AND hash IS NULL);
INSERT INTO waited SELECT name FROM photos WHERE present AND status = 'pending' AND hash IS NULL;
INSERT INTO said SELECT faces.id, photos.id, NOT present AND message = :replaced, found
    FROM faces JOIN photos ON photos.id = faces.photo
    WHERE NOT undone AND EXISTS (SELECT 1 FROM labels WHERE face = faces.id)
"""
_NOW_THERE = (
    "SELECT now.id, now.name, was.name, was.hash, other.id,"
    " now.name IN (SELECT name FROM waited) FROM photos AS now"
    " LEFT JOIN was ON was.id = now.id"
    " LEFT JOIN was AS other ON other.name = now.name AND other.present"
    " WHERE now.present AND (was.id IS NULL OR was.name <> now.name OR NOT was.present"
    " OR was.hash IS NOT now.hash) ORDER BY now.position"
)
_NOT_THERE = (
    "SELECT was.id, was.name FROM was LEFT JOIN photos AS now ON now.id = was.id"
    " WHERE was.present AND (now.id IS NULL OR NOT now.present) ORDER BY was.id"
)
_LABELS_NOW = (
    "SELECT now.id, was.name, now.present, now.message FROM said JOIN was ON was.id = said.photo"
    " JOIN faces ON faces.id = said.face JOIN photos AS now ON now.id = faces.photo"
    " WHERE NOT faces.undone AND (now.id <> said.photo OR now.name <> was.name) AND NOT"
    " (said.held AND NOT now.present)"
)


_LABELS_LOST = (
    "SELECT now.name, count(*) FROM said JOIN faces ON faces.id = said.face"
    " JOIN photos AS now ON now.id = faces.photo WHERE said.found AND NOT faces.found"
    " AND now.present AND NOT faces.undone GROUP BY now.id ORDER BY now.position"
)


def remember(db: sqlite3.Connection) -> None:
    """Note how photos and labels are before a check, for ``changes_since``."""
    for statement in _REMEMBER.split(";"):
        db.execute(statement, {"replaced": REPLACED} if ":replaced" in statement else {})


def changes_since(db: sqlite3.Connection) -> Changes | None:
    """What a check has found since ``remember``; ``None`` if no photo was known before."""
    if db.execute("SELECT 1 FROM was LIMIT 1").fetchone() is None:
        return None
    moved, held = _labels_since(db)
    there = db.execute(_NOW_THERE).fetchall()
    former = {
        key: name_before(name_of(before), content.hex() if content else "")
        for key, _, before, content, _, _ in there
        if before is not None
    }
    # What was put aside and is under its name again has not moved for whoever looks at files.
    went = {key for key, name, *_ in there if former.get(key, name_of(name)) != name_of(name)}
    changes, changed = [], set()
    for key, name, _, _, other, waited in there:
        if key in went:
            change = _change("moved", name, (moved[key], 0), former=former[key])
        elif other is None or other in went:
            if waited:  # an interrupted job had not come to it yet: it was there before
                continue
            change = _change("new", name, (moved[key], 0))
        else:
            change = _change("changed", name, (moved[key], held[name]))
            changed.add(other)
        changes.append(change)
    changes += [
        _change("gone", name, (0, held[name]))
        for key, name in db.execute(_NOT_THERE)
        if key not in changed
    ]
    lost = {name_of(name): count for name, count in db.execute(_LABELS_LOST)}
    changes = [replace(one, labels_lost=lost.pop(one.name, 0)) for one in changes]
    changes += [PhotoChange(kind="same", name=name, labels_lost=n) for name, n in lost.items()]
    return Changes(tuple(changes))


def _change(
    kind: ChangeKind, name: str | bytes, labels: tuple[int, int], *, former: str = ""
) -> PhotoChange:
    moved, held = labels
    return PhotoChange(
        kind=kind, name=name_of(name), former_name=former, labels_moved=moved, labels_held=held
    )


def _labels_since(db: sqlite3.Connection) -> tuple[Counter[int], Counter[str | bytes]]:
    """Faces whose labels moved, by the photo that has them, and were held, by the former name."""
    moved: Counter[int] = Counter()
    held: Counter[str | bytes] = Counter()
    for key, before, present, message in db.execute(_LABELS_NOW):
        if present:
            moved[key] += 1
        elif message == REPLACED:
            held[before] += 1
    return moved, held
