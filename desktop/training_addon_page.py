"""In place of the Training tab while the add-on is not there: what it is, and how to install it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.dialogs import FileDialogs
from desktop.jobs import Lane
from desktop.messages import Messages
from desktop.training_addon import Addon, file_name
from desktop.training_lane_work import LaneWork
from desktop.training_meter import Meter, StoppedError
from desktop.training_meter_bar import MeterBar
from desktop.webcam_pages import Paragraph

_WIDTH_PX = 576  # leaves the width that a paragraph has
_MB = 1e6


class AddonPage(QWidget):
    """Explains the training add-on and installs it from a file; ``installed`` when that is done."""

    installed = Signal()

    def __init__(
        self,
        addon: Addon,
        *,
        lane: Lane,
        messages: Messages,
        dialogs: FileDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._addon, self._messages, self._dialogs = addon, messages, dialogs
        self.setAccessibleName(self.tr("Training needs an add-on"))
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._card.setFixedWidth(_WIDTH_PX)
        self.choose = QPushButton(self.tr("Choose the add-on file…"), self._card)
        self.choose.setObjectName("primary")
        self.choose.clicked.connect(self._ask)
        self.bar = MeterBar(self._card)
        self.work = LaneWork(lane, self)
        self._arrange()
        self.bar.cancelled.connect(self.work.cancel)
        self.work.begun.connect(self._begin)
        self.work.succeeded.connect(self._succeed)
        self.work.failed.connect(self._fail)
        self.work.ended.connect(self._rest)

    def take(self, file: Path) -> None:
        """Install this file, which was chosen or dropped."""
        if not self.work.busy:
            self._messages.clear()
            self.work.begin(partial(_install, self._addon, file))

    def _arrange(self) -> None:
        column = QVBoxLayout(self._card)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        title = QLabel(self.tr("Training needs an add-on"), self._card)
        title.setObjectName("runTitle")
        column.addWidget(title)
        for line in self._lines():
            label = Paragraph(line, self._card)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.choose)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def _lines(self) -> tuple[str, ...]:
        stamp = self._addon.stamp
        size = 0 if stamp is None else round(stamp.total_bytes / _MB)
        return (
            self.tr(
                "Photos, folders and the webcam need nothing more. Only training does: TensorFlow, "
                "which is larger than everything else, so it comes as a file of its own."
            ),
            self.tr("The file is called {0} and lies where you got AgeLens.").format(file_name()),
            self.tr(
                "Bring it here by any road, a USB stick for instance, and choose it, or drop it on "
                "this page. No network is used. Installed it takes {0} MB of disk."
            ).format(size),
        )

    @Slot()
    def _ask(self) -> None:
        kinds = self.tr("Training add-on (AgeLens-training*.tar.xz)")
        chosen = self._dialogs.photos(self, title=self.tr("Choose the add-on file"), kinds=kinds)
        if chosen:
            self.take(chosen[0])

    @Slot(object)
    def _begin(self, meter: Meter) -> None:
        self.choose.setEnabled(False)
        self.bar.watch(meter, self.tr("Installing…"))

    @Slot()
    def _rest(self) -> None:
        self.choose.setEnabled(True)
        self.bar.rest()

    @Slot()
    def _succeed(self) -> None:
        self._messages.say(self.tr("The training add-on is installed."))
        self.installed.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if not isinstance(error, StoppedError):
            self._messages.report(error)


def _install(addon: Addon, file: Path, meter: Meter) -> None:
    addon.install(file, progress=meter)
