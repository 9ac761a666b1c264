"""Sidecars on disk, read back by a program that is not ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pytest
from PIL import Image as PillowImage

from engine.errors import ImageError, OutputError
from engine.export import FaceSelection, export_sidecars, sidecar_of
from engine.images import Stored, read_photo, stored
from engine.images.photo import upright
from engine.progress import drain
from engine.project import FaceNote
from engine.results import Box, Face
from tests.engine.export_driver import Stage, face, label, names, save_picture
from tests.engine.test_xmp import FOREIGN

SIZE = (400, 240)
BOX = Box(48, 32, 80, 64)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def exiftool(*paths: Path) -> list[dict[str, Any]]:
    """What exiftool reads, with structures as they are; skips without it."""
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool (libimage-exiftool-perl) is not installed")
    outcome = subprocess.run(
        ["exiftool", "-json", "-struct", "-n", "-G1", *map(str, paths)],
        capture_output=True,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(outcome.stdout)
    assert not any("Warning" in key or "Error" in key for entry in found for key in entry)
    return found


def scene() -> np.ndarray:
    """An upright picture: dark, with one bright box where the face is."""
    pixels = np.full((SIZE[1], SIZE[0], 3), 20, np.uint8)
    left, top, right, bottom = (int(BOX.x), int(BOX.y), int(BOX.x + BOX.w), int(BOX.y + BOX.h))
    pixels[top:bottom, left:right] = 230
    return pixels


def lying(orientation: int) -> np.ndarray:
    """The scene as a camera with this EXIF orientation stores it, found by trying."""
    for turns in range(4):
        for mirrored in (False, True):
            pixels = np.rot90(scene()[:, ::-1] if mirrored else scene(), turns)
            if np.array_equal(upright(np.ascontiguousarray(pixels), orientation), scene()):
                return np.ascontiguousarray(pixels)
    raise AssertionError(orientation)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_regions_lie_on_the_faces_of_turned_photos(
    stage: Stage, orientation: int, suffix: str
) -> None:
    name = f"{orientation}.{suffix}"
    pixels = lying(orientation)
    path = save_picture(stage.photos / name, pixels, orientation=orientation)
    photo = read_photo(path, reduce_to_px=None)
    assert (photo.width_px, photo.height_px) == SIZE
    stage.add(name, Face(BOX, None, 0.9), size=SIZE, write=False)
    drain(export_sidecars(stage.project))
    (found,) = exiftool(path.with_name(f"{name}.xmp"))
    info = found["XMP-mwg-rs:RegionInfo"]
    sides = info["AppliedToDimensions"]
    assert (sides["W"], sides["H"], sides["Unit"]) == (pixels.shape[1], pixels.shape[0], "pixel")
    (region,) = info["RegionList"]
    assert (region["Type"], region["Name"]) == ("Face", "")
    assert region["Area"]["Unit"] == "normalized"
    # The bright pixels of the stored picture, and no others, lie in the region.
    area = region["Area"]
    left = round((area["X"] - area["W"] / 2) * sides["W"])
    top = round((area["Y"] - area["H"] / 2) * sides["H"])
    width, height = round(area["W"] * sides["W"]), round(area["H"] * sides["H"])
    assert width * height == BOX.w * BOX.h
    assert pixels[top : top + height, left : left + width].min() == 230
    # And it is the picture that the file holds: exiftool says how it lies there.
    (about,) = exiftool(path)
    assert about.get("IFD0:Orientation", 1) == orientation
    width_tag = next(value for key, value in about.items() if key.endswith(":ImageWidth"))
    assert width_tag == pixels.shape[1]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_how_a_heic_lies_in_its_file(tmp_path: Path, orientation: int) -> None:
    if not pillow_heif.libheif_info()["HEIF"]:
        pytest.skip("no HEIF encoder here")
    picture = pillow_heif.from_pillow(PillowImage.fromarray(lying(orientation)))
    exif = PillowImage.Exif()
    exif[0x112] = orientation
    picture.info["exif"] = exif.tobytes()
    picture.save(tmp_path / "a.heic", quality=90)
    photo = read_photo(tmp_path / "a.heic", reduce_to_px=None)
    assert (photo.width_px, photo.height_px) == SIZE
    found = stored(tmp_path / "a.heic")
    assert found == Stored(*lying(orientation).shape[1::-1], orientation)
    assert found.upright_size == SIZE


def test_stored_refuses_what_reading_refuses(tmp_path: Path, make_broken_files: Any) -> None:
    with pytest.raises(ImageError, match="not there"):
        stored(tmp_path / "absent.jpg")
    outcomes = [_asked(path) for path in make_broken_files(tmp_path / "broken")]
    refused = [outcome for outcome in outcomes if isinstance(outcome, str)]
    assert len(refused) > 30
    assert all("Received: " in sentence for sentence in refused)
    # Sound metadata may stand before damaged pixels.
    assert all(found.width_px > 0 for found in outcomes if isinstance(found, Stored))


def _asked(path: Path) -> Stored | str:
    try:
        return stored(path)
    except ImageError as error:
        return str(error)


def test_values_and_names(stage: Stage) -> None:
    photo = stage.add("ä =1.jpg", face(), face(40, age=8))
    stage.say(photo.faces[0].face_id, "corrected", age=41, gender="female", reviewer="Ada <&>")
    report = drain(export_sidecars(stage.project))
    assert (report.written, report.unchanged, report.problem_count) == (1, 0, 0)
    path = stage.photos / "ä =1.jpg.xmp"
    assert sidecar_of(stage.photos / "ä =1.jpg") == path
    first, second = exiftool(path)[0]["XMP-mwg-rs:RegionInfo"]["RegionList"]
    values = {key.split(":")[1].lower(): value for key, value in first["Extensions"].items()}
    assert values == {
        "face_index": 1,
        "detector_score": 0.9877,
        "apparent_age": 33.3,
        "age_low": 28.3,
        "age_high": 38.3,
        "perceived_gender": "female",
        "female_score": 0.9124,
        "review_state": "corrected",
        "human_age": 41,
        "human_gender": "female",
        "reviewer": "Ada <&>",
        "reviewed_at": "2026:01:31 12:00:00Z",
        "model_id": "tiny",
        "model_sha256": "ab" * 32,
        "app_version": "0.0.9",
        "blind": "no",
        "label_rule": "latest",
    }
    assert second["Extensions"]["XMP-agelens:Review_state"] == "unreviewed"


def test_comments_and_flags_stand_in_a_region_and_go_when_they_are_taken_back(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(), face(40))
    one, other = (entry.face_id for entry in photo.faces)
    stage.project.keep_gender_threshold(0.85)
    flags = frozenset({"poor_picture", "discuss"})
    note = FaceNote(reviewer="Ada", comment="=жас <too> dark & 'far'", flags=flags)
    stage.project.set_note(one, note)
    stage.project.set_note(one, FaceNote(reviewer="Bob", comment="I agree"))
    stage.project.set_note(other, FaceNote(reviewer="Bob", flags=frozenset({"good_example"})))

    def remarks() -> list[tuple[str | None, ...]]:
        drain(export_sidecars(stage.project))
        regions = exiftool(stage.photos / "a.jpg.xmp")[0]["XMP-mwg-rs:RegionInfo"]["RegionList"]
        names = ("Comment", "Flags", "Gender_threshold")
        return [
            tuple(region["Extensions"].get(f"XMP-agelens:{name}") for name in names)
            for region in regions
        ]

    said = "Ada: =жас <too> dark & 'far' | Bob: I agree"
    assert remarks() == [(said, "discuss; poor_picture", 0.85), (None, "good_example", 0.85)]
    for reviewer, face_id in (("Ada", one), ("Bob", one), ("Bob", other)):
        stage.project.set_note(face_id, FaceNote(reviewer=reviewer))
    stage.project.keep_gender_threshold(None)
    assert remarks() == [(None, None, None), (None, None, None)]


def test_who_has_a_region(stage: Stage) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    stage.say(photo.faces[0].face_id, "not_a_face")
    stage.project.add_face(photo.photo_id, face(45), label=label("added", age=7))
    stage.add("b.jpg")
    stage.add("c.jpg", status="unreadable", message="damaged")
    report = drain(export_sidecars(stage.project))
    assert report.written == 1
    assert names(stage.photos) == ["a.jpg", "a.jpg.xmp", "b.jpg"]
    (found,) = exiftool(stage.photos / "a.jpg.xmp")
    states = [
        region["Extensions"]["XMP-agelens:Review_state"]
        for region in found["XMP-mwg-rs:RegionInfo"]["RegionList"]
    ]
    assert states == ["unreviewed", "added"]


def test_the_photo_is_never_touched_and_a_rerun_changes_nothing(stage: Stage) -> None:
    stage.add("sub/a.jpg", face())
    photo = stage.photos / "sub" / "a.jpg"
    before = photo.read_bytes(), photo.stat().st_mtime_ns
    drain(export_sidecars(stage.project))
    sidecar = photo.with_name("a.jpg.xmp")
    first = sidecar.read_bytes(), sidecar.stat().st_mtime_ns
    report = drain(export_sidecars(stage.project))
    assert (report.written, report.unchanged) == (0, 1)
    assert (photo.read_bytes(), photo.stat().st_mtime_ns) == before
    assert (sidecar.read_bytes(), sidecar.stat().st_mtime_ns) == first


def test_an_existing_sidecar_is_merged(stage: Stage) -> None:
    stage.add("a.jpg", face(), size=(80, 60))
    sidecar = stage.photos / "a.jpg.xmp"
    # exiftool reads CDATA, but warns of the signs in it.
    sidecar.write_text(FOREIGN.replace("<![CDATA[<not & parsed>]]>", "plain"), "utf-8")
    drain(export_sidecars(stage.project))
    (found,) = exiftool(sidecar)
    assert found["XMP-xmp:Rating"] == 4
    assert found["XMP-dc:Subject"] == ["holiday", "Söhne & Töchter"]
    regions = found["XMP-mwg-rs:RegionInfo"]["RegionList"]
    assert [one.get("Name") for one in regions] == ["Somebody", None, ""]


def with_named_region(path: Path, *, width: float = 0.24) -> None:
    """Write a region of somebody's face, as photo programs do, into the photo itself."""
    region = f"{{Area={{W={width},H=0.4,X=0.28,Y=0.46,Unit=normalized}},Name=Somebody,Type=Face}}"
    sides = "{W=80,H=60,Unit=pixel}"
    info = f"-XMP-mwg-rs:RegionInfo={{AppliedToDimensions={sides},RegionList=[{region}]}}"
    command = ["exiftool", "-q", "-overwrite_original", "-struct", info, "-XMP-xmp:Rating=4", path]
    if shutil.which("exiftool") is None:
        pytest.skip("exiftool (libimage-exiftool-perl) is not installed")
    subprocess.run(command, check=True)


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_what_the_photo_carries_is_not_hidden_by_a_new_sidecar(stage: Stage, suffix: str) -> None:
    """The name stays, and the face has one region, which a second export leaves as it is."""
    (stage.photos / "sub").mkdir()
    name = f"sub/a.{suffix}"
    save_picture(stage.photos / name, np.zeros((60, 80, 3), np.uint8))
    with_named_region(stage.photos / name)
    stage.add(name, face(12, 14, 20, 24), face(60, 14, 12, 14), size=(80, 60), write=False)
    drain(export_sidecars(stage.project))
    sidecar = stage.photos / f"{name}.xmp"
    (found,) = exiftool(sidecar)
    regions = found["XMP-mwg-rs:RegionInfo"]["RegionList"]
    assert [one.get("Name") for one in regions] == ["Somebody", ""]
    assert found["XMP-xmp:Rating"] == 4
    assert sidecar.read_text().count("</agelens:apparent_age>") == 2
    before = sidecar.read_bytes()
    report = drain(export_sidecars(stage.project))
    assert (report.written, report.unchanged) == (0, 1)
    assert sidecar.read_bytes() == before


def test_a_damaged_packet_in_a_photo_is_no_harm(stage: Stage) -> None:
    path = stage.photos / "a.jpg"
    PillowImage.fromarray(np.zeros((60, 80, 3), np.uint8)).save(path, xmp=b"<x:xmpmeta <<")
    stage.add("a.jpg", face(), size=(80, 60), write=False)
    report = drain(export_sidecars(stage.project))
    assert (report.written, report.problem_count) == (1, 0)


def test_exiftool_can_write_into_ours_and_we_keep_it(stage: Stage) -> None:
    stage.add("a.jpg", face())
    drain(export_sidecars(stage.project))
    sidecar = stage.photos / "a.jpg.xmp"
    exiftool(sidecar)
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", "-XMP-dc:Title=Party", str(sidecar)], check=True
    )
    report = drain(export_sidecars(stage.project))
    assert report.problem_count == 0
    (found,) = exiftool(sidecar)
    assert found["XMP-dc:Title"] == "Party"
    assert len(found["XMP-mwg-rs:RegionInfo"]["RegionList"]) == 1


@pytest.mark.parametrize(
    "content", [b"", b"<broken", b"\xff\xd8\xff", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
def test_a_damaged_sidecar_is_left_alone_and_told(stage: Stage, content: bytes) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    sidecar = stage.photos / "a.jpg.xmp"
    sidecar.write_bytes(content)
    report = drain(export_sidecars(stage.project))
    assert sidecar.read_bytes() == content
    assert (report.written, report.problem_count) == (1, 1)
    assert report.problems[0].name == str(stage.photos / "a.jpg")
    assert "Received: " in report.problems[0].reason


def test_photos_that_changed_or_are_gone_are_told(stage: Stage) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        stage.add(name, face())
    save_picture(stage.photos / "a.jpg", np.zeros((64, 48, 3), np.uint8))
    (stage.photos / "b.jpg").unlink()
    report = drain(export_sidecars(stage.project))
    assert report.written == 1
    assert [Path(problem.name).name for problem in report.problems] == ["a.jpg", "b.jpg"]
    assert "changed" in report.problems[0].reason
    assert "not there" in report.problems[1].reason
    assert names(stage.photos) == ["a.jpg", "c.jpg", "c.jpg.xmp"]


def test_into_another_folder(stage: Stage, tmp_path: Path) -> None:
    stage.add("sub/a.jpg", face())
    report = drain(export_sidecars(stage.project, into=tmp_path / "xmp"))
    assert report.paths == (tmp_path / "xmp",)
    assert names(tmp_path / "xmp") == ["sub/a.jpg.xmp"]
    assert names(stage.photos) == ["sub/a.jpg"]


def test_a_place_that_cannot_be_written_is_told_and_the_others_go_on(stage: Stage) -> None:
    stage.add("a.jpg", face())
    stage.add("b.jpg", face())
    (stage.photos / "a.jpg.xmp").mkdir()
    report = drain(export_sidecars(stage.project))
    assert (report.written, report.problem_count) == (1, 1)
    assert "Something else has the sidecar's name" in report.problems[0].reason


def test_a_full_disk_ends_it(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.add("a.jpg", face(), size=(80, 60))
    (stage.photos / "a.jpg.xmp").write_text(FOREIGN, "utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("engine.files.os.fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        drain(export_sidecars(stage.project))
    assert (stage.photos / "a.jpg.xmp").read_text("utf-8") == FOREIGN
    assert names(stage.photos) == ["a.jpg", "a.jpg.xmp"]


def test_a_chosen_reviewer(stage: Stage) -> None:
    photo = stage.add("a.jpg", face())
    stage.say(photo.faces[0].face_id, "corrected", age=41)
    drain(export_sidecars(stage.project, choice=FaceSelection(reviewer="Bob")))
    text = (stage.photos / "a.jpg.xmp").read_text("utf-8")
    assert "unreviewed" in text
    assert "Ada" not in text
