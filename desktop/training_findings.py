"""What a look at labelled faces found: a table, a histogram of ages, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.training_doors import Look
from desktop.training_fold import Fold
from training.dataset.check import Finding, Level
from training.dataset.utkface import Problem

_BARS_PX = 92
_LIST_PX = 150
_LISTED = 500
_PADDING_PX, _ENDLESS_PX = 18, 100_000
_WRAPPED = (1, 3)
_ICONS: dict[Level, str] = {"error": "problem", "warning": "warning", "note": "note"}


class FindingsView(QWidget):
    """The result of a data check; empty until ``show_look``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sum = QLabel(self)
        self._sum.setObjectName("heading")
        self._sum.setWordWrap(True)
        self.table = FindingTable(self)
        self.bars = AgeBars(self)
        self._left_out = QPlainTextEdit(self)
        self._left_out.setReadOnly(True)
        self._left_out.setTabChangesFocus(True)
        self._left_out.setFixedHeight(_LIST_PX)
        self._left_out.setAccessibleName(self.tr("Files that are left out"))
        self.fold = Fold(self.tr("Files that are left out"), self._left_out, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._sum, self.bars, self.table, self.fold):
            column.addWidget(widget)

    def show_look(self, look: Look) -> None:
        """Show what was found."""
        found = look.findings
        self._sum.setText(self._in_short(look))
        self.bars.show_counts(found.ages_by_decade)
        self.table.show_rows(found.rows)
        problems = (*found.unreadable, *found.unlabelled)
        self._left_out.setPlainText(self._listed(problems))
        self.fold.heading.setText(self.tr("Files that are left out ({0})").format(len(problems)))
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

    def _in_short(self, look: Look) -> str:
        found = look.findings
        return self.tr("“{0}”: {1} usable faces, {2} labelled female, {3} labelled male").format(
            look.source.title, f"{found.usable:,}", f"{found.females:,}", f"{found.males:,}"
        )

    def _listed(self, problems: Sequence[Problem]) -> str:
        lines = [f"{one.name}: {one.reason}" for one in problems[:_LISTED]]
        if len(problems) > _LISTED:
            lines.append(self.tr("… and {0} more").format(len(problems) - _LISTED))
        return "\n".join(lines)


class FindingTable(QTableWidget):
    """One row a finding: how serious, what, how many, examples; as high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._rows: tuple[Finding, ...] = ()
        self.setAccessibleName(self.tr("What was found in the data"))
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
            count = QTableWidgetItem(f"{row.count:,}")
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            examples = QTableWidgetItem("\n".join(row.examples))
            for column, item in enumerate((level, QTableWidgetItem(row.what), count, examples)):
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
            self.tr("{0} to {1} years: {2}").format(10 * place, 10 * place + 9, count)
            for place, count in enumerate(self._counts)
        ]
        self.setAccessibleDescription("; ".join(words))
        self.setToolTip("\n".join(words))
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
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{count:,}")
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            below = QRectF(left, self.height() - line, width, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, _decade(place))
        painter.end()


def _decade(place: int) -> str:
    return f"{10 * place}–{10 * place + 9}"
