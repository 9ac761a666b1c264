"""The figures on two judges of the same faces, and the faces on which they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.folder_agreement_words import (
    NO_FIGURE,
    face_line,
    figure_rows,
    judge,
    summary,
    why_no_kappa,
)
from desktop.folder_recent import counted, number
from engine.agreement import About, Agreement

_FACE_ROLE = Qt.ItemDataRole.UserRole
_MOST = 1000


class AgreementDialog(QDialog):
    """``pair_chosen`` (name, name or ``None`` for the model); ``face_chosen`` (face id)."""

    pair_chosen = Signal(str, object)
    face_chosen = Signal(int)

    def __init__(
        self,
        reviewers: Sequence[tuple[str, int]],
        *,
        reviewer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Agreement"))
        self.resize(620, 520)
        self.one, self.other = QComboBox(self), QComboBox(self)
        self.one.setAccessibleName(self.tr("First judge"))
        self.other.setAccessibleName(self.tr("Second judge"))
        self._offer(reviewers, reviewer)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.kappa_note = QLabel(self)
        self.kappa_note.setWordWrap(True)
        self.kappa_note.setProperty("muted", True)
        self._figures = QWidget(self)
        self._grid = QGridLayout(self._figures)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(26)
        self._grid.setVerticalSpacing(5)
        self.differing = QListWidget(self)
        self.differing.setObjectName("faceList")
        self.differing.setSpacing(3)
        self.differing.setAccessibleName(self.tr("Faces on which they differ"))
        self._heading = QLabel(self)
        self._heading.setObjectName("heading")
        self._arrange()
        self.one.activated.connect(self.choose)
        self.other.activated.connect(self.choose)
        self.differing.itemActivated.connect(self._go)

    def _offer(self, reviewers: Sequence[tuple[str, int]], reviewer: str) -> None:
        for name, count in reviewers:
            label = self.tr("{0} ({1} faces)").format(judge(name), number(count))
            if count == 1:
                label = self.tr("{0} (1 face)").format(judge(name))
            self.one.addItem(label, name)
            self.other.addItem(label, name)
        self.other.addItem(judge(None), None)
        names = [name for name, _ in reviewers]
        self._people = bool(names)
        if names:
            first = names.index(reviewer) if reviewer in names else 0
            self.one.setCurrentIndex(first)
            others = [place for place in range(len(names)) if place != first]
            self.other.setCurrentIndex(others[0] if others else len(names))

    def _arrange(self) -> None:
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self.one)
        pair.addWidget(QLabel(self.tr("and"), self))
        pair.addWidget(self.other)
        pair.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addLayout(pair)
        column.addWidget(self.summary)
        column.addWidget(self._figures)
        column.addWidget(self.kappa_note)
        column.addWidget(self._heading)
        column.addWidget(self.differing, 100)
        column.addStretch(1)
        column.addWidget(buttons)
        self._heading.hide()
        self.differing.hide()

    @property
    def figures(self) -> tuple[tuple[str, ...], ...]:
        """The table of figures as it stands."""
        return self._shown

    _shown: tuple[tuple[str, ...], ...] = ()

    @Slot()
    def choose(self) -> None:
        """Ask for the figures of the pair that is chosen."""
        one, other = self.one.currentData(), self.other.currentData()
        self._clear()
        if not self._people:
            self.summary.setText(self.tr("Nobody has reviewed a face of this project yet."))
        elif one == other:
            self.summary.setText(self.tr("Choose two different ones."))
        else:
            self.summary.setText(self.tr("Counting…"))
            self.pair_chosen.emit(one, other)

    def show_agreement(self, found: Agreement, name_of: Callable[[int], str]) -> None:
        """Show the figures, and the faces on which the two differ under their photos' names."""
        self._clear()
        self.summary.setText(summary(found))
        self._shown, note = figure_rows(found), why_no_kappa(found)
        self.kappa_note.setText(note)
        self.kappa_note.setVisible(bool(note))
        for line, row in enumerate(self._shown):
            for place, text in enumerate(row):
                label = QLabel(text, self._figures)
                if text == NO_FIGURE:
                    label.setToolTip(note)
                if place == 0 or not row[0]:
                    label.setProperty("muted", True)
                self._grid.addWidget(label, line, place)
        self._grid.setColumnStretch(4, 1)
        differing = found.disagreements
        one = self.tr("They differ on 1 face (Enter opens it)")
        many = self.tr("They differ on {0} faces (Enter opens one)")
        self._heading.setText(counted(len(differing), one=one, many=many))
        self._heading.setVisible(bool(differing))
        self.differing.setVisible(bool(differing))
        for face in differing[:_MOST]:
            text = face_line(face, name_of(face.face_id), judges=(found.one, found.other))
            item = QListWidgetItem(text, self.differing)
            about = ", ".join(self._about(kind) for kind in face.about)
            item.setToolTip(self.tr("They differ in: {0}").format(about))
            item.setData(_FACE_ROLE, face.face_id)

    def _about(self, kind: About) -> str:
        words: dict[About, str] = {
            "face": self.tr("whether it is a face"),
            "gender": self.tr("perceived gender"),
            "age": self.tr("apparent age"),
        }
        return words[kind]

    def _clear(self) -> None:
        self._shown = ()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.differing.clear()
        self._heading.hide()
        self.differing.hide()
        self.kappa_note.hide()

    @Slot(QListWidgetItem)
    def _go(self, item: QListWidgetItem) -> None:
        self.face_chosen.emit(item.data(_FACE_ROLE))
        self.accept()
