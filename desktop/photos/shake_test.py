"""The shake test of one face: sliders that spoil its photo, and what the model says then.

Nothing of it is stored. All work is done in the model lane; while a slider moves, the newest
amount is judged next and those between are left out.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.i18n import text as wording
from desktop.i18n.backend_messages import error_text
from desktop.jobs import Job, Urgency
from desktop.photos.shake_curves import ShakeCurves
from desktop.session import SessionPipeline
from desktop.viewer import picture_cache
from desktop.viewer.picture_cache import Entry
from desktop.viewer.qimage import qimage_of
from desktop.widgets.labels import PlainLabel
from desktop.widgets.tile_view import paint_picture
from engine.errors import UserError
from engine.results import Estimate, Face
from engine.robustness import CHANGES, Change, FaceCutout, Shake, ShakenFace

if TYPE_CHECKING:
    from engine.preprocessing import Image

_WIDTH_PX, _HEIGHT_PX = 900, 620
_PICTURE_PX, _SMALLEST_PICTURE_PX = 180, 120
_CAPTION_GAP_PX = 4
_COARSE = 4  # of the answers of a curve, every so manyth comes first
_WIDENED = 1.05  # less is not worth a word
_ANSWER = 1.35
_SLIDER_PX = 150


class ShakeTestDialog(QDialog):
    """What the model says of a face under worse and worse conditions."""

    def __init__(
        self,
        context: AppContext,
        cutout: FaceCutout,
        face: Face,
        *,
        pipeline: SessionPipeline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._cutout, self._pipeline = context, cutout, pipeline
        self._judged = Shake()
        self._drawn: tuple[Change, Shake] | None = None
        self._job: Job | None = None
        self._course: Job | None = None
        self._moved: Change = CHANGES[0]
        self.setWindowTitle(self.tr("Shake test"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.sliders = ShakeSliders(cutout, self)
        self.picture = ShakenPicture(self.tr("The photo around the face"), self)
        self.chip = ShakenPicture(self.tr("What the network sees"), self)
        self.answer = ShakenAnswer(face.estimate, self)
        self.curves = ShakeCurves(context.theme.colours, self)
        self.reset = QPushButton(self.tr("Reset"), self)
        self.leave = QPushButton(self.tr("Close"), self)
        self._arrange()
        self.sliders.changed.connect(self._on_changed)
        self.reset.clicked.connect(self.sliders.reset)
        self.leave.clicked.connect(self.reject)
        context.theme.changed.connect(self._recolour)
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self._judge()
        self._draw_course()

    def _arrange(self) -> None:
        pictures = QHBoxLayout()
        pictures.addWidget(self.picture, 1)
        pictures.addWidget(self.chip, 1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(pictures, 1)
        left.addWidget(self.sliders)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.answer)
        right.addWidget(self.curves, 1)
        halves = QHBoxLayout()
        halves.setSpacing(18)
        halves.addLayout(left, 1)
        halves.addLayout(right, 1)
        note = PlainLabel(self.tr("Nothing of this is stored."), self)
        note.setProperty("muted", True)
        row = QHBoxLayout()
        row.addWidget(self.reset)
        row.addWidget(note, 1)
        row.addWidget(self.leave)
        for button in (self.reset, self.leave):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(halves, 1)
        column.addLayout(row)

    def done(self, result: int) -> None:
        """Close; what is being judged is not waited for."""
        for job in (self._job, self._course):
            if job is not None:
                job.cancel()
        super().done(result)

    @property
    def busy(self) -> bool:
        """Whether an answer, or a part of the curve, is still to come."""
        return self._job is not None or self._course is not None

    @Slot(str)
    def _on_changed(self, change: Change) -> None:
        """Judge what the sliders say now, and draw another curve if it is another one's."""
        self._moved = change
        if self._job is None:
            self._judge()
        if (change, self.sliders.shake_with(change, 0)) != self._drawn:
            self._draw_course()
        self.curves.show_place(self.sliders.place(change))

    def _judge(self) -> None:
        shake, cutout, pipeline = self.sliders.shake, self._cutout, self._pipeline
        self._judged = shake
        # Not cancelled when a slider moves on: then nothing would be seen until it stands still.
        job = self._job = self._context.lanes.model.submit(lambda: cutout.judge(shake, pipeline))
        job.succeeded.connect(self._show)
        job.failed.connect(self._fail)
        job.finished.connect(self._go_on)

    @Slot(object)
    def _show(self, shaken: ShakenFace) -> None:
        self.picture.show_pixels(shaken.picture)
        self.chip.show_pixels(shaken.chip)
        self.answer.show_answer(shaken)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.answer.show_trouble(error_text(error) if isinstance(error, UserError) else str(error))

    @Slot()
    def _go_on(self) -> None:
        job, self._job = self._job, None
        if job is not None and not job.cancelled and self._judged != self.sliders.shake:
            self._judge()

    def _draw_course(self) -> None:
        """Judge the whole way of the slider that was moved last, the others as they are."""
        change = self._moved
        self._drawn = change, self.sliders.shake_with(change, 0)
        if self._course is not None:
            self._course.cancel()
        values = self.sliders.values(change)
        texts = self.sliders.texts(change)
        title = f"{self.sliders.name(change)} ({texts.unit})"
        self.curves.begin(title, values, texts.bare, usual=self.sliders.usual(change))
        self.curves.show_place(self.sliders.place(change))
        shakes = [self.sliders.shake_with(change, place) for place in range(len(values))]
        cutout, pipeline = self._cutout, self._pipeline
        job = self._context.lanes.model.submit(
            lambda: _course(cutout, shakes, pipeline), urgency=Urgency.SOON
        )
        self._course = job
        job.reported.connect(lambda answer: self.curves.add(*answer))
        job.failed.connect(self._fail)
        job.finished.connect(lambda: self._course_ended(job))

    def _course_ended(self, job: Job) -> None:
        if job is self._course:
            self._course = None

    @Slot()
    def _recolour(self) -> None:
        self.curves.recolour(self._context.theme.colours)


def prepare(entry: Entry, face: Face) -> FaceCutout:
    """Work for the lane: the photo of an entry, read again, and the face cut out of it."""
    return FaceCutout(picture_cache.read(entry.source), face)


def _course(
    cutout: FaceCutout, shakes: Sequence[Shake], pipeline: SessionPipeline
) -> Generator[tuple[int, Estimate | None], None, None]:
    """Work for the lane, in steps: the answer at each place; the shape of the curve comes first."""
    places = range(len(shakes))
    coarse = [*places[::_COARSE]]
    for place in [*coarse, *(place for place in places if place not in coarse)]:
        yield place, cutout.judge(shakes[place], pipeline).estimate


class ShakeSliders(QWidget):
    """A slider for each change with its amount; ``changed`` carries the one that was moved."""

    changed = Signal(str)

    def __init__(self, cutout: FaceCutout, parent: QWidget) -> None:
        super().__init__(parent)
        self._values = {change: cutout.values(change) for change in CHANGES}
        self._full_px = cutout.full_px
        self._amounts = {change: PlainLabel(self) for change in CHANGES}
        self.by_change = {change: self._slider(change) for change in CHANGES}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        for row, (change, slider) in enumerate(self.by_change.items()):
            label, amount = PlainLabel(self.name(change), self), self._amounts[change]
            label.setBuddy(slider)
            widest = max(map(self.texts(change), self._values[change]), key=len)
            amount.setMinimumWidth(amount.fontMetrics().horizontalAdvance(widest) + 4)
            for place, part in enumerate((label, slider, amount)):
                grid.addWidget(part, row, place)
            self._tell(change)
        grid.setColumnStretch(1, 1)

    def _slider(self, change: Change) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, len(self._values[change]) - 1)
        slider.setPageStep(4)
        slider.setValue(self.usual(change))
        slider.setMinimumWidth(_SLIDER_PX)
        slider.setAccessibleName(self.name(change))
        slider.valueChanged.connect(lambda: self._on_moved(change))
        return slider

    def usual(self, change: Change) -> int:
        """The place at which the photo is as it is."""
        values = self._values[change]
        return len(values) - 1 if change == "size_px" else values.index(0.0)

    def name(self, change: Change) -> str:
        """What a slider changes."""
        names: dict[Change, str] = {
            "light_stops": self.tr("Light"),
            "blur_percent": self.tr("Blur"),
            "turn_deg": self.tr("Turn"),
            "size_px": self.tr("Size of the face"),
            "covered_percent": self.tr("Mask"),
        }
        return names[change]

    def values(self, change: Change) -> tuple[float, ...]:
        """The amounts of a slider, from end to end."""
        return self._values[change]

    def place(self, change: Change) -> int:
        """Where a slider stands."""
        return self.by_change[change].value()

    @property
    def shake(self) -> Shake:
        """What all sliders say together."""
        shake = Shake()
        for change, slider in self.by_change.items():
            shake = shake.changed(change, self._amount(change, slider.value()))
        return shake

    def shake_with(self, change: Change, place: int) -> Shake:
        """The same with one slider at another place."""
        return self.shake.changed(change, self._amount(change, place))

    def _amount(self, change: Change, place: int) -> float:
        if change == "size_px" and place == self.usual(change):
            return Shake().size_px
        return self._values[change][place]

    def texts(self, change: Change) -> AmountText:
        """How an amount of a change is written."""
        forms: dict[Change, str] = {
            "light_stops": self.tr("{0} stops"),
            "blur_percent": "{0} %",
            "turn_deg": "{0}°",
            "size_px": self.tr("{0} px"),
            "covered_percent": "{0} %",
        }
        signed, digits = change in ("light_stops", "turn_deg"), 0 if change == "size_px" else 2
        return AmountText(forms[change], signed=signed, digits=digits)

    @Slot()
    def reset(self) -> None:
        """Put all sliders where the photo is as it is."""
        for change, slider in self.by_change.items():
            slider.setValue(self.usual(change))

    def _on_moved(self, change: Change) -> None:
        self._tell(change)
        self.changed.emit(change)

    def _tell(self, change: Change) -> None:
        text = self.texts(change)(self._values[change][self.place(change)])
        self._amounts[change].setText(text)
        self.by_change[change].setAccessibleDescription(text)


class AmountText:
    """Writes amounts in one form: "+1.5 stops", "48 px"."""

    def __init__(self, form: str, *, signed: bool, digits: int) -> None:
        self._form, self._signed, self._digits = form, signed, digits
        self.unit = form.format("").strip()

    def __call__(self, value: float) -> str:
        """An amount with its unit, and its sign where it may be negative."""
        return self._form.format(self.bare(value))

    def bare(self, value: float) -> str:
        """An amount without its unit."""
        exact = round(abs(value), self._digits)
        whole = exact == round(exact)
        text = wording.number(round(exact)) if whole else wording.decimal(exact, self._digits)
        sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 and self._signed else ""
        return sign + text


class ShakenPicture(QWidget):
    """A square picture with its caption below; an empty frame where there is none."""

    def __init__(self, caption: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._caption = PlainLabel(caption, self)
        self._caption.setProperty("muted", True)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._caption.setWordWrap(True)
        self._pixmap: QPixmap | None = None
        self.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_pixels(self, pixels: Image | None) -> None:
        """Show ``uint8`` RGB (H, W, 3), or nothing."""
        self._pixmap = None if pixels is None else QPixmap.fromImage(qimage_of(pixels))
        self.update()

    @property
    def empty(self) -> bool:
        """Whether nothing is shown."""
        return self._pixmap is None

    def sizeHint(self) -> QSize:
        """Return room for the picture and its caption."""
        return self._size(_PICTURE_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a face can be made out."""
        return self._size(_SMALLEST_PICTURE_PX)

    def _size(self, side: int) -> QSize:
        return QSize(side, side + _CAPTION_GAP_PX + self._caption.heightForWidth(side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the caption below the picture."""
        super().resizeEvent(event)
        high = self._caption.heightForWidth(self.width())
        below = round(self._frame().bottom()) + _CAPTION_GAP_PX
        self._caption.setGeometry(0, below, self.width(), high)

    def _frame(self) -> QRectF:
        """Where the picture is drawn: in the middle, with its caption."""
        high = self._caption.heightForWidth(self.width()) + _CAPTION_GAP_PX
        side = min(self.width(), self.height() - high)
        top = (self.height() - high - side) / 2
        return QRectF((self.width() - side) / 2, top, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture above the caption."""
        painter = QPainter(self)
        ground = self.palette().color(QPalette.ColorRole.AlternateBase)
        paint_picture(painter, self._pixmap, self._frame(), ground=ground)
        painter.end()


class ShakenAnswer(QWidget):
    """What the model says now, why that is so, and what it said of the photo as it is."""

    def __init__(self, usual: Estimate | None, parent: QWidget) -> None:
        super().__init__(parent)
        large = QFont(self.font())
        large.setPointSizeF(large.pointSizeF() * _ANSWER)
        large.setWeight(QFont.Weight.DemiBold)
        self.age, self.gender = PlainLabel(self), PlainLabel(self)
        self.reason = PlainLabel(self)
        self.reason.setWordWrap(True)
        self.reason.setMinimumHeight(2 * self.reason.fontMetrics().lineSpacing())
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        captions = (self.tr("Apparent age"), self.tr("Perceived gender (from appearance)"))
        before = (wording.age(usual), wording.gender(usual))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(1)
        for place, (caption, label, former) in enumerate(
            zip(captions, (self.age, self.gender), before, strict=True)
        ):
            label.setFont(large)
            told = PlainLabel(self.tr("as it is: {0}").format(former), self)
            for row, text in enumerate((PlainLabel(caption, self), label, told)):
                text.setProperty("muted", text is not label)
                text.setWordWrap(text is not label)
                grid.addWidget(text, row, place)
            grid.setColumnStretch(place, 1)
        grid.addWidget(self.reason, 3, 0, 1, 2)

    def show_answer(self, shaken: ShakenFace) -> None:
        """Show what is said of a changed face."""
        if shaken.estimate is None:
            self._show("–", "–", self.tr("AgeLens finds no face in such a photo."))
            return
        reason = ""
        if shaken.widened >= _WIDENED:
            told = self.tr("Hard to read: the range is {0} times as wide as for a clear face.")
            reason = told.format(wording.decimal(shaken.widened))
        self._show(wording.age(shaken.estimate), wording.gender(shaken.estimate), reason)

    def show_trouble(self, sentence: str) -> None:
        """Say why there is no answer."""
        self._show("–", "–", sentence)

    def _show(self, age: str, gender: str, reason: str) -> None:
        self.age.setText(age)
        self.gender.setText(gender)
        self.reason.setText(reason)
