"""Where in a video file the picture is, and the way to another place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QWidget

from desktop.widgets.labels import PlainLabel

_STEP_MS, _PAGE_MS = 1000, 10_000
_MS_PER_SECOND, _SECONDS_PER_MINUTE, _MINUTES_PER_HOUR = 1000, 60, 60


class SeekBar(QWidget):
    """A slider with the time beside it; ``place_chosen`` (milliseconds) when somebody moves it.

    Hidden until a length is known: there is nothing to seek in a camera's picture.
    """

    place_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = _GrooveSlider(self)
        self.slider.setAccessibleName(self.tr("Place in the video"))
        self.slider.setToolTip(self.tr("Left and Right: one second. Page Up and Page Down: ten"))
        self.slider.setSingleStep(_STEP_MS)
        self.slider.setPageStep(_PAGE_MS)
        self.time = PlainLabel(self)
        self.time.setProperty("muted", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 0)
        row.setSpacing(10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.time)
        self.slider.valueChanged.connect(self._choose)
        self.hide()

    def show_place(self, place_ms: int, *, length_ms: int) -> None:
        """Show how far the video is; a length of 0 is not known."""
        self.setVisible(length_ms > 0)
        if length_ms <= 0 or self.slider.isSliderDown():
            return
        self.slider.blockSignals(True)
        self.slider.setRange(0, length_ms)
        self.slider.setValue(place_ms)
        self.slider.blockSignals(False)
        self._tell()

    @Slot(int)
    def _choose(self, place_ms: int) -> None:
        self._tell()
        self.place_chosen.emit(place_ms)

    def _tell(self) -> None:
        text = f"{clock(self.slider.value())} / {clock(self.slider.maximum())}"
        self.time.setText(text)
        self.slider.setAccessibleDescription(text)


class _GrooveSlider(QSlider):
    """A click beside the handle brings it there, instead of a page nearer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the pointer, from where it can be dragged."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(control, option, part, self)
        if event.button() == Qt.MouseButton.LeftButton:
            room = max(self.width() - handle.width(), 1)
            x = round(event.position().x()) - handle.width() // 2
            value = QStyle.sliderValueFromPosition(
                self.minimum(), self.maximum(), x, room, option.upsideDown
            )
            self.setValue(value)
        super().mousePressEvent(event)


def clock(place_ms: int) -> str:
    """Milliseconds as a player shows them: "0:07", "1:02:03"."""
    minutes, seconds = divmod(place_ms // _MS_PER_SECOND, _SECONDS_PER_MINUTE)
    hours, minutes = divmod(minutes, _MINUTES_PER_HOUR)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
