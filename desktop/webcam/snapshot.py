"""One picture from a camera for another tab: nothing is judged here and nothing is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.webcam import text as webcam_words
from desktop.webcam.backend import WebcamBackend
from desktop.webcam.page import NoticePage
from desktop.webcam.video_session import VideoSession
from desktop.webcam.video_view import DisplayOptions, WebcamView
from desktop.widgets.labels import Paragraph, PlainLabel

_SIZE_PX = (720, 560)


class SnapshotDialog(QDialog):
    """Shows a camera's picture until one is taken; ``taken`` carries it, as it was, not mirrored.

    Before the camera opens for the first time it shows the webcam's notice. The camera is off as
    soon as the dialog is closed, or hidden with its window.
    """

    taken = Signal(QImage)

    def __init__(
        self, context: AppContext, backend: WebcamBackend, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Take a webcam picture"))
        self._settings = context.settings
        self.live = VideoSession(backend, self)
        self.notice = NoticePage(self)
        self.view = WebcamView(lambda _frame: (), self)
        self.view.set_look(DisplayOptions(mirrored=context.settings.webcam_mirrored))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is no face in it to go to
        self.words = Paragraph("", self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.mark = PlainLabel(self.tr("CAMERA ON"), self)
        self.mark.setObjectName("liveMark")
        self.mark.setProperty("live", True)
        self.take = QPushButton(self.tr("Take the picture"), self)
        self.take.setObjectName("primary")
        self.take.setDefault(True)
        self.decline = QPushButton(self.tr("Cancel"), self)
        self.decline.setAutoDefault(False)
        self.pages = QStackedWidget(self)
        self._arrange()
        self.take.clicked.connect(self._take)
        self.decline.clicked.connect(self.reject)
        self.notice.accepted.connect(self._accept_notice)
        self.notice.declined.connect(self.reject)
        self.live.changed.connect(self._refresh)
        self.live.frame_came.connect(self.view.show_frame)
        self.finished.connect(lambda: self.live.stop())
        self._begin()

    def _arrange(self) -> None:
        for page in (self.notice, self.view, self.words):
            self.pages.addWidget(page)
        promise = PlainLabel(self.tr("The picture stays in the memory of this computer."), self)
        promise.setProperty("muted", True)
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(12, 8, 12, 10)
        row.addWidget(self.mark)
        row.addWidget(promise)
        row.addStretch(1)
        row.addWidget(self.decline)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self._row)
        self.resize(*_SIZE_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Out of sight nobody sees that the camera is on, so it goes off."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self.isMinimized():
            self.reject()

    def _begin(self) -> None:
        if self._settings.webcam_notice_read:
            self.live.open_camera(self._settings.webcam_camera)
            self.take.setFocus()
            return
        self._row.hide()
        self.pages.setCurrentWidget(self.notice)
        self.notice.accept.setFocus()

    @Slot()
    def _accept_notice(self) -> None:
        self._settings.webcam_notice_read = True
        self._row.show()
        self._begin()

    @Slot()
    def _refresh(self) -> None:
        live = self.live.state == "live"
        told = webcam_words.notice_for(self.live.state, self.live.name, details=self.live.details)
        self.words.setText(f"{told.title}\n\n{told.text}")
        self.pages.setCurrentWidget(self.view if live else self.words)
        self.mark.setVisible(self.live.holds_source)
        self.take.setEnabled(live)
        if live:
            self.take.setFocus()

    @Slot()
    def _take(self) -> None:
        frame = self.view.frame
        if frame is not None:
            self.accept()
            self.taken.emit(frame.image.copy())
