"""The class against the model: a face, the class's guess, then what the models say, and the score.

Everything works by the keyboard: type an age, press Enter, read, press Enter.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n.text import decimal, number
from desktop.jobs import Job, LaneTask, ProgressReporter
from desktop.theme import Colours
from desktop.training.backend import TrainingBackend
from desktop.training.curves import series_style
from desktop.training.run import Made, common_limit
from desktop.viewer.qimage import qimage_of
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel
from desktop.widgets.progress import ProgressPanel
from desktop.widgets.tile_view import paint_picture
from engine.errors import UserError
from engine.files import write_atomically
from training.class_round import LEAST, MOST, USUAL, ClassRound, RoundFace, Score
from training.run_evaluation import RoundRequest
from training.settings import TrainSettings
from training.thinning import parted

if TYPE_CHECKING:
    from engine.preprocessing import Image

_SMALLEST_PT = 15.0  # read from the last row
_NOT_YET, _OLDEST = -1, 120
_FACE_PX = 200
_SHARE = 0.92
_NONE = "–"
_ROW_PX = 14


@dataclass(frozen=True, slots=True)
class Rival:
    """A model that the class plays against, and what it is called beside the others."""

    model_id: str
    architecture: str
    title: str

    @property
    def style(self) -> series_style.SeriesStyle:
        """How it is told apart from others, as in the curves."""
        network = "age" if parted(self.architecture)[0] == "separate" else "model"
        return series_style.style_of(self.architecture, network)


def round_against(
    context: AppContext,
    backend: TrainingBackend,
    made: Sequence[Made],
    *,
    settings: Sequence[TrainSettings],
    known_only: bool,
    parent: QWidget,
) -> ClassRoundDialog:
    """A dialog for rounds against the models that a run has made of its ``settings``."""
    architectures = [one.finished.architecture for one in made]
    distinct = len(set(architectures)) == len(made)
    rivals = [
        Rival(
            one.finished.model_id,
            name,
            series_style.name_of(name) if distinct else one.finished.model_id,
        )
        for one, name in zip(made, architectures, strict=True)
    ]
    place, limit = settings[0].data, common_limit(settings)
    ids = tuple(rival.model_id for rival in rivals)

    def draw(count: int, seed: int, report: ProgressReporter) -> ClassRound:
        order = RoundRequest(
            place=place, limit=limit, model_ids=ids, count=count, seed=seed, known_only=known_only
        )
        return backend.draw_round(order, report)

    return ClassRoundDialog(context, rivals, draw, parent)


class ClassRoundDialog(QDialog):
    """Plays rounds against the models of a run; ``draw`` gets the faces of one, in a lane.

    Closed and opened again, it goes on where it was.
    """

    def __init__(
        self,
        context: AppContext,
        rivals: Sequence[Rival],
        draw: Callable[[int, int, ProgressReporter], ClassRound],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._rivals, self._draw = context, tuple(rivals), draw
        self.round: ClassRound | None = None
        self.is_last = False
        self.question: QMessageBox | None = None
        self._shown: RoundFace | None = None
        self.setWindowTitle(self.tr("Class against the model"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        font = QFont(self.font())
        font.setPointSizeF(max(_SMALLEST_PT, font.pointSizeF()))
        self._font = font
        self.drawing = LaneTask(context.lanes.training, self)
        self.start_page = RoundStartPage(font, self)
        self.guess_page = GuessPage(context.theme.colours, self._rivals, font, self)
        self.end_page = RoundEndPage(font, self)
        self.pages = QStackedWidget(self)
        self.save = QPushButton(self.tr("Save table…"), self)
        self.again = QPushButton(self.tr("New round"), self)
        self.leave = QPushButton(self.tr("Close"), self)
        self._arrange()
        self._connect()
        self._show_start()

    def _arrange(self) -> None:
        for page in (self.start_page, self.guess_page, self.end_page):
            self.pages.addWidget(page)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.leave)
        for button in (self.save, self.again, self.leave):
            button.setAutoDefault(False)  # Enter belongs to the game
            button.setFont(self._font)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self.pages, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.start_page.start.clicked.connect(self._begin)
        self.guess_page.guessed.connect(self._guess)
        self.guess_page.next_wanted.connect(self._go_on)
        self.save.clicked.connect(self._save)
        self.again.clicked.connect(self._want_another)
        self.leave.clicked.connect(self.reject)
        self.drawing.started.connect(self._follow)
        self.drawing.succeeded.connect(self._play)
        self.drawing.failed.connect(self._fail)
        self._context.theme.changed.connect(self._recolour)

    @property
    def has_score(self) -> bool:
        """Whether closing it for good would lose a score."""
        return self.round is not None and self.round.place > 0

    @property
    def is_done(self) -> bool:
        """Whether its last round has been played to the end."""
        return self.is_last and (self.round is None or self.round.over)

    def make_last(self) -> None:
        """Let this round go on to its end, and allow no other: a model has been deleted.

        What the models say of its faces was found when it began.
        """
        self.is_last = True
        self.again.setEnabled(False)
        self.again.setToolTip(self.tr("A model of this round has been deleted"))

    def open(self) -> None:
        """Show it over its window, nearly as large; the game goes on where it was."""
        parent = self.parentWidget()
        if parent is not None:
            self.resize(parent.size() * _SHARE)
        super().open()
        self._focus()

    def done(self, result: int) -> None:
        """Close; faces that are being drawn are not waited for."""
        self.drawing.cancel()
        super().done(result)

    @Slot()
    def _begin(self) -> None:
        count, seed = self.start_page.faces.value(), random.randrange(2**31)
        self.drawing.start(lambda report: self._draw(count, seed, report))

    @Slot(object)
    def _follow(self, job: Job) -> None:
        self.start_page.progress.watch(job, self.tr("Choosing faces"))
        self.start_page.start.setEnabled(False)
        job.finished.connect(lambda: self.start_page.start.setEnabled(True))

    @Slot(object)
    def _play(self, drawn: ClassRound) -> None:
        self.round = drawn
        self.pages.setCurrentWidget(self.guess_page)
        self.again.show()
        self._ask()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.start_page.say(str(error))
        else:
            self._context.messages.report(error, context=self.tr("No round could be started."))

    def _ask(self) -> None:
        played = self.round
        if played is None:
            return
        self._shown = None
        self.guess_page.ask(played.faces[played.place], place=played.place, count=len(played.faces))
        self.guess_page.show_scores(played.scores())
        self._refresh()

    @Slot(int)
    def _guess(self, years: int) -> None:
        played = self.round
        if played is None or played.over or self._shown is not None:
            return
        self._shown = played.guess(years)
        self.guess_page.reveal(self._shown, years, scores=played.scores(), last=played.over)
        self._refresh()

    @Slot()
    def _go_on(self) -> None:
        played = self.round
        if played is None or self._shown is None:
            return
        if not played.over:
            self._ask()
            return
        self.end_page.show_round(played, self._rivals)
        self.pages.setCurrentWidget(self.end_page)
        self._focus()

    @Slot()
    def _want_another(self) -> None:
        """Begin another round, after a question if that gives up a score."""
        played = self.round
        if played is None or not played.place or self.pages.currentWidget() is self.end_page:
            self._show_start()
            return
        box = self.question = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("New round"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Give up this round?"))
        told = self.tr(
            "The score of %Ln faces is lost, unless you save the table.", "", played.place
        )
        box.setInformativeText(told)
        yes = box.addButton(self.tr("New round"), QMessageBox.ButtonRole.DestructiveRole)
        # Enter belongs to the game, and loses nothing.
        no = box.addButton(self.tr("Go on with this round"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(self._show_start)
        no.clicked.connect(self._focus)
        show(box)

    @Slot()
    def _show_start(self) -> None:
        self.round = self._shown = None
        self.pages.setCurrentWidget(self.start_page)
        self.again.hide()
        self._refresh()
        self._focus()

    @Slot()
    def _save(self) -> None:
        played = self.round
        if played is None:
            return
        path = self._context.dialogs.save_as(
            self,
            title=self.tr("Save the round as a table"),
            name="agelens-class-round.csv",
            kinds=self.tr("Table (*.csv)"),
        )
        if path is None:
            return
        try:
            write_atomically(path, played.table())
        except UserError as error:
            self._context.messages.report(error, context=self.tr("The table was not saved."))
        else:
            self._context.messages.say(self.tr("Saved as {0}").format(path))

    @Slot()
    def _recolour(self) -> None:
        self.guess_page.recolour(self._context.theme.colours)

    def _refresh(self) -> None:
        self.save.setEnabled(self.round is not None and self.round.place > 0)

    def _focus(self) -> None:
        page = self.pages.currentWidget()
        if page is self.guess_page:
            self.guess_page.focus()
        elif page is self.start_page:
            self.start_page.start.setDefault(True)
            self.start_page.start.setFocus()
        else:
            self.again.setFocus()


class RoundStartPage(QWidget):
    """What a round is, how many faces it has, and the button that begins it."""

    def __init__(self, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        words = _words(
            self.tr(
                "A face is shown, and the class says how old it looks. Then come the answers of "
                "the models and the label. Whoever is nearer on average wins. The faces were kept "
                "for the test: no model has been trained on them."
            ),
            font,
            self,
        )
        self.trouble = _words("", font, self)
        self.trouble.setObjectName("caution")
        self.trouble.hide()
        self.faces = QSpinBox(self)
        self.faces.setRange(LEAST, MOST)
        self.faces.setValue(USUAL)
        self.faces.setFont(font)
        self.faces.setAccessibleName(self.tr("Number of faces"))
        label = _words(self.tr("Number of faces"), font, self)
        label.setWordWrap(False)
        self.start = _primary(self.tr("Start the round"), font, self)
        self.progress = ProgressPanel(self)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.faces)
        row.addSpacing(12)
        row.addWidget(self.start)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(words)
        column.addSpacing(14)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.trouble)
        column.addStretch(2)

    def say(self, sentence: str) -> None:
        """Say why no round can be played."""
        self.trouble.setText(sentence)
        self.trouble.show()


class GuessPage(QWidget):
    """A face and the question; then the answers. ``guessed`` carries the class's age in years."""

    guessed = Signal(int)
    next_wanted = Signal()

    def __init__(
        self, colours: Colours, rivals: tuple[Rival, ...], font: QFont, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._rivals = rivals
        self._revealed = False
        self.title = _words("", font, self)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(bold)
        self.picture = FacePicture(self)
        self.years = QSpinBox(self)
        self.years.setRange(_NOT_YET, _OLDEST)
        self.years.setSpecialValueText(_NONE)
        self.years.setFont(font)
        self.years.setAccessibleName(self.tr("Age that the class says, in years"))
        self.button = _primary("", font, self)
        self.axis = AgeAxis(rivals, font, colours, self)
        self.scores = ScoreTable(rivals, font, self)
        self._arrange(font)
        self.years.valueChanged.connect(self._allow)
        self.button.clicked.connect(self._press)

    def _arrange(self, font: QFont) -> None:
        question = _words(self.tr("How old does this face look?"), font, self)
        row = QHBoxLayout()
        row.addWidget(self.years)
        row.addSpacing(8)
        row.addWidget(self.button)
        row.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.title)
        right.addWidget(question)
        right.addLayout(row)
        right.addWidget(self.axis)
        right.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(18)
        upper.addWidget(self.picture, 2)
        upper.addLayout(right, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(upper, 1)
        whole.addWidget(self.scores)  # all the width: large type in a small window

    def ask(self, face: RoundFace, *, place: int, count: int) -> None:
        """Show the next face, and nothing of what anybody says of it."""
        self._revealed = False
        told = self.tr("Face {0} of {1}").format(number(place + 1), number(count))
        self.title.setText(told)
        self.picture.show_chip(face.chip, told)
        self.years.setReadOnly(False)
        self.years.setValue(_NOT_YET)
        self.button.setText(self.tr("Show the answers"))
        self._allow(_NOT_YET)
        self.axis.show_face(None, _NOT_YET)
        self.scores.show_answers((), errors=())
        self.button.setDefault(True)
        self.focus()

    def reveal(self, face: RoundFace, years: int, *, scores: Sequence[Score], last: bool) -> None:
        """Show what everybody said of the face, and the label."""
        self._revealed = True
        self.years.setReadOnly(True)
        self.button.setText(self.tr("See the result") if last else self.tr("Next face"))
        self.axis.show_face(face, years)
        said = (float(years), *face.answers)
        self.scores.show_answers(said, errors=[face.error(one) for one in said])
        self.show_scores(scores)
        self.button.setFocus()

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Show how everybody stands."""
        self.scores.show_scores(scores)

    def focus(self) -> None:
        """Put the cursor where the next key belongs."""
        if self._revealed:
            self.button.setFocus()
        else:
            self.years.setFocus()
            self.years.selectAll()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self.axis.recolour(colours)

    @Slot(int)
    def _allow(self, years: int) -> None:
        self.button.setEnabled(years > _NOT_YET)

    @Slot()
    def _press(self) -> None:
        if self._revealed:
            self.next_wanted.emit()
        else:
            self.guessed.emit(self.years.value())


class RoundEndPage(QWidget):
    """Who was nearer, and every face of the round."""

    def __init__(self, font: QFont, parent: QWidget) -> None:
        super().__init__(parent)
        self._text_font = font
        self.verdict = _words("", font, self)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        self.verdict.setFont(bold)
        self.note = _words("", font, self)
        self.note.setProperty("muted", True)
        self.table = _table(font, self)
        self.table.setAccessibleName(self.tr("Faces of this round"))
        column = QVBoxLayout(self)
        column.addWidget(self.verdict)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)

    def show_round(self, played: ClassRound, rivals: Sequence[Rival]) -> None:
        """Show a round that is over."""
        names = [self.tr("The class"), *(rival.title for rival in rivals)]
        scores = played.scores()
        best = min(score.mean_error for score in scores)
        first = [n for n, s in zip(names, scores, strict=True) if math.isclose(s.mean_error, best)]
        if len(first) == 1:
            told = self.tr("{0} was nearest: {1} years off on average.")
        else:
            told = self.tr("A draw between {0}: {1} years off on average.")
        self.verdict.setText(told.format(", ".join(first), decimal(best)))
        notes = [
            self.tr("{0}: {1} years off on average.").format(name, decimal(score.mean_error))
            for name, score in zip(names, scores, strict=True)
            if name not in first
        ]
        notes.append(
            self.tr("So few faces say little: another round may end differently.")
            if played.unseen
            else self.tr("Nobody can tell whether a model was trained on some of these faces.")
        )
        self.note.setText(" ".join(notes))
        self._fill(played, names)

    def _fill(self, played: ClassRound, names: Sequence[str]) -> None:
        columns = [self.tr("Face"), self.tr("Label"), *names]
        self.table.setColumnCount(len(columns))
        _set_heads(self.table, columns, self._text_font)
        self.table.setRowCount(len(played.faces))
        errors = played.errors().tolist()
        for row, (face, guess) in enumerate(zip(played.faces, played.guesses, strict=True)):
            said = [
                self.tr("{0} (off by {1})").format(decimal(age, 0), decimal(error, 0))
                for age, error in zip((guess, *face.answers), errors[row], strict=True)
            ]
            for column, text in enumerate((number(row + 1), face.label, *said)):
                self.table.setItem(row, column, _item(text))


class FacePicture(QWidget):
    """A face as large as its room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self.setMinimumSize(QSize(_FACE_PX, _FACE_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chip(self, chip: Image, name: str) -> None:
        """Show another face, ``uint8`` RGB (S, S, 3)."""
        self._pixmap = QPixmap.fromImage(qimage_of(chip))
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        side = min(self.width(), self.height())
        left, top = (self.width() - side) / 2, (self.height() - side) / 2
        painter = QPainter(self)
        paint_picture(painter, self._pixmap, QRectF(left, top, side, side))
        painter.end()


_MARKER_PX, _LANE_PX = 7.0, 22


class AgeAxis(QWidget):
    """A line from 0 to 100 years with a lane for each guess, and the label as a bar across."""

    def __init__(
        self, rivals: tuple[Rival, ...], font: QFont, colours: Colours, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setFont(font)
        self._rivals, self._colours = rivals, colours
        self._face: RoundFace | None = None
        self._years = _NOT_YET
        lanes_px = _LANE_PX * (1 + len(rivals))
        self.setFixedHeight(lanes_px + 2 * QFontMetrics(font).height())
        self.setAccessibleName(self.tr("Guesses and label on a line of ages"))

    def show_face(self, face: RoundFace | None, years: int) -> None:
        """Show what was said of a face, or nothing."""
        self._face, self._years = face, years
        self.setAccessibleDescription(
            "" if face is None else self.tr("Label: {0}").format(face.label)
        )
        self.update()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        self.update()

    def _x(self, years: float) -> float:
        edge = 24.0
        return edge + min(max(years, 0.0), 100.0) / 100.0 * (self.width() - 2 * edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axis, then guesses and label where they are known."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line_px = QFontMetrics(self.font()).height()
        top, bottom = float(line_px), self.height() - float(line_px)
        for years in range(0, 101, 20):
            x = self._x(years)
            painter.setPen(QPen(QColor(self._colours.border), 1))
            painter.drawLine(QPointF(x, top), QPointF(x, bottom))
            painter.setPen(QColor(self._colours.muted))
            place = QRectF(x - 30, bottom, 60, line_px)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number(years))
        if self._face is not None:
            self._paint_label(painter, self._face, top=top, bottom=bottom)
            for lane, said in enumerate((float(self._years), *self._face.answers)):
                self._paint_guess(painter, lane, QPointF(self._x(said), top + self._lane_y(lane)))
        painter.end()

    @staticmethod
    def _lane_y(lane: int) -> float:
        return (lane + 0.5) * _LANE_PX

    def _paint_label(
        self, painter: QPainter, face: RoundFace, *, top: float, bottom: float
    ) -> None:
        ink = QColor(self._colours.text)
        x, reach = self._x(face.age_true), face.age_reach
        painter.setPen(QPen(ink, 3))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if reach:
            left, right = self._x(face.age_true - reach), self._x(face.age_true + reach)
            ink.setAlphaF(0.2)
            painter.fillRect(QRectF(left, top, right - left, bottom - top), ink)
        painter.setPen(QColor(self._colours.text))
        place = QRectF(min(max(x - 90, 0.0), self.width() - 180.0), 0, 180, top)
        text = self.tr("Label: {0}").format(face.label)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_guess(self, painter: QPainter, lane: int, at: QPointF) -> None:
        if lane == 0:
            ink, marker = QColor(self._colours.text), series_style.OTHER.marker
        else:
            style = self._rivals[lane - 1].style
            ink, marker = style.colour(self._colours), style.marker
        if self._face is not None:
            painter.setPen(QPen(ink, 2.5))
            painter.drawLine(QPointF(self._x(self._face.age_true), at.y()), at)
        series_style.paint_marker(
            painter,
            at,
            marker=marker,
            radius=_MARKER_PX,
            line=QColor(self._colours.window),
            fill=ink,
        )


class ScoreTable(QTableWidget):
    """A row for the class and for each model: the age said of this face, and the score so far."""

    def __init__(self, rivals: Sequence[Rival], font: QFont, parent: QWidget) -> None:
        names = [self.tr("The class"), *(rival.title for rival in rivals)]
        super().__init__(len(names), 5, parent)
        _dress(self, font)
        # Networks are told apart by the ends of their names: these are never shortened.
        names_column = QHeaderView.ResizeMode.ResizeToContents
        self.horizontalHeader().setSectionResizeMode(0, names_column)
        self.setAccessibleName(self.tr("Answers and score"))
        for row, name in enumerate(names):
            self.setItem(row, 0, _item(name))

    def showEvent(self, event: QShowEvent) -> None:
        """Name the columns: named before it has its style, they would be in a smaller font."""
        super().showEvent(event)
        heads = ("", self.tr("Age"), self.tr("Off by"), self.tr("Average"))
        _set_heads(self, [*heads, self.tr("Nearest")], self.font())
        # Names are longer than numbers.
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows."""
        rows_px = sum(self.rowHeight(row) for row in range(self.rowCount()))
        head_px = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows_px + head_px + 2 * self.frameWidth() + 2)

    def show_answers(self, said: Sequence[float], *, errors: Sequence[float]) -> None:
        """Show ages in years and their errors, or none."""
        for row in range(self.rowCount()):
            age = decimal(said[row], 0) if said else _NONE
            error = decimal(errors[row]) if errors else _NONE
            self.setItem(row, 1, _item(age))
            self.setItem(row, 2, _item(error))

    def show_scores(self, scores: Sequence[Score]) -> None:
        """Show mean errors in years and how often each was nearest."""
        for row, score in enumerate(scores):
            known = math.isfinite(score.mean_error)
            self.setItem(row, 3, _item(decimal(score.mean_error) if known else _NONE))
            self.setItem(row, 4, _item(number(score.nearest)))


def _words(text: str, font: QFont, parent: QWidget) -> PlainLabel:
    label = PlainLabel(text, parent)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def _primary(text: str, font: QFont, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName("primary")
    button.setFont(font)
    return button


def _table(font: QFont, parent: QWidget) -> QTableWidget:
    table = QTableWidget(parent)
    _dress(table, font)
    return table


def _dress(table: QTableWidget, font: QFont) -> None:
    """Read only, as wide as its room, and left by the Tab key."""
    table.setFont(font)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().setDefaultSectionSize(QFontMetrics(font).height() + _ROW_PX)


def _set_heads(table: QTableWidget, texts: Sequence[str], font: QFont) -> None:
    """Name the columns in a font of their own: the style sheet would make the header's smaller."""
    for column, text in enumerate(texts):
        head = _item(text)
        head.setFont(font)
        table.setHorizontalHeaderItem(column, head)


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    return item
