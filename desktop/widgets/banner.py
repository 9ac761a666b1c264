"""The bar inside the window that shows a problem, with its details on request."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import icons
from desktop.messages import Messages, ReportedProblem

_DETAILS_HEIGHT_PX = 150


class MessageBar(QFrame):
    """Shows the last problem of ``messages`` until it is dismissed or cleared."""

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self.setAccessibleName(self.tr("Message"))
        self._sentence = QLabel(self)
        self._sentence.setObjectName("messageText")
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._details = self._build_details()
        self._toggle = QPushButton(self.tr("Details"), self)
        self._toggle.setCheckable(True)
        self._toggle.setAccessibleName(self.tr("Show the details of the message"))
        self._copy = QPushButton(self.tr("Copy details"), self)
        self._copy.hide()
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setToolTip(self.tr("Dismiss"))
        self._close.setAccessibleName(self.tr("Dismiss the message"))
        icons.mark(self._close, "close")
        self._arrange()
        self.hide()
        self._toggle.toggled.connect(self._details.setVisible)
        self._toggle.toggled.connect(self._copy.setVisible)
        self._copy.clicked.connect(self._copy_details)
        self._close.clicked.connect(self.dismiss)
        messages.problem.connect(self.show_problem)
        messages.cleared.connect(self.dismiss)

    def _build_details(self) -> QPlainTextEdit:
        details = QPlainTextEdit(self)
        details.setReadOnly(True)
        details.setTabChangesFocus(True)
        details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        details.setFixedHeight(_DETAILS_HEIGHT_PX)
        details.setAccessibleName(self.tr("Details of the message"))
        details.hide()
        return details

    def _arrange(self) -> None:
        mark = QLabel(self)
        mark.setObjectName("messageMark")
        mark.setAccessibleName(self.tr("Problem"))
        icons.mark(mark, "warning")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(mark)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._copy)
        row.addWidget(self._toggle)
        row.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._details)

    @property
    def sentence(self) -> str:
        """The sentence on screen, or "" when there is none."""
        return "" if self.isHidden() else self._sentence.text()

    @Slot(object)
    def show_problem(self, problem: ReportedProblem) -> None:
        """Show ``problem`` instead of whatever stood here; one unforeseen has its own dialog."""
        if problem.unexpected:
            return
        self._sentence.setText(problem.sentence)
        self._details.setPlainText(problem.details)
        self._toggle.setChecked(False)
        self._toggle.setVisible(bool(problem.details))
        self.show()

    @Slot()
    def dismiss(self) -> None:
        """Take the bar away."""
        self._toggle.setChecked(False)
        self.hide()

    @Slot()
    def _copy_details(self) -> None:
        text = f"{self._sentence.text()}\n\n{self._details.toPlainText()}"
        QGuiApplication.clipboard().setText(text)


class Banner(QFrame):
    """``folder_wanted`` when the user can say where the photos are by now."""

    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(self.tr("About this project"))
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.search = QPushButton(self.tr("Find the folder…"), self)
        self.search.clicked.connect(self.folder_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 16, 7)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self.search)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, "" while it is hidden."""
        return "" if self.isHidden() else self._text.text()

    def show_project(self, *, read_only: bool, root: Path | None, root_there: bool) -> None:
        """Say what is out of the ordinary, or nothing."""
        parts = []
        if read_only:
            parts.append(
                self.tr(
                    "This project is open in another window or write-protected: you can look at "
                    "everything, filter and export, but not change anything."
                )
            )
        if not root_there:
            told = self.tr(
                "The folder of its photos is not there: {0}. What is known stays; connect the "
                "drive, or say where the folder is now."
            )
            parts.append(told.format(root))
        self._text.setText(" ".join(parts))
        self.search.setVisible(not root_there and not read_only)
        self.setVisible(bool(parts))
