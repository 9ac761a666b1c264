"""Make the pictures of the guide (resources/guide/images) from those in docs/images.

Run on demand, after the others: ``python -m tools.screenshots.guide [NAME...]``; all, if none is
named.
"""

from __future__ import annotations

import io
import sys

from PIL import Image

from engine.files import write_atomically
from tools.screenshots.pictures import DOCS

_GUIDE = DOCS.parents[1] / "resources" / "guide" / "images"
_WIDTH_PX, _QUALITY = 560, 72
_SOURCES = {
    "photos": "photos-group-light",
    "folder": "folder-grid-light",
    "review": "folder-review-light",
    "webcam": "webcam-opt-in-light",
    "setup": "training-setup-light",
    "training": "training-midway-light",
    "round": "training-round-light",
}


def main(names: list[str]) -> None:
    """Write the pictures of these names, as small as the guide wants them."""
    for name in names or _SOURCES:
        with Image.open(DOCS / f"{_SOURCES[name]}.png") as picture:
            height = round(picture.height * _WIDTH_PX / picture.width)
            small = picture.convert("RGB").resize((_WIDTH_PX, height), Image.Resampling.LANCZOS)
        content = io.BytesIO()
        small.save(content, "JPEG", quality=_QUALITY, optimize=True)
        write_atomically(_GUIDE / f"{name}.jpg", content.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])
