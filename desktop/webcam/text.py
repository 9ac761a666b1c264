"""What the Webcam tab says when there is nothing to see, and in its discreet line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.i18n.text import number, plural, translate

State = Literal[
    "off", "asking", "refused", "none", "opening", "live", "paused", "frozen", "unplugged",
    "busy", "broken",
]  # fmt: skip
"""How a source stands: ``frozen`` sends no frames, ``busy`` never sent one, ``broken`` is a file.

``unplugged`` waits for its camera, ``paused`` was stopped and keeps its last picture on screen.
"""


@dataclass(frozen=True, slots=True)
class VideoNotice:
    """A headline and a sentence or two."""

    title: str
    text: str


def notice_for(state: State, name: str, *, details: str = "") -> VideoNotice:
    """What to say in a state about the source ``name``."""
    texts = _waiting(name) | _troubles(name, details.strip() or name)
    return VideoNotice(*texts.get(state, ("", "")))


def _waiting(name: str) -> dict[State, tuple[str, str]]:
    """While nothing is wrong."""
    return {
        "off": (
            translate("webcam", "The camera is off"),
            translate("webcam", "Start it when everyone in view agrees."),
        ),
        "paused": (
            translate("webcam", "Paused"),
            translate("webcam", "Camera or video is closed until you start it again."),
        ),
        "asking": (
            translate("webcam", "May AgeLens use the camera?"),
            translate("webcam", "Your system is asking; the camera stays off until you answer."),
        ),
        "opening": (
            translate("webcam", "Starting…"),
            translate("webcam", "Waiting for the first picture from {0}.").format(name),
        ),
    }


def _troubles(name: str, received: str) -> dict[State, tuple[str, str]]:
    """When something is, and what can be done about it."""
    refused = translate(
        "webcam",
        "Your system has blocked it. Allow AgeLens to use the camera in the system’s "
        "privacy settings, then press Start camera again.",
    )
    none = translate("webcam", "Plug one in and it will appear here, or open a video file instead.")
    frozen = translate(
        "webcam", "{0} is sending no picture. The video continues automatically as soon as it does."
    )
    unplugged = translate("webcam", "Plug {0} in again, and the video continues automatically.")
    busy = translate(
        "webcam",
        "Is another program using it? Close that program, then press Start camera "
        "again. Details: {0}",
    )
    broken = translate(
        "webcam", "It is damaged, missing, or of a type that AgeLens cannot play. Details: {0}"
    )
    return {
        "refused": (translate("webcam", "AgeLens may not use the camera"), refused),
        "none": (translate("webcam", "No camera found"), none),
        "frozen": (translate("webcam", "No picture is coming"), frozen.format(name)),
        "unplugged": (translate("webcam", "The camera was unplugged"), unplugged.format(name)),
        "busy": (translate("webcam", "The camera could not be opened"), busy.format(received)),
        "broken": (translate("webcam", "This video cannot be played"), broken.format(received)),
    }


def figures(
    *, shown_rate: float, judged_rate: float, delay_ms: float | None, width_px: int, height_px: int
) -> str:
    """The discreet line: size, frames and predictions a second, milliseconds to the overlay."""
    parts = [
        translate("webcam", "{0} × {1}").format(width_px, height_px),
        plural("webcam", "%Ln frames/s", round(shown_rate)),
        plural("webcam", "%Ln predictions/s", round(judged_rate)),
    ]
    if delay_ms is not None:
        parts.append(translate("webcam", "{0} ms delay").format(number(round(delay_ms))))
    return " · ".join(parts)
