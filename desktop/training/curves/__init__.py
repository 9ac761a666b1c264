"""Live curves of a training run: loss, apparent-age error and perceived-gender accuracy."""

from desktop.training.curves.panel import CurvesPanel, preload

__all__ = ["CurvesPanel", "preload"]
