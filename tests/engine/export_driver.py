"""A small labelling project for the tests of what goes out of one."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image as PillowImage

from engine.export.crops import RECORD
from engine.project import (
    AnalysedPhoto,
    HumanGender,
    HumanLabel,
    PhotoEntry,
    Project,
    Run,
    Verdict,
    stamp_of,
)
from engine.results import Box, Estimate, Face, PhotoResult, Status
from engine.spec import DETECTOR

RUN = Run(
    run_id=0,
    model_id="tiny",
    model_sha256="ab" * 32,
    detector=DETECTOR,
    detect=True,
    app_version="0.0.9",
)
_ORIENTATION = 0x112


def face(
    x: float = 10,
    y: float = 12,
    w: float = 16,
    h: float = 20,
    *,
    age: float = 33.33,
    female: float = 0.91239,
    score: float | None = 0.98765,
) -> Face:
    """A face with an estimate; not sure of the gender between 0.4 and 0.6."""
    gender = "female" if female > 0.6 else "male" if female < 0.4 else None
    return Face(Box(x, y, w, h), None, score, Estimate(age, female, gender, age - 5, age + 5))


def read(path: Path) -> list[dict[str, str]]:
    """A CSV as a script reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def save_picture(
    path: Path, pixels: np.ndarray | None = None, *, orientation: int = 1, **options: object
) -> Path:
    """Write a picture that is stored as it is given, with this EXIF orientation."""
    path.parent.mkdir(parents=True, exist_ok=True)
    exif = PillowImage.Exif()
    exif[_ORIENTATION] = orientation
    pixels = np.zeros((48, 64, 3), np.uint8) if pixels is None else pixels
    PillowImage.fromarray(pixels).save(path, exif=exif, **options)
    return path


class Stage:
    """A folder ``photos``, and a project of it."""

    def __init__(self, folder: Path, *, root: bool = True) -> None:
        self.folder, self.photos = folder, folder / "photos"
        self.photos.mkdir(parents=True)
        self.project = Project.open(folder / "faces.agelens", root=self.photos if root else None)
        self.run = self.project.begin(RUN)
        self._names: list[str] = []

    def add(
        self,
        name: str,
        *faces: Face,
        status: Status | None = None,
        size: tuple[int, int] = (64, 48),
        message: str = "",
        content: str | None = None,
        write: bool = True,
    ) -> PhotoEntry:
        """List a photo and keep what the model said of it; ``content`` equal is a duplicate."""
        status = status or ("ok" if faces else "no_face")
        if write and status in ("ok", "no_face"):
            save_picture(self.photos / name, np.zeros((size[1], size[0], 3), np.uint8))
        self._names.append(name)
        self.project.list_photos(self._names)
        photo_id = next(
            pending.photo_id for _, pending in self.project.pending() if pending.name == name
        )
        width, height = size if status in ("ok", "no_face", "skipped") else (0, 0)
        result = PhotoResult(name, status, width, height, faces, message)
        sha256 = hashlib.sha256(repr(content or name).encode()).hexdigest()
        stamp = stamp_of(self.photos / name)
        self.project.keep([AnalysedPhoto(photo_id, result, stamp, sha256)], self.run)
        self.project.mark_duplicates()
        return self.project.photo(photo_id)

    def pending(self, name: str) -> None:
        """List a photo that nobody has looked at."""
        self._names.append(name)
        self.project.list_photos(self._names)

    def gone(self, name: str) -> None:
        """A photo is there no more."""
        self._names.remove(name)
        self.project.list_photos(self._names)

    def say(
        self,
        face_id: int,
        verdict: Verdict = "confirmed",
        *,
        age: float | None = None,
        gender: HumanGender | None = None,
        reviewer: str = "Ada",
        at: str = "2026-01-31T12:00:00Z",
    ) -> None:
        """What a person says of a face."""
        self.project.set_label(
            face_id, label(verdict, age=age, gender=gender, reviewer=reviewer, at=at)
        )


def label(
    verdict: Verdict,
    *,
    age: float | None = None,
    gender: HumanGender | None = None,
    reviewer: str = "Ada",
    at: str = "2026-01-31T12:00:00Z",
) -> HumanLabel:
    """A label."""
    return HumanLabel(
        verdict=verdict, reviewer=reviewer, reviewed_at=at, age_years=age, gender=gender
    )


def names(folder: Path) -> Sequence[str]:
    """All files below a folder, as paths from there, without the list of what was exported."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != RECORD
    )
