"""Make the pictures of the user guide, language by language, from those of the window.

Run on demand, after the other scripts, which make pictures in the language that they are given:
``python -m tools.screenshots.guide [--language LANGUAGE] [--source FOLDER] [NAME...]``; all for
which there is a source, if none is named. English ones come from docs/images; the guide shows
them where a language has none of its own.
"""

from __future__ import annotations

import io
from argparse import ArgumentParser
from pathlib import Path

from PIL import Image

from desktop.settings import LANGUAGES, Language
from engine.files import write_atomically
from tools.screenshots.pictures import DOCS

_GUIDE = DOCS.parents[1] / "resources" / "guide"
_WIDTH_PX, _QUALITY = 560, 72
SOURCES = {
    "photos": "photos-group-light",
    "folder": "folder-grid-light",
    "review": "folder-review-light",
    "webcam": "webcam-opt-in-light",
    "setup": "training-setup-light",
    "training": "training-midway-light",
    "round": "training-round-light",
}


def main(language: Language, source: Path, names: list[str]) -> None:
    """Write the pictures of these names, as small as the guide wants them."""
    folder = _GUIDE / "images" if language == "en" else _GUIDE / language / "images"
    folder.mkdir(exist_ok=True)
    there = [name for name, picture in SOURCES.items() if (source / f"{picture}.png").is_file()]
    for name in names or there:
        with Image.open(source / f"{SOURCES[name]}.png") as picture:
            height = round(picture.height * _WIDTH_PX / picture.width)
            small = picture.convert("RGB").resize((_WIDTH_PX, height), Image.Resampling.LANCZOS)
        content = io.BytesIO()
        small.save(content, "JPEG", quality=_QUALITY, optimize=True)
        write_atomically(folder / f"{name}.jpg", content.getvalue())
        print(f"{language}: {name}")


if __name__ == "__main__":
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SOURCES))
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--source", type=Path, default=DOCS, metavar="FOLDER")
    asked = parser.parse_args()
    main(asked.language, asked.source, asked.names)
