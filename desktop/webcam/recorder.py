"""What is kept of a video, only when the user says so: a picture, or a log without pictures."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.context import AppContext
from desktop.i18n import text as wording
from desktop.jobs import Job, Urgency
from desktop.viewer import annotate
from desktop.webcam import video_view as webcam_picture
from desktop.webcam.camera import Frame
from desktop.webcam.video_view import DisplayedFrame, DisplayOptions
from engine.errors import OutputError
from engine.export.columns import cell, neutralised
from engine.export.tables import csv_line
from engine.results import Face

_LOG_EVERY_MS = 1000


@dataclass(frozen=True, slots=True)
class LoggedFrame:
    """The faces that may be written down, each with its track's id, and where in a file they are.

    ``video_s`` is in seconds from the beginning; ``None`` for a camera.
    """

    faces: tuple[tuple[int, Face], ...] = ()
    video_s: float | None = None


class Recorder(QObject):
    """Saves pictures and writes the log; ``log_ended`` when it can no longer be written."""

    log_ended = Signal()

    def __init__(
        self, context: AppContext, *, seen: Callable[[], LoggedFrame], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window, self._context, self._seen = parent, context, seen
        self._log: Path | None = None
        self._tracks: dict[int, int] = {}
        self._timer = QTimer(self, interval=_LOG_EVERY_MS)
        self._timer.timeout.connect(self._add)

    @property
    def logging(self) -> bool:
        """Whether a log is being written."""
        return self._log is not None

    def save(
        self, frame: Frame, seen: tuple[DisplayedFrame, ...], *, look: DisplayOptions, boxes: bool
    ) -> Job | None:
        """Ask where, then write the picture that was on screen when they asked, blur included."""
        path = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Save picture"),
            name=f"webcam-{datetime.datetime.now():%Y-%m-%d-%H%M%S}.png",
            kinds=self.tr("PNG picture (*.png);;JPEG picture (*.jpg *.jpeg)"),
            purpose="pictures",
        )
        if path is None:
            return None
        family = QFontInfo(QGuiApplication.font()).family()

        def write() -> None:
            image = webcam_picture.still(frame, seen, look=look, boxes=boxes, family=family)
            annotate.save_image(image, path)

        job = self._submit(write, self.tr("The picture could not be saved."))
        saved = self.tr("Saved {0}.").format(path.name)
        job.succeeded.connect(lambda _none: self._context.messages.say(saved))
        return job

    def start_log(self) -> bool:
        """Ask where, then write a row a face and second until ``stop_log``; False if not."""
        path = self._context.dialogs.save_as(
            self._window,
            title=self.tr("Log estimates to a table"),
            name=f"webcam-{datetime.datetime.now():%Y-%m-%d-%H%M%S}.csv",
            kinds=self.tr("Table (*.csv)"),
        )
        if path is None:
            return False
        self._log, self._tracks = path, {}
        self._put(lambda: begin(path))
        self._timer.start()
        self._context.messages.say(self.tr("Logging to {0}, without pictures.").format(path.name))
        return True

    def stop_log(self) -> None:
        """Write no more."""
        self._timer.stop()
        if self._log is not None:
            self._context.messages.say(self.tr("The log {0} is complete.").format(self._log.name))
            self._log = None

    def _add(self) -> None:
        path, spec = self._log, self._context.session.spec
        if path is None or spec is None:
            return
        seen, at = self._seen(), datetime.datetime.now().astimezone()
        # Numbered from 1 as they come: a track is a face as long as it stays in the picture.
        faces = [
            (self._tracks.setdefault(track_id, len(self._tracks) + 1), face)
            for track_id, face in seen.faces
        ]
        self._put(lambda: add(path, faces, at=at, model_id=spec.model_id, video_s=seen.video_s))

    def _put(self, write: Callable[[], None]) -> None:
        job = self._submit(write, self.tr("The log ends here."))
        job.failed.connect(self._end_log)

    def _submit(self, work: Callable[[], Any], trouble: str) -> Job:
        job = self._context.lanes.model.submit(work, urgency=Urgency.SOON)
        job.failed.connect(lambda error: self._context.messages.report(error, context=trouble))
        return job

    def _end_log(self) -> None:
        self._timer.stop()
        self._log = None
        self.log_ended.emit()


COLUMNS = (
    *("time", "face_index", "face_count", "box_x", "box_y", "box_w", "box_h"),
    *("apparent_age", "age_low", "age_high", "perceived_gender", "female_score", "model_id"),
    *("video_seconds", "track"),
)


def begin(path: Path) -> None:
    """Write the head of a new table; raises ``OutputError``."""
    _write(path, [",".join(COLUMNS)], mode="w")  # unquoted, as in every table


def add(
    path: Path,
    faces: Sequence[tuple[int, Face]],
    *,
    at: datetime.datetime,
    model_id: str,
    video_s: float | None = None,
) -> None:
    """Add what is seen now, left to right, each face with the number of its track.

    ``video_s`` is the place in a video file (seconds). Raises ``OutputError``.
    """
    time = at.isoformat(timespec="milliseconds")
    place = "" if video_s is None else f"{video_s:.3f}"
    rows = [
        [*_row(time, index, len(faces), face, model_id), place, str(track)]
        for index, (track, face) in enumerate(faces)
    ]
    empty = [time, "", "0", *[""] * (len(COLUMNS) - 6), neutralised(model_id), place, ""]
    _write(path, [csv_line(row) for row in rows or [empty]], mode="a")


def _row(time: str, index: int, count: int, face: Face, model_id: str) -> list[str]:
    box, told = face.box, face.estimate
    row = [time, str(index), str(count)]
    row += [cell(f"box_{side}", float(getattr(box, side))) for side in "xywh"]
    if told is None:
        return [*row, *[""] * 5, neutralised(model_id)]
    row += [cell("apparent_age", told.age_years), cell("age_low", told.age_low)]
    row += [cell("age_high", told.age_high), told.gender or ""]
    return [*row, cell("female_score", told.female_score), neutralised(model_id)]


def _write(path: Path, lines: Sequence[str], *, mode: str) -> None:
    # Spreadsheets take a table for UTF-8 only if it begins with a mark that says so.
    encoding = "utf-8-sig" if mode == "w" else "utf-8"
    try:
        with path.open(mode, encoding=encoding, newline="") as file:
            file.writelines(f"{line}\r\n" for line in lines)
    except OSError as error:
        sentence = wording.translate(
            "webcam",
            "The log could not be written. Is the folder writable, and is there enough "
            "disk space? File: {0}, {1}",
        )
        raise OutputError(sentence.format(path.name, error.strerror or "")) from error
