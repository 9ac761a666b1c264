"""The system's file dialogs behind one small class, so that tests can answer in their place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.widgets.labels import PlainLabel, plain_tip


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


_MOST_ROWS = 1000


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
        self.heading.setObjectName("runTitle")
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
    dialog.open()
