"""Taking results out of a project: asked for in a dialog, written in the lane, told at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from desktop.folder_export_dialog import ExportDialog, ExportWish, Kind
from desktop.folder_model import FaceModel
from desktop.folder_recent import counted, number
from desktop.folder_report import ReportDialog, show
from desktop.folder_tools import FolderTools
from desktop.folder_work import FolderWork
from desktop.jobs import Job, Urgency
from engine.export import (
    Choice,
    Export,
    ExportReport,
    SortSettings,
    export_csv,
    export_jsonl,
    export_sidecars,
    export_sorted,
    export_training,
    export_xlsx,
)
from engine.project import Project

_SUFFIXES: dict[Kind, str] = {"csv": ".csv", "xlsx": ".xlsx", "jsonl": ".jsonl", "training": ".csv"}


class FolderExport(QObject):
    """One export at a time; ``training_ready`` (path) when a table to train on is there.

    ``asked`` (dialog) when the dialog is on screen.
    """

    training_ready = Signal(object)
    asked = Signal(object)

    def __init__(
        self, tools: FolderTools, *, work: FolderWork, model: FaceModel, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._tools, self._work, self._model, self._window = tools, work, model, parent
        self._job: Job | None = None

    @Slot()
    def ask(self) -> None:
        """Ask what is wanted, once it is known who labelled."""
        project = self._work.project
        if project is None:
            return
        job = self._tools.lane.submit(project.reviewers)
        job.succeeded.connect(lambda known: self._ask([name for name, _ in known]))
        job.failed.connect(self._tools.messages.report)

    @Slot()
    def train(self) -> None:
        """Write a table to train on, and hand it over; not while it would be refused."""
        if self._tools.training_active():
            told = self.tr("A training is going on: stop it before you train on these labels.")
            self._tools.messages.say(told)
            return
        self._run(ExportWish(kind="training"), hand_over=True)

    def cancel(self) -> None:
        """Give up what is being written; nothing half-written stays."""
        if self._job is not None:
            self._job.cancel()

    def _ask(self, reviewers: list[str]) -> None:
        if self._work.project is None:
            return
        dialog = ExportDialog(
            shown=self._model.rowCount(),
            rows=self._model.shown_of,
            reviewers=reviewers,
            parent=self._window.window(),
        )
        dialog.finished.connect(lambda code: self._answered(dialog, code))
        show(dialog)
        self.asked.emit(dialog)

    def _answered(self, dialog: ExportDialog, code: int) -> None:
        if code == QDialog.DialogCode.Accepted:
            self._run(dialog.wish)

    def _run(self, wish: ExportWish, *, hand_over: bool = False) -> None:
        project = self._work.project
        if project is None or self._job is not None:
            return
        place = self._ask_place(wish, project)
        if place is None and wish.kind != "xmp":
            return
        choice = self._choice(wish)
        job = self._job = self._tools.lane.submit(
            lambda: _export(project, wish, place, choice), urgency=Urgency.IDLE
        )
        job.succeeded.connect(lambda report: self._tell(wish, report, hand_over=hand_over))
        context = self.tr("The export was not finished.")
        job.failed.connect(lambda error: self._tools.messages.report(error, context=context))
        job.finished.connect(self._end)
        self._tools.progress.watch(job, self.tr("Exporting"))

    @Slot()
    def _end(self) -> None:
        self._job = None

    def _ask_place(self, wish: ExportWish, project: Project) -> Path | None:
        """Where to write; sidecars belong beside their photos."""
        dialogs, window = self._tools.dialogs, self._window
        if wish.kind == "xmp":
            return None
        if wish.kind == "sorted":
            return dialogs.folder(window, title=self.tr("Folder for the sorted pictures"))
        suffix = _SUFFIXES[wish.kind]
        stem = project.path.stem + ("-training" if wish.kind == "training" else "")
        kinds = self.tr("Table (*{0})").format(suffix)
        path = dialogs.save_as(
            window, title=self.tr("Export to"), name=f"{stem}{suffix}", kinds=kinds
        )
        return path if path is None or path.suffix else path.with_name(path.name + suffix)

    def _choice(self, wish: ExportWish) -> Choice:
        if not wish.shown:
            return Choice(reviewer=wish.reviewer)
        index = np.array(self._model.listing)
        return Choice.of_rows(self._work.rows, index, reviewer=wish.reviewer)

    def _tell(self, wish: ExportWish, report: ExportReport, *, hand_over: bool) -> None:
        told = self._told(wish, report)
        self._tools.messages.say(told)
        if report.problem_count:
            one = self.tr("1 photo could not be exported.")
            many = self.tr("{0} photos could not be exported.")
            dialog = ReportDialog(
                title=self.tr("Export"),
                heading=told,
                text=counted(report.problem_count, one=one, many=many),
                columns=(self.tr("Photo"), self.tr("Reason")),
                rows=[(one.name, one.reason) for one in report.problems],
                parent=self._window.window(),
            )
            show(dialog)
        if hand_over and report.rows:
            self.training_ready.emit(report.paths[0])

    def _told(self, wish: ExportWish, report: ExportReport) -> str:
        if wish.kind == "training" and not report.rows:
            return self.tr("Nobody has labelled a face yet, so there is nothing to train on.")
        if wish.kind in ("xmp", "sorted"):
            told = self.tr("Files written: {0}, there already: {1}")
            told = told.format(number(report.written), number(report.unchanged))
            if report.removed:
                gone = self.tr("{0}, taken out of folders where they no longer belong: {1}")
                told = gone.format(told, number(report.removed))
            return told
        told = self.tr("{0} rows saved as {1}")
        if report.rows == 1:
            told = self.tr("1 row saved as {1}")
        return told.format(number(report.rows), report.paths[0])


def _export(project: Project, wish: ExportWish, place: Path | None, choice: Choice) -> Export:
    """The export as work for the lane."""
    if place is None:
        return export_sidecars(project, choice=choice)
    if wish.kind == "sorted":
        settings = SortSettings(crops=wish.crops, photos=wish.photos, by=wish.by)
        return export_sorted(project, place, settings, choice=choice)
    tables: dict[Kind, Callable[..., Export]] = {
        "csv": export_csv,
        "xlsx": export_xlsx,
        "jsonl": export_jsonl,
        "training": export_training,
    }
    return tables[wish.kind](project, place, choice=choice)
