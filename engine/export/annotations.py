"""Boxes for programs that train detectors: COCO, YOLO and Pascal VOC.

Only faces go out: not what a person said is none, nor what the model finds no longer and nobody has
confirmed since. A photo without a face goes out as a picture without boxes. Boxes are in pixels of
the upright picture and end at its edge.

Sources: COCO, *Data format* (object detection); Ultralytics, *Object detection datasets*; the
PASCAL VOC 2012 development kit, *Annotation*.
"""

from __future__ import annotations

import json
import math
import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal
from xml.etree import ElementTree

from engine import __version__
from engine.errors import OutputError, UserError
from engine.export.columns import Value, encodable
from engine.export.crops import photo_key, same_content
from engine.export.records import FaceSelection, OutFace, OutPhoto, outgoing, photo_records
from engine.export.sorting import refuse_feedback
from engine.export.writing import Export, ExportReport, Problems, StepTimer
from engine.export.xmp.sidecars import MirroredFolders, is_further_page
from engine.export.xmp.xml import allowed
from engine.files import below, is_full, opened_ordinary, replacing, unwritable
from engine.images import stored
from engine.project import Project, now
from engine.project.records import CHANGED
from engine.results import Box

Layout = Literal["yolo", "voc"]
Classes = Literal["face", "gender"]
"""What a box is called: everything a face, or by gender, a person's answer before the model's."""

CLASS_NAMES: dict[Classes, tuple[str, ...]] = {
    "face": ("face",),
    "gender": ("female", "male", "unknown"),
}
_ATTRIBUTES = (
    "detector_score",
    "apparent_age",
    "age_low",
    "age_high",
    "perceived_gender",
    "female_score",
    "review_state",
    "human_age",
    "human_gender",
    "reviewer",
)
_SAME_NAME = (
    "Another photo in this folder has the same name but for its ending. Its boxes are under a "
    "longer name: rename the photo likewise, or let the photos be copied, too."
)
_PIECE_BYTES = 4 * 2**20
_SPOOL_BYTES = 4 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxSettings:
    """How boxes are written: their ``classes``, and whether ``photos`` are copied beside them.

    ``given`` are the files and folders by which the photos of a project without a folder of its own
    were named; their places in the data set count from these.
    """

    classes: Classes = "face"
    photos: bool = False
    given: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Item:
    """A face as it goes out: its box inside the picture, class, and what the table says of it."""

    face_id: int
    box: Box
    category: int
    is_cut: bool
    attributes: dict[str, Value]


def export_coco(
    project: Project,
    path: Path,
    settings: BoxSettings | None = None,
    *,
    choice: FaceSelection | None = None,
) -> Export:
    """Write one JSON file in the form of COCO; photos are named by their place in the folder.

    Ids are those of the project, so that they stay the same from export to export. What the table
    says of a face stands under ``attributes``. Photos that were changed since stand among the
    problems. Raises ``OutputError`` and ``ProjectError``; a former file then stays as it was.
    """
    source = _Source(project, choice or FaceSelection(), settings or BoxSettings())
    names = CLASS_NAMES[source.settings.classes]
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES) as boxes, replacing(path) as file:
        head = {
            "info": {
                "description": encodable(f"{project.path.stem}, labels: {source.choice.rule}"),
                "version": f"AgeLens {__version__}",
                "date_created": now(),
            },
            "licenses": [],
            "categories": [
                {"id": number, "name": name, "supercategory": "person"}
                for number, name in enumerate(names, start=1)
            ],
        }
        file.write(_json(head)[:-1] + b', "images": [')
        for photo, place, items in source.photos():
            if photo is None:
                yield source.pace.now()
                continue
            _entry(file, _coco_image(photo, place), first=source.written == 1)
            for item in items:
                _entry(boxes, _coco_box(photo, item), first=not boxes.tell())
        file.write(b'\n], "annotations": [')
        boxes.seek(0)
        shutil.copyfileobj(boxes, file)
        file.write(b"\n]}\n")
    yield source.pace.now()
    return source.report((path,))


def export_boxes(
    project: Project,
    folder: Path,
    layout: Layout,
    settings: BoxSettings | None = None,
    *,
    choice: FaceSelection | None = None,
) -> Export:
    """Fill ``folder`` with a data set in the layout of YOLO or Pascal VOC.

    YOLO: ``labels/…txt``, ``data.yaml``, and copies of the photos in ``images``. Pascal VOC:
    ``Annotations/…xml``, ``ImageSets/Main/default.txt``, copies in ``JPEGImages``. Files of the
    same name are replaced, each as a whole. Photos that are gone, were changed or cannot be copied
    stand among the problems. Raises ``ProjectError``, and ``OutputError`` if the disk is full or,
    with copies, if the folder lies among the photos.
    """
    source = _Source(project, choice or FaceSelection(), settings or BoxSettings())
    if source.settings.photos:
        refuse_feedback(project, folder)
    dataset = _Dataset(folder, layout, source)
    for photo, place, items in source.photos():
        if photo is not None:
            try:
                for _ in dataset.put(photo, place, items):
                    yield source.pace.now()
            except UserError as error:
                if is_full(error):
                    raise
                source.problems.add(photo.path, error)
        yield source.pace.now()
    dataset.end()
    yield source.pace.now()
    return source.report((folder,))


class _Source:
    """The photos that go out, with their places and boxes; counts what does not."""

    def __init__(self, project: Project, choice: FaceSelection, settings: BoxSettings) -> None:
        self.project, self.choice, self.settings = project, choice, settings
        self.pace, self.problems = StepTimer(project), Problems()
        self.written = self.boxes = self.left_out = self.changed = self.further = 0
        self._mirrored: MirroredFolders | None = None
        if project.root is None:
            names = [name for _, name in project.present()]
            self._mirrored = MirroredFolders(names, settings.given)

    def photos(self) -> Iterator[tuple[OutPhoto | None, PurePosixPath, list[_Item]]]:
        """Photos with their places; ``None`` now and then, when it is time to report."""
        for photo in outgoing(self.project, self.choice):
            if photo is not None and self._goes_out(photo):
                items = list(self._items(photo))
                self.written += 1
                self.boxes += len(items)
                yield photo, self._place(photo.entry.name), items
            if self.pace.step() is not None:
                yield None, PurePosixPath(), []

    def report(self, paths: tuple[Path, ...]) -> ExportReport:
        """What was done; ``rows`` are boxes."""
        return ExportReport(
            paths=paths,
            photos=self.written,
            rows=self.boxes,
            left_out=self.left_out,
            changed=self.changed,
            further_pages=self.further,
            problems=self.problems.first,
            problem_count=self.problems.count,
        )

    def _goes_out(self, photo: OutPhoto) -> bool:
        if not photo.entry.present or photo.status not in ("ok", "no_face"):
            return False
        if is_further_page(photo.entry.name):
            self.further += 1
            return False
        if photo.changed:
            self.changed += 1
            self.problems.add(photo.path, CHANGED)
            return False
        return True

    def _place(self, name: str) -> PurePosixPath:
        if self._mirrored is not None:
            return self._mirrored.place(name)
        return PurePosixPath(Path(name).as_posix())

    def _items(self, photo: OutPhoto) -> Iterator[_Item]:
        width, height = photo.entry.width_px, photo.entry.height_px
        if not photo.faces:
            return
        for face, record in zip(photo.faces, photo_records(photo), strict=True):
            if face.state == "rejected" or face.is_lost:
                self.left_out += face.state != "rejected"
                continue
            box = face.face.box.clipped(width, height)
            if box.w > 0 and box.h > 0:
                category = CLASS_NAMES[self.settings.classes].index(self._class_of(face))
                attributes = {name: record[name] for name in _ATTRIBUTES}
                is_cut = box != face.face.box
                yield _Item(face.entry.face_id, box, category, is_cut, attributes)

    def _class_of(self, face: OutFace) -> str:
        if self.settings.classes == "face":
            return "face"
        if face.label is not None and face.label.gender is not None:
            return face.label.gender
        estimate = face.face.estimate
        return "unknown" if estimate is None or estimate.gender is None else estimate.gender


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _entry(
    file: BinaryIO | tempfile.SpooledTemporaryFile[bytes], value: object, *, first: bool
) -> None:
    """One entry of a list, on a line of its own."""
    file.write((b"\n" if first else b",\n") + _json(value))


def _coco_image(photo: OutPhoto, place: PurePosixPath) -> dict[str, Value]:
    entry = photo.entry
    return {
        "id": entry.photo_id,
        "file_name": encodable(str(place)),
        "width": entry.width_px,
        "height": entry.height_px,
    }


def _coco_box(photo: OutPhoto, item: _Item) -> dict[str, object]:
    box = item.box
    x, y, w, h = (round(value, 2) for value in (box.x, box.y, box.w, box.h))
    return {
        "id": item.face_id,
        "image_id": photo.entry.photo_id,
        "category_id": item.category + 1,
        "bbox": [x, y, w, h],
        "area": round(w * h, 2),
        "segmentation": [],
        "iscrowd": 0,
        "attributes": item.attributes,
    }


class _Dataset:
    """A folder of labels and photos under equal names."""

    def __init__(self, folder: Path, layout: Layout, source: _Source) -> None:
        self._folder, self._layout, self._source = folder, layout, source
        self._names = CLASS_NAMES[source.settings.classes]
        self._labels, self._photos = _FOLDERS[layout]
        self._taken: set[str] = set()
        self._listed: list[str] = []

    def put(self, photo: OutPhoto, place: PurePosixPath, items: list[_Item]) -> Iterator[None]:
        """Write the labels of a photo and, where that is wanted, copy it."""
        copies = self._source.settings.photos
        stem = self._free(photo, place)
        if stem != str(place.with_suffix("")) and not copies:
            self._source.problems.add(photo.path, _SAME_NAME)
        if copies:
            file = self._source.project.analysed_file(photo.entry)
            stored(file)  # only what is a picture of a sensible size is copied
            yield from _copy(file, below(self._folder, self._photos, f"{stem}{place.suffix}"))
        ending, content = ".txt", _yolo(photo, items)
        if self._layout == "voc":
            name = PurePosixPath(self._photos, f"{stem}{place.suffix}")
            ending, content = ".xml", self._voc(photo, name, items)
        self._write(content, self._labels, f"{stem}{ending}")
        if self._layout == "voc":
            self._listed.append(encodable(stem))

    def end(self) -> None:
        """Write what is said of all photos together."""
        if self._layout == "voc":
            lines = "".join(f"{stem}\n" for stem in self._listed)
            self._write(lines.encode(), "ImageSets", "Main", "default.txt")
            return
        names = "".join(f"  {number}: {name}\n" for number, name in enumerate(self._names))
        self._write(f"{_YAML_HEAD}names:\n{names}".encode(), "data.yaml")

    def _free(self, photo: OutPhoto, place: PurePosixPath) -> str:
        """The name of a photo without its ending, which no other photo has."""
        stem = str(place.with_suffix(""))
        if stem.casefold() in self._taken:
            stem = f"{stem}-{photo_key(photo.entry.name)}"
        self._taken.add(stem.casefold())
        return stem

    def _write(self, content: bytes, *parts: str) -> None:
        path = below(self._folder, *parts)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
        with replacing(path, sync=False) as file:
            file.write(content)

    def _voc(self, photo: OutPhoto, name: PurePosixPath, items: list[_Item]) -> bytes:
        entry = photo.entry
        root = ElementTree.Element("annotation")
        _texts(root, folder=str(name.parent), filename=name.name)
        _texts(ElementTree.SubElement(root, "source"), database=f"AgeLens {__version__}")
        size = ElementTree.SubElement(root, "size")
        _texts(size, width=entry.width_px, height=entry.height_px, depth=3)
        _texts(root, segmented=0)
        for item in items:
            self._object(root, item, (entry.width_px, entry.height_px))
        ElementTree.indent(root)
        text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        return text + b"\n"

    def _object(self, root: ElementTree.Element, item: _Item, size_px: tuple[int, int]) -> None:
        one = ElementTree.SubElement(root, "object")
        name = self._names[item.category]
        _texts(one, name=name, pose="Unspecified", truncated=int(item.is_cut), difficult=0)
        left, top, right, bottom = _whole_pixels(item.box, size_px)
        corners = ElementTree.SubElement(one, "bndbox")
        _texts(corners, xmin=left, ymin=top, xmax=right, ymax=bottom)
        more = ElementTree.SubElement(one, "attributes")
        for key, value in item.attributes.items():
            if value is not None:
                _texts(ElementTree.SubElement(more, "attribute"), name=key, value=value)


_FOLDERS: dict[Layout, tuple[str, str]] = {
    "yolo": ("labels", "images"),
    "voc": ("Annotations", "JPEGImages"),
}
_YAML_HEAD = """\
# Written by AgeLens. Paths count from the folder of this file.
# All photos stand in both parts: split them before you train.
train: images
val: images
"""


def _yolo(photo: OutPhoto, items: list[_Item]) -> bytes:
    """A line a face: class, centre x and y, width and height as shares (0-1) of the picture."""
    size = photo.entry.width_px, photo.entry.height_px
    lines = []
    for item in items:
        shares = " ".join(f"{value:.6f}" for value in item.box.share(size, 1))
        lines.append(f"{item.category} {shares}\n")
    return "".join(lines).encode()


def _whole_pixels(box: Box, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    """First and last column and row of the pixels that a box touches, counted from 1."""
    left, top = math.floor(box.x) + 1, math.floor(box.y) + 1
    right = min(max(math.ceil(box.x + box.w), left), size_px[0])
    bottom = min(max(math.ceil(box.y + box.h), top), size_px[1])
    return left, top, right, bottom


def _texts(above: ElementTree.Element, **values: str | int | float) -> None:
    for name, value in values.items():
        ElementTree.SubElement(above, name).text = allowed(str(value))


def _copy(source: Path, target: Path) -> Generator[None, None, None]:
    """Copy a file piece by piece, unless it is there already."""
    try:
        size = source.stat().st_size
        with opened_ordinary(source) as original:
            if same_content(target, original, size):
                return
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened_ordinary(source) as original, replacing(target, sync=False) as file:
            while piece := original.read(_PIECE_BYTES):
                file.write(piece)
                yield
    except OSError as error:
        raise OutputError(
            "This photo cannot be copied.", received=f"{source.name}, {error.strerror or error}"
        ) from error
