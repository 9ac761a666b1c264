"""What the Webcam tab shows while there is no picture: the notice, and why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.webcam.text import VideoNotice
from desktop.widgets.buttons import action_button
from desktop.widgets.labels import _TEXT_WIDTH_PX, Paragraph


class NoticePage(QWidget):
    """What everybody should know before the camera opens for the first time.

    ``accepted`` when they want to go on, ``declined`` when not.
    """

    accepted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Before the camera opens"))
        card = QFrame(self)
        card.setObjectName("card")
        card.setFixedWidth(_TEXT_WIDTH_PX + 56)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        column.addWidget(_label(self.tr("Before the camera opens"), "runTitle", card))
        for line in self._lines():
            column.addWidget(_label(line, "", card))
        column.addSpacing(8)
        column.addLayout(self._buttons(card))
        _centre(self, card)

    def _lines(self) -> tuple[str, ...]:
        return (
            self.tr("Photos and video never leave this computer."),
            self.tr(
                "AgeLens looks for faces in the picture and says for each an apparent age and a "
                "perceived gender. That is an impression from a picture, often wrong, and never "
                "a fact about a person. Nobody is recognised or remembered."
            ),
            self.tr("Nothing is saved unless you press Save or switch the log on."),
            self.tr(
                "While the camera is on, a red mark says so. Pause or the Escape key switches it "
                "off at once."
            ),
            self.tr(
                "Ask everybody who can be seen. With “Blur until people agree” each face "
                "stays blurred until it is clicked."
            ),
        )

    def _buttons(self, card: QWidget) -> QHBoxLayout:
        self.accept = QPushButton(self.tr("I understand, go on"), card)
        self.accept.setObjectName("primary")
        self.accept.clicked.connect(self.accepted)
        self.decline = QPushButton(self.tr("Not now"), card)
        self.decline.clicked.connect(self.declined)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.decline)
        row.addWidget(self.accept)
        return row


class EmptyPage(QWidget):
    """A headline and a sentence in place of a picture, and what can be done about it."""

    def __init__(
        self, *, start: QAction, open_video: QAction, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("No picture"))
        middle = QWidget(self)
        middle.setFixedWidth(_TEXT_WIDTH_PX)
        self._title = _label("", "runTitle", middle, centred=True)
        self._text = _label("", "", middle, centred=True)
        self._text.setProperty("muted", True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        row.addWidget(action_button(start, self, text=self.tr("Start camera"), style="primary"))
        row.addWidget(action_button(open_video, self, text=self.tr("Open video file…")))
        row.addStretch(1)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addLayout(row)
        promise = _label(self.tr("Photos and video never leave this computer."), "", self)
        promise.setProperty("muted", True)
        promise.setAlignment(Qt.AlignmentFlag.AlignCenter)
        _centre(self, middle, promise)

    @property
    def notice(self) -> VideoNotice:
        """What stands here."""
        return VideoNotice(self._title.text(), self._text.text())

    def say(self, notice: VideoNotice) -> None:
        """Say why there is no picture."""
        self._title.setText(notice.title)
        self._text.setText(notice.text)
        self.setAccessibleDescription(f"{notice.title}. {notice.text}")


def _label(text: str, name: str, parent: QWidget, *, centred: bool = False) -> QLabel:
    label = Paragraph(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if centred:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _centre(page: QWidget, content: QWidget, footer: QWidget | None = None) -> None:
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 24)
    column.addStretch(3)
    column.addWidget(content, alignment=Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(4)
    if footer is not None:
        column.addWidget(footer)
