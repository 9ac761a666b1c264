"""What a labelling project holds, as it is handed out: photos, faces, and what people said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from engine.results import Box, Face, Gender, PhotoResult, Status

Verdict = Literal["confirmed", "corrected", "not_a_face", "added"]
VERDICTS: tuple[Verdict, ...] = ("confirmed", "corrected", "not_a_face", "added")
HumanGender = Literal["female", "male", "unknown"]
"""``unknown`` stands for "unknown / prefer not to say"."""
HUMAN_GENDERS: tuple[HumanGender, ...] = ("female", "male", "unknown")
Origin = Literal["model", "person"]
REPLACED = "Another picture has taken the place of this one; what was said of its faces waits."
"""The message of a photo that was put aside."""
CHANGED = "This photo was changed after it was analysed: check for changes first."
"""What is said where another picture lies under a photo's name by now."""
GONE = "This file was no longer there at the last check."
"""What is said of a photo whose file is gone, and whose labels keep it."""
PhotoStatus = Literal["pending", "ok", "no_face", "unreadable", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanLabel:
    """What one person said about one face; ``None`` where they said nothing.

    ``age_years`` is a whole or half year; ``reviewed_at`` is UTC as ``2026-01-31T12:00:00Z``.
    ``blind``: the model's answers were hidden from them until they had given theirs.
    """

    verdict: Verdict
    reviewer: str
    reviewed_at: str
    age_years: float | None = None
    gender: HumanGender | None = None
    blind: bool = False

    @property
    def complete(self) -> bool:
        """Whether it settles the face: age and gender are both stated, or it is no face."""
        both = self.age_years is not None and self.gender is not None
        return both or self.verdict == "not_a_face"


Flag = Literal["discuss", "poor_picture", "good_example"]
FLAGS: tuple[Flag, ...] = ("discuss", "poor_picture", "good_example")
LONGEST_COMMENT = 1000
"""Characters of a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceNote:
    """A person's comment on a face, on one line, and the flags that they put on it.

    It says nothing of age or gender: no label counts by it. ``noted_at`` is UTC as
    ``2026-01-31T12:00:00Z``.
    """

    reviewer: str
    comment: str = ""
    flags: frozenset[Flag] = frozenset()
    noted_at: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is neither a comment nor a flag."""
        return not self.comment and not self.flags


def flags_of(bits: int) -> frozenset[Flag]:
    """Flags from the number that stands for them in the file: bit by bit, in their order."""
    return frozenset(flag for place, flag in enumerate(FLAGS) if bits >> place & 1)


def bits_of(flags: frozenset[Flag]) -> int:
    """The opposite of ``flags_of``."""
    return sum(1 << place for place, flag in enumerate(FLAGS) if flag in flags)


def note_from(row: Sequence[Any]) -> FaceNote:
    """A note from (reviewer, comment, flags as a number, at)."""
    reviewer, comment, bits, at = row
    return FaceNote(
        reviewer=str(reviewer), comment=str(comment), flags=flags_of(int(bits)), noted_at=str(at)
    )


FAST = ", fast"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Under which model and settings photos were analysed.

    A run that did not look for small faces (*Fast*) says so at the end of ``detector``.
    """

    run_id: int
    model_id: str
    model_sha256: str
    detector: str
    detect: bool
    app_version: str

    @property
    def model(self) -> tuple[str, str]:
        """Name and hash of the model: two models may have one name."""
        return self.model_id, self.model_sha256

    @property
    def thorough(self) -> bool:
        """Whether faces were looked for that are small beside their photo."""
        return not self.detector.endswith(FAST)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceEntry:
    """A face of a photo with what people said about it, newest label first.

    ``origin`` says who found it; ``found`` is false where the model finds it no longer, as the
    photo or the model changed, but a person's label keeps it. ``vouched``: a person has spoken of
    it since then. ``found_at`` is the box at which the model found it, if a person has moved or
    resized its box since; the estimate is of the box as it is now. ``notes``: what people remarked
    on it, by their names.
    """

    face_id: int
    photo_id: int
    face: Face
    origin: Origin = "model"
    found: bool = True
    labels: tuple[HumanLabel, ...] = ()
    vouched: bool = False
    found_at: Box | None = None
    notes: tuple[FaceNote, ...] = ()

    @property
    def by_hand(self) -> bool:
        """Whether a person drew its box, or moved or resized it."""
        return self.origin == "person" or self.found_at is not None

    @property
    def is_lost(self) -> bool:
        """Whether nothing says that there is a face any more: no model, no person since."""
        return not self.found and not self.vouched

    @property
    def label(self) -> HumanLabel | None:
        """The newest label."""
        return self.labels[0] if self.labels else None

    def label_of(self, reviewer: str) -> HumanLabel | None:
        """What this person said."""
        return next((label for label in self.labels if label.reviewer == reviewer), None)

    def note_of(self, reviewer: str) -> FaceNote | None:
        """What this person remarked."""
        return next((note for note in self.notes if note.reviewer == reviewer), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoEntry:
    """A file of the project; ``faces`` run from left to right.

    ``name`` is the file's path below the project's folder (with ``/``), or as the user gave it
    where there is no such folder; ``duplicate_of`` the name of an identical file that stands before
    it; ``present`` is false for a file that is there no more. ``run`` is ``None`` while pending.
    ``sha256`` is the hash of the file, ``picture`` that of its pixels alone (hex).
    """

    photo_id: int
    name: str
    status: PhotoStatus
    width_px: int = 0
    height_px: int = 0
    message: str = ""
    faces: tuple[FaceEntry, ...] = ()
    run: Run | None = None
    duplicate_of: str | None = None
    present: bool = True
    sha256: str | None = None
    picture: str = ""

    @property
    def is_replaced(self) -> bool:
        """Whether another picture has taken its place: what people said of it waits."""
        return not self.present and self.message == REPLACED

    def result(self, path: str) -> PhotoResult:
        """The same as the pipeline would have told it, under the given path."""
        status: Status = "skipped" if self.status == "pending" else self.status
        pending = self.status == "pending"  # what was wrong before may have mended
        message = "This photo has not been analysed yet." if pending else self.message
        faces = tuple(entry.face for entry in self.faces)
        return PhotoResult(path, status, self.width_px, self.height_px, faces, message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How far a project is: photos that are there, by status, faces, and faces with a label.

    ``gone`` are photos whose files are no longer there, not those that another picture replaced.
    ``reviewed`` are faces with a complete label. ``held`` are faces whose label waits, because
    their photo was changed or replaced since; ``passed_over`` are files and folders that the last
    scan left out, by kind.
    """

    photos: int = 0
    pending: int = 0
    ok: int = 0
    no_face: int = 0
    unreadable: int = 0
    skipped: int = 0
    duplicates: int = 0
    gone: int = 0
    faces: int = 0
    reviewed: int = 0
    held: int = 0
    passed_over: tuple[tuple[str, int], ...] = ()

    @property
    def done(self) -> int:
        """Photos that were looked at, whatever came out."""
        return self.photos - self.pending


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStamp:
    """What tells cheaply that a file was exchanged: size in bytes, times of change in ns.

    ``changed_ns`` is when the system last changed anything of the file, which no program can set
    back (on Windows when it was made); ``None`` where it is not known.
    """

    size_bytes: int
    mtime_ns: int
    changed_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFace:
    """A face whose labels wait, as another picture has taken the place of its photo.

    ``former_name`` is the name that the photo had; ``successor`` the photo that has it now,
    ``None`` where nothing has.
    """

    photo: PhotoEntry
    face: FaceEntry
    former_name: str
    successor: PhotoEntry | None = None


ChangeKind = Literal["new", "moved", "changed", "gone", "same"]
CHANGE_KINDS: tuple[ChangeKind, ...] = ("new", "moved", "changed", "gone")
"""What may become of a photo; one that is the ``same`` is told for its labels alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoChange:
    """What became of a photo since the last check, and of the labels of its faces.

    ``former_name`` is the name that a moved photo had, else "". ``labels_moved`` counts faces whose
    labels went along with a file or with a picture that was turned, ``labels_held`` those whose
    labels wait for a person, ``labels_lost`` those that the model finds no longer.
    """

    kind: ChangeKind
    name: str
    former_name: str = ""
    labels_moved: int = 0
    labels_held: int = 0
    labels_lost: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """What a check has found, in the order of the photos; those that are gone come last."""

    photos: tuple[PhotoChange, ...] = ()

    def count(self, kind: ChangeKind) -> int:
        """How many photos this became of."""
        return sum(photo.kind == kind for photo in self.photos)

    @property
    def labels_moved(self) -> int:
        """Faces whose labels went along."""
        return sum(photo.labels_moved for photo in self.photos)

    @property
    def labels_held(self) -> int:
        """Faces whose labels wait for a person since this check."""
        return sum(photo.labels_held for photo in self.photos)

    @property
    def labels_lost(self) -> int:
        """Faces with labels that the model finds no longer since this check."""
        return sum(photo.labels_lost for photo in self.photos)


@dataclass(frozen=True, slots=True)
class Turn:
    """The proof that a picture is another one turned or mirrored, pixel by pixel.

    Turned by the EXIF ``orientation`` (2-8) it is the one whose pixels have the hash ``picture``
    (hex).
    """

    picture: str
    orientation: int


__all__ = [
    "CHANGE_KINDS",
    "FLAGS",
    "HUMAN_GENDERS",
    "VERDICTS",
    "ChangeKind",
    "Changes",
    "Counts",
    "FaceEntry",
    "FaceNote",
    "FileStamp",
    "Flag",
    "Gender",
    "HeldFace",
    "HumanGender",
    "HumanLabel",
    "Origin",
    "PhotoChange",
    "PhotoEntry",
    "PhotoStatus",
    "Run",
    "Turn",
    "Verdict",
]
