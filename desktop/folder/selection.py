"""The faces that are selected in grid and table, and what is said of all of them at once."""

from __future__ import annotations

from functools import partial
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.folder.actions import FolderActions
from desktop.folder.face_grid import FaceGrid
from desktop.folder.face_model import FaceModel
from desktop.folder.project_controller import ProjectController
from desktop.messages import Messages
from desktop.widgets.buttons import action_button, plain_name
from desktop.widgets.labels import ElidedLabel, plain_tip
from engine.project import HumanGender
from engine.project.review import GroupAnswer

# So many stay selected by Qt's own means when rows come or are sorted; each costs an index then.
_FEW = 100
# A selection that is torn into more pieces is given up: each paint asks all of them.
_MOST_PIECES = 5000
Answer = Literal["confirm", "female", "male", "unknown", "not_a_face"]
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class SelectedFaces(QObject):
    """The selected rows of grid and table, which share one selection; ``changed`` with it.

    A selection stays with its faces when rows are read anew, sorted or filtered.
    """

    changed = Signal()

    def __init__(
        self, *, work: ProjectController, model: FaceModel, grid: FaceGrid, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._work, self._model = work, model
        self._selection = grid.selectionModel()
        self._held: NDArray[np.int64] | None = None
        self._listed_of = work.project
        model.about_to_list.connect(self._hold)
        model.listed.connect(self._restore)
        self._selection.selectionChanged.connect(self._tell)

    @property
    def count(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self._selection.selection().toList())

    @property
    def rows(self) -> NDArray[np.int64]:
        """The selected rows of ``work.rows``, in the order of the list."""
        mask = np.zeros(self._model.rowCount(), dtype=bool)
        for part in self._selection.selection().toList():
            mask[part.top() : part.bottom() + 1] = True
        rows: NDArray[np.int64] = self._model.listing[mask]
        return rows

    @Slot()
    def _tell(self) -> None:
        if self._held is None:
            self.changed.emit()

    @Slot()
    def _hold(self) -> None:
        """Keep a large selection by its faces: Qt would keep an index for every row of it."""
        if self._held is None and self._work.project is self._listed_of and self.count > _FEW:
            self._held = self._model.faces_in(self.rows)
            self._selection.clearSelection()

    @Slot()
    def _restore(self) -> None:
        self._listed_of = self._work.project
        if self._held is not None:
            places = self._model.places_of(self._work.rows_of(self._held))
            pieces = runs(np.sort(places[places >= 0]))
            if len(pieces) <= _MOST_PIECES:
                self._selection.select(self._of(pieces), _SELECT)
            self._held = None
        self.changed.emit()

    def _of(self, pieces: list[tuple[int, int]]) -> QItemSelection:
        selection, last = QItemSelection(), self._model.columnCount() - 1
        for top, bottom in pieces:
            ends = self._model.index(top, 0), self._model.index(bottom, last)
            selection.append(QItemSelectionRange(*ends))
        return selection


def runs(places: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Sorted whole numbers as (first, last) of each run without a gap."""
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate([[0], breaks + 1])]
    lasts = places[np.concatenate([breaks, [len(places) - 1]])]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


class SelectionController(QObject):
    """Says something of all selected faces; ``name_wanted`` when nobody knows who says it."""

    name_wanted = Signal()

    def __init__(
        self,
        *,
        work: ProjectController,
        selection: SelectedFaces,
        actions: FolderActions,
        messages: Messages,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._work, self._selection, self._messages = work, selection, messages
        actions.confirm_selected.triggered.connect(self.confirm)
        actions.reject_selected.triggered.connect(self.reject)
        genders: tuple[HumanGender, ...] = ("female", "male", "unknown")
        for gender in genders:
            actions.gender_selected[gender].triggered.connect(partial(self.say_gender, gender))

    @Slot()
    def confirm(self) -> None:
        """Take over the shown answers of what is under review."""
        if self._may_say():
            self._told(self._work.confirm_all(self._selection.rows))

    def say_gender(self, gender: HumanGender) -> None:
        """Store a gender."""
        if self._may_say():
            self._told(self._work.say_gender_of_all(self._selection.rows, gender))

    @Slot()
    def reject(self) -> None:
        """Store that they are no faces."""
        if self._may_say():
            self._told(self._work.reject_all(self._selection.rows))

    def _may_say(self) -> bool:
        if not self._work.reviewer:
            self._messages.say(self.tr("Enter your name or initials first."))
            self.name_wanted.emit()
            return False
        return True

    def _told(self, answer: GroupAnswer | None) -> None:
        """Say how many faces were labelled, and how many not, for what reason."""
        if answer is None:
            return
        parts = [self.tr("%Ln faces labelled.", "", len(answer.rows))]
        if answer.same:
            parts.append(self.tr("%Ln had this answer already.", "", answer.same))
        if answer.lacking:
            parts.append(self.tr("%Ln have no answer to confirm.", "", answer.lacking))
        self._messages.say(" ".join(parts))


class SelectionBar(QFrame):
    """How many faces are selected, with buttons for all of them; shown from two on."""

    def __init__(self, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footRow")
        self.setAccessibleName(self.tr("Selected faces"))
        self.count = ElidedLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for action in actions.of_selected:
            row.addWidget(action_button(action, self))
        self.hide()

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        self.count.setText(self.tr("%Ln selected", "", count))
        self.setVisible(count > 1)


class CommandKeys(Protocol):
    """The keys that the reviewer chose, as ``desktop.review.actions.KeyMap`` has them."""

    def keys(self, command: Answer) -> tuple[str, ...]:
        """The keys of a command, the chief one first."""


def follow_keys(actions: FolderActions, keys: CommandKeys) -> None:
    """Let the keys of the review say the same of all selected faces; Enter opens a face there."""
    by_command: dict[Answer, QAction] = {
        "confirm": actions.confirm_selected,
        "not_a_face": actions.reject_selected,
        "female": actions.gender_selected["female"],
        "male": actions.gender_selected["male"],
        "unknown": actions.gender_selected["unknown"],
    }
    for command, action in by_command.items():
        chosen = [key for key in keys.keys(command) if key not in ("Return", "Enter")]
        action.setShortcuts([QKeySequence(key) for key in chosen])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        hint = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        name = plain_name(action)
        action.setToolTip(plain_tip(f"{name} ({hint})" if hint else name))
