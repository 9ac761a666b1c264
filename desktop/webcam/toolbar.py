"""The row above the live picture: whether a camera is on, which one, and the tools at hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.session import Session
from desktop.webcam import text as webcam_words
from desktop.webcam.actions import WebcamActions
from desktop.webcam.camera import CameraInfo
from desktop.webcam.video_session import RateMeter, VideoSession
from desktop.widgets.buttons import tool_button
from desktop.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from desktop.webcam.camera import Frame

_BOX_WIDTH_PX = 230


class WebcamBar(QFrame):
    """``camera_chosen`` (id) when the user picks another camera."""

    camera_chosen = Signal(str)

    def __init__(self, actions: WebcamActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self.mark = QLabel(self)
        self.mark.setObjectName("liveMark")
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.mark.hide()
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("Camera"))
        self.box.setPlaceholderText(self.tr("Choose a camera"))
        self.box.setMaximumWidth(_BOX_WIDTH_PX)
        self.box.setMinimumWidth(_BOX_WIDTH_PX // 2)
        self.box.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(4)
        row.addWidget(self.box)
        row.addSpacing(4)
        for action, text in (
            (actions.start, self.tr("Start")),
            (actions.pause, self.tr("Pause")),
            (actions.stop, self.tr("Stop")),
        ):
            row.addWidget(tool_button(action, self, text=text))
        row.addStretch(1)
        row.addWidget(self.mark)
        row.addStretch(1)
        self._blur = tool_button(
            actions.opt_in, self, text=self.tr("Blur until people agree"), style="toggle"
        )
        row.addWidget(self._blur)
        for action in (actions.mirror, actions.save_picture, actions.log):
            style = "toggle" if action.isCheckable() else ""
            row.addWidget(tool_button(action, self, style=style))

    def show_cameras(self, cameras: Sequence[CameraInfo], *, current: str, file: str) -> None:
        """List cameras by name; ``current`` is the id of the one in use, ``file`` a video's name.

        The list stays as it is, and open if it is open, while nothing in it changes.
        """
        rows = [(camera.name, camera.camera_id) for camera in cameras]
        if file:
            rows.append((file, ""))
        if not rows:
            rows = [(self.tr("No camera"), "")]
        if rows != [(self.box.itemText(i), self.box.itemData(i)) for i in range(self.box.count())]:
            self.box.clear()
            for name, camera_id in rows:
                self.box.addItem(name, camera_id)
        self.box.setEnabled(bool(cameras))
        ids = [camera_id for _, camera_id in rows]
        wanted = "" if file else current
        self.box.setCurrentIndex(ids.index(wanted) if wanted in ids else -1 if wanted else 0)

    def show_mark(self, text: str, *, live: bool) -> None:
        """Show the indicator, red while a camera is on; "" for none."""
        if self.mark.property("live") != live:
            self.mark.setProperty("live", live)
            self.mark.style().polish(self.mark)
        self.mark.setText(text)
        self.mark.setAccessibleName(text)
        self.mark.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make do with the width there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all words, the longest ones go: the mark must be whole."""
        layout, style = self.layout(), Qt.ToolButtonStyle
        self._blur.setToolButtonStyle(style.ToolButtonTextBesideIcon)
        if layout is not None:
            layout.invalidate()
            if layout.minimumSize().width() > self.width():
                self._blur.setToolButtonStyle(style.ToolButtonIconOnly)

    def _choose(self, index: int) -> None:
        camera_id = self.box.itemData(index)
        if camera_id:
            self.camera_chosen.emit(camera_id)


class WebcamStatusBar(QWidget):
    """Says what it is told to look at, when it is told to."""

    def __init__(
        self, *, live: VideoSession, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("footRow")
        self._live, self._session = live, session
        self._label = ElidedLabel(self)
        self._label.setProperty("muted", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.addWidget(self._label)

    @property
    def text(self) -> str:
        """What stands here."""
        return self._label.text()

    def refresh(self, pace: RateMeter, frame: Frame | None, *, now_s: float, opt_in: bool) -> None:
        """Say how things stand at ``now_s``."""
        state = self._live.state
        parts: list[str] = []
        if state == "live" and frame is not None:
            parts.append(self._figures(pace, frame, now_s))
            if self._session.state != "ready":
                parts.append(self._about_model())
            elif opt_in:
                parts.append(
                    self.tr("Click a face to show it, or go to it by arrow keys and press Space.")
                )
        elif state == "paused":
            parts.append(self.tr("Paused: camera or video is closed; this is the last picture."))
        elif state == "frozen":
            notice = webcam_words.notice_for(state, self._live.name)
            parts.append(f"{notice.title}: {notice.text}")
        self._label.setText("   ".join(parts))

    def _figures(self, pace: RateMeter, frame: Frame, now_s: float) -> str:
        return webcam_words.figures(
            shown_rate=pace.shown_rate(now_s),
            judged_rate=pace.judged_rate(now_s),
            delay_ms=pace.delay_ms,
            width_px=frame.width_px,
            height_px=frame.height_px,
        )

    def _about_model(self) -> str:
        if self._session.state == "loading":
            return self.tr("The model is being loaded…")
        return self.tr("No model is in use.")
