"""Eyes, brows, nose, mouth, and the lines of age of a drawn face."""

from __future__ import annotations

import numpy as np

from training.dataset.drawn.canvas import (
    Colour,
    DrawingCanvas,
    Points,
    curve,
    darker,
    ellipse,
    mirrored,
    mixed,
)
from training.dataset.drawn.traits import Traits

_WHITE: Colour = (250, 247, 243)
_DARK: Colour = (32, 24, 24)


def draw_eyes(canvas: DrawingCanvas, traits: Traits, *, gaze: float) -> None:
    """Both eyes with lids, lashes and brows; ``gaze`` -1 to 1 looks aside."""
    for side in (-1.0, 1.0):
        _eye(canvas, traits, side=side, gaze=gaze)
        _brow(canvas, traits, side)


def _eye(canvas: DrawingCanvas, traits: Traits, *, side: float, gaze: float) -> None:
    shape, wear = traits.shape, traits.wear
    width, height = shape.eye_width, shape.eye_height
    centre = side * shape.eye_distance
    droop = 0.022 * wear  # the outer corner sinks with age

    def at(out: float, down: float) -> tuple[float, float]:
        """A place in the eye: ``out`` from its middle to the outer corner, ``down`` in heights."""
        return centre + side * out * width, down * height + max(out, 0.0) * droop

    upper = curve(at(-1.0, 0.22), at(-0.45, -0.72), at(0.2, -0.9), at(0.75, -0.4), at(1.0, 0.1))
    lower = curve(at(1.0, 0.1), at(0.5, 0.72), at(-0.2, 0.8), at(-1.0, 0.22))
    canvas.fill(np.concatenate([upper, lower]), mixed(_WHITE, traits.colours.skin, 0.1))
    _iris(canvas, traits, at=(centre + gaze * 0.2 * width, 0.0))
    lid = darker(traits.colours.skin, 0.08 + 0.04 * wear)
    # What the lid covers: the iris would stand out of the eye above and below.
    canvas.fill(np.concatenate([upper, curve(at(1.0, -1.6), at(0.0, -2.0), at(-1.0, -1.6))]), lid)
    canvas.fill(
        np.concatenate([lower, curve(at(-1.0, 1.3), at(0.0, 1.7), at(1.0, 1.3))]),
        traits.colours.skin,
    )
    lashes = traits.extras.lashes
    line = mixed(darker(traits.colours.skin, 0.62), _DARK, 0.4 + 0.6 * lashes)
    canvas.stroke(upper, line, 0.014 + 0.02 * lashes)
    canvas.stroke(lower, darker(traits.colours.skin, 0.4), 0.008, alpha=0.6)
    if lashes > 0.35:
        for out in (0.62, 0.86, 1.0):
            root, tip = (
                at(out, -0.62 + 0.7 * (out - 0.5)),
                at(out + 0.24, -1.05 + 0.5 * (out - 0.5)),
            )
            canvas.stroke(curve(root, tip, steps=4), line, 0.012 + 0.01 * lashes)
    fold = curve(at(-0.8, -0.6), at(0.1, -1.35 + 0.2 * wear), at(1.05, -0.35 + 0.5 * wear))
    canvas.stroke(fold, darker(traits.colours.skin, 0.35), 0.011 + 0.008 * wear, alpha=0.75)


def _iris(canvas: DrawingCanvas, traits: Traits, *, at: tuple[float, float]) -> None:
    radius = 0.036 + 0.022 * (1.0 - traits.growth)
    iris = traits.colours.iris
    canvas.fill(ellipse(at, (radius, radius)), darker(iris, 0.4))
    canvas.fill(ellipse(at, (0.82 * radius, 0.82 * radius)), iris)
    canvas.fill(ellipse(at, (0.46 * radius, 0.46 * radius)), (18, 14, 16))
    spot = (at[0] - 0.3 * radius, at[1] - 0.34 * radius)
    canvas.fill(ellipse(spot, (0.26 * radius, 0.26 * radius)), (255, 255, 255))


def _brow(canvas: DrawingCanvas, traits: Traits, side: float) -> None:
    shape = traits.shape
    x, y, width = shape.eye_distance, -shape.brow_height, shape.eye_width
    line = curve(
        (side * (x - 1.05 * width), y + 0.012),
        (side * (x - 0.2 * width), y - 0.016),
        (side * (x + 0.6 * width), y - 0.014),
        (side * (x + 1.25 * width), y + 0.03 + 0.015 * traits.wear),
    )
    canvas.stroke(line, traits.colours.brow, shape.brow_width)


def draw_nose(canvas: DrawingCanvas, traits: Traits, *, light: float) -> None:
    """The nose: its wings and, on the side away from the ``light`` (-1 left, 1 right), a shadow."""
    shape, skin = traits.shape, traits.colours.skin
    width, tip = shape.nose_width, shape.nose_length
    shadow = darker(skin, 0.3)
    side = -1.0 if light > 0 else 1.0
    bridge = curve(
        (side * 0.045, 0.03), (side * 0.03, 0.45 * tip), (side * 0.8 * width, 0.9 * tip), steps=5
    )
    canvas.stroke(bridge, shadow, 0.02, alpha=0.25 + 0.4 * traits.growth)
    canvas.fill(ellipse((-side * 0.012, 0.86 * tip), (0.022, 0.03)), darker(skin, -0.35), alpha=0.4)
    base = curve(
        (-width, 0.9 * tip),
        (-0.72 * width, 1.02 * tip),
        (-0.3 * width, 0.99 * tip),
        (0.0, 1.06 * tip),
        (0.3 * width, 0.99 * tip),
        (0.72 * width, 1.02 * tip),
        (width, 0.9 * tip),
        steps=4,
    )
    canvas.stroke(base, darker(skin, 0.45), 0.018, alpha=0.85)


def draw_mouth(canvas: DrawingCanvas, traits: Traits, *, opened: float) -> None:
    """The lips; ``opened`` 0-1 shows teeth."""
    shape, lips = traits.shape, traits.colours.lips
    x, y, thick, bend = shape.mouth_width, shape.mouth, shape.lip_height, shape.smile
    gap = 0.06 * opened
    corner = (x, y - bend)
    upper = curve((-x, y - bend), (-0.4 * x, y - gap / 3), (0.4 * x, y - gap / 3), corner, steps=5)
    under = curve((-x, y - bend), (-0.45 * x, y + gap), (0.45 * x, y + gap), corner, steps=5)
    top = curve(
        corner, (0.3 * x, y - thick), (0.0, y - 0.72 * thick), (-0.3 * x, y - thick), (-x, y - bend)
    )
    bottom = curve(corner, (0.45 * x, y + gap + 0.95 * thick), (-0.45 * x, y + gap + 0.95 * thick))
    end = np.array([[-x, y - bend]])
    if opened:
        canvas.fill(np.concatenate([upper, under[::-1]]), mixed(_WHITE, lips, 0.06))
    canvas.fill(np.concatenate([upper, top]), darker(lips, 0.12))
    canvas.fill(np.concatenate([under, bottom, end]), lips)
    canvas.stroke(under, darker(lips, 0.5), 0.014, alpha=0.9)
    if opened:
        canvas.stroke(upper, darker(lips, 0.45), 0.012, alpha=0.9)
    dimple = curve((x + 0.012, y - bend - 0.02), (x + 0.024, y - bend + 0.004), steps=3)
    for line in (dimple, mirrored(dimple)):
        canvas.stroke(line, darker(traits.colours.skin, 0.35), 0.014, alpha=0.6)


def draw_lines_of_age(canvas: DrawingCanvas, traits: Traits) -> None:
    """Lines on the forehead, at eyes, nose and mouth: more, longer and clearer with age."""
    wear, shape = traits.wear, traits.shape
    if wear <= 0.0:
        return
    tone = darker(traits.colours.skin, 0.42)
    width = 0.01 + 0.009 * wear
    for index in range(4):  # across the forehead, one after the other
        seen = min(max(2.6 * wear - 0.5 * index, 0.0), 1.0)
        half = (0.2 - 0.012 * index) * (0.5 + 0.5 * seen)
        y = -shape.brow_height - 0.09 - 0.062 * index
        line = curve(
            (-half, y + 0.012), (-0.3 * half, y), (0.35 * half, y + 0.004), (half, y + 0.016)
        )
        canvas.stroke(line, tone, width, alpha=0.75 * seen)
    for line, seen in _paired_lines(traits):
        for one in (line, mirrored(line)):
            canvas.stroke(one, tone, width, alpha=0.85 * min(max(seen, 0.0), 1.0))
    bags = ellipse((shape.eye_distance, 1.35 * shape.eye_height + 0.035), (0.085, 0.024))
    for one in (bags, mirrored(bags)):
        canvas.shade(one, 0.3 * wear)
    jowl = ellipse((0.66 * shape.half_width, shape.mouth + 0.08), (0.05, 0.07))
    for one in (jowl, mirrored(jowl)):
        canvas.shade(one, 0.25 * max(wear - 0.35, 0.0))


def _paired_lines(traits: Traits) -> list[tuple[Points, float]]:
    """(line on the right half, how clearly it is seen) of the lines that both halves have."""
    wear, shape = traits.wear, traits.shape
    eye, outer = shape.eye_height, shape.eye_distance + 1.15 * shape.eye_width
    nose, mouth = shape.nose_length, shape.mouth
    side = shape.nose_width + 0.025
    lines = [
        # from the wings of the nose down beside the mouth
        (
            curve(
                (side, 0.9 * nose),
                (side + 0.075, 0.5 * (nose + mouth)),
                (shape.mouth_width + 0.04, mouth + 0.02 + 0.06 * wear),
            ),
            0.25 + 1.0 * wear,
        ),
        # under the eye
        (
            curve(
                (shape.eye_distance - 0.08, eye + 0.035),
                (shape.eye_distance + 0.01, eye + 0.065),
                (shape.eye_distance + 0.09, eye + 0.03),
            ),
            0.1 + 1.3 * wear,
        ),
        # down from the corners of the mouth
        (
            curve(
                (shape.mouth_width + 0.015, mouth + 0.03),
                (shape.mouth_width + 0.03, mouth + 0.07 + 0.05 * wear),
            ),
            1.6 * wear - 0.6,
        ),
        # between the brows
        (curve((0.035, -0.13), (0.03, -0.06), steps=4), 1.5 * wear - 0.25),
    ]
    for index in range(4):  # crow's feet
        y = -0.012 + 0.026 * index
        far = outer + 0.02 + 0.055 * min(wear, 1.0)
        lines.append((curve((outer, y * 0.5), (far, y * 1.7), steps=4), 2.2 * wear - 0.35 * index))
    return lines


def draw_marks(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    """Freckles on some, age spots on the old, one or two moles on a few."""
    shape, skin = traits.shape, traits.colours.skin
    if traits.extras.freckles:
        for x, y in rng.uniform((-0.27, 0.09), (0.27, 0.22), (14, 2)):
            canvas.fill(ellipse((x, y), (0.008, 0.008)), darker(skin, 0.3), alpha=0.6)
    spots = int(rng.poisson(max(traits.wear - 0.45, 0.0) * 9.0))
    for x, y in rng.uniform((-0.34, -0.42), (0.34, 0.2), (spots, 2)):
        if abs(y) > 0.12 and abs(x) > 0.1:
            size = rng.uniform(0.008, 0.018)
            canvas.fill(ellipse((x, y), (size, 0.8 * size)), darker(skin, 0.28), alpha=0.5)
    if rng.random() < 0.1:
        x, y = rng.uniform((-0.3, 0.12), (0.3, 0.5))
        canvas.fill(ellipse((x, y * shape.chin / 0.66), (0.009, 0.009)), darker(skin, 0.6))
