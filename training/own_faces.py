"""Faces of people in the room, shown to the networks while they learn; in memory only.

They are never trained on, and nothing about them is written into a run.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.detection import Detector
from engine.errors import ImageError
from engine.images import Photo
from engine.pipeline import cut_surroundings, find_faces
from engine.preprocessing import Alignment, align, chip_side_px
from engine.results import Keypoints
from training.dataset.chips import main_face

_AROUND = 2.5
"""What is kept around a face, as a multiple of its box: more than any alignment cuts."""
_LARGEST_CHIP_PX = 600


@dataclass(frozen=True, slots=True, eq=False)
class OwnFace:
    """A face and its landmarks: ``pixels``, ``uint8`` RGB (H, W, 3), are what lies around it.

    Each network cuts its own chip out of them, as it would of the photo. ``number`` tells one face
    from another.
    """

    number: int
    pixels: NDArray[np.uint8]
    keypoints: Keypoints

    def chip(self, *, size_px: int, alignment: Alignment) -> NDArray[np.uint8]:
        """The aligned face, ``uint8`` RGB (S, S, 3)."""
        return align(self.pixels, self.keypoints, size_px=size_px, alignment=alignment)


def find_own_face(photo: Photo, *, number: int, detector: Detector) -> OwnFace:
    """The largest face of a photo; raises ``ImageError`` if it shows none."""
    face = main_face(find_faces(photo, detector))
    if face is None or face.keypoints is None:
        raise ImageError("No face was found in this picture. Choose one that shows a face.")
    part, (left, top) = cut_surroundings(photo, face.box, share=_AROUND)
    keypoints = face.keypoints.moved(-left, -top).scaled(part.scale)
    pixels = part.pixels
    # More than a network is ever shown would only make the way to it longer.
    shrink = min(_LARGEST_CHIP_PX / chip_side_px(keypoints, Alignment()), 1.0)
    if shrink < 1.0:
        smaller = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        pixels = np.asarray(smaller, np.uint8)
        keypoints = keypoints.scaled(shrink)
    return OwnFace(number, np.ascontiguousarray(pixels), keypoints)
