"""What can be done with the camera, as actions that menus, buttons and shortcuts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from desktop.tab import MenuActions
from desktop.widgets.buttons import Actions

if TYPE_CHECKING:
    from desktop.webcam.text import State

_RUNNING: tuple[State, ...] = ("asking", "opening", "live", "frozen", "unplugged")


class WebcamActions(Actions):
    """The actions of the Webcam tab; whoever builds the tab connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        standard = QKeySequence.StandardKey
        self.start = self._make(self.tr("&Start camera"), "play", "Ctrl+R")
        self.pause = self._make(self.tr("&Pause"), "pause", "Ctrl+P")
        self.stop = self._make(self.tr("S&top and switch the camera off"), "stop", "Escape")
        self.open_video = self._make(self.tr("&Open video file…"), "open", standard.Open)
        self.save_picture = self._make(self.tr("&Save picture with boxes…"), "save", standard.Save)
        self.save_clean = self._make(self.tr("Save picture &without boxes…"), "", "Ctrl+Shift+S")
        self.log = self._switch(self.tr("&Log estimates to a table (CSV)…"), "table", "Ctrl+L")
        self.mirror = self._switch(self.tr("&Mirror the picture"), "mirror", "Ctrl+M")
        self.opt_in = self._switch(self.tr("&Blur until people agree"), "blur", "Ctrl+B")
        self.blur_all = self._make(self.tr("Blur &everyone again"), "", "Ctrl+Shift+B")
        self.resume = self._switch(self.tr("Start &again when this tab is back on screen"), "", "")
        # Until the tab is built there is nobody who would do any of it.
        self.refresh(state="off", built=False, picture=False)

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        run = [self.start, self.pause, self.stop, self.open_video]
        keep = [self.save_picture, self.save_clean, self.log]
        view = [self.mirror, self.opt_in, self.blur_all, None, self.resume]
        return {"file": [*run, None, *keep], "view": view}

    def refresh(self, *, state: State, built: bool, picture: bool, is_file: bool = False) -> None:
        """Offer what is possible in a state; ``picture``: there is one on screen.

        ``is_file``: it comes from a video file, which is never mirrored.
        """
        running = state in _RUNNING
        self.start.setEnabled(built and not running)
        self.pause.setEnabled(state in ("live", "frozen"))
        self.stop.setEnabled(running or state == "paused")
        self.open_video.setEnabled(built)
        for action in (self.save_picture, self.save_clean):
            action.setEnabled(picture)
        self.log.setEnabled(built and (running or self.log.isChecked()))
        for action in (self.opt_in, self.resume):
            action.setEnabled(built)
        self.mirror.setEnabled(built and not is_file)
        self.blur_all.setEnabled(built and self.opt_in.isChecked())

    def _switch(self, text: str, icon: str, keys: str) -> QAction:
        action = self._make(text, icon, keys)
        action.setCheckable(True)
        return action
