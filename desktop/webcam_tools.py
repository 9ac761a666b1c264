"""What all parts of the Webcam tab share, so that it is passed in one piece."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.dialogs import FileDialogs
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.webcam_doors import WebcamDoors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WebcamTools:
    """The model lane, and what the program is built of."""

    lane: Lane
    doors: WebcamDoors
    session: Session
    settings: Settings
    messages: Messages
    dialogs: FileDialogs
    theme: Theme
