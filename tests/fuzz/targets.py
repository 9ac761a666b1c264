"""What is fuzzed: a sound file of each kind, and what the program does with a damaged one."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import UserError
from engine.export import companions, export_csv
from engine.export.xmp.regions import Region, merged
from engine.images import page_count, page_digest, page_name, read_photo, stored
from engine.images.stored import Stored
from engine.progress import drain
from engine.project import AnalysedPhoto, Project, Run, now
from engine.project.integrity import rescue
from engine.project.records import HumanLabel
from engine.replay import table_reader
from engine.replay.table_reader import Written, written
from engine.results import Box, Estimate, Face, Keypoints, PhotoResult
from engine.spec import FileRecord, ModelSpec
from engine.store import ModelStore
from tests.tiff_files import NEW_SUBFILE_TYPE, Page, plain, tiff
from training.dataset.sources import open_source

Try = Callable[[bytes, Path], None]


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of file: sound contents to damage, and how one is opened.

    ``open`` is given the content and an empty folder; it may raise ``UserError`` and nothing else,
    and write below the folder only.
    """

    name: str
    seeds: Callable[[Path], list[bytes]]
    open: Try


def picture(form: str = "PNG", **options: object) -> bytes:
    """A small picture that is no single colour."""
    pixels = np.random.default_rng(1).integers(0, 255, (24, 32, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, form, **options)
    return stream.getvalue()


# Projects


def _projects(folder: Path) -> list[bytes]:
    (folder / "photos").mkdir()
    path = folder / "p.agelens"
    points = Keypoints((1, 2), (3, 4), (5, 6), (7, 8), (9, 10), (11, 12))
    faces = (
        Face(Box(1, 2, 30, 40), points, 0.9, Estimate(30.5, 0.9, "female", 25, 36)),
        Face(Box(50, 2, 30, 40), points, 0.8, Estimate(60, 0.5, None, 50, 70)),
    )
    run = Run(
        run_id=0, model_id="m", model_sha256="a" * 64, detector="d", detect=True, app_version="1"
    )
    with Project.open(path, root=folder / "photos") as project:
        run = project.begin(run)
        project.list_photos([f"folder/{number}.jpg" for number in range(30)])
        for number, (_, pending) in enumerate(project.pending()):
            result = PhotoResult(pending.name, "ok", 100, 80, faces)
            project.keep([AnalysedPhoto(pending.photo_id, result, None, f"{number:064x}")], run)
        for photo in list(project.photos())[:12]:
            for entry in photo.faces:
                label = HumanLabel(
                    verdict="corrected",
                    reviewer="Ada",
                    reviewed_at=now(),
                    age_years=33,
                    gender="male",
                )
                project.set_label(entry.face_id, label)
        project.undo(reviewer="Ada")
    return [path.read_bytes()]


def _open_project(content: bytes, folder: Path) -> None:
    path = folder / "p.agelens"
    path.write_bytes(content)
    try:
        with Project.open(path) as project:
            for photo in project.photos():
                project.file_of(photo.name)
            project.rows(reviewer="Ada")
            project.counts()
            project.undo(reviewer="Ada")
            project.list_photos([name for _, name in project.present()])
    except UserError:
        path.write_bytes(content)
        target = folder / "saved.agelens"
        rescue(path, target)
        with Project.open(target) as saved:
            list(saved.photos())


# Models


def _descriptions(_: Path) -> list[bytes]:
    spec = ModelSpec(
        model_id="m",
        title="A model",
        architecture="combined",
        input_px=128,
        networks={"model": "model.tflite"},
        files={"model.tflite": FileRecord(size=3, sha256=sha256(b"abc").hexdigest())},
        training={"seed": 1, "epochs": {"model": 3}, "parts": [{"name": "a", "faces": 3}]},
        metrics={"test_age_mae_years": 6.5},
        versions={"agelens": "0.1.0"},
    )
    return [spec.to_json().encode()]


def _open_description(content: bytes, folder: Path) -> None:
    model = folder / "models" / "m"
    model.mkdir(parents=True)
    (model / "model.json").write_bytes(content)
    (model / "model.tflite").write_bytes(b"abc")
    store = ModelStore([folder / "models"])
    assert len(store.models()) + len(store.problems()) == 1
    _, spec = store.open("m")
    assert ModelSpec.from_json(spec.to_json()) == spec


# Archives


def _archives(_: Path) -> list[bytes]:
    names = {f"{20 + n}_{n % 2}_0_2017010900000000{n}.png": picture() for n in range(6)}
    zipped, seeds = io.BytesIO(), []
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in names.items():
            archive.writestr(name, content)
    seeds.append(zipped.getvalue())
    for mode in ("w:", "w:gz", "w:xz", "w:bz2"):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode=mode) as tarred:  # type: ignore[call-overload]
            for name, content in names.items():
                info = tarfile.TarInfo("d" * 120 + "/" + name)
                info.size = len(content)
                tarred.addfile(info, io.BytesIO(content))
        seeds.append(stream.getvalue())
    return seeds


def _open_archive(content: bytes, folder: Path) -> None:
    path = folder / ("a.zip" if content[:2] == b"PK" else "a.tar")
    path.write_bytes(content)
    open_source(path, work_dir=folder / "work")


# Tables


def _tables(folder: Path) -> list[bytes]:
    rows = ["path,age,gender,box_x,box_y,box_w,box_h"]
    rows += [f'"{n}.png",{20 + n},{["male", "female"][n % 2]},1,2,20,20' for n in range(8)]
    intervals = ["file;age_low;age_high;gender;source"]
    intervals += [f"{n}.png;{n};{n + 9};1;web" for n in range(8)]
    return ["\r\n".join(rows).encode("utf-8-sig"), "\n".join(intervals).encode()]


def _open_table(content: bytes, folder: Path) -> None:
    for number in range(8):
        (folder / f"{number}.png").write_bytes(_SMALL_PICTURE)
    path = folder / "t.csv"
    path.write_bytes(content)
    open_source(path, work_dir=folder / "work")


_SMALL_PICTURE = picture()


# AgeLens's own tables, with the settings that stand beside them


def _own_tables(folder: Path) -> list[bytes]:
    _projects(folder)
    with Project.open(folder / "p.agelens", read_only=True) as project:
        drain(export_csv(project, folder / "t.csv"))
    return [_joined((folder / "t.csv", *companions(folder / "t.csv")[1:]))]


def _joined(paths: tuple[Path, ...]) -> bytes:
    return _BETWEEN.join(path.read_bytes() for path in paths)


_BETWEEN = b"\n-- settings --\n"


def _open_own_table(content: bytes, folder: Path) -> None:
    path = folder / "t.csv"
    table, _, settings = content.partition(_BETWEEN)
    path.write_bytes(table)
    companions(path)[1].write_bytes(settings)
    assert isinstance(written(path), Written)
    with closing(table_reader.groups(path)) as found:
        for group in found:
            assert group.first.cells


# Sidecars


def _sidecars(_: Path) -> list[bytes]:
    region = Region(Box(1, 2, 10, 12), {"apparent_age": "33.0"})
    content = merged(None, [region], Stored(32, 24))
    assert content is not None
    return [content]


def _open_sidecar(content: bytes, _: Path) -> None:
    merged(content, [Region(Box(3, 4, 10, 10), {"apparent_age": "40.0"})], Stored(32, 24))


# Pictures


def _pictures(_: Path) -> list[bytes]:
    forms = {
        "PNG": {},
        "JPEG": {"quality": 80},
        "WEBP": {},
        "TIFF": {"compression": "tiff_lzw"},
        "GIF": {},
        "BMP": {},
        "JPEG2000": {},
        "AVIF": {},
        "HEIF": {},
    }
    seeds = [picture(form, **options) for form, options in forms.items()]
    return [*seeds, picture("JPEG", progressive=True), b"P6 4 4 255\n" + bytes(48)]


def _open_picture(content: bytes, folder: Path) -> None:
    path = folder / "a.jpg"
    path.write_bytes(content)
    with suppress(UserError):
        stored(path)
    read_photo(path)


def _pages(_: Path) -> list[bytes]:
    pages = [plain(10), plain(20), Page(plain(30).pixels, {NEW_SUBFILE_TYPE: 1}), plain(40)]
    packed = [Image.fromarray(np.full((9, 9, 3), grey, np.uint8)) for grey in (1, 2, 3)]
    stream = io.BytesIO()
    packed[0].save(stream, "TIFF", save_all=True, append_images=packed[1:], compression="jpeg")
    made = [
        tiff(pages, order=order, big=big)
        for order, big in (("<", False), (">", False), ("<", True))
    ]
    return [*made, stream.getvalue()]


def _open_pages(content: bytes, folder: Path) -> None:
    path = folder / "a.tif"
    path.write_bytes(content)
    for page in range(min(page_count(path), 5), 0, -1):
        at_page = Path(page_name(str(path), page))
        with suppress(UserError):
            page_digest(at_page)
            stored(at_page)
        if page > 1:
            with suppress(UserError):
                read_photo(at_page)
    read_photo(path)


TARGETS = (
    Target("projects", _projects, _open_project),
    Target("model descriptions", _descriptions, _open_description),
    Target("archives", _archives, _open_archive),
    Target("tables", _tables, _open_table),
    Target("own tables", _own_tables, _open_own_table),
    Target("sidecars", _sidecars, _open_sidecar),
    Target("pictures", _pictures, _open_picture),
    Target("pages", _pages, _open_pages),
)


def mutated_json(content: bytes, chance: np.random.Generator) -> bytes:
    """A JSON text in which one value was exchanged for another kind of value."""
    values: list[object] = [None, True, -1, 2**70, 1e308, "", "x" * 5000, [], {}, [[]], "../x", 0.5]
    root = json.loads(content)
    place, key = root, str(chance.choice(list(root)))
    while isinstance(place[key], dict | list) and len(place[key]) and chance.random() < 0.7:
        place = place[key]
        key = chance.choice(list(place)) if isinstance(place, dict) else 0
        key = str(key) if isinstance(place, dict) else int(key)
    if chance.random() < 0.2 and isinstance(place, dict):
        place["more"] = values[chance.integers(len(values))]
    else:
        place[key] = values[chance.integers(len(values))]
    text = json.dumps(root)
    return (text.replace("1e+308", "1e999") if chance.random() < 0.5 else text).encode()
