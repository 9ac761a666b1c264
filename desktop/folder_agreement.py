"""How far two people agree: who with whom, the figures, and where they differ."""

from __future__ import annotations

from collections.abc import Generator, Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.folder_agreement_dialog import AgreementDialog
from desktop.folder_report import show
from desktop.folder_tools import FolderTools
from desktop.folder_work import FolderWork
from desktop.jobs import Job, Urgency
from engine.agreement import Agreement, agreement_steps
from engine.project import Project


class AgreementAsking(QObject):
    """``face_wanted`` (face id) when the user wants to see a face on which two differ.

    ``asked`` (dialog) when the dialog is on screen.
    """

    face_wanted = Signal(int)
    asked = Signal(object)

    def __init__(self, tools: FolderTools, *, work: FolderWork, parent: QWidget) -> None:
        super().__init__(parent)
        self._tools, self._work, self._window = tools, work, parent
        self._job: Job | None = None

    @Slot()
    def ask(self) -> None:
        """Show the dialog, once it is known who labelled."""
        project = self._work.project
        if project is None:
            return
        job = self._tools.lane.submit(project.reviewers)
        job.succeeded.connect(self._show)
        job.failed.connect(self._tools.messages.report)

    @Slot(object)
    def _show(self, reviewers: Sequence[tuple[str, int]]) -> None:
        if self._work.project is None:
            return
        dialog = AgreementDialog(
            reviewers, reviewer=self._work.reviewer, parent=self._window.window()
        )
        dialog.pair_chosen.connect(lambda one, other: self._compute(dialog, one, other))
        dialog.face_chosen.connect(self._leave_for)
        dialog.finished.connect(self._give_up)
        show(dialog)
        self.asked.emit(dialog)
        dialog.choose()

    def _compute(self, dialog: AgreementDialog, one: str, other: str | None) -> None:
        project = self._work.project
        self._give_up()
        if project is None:
            return
        job = self._job = self._tools.lane.submit(
            lambda: _steps(project, one, other), urgency=Urgency.SOON
        )
        job.succeeded.connect(lambda found: dialog.show_agreement(found, self._name_of))
        job.failed.connect(self._tools.messages.report)

    @Slot()
    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _leave_for(self, face_id: int) -> None:
        self.face_wanted.emit(face_id)

    def _name_of(self, face_id: int) -> str:
        row = self._work.row_of(face_id)
        return "" if row is None else self._work.rows.names[row]


def _steps(project: Project, one: str, other: str | None) -> Generator[None, None, Agreement]:
    return (yield from agreement_steps(project.photos(), one, other))
