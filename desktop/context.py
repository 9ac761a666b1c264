"""What the composition root hands to every tab."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.theme import Theme
from desktop.widgets.dialogs import FileDialogs
from desktop.widgets.progress import ProgressPanel


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """The two worker threads: ``model`` for all inference, ``training`` for training."""

    model: Lane
    training: Lane


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AppContext:
    """The services that all tabs share; what only one of them needs is its backend's."""

    lanes: Lanes
    session: Session
    settings: Settings
    messages: Messages
    dialogs: FileDialogs
    theme: Theme
    progress: ProgressPanel
