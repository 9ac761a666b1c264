"""What all parts of the Training tab share, so that it is passed in one piece."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from desktop.dialogs import FileDialogs
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.training_addon import Addon
from desktop.training_doors import Doors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tools:
    """The training lane, what the program is built of, and the time of day.

    ``addon`` is what a program without TensorFlow needs to train; ``None`` needs nothing.
    """

    lane: Lane
    doors: Doors
    session: Session
    settings: Settings
    messages: Messages
    dialogs: FileDialogs
    theme: Theme
    addon: Addon | None = None
    now: Callable[[], datetime.datetime] = datetime.datetime.now
