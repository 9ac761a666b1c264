"""What if a group were missing: which one a second network is shown less of, and how much less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from desktop.training.text import group_title
from desktop.widgets.choice_cards import Choice, ChoiceCards
from desktop.widgets.labels import PlainLabel
from training.thinning import GroupKind, Thinning

_NOBODY, _GROUP = "nobody", "group"
_AGES = ("0-9", "10-19", "20-39", "40-59", "60+")
_GENDERS = ("female", "male")


@dataclass(frozen=True, slots=True)
class GroupOption:
    """A group that may be thinned."""

    kind: GroupKind
    value: str


class GroupChoice(QWidget):
    """All faces, or the same training twice with a group thinned; ``changed`` when it is new.

    What was chosen is remembered while it cannot be had.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wished, self._arranging = False, False
        self._obstacle = ""
        self.question = ChoiceCards(
            self.tr("What if a group were missing?"),
            [
                Choice(
                    _NOBODY,
                    self.tr("All faces"),
                    self.tr("Nobody is left out: the usual training."),
                ),
                Choice(_GROUP, self.tr("Leave a group out"), self._about()),
            ],
            parent=self,
        )
        self.group, self.share = QComboBox(self), QComboBox(self)
        self.group.setAccessibleName(self.tr("Group to be thinned"))
        self.group.view().setAccessibleName(self.tr("Groups"))
        self.share.setAccessibleName(self.tr("How much of the group stays"))
        self.share.view().setAccessibleName(self.tr("Shares"))
        for share, words in (
            (0.0, self.tr("none")),
            (0.1, self.tr("a tenth")),
            (0.25, self.tr("a quarter")),
            (0.5, self.tr("half")),
        ):
            self.share.addItem(words, share)
        self._card = self.question.cards[_GROUP]
        self._card.column.addSpacing(4)
        self._card.column.addWidget(self._build_row())
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        self.show_groups(())
        self._arrange()
        self.question.changed.connect(self._choose)
        self.group.currentIndexChanged.connect(self._tell)
        self.share.currentIndexChanged.connect(self._tell)

    def _build_row(self) -> QWidget:
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        stays = PlainLabel(self.tr("What stays:"), whole)
        stays.setBuddy(self.share)
        row.addWidget(self.group, 1)
        row.addWidget(stays)
        row.addWidget(self.share)
        return whole

    def _about(self) -> str:
        return self.tr(
            "The same network is trained twice, in turns: on all faces, and on fewer of one group. "
            "The result shows each group’s errors side by side."
        )

    @property
    def thin(self) -> Thinning | None:
        """The group that is thinned, and how much of it stays; ``None`` for all faces."""
        option = self.group.currentData()
        if self.question.key != _GROUP or not isinstance(option, GroupOption):
            return None
        return Thinning(option.kind, option.value, float(self.share.currentData()))

    def show_groups(self, names: Sequence[str]) -> None:
        """Offer the data's own groups besides ages and genders."""
        options = [GroupOption("gender", one) for one in _GENDERS]
        options += [GroupOption("age", one) for one in _AGES]
        options += [GroupOption("group", one) for one in names]
        kept = self.group.currentData()
        if options == [self.group.itemData(row) for row in range(self.group.count())]:
            return
        before, self._arranging = self.thin, True
        self.group.clear()
        for one in options:
            self.group.addItem(group_title(one.kind, one.value), one)
        self.group.setCurrentIndex(options.index(kept) if kept in options else 0)
        self._arranging = False
        if self.thin != before:
            self.changed.emit()

    def set_obstacle(self, obstacle: str) -> None:
        """Why no group can be left out now; "" if one can."""
        if obstacle != self._obstacle:
            self._obstacle = obstacle
            self._arrange()

    def _arrange(self) -> None:
        before, self._arranging = self.thin, True
        self._card.setEnabled(not self._obstacle)
        self._card.explain(self._obstacle or self._about())
        self.question.choose(_GROUP if self._wished and not self._obstacle else _NOBODY)
        self._offer()
        self._arranging = False
        if self.thin != before:
            self.changed.emit()

    def _offer(self) -> None:
        on = self.question.key == _GROUP
        self.group.setEnabled(on)
        self.share.setEnabled(on)

    @Slot(str)
    def _choose(self, key: str) -> None:
        if not self._arranging:
            self._wished = key == _GROUP
            self._offer()
            self.changed.emit()

    @Slot()
    def _tell(self) -> None:
        if not self._arranging and self.thin is not None:
            self.changed.emit()
