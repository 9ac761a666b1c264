"""From which score on a gender counts as answered: a dialog with the curve of what that costs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.context import AppContext
from desktop.folder.project_controller import ProjectController
from desktop.i18n.text import decimal, number
from desktop.widgets.dialogs import show
from desktop.widgets.labels import PlainLabel
from engine.agreement import ENOUGH
from engine.project.sureness import HIGHEST, LOWEST, SurePoint, sure_points

_USUAL = 0.8
_WITHOUT_CURVE, _WITH_CURVE = QSize(480, 260), QSize(560, 480)
_LEFT_PX, _RIGHT_PX, _TOP_PX, _BOTTOM_PX = 56.0, 30.0, 8.0, 50.0
_LOWEST_PX = 160.0  # between the axes: less would bring their figures together
_LEAST_ERROR = 0.1  # the height of the diagram, unless some error is larger
_DOT_PX = 9.0


class SurenessController(QObject):
    """Shows the dialog, and does what it says; ``asked`` (dialog) when it is on screen."""

    asked = Signal(object)

    def __init__(self, context: AppContext, *, work: ProjectController, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._work, self._window = context, work, parent

    @Slot()
    def ask(self) -> None:
        """Ask for the threshold of the open project, once it is known which one it has."""
        project = self._work.project
        if project is None:
            return
        job = self._context.lanes.model.submit(lambda: (project.gender_threshold,))
        job.succeeded.connect(self._show)
        job.failed.connect(self._context.messages.report)

    @Slot(object)
    def _show(self, found: tuple[float | None]) -> None:
        work = self._work
        if work.project is None:
            return
        dialog = SurenessDialog(
            sure_points(work.rows, enough=ENOUGH),
            threshold=found[0],
            writable=not work.read_only,
            parent=self._window.window(),
        )
        dialog.chosen.connect(work.decide_at)
        show(dialog)
        self.asked.emit(dialog)


class SurenessDialog(QDialog):
    """``chosen`` (threshold, or ``None`` for the model's own rule) when it is confirmed."""

    chosen = Signal(object)

    def __init__(
        self,
        points: Sequence[SurePoint],
        *,
        threshold: float | None,
        writable: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Not sure below"))
        self._points = {round(100 * point.threshold): point for point in points}
        self.own = QCheckBox(self.tr("Let the model’s own rule decide"), self)
        self.own.setChecked(threshold is None)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(round(100 * LOWEST), round(100 * HIGHEST))
        self.slider.setValue(round(100 * (_USUAL if threshold is None else threshold)))
        self.slider.setAccessibleName(self.tr("Lowest score that counts as an answer"))
        self.curve = SurenessCurve(points, self)
        self.told = PlainLabel(self)
        self.told.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(writable)
        self._arrange()
        self.resize(_WITH_CURVE if self.curve.drawn else _WITHOUT_CURVE)
        self.slider.valueChanged.connect(self._follow)
        self.own.toggled.connect(self._follow)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.threshold))
        self._follow()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        self._value = PlainLabel(self)
        row.addWidget(self.slider, 1)
        row.addWidget(self._value)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(self.own)
        column.addLayout(row)
        column.addWidget(self.curve, 1)
        column.addWidget(self.told, 0 if self.curve.drawn else 1)
        column.addWidget(self._buttons)

    @property
    def threshold(self) -> float | None:
        """What is chosen here."""
        return None if self.own.isChecked() else self.slider.value() / 100

    @Slot()
    def _follow(self) -> None:
        own = self.own.isChecked()
        self.slider.setEnabled(not own)
        self._value.setText("" if own else decimal(self.slider.value() / 100, 2))
        point = None if own else self._points.get(self.slider.value())
        self.curve.mark(point)
        self.told.setText(self._words(point, own=own))
        # Qt by itself counts one line of a text, and takes the room for the others off the curve.
        narrow = _WITHOUT_CURVE.width()
        self.setMinimumSize(narrow, self._column.totalMinimumHeightForWidth(narrow))

    def _words(self, point: SurePoint | None, *, own: bool) -> str:
        few = self.tr(
            "For the curve of errors, state the gender of more faces: at least {0} that would be "
            "answered are needed."
        ).format(number(ENOUGH))
        if own:
            message = self.tr(
                "The model’s rule also looks at how readable a face is: it is not sure sooner "
                "where a face is blurred, dark or covered."
            )
            return message if self.curve.drawn else f"{message} {few}"
        if point is None:
            return self.tr("No face here has a score.")
        told = self.tr("{0} % of all faces would be answered.").format(
            decimal(100 * point.answered)
        )
        if point.error is None:
            return f"{told} {few}"
        errors = self.tr(
            "Of the faces whose gender you stated, {0} % would be answered, {1} % of them wrongly."
        )
        known = decimal(100 * point.known_answered), decimal(100 * point.error)
        return f"{told} {errors.format(*known)}"


class SurenessCurve(QWidget):
    """The share of wrong answers against the share answered, with a dot at what is chosen."""

    def __init__(self, points: Sequence[SurePoint], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = [point for point in points if point.error is not None]
        self._marked: SurePoint | None = None
        self.setAccessibleName(self.tr("Errors against the share answered"))
        self.setVisible(self.drawn)

    @property
    def drawn(self) -> bool:
        """Whether enough is known to draw anything."""
        return len(self._known) > 1

    def mark(self, point: SurePoint | None) -> None:
        """Put the dot at a threshold; none for ``None``."""
        self._marked = point if point is not None and point.error is not None else None
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a small diagram."""
        return QSize(440, 230)

    def minimumSizeHint(self) -> QSize:
        """Return what the names of the axes need."""
        return QSize(300, round(_TOP_PX + _LOWEST_PX + _BOTTOM_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, curve and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(_LEFT_PX, _TOP_PX, -_RIGHT_PX, -_BOTTOM_PX)
        top = max([_LEAST_ERROR, *(point.error or 0.0 for point in self._known)])
        self._axes(painter, area, top)

        def at(point: SurePoint) -> QPointF:
            error = point.error or 0.0
            return QPointF(
                area.left() + point.known_answered * area.width(),
                area.bottom() - error / top * area.height(),
            )

        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
        painter.drawPolyline(QPolygonF([at(point) for point in self._known]))
        if self._marked is not None:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 2))
            painter.setBrush(palette.color(QPalette.ColorRole.Accent))
            painter.drawEllipse(at(self._marked), _DOT_PX / 2 + 1, _DOT_PX / 2 + 1)
        painter.end()

    def _axes(self, painter: QPainter, area: QRectF, top: float) -> None:
        palette = self.palette()
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.bottomLeft(), area.topLeft())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0.0, 0.5, 1.0):
            x = area.left() + share * area.width()
            below = QRectF(x - 30, area.bottom() + 7, 60, 18)
            painter.drawText(below, centred, _percent(number(round(100 * share))))
            y = area.bottom() - share * area.height()
            beside = QRectF(0, y - 9, area.left() - 5, 18)
            painter.drawText(beside, right, _percent(decimal(100 * share * top)))
        name = self.tr("answered (across), wrong among them (up)")
        line = QRectF(area.left(), area.bottom() + 26, area.width(), 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)


def _percent(text: str) -> str:
    return f"{text}\N{NO-BREAK SPACE}%"
