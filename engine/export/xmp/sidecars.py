"""XMP sidecars with face regions: one beside each photo, which itself is never touched."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from engine.errors import UserError
from engine.export.columns import cell
from engine.export.crops import safe_name
from engine.export.records import FaceSelection, OutFace, OutPhoto, outgoing, photo_records
from engine.export.writing import Export, ExportReport, Problems, StepTimer
from engine.export.xmp.regions import PICTURE, Region, merged, withdrawn
from engine.export.xmp.xml import MAX_BYTES, SidecarError
from engine.files import below, is_full, opened_ordinary, replacing
from engine.images import Stored, embedded_xmp, file_in, split_page, stored
from engine.progress import Progress
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
    "comment",
    "flags",
    "gender_threshold",
)
"""The values of a region, named as the columns of the tables are."""

Outcome = Literal["written", "merged", "unchanged", "nothing"]


@dataclass(frozen=True, slots=True)
class SidecarPlan:
    """What writing sidecars would do: how many would be ``new``, how many are there to be merged.

    ``folder`` is the one in or below which all of them lie; ``None`` if there are none, or if they
    lie on several drives.
    """

    new: int
    merged: int
    folder: Path | None


def sidecar_of(photo: Path) -> Path:
    """Where the sidecar of a photo belongs: ``photo.jpg.xmp``.

    As digiKam, darktable and Immich name it. Adobe's ``photo.xmp`` would be shared by
    ``photo.jpg`` and ``photo.heic``, and Adobe's programs read it for raw files only. It belongs to
    the file: for further pages of a file XMP has no place, and the programs that read it show the
    first one.
    """
    file = file_in(photo)
    return file.with_name(f"{file.name}.xmp")


def is_further_page(name: str) -> bool:
    """Whether a photo is a page of a file, but not the first: no sidecar speaks of it."""
    return split_page(name)[1] > 1


class MirroredFolders:
    """Where below another folder that which belongs to a photo goes; no two photos share a place.

    ``names`` are the photos that are there, ``given`` the files and folders that somebody named.
    What lies in the one folder that was given goes to the same place below the other one; of
    several, each has a folder of its own there, by its name and, where that is taken, a number. A
    file that was named itself counts as one of the folder that it lies in. Nothing is made of what
    is above these: no absolute path, and no "..".
    """

    def __init__(self, names: Sequence[str], given: Sequence[str] = ()) -> None:
        own = {_absolute(name) for name in names}
        self._given = [path for path in map(_absolute, given) if path not in own]
        self._folders = dict.fromkeys(self._given, "")
        self._places = {name: self._placed(name) for name in names}
        if len(self._folders) > 1:
            taken: set[str] = set()
            for folder in self._folders:
                self._folders[folder] = _free_name(folder.name, taken)

    def place(self, name: str) -> PurePosixPath:
        """The place of a photo, relative to the other folder."""
        folder, below_it = self._places[name]
        return PurePosixPath(self._folders[folder], below_it)

    def _placed(self, name: str) -> tuple[Path, PurePosixPath]:
        """The folder that a photo counts to, and its path below that."""
        path = _absolute(name)
        folder = next((one for one in path.parents if one in self._given), path.parent)
        self._folders.setdefault(folder, "")
        return folder, PurePosixPath(path.relative_to(folder).as_posix())


def _absolute(name: str) -> Path:
    # Not resolve(): a link and the photo that it leads to are two files of a folder.
    return Path(os.path.abspath(name))  # noqa: PTH100


def _free_name(name: str, taken: set[str]) -> str:
    """A folder's name, with a number if it is taken; systems may not tell A from a."""
    base = free = safe_name(name)
    number = 1
    while free.casefold() in taken:
        number += 1
        free = f"{base}-{number}"
    taken.add(free.casefold())
    return free


def plan_sidecars(
    project: Project, *, choice: FaceSelection | None = None
) -> Generator[Progress, None, SidecarPlan]:
    """Count what ``export_sidecars`` would write beside the photos; nothing is written or read.

    Raises ``ProjectError``.
    """
    choice = choice or FaceSelection()
    pace = StepTimer(project)
    new = merged = 0
    folders: set[str] = set()
    for photo in _photos(project, choice):
        if photo is not None and not is_further_page(photo.entry.name):
            with contextlib.suppress(UserError, OSError):  # the export says what is wrong with it
                file = project.file_of(photo.entry.name)
                there = os.path.lexists(sidecar_of(file))
                if there or _faces_of(photo):
                    new, merged = new + (not there), merged + there
                    folders.add(str(_absolute(str(file.parent))))
        if (step := pace.step()) is not None:
            yield step
    yield pace.now()
    return SidecarPlan(new, merged, _common(folders))


def _common(folders: Collection[str]) -> Path | None:
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # none, or on several drives
        return None


def _photos(project: Project, choice: FaceSelection) -> Iterator[OutPhoto | None]:
    """The photos that may have a sidecar; ``None`` for any other."""
    for photo in outgoing(project, choice):
        judged = photo is not None and photo.status in ("ok", "no_face")
        yield photo if photo is not None and judged and photo.entry.present else None


def _faces_of(photo: OutPhoto) -> list[OutFace]:
    """The faces that get a region: neither what is none, as a person said, nor a lost one."""
    return [face for face in photo.faces if face.state != "rejected" and not face.is_lost]


def export_sidecars(
    project: Project,
    *,
    choice: FaceSelection | None = None,
    into: Path | None = None,
    given: Sequence[str] = (),
) -> Export:
    """Write a sidecar for every photo with faces, beside it or in the same places below ``into``.

    Of a project without a folder of its own, ``given`` are the files and folders that its photos
    were named by: places below ``into`` count from these (see ``MirroredFolders``).

    What is no face, as a person said, has no region, nor has a face that the model finds no longer
    and nobody has confirmed since (``left_out`` counts those). A sidecar that is there keeps all
    that other programs wrote; one that is damaged is left alone and stands among the problems, as
    do photos that are gone or were changed. Pages of a file beyond its first have none
    (``further_pages``). Raises ``ProjectError``, and ``OutputError`` if the
    disk is full.
    """
    choice = choice or FaceSelection()
    pace, problems = StepTimer(project), Problems()
    outcomes: Counter[Outcome] = Counter()
    mirrored = None
    if into is not None and project.root is None:
        mirrored = MirroredFolders([name for _, name in project.present()], given)
    photos = left_out = further = 0
    for photo in _photos(project, choice):
        if photo is not None and is_further_page(photo.entry.name):
            further += 1
        elif photo is not None:
            photos += 1
            left_out += sum(face.is_lost and face.state != "rejected" for face in photo.faces)
            name = photo.entry.name
            place = _below(name) if mirrored is None else mirrored.place(name)
            try:
                outcome = _sidecar(project, photo, None if into is None else (into, place))
            except UserError as error:
                if is_full(error):
                    raise
                problems.add(photo.path, error)
            else:
                outcomes[outcome] += 1
        if (step := pace.step()) is not None:
            yield step
    yield pace.now()
    return ExportReport(
        paths=() if into is None else (into,),
        photos=photos,
        written=outcomes["written"] + outcomes["merged"],
        merged=outcomes["merged"],
        unchanged=outcomes["unchanged"],
        left_out=left_out,
        further_pages=further,
        problems=problems.first,
        problem_count=problems.count,
    )


def _sidecar(
    project: Project, photo: OutPhoto, elsewhere: tuple[Path, PurePosixPath] | None
) -> Outcome:
    """Write a photo's sidecar beside it, or beside its place below the folder ``elsewhere``."""
    entry = photo.entry
    file = project.analysed_file(entry)
    folder, name = (file.parent, PurePosixPath(file.name)) if elsewhere is None else elsewhere
    target = below(folder, str(sidecar_of(Path(name))))
    old = _read(target)
    faces = _faces_of(photo)
    if old is None and not faces:
        return "nothing"
    picture = stored(file)
    if picture.upright_size != (entry.width_px, entry.height_px):
        raise SidecarError(
            "This photo was changed after AgeLens looked at it: let it look again.",
            received=f"{picture.upright_size}, expected {(entry.width_px, entry.height_px)}",
        )
    try:
        content = _content(old, file, _regions(photo, faces, picture), picture)
    except SidecarError:
        _withdraw(target, old, picture)
        raise
    if content is None:
        return "nothing"
    if content == old:
        return "unchanged"
    with replacing(target, sync=old is not None) as sidecar:
        sidecar.write(content)
    return "written" if old is None else "merged"


def _withdraw(target: Path, old: bytes | None, picture: Stored) -> None:
    """Leave none of our values in a sidecar that cannot be brought up to date."""
    if old is not None:
        with contextlib.suppress(SidecarError):  # it holds nothing that could be ours
            rest = withdrawn(old, picture)
            if rest != old and len(rest) < len(old):
                with replacing(target, sync=True) as sidecar:
                    sidecar.write(rest)


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
        texts[PICTURE] = photo.entry.picture
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
    """The name of a photo below the project's folder, as a path below another one."""
    path = PurePosixPath(name.replace(os.sep, "/"))
    parts = [part for part in path.parts if part not in ("/", "..", ".")]
    return PurePosixPath(*(part.replace(":", "_") if os.name == "nt" else part for part in parts))
