"""XMP sidecars with face regions: one beside each photo, which itself is never touched."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path, PurePosixPath
from typing import Literal

from engine.errors import UserError
from engine.export.columns import cell
from engine.export.records import FaceSelection, OutFace, OutPhoto, outgoing, photo_records
from engine.export.writing import Export, ExportReport, Problems, StepTimer
from engine.export.xmp.regions import Region, merged
from engine.export.xmp.xml import MAX_BYTES, SidecarError
from engine.files import below, is_full, opened_ordinary, replacing
from engine.images import Stored, embedded_xmp, stored
from engine.project import Project

VALUES: tuple[str, ...] = (
    "face_index",
    "detector_score",
    "apparent_age",
    "age_low",
    "age_high",
    "perceived_gender",
    "female_score",
    "review_state",
    "human_age",
    "human_gender",
    "reviewer",
    "reviewed_at",
    "model_id",
    "model_sha256",
    "app_version",
    "blind",
    "label_rule",
)
"""The values of a region, named as the columns of the tables are."""

Outcome = Literal["written", "unchanged", "nothing"]


def sidecar_of(photo: Path) -> Path:
    """Where the sidecar of a photo belongs: ``photo.jpg.xmp``.

    As digiKam, darktable and Immich name it. Adobe's ``photo.xmp`` would be shared by
    ``photo.jpg`` and ``photo.heic``, and Adobe's programs read it for raw files only.
    """
    return photo.with_name(f"{photo.name}.xmp")


def export_sidecars(
    project: Project, *, choice: FaceSelection | None = None, into: Path | None = None
) -> Export:
    """Write a sidecar for every photo with faces, beside it or in the same places below ``into``.

    What is no face, as a person said, has no region. A sidecar that is there keeps all that other
    programs wrote; one that is damaged is left alone and stands among the problems, as do photos
    that are gone or were changed. Raises ``ProjectError``, and ``OutputError`` if the disk is full.
    """
    choice = choice or FaceSelection()
    pace, problems = StepTimer(project), Problems()
    written = unchanged = photos = 0
    for photo in outgoing(project, choice):
        if photo is not None and photo.entry.present and photo.status in ("ok", "no_face"):
            photos += 1
            try:
                outcome = _sidecar(project, photo, into)
            except UserError as error:
                if is_full(error):
                    raise
                problems.add(photo.path, error)
            else:
                written += outcome == "written"
                unchanged += outcome == "unchanged"
        if (step := pace.step()) is not None:
            yield step
    yield pace.now()
    return ExportReport(
        paths=() if into is None else (into,),
        photos=photos,
        written=written,
        unchanged=unchanged,
        problems=problems.first,
        problem_count=problems.count,
    )


def _sidecar(project: Project, photo: OutPhoto, into: Path | None) -> Outcome:
    entry = photo.entry
    file = project.file_of(entry.name)
    folder, name = (file.parent, file.name) if into is None else (into, str(_below(entry.name)))
    target = below(folder, str(sidecar_of(Path(name))))
    old = _read(target)
    faces = [face for face in photo.faces if face.state != "rejected"]
    if old is None and not faces:
        return "nothing"
    picture = stored(file)
    if picture.upright_size != (entry.width_px, entry.height_px):
        raise SidecarError(
            "This photo was changed after AgeLens looked at it: let it look again.",
            received=f"{picture.upright_size}, expected {(entry.width_px, entry.height_px)}",
        )
    content = _content(old, file, _regions(photo, faces, picture), picture)
    if content is None:
        return "nothing"
    if content == old:
        return "unchanged"
    with replacing(target, sync=old is not None) as sidecar:
        sidecar.write(content)
    return "written"


def _content(old: bytes | None, file: Path, regions: list[Region], picture: Stored) -> bytes | None:
    """What the sidecar is to hold; ``None`` if there is nothing to write.

    Programs that find a sidecar read it in place of what the photo itself carries: a new one takes
    that over, names of people included.
    """
    embedded = embedded_xmp(file) if old is None else None
    if embedded is not None and len(embedded) <= MAX_BYTES:
        with contextlib.suppress(SidecarError):  # no sound XMP, or of another picture: nobody's use
            return merged(embedded, regions, picture, adopt=True)
    return merged(old, regions, picture)


def _regions(photo: OutPhoto, faces: list[OutFace], picture: Stored) -> list[Region]:
    width, height = picture.upright_size
    by_index = {record["face_index"]: record for record in photo_records(photo)}
    regions = []
    for face in faces:
        record = by_index[face.index]
        # An apostrophe against spreadsheets has no place here: str, not cell, for text.
        texts = {
            name: value if isinstance(value := record[name], str) else cell(name, value)
            for name in VALUES
        }
        box = face.face.box.clipped(width, height)
        regions.append(Region(box, {name: text for name, text in texts.items() if text}))
    return regions


def _read(path: Path) -> bytes | None:
    """The sidecar that is there; raises ``SidecarError`` if it cannot be read."""
    try:
        if not path.exists():
            return None
        if not path.is_file():
            raise SidecarError("Something else has the sidecar's name.", received=path.name)
        with opened_ordinary(path) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SidecarError(
            "The sidecar cannot be read.", received=f"{path.name}, {error.strerror or error}"
        ) from error


def _below(name: str) -> PurePosixPath:
    """A photo's name as a path below another folder, wherever the photo lies."""
    path = PurePosixPath(name.replace(os.sep, "/"))
    parts = [part for part in path.parts if part not in ("/", "..", ".")]
    return PurePosixPath(*(part.replace(":", "_") if os.name == "nt" else part for part in parts))
