"""The actions of the Training tab, in the menus before the tab is built."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.tab import MenuActions
from desktop.widgets.buttons import Actions


class TrainingActions(Actions):
    """The actions of the Training tab; ``TrainingPage`` connects them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choose_folder = self._make(self.tr("Choose &folder of faces…"), "folder")
        self.choose_file = self._make(self.tr("Choose &archive or table…"), "table")
        self.start = self._make(self.tr("&Start training"), "play", "Ctrl+R")
        self.pause = self._make(self.tr("&Pause"), "pause", "Ctrl+Shift+P")
        self.resume = self._make(self.tr("&Resume"), "play", "Ctrl+Shift+R")
        self.stop = self._make(self.tr("S&top and keep the best so far"), "stop")
        self.runs = self._make(self.tr("&Earlier runs"), "table", "Ctrl+H")
        self.model_details = self._make(self.tr("Under the &hood"), "", "Ctrl+U")
        self.model_details.setCheckable(True)
        # Until the page is built nothing is connected.
        self.refresh(ready=False, active=True, state="idle", resumable=False)

    def by_menu(self) -> MenuActions:
        """Which action belongs into which menu; ``None`` separates groups."""
        choose = [self.choose_folder, self.choose_file]
        run = [self.start, self.pause, self.resume, self.stop]
        return {"file": [*choose, None, *run], "view": [self.runs, self.model_details]}

    def refresh(
        self, *, ready: bool, active: bool, state: str, resumable: bool, on_run: bool = False
    ) -> None:
        """Enable what is possible now.

        ``on_run``: a run is on screen, whose layers can be shown; ``ready``: a training is set up;
        ``active``: a run is going on, in ``state``; ``resumable``: the last run can be resumed.
        """
        for action in (self.choose_folder, self.choose_file, self.runs):
            action.setEnabled(not active)
        self.start.setEnabled(ready and not active)
        self.model_details.setEnabled(on_run)
        self.pause.setEnabled(state == "running")
        self.resume.setEnabled(state == "paused" or resumable)
        self.stop.setEnabled(state in ("running", "paused"))
