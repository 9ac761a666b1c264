"""Axes: which part of the values to show, where to put ticks, and how to write numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_PADDING = 0.06
_OUTLIERS_PERCENT = 2.0
_NICE = (0.5, 1.0, 2.0, 5.0, 10.0)


def scaled(values: Numbers, *, logarithmic: bool) -> Numbers:
    """Return where values lie on the axis: as they are, or their decimal logarithms.

    What has no logarithm is NaN and leaves a gap.
    """
    if not logarithmic:
        return values
    result = np.full(values.shape, math.nan)
    np.log10(values, out=result, where=values > 0)
    return result


def value_range(
    epochs: Sequence[Numbers],
    steps: Sequence[Numbers],
    *,
    limits: tuple[float, float] | None = None,
) -> tuple[float, float]:
    """Return the range of the axis for scaled values, within ``limits``; (0, 1) without values.

    Every epoch is shown. Single steps may leave the plot: the first ones are often so far off
    that nothing else could be told apart.
    """
    ends = [_finite(part) for part in epochs]
    few = [_finite(part) for part in steps]
    if any(len(part) for part in ends):
        few = [_without_outliers(part) for part in few]
    shown = np.concatenate([np.empty(0), *ends, *few])
    if not len(shown):
        return 0.0, 1.0
    low, high = float(shown.min()), float(shown.max())
    margin = (high - low) * _PADDING or max(abs(high) * _PADDING, 0.05)
    low, high = low - margin, high + margin
    if limits is not None:
        low, high = max(low, limits[0]), min(high, limits[1])
    return low, high


def ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return about ``most`` round numbers between two values, and two at least."""
    span = high - low
    if span <= 0 or most < 1:
        return []
    raw = span / most
    power = 10.0 ** math.floor(math.log10(raw))
    # One number alone gives no scale: then the next finer step, though it is a little crowded.
    fitting = next(number for number in range(len(_NICE)) if _NICE[number] * power >= raw * 0.999)
    found: list[float] = []
    for step in (_NICE[fitting] * power, _NICE[fitting - 1] * power):
        first = math.ceil(low / step - 1e-9)
        last = math.floor(high / step + 1e-9)
        found = [number * step for number in range(first, last + 1)]
        if len(found) >= 2:
            break
    return found


def log_ticks(low: float, high: float, *, most: int) -> list[float]:
    """Return round values between two decimal logarithms: 1, 2, 5, 10, or finer, or powers of 10.

    The numbers returned are values, not logarithms.
    """
    if high <= low:
        return []
    powers = range(math.floor(low), math.ceil(high) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        found = [digit * 10.0**power for power in powers for digit in digits]
        found = [value for value in found if low <= math.log10(value) <= high]
        if len(found) <= most:
            # Within one power of ten there are too few of these; evenly spaced ones do better.
            return found if len(found) >= 3 else ticks(10**low, 10**high, most=most)
    every = math.ceil(len(found) / most)
    return found[::every]


def epoch_ticks(high: float, *, most: int) -> list[float]:
    """Return whole numbers from 0 to ``high``."""
    every = max(1, math.ceil(high / max(most, 1)))
    nice = next(
        number * 10**power
        for power in range(9)
        for number in (1, 2, 5)
        if number * 10**power >= every
    )
    return [float(number) for number in range(0, math.floor(high + 1e-9) + 1, nice)]


def number_text(value: float) -> str:
    """Return a number for a tick, without needless digits and exponents."""
    return (
        "0" if abs(value) < 1e-12 else np.format_float_positional(float(f"{value:.6g}"), trim="-")
    )


def figure_text(value: float) -> str:
    """Return a measured, finite number to three digits, to two if it is below 0.1."""
    power = math.floor(math.log10(abs(value))) if value else 0
    digits = 2 - power if power >= -1 else 1 - power
    return f"{value:.{min(max(digits, 0), 5)}f}"


def _finite(values: Numbers) -> Numbers:
    return values[np.isfinite(values)]


def _without_outliers(values: Numbers) -> Numbers:
    if not len(values):
        return values
    return np.percentile(values, [_OUTLIERS_PERCENT, 100 - _OUTLIERS_PERCENT])
