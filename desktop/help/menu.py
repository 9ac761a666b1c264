"""The Help menu with its dialogs on keys and on the program, and the diagnostic report."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence
from html import escape
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.context import AppContext
from desktop.i18n import language
from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import decimal, number
from desktop.messages import Messages
from desktop.session import Session
from desktop.settings import Settings
from desktop.tab import KeyList, MenuActions
from desktop.welcome import WelcomeDialog
from desktop.widgets.dialogs import show
from desktop.widgets.labels import ElidedLabel, PlainLabel
from desktop.widgets.scroll_page import ScrollPage
from engine import __version__

if TYPE_CHECKING:
    from desktop.help.window import HelpWindow
    from engine.spec import ModelSpec


class HelpMenu(QMenu):
    """``way_chosen`` carries the ``Way`` that somebody chose in the welcome.

    ``clearing_wanted`` when the history is to be cleared.
    """

    way_chosen = Signal(str)
    clearing_wanted = Signal()

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
        self.addAction(self.tr("Clear &history…"), self.clearing_wanted.emit)
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
        show(dialog)

    @Slot()
    def _show_keys(self) -> None:
        dialog = self._shortcuts()
        if dialog is not None:
            show(dialog)

    @Slot()
    def show_about(self) -> None:
        """What the program is, and which model it uses."""
        spec = self._session.spec
        show(AboutDialog(spec=spec, log_file=self._log_file, parent=self._window))

    @Slot()
    def _copy_report(self) -> None:
        session = self._session
        text = report(settings=self._settings, spec=session.spec, models=session.models)
        QGuiApplication.clipboard().setText(text)
        self._messages.say(self.tr("Report copied. It contains no photos, names or folders."))


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


_ICON_PX = 64
_WIDTH_PX = 560


class AboutDialog(QDialog):
    """Version, the essentials of the model card, licences, and where the log file is."""

    def __init__(
        self, *, spec: ModelSpec | None, log_file: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self.setWindowTitle(self.tr("About AgeLens"))
        self.setMinimumWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        column.addLayout(self._build_head())
        for heading, text in self._chapters(spec):
            column.addWidget(self._chapter(heading, text))
        column.addWidget(self._build_log())
        column.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        # Wrapped lines: how high they are follows from the width.
        self.setMinimumHeight(column.totalHeightForWidth(_WIDTH_PX))

    def _build_head(self) -> QHBoxLayout:
        picture = PlainLabel(self)
        picture.setPixmap(icons.app_pixmap(_ICON_PX, self.devicePixelRatioF()))
        picture.setAccessibleName(self.tr("AgeLens"))
        promise = self.tr("Photos and video never leave this computer.")
        version = self.tr("Version {0}").format(__version__)
        title = QLabel(f"<h2 style='margin:0'>AgeLens</h2>{version}<br>{promise}", self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture)
        row.addWidget(title, 1)
        return row

    def _chapters(self, spec: ModelSpec | None) -> list[tuple[str, str]]:
        chapters = [
            (
                self.tr("What the estimates are"),
                self.tr(
                    "Apparent age: how old a face looks in this picture, not how old the person "
                    "is. Perceived gender: how a face is likely to be read from its appearance, "
                    "not anyone’s identity. Both can be wrong, more often for children, old "
                    "people, poor light and groups that are rare in the training data. Scores "
                    "show how sure the model is, not how often it is right."
                ),
            )
        ]
        licences = self.tr("Program: Apache License 2.0.")
        if spec is None:
            chapters.append((self.tr("Model"), self.tr("No model is in use.")))
        else:
            use = self.tr("{0} ({1}).").format(spoken(spec.title), spec.model_id)
            parts = (use, self._figures(spec), spoken(spec.intended_use))
            chapters.append((self.tr("Model in use"), " ".join(filter(None, parts))))
            licences = f"{licences} {spoken(spec.licence)}"
        chapters.append((self.tr("Licences"), licences))
        return chapters

    def _figures(self, spec: ModelSpec) -> str:
        """How good the model was on the test split of its data set, if its card says so."""
        years = spec.metrics.get("test_age_mae_years")
        share = spec.metrics.get("test_gender_accuracy")
        if years is None or share is None:
            return ""
        return self.tr(
            "On test faces from its own data set, its ages were {0} years off on "
            "average, and {1} % of its genders were as labelled. Expect worse results on "
            "other photos."
        ).format(decimal(years), number(round(100 * share)))

    def _chapter(self, heading: str, text: str) -> QLabel:
        body = f"<br>{escape(text)}" if text else ""
        label = QLabel(f"<b>{escape(heading)}</b>{body}", self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _build_log(self) -> QWidget:
        box = QWidget(self)
        heading = self._chapter(self.tr("Log file"), "")
        place = ElidedLabel(box)
        place.setText(str(self._log_file))
        show = QPushButton(self.tr("Open folder"), box)
        show.setAccessibleName(self.tr("Open the folder of the log file"))
        copy = QPushButton(self.tr("Copy path"), box)
        copy.setAccessibleName(self.tr("Copy the path of the log file"))
        show.clicked.connect(self._open_log_folder)
        copy.clicked.connect(self._copy_log_path)
        row = QHBoxLayout()
        row.addWidget(heading, 1)
        row.addWidget(show)
        row.addWidget(copy)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(place)
        return box

    def _open_log_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))

    def _copy_log_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self._log_file))


class HistoryCleaner(QObject):
    """Asks, then forgets which photos were opened here; ``cleared`` when that is done.

    ``clear`` removes the files and returns those that remain; ``question`` is the one on screen.
    """

    cleared = Signal()

    def __init__(
        self,
        context: AppContext,
        clear: Callable[[], Sequence[Path]],
        window: Callable[[], QWidget],
    ) -> None:
        super().__init__(window())
        self._context, self._clear, self._window = context, clear, window
        self.question: QMessageBox | None = None

    @Slot()
    def ask(self) -> None:
        """Say what would be removed, and ask."""
        box = self.question = QMessageBox(self._window())
        box.setWindowTitle(self.tr("Clear history"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Forget which photos were opened on this computer?"))
        box.setInformativeText(
            self.tr(
                "Removed: small pictures of faces, the lists of recent projects and folders, and "
                "the logs. Your photos, labelling projects, models and settings are kept."
            )
        )
        clear = QPushButton(self.tr("Clear history"), box)
        box.addButton(clear, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        clear.clicked.connect(self._begin)
        show(box)

    @Slot()
    def _begin(self) -> None:
        self._context.settings.forget_history()
        job = self._context.lanes.model.submit(self._clear)
        job.succeeded.connect(self._end)
        job.failed.connect(self._context.messages.report)
        self._context.progress.watch(job, self.tr("Clearing the history"))

    @Slot(object)
    def _end(self, kept: Sequence[Path]) -> None:
        self.cleared.emit()
        if kept:
            names = ", ".join(path.name for path in kept)
            told = self.tr("Some files could not be removed: {0}").format(names)
        else:
            told = self.tr("The history is cleared.")
        self._context.messages.say(told)


_KEYS_PX = 520


class ShortcutsDialog(QDialog):
    """The keys of every action, and those that only the photo knows."""

    def __init__(
        self, actions: MenuActions, others: KeyList | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        table = QWidget(self)
        self._grid = QGridLayout(table)
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(7)
        menus = {"file": self.tr("File"), "edit": self.tr("Edit"), "view": self.tr("View")}
        for name, group in actions.items():
            rows = [
                (action.text().replace("&", "").rstrip("…"), _keys(action.shortcuts()))
                for action in group
                if action is not None and not action.shortcut().isEmpty()
            ]
            self._add_group(menus.get(name, name), rows)
        keys = self._photo_keys() if others is None else others
        self._add_group(self.tr("With the photo in front"), keys)
        area = ScrollPage(table, focusable=True, parent=self)
        area.setAccessibleName(self.tr("Keyboard shortcuts"))
        area.setMinimumWidth(table.sizeHint().width() + 24)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(area)
        column.addWidget(buttons)
        around = column.minimumSize().height() - area.minimumSizeHint().height()
        shown = min(table.sizeHint().height() + 8, _KEYS_PX)
        self.resize(column.minimumSize().width(), shown + around)

    def _add_group(self, heading: str, rows: KeyList) -> None:
        """Add what serves one purpose, under its name."""
        if not rows:
            return
        grid, first = self._grid, self._grid.rowCount()
        title = PlainLabel(heading, grid.parentWidget())
        title.setObjectName("heading")
        title.setContentsMargins(0, 10 if grid.count() else 0, 0, 0)
        grid.addWidget(title, first, 0, 1, 2)
        for line, (what, keys) in enumerate(rows, start=first + 1):
            grid.addWidget(PlainLabel(what, grid.parentWidget()), line, 0)
            name = PlainLabel(keys, grid.parentWidget())
            name.setProperty("muted", True)
            grid.addWidget(name, line, 1)

    def _photo_keys(self) -> KeyList:
        return (
            (self.tr("Previous or next photo"), self.tr("Left, Right")),
            (self.tr("First or last photo"), self.tr("Home, End")),
            (self.tr("Previous or next face"), self.tr("Up, Down")),
            (self.tr("Move the enlarged photo"), self.tr("Shift with arrow keys")),
            (self.tr("Zoom, fit, actual size"), self.tr("+  −  0  1, or the wheel")),
        )


def _keys(sequences: Sequence[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return "  ".join(sequence.toString(native) for sequence in sequences)
