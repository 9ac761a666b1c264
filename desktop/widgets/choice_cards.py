"""A choice among a few options shown as cards, each with a sentence that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.widgets.labels import PlainLabel

_MOST_BESIDE = 3  # cards; more would leave no width for their sentences


@dataclass(frozen=True, slots=True)
class Choice:
    """One option: a key for the program, a title and a sentence for people."""

    key: str
    title: str
    sentence: str


class ChoiceCard(QFrame):
    """One option as a card; a click anywhere on it chooses it."""

    def __init__(self, answer: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.radio = QRadioButton(answer.title, self)
        self.radio.setAccessibleDescription(answer.sentence)
        self.sentence = PlainLabel(answer.sentence, self)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("muted", True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 12)
        self.column.setSpacing(4)
        self.column.addWidget(self.radio)
        self.column.addWidget(self.sentence, 1)
        self.radio.toggled.connect(self._light)

    def explain(self, sentence: str) -> None:
        """Replace the sentence."""
        self.sentence.setText(sentence)
        self.radio.setAccessibleDescription(sentence)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose this option."""
        if self.rect().contains(event.position().toPoint()):
            self.radio.setChecked(True)
            self.radio.setFocus()

    def set_hovered(self, hovered: bool) -> None:
        """Show that letting go here would use what is being dragged."""
        self._mark("hovered", hovered)

    def _light(self, chosen: bool) -> None:
        self._mark("chosen", chosen)

    def _mark(self, name: str, on: bool) -> None:
        self.setProperty(name, on)
        self.style().unpolish(self)
        self.style().polish(self)


class ChoiceCards(QWidget):
    """A heading and its options, of which one is chosen; ``changed`` carries its key."""

    changed = Signal(str)

    def __init__(
        self, title: str, answers: Sequence[Choice], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self._group = QButtonGroup(self)
        self.cards: dict[str, ChoiceCard] = {}
        heading = PlainLabel(title, self)
        heading.setObjectName("heading")
        cards = QGridLayout()
        cards.setSpacing(10)
        beside = len(answers) if len(answers) <= _MOST_BESIDE else 2
        for place, answer in enumerate(answers):
            card = ChoiceCard(answer, self)
            card.radio.toggled.connect(
                lambda on, key=answer.key: self.changed.emit(key) if on else None
            )
            self.cards[answer.key] = card
            self._group.addButton(card.radio)
            cards.addWidget(card, *divmod(place, beside))
            cards.setColumnStretch(place % beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addLayout(cards)
        self.choose(answers[0].key)

    @property
    def key(self) -> str:
        """The key of the chosen option."""
        return next(key for key, card in self.cards.items() if card.radio.isChecked())

    def choose(self, key: str) -> None:
        """Choose an option; an unknown key is ignored."""
        if key in self.cards:
            self.cards[key].radio.setChecked(True)
