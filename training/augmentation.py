"""Random changes to training chips, inside the graph and the same under every Keras backend.

One layer: a random similarity (flip, shift, rotation, zoom) and a few degradations that photos
outside UTKFace show (blur, grey, colour cast, bad light, JPEG-like blocks, noise, masks, the dots
of print). It acts in training only and is never part of what is exported. Where chips come with a
border, what the similarity moves into the frame is what was really there.
"""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import ops

from training.recipes import AugmentSettings

Tensor = Any
"""A tensor of whatever backend Keras runs on."""

_LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
_BLOCK_PX = 8  # of JPEG
_BLUR_TAPS = 7
_BLUR_SIGMA_PX = 1.6
_GAMMA = 2.2  # of a picture's tones: half the light is 2 ** (-1 / 2.2) of the tone
_MASK_TOP, _MASK_SLACK = 0.53, 0.06  # of the side: below the eyes, at the middle of the nose
_MASK_SIDES = 0.1  # of the side, left free
_SCREEN_PX = (2.0, 8.0)  # from dot to dot of a printed picture, in a chip
_SCREEN_HARDNESS = (4.0, 20.0)  # from ink that has run to sharp dots
_INK, _PAPER = (0.2, 0.13, 0.07), (0.93, 0.84, 0.67)  # of print that has turned brown


class Augment(keras.layers.Layer):  # type: ignore[misc]
    """``float32`` chips (N, S, S, 3) in [0, 1] to changed chips of the same range.

    A border of ``border_px`` on each side is taken off: the answer is (N, S - 2B, S - 2B, 3), in
    training and otherwise.
    """

    def __init__(
        self, settings: AugmentSettings, *, seed: int, border_px: int = 0, name: str = "augment"
    ) -> None:
        super().__init__(dtype="float32", name=name)
        self.settings = settings
        self._border_px = border_px
        self._seed = keras.random.SeedGenerator(seed)

    def call(self, chips: Tensor, training: bool = False) -> Tensor:
        """Change the chips in training; hand their frames through otherwise."""
        if not training:
            return self._framed(chips)
        chips = self._framed(self._move(chips))
        chips = self._degrade(chips)
        chips = ops.clip(self._light(chips), 0.0, 1.0)
        return self._masked(self._erased(self._underexposed(self._darkened(chips))))

    def compute_output_shape(self, input_shape: tuple[int, ...]) -> tuple[int, ...]:
        """The same shape without the border."""
        count, height, width, channels = input_shape
        return (count, height - 2 * self._border_px, width - 2 * self._border_px, channels)

    def _framed(self, chips: Tensor) -> Tensor:
        """The chips without their border."""
        if not self._border_px:
            return chips
        begin, end = self._border_px, chips.shape[1] - self._border_px
        return chips[:, begin:end, begin:end]

    def _uniform(self, count: Tensor, limit: float, *shape: int) -> Tensor:
        return keras.random.uniform((count, *shape), -limit, limit, seed=self._seed)

    def _move(self, chips: Tensor) -> Tensor:
        """One resampling for flip, shift, rotation and zoom; black comes in from outside."""
        s = self.settings
        count, side = ops.shape(chips)[0], chips.shape[1]
        flip = ops.where(self._uniform(count, 1.0) < (0.0 if s.flip else -2.0), -1.0, 1.0)
        angle = self._uniform(count, s.rotation_deg * math.pi / 180.0)
        if s.turned:
            far = self._uniform(count, s.turned_deg * math.pi / 180.0)
            chosen = keras.random.uniform((count,), seed=self._seed) < s.turned
            angle = ops.where(chosen, far, angle)
        scale = 1.0 + self._uniform(count, s.zoom)
        cos, sin = ops.cos(angle) * scale, ops.sin(angle) * scale
        half = (side - 1) / 2.0
        shift_px = s.shift * (side - 2 * self._border_px)
        dx, dy = self._uniform(count, shift_px), self._uniform(count, shift_px)
        # Output pixel (x, y) reads input (a x + b y + c, d x + e y + f) around the centre.
        a, b, d, e = cos * flip, -sin * flip, sin, cos
        c = half - a * half - b * half + dx
        f = half - d * half - e * half + dy
        zero = ops.zeros_like(a)
        matrix = ops.stack([a, b, c, d, e, f, zero, zero], axis=1)
        return ops.image.affine_transform(
            chips, matrix, interpolation="bilinear", fill_mode="constant", fill_value=0.0
        )

    def _degrade(self, chips: Tensor) -> Tensor:
        """Blur some chips, damage others like JPEG does, add noise to others again.

        Batches are shuffled, so a fixed part of each is a random choice of faces; working on the
        part alone costs a fifth of working on all and mixing.
        """
        s = self.settings
        count = ops.shape(chips)[0]
        parts, start = [], 0
        changes = (
            (s.blur, _blurred),
            (s.jpeg, _blocky),
            (s.noisy, self._noisy),
            (s.halftone, self._halftone),
        )
        for share, change in changes:
            stop = start + count * round(share * 100) // 100
            if share:
                strength = keras.random.uniform((stop - start, 1, 1, 1), 0.2, 1.0, seed=self._seed)
                parts.append(change(chips[start:stop], strength))
            start = stop
        return ops.concatenate([*parts, chips[start:]], axis=0)

    def _noisy(self, chips: Tensor, strength: Tensor) -> Tensor:
        """Sensor noise, the same in all channels."""
        shape = ops.shape(chips)
        noise = keras.random.normal((*shape[:3], 1), seed=self._seed)
        return chips + self.settings.noise * strength * noise

    def _halftone(self, chips: Tensor, strength: Tensor) -> Tensor:
        """Grey or brown print: dots of ink, larger where the picture is darker."""
        count, side = ops.shape(chips)[0], chips.shape[1]
        angle = self._uniform(count, math.pi, 1, 1, 1)
        turns = self._between(count, *(2.0 * math.pi / px for px in reversed(_SCREEN_PX)))
        phase = self._uniform(count, math.pi, 1, 1, 2)
        along = ops.arange(side, dtype="float32")
        x, y = ops.reshape(along, (1, 1, side, 1)), ops.reshape(along, (1, side, 1, 1))
        u = ops.cos(angle) * x + ops.sin(angle) * y
        v = ops.cos(angle) * y - ops.sin(angle) * x
        waves = ops.cos(turns * u + phase[..., :1]) + ops.cos(turns * v + phase[..., 1:])
        screen = 0.05 + 0.9 * (waves + 2.0) / 4.0
        luma = ops.array(_LUMA, dtype="float32")
        tone = ops.sum(chips * luma, axis=-1, keepdims=True)
        ink = ops.sigmoid(self._between(count, *_SCREEN_HARDNESS) * (tone - screen))
        tone = tone + strength * (ink - tone)
        age = self._between(count, 0.0, 1.0)
        black, white = (ops.array(colour, dtype="float32") for colour in (_INK, _PAPER))
        return age * black + (1.0 + age * (white - black - 1.0)) * tone

    def _between(self, count: Tensor, least: float, most: float) -> Tensor:
        """A number for each chip, (N, 1, 1, 1)."""
        return keras.random.uniform((count, 1, 1, 1), least, most, seed=self._seed)

    def _light(self, chips: Tensor) -> Tensor:
        """Grey pictures, colour casts, contrast and brightness as one matrix a chip."""
        s = self.settings
        count = ops.shape(chips)[0]
        identity = ops.eye(3, dtype="float32")
        luma = ops.broadcast_to(ops.reshape(ops.array(_LUMA, dtype="float32"), (3, 1)), (3, 3))
        chosen = keras.random.uniform((count, 1, 1), 0.0, 1.0, seed=self._seed) < s.grey
        matrix = ops.where(chosen, luma, identity)
        matrix = matrix * (1.0 + self._uniform(count, s.colour, 1, 3))
        matrix = matrix * (1.0 + self._uniform(count, s.contrast, 1, 1))
        mean = ops.mean(chips, axis=(1, 2))[:, None]
        lift = ops.mean(mean, axis=2, keepdims=True) + self._uniform(count, s.brightness, 1, 1)
        offset = lift - ops.mean(ops.matmul(mean, matrix), axis=2, keepdims=True)
        flat = ops.reshape(chips, (-1, chips.shape[1] * chips.shape[2], 3))
        return ops.reshape(ops.matmul(flat, matrix) + offset, ops.shape(chips))

    def _darkened(self, chips: Tensor) -> Tensor:
        """Some chips as in low light: the tones raised to a power of 1.3 to 2.5."""
        if not self.settings.dark:
            return chips
        count = ops.shape(chips)[0]
        chosen = self._chosen(count, self.settings.dark)
        power = keras.random.uniform((count, 1, 1, 1), 1.3, 2.5, seed=self._seed)
        # A logarithm of nought has no slope; half a step of 8 bits stands for it.
        dim = ops.exp(power * ops.log(ops.maximum(chips, 0.5 / 255.0)))
        return ops.where(chosen, dim, chips)

    def _underexposed(self, chips: Tensor) -> Tensor:
        """Some chips with up to ``stops`` halvings of the light, as a camera would take them."""
        if not self.settings.underexposed:
            return chips
        count = ops.shape(chips)[0]
        chosen = self._chosen(count, self.settings.underexposed)
        stops = keras.random.uniform((count, 1, 1, 1), 0.0, self.settings.stops, seed=self._seed)
        factor = ops.exp(-math.log(2.0) / _GAMMA * stops)
        return chips * ops.where(chosen, factor, 1.0)

    def _masked(self, chips: Tensor) -> Tensor:
        """Some faces with a plain mask over nose, mouth and chin, higher in the middle."""
        if not self.settings.masked:
            return chips
        count, side = ops.shape(chips)[0], chips.shape[1]
        along = (ops.arange(side, dtype="float32") + 0.5) / side
        x, y = ops.reshape(along, (1, 1, side, 1)), ops.reshape(along, (1, side, 1, 1))
        top = _MASK_TOP + self._uniform(count, _MASK_SLACK, 1, 1, 1)
        slope = keras.random.uniform((count, 1, 1, 1), 0.0, 0.5, seed=self._seed)
        off_middle = ops.abs(x - 0.5)
        below = y > top + slope * off_middle
        inside = ops.logical_and(below, off_middle < 0.5 - _MASK_SIDES)
        inside = ops.logical_and(inside, self._chosen(count, self.settings.masked))
        colour = keras.random.uniform((count, 1, 1, 3), seed=self._seed)
        return ops.where(inside, colour, chips)

    def _erased(self, chips: Tensor) -> Tensor:
        """A grey rectangle over a part of some chips: hands, hair, scarves (Zhong et al. 2020)."""
        if not self.settings.erase:
            return chips
        count, side = ops.shape(chips)[0], chips.shape[1]
        along = ops.arange(side, dtype="float32") / side
        inside = self._chosen(count, self.settings.erase)
        for axis in ((1, side, 1, 1), (1, 1, side, 1)):
            middle = keras.random.uniform((count, 1, 1, 1), seed=self._seed)
            half = keras.random.uniform((count, 1, 1, 1), 0.06, 0.2, seed=self._seed)
            near = ops.abs(ops.reshape(along, axis) - middle) < half
            inside = ops.logical_and(inside, near)
        grey = keras.random.uniform((count, 1, 1, 3), seed=self._seed)
        return ops.where(inside, grey, chips)

    def _chosen(self, count: Tensor, share: float) -> Tensor:
        return keras.random.uniform((count, 1, 1, 1), seed=self._seed) < share


def _blurred(chips: Tensor, strength: Tensor) -> Tensor:
    """Mix each chip with its Gaussian blur."""
    offsets = [i - _BLUR_TAPS // 2 for i in range(_BLUR_TAPS)]
    weights = [math.exp(-0.5 * (offset / _BLUR_SIGMA_PX) ** 2) for offset in offsets]
    taps = ops.array([weight / sum(weights) for weight in weights], dtype="float32")
    kernel = ops.broadcast_to(ops.reshape(taps, (-1, 1, 1, 1)), (_BLUR_TAPS, 1, 3, 1))
    across = ops.transpose(kernel, (1, 0, 2, 3))
    soft = ops.depthwise_conv(chips, kernel, padding="same", data_format="channels_last")
    soft = ops.depthwise_conv(soft, across, padding="same", data_format="channels_last")
    return chips + strength * (soft - chips)


def _blocky(chips: Tensor, strength: Tensor) -> Tensor:
    """Take up to half of the fine detail out of each 8x8 block."""
    side = chips.shape[1]
    excess = -side % _BLOCK_PX
    padded = ops.pad(chips, [[0, 0], [0, excess], [0, excess], [0, 0]])
    coarse = ops.average_pool(
        padded, _BLOCK_PX, strides=_BLOCK_PX, padding="valid", data_format="channels_last"
    )
    coarse = ops.repeat(ops.repeat(coarse, _BLOCK_PX, axis=1), _BLOCK_PX, axis=2)
    return chips + 0.5 * strength * (coarse[:, :side, :side, :] - chips)
