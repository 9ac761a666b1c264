"""The faces that a model got most wrong: small ones to click, and one at a time large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.wording import translate
from engine.evaluation import Mistake

_SMALL_PX, _LARGE_PX = 64, 320
_GAP_PX = 6
_NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A mistake with its face, ``uint8`` RGB (S, S, 3), and the model that made it."""

    mistake: Mistake
    chip: NDArray[np.uint8]
    model: str


def picture(chip: NDArray[np.uint8], side_px: int) -> QPixmap:
    """A chip as a picture of ``side_px`` pixels."""
    pixels = np.ascontiguousarray(chip)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    mode = Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.copy()).scaled(
        side_px, side_px, Qt.AspectRatioMode.KeepAspectRatio, mode
    )


def age_words(mistake: Mistake) -> str:
    """Label and guess of an age."""
    told = translate("training", "labelled {0}, guessed {1}: off by {2} years")
    off = abs(mistake.age_years - mistake.age_true)
    return told.format(f"{mistake.age_true:.0f}", f"{mistake.age_years:.0f}", f"{off:.0f}")


def gender_words(mistake: Mistake) -> str:
    """Label and guess of a gender, with the score of the guess."""
    female = mistake.female_score >= 0.5
    score = mistake.female_score if female else 1.0 - mistake.female_score
    names = {"female": translate("training", "female"), "male": translate("training", "male")}
    told = translate("training", "labelled {0}, guessed {1} {2}%")
    guess = names["female" if female else "male"]
    return told.format(names[mistake.gender_true], guess, f"{min(100 * score, 99):.0f}{_NO_BREAK}")


class MistakeRow(QWidget):
    """Small faces side by side; a click shows one large."""

    def __init__(
        self, shown: Sequence[Shown], *, ages: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = age_words if ages else gender_words
        self.buttons: list[QToolButton] = []
        for one in shown:
            button = QToolButton(self)
            button.setObjectName("face")
            button.setIcon(QIcon(picture(one.chip, 2 * _SMALL_PX)))
            button.setIconSize(QSize(_SMALL_PX, _SMALL_PX))
            button.setAccessibleName(self._words(one.mistake))
            button.setToolTip(self._words(one.mistake))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _, one=one: self._enlarge(one))
            self.buttons.append(button)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make as many rows as the width asks for."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        # No layout: one whose height follows from its width confuses the scroll area around it.
        x, y, row = 0, 0, 0
        for button in self.buttons:
            size = button.sizeHint()
            if x and x + size.width() > self.width():
                x, y = 0, y + row + _GAP_PX
            button.setGeometry(QRect(QPoint(x, y), size))
            x, row = x + size.width() + _GAP_PX, size.height()
        self.setFixedHeight(y + row)

    def _enlarge(self, one: Shown) -> None:
        dialog = MistakeDialog(one, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class MistakeDialog(QDialog):
    """One mistake, large, with everything that is known of it."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mistake = shown.mistake
        self.setWindowTitle(self.tr("A mistake of the model"))
        face = QLabel(self)
        face.setPixmap(picture(shown.chip, _LARGE_PX))
        face.setAlignment(Qt.AlignmentFlag.AlignCenter)
        face.setAccessibleName(self.tr("The face"))
        lines = [
            self.tr("Apparent age: {0}").format(age_words(mistake)),
            self.tr("Perceived gender: {0}").format(gender_words(mistake)),
            self.tr("Model: {0}").format(shown.model),
            self.tr("File: {0}").format(mistake.name),
            self.tr("The label may be wrong, too: it is what somebody wrote down."),
        ]
        self.words = QLabel("\n".join(lines), self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (face, self.words, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_LARGE_PX + 60)
