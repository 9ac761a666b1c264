"""What the Webcam tab needs from outside, as functions: the real ones, or a test's stand-ins.

QtMultimedia and all else that is heavy is imported when one of them is called.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.session import SessionPipeline

if TYPE_CHECKING:
    from desktop.webcam.camera import CameraDevices, Frame, VideoSource
    from engine.live import LiveAnalyser
    from engine.results import Face


@dataclass(frozen=True, slots=True, kw_only=True)
class WebcamBackend:
    """Cameras, video files and a clock (seconds), and ``judge``, which runs in the lane."""

    devices: Callable[[], CameraDevices]
    open_file: Callable[[Path], VideoSource]
    judge: Callable[[SessionPipeline, Frame], tuple[Face, ...]]
    now: Callable[[], float] = time.monotonic


def webcam_backend() -> WebcamBackend:
    """The real ones."""
    return WebcamBackend(devices=_devices, open_file=_open_file, judge=_LiveJudge())


def _devices() -> CameraDevices:
    from desktop.webcam.camera import SystemDevices

    return SystemDevices()


def _open_file(path: Path) -> VideoSource:
    from desktop.webcam.camera import FileSource

    return FileSource(path)


class _LiveJudge:
    """A judge that remembers the last frame's faces; the lane calls it in one thread."""

    def __init__(self) -> None:
        self._live: LiveAnalyser | None = None  # comes with the first frame, as it is heavy

    def __call__(self, pipeline: SessionPipeline, frame: Frame) -> tuple[Face, ...]:
        """The faces of a frame; raises ``ModelError`` if the model fails."""
        from engine.images import from_array
        from engine.live import LiveAnalyser

        if self._live is None:
            self._live = LiveAnalyser()
        return self._live.analyse(pipeline, from_array(frame.rgb()), at_s=frame.taken_s)
