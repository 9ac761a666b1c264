"""The row above the photo: which one it is, and the tools at hand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from desktop.photo_actions import PhotoActions


class PhotoBar(QFrame):
    """Name and size of the photo between steps to its neighbours and zoom, copy and save."""

    def __init__(self, actions: PhotoActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._name = ElidedLabel(self)
        self._name.setObjectName("photoName")
        self._about = QLabel(self)
        self._about.setProperty("muted", True)
        self._zoom = QLabel(self)
        self._zoom.setProperty("muted", True)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("1600 %") + 6)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(4)
        row.addWidget(self._button(actions.previous))
        row.addWidget(self._button(actions.next))
        row.addSpacing(8)
        row.addWidget(self._name, 1)
        row.addSpacing(8)
        row.addWidget(self._about)
        row.addSpacing(12)
        row.addWidget(self._button(actions.zoom_out))
        row.addWidget(self._zoom)
        row.addWidget(self._button(actions.zoom_in))
        row.addWidget(self._button(actions.zoom_fit))
        row.addSpacing(12)
        for action in (actions.copy_text, actions.save_picture, actions.save_table):
            row.addWidget(self._button(action))

    def show_photo(self, name: str, about: str) -> None:
        """Say which photo is on screen."""
        self._name.setText(name)
        self._about.setText(about)

    @property
    def name(self) -> str:
        """The photo that the row names."""
        return self._name.text()

    @Slot(float)
    def show_zoom(self, scale: float) -> None:
        """Show the scale, in screen pixels per photo pixel, as a percentage."""
        self._zoom.setText(f"{round(100 * scale)} %")

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(20, 20))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
        return button


class ElidedLabel(QLabel):
    """A line of text that gives way: what does not fit is cut in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(60)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line, and hardly any width."""
        return QSize(60, super().minimumSizeHint().height())
