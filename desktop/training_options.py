"""More settings of a training, each with a sentence on what it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from desktop.training_plan import Options, Usual
from training.recipes import FINE_TUNE

_MOST_EPOCHS, _MOST_FACES, _MOST_SEED = 500, 512, 999_999


class OptionsPanel(QWidget):
    """Recipe, epochs, batch size, learning rate, augmentation and seed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own = self.tr("As above")
        self.recipe = QComboBox(self)
        self.recipe.addItem(own, None)
        self.recipe.addItem(self.tr("Ours (tuned)"), "tuned")
        self.recipe.addItem(self.tr("The source's own"), "source")
        self.recipe.setToolTip(
            self.tr("As above: ours, or fine-tuning where it starts from a model")
        )
        self.recipe.view().setAccessibleName(self.tr("Recipes"))
        self.epochs = _whole(self, most=_MOST_EPOCHS, own=own)
        self.batch_size = _whole(self, most=_MOST_FACES, own=own)
        self.learning_rate = QDoubleSpinBox(self)
        self.learning_rate.setDecimals(5)
        self.learning_rate.setRange(0.0, 1.0)
        self.learning_rate.setSingleStep(0.0005)
        self.learning_rate.setSpecialValueText(own)
        self.augment = QCheckBox(self.tr("On"), self)
        self.augment.setChecked(True)
        self.seed = QSpinBox(self)
        self.seed.setRange(0, _MOST_SEED)
        self.seed.setValue(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 0, 4, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for row, (control, title, sentence) in enumerate(self._rows()):
            _fill(grid, row, control=control, title=title, sentence=sentence)

    def show_usual(self, usual: Usual) -> None:
        """Say which numbers "as above" stands for."""
        words = self.tr("As above: {0}")
        fine = usual.recipe == FINE_TUNE
        name = self.tr("fine-tuning") if fine else self.tr("ours (tuned)")
        self.recipe.setItemText(0, words.format(name))
        for box, values in (
            (self.epochs, usual.epochs),
            (self.batch_size, usual.batch_sizes),
            (self.learning_rate, usual.learning_rates),
        ):
            box.setSpecialValueText(words.format(" / ".join(f"{one:g}" for one in _once(values))))
            box.updateGeometry()

    def offer_source(self, offered: bool) -> None:
        """Let the source's own way be chosen or not; where it is chosen and ends, ours it is."""
        place = self.recipe.findData("source")
        model = self.recipe.model()
        flags = model.flags(model.index(place, 0))
        if offered == bool(flags & Qt.ItemFlag.ItemIsEnabled):
            return
        if not offered and self.recipe.currentIndex() == place:
            self.recipe.setCurrentIndex(0)
        cast(QStandardItemModel, model).item(place).setEnabled(offered)

    def options(self) -> Options:
        """What is set now."""
        recipe = self.recipe.currentData()
        return Options(
            recipe=recipe if isinstance(recipe, str) else None,
            epochs=self.epochs.value() or None,
            batch_size=self.batch_size.value() or None,
            learning_rate=self.learning_rate.value() or None,
            augment=self.augment.isChecked(),
            seed=self.seed.value(),
        )

    def _rows(self) -> list[tuple[QWidget, str, str]]:
        return [*self._rows_on_learning(), *self._rows_on_faces()]

    def _rows_on_learning(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.recipe,
                self.tr("Recipe"),
                self.tr(
                    "How the layers are taught. “Ours” prepares the targets, lowers the learning "
                    "rate step by step and averages the weights; “the source's own” is the plain "
                    "way of the report that the two networks come from. The layers are the same."
                ),
            ),
            (
                self.epochs,
                self.tr("Epochs"),
                self.tr("How often every face is seen. More takes longer and may memorise faces."),
            ),
            (
                self.batch_size,
                self.tr("Batch size"),
                self.tr(
                    "How many faces are looked at before the weights move. Small batches wobble "
                    "more; large ones need more memory."
                ),
            ),
            (
                self.learning_rate,
                self.tr("Learning rate"),
                self.tr("How far the weights move each time. Too far, and the curves jump about."),
            ),
        ]

    def _rows_on_faces(self) -> list[tuple[QWidget, str, str]]:
        return [
            (
                self.augment,
                self.tr("Augmentation"),
                self.tr(
                    "Shows every face a little changed each time: mirrored, shifted, darker, "
                    "blurred. Without it the network soon knows the training faces by heart."
                ),
            ),
            (
                self.seed,
                self.tr("Seed"),
                self.tr(
                    "Where chance begins. The same seed gives the same split of the faces and the "
                    "same first weights."
                ),
            ),
        ]


def _once(values: Sequence[float]) -> Sequence[float]:
    """One value where all networks have the same, else all of them."""
    return values[:1] if len(set(values)) == 1 else values


def _whole(parent: QWidget, *, most: int, own: str) -> QSpinBox:
    box = QSpinBox(parent)
    box.setRange(0, most)
    box.setSpecialValueText(own)
    return box


def _fill(grid: QGridLayout, row: int, *, control: QWidget, title: str, sentence: str) -> None:
    name = QLabel(title, grid.parentWidget())
    name.setBuddy(control)
    control.setAccessibleName(title)
    control.setAccessibleDescription(sentence)
    control.setMinimumWidth(150)
    words = QLabel(sentence, grid.parentWidget())
    words.setWordWrap(True)
    words.setProperty("muted", True)
    grid.addWidget(name, row, 0)
    grid.addWidget(control, row, 1)
    grid.addWidget(words, row, 2)
