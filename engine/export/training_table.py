"""A table to train on: the faces that people labelled, as the Training tab reads it.

``path,age,gender,box_x,box_y,box_w,box_h``; age and gender are each the newest that a person gave,
boxes in pixels of the upright picture.
"""

from __future__ import annotations

import os
from pathlib import Path

from engine.export.cells import cell, neutralised
from engine.export.records import Choice, OutFace, OutPhoto, outgoing
from engine.export.tables import CsvWriter
from engine.export.writing import Export, ExportReport, Pace, Problems, replacing
from engine.project import HumanGender, HumanLabel, Project

TRAINING_COLUMNS = ("path", "age", "gender", "box_x", "box_y", "box_w", "box_h")


def export_training(
    project: Project, path: Path, *, choice: Choice | None = None, relative: bool = False
) -> Export:
    """Write the labelled faces; ``relative`` names photos from the table's folder.

    Left out are faces without a label, those that are no face, and of the others an age or gender
    that was not said or is "unknown / prefer not to say". Raises ``OutputError`` and
    ``ProjectError``.
    """
    choice = choice or Choice()
    pace, problems = Pace(project), Problems()
    photos = rows = 0
    folder = path.absolute().parent
    with replacing(path) as file:
        table = CsvWriter(file, TRAINING_COLUMNS)
        for photo in outgoing(project, choice):
            if photo is None or not (cells := _rows(photo, choice)):
                pass
            elif _is_text(name := _name(project, photo, folder if relative else None)):
                photos += 1
                rows += len(cells)
                for row in cells:
                    table.write((neutralised(name), *row))
            else:
                problems.add(photo.path, "A table cannot hold this name: it is no valid text.")
            if (step := pace.step()) is not None:
                yield step
    yield pace.now()
    return ExportReport(
        paths=(path,),
        photos=photos,
        rows=rows,
        problems=problems.first,
        problem_count=problems.count,
    )


def _labels(face: OutFace, choice: Choice) -> tuple[float | None, HumanGender | None] | None:
    """The age and gender that a person gave a face; ``None`` if there is neither, or no face.

    Where anybody's labels count, one person may have looked at ages and another at genders.
    """
    if face.label is None or face.state == "rejected":
        return None
    said: tuple[HumanLabel, ...] = face.entry.labels if choice.reviewer is None else (face.label,)
    said = tuple(label for label in said if label.verdict != "not_a_face")
    age = next((label.age_years for label in said if label.age_years is not None), None)
    gender = next((label.gender for label in said if label.gender is not None), None)
    gender = None if gender == "unknown" else gender
    return None if age is None and gender is None else (age, gender)


def _rows(photo: OutPhoto, choice: Choice) -> list[tuple[str, ...]]:
    """The cells of a photo's labelled faces, but for its path."""
    if not photo.entry.present:
        return []
    labelled = [(face, _labels(face, choice)) for face in photo.faces]
    return [_row(face, *said) for face, said in labelled if said is not None]


def _row(face: OutFace, age: float | None, gender: HumanGender | None) -> tuple[str, ...]:
    box = face.face.box
    sides = {"box_x": box.x, "box_y": box.y, "box_w": box.w, "box_h": box.h}
    return (
        "" if age is None else f"{age:g}",
        gender or "",
        *(cell(name, float(value)) for name, value in sides.items()),
    )


def _name(project: Project, photo: OutPhoto, folder: Path | None) -> str:
    """The photo's path, absolute or from ``folder``."""
    path = project.file_of(photo.entry.name).absolute()
    if folder is None:
        return str(path)
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return str(path)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
