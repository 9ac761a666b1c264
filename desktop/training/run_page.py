"""The page of a run: header, curves, face wall or result, and model details."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.text import date_time, number
from desktop.presentation import set_faded
from desktop.training.actions import TrainingActions
from desktop.training.architecture_picture import ArchitecturePicture
from desktop.training.curves import CurvesPanel
from desktop.training.face_wall import FaceWall
from desktop.training.inside_panel import InsidePanel
from desktop.training.model_details import ModelDetails
from desktop.training.result import ResultPanel
from desktop.training.run import State, TrainingRun
from desktop.training.text import details, heading, place_title, titles
from desktop.widgets.banner import Banner
from desktop.widgets.buttons import action_button
from desktop.widgets.labels import ElidedLabel, PlainLabel, write_as_title
from desktop.widgets.progress import ProgressBar
from engine.progress import Progress
from training.events import Event, Started
from training.interrupted_runs import InterruptedRun
from training.progress_tracker import RunStatus

Room = Literal["wide", "tall", "small"]
_WIDE_PX, _TALL_WIDTH_PX, _TALL_HEIGHT_PX, _NETWORK_PX = 1300, 960, 600, 20
_HOOD_SHARES = [880, 400]
_SHARES, _PRESENTED = [640, 420], [540, 480]
_CURVES_PX, _CURVES_SHARE = 410, 0.48
_SETTLED_MS = 30  # after another size of text


class RunPage(QWidget):
    """Shows a run.

    In a wide window curves and faces lie side by side, in a tall one on top of each other, and in
    a small one behind each other. The result takes all the room that is not wide.
    """

    def __init__(
        self,
        context: AppContext,
        *,
        run: TrainingRun,
        actions: TrainingActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._run, self._theme, self._actions = run, context.theme, actions
        self._presented = False
        # Of the style sheet in use: while Qt applies another one, no widget may change places.
        self._scale = context.theme.scale
        self._room: Room | None = None
        self._shared_by_hand = False
        self.header = RunHeader(run, actions, self)
        self.curves = CurvesPanel(
            theme=context.theme, dialogs=context.dialogs, messages=context.messages, parent=self
        )
        self.wall = FaceWall(theme=context.theme, parent=self)
        self.report = ResultPanel(self)
        self.model_details = ModelDetails(self)
        self.picture = ArchitecturePicture(context.theme, self)
        self.inside = InsidePanel(self)
        self.pictures = QTabWidget(self)
        self.pictures.setDocumentMode(True)
        self.pictures.setAccessibleName(self.tr("Pictures of the networks"))
        self.pictures.addTab(self.picture, self.tr("Layers"))
        self.pictures.addTab(self.inside, self.tr("Filters and activations"))
        self.hood = QSplitter(self)
        self.hood.setChildrenCollapsible(False)
        self.hood.addWidget(self.pictures)
        self.hood.addWidget(self.model_details)
        self.hood.setSizes(_HOOD_SHARES)
        self.hood.setStretchFactor(0, 1)
        self.again = QPushButton(self.tr("Set up another training"), self)
        self.side = self._build_side()
        self.splitter = QSplitter(self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(3)
        self.splitter.splitterMoved.connect(self._keep_shares)
        self.splitter.addWidget(self.side)
        self.details_button = self._build_details_button(actions)
        self._body = QStackedWidget(self)
        self._body.addWidget(self.splitter)
        self._body.addWidget(self.hood)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._body, 1)
        self._footer = self._build_footer(actions)
        column.addWidget(self._footer)
        self._paint_curves = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._paint_curves.timeout.connect(self._go_on_painting)
        self._lay_out("small")
        self.curves.spoken.connect(context.messages.say)
        actions.model_details.toggled.connect(self.show_model_details)
        context.theme.changed.connect(self._share_room)
        self.inside.face_wanted.connect(run.watch)
        run.happened.connect(self._take)
        run.changed.connect(self._offer)
        self._offer()

    def _build_side(self) -> QTabWidget:
        side = QTabWidget(self)
        side.setDocumentMode(True)
        side.setAccessibleName(self.tr("Training views"))
        side.setTabBarAutoHide(True)
        # It hands the focus to that bar; hidden, it would be the end of the road for the Tab key.
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.addTab(self.wall, self.tr("Faces"))
        self.report.hide()
        return side

    def _build_details_button(self, actions: TrainingActions) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("foldHeading")
        button.setDefaultAction(actions.model_details)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setArrowType(Qt.ArrowType.RightArrow)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(self.tr("Under the hood"))
        return button

    def _build_footer(self, actions: TrainingActions) -> QWidget:
        bottom_row = QWidget(self)
        bottom_row.setObjectName("footRow")
        row = QHBoxLayout(bottom_row)
        row.setContentsMargins(12, 5, 12, 6)
        row.addWidget(self.details_button)
        row.addStretch()
        row.addWidget(action_button(actions.runs, bottom_row, hide_when_off=True))
        row.addWidget(self.again)
        return bottom_row

    def show_controls(self, shown: bool) -> None:
        """Show or hide all buttons; they keep their places and their keys."""
        places = (self.header.buttons, self._footer, self.curves.tools, self.wall.tools)
        for widget in places:
            set_faded(widget, not shown)

    def begin(self, *, fresh: bool) -> None:
        """Prepare for a run; only a fresh one clears the curves of the run before."""
        if fresh:
            self.curves.clear()
            self.wall.clear()
            self.inside.clear()
        self.report.clear()
        if self._has_result:
            self.side.removeTab(self.side.indexOf(self.report))
        self.side.setCurrentIndex(0)
        self._make_room()
        self._refresh_details()
        # What had the focus is hidden by now, and the Tab key would not lead out of it.
        self.header.pause.setFocus()
        focused = self.window().focusWidget()
        if not self.header.pause.isVisible() and focused is not None:
            # An earlier run: Qt goes back to what had the focus here last, which led away.
            focused.clearFocus()

    def show_result(self) -> None:
        """Bring the result to the front, even of the layers: nothing there tells of it."""
        self._actions.model_details.setChecked(False)
        if not self._has_result:
            self.side.addTab(self.report, self.tr("Result"))
        self._make_room()
        self.side.setCurrentWidget(self.report)

    def lead_on(self) -> None:
        """Give the focus to what is done next, if it was on a button that went with the run."""
        if not self.header.lost_focus:
            return
        header = self.header
        for button in (*self.report.next_buttons(), header.resume, self.again):
            if button.isVisible() and button.isEnabled():
                button.setFocus()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses and resumes from wherever nothing else makes use of it: plots, faces."""
        going = self._run.active and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()
        for action in (self._actions.pause, self._actions.resume):
            if going and action.isEnabled():
                action.trigger()
                return
        super().keyPressEvent(event)

    @property
    def _has_result(self) -> bool:
        return self.side.indexOf(self.report) >= 0

    @Slot(bool)
    def show_model_details(self, opened: bool) -> None:
        """Show layers and recipe in place of everything else, or hide them."""
        self._body.setCurrentWidget(self.hood if opened else self.splitter)
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.details_button.setArrowType(arrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement for the new size."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        # Large text needs more lines, as does each network: curves and faces would cut each other.
        lines_px = _NETWORK_PX * len(self.curves.history.networks)
        high_px = (_TALL_HEIGHT_PX + lines_px) * self._scale
        tall = self.width() >= _TALL_WIDTH_PX and self.height() >= high_px
        if self.width() >= _WIDE_PX:
            self._lay_out("wide")
        else:
            self._lay_out("tall" if tall and not self._has_result else "small")
        self._share_height()

    def _share_height(self) -> None:
        """Above each other, give the curves what they need for plots that can be read."""
        if self._room != "tall" or self._shared_by_hand:
            return
        whole_px = self.splitter.height()
        wanted_px = min(_CURVES_PX * self._scale, whole_px - self.side.minimumSizeHint().height())
        curves_px = round(max(wanted_px, _CURVES_SHARE * whole_px))
        if self.splitter.sizes()[0] != curves_px:
            self.splitter.setSizes([curves_px, whole_px - curves_px])

    @Slot()
    def _keep_shares(self) -> None:
        self._shared_by_hand = True

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
        if wide:
            self.splitter.setSizes(_PRESENTED if self._presented else _SHARES)

    @Slot()
    def _share_room(self) -> None:
        """Arrange for another size of text; a wide screen gives more to faces while presenting."""
        self._scale = self._theme.scale
        # Painting the curves takes as long as all the rest: in a turn of its own.
        self.curves.setUpdatesEnabled(False)
        self._paint_curves.start()
        self._make_room()
        if self._theme.presenting == self._presented:
            return
        self._presented = self._theme.presenting
        if self._room == "wide":
            self.splitter.setSizes(_PRESENTED if self._presented else _SHARES)

    @Slot()
    def _go_on_painting(self) -> None:
        self.curves.setUpdatesEnabled(True)

    @Slot(object)
    def _take(self, events: Sequence[Event]) -> None:
        for event in events:
            self.curves.on_event(event)
            self.inside.on_event(event)
        self.wall.on_events(events)
        if any(isinstance(event, Started) for event in events):
            self._refresh_details()
            if self._run.active:  # else the result follows, which has a page of its own
                self._make_room()

    def _refresh_details(self) -> None:
        names = dict.fromkeys(one.architecture for one in self._run.settings)
        self.picture.show_architectures(tuple(names))
        self.model_details.show_run(self._run.settings, self._run.tracker.faces())

    @Slot()
    def _offer(self) -> None:
        self.again.setVisible(self._run.state in ("failed", "idle"))


_TICK_MS = 200
_SHARE_STEPS = 1000
_BESIDE_PX = 1000


class RunHeader(QFrame):
    """Title, progress and buttons of a run; updated at most five times a second."""

    def __init__(
        self, run: TrainingRun, actions: TrainingActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self._run, self._actions = run, actions
        self._held_focus = False
        self._passed_to: QWidget | None = None
        self._longest_px = 0
        self.title = PlainLabel(self)
        write_as_title(self.title)
        self.about = ElidedLabel(self, cut=Qt.TextElideMode.ElideRight)
        self.about.setProperty("muted", True)
        self._bar = ProgressBar(self)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        self.pause, self.resume, self.stop = (
            action_button(action, self, text=text, icon=True, hide_when_off=True)
            for action, text in (
                (actions.pause, self.tr("Pause")),
                (actions.resume, self.tr("Resume")),
                (actions.stop, self.tr("Stop and keep the best so far")),
            )
        )
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self._arrange()
        run.changed.connect(self._change)
        self._change()

    def _arrange(self) -> None:
        row = self._row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addSpacing(8)
        row.addStretch()
        self.buttons = QWidget(self)
        inside = QHBoxLayout(self.buttons)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        for button in (self.pause, self.resume, self.stop):
            inside.addWidget(button)
        row.addWidget(self.buttons)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._bar)
        column.addWidget(self.about)

    def note_focus(self) -> None:
        """Note whether a button of this row has the focus, before one of them is hidden."""
        focused = self.window().focusWidget()
        if focused in (self.pause, self.resume, self.stop):
            self._held_focus = True
            return
        # Where Qt has put it by itself when the button went, nobody wants it.
        self._held_focus = self._held_focus and focused is self._passed_to

    @property
    def lost_focus(self) -> bool:
        """Whether the focus went with a button of this row, and nobody has moved it since."""
        focused = self.window().focusWidget()
        return self._held_focus or focused is None or not focused.isVisible()

    def follow_focus(self) -> None:
        """Hand the focus of a button that has gone to its counterpart, not to Stop beside it.

        Space, pressed again, then resumes a paused training and does not end it.
        """
        buttons = (self.pause, self.resume, self.stop)
        focused = QApplication.focusWidget()
        if focused in buttons or focused is None or not focused.isVisible():
            wanted = self.resume if self._run.state == "paused" else self.pause
            if wanted.isVisible():
                wanted.setFocus()
        self._passed_to = self.window().focusWidget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of the details in the new width."""
        super().resizeEvent(event)
        self._place_about()

    def _place_about(self) -> None:
        """Show the details beside the title if they fit, otherwise below the bar.

        The longest of a run count: they do not come and go with every word.
        """
        advance = self.about.fontMetrics().horizontalAdvance(self.about.text())
        self._longest_px = max(self._longest_px, advance)
        around = self._column.contentsMargins()
        needed = self._longest_px + around.left() + around.right() + 5 * self._row.spacing()
        needed += self.title.sizeHint().width() + self.buttons.sizeHint().width()
        beside = self.width() >= max(needed, _BESIDE_PX)
        if beside and self._row.indexOf(self.about) < 0:
            self._row.insertWidget(2, self.about, 1)
        elif not beside and self._column.indexOf(self.about) < 0:
            self._column.addWidget(self.about)

    def showEvent(self, event: QShowEvent) -> None:
        """Start the timer again."""
        super().showEvent(event)
        self._tick_if_needed()
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the timer while hidden."""
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def refresh(self) -> None:
        """Show the current state and progress."""
        status = self._run.tracker.status()
        state = self._run.state
        self.title.setText(heading(state, status))
        self.about.setText(details(state, status))
        self._place_about()
        self._bar.show_progress(self._progress(state, status))

    def _progress(self, state: State, status: RunStatus) -> Progress:
        if state == "running" and status.phase in ("starting", "converting"):
            return Progress()
        if status.phase == "preparing":
            return Progress(status.done, status.total, unit="face")
        share = 1.0 if state == "done" else status.share
        return Progress(round(_SHARE_STEPS * share), _SHARE_STEPS, unit="")

    @Slot()
    def _change(self) -> None:
        if not self._run.active:
            self._longest_px = 0
        self._tick_if_needed()
        self.refresh()

    def _tick_if_needed(self) -> None:
        moving = self._run.active and self.isVisible()
        if moving and not self._timer.isActive():
            self._timer.start()
        elif not moving:
            self._timer.stop()


class ResumeBanner(Banner):
    """Offers one unfinished run; both signals carry it."""

    resume_wanted = Signal(object)
    discard_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Unfinished training"))
        self._run: InterruptedRun | None = None
        self.resume = self.add_button(
            self.tr("Resume"), name=self.tr("Resume the interrupted training")
        )
        self.discard = self.add_button(
            self.tr("Discard"), name=self.tr("Discard the interrupted training")
        )
        self.resume.clicked.connect(self._resume)
        self.discard.clicked.connect(self._discard)

    def offer(self, run: InterruptedRun | None, *, more: int = 0) -> None:
        """Offer a run, or nothing; ``more`` others wait behind it."""
        self._run = run
        self.show_text("" if run is None else self._told(run, more=more))

    def _told(self, run: InterruptedRun, *, more: int) -> str:
        what = self.tr("{0} on {1}").format(titles(run.settings), place_title(run.settings[0].data))
        when = date_time(run.when)
        parts = [self.tr("A training was interrupted: {0}, {1}.").format(what, when)]
        if run.epochs:
            # Of the furthest network, as the page of the run counts: not of all together.
            total = max(one.total for one in run.networks)
            done = self.tr("{0} of %Ln epochs are done.", "", total)
            parts.append(done.format(number(max(one.done for one in run.networks))))
        if more:
            parts.append(self.tr("There are %Ln more.", "", more))
        return " ".join(parts)

    @Slot()
    def _resume(self) -> None:
        if self._run is not None:
            self.resume_wanted.emit(self._run)

    @Slot()
    def _discard(self) -> None:
        if self._run is not None:
            self.discard_wanted.emit(self._run)
