"""What can be done about a training, as actions that menus and buttons share."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.actions import Actions
from desktop.tab import MenuActions


class TrainingActions(Actions):
    """The actions of the Training tab; whoever builds the tab connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choose_folder = self._make(self.tr("Choose &folder of faces…"), "folder")
        self.choose_file = self._make(self.tr("Choose &archive or table…"), "table")
        self.start = self._make(self.tr("&Start training"), "play", "Ctrl+R")
        self.pause = self._make(self.tr("&Pause"), "pause", "Ctrl+Shift+P")
        self.resume = self._make(self.tr("&Resume"), "play", "Ctrl+Shift+R")
        self.stop = self._make(self.tr("S&top and keep the best so far"), "stop")
        self.hood = self._make(self.tr("Under the &hood"), "", "Ctrl+U")
        self.hood.setCheckable(True)
        # Until the tab is built there is nobody who would do any of it.
        self.refresh(ready=False, active=True, state="idle", resumable=False)

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        choose = [self.choose_folder, self.choose_file]
        run = [self.start, self.pause, self.resume, self.stop]
        return {"file": [*choose, None, *run], "view": [self.hood]}

    def refresh(self, *, ready: bool, active: bool, state: str, resumable: bool) -> None:
        """Offer what is possible now.

        ``ready``: faces are chosen; ``active``: a run is going on, in ``state``; ``resumable``: the
        last one can be gone on with.
        """
        for action in (self.choose_folder, self.choose_file):
            action.setEnabled(not active)
        self.start.setEnabled(ready and not active)
        self.pause.setEnabled(state == "running")
        self.resume.setEnabled(state == "paused" or resumable)
        self.stop.setEnabled(state in ("running", "paused"))
