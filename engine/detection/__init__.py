"""Image to faces: where they are, six landmarks each, and how sure the detector is."""

from engine.detection.detector import (
    BlazeFaceDetector,
    Detector,
    FollowingDetector,
    SearchingDetector,
)
from engine.detection.settings import DetectionSettings

__all__ = [
    "BlazeFaceDetector",
    "DetectionSettings",
    "Detector",
    "FollowingDetector",
    "SearchingDetector",
]
