"""Crops and copies sorted by label: in the right folder, and nothing of anybody's harmed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage

from engine.errors import OutputError
from engine.export import FaceSelection, SortSettings, export_sorted
from engine.export.crops import photo_key
from engine.progress import drain
from engine.results import Box, Face
from tests.engine.export_driver import Stage, face, label, names, save_picture

CROPS = SortSettings(by="gender_age")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


def below(folder: Path) -> list[str]:
    """Files as paths, without the digits that tell photos apart."""
    return [_plain(name) for name in names(folder)]


def _plain(name: str) -> str:
    head, _, tail = name.rpartition("/")
    stem, _, rest = tail.rpartition("-face") if "-face" in tail else tail.rpartition(".")
    mark = "-face" if "-face" in tail else "."
    return f"{head}/{stem[:-9]}{mark}{rest}"


def test_a_person_comes_before_the_model(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add(
        "a.jpg", face(1, age=33.4), face(12, age=39.97), face(24, female=0.5), face(40, age=9)
    )
    one, two, three, four = (entry.face_id for entry in photo.faces)
    stage.say(one, "corrected", age=61)
    stage.say(two, "corrected", gender="unknown")
    stage.say(four, "not_a_face")
    assert three
    report = drain(export_sorted(stage.project, tmp_path / "out", CROPS))
    assert (report.written, report.photos, report.problem_count) == (3, 1, 0)
    assert below(tmp_path / "out") == [
        "female/60-69/a-face1.jpg",
        "not sure/30-39/a-face3.jpg",
        "unknown/40-49/a-face2.jpg",
    ]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (SortSettings(by="gender"), ["female/a-face1.jpg", "male/a-face2.jpg"]),
        (SortSettings(by="age", band_years=5), ["30-34/a-face1.jpg", "70-74/a-face2.jpg"]),
        (SortSettings(by="age", band_years=1), ["33/a-face1.jpg", "70/a-face2.jpg"]),
        (
            SortSettings(by="state"),
            [
                "added/a-face4.jpg",
                "partly/a-face1.jpg",
                "rejected/a-face3.jpg",
                "unreviewed/a-face2.jpg",
            ],
        ),
    ],
)
def test_ways_of_sorting(
    stage: Stage, tmp_path: Path, settings: SortSettings, expected: list[str]
) -> None:
    photo = stage.add("a.jpg", face(1), face(12, age=70, female=0.1), face(24, female=0.5))
    stage.say(photo.faces[0].face_id, age=33)
    stage.say(photo.faces[2].face_id, "not_a_face")
    if settings.by == "state":
        stage.project.add_face(photo.photo_id, face(40, score=None), label=label("added"))
    drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert below(tmp_path / "out") == expected


def test_a_crop_shows_the_face_of_a_turned_photo(stage: Stage, tmp_path: Path) -> None:
    upright = np.full((120, 200, 3), 20, np.uint8)
    upright[40:72, 60:100] = 220
    save_picture(stage.photos / "a.png", np.rot90(upright, 1), orientation=6)
    stage.add("a.png", Face(Box(60, 40, 40, 32), None, 0.9), size=(200, 120), write=False)
    for margin, size in ((0.0, (40, 32)), (0.5, (80, 64)), (3.0, (200, 120))):
        settings = SortSettings(by="gender", margin=margin)
        drain(export_sorted(stage.project, tmp_path / str(margin), settings))
        (path,) = (tmp_path / str(margin)).rglob("*.jpg")
        with PillowImage.open(path) as picture:
            assert picture.size == size
            pixels = np.asarray(picture)
            assert not picture.getexif()
        left, top = (60, 40) if margin == 3.0 else (margin * 40, margin * 32)
        assert pixels[int(top) + 16, int(left) + 20].min() > 200
        assert (pixels[2, 2].max() < 60) == (margin > 0)


def test_photos_are_copied_byte_for_byte(stage: Stage, tmp_path: Path) -> None:
    stage.add("sub/a.jpg", face(1), face(30, female=0.1), face(12))
    stage.add("b.PNG")
    stage.add("c.jpg", status="unreadable", message="damaged")
    settings = SortSettings(crops=False, photos=True, by="gender")
    report = drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert report.written == 3
    assert below(tmp_path / "out") == ["female/a.jpg", "male/a.jpg", "no face/b.PNG"]
    original = (stage.photos / "sub" / "a.jpg").read_bytes()
    copies = [path.read_bytes() for path in (tmp_path / "out").rglob("*.jpg")]
    assert copies == [original, original]


def test_both_stand_apart(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    settings = SortSettings(photos=True, by="gender")
    drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert below(tmp_path / "out") == ["crops/female/a-face1.jpg", "photos/female/a.jpg"]


def test_the_same_again_adds_nothing(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face(), face(30))
    stage.add("x/a.jpg", face())
    settings = SortSettings(photos=True)
    first = drain(export_sorted(stage.project, tmp_path / "out", settings))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    again = drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert (first.written, first.unchanged) == (5, 0)
    assert (again.written, again.unchanged) == (0, 5)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before


def test_nothing_that_is_there_is_overwritten(stage: Stage, tmp_path: Path) -> None:
    stage.add("a.jpg", face())
    name = f"a-{photo_key('a.jpg')}-face1"
    place = tmp_path / "out" / "female" / "30-39"
    place.mkdir(parents=True)
    (place / f"{name}.jpg").write_bytes(b"somebody's")
    (place / f"{name}-2.jpg").mkdir()
    drain(export_sorted(stage.project, tmp_path / "out", CROPS))
    assert (place / f"{name}.jpg").read_bytes() == b"somebody's"
    assert (place / f"{name}-3.jpg").read_bytes().startswith(b"\xff\xd8")
    assert drain(export_sorted(stage.project, tmp_path / "out", CROPS)).unchanged == 1


def test_same_names_in_different_folders_do_not_collide(stage: Stage, tmp_path: Path) -> None:
    for name in ("x/a.jpg", "y/a.jpg", "A.jpg", "a.JPG"):
        stage.add(name, face())
    drain(export_sorted(stage.project, tmp_path / "out", SortSettings(photos=True, by="gender")))
    found = names(tmp_path / "out")
    assert len(found) == 8
    assert len({name.casefold() for name in found}) == 8


@pytest.mark.parametrize("place", ["", "sub", "sub/deeper", "link"])
def test_a_folder_among_the_photos_is_refused(stage: Stage, tmp_path: Path, place: str) -> None:
    stage.add("a.jpg", face())
    target = stage.photos / place
    if place == "link":
        target = tmp_path / "link"
        try:
            target.symlink_to(stage.photos)
        except OSError:
            pytest.skip("this system lets nobody make links")
    before = names(stage.photos)
    with pytest.raises(OutputError, match=r"among the photos.*Received: "):
        drain(export_sorted(stage.project, target, CROPS))
    assert names(stage.photos) == before


def test_without_a_folder_the_photos_own_folders_are_refused(tmp_path: Path) -> None:
    stage = Stage(tmp_path, root=False)
    save_picture(stage.photos / "a.jpg")
    with stage.project:
        stage.add(str(stage.photos / "a.jpg"), face(), write=False)
        with pytest.raises(OutputError, match="among the photos"):
            drain(export_sorted(stage.project, stage.photos, CROPS))
        assert drain(export_sorted(stage.project, tmp_path / "out", CROPS)).written == 1


def test_a_file_in_the_folders_place(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match=r"a file, not a folder.*Received: "):
        drain(export_sorted(stage.project, tmp_path / "out", CROPS))


def test_photos_that_changed_or_are_gone_are_told(stage: Stage, tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"):
        stage.add(name, face())
    save_picture(stage.photos / "a.jpg", np.zeros((9, 9, 3), np.uint8))
    (stage.photos / "b.jpg").unlink()
    (stage.photos / "c.jpg").write_bytes(b"broken")
    report = drain(export_sorted(stage.project, tmp_path / "out", CROPS))
    assert (report.written, report.problem_count) == (1, 3)
    assert all("Received: " in problem.reason for problem in report.problems)
    copies = SortSettings(crops=False, photos=True)
    report = drain(export_sorted(stage.project, tmp_path / "copies", copies))
    assert [Path(problem.name).name for problem in report.problems] == ["a.jpg", "b.jpg", "c.jpg"]
    assert len(names(tmp_path / "copies")) == 1


@pytest.mark.parametrize("settings", [CROPS, SortSettings(crops=False, photos=True)])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: SortSettings
) -> None:
    stage.add("a.jpg", face())

    def full(scratch: Path, path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("engine.files._name_new", full)
    with pytest.raises(OutputError, match=r"the disk is full.*Received: "):
        drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert names(tmp_path / "out") == []


def test_cancelling_leaves_only_whole_files(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.export.crops._PIECE_BYTES", 100)
    for number in range(3):
        stage.add(f"{number}.jpg", face())
    settings = SortSettings(crops=False, photos=True)
    steps = export_sorted(stage.project, tmp_path / "out", settings)
    next(steps)
    assert any(".part" in name for name in names(tmp_path / "out"))
    steps.close()
    assert names(tmp_path / "out") == []
    assert drain(export_sorted(stage.project, tmp_path / "out", settings)).written == 3


def test_a_disk_without_links(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    stage.add("a.jpg", face())
    monkeypatch.setattr("engine.files.os.link", refused)
    drain(export_sorted(stage.project, tmp_path / "out", CROPS))
    (path,) = (tmp_path / "out").rglob("*.jpg")
    assert path.read_bytes().startswith(b"\xff\xd8")
    assert len(names(tmp_path / "out")) == 1


def test_only_some_faces_and_a_chosen_reviewer(stage: Stage, tmp_path: Path) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    stage.say(photo.faces[1].face_id, "corrected", gender="male", reviewer="Bob")
    choice = FaceSelection(reviewer="Ada", face_ids=frozenset({photo.faces[1].face_id}))
    drain(export_sorted(stage.project, tmp_path / "out", CROPS, choice=choice))
    assert below(tmp_path / "out") == ["female/30-39/a-face2.jpg"]


@pytest.mark.parametrize("settings", [{"crops": False}, {"band_years": 0}, {"margin": -0.1}])
def test_settings_that_make_no_sense(settings: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="Received: "):
        SortSettings(**settings)


def test_odd_names_on_disk(stage: Stage, tmp_path: Path) -> None:
    odd = ["=cmd|' /C calc'!A0.jpg", "a\nb.jpg", "ü 写真.jpg"]
    if os.name == "posix":
        odd.append(os.fsdecode(b"odd \xff.jpg"))
    made = 0
    for name in odd:
        try:
            stage.add(name, face())
        except OSError:
            continue  # this disk takes no such name
        made += 1
    settings = SortSettings(photos=True, by="gender")
    report = drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert (report.written, report.problem_count) == (2 * made, 0)
    for name in names(tmp_path / "out"):
        name.encode()
        assert not set(Path(name).name) & set('<>:"\\|?*\n')


@pytest.mark.skipif(os.name == "nt", reason="no such files there")
@pytest.mark.parametrize("kind", ["text", "device", "pipe", "huge"])
def test_only_pictures_are_copied(stage: Stage, tmp_path: Path, kind: str) -> None:
    """A project may name any file below its folder, and a link there may lead anywhere."""
    stage.add("a.jpg", face())
    file = stage.photos / "a.jpg"
    file.unlink()
    if kind == "text":
        (tmp_path / "secret").write_text("root:x:0:0")
        file.symlink_to(tmp_path / "secret")
    elif kind == "device":
        file.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(file)
    else:
        with file.open("wb") as sparse:
            sparse.truncate(2**31)
    settings = SortSettings(by="gender", crops=False, photos=True)
    report = drain(export_sorted(stage.project, tmp_path / "out", settings))
    assert (report.written, report.problem_count) == (0, 1)
    assert not (tmp_path / "out").exists() or names(tmp_path / "out") == []
