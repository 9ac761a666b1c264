"""The system's file dialogs behind one small class, so that tests can answer in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.text import translate
from desktop.settings import Settings
from desktop.widgets.labels import PlainLabel, plain_tip, write_as_title

Purpose = Literal["photos", "projects", "exports", "pictures", "videos", "training", "models"]
"""What a dialog is for: the next one for the same begins where the user was."""


class FileDialogs:
    """Asks for files and folders and remembers where the user was, for each purpose on its own.

    The first dialog for a purpose begins where the user was last for any.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def photos(
        self, parent: QWidget, *, title: str, kinds: str, purpose: Purpose = "photos"
    ) -> list[Path]:
        """Existing files; empty if the user changed their mind."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(self._start(purpose)), kinds)
        return self._remember([Path(name) for name in names], purpose)

    def folder(self, parent: QWidget, *, title: str, purpose: Purpose = "photos") -> Path | None:
        """An existing folder."""
        name = QFileDialog.getExistingDirectory(parent, title, str(self._start(purpose)))
        if not name:
            return None
        self._keep(Path(name), purpose)
        return Path(name)

    def save_as(
        self, parent: QWidget, *, title: str, name: str, kinds: str, purpose: Purpose = "exports"
    ) -> Path | None:
        """Where to write; the user has been asked before an existing file is named.

        A name without an ending gets that of ``name``. The system's dialog asks about what was
        typed, so whether to replace the file with the ending is asked here.
        """
        start = str(self._start(purpose) / name)
        typed, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
        if not typed:
            return None
        path = with_ending(Path(typed), name)
        if path != Path(typed) and path.exists() and not _may_replace(parent, path):
            return None
        self._keep(path.parent, purpose)
        return path

    def _start(self, purpose: Purpose) -> Path:
        return self._settings.folders.get(purpose, self._settings.last_folder)

    def _remember(self, paths: list[Path], purpose: Purpose) -> list[Path]:
        if paths:
            self._keep(paths[0].parent, purpose)
        return paths

    def _keep(self, folder: Path, purpose: Purpose) -> None:
        self._settings.last_folder = folder
        self._settings.folders = {**self._settings.folders, purpose: folder}


def photo_patterns() -> str:
    """What a file dialog takes for photos: "*.apng *.avif …"."""
    from engine.images import SUFFIXES  # the window's start does not wait for this

    return " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))


def with_ending(path: Path, name: str) -> Path:
    """The path, with the ending of ``name`` where it has none."""
    return path if path.suffix else path.with_name(path.name + Path(name).suffix)


def _may_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether a file that is there is to be replaced."""
    box = replace_question(path, parent)
    box.exec()
    agreed = box.buttonRole(box.clickedButton()) is QMessageBox.ButtonRole.AcceptRole
    box.deleteLater()
    return agreed


def replace_question(path: Path, parent: QWidget) -> QMessageBox:
    """The question whether a file that is there is to be replaced; Enter and Escape keep it."""
    box = QMessageBox(QMessageBox.Icon.Warning, "", "", parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(translate("dialogs", "Replace the file?"))
    text = translate("dialogs", "There is a file {0} in this folder. Replace it?")
    box.setText(text.format(path.name))
    box.addButton(translate("dialogs", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    return box


_MOST_ROWS = 1000
_FRAME_PX = 40  # a window's title, above what is counted as its size


class ReportDialog(QDialog):
    """A heading, a few sentences, and a table of rows that can be copied."""

    def __init__(
        self,
        *,
        title: str,
        heading: str,
        text: str,
        columns: Sequence[str] = (),
        rows: Sequence[Sequence[str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._columns, self._rows = tuple(columns), [tuple(row) for row in rows]
        self.heading = PlainLabel(heading, self)
        write_as_title(self.heading)
        self.text = PlainLabel(text, self)
        for label in (self.heading, self.text):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.text)
        self.table = self._build_table()
        if self._rows:
            column.addWidget(self.table, 1)
            self.resize(760, 480)
        column.addWidget(self._build_buttons())

    def _build_table(self) -> QTableWidget:
        shown = self._rows[:_MOST_ROWS]
        table = QTableWidget(len(shown), len(self._columns), self)
        table.setAccessibleName(self.tr("What was out of the ordinary"))
        table.setHorizontalHeaderLabels(list(self._columns))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        for number, row in enumerate(shown):
            for place, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                table.setItem(number, place, item)
        headings = table.horizontalHeader()
        headings.setStretchLastSection(True)
        headings.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        headings.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        headings.setDefaultSectionSize(150)
        if self._columns:
            headings.resizeSection(0, 250)
        table.setVisible(bool(shown))
        return table

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.copy = QPushButton(self.tr("Copy the list"), self)
        self.copy.clicked.connect(self._copy)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.setVisible(bool(self._rows))  # the box shows what it is given
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return buttons

    @Slot()
    def _copy(self) -> None:
        lines = ["\t".join(row) for row in (self._columns, *self._rows)]
        QGuiApplication.clipboard().setText("\n".join(lines))


def show(dialog: QDialog) -> None:
    """Show a dialog that deletes itself; not ``exec``: what is under way goes on."""
    dialog.finished.connect(dialog.deleteLater)
    fit_screen(dialog)
    dialog.open()


def fit_screen(dialog: QDialog) -> None:
    """Make a dialog no larger than its screen has room for, its frame included.

    One without a size of its own takes what it asks for, as Qt would give it when it is shown.
    """
    if not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        dialog.adjustSize()
    room = dialog.screen().availableGeometry().size() - QSize(0, _FRAME_PX)
    dialog.resize(dialog.size().boundedTo(room))
