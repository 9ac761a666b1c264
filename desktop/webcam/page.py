"""The Webcam tab: its parts and how they work together, its toolbar, its pages without video."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.session import Session
from desktop.webcam import text as webcam_words
from desktop.webcam.actions import WebcamActions
from desktop.webcam.backend import WebcamBackend
from desktop.webcam.camera import CameraInfo, Frame
from desktop.webcam.recorder import LoggedFrame, Recorder
from desktop.webcam.seek_bar import SeekBar
from desktop.webcam.text import State, VideoNotice
from desktop.webcam.video_session import LiveFaces, LivePredictor, RateMeter, VideoSession
from desktop.webcam.video_view import (
    DisplayedFrame,
    DisplayOptions,
    VisibilityWatcher,
    WebcamView,
    faces_of,
)
from desktop.widgets.buttons import FocusHandover, action_button, tool_button
from desktop.widgets.labels import PARAGRAPH_PX, ElidedLabel, Paragraph, PlainLabel, write_as_title
from engine.results import Face

_FIGURES_MS = 500
_WITH_PICTURE: tuple[State, ...] = ("live", "frozen", "paused")
_ON: tuple[State, ...] = ("opening", "live", "frozen")
_AT_REST: tuple[State, ...] = ("off", "paused", "refused", "none", "busy", "broken")


class WebcamPage(QWidget):
    """Everything that the tab shows, once it is built."""

    def __init__(
        self,
        context: AppContext,
        backend: WebcamBackend,
        actions: WebcamActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._backend, self.menu_actions = context, backend, actions
        self._wanted: Path | str | None = None
        self._away_resumes = False
        self.faces = LiveFaces(backend.now)
        self.live = VideoSession(backend, self)
        self.judge = LivePredictor(
            lane=context.lanes.model, session=context.session, backend=backend, parent=self
        )
        self.recorder = Recorder(context, seen=self._logged_now, parent=self)
        self.bar = WebcamBar(actions, self)
        self.view = WebcamView(self.seen_in, self)
        self.seek = SeekBar(self)
        self.notice = NoticePage(self)
        self.empty = EmptyPage(start=actions.start, open_video=actions.open_video, parent=self)
        self.status_bar = WebcamStatusBar(live=self.live, session=context.session, parent=self)
        self.presence = VisibilityWatcher(self)
        self.pages = QStackedWidget(self)
        self._figures = QTimer(self, interval=_FIGURES_MS)
        self._arrange()
        self._connect()
        self._set_look()
        self._refresh()

    def _arrange(self) -> None:
        for page in (self.notice, self.empty, self.view):
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.seek)
        column.addWidget(self.status_bar)

    def _connect(self) -> None:
        actions, settings = self.menu_actions, self._context.settings
        actions.mirror.setChecked(settings.webcam_mirrored)
        actions.opt_in.setChecked(settings.webcam_opt_in)
        actions.resume.setChecked(settings.webcam_resumes)
        actions.start.triggered.connect(self.start)
        actions.pause.triggered.connect(lambda: self.halt("paused"))
        actions.stop.triggered.connect(lambda: self.halt("off"))
        actions.open_video.triggered.connect(self._choose_file)
        actions.save_picture.triggered.connect(lambda: self._save(boxes=True))
        actions.save_clean.triggered.connect(lambda: self._save(boxes=False))
        actions.log.triggered.connect(self._switch_log)
        actions.mirror.triggered.connect(self._set_look)
        actions.opt_in.triggered.connect(self._set_look)
        actions.resume.triggered.connect(self._set_look)
        actions.blur_all.triggered.connect(self._blur_all)
        self.recorder.log_ended.connect(self._refresh)
        self.bar.camera_chosen.connect(self.open_camera)
        self.notice.accepted.connect(self._accept)
        self.notice.declined.connect(self._decline)
        self.live.changed.connect(self._refresh)
        self.live.frame_came.connect(self._take)
        self.live.moved.connect(self._show_place)
        self.seek.place_chosen.connect(self._go_to)
        self.judge.answered.connect(self._follow)
        self.judge.failed.connect(self._tell)
        self.view.painted.connect(self.faces.on_painted)
        self.view.face_chosen.connect(self._agree)
        self.presence.left.connect(self._leave)
        self.presence.came.connect(self._come_back)
        self._figures.timeout.connect(self._show_figures)
        self._context.session.model_changed.connect(self._start_anew)

    # Opening and stopping.

    @Slot()
    def start(self) -> None:
        """Open what was open last, at first the camera of last time."""
        if self.live.state in ("paused", "busy", "broken"):
            self._open(None)
        else:
            self.open_camera(self._context.settings.webcam_camera)

    @Slot(str)
    def open_camera(self, camera_id: str) -> None:
        """Open a camera, or first the notice."""
        self._open(camera_id)

    def open_file(self, path: Path) -> None:
        """Play a video file, after the notice as well."""
        self._open(path)

    def halt(self, state: State = "off") -> None:
        """Release camera or file at once; ``paused`` keeps the last picture on screen."""
        self._away_resumes = False
        self.judge.stop()
        self.live.stop(state)

    def _open(self, wanted: Path | str | None) -> None:
        """Open a file, a camera by its id, or (``None``) once more what was open last."""
        self._wanted = wanted
        # Nothing is to be said of a camera that cannot be opened but why.
        unseen = not isinstance(wanted, str) or self.live.may_open_camera
        if not self._context.settings.webcam_notice_read and unseen:
            self.halt()
            self.pages.setCurrentWidget(self.notice)
            self.notice.accept.setFocus()
            return
        self.judge.stop()
        self.faces.clear()
        self._context.messages.clear()
        if isinstance(wanted, Path):
            self.live.open_file(wanted)
        elif wanted is None:
            self.live.again()
        else:
            self.live.open_camera(wanted)
            if self.live.camera_id:
                self._context.settings.webcam_camera = self.live.camera_id
        focused = QApplication.focusWidget()
        if not isinstance(focused, QAbstractButton) or not self.bar.isAncestorOf(focused):
            self.view.setFocus()

    @Slot()
    def _accept(self) -> None:
        self._context.settings.webcam_notice_read = True
        self._open(self._wanted)

    @Slot()
    def _decline(self) -> None:
        self.pages.setCurrentWidget(self.empty)

    @Slot()
    def _choose_file(self) -> None:
        kinds = self.tr("Videos (*.mp4 *.mov *.m4v *.avi *.mkv *.webm *.mpg *.mpeg *.wmv)")
        title = self.tr("Open video file")
        paths = self._context.dialogs.photos(self, title=title, kinds=kinds, purpose="videos")
        if paths:
            self.open_file(paths[0])

    # Frames and faces.

    def seen_in(self, frame: Frame) -> tuple[DisplayedFrame, ...]:
        """The faces of a frame as they are to be shown."""
        return self.faces.seen_in(frame, opt_in=self.view.look.opt_in)

    @Slot(object)
    def _take(self, frame: Frame) -> None:
        self.faces.on_frame(frame)
        self.view.show_frame(frame)
        self.judge.offer(frame)

    @Slot(int)
    def _go_to(self, place_ms: int) -> None:
        if self.live.file is not None:
            self.live.file.go_to(place_ms)

    @Slot()
    def _show_place(self) -> None:
        file = self.live.file
        if file is None:
            self.seek.hide()
        else:
            self.seek.show_place(file.place_ms, length_ms=file.length_ms)

    @Slot(object, object)
    def _follow(self, faces: tuple[Face, ...], frame: Frame) -> None:
        self.faces.on_answer(faces, frame)

    @Slot(int)
    def _agree(self, track_id: int) -> None:
        if self.view.look.opt_in:
            self.faces.agree(track_id)
            self.view.update()

    @Slot()
    def _blur_all(self) -> None:
        self.faces.consent.clear()
        self.view.update()

    @Slot()
    def _start_anew(self) -> None:
        """Another model: its numbers have nothing to do with the former one's."""
        self.judge.stop()
        self.faces.clear()
        self.view.update()

    def _logged_now(self) -> LoggedFrame:
        frame = self.view.frame
        if frame is None or self.live.state != "live":
            return LoggedFrame()
        return LoggedFrame(faces_of(self.seen_in(frame)), frame.video_s)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        context = self.tr("The video continues without estimates.")
        self._context.messages.report(error, context=context)

    # What is kept.

    def _save(self, *, boxes: bool) -> None:
        frame = self.view.frame
        if frame is not None:
            self.recorder.save(frame, self.seen_in(frame), look=self.view.look, boxes=boxes)

    @Slot()
    def _switch_log(self) -> None:
        if self.recorder.logging:
            self.recorder.stop_log()
        else:
            self.recorder.start_log()
        self._refresh()

    # What is shown.

    @Slot()
    def _set_look(self) -> None:
        actions, settings = self.menu_actions, self._context.settings
        settings.webcam_mirrored = actions.mirror.isChecked()
        settings.webcam_opt_in = actions.opt_in.isChecked()
        settings.webcam_resumes = actions.resume.isChecked()
        if not actions.opt_in.isChecked():
            self.faces.consent.clear()  # agreed once is not agreed for ever
        self._show_look()
        actions.blur_all.setEnabled(actions.opt_in.isChecked())

    def _show_look(self) -> None:
        """Only a camera is a mirror: what a file shows is as it was filmed."""
        actions = self.menu_actions
        mirrored = actions.mirror.isChecked() and not self.live.is_file
        look = DisplayOptions(mirrored=mirrored, opt_in=actions.opt_in.isChecked())
        if look != self.view.look:
            self.view.set_look(look)

    @Slot()
    def _refresh(self) -> None:
        live, state = self.live, self.live.state
        if state not in _WITH_PICTURE:
            self.view.clear()
            self.faces.clear()
        if state in _AT_REST and self.recorder.logging:
            self.recorder.stop_log()
        notice = webcam_words.notice_for(state, live.name, details=live.details)
        self.empty.say(notice)
        self._show_look()
        self._show_place()
        picture = self.view.frame is not None and state in _WITH_PICTURE
        showing = picture or state == "live"
        self.pages.setCurrentWidget(self.view if showing else self.empty)
        at_a_picture = state == "paused" and live.is_file
        self.view.set_dimmed(showing and state != "live" and not at_a_picture)
        self.bar.show_mark(self._mark(), live=state in _ON and not live.is_file)
        file = live.name if live.is_file else ""
        current = live.camera_id or self._context.settings.webcam_camera
        self.bar.show_cameras(live.cameras, current=current, file=file)
        self.menu_actions.log.setChecked(self.recorder.logging)
        self.menu_actions.refresh(
            state=state, built=True, picture=picture or state == "live", is_file=live.is_file
        )
        (self._figures.start if state in _ON else self._figures.stop)()
        self._show_figures()

    def _mark(self) -> str:
        state = self.live.state
        if state == "paused":
            return self.tr("PAUSED")
        if state not in _ON:
            return ""
        return self.tr("VIDEO FILE") if self.live.is_file else self.tr("CAMERA ON")

    @Slot()
    def _show_figures(self) -> None:
        now_s = self._backend.now()
        opt_in = self.view.look.opt_in
        self.status_bar.refresh(self.faces.pace, self.view.frame, now_s=now_s, opt_in=opt_in)

    @Slot()
    def _leave(self) -> None:
        """Out of sight: nobody sees the indicator, so no camera may be on."""
        if self.live.state not in _AT_REST:
            resumes = self.menu_actions.resume.isChecked()
            self.halt("paused" if resumes else "off")
            self._away_resumes = resumes

    @Slot()
    def _come_back(self) -> None:
        if self._away_resumes:
            self._away_resumes = False
            self._open(None)


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
        card.setFixedWidth(PARAGRAPH_PX + 56)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 22)
        column.setSpacing(10)
        title = _label(self.tr("Before the camera opens"), card)
        write_as_title(title)
        column.addWidget(title)
        for line in self._lines():
            column.addWidget(_label(line, card))
        column.addSpacing(8)
        column.addLayout(self._buttons(card))
        _centre(self, card)

    def _lines(self) -> tuple[str, ...]:
        return (
            self.tr("Photos and video never leave this computer."),
            self.tr(
                "AgeLens looks for faces in the picture and estimates an apparent age and a "
                "perceived gender for each. These are impressions from a picture, often "
                "wrong, and never facts about a person. Nobody is recognised or remembered."
            ),
            self.tr("Nothing is saved unless you press Save or switch the log on."),
            self.tr(
                "While the camera is on, a red mark says so. Pause or the Escape key switches it "
                "off at once."
            ),
            self.tr(
                "Ask everyone in view. With “Blur until people agree”, each face stays "
                "blurred until it is clicked."
            ),
        )

    def _buttons(self, card: QWidget) -> QHBoxLayout:
        self.accept = QPushButton(self.tr("I understand, continue"), card)
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
        middle.setFixedWidth(PARAGRAPH_PX)
        self._title = _label("", middle, centred=True)
        write_as_title(self._title)
        self._text = _label("", middle, centred=True)
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
        promise = _label(self.tr("Photos and video never leave this computer."), self)
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


def _label(text: str, parent: QWidget, *, centred: bool = False) -> QLabel:
    label = Paragraph(text, parent)
    label.setWordWrap(True)
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


_BOX_WIDTH_PX = 230


class WebcamBar(QFrame):
    """``camera_chosen`` (id) when the user picks another camera."""

    camera_chosen = Signal(str)

    def __init__(self, actions: WebcamActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toolRow")
        self.mark = PlainLabel(self)
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
        start, pause, stop = (
            tool_button(action, self, text=text)
            for action, text in (
                (actions.start, self.tr("Start")),
                (actions.pause, self.tr("Pause")),
                (actions.stop, self.tr("Stop")),
            )
        )
        for button in (start, pause, stop):
            row.addWidget(button)
        FocusHandover((actions.start, start), (actions.pause, pause), parent=self)
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
                    self.tr(
                        "Click a face to show it, or move to it with the arrow keys and press "
                        "Space."
                    )
                )
        elif state == "paused":
            parts.append(
                self.tr("Paused. Start goes on from this picture.")
                if self._live.is_file
                else self.tr("Paused: the camera is off; this is its last picture.")
            )
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
