"""Whether a training starts from nothing, or from a model that knows its task already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.training_choice import Answer, Question
from desktop.training_doors import StartModel

_NOTHING, _MODEL = "nothing", "model"
LEAST_FACES = 100
"""As in ``training.lineage``, which brings NumPy; a test holds the two together."""


class StartChoice(QWidget):
    """From scratch, or from an installed model of the architecture; ``changed`` when it is new.

    What was chosen or proposed is remembered while there is no such model to start from.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models: tuple[StartModel, ...] = ()
        self._architecture = ""
        self._in_use: str | None = None
        self._wish = _NOTHING
        self._said = False  # whether the wish is the user's own, not one that was proposed
        self._arranging = False
        self.question = Question(
            self.tr("Start from"),
            [
                Answer(
                    _NOTHING,
                    self.tr("Nothing: learn from scratch"),
                    self.tr("The first answers are guesses; it takes thousands of faces to learn."),
                ),
                Answer(_MODEL, self.tr("An installed model"), self._about_model()),
            ],
            parent=self,
        )
        self.box = QComboBox(self)
        self.box.setAccessibleName(self.tr("Model to start from"))
        self.box.view().setAccessibleName(self.tr("Models"))
        self._card = self.question.cards[_MODEL]
        self._card.column.addSpacing(4)
        self._card.column.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        self.question.changed.connect(self._choose)
        self.box.currentIndexChanged.connect(self._tell)
        self._arrange()

    def _about_model(self) -> str:
        return self.tr(
            "Fine-tuning: it keeps what it knows and adapts to these faces. {0} labelled faces are "
            "the least; with a few hundred it gains more."
        ).format(LEAST_FACES)

    @property
    def model(self) -> StartModel | None:
        """The model to start from, ``None`` from scratch."""
        chosen = self.box.currentData() if self.question.key == _MODEL else None
        return chosen if isinstance(chosen, StartModel) else None

    @property
    def architecture_in_use(self) -> str:
        """The architecture of the model that judges faces now; "" if it cannot be trained on."""
        chosen = (one for one in self._models if one.model_id == self._in_use)
        return next((one.architecture for one in chosen), "")

    def set_models(self, models: Sequence[StartModel], *, in_use: str | None) -> None:
        """These are installed; ``in_use`` is the id of the one that judges faces now."""
        self._models, self._in_use = tuple(models), in_use
        self._arrange()

    def set_architecture(self, name: str) -> None:
        """Only models of this architecture can be trained on; none by a duel."""
        if name != self._architecture:
            self._architecture = name
            self._arrange()

    def propose(self, *, model: bool) -> None:
        """Choose for the user, who may choose otherwise; a model of their own wish stays."""
        if model or not self._said:
            self._wish = _MODEL if model else _NOTHING
            self._said = False
            self._arrange()

    def _arrange(self) -> None:
        """Offer what there is, and choose what is wished for if it is among that."""
        before = self.model
        kept = self.box.currentData()
        self._arranging = True
        self.box.clear()
        fitting = [one for one in self._models if one.architecture == self._architecture]
        for one in fitting:
            self.box.addItem(one.model_id, one)
        wanted = kept.model_id if isinstance(kept, StartModel) else self._in_use
        self.box.setCurrentIndex(max(self.box.findText(wanted or ""), 0) if fitting else -1)
        self._card.setEnabled(bool(fitting))
        self._card.explain(self._about_model() if fitting else self._why_not())
        self.question.choose(self._wish if fitting else _NOTHING)
        self._arranging = False
        if self.model != before:
            self.changed.emit()

    def _why_not(self) -> str:
        if self._architecture == "duel":
            return self.tr("Not for a duel: both networks begin from scratch, which is only fair.")
        return self.tr("There is no model of this architecture yet: train one from scratch first.")

    @Slot(str)
    def _choose(self, key: str) -> None:
        if not self._arranging:
            self._wish, self._said = key, True
            self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        if not self._arranging and self.model is not None:
            self.changed.emit()
