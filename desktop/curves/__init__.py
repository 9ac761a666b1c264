"""Live curves of a training run: loss, apparent-age error and perceived-gender accuracy."""

from desktop.curves.panel import Curves, preload

__all__ = ["Curves", "preload"]
