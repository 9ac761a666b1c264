"""What may be a face: a box, the scores it has so far, and its place in the photo's pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.results import Box, Face, Keypoints


@dataclass(frozen=True, slots=True)
class Candidate:
    """A box, what the coarse network thought of it, and the face seen there by the second look.

    ``firm`` is false where some look doubted it; ``looks`` is what each saw there.
    """

    box: Box
    coarse: float
    firm: bool
    face: Face | None = None
    looks: tuple[Face, ...] = ()

    @property
    def latest(self) -> float:
        """The score of the latest look."""
        return self.coarse if self.face is None else self.face.score or 0.0

    @property
    def rank(self) -> tuple[bool, float]:
        """The greater goes first: no doubtful box decides where a firm one's landmarks lie."""
        return self.firm, self.latest


def settled(face: Face, looks: Sequence[Face | None]) -> Face:
    """The face with the mean of the landmarks of several looks at it.

    Where the network sets an eye depends on how large the face lies before it, by 1 % of the box:
    with one look, the same face would be cut otherwise from each copy of a photo.
    """
    landmarks = [look.keypoints for look in looks if look is not None and look.keypoints]
    return replace(face, keypoints=Keypoints.mean(landmarks)) if landmarks else face


def suppress(candidates: Sequence[Candidate], overlap_iou: float) -> list[Candidate]:
    """Greedy non-maximum suppression, best rank first.

    What is kept inherits the best coarse score of what it stands for.
    """
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: c.rank, reverse=True):
        for i, other in enumerate(kept):
            if candidate.box.iou(other.box) >= overlap_iou:
                kept[i] = replace(other, coarse=max(other.coarse, candidate.coarse))
                break
        else:
            kept.append(candidate)
    return kept


def surroundings(box: Box, share: float) -> Box:
    """The square around a box, ``share`` times its longer side, in whole pixels."""
    x, y = box.centre
    side = max(round(max(box.w, box.h) * share), 1)
    return Box(round(x - side / 2), round(y - side / 2), side, side)


def box_in_view(corners: NDArray[np.float32], view: Box) -> Box:
    """Shares of a square view (left, top, right, bottom) as a box in the image's pixels."""
    x0, y0, x1, y1 = (float(value) * view.w for value in corners)
    return Box(x0, y0, x1 - x0, y1 - y0).moved(view.x, view.y)


def overlaps(corners: NDArray[np.float32], view: Box, box: Box) -> NDArray[np.float64]:
    """``Box.iou`` with ``box`` of each of many boxes (N, 4) in shares of a square view: (N,)."""
    left, top, right, bottom = corners.T.astype(np.float64) * view.w
    w, h = right - left, bottom - top
    x, y = left + view.x, top + view.y
    width = np.minimum(x + w, box.x + box.w) - np.maximum(x, box.x)
    height = np.minimum(y + h, box.y + box.h) - np.maximum(y, box.y)
    shared = np.where((width > 0) & (height > 0), width * height, 0.0)
    either = np.maximum(w, 0.0) * np.maximum(h, 0.0) + box.area - shared
    return np.asarray(np.divide(shared, either, out=np.zeros_like(shared), where=shared > 0))


def face_in_view(
    score: float, corners: NDArray[np.float32], points: NDArray[np.float32], view: Box
) -> Face:
    """The face that a network saw in a square view, in the image's pixels."""
    landmarks = Keypoints(*((float(x) * view.w, float(y) * view.w) for x, y in points))
    moved = landmarks.moved(view.x, view.y)
    return Face(box=box_in_view(corners, view), keypoints=moved, score=score)


def face_in_turned(
    score: float,
    corners: NDArray[np.float32],
    points: NDArray[np.float32],
    to_photo: NDArray[np.float64],
) -> Face:
    """The face that a network saw in a turned square, in the image's pixels.

    Corners and points are in pixels of the square, ``to_photo`` is the 2x3 matrix to the image.
    The box, square as this network's are, keeps its size and lies upright around the same middle.
    """
    axes, start = to_photo[:, :2], to_photo[:, 2]
    step = float(np.hypot(axes[0, 0], axes[1, 0]))
    x, y = axes @ (corners[:2] + corners[2:]) / 2 + start
    w, h = (float(side) * step for side in corners[2:] - corners[:2])
    landmarks = Keypoints(*((float(px), float(py)) for px, py in points @ axes.T + start))
    return Face(box=Box(float(x) - w / 2, float(y) - h / 2, w, h), keypoints=landmarks, score=score)
