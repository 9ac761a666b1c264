"""Checking a table again: the same photos, the same model, and the differences."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.folder.backend import FolderBackend
from desktop.i18n.text import number, plural, translate
from desktop.jobs import Job, Urgency
from desktop.widgets.dialogs import ReportDialog, show

if TYPE_CHECKING:
    from engine.replay import CellDifference, ReplayReport, ReplayStep

_MOST = 1000


class ReplayController(QObject):
    """At most one table at a time; ``shown`` (the dialog) when its result is on screen."""

    shown = Signal(object)

    def __init__(self, context: AppContext, backend: FolderBackend, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._backend, self._window = context, backend, parent
        self._job: Job | None = None
        self._differences: list[CellDifference] = []

    @Slot(object)
    def start(self, table: Path) -> None:
        """Check a table; messages about the previous one are cleared."""
        self.cancel()
        self._context.messages.clear()
        self._differences = []
        backend, messages = self._backend, self._context.messages
        job = self._job = self._context.lanes.model.submit(
            lambda: _in_lane(backend.replay(table)), urgency=Urgency.IDLE
        )
        job.reported.connect(self._keep)
        job.succeeded.connect(lambda report: self._show(table, report))
        context = self.tr("The table could not be checked.")
        job.failed.connect(lambda error: messages.report(error, context=context))
        job.finished.connect(lambda: self._end(job))
        self._context.progress.watch(job, self.tr("Checking {0}").format(table.name))

    def cancel(self) -> None:
        """Give it up."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    @Slot(object)
    def _keep(self, step: ReplayStep) -> None:
        room = _MOST - len(self._differences)
        self._differences += step.differences[:room]

    def _show(self, table: Path, report: ReplayReport) -> None:
        dialog = ReportDialog(
            title=self.tr("Table checked: {0}").format(table.name),
            heading=_heading(report),
            text=_text(report),
            columns=(
                self.tr("Photo"),
                self.tr("Line"),
                self.tr("Value"),
                self.tr("In the table"),
                self.tr("Now"),
            ),
            rows=[
                (one.image_path, str(one.line), one.column, one.before, one.after)
                for one in self._differences
            ],
            parent=self._window.window(),
        )
        show(dialog)
        self.shown.emit(dialog)


def _in_lane(
    steps: Generator[ReplayStep, None, ReplayReport],
) -> Generator[ReplayStep, None, ReplayReport]:
    """The steps as a generator, which the lane needs, whatever the backend returns."""
    return (yield from steps)


def _heading(report: ReplayReport) -> str:
    if report.verdict == "identical":
        return translate("folder", "No differences: every value is the same")
    if report.verdict == "unchecked":
        return translate("folder", "Nothing could be checked")
    return plural("folder", "%Ln differences found", report.differences)


def _text(report: ReplayReport) -> str:
    message = plural("folder", "{0} of %Ln photos were checked again.", report.photos)
    parts = [message.format(number(report.checked))]
    if report.missing_photos:
        gone = plural("folder", "%Ln photos are not where the table says.", report.missing_photos)
        parts.append(gone)
    for model in report.missing_models:
        message = translate("folder", "This model is not installed: {0}.")
        parts.append(message.format(model))
    if report.drawn:
        drawn = plural(
            "folder", "%Ln faces were added by people and cannot be repeated.", report.drawn
        )
        parts.append(drawn)
    if report.versions:
        message = translate("folder", "The table was made by AgeLens {0}.")
        parts.append(message.format(", ".join(report.versions)))
    return " ".join(parts)
