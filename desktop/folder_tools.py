"""What all parts of the Folder tab share, so that it is passed in one piece."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.busy import Progress
from desktop.dialogs import FileDialogs
from desktop.folder_doors import Doors
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FolderTools:
    """The model lane, and what the program is built of.

    ``training_active`` tells whether a training is going on, which takes no other faces then.
    """

    lane: Lane
    doors: Doors
    session: Session
    settings: Settings
    messages: Messages
    dialogs: FileDialogs
    theme: Theme
    progress: Progress
    training_active: Callable[[], bool] = lambda: False
