"""The discreet line under the live picture: pace and delay, or what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import webcam_words
from desktop.photo_bar import ElidedLabel
from desktop.session import Session
from desktop.webcam_live import Live
from desktop.webcam_pace import Pace

if TYPE_CHECKING:
    from desktop.camera import Frame


class Foot(QWidget):
    """Says what it is told to look at, when it is told to."""

    def __init__(self, *, live: Live, session: Session, parent: QWidget | None = None) -> None:
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

    def refresh(self, pace: Pace, frame: Frame | None, *, now_s: float, opt_in: bool) -> None:
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
            said = webcam_words.said(state, self._live.name)
            parts.append(f"{said.title}: {said.text}")
        self._label.setText("   ".join(parts))

    def _figures(self, pace: Pace, frame: Frame, now_s: float) -> str:
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
