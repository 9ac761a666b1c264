"""A photo is its content: whatever is done to a folder, no label ever stands on another's face.

``AGELENS_EXAMPLES=2000 python -m pytest tests/engine/test_photo_identity.py`` tries so many ways.
"""

from __future__ import annotations

import csv
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.export import export_csv
from engine.progress import drain
from engine.project import HumanLabel, Project, now
from tests.engine.labelling_driver import run

EXAMPLES = int(os.environ.get("AGELENS_EXAMPLES", "40"))
NAMES = [f"{number:03}.jpg" for number in range(1, 7)]

# What may happen to a folder between two looks; "turn" and "crop" are other pixels of the same
# person, "rate" is another text about the same pixels.
CHANGES = st.one_of(
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from([*NAMES, "sub/x.jpg"])),
    st.tuples(st.just("swap"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(st.just("copy"), st.sampled_from(NAMES), st.sampled_from([*NAMES, "copy.jpg"])),
    st.tuples(
        st.sampled_from(["turn", "crop", "rate", "replace", "delete", "break", "touch"]),
        st.sampled_from(NAMES),
        st.just(""),
    ),
    st.tuples(st.just("number anew"), st.just(""), st.just("")),
)


@dataclass
class World:
    """A folder whose every file shows one person: its content begins with their number."""

    folder: Path
    people: int = 0
    times: int = 0
    log: list[str] = field(default_factory=list)

    def new_person(self) -> bytes:
        self.people += 1
        return f"person {self.people};".encode()

    def do(self, change: tuple[str, str, str]) -> None:
        what, name, other = change
        path, target = self.folder / name, self.folder / other
        self.times += 1
        if what == "number anew":
            self._number_anew()
        elif not path.is_file():
            path.write_bytes(self.new_person())
        elif other:
            self._between(what, path, target)
        else:
            self._within(what, path)

    def _between(self, what: str, path: Path, target: Path) -> None:
        target.parent.mkdir(exist_ok=True)
        if what == "rename":
            path.replace(target)
        elif what == "copy":
            target.write_bytes(path.read_bytes())
        elif target.is_file() and target != path:
            passing = self.folder / "passing"
            path.replace(passing)
            target.replace(path)
            passing.replace(target)

    def _within(self, what: str, path: Path) -> None:
        pixels, _, about = path.read_bytes().partition(b"#")
        pixels = pixels or self.new_person()  # of a broken file nothing can be turned
        if what in ("turn", "crop"):
            path.write_bytes(pixels + f"{what} {self.times};".encode() + b"#" + about)
        elif what == "rate":
            path.write_bytes(pixels + f"#{self.times}".encode())
        elif what == "replace":
            path.write_bytes(self.new_person())
        elif what == "delete":
            path.unlink()
        elif what == "break":
            path.write_bytes(b"")
        else:
            path.touch()

    def _number_anew(self) -> None:
        for name in reversed(NAMES[:-1]):
            if (self.folder / name).is_file():
                later = NAMES[NAMES.index(name) + 1]
                (self.folder / name).replace(self.folder / later)
        (self.folder / NAMES[0]).write_bytes(self.new_person())


def person_in(content: bytes) -> int | None:
    """Whom a file shows, ``None`` for a broken one."""
    head = content.partition(b";")[0]
    return int(head.removeprefix(b"person ")) if head.startswith(b"person ") else None


def label_all(project: Project, folder: Path) -> None:
    """A reviewer looks at every photo and says the number of the person as the age."""
    for photo in list(project.photos()):
        for face in photo.faces if photo.present and photo.status == "ok" else ():
            person = person_in((folder / photo.name).read_bytes())
            assert person is not None
            if face.label is None:
                said = HumanLabel(
                    verdict="corrected", reviewer="ann", reviewed_at=now(), age_years=float(person)
                )
                project.set_label(face.face_id, said)


def said_of(project: Project) -> set[float]:
    """All ages that people named, wherever they are kept."""
    with project.database.reading() as db:
        return {age for (age,) in db.execute("SELECT age FROM labels")}


def check(project: Project, folder: Path, out: Path) -> None:
    """No label stands on another person's face: in the project, in a table, among crops."""
    for photo in project.photos():
        if not photo.present or photo.status not in ("ok", "no_face"):
            continue
        person = person_in((folder / photo.name).read_bytes())
        ages = {face.label.age_years for face in photo.faces if face.label is not None}
        assert ages <= {person}, f"{photo.name} shows {person}, and has the label of {ages}"
    drain(export_csv(project, out))
    with out.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            path = Path(row["image_path"])
            if row["human_age"] and path.is_file() and row["status"] == "ok":
                assert float(row["human_age"]) == person_in(path.read_bytes()), row["image_path"]


@pytest.mark.slow
@pytest.mark.timeout(120 + 3 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    first=st.integers(1, 5),
    rounds=st.lists(st.lists(CHANGES, min_size=1, max_size=5), min_size=1, max_size=3),
    label_between=st.booleans(),
)
def test_no_label_stands_on_another_persons_face(
    first: int, rounds: list[list[tuple[str, str, str]]], label_between: bool
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "photos"
        folder.mkdir()
        world = World(folder)
        for name in NAMES[:first]:
            (folder / name).write_bytes(world.new_person())
        with Project.open(Path(scratch) / "p.agelens", root=folder) as project:
            run(project)
            label_all(project, folder)
            for changes in rounds:
                before = said_of(project)
                for change in changes:
                    world.do(change)
                run(project)
                check(project, folder, Path(scratch) / "t.csv")
                assert said_of(project) == before, "a label was lost"
                if label_between:
                    label_all(project, folder)
                    check(project, folder, Path(scratch) / "t.csv")
