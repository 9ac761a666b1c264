"""Face crops and copies of photos, sorted into folders by label.

A person's answer comes before the model's. Originals are only read; nothing that is there is
overwritten; the same export once more adds nothing. Crops follow their labels: what an earlier
export wrote of a face is taken away where it does not belong any more.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image as PillowImage

from engine.errors import OutputError, UserError
from engine.export.columns import rounded
from engine.export.crops import Crops, copy, photo_key, stem_and_suffix
from engine.export.records import FaceSelection, OutFace, OutPhoto, outgoing
from engine.export.writing import Export, ExportReport, Problems, StepTimer
from engine.files import below, is_full
from engine.images import Photo, file_in, page_name, read_photo, split_page, stored
from engine.project import Project
from engine.results import Box

By = Literal["gender", "age", "gender_age", "state"]
NO_FACE = "no face"
_QUALITY = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class SortSettings:
    """What to put into folders, and by what.

    ``crops`` of each face, ``margin`` (0 or more) wider on every side than its box, as a share of
    the box; ``photos`` copies whole files, with all their pages, into every folder where one of
    its faces belongs.
    ``band_years`` is the width of an age band. By gender and age, what a person said is no face is
    left out; so is, in every way, a face that the model finds no longer and nobody has confirmed
    since.
    """

    crops: bool = True
    photos: bool = False
    by: By = "gender_age"
    band_years: int = 10
    margin: float = 0.3

    def __post_init__(self) -> None:
        if not (self.crops or self.photos) or self.band_years < 1 or self.margin < 0:
            raise ValueError(f"These settings sort nothing. Received: {self}")


def export_sorted(
    project: Project, folder: Path, settings: SortSettings, *, choice: FaceSelection | None = None
) -> Export:
    """Fill ``folder`` with subfolders such as ``female/30-39``, crops and copies in each.

    With both, crops go below ``crops`` and copies below ``photos``. Photos that are gone, were
    changed or cannot be read stand among the problems. Raises ``OutputError`` if the folder lies
    among the photos, where the next scan would find the copies, or if the disk is full.
    """
    choice = choice or FaceSelection()
    refuse_feedback(project, folder)
    pace, problems, tally = StepTimer(project), Problems(), _Tally()
    crops = Crops(folder, project_id=project.project_id, sorting=_sorting(settings))
    try:
        for photo in outgoing(project, choice):
            if (step := pace.step()) is not None:
                yield step
            if photo is None or not photo.entry.present or photo.status not in ("ok", "no_face"):
                continue
            tally.photos += 1
            tally.left_out += sum(face.is_lost and face.state != "rejected" for face in photo.faces)
            try:
                for _ in _sort(project, photo, folder, settings, (tally, crops)):
                    yield pace.now()
            except UserError as error:
                if is_full(error):
                    raise
                problems.add(photo.path, error)
            yield pace.now()
    finally:
        crops.keep()
    yield pace.now()
    return _report(folder, tally, crops, problems=problems)


def _report(folder: Path, tally: _Tally, crops: Crops, *, problems: Problems) -> ExportReport:
    return ExportReport(
        paths=(folder,),
        photos=tally.photos,
        written=tally.written + crops.written,
        unchanged=tally.unchanged + crops.unchanged,
        removed=crops.removed,
        left_out=tally.left_out,
        problems=problems.first,
        problem_count=problems.count,
    )


def _sorting(settings: SortSettings) -> str:
    """The way of sorting: by another one crops go into other folders, which stay as they are."""
    both = "apart" if settings.crops and settings.photos else "alone"
    return f"{settings.by} {settings.band_years} {both}"


def folders_of(face: OutFace, settings: SortSettings) -> tuple[str, ...] | None:
    """The folders, from the outside in, that a face belongs into; ``None`` if into none."""
    if face.is_lost:
        return None
    if settings.by == "state":
        return (face.state,)
    if face.state == "rejected":
        return None
    parts = {
        "gender": (_gender(face),),
        "age": (_age(face, settings.band_years),),
        "gender_age": (_gender(face), _age(face, settings.band_years)),
    }
    return parts[settings.by]


def _gender(face: OutFace) -> str:
    if face.label is not None and face.label.gender is not None:
        return face.label.gender
    estimate = face.face.estimate
    return "not sure" if estimate is None or estimate.gender is None else estimate.gender


def _age(face: OutFace, band_years: int) -> str:
    estimate = face.face.estimate
    age = estimate.age_years if estimate is not None else None
    if face.label is not None and face.label.age_years is not None:
        age = face.label.age_years
    if age is None:
        return "age unknown"
    # As it stands in the table: 29.96 is 30.0 there.
    low = int(rounded("apparent_age", age) // band_years) * band_years
    return f"{low}-{low + band_years - 1}" if band_years > 1 else str(low)


@dataclass(slots=True)
class _Tally:
    """How many photos were gone through, and copies of them there are by now."""

    photos: int = 0
    written: int = 0
    unchanged: int = 0
    left_out: int = 0

    def count(self, new: bool) -> None:
        """Count a file."""
        self.written += new
        self.unchanged += not new


def _sort(
    project: Project,
    photo: OutPhoto,
    folder: Path,
    settings: SortSettings,
    counts: tuple[_Tally, Crops],
) -> Iterator[None]:
    tally, crops = counts
    file = project.analysed_file(photo.entry)
    of_file, page = split_page(photo.entry.name)
    stem, suffix = stem_and_suffix(of_file)
    at_page = f"-page{page}" if page > 1 else ""
    name = f"{stem}{at_page}-{photo_key(photo.entry.name)}"
    both = settings.crops and settings.photos
    places = [(face, folders_of(face, settings)) for face in photo.faces]
    wanted = [(face, parts) for face, parts in places if parts is not None]
    if settings.crops:
        for face, parts in places:
            if parts is None:
                crops.drop(face.entry.face_id)
    if settings.crops and wanted:
        picture = _read(file, photo)
        for face, parts in wanted:
            file_name = f"{name}-face{face.index}.jpg"
            target = below(folder, *(["crops"] if both else []), *parts, file_name)
            content = _crop(picture, face.face.box, settings.margin)
            crops.put(target, content, face_id=face.entry.face_id)
            yield
    if settings.photos:
        targets = dict.fromkeys(parts for _, parts in wanted)
        if all(face.is_lost for face in photo.faces):
            targets = {(NO_FACE,): None}
        if targets:
            stored(file)  # only what is a picture of a sensible size is copied
        for parts in targets:
            # All pages of a file: it goes whole where one of its faces belongs.
            copied = f"{stem}-{photo_key(page_name(of_file, 1))}{suffix}"
            target = below(folder, *(["photos"] if both else []), *parts, copied)
            new = yield from copy(file_in(file), target)
            tally.count(new)


def _read(file: Path, photo: OutPhoto) -> Photo:
    picture = read_photo(file, reduce_to_px=None)
    expected = photo.entry.width_px, photo.entry.height_px
    if (picture.width_px, picture.height_px) != expected:
        raise OutputError(
            "This photo was changed after AgeLens looked at it: let it look again.",
            received=f"{(picture.width_px, picture.height_px)}, expected {expected}",
        )
    return picture


def _crop(picture: Photo, box: Box, margin: float) -> bytes:
    """The face with its surroundings as a JPEG, without any metadata of the photo."""
    wider = Box(
        box.x - margin * box.w,
        box.y - margin * box.h,
        box.w * (1 + 2 * margin),
        box.h * (1 + 2 * margin),
    ).clipped(picture.width_px, picture.height_px)
    left, top = int(wider.x), int(wider.y)
    right, bottom = max(round(wider.x + wider.w), left + 1), max(round(wider.y + wider.h), top + 1)
    buffer = io.BytesIO()
    PillowImage.fromarray(picture.pixels[top:bottom, left:right]).save(
        buffer, "JPEG", quality=_QUALITY, subsampling=0
    )
    return buffer.getvalue()


def refuse_feedback(project: Project, folder: Path) -> None:
    """Raise ``OutputError`` for a folder in which the next scan of the photos would look."""
    target, root = folder.resolve(), project.root
    if root is not None:
        inside = target.is_relative_to(root.resolve())
    else:
        names = (Path(name) for _, name in project.present())
        inside = target in {path.parent.resolve() for path in names}
    if inside:
        raise OutputError(
            "This folder lies among the photos, and the copies would be taken for photos: choose "
            "one outside.",
            received=folder,
        )
    if target.exists() and not target.is_dir():
        raise OutputError("This is a file, not a folder.", received=folder)
