"""The axes of a plot: round values with their unit, and whole epochs."""

from __future__ import annotations

import math

import pyqtgraph as pg

from desktop.curves import scale

_MOST_TICKS = 7
_VALUE_PX = 28
_EPOCH_PX = 42
"""Room for one tick with its text, on the upright and on the level axis."""


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """Round values with their unit; on a logarithmic axis places are logarithms."""

    logarithmic = False
    unit = ""

    def tickValues(
        self, low: float, high: float, size_px: float
    ) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        most = min(max(2, int(size_px / _VALUE_PX)), _MOST_TICKS)
        if not self.logarithmic:
            return [(1.0, scale.ticks(low, high, most=most))]
        values = scale.log_ticks(low, high, most=most)
        return [(1.0, [math.log10(value) for value in values if value > 0])]

    def tickStrings(self, places: list[float], factor: float, spacing: float) -> list[str]:
        """Return the values in plain figures."""
        values = [10.0**place if self.logarithmic else place for place in places]
        return [f"{scale.number_text(value)}{self.unit}" for value in values]


class EpochAxis(pg.AxisItem):  # type: ignore[misc]
    """Whole epochs."""

    def tickValues(
        self, low: float, high: float, size_px: float
    ) -> list[tuple[float, list[float]]]:
        """Return one level of ticks."""
        most = max(2, int(size_px / _EPOCH_PX))
        return [(1.0, scale.epoch_ticks(high, most=most))]

    def tickStrings(self, places: list[float], factor: float, spacing: float) -> list[str]:
        """Return the epochs' numbers."""
        return [scale.number_text(place) for place in places]
