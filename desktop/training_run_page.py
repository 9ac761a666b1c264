"""The page of a run: its head, the curves, the faces or the result beside them, and the hood."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.curves import Curves
from desktop.face_wall import FaceWall
from desktop.training_actions import TrainingActions
from desktop.training_header import RunHeader
from desktop.training_hood import HoodView
from desktop.training_report import ReportPanel
from desktop.training_run import TrainingRun
from desktop.training_tools import Tools
from training.events import Event, Started

Room = Literal["wide", "tall", "small"]
_WIDE_PX, _TALL_WIDTH_PX, _TALL_HEIGHT_PX = 1300, 960, 600
_SHARES: dict[Room, list[int]] = {"wide": [640, 420], "tall": [280, 300]}


class RunPage(QWidget):
    """Everything that is seen of a run.

    In a wide window curves and faces lie side by side, in a tall one on top of each other, and in
    a small one behind each other. The result takes all the room that is not wide.
    """

    def __init__(
        self,
        tools: Tools,
        *,
        run: TrainingRun,
        actions: TrainingActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run = run
        self._room: Room | None = None
        self.header = RunHeader(run, actions, self)
        self.curves = Curves(
            theme=tools.theme, dialogs=tools.dialogs, messages=tools.messages, parent=self
        )
        self.wall = FaceWall(theme=tools.theme, parent=self)
        self.report = ReportPanel(self)
        self.hood = HoodView(self)
        self.again = QPushButton(self.tr("Set up another training"), self)
        self.side = self._build_side()
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(3)
        self.splitter.addWidget(self.side)
        self.hood_button = self._build_hood_button(actions)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.splitter)
        self._body.addWidget(self.hood)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._body, 1)
        column.addWidget(self._build_foot())
        self._lay_out("small")
        self.curves.spoken.connect(tools.messages.say)
        actions.hood.toggled.connect(self.open_hood)
        run.happened.connect(self._take)
        run.changed.connect(self._offer)
        self._offer()

    def _build_side(self) -> QTabWidget:
        side = QTabWidget(self)
        side.setDocumentMode(True)
        side.setAccessibleName(self.tr("What is shown of the training"))
        side.setTabBarAutoHide(True)
        # It hands the focus to that bar; hidden, it would be the end of the road for the Tab key.
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.addTab(self.wall, self.tr("Faces"))
        self.report.hide()
        return side

    def _build_hood_button(self, actions: TrainingActions) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("foldHeading")
        button.setDefaultAction(actions.hood)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setArrowType(Qt.ArrowType.RightArrow)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self.tr("Under the hood"))
        return button

    def _build_foot(self) -> QWidget:
        foot = QWidget(self)
        foot.setObjectName("footRow")
        row = QHBoxLayout(foot)
        row.setContentsMargins(12, 5, 12, 6)
        row.addWidget(self.hood_button)
        row.addStretch()
        row.addWidget(self.again)
        return foot

    def begin(self, *, fresh: bool) -> None:
        """A run begins; only a fresh one wipes the curves of the one before."""
        if fresh:
            self.curves.clear()
            self.wall.clear()
        self.report.clear()
        if self._has_result:
            self.side.removeTab(self.side.indexOf(self.report))
        self.side.setCurrentIndex(0)
        self._make_room()
        self._tell_hood()
        # What had the focus is hidden by now, and the Tab key would not lead out of it.
        self.header.pause.setFocus()

    def show_result(self) -> None:
        """Bring the result to the front."""
        if not self._has_result:
            self.side.addTab(self.report, self.tr("Result"))
        self._make_room()
        self.side.setCurrentWidget(self.report)

    @property
    def _has_result(self) -> bool:
        return self.side.indexOf(self.report) >= 0

    @Slot(bool)
    def open_hood(self, opened: bool) -> None:
        """Show layers and recipe in place of everything else, or fold them away."""
        self._body.setCurrentWidget(self.hood if opened else self.splitter)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.hood_button.setArrowType(arrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the best of the room."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        tall = self.width() >= _TALL_WIDTH_PX and self.height() >= _TALL_HEIGHT_PX
        if self.width() >= _WIDE_PX:
            self._lay_out("wide")
        else:
            self._lay_out("tall" if tall and not self._has_result else "small")

    def _lay_out(self, room: Room) -> None:
        if room == self._room:
            return
        self._room = room
        if room == "small":
            first = self.side.currentIndex() == 0
            self.side.insertTab(0, self.curves, self.tr("Curves"))
            self.side.setCurrentIndex(0 if first else self.side.currentIndex())
            return
        wide = room == "wide"
        self.splitter.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.splitter.insertWidget(0, self.curves)
        self.curves.show()
        self.splitter.setSizes(_SHARES[room])

    @Slot(object)
    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            self.curves.on_event(event)
            self.wall.on_event(event)
            if isinstance(event, Started):
                self._tell_hood()

    def _tell_hood(self) -> None:
        self.hood.show_run(self._run.settings, self._run.tally.faces())

    @Slot()
    def _offer(self) -> None:
        self.again.setVisible(self._run.state in ("failed", "idle"))
