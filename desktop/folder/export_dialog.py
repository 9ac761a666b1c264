"""Taking results out of a project: asked for in a dialog, written in the lane, told at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.folder.text import judged_text, model_warning
from desktop.i18n.text import number
from desktop.jobs import Job, Urgency
from desktop.widgets.dialogs import ReportDialog, show
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll_page import ScrollPage
from engine.export import (
    BoxSettings,
    By,
    Classes,
    Export,
    ExportReport,
    FaceSelection,
    SidecarPlan,
    SortSettings,
    can_write_parquet,
    export_boxes,
    export_coco,
    export_csv,
    export_jsonl,
    export_parquet,
    export_sidecars,
    export_sorted,
    export_training,
    export_xlsx,
    plan_sidecars,
)
from engine.project import Project

_SUFFIXES: dict[Kind, str] = {
    "csv": ".csv",
    "xlsx": ".xlsx",
    "parquet": ".parquet",
    "jsonl": ".jsonl",
    "training": ".csv",
    "coco": ".json",
}
_BOXES: tuple[Kind, ...] = ("coco", "yolo", "voc")


class ExportController(QObject):
    """One export at a time; ``training_ready`` (path) when a table to train on is there.

    ``asked`` (dialog) when the dialog is on screen; ``planned`` (message box) when it is asked
    whether to write beside the photos.
    """

    training_ready = Signal(object)
    asked = Signal(object)
    planned = Signal(object)

    def __init__(
        self,
        context: AppContext,
        *,
        work: ProjectController,
        model: FaceModel,
        training_active: Callable[[], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._training_active = training_active
        self._context, self._work, self._model, self._window = context, work, model, parent
        self._job: Job | None = None

    @Slot()
    def ask(self) -> None:
        """Ask what is wanted, once it is known who labelled."""
        project = self._work.project
        if project is None:
            return
        job = self._context.lanes.model.submit(project.reviewers)
        job.succeeded.connect(lambda known: self._ask([name for name, _ in known]))
        job.failed.connect(self._context.messages.report)

    @Slot()
    def train(self) -> None:
        """Write a table to train on, and hand it over; not while it would be refused."""
        if self._training_active():
            message = self.tr("Training is in progress. Stop it before you train on these labels.")
            self._context.messages.say(message)
            return
        self._run(ExportOptions(kind="training"), hand_over=True)

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
            model=self._model_text(),
            parent=self._window.window(),
        )
        dialog.finished.connect(lambda code: self._answered(dialog, code))
        show(dialog)
        self.asked.emit(dialog)

    def _model_text(self) -> tuple[str, bool]:
        """Which model the values come from, and whether that needs a warning."""
        session, judges = self._context.session, self._work.judges
        warning = model_warning(judges, session.spec, session.models)
        return warning or judged_text(judges, session.models), bool(warning)

    def _answered(self, dialog: ExportDialog, code: int) -> None:
        if code != QDialog.DialogCode.Accepted:
            return
        if dialog.wish.kind == "xmp":
            self._plan(dialog.wish)
        else:
            self._run(dialog.wish)

    def _plan(self, wish: ExportOptions) -> None:
        """Count what would be written beside the photos, and ask."""
        project = self._work.project
        if project is None or self._job is not None:
            return
        choice = self._choice(wish)
        job = self._job = self._context.lanes.model.submit(
            lambda: plan_sidecars(project, choice=choice), urgency=Urgency.IDLE
        )
        job.succeeded.connect(lambda plan: self._ask_beside(wish, plan))
        job.failed.connect(self._context.messages.report)
        job.finished.connect(self._end)
        self._context.progress.watch(job, self.tr("Counting sidecars"))

    def _ask_beside(self, wish: ExportOptions, plan: SidecarPlan) -> None:
        if not plan.new and not plan.merged:
            self._context.messages.say(self.tr("There is no face to write a sidecar for."))
            return
        box = QMessageBox(self._window.window())
        box.setWindowTitle(self.tr("XMP sidecars"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        if plan.folder is None:
            box.setText(self.tr("Write sidecars beside the photos?"))
        else:
            text = self.tr("Write sidecars beside the photos in {0}?")
            box.setText(text.format(plan.folder))
        parts = []
        if plan.new:
            parts.append(self.tr("%Ln sidecars are new.", "", plan.new))
        if plan.merged:
            kept = self.tr(
                "%Ln sidecars are already there: they keep what other programs wrote in them.",
                "",
                plan.merged,
            )
            parts.append(kept)
        parts.append(self.tr("The photos themselves are not touched."))
        box.setInformativeText(" ".join(parts))
        agree = QPushButton(self.tr("Write sidecars"), box)
        box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        agree.clicked.connect(lambda: self._run(wish))
        show(box)
        self.planned.emit(box)

    def _run(self, wish: ExportOptions, *, hand_over: bool = False) -> None:
        project = self._work.project
        if project is None or self._job is not None:
            return
        place = self._ask_place(wish, project)
        if place is None and wish.kind != "xmp":
            return
        if wish.kind in ("yolo", "voc") and place is not None and _holds_something(place):
            self._ask_folder(wish, place)
            return
        self._submit(wish, place, hand_over=hand_over)

    def _ask_folder(self, wish: ExportOptions, place: Path) -> None:
        """Ask before files of a folder that is not empty may be replaced."""
        box = QMessageBox(QMessageBox.Icon.Warning, "", "", parent=self._window)
        box.setWindowTitle(self.tr("Export"))
        box.setText(self.tr("The folder {0} is not empty. Write into it?").format(place.name))
        box.setInformativeText(
            self.tr("Files of the same names are replaced; all others stay as they are.")
        )
        agree = QPushButton(self.tr("Write into it"), box)
        box.addButton(agree, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        agree.clicked.connect(lambda: self._submit(wish, place))
        show(box)
        self.planned.emit(box)

    def _submit(self, wish: ExportOptions, place: Path | None, *, hand_over: bool = False) -> None:
        project = self._work.project
        if project is None or self._job is not None:
            return
        choice, settings = self._choice(wish), self._settings()
        job = self._job = self._context.lanes.model.submit(
            lambda: _export(project, wish, place, choice, settings), urgency=Urgency.IDLE
        )
        job.succeeded.connect(lambda report: self._emit_found(wish, report, hand_over=hand_over))
        context = self.tr("The export was not finished.")
        job.failed.connect(lambda error: self._context.messages.report(error, context=context))
        job.finished.connect(self._end)
        self._context.progress.watch(job, self.tr("Exporting"))

    @Slot()
    def _end(self) -> None:
        self._job = None

    def _ask_place(self, wish: ExportOptions, project: Project) -> Path | None:
        """Where to write; sidecars belong beside their photos."""
        dialogs, window = self._context.dialogs, self._window
        if wish.kind == "xmp":
            return None
        if wish.kind in ("sorted", "yolo", "voc"):
            title = self.tr("Folder for the sorted pictures")
            if wish.kind != "sorted":
                title = self.tr("Folder for the boxes")
            return dialogs.folder(window, title=title, purpose="exports")
        suffix = _SUFFIXES[wish.kind]
        stem = project.path.stem + ("-training" if wish.kind == "training" else "")
        kinds = self.tr("Table (*{0})").format(suffix)
        return dialogs.save_as(
            window, title=self.tr("Export to"), name=f"{stem}{suffix}", kinds=kinds
        )

    def _settings(self) -> dict[str, object]:
        """How the folder was scanned, for the settings of a table."""
        about = self._work.about
        settings: dict[str, object] = {"paths": [] if about.root is None else [str(about.root)]}
        if (options := about.options) is not None:
            settings |= {
                "recursive": options.recursive,
                "hidden": options.hidden,
                "suffixes": sorted(options.suffixes),
                "detect": options.detect,
                "fast": not options.thorough,
            }
        return settings

    def _choice(self, wish: ExportOptions) -> FaceSelection:
        if not wish.shown:
            return FaceSelection(reviewer=wish.reviewer, consensus=wish.consensus)
        index = np.array(self._model.listing)
        return FaceSelection.of_rows(
            self._work.rows, index, reviewer=wish.reviewer, consensus=wish.consensus
        )

    def _emit_found(self, wish: ExportOptions, report: ExportReport, *, hand_over: bool) -> None:
        message = self._told(wish, report)
        self._context.messages.say(message)
        if report.problem_count:
            failed = self.tr("%Ln photos could not be exported.", "", report.problem_count)
            dialog = ReportDialog(
                title=self.tr("Export"),
                heading=message,
                text=failed,
                columns=(self.tr("Photo"), self.tr("Reason")),
                rows=[(one.name, one.reason) for one in report.problems],
                parent=self._window.window(),
            )
            show(dialog)
        if hand_over and report.rows:
            self.training_ready.emit(report.paths[0])

    def _told(self, wish: ExportOptions, report: ExportReport) -> str:
        message = self._written(wish, report)
        if report.left_out:
            lost = self.tr(
                "%Ln faces that the model no longer finds were left out.", "", report.left_out
            )
            message = _joined(message, lost)
        if report.further_pages:
            pages = self.tr(
                "%Ln further pages of TIFF files have no sidecar: a sidecar describes the first "
                "page of its file.",
                "",
                report.further_pages,
            )
            message = _joined(message, pages)
        if report.changed:
            changed = self.tr(
                "%Ln photos were changed after they were analysed; their rows say so. Check for "
                "changes, then export again.",
                "",
                report.changed,
            )
            message = _joined(message, changed)
        return message

    def _written(self, wish: ExportOptions, report: ExportReport) -> str:
        if wish.kind == "training" and not report.rows:
            return self.tr("No face has been labelled yet, so there is nothing to train on.")
        if wish.kind in ("xmp", "sorted"):
            message = self.tr("Files written: {0}, already there: {1}")
            message = message.format(number(report.written), number(report.unchanged))
            if report.merged:
                merged = self.tr("{0}, merged with what was there: {1}")
                message = merged.format(message, number(report.merged))
            if report.removed:
                gone = self.tr("{0}, removed from folders where they no longer belong: {1}")
                message = gone.format(message, number(report.removed))
            return message
        if wish.kind in _BOXES:
            boxes = self.tr("%Ln boxes saved as {0}", "", report.rows)
            return boxes.format(report.paths[0])
        return self.tr("%Ln rows saved as {0}", "", report.rows).format(report.paths[0])


def _export(
    project: Project,
    wish: ExportOptions,
    place: Path | None,
    choice: FaceSelection,
    settings: dict[str, object],
) -> Export:
    """The export as work for the lane."""
    if place is None:
        return export_sidecars(project, choice=choice)
    boxes = BoxSettings(classes=wish.classes, photos=wish.copies)
    exports: dict[Kind, Callable[[], Export]] = {
        "csv": lambda: export_csv(project, place, choice=choice, settings=settings),
        "xlsx": lambda: export_xlsx(project, place, choice=choice, settings=settings),
        "parquet": lambda: export_parquet(project, place, choice=choice, settings=settings),
        "jsonl": lambda: export_jsonl(project, place, choice=choice),
        "training": lambda: export_training(project, place, choice=choice),
        "coco": lambda: export_coco(project, place, boxes, choice=choice),
        "yolo": lambda: export_boxes(project, place, "yolo", boxes, choice=choice),
        "voc": lambda: export_boxes(project, place, "voc", boxes, choice=choice),
        "sorted": lambda: export_sorted(
            project,
            place,
            SortSettings(crops=wish.crops, photos=wish.photos, by=wish.by),
            choice=choice,
        ),
    }
    return exports[wish.kind]()


def _holds_something(folder: Path) -> bool:
    """Whether anything lies in a folder."""
    try:
        return any(folder.iterdir())
    except OSError:  # then writing says what is wrong
        return False


Kind = Literal[
    "csv", "xlsx", "parquet", "jsonl", "coco", "yolo", "voc", "xmp", "sorted", "training"
]
_INDENT_PX = 29
_FRAME_PX = 60  # a window's title, and a little of what is behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """``shown``: only what the filters let through. ``reviewer``: ``None`` for anybody.

    Of anybody's labels the newest counts, or with ``consensus`` what they come to together.
    ``crops`` and ``photos`` are sorted; ``copies`` of the photos go beside boxes of these
    ``classes``.
    """

    kind: Kind
    shown: bool = False
    reviewer: str | None = None
    consensus: bool = False
    by: By = "gender_age"
    crops: bool = True
    photos: bool = False
    classes: Classes = "face"
    copies: bool = False


class ExportDialog(QDialog):
    """``wish`` is what is set once it is accepted."""

    def __init__(
        self,
        *,
        shown: int,
        rows: int,
        reviewers: Sequence[str],
        model: tuple[str, bool] = ("", False),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.setMinimumWidth(560)
        self.kinds: dict[Kind, QRadioButton] = {}
        self._group = QButtonGroup(self)
        buttons = self._build_buttons()
        self._sorting, self._boxes = self._build_sorting(), self._build_boxes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(0)
        kinds = self._build_kinds()
        column.addWidget(ScrollPage(kinds, parent=self), 1)
        below = QVBoxLayout()
        below.setContentsMargins(22, 10, 22, 16)
        below.setSpacing(3)
        below.addLayout(self._build_scope(shown=shown, rows=rows, reviewers=reviewers))
        below.addWidget(self._rule)
        below.addSpacing(10)
        below.addWidget(self._build_model(*model))
        below.addWidget(buttons)
        column.addLayout(below)
        self.kinds["csv"].setChecked(True)
        for switch in (*self.kinds.values(), self.crops, self.photos):
            switch.toggled.connect(self._refresh)
        self._refresh()
        self._show_rule()
        width = max(self.minimumWidth(), self.minimumSizeHint().width())
        inside = width - self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        height = kinds.heightForWidth(inside) + below.totalHeightForWidth(width) + 14
        self.resize(width, min(height, self.screen().availableGeometry().height() - _FRAME_PX))

    @property
    def wish(self) -> ExportOptions:
        """What is set."""
        kind = next(key for key, radio in self.kinds.items() if radio.isChecked())
        return ExportOptions(
            kind=kind,
            shown=bool(self.scope.currentData()),
            reviewer=self._whose[self.reviewer.currentIndex()],
            consensus=self.reviewer.currentIndex() == self._consensus_at,
            by=self.by.currentData(),
            crops=self.crops.isChecked(),
            photos=self.photos.isChecked(),
            classes=self.classes.currentData(),
            copies=self.copies.isChecked(),
        )

    def _about(self, kind: Kind) -> tuple[str, str]:
        about: dict[Kind, tuple[str, str]] = {
            "csv": (
                self.tr("Table (CSV)"),
                self.tr("One row per face, with a description of each column and all settings."),
            ),
            "xlsx": (
                self.tr("Excel workbook"),
                self.tr("The same for Excel and LibreOffice, as sheets in one file."),
            ),
            "parquet": (
                self.tr("Parquet table"),
                self.tr("The same for large tables in Python or R, with the type of each column."),
            ),
            "coco": (
                self.tr("Boxes for COCO"),
                self.tr("One file with all boxes, for programs that train detectors."),
            ),
            "yolo": (
                self.tr("Boxes for YOLO"),
                self.tr("A text file for each photo, with boxes only: no age, no labels."),
            ),
            "voc": (
                self.tr("Boxes for Pascal VOC"),
                self.tr("An XML file for each photo, with boxes and all answers."),
            ),
            "jsonl": (
                self.tr("JSON Lines"),
                self.tr("For programs: with the labels of every reviewer."),
            ),
            "xmp": (
                self.tr("XMP sidecars"),
                self.tr(
                    "A small file beside each photo with its face regions, for photo managers. "
                    "The photos themselves are not touched."
                ),
            ),
            "sorted": (
                self.tr("Pictures sorted into folders"),
                self.tr("Cropped faces or copies of the photos, by label. The originals stay."),
            ),
            "training": (
                self.tr("Table to train on"),
                self.tr("The faces that people labelled, in the form that the Training tab reads."),
            ),
        }
        return about[kind]

    def _build_kinds(self) -> QWidget:
        """All forms, as long as the list is; the dialog scrolls where the screen is low."""
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(22, 6, 22, 0)
        column.setSpacing(3)
        for kind in get_args(Kind):
            if kind == "parquet" and not can_write_parquet():
                continue
            name, about = self._about(kind)
            column.addWidget(self._radio(kind, name))
            column.addWidget(self._hint(about))
            if kind == "voc":
                column.addWidget(self._boxes)
            elif kind == "sorted":
                column.addWidget(self._sorting)
        return inside

    def _build_boxes(self) -> QWidget:
        boxes = QWidget(self)
        self.classes = QComboBox(self)
        self.classes.setAccessibleName(self.tr("Name of each box"))
        names: tuple[tuple[str, Classes], ...] = (
            (self.tr("every box is a face"), "face"),
            (self.tr("female, male or unknown"), "gender"),
        )
        for name, key in names:
            self.classes.addItem(name, key)
        self.copies = QCheckBox(self.tr("Copy the photos, too"), self)
        self.copies.setChecked(True)
        row = QHBoxLayout(boxes)
        row.setContentsMargins(_INDENT_PX, 0, 0, 6)
        row.setSpacing(12)
        row.addWidget(self.classes)
        row.addWidget(self.copies)
        row.addStretch()
        return boxes

    def _build_model(self, text: str, warn: bool) -> QLabel:
        self.model = PlainLabel(text, self)
        self.model.setWordWrap(True)
        if warn:
            self.model.setObjectName("caution")
        else:
            self.model.setProperty("muted", True)
        self.model.setVisible(bool(text))
        return self.model

    def _radio(self, kind: Kind, name: str) -> QRadioButton:
        radio = self.kinds[kind] = QRadioButton(name, self)
        self._group.addButton(radio)
        return radio

    def _hint(self, text: str) -> QLabel:
        hint = PlainLabel(text, self)
        hint.setProperty("muted", True)
        hint.setWordWrap(True)
        hint.setContentsMargins(_INDENT_PX, 0, 0, 5)
        return hint

    def _build_sorting(self) -> QWidget:
        sorting = QWidget(self)
        self.crops = QCheckBox(self.tr("Faces"), self)
        self.crops.setChecked(True)
        self.photos = QCheckBox(self.tr("Photos"), self)
        self.by = QComboBox(self)
        self.by.setAccessibleName(self.tr("Folders by"))
        names: tuple[tuple[str, By], ...] = (
            (self.tr("by gender and age"), "gender_age"),
            (self.tr("by gender"), "gender"),
            (self.tr("by age"), "age"),
            (self.tr("by review state"), "state"),
        )
        for name, key in names:
            self.by.addItem(name, key)
        row = QHBoxLayout(sorting)
        row.setContentsMargins(_INDENT_PX, 0, 0, 6)
        row.setSpacing(12)
        for widget in (self.crops, self.photos, self.by):
            row.addWidget(widget)
        row.addStretch()
        return sorting

    def _build_scope(self, *, shown: int, rows: int, reviewers: Sequence[str]) -> QHBoxLayout:
        self.scope, self.reviewer = QComboBox(self), QComboBox(self)
        self.scope.setAccessibleName(self.tr("Which faces"))
        self.scope.addItem(self.tr("Everything"), False)
        if shown != rows:
            message = self.tr("Only what is shown ({0} of {1})")
            self.scope.addItem(message.format(number(shown), number(rows)), True)
        self.reviewer.setAccessibleName(self.tr("Whose labels"))
        self.reviewer.addItem(self.tr("latest label, any reviewer"))
        self._whose: list[str | None] = [None]
        self._consensus_at = -1
        if len(reviewers) > 1:
            self._consensus_at = self.reviewer.count()
            self.reviewer.addItem(self.tr("consensus of all reviewers"))
            self._whose.append(None)
        for name in reviewers:
            self.reviewer.addItem(name)
            self._whose.append(name)
        self.reviewer.currentIndexChanged.connect(self._show_rule)
        self._rule = PlainLabel(self)
        self._rule.setProperty("muted", True)
        self._rule.setWordWrap(True)
        self._rule.setContentsMargins(0, 6, 0, 0)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scope)
        row.addStretch()
        row.addWidget(PlainLabel(self.tr("Labels:"), self))
        row.addWidget(self.reviewer)
        return row

    @Slot()
    def _show_rule(self) -> None:
        """Say by which rule a face has one label, where several people have labelled it."""
        wish = self.wish
        if wish.consensus:
            rule = self.tr(
                "Age: the median. Gender, and whether it is a face: what more than half say. "
                "Without such a majority the gender stays empty, and the face stays a face; the "
                "table says so."
            )
        elif wish.reviewer is None:
            rule = self.tr("Of several labels of a face, the one given last counts.")
        else:
            rule = self.tr("Only the labels of {0} count.").format(wish.reviewer)
        self._rule.setText(rule)

    def _build_buttons(self) -> QDialogButtonBox:
        cancel, ok = QDialogButtonBox.StandardButton.Cancel, QDialogButtonBox.StandardButton.Ok
        buttons = QDialogButtonBox(cancel | ok, self)
        self.ok = buttons.button(ok)
        self.ok.setText(self.tr("Export…"))
        self.ok.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _refresh(self) -> None:
        sorting = self.kinds["sorted"].isChecked()
        self._sorting.setEnabled(sorting)
        self._boxes.setEnabled(any(self.kinds[kind].isChecked() for kind in _BOXES))
        self.copies.setEnabled(not self.kinds["coco"].isChecked())
        self.ok.setEnabled(not sorting or self.crops.isChecked() or self.photos.isChecked())


def _joined(message: str, more: str) -> str:
    return f"{message} {more}" if message.endswith(".") else f"{message}. {more}"
