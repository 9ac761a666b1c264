"""Live curves of a training run: loss, apparent-age error and perceived-gender accuracy."""

from desktop.training.curves.panel import CurvesPanel

__all__ = ["CurvesPanel"]
