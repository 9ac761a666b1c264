"""What may be a face, on its way from a network's numbers to the rule that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.results import Box, Face, Keypoints


@dataclass(frozen=True, slots=True)
class Candidate:
    """A box, what the coarse network thought of it, and the face seen there by the second look.

    ``firm`` is false where some look doubted it.
    """

    box: Box
    coarse: float
    firm: bool
    face: Face | None = None

    @property
    def latest(self) -> float:
        """The score of the latest look."""
        return self.coarse if self.face is None else self.face.score or 0.0

    @property
    def rank(self) -> tuple[bool, float]:
        """The greater goes first: no doubtful box decides where a firm one's landmarks lie."""
        return self.firm, self.latest


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


def face_in_view(
    score: float, corners: NDArray[np.float32], points: NDArray[np.float32], view: Box
) -> Face:
    """The face that a network saw in a square view, in the image's pixels."""
    landmarks = Keypoints(*((float(x) * view.w, float(y) * view.w) for x, y in points))
    moved = landmarks.moved(view.x, view.y)
    return Face(box=box_in_view(corners, view), keypoints=moved, score=score)
