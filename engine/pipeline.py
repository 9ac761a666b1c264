"""Photo to result: detect, align, predict. Training chips take the first two steps from here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.detection import BlazeFaceDetector, Detector, FollowingDetector, SearchingDetector
from engine.detection.detector import common_turn
from engine.errors import ImageError, UserError
from engine.images import Photo, read_photo, sharper
from engine.predictor import Predictor
from engine.preprocessing import (
    Alignment,
    Image,
    align,
    centre_square,
    centre_square_box,
    chip_side_px,
)
from engine.results import Box, Estimate, Face, PhotoResult
from engine.spec import Calibration, ModelSpec
from engine.store import ModelStore

SMALLEST_PX = 30.0
"""The shorter side, in pixels of the full-size photo, of the smallest face that is promised."""

_SEEN_SHARE = 0.04  # of the longer side: a glance at the whole photo shows all faces from here on
_PORTRAIT_SHARE, _PORTRAIT_FACES, _WIDE = 0.08, 4, 2.5
_SAME_FACE_IOU = 0.3
_LOOK_AROUND = 3.0
_NEARLY_SHARP = 0.75
_SHARP_PX = 256  # a drawn face is looked at with at least so many pixels, where the file has them


class Pipeline:
    """A model and the road to it; with ``detector=None`` the source's centre square is taken.

    ``thorough`` looks for faces that are small beside their photo; without, they may be missed.
    """

    def __init__(
        self, *, predictor: Predictor, detector: Detector | None, thorough: bool = True
    ) -> None:
        self._predictor, self._detector, self._thorough = predictor, detector, thorough

    @property
    def spec(self) -> ModelSpec:
        """The description of the model in use."""
        return self._predictor.spec

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        """Everything the model says about a photo; faces in full-size pixels, left to right.

        ``path`` is passed on into the result. Raises ``ModelError`` if the model fails and
        ``ImageError`` if the photo's file has vanished since it was read and a sharper look at
        its small faces is needed.
        """
        if self._detector is None:
            square = centre_square_box(photo.width_px, photo.height_px)
            return self._estimated(photo, (Face(square),), path)
        faces = find_faces(photo, self._detector, thorough=self._thorough)
        return self._estimated(photo, faces, path)

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        """The same for a video's frame, given the faces of the one before: faster, less thorough.

        A small face that is new may be missed until the next ``analyse``.
        """
        if not isinstance(self._detector, FollowingDetector):
            return self.analyse(photo)
        found = self._detector.follow(photo.pixels, [face.scaled(photo.scale) for face in known])
        return self._estimated(photo, _usable(photo, found), "")

    def _estimated(self, photo: Photo, faces: tuple[Face, ...], path: str) -> PhotoResult:
        """A photo's result, once its faces are found."""
        spec, width, height = self.spec, photo.width_px, photo.height_px
        chips = cut_chips(photo, faces, size_px=spec.input_px, alignment=spec.alignment)
        estimates = self._predictor.predict(chips)
        estimated = tuple(
            replace(face, box=face.box.clipped(width, height), estimate=estimate)
            for face, chip, estimate in zip(faces, chips, estimates, strict=True)
            if not _is_drawing(face, chip, estimate)
        )
        return PhotoResult(path, "ok" if estimated else "no_face", width, height, estimated)

    def analyse_box(self, photo: Photo, box: Box) -> Face:
        """The face that a person drew a box (full-size pixels) around, with an estimate.

        The detector looks around the box; where it sees a face there, its landmarks align it. The
        box itself stays as drawn. Where it sees none, the box's centre square is used. Raises
        ``ImageError`` if the box lies outside the photo and ``ModelError`` if the model fails.
        """
        spec = self.spec
        inside = box.clipped(photo.width_px, photo.height_px)
        part, at = cut_surroundings(photo, inside, share=_LOOK_AROUND)
        found: tuple[Face, ...] = ()
        if self._detector is not None:
            found = find_faces(part, self._detector, thorough=False)
        seen = face_in(inside.moved(-at[0], -at[1]), found)
        if seen is not None:
            chips = cut_chips(part, [seen], size_px=spec.input_px, alignment=spec.alignment)
        else:
            tight, _ = cut_surroundings(photo, inside, share=1.0)
            chips = centre_square(tight.pixels, size_px=spec.input_px)[np.newaxis]
        (estimate,) = self._predictor.predict(chips)
        points = seen.keypoints.moved(*at) if seen is not None and seen.keypoints else None
        return Face(inside, points, seen.score if seen is not None else None, estimate)

    def analyse_file(self, path: Path, *, name: str | None = None) -> PhotoResult:
        """The same for a file; ``name`` is the text for the result (default: the path).

        Never raises ``UserError``: a file that cannot be read gives ``unreadable``, and one that
        was read but on which the model failed gives ``skipped``, each with its message.
        """
        name = str(path) if name is None else name
        try:
            photo = read_photo(path)
        except UserError as error:
            return PhotoResult(name, "unreadable", message=str(error))
        try:
            return replace(self.analyse(photo, path=name), picture=photo.digest)
        except ImageError as error:
            return PhotoResult(name, "unreadable", message=str(error))
        except UserError as error:
            return PhotoResult(name, "skipped", photo.width_px, photo.height_px, message=str(error))


def open_pipeline(
    store: ModelStore,
    model_id: str | None = None,
    *,
    detect: bool = True,
    thorough: bool = True,
    num_threads: int = 2,
    calibration: Calibration | None = None,
) -> Pipeline:
    """Load a model of the store (default: its default model); raises ``ModelError``.

    ``calibration`` is used instead of the model's own.
    """
    folder, spec = store.open(store.default_id() if model_id is None else model_id)
    if calibration is not None:
        spec = replace(spec, calibration=calibration)
    detector = BlazeFaceDetector(num_threads=num_threads) if detect else None
    predictor = Predictor(folder, spec, num_threads=num_threads)
    return Pipeline(predictor=predictor, detector=detector, thorough=thorough)


def find_faces(photo: Photo, detector: Detector, *, thorough: bool = True) -> tuple[Face, ...]:
    """Faces of a photo in full-size pixels, left to right; those that cannot be cut are left out.

    A face cannot be cut if its landmarks coincide or its box lies outside the photo. ``thorough``
    also looks for faces of ``SMALLEST_PX`` and more in photos that were reduced or are large,
    except beside one to four large faces: such a photo is of them, and a search would cost several
    times as much as all the rest. Raises ``ImageError`` if a file has vanished that had to be read
    larger.
    """
    found = detector.detect(photo.pixels)
    if photo.is_frame or not isinstance(detector, SearchingDetector):
        return _usable(photo, found)
    faces = _usable(photo, detector.straighten(photo.pixels, found))
    if not thorough or not _may_hide_faces(photo, faces):
        return faces
    turn = common_turn(faces)
    faces = _searched(photo, detector, faces, turn_deg=turn)
    # Only the search may have shown that the photo itself is turned.
    if (seen := common_turn(faces)) not in (0, turn):
        faces = _searched(photo, detector, faces, turn_deg=seen)
    return faces


def _may_hide_faces(photo: Photo, faces: Sequence[Face]) -> bool:
    """Whether there may be faces that were too small for a look at the whole photo."""
    longer, shorter = sorted((photo.width_px, photo.height_px), reverse=True)
    if longer * _SEEN_SHARE <= SMALLEST_PX:
        return False
    portrait = 0 < len(faces) <= _PORTRAIT_FACES and longer <= _WIDE * shorter
    return not portrait or any(face.box.w < _PORTRAIT_SHARE * longer for face in faces)


def _searched(
    photo: Photo, detector: SearchingDetector, faces: tuple[Face, ...], *, turn_deg: int
) -> tuple[Face, ...]:
    """The faces known and those that a search of the photo, turned back by quarters, adds."""
    photo = sharper(photo, scale=detector.scale_for(SMALLEST_PX))
    height, width = photo.pixels.shape[:2]
    pixels = np.ascontiguousarray(np.rot90(photo.pixels, turn_deg // 90))
    turned = pixels.shape[1], pixels.shape[0]
    known = [
        face.scaled(photo.scale).turned(-turn_deg % 360, width_px=turned[0], height_px=turned[1])
        for face in faces
    ]
    found = detector.search(pixels, known, face_px=SMALLEST_PX * photo.scale)
    back = [
        face.turned(turn_deg, width_px=width, height_px=height)
        for face in found
        if face not in known
    ]
    old = [face.scaled(photo.scale) for face in faces]
    return _usable(photo, detector.straighten(photo.pixels, back, known=old))


def _usable(photo: Photo, found: Sequence[Face]) -> tuple[Face, ...]:
    """Those that can be cut, in full-size pixels, left to right."""
    faces = (face.scaled(1.0 / photo.scale) for face in found)
    usable = (
        face
        for face in faces
        if _has_chip(face) and face.box.clipped(photo.width_px, photo.height_px).area > 0
    )
    return tuple(sorted(usable, key=lambda face: face.box.x))


def face_in(box: Box, faces: Sequence[Face]) -> Face | None:
    """The face that a box in the same pixels means; ``None`` if none is where it is."""
    best = max(faces, key=lambda face: face.box.iou(box), default=None)
    return best if best is not None and best.box.iou(box) >= _SAME_FACE_IOU else None


def cut_surroundings(photo: Photo, box: Box, *, share: float) -> tuple[Photo, tuple[float, float]]:
    """What lies around a box (full-size pixels), sharp, and where its left top corner is.

    ``share`` times the box's sides. Raises ``ImageError`` if the box lies outside the photo.
    """
    if min(box.w, box.h) < 1:
        size = f"{photo.width_px} x {photo.height_px} pixels"
        raise ImageError("The box of this face lies outside the picture.", received=size)
    photo = sharper(photo, scale=min(_SHARP_PX / min(box.w, box.h), 1.0))
    (x, y), scale = box.centre, photo.scale
    wide = Box(x - box.w * share / 2, y - box.h * share / 2, box.w * share, box.h * share)
    wide = wide.clipped(photo.width_px, photo.height_px)
    height, width = photo.pixels.shape[:2]
    left, top = min(int(wide.x * scale), width - 1), min(int(wide.y * scale), height - 1)
    right = max(math.ceil((wide.x + wide.w) * scale), left + 1)
    bottom = max(math.ceil((wide.y + wide.h) * scale), top + 1)
    pixels = np.ascontiguousarray(photo.pixels[top:bottom, left:right])
    full = round(pixels.shape[1] / scale), round(pixels.shape[0] / scale)
    return Photo(pixels, *full, None), (left / scale, top / scale)


def cut_chips(
    photo: Photo, faces: Sequence[Face], *, size_px: int, alignment: Alignment
) -> NDArray[np.uint8]:
    """Aligned faces, ``uint8`` RGB (N, size_px, size_px, 3); faces are in full-size pixels.

    A face without landmarks stands for the photo's centre square. Where the photo was decoded
    much too small for some face, all are cut from a sharper reading of its file. Raises
    ``ValueError`` if landmarks coincide and ``ImageError`` if that second reading fails.
    """
    if not faces:
        return np.zeros((0, size_px, size_px, 3), dtype=np.uint8)
    smallest = min(_side_px(photo, face, alignment) for face in faces) * photo.scale
    # A second reading costs more than all the rest; a face that is a little too small, as many in
    # the training data are, is not worth it.
    if smallest < _NEARLY_SHARP * size_px and photo.scale < 1.0:
        photo = sharper(photo, scale=min(photo.scale * size_px / smallest, 1.0))
    return np.stack([_chip(photo, face, size_px, alignment) for face in faces])


def _chip(photo: Photo, face: Face, size_px: int, alignment: Alignment) -> NDArray[np.uint8]:
    if face.keypoints is None:
        return centre_square(photo.pixels, size_px=size_px)
    keypoints = face.keypoints.scaled(photo.scale)
    return align(photo.pixels, keypoints, size_px=size_px, alignment=alignment)


def _side_px(photo: Photo, face: Face, alignment: Alignment) -> float:
    """Side of what is cut for a face, in full-size pixels."""
    if face.keypoints is None:
        return float(min(photo.width_px, photo.height_px))
    return chip_side_px(face.keypoints, alignment)


_DOUBTFUL_SCORE = 0.75
_AT_A_LOSS_YEARS = 20.0
_FLAT_STEP, _FLAT_SHARE = 2.0, 0.4


def _is_drawing(face: Face, chip: Image, estimate: Estimate) -> bool:
    """Whether what the detector doubts is letters or a sign: no age fits it, and it has no skin.

    The age network spreads over decades, and most pixels equal their neighbours, which skin never
    does. Figures: docs/adr/0003-detection.md.
    """
    if face.score is None or face.score >= _DOUBTFUL_SCORE:
        return False
    if estimate.age_spread is None or estimate.age_spread <= _AT_A_LOSS_YEARS:
        return False
    grey = chip.mean(axis=2)
    steps = np.abs(np.diff(grey, axis=1))[:-1] + np.abs(np.diff(grey, axis=0))[:, :-1]
    edge = len(steps) // 5  # the middle is skin
    return float((steps[edge:-edge, edge:-edge] < _FLAT_STEP).mean()) > _FLAT_SHARE


def _has_chip(face: Face) -> bool:
    """Whether landmarks, if there are any, say where the face is and how large."""
    if face.keypoints is None:
        return True
    try:
        return math.isfinite(chip_side_px(face.keypoints, Alignment()))
    except (ValueError, ZeroDivisionError):
        return False
