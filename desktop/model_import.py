"""Importing a model that somebody received: its description, a question, a trial, a copy."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.backend_messages import spoken
from desktop.i18n.text import decimal, number
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel, write_as_title

if TYPE_CHECKING:
    from engine.spec import ModelSpec

ImportModel = Callable[[Path], Generator[None, None, "ModelSpec"]]
"""Tries the model of a folder, copies it, and returns what was installed."""
_WIDTH_PX = 520


class ModelImporter(QObject):
    """Takes a model folder and asks; ``imported`` (``ModelSpec``) when it is installed.

    ``question`` is the dialog on screen.
    """

    imported = Signal(object)

    def __init__(
        self, context: AppContext, install: ImportModel, window: Callable[[], QWidget]
    ) -> None:
        super().__init__(window())
        self._context, self._install, self._window = context, install, window
        self.question: ModelQuestion | None = None

    @Slot()
    def ask(self) -> None:
        """Ask for a model folder."""
        title = self.tr("Choose a model folder")
        folder = self._context.dialogs.folder(self._window(), title=title, purpose="models")
        if folder is not None:
            self.take(folder)

    @Slot(object)
    def take(self, folder: Path) -> None:
        """Read what a model says of itself, then ask whether to import it."""
        self._context.messages.clear()
        job = self._context.lanes.model.submit(lambda: _read(folder))
        job.succeeded.connect(lambda spec: self._question(folder, spec))
        job.failed.connect(self._fail)
        self._context.progress.watch(job, self.tr("Reading {0}").format(folder.name))

    def _question(self, folder: Path, spec: ModelSpec) -> None:
        self.question = ModelQuestion(spec, self._window())
        self.question.accepted.connect(lambda: self._import(folder, spec))
        show(self.question)

    def _import(self, folder: Path, spec: ModelSpec) -> None:
        install = self._install
        job = self._context.lanes.model.submit(lambda: install(folder))
        job.succeeded.connect(self._end)
        job.failed.connect(self._fail)
        self._context.progress.watch(job, self.tr("Trying out {0}").format(spoken(spec.title)))

    @Slot(object)
    def _end(self, spec: ModelSpec) -> None:
        told = self.tr("{0} is installed. Choose it in the Model menu.")
        self._context.messages.say(told.format(f"{spoken(spec.title)} ({spec.model_id})"))
        self.imported.emit(spec)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        context = self.tr("The model was not imported.")
        self._context.messages.report(error, context=context)


def _read(folder: Path) -> ModelSpec:
    """What a folder says of itself, all files checked; work for the lane."""
    from engine.store import verify

    return verify(folder)


class ModelQuestion(QDialog):
    """What a model is and who made it, as it says itself, and whether to import it."""

    def __init__(self, spec: ModelSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a model"))
        self.setMinimumWidth(_WIDTH_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        heading = PlainLabel(self.tr("Import “{0}”?").format(spoken(spec.title)), self)
        write_as_title(heading)
        heading.setWordWrap(True)
        column.addWidget(heading)
        description = ModelDescription(spec, self)
        self.rows = description.rows
        column.addWidget(description)
        caution = PlainLabel(
            self.tr(
                "This is what the model says of itself. Nobody has verified who made it, or that "
                "its figures are true. Import models only from people you trust."
            ),
            self,
        )
        caution.setWordWrap(True)
        caution.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(caution, 1)
        column.addWidget(self._build_buttons())
        self.adjustSize()
        # Wrapped lines: how high they are follows from the width that they really have.
        self.resize(self.width(), column.totalHeightForWidth(self.width()))

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.confirm = QPushButton(self.tr("Import"), self)
        buttons.addButton(self.confirm, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        # Enter alone must not let a stranger's model in.
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        cancel.setFocus()
        return buttons


class ModelDescription(QWidget):
    """What a model says of itself, line by line; ``rows`` are (what, value).

    ``named`` tells its id, too, where it does not stand beside it.
    """

    def __init__(
        self, spec: ModelSpec, parent: QWidget | None = None, *, named: bool = True
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.rows = self._describe(spec)
        if named:
            self.rows.insert(0, (self.tr("Name"), spec.model_id))
        for line, (what, value) in enumerate(self.rows):
            name, text = PlainLabel(what, self), PlainLabel(value, self)
            name.setProperty("muted", True)
            for label in (name, text):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, line, 0)
            grid.addWidget(text, line, 1)
        grid.setRowStretch(len(self.rows), 1)

    def _describe(self, spec: ModelSpec) -> list[tuple[str, str]]:
        size = sum(spec.files[name].size for name in set(spec.networks.values()))
        unstated = self.tr("not stated")
        megabytes = self.tr("{0} MB").format(decimal(size / 1e6))
        rows = [
            (self.tr("Architecture"), f"{spec.architecture}, {spec.input_px} px, {megabytes}"),
            (self.tr("Made"), spec.created[:10] or unstated),
            (self.tr("Made with"), f"AgeLens {spec.versions.get('agelens', unstated)}"),
        ]
        if faces := round(spec.metrics.get("test_faces", 0.0)):
            rows.append((self.tr("Figures"), self._figures(spec, faces)))
        rows.append((self.tr("Terms"), spoken(spec.licence)))
        return rows

    def _figures(self, spec: ModelSpec, faces: int) -> str:
        parts = []
        years = spec.metrics.get("test_age_mae_years")
        share = spec.metrics.get("test_gender_accuracy")
        if years is not None:
            parts.append(self.tr("age {0} years off").format(decimal(years)))
        if share is not None:
            told = self.tr("gender right for {0} %")
            parts.append(told.format(number(round(100 * share))))
        parts.append(self.tr("on %Ln faces", "", faces))
        return ", ".join(parts)
