"""The face wall in the window: cards, a slider back through the epochs, and "Live"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStackedWidget,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.theme import Colours, Theme
from desktop.training.curves import series_style
from desktop.training.curves.series_style import name_of, readable
from desktop.training.face_wall.card import FaceCard, Guesses, LegendEntry, epoch_text
from desktop.training.face_wall.own import OwnBar, OwnCard
from desktop.widgets.labels import PlainLabel
from desktop.widgets.scroll_page import ScrollPage
from training.events import Event, OwnGuess, WallFaces, WallGuesses

if TYPE_CHECKING:
    from training.own_faces import OwnFace

_WIDEST_EPOCH = 1000


class FaceWall(QWidget):
    """Validation faces, never trained on, with what the networks guess of them.

    Before them stand the faces that somebody put there; ``removal_wanted`` carries the number of
    one that is to be taken off.
    """

    removal_wanted = Signal(int)

    def __init__(self, *, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._faces: WallFaces | None = None
        self._guesses = Guesses()
        self._cards: list[FaceCard] = []
        self._own_cards: list[OwnCard] = []
        self._font = readable(QApplication.font())
        self._key = WallLegend(self)
        self._grid = FlowGrid()
        self._live = QPushButton(self.tr("&Live"), self)
        self._slider = EpochSlider(self)
        self._place = PlainLabel(self)
        self._pages = QStackedWidget(self)
        self._time = self._build_time()
        self.tools = self.own = OwnBar(self._font, beside=self._time, parent=self)
        self._arrange()
        self.clear()
        self._live.toggled.connect(self._follow)
        self._slider.valueChanged.connect(self._show)
        self._slider.actionTriggered.connect(self._take_over)
        theme.changed.connect(self._recolour)

    def _arrange(self) -> None:
        self.setAccessibleName(self.tr("Face wall"))
        self._live.setCheckable(True)
        self._live.setToolTip(self.tr("Follow the newest epoch"))
        self._slider.setAccessibleName(self.tr("Epoch shown on the face wall"))
        self._slider.setPageStep(5)
        self._pages.addWidget(self._build_note())
        self._pages.addWidget(self._build_wall())
        self._write_readably()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.own)

    def _write_readably(self) -> None:
        """Write as large as text is now."""
        # Given to each: a change of the style sheet takes an inherited size away again.
        font = self._font = readable(QApplication.font())
        own = (self.own.button, self.own.note)
        for widget in (self._key, self._live, self._place, self._caption, self._note, *own):
            widget.setFont(font)
        for card in [*self._own_cards, *self._cards]:
            card.setFont(font)
        widest_px = QFontMetrics(font).horizontalAdvance(epoch_text(_WIDEST_EPOCH))
        self._place.setFixedWidth(widest_px + 8)

    def _build_note(self) -> QLabel:
        note = PlainLabel(
            self.tr(
                "Faces appear here once a training is running: a dozen that the "
                "networks never train on, with their predictions epoch by epoch."
            ),
            self,
        )
        self._note = note
        note.setWordWrap(True)
        note.setProperty("muted", True)
        note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        note.setContentsMargins(24, 24, 24, 24)
        return note

    def _build_wall(self) -> QWidget:
        page = QWidget(self)
        caption = PlainLabel(
            self.tr(
                "Bold: the label. Below: predicted apparent age and perceived gender "
                "(from appearance); markers move towards the bar."
            ),
            page,
        )
        self._caption = caption
        caption.setWordWrap(True)
        caption.setProperty("muted", True)
        self._scroll = ScrollPage(self._grid, focusable=True, parent=page)
        self._scroll.setAccessibleName(self.tr("Faces with predictions"))
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 0)
        head.addWidget(self._key)
        head.addWidget(caption)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        return page

    def _build_time(self) -> QWidget:
        time = QWidget(self)
        row = QHBoxLayout(time)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._live)
        row.addWidget(self._slider, 1)
        row.addWidget(self._place)
        return time

    @property
    def cards(self) -> tuple[FaceCard, ...]:
        """The validation faces shown."""
        return tuple(self._cards)

    @property
    def own_cards(self) -> tuple[OwnCard, ...]:
        """The faces that somebody put on the wall."""
        return tuple(self._own_cards)

    @property
    def is_live(self) -> bool:
        """Whether the newest epoch is followed."""
        return self._live.isChecked()

    @property
    def epoch(self) -> int:
        """The epoch shown; 0 is before training."""
        return self._slider.value()

    def clear(self) -> None:
        """Forget the run; faces that somebody put on the wall stay for the next one."""
        self._faces = None
        self._guesses = Guesses()
        self._cards = []
        for card in self._own_cards:
            card.forget_guesses()
        self._slider.setRange(0, 0)
        self._live.setChecked(True)
        self._place_cards()
        self._refresh()

    def show_own(self, faces: Sequence[OwnFace]) -> None:
        """Show these faces of people in the room, in place of the former ones."""
        kept = {card.face.number: card for card in self._own_cards}
        self._own_cards = [kept.get(face.number) or self._own_card(face) for face in faces]
        self._place_cards()
        self._refresh()

    def _own_card(self, face: OwnFace) -> OwnCard:
        card = OwnCard(face, colours=self._theme.colours, parent=self._grid)
        card.setFont(self._font)
        card.removal_wanted.connect(self.removal_wanted)
        return card

    def _place_cards(self) -> None:
        cards = [*self._own_cards, *self._cards]
        self._grid.show_cards(cards)
        self._pages.setCurrentIndex(1 if cards else 0)
        self._time.setVisible(bool(cards))
        # Whoever has put a face here knows how, and needs the room to see it.
        self.own.note.setVisible(not self._own_cards)

    def on_events(self, events: Iterable[Event]) -> None:
        """Take in what a trainer reports; what is not about the wall passes by."""
        # Shown once: an earlier run reports all of its epochs together.
        if any([self._take(event) for event in events]):
            self._refresh()

    def _take(self, event: Event) -> bool:
        """Take in one event; whether there is something else to show."""
        if isinstance(event, WallFaces):
            self._show_faces(event)
        elif isinstance(event, WallGuesses):
            self._guesses.take(event)
            return True
        elif isinstance(event, OwnGuess):
            for card in self._own_cards:
                if card.face.number == event.face:
                    card.take(event)
            return True
        return False

    def _show_faces(self, event: WallFaces) -> None:
        # Told again for the same faces (a run that goes on), what was guessed still holds.
        if self._faces is not None and not np.array_equal(self._faces.chips, event.chips):
            self._guesses = Guesses()
            self._live.setChecked(True)
        self._faces = event
        self._cards = [
            FaceCard(
                number + 1,
                chip=event.chips[number],
                age_years=float(event.ages[number]),
                gender=float(event.genders[number]),
                colours=self._theme.colours,
                parent=self._grid,
            )
            for number in range(len(event.chips))
        ]
        for card in self._cards:
            card.setFont(self._font)
        self._place_cards()
        self._recolour()
        self._refresh()

    def _refresh(self) -> None:
        epochs = self._guesses.epochs or (0,)
        blocked = self._slider.blockSignals(True)
        self._slider.setRange(epochs[0], epochs[-1])
        if self._live.isChecked():
            self._slider.setValue(epochs[-1])
        self._slider.blockSignals(blocked)
        self._slider.setEnabled(len(epochs) > 1)
        self._show()

    @Slot()
    def _show(self) -> None:
        epoch = self._slider.value()
        self._place.setText(epoch_text(epoch))
        self._slider.setAccessibleDescription(epoch_text(epoch))
        self._key.show_entries(self._guesses.legend_entries(epoch))
        for number, card in enumerate(self._cards):
            card.show_guesses(self._guesses.at(number, epoch), after_epoch=epoch)
        for own in self._own_cards:
            own.show_epoch(epoch)
        self._grid.arrange()

    @Slot(bool)
    def _follow(self, live: bool) -> None:
        if live:
            self._slider.setValue(self._slider.maximum())

    @Slot()
    def _take_over(self) -> None:
        """The user moved the slider: stay there; at its end, follow again, as players do."""
        self._live.setChecked(self._slider.sliderPosition() == self._slider.maximum())

    @Slot()
    def _recolour(self) -> None:
        colours = self._theme.colours
        self._write_readably()
        self._key.recolour(colours)
        for card in [*self._own_cards, *self._cards]:
            card.recolour(colours)
        self._grid.arrange()


class EpochSlider(QSlider):
    """A slider that goes to where its groove is clicked, and not a page further."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Move the handle below the pointer first; then it can be dragged from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            option = QStyleOptionSlider()
            self.initStyleOption(option)
            part = QStyle.SubControl.SC_SliderHandle
            kind = QStyle.ComplexControl.CC_Slider
            handle_px = self.style().subControlRect(kind, option, part, self).width()
            clicked_px = round(event.position().x()) - handle_px // 2
            place = QStyle.sliderValueFromPosition(
                self.minimum(),
                self.maximum(),
                clicked_px,
                self.width() - handle_px,
                self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
            )
            if place != self.sliderPosition():
                self.setSliderPosition(place)
                self.triggerAction(QSlider.SliderAction.SliderMove)
        super().mousePressEvent(event)


_GAP_PX = 10
_MARGIN_PX = 8
_WORTH = 1.3  # how much larger pictures must become to have fewer of them side by side


class FlowGrid(QWidget):
    """Places its cards row by row, stretched to fill the width, and is as high as they need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[FaceCard, ...] = ()

    @property
    def columns(self) -> int:
        """How many cards stand beside each other."""
        return self._plan()[0]

    def _plan(self) -> tuple[int, float | None]:
        """How many columns show the largest pictures without scrolling, and how high a row may be.

        Without a height where not even the smallest pictures go into the room: then as many
        columns as fit.
        """
        if not self._cards:
            return 1, None
        count, last = len(self._cards), self._cards[-1]
        fitting = (self.width() - 2 * _MARGIN_PX + _GAP_PX) // (
            self._cards[0].sizeHint().width() + _GAP_PX
        )
        most = min(max(fitting, 1), count)
        best, columns, height_px = 0, most, None
        room_px = self._room_px()
        for tried in range(most, 0, -1):
            row_px = room_px / -(-count // tried) - _GAP_PX
            side_px = last.largest_chip(self._card_px(tried), row_px)
            if side_px > _WORTH * best:
                best, columns, height_px = side_px, tried, row_px
        return columns, height_px

    def _card_px(self, columns: int) -> int:
        return (self.width() - 2 * _MARGIN_PX - (columns - 1) * _GAP_PX) // columns

    def _room_px(self) -> int:
        """Height of what is seen of this widget."""
        around = self.parentWidget()
        return 0 if around is None else around.height()

    def show_cards(self, cards: Sequence[FaceCard]) -> None:
        """Take these cards in place of the former ones."""
        for card in self._cards:
            if card not in cards:
                card.hide()
                card.deleteLater()
        self._cards = tuple(cards)
        for card in self._cards:
            card.show()
        self.arrange()

    def arrange(self) -> None:
        """Place the cards; to be called too when they want another height."""
        if not self._cards:
            self.setMinimumHeight(0)
            return
        columns, room_px = self._plan()
        rows = -(-len(self._cards) // columns)
        width_px = self._card_px(columns)
        for card in self._cards:
            card.fit(room_px)
        height_px = max(card.heightForWidth(width_px) for card in self._cards)
        for index, card in enumerate(self._cards):
            row, column = divmod(index, columns)
            x = _MARGIN_PX + column * (width_px + _GAP_PX)
            card.setGeometry(x, row * (height_px + _GAP_PX), width_px, height_px)
        self.setMinimumHeight(rows * (height_px + _GAP_PX))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what is around: there may be more room without this widget being larger."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is not None:
            around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Flow anew where the room has changed."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False


_MARKER_RADIUS_PX = 4.5
_MARKER_PX = 18
_LEGEND_GAP_PX = 20
_LINE_GAP_PX = 4


class WallLegend(QWidget):
    """Markers with the names of their networks, in as many lines as the width asks for."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: tuple[LegendEntry, ...] = ()
        self._colours: Colours | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, one text a network."""
        return tuple(
            f"{name_of(one.architecture, one.network)} ({epoch_text(one.epoch).lower()})"
            for one in self._entries
        )

    def show_entries(self, legend_entries: tuple[LegendEntry, ...]) -> None:
        """Name these networks."""
        self._entries = legend_entries
        self.setAccessibleName(", ".join(self.texts))
        self._fit()
        self.update()

    def recolour(self, colours: Colours) -> None:
        """Take on the colours of a theme."""
        self._colours = colours
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest name."""
        metrics = QFontMetrics(self.font())
        longest = max((metrics.horizontalAdvance(text) for text in self.texts), default=0)
        return QSize(longest + _MARKER_PX, metrics.height())

    def changeEvent(self, event: QEvent) -> None:
        """Break lines anew where text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw markers and names."""
        if self._colours is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for one, text, place in zip(self._entries, self.texts, self._places(), strict=True):
            style = series_style.style_of(one.architecture, one.network)
            ink = style.colour(self._colours)
            series_style.paint_marker(
                painter,
                QPointF(place.left() + _MARKER_RADIUS_PX + 1, place.center().y()),
                marker=style.marker,
                radius=_MARKER_RADIUS_PX,
                line=ink,
                fill=ink,
            )
            painter.setPen(QColor(self._colours.text))
            painter.drawText(
                place.adjusted(_MARKER_PX, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text
            )

    def _fit(self) -> None:
        places = self._places()
        self.setFixedHeight(round(places[-1].bottom()) + 1 if places else 0)

    def _places(self) -> list[QRectF]:
        metrics = QFontMetrics(self.font())
        places: list[QRectF] = []
        x, y = 0.0, 0.0
        for text in self.texts:
            width_px = _MARKER_PX + metrics.horizontalAdvance(text) + 2
            if x and x + width_px > self.width():
                x, y = 0.0, y + metrics.height() + _LINE_GAP_PX
            places.append(QRectF(x, y, width_px, metrics.height()))
            x += width_px + _LEGEND_GAP_PX
        return places
