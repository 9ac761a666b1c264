"""The page before a job: what of the folder, with which model, and where it is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.folder_settings import Look, kinds
from desktop.photo_bar import ElidedLabel
from desktop.training_fold import Fold

_WIDEST_PX = 720
_INDENT_PX = 29


class SetupPage(QWidget):
    """``start_wanted`` and ``back_wanted`` come from the buttons, ``place_wanted`` from the third.

    The place can be chosen only for a project that is still to be made.
    """

    start_wanted = Signal()
    back_wanted = Signal()
    place_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel(self)
        self._title.setObjectName("runTitle")
        self._where = ElidedLabel(self)
        self._where.setProperty("muted", True)
        self.recursive = QCheckBox(self.tr("Look into subfolders"), self)
        self.hidden = QCheckBox(self.tr("Look at hidden files and folders, too"), self)
        self.detect = QCheckBox(self.tr("Find the faces"), self)
        self._kinds = {name: (QCheckBox(name, self), group) for name, group in kinds()}
        self.kinds = Fold(self.tr("Kinds of files"), self._build_kinds(), self)
        self.kinds.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for box in (self.recursive, self.hidden, self.detect):
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._model = QLabel(self)
        self._model.setWordWrap(True)
        self.caution = QLabel(self)
        self.caution.setObjectName("caution")
        self.caution.setWordWrap(True)
        self.caution.hide()
        self._place = ElidedLabel(self)
        self.elsewhere = QPushButton(self.tr("Elsewhere…"), self)
        self.elsewhere.setAccessibleName(self.tr("Keep the project elsewhere"))
        self.elsewhere.clicked.connect(self.place_wanted)
        self.start = QPushButton(self.tr("Start labelling"), self)
        self.start.setObjectName("primary")
        self.start.clicked.connect(self.start_wanted)
        self.back = QPushButton(self.tr("Back"), self)
        self.back.clicked.connect(self.back_wanted)
        self._ready = False
        for box, _ in self._kinds.values():
            box.toggled.connect(self._refresh)
        self._arrange()
        self.set_look(Look())

    def _build_kinds(self) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(22, 0, 0, 0)
        for number, (check, group) in enumerate(self._kinds.values()):
            check.setToolTip(" ".join(sorted(group)))
            grid.addWidget(check, number // 3, number % 3)
        grid.setColumnStretch(3, 1)
        return box

    def _arrange(self) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDEST_PX)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addSpacing(12)
        for heading, parts in self._chapters():
            label = QLabel(heading, self)
            label.setObjectName("heading")
            column.addWidget(label)
            for part in parts:
                column.addWidget(part)
            column.addSpacing(12)
        column.addStretch()
        centred = QWidget(self)
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        area = QScrollArea(self)
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(centred)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(self._build_foot())

    def _chapters(self) -> list[tuple[str, list[QWidget]]]:
        detect_hint = self._hint(
            self.tr(
                "For photos that show one face and hardly anything else, turn it off: then the "
                "middle square of each photo is judged, whatever it shows."
            )
        )
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._place, 1)
        row.addWidget(self.elsewhere)
        place_hint = self._hint(
            self.tr(
                "One file holds all answers, yours as well. Stop whenever you like: it goes on "
                "where it was."
            ),
            indent_px=0,
        )
        return [
            (self.tr("Photos"), [self.recursive, self.hidden, self.kinds]),
            (self.tr("Faces"), [self.detect, detect_hint]),
            (self.tr("Model"), [self._model, self.caution]),
            (self.tr("The project is kept in"), [place, place_hint]),
        ]

    def _hint(self, text: str, *, indent_px: int = _INDENT_PX) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setProperty("muted", True)
        label.setContentsMargins(indent_px, 0, 0, 0)
        return label

    def _build_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("footRow")
        self._note = ElidedLabel(self)
        self._note.setProperty("muted", True)
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(12)
        row.addWidget(self._note, 1)
        row.addWidget(self.back)
        row.addWidget(self.start)
        return foot

    @property
    def look(self) -> Look:
        """What is set."""
        chosen = (group for box, group in self._kinds.values() if box.isChecked())
        return Look(
            recursive=self.recursive.isChecked(),
            hidden=self.hidden.isChecked(),
            suffixes=frozenset[str]().union(*chosen),
            detect=self.detect.isChecked(),
        )

    def set_look(self, look: Look) -> None:
        """Set everything."""
        self.recursive.setChecked(look.recursive)
        self.hidden.setChecked(look.hidden)
        self.detect.setChecked(look.detect)
        for box, group in self._kinds.values():
            box.setChecked(group <= look.suffixes)
        self._refresh()

    def show_folder(self, folder: Path, project: Path, *, new: bool) -> None:
        """Say which folder it is and where its project is."""
        self._title.setText(folder.name or str(folder))
        self._where.setText(str(folder))
        self._place.setText(str(project))
        self.elsewhere.setVisible(new)

    def show_model(self, title: str | None, *, loading: bool, caution: str = "") -> None:
        """Say which model would be used; without one nothing can begin."""
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))
        self._ready = title is not None
        if title is not None:
            told = self.tr("{0} (another one: the Model menu)").format(title)
        elif loading:
            told = self.tr("The model is being loaded…")
        else:
            told = self.tr("No model is in use: choose one in the Model menu.")
        self._model.setText(told)
        self._refresh()

    @property
    def note(self) -> str:
        """Why it cannot begin, or ""."""
        return self._note.text()

    @Slot()
    def _refresh(self) -> None:
        some = bool(self.look.suffixes)
        self._note.setText("" if some else self.tr("Choose at least one kind of files."))
        self.start.setEnabled(self._ready and some)
