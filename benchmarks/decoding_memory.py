"""Peak memory of decoding a picture at full size, by format, beside what is reserved for it.

    python benchmarks/decoding_memory.py

Linux only: the peak is read from ``/proc`` in a process of its own for each picture.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.images import photo, read_photo
from engine.images.opening import identified

WIDTH, HEIGHT = 5000, 4000
FORMS: dict[str, dict[str, Any]] = {
    "a.png": {"compress_level": 1},
    "baseline.jpg": {},
    "progressive.jpg": {"progressive": True},
    "a.webp": {"method": 0},
    "a.avif": {"speed": 10},
    "a.heic": {},
    "a.jp2": {"quality_layers": [40]},
    "a.tif": {"compression": "tiff_lzw"},
    "a.gif": {},
    "a.bmp": {},
}


def measure(path: Path, warm: Path) -> None:
    """Decode one picture in this process and print its peak."""
    read_photo(warm)
    Path("/proc/self/clear_refs").write_text("5")
    before = int(Path("/proc/self/statm").read_text().split()[1]) * 4096
    with path.open("rb") as stream, identified(stream) as picture:
        reserved = photo._bytes_needed(picture, WIDTH * HEIGHT, None)
    read_photo(path, reduce_to_px=None)
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    pixels = WIDTH * HEIGHT
    print(
        f"{path.name:16} {(peak - before) / pixels:5.1f} bytes a pixel, "
        f"{reserved / pixels:5.1f} reserved"
    )


def main() -> None:
    """Write a picture in each format and measure it."""
    if len(sys.argv) == 3:
        measure(Path(sys.argv[1]), Path(sys.argv[2]))
        return
    random = np.random.default_rng(0)
    small = Image.fromarray(random.integers(0, 255, (HEIGHT // 20, WIDTH // 20, 3), np.uint8))
    large = small.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.png"
        small.save(warm)
        for name, options in FORMS.items():
            path = Path(folder) / name
            large.save(path, **options)
            subprocess.run([sys.executable, __file__, str(path), str(warm)], check=True)


if __name__ == "__main__":
    main()
