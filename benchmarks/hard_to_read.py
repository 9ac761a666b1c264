"""Whether ranges and "not sure" hold on photos that are hard to read, by the whole product's road.

    python -m benchmarks.hard_to_read --data PLACE... --cache DIR [--model ID] [--faces N]
        [--side test|validation] [--before] [--out FILE.json]

PLACE... are the faces that the model was trained on, in their order, and DIR where they were
prepared. Faces of its test split (``--side validation`` while a rule is being made) are set into
photos of 520 x 520 pixels, and each photo is made worse in every way that is named below, the same
way each time: detected, aligned and judged as any photo is. A row says of one kind how many of its
faces are found, how many labels lie in their ranges and how wide those are beside those of the
photos as they are, how many genders are answered, and how many of the answers are wrong, of women
and of men. ``--before`` asks the model as it answered before it knew such faces. ``--out`` keeps
the figures for ``tools.model_card``. About a second and a half of processor time a face.
"""

from __future__ import annotations

import argparse
import io
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as PillowImage

from desktop.paths import default_store
from engine.detection import BlazeFaceDetector, Detector
from engine.files import write_atomically
from engine.images import from_array, read_photo
from engine.pipeline import Pipeline, find_faces
from engine.predictor import Predictor
from engine.preprocessing import Image
from engine.results import Box, Estimate, Face, Keypoints
from engine.store import verify

PHOTO_PX = 520
_GAMMA = 2.2
_FULL_WELL, _READ_NOISE = 4000.0, 6.0  # electrons of one pixel of a telephone at night
_SAME_FACE = 0.3
Chance = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A photo with one face, ``uint8`` RGB, and where the face is in it."""

    photo: Image
    box: Box
    points: Keypoints

    def scaled(self, factor: float) -> Scene:
        """The same face smaller or larger, in a photo of the same size."""
        height, width = self.photo.shape[:2]
        size = max(round(width * factor), 1), max(round(height * factor), 1)
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        photo, left, top = set_into(np.asarray(cv2.resize(self.photo, size, interpolation=how)))
        box, points = self.box.scaled(factor), self.points.scaled(factor)
        return Scene(photo, box.moved(left, top), points.moved(left, top))


Change = Callable[[Scene, Chance], Scene]


def set_into(picture: Image, *, side_px: int = PHOTO_PX) -> tuple[Image, int, int]:
    """A picture in the middle of a square photo that goes on in its colours, and its corner."""
    picture = picture[:side_px, :side_px]
    height, width = picture.shape[:2]
    left, top = (side_px - width) // 2, (side_px - height) // 2
    photo = cv2.copyMakeBorder(
        picture, top, side_px - height - top, left, side_px - width - left, cv2.BORDER_REPLICATE
    )
    photo = cv2.GaussianBlur(photo, (0, 0), side_px / 32)
    photo[top : top + height, left : left + width] = picture
    return np.asarray(photo, dtype=np.uint8), left, top


def _changed(scene: Scene, photo: NDArray[np.float64] | Image) -> Scene:
    values = np.clip(np.round(photo), 0, 255).astype(np.uint8)
    return Scene(values, scene.box, scene.points)


def _clean(scene: Scene, chance: Chance) -> Scene:
    del chance
    return scene


def _dark(stops: float) -> Change:
    """Too little light by so many stops, with the noise of few photons and of the sensor."""

    def change(scene: Scene, chance: Chance) -> Scene:
        tones = np.arange(256, dtype=np.float32) / 255.0
        electrons = (tones**_GAMMA * (_FULL_WELL * 2.0**-stops))[scene.photo]
        noise = chance.standard_normal(electrons.shape, dtype=np.float32)
        electrons += noise * np.sqrt(electrons + _READ_NOISE**2)
        light = np.maximum(electrons / np.float32(_FULL_WELL), 0.0)
        return _changed(scene, light ** np.float32(1 / _GAMMA) * 255.0)

    return change


def _blurred(share: float) -> Change:
    """Out of focus: a Gaussian of this share of the distance between the eyes."""

    def change(scene: Scene, chance: Chance) -> Scene:
        del chance
        sigma = share * math.dist(scene.points.right_eye, scene.points.left_eye)
        soft = cv2.GaussianBlur(scene.photo, (0, 0), max(sigma, 0.1))
        return _changed(scene, np.asarray(soft, dtype=np.uint8))

    return change


def _masked(scene: Scene, chance: Chance) -> Scene:
    """A mask from the bridge of the nose to under the chin, with folds and soft shadows."""
    points = {
        name: np.array(getattr(scene.points, name))
        for name in ("right_eye", "left_eye", "nose", "mouth", "right_ear", "left_ear")
    }
    eyes = (points["right_eye"] + points["left_eye"]) / 2
    down = points["mouth"] - eyes
    bridge = eyes + (points["nose"] - eyes) * chance.uniform(0.35, 0.7)
    chin = points["mouth"] + 0.85 * down
    sides = [
        (points[ear] * 0.75 + points["nose"] * 0.25 + shift * down)
        for ear, shift in (("right_ear", 0.15), ("right_ear", 0.9))
    ]
    others = [
        (points[ear] * 0.75 + points["nose"] * 0.25 + shift * down)
        for ear, shift in (("left_ear", 0.9), ("left_ear", 0.15))
    ]
    outline = np.array([bridge, *sides, chin, *others]).round().astype(np.int32)
    inside = np.zeros(scene.photo.shape[:2], np.uint8)
    cv2.fillPoly(inside, [outline], 255, lineType=cv2.LINE_AA)
    colour = np.array([(150, 190, 215), (235, 235, 235), (30, 30, 35), (200, 160, 170)])
    plain = colour[chance.integers(len(colour))] * chance.uniform(0.7, 1.0)
    rows = np.arange(scene.photo.shape[0])[:, None, None]
    length = max(float(np.hypot(*down)), 2.0)
    folds = 1.0 + 0.05 * np.sin(rows * 2 * np.pi / (length * 0.25))
    cloth = plain * folds + chance.normal(0, 2.0, scene.photo.shape)
    share = cv2.GaussianBlur(inside, (0, 0), 0.7)[..., None] / 255.0
    return _changed(scene, scene.photo * (1 - share) + cloth * share)


def _small(face_px: float) -> Change:
    """A face of so many pixels."""

    def change(scene: Scene, chance: Chance) -> Scene:
        del chance
        return scene.scaled(face_px / min(scene.box.w, scene.box.h))

    return change


def _turned(degrees: float) -> Change:
    """The photo turned clockwise around its middle."""

    def change(scene: Scene, chance: Chance) -> Scene:
        del chance
        side = scene.photo.shape[0]
        middle = (side - 1) / 2
        matrix = cv2.getRotationMatrix2D((middle, middle), -degrees, 1.0)
        photo = cv2.warpAffine(
            scene.photo,
            matrix,
            (side, side),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )

        def place(x: float, y: float) -> tuple[float, float]:
            at = matrix @ np.array([x, y, 1.0])
            return float(at[0]), float(at[1])

        x, y = place(*scene.box.centre)
        box = Box(x - scene.box.w / 2, y - scene.box.h / 2, scene.box.w, scene.box.h)
        points = Keypoints(*(place(*one) for one in scene.points.points))
        return Scene(np.asarray(photo, np.uint8), box, points)

    return change


def _scanned(scene: Scene, chance: Chance) -> Scene:
    """An old print: soft, faded, brown or grey, grainy, with dust and scratches, kept as JPEG."""
    sigma = 0.02 * math.dist(scene.points.right_eye, scene.points.left_eye)
    grey = cv2.cvtColor(scene.photo, cv2.COLOR_RGB2GRAY).astype(np.float64)
    soft = np.asarray(cv2.GaussianBlur(grey, (0, 0), max(sigma, 0.5)))[..., None]
    faded = 128.0 + (soft - 128.0) * chance.uniform(0.45, 0.75) + chance.uniform(-10, 25)
    tint = np.array((1.06, 1.0, 0.82)) if chance.random() < 0.5 else np.ones(3)
    scan = (faded + chance.normal(0, 9.0, faded.shape)) * tint
    side = scene.photo.shape[0]
    scratched = np.ascontiguousarray(np.clip(scan, 0, 255))
    around = scene.box
    for _ in range(6):
        x = int(around.x + around.w * chance.uniform(-0.5, 1.5))
        cv2.line(scratched, (x, 0), (x + int(chance.normal(0, side / 16)), side), (225.0,) * 3, 1)
    scratched[chance.random(grey.shape[:2]) > 0.997] = 240.0
    return _jpeg(55)(_changed(scene, scratched), chance)


def _jpeg(quality: int) -> Change:
    """Saved as JPEG of this quality (1-95)."""

    def change(scene: Scene, chance: Chance) -> Scene:
        del chance
        held = io.BytesIO()
        PillowImage.fromarray(scene.photo).save(held, "JPEG", quality=quality)
        return Scene(np.asarray(PillowImage.open(held), np.uint8), scene.box, scene.points)

    return change


KINDS: dict[str, Change] = {
    "as they are": _clean,
    "1 stop too dark": _dark(1.0),
    "2 stops too dark": _dark(2.0),
    "3 stops too dark": _dark(3.0),
    "blurred, 4 % of the eyes' distance": _blurred(0.04),
    "blurred, 8 %": _blurred(0.08),
    "blurred, 14 %": _blurred(0.14),
    "mask over nose and mouth": _masked,
    "face of 45 px": _small(45.0),
    "face of 30 px": _small(30.0),
    "turned by 30\u00b0": _turned(30.0),
    "turned by 90\u00b0": _turned(90.0),
    "turned by 180\u00b0": _turned(180.0),
    "old scan": _scanned,
    "JPEG of quality 8": _jpeg(8),
}
"""What is done to each photo, by the name in the table."""


def scene_of(picture: Image, detector: Detector) -> Scene | None:
    """The photo of a labelled face; ``None`` if the face is not found in it as it is."""
    photo, left, top = set_into(picture)
    height, width = picture.shape[:2]
    middle = Box(left + 0.1 * width, top + 0.1 * height, 0.8 * width, 0.8 * height)
    found = seen(photo, middle, detector)
    if found is None or found.keypoints is None:
        return None
    return Scene(photo, found.box, found.keypoints)


def copies_of(scene: Scene, *, seed: int) -> Iterator[tuple[str, Scene]]:
    """The photo in every kind; the same seed gives the same copies."""
    for number, (kind, change) in enumerate(KINDS.items()):
        yield kind, change(scene, np.random.default_rng((seed, number)))


def seen(photo: Image, where: Box, detector: Detector) -> Face | None:
    """The face that is found where one is."""
    return best_of(find_faces(from_array(photo), detector), where)


def best_of(faces: Sequence[Face], where: Box) -> Face | None:
    """The one that overlaps with a box most, if enough."""
    best = max(faces, key=lambda face: face.box.iou(where), default=None)
    return best if best is not None and best.box.iou(where) >= _SAME_FACE else None


@dataclass(frozen=True, slots=True)
class Label:
    """What people say of a face: age in years, half the width of its interval, 1 for female."""

    age: float
    reach: float
    gender: float


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What came of one kind: shares (0-1) of its faces, widths in years.

    ``held`` and ``width_years`` are of those found with a known age, ``wider`` is the mean width
    as a multiple of that of the same faces as they are; ``women_wrong`` and ``men_wrong`` are
    shares of the sure answers.
    """

    kind: str
    faces: int
    found: float
    held: float
    width_years: float
    wider: float
    answered: float
    women_wrong: float
    men_wrong: float


Answered = list[tuple[Label, Estimate | None]]


def figures(answers: dict[str, Answered]) -> list[KindFigures]:
    """The table's rows; all kinds hold the same faces in the same order."""
    clear = answers[next(iter(KINDS))]
    return [_figures(kind, found, clear) for kind, found in answers.items()]


def _figures(kind: str, answers: Answered, clear: Answered) -> KindFigures:
    pairs = [(label, one) for label, one in answers if one is not None]
    held = [_held(label, one) for label, one in pairs if math.isfinite(label.age)]
    widths = [_width(one) for _, one in pairs]
    usual = [
        _width(before)
        for (_, one), (_, before) in zip(answers, clear, strict=True)
        if one is not None and before is not None
    ]
    sure = {
        gender: [
            (one.gender == "female") != (gender == 1.0)
            for label, one in pairs
            if label.gender == gender and one.gender is not None
        ]
        for gender in (1.0, 0.0)
    }
    return KindFigures(
        kind=kind,
        faces=len(answers),
        found=len(pairs) / max(len(answers), 1),
        held=_mean(held),
        width_years=_mean(widths),
        wider=_mean(widths) / _mean(usual),
        answered=_mean([one.gender is not None for _, one in pairs]),
        women_wrong=_mean(sure[1.0]),
        men_wrong=_mean(sure[0.0]),
    )


def _held(label: Label, one: Estimate) -> bool:
    if one.age_low is None or one.age_high is None:
        return False
    return one.age_low <= label.age + label.reach and label.age - label.reach <= one.age_high


def _width(one: Estimate) -> float:
    return 0.0 if one.age_low is None or one.age_high is None else one.age_high - one.age_low


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else math.nan


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--faces", type=int, default=400)
    parser.add_argument("--side", choices=("test", "validation"), default="test")
    parser.add_argument("--before", action="store_true")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    store = default_store()
    folder, spec = store.open(arguments.model or store.default_id())
    if arguments.before:
        spec = spec.before_legibility
    sample = labelled(arguments.data, arguments.cache, folder, side=arguments.side)
    detector = BlazeFaceDetector(num_threads=1)
    pipeline = Pipeline(predictor=Predictor(folder, spec, num_threads=1), detector=detector)
    rows = figures(asked(pipeline, detector, islice(sample, arguments.faces)))
    print(f"model {spec.model_id}, {spec.sha256[:12]}, {arguments.side} split")
    print("faces  found  in range  width  wider  answered  women wrong  men wrong  kind")
    for row in rows:
        print(
            f"{row.faces:5}  {row.found:.3f}  {row.held:.3f}     {row.width_years:5.1f}  "
            f"{row.wider:.2f}   {row.answered:.3f}     {row.women_wrong:.3f}        "
            f"{row.men_wrong:.3f}      {row.kind}"
        )
    if arguments.out is not None:
        kept = {"model_sha256": spec.sha256, "side": arguments.side}
        text = json.dumps(kept | {"kinds": [asdict(row) for row in rows]}, indent=1)
        write_atomically(arguments.out, f"{text}\n".encode())


def asked(
    pipeline: Pipeline, detector: Detector, sample: Iterable[tuple[int, Path, Label]]
) -> dict[str, Answered]:
    """What the product says of each face in every kind; those not found as they are left out."""
    answers: dict[str, Answered] = {kind: [] for kind in KINDS}
    for row, path, label in sample:
        scene = scene_of(read_photo(path).pixels, detector)
        if scene is None:
            continue
        for kind, copy in copies_of(scene, seed=row):
            face = best_of(pipeline.analyse(from_array(copy.photo)).faces, copy.box)
            answers[kind].append((label, None if face is None else face.estimate))
    return answers


def labelled(
    places: Sequence[Path], work_dir: Path, model: Path, *, side: Literal["test", "validation"]
) -> Iterator[tuple[int, Path, Label]]:
    """Rows, pictures and labels of one side of the model's split, in an order drawn once."""
    from training.recalibration import faces_of  # starts Keras

    data = faces_of(verify(model), *places, work_dir=work_dir)
    cache = data.cache
    folders = [place if place.is_dir() else place.parent for place in places]
    sizes = [part.rows for part in cache.parts] or [len(cache.names)]
    where = np.repeat(np.arange(len(sizes)), sizes)
    rows = data.split.test if side == "test" else data.split.validation
    for row in np.random.default_rng(0).permutation(rows).tolist():
        ages, reaches, genders = cache.ages[row], cache.age_reaches[row], cache.genders[row]
        label = Label(float(ages), float(reaches), float(genders))
        yield row, folders[where[row]] / cache.names[row], label


if __name__ == "__main__":
    main()
