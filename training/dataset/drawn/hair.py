"""Hair and beards of a drawn face."""

from __future__ import annotations

import numpy as np

from training.dataset.drawn.canvas import (
    DrawingCanvas,
    Points,
    both_sides,
    curve,
    darker,
    ellipse,
    mirrored,
    ribbon,
)
from training.dataset.drawn.traits import Traits

_FALLING = {"long": 1.1, "wavy": 1.0, "bob": 0.5}  # how far down hair falls, in units


def draw_hair_behind(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    """What of the hair lies behind the head and the neck."""
    shape, hair = traits.shape, traits.hair
    tone = darker(traits.colours.hair, 0.22)
    wide, top = shape.half_width + hair.volume, shape.top - hair.volume
    if hair.style == "curly":
        for x, y in _round_the_head(traits, 15):
            size = 0.1 + hair.volume + 0.03 * rng.random()
            canvas.fill(ellipse((x, y), (size, size)), tone)
    elif hair.style == "bun":
        canvas.fill(ellipse((0.3 * hair.parting, top - 0.02), (0.2, 0.17)), tone)
    elif hair.style in _FALLING:
        low = _FALLING[hair.style] * (0.55 + 0.45 * traits.growth)
        out = wide + 0.03
        wave = 0.05 if hair.style == "wavy" else 0.0
        right = curve(
            (0.0, top),
            (0.7 * wide, 0.72 * top),
            (wide, -0.1),
            (out + wave, 0.4 * low),
            (out - wave, 0.75 * low),
            (out + wave, low),
            (0.5 * out, low + 0.05),
            (0.0, low + 0.03),
        )
        canvas.fill(both_sides(right), tone)


def draw_hair_in_front(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    """The hair on top and at the sides of the head, down to the hairline."""
    style = traits.hair.style
    if style == "tuft":
        _tuft(canvas, traits, rng)
    elif style == "bald":
        _side_hair(canvas, traits)
    else:
        _cap(canvas, traits, rng)
        if style == "curly":
            _curls(canvas, traits, rng)
        if style in _FALLING:
            _side_locks(canvas, traits)


def _tuft(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    """A baby's first hair: a thin shadow and a few strands."""
    top, wide = traits.shape.top, traits.shape.half_width
    tone = traits.colours.hair
    down = curve((0.0, top), (0.55 * wide, 0.9 * top), (0.85 * wide, 0.6 * top))
    inner = curve((0.7 * wide, 0.72 * top), (0.35 * wide, 0.82 * top), (0.0, 0.8 * top))
    canvas.fill(both_sides(np.concatenate([down, inner])), tone, alpha=0.45)
    for x in rng.uniform(-0.12, 0.12, 5):
        lean = 0.08 * rng.normal()
        strand = curve((x, 0.86 * top), (x + lean, top - 0.02), (x + 2.2 * lean, top - 0.05))
        canvas.stroke(strand, tone, 0.022, alpha=0.85)


def _side_hair(canvas: DrawingCanvas, traits: Traits) -> None:
    """What is left round a bald head."""
    shape, hair = traits.shape, traits.hair
    wide = shape.half_width
    reach = -0.1 - 0.15 * (1.0 - hair.recession)
    outline = np.concatenate(
        [
            curve((0.86 * wide, reach - 0.05), (wide + 0.025, -0.12), (wide + 0.03, 0.08)),
            curve((0.97 * wide, 0.1), (0.9 * wide, -0.05), (0.8 * wide, reach)),
        ]
    )
    for one in (outline, mirrored(outline)):
        canvas.fill(one, traits.colours.hair)
    if hair.recession < 0.75:
        top = shape.top
        down = curve((0.0, top - 0.012), (0.5 * wide, 0.9 * top), (0.75 * wide, 0.72 * top))
        inner = curve((0.5 * wide, 0.8 * top), (0.25 * wide, 0.88 * top), (0.0, 0.86 * top))
        canvas.fill(both_sides(np.concatenate([down, inner])), traits.colours.hair, alpha=0.55)


def _cap(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    """Hair over the skull: between its outline and the hairline."""
    hair, tone = traits.hair, traits.colours.hair
    volume = 0.35 * hair.volume if hair.style in ("crop", "bun") else hair.volume
    wide, top = traits.shape.half_width + 0.6 * volume + 0.012, traits.shape.top - volume
    right = curve((0.0, top), (0.55 * wide, 0.9 * top), (0.93 * wide, 0.5 * top), (wide, -0.06))
    outline = np.concatenate([right, _hairline(traits)[::-1], mirrored(right)])
    canvas.fill(outline, tone)
    _strands(canvas, traits, rng=rng, wide=wide, top=top)


def _strands(
    canvas: DrawingCanvas, traits: Traits, *, rng: np.random.Generator, wide: float, top: float
) -> None:
    """Strands from the parting down to the hairline, some lighter, as light falls on them."""
    edge, start = _hairline(traits), 0.3 * traits.hair.parting * wide
    for index, share in enumerate(np.linspace(-0.86, 0.86, 9)):
        x = share * wide
        low = float(np.interp(x, edge[:, 0], edge[:, 1]))
        end = (x, top + 0.9 * (low - top))
        middle = (0.45 * start + 0.55 * x, top + 0.35 * (low - top))
        strand = curve((start + 0.2 * (x - start), 0.985 * top), middle, end, steps=4)
        lighter = -0.13 if index % 2 else 0.15
        tone = darker(traits.colours.hair, lighter + 0.05 * rng.normal())
        canvas.stroke(strand, tone, 0.028, alpha=0.55)


def _hairline(traits: Traits) -> Points:
    """The lower edge of the hair, from the left temple to the right one."""
    shape, hair = traits.shape, traits.hair
    wide, back = shape.half_width, hair.recession
    temple = -0.04
    middle = 0.66 * shape.top * (1.0 + 0.38 * back) + 0.05 * (1.0 - traits.growth)
    # The hair goes back at the temples first, but never behind the skull's edge.
    corner = max(middle * (0.86 + 0.42 * back), 0.74 * shape.top)
    if hair.fringe and back < 0.4:
        low = -shape.brow_height - 0.045
        xs = np.linspace(-0.8, 0.8, 9)
        zigzag = [
            (x * wide, low + (0.035 if i % 2 else 0.0) - 0.03 * x * hair.parting)
            for i, x in enumerate(xs)
        ]
        return curve(
            (-wide, temple),
            (-0.9 * wide, -0.12),
            *zigzag,
            (0.9 * wide, -0.12),
            (wide, temple),
            steps=4,
        )
    part = 0.55 * hair.parting * wide
    return curve(
        (-wide, temple),
        (-0.87 * wide, 0.5 * corner),
        (-0.62 * wide, corner),
        (part, middle * 1.04),
        (0.62 * wide, corner),
        (0.87 * wide, 0.5 * corner),
        (wide, temple),
    )


def _curls(canvas: DrawingCanvas, traits: Traits, rng: np.random.Generator) -> None:
    for ring, size in ((1.0, 0.07), (0.86, 0.06)):
        for x, y in _round_the_head(traits, 13):
            radius = size + 0.02 * rng.random()
            tone = darker(traits.colours.hair, 0.1 + 0.06 * rng.normal())
            canvas.fill(ellipse((ring * x, ring * y), (radius, radius)), tone)
            inner = ellipse((ring * x - 0.01, ring * y - 0.012), (0.6 * radius, 0.6 * radius))
            canvas.fill(inner, darker(tone, -0.07))


def _round_the_head(traits: Traits, count: int) -> Points:
    """Places along the skull from ear to ear."""
    angle = np.linspace(-0.03, 1.03, count) * np.pi
    wide = traits.shape.half_width + 0.3 * traits.hair.volume
    return np.stack([wide * np.cos(angle), traits.shape.top * np.sin(angle)], axis=1)


def _side_locks(canvas: DrawingCanvas, traits: Traits) -> None:
    """Long hair falling before the ears."""
    shape, hair = traits.shape, traits.hair
    wide = shape.half_width + 0.6 * hair.volume
    low = _FALLING[hair.style] * (0.55 + 0.45 * traits.growth)
    wave = 0.035 if hair.style == "wavy" else 0.0
    outer = curve(
        (0.9 * wide, -0.34),
        (wide + 0.01, 0.0),
        (wide + 0.035 + wave, 0.5 * low),
        (wide + 0.02 - wave, low),
    )
    inner = curve(
        (0.93 * wide - 0.04, low),
        (0.95 * wide - wave, 0.5 * low),
        (0.88 * wide, 0.05),
        (0.8 * wide, -0.3),
    )
    lock = np.concatenate([outer, inner])
    shine = ribbon(curve((0.9 * wide, -0.2), (0.95 * wide, 0.1), (0.97 * wide, 0.55 * low)), 0.02)
    for one, light in ((lock, shine), (mirrored(lock), mirrored(shine))):
        canvas.fill(one, traits.colours.hair)
        canvas.fill(light, darker(traits.colours.hair, -0.14), alpha=0.45)


def draw_beard(canvas: DrawingCanvas, traits: Traits, outline: Points) -> None:
    """A beard within the ``outline`` of the head (its right half, from the top to the chin)."""
    kind, shape = traits.hair.beard, traits.shape
    if kind == "none":
        return
    tone = darker(traits.colours.hair, 0.1)
    if kind in ("stubble", "full"):
        jaw = outline[outline[:, 1] > 0.12]
        inner = curve(
            (0.0, shape.mouth + 1.15 * shape.lip_height + 0.02),
            (0.62 * shape.mouth_width, shape.mouth + shape.lip_height + 0.01),
            (1.25 * shape.mouth_width, shape.mouth - 0.03),
            (0.72 * shape.half_width, shape.mouth - 0.06),
            (0.93 * shape.half_width, 0.14),
        )
        scale = (1.0, 1.0) if kind == "stubble" else (1.015, 1.05)
        right = np.concatenate([inner, jaw * scale])
        canvas.fill(both_sides(right), tone, alpha=0.3 if kind == "stubble" else 0.93)
    if kind == "goatee":
        right = curve(
            (0.0, shape.mouth + shape.lip_height + 0.02),
            (0.7 * shape.mouth_width, shape.mouth + 1.3 * shape.lip_height + 0.02),
            (0.6 * shape.mouth_width, shape.chin - 0.03),
            (0.0, shape.chin + 0.035),
        )
        canvas.fill(both_sides(right), tone, alpha=0.93)
    if kind != "stubble":
        _moustache(canvas, traits)


def _moustache(canvas: DrawingCanvas, traits: Traits) -> None:
    shape = traits.shape
    x, y = shape.mouth_width, shape.mouth - 0.75 * shape.lip_height
    right = curve(
        (0.0, y - 0.055), (0.6 * x, y - 0.045), (1.12 * x, y + 0.03), (0.5 * x, y), (0.0, y - 0.006)
    )
    canvas.fill(both_sides(right), darker(traits.colours.hair, 0.16), alpha=0.95)
