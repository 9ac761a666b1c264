"""Peak memory of ``agelens label`` on large pictures, beside another state of the program.

    python -m benchmarks.labelling_memory [--against CHECKOUT] [--budget-mb 2048]

Two folders: camera pictures in HEIF (48 megapixels), and pictures that decode to a gigabyte each
(250 megapixels). Four workers. The other state is a checkout of this repository, run by the same
Python. ``--budget-mb`` stands for a computer with twice that memory: what pictures may share.
"""

from __future__ import annotations

import argparse
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from engine import images

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 4
_PROGRAM = """
import sys
budget_mb = int(sys.argv.pop(1))
try:
    from engine.images.opening import PICTURES
    if budget_mb:
        PICTURES.limit_bytes = budget_mb * 2**20
except ImportError:
    pass  # a state without a budget
from desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def picture(width: int, height: int) -> Image.Image:
    """Something that compresses as photos do, quickly made."""
    random = np.random.default_rng(0)
    coarse = random.integers(0, 255, (height // 64, width // 64, 3), np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BILINEAR)


def write_corpora(folder: Path) -> dict[str, Path]:
    """Two folders of pictures; identical ones would be judged once, so each has its own ending."""
    made = {"HEIF, 24 x 48 Mpx": folder / "heif", "PNG, 8 x 250 Mpx": folder / "png"}
    for place in made.values():
        place.mkdir()
    heif, png = made.values()
    first = heif / "0.heic"
    picture(8064, 6048).save(first, quality=20)
    for number in range(1, 24):
        # An empty box that readers pass over.
        box = struct.pack(">I4sI", 12, b"free", number)
        (heif / f"{number}.heic").write_bytes(first.read_bytes() + box)
    first = png / "0.png"
    picture(15_800, 15_800).save(first, compress_level=1)
    for number in range(1, 8):
        (png / f"{number}.png").write_bytes(first.read_bytes() + bytes([number]))
    return made


def measure(checkout: Path, photos: Path, out: Path, *, budget_mb: int) -> tuple[float, float]:
    """Peak resident memory in MB and seconds of one job."""
    command = [sys.executable, "-c", _PROGRAM, str(budget_mb), "label", str(photos)]
    command += ["--out", str(out), "--workers", str(WORKERS)]
    begun = time.monotonic()
    child = subprocess.Popen(
        command,
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"The job failed in {checkout}: status {status}")
    return usage.ru_maxrss / 1024, time.monotonic() - begun


def main() -> None:
    """Write both folders and measure each state on each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", type=Path)
    parser.add_argument("--budget-mb", type=int, default=0)
    arguments = parser.parse_args()
    states = {"this state": (ROOT, 0)}
    if arguments.budget_mb:
        states[f"this state, {arguments.budget_mb} MB"] = (ROOT, arguments.budget_mb)
    if arguments.against is not None:
        states = {"the other state": (arguments.against.resolve(), 0), **states}
    assert images.MAX_PIXELS >= 15_800**2
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for corpus, photos in write_corpora(scratch).items():
            for state, (checkout, budget_mb) in states.items():
                peak_mb, seconds = measure(
                    checkout, photos, scratch / "table.csv", budget_mb=budget_mb
                )
                print(f"{corpus:20} {state:24} {peak_mb:7.0f} MB {seconds:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
