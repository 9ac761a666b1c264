"""After an error that nobody foresaw: a dialog in plain words, and the offer at the next start."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.crash import Opened
from desktop.messages import Problem

_DETAILS_PX = 220
_WIDTH_PX = 500


class CrashDialog(QDialog):
    """Says that something went wrong inside AgeLens; ``quit_wanted`` to start afresh.

    Further errors are added to its details instead of opening a dialog each.
    """

    quit_wanted = Signal()

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        title = QLabel(self.tr("Something went wrong in AgeLens"), self)
        title.setObjectName("runTitle")
        text = QLabel(
            self.tr(
                "This is a mistake in the program, not yours. What was written to disk is safe, "
                "and you can go on. If AgeLens behaves oddly from now on, close it and start it "
                "again. The details help whoever repairs it; they may name files of yours."
            ),
            self,
        )
        text.setWordWrap(True)
        # Not the dialog's own width: that would let it cut off the buttons of a wordier language.
        text.setMinimumSize(_WIDTH_PX, text.heightForWidth(_WIDTH_PX))
        self.details = QPlainTextEdit(problem.details, self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setFixedHeight(_DETAILS_PX)
        self.details.setAccessibleName(self.tr("Details of the error"))
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(text)
        column.addWidget(self.details)
        column.addLayout(self._buttons())
        self.go_on.setFocus()

    def _buttons(self) -> QHBoxLayout:
        self.toggle = QPushButton(self.tr("Details"), self)
        self.toggle.setCheckable(True)
        self.copy = QPushButton(self.tr("Copy details"), self)
        self.leave = QPushButton(self.tr("Close AgeLens"), self)
        self.go_on = QPushButton(self.tr("Go on"), self)
        self.go_on.setObjectName("primary")
        self.go_on.setDefault(True)
        self.toggle.toggled.connect(self._show_details)
        self.copy.clicked.connect(self._copy)
        self.leave.clicked.connect(self._quit)
        self.go_on.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.toggle)
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.go_on)
        return row

    def add(self, problem: Problem) -> None:
        """One more error, while the first one is still on screen."""
        # The same one again and again, as a widget that cannot be painted brings it, says no more.
        if problem.details not in self.details.toPlainText():
            self.details.appendPlainText("\n" + problem.details)

    @Slot(bool)
    def _show_details(self, shown: bool) -> None:
        self.details.setVisible(shown)
        self.adjustSize()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    @Slot()
    def _quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()


class CrashOffer(QFrame):
    """After a crash: what was open, offered again. ``accepted`` carries ``Opened``."""

    accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = Opened()
        self.setObjectName("banner")
        self.setAccessibleName(self.tr("After the program ended unexpectedly"))
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.again = QPushButton(self.tr("Open again"), self)
        self.drop = QPushButton(self.tr("Not now"), self)
        self.again.clicked.connect(self._accept)
        self.drop.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(self.text, 1)
        row.addWidget(self.drop)
        row.addWidget(self.again)
        self.hide()

    def offer(self, opened: Opened) -> None:
        """Ask whether to open this again; nothing to open, nothing to ask."""
        self._opened = opened
        parts = []
        if opened.photos:
            parts.append(self.tr("photos: {0}").format(len(opened.photos)))
        if opened.project is not None:
            parts.append(self.tr("project: {0}").format(opened.project.name))
        told = self.tr("AgeLens ended unexpectedly the last time. Open again what was open ({0})?")
        self.text.setText(told.format(", ".join(parts)))
        self.setVisible(bool(opened))

    @Slot()
    def _accept(self) -> None:
        self.hide()
        self.accepted.emit(self._opened)
