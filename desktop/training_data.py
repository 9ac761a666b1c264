"""The first question of a training: which faces; with a look at them as a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.language_below import spoken
from desktop.photo_bar import ElidedLabel
from desktop.training_choice import Answer, Question
from desktop.training_doors import Look, Place
from desktop.training_findings import FindingsView
from desktop.training_lane_work import LaneWork
from desktop.training_meter import Meter
from desktop.training_meter_bar import MeterBar
from desktop.training_tools import Tools
from desktop.training_wording import linked
from training.dataset.check import Findings
from training.dataset.drawn import DRAWN_NOTE
from training.dataset.utkface import UTKFACE_NOTE
from training.settings import DRAWN

_KINDS = "*.csv *.zip *.tar *.tar.gz *.tgz"


class DataChoice(QWidget):
    """Drawn faces or one's own; ``changed`` when others are chosen, or more is known of them.

    ``corrections_found`` says soon after whether it is AgeLens's own table of what people said.
    """

    changed = Signal()
    corrections_found = Signal(bool)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doors, self._dialogs, self._messages = tools.doors, tools.dialogs, tools.messages
        self._lane = tools.lane
        self._own: Path | None = None
        self._found: Findings | None = None
        self._kind = "drawn"
        self.looking = LaneWork(tools.lane, self)
        self.question = Question(
            self.tr("Faces to learn from"),
            [
                Answer("drawn", self.tr("Drawn faces"), spoken(DRAWN_NOTE)),
                Answer("own", self.tr("Your own faces"), self._about_own()),
            ],
            parent=self,
        )
        self._name = ElidedLabel(self)
        self._name.setObjectName("photoName")
        self.choose_folder = QPushButton(self.tr("Folder…"), self)
        self.choose_file = QPushButton(self.tr("Archive or table…"), self)
        self.check_button = QPushButton(self.tr("Look at these faces"), self)
        self.check_button.setToolTip(self.tr("Count them, and find what is wrong with them"))
        self._note = QLabel(linked(spoken(UTKFACE_NOTE)), self)
        self._note.setWordWrap(True)
        self._note.setOpenExternalLinks(False)
        self._note.setAccessibleName(self.tr("Where photos of faces come from"))
        self.meter_bar = MeterBar(self)
        self.findings = FindingsView(self)
        self.findings.hide()
        self._arrange()
        self._connect()
        self._refresh()

    def _about_own(self) -> str:
        return self.tr(
            "A folder of UTKFace pictures, a folder for each class, an archive, or a table (CSV) "
            "of paths, ages and genders. Or drop one of them here. Nothing is changed or sent."
        )

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_folder)
        buttons.addWidget(self.choose_file)
        buttons.addStretch()
        own = self.question.cards["own"].column
        own.addSpacing(4)
        own.addLayout(buttons)
        own.addWidget(self._name)
        drawn = QHBoxLayout()
        drawn.addWidget(self.check_button)
        drawn.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.question)
        column.addWidget(self._note)
        column.addLayout(drawn)
        column.addWidget(self.meter_bar)
        column.addWidget(self.findings)

    def _connect(self) -> None:
        self.question.changed.connect(self._choose_kind)
        self.choose_folder.clicked.connect(self.ask_folder)
        self.choose_file.clicked.connect(self.ask_file)
        self.check_button.clicked.connect(self.look)
        self.meter_bar.cancelled.connect(self.looking.cancel)
        self._note.linkActivated.connect(lambda link: self._doors.open_url(QUrl(link)))
        self.looking.begun.connect(self._begin)
        self.looking.ended.connect(self._end)
        self.looking.succeeded.connect(self._show)
        self.looking.failed.connect(self._fail)

    @property
    def found(self) -> Findings | None:
        """What a look at the chosen faces found; ``None`` until somebody looked."""
        return self._found

    @property
    def place(self) -> Place | None:
        """Where the faces are; ``None`` while nothing is chosen."""
        return DRAWN if self._kind == "drawn" else self._own

    def choose(self, place: Path) -> None:
        """Take a folder, an archive or a table, and look at it."""
        self._own = place
        self._name.setText(str(place))
        self.question.choose("own")
        self._forget()
        self._ask_for_corrections(place)
        self.look()

    def set_hovered(self, hovered: bool) -> None:
        """Show that faces may be dropped here."""
        self.question.cards["own"].set_hovered(hovered)

    @Slot()
    def ask_folder(self) -> None:
        """Ask for a folder."""
        folder = self._dialogs.folder(self, title=self.tr("Folder of faces"))
        if folder is not None:
            self.choose(folder)

    @Slot()
    def ask_file(self) -> None:
        """Ask for an archive or a table."""
        kinds = self.tr("Archives and tables ({0});;All files (*)").format(_KINDS)
        files = self._dialogs.photos(self, title=self.tr("Archive or table"), kinds=kinds)
        if files:
            self.choose(files[0])

    @Slot()
    def look(self) -> None:
        """Look at the chosen faces."""
        place = self.place
        if place is not None:
            self.looking.begin(lambda meter: self._doors.look(place, meter))

    @Slot(str)
    def _choose_kind(self, kind: str) -> None:
        if kind != self._kind:
            self._kind = kind
            self._forget()
            if kind == "own" and self._own is not None:
                self._ask_for_corrections(self._own)
            else:
                self.corrections_found.emit(False)

    def _ask_for_corrections(self, place: Path) -> None:
        """In the lane: even a first line may be on a slow drive."""

        def tell(found: object) -> None:
            if self.place == place:
                self.corrections_found.emit(bool(found))

        job = self._lane.submit(lambda: self._doors.corrections(place))
        job.succeeded.connect(tell)
        job.failed.connect(self._messages.report)

    def _forget(self) -> None:
        """Another place was chosen: what was found in the former one says nothing."""
        self.looking.cancel()
        self._found = None
        self.findings.hide()
        self._refresh()
        self.changed.emit()

    @Slot(object)
    def _begin(self, meter: Meter) -> None:
        self.meter_bar.watch(meter, self.tr("Looking at the faces"))
        self._refresh()

    @Slot()
    def _end(self) -> None:
        self.meter_bar.rest()
        self._refresh()

    @Slot(object)
    def _show(self, look: Look) -> None:
        self._found = look.findings if look.findings.complete else None
        self.findings.show_look(look)
        self.findings.show()
        self.changed.emit()

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self._messages.report(error, context=self.tr("These faces cannot be used."))

    def _refresh(self) -> None:
        own = self._kind == "own"
        self._name.setVisible(self._own is not None)
        self._note.setVisible(own and self._own is None)
        self.check_button.setVisible(self.place is not None and not self.looking.busy)
