"""Photos as the rows of a table: one a face, and one for a file without a face or not read.

``face_index`` counts from 1, left to right; ``face_count`` is empty where nobody looked
(``unreadable``, ``skipped``); every row that is not ``ok`` says why in ``message``.
``review_state`` is ``unreviewed`` until a person has spoken of the face; the other human
columns are empty until then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from engine import __version__
from engine.export.columns import CSV_COLUMNS, Value, cell, encodable, rounded
from engine.project import FLAGS, FaceEntry, FaceNote, FaceRows, HumanLabel, PhotoEntry, Project
from engine.project.records import CHANGED, GONE
from engine.project.review import consensus
from engine.results import Face, PhotoResult, Status
from engine.spec import ModelSpec

ReviewState = Literal["unreviewed", "partly", "confirmed", "corrected", "rejected", "added"]
UNREVIEWED: ReviewState = "unreviewed"
_RECEIVED = " Received: "
# Where nothing else is known: projects of earlier versions, or what was rescued of a damaged one.
_REASONS = {
    "no_face": "No face was found.",
    "unreadable": "This file could not be read.",
    "skipped": "This photo was not analysed.",
}
NOT_FOUND = (
    "The model no longer finds this face, and nobody has confirmed it since: the box is an old one."
)
VOUCHED = "The model no longer finds this face; a person has confirmed it since."
LATEST, ONE_REVIEWER, CONSENSUS = "latest", "one reviewer", "consensus"
CONSENSUS_RULE = (
    "consensus of all reviewers: a face or not is what more than half say, and it stays a face if "
    "as many say the one as the other; the age is the median of the ages stated; the gender is "
    "what more than half of those who stated one say, else empty; confirmed or corrected compares "
    "this with the model's answer in the same row"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceSelection:
    """What of a project goes out, and whose labels count.

    ``reviewer`` is a person, or ``None`` for anybody: then their newest label, or with
    ``consensus`` what all their labels come to (``engine.project.review.consensus``). With
    ``face_ids`` only these faces go out, and of the photos without a face those in ``photo_ids``.
    """

    reviewer: str | None = None
    consensus: bool = False
    face_ids: frozenset[int] | None = None
    photo_ids: frozenset[int] = frozenset()

    @classmethod
    def of_rows(
        cls,
        rows: FaceRows,
        index: NDArray[np.int64],
        *,
        reviewer: str | None = None,
        consensus: bool = False,
    ) -> Self:
        """Only these rows, for instance those that a filter lets through."""
        faces = rows.face_ids[index]
        without = rows.photo_ids[index][faces == 0]
        return cls(
            reviewer=reviewer,
            consensus=consensus,
            face_ids=frozenset(faces[faces > 0].tolist()),
            photo_ids=frozenset(without.tolist()),
        )

    def label_of(self, entry: FaceEntry) -> tuple[HumanLabel | None, str]:
        """What counts as said about a face, and the rule by which it does ("" without a label)."""
        if self.consensus and self.reviewer is None:
            estimate = entry.face.estimate if entry.found else None
            found = consensus(entry.labels, estimate, drawn=entry.origin == "person")
            if found is None:
                return None, ""
            tied = f"; no majority: {', '.join(found.undecided)}" if found.undecided else ""
            return found.label, f"{CONSENSUS}{tied}"
        label = entry.label if self.reviewer is None else entry.label_of(self.reviewer)
        return label, "" if label is None else LATEST if self.reviewer is None else ONE_REVIEWER

    @property
    def rule(self) -> str:
        """Whose labels count and by which rule, in a sentence for the settings of a table."""
        if self.reviewer is not None:
            return f"{ONE_REVIEWER}: the labels of the person named under reviewer"
        return CONSENSUS_RULE if self.consensus else f"{LATEST}: the newest label of anybody"


@dataclass(frozen=True, slots=True)
class OutFace:
    """A face on its way out: its number in the photo, from 1, and the label that counts.

    ``rule`` says by which rule it does, ``reviewer`` whose label that is, where it is to be one
    person's.
    """

    index: int
    entry: FaceEntry
    label: HumanLabel | None
    rule: str = ""
    reviewer: str | None = None

    @property
    def one_person(self) -> bool:
        """Whether only one person's word counts."""
        return self.reviewer is not None

    @property
    def notes(self) -> tuple[FaceNote, ...]:
        """The remarks of those whose word counts."""
        everybody = self.entry.notes
        return tuple(note for note in everybody if self.reviewer in (None, note.reviewer))

    @property
    def state(self) -> ReviewState:
        """What was done with it, in the words of the tables."""
        return state_of(self.entry, self.label)

    @property
    def is_lost(self) -> bool:
        """Whether nothing says that it is a face any more; only tables tell of it then."""
        return self.entry.is_lost

    @property
    def message(self) -> str:
        """What a row must say of the face itself; "" where nothing is out of the ordinary."""
        if self.entry.found:
            return ""
        return VOUCHED if self.entry.vouched else NOT_FOUND

    @property
    def face(self) -> Face:
        """The face; of one that the model finds no longer only the box is left.

        What a former model or photo made of it would be taken for the present model's answer.
        """
        face = self.entry.face
        if self.entry.by_hand:  # it is not a box of the detector
            face = replace(face, score=None)
        return face if self.entry.found else Face(face.box)


@dataclass(frozen=True, slots=True)
class OutPhoto:
    """A photo on its way out; ``path`` and ``duplicate_of`` are the texts for ``image_path``.

    ``faces`` are those that were chosen, ``count`` how many there are. ``changed``: another picture
    lies under its name by now. ``gender_threshold`` is the project's, if it has one.
    """

    entry: PhotoEntry
    path: str
    duplicate_of: str | None
    faces: tuple[OutFace, ...]
    count: int
    changed: bool = False
    gender_threshold: float | None = None

    @property
    def status(self) -> Status:
        """The status in the words of the tables: a face that a person drew is one."""
        if self.count and self.entry.status == "no_face":
            return "ok"
        return self.entry.result(self.path).status


def state_of(entry: FaceEntry, label: HumanLabel | None) -> ReviewState:
    """What a person did with a face; one that a person found stays added, whoever confirms it.

    Of any other one with a label that states only age or only gender that is "partly".
    """
    if label is None:
        return UNREVIEWED
    if label.verdict == "not_a_face":
        return "rejected"
    if entry.origin == "person":
        return "added"
    return label.verdict if label.complete else "partly"


def outgoing(project: Project, choice: FaceSelection) -> Iterator[OutPhoto | None]:
    """The photos of a project in the order of the scan; ``None`` for one that was not chosen."""
    root, threshold = project.root, project.gender_threshold

    def shown(name: str) -> str:
        return name if root is None else str(root / name)

    for entry in project.photos():
        if entry.is_replaced:  # its name is another picture's
            continue
        # Faces that the model finds no more and of which nobody says anything are no faces.
        listed = [face for face in entry.faces if face.found or face.labels]
        faces = tuple(
            OutFace(index, face, *choice.label_of(face), choice.reviewer)
            for index, face in enumerate(listed, start=1)
            if choice.face_ids is None or face.face_id in choice.face_ids
        )
        if choice.face_ids is None or faces or (not listed and entry.photo_id in choice.photo_ids):
            duplicate_of = None if entry.duplicate_of is None else shown(entry.duplicate_of)
            changed = entry.status in ("ok", "no_face") and not project.is_as_analysed(
                entry, root=root
            )
            yield OutPhoto(
                entry, shown(entry.name), duplicate_of, faces, len(listed), changed, threshold
            )
        else:
            yield None


def photo_records(photo: OutPhoto) -> list[dict[str, Value]]:
    """The rows of a project's photo as numbers and text, ``None`` where a cell is empty."""
    entry, run = photo.entry, photo.entry.run
    common = _common(replace(entry.result(photo.path), status=photo.status), faces=photo.count)
    if photo.changed:
        common["message"] = CHANGED
    elif not entry.present and common["message"] is None:
        common["message"] = GONE
    common |= {
        "model_id": run.model_id if run else None,
        "model_sha256": run.model_sha256 if run else None,
        "app_version": run.app_version if run else __version__,
    }
    if not photo.faces:
        return [common]
    return [
        common
        | {"face_index": face.index, "message": common["message"] or face.message or None}
        | _face_values(face.face)
        | human_values(face)
        | _remarks(face)
        | {"gender_threshold": None if face.face.estimate is None else photo.gender_threshold}
        for face in photo.faces
    ]


def human_values(face: OutFace) -> dict[str, Value]:
    """``review_state`` and what a person said; of what is no face there is no age or gender."""
    label = face.label
    if label is None:
        return {"review_state": UNREVIEWED}
    values: dict[str, Value] = {
        "review_state": face.state,
        "reviewer": encodable(label.reviewer),
        "reviewed_at": label.reviewed_at,
        "blind": "yes" if label.blind else "no",
    }
    if face.rule:
        values["label_rule"] = face.rule
    if face.state != "rejected":
        age = label.age_years
        values["human_age"] = None if age is None else rounded("human_age", age)
        values["human_gender"] = label.gender
    return values


def _remarks(face: OutFace) -> dict[str, Value]:
    """What people remarked on a face, and where the model found it if they moved its box."""
    flags = [flag for flag in FLAGS if any(flag in note.flags for note in face.notes)]
    said = [
        note.comment if face.one_person else f"{note.reviewer}: {note.comment}"
        for note in face.notes
        if note.comment
    ]
    box = face.entry.found_at
    numbers = () if box is None else (box.x, box.y, box.w, box.h)
    return {
        "comment": encodable(" | ".join(said)) or None,
        "flags": "; ".join(flags) or None,
        "model_box": " ".join(f"{number + 0.0:.1f}" for number in numbers) or None,
    }


def records(
    result: PhotoResult, *, spec: ModelSpec, labels: Sequence[HumanLabel | None] = ()
) -> list[dict[str, Value]]:
    """The rows of one photo as numbers and text, ``None`` where a cell is empty.

    ``labels`` are what a person said of the faces, in their order; none, or one for each.

    Keys are ``CSV_COLUMNS`` in their order. Boxes in full-size pixels and ages in years with 1
    decimal, scores (0-1) with 4.
    """
    common = _common(result, faces=len(result.faces))
    common |= {"model_id": spec.model_id, "model_sha256": spec.sha256, "app_version": __version__}
    if not result.faces:
        return [common]
    said = labels or (None,) * len(result.faces)
    return [
        common | {"face_index": index} | _face_values(face) | _said_of(index, face, label)
        for index, (face, label) in enumerate(zip(result.faces, said, strict=True), start=1)
    ]


def _said_of(index: int, face: Face, label: HumanLabel | None) -> dict[str, Value]:
    """What a person said of a face that is in no project."""
    if label is None:
        return {}
    entry = FaceEntry(face_id=0, photo_id=0, face=face, labels=(label,))
    return human_values(OutFace(index, entry, label, ONE_REVIEWER))


def rows(
    result: PhotoResult, *, spec: ModelSpec, labels: Sequence[HumanLabel | None] = ()
) -> list[dict[str, str]]:
    """The rows of one photo as the text of a CSV file's cells, safe to open in a spreadsheet."""
    return [as_cells(record) for record in records(result, spec=spec, labels=labels)]


def as_cells(record: dict[str, Value]) -> dict[str, str]:
    """A row as the text of its cells."""
    return {column: cell(column, value) for column, value in record.items()}


def reason(result: PhotoResult) -> str:
    """Why a file is not ``ok``, as a sentence; empty where it is.

    What an error was given stands at its end: the file, or whatever else it was.
    """
    if result.status == "ok":
        return ""
    text, mark, received = result.message.partition(_RECEIVED)
    if not text:
        return _REASONS[result.status]
    if not mark:
        return encodable(text)
    name = result.path.replace("\\", "/").rpartition("/")[2]
    label = "File" if name in received else "Details"
    return encodable(f"{text} {label}: {received}")


def _common(result: PhotoResult, *, faces: int) -> dict[str, Value]:
    """What all rows of a photo have in common; the photo has this many ``faces``."""
    return dict.fromkeys(CSV_COLUMNS) | {
        "image_path": encodable(result.path),
        "status": result.status,
        "image_width": result.width_px or None,
        "image_height": result.height_px or None,
        "face_count": faces if result.status in ("ok", "no_face") else None,
        "review_state": UNREVIEWED,
        "message": reason(result) or None,
    }


def _face_values(face: Face) -> dict[str, Value]:
    box, estimate = face.box, face.estimate
    values: dict[str, Value] = {"box_x": box.x, "box_y": box.y, "box_w": box.w, "box_h": box.h}
    values["detector_score"] = face.score
    if estimate is not None:
        values |= {
            "apparent_age": estimate.age_years,
            "age_low": estimate.age_low,
            "age_high": estimate.age_high,
            "perceived_gender": estimate.gender,
            "female_score": estimate.female_score,
        }
    return {
        name: rounded(name, value) if isinstance(value, int | float) else value
        for name, value in values.items()
    }
