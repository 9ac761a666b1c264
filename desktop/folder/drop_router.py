"""Projects and tables by AgeLens go to the Folder tab, on whatever tab they are dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.jobs import Lane
from desktop.widgets import drop_frame as intake
from desktop.widgets.drop_frame import DroppedData

_SUFFIXES = (".csv", ".agelens")


class DropRouter(QObject):
    """``diverted`` (path) when something for the Folder tab was dropped on another one."""

    diverted = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._tabs: dict[QObject, Callable[[DroppedData], object]] = {}

    def watch(self, tab: QWidget, *, otherwise: Callable[[DroppedData], object]) -> None:
        """Filter the drops on a tab; what is not for the Folder tab goes to ``otherwise``."""
        self._tabs[tab] = otherwise
        tab.installEventFilter(self)  # the last one installed is asked first

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back a single file of the right type until the lane has inspected it."""
        if not isinstance(event, QDropEvent) or event.type() != QEvent.Type.Drop:
            return False
        taken = intake.take(event.mimeData())
        if taken is None or len(taken.paths) != 1:
            return False
        if taken.paths[0].suffix.lower() not in _SUFFIXES:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        otherwise = self._tabs[watched]
        self.divert(taken.paths, otherwise=lambda: otherwise(taken))
        return True

    def divert(self, paths: Sequence[Path], *, otherwise: Callable[[], object]) -> None:
        """Emit ``diverted`` for one file that is for the Folder tab, else call ``otherwise``."""
        if len(paths) != 1 or paths[0].suffix.lower() not in _SUFFIXES:
            otherwise()
            return
        path = paths[0]
        job = self._lane.submit(lambda: _is_ours(path))
        job.succeeded.connect(lambda ours: self.diverted.emit(path) if ours else otherwise())
        job.failed.connect(lambda _error: otherwise())


def _is_ours(path: Path) -> bool:
    """Whether a file is a project or a table by AgeLens; work for the lane."""
    from engine.project import is_project
    from engine.replay import is_own_table

    return is_project(path) or is_own_table(path)
