"""What belongs to photos, below another folder: each at a place of its own, none built anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.export import export_sidecars, plan_sidecars
from engine.export.xmp.sidecars import MirroredFolders
from engine.labelling import ScanSettings, scan
from engine.progress import drain
from tests.engine.export_driver import Stage, face, names, save_picture


@pytest.mark.parametrize(
    ("named", "photos", "places"),
    [
        (["/w/in"], ["/w/in/1.jpg", "/w/in/s/2.jpg"], ["1.jpg", "s/2.jpg"]),
        (["/w/in/"], ["/w/in/1.jpg"], ["1.jpg"]),
        (["/"], ["/1.jpg", "/s/2.jpg"], ["1.jpg", "s/2.jpg"]),
        (["../in"], ["../in/1.jpg", "../in/s/2.jpg"], ["1.jpg", "s/2.jpg"]),
        (["."], ["./1.jpg", "./s/2.jpg"], ["1.jpg", "s/2.jpg"]),
        (["/w/a", "/w/b"], ["/w/a/1.jpg", "/w/b/1.jpg"], ["a/1.jpg", "b/1.jpg"]),
        (["/w/a", "/w/b"], ["/w/a/1.jpg"], ["a/1.jpg"]),  # whether or not b holds a photo
        (["/x/in", "/y/in"], ["/x/in/1.jpg", "/y/in/1.jpg"], ["in/1.jpg", "in-2/1.jpg"]),
        (["/x/In", "/y/in"], ["/x/In/1.jpg", "/y/in/1.jpg"], ["In/1.jpg", "in-2/1.jpg"]),
        (["/a", "/a/b"], ["/a/1.jpg", "/a/b/1.jpg"], ["a/1.jpg", "b/1.jpg"]),
        (["/w/1.jpg", "/w/2.jpg"], ["/w/1.jpg", "/w/2.jpg"], ["1.jpg", "2.jpg"]),
        (["/x/1.jpg", "/y/1.jpg"], ["/x/1.jpg", "/y/1.jpg"], ["x/1.jpg", "y/1.jpg"]),
        (["/x/1.jpg", "/x/./1.jpg"], ["/x/1.jpg"], ["1.jpg"]),
        (["/x/1.jpg", "/x/s/2.jpg"], ["/x/1.jpg", "/x/s/2.jpg"], ["x/1.jpg", "s/2.jpg"]),
        (["/w/in", "/w/1.jpg"], ["/w/in/1.jpg", "/w/1.jpg"], ["in/1.jpg", "w/1.jpg"]),
        ([], ["/x/1.jpg", "/y/1.jpg"], ["x/1.jpg", "y/1.jpg"]),
        (["/", "/w"], ["/1.jpg", "/w/1.jpg"], ["_/1.jpg", "w/1.jpg"]),
    ],
)
def test_places_count_from_what_was_named(
    named: list[str], photos: list[str], places: list[str]
) -> None:
    mirrored = MirroredFolders(photos, named)
    assert [str(mirrored.place(name)) for name in photos] == places


PARTS = st.sampled_from(["a", "A", "b", "in", "..", "."])
PATHS = st.builds(
    lambda start, parts: start + "/".join(parts),
    st.sampled_from(["", "/", "../", "/w/"]),
    st.lists(PARTS, min_size=1, max_size=4),
)


@given(st.lists(PATHS, max_size=5), st.lists(PATHS, min_size=1, max_size=8))
@settings(deadline=None)
def test_no_two_photos_share_a_place_and_none_leaves_the_folder(
    named: list[str], folders: list[str]
) -> None:
    listed: dict[str, str] = {}
    for folder in folders:
        for name in ("1.jpg", "2.jpg"):
            path = f"{folder}/{name}"
            listed.setdefault(os.path.abspath(path), path)  # noqa: PTH100 - as in scan
    photos = list(listed.values())
    mirrored = MirroredFolders(photos, named)
    places = [mirrored.place(name) for name in photos]
    assert len(set(places)) == len(photos)
    for name, place in zip(photos, places, strict=True):
        assert not place.is_absolute()
        assert ".." not in place.parts
        assert place.name == PurePosixPath(name).name


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path, root=False)
    with made.project:
        yield made


@pytest.mark.parametrize("absolute", [True, False])
def test_sidecars_of_named_folders_below_another_one(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absolute: bool
) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    for name in ("x/in/1.jpg", "x/in/s/1.jpg", "y/in/1.jpg"):
        save_picture(tmp_path / name)
    start = f"{tmp_path}{os.sep}" if absolute else f"..{os.sep}"
    for folders in ([f"{start}x/in"], [f"{start}x/in", f"{start}y/in"]):
        found = scan(folders, ScanSettings(recursive=True)).names
        for name in found:
            if name not in [entry.name for entry in stage.project.photos()]:
                stage.add(name, face(), write=False)
        into = tmp_path / f"xmp{len(folders)}"
        report = drain(export_sidecars(stage.project, into=into, given=folders))
        assert (report.written, report.problem_count) == (len(found), 0)
        again = drain(export_sidecars(stage.project, into=into, given=folders))
        assert (again.written, again.unchanged) == (0, len(found))
    assert names(tmp_path / "xmp1") == ["1.jpg.xmp", "s/1.jpg.xmp"]
    assert names(tmp_path / "xmp2") == ["in-2/1.jpg.xmp", "in/1.jpg.xmp", "in/s/1.jpg.xmp"]


@pytest.mark.parametrize("root", [True, False])
def test_what_would_be_written_beside_the_photos(tmp_path: Path, root: bool) -> None:
    stage = Stage(tmp_path, root=root)
    start = "" if root else f"{stage.photos}{os.sep}"
    with stage.project:
        empty = drain(plan_sidecars(stage.project))
        assert (empty.new, empty.merged, empty.folder) == (0, 0, None)
        for name in ("1.jpg", "sub/2.jpg", "3.jpg"):
            save_picture(stage.photos / name)
            stage.add(f"{start}{name}", face(), write=False)
        (rejected,) = stage.add(f"{start}4.jpg", face(), write=False).faces
        stage.say(rejected.face_id, "not_a_face")
        stage.add(f"{start}none.jpg", write=False)
        stage.add(f"{start}broken.jpg", status="unreadable", message="broken")
        (stage.photos / "3.jpg.xmp").write_text("anything")
        before = names(stage.photos)
        plan = drain(plan_sidecars(stage.project))
        assert (plan.new, plan.merged, plan.folder) == (2, 1, stage.photos)
        assert names(stage.photos) == before
        report = drain(export_sidecars(stage.project))
        assert (report.written, report.merged, report.problem_count) == (2, 0, 1)
        plan = drain(plan_sidecars(stage.project))
        assert (plan.new, plan.merged) == (0, 3)
        photo = stage.project.find(f"{start}1.jpg")
        stage.say(photo.faces[0].face_id, age=20)
        report = drain(export_sidecars(stage.project))
        assert (report.written, report.merged, report.unchanged) == (1, 1, 1)
