"""A photo is its content: whatever is done to a folder, no label ever stands on another's face.

``AGELENS_EXAMPLES=2000 python -m pytest tests/engine/test_photo_identity.py`` tries so many ways.
"""

from __future__ import annotations

import csv
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image as PillowImage
from PIL.PngImagePlugin import PngInfo

from engine.export import export_csv
from engine.images import Photo, read_photo
from engine.images.photo import upright
from engine.labelling import FolderJob
from engine.progress import drain
from engine.project import Counts, HumanLabel, PhotoEntry, Project, now
from engine.project.review import likely_face
from engine.results import Box, Estimate, Face, PhotoResult
from tests.engine.labelling_driver import RUN, run

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


# From here on with real pictures: what is turned exactly takes its labels along, and nothing else.

PICTURES = [f"{number}.png" for number in range(1, 5)]
PLACES = (Box(2, 3, 6, 7), Box(18, 9, 7, 6))
TURNS = st.one_of(
    st.tuples(st.just("turn"), st.sampled_from(PICTURES), st.integers(2, 8)),
    st.tuples(
        st.sampled_from(["crop", "retouch", "rate", "replace", "delete"]),
        st.sampled_from(PICTURES),
        st.just(0),
    ),
    st.tuples(st.sampled_from(["swap", "rename", "copy"]), st.sampled_from(PICTURES), st.just(0)),
)


class Album:
    """A folder of small pictures; each person is a patch of a colour that nobody else has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.people = self.times = 0

    def take(self, name: str) -> None:
        pixels = np.zeros((20, 30, 3), np.uint8)
        for box in PLACES:
            self.people += 1
            x, y, w, h = (int(side) for side in (box.x, box.y, box.w, box.h))
            pixels[y : y + h, x : x + w] = (self.people, 200, 50)
        self.save(name, pixels)

    def save(self, name: str, pixels: NDArray[np.uint8]) -> None:
        self.times += 1
        about = PngInfo()
        about.add_text("rating", str(self.times))  # so that no two files are the same
        PillowImage.fromarray(pixels).save(self.folder / name, pnginfo=about)

    def pixels(self, name: str) -> NDArray[np.uint8]:
        return np.array(read_photo(self.folder / name).pixels)

    def do(self, what: str, name: str, orientation: int) -> None:
        path = self.folder / name
        other = self.folder / PICTURES[(PICTURES.index(name) + 1) % len(PICTURES)]
        if not path.is_file() or what == "replace":
            self.take(name)
        elif what == "delete":
            path.unlink()
        elif what == "rename":
            path.replace(other)
        elif what == "copy":
            other.write_bytes(path.read_bytes())
        elif what == "swap" and other.is_file():
            content = path.read_bytes()
            path.write_bytes(other.read_bytes())
            other.write_bytes(content)
        elif what != "swap":
            self.save(name, self._changed(what, self.pixels(name), orientation))

    def _changed(self, what: str, pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
        if what == "turn":
            return upright(pixels, orientation)
        if what == "crop" and min(pixels.shape[:2]) > 12:
            return np.ascontiguousarray(pixels[1:, 1:])
        if what == "retouch":
            pixels[0, 0, 2] = (int(pixels[0, 0, 2]) + 1) % 256
        return pixels


class Finder:
    """Finds each patch as a face; of tall pictures it overlooks every third person."""

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        photo = read_photo(path)
        height, width = photo.pixels.shape[:2]
        faces = []
        for person in np.unique(photo.pixels[..., 0]):
            if person == 0 or (height > width and person % 3 == 0):
                continue
            ys, xs = np.nonzero(photo.pixels[..., 0] == person)
            box = Box(
                float(xs.min()), float(ys.min()), float(np.ptp(xs) + 1), float(np.ptp(ys) + 1)
            )
            faces.append(Face(box, None, 0.9, Estimate(float(person), 0.8, "female")))
        status = "ok" if faces else "no_face"
        faces.sort(key=lambda face: face.box.x)
        return PhotoResult(str(name), status, width, height, tuple(faces), picture=photo.digest)


def look(project: Project) -> Counts:
    return drain(FolderJob(project, analysers=Finder, run=RUN, workers=2).run_all())


def name_all(project: Project) -> None:
    """A reviewer says the number of each person that is found, unless somebody said it before."""
    for photo in list(project.photos()):
        for face in photo.faces if photo.present else ():
            if face.label is None:
                estimate = face.face.estimate
                assert estimate is not None
                said = HumanLabel(
                    verdict="corrected",
                    reviewer="ann",
                    reviewed_at=now(),
                    age_years=estimate.age_years,
                )
                project.set_label(face.face_id, said)


def settle_all(project: Project) -> None:
    """A careful reviewer moves held labels that are proposed the right face, and drops others."""
    for held in project.held():
        face, label = likely_face(held), held.face.label
        estimate = None if face is None else face.face.estimate
        assert label is not None
        if face is not None and estimate is not None and estimate.age_years == label.age_years:
            project.move_held(held.face.face_id, face.face_id, reviewer="bob")
        else:
            project.drop_held(held.face.face_id, reviewer="bob")
    assert project.counts().held == 0


def wrong_labels(project: Project, album: Album) -> list[str]:
    """Labels that stand where another person, or nobody, is to be seen."""
    wrong = []
    for photo in project.photos():
        if not photo.present:
            continue
        pixels = album.pixels(photo.name)
        for face in photo.faces:
            x, y = face.face.box.centre
            person = int(pixels[int(y), int(x), 0])
            wrong += [
                f"{photo.name}: {label.age_years} on {person}"
                for label in face.labels
                if label.age_years != person
            ]
    return wrong


@pytest.mark.slow
@pytest.mark.timeout(120 + 3 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    first=st.integers(1, 4),
    rounds=st.lists(st.lists(TURNS, min_size=1, max_size=4), min_size=1, max_size=3),
    label_between=st.booleans(),
    settle_between=st.booleans(),
)
def test_labels_of_turned_pictures_stay_on_their_faces(
    first: int, rounds: list[list[tuple[str, str, int]]], label_between: bool, settle_between: bool
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "photos"
        folder.mkdir()
        album = Album(folder)
        for name in PICTURES[:first]:
            album.take(name)
        with Project.open(Path(scratch) / "p.agelens", root=folder) as project:
            look(project)
            name_all(project)
            for changes in rounds:
                before = said_of(project)
                for change in changes:
                    album.do(*change)
                look(project)
                assert wrong_labels(project, album) == []
                assert said_of(project) == before, "a label was lost"
                if settle_between:
                    settle_all(project)
                    assert wrong_labels(project, album) == []
                if label_between:
                    name_all(project)
                    assert wrong_labels(project, album) == []


@pytest.fixture
def album(tmp_path: Path) -> Album:
    (tmp_path / "photos").mkdir()
    return Album(tmp_path / "photos")


def labels_of(photo: PhotoEntry) -> list[float | None]:
    return [label.age_years for face in photo.faces for label in face.labels]


@pytest.mark.parametrize("orientation", range(2, 9))
def test_an_exact_turn_takes_labels_along(album: Album, tmp_path: Path, orientation: int) -> None:
    album.take("1.png")
    with Project.open(tmp_path / "p.agelens", root=album.folder) as project:
        look(project)
        name_all(project)
        album.do("turn", "1.png", orientation)
        counts = look(project)
        (photo,) = project.photos()
        assert sorted(labels_of(photo)) == [1, 2]
        assert all(face.found for face in photo.faces)
        assert wrong_labels(project, album) == []
        assert (counts.held, counts.gone) == (0, 0), "nothing is left of what was turned"
        project.undo(reviewer="ann")
        assert len(labels_of(project.find("1.png"))) == 1, "the history went along"


def test_a_turn_by_exif_alone_takes_labels_along(album: Album, tmp_path: Path) -> None:
    album.take("1.png")
    jpeg = album.folder / "1.jpg"
    exif = PillowImage.Exif()
    PillowImage.fromarray(album.pixels("1.png")).save(jpeg, quality=95, subsampling=0)
    PillowImage.open(jpeg).close()
    (album.folder / "1.png").unlink()
    content = jpeg.read_bytes()
    exif[0x112] = 6
    block = b"Exif\0\0" + exif.tobytes().removeprefix(b"Exif\0\0")
    segment = b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
    with Project.open(tmp_path / "p.agelens", root=album.folder) as project:

        class Same(Finder):
            """One face in a fixed place of the picture as it is stored."""

            def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
                photo = read_photo(path)
                turned = photo.height_px > photo.width_px
                box = PLACES[0].before((30, 20), 8, into_px=(20, 30)) if turned else PLACES[0]
                face = Face(box, None, 0.9, Estimate(30.0, 0.8, "female"))
                return PhotoResult(
                    str(name), "ok", photo.width_px, photo.height_px, (face,), picture=photo.digest
                )

        job = FolderJob(project, analysers=Same, run=RUN, workers=1)
        drain(job.run_all())
        name_all(project)
        jpeg.write_bytes(content[:2] + segment + content[2:])
        counts = drain(FolderJob(project, analysers=Same, run=RUN, workers=1).run_all())
        (photo,) = project.photos()
        assert (photo.width_px, photo.height_px) == (20, 30)
        assert labels_of(photo) == [30]
        assert counts.held == 0


def test_of_a_turned_picture_a_face_that_is_not_found_again_is_held(
    album: Album, tmp_path: Path
) -> None:
    album.people = 2  # the next one is the third, which is overlooked in tall pictures
    album.take("1.png")
    with Project.open(tmp_path / "p.agelens", root=album.folder) as project:
        look(project)
        name_all(project)
        album.do("turn", "1.png", 6)
        assert look(project).held == 1
        present, aside = project.photos()
        assert (labels_of(present), labels_of(aside)) == ([4], [3])
        assert aside.is_replaced


@pytest.mark.parametrize("what", ["crop", "retouch", "replace"])
def test_without_proof_every_label_is_held(album: Album, tmp_path: Path, what: str) -> None:
    album.take("1.png")
    with Project.open(tmp_path / "p.agelens", root=album.folder) as project:
        look(project)
        name_all(project)
        album.do(what, "1.png", 0)
        assert look(project).held == 2
        assert labels_of(project.find("1.png")) == []


def test_of_a_picture_that_looks_the_same_turned_twice_nothing_is_proven(
    album: Album, tmp_path: Path
) -> None:
    pixels = np.zeros((20, 20, 3), np.uint8)
    pixels[2:8, 2:8] = pixels[12:18, 12:18] = (1, 200, 50)
    assert (
        read_photo_of(album, pixels).turn_to(read_photo_of(album, pixels[:, ::-1]).digest) is None
    )


def read_photo_of(album: Album, pixels: NDArray[np.uint8]) -> Photo:
    album.save("1.png", np.ascontiguousarray(pixels))
    return read_photo(album.folder / "1.png")


@pytest.mark.parametrize("orientation", [1, 6])
def test_labels_stay_though_an_earlier_version_noted_the_picture(
    album: Album, tmp_path: Path, orientation: int
) -> None:
    album.take("1.png")
    with Project.open(tmp_path / "p.agelens", root=album.folder) as project:
        look(project)
        name_all(project)
        noted = read_photo(album.folder / "1.png").former_digest
        with project.database.changing() as db:
            db.execute("UPDATE contents SET picture = ?", (bytes.fromhex(noted),))
        # The same pixels in another file: compressed less, or turned.
        pixels = np.ascontiguousarray(upright(album.pixels("1.png"), orientation))
        PillowImage.fromarray(pixels).save(album.folder / "1.png", compress_level=0)
        assert look(project).held == 0
        (photo,) = project.photos()
        assert sorted(labels_of(photo)) == [1, 2]
        assert wrong_labels(project, album) == []
