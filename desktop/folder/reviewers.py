"""Who reviews which faces, how far they are and how long it takes them: a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder.project_controller import ProjectController
from desktop.folder.text import rater_name
from desktop.i18n.text import decimal, duration, number
from desktop.jobs import Job, Urgency
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel
from desktop.widgets.search_field import EnterField
from engine.project.workload import Assignment, Method, ReviewerWork

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WIDTH_PX = 660  # of the table with counts of thousands and times of hours


class ReviewersController(QObject):
    """Shows the dialog and does what it asks for; ``asked`` (dialog) when it is on screen."""

    asked = Signal(object)

    def __init__(self, context: AppContext, *, work: ProjectController, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._work, self._window = context, work, parent
        self._job: Job | None = None

    @Slot()
    def ask(self) -> None:
        """Show who is how far."""
        work = self._work
        if work.project is None:
            return
        dialog = ReviewersDialog(
            folders=work.rows.folders,
            assignment=work.assignment,
            reviewer=work.reviewer,
            writable=not work.read_only,
            parent=self._window.window(),
        )
        dialog.assigned.connect(lambda assignment: self._assign(dialog, assignment))
        dialog.finished.connect(self._give_up)
        show(dialog)
        self._read(dialog)
        self.asked.emit(dialog)

    def _assign(self, dialog: ReviewersDialog, assignment: Assignment | None) -> None:
        self._work.assign(assignment)
        self._read(dialog)

    def _read(self, dialog: ReviewersDialog) -> None:
        self._give_up()
        project = self._work.project
        if project is None:
            return
        # After an assignment that is being written, which is as urgent as anything.
        job = self._job = self._context.lanes.model.submit(project.workload, urgency=Urgency.SOON)
        job.succeeded.connect(dialog.show_work)
        job.failed.connect(self._context.messages.report)

    @Slot()
    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


class ReviewersDialog(QDialog):
    """A row a reviewer, and below how the faces are shared out.

    ``assigned`` (Assignment, or ``None`` for everybody's) when that is to be another way.
    """

    assigned = Signal(object)

    def __init__(
        self,
        *,
        folders: Sequence[str],
        assignment: Assignment | None,
        reviewer: str,
        writable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reviewers"))
        self.setMinimumWidth(_WIDTH_PX)
        self.resize(_WIDTH_PX, 500)
        self._folders, self._reviewer = tuple(folders), reviewer
        # Whom somebody chose for a folder; the others go to the names in turn.
        self._named: dict[str, str] = {}
        if assignment is not None and assignment.method == "folders":
            self._named = dict.fromkeys(folders, "") | dict(assignment.folders)
        self.table = self._build_table()
        self.method = QComboBox(self)
        self.method.setAccessibleName(self.tr("How faces are shared out"))
        for text, method in (
            (self.tr("Every face is for everybody"), None),
            (self.tr("Photos in turn"), "photos"),
            (self.tr("By folder"), "folders"),
        ):
            self.method.addItem(text, method)
        self.names = EnterField(self)
        self.names.setObjectName("field")
        self.names.setAccessibleName(self.tr("Names of the reviewers, separated by commas"))
        self.names.setPlaceholderText(self.names.accessibleName())
        self.places = self._build_places()
        self.apply = QPushButton(self.tr("Share out"), self)
        for field in (self.method, self.names, self.places, self.apply):
            field.setEnabled(writable)
        self._arrange()
        self._show(assignment)
        self.method.activated.connect(self._follow)
        self.names.textChanged.connect(self._follow)
        self.names.returnPressed.connect(self.apply.click)
        self.apply.clicked.connect(self._apply)

    def _build_table(self) -> QTableWidget:
        headings = (
            self.tr("Reviewer"),
            self.tr("Reviewed"),
            self.tr("Of their faces"),
            self.tr("Time"),
            self.tr("Per face"),
        )
        table = QTableWidget(0, len(headings), self)
        table.setAccessibleName(self.tr("Progress of the reviewers"))
        table.setHorizontalHeaderLabels(headings)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        heads = table.horizontalHeader()
        heads.setAccessibleName(self.tr("Columns"))
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table

    def _build_places(self) -> QTableWidget:
        places = QTableWidget(len(self._folders), 2, self)
        places.setAccessibleName(self.tr("Folders and their reviewers"))
        places.setHorizontalHeaderLabels((self.tr("Folder"), self.tr("For")))
        places.setTabKeyNavigation(False)
        places.verticalHeader().hide()
        heads = places.horizontalHeader()
        heads.setAccessibleName(self.tr("Columns"))
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for row, folder in enumerate(self._folders):
            item = QTableWidgetItem(folder or self.tr("(the folder itself)"))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            places.setItem(row, 0, item)
            places.setCellWidget(row, 1, self._place_box(folder))
        return places

    def _place_box(self, folder: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self.tr("Reviewer of {0}").format(folder))
        box.view().setAccessibleName(box.accessibleName())
        box.activated.connect(lambda: self._named.__setitem__(folder, box.currentData()))
        return box

    def _arrange(self) -> None:
        note = PlainLabel(
            self.tr(
                "Time adds up what lies between two answers, except pauses of more than two "
                "minutes."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setProperty("muted", True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.ApplyRole)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(self.table, 1)
        column.addWidget(note)
        for part in (self.method, self.names):
            column.addWidget(part)
        column.addWidget(self.places, 1)
        column.addWidget(buttons)

    def _show(self, assignment: Assignment | None) -> None:
        method = None if assignment is None else assignment.method
        self.method.setCurrentIndex(self.method.findData(method))
        names = (self._reviewer,) if assignment is None else assignment.reviewers
        self.names.setText(", ".join(name for name in names if name))
        self._follow()

    @property
    def reviewers(self) -> tuple[str, ...]:
        """The names as they stand in the field, each once."""
        names = (name.strip() for name in self.names.text().split(","))
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def assignment(self) -> Assignment | None:
        """What is chosen here; ``None``: every face is for everybody."""
        method: Method | None = self.method.currentData()
        if method is None:
            return None
        folders: list[tuple[str, str]] = []
        if method == "folders":
            boxes = self._boxes()
            folders = [
                (folder, name)
                for folder, box in zip(self._folders, boxes, strict=True)
                if (name := box.currentData())
            ]
        return Assignment(method=method, reviewers=self.reviewers, folders=tuple(folders))

    def _boxes(self) -> list[QComboBox]:
        found = (self.places.cellWidget(row, 1) for row in range(self.places.rowCount()))
        return [box for box in found if isinstance(box, QComboBox)]

    @Slot()
    def _follow(self) -> None:
        """Show what the way that is chosen asks for; folders go to the names in turn."""
        method: Method | None = self.method.currentData()
        names = self.reviewers
        self.names.setVisible(method is not None)
        self.places.setVisible(method == "folders")
        self.apply.setEnabled(self.method.isEnabled() and (method is None or bool(names)))
        for place, (folder, box) in enumerate(zip(self._folders, self._boxes(), strict=True)):
            box.clear()
            box.addItem(self.tr("Nobody"), "")
            for name in names:
                box.addItem(name, name)
            usual = names[place % len(names)] if names else ""
            chosen = self._named.get(folder)
            known = chosen if chosen in ("", *names) else usual
            box.setCurrentIndex(max(box.findData(known), 0))

    @Slot()
    def _apply(self) -> None:
        self.assigned.emit(self.assignment)

    @Slot(object)
    def show_work(self, found: Sequence[ReviewerWork]) -> None:
        """Show how far everybody is."""
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            each = one.seconds_each
            texts = (
                rater_name(one.reviewer),
                number(one.reviewed),
                self.tr("{0} of {1}").format(number(one.done), number(one.assigned))
                if one.assigned
                else "–",
                duration(one.seconds) if one.seconds else "–",
                "–" if each is None else self.tr("{0} s").format(decimal(each)),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(_RIGHT)
                self.table.setItem(row, column, item)
