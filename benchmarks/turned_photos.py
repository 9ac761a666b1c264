"""Whether photos that lie, stand askew or on their head get the answers of upright ones.

    python -m benchmarks.turned_photos PHOTOS [--count 24] [--angles 45 90 135 180 225 270]

PHOTOS holds ``press`` with photos of people. The first ``--count`` by name in which one face is
found are turned counter-clockwise on grey, saved as JPEG without a note of their orientation, and
take the application's own road. The main face is the largest. *Lost*: none is found; *off*: its
age differs by more than ten years from the upright answer; *flipped*: a sure gender became the
other one. Exits 1 where an angle has more than two ages off or lost, or a gender flipped.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path
from statistics import median

from PIL import Image as PillowImage
from PIL import ImageOps

from desktop.paths import default_store
from engine.images import read_photo
from engine.pipeline import Pipeline, open_pipeline
from engine.results import Face

GREY = (120, 120, 120)
MOST_YEARS = 10.0
MOST_OFF = 2


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("photos", type=Path)
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--angles", type=int, nargs="+", default=[45, 90, 135, 180, 225, 270])
    parser.add_argument("--model")
    arguments = parser.parse_args()
    pipeline = open_pipeline(default_store(), arguments.model)
    upright = {}
    for path in sorted((arguments.photos / "press").iterdir()):
        picture = opened(path)
        faces = pipeline.analyse(read_photo(saved(picture))).faces
        if len(faces) == 1:
            upright[path.name] = picture, faces[0]
        if len(upright) == arguments.count:
            break
    print(f"{len(upright)} photos; model {pipeline.spec.model_id}, {pipeline.spec.sha256[:12]}")
    print("turned by  lost  median off  off by over 10 years  gender flipped")
    good = True
    for angle in arguments.angles:
        seen = [(main_face(pipeline, pic, angle), face) for pic, face in upright.values()]
        pairs = [(turned, face) for turned, face in seen if turned is not None]
        years = [abs(age(turned) - age(face)) for turned, face in pairs]
        lost = len(seen) - len(pairs)
        off = sum(value > MOST_YEARS for value in years)
        flipped = sum(
            gender(turned) is not None and gender(face) not in (None, gender(turned))
            for turned, face in pairs
        )
        good = good and lost + off <= MOST_OFF and flipped == 0
        print(f"{angle:9}  {lost:4}  {median(years):10.1f}  {off:20}  {flipped:14}", flush=True)
    return 0 if good else 1


def opened(path: Path) -> PillowImage.Image:
    """A photo as it stands, RGB."""
    with PillowImage.open(path) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def saved(picture: PillowImage.Image) -> bytes:
    """The picture as a JPEG without metadata."""
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95)
    return file.getvalue()


def main_face(pipeline: Pipeline, picture: PillowImage.Image, angle: int) -> Face | None:
    """The largest face that is found in the turned picture."""
    turned = picture.rotate(
        angle, expand=True, fillcolor=GREY, resample=PillowImage.Resampling.BICUBIC
    )
    faces = pipeline.analyse(read_photo(saved(turned))).faces
    return max(faces, key=lambda face: face.box.area, default=None)


def age(face: Face) -> float:
    assert face.estimate is not None
    return face.estimate.age_years


def gender(face: Face) -> str | None:
    assert face.estimate is not None
    return face.estimate.gender


if __name__ == "__main__":
    raise SystemExit(main())
