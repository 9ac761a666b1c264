"""What differs between the rows of a photo and what the model says of it now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.export import COLUMNS, rows
from engine.project.sureness import decided_at
from engine.replay.table_reader import BOX_COLUMNS, Group, Row
from engine.results import PhotoResult, match_boxes
from engine.spec import ModelSpec

PHOTO, FACE, MODEL, ROW = "photo", "face", "model", "row"
"""What stands for the column where not one value, but the whole thing is missing or new."""

_SIZE = ("image_width", "image_height")
_OF_FACE = tuple(column.name for column in COLUMNS if column.model and column.name != "status")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDifference:
    """One thing that is not as the table says; ``line`` is the row's in the file, from 1.

    ``column`` names the value, or is ``photo``, ``face``, ``model`` or ``row`` where that is
    missing or new.
    """

    line: int
    image_path: str
    face_index: int | None
    column: str
    before: str
    after: str


def differences(group: Group, result: PhotoResult, *, spec: ModelSpec) -> list[CellDifference]:
    """Compare a photo's rows with a new result, every value at the rounding of the table.

    Faces that a person drew, or that only a person's label keeps, are not the model's to find. Of
    one whose box a person moved it is where the model found it; nothing else of it is compared.
    Where the project had a threshold for genders, so has the new result.
    """
    threshold = group.gender_threshold
    if threshold is not None:
        decided = tuple(decided_at(face, threshold) for face in result.faces)
        result = replace(result, faces=decided)
    new_rows = rows(result, spec=spec)
    expected = [row for row in group.rows if row.detected or row.model_box or row.is_centre_square]
    status = group.first.cells["status"]
    if status == "ok" and not expected and group.whole:
        status = "no_face"  # all of its faces are a person's
    found: list[CellDifference] = []
    if status != result.status:
        found.append(_difference(group.first, "status", status, result.status))
    if result.status in ("ok", "no_face") and status in ("ok", "no_face"):
        found += _values(group.first, new_rows[0], _SIZE)
        faces = new_rows if result.faces else []
        found += _faces(group, expected, faces)
    return found


def recounted(group: Group, *, chosen: bool) -> Iterator[CellDifference]:
    """Rows of a photo that are missing or too many, and cells of ``face_count`` that are wrong.

    Where rows were ``chosen`` for the table, none is missing.
    """
    counts = Counter(row.cells["face_count"] for row in group.rows)
    said = counts.most_common(1)[0][0]
    yield from (
        _difference(row, "face_count", row.cells["face_count"], said, face=row.face_index)
        for row in group.rows
        if row.cells["face_count"] != said
    )
    numbers = group.numbers
    if not said:  # nobody looked
        return
    if not (said.isascii() and said.isdigit()):
        yield _difference(group.first, "face_count", said, str(len(numbers)))
        return
    expected = range(1, int(said) + 1)
    for missing in () if chosen else sorted(set(expected).difference(numbers)):
        yield _difference(group.first, ROW, "there", "missing", face=missing)
    seen: set[int] = set()
    for row in group.rows:
        index = row.face_index
        if index is not None and (index in seen or index not in expected):
            yield _difference(row, ROW, "not there", "added", face=index)
        seen |= set() if index is None else {index}


def photo_missing(group: Group) -> CellDifference:
    """The photo is not where the table says, or the file that could not be read then."""
    status = group.first.cells["status"]
    before = status if status == "unreadable" else "there"
    return _difference(group.first, PHOTO, before, "missing")


def model_missing(group: Group) -> CellDifference:
    """No model with this hash is installed."""
    cells = group.first.cells
    return _difference(
        group.first, MODEL, f"{cells['model_id']} {cells['model_sha256']}", "missing"
    )


def _faces(
    group: Group, expected: Sequence[Row], new_rows: Sequence[dict[str, str]]
) -> Iterator[CellDifference]:
    now = [Row(0, cells) for cells in new_rows]
    pairs = match_boxes([row.model_box or row.box for row in expected], [row.box for row in now])
    for place, row in enumerate(expected):
        if place in pairs:
            found = now[pairs[place]]
            if row.model_box is None:
                yield from _values(row, found.cells, _OF_FACE, face=row.face_index)
            elif row.model_box != found.box:
                told = " ".join(found.cells[name] for name in BOX_COLUMNS)
                yield _difference(
                    row, "model_box", row.cells["model_box"], told, face=row.face_index
                )
        else:
            yield _difference(row, FACE, "found", "not found", face=row.face_index)
    if group.whole:  # else the others were left out of the table on purpose
        for place, row in enumerate(now):
            if place not in pairs.values():
                at = ", ".join(f"{name} {row.cells[name]}" for name in ("box_x", "box_y"))
                yield _difference(group.first, FACE, "not found", f"found at {at}")


def _values(
    row: Row, now: dict[str, str], columns: Sequence[str], *, face: int | None = None
) -> Iterator[CellDifference]:
    for name in columns:
        if row.cells[name] != now[name]:
            yield _difference(row, name, row.cells[name], now[name], face=face)


def _difference(
    row: Row, column: str, before: str, after: str, *, face: int | None = None
) -> CellDifference:
    """A difference of the photo, or where ``face`` is given, of that face."""
    return CellDifference(
        line=row.line,
        image_path=row.cells["image_path"],
        face_index=face,
        column=column,
        before=before,
        after=after,
    )
