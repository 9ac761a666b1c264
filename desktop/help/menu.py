"""The Help menu: how to begin, the guide, keys, what the program is made of, and for helpers."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal, Slot, qVersion
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from desktop.i18n import language
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.welcome import WelcomeDialog
from engine import __version__

if TYPE_CHECKING:
    from desktop.help.window import HelpWindow
    from engine.spec import ModelSpec


class HelpMenu(QMenu):
    """``way_chosen`` carries the ``Way`` that somebody chose in the welcome."""

    way_chosen = Signal(str)

    def __init__(
        self,
        *,
        session: Session,
        settings: Settings,
        messages: Messages,
        log_file: Path,
        shortcuts: Callable[[], QDialog | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Help"))
        self._session, self._settings, self._messages = session, settings, messages
        self._log_file, self._shortcuts, self._window = log_file, shortcuts, parent
        # That of the window: another one may be chosen, but for the next start.
        self._language = language.resolve(settings.language)
        self._help: HelpWindow | None = None
        self.addAction(self.tr("&Welcome"), self._show_welcome)
        self.addAction(self.tr("&User guide"), lambda: self.help.open_page("photos"))
        self.addAction(self.tr("&Keyboard shortcuts"), self._show_keys, QKeySequence("F1"))
        self.addSeparator()
        self.addAction(self.tr("&Model card"), lambda: self.help.open_page("model"))
        self.addAction(self.tr("&Licences"), lambda: self.help.open_page("licences"))
        self.addSeparator()
        self.addAction(self.tr("L&og"), lambda: self.help.open_page("log"))
        self.addAction(self.tr("&Copy diagnostic report"), self._copy_report)
        self.addSeparator()
        about = self.addAction(self.tr("&About AgeLens"), self.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    @property
    def help(self) -> HelpWindow:
        """The window with the guide, built when it is first asked for."""
        if self._help is None:
            # Imported here, as below: the window's start does not wait for what few people open.
            from desktop.help import window as help_pages
            from desktop.help.window import HelpWindow

            self._help = HelpWindow(
                language=self._language,
                card=lambda: help_pages.model_card(self._session.spec),
                log_file=self._log_file,
                parent=self._window,
            )
        return self._help

    @Slot()
    def _show_welcome(self) -> None:
        dialog = WelcomeDialog(self._window)
        dialog.way_chosen.connect(self.way_chosen)
        _show(dialog)

    @Slot()
    def _show_keys(self) -> None:
        dialog = self._shortcuts()
        if dialog is not None:
            _show(dialog)

    @Slot()
    def show_about(self) -> None:
        """What the program is, and which model it uses."""
        from desktop.help.about import AboutDialog

        spec = self._session.spec
        _show(AboutDialog(spec=spec, log_file=self._log_file, parent=self._window))

    @Slot()
    def _copy_report(self) -> None:
        pass

        session = self._session
        text = report(settings=self._settings, spec=session.spec, models=session.models)
        QGuiApplication.clipboard().setText(text)
        self._messages.say(self.tr("The report was copied: no photos, no names, no folders in it."))


def _show(dialog: QDialog) -> None:
    # Not exec(): photos go on being judged, and a test can look at it.
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


_PARTS = (
    "PySide6-Essentials",
    "ai-edge-litert",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "pillow-heif",
    "tensorflow",
    "tensorflow-cpu",
    "keras",
)


def report(*, settings: Settings, spec: ModelSpec | None, models: Sequence[ModelSpec]) -> str:
    """Return the report as plain text, in English for whoever helps.

    It holds no photo, no file name, no folder and no name of a person: a model of the user's own,
    whose id may tell where its faces came from, is only counted.
    """
    lines = [
        f"AgeLens {__version__}{' (installed)' if getattr(sys, 'frozen', False) else ''}",
        f"System: {platform.platform()}, {platform.machine()}, {os.cpu_count()} cores",
        f"Python {platform.python_version()}, Qt {qVersion()}, {QGuiApplication.platformName()}",
        f"Locale: {QLocale.system().name()}, {', '.join(QLocale.system().uiLanguages()[:3])}",
    ]
    lines += [
        f"Screen: {s.geometry().width()} x {s.geometry().height()}, scale {s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    ]
    lines += [
        f"Theme: {settings.theme}; language: {settings.language}",
        f"Model in use: {_model(spec)}; models: {len(models)}",
        f"Settings file: {'started afresh' if settings.started_afresh else 'read'}",
    ]
    lines += [f"{name} {version}" for name in _PARTS if (version := _version(name))]
    return "\n".join(lines)


def _model(spec: ModelSpec | None) -> str:
    if spec is None:
        return "none"
    shipped = files("resources").joinpath("models", spec.model_id).is_dir()
    name = spec.model_id if shipped else "one of the user's own"
    return f"{name} ({spec.architecture}, {spec.input_px} px, {spec.sha256[:12]})"


def _version(name: str) -> str:
    """The installed version; the package itself is not imported for it."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
