"""How well looks (engine/look.py) tell two people from one person a moment later.

    python -m benchmarks.looks FOLDER [--faces 600] [--pairs 6000]

FOLDER holds portraits that are cut alike, one face each, such as chips of training data: the
hardest case, as two people then stand in one place in one size. A moment later means: turned by up
to 6 degrees, moved and resized by up to 3 and 4 % of the width, 10 % lighter or darker, with the
noise of a camera; "in a hurry" twice to three times as much of each.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np

from engine.images import SUFFIXES, read_photo
from engine.look import Look, look_of
from engine.preprocessing import Image

_SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--faces", type=int, default=600)
    parser.add_argument("--pairs", type=int, default=6000)
    args = parser.parse_args()
    draw = np.random.default_rng(_SEED)
    paths = sorted(one for one in args.folder.iterdir() if one.suffix.lower() in SUFFIXES)
    chosen = draw.permutation(len(paths))[: args.faces]
    faces = [read_photo(paths[index]).pixels for index in chosen]
    looks = [_look(face) for face in faces]
    for name, hurry in (("a moment later", 1.0), ("in a hurry", 2.5)):
        taken = [
            _look(moved(face, draw, hurry=0.0)).differs(_look(moved(face, draw, hurry=hurry)))
            for face in faces
        ]
        print(f"the same face {name}: {np.mean(taken):.2%} taken for somebody else")
    pairs = draw.integers(len(looks), size=(args.pairs, 2))
    noticed = [looks[a].differs(looks[b]) for a, b in pairs if a != b]
    print(f"two people: {np.mean(noticed):.2%} noticed ({len(faces)} faces)")


def moved(face: Image, draw: np.random.Generator, *, hurry: float) -> Image:
    """A face as the next frames may show it, ``uint8`` RGB (H, W, 3)."""
    height, width = face.shape[:2]
    angle, zoom = draw.uniform(-6, 6) * hurry, 1 + draw.uniform(-0.04, 0.04) * hurry
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, zoom)
    matrix[:, 2] += draw.uniform(-0.03, 0.03, 2) * hurry * width
    pixels = cv2.warpAffine(face, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    light = 1 + draw.uniform(-0.1, 0.1) * hurry
    noisy = pixels * light + draw.normal(0, 4 + 2 * hurry, pixels.shape)
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)


def _look(pixels: Image) -> Look:
    look = look_of(pixels)
    assert look is not None
    return look


if __name__ == "__main__":
    main()
