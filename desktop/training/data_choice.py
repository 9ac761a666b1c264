"""Which faces to train on, and the check of these faces as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.context import AppContext
from desktop.i18n.backend_messages import filled, spoken
from desktop.i18n.text import number, translate
from desktop.jobs import Job, LaneTask
from desktop.training.backend import DataCheckResult, TrainingBackend
from desktop.training.text import linked
from desktop.widgets.choice_cards import Choice, ChoiceCards
from desktop.widgets.collapsible import CollapsibleSection
from desktop.widgets.labels import ElidedLabel, PlainLabel, plain_tip
from desktop.widgets.progress import ProgressPanel
from training.dataset.check import Finding, Findings, Level
from training.dataset.drawn import DRAWN_NOTE
from training.dataset.utkface import UTKFACE_NOTE, DataProblem
from training.run_evaluation import Place
from training.settings import DRAWN

_KINDS = "*.csv *.zip *.tar *.tar.gz *.tgz"


class DataChoice(QWidget):
    """Drawn faces or one's own; ``changed`` when others are chosen, or more is known of them.

    ``corrections_found`` says soon after whether it is AgeLens's own table of what people said.
    """

    changed = Signal()
    corrections_found = Signal(bool)

    def __init__(
        self, context: AppContext, backend: TrainingBackend, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._backend, self._dialogs, self._messages = backend, context.dialogs, context.messages
        self._lane = context.lanes.training
        self._own: Path | None = None
        self._found: Findings | None = None
        self._groups: tuple[str, ...] = ()
        self._kind = "drawn"
        self.checking = LaneTask(context.lanes.training, self)
        self.question = ChoiceCards(
            self.tr("Faces to learn from"),
            [
                Choice("drawn", self.tr("Drawn faces"), spoken(DRAWN_NOTE)),
                Choice("own", self.tr("Your own faces"), self._about_own()),
            ],
            parent=self,
        )
        self._name = ElidedLabel(self)
        self._name.setObjectName("photoName")
        self.choose_folder = QPushButton(self.tr("Folder…"), self)
        self.choose_file = QPushButton(self.tr("Archive or table…"), self)
        self.check_button = QPushButton(self.tr("Check these faces"), self)
        self.check_button.setToolTip(self.tr("Count the faces and find problems in the data"))
        self._note = QLabel(linked(spoken(UTKFACE_NOTE)), self)  # the program's own words
        self._note.setWordWrap(True)
        self._note.setOpenExternalLinks(False)
        self._note.setAccessibleName(self.tr("Where photos of faces come from"))
        self.progress = ProgressPanel(self)
        self.findings = FindingsView(self)
        self.findings.hide()
        self._arrange()
        self._connect()
        self._refresh()

    def _about_own(self) -> str:
        return self.tr(
            "A folder of UTKFace pictures, a folder for each class, an archive, or a table (CSV) "
            "of paths, ages and genders. Or drop one of them here. Nothing is changed or sent."
        )

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_folder)
        buttons.addWidget(self.choose_file)
        buttons.addStretch()
        own = self.question.cards["own"].column
        own.addSpacing(4)
        own.addLayout(buttons)
        own.addWidget(self._name)
        drawn = QHBoxLayout()
        drawn.addWidget(self.check_button)
        drawn.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self._note)
        column.addLayout(drawn)
        column.addWidget(self.progress)
        column.addWidget(self.findings)

    def _connect(self) -> None:
        self.question.changed.connect(self._choose_kind)
        self.choose_folder.clicked.connect(self.ask_folder)
        self.choose_file.clicked.connect(self.ask_file)
        self.check_button.clicked.connect(self.look)
        self._note.linkActivated.connect(lambda link: self._backend.open_url(QUrl(link)))
        self.checking.started.connect(self._follow)
        self.checking.ended.connect(self._refresh)
        self.checking.succeeded.connect(self._show)
        self.checking.failed.connect(self._fail)

    @property
    def found(self) -> Findings | None:
        """The findings of the check of the chosen faces; ``None`` before a complete check."""
        return self._found

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that the chosen faces name, as far as is known."""
        return self._groups

    @property
    def place(self) -> Place | None:
        """Where the faces are; ``None`` while nothing is chosen."""
        return DRAWN if self._kind == "drawn" else self._own

    def choose(self, place: Path) -> None:
        """Choose a folder, an archive or a table, and check it."""
        self._own = place
        self._name.setText(str(place))
        self.question.choose("own")
        self._forget()
        self._ask_for_corrections(place)
        self.look()

    def set_hovered(self, hovered: bool) -> None:
        """Show that faces may be dropped here."""
        self.question.cards["own"].set_hovered(hovered)

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder."""
        folder = self._dialogs.folder(self, title=self.tr("Folder of faces"), purpose="training")
        if folder is not None:
            self.choose(folder)

    @Slot()
    def ask_file(self) -> None:
        """Ask for an archive or a table."""
        kinds = self.tr("Archives and tables ({0});;All files (*)").format(_KINDS)
        files = self._dialogs.photos(
            self, title=self.tr("Archive or table"), kinds=kinds, purpose="training"
        )
        if files:
            self.choose(files[0])

    @Slot()
    def look(self) -> None:
        """Check the chosen faces."""
        place = self.place
        if place is not None:
            self.checking.start(lambda report: self._backend.check_data(place, report))

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self._forget()
            if kind == "own" and self._own is not None:
                self._ask_for_corrections(self._own)
            else:
                self.corrections_found.emit(False)

    def _ask_for_corrections(self, place: Path) -> None:
        """Find out in the lane whether this is a table of corrections: the drive may be slow."""

        def tell(found: object) -> None:
            if self.place == place:
                self.corrections_found.emit(bool(found))

        job = self._lane.submit(lambda: self._backend.is_corrections(place))
        job.succeeded.connect(tell)
        job.failed.connect(self._messages.report)

    def _forget(self) -> None:
        """Drop the findings: another place was chosen."""
        self.checking.cancel()
        self._found, self._groups = None, ()
        self.findings.hide()
        self._refresh()
        self.changed.emit()

    @Slot(object)
    def _follow(self, job: Job) -> None:
        self.progress.watch(job, self.tr("Checking the faces"))
        self._refresh()

    @Slot(object)
    def _show(self, look: DataCheckResult) -> None:
        self._found = look.findings if look.findings.complete else None
        self._groups = look.groups
        self.findings.show_result(look)
        self.findings.show()
        self.changed.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._messages.report(error, context=self.tr("These faces cannot be used."))

    @Slot()
    def _refresh(self) -> None:
        own = self._kind == "own"
        self._name.setVisible(self._own is not None)
        self._note.setVisible(own and self._own is None)
        self.check_button.setVisible(self.place is not None and not self.checking.busy)


_BARS_PX = 92
_LIST_PX = 150
_LISTED = 500
_PADDING_PX, _ENDLESS_PX = 18, 100_000
_WRAPPED = (1, 3)
_ICONS: dict[Level, str] = {"error": "problem", "warning": "warning", "note": "note"}


class FindingsView(QWidget):
    """The result of a data check; empty until ``show_result``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum = PlainLabel(self)
        self._sum.setObjectName("heading")
        self._sum.setWordWrap(True)
        self.table = FindingTable(self)
        self.bars = AgeBars(self)
        self._left_out = QPlainTextEdit(self)
        self._left_out.setReadOnly(True)
        self._left_out.setTabChangesFocus(True)
        self._left_out.setFixedHeight(_LIST_PX)
        self._left_out.setAccessibleName(self.tr("Skipped files"))
        self.fold = CollapsibleSection(self.tr("Skipped files"), self._left_out, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._sum, self.bars, self.table, self.fold):
            column.addWidget(widget)

    def show_result(self, look: DataCheckResult) -> None:
        """Show what was found."""
        found = look.findings
        self._sum.setText(self._in_short(look))
        self.bars.show_counts(found.ages_by_decade)
        self.table.show_rows(found.rows)
        problems = (*found.unreadable, *found.unlabelled)
        self._left_out.setPlainText(self._listed(problems))
        left_out = self.tr("Skipped files ({0})").format(number(len(problems)))
        self.fold.heading.setText(left_out)
        self.fold.setVisible(bool(problems))
        self.fold.set_open(False)

    @property
    def left_out(self) -> str:
        """The files that are left out, with their reasons, one a line."""
        return self._left_out.toPlainText()

    @property
    def summary(self) -> str:
        """The sentence on top."""
        return self._sum.text()

    def _in_short(self, look: DataCheckResult) -> str:
        found = look.findings
        told = self.tr(
            "“{0}”: %Ln usable faces, {1} labelled female, {2} labelled male", "", found.usable
        )
        source = look.source
        title = translate("training", "Drawn faces") if source.kind == "drawn" else source.title
        return told.format(title, number(found.females), number(found.males))

    def _listed(self, problems: Sequence[DataProblem]) -> str:
        lines = [problem_text(one) for one in problems[:_LISTED]]
        if len(problems) > _LISTED:
            lines.append(self.tr("… and %Ln more", "", len(problems) - _LISTED))
        return "\n".join(lines)


def problem_text(problem: DataProblem) -> str:
    """Return a file or row that is left out, and why."""
    return f"{problem.name}: {spoken(problem.reason)}"


class FindingTable(QTableWidget):
    """One row a finding: how serious, what, how many, examples; as high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._rows: tuple[Finding, ...] = ()
        self.setAccessibleName(self.tr("Data check results"))
        self.setHorizontalHeaderLabels(
            [self.tr("Level"), self.tr("What"), self.tr("Count"), self.tr("Examples")]
        )
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setAccessibleName(self.tr("Columns"))
        self.verticalHeader().setAccessibleName(self.tr("Rows"))
        for column, mode in enumerate(
            (
                QHeaderView.ResizeMode.ResizeToContents,
                QHeaderView.ResizeMode.Stretch,
                QHeaderView.ResizeMode.ResizeToContents,
                QHeaderView.ResizeMode.Stretch,
            )
        ):
            header.setSectionResizeMode(column, mode)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wrapping = QTimer(self, singleShot=True, interval=0)
        self._wrapping.timeout.connect(self._fit)
        # Not at once: the other columns have not got their width yet.
        header.sectionResized.connect(lambda: self._wrapping.start())

    def show_rows(self, rows: Sequence[Finding]) -> None:
        """Show other findings."""
        self._rows = tuple(rows)
        levels = {
            "error": self.tr("Problem"),
            "warning": self.tr("Warning"),
            "note": self.tr("Note"),
        }
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            level = QTableWidgetItem(levels[row.level])
            level.setIcon(icons.line_icon(_ICONS[row.level], self.palette()))
            count = QTableWidgetItem(number(row.count))
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            examples = QTableWidgetItem("\n".join(map(problem_text, row.examples)))
            for column, item in enumerate(
                (level, QTableWidgetItem(filled(row.template, row.arguments)), count, examples)
            ):
                self.setItem(place, column, item)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.rowCount():
            self.show_rows(self._rows)

    @Slot()
    def _fit(self) -> None:
        """Wrap the words anew, and be as high as they are."""
        # By hand: Qt's own fitting forgets the padding, and then words are missing at the end.
        for row in range(self.rowCount()):
            self.setRowHeight(row, max(self._height(row, c) for c in range(self.columnCount())))
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().height() + 2 * self.frameWidth())

    def _height(self, row: int, column: int) -> int:
        item = self.item(row, column)
        width = max(self.columnWidth(column) - _PADDING_PX, 1)
        room = QRect(0, 0, width, _ENDLESS_PX)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        words = item.text() if item is not None and column in _WRAPPED else ""
        return self.fontMetrics().boundingRect(room, flags, words or " ").height() + _PADDING_PX


class AgeBars(QWidget):
    """How many faces there are of each decade of age, as small bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Faces by age"))

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show faces by decade, from 0 years on; decades at the end without any are left out."""
        last = max((place for place, count in enumerate(counts) if count), default=-1)
        self._counts = tuple(counts[: last + 1])
        words = [
            self.tr("{0} to {1} years: %Ln faces", "", count).format(10 * place, 10 * place + 9)
            for place, count in enumerate(self._counts)
        ]
        self.setAccessibleDescription("; ".join(words))
        self.setToolTip(plain_tip("\n".join(words)))
        self.setVisible(bool(self._counts))
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low."""
        return QSize(400, _BARS_PX + 2 * self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a bar a decade, its count above and its first year below."""
        painter = QPainter(self)
        line = self.fontMetrics().height()
        width = min(self.width() / max(len(self._counts), 1), 84.0)
        most = max(self._counts, default=0) or 1
        room = self.height() - 2 * line - 4
        for place, count in enumerate(self._counts):
            left = place * width
            height = max(room * count / most, 1.0 if count else 0.0)
            bar = QRectF(left + 3, line + room - height + 2, width - 6, height)
            painter.fillRect(bar, self.palette().color(QPalette.ColorRole.Accent))
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            above = QRectF(left, bar.top() - line - 1, width, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, number(count))
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            below = QRectF(left, self.height() - line, width, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _decade(place))
        painter.end()


def _decade(place: int) -> str:
    return f"{10 * place}–{10 * place + 9}"
