"""Crops exported once more: they follow their labels, and nothing of anybody else's is touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.errors import OutputError
from engine.export import FaceSelection, SortSettings, export_sorted
from engine.export.crops import RECORD
from engine.export.writing import ExportReport
from engine.progress import drain
from tests.engine.export_driver import Stage, face, names

BY_GENDER = SortSettings(by="gender")


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path)
    with made.project:
        yield made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def sort(stage: Stage, out: Path, settings: SortSettings = BY_GENDER, **choice: object) -> object:
    return drain(
        export_sorted(stage.project, out, settings, choice=FaceSelection(**choice))  # type: ignore[arg-type]
    )


def told(report: object) -> tuple[int, int, int]:
    assert isinstance(report, ExportReport)
    return report.written, report.unchanged, report.removed


def folders(out: Path) -> list[str]:
    return [name.split("/")[0] for name in names(out)]


def test_a_corrected_label_moves_the_crop(stage: Stage, out: Path) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    assert told(sort(stage, out)) == (2, 0, 0)
    stage.say(photo.faces[0].face_id, "corrected", gender="male")
    assert told(sort(stage, out)) == (1, 1, 1)
    assert folders(out) == ["female", "male"]
    assert told(sort(stage, out)) == (0, 2, 0)
    stage.say(photo.faces[1].face_id, "corrected", gender="male")
    assert told(sort(stage, out)) == (1, 1, 1)
    assert not (out / "female").exists()  # nothing is left in it


def test_what_is_no_face_any_more_is_taken_away(stage: Stage, out: Path) -> None:
    photo = stage.add("a.jpg", face())
    sort(stage, out)
    stage.say(photo.faces[0].face_id, "not_a_face")
    assert told(sort(stage, out)) == (0, 0, 1)
    assert names(out) == []


def test_a_wider_margin_replaces_the_crop(stage: Stage, out: Path) -> None:
    stage.add("a.jpg", face())
    sort(stage, out)
    wider = SortSettings(by="gender", margin=0.6)
    assert told(sort(stage, out, wider)) == (1, 0, 1)
    assert told(sort(stage, out, wider)) == (0, 1, 0)
    assert len(names(out)) == 1


def test_files_of_the_users_stay(stage: Stage, out: Path) -> None:
    photo = stage.add("a.jpg", face())
    sort(stage, out)
    (crop,) = (out / "female").iterdir()
    (out / "female" / "mine.jpg").write_bytes(b"mine")
    crop.write_bytes(b"retouched")  # ours by name, but no longer what we wrote
    stage.say(photo.faces[0].face_id, "corrected", gender="male")
    assert told(sort(stage, out)) == (1, 0, 0)
    assert crop.read_bytes() == b"retouched"
    assert (out / "female" / "mine.jpg").read_bytes() == b"mine"


def test_a_file_that_was_there_before_is_never_ours(
    stage: Stage, out: Path, tmp_path: Path
) -> None:
    photo = stage.add("a.jpg", face())
    sort(stage, tmp_path / "first")
    (crop,) = (tmp_path / "first" / "female").iterdir()
    (out / "female").mkdir(parents=True)
    (out / "female" / crop.name).write_bytes(crop.read_bytes())
    assert told(sort(stage, out)) == (0, 1, 0)
    stage.say(photo.faces[0].face_id, "corrected", gender="male")
    assert told(sort(stage, out)) == (1, 0, 0)
    assert folders(out) == ["female", "male"]


def test_other_faces_and_other_ways_of_sorting_stay(stage: Stage, out: Path) -> None:
    photo = stage.add("a.jpg", face(1), face(30))
    one, two = (entry.face_id for entry in photo.faces)
    sort(stage, out)
    sort(stage, out, SortSettings(by="age"))
    for face_id in (one, two):
        stage.say(face_id, "corrected", gender="male")
    assert told(sort(stage, out, face_ids=frozenset({one}))) == (1, 0, 1)
    assert folders(out) == ["30-39", "30-39", "female", "male"]


@pytest.mark.parametrize("name", ["../outside.jpg", "/etc/outside.jpg", 7])
def test_a_record_that_somebody_changed_leads_nowhere(
    stage: Stage, out: Path, tmp_path: Path, name: object
) -> None:
    photo = stage.add("a.jpg", face())
    sort(stage, out)
    outside = tmp_path / "outside.jpg"
    line = json.loads((out / RECORD).read_text())
    outside.write_bytes((out / line[3]).read_bytes())
    line[3] = name
    (out / RECORD).write_text(f"not json\n[1]\n{json.dumps(line)}\n")
    stage.say(photo.faces[0].face_id, "corrected", gender="male")
    assert told(sort(stage, out)) == (1, 0, 0)
    assert outside.exists()


def test_a_cancelled_export_remembers_what_it_wrote(stage: Stage, out: Path) -> None:
    photos = [stage.add(f"{number}.jpg", face()) for number in range(3)]
    steps = export_sorted(stage.project, out, BY_GENDER)
    while not names(out):
        next(steps)
    steps.close()
    for photo in photos:
        stage.say(photo.faces[0].face_id, "corrected", gender="male")
    sort(stage, out)
    assert folders(out) == ["male"] * 3


_KILLED = """
import os
import signal
import sys
from pathlib import Path
from engine import files
from engine.export import SortSettings, crops, export_sorted
from engine.progress import drain
from engine.project import Project

left, where = int(sys.argv[3]), sys.argv[4]
name_new = files._name_new


def dying(scratch, path):
    global left
    left -= 1
    if left == 0 and where == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    name_new(scratch, path)
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)


files._name_new = dying
with Project.open(Path(sys.argv[1]), read_only=True) as project:
    drain(export_sorted(project, Path(sys.argv[2]), SortSettings(by="gender")))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no kill -9")
@pytest.mark.parametrize("where", ["before", "after"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_killed_export_leaves_no_crop_behind(
    stage: Stage, out: Path, number: int, where: str
) -> None:
    """Whatever it had written follows its label afterwards."""
    photos = [stage.add(f"{number}.jpg", face()) for number in range(4)]
    arguments = [str(stage.project.path), str(out), str(number), where]
    done = subprocess.run([sys.executable, "-c", _KILLED, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len([name for name in names(out) if name.endswith(".jpg")]) == (
        number if where == "after" else number - 1
    )
    for photo in photos:
        stage.say(photo.faces[0].face_id, "corrected", gender="male")
    sort(stage, out)
    assert [name for name in folders(out) if name == "female"] == []
    assert folders(out).count("male") == 4


@pytest.mark.parametrize(
    "line", ['["p", "gender 10 alone", 1e999, "x.jpg", ""]', "[" * 100_000, '[1, 2, "three"]']
)
def test_a_record_of_nonsense_is_no_harm(stage: Stage, out: Path, line: str) -> None:
    out.mkdir()
    (out / RECORD).write_text(line)
    stage.add("a.jpg", face())
    assert told(sort(stage, out)) == (1, 0, 0)


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize("linked", ["female", RECORD])
def test_links_in_the_folder_lead_nowhere(
    stage: Stage, out: Path, tmp_path: Path, linked: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    out.mkdir()
    (out / linked).symlink_to(elsewhere if linked == "female" else elsewhere / "profile")
    stage.add("a.jpg", face())
    if linked == RECORD:
        with pytest.raises(OutputError, match="outside the folder"):
            sort(stage, out)
    else:
        report = sort(stage, out)
        assert isinstance(report, ExportReport)
        assert "outside the folder" in report.problems[0].reason
    assert list(elsewhere.iterdir()) == []
