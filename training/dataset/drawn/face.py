"""One drawn face, from its background to the light on it."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.preprocessing import Image
from training.dataset.drawn.canvas import (
    Colour,
    DrawingCanvas,
    Points,
    both_sides,
    curve,
    darker,
    ellipse,
    mirrored,
    mixed,
)
from training.dataset.drawn.features import (
    draw_eyes,
    draw_lines_of_age,
    draw_marks,
    draw_mouth,
    draw_nose,
)
from training.dataset.drawn.hair import draw_beard, draw_hair_behind, draw_hair_in_front
from training.dataset.drawn.traits import Traits, traits_of

_LEAST_PX = 192  # drawn at this size or twice the wanted one, then reduced: smooth edges
_BLUSH: Colour = (226, 96, 96)


def draw_face(
    age_years: float, gender: int, *, rng: np.random.Generator, size_px: int = 128
) -> Image:
    """Draw a simplified face, ``uint8`` RGB (size_px, size_px, 3), framed for training as it is.

    ``age_years`` from 0 on; ``gender`` 0 male, 1 female. Everything else, from skin tone to
    background, is drawn by lot from ``rng``. Such faces are for demonstrations: they say nothing
    about people.
    """
    traits = traits_of(age_years, gender, rng)
    canvas = DrawingCanvas(
        size_px * max(2, math.ceil(_LEAST_PX / size_px)),
        origin=(0.5 + rng.uniform(-0.035, 0.035), 0.45 + rng.uniform(-0.03, 0.03)),
        scale=(0.68 + 0.05 * traits.growth) * rng.uniform(0.94, 1.06),
        turned=float(np.clip(rng.normal(0.0, 0.07), -0.2, 0.2)),
    )
    light = float(rng.uniform(-1.0, 1.0))
    _background(canvas, rng)
    draw_hair_behind(canvas, traits, rng)
    _shoulders(canvas, traits)
    _head(canvas, traits, rng=rng, light=light)
    draw_hair_in_front(canvas, traits, rng)
    _extras(canvas, traits)
    _light(canvas, rng, light)
    return cv2.resize(canvas.pixels, (size_px, size_px), interpolation=cv2.INTER_AREA).astype(
        np.uint8, copy=False
    )


def _background(canvas: DrawingCanvas, rng: np.random.Generator) -> None:
    """Soft clouds of colour, then discs or stripes over them."""
    base = rng.uniform(70, 225) + rng.normal(0.0, 22.0, 3)
    coarse = base + rng.normal(0.0, 20.0, (5, 5, 1)) + rng.normal(0.0, 8.0, (5, 5, 3))
    clouds = np.clip(coarse, 0, 255).astype(np.uint8)
    side = canvas.pixels.shape[0]
    canvas.pixels[:] = cv2.resize(clouds, (side, side), interpolation=cv2.INTER_CUBIC)
    for _ in range(int(rng.integers(0, 6))):
        tone = tuple(np.clip(base + rng.normal(0.0, 38.0) + rng.normal(0.0, 18.0, 3), 0, 255))
        x, y = rng.uniform(-0.8, 0.8, 2)
        if rng.random() < 0.6:
            radius = rng.uniform(0.06, 0.3)
            canvas.fill(ellipse((x, y), (radius, radius)), tone, alpha=0.5)
        else:
            far = rng.uniform(-0.8, 0.8)
            canvas.line(np.array([(x, -1.2), (far, 1.2)]), tone, rng.uniform(0.02, 0.12))


def _shoulders(canvas: DrawingCanvas, traits: Traits) -> None:
    shape, cloth = traits.shape, traits.colours.cloth
    chin, neck = shape.chin, shape.neck
    wide = 0.5 + 0.35 * traits.growth
    body = curve((0.0, chin + 0.07), (neck, chin + 0.07), (wide, chin + 0.25), (wide + 0.1, 1.6))
    throat = np.array([(neck, 0.2), (neck * 1.04, chin + 0.12), (0.0, chin + 0.26)])
    canvas.fill(both_sides(np.concatenate([body, [[0.0, 1.6]]])), cloth)
    canvas.fill(both_sides(throat), darker(traits.colours.skin, 0.2))


def _head(canvas: DrawingCanvas, traits: Traits, *, rng: np.random.Generator, light: float) -> None:
    shape, skin = traits.shape, traits.colours.skin
    ear = ellipse((shape.half_width, 0.09), (0.4 * shape.ear + 0.02, shape.ear), turned=-0.15)
    inner = ellipse((shape.half_width + 0.012, 0.09), (0.2 * shape.ear, 0.6 * shape.ear))
    for one, within in ((ear, inner), (mirrored(ear), mirrored(inner))):
        canvas.fill(one, darker(skin, 0.08))
        canvas.fill(within, darker(skin, 0.25), alpha=0.6)
    right = _outline(traits)
    canvas.fill(both_sides(right), skin)
    _blush(canvas, traits)
    draw_lines_of_age(canvas, traits)
    _hollows(canvas, traits, light)
    canvas.lay_shades(darker(skin, 0.45), softness=0.022)
    draw_nose(canvas, traits, light=light)
    draw_beard(canvas, traits, right)
    opened = float(rng.uniform(0.3, 1.0)) if rng.random() < 0.3 else 0.0
    draw_mouth(canvas, traits, opened=opened)
    draw_eyes(canvas, traits, gaze=float(rng.uniform(-0.6, 0.6)))
    draw_marks(canvas, traits, rng)


def _outline(traits: Traits) -> Points:
    """The right half of the head, from its top to the chin."""
    shape = traits.shape
    angle = np.linspace(-math.pi / 2, math.pi / 2, 40)
    middle = 0.06
    up = angle < 0
    x = np.cos(angle)
    down = np.where(up, 0.0, np.sin(angle))
    # A superellipse below: the larger the power, the squarer the jaw.
    square = np.abs(np.cos(angle)) ** (2.0 / shape.jaw)
    x = np.where(up, x, square * (1.0 - shape.taper * down**2))
    sagging = 0.05 * max(traits.wear - 0.3, 0.0) * np.exp(-(((down - 0.75) / 0.15) ** 2))
    chubby = 0.06 * (1.0 - traits.growth) * np.exp(-(((down - 0.45) / 0.3) ** 2))
    y = np.where(up, middle + (middle - shape.top) * np.sin(angle), 0.0)
    sine = np.abs(np.sin(angle)) ** (2.0 / shape.jaw)
    y = np.where(up, y, middle + (shape.chin - middle) * sine)
    return np.stack([shape.half_width * (x + sagging + chubby * (down > 0)), y], axis=1)


def _blush(canvas: DrawingCanvas, traits: Traits) -> None:
    shape = traits.shape
    cheek = ellipse((0.6 * shape.half_width, 0.6 * shape.mouth), (0.1, 0.075))
    for one in (cheek, mirrored(cheek)):
        canvas.shade(one, 0.55 * traits.colours.blush)
    canvas.lay_shades(mixed(_BLUSH, traits.colours.skin, 0.2), softness=0.05)


def _hollows(canvas: DrawingCanvas, traits: Traits, light: float) -> None:
    """Where a face lies in shadow: eye sockets, one side, below the mouth, under the hair."""
    shape = traits.shape
    socket = ellipse((shape.eye_distance, -0.03), (0.13, 0.085))
    for one in (socket, mirrored(socket)):
        canvas.shade(one, 0.16 + 0.14 * traits.wear)
    side = _outline(traits) if light < 0 else mirrored(_outline(traits))
    inward = side * (0.72, 0.97)
    canvas.shade(np.concatenate([side, inward[::-1]]), 0.3 * abs(light))
    below = ellipse((0.0, shape.mouth + 1.6 * shape.lip_height + 0.02), (0.08, 0.016))
    canvas.shade(below, 0.22 * traits.growth)


def _extras(canvas: DrawingCanvas, traits: Traits) -> None:
    shape, extras = traits.shape, traits.extras
    if extras.earrings:
        drop = ellipse((shape.half_width + 0.015, 0.12 + shape.ear), (0.024, 0.03))
        for one in (drop, mirrored(drop)):
            canvas.fill(one, (226, 190, 92))
    if extras.ribbon:
        _ribbon(canvas, traits)
    if extras.glasses:
        _glasses(canvas, traits)


def _ribbon(canvas: DrawingCanvas, traits: Traits) -> None:
    x, y = 0.22 * (1 if traits.hair.parting > 0 else -1), 0.9 * traits.shape.top
    tone = traits.colours.cloth
    for side in (-1.0, 1.0):
        wing = np.array([(x, y), (x + side * 0.12, y - 0.07), (x + side * 0.12, y + 0.07)])
        canvas.fill(wing, tone)
    canvas.fill(ellipse((x, y), (0.032, 0.032)), darker(tone, 0.2))


def _glasses(canvas: DrawingCanvas, traits: Traits) -> None:
    x, roundness = traits.shape.eye_distance, traits.extras.glasses
    power = 2.0 / (5.0 - 3.0 * roundness)
    angle = np.linspace(0.0, 2.0 * math.pi, 33)
    cosine, sine = np.cos(angle), np.sin(angle)
    glass = np.stack(
        [
            x + 0.145 * np.sign(cosine) * np.abs(cosine) ** power,
            0.015 + (0.09 + 0.04 * roundness) * np.sign(sine) * np.abs(sine) ** power,
        ],
        axis=1,
    )
    frame: Colour = mixed((30, 26, 30), traits.colours.cloth, 0.25)
    temple = np.array([(x + 0.145, -0.01), (0.97 * traits.shape.half_width, -0.02)])
    for one, arm in ((glass, temple), (mirrored(glass), mirrored(temple))):
        canvas.fill(one, (255, 255, 255), alpha=0.1)
        canvas.line(one, frame, 0.018)
        canvas.line(arm, frame, 0.016)
    canvas.line(curve((0.145 - x, 0.0), (0.0, -0.02), (x - 0.145, 0.0), steps=4), frame, 0.018)


def _light(canvas: DrawingCanvas, rng: np.random.Generator, light: float) -> None:
    """Light from one side, warm or cold, bright or dim, and the grain of a photo."""
    across = np.linspace(-0.5, 0.5, 16)
    fall = 1.0 + 0.22 * light * across[np.newaxis, :] - rng.uniform(0, 0.2) * across[:, np.newaxis]
    tint = rng.uniform(0.8, 1.06) * (1.0 + 0.025 * rng.normal(size=3))
    grain: NDArray[np.float64] = 0.02 * rng.normal(size=(64, 64, 1))
    smooth = cv2.resize((fall[:, :, np.newaxis] * tint).astype(np.float32), (64, 64))
    canvas.multiply((smooth + grain).astype(np.float32))
