"""A project that is damaged: what can be saved of it becomes a new one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from desktop.context import AppContext
from desktop.folder.backend import FolderBackend
from desktop.i18n.backend_messages import error_text
from desktop.i18n.text import plural
from desktop.widgets.dialogs import show
from engine.errors import DamagedProjectError
from engine.project import SUFFIX

if TYPE_CHECKING:
    from engine.project.rescue import Rescued


class ProjectRescue(QObject):
    """Offers to save what can be saved; ``saved`` (path of the new project) when that is done."""

    saved = Signal(object)

    def __init__(self, context: AppContext, backend: FolderBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backend, self._window = context, backend, parent
        self.question: QMessageBox | None = None

    def offer(self, path: Path, error: DamagedProjectError) -> None:
        """Ask what to do about a damaged project, which stays as it is in any case."""
        box = self.question = QMessageBox(self._window.window())
        box.setWindowTitle(self.tr("Damaged project"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(error_text(error))
        box.setInformativeText(
            self.tr(
                "What can still be read can be saved as a new project. The damaged file is not "
                "changed."
            )
        )
        save = QPushButton(self.tr("Save what can be read…"), box)
        box.addButton(save, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(save)
        save.clicked.connect(lambda: self._ask_place(path))
        show(box)

    def _ask_place(self, path: Path) -> None:
        target = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Save the new project as"),
            name=self.tr("{0} (saved)").format(path.stem) + SUFFIX,
            kinds=self.tr("AgeLens projects ({0})").format(f"*{SUFFIX}"),
        )
        if target is None:
            return
        if target.suffix != SUFFIX:
            target = target.with_name(f"{target.name}{SUFFIX}")
        if target == path:
            message = self.tr("The damaged project is kept: choose another name.")
            self._context.messages.say(message)
            return
        rescue = self._backend.rescue_project
        job = self._context.lanes.model.submit(lambda: rescue(path, target))
        job.succeeded.connect(lambda rescued: self._tell(target, rescued))
        context = self.tr("The project could not be saved.")
        job.failed.connect(lambda error: self._context.messages.report(error, context=context))
        self._context.progress.watch(job, self.tr("Reading {0}").format(path.name))

    def _tell(self, target: Path, rescued: Rescued) -> None:
        parts = [
            plural("folder", "%Ln photos", rescued.photos),
            plural("folder", "%Ln faces", rescued.faces),
            plural("folder", "%Ln labels", rescued.labels),
        ]
        said = self.tr("Saved: {0}.").format(", ".join(parts))
        if not rescued.complete:
            again = self.tr("Some of it was lost, so all photos will be analysed again.")
            said = f"{said} {again}"
        self._context.messages.say(said)
        self.saved.emit(target)
