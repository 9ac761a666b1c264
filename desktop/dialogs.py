"""The system's file dialogs behind one small class, so that tests can answer in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.settings import Settings


class FileDialogs:
    """Asks for files and folders and remembers where the user was."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def photos(self, parent: QWidget, *, title: str, kinds: str) -> list[Path]:
        """Existing files; empty if the user changed their mind."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, self._start(), kinds)
        return self._remember([Path(name) for name in names])

    def folder(self, parent: QWidget, *, title: str) -> Path | None:
        """An existing folder."""
        name = QFileDialog.getExistingDirectory(parent, title, self._start())
        if not name:
            return None
        self._settings.last_folder = Path(name)
        return Path(name)

    def save_as(self, parent: QWidget, *, title: str, name: str, kinds: str) -> Path | None:
        """Where to write; the dialog has asked before an existing file is named."""
        start = str(self._settings.last_folder / name)
        chosen, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
        paths = self._remember([Path(chosen)] if chosen else [])
        return paths[0] if paths else None

    def _start(self) -> str:
        return str(self._settings.last_folder)

    def _remember(self, paths: list[Path]) -> list[Path]:
        if paths:
            self._settings.last_folder = paths[0].parent
        return paths
