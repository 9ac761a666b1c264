"""A TIFF of several pages in the Photos tab: the first is shown, and which of how many is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.widgets.labels import PlainLabel
from tests.desktop.conftest import Rig
from tests.tiff_files import Page, plain, tiff


def about(rig: Rig) -> str:
    """What stands beside the name of the photo."""
    return next(
        label.text() for label in rig.work.bar.findChildren(PlainLabel) if "×" in label.text()
    )


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "scan.tif"
    file.write_bytes(tiff([plain(40, (60, 50)), plain(80, (30, 20)), plain(120)]))
    return file


def test_the_first_page_is_shown_and_counted(rig: Rig, scan: Path) -> None:
    rig.open(scan)
    assert rig.shown_name == "scan.tif"
    assert about(rig) == "Page 1 of 3  ·  60 × 50"
    assert rig.view.picture is not None
    assert rig.view.picture.width_px == 60
    rig.work.view.detail_wanted.emit()
    rig.idle()
    assert about(rig).startswith("Page 1 of 3")


def test_among_other_photos(rig: Rig, scan: Path) -> None:
    other = scan.with_name("other.tif")
    other.write_bytes(tiff([plain(1, (20, 10))]))
    rig.open(scan, other)
    assert about(rig) == "1 of 2  ·  Page 1 of 3  ·  60 × 50"
    rig.tab.step(1)
    rig.idle()
    assert about(rig) == "2 of 2  ·  20 × 10"


def test_a_folder_opens_first_pages_alone(rig: Rig, scan: Path) -> None:
    scan.with_name("other.tif").write_bytes(tiff([plain(1, (20, 10)), plain(2)]))
    rig.open(scan.parent)
    assert [entry.name for entry in rig.tab.photos.entries] == ["other.tif", "scan.tif"]


def test_a_page_that_was_named_is_shown(rig: Rig, scan: Path) -> None:
    rig.open(Path(f"{scan}#2"))
    assert rig.shown_name == "scan.tif#2"
    assert about(rig) == "Page 2 of 3  ·  30 × 20"


def test_a_file_called_like_a_page_is_shown(rig: Rig, scan: Path) -> None:
    literal = scan.with_name("scan.tif#2")
    literal.write_bytes(tiff([plain(9, (11, 12))]))
    rig.open(literal)
    assert about(rig) == "11 × 12"


def test_a_smaller_copy_is_no_page(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "pyramid.tif"
    file.write_bytes(tiff([Page(plain(40, (60, 50)).pixels), Page(plain(40).pixels, {254: 1})]))
    rig.open(file)
    assert about(rig) == "60 × 50"
