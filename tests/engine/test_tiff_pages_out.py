"""What leaves a project with pages of TIFFs: tables, crops, copies, sidecars, training, replay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.export import (
    SortSettings,
    export_csv,
    export_jsonl,
    export_sidecars,
    export_sorted,
    export_training,
    export_xlsx,
    plan_sidecars,
)
from engine.progress import drain
from engine.project import Project
from engine.replay import replay
from engine.results import PhotoResult
from engine.spec import ModelSpec
from tests.engine.export_driver import label, names, read
from tests.engine.replay_driver import SPEC
from tests.tiff_files import Page, PageFinder, look, plain, tiff
from training.dataset.cache import data_fingerprint
from training.dataset.sources import open_source

GREYS = (40, 70, 100)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A file of three pages, one with a page that is broken, and one that is like the first's."""
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.tif").write_bytes(tiff([plain(grey, (40, 30)) for grey in GREYS]))
    (photos / "b.tif").write_bytes(tiff([Page(None), plain(40, (40, 30))]))
    with Project.open(tmp_path / "p.agelens", root=photos) as opened:
        look(opened)
        yield opened


def test_every_page_has_its_rows(project: Project, tmp_path: Path) -> None:
    drain(export_csv(project, tmp_path / "t.csv"))
    rows = read(tmp_path / "t.csv")
    found = [(Path(row["image_path"]).name, row["status"], row["apparent_age"]) for row in rows]
    assert found == [
        ("a.tif", "ok", "40.0"),
        ("a.tif#2", "ok", "70.0"),
        ("a.tif#3", "ok", "100.0"),
        ("b.tif", "unreadable", ""),
        ("b.tif#2", "ok", "40.0"),
    ]
    drain(export_jsonl(project, tmp_path / "t.jsonl"))
    assert (tmp_path / "t.jsonl").read_text(encoding="utf-8").count("a.tif#2") == 1
    assert drain(export_xlsx(project, tmp_path / "t.xlsx")).rows == 5


def test_crops_are_cut_from_their_page(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = drain(export_sorted(project, out, SortSettings(by="age", margin=0.0)))
    assert (report.written, report.problem_count) == (4, 0)
    greys = {}
    for path in out.rglob("*.jpg"):
        with PillowImage.open(path) as crop:
            greys[path.name.partition("-face")[0].rpartition("-")[0]] = round(
                float(np.asarray(crop).mean())
            )
    assert greys == {"a": 40, "a-page2": 70, "a-page3": 100, "b-page2": 40}


def test_copies_are_whole_files_once_a_folder(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = SortSettings(crops=False, photos=True, by="gender")
    report = drain(export_sorted(project, out, settings))
    assert (report.written, report.unchanged) == (2, 2)
    copies = sorted(out.rglob("*.tif"))
    assert [path.name.partition("-")[0] for path in copies] == ["a", "b"]
    original = project.root / "a.tif" if project.root else Path()
    assert copies[0].read_bytes() == original.read_bytes()
    assert drain(export_sorted(project, out, settings)).written == 0


def test_a_crop_of_a_page_that_moved_is_not_cut_from_another(
    project: Project, tmp_path: Path
) -> None:
    assert project.root is not None
    (project.root / "a.tif").write_bytes(tiff([plain(grey, (40, 30)) for grey in GREYS[::-1]]))
    out = tmp_path / "out"
    report = drain(export_sorted(project, out, SortSettings(by="age")))
    assert {Path(one.name).name for one in report.problems} == {"a.tif", "a.tif#3"}
    assert all("was changed" in one.reason for one in report.problems)


def test_a_sidecar_belongs_to_the_first_page(project: Project) -> None:
    plan = drain(plan_sidecars(project))
    assert (plan.new, plan.merged) == (1, 0)
    report = drain(export_sidecars(project))
    assert (report.written, report.photos, report.further_pages) == (1, 1, 3)
    assert report.problem_count == 0
    assert project.root is not None
    assert [name for name in names(project.root) if name.endswith(".xmp")] == ["a.tif.xmp"]
    written = (project.root / "a.tif.xmp").read_text(encoding="utf-8")
    assert ">40.0<" in written or '"40.0"' in written
    assert "70.0" not in written


def test_pages_can_be_trained_on(project: Project, tmp_path: Path) -> None:
    for photo in list(project.photos()):
        for found in photo.faces:
            age = found.face.estimate.age_years if found.face.estimate else 0.0
            project.set_label(found.face_id, label("corrected", age=age, gender="female"))
    table = tmp_path / "t.csv"
    drain(export_training(project, table))
    source = open_source(table, work_dir=tmp_path / "work")
    assert source.problems == ()
    assert [(one.path.name, one.age_years) for one in source.samples] == [
        ("a.tif", 40.0),
        ("a.tif#2", 70.0),
        ("a.tif#3", 100.0),
        ("b.tif#2", 40.0),
    ]
    before = data_fingerprint(source.samples)
    assert project.root is not None
    (project.root / "a.tif").write_bytes(tiff([plain(1)]))
    assert data_fingerprint(source.samples) != before


class Again(PageFinder):
    """The same model once more."""

    @property
    def spec(self) -> ModelSpec:
        return SPEC

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        return super().analyse_file(path, name=name)


def test_a_table_of_pages_is_checked_page_by_page(project: Project, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    drain(export_csv(project, table))
    again = replay(table, opener=lambda *_: Again())
    report = drain(again)
    assert (report.checked, report.missing_photos, report.differences) == (5, 0, 0)
    assert report.verdict == "identical"
    assert project.root is not None
    (project.root / "a.tif").write_bytes(tiff([plain(40, (40, 30)), plain(91, (40, 30))]))
    report = drain(replay(table, opener=lambda *_: Again()))
    assert report.missing_photos == 1, "the third page"
    assert report.differences >= 2
