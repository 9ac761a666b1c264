"""Faces of a video, frame by frame: a thorough look once a second, quick ones in between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from engine.images import Photo
from engine.results import Face, PhotoResult

_THOROUGH_EVERY_S = 1.0


class Analyser(Protocol):
    """What judges frames: a ``Pipeline``."""

    def analyse(self, photo: Photo, *, path: str = "") -> PhotoResult:
        """Everything about a photo."""
        ...

    def follow(self, photo: Photo, known: Sequence[Face]) -> PhotoResult:
        """The same, given the faces of the frame before."""
        ...


class LiveAnalyser:
    """Judges the frames of one video after the other; to be used by one thread at a time.

    It remembers where the faces of the last frame were, and nothing else.
    """

    def __init__(self) -> None:
        self._analyser: Analyser | None = None
        self._known: tuple[Face, ...] = ()
        self._size = (0, 0)
        self._thorough_s = float("-inf")

    def analyse(self, analyser: Analyser, photo: Photo, *, at_s: float) -> tuple[Face, ...]:
        """Faces of a frame that was taken at ``at_s`` (seconds of one clock), left to right.

        Another analyser, another size or another second begin with a thorough look. Raises
        ``ModelError`` if the model fails.
        """
        size = (photo.width_px, photo.height_px)
        same = analyser is self._analyser and size == self._size
        if same and 0.0 <= at_s - self._thorough_s < _THOROUGH_EVERY_S:
            faces = analyser.follow(photo, self._known).faces
        else:
            faces = analyser.analyse(photo).faces
            self._thorough_s = at_s
        self._analyser, self._known, self._size = analyser, faces, size
        return faces
