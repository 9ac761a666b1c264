"""The first page: what can be done, and what the estimates are and are not.

It is the empty state of the Photos tab; Help shows the same words in a dialog.
"""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.drop_frame import DropArea
from desktop.widgets.labels import PlainLabel, write_as_title
from desktop.widgets.scroll_page import ScrollPage

Way = Literal["photos", "folder", "webcam", "training"]
"""Where somebody can begin."""
WAYS: tuple[Way, ...] = get_args(Way)
_WIDEST_PX = 940
_DIALOG_PX = 640


class Ways(QWidget):
    """A card for each way to begin; ``chosen`` carries the ``Way``."""

    chosen = Signal(str)

    def __init__(
        self, ways: tuple[Way, ...], *, columns: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.buttons: dict[Way, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for number, way in enumerate(ways):
            grid.addWidget(self._card(way), *divmod(number, columns))
            grid.setColumnStretch(number % columns, 1)

    def _card(self, way: Way) -> QFrame:
        title, told, button = self._words(way)
        card = QFrame(self)
        card.setObjectName("card")
        heading = PlainLabel(title, card)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        text = PlainLabel(told, card)
        text.setWordWrap(True)
        text.setProperty("muted", True)
        text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        go = self.buttons[way] = QPushButton(button, card)
        go.setAccessibleDescription(told)
        go.clicked.connect(lambda: self.chosen.emit(way))
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(4)
        column.addWidget(heading)
        column.addWidget(text, 1)
        column.addSpacing(4)
        column.addWidget(go, alignment=Qt.AlignmentFlag.AlignLeft)
        return card

    def _words(self, way: Way) -> tuple[str, str, str]:
        """What stands on a card: heading, sentence, button."""
        words: dict[Way, tuple[str, str, str]] = {
            "photos": (
                self.tr("A few photos"),
                self.tr("Drop them on the window: every face gets its box."),
                self.tr("Open photos"),
            ),
            "folder": (
                self.tr("A whole folder"),
                self.tr("Label every face, review the results and save a table."),
                self.tr("Label a folder"),
            ),
            "webcam": (
                self.tr("Live"),
                self.tr(
                    "Boxes follow the faces in front of the camera; nothing is saved automatically."
                ),
                self.tr("Open camera"),
            ),
            "training": (
                self.tr("Learn how it learns"),
                self.tr("Watch two networks train, on drawn faces or on your own."),
                self.tr("Train a model"),
            ),
        }
        return words[way]


class EstimateNote(QFrame):
    """What the estimates are and are not; ``read`` when somebody says that they know."""

    read = Signal()

    def __init__(self, *, closable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setProperty("chosen", True)
        text = PlainLabel(
            self.tr(
                "Before you begin: the apparent age is how old a face looks in a picture, "
                "not how old the person is; the perceived gender is how its appearance is "
                "likely to be read, not anyone’s identity. Both are estimates and are often "
                "wrong. Do not base decisions about people on them."
            ),
            self,
        )
        text.setWordWrap(True)
        self.button = QPushButton(self.tr("I understand"), self)
        self.button.setVisible(closable)
        self.button.clicked.connect(self.read)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(text, 1)
        row.addWidget(self.button)


class WelcomePage(QWidget):
    """The empty state of the Photos tab: photos come in here, and other ways are shown.

    ``way_chosen`` carries a ``Way``; ``note_read`` comes when the note has been read.
    """

    way_chosen = Signal(str)
    note_read = Signal()

    def __init__(self, *, photos: QAction, folder: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("No photo is open"))
        self.drop = DropArea(
            self.tr("Drop photos here"),
            self.tr("or a folder of photos: JPEG, PNG, HEIC, WebP, TIFF and more"),
            actions=(photos, folder),
            parent=self,
        )
        self.ways = Ways(("folder", "webcam", "training"), columns=3, parent=self)
        self.note = EstimateNote(closable=True, parent=self)
        self.note.hide()
        self.ways.chosen.connect(self.way_chosen)
        self.note.read.connect(self._close_note)
        self._arrange()

    def _arrange(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 10)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.drop, 1)
        column.addWidget(self.ways)
        column.addWidget(_Promise(inside, centred=True))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(ScrollPage(inside, widest_px=_WIDEST_PX, parent=self))

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go here would open what is being dragged."""
        self.drop.set_hovered(hovered)

    def show_note(self) -> None:
        """Show what the estimates are until somebody says that they know."""
        self.note.show()

    def _close_note(self) -> None:
        had_focus = self.note.button.hasFocus()
        self.note.hide()
        if had_focus:
            self.drop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note_read.emit()


class WelcomeDialog(QDialog):
    """All ways to begin, from the Help menu; ``way_chosen`` carries a ``Way``."""

    way_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Welcome to AgeLens"))
        self.setMinimumWidth(_DIALOG_PX)
        self.ways = Ways(WAYS, columns=2, parent=self)
        self.ways.chosen.connect(self._choose)
        title = PlainLabel(self.tr("Welcome to AgeLens"), self)
        write_as_title(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(_Promise(self, centred=False))
        column.addWidget(self.ways)
        column.addWidget(EstimateNote(closable=False, parent=self))
        column.addWidget(buttons)
        # Wrapped lines: how high they are follows from the width.
        self.setMinimumHeight(column.totalHeightForWidth(_DIALOG_PX))

    def _choose(self, way: str) -> None:
        self.accept()
        self.way_chosen.emit(way)


class _Promise(PlainLabel):
    """That nothing leaves the computer."""

    def __init__(self, parent: QWidget, *, centred: bool) -> None:
        super().__init__(parent)
        promise = self.tr("Photos and video never leave this computer.")
        self.setText(promise + " " + self.tr("No account, no download, no network."))
        self.setWordWrap(True)
        self.setProperty("muted", True)
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side)
