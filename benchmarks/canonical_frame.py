"""Measure where the detector finds eyes and mouth in UTKFace chips: the canonical frame.

    python -m benchmarks.canonical_frame FOLDER_OF_CHIPS [--count 2000]

Prints the medians that stand as defaults in ``engine.preprocessing.Alignment``, and the spread.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from PIL import Image

from engine.detection import BlazeFaceDetector

POINTS = ("right_eye", "left_eye", "nose", "mouth")


def main() -> None:
    """Run the measurement and print one line a landmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    arguments = parser.parse_args()
    chips = sorted(arguments.folder.glob("*.jpg"))
    random.Random(0).shuffle(chips)
    detector = BlazeFaceDetector()
    rows, empty, several = [], 0, 0
    for path in chips[: arguments.count]:
        image = np.asarray(Image.open(path).convert("RGB"))
        faces = detector.detect(image)
        several += len(faces) > 1
        if not faces:
            empty += 1
            continue
        best = max(faces, key=lambda face: face.box.area)
        assert best.keypoints is not None
        shares = np.array([getattr(best.keypoints, name) for name in POINTS]) / image.shape[0]
        rows.append(shares)
    measured = np.array(rows)
    low, middle, high = np.percentile(measured, (25, 50, 75), axis=0)
    print(f"{len(rows)} chips with a face, {empty} without, {several} with more than one")
    for i, name in enumerate(POINTS):
        x, y = middle[i]
        dx, dy = (high - low)[i] / 2
        print(f"{name:10} x {x:.4f} (half IQR {dx:.4f})  y {y:.4f} (half IQR {dy:.4f})")


if __name__ == "__main__":
    main()
