"""Files that are renamed, replaced or edited without a check: no label goes out on another face."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.errors import ProjectError
from engine.export import (
    Export,
    ExportReport,
    SortSettings,
    export_csv,
    export_jsonl,
    export_sidecars,
    export_sorted,
    export_training,
    export_xlsx,
)
from engine.progress import drain
from engine.project import AnalysedPhoto, Project, Run, hash_of, stamp_of
from engine.project.records import CHANGED
from engine.results import Box, Face, PhotoResult
from tests.engine.export_driver import label

RUN = Run(run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1")
SIZE = (320, 240)


def paint(path: Path, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (SIZE[1], SIZE[0], 3), np.uint8)
    PillowImage.fromarray(pixels).save(path, quality=90)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Two labelled photos of one size, whose files are known."""
    folder = tmp_path / "photos"
    folder.mkdir()
    opened = Project.open(tmp_path / "photos.agelens", root=folder)
    opened.list_photos(["001.jpg", "002.jpg"])
    run = opened.begin(RUN)
    for number, (_, photo) in enumerate(opened.pending()):
        file = folder / photo.name
        paint(file, number)
        found = PhotoResult(photo.name, "ok", *SIZE, (Face(Box(100, 60, 90, 100)),), "")
        stamp, sha256 = stamp_of(file), hash_of(file)
        assert sha256 is not None
        done = AnalysedPhoto(photo_id=photo.photo_id, result=found, stamp=stamp, sha256=sha256)
        opened.keep([done], run)
    for entry in opened.photos():
        for face in entry.faces:
            opened.set_label(face.face_id, label("corrected", age=30, gender="female"))
    return opened


def swap(folder: Path) -> None:
    """Each of the two gets the other's name, with its time and size."""
    (folder / "001.jpg").rename(folder / "x")
    (folder / "002.jpg").rename(folder / "001.jpg")
    (folder / "x").rename(folder / "002.jpg")


def edit(folder: Path) -> None:
    """The same time and size, as tools for metadata leave them, and other pixels."""
    for name in ("001.jpg", "002.jpg"):
        file, before = folder / name, (folder / name).stat()
        paint(file, 99)
        content = file.read_bytes()[: before.st_size].ljust(before.st_size, b"\0")
        file.write_bytes(content)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def replace_both(folder: Path) -> None:
    for number, name in enumerate(("001.jpg", "002.jpg")):
        paint(folder / name, 50 + number)


ACCIDENTS: tuple[Callable[[Path], None], ...] = (swap, edit, replace_both)


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_no_crop_copy_sidecar_or_training_row_of_another_picture(
    project: Project, tmp_path: Path, accident: Callable[[Path], None]
) -> None:
    accident(tmp_path / "photos")
    both = SortSettings(by="gender", crops=True, photos=True)
    reports: list[ExportReport] = [
        drain(export_sorted(project, tmp_path / "crops", both)),
        drain(export_sidecars(project)),
        drain(export_training(project, tmp_path / "train.csv")),
    ]
    for report in reports:
        assert report.problem_count == 2
        assert all("check for changes" in problem.reason for problem in report.problems)
    assert not list((tmp_path / "crops").rglob("*.jpg"))
    assert not list((tmp_path / "photos").glob("*.xmp"))
    assert len((tmp_path / "train.csv").read_text("utf-8-sig").splitlines()) == 1


def test_files_that_are_the_same_go_out_whatever_their_times(
    project: Project, tmp_path: Path
) -> None:
    """A backup that was played back changes times, not pictures."""
    for file in (tmp_path / "photos").iterdir():
        os.utime(file, (1, 1))
    report = drain(export_sorted(project, tmp_path / "crops", SortSettings(by="gender")))
    assert (report.problem_count, report.written) == (0, 2)


def test_a_picture_of_another_photo_is_not_shown(project: Project, tmp_path: Path) -> None:
    entries = list(project.photos())
    assert [project.analysed_file(entry).name for entry in entries] == ["001.jpg", "002.jpg"]
    swap(tmp_path / "photos")
    for entry in entries:
        with pytest.raises(ProjectError, match=r"check for changes first. Received: 00\d.jpg"):
            project.analysed_file(entry)
    swap(tmp_path / "photos")
    assert project.analysed_file(entries[0]).name == "001.jpg"
    (tmp_path / "photos" / "001.jpg").unlink()  # whoever reads it says that it is gone
    assert project.analysed_file(entries[0]).name == "001.jpg"


EXPORTS: dict[str, Callable[[Project, Path], Export]] = {
    "t.csv": export_csv,
    "t.jsonl": export_jsonl,
    "t.xlsx": export_xlsx,
}


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_a_table_says_that_another_picture_has_the_name(
    project: Project, tmp_path: Path, accident: Callable[[Path], None]
) -> None:
    for name, export in EXPORTS.items():
        assert drain(export(project, tmp_path / name)).changed == 0
    accident(tmp_path / "photos")
    for name, export in EXPORTS.items():
        assert drain(export(project, tmp_path / name)).changed == 2
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["message"] for row in rows] == [CHANGED] * 2
    settings = json.loads((tmp_path / "t.settings.json").read_text("utf-8"))
    assert settings["counts"]["changed_photos"] == 2


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_folder_that_leads_elsewhere_ends_no_export(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    (tmp_path / "elsewhere").mkdir()
    project.list_photos(["001.jpg", "002.jpg", "sub/003.jpg"])
    (folder / "sub").symlink_to(tmp_path / "elsewhere")
    for name, export in EXPORTS.items():
        report = drain(export(project, tmp_path / name))
        assert (report.photos, report.changed) == (3, 0)
