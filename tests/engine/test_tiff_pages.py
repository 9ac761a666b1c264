"""Each page of a TIFF is a photo of its own: named, read, told apart and kept by itself.

``AGELENS_EXAMPLES=2000 python -m pytest tests/engine/test_tiff_pages.py`` tries more files.
"""

from __future__ import annotations

import io
import os
import struct
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image as PillowImage

from engine.errors import ImageError
from engine.images import (
    MAX_PAGES,
    file_in,
    page_count,
    page_digest,
    page_name,
    read_photo,
    split_page,
    stored,
)
from engine.images import opening as images_opening
from engine.labelling import FolderJob, ScanSettings, scan
from engine.progress import drain
from engine.project import HumanLabel, Project, hash_of, now
from engine.project import photos as known_photos
from tests.engine.labelling_driver import RUN
from tests.tiff_files import (
    NEW_SUBFILE_TYPE,
    ORIENTATION,
    SUBFILE_TYPE,
    Page,
    PageFinder,
    look,
    plain,
    tiff,
)

EXAMPLES = int(os.environ.get("AGELENS_EXAMPLES", "40"))
REDUCED: Sequence[dict[int, int]] = (
    {NEW_SUBFILE_TYPE: 1},
    {NEW_SUBFILE_TYPE: 4},
    {NEW_SUBFILE_TYPE: 5},
    {SUBFILE_TYPE: 2},
)
ordered = st.sampled_from([("<", False), (">", False), ("<", True)])


def at(file: Path, page: int) -> Path:
    return Path(page_name(str(file), page))


# Names.

FILE_NAMES = st.from_regex(
    r"(dir/)?[a#1]{0,3}(\.tiff?|\.TIF|\.jpg|\.tif\.jpg)?(#[0-9]{1,2}){0,3}", fullmatch=True
).filter(bool)


@given(name=FILE_NAMES, other=FILE_NAMES, page=st.integers(1, 12), number=st.integers(1, 12))
def test_no_two_photos_share_a_name(name: str, other: str, page: int, number: int) -> None:
    one, two = (name, page), (other, number)
    # Only what is called like a TIFF has pages by name; of any other file there is the first alone.
    if split_page(page_name(*one)) == one and split_page(page_name(*two)) == two:
        assert (page_name(*one) == page_name(*two)) == (one == two)
    assert split_page(page_name(name, 1)) == (name, 1)


@pytest.mark.parametrize(
    ("name", "file", "page"),
    [
        ("a.tif", "a.tif", 1),
        ("a.tif#2", "a.tif", 2),
        ("a.b/c.TIFF#10", "a.b/c.TIFF", 10),
        ("a.tif#2#1", "a.tif#2", 1),
        ("a.tif#2#3", "a.tif#2", 3),
        ("a.jpg#2", "a.jpg#2", 1),
        ("a.tif#0", "a.tif#0", 1),
        ("a.tif#02", "a.tif#02", 1),
        ("a.tif#2.jpg", "a.tif#2.jpg", 1),
        ("a.tif#" + "9" * 40, "a.tif#" + "9" * 40, 1),
    ],
)
def test_names_of_pages(name: str, file: str, page: int) -> None:
    assert split_page(name) == (file, page)
    assert file_in(Path("x") / name) == Path("x") / file


# Reading.

PAGES = st.lists(
    st.one_of(
        st.builds(plain, st.integers(0, 255), st.tuples(st.integers(1, 9), st.integers(1, 9))),
        st.builds(lambda tags: Page(plain(7).pixels, tags), st.sampled_from(REDUCED)),
        st.just(Page(None)),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=EXAMPLES)
@given(pages=PAGES, how=ordered, numbered=st.booleans(), padding=st.integers(0, 5))
def test_every_page_is_read_by_its_name(
    pages: list[Page], how: tuple[str, bool], numbered: bool, padding: int
) -> None:
    order, big = how
    content = tiff(pages, order=order, big=big, numbered=numbered, padding=padding)
    wanted = [page for page in pages if not page.tags] or pages[:1]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.tif"
        file.write_bytes(content)
        assert page_count(file) == page_count(content) == len(wanted)
        for number, page in enumerate(wanted, start=1):
            if page.pixels is None:
                with pytest.raises(ImageError, match=r"is not a picture .* or it is damaged"):
                    read_photo(at(file, number))
                continue
            photo = read_photo(at(file, number))
            assert np.array_equal(photo.pixels, page.pixels)
            assert (photo.page, photo.pages) == (number, len(wanted))
            height, width = page.pixels.shape[:2]
            assert stored(at(file, number)).upright_size == (width, height)
        if wanted[0].pixels is not None:
            assert np.array_equal(read_photo(content).pixels, wanted[0].pixels)
        with pytest.raises(ImageError, match="not in its file"):
            read_photo(at(file, len(wanted) + 1))


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"])
@pytest.mark.parametrize("broken", [False, True])
def test_packed_pages_are_read_beside_a_broken_one(
    tmp_path: Path, compression: str, broken: bool
) -> None:
    greys = [0, 90, 180]
    pictures = [PillowImage.new("RGB", (40, 30), (grey, grey, grey)) for grey in greys]
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "TIFF", save_all=True, append_images=pictures[1:], compression=compression
    )
    content = bytearray(buffer.getvalue())
    if broken:  # the first directory, of which libtiff wants to know
        (place,) = struct.unpack_from("<I", content, 4)
        content[place + 2 : place + 38] = b"\xff" * 36
    file = tmp_path / "a.tif"
    file.write_bytes(content)
    assert page_count(file) == 3
    for page in range(1 + broken, 4):
        assert abs(int(read_photo(at(file, page)).pixels.mean()) - greys[page - 1]) <= 1
    if broken:
        with pytest.raises(ImageError):
            read_photo(file)


def test_a_file_that_was_cut_off_says_so_of_the_page_that_is_lost(tmp_path: Path) -> None:
    whole = tiff([plain(10), plain(20), plain(30)])
    one = len(tiff([plain(10)]))
    file = tmp_path / "a.tif"
    file.write_bytes(whole[: one + 5])
    assert page_count(file) == 2
    assert read_photo(file).pixels.mean() == 10
    with pytest.raises(ImageError, match=r"cannot be found in its file.*a\.tif#2"):
        read_photo(at(file, 2))


def test_directories_that_go_round_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    content = tiff([plain(1), plain(2)])
    (first,) = struct.unpack_from("<I", content, 4)
    file = tmp_path / "a.tif"
    file.write_bytes(tiff([plain(1), plain(2)], then=first))
    assert page_count(file) == 2


def test_each_page_is_turned_by_its_own_orientation(tmp_path: Path) -> None:
    pixels = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
    file = tmp_path / "a.tif"
    file.write_bytes(tiff([Page(pixels), Page(pixels, {ORIENTATION: 6}), Page(pixels)]))
    flat = read_photo(file)
    turned = read_photo(at(file, 2))
    assert (turned.width_px, turned.height_px) == (4, 6)
    assert turned.digest == flat.turned(6).digest
    assert stored(at(file, 2)).orientation == 6
    assert read_photo(at(file, 3)).digest == flat.digest


def test_ten_thousand_pages_neither_hang_nor_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "many.tif"
    file.write_bytes(tiff([plain(number % 256, (2, 2)) for number in range(10_000)]))
    walks = 0
    follow = images_opening._pages_of

    def counted(stream: object, layout: object) -> object:
        nonlocal walks
        walks += 1
        return follow(stream, layout)  # type: ignore[arg-type]

    monkeypatch.setattr(images_opening, "_pages_of", counted)
    found = scan([str(tmp_path)])
    assert len(found.names) == MAX_PAGES
    assert found.passed_over == {"further pages": 10_000 - MAX_PAGES}
    for page in (2, 500, MAX_PAGES):
        assert read_photo(at(file, page)).pixels.mean() == (page - 1) % 256
        hash_of(at(file, page))
    assert walks == 1, "the directories are followed once a file, not once a page"
    with pytest.raises(ImageError, match="not in its file"):
        read_photo(at(file, MAX_PAGES + 1))


def test_more_directories_than_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images_opening, "_MOST_DIRECTORIES", 50)
    file = tmp_path / "many.tif"
    file.write_bytes(tiff([plain(1, (2, 2))] * 60))
    assert page_count(file) == 50


@pytest.mark.parametrize("save", ["GIF", "WEBP", "PNG", "JPEG"])
def test_other_formats_stay_one_photo(tmp_path: Path, save: str) -> None:
    pictures = [PillowImage.new("RGB", (40, 30), (grey, grey, grey)) for grey in (0, 90, 180)]
    kind = "MPO" if save == "JPEG" else save
    file = tmp_path / f"a.{save.lower()}"
    pictures[0].save(file, kind, save_all=True, append_images=pictures[1:])
    assert page_count(file) == 1
    assert scan([str(tmp_path)]).names == (str(file),)
    # Also under the name of a TIFF.
    named = tmp_path / "b.tif"
    file.rename(named)
    assert scan([str(tmp_path)]).names == (str(named),)
    assert read_photo(named).pages == 1


# What a page is known by.


@settings(deadline=None, max_examples=EXAMPLES)
@given(
    greys=st.lists(st.integers(0, 255), min_size=2, max_size=5, unique=True),
    others=st.lists(st.integers(0, 255), max_size=3),
    how=ordered,
    shuffle=st.randoms(use_true_random=False),
    numbered=st.booleans(),
    padding=st.integers(0, 9),
)
def test_a_page_is_known_wherever_it_stands(
    greys: list[int],
    others: list[int],
    how: tuple[str, bool],
    shuffle: object,
    numbered: bool,
    padding: int,
) -> None:
    order, big = how
    later = [*greys, *others]
    shuffle.shuffle(later)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.tif"
        file.write_bytes(tiff([plain(grey) for grey in greys], order=order, big=big))
        before = {grey: hash_of(at(file, page)) for page, grey in enumerate(greys, start=1)}
        assert len(set(before.values())) == len(greys)
        moved = tiff(
            [plain(grey) for grey in later],
            order=order, big=big, numbered=numbered, padding=padding,
        )  # fmt: skip
        file.write_bytes(moved)
        after = {hash_of(at(file, page)): grey for page, grey in enumerate(later, start=1)}
        assert after | {before[grey]: grey for grey in greys} == after


def test_what_is_written_about_a_page_makes_it_another(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    file.write_bytes(tiff([plain(1), plain(2), Page(plain(2).pixels, {ORIENTATION: 6})]))
    assert len({page_digest(at(file, page)) for page in (1, 2, 3)}) == 3


def test_the_only_picture_of_a_file_is_known_by_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    file.write_bytes(tiff([plain(1), Page(plain(2).pixels, {NEW_SUBFILE_TYPE: 1})]))
    assert page_digest(file) is None
    assert hash_of(at(file, 2)) is None
    assert hash_of(file) is not None


def test_lengths_that_are_not_said_are_not_taken_for_none(tmp_path: Path) -> None:
    files = []
    for grey in (1, 2):
        content = bytearray(tiff([plain(9), plain(grey)]))
        place = content.rindex(struct.pack("<HHI", 279, 4, 1))
        content[place : place + 2] = struct.pack("<H", 280)  # another tag: the lengths are gone
        files.append(tmp_path / f"{grey}.tif")
        files[-1].write_bytes(content)
    assert page_digest(at(files[0], 2)) != page_digest(at(files[1], 2))


# The scan.


def test_a_folder_lists_pages_behind_their_file(tmp_path: Path) -> None:
    (tmp_path / "b.tif").write_bytes(tiff([plain(1), plain(2), plain(3)]))
    (tmp_path / "b.tif#2").write_bytes(tiff([plain(9)]))
    (tmp_path / "a.jpg").write_bytes(tiff([plain(1), plain(2)]))
    (tmp_path / "c.TIFF").write_bytes(tiff([plain(1)]))
    (tmp_path / "d.tif").write_bytes(b"")
    names = ["a.jpg", "b.tif", "b.tif#2", "b.tif#3", "c.TIFF", "d.tif"]
    found = scan([str(tmp_path)])
    assert [Path(name).name for name in found.names] == names
    assert found.passed_over == {"other names": 1}, "the file that is really called b.tif#2"
    alone = scan([str(tmp_path)], ScanSettings(pages=False))
    assert [Path(name).name for name in alone.names] == [one for one in names if "#" not in one]


def test_a_file_called_like_a_page_collides_with_none(tmp_path: Path) -> None:
    pages, literal = tmp_path / "b.tif", tmp_path / "b.tif#2"
    pages.write_bytes(tiff([plain(1), plain(2)]))
    literal.write_bytes(tiff([plain(77), plain(88)]))
    found = scan([str(pages), str(literal)])
    assert [Path(name).name for name in found.names] == [
        "b.tif",
        "b.tif#2",
        "b.tif#2#1",
        "b.tif#2#2",
    ]
    assert [read_photo(Path(name)).pixels.mean() for name in found.names] == [1, 2, 77, 88]
    assert len({hash_of(Path(name)) for name in found.names}) == 4


def test_one_page_can_be_named(tmp_path: Path) -> None:
    file = tmp_path / "b.tif"
    file.write_bytes(tiff([plain(1), plain(2)]))
    assert scan([f"{file}#2"]).names == (f"{file}#2",)
    assert scan([f"{file}#1"]).names == (str(file),)
    assert scan([f"{file}#2", str(file)]).names == (f"{file}#2", str(file))
    none = f"{tmp_path}/none.tif#2"
    found = scan([none])
    assert found.missing == found.names == (none,)


# The job: labels stay with the page that they were said of.


def label_all(project: Project) -> None:
    """A reviewer says the grey of each page, where nobody has yet."""
    for photo in list(project.photos()):
        for face in photo.faces if photo.present else ():
            if face.label is None and face.face.estimate is not None:
                said = HumanLabel(
                    verdict="corrected",
                    reviewer="ann",
                    reviewed_at=now(),
                    age_years=face.face.estimate.age_years,
                )
                project.set_label(face.face_id, said)


def labels(project: Project) -> dict[str, set[float | None]]:
    return {
        photo.name: {label.age_years for face in photo.faces for label in face.labels}
        for photo in project.photos()
        if photo.present
    }


def wrong_labels(project: Project, folder: Path) -> list[str]:
    """Labels that stand on a page of another grey."""
    return [
        f"{name}: {said}"
        for name, said in labels(project).items()
        if said and said != {float(read_photo(folder / name).pixels[0, 0, 0])}
    ]


def said_of(project: Project) -> list[float]:
    with project.database.reading() as db:
        return sorted(age for (age,) in db.execute("SELECT age FROM labels"))


EDITS = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 5)),
    st.tuples(st.just("remove"), st.integers(0, 5)),
    st.tuples(st.just("swap"), st.integers(0, 5)),
    st.tuples(st.just("replace"), st.integers(0, 5)),
    st.tuples(st.just("copy"), st.integers(0, 5)),
    st.tuples(st.just("write"), st.integers(0, 5)),
    st.tuples(st.sampled_from(["shrink", "rename", "split", "delete"]), st.just(0)),
)


class Scans:
    """Files of pages; no grey is ever used for another picture."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: dict[str, list[int]] = {}
        self.greys = iter(range(1, 256))
        self.copied: set[int] = set()
        self.writes = 0

    def write(self, *, packed: bool) -> None:
        """Write all files anew, as programs do: other places, at times packed in another way."""
        self.writes += 1
        for file in self.folder.glob("*"):
            file.unlink()
        for name, greys in self.pages.items():
            content = tiff([plain(grey) for grey in greys], padding=self.writes, numbered=True)
            if packed:
                content = _packed(greys)
            if greys:
                (self.folder / name).write_bytes(content)

    def do(self, what: str, place: int) -> None:
        name = sorted(self.pages)[place % len(self.pages)]
        pages = self.pages[name]
        at = place % len(pages) if pages else 0
        if what == "insert" or not pages:
            pages.insert(at, next(self.greys))
        elif what == "remove":
            del pages[at]
        elif what == "swap":
            pages[at], pages[-1] = pages[-1], pages[at]
        elif what == "replace":
            pages[at] = next(self.greys)
        elif what == "copy":
            pages.append(pages[at])
            self.copied.add(pages[at])
        elif what == "shrink":
            del pages[1:]
        elif what == "rename":
            self.pages = {f"x{file}": greys for file, greys in self.pages.items()}
        elif what == "split":
            self.pages[f"{len(self.pages)}{name}"] = pages[1:]
            del pages[1:]
        elif what == "delete":
            del self.pages[name]
            self.pages["new.tif"] = [next(self.greys)]


def _packed(greys: Sequence[int]) -> bytes:
    pictures = [PillowImage.fromarray(_pixels(grey)) for grey in greys]
    if not pictures:
        return b""
    buffer = io.BytesIO()
    pictures[0].save(
        buffer, "TIFF", save_all=True, append_images=pictures[1:], compression="tiff_lzw"
    )
    return buffer.getvalue()


def _pixels(grey: int) -> NDArray[np.uint8]:
    pixels = plain(grey).pixels
    assert pixels is not None
    return pixels


@pytest.mark.slow
@pytest.mark.timeout(120 + 3 * EXAMPLES)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    first=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    rounds=st.lists(
        st.tuples(st.lists(EDITS, min_size=1, max_size=4), st.booleans()), min_size=1, max_size=4
    ),
    label_between=st.booleans(),
)
def test_no_page_takes_the_labels_of_another(
    first: tuple[int, int], rounds: list[tuple[list[tuple[str, int]], bool]], label_between: bool
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "photos"
        folder.mkdir()
        scans = Scans(folder)
        for name, count in zip(("a.tif", "b.tif"), first, strict=True):
            scans.pages[name] = [next(scans.greys) for _ in range(count)]
        scans.write(packed=False)
        with Project.open(Path(scratch) / "p.agelens", root=folder) as project:
            look(project)
            label_all(project)
            labelled = {grey for greys in scans.pages.values() for grey in greys}
            for edits, packed in rounds:
                before = said_of(project)
                for edit in edits:
                    scans.do(*edit)
                scans.write(packed=packed)
                look(project)
                assert wrong_labels(project, folder) == []
                assert said_of(project) == before, "a label was lost"
                there = {grey for greys in scans.pages.values() for grey in greys}
                kept = {age for ages in labels(project).values() for age in ages}
                # Of two equal pages, the one with labels may be replaced: then they are held.
                kept, wanted = kept - scans.copied, (there & labelled) - scans.copied
                assert kept == wanted, "every page that is still there has its label"
                if label_between:
                    label_all(project)
                    labelled |= there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


@pytest.mark.parametrize("packed", [False, True])
def test_a_single_page_that_is_given_another_in_front_keeps_its_label(
    folder: Path, tmp_path: Path, packed: bool
) -> None:
    scans = Scans(folder)
    scans.pages["a.tif"] = [50]
    scans.write(packed=False)
    with Project.open(tmp_path / "p.agelens", root=folder) as project:
        look(project)
        label_all(project)
        scans.pages["a.tif"] = [60, 50]
        scans.write(packed=packed)
        counts = look(project)
        assert labels(project) == {"a.tif": set(), "a.tif#2": {50.0}}
        assert (counts.held, counts.gone, counts.photos) == (0, 0, 2)
        scans.pages["a.tif"] = [50]
        scans.write(packed=not packed)
        counts = look(project)
        assert labels(project) == {"a.tif": {50.0}}
        assert counts.held == 0


def test_a_page_that_was_replaced_holds_its_label(folder: Path, tmp_path: Path) -> None:
    scans = Scans(folder)
    scans.pages["a.tif"] = [10, 20, 30]
    scans.write(packed=False)
    with Project.open(tmp_path / "p.agelens", root=folder) as project:
        look(project)
        label_all(project)
        scans.pages["a.tif"] = [10, 99, 30]
        scans.write(packed=False)
        assert not project.is_as_analysed(project.find("a.tif#2")), "before anybody has looked"
        assert project.is_as_analysed(project.find("a.tif#3"))
        assert look(project).held == 1
        assert labels(project) == {"a.tif": {10.0}, "a.tif#2": set(), "a.tif#3": {30.0}}
        (held,) = project.held()
        assert (held.former_name, held.face.label and held.face.label.age_years) == ("a.tif#2", 20)


def test_a_broken_page_has_its_row_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    (folder / "a.tif").write_bytes(tiff([plain(10), Page(None), plain(30)], then=10**6))
    with Project.open(tmp_path / "p.agelens", root=folder) as project:
        counts = look(project)
        assert (counts.photos, counts.ok, counts.unreadable) == (4, 2, 2)
        assert "This page is not a picture" in project.find("a.tif#2").message
        assert "cannot be found in its file" in project.find("a.tif#4").message
        (folder / "a.tif").write_bytes(tiff([plain(10), plain(20), plain(30)]))
        counts = look(project)
        assert (counts.ok, counts.unreadable, counts.photos) == (3, 0, 3)


@pytest.mark.parametrize("rename", [False, True])
def test_labels_of_a_project_that_knew_first_pages_alone_stay(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rename: bool
) -> None:
    (folder / "a.tif").write_bytes(tiff([plain(10), plain(20)]))
    with Project.open(tmp_path / "p.agelens", root=folder) as project:
        with monkeypatch.context() as before:
            before.setattr(known_photos, "page_digest", lambda _path: None)
            former = ScanSettings(recursive=True, pages=False)
            drain(FolderJob(project, analysers=PageFinder, run=RUN, scan=former).run_all())
        label_all(project)
        assert labels(project) == {"a.tif": {10.0}}
        name = "b.tif" if rename else "a.tif"
        (folder / "a.tif").rename(folder / name)
        os.utime(folder / name, (1, 1))
        counts = look(project)
        assert labels(project) == {name: {10.0}, f"{name}#2": set()}
        assert (counts.held, counts.gone) == (0, 0)


def test_directories_that_claim_too_much_take_neither_memory_nor_time(tmp_path: Path) -> None:
    content = bytearray(tiff([plain(1), plain(2), plain(3)], big=True))
    (first,) = struct.unpack_from("<Q", content, 8)
    struct.pack_into("<Q", content, first, 2**62)  # entries
    file = tmp_path / "a.tif"
    file.write_bytes(content)
    assert page_count(file) == 1, "where the next one would be, nobody can know"
    content = bytearray(tiff([plain(1), plain(2), plain(3)], big=True))
    places = content.rindex(struct.pack("<HH", 273, 4))
    struct.pack_into("<HHQQ", content, places, 273, 16, 2**60, 8)  # strips
    file.write_bytes(content)
    assert page_count(file) == 3
    assert page_digest(at(file, 3)) not in (page_digest(file), page_digest(at(file, 2)))


def test_the_same_page_twice_is_a_duplicate(folder: Path, tmp_path: Path) -> None:
    (folder / "a.tif").write_bytes(tiff([plain(10), plain(20), plain(10)]))
    with Project.open(tmp_path / "p.agelens", root=folder) as project:
        assert look(project).duplicates == 1
        assert project.find("a.tif#3").duplicate_of == "a.tif"
